"""Marks of the tagger that the words around them show to be wrong, put right by the text alone."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from ingest.embed.tagger import Span

_PAYS = re.compile(
    r"\b(?:cover|pay for|approve|authori[sz]e|reimburse)\s+(?:(?:a|an|the|my|his|her|their)\s+)?$",
    re.IGNORECASE,
)
_DENIED = re.compile(r"(?:no|not|without|denies|never had)\s", re.IGNORECASE)
# "PTH mildly up": an abbreviation with a level is a laboratory value.
_SHORT = re.compile(r"[A-Z][A-Za-z]?[A-Z0-9]{1,4}")
_LEVEL = re.compile(
    r"\s*(?:is |was )?(?:(?:mild|slight|moderate|marked|bare)ly )?(?:up|down|high|low|elevated|"
    r"raised|normal|undetectable|suppressed|WNL|within normal)\b",
    re.IGNORECASE,
)
# "gallbladder removed in 2019": what is gone is nothing to be treated
_GONE = re.compile(
    r"\s*(?:(?:was|has been|had been) )?(?:surgically )?(?:removed|taken out|resected|excised)\b",
    re.IGNORECASE,
)
# "a mammogram every two years": how often is no part of the name
_HOW_OFTEN = re.compile(r"(?<=\w)\s+(?:every|each|once|twice)(?:\s+\w+){0,3}$", re.IGNORECASE)
# "CKD G3b not on dialysis": whether a kidney disease is dialysed is a part of its name.
_KIDNEY = re.compile(r"\b(?:CKD|ESRD|ESKD|kidney (?:disease|failure))\b", re.IGNORECASE)
_DIALYSIS = re.compile(
    r",?\s*(?:(?:not|no longer)\s+)?(?:yet )?on (?:ha?emo)?dialysis\b", re.IGNORECASE
)
# "..., L ear normal, age 50 - CI?": what a note of facts ends with is what it asks for.
_ENDS_WITH = re.compile(
    r"\s(?:-|–|—|=>|->|→)\s*(?P<what>(?!(?:cover|approv|necessar|medically|indicated|appropriate|ok|"
    r"allowed|thoughts|yes|now|next|who|what|when|can|is|does|would|should|eligible|meets?)\w*\b)"
    r"[A-Za-z][\w/+-]*(?: [\w/+-]+){0,3})\s*\?\s*$",
    re.IGNORECASE,
)
# "... so she doesn't fall", "to keep him from falling": what shall not happen is the aim.
_LEST = re.compile(
    r"\bso (?:that )?(?:she|he|they|we|i|it) (?:does|do|wo|ca)(?:n['’]?t|es not| not|nnot) "
    r"(?:get |have )?(?P<a>[a-z]{3,}(?: [a-z]+)?)\s*(?=[?.,;]|$)"
    r"|\bkeep\w* (?:him|her|them|me|us|my \w+) from (?:getting |having )?"
    r"(?P<b>[a-z]{3,}(?: [a-z]+)?)\s*(?=[?.,;]|$)",
    re.IGNORECASE,
)

# "Oncotype to decide on chemo": what a thing asked for is to help decide is not asked for.
_DECIDES = re.compile(
    r"\b(?:(?:decide|guide|inform|determine|predict)\w*|open to)\s+"
    r"(?:(?:on|about|whether|if|for|the need for|use of|s?he|they|we|needs?)\s+)*$",
    re.IGNORECASE,
)
# "Surgeon wants sleeve.": who has it in mind asks for it, where nothing else is asked for
_WANTS = re.compile(
    r"(?<![\w-])(?:surgeons?|(?:[a-z]+)olog(?:ist|y)|[a-z]+iatrist|doc(?:tor)?|dr\.? [A-Z][a-z]+|"
    r"provider|pcp|gi|gyn|ent|ortho|team|clinic|physician|he|she|they)\s+(?:now )?"
    r"(?:wants?|requests?|proposes?|plans?|would like|is (?:requesting|proposing|planning))\s+"
    r"(?:(?:to (?:do|start|use|give|try|perform)|an?|the)\s+)*"
    r"(?P<what>(?!to\b|it\b|this\b|that\b|us\b|me\b)[A-Za-z][\w/-]*(?: [\w/-]+){0,3}?)"
    r"(?=\s*(?:[.,;?]|$|\s(?:for|because|due|in|on)\b))",
    re.IGNORECASE,
)
# "Refractory to bladder training": what did not help was had; "test stimulation: 70%" has a result
_DID_NOT_HELP = re.compile(
    r"(?:refractory|unresponsive|non-?responsive|resistant|no response|intolerant)\s+(?:to|of)\s",
    re.IGNORECASE,
)
_RESULT = re.compile(r"\s*:\s*(?:about |~)?\d+\s?%")
# "Acme Health, knee replacement, 63F with ...": a request opens with what it is for
_OPENS = re.compile(r"[A-Z][\w&'’ .-]{1,50}[,:;]\s*")
_HAD = re.compile(r"\s*(?:prior|previous|past|failed|tried|on|after|s/p|status|history|hx)\b", re.I)
_WHOSE = re.compile(r"\s*[,.;:]\s*\d{1,3}\s?(?:[FM]\b|y/?o\b|-?\s?years?)", re.IGNORECASE)
# A story and the question that ends it ("... PT failed. Botox?").
_CLOSING = re.compile(r"[.;!?]\s+(?P<what>[^.;!?]+(?:\.(?=\d)[^.;!?]+)*)\?\s*$")
_POINTS_BACK = re.compile(
    r"\b(?:it|this|that|these|those|them|one|same|too|also|or)\b", re.IGNORECASE
)

_N_BEFORE = 40  # characters before a mark that tell what it is there for

Marks = Callable[[str], tuple[Span, ...]]


def repairing(marks: Marks) -> Marks:
    """The tagger with its marks put right."""
    return lambda text: repaired(text, marks(text))


def repaired(text: str, spans: Sequence[Span]) -> tuple[Span, ...]:
    """The marks of a text, those that its words contradict of another kind.

    What a plan is asked to cover is a thing and no payer ("Would the plan cover Inspire?"); what
    is denied is what the person has not, and no aim; a value of a laboratory is no condition.
    """
    found = _without_told(text, list(_repaired(text, _explained(text, spans))))
    if not any(s.kind == "I" for s in found) and (end := _ENDS_WITH.search(text)):
        start, stop = end.span("what")
        found = [_before(s, end.start()) for s in found if s.start < end.start()]
        found.append(Span(start, stop, "I"))
    if not any(s.kind == "I" for s in found):
        found = _with_wanted(text, found)
    if not any(s.kind == "C" for s in found) and (aim := _LEST.search(text)):
        found.append(Span(*aim.span("a" if aim["a"] else "b"), "C"))
    return tuple(found)


def _with_wanted(text: str, spans: Sequence[Span]) -> list[Span]:
    """The marks with what somebody wants, or what a request opens with, as what is asked for."""
    if want := _WANTS.search(text):
        start, stop = want.span("what")
        apart = [s for s in spans if s.end <= start or stop <= s.start]
        return sorted([*apart, Span(start, stop, "I")], key=lambda s: s.start)
    first = next((s for s in spans if s.kind == "H" and _OPENS.fullmatch(text[: s.start])), None)
    asked = first and _WHOSE.match(text, first.end) and not _HAD.match(text, first.start)
    return [replace(s, kind="I") if asked and s is first else s for s in spans]


def _without_told(text: str, spans: Sequence[Span]) -> list[Span]:
    """The marks, what a story tells beside the thing that its last question asks for as history.

    "... has never taken an anticholinergic. Bladder Botox?" asks for one thing.
    """
    kept = [s if not _is_decided_by(text, s, spans) else replace(s, kind="F") for s in spans]
    last = _CLOSING.search(text)
    if not last or _POINTS_BACK.search(last["what"]):
        return kept
    at = last.start("what")
    if not any(s.kind == "I" and s.start >= at for s in kept) or "?" in text[:at]:
        return kept
    return [replace(s, kind="H") if s.kind == "I" and s.start < at else s for s in kept]


def _is_decided_by(text: str, span: Span, spans: Sequence[Span]) -> bool:
    """Whether a thing is what one asked for before it is to help decide."""
    before = text[max(0, span.start - _N_BEFORE) : span.start]
    asked = any(s.kind == "I" and s.end <= span.start for s in spans)
    return span.kind == "I" and asked and _DECIDES.search(before) is not None


def _before(span: Span, end: int) -> Span:
    return replace(span, end=min(span.end, end))


def _explained(text: str, spans: Sequence[Span]) -> list[Span]:
    """The marks; the long form, in brackets, of a condition is one too: "ACDF (neck fusion)"."""
    kept = list(spans[:1])
    for last, span in pairwise(spans):
        long = last.kind == "C" and re.fullmatch(r"\s*\(\s*", text[last.end : span.start])
        kept.append(replace(span, kind="C") if long and span.kind == "I" else span)
    return kept


def _is_told(own: str, text: str, end: int) -> bool:
    """Whether a condition is a value of a laboratory, or an organ that is gone."""
    value = _SHORT.fullmatch(own) and _LEVEL.match(text, end)
    return bool(value or _GONE.match(text, end))


def _told_as(kind: str, own: str, text: str, end: int) -> str:
    """What a mark tells instead: what one has not, a value or result, history; "" for neither."""
    if kind == "C":
        told = "F" if _is_told(own, text, end) else ""
        return "P" if _DENIED.match(own) else told
    if kind == "I" and _DID_NOT_HELP.match(own):
        return "H"
    return "F" if kind == "I" and _RESULT.match(text, end) else ""


def _repaired(text: str, spans: Sequence[Span]) -> Iterator[Span]:
    asks = any(s.kind == "I" for s in spans)
    end = 0
    for span in spans:
        own = text[span.start : span.end].strip()
        if span.start < end:
            continue  # taken into the mark before it
        if span.kind == "Y" and not asks and _PAYS.search(text[: span.start]):
            yield replace(span, kind="I")
        elif told := _told_as(span.kind, own, text, span.end):
            yield replace(span, kind=told)
        elif span.kind == "I" and (often := _HOW_OFTEN.search(text, span.start, span.end)):
            yield replace(span, end=often.start())
        elif _KIDNEY.search(own) and (beside := _DIALYSIS.match(text, span.end)):
            end = beside.end()
            yield replace(span, end=end)
        else:
            yield span
