"""A sentence around its cue: what stands before it, what after it, and the slots that follow."""

import re
from dataclasses import dataclass, replace

from ingest.lexis import words
from ingest.statements.cues import BEFORE, CueMatch
from ingest.statements.grades import Grade
from ingest.statements.phrases import clean
from ingest.statements.slot_patterns import CLAUSE, MARKERS, OVER, PEOPLE_FRONT
from ingest.statements.slots import Slots, parse_object, parse_population

FRONT_NOISE = re.compile(
    r"^\s*(?:(?:recommendation|rec\.?|statement)\s*)"
    r"?(?:R?[0-9]{1,3}[a-z]?(?:\.[0-9]{1,3}){0,4}[a-z]?\s*[.):]?\s*)?(?:\((?:page|p\.)"
    r"\s*[0-9]+\)\s*)?[:.•*–-]*\s*",
    re.IGNORECASE,
)
_DATE = (
    r"(?:[A-Z][a-z]+\.? \d{1,2}, \d{4}|\d{1,2}/\d{1,2}/\d{2,4}|\d{4}-\d\d-\d\d|"
    r"[A-Z][a-z]+ \d{4}|\d{4})"
)
_EFFECTIVE = (
    rf"(?:effective\b|for (?:claims|services|dates of service|items)\b|beginning\b|as "
    rf"of\b|(?:on )?(?:and|or) after\b)[^.;:]{{0,90}}?{_DATE}(?:[^.,;:]{{0,40}}?(?:thro"
    rf"ugh|to|and) {_DATE})?\s*[,:]?\s*"
)
_SUBJECT_NOISE = re.compile(
    rf"^(?:{_EFFECTIVE}|(?:therefore|however|thus|in addition|additionally|accordingly|"
    rf"in general|currently|note),?:?\s+|(?:(?:medicare|medicaid|program|plan|the plan|"
    rf"health plan)\s+)?(?:payment|reimbursement|coverage)s? (?:for|of)\s+|(?:the )"
    rf"?decision (?:to|about|on|regarding|whether to|of whether to)\s+|(?:the )?(?:use|"
    rf"usage|administration|coverage|provision|addition|performance) of\s+)+",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Clause:
    """A sentence or a part of one, with its place.

    `document.text[start:start + len(text)] == text`.
    """

    text: str
    start: int


def slots_of(clause: Clause, match: CueMatch, grade: Grade | None) -> Slots:
    """Slots of a clause around its cue.

    Args:
        clause: The sentence.
        match: Its cue.
        grade: The grade printed *inside* the clause; one that stands behind it has no place here.
    """
    body_end = grade.start if grade and grade.start >= match.end else len(clause.text)
    before = clause.text[grade.end if grade and grade.end <= match.start else 0 : match.start]
    before = FRONT_NOISE.sub("", before)
    after = clause.text[match.end : body_end]
    if clause.text[: match.end].endswith("added") and (added := _ADDED_TO.match(after)):
        after = after[added.end() :]
    if match.cue.side != BEFORE:
        return _joined(_front_of(before), parse_object(_after_considers(after)))
    subject, front = _subject_and_front(before)
    described = parse_object(subject)
    rest = _rest_of(after)
    joined = _joined(rest, described)
    return replace(_joined(front, joined), line=described.line or rest.line)


_TIME = re.compile(r"\W*(?:within|beyond|during|before|until)\b", re.IGNORECASE)


def _rest_of(after: str) -> Slots:
    """Slots of what stands behind a predicate; "within 5 years of delivery" is a criterion."""
    if over := OVER.match(after.lstrip(" ,")):
        tail = after.lstrip(" ,")[over.end() :]
        marker = MARKERS.search(tail)
        clause = CLAUSE.search(tail)
        end = min((m.start() for m in (marker, clause) if m), default=len(tail))
        rest = parse_population(tail[end:]) if words(tail[end:]) else Slots()
        return replace(rest, comparator=clean(tail[:end]))
    if not _TIME.match(after):
        return parse_population(after) if _AFTER_PREDICATE.match(after) else Slots()
    starts = [
        m.start()
        for pattern in (MARKERS, CLAUSE)
        if (m := pattern.search(after, 1)) and m.start() > 1
    ]
    end = min(starts, default=len(after))
    told = Slots(criteria=(after[:end].strip(" ,.;:"),))
    return _joined(told, parse_population(after[end:])) if end < len(after) else told


# "may be added to X for Y": X is what it is added to, and neither condition nor intervention
_ADDED_TO = re.compile(
    r"\s+to\s+(?!(?:treat|prevent|reduce|improve)\b)[^,.;]+?(?=\s+(?:for|in|to|when|if)\s|$)"
)
_LABEL = re.compile(r"^(?P<label>[^:]{3,200}):\s*(?:the\s*)?$", re.IGNORECASE)


def _front_of(before: str) -> Slots:
    """Slots of what stands before "we recommend".

    "In patients with X," or a label, "Women who ...:".
    """
    label = _LABEL.match(before)
    if label and PEOPLE_FRONT.match(label.group("label")):
        return parse_population(f"for {label.group('label')}")
    bare = re.sub(r"[,;:]\s*(?:the|our|this)\s*$", "", _SUBJECT_NOISE.sub("", before))
    return parse_population(bare) if _tells_population(bare) else Slots()


_AFTER_PREDICATE = re.compile(
    r"\W*(?:for|in|among|when|if|as|to|unless|except|only|provided|with|who|where|"
    r"once|after|over|rather|within|beyond|during|before|until)\b",
    re.IGNORECASE,
)
_CONSIDERED = re.compile(
    r"^(?P<what>.*?)\s*\b(?:to be |as )?(?:not )?(?:medically necessary|experimental|"
    r"investigational|unproven|not medically necessary|cosmetic|proven|covered|"
    r"reasonable and necessary)(?:[,/]?\s*(?:and/or|and|or|,)?\s*(?:experimental|"
    r"investigational|unproven|not proven|not medically necessary|cosmetic|medically "
    r"necessary))*",
    re.IGNORECASE | re.DOTALL,
)


def _after_considers(after: str) -> str:
    """Rule: "considers X medically necessary for Y" loses its predicate: "X for Y"."""
    found = _CONSIDERED.match(after)
    return (
        f"{found.group('what')} {after[found.end() :]}"
        if found and found.group("what").strip()
        else after
    )


def _tells_population(before: str) -> bool:
    text = before.strip(" ,:;")
    return (
        bool(words(text))
        and re.match(r"(?:for|in|among|when|if|with|after|to|as|during)\b", text, re.IGNORECASE)
        is not None
    )


def _subject_and_front(before: str) -> tuple[str, Slots]:
    """Rule: "In patients with X, the drug" gives the drug and the population.

    The subject is what stands after the last comma that does not join a list ("A, B, or C is
    recommended").
    """
    text = _SUBJECT_NOISE.sub("", before.strip(" ,:;"))
    label = _LABELLED.match(text)
    if label and PEOPLE_FRONT.match(label.group("label")):
        return label.group("rest"), parse_population(f"for {label.group('label')}")
    if label and len(words(label.group("label"))) <= _N_WORDS_OF_LABEL:
        text = label.group("rest")
    if not re.match(r"(?:for|in|among|when|if|with|after|during|as)\b", text, re.IGNORECASE):
        return text, Slots()
    segments = [part for part in re.split(r",\s+(?![^()]*\))", text) if part]
    at = _start_of_subject(segments)
    if at == 0:
        return text, Slots()
    return _SUBJECT_NOISE.sub("", ", ".join(segments[at:])), parse_population(
        ", ".join(segments[:at])
    )


_LABELLED = re.compile(r"^(?P<label>[^:]{2,200}):\s+(?P<rest>\S.*)$", re.DOTALL)
_N_WORDS_OF_LABEL = 5
_GOES_ON = re.compile(
    r"(?:and|or|including|such as|e\.g\.|with|who|whose|especially|particularly)\b", re.IGNORECASE
)
_N_WORDS_OF_NAME = 6  # members of a list of interventions are short


def _start_of_subject(segments: list[str]) -> int:
    """Index of the segment at which the subject starts.

    A list ("A, B or C") is walked back to its first member.
    """
    at = len(segments) - 1
    if at < 1:
        return 0
    listed = re.match(r"(?:and|or)\b", segments[at], re.IGNORECASE) or re.search(
        r"\s(?:and|or)\s", re.sub(r"\([^()]*\)", "", segments[at])
    )
    while at > 1 and _GOES_ON.match(segments[at]):
        at -= 1
    while (
        listed
        and at > 1
        and len(words(segments[at - 1])) <= _N_WORDS_OF_NAME
        and not _GOES_ON.match(segments[at - 1])
    ):
        at -= 1
    return at


def _joined(front: Slots, slots: Slots) -> Slots:
    return replace(
        slots,
        aims=tuple(dict.fromkeys([*front.aims, *slots.aims])),
        people=tuple(dict.fromkeys([*front.people, *slots.people])),
        populations=tuple(dict.fromkeys([*front.populations, *slots.populations])),
        criteria=tuple(dict.fromkeys([*front.criteria, *slots.criteria])),
        exceptions=tuple(dict.fromkeys([*front.exceptions, *slots.exceptions])),
        qualifier=slots.qualifier or front.qualifier,
        comparator=slots.comparator or front.comparator,
    )
