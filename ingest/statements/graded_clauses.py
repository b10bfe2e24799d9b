"""Clauses of a sentence with a grade behind each ("X should be offered (Level A) and Y (B)")."""

import re
from collections.abc import Callable
from dataclasses import replace

from ingest.lexis import key_stems
from ingest.statements.clause import Clause
from ingest.statements.cues import AFTER, BEFORE, CueMatch
from ingest.statements.grades import grade_spans

Find = Callable[[str], tuple[CueMatch, ...]]
Found = tuple[Clause, CueMatch]

_JOINER = re.compile(r"^[\s,;]*(?:(?:and|or|but|while|whereas)\s+)?", re.IGNORECASE)
_VERB_FIRST = re.compile(
    r"(?:is|are|was|were|may|might|should|can|could|must|will|has|have)\b", re.IGNORECASE
)
_SHARED_TAIL = re.compile(
    r"^\s*,?\s*(?P<tail>(?:for|in|among|to|when|if|as)\s.+?)[\s.]*$", re.DOTALL
)
_FRONT = re.compile(r"^\s*(?:for|in|among|when|if|with|after|during|to)\b", re.IGNORECASE)
_ACTOR = "clinicians "
_MIN_GRADES = 2
# "[1B], but not in patients with Z [2C]": an exception of what stands before it
_EXCEPTION = re.compile(
    r"[\s,;]*(?:but|and|though)\s+not\s+(?:in|for|to|with|if|when|during)\b", re.IGNORECASE
)


_AGAINST = re.compile(r"\bagainst\s*$", re.IGNORECASE)
_ONCE_MORE = re.compile(r",?\s+(?:and|or|nor)\s+(?:also\s+)?against\s+(?=\w)", re.IGNORECASE)


def again(clause: Clause, match: CueMatch) -> list[Found]:
    """Clauses of "we recommend against A and against B", each with the one verb; [] for others."""
    text = clause.text
    if match.cue.side != AFTER or not _AGAINST.search(text[: match.end]):
        return []
    cuts = list(_ONCE_MORE.finditer(text, match.end))
    starts = [0, *(cut.end() for cut in cuts)]
    ends = [*(cut.start() for cut in cuts), len(text)]
    parts = [
        replace(clause, text=text[a:b], start=clause.start + a, whole=clause.span)
        for a, b in zip(starts, ends, strict=True)
    ]
    told = [match, *(CueMatch(match.cue, 0, 0) for _ in cuts)]
    return list(zip(parts, told, strict=True)) if cuts else []


def by_grades(sentence: str, offset: int, matches: tuple[CueMatch, ...], find: Find) -> list[Found]:
    """Clauses of a sentence with a grade behind each; [] where it is not built so."""
    spans = [span for span in grade_spans(sentence) if span[0] > matches[0].start]
    if len(spans) < _MIN_GRADES:
        return []
    rest = _SHARED_TAIL.match(sentence[spans[-1][1] :])
    shared = (rest["tail"],) if rest else ()
    fronted = front_shared(sentence, matches[0])
    whole = (offset, offset + len(sentence))
    found: list[Found] = []
    cut = 0
    for start, end in spans:
        if found and _EXCEPTION.match(sentence[cut:end]):
            before, told = found[-1]
            told_too = (*before.shared, f"for those{sentence[cut:start].rstrip()}")
            found[-1] = (replace(before, shared=told_too, whole=whole), told)
            cut = end
            continue
        joiner = _JOINER.match(sentence[cut:end])
        at = cut + (joiner.end() if joiner and found else 0)
        made = _piece(Clause(sentence[at:end], offset + at, shared=shared), found, find)
        if made is None:
            return []
        clause, match = made
        apart = clause.whole is not None or bool(shared)
        if found and (apart or stands_alone(clause.text, match)):
            clause = replace(clause, shared=(*clause.shared, *fronted))
        found.append((replace(clause, whole=whole) if apart else clause, match))
        cut = end
    return [one for part in found for one in again(*part) or [part]]


def _piece(clause: Clause, before: list[Found], find: Find) -> Found | None:
    """A part with its cue: its own, one that lacks its subject, or that of the part before it."""
    told, verb_first = find(clause.text), _VERB_FIRST.match(clause.text)
    if told and not (before and verb_first):
        return clause, told[0]
    if not before:
        return None
    first, cue = before[0]
    apart = replace(clause, whole=(0, 0))
    if told and cue.cue.side == BEFORE:
        return replace(apart, subject=first.text[: cue.start]), told[0]
    if verb_first:
        return _acted(apart, find)
    last = before[-1][1].cue
    named = last.side == AFTER and bool(key_stems(clause.text))
    return (apart, CueMatch(last, 0, 0)) if named else None


def _acted(clause: Clause, find: Find) -> Found | None:
    """A part such as "may consider X", whose clinician stands in the part before it."""
    cut = len(_ACTOR)
    for match in find(_ACTOR + clause.text):
        if match.end > cut:
            return clause, CueMatch(match.cue, max(0, match.start - cut), match.end - cut)
    return None


def front_shared(sentence: str, match: CueMatch) -> tuple[str, ...]:
    """The people in front of a sentence's first cue, who are those of its other clauses too."""
    front = sentence[: match.start]
    return (front,) if match.cue.side == AFTER and _FRONT.match(front) else ()


def stands_alone(text: str, match: CueMatch) -> bool:
    """Whether a later clause names nobody in front ("and we recommend against Y")."""
    return match.cue.side == AFTER and not text[: match.start].strip()
