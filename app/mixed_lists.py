"""Lists with "and" and "or" between their items, of which nothing says what binds tighter.

"A, or / B, and / C" is met where both readings are, and failed where both are; else it is open.
"""

from dataclasses import replace

from ingest.statements.models import Criterion, Join


def both_readings(criterion: Criterion) -> tuple[Criterion, ...]:
    """Both readings of a mixed list, the one by its printed runs first; () of any other node."""
    if criterion.join is not Join.ANY_OF or not any(map(_is_run, criterion.children)):
        return ()
    runs = [child.children if _is_run(child) else (child,) for child in criterion.children]
    groups: list[tuple[Criterion, ...]] = [()]
    for run in runs:  # the last of a run and the first of the next have an "or" between them
        groups[-1] += run[:1]
        groups += [(item,) for item in run[1:]]
    whole = tuple(
        Criterion(join=Join.ANY_OF, text="", children=group) if len(group) > 1 else group[0]
        for group in groups
    )
    loose = replace(criterion, parsed=True)
    return loose, replace(loose, join=Join.ALL_OF, children=whole)


def _is_run(node: Criterion) -> bool:
    """Whether a node only puts neighbours of a list together, and stands nowhere itself."""
    return node.join is Join.ALL_OF and node.quote is None and not node.text
