"""A clause taken apart into criteria.

By enumeration, semicolon, and by and/or between whole criteria.

Only what stands as a criterion on its own is split off; "hypertension or diabetes" stays one leaf.
AND binds tighter than OR, a conjunction without comma tighter than one with a comma, and
alternatives on one and the same measure tighter than both ("BMI >= 40, or BMI >= 35 with diabetes,
and failed diet").
"""

import re
from dataclasses import dataclass, replace
from itertools import pairwise

from ingest.statements.criteria_capitals import as_one_list, shouted
from ingest.statements.criteria_conjunctions import (
    N_LEVELS,
    and_either,
    conjuncts,
    fill_gaps,
)
from ingest.statements.criteria_counts import counted_list
from ingest.statements.criteria_in_place import waives
from ingest.statements.criteria_joins import connector_before, either_join, join_of, join_span
from ingest.statements.criteria_lists import items_of, listed_alternatives
from ingest.statements.criteria_marks import relative_spans, run_of_marks
from ingest.statements.criteria_negations import negated_lead
from ingest.statements.criteria_patterns import (
    COLON_LIST,
    DEFINED_BY,
    EITHER,
    ENUMERATOR,
    FINITE,
    LASTING_LIST,
    LEADING,
    LINK,
    OPEN_END,
    PHASE,
    STARTER,
    SUBJECT,
    TRAILING,
    UNLESS,
    UNLESS_BARRED,
    masked,
)
from ingest.statements.models import Join

_LONGEST = 1500  # characters: a longer clause is a passage and is left whole
_FEW = 2  # fewer items, words or characters than this make no list, no criterion, no rest


@dataclass(frozen=True, slots=True)
class Piece:
    """A node over `text[start:end]`; a LEAF where nothing more can be told apart."""

    start: int
    end: int
    join: Join = Join.LEAF
    n: int = 0
    children: tuple["Piece", ...] = ()
    parsed: bool = True


def split_clause(text: str) -> Piece:
    """The criteria of a clause, as a tree of spans over `text`.

    Returns:
        A LEAF over the trimmed clause where it holds one criterion, or where it cannot be told
        apart.
    """
    if len(text) > _LONGEST:
        return Piece(*trim(text, 0, len(text)), parsed=False)
    text = as_one_list(text)
    return _split(text, masked(text), 0, len(text))


def trim(text: str, start: int, end: int) -> tuple[int, int]:
    """A span without connectors and stops at its ends."""
    front = LEADING.match(text, start, end)
    start = front.end() if front else start
    back = TRAILING.search(text, start, end)
    return start, max(start, back.start() if back else end)


def _split(text: str, mask: str, start: int, end: int) -> Piece:
    start, end = trim(text, start, end)
    attempts = (
        _by_enumeration,
        _by_exception,
        _by_colon,
        _by_semicolon,
        _by_relatives,
        _by_either,
        _by_conjunction,
        _by_count,
    )
    for attempt in attempts:
        found = attempt(text, mask, start, end)
        if found is not None:
            return found
    return Piece(start, end)


def _by_exception(text: str, mask: str, start: int, end: int) -> Piece | None:
    match = UNLESS.search(mask, start, end)
    if match is None or UNLESS_BARRED.match(text, match.start(), end):
        return None
    stop = mask.find(";", match.end(), end)
    stop = end if stop < 0 else stop
    inner = _split(text, mask, match.end(), stop)
    if stop == end and waives(text[start : match.start()], text[match.end() : stop]):
        return _waived(_split(text, mask, start, match.start()), inner)
    members = inner.children if inner.join is Join.ANY_OF else (inner,)
    none = Piece(match.end(), stop, Join.NONE_OF, 0, members)
    rest = [
        _split(text, mask, low, high)
        for low, high in ((start, match.start()), (stop, end))
        if len(text[low:high].strip(" ,.;:")) > _FEW
    ]
    return Piece(start, end, Join.ALL_OF, 0, (*rest, none)) if rest else none


def _waived(required: Piece, instead: Piece) -> Piece:
    """The last requirement, or what stands in its place."""
    if required.join is not Join.ALL_OF or not required.parsed:
        return _node(Join.ANY_OF, required, instead)
    either = _node(Join.ANY_OF, required.children[-1], instead)
    return replace(required, end=instead.end, children=(*required.children[:-1], either))


