"""Limits in prose below what a policy covers: "Patients must ...", "Patients with A are excluded".

Determinations name the indications in one sentence and print what they ask of every patient in the
paragraphs and items below it. Read as remarks, they held nobody back.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from ingest.models import BlockKind
from ingest.sentences import sentence_spans
from ingest.statements.background import is_background
from ingest.statements.context import Context
from ingest.statements.criteria import tree_of_clause
from ingest.statements.further_lists import covers, with_criteria
from ingest.statements.models import Criterion, Direction, Join, Statement

_WHO = (
    r"(?:(?:the|an?|each|every|all) )*(?:patients?|members?|individuals?|beneficiar(?:y|ies)|"
    r"persons?|recipients?|candidates?)"
)
_MUST = r"(?:must|shall|(?:needs?|has|have) to|(?:is|are) required to)"
_ASKED = re.compile(
    rf"\W*(?:before {_WHO} (?:is|are|can be|may be) [^.;:,]{{1,80}}, )?"
    rf"(?P<who>(?:he/she|he or she|they|{_WHO})) {_MUST} (?:also )?(?:be|have|demonstrate|"
    r"show|not)\b(?! (?:(?:been )?(?:documented|informed|told|billed)|documentation|a signed))",
    re.IGNORECASE,
)
_GOES_ON = re.compile(r"\b(?:continu(?:e|ed|ing|ation)|renew\w*|re-?authori\w+)\b", re.IGNORECASE)
_EXCLUDED = re.compile(
    rf"\W*{_WHO} (?:with|who have) [^;]{{3,300}}? (?:is|are) (?:excluded|ineligible|"
    r"not (?:eligible|(?:an? )?candidates?|appropriate candidates?))\b",
    re.IGNORECASE,
)
_TO_ALL = re.compile(
    r"\b(?:limit\w*|restrict\w*|requirement\w*|criteria|conditions)\b[^.;]*\b(?:to|for) "
    r"(?:all|each|both|every|any)\b[^.;]*\b(?:indications?|conditions?|uses?|diagnos[ei]s)\b",
    re.IGNORECASE,
)
# "associated with the above three indications": only says of what they are the limits
_POINTS_UP = re.compile(
    r"\b(?:the (?:above|preceding|listed)|these|those) (?:\w+ ){0,2}(?:indications|conditions)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class _Limit:
    """What is asked of every patient.

    Attributes:
        tree: It.
        block: The block that says it.
        of_all: Whether it is said of all indications under the heading.
    """

    tree: Criterion
    block: int
    of_all: bool


def with_limits_of_all(context: Context, statements: Sequence[Statement]) -> list[Statement]:
    """What a policy covers, with the limits that stand below it under the same heading."""
    read = [_without_pointer(s) for s in statements]
    covered = [s for s in read if covers(s) and s.phase != "continued"]
    limits = [*_asked(context, read), *_excluded(context, read)] if covered else []
    told: dict[int, list[Criterion]] = {}
    for limit in sorted(limits, key=lambda one: one.block):
        for made in _limited(context, limit, covered):
            told.setdefault(id(made), []).append(limit.tree)
    return [made for s in read for made in with_criteria([s], told.get(id(s), []))]


def _without_pointer(statement: Statement) -> Statement:
    tree = statement.criteria
    excluded = statement.direction is Direction.AGAINST and _EXCLUDED.match(statement.quote.text)
    points = tree is not None and all(_POINTS_UP.search(leaf.text) for leaf in tree.leaves())
    return replace(statement, criteria=None) if excluded and points else statement


def _limited(context: Context, limit: _Limit, covered: Sequence[Statement]) -> Iterator[Statement]:
    """The Statements above a limit that it is said of: those of the nearest block, or all."""
    heading = context.block(limit.block).heading
    above: list[tuple[int, Statement]] = []
    for made in covered:
        at = context.index_at(made.quote.char_start)
        if at <= limit.block and context.block(at).heading == heading:
            above.append((at, made))
    if not above:
        return
    nearest = max(at for at, _ in above)
    lead = context.block(nearest).lead_in
    for at, made in above:
        beside = lead is not None and context.block(at).lead_in == lead
        if limit.of_all or at == nearest or beside:
            yield made


def _asked(context: Context, statements: Sequence[Statement]) -> Iterator[_Limit]:
    """Sentences that ask something of every patient and of which no Statement is made."""
    taken = [place for s in statements for place in _places(s)]
    for index, block in enumerate(context.document.blocks):
        if block.kind not in {BlockKind.PARAGRAPH, BlockKind.LIST_ITEM} or _is_aside(
            context, index
        ):
            continue
        text = context.text(index)
        for low, high in sentence_spans(text):
            found = _ASKED.match(text, low, high)
            if found is None or _GOES_ON.search(text[low:high]):
                continue
            start = block.char_start + found.start("who")
            end = block.char_start + low + len(text[low:high].rstrip(" .\n"))
            led = text[low:high].rstrip().endswith(":")
            if not led and not any(a < end and start < b for a, b in taken):
                tree = tree_of_clause(context, start, end)
                yield _Limit(tree, index, _of_all(context, index))


def _excluded(context: Context, statements: Sequence[Statement]) -> Iterator[_Limit]:
    """People whom a sentence excludes by what else they have."""
    for made in statements:
        if made.direction is not Direction.AGAINST or not _EXCLUDED.match(made.quote.text):
            continue
        named = [p for p in made.conditions if not any(q != p and q in p for q in made.conditions)]
        leaves = tuple(Criterion(join=Join.LEAF, text=p, quote=made.quote) for p in named)
        at = context.index_at(made.quote.char_start)
        if leaves:
            tree = Criterion(join=Join.NONE_OF, text="", children=leaves)
            yield _Limit(tree, at, _of_all(context, at))


def _is_aside(context: Context, index: int) -> bool:
    return is_background([context.text(at) for at in context.heading_chain(index)])


def _of_all(context: Context, index: int) -> bool:
    """Whether what stands above an item, in its list or right before it, says: of all."""
    above = [*context.lead_chain(index), index - 1] if index else []
    return any(_TO_ALL.search(context.text(at)) for at in above)


def _places(statement: Statement) -> Iterator[tuple[int, int]]:
    yield statement.quote.char_start, statement.quote.char_end
    for leaf in statement.criteria.leaves() if statement.criteria else ():
        if leaf.quote is not None:
            yield leaf.quote.char_start, leaf.quote.char_end
