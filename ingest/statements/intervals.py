"""How soon a thing is covered again: "a power wheelchair is replaced once every 5 years".

What is covered once in a time is refused before that time is over, but for what the text excepts
("or earlier if it is lost"). The refusal is a Statement of its own, open where the case tells
nothing of an earlier one, so that a plain question is answered as before.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from ingest.models import SourceKind
from ingest.statements.context import Context
from ingest.statements.models import Basis, Criterion, Direction, Join, Statement

SOONER = "sooner"  # flag of the refusal: shown only where the case tells of an earlier one

_NUMBER = r"(?:\d+|an?|one|two|three|four|five|six|seven|eight|nine|ten|twelve)"
_TIME = rf"(?:{_NUMBER}[\s-]+)?(?:calendar\s+)?(?:days?|weeks?|months?|years?|lifetime)"
_ONCE = re.compile(
    r"\b(?:covered|allowed|provided|replaced|approved|necessary|authori[sz]ed|eligible|limited to)"
    r"(?:\s+(?:at most|only|up to|(?:no|not) more (?:often |frequently )?than|for replacement))*\s+"
    r"(?:once|one(?:\s+(?!time)[\w-]+){0,5}?)\s+"
    rf"(?P<period>(?:every|per|each|in|within|in any)\s+{_TIME})\b",
    re.IGNORECASE,
)
_PERIOD = re.compile(rf"\b(?:once|every|per|each)\b|^\W*{_TIME}\W*$", re.IGNORECASE)
_SOONER = r"(?:sooner|earlier|early|more (?:often|frequently)|before (?:then|that|this))"
_ONE = re.compile(r"(?:one|1|once)\b", re.IGNORECASE)
# "or earlier if it no longer works"
_OR_SOONER = re.compile(
    rf"\b(?:or|and)\s+{_SOONER}\b[^.;]*?\b(?:if|when|where|for)\b|\bunless\b", re.IGNORECASE
)
# "Replacement sooner than 5 years is covered only if ..."
_MAY_BE_SOONER = re.compile(rf"^\W*(?:[\w-]+\s+){{0,6}}?{_SOONER}\b", re.IGNORECASE)


def with_intervals(context: Context, statements: Sequence[Statement]) -> list[Statement]:
    """The Statements of a policy with a refusal behind each that is covered once in a time."""
    if context.source.kind is not SourceKind.COVERAGE_POLICY:
        return list(statements)
    found: list[Statement] = []
    last: Statement | None = None
    for statement in statements:
        if last and (excepts := _is_sooner(context, statement, last)):
            found[found.index(last)] = _but_for(last, excepts)
            last = None
            continue
        made = list(_made(statement))
        found += made
        last = made[-1] if len(made) > 1 else last
    return found


def _made(statement: Statement) -> Iterator[Statement]:
    once = _ONCE.search(statement.quote.text)
    covers = statement.direction is Direction.FOR and statement.basis is Basis.COVERAGE
    named = [p for p in statement.interventions if not _ONE.match(p)]
    if once is None or not covers or not named:
        yield statement
        return
    sooner = _OR_SOONER.search(statement.quote.text, once.end())
    excepted = _excepted(statement, sooner.end()) if sooner else None
    whom = "" if _PERIOD.search(statement.population) else statement.population
    own = replace(statement, population=whom)
    if sooner and statement.criteria:
        own = replace(own, criteria=_before(statement.criteria, statement, sooner.start()))
    yield own
    leaf = Criterion(
        join=Join.LEAF,
        text=f"more often than once {once['period']}",
        quote=statement.quote,
    )
    refused = replace(
        own,
        direction=Direction.AGAINST,
        criteria=leaf,
        exceptions=(),
        population="",
        subject_stands_in=False,
        flags=(*own.flags, SOONER),
    )
    yield _but_for(refused, excepted) if excepted else refused


def _excepted(statement: Statement, at: int) -> Criterion | None:
    """What lets it be done sooner, as its sentence says behind an offset."""
    told = statement.quote.text[at:].strip(" .;,")
    if statement.criteria and not _before(statement.criteria, statement, at):
        return statement.criteria
    leaf = Criterion(join=Join.LEAF, text=told, quote=statement.quote)
    return leaf if told else None


def _before(node: Criterion, statement: Statement, at: int) -> Criterion | None:
    """What of a tree stands before an offset of its sentence; None where nothing does."""
    if node.join is Join.LEAF or not node.children:
        start = node.quote.char_start if node.quote else statement.quote.char_start
        return node if start < statement.quote.char_start + at else None
    kept = tuple(c for child in node.children if (c := _before(child, statement, at)))
    if not kept:
        return None
    return kept[0] if len(kept) == 1 and node.join is Join.ALL_OF else replace(node, children=kept)


def _but_for(refused: Statement, excepts: Criterion) -> Statement:
    """The refusal, but for what a criterion tells."""
    none = Criterion(join=Join.NONE_OF, text="", quote=excepts.quote, children=(excepts,))
    own = refused.criteria
    children = (own, none) if own else (none,)
    return replace(refused, criteria=Criterion(join=Join.ALL_OF, text="", children=children))


def _is_sooner(context: Context, statement: Statement, last: Statement) -> Criterion | None:
    """What lets it be done sooner, where a Statement says so under the same heading."""
    heading, before = (
        context.block(context.index_at(s.quote.char_start)).heading for s in (statement, last)
    )
    said = heading == before and _MAY_BE_SOONER.match(statement.quote.text)
    return statement.criteria if said and statement.direction is Direction.FOR else None