def _by_enumeration(text: str, mask: str, start: int, end: int) -> Piece | None:
    marks = run_of_marks(list(ENUMERATOR.finditer(mask, start, end)))
    if len(marks) < _FEW:
        return None
    stops = [*(m.start() for m in marks[1:]), end]
    lead = text[start : marks[0].start()]
    told = join_of(lead)
    connector = connector_before(text, [m.start() for m in marks[1:]])
    children = tuple(
        _split(text, mask, m.end(), stop) for m, stop in zip(marks, stops, strict=True)
    )
    join, n = told or (Join.ALL_OF if connector is Join.LEAF else connector, 0)
    colon = lead.rstrip().endswith((":", "when", "if"))
    parsed = told is not None or connector is not Join.LEAF or colon
    return _with_own(
        text, mask, (start, marks[0].start()), Piece(start, end, join, n, children, parsed)
    )


# "an inadequate response with one of the following": to what it was is in the list
_OF_WHAT = re.compile(
    r"\b(?:response|relief|failure|trial|intolerance|contraindication|treatment|therapy|control)\W*$",
    re.IGNORECASE,
)
_TO_IT = re.compile(r"\W*with\b", re.IGNORECASE)


def own_end(lead: str) -> int:
    """Where the part of a lead-in ends that is a criterion of its own; 0 where none is.

    "BMI of 35 or greater with at least one of the following" has one, "Failure of at least one of
    the following" has not.
    """
    found = join_span(lead)
    link = LINK.search(lead[: found[2]]) if found else None
    if link is None:
        return 0
    own = lead[: link.start()]
    subject = re.fullmatch(rf"\W*(?:{SUBJECT}|for|when|if|has|have|\s)*", own, re.IGNORECASE)
    partial = DEFINED_BY.search(own) or subject or OPEN_END.search(own) or PHASE.fullmatch(own)
    partial = partial or (_OF_WHAT.search(own) and _TO_IT.match(link.group()))
    return 0 if partial or len(own.split()) < _FEW else len(own)


def _with_own(text: str, mask: str, lead: tuple[int, int], piece: Piece) -> Piece:
    size = own_end(text[slice(*lead)])
    if not size:
        return piece
    own = _split(text, mask, lead[0], lead[0] + size)
    listed = replace(piece, start=lead[0] + size)
    if own.join is Join.ANY_OF and own.children:  # "A, or B with one of these": they are B's
        last = _node(Join.ALL_OF, own.children[-1], listed)
        return Piece(lead[0], piece.end, Join.ANY_OF, 0, (*own.children[:-1], last))
    return Piece(lead[0], piece.end, Join.ALL_OF, 0, (own, listed))


def _by_colon(text: str, mask: str, start: int, end: int) -> Piece | None:
    match = COLON_LIST.search(mask, start, end)
    told = join_of(text[start : match.end()]) if match else None
    if match is None or told is None:
        return None
    stop = end
    if EITHER.match(text, match.end()):  # "ALL of the following: EITHER A; or B"
        told = either_join(mask[match.end() : end]) or told
    if told[0] is not Join.ALL_OF:
        stop = _end_of_alternatives(text, mask, match.end(), end)
    spans = items_of(mask, match.end(), stop)
    if len(spans) < _FEW:
        return None
    children = tuple(Piece(*trim(text, *span)) for span in spans)
    listed = _with_own(text, mask, (start, match.end()), Piece(start, stop, *told, children))
    if long := LASTING_LIST.search(text, start, match.end()):
        listed = Piece(start, stop, Join.ALL_OF, 0, (listed, Piece(*long.span())))
    if stop == end:
        return listed
    return Piece(start, end, Join.ALL_OF, 0, (listed, _split(text, mask, stop, end)))


def _by_count(text: str, mask: str, start: int, end: int) -> Piece | None:
    """A list in brackets behind a count; the mask hides it."""
    found = counted_list(text[start:end]) if "_" in mask[start:end] else None
    if found is None:
        return None
    join, n, spans = found
    children = tuple(Piece(*trim(text, start + low, start + high)) for low, high in spans)
    return Piece(start, end, join, n, children)


