"""Lists of what a policy covers, beside the criteria that it asks for: "Covered procedures".

The list names the procedures, the criteria stand above it for what the document is about. A name in
the list is covered as all of it is: when the criteria are met.
"""

import re
from collections.abc import Sequence

from ingest.lexis import key_stems
from ingest.models import BlockKind
from ingest.statements.context import Context
from ingest.statements.further_lists import covers, with_criteria
from ingest.statements.models import Criterion, Join, Statement

_LIST = re.compile(
    r"^\W*(?:[\dIVXA-Z]{1,5}[.)]\s+)?(?:covered|approved|eligible|allowed|accepted)"
    r"(?: [\w-]+){0,2}? "
    r"(?:procedures?|operations?|surger(?:y|ies)|services?|devices?|products?|techniques?|items?|"
    r"drugs?|equipment|supplies|tests?)"
    r"(?: (?:include|are)| \(?when (?:the )?criteria (?:above )?are met\)?)?\W*$",
    re.IGNORECASE,
)


def with_criteria_of_all(
    context: Context, statements: Sequence[Statement], subject: tuple[str, ...]
) -> list[Statement]:
    """Names of a list of what is covered, with the criteria for what the document is about."""
    asked = [s for s in statements if _asks_of_all(s, subject)]
    whole = _any_of([s.criteria for s in asked if s.criteria is not None])
    if whole is None:
        return list(statements)
    return [
        made
        for s in statements
        for made in with_criteria([s], [whole] if _is_listed(context, s, subject) else [])
    ]


def _asks_of_all(statement: Statement, subject: tuple[str, ...]) -> bool:
    """Whether criteria are asked for all that the document is about, whatever it is for."""
    names = {key_stems(name) for name in subject}
    return (
        covers(statement)
        and statement.phase != "continued"
        and statement.subject_stands_in
        and any(key_stems(name) in names for name in statement.interventions)
    )


def _is_listed(context: Context, statement: Statement, subject: tuple[str, ...]) -> bool:
    """Whether a Statement is a name in such a list, and says for nothing of its own."""
    block = context.block_at(statement.quote.char_start)
    return (
        covers(statement)
        and block.kind is BlockKind.LIST_ITEM
        and block.heading is not None
        and _LIST.match(context.text(block.heading)) is not None
        and statement.subject_stands_in
        and not set(statement.interventions) & set(subject)
    )


def _any_of(trees: Sequence[Criterion]) -> Criterion | None:
    if len(trees) <= 1:
        return trees[0] if trees else None
    parsed = all(tree.parsed for tree in trees)
    return Criterion(join=Join.ANY_OF, text="", children=tuple(trees), parsed=parsed)
