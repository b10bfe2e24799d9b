"""A question as the tagger marks it: what it asks for, for what, beside what, instead of what.

The grammar of prepositions (`app.asking`) cuts a plain sentence well; notes, stories and everyday
wording it cuts into pieces that mean nothing. The tagger has learned such questions. What it marks
is read by the same terms and codes as any phrase.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from app.acts import with_act
from app.heard import Heard
from app.marked_names import by_gloss, is_ill, is_test, told_beside, whole_names, with_listed
from app.marked_things import as_screening, thing_of, treating
from app.phrase_parts import MEASURED
from app.question_models import Phrase, Reading, Target
from app.screening import is_screening
from app.targets import is_denied_at, no_condition, targets_named
from ingest.codes import is_icd
from ingest.embed.tagger import Span
from ingest.lexis import is_generic, squash, words
from ingest.statements.phrases import clean

# "I do not have sleep apnea": no condition of the person, whatever the marks say.
_RULED_OUT = re.compile(
    r"\b(?:(?:do|does|did)(?: not|n't) have|has no|have no|had no|denies|rules? out|negative for"
    r"|(?:no|without) (?:\w+ )?(?:(?:signs?|evidence|history) of|risk factors? (?:for|of)))"
    r"\s+(?:an? |any )?(?:\w+ ){0,1}$",
    re.IGNORECASE,
)
_TIED = re.compile(
    r"\s*(?:in|of|from|with|due to|because of|caused by|secondary to|associated with|related to"
    r"|after|following)\s+(?:(?:an?|the|patients?|people|persons?|adults?|wom[ae]n|m[ae]n|"
    r"child(?:ren)?"
    r"|someone|those|individuals?|with|who ha(?:s|ve)|having)\s+)*",
    re.IGNORECASE,
)
# "low back pain in someone without depression": the pain comes with nothing
_DENIES = re.compile(r"\W*(?:without|no|not|never)\b", re.IGNORECASE)
_CAUSED = re.compile(
    r"\s*(?:from|due to|because of|caused by|induced by|related to)\s+", re.IGNORECASE
)
_LEAD = re.compile(
    r"^(?:w/ ?|start(?:ing)?|begin(?:ning)?|tak(?:e|ing)|get(?:ting)?|have|having) (?=\w)",
    re.IGNORECASE,
)
_WHEN = re.compile(
    r"\s+(?:today|tonight|tomorrow|now|again|already|yet|(?:this|next) (?:week|month|year))$",
    re.IGNORECASE,
)
_RENEWS = re.compile(
    r"\b(?:renew(?:al|ed|ing)?|re-?authori[sz]\w+|continu(?:e[ds]?|ing|ation)|refill"
    r"|keep (?:on|going)|stay on|another (?:year|course|round|cycle))\b",
    re.IGNORECASE,
)
_NOT_GIVEN = re.compile(
    r"\b(?:no|not|never|without|denies|instead of|rather than|other than)\s+(?:\w+\s+){0,3}$",
    re.IGNORECASE,
)
_N_BEFORE = 25  # characters before a mark in which "failed" stands
_TRIED = re.compile(r"\b(?:fail\w*|tried|despite|stopped|trial of|no relief)\b", re.IGNORECASE)
_LISTED = re.compile(r"\s*(?:,|/|;)?\s*(?:and|or|plus|&)?\s*", re.IGNORECASE)
# "Premenopausal, ..." tells how the person is, "LDL 152" is a value, "replace it" points back.
_NO_THING = re.compile(
    r"[A-Za-z]{4,}(?:ic|al|ous)"
    r"|(?!CPT|HCPCS|ICD|DRG|HIV|COVID|PARP|CAR|BRCA)[A-Z][A-Za-z]{1,5} \d+(?:\.\d+)?%?"
    r"|\w+ (?:it|them|this|that|these|one)"
)
_DENIED = re.compile(r"(?:no|not|never|without|denies|non)\b", re.IGNORECASE)


_TYPE = re.compile(r"\s+(?:type|level|class|grade|mode)\s+(?:[IVX]+|\d+[a-z]?)$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Marked:
    """What the marks of a question say.

    Attributes:
        reading: What is asked for, and for what.
        others: Where no condition is marked as the aim: the person's conditions, then what was done
            to the person ("rehabilitation after bypass surgery"), as what it is asked for.
        comparator: What the intervention is compared with, "" where nothing.
        in_passing: Whether no condition is marked as the aim, and those of the reading are names
            that the text holds, or what a measure tells ("BMI 37").
    """

    reading: Reading
    others: tuple[Reading, ...]
    comparator: str
    in_passing: bool


def marked_reading(heard: Heard, spans: Sequence[Span]) -> Marked | None:
    """The reading of a question by its marks; None where no intervention is marked."""
    spans = whole_names(heard, spans)
    spans = _mended(heard, _with_bracketed_codes(heard.text, spans))
    interventions = as_screening(_phrases(heard, spans, "I", "intervention"), heard)
    interventions = interventions or treating(_phrases(heard, spans, "C", "condition"), heard)
    if not interventions:
        return None
    targets = _targets(heard, spans)
    instead = () if targets else tuple(_phrases(heard, spans, kind, "condition") for kind in "PH")
    return Marked(
        Reading(interventions, targets or targets_named(heard, interventions)),
        tuple(
            Reading(interventions, tuple(Target(phrase) for phrase in phrases))
            for found in instead
            if (phrases := [p for p in found if not _DENIED.match(p.text)])
        ),
        next((heard.text[s.start : s.end] for s in spans if s.kind == "X"), ""),
        in_passing=not targets,
    )


def without_places(
    spans: Sequence[Span], text: str, places: Sequence[tuple[int, int]]
) -> tuple[Span, ...]:
    """The marks without the stretches that name the payer ("Acme breast reduction").

    Of a mark with the name inside it the longer part stays; a mark of the name alone goes.
    """
    kept: list[Span] = []
    for span in spans:
        start, end = span.start, span.end
        for a, b in places:
            if a < end and b > start:
                parts = [(start, max(start, a)), (min(end, b), end)]
                start, end = max(parts, key=lambda part: part[1] - part[0])
        if words(text[start:end]):
            kept.append(Span(start, end, span.kind))
    return tuple(kept)


def _mended(heard: Heard, spans: Sequence[Span]) -> list[Span]:
    """The marks with what no mark may be put right.

    A diagnosis code is a condition; a patient is none, and no more is a test; what goes on a list
    of what was tried ("failed night splints, orthotics") was tried too; "ESWT plantar fasciitis"
    are two things.
    """
    kept = list[Span]()
    for span in spans:
        kind = _kind(heard, span, kept[-1] if kept else None)
        if kind == "C" and span.kind == "P":
            kept.pop()
        kept += (
            _parted(heard, replace(span, kind=kind)) if kind == "C" else [replace(span, kind=kind)]
        )
    kept = _with_asked(heard, [s for s in kept if s.kind != "C" or not _is_person(heard, s)])
    asks = any(s.kind == "I" for s in kept)
    told = [replace(s, kind="F") if asks and is_test(heard, s) else s for s in kept]
    aimed = any(s.kind == "C" for s in spans)
    if aimed and not any(s.kind == "C" for s in told):  # no aim was it: what one has is
        told = [replace(s, kind="C") if s.kind == "P" and is_ill(heard, s) else s for s in told]
    return with_listed(heard, told)


def _kind(heard: Heard, span: Span, last: Span | None) -> str:
    """The kind of a mark, by its own words and the mark before it."""
    text, own = heard.text, heard.text[span.start : span.end]
    if span.kind == "P" and last and last.kind == "C" and _of_person(heard, last, span):
        return "C"
    if told := told_beside(text, span):
        return told
    if span.kind != "I":
        return span.kind
    if is_icd(own.strip("() ")):
        return "C"
    if _NO_THING.fullmatch(own) and not heard.spotter.spot(own, kind="intervention"):
        return "F"
    return "H" if last and _goes_on(text, last, text[last.end : span.start]) else "I"


def _is_person(heard: Heard, span: Span) -> bool:
    """Whether a mark is of who has it alone; "SMA type 2" and "MS" have names."""
    own = heard.text[span.start : span.end]
    return no_condition(own) and not heard.phrase(own, "condition").concepts


def _goes_on(text: str, last: Span, between: str) -> bool:
    """Whether a mark goes on with a list of what was tried."""
    tried = _TRIED.search(text[max(0, last.start - _N_BEFORE) : last.end])
    return last.kind == "H" and tried is not None and _LISTED.fullmatch(between) is not None


def _of_person(heard: Heard, person: Span, what: Span) -> bool:
    """Whether a mark is of a person alone, who has what the next mark says."""
    between = heard.text[person.end : what.start]
    return _is_person(heard, person) and _TIED.fullmatch(between) is not None


def _parted(heard: Heard, span: Span) -> list[Span]:
    """A mark that opens with the name of a treatment and goes on with a condition, as two."""
    own = heard.text[span.start : span.end]
    if is_screening(own) or heard.terms.of_phrase(own, "condition"):
        return [span]  # "opioid addiction" is the name of a condition
    found = heard.spotter.spot(own, kind="intervention")
    front = max((m.end for m in found if m.start == 0), default=0)
    rest = own[front:].strip(" ,:/-")
    if not front or not heard.terms.of_phrase(rest, "condition"):
        return [span]
    at = span.start + own.index(rest, front)
    return [Span(span.start, span.start + front, "I"), replace(span, start=at)]


def _with_asked(heard: Heard, spans: Sequence[Span]) -> list[Span]:
    """The marks with one of what is asked for, where they hold none.

    A name that only a treatment has is none of a condition, whatever its mark; and a renewal is
    asked for what the person takes.
    """
    if any(s.kind == "I" and thing_of(clean(heard.text[s.start : s.end])) for s in spans):
        return list(spans)

    def is_treatment(span: Span) -> bool:
        text = clean(heard.text[span.start : span.end])
        named = bool(heard.terms.of_phrase(_TYPE.sub("", text), "intervention"))
        also = bool(heard.phrase(text, "condition").concepts)
        return named and not also and not _NOT_GIVEN.search(heard.text[: span.start])

    asked = [s for s in spans if s.kind in "CP" and is_treatment(s)]
    if not asked and _RENEWS.search(heard.text):
        asked = [s for s in spans if s.kind == "H" and is_treatment(s)][:1]
    return [replace(s, kind="I") if s in asked else s for s in spans]


def _targets(heard: Heard, spans: Sequence[Span]) -> tuple[Target, ...]:
    """The marked conditions, each with what the question says that it comes with.

    "fatigue in people with multiple sclerosis" is such a pair; what else a person has is a fact.
    """
    found: list[Target] = []
    for span in (s for s in spans if s.kind == "C" and not _is_no_target(heard.text, s)):
        tied, last = list[Span](), span
        for s in spans:  # "anemia from chemotherapy in breast cancer" comes with the cancer
            if s.kind in "PH" and s.start >= last.end and _is_tied(heard.text, last, s, span):
                tied, last = [*tied, s], s
        told = [s for s in tied if not _DENIES.match(heard.text[s.start : s.end])]
        settings = tuple(p for p in _phrases(heard, told, "P", "condition") if p.concepts)
        found += [Target(p, settings) for p in _phrases(heard, [span], "C", "condition")]
    kept: dict[str, Target] = {}
    for target in found:
        kept.setdefault(squash(target.condition.text), target)
    return tuple(kept.values())


# "a low-risk adult": how likely something is, and nothing that anybody has
_RISK = re.compile(r"\W*(?:very )?(?:low|high|average|intermediate|moderate)[- ]risk\W*", re.I)


def _is_no_target(text: str, span: Span) -> bool:
    return _RISK.fullmatch(text[span.start : span.end]) is not None or is_denied_at(
        text, span.start
    )


def _is_tied(text: str, last: Span, span: Span, first: Span) -> bool:
    """Whether a mark goes with the one before it; of what was done, what caused the condition."""
    between = text[last.end : span.start]
    caused = last is not first or _CAUSED.fullmatch(between) is not None
    return _TIED.fullmatch(between) is not None and (span.kind == "P" or caused)


def _with_bracketed_codes(text: str, spans: Sequence[Span]) -> list[Span]:
    """A condition and the code in brackets behind it are one thing: both asked for, or neither."""
    kept: list[Span] = []
    for span in spans:
        last = kept[-1] if kept else None
        bracketed = last is not None and re.fullmatch(r"\s*\(\s*", text[last.end : span.start])
        if last and bracketed and is_icd(text[span.start : span.end].strip("() ")):
            kinds = {last.kind, span.kind}
            kind = "C" if "C" in kinds else last.kind
            kept[-1:] = [Span(s.start, s.end, kind) for s in (last, span)]
        else:
            kept.append(span)
    return kept


def _phrases(heard: Heard, spans: Sequence[Span], mark: str, kind: str) -> tuple[Phrase, ...]:
    """The marked phrases of one kind, each once."""
    found: dict[str, Phrase] = {}
    for span in spans:
        if span.kind != mark or _RULED_OUT.search(heard.text[: span.start]):
            continue
        words_of = with_act(heard.text, span.start, span.end) if mark == "I" else ""
        text = by_gloss(heard, words_of) or heard.text[span.start : span.end].strip()
        if not heard.terms.of_phrase(text, kind):
            text = clean(_WHEN.sub("", _LEAD.sub("", text)))
        text = MEASURED.get(text.lower(), text) if kind == "condition" else thing_of(text)
        if words(text) and not is_generic(text):
            found.setdefault(squash(text), heard.phrase(text, kind))
    return tuple(found.values())
