"""What the names under the marks of a question tell: which are cut, which are of treatments."""

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from app.heard import Heard
from app.screening import is_screening
from ingest.embed.tagger import Span
from ingest.statements.phrases import clean
from ingest.terms import Mention

_GIVEN_AS = re.compile(
    r"\s+(?:implant(?:ation)?|devices?|therapy|treatments?|injections?|infusions?|procedure|surgery|"
    r"system|placement|insertion|scan)$",
    re.IGNORECASE,
)
# "Alendronate had to be stopped for reflux": it was had, and is not asked for.
_ENDED_BEHIND = re.compile(
    r"\s+(?:alone\s+)?(?:(?:had|has) to be (?:stopped|discontinued|withdrawn)|"
    r"(?:was|were) (?:stopped|discontinued|ineffective|not tolerated)|did(?:n['’]t| not) "
    r"(?:help|work)|"
    r"failed\b|gave no\b)",
    re.IGNORECASE,
)


# "First Prolia injection requested for": it is asked for, whatever its mark.
_REQUESTED_BEHIND = re.compile(
    r"\s+(?:(?:is|was|are|being|now)\s+)*(?:requested|proposed|applied for)\b", re.IGNORECASE
)
# "stopped for erosive esophagitis": why a drug was ended is not what another one is asked for.
_REASON_BEFORE = re.compile(
    r"\b(?:stopped|discontinued|withdrawn|not tolerated|contraindicated)\s+(?:for|because of|"
    r"due to|"
    r"owing to|by)\s+(?:(?:an?|the|his|her)\s+)?(?:\w+\s+)?$",
    re.IGNORECASE,
)
_DENIED = re.compile(
    r"(?:\b(?:no|not|never|without|denies)\s+(?:\w+\s+){0,2}$)|^(?:no|not|never|without|non)\b",
    re.IGNORECASE,
)
_JOINED = re.compile(r"\b(?:of|for|in|with)\s+$", re.IGNORECASE)
_TOUCHING = re.compile(r"[\s/-]*")


def whole_names(heard: Heard, spans: Sequence[Span]) -> list[Span]:
    """The marks, those that lie inside one known name made one mark of its kind.

    "Upper lid" and "bleph" are the name of an operation, "breast" and "cancer" that of a disease.
    Marks with other words between them stay apart ("screening" for "osteoporosis").
    """
    kept = sorted((_trimmed(s, heard.text) for s in spans), key=lambda s: (s.start, s.end))
    for mention in sorted(heard.spotter.spot(heard.text), key=lambda m: m.start - m.end):
        if heard.text[mention.start : mention.end] != mention.surface or " " not in mention.surface:
            continue
        inside = [s for s in kept if mention.start < s.end and s.start < mention.end]
        if _cut_by(inside, mention, heard.text):
            whole = Span(mention.start, mention.end, _MARKS[mention.kind])
            kept = sorted([*(s for s in kept if s not in inside), whole], key=lambda s: s.start)
    return kept


def _trimmed(span: Span, text: str) -> Span:
    own = text[span.start : span.end]
    start = span.start + len(own) - len(own.lstrip())
    return Span(start, start + len(own.strip()), span.kind)


_MARKS = {"intervention": "I", "condition": "C"}


def _cut_by(inside: Sequence[Span], mention: Mention, text: str) -> bool:
    """Whether marks lie within a name and cut it, and one of them is of its kind."""
    if is_screening(mention.surface):  # what is looked for is the condition asked about
        return False
    if not inside or any(s.start < mention.start or mention.end < s.end for s in inside):
        return False
    if (inside[0].start, inside[-1].end) == (mention.start, mention.end) and len(inside) == 1:
        return False
    if len(inside) == 1 and _JOINED.search(text[mention.start : inside[0].start]):
        return False  # "acute treatment of migraine": the mark is on what it is for
    kinds = {s.kind for s in inside}
    touching = all(_TOUCHING.fullmatch(text[a.end : b.start]) for a, b in pairwise(inside))
    return touching and kinds <= {"I", "C"} and _MARKS.get(mention.kind) in kinds


def is_test(heard: Heard, span: Span) -> bool:
    """Whether what is marked as a condition has the name of a treatment or test, and no other."""
    own = clean(heard.text[span.start : span.end])
    bare = _GIVEN_AS.sub("", own)  # "VNS implant"
    named = any(heard.terms.of_phrase(name, "intervention") for name in (own, bare))
    return span.kind == "C" and named and not heard.phrase(own, "condition").concepts


def is_ill(heard: Heard, span: Span) -> bool:
    """Whether a mark names a condition that somebody has."""
    own = clean(heard.text[span.start : span.end])
    denied = _DENIED.match(own) or _DENIED.search(heard.text[: span.start])
    return denied is None and bool(heard.phrase(own, "condition").concepts)


_GLOSSED = re.compile(r"(?P<own>[^()]+?)\s*\((?P<name>[^()]{3,40})\)")


def by_gloss(heard: Heard, text: str) -> str:
    """A treatment in somebody's own words by the name in the brackets behind them.

    "belly scan (AAA screening)" is AAA screening; "Privigen (immune globulin)" stays.
    """
    found = _GLOSSED.fullmatch(text)
    named = heard.terms.of_phrase(found["name"], "intervention") if found else frozenset()
    if not found or not named:
        return text
    own = {m.concept_id for m in heard.terms.spot(found["own"], kind="intervention")}
    wider = frozenset().union(*(heard.terms.ancestors(c) for c in named)) - named
    return found["name"] if own <= wider else text


_HAS = re.compile(r"\b(?:with|has|have|having)\s+(?:both\s+)?$", re.IGNORECASE)
_AND = re.compile(r",?\s+(?:and|plus|&)\s+(?:an?\s+)?", re.IGNORECASE)


def with_listed(heard: Heard, spans: Sequence[Span]) -> list[Span]:
    """The marks with both conditions of "who has A and B" asked about: neither stands behind.

    What a person has and what it is asked for stand apart ("has A: B treated with X?").
    """
    kept = list(spans)
    for i, (span, behind) in enumerate(pairwise(spans)):
        listed = (span.kind, behind.kind) == ("P", "C") and _HAS.search(heard.text[: span.start])
        joined = _AND.fullmatch(heard.text[span.end : behind.start])
        if listed and joined and is_ill(heard, span) and is_ill(heard, behind):
            kept[i] = replace(span, kind="C")
    return kept


def told_beside(text: str, span: Span) -> str:
    """The kind of a mark that the words beside it tell otherwise; "" where they tell nothing."""
    if span.kind == "H" and _REQUESTED_BEHIND.match(text, span.end):
        return "I"
    if span.kind == "I" and _ENDED_BEHIND.match(text, span.end):
        return "H"
    return "F" if span.kind == "C" and _REASON_BEFORE.search(text[: span.start]) else ""