def _end_of_alternatives(text: str, mask: str, start: int, end: int) -> int:
    """Where ", and documented failure of ..." goes on after the last alternative."""
    last_or = max((m.start() for m in re.finditer(r"\bor\b", mask[start:end])), default=-1)
    for match in re.finditer(r"[,;]\s+and\s+", mask[start:end]):
        if match.start() > last_or >= 0 and STARTER.match(text, start + match.end(), end):
            return start + match.start()
    return end


def _by_semicolon(text: str, mask: str, start: int, end: int) -> Piece | None:
    cuts = [i for i in range(start, end) if mask[i] == ";"]
    bounds = [start, *(cut + 1 for cut in cuts), end]
    spans = [(low, high) for low, high in pairwise(bounds) if text[low:high].strip(" ;,.")]
    if len(spans) < _FEW:
        return None
    starts = [
        re.match(r"\W*(and/or|and|or)\b", text[low:high], re.IGNORECASE) for low, high in spans[1:]
    ]
    said = [(m.group(1).lower().split("/")[-1] if m else "") for m in starts]
    children = [_split(text, mask, *span) for span in spans]
    joins = [Join.ANY_OF if word == "or" else Join.ALL_OF for word in fill_gaps(said)]
    # sentences of their own all hold; a bare list without a conjunction says nothing
    told = any(said) or all(FINITE.search(text, *span) for span in spans)
    return _reduced((start, end), children, [(join, 0) for join in joins], told=told)


def _by_relatives(text: str, mask: str, start: int, end: int) -> Piece | None:
    spans = relative_spans(mask, start, end)
    if len(spans) < _FEW:
        return None
    children = tuple(_split(text, mask, *span) for span in spans)
    return Piece(start, end, Join.ALL_OF, 0, children)


def _by_either(text: str, mask: str, start: int, end: int) -> Piece | None:
    parts = tuple(_split(text, mask, *span) for span in and_either(mask, start, end))
    if parts:
        return Piece(start, end, Join.ALL_OF, 0, parts)
    listed = tuple(Piece(*trim(text, *span)) for span in listed_alternatives(mask, start, end))
    return Piece(start, end, Join.ANY_OF, 0, listed) if listed else None


def _by_conjunction(text: str, mask: str, start: int, end: int) -> Piece | None:
    spans, separators = conjuncts(text, mask, start, end)
    if len(spans) < _FEW:
        return None
    told = shouted(text, start, end, mask)
    if told and {low for low, _ in spans} != {low for low, _ in told[1]}:
        return Piece(start, end, told[0], 0, tuple(_split(text, mask, *s) for s in told[1]))
    if all(s.join is Join.ANY_OF for s in separators) and (at := negated_lead(text, spans)) >= 0:
        neither = [Piece(*trim(text, *span)) for span in [(at, spans[0][1]), *spans[1:]]]
        return Piece(start, end, Join.NONE_OF, 0, tuple(neither))
    children = [Piece(*trim(text, *span)) for span in spans]
    return _reduced((start, end), children, [(s.join, s.level) for s in separators], told=True)


def _reduced(
    span: tuple[int, int], pieces: list[Piece], joins: list[tuple[Join, int]], *, told: bool
) -> Piece:
    """Join neighbours, the tightest separators first; AND before OR within a level."""
    for level in range(N_LEVELS):
        for join in (Join.ALL_OF, Join.ANY_OF):
            merged, left = [pieces[0]], []
            for separator, piece in zip(joins, pieces[1:], strict=True):
                if separator == (join, level):
                    merged[-1] = _node(join, merged[-1], piece)
                else:
                    merged.append(piece)
                    left.append(separator)
            pieces, joins = merged, left
    top = pieces[0]
    return replace(top, start=span[0], end=span[1], parsed=told and top.parsed)


def _node(join: Join, left: Piece, right: Piece) -> Piece:
    flat: list[Piece] = []
    for piece in (left, right):
        flat.extend(piece.children if piece.join is join and piece.parsed else (piece,))
    return Piece(left.start, right.end, join, 0, tuple(flat))
