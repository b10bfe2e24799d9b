"""What the sentence above a list of criteria asks for itself.

"... when allopurinol has failed and one of the following is met:", "in adults with a urate above 8
when all of the following are met:". The list alone would be met without it.
"""

import re
from collections.abc import Iterator

from ingest.statements.clause import Clause
from ingest.statements.criteria import tree_of_clause
from ingest.statements.criteria_joins import join_span
from ingest.statements.criteria_split import own_end
from ingest.statements.measures import is_criterion
from ingest.statements.models import Criterion, Join
from ingest.statements.slots import Slots
from ingest.statements.walk import Walk

_WHEN = re.compile(
    r"\b(?:(?:when(?:ever)?|if|provided(?: that)?|only (?:if|when))\b\s*|"
    r"who\s+(?=(?:have|has|had|are|is|cannot)\b))",
    re.IGNORECASE,
)
# What only leads over to the list, or points to criteria that are printed elsewhere
_NOTHING = re.compile(
    r"(?:criteri(?:a|on)|requirements?|conditions?|documentation|documented|document(?:s|ing)?|"
    r"medical records?|chart notes?|guidelines?|policy|physician|provider|prescriber|services?|"
    r"requests?|above|below|section|diagnosis|FDA|label(?:ing|ed)?)\b",
    re.IGNORECASE,
)
_N_WORDS = 2


def with_own_criteria(walk: Walk, clause: Clause, slots: Slots, listed: Criterion) -> Criterion:
    """The tree of a list with what its lead-in asks for beside it."""
    if not walk.ground.is_policy:
        return listed
    places = [*_of_people(walk, clause, slots), *_of_when(clause)]
    trees = tuple(tree_of_clause(walk.ground.context, *place) for place in sorted(places))
    if not trees:
        return listed
    return Criterion(join=Join.ALL_OF, text="", quote=trees[0].quote, children=(*trees, listed))


def _of_people(walk: Walk, clause: Clause, slots: Slots) -> Iterator[tuple[int, int]]:
    """Measures of those whom the sentence is about, before it says when."""
    when = _WHEN.search(clause.text)
    for text in slots.criteria:
        start, end = walk.place(clause, text)
        before = when is None or end <= clause.start + when.start()
        theirs = _HAVING.search(clause.text, 0, max(0, start - clause.start))
        if end > start and before and theirs and is_criterion(text):
            yield start, end


_HAVING = re.compile(r"\b(?:with|having|who (?:have|has))\s+(?:(?:an?|the)\s+)?$", re.IGNORECASE)


def _of_when(clause: Clause) -> Iterator[tuple[int, int]]:
    """The part of a "when" clause that stands before its list, if it asks for something."""
    for when in _WHEN.finditer(clause.text):
        told = clause.text[when.end() :]
        size = own_end(told) or _failed_before(told)
        own = told[:size].strip()
        if len(own.split()) >= _N_WORDS and not _NOTHING.search(own):
            start = clause.start + when.end()
            yield start, start + size
            return


# "when allopurinol has failed and one of the following": what has failed is not in the list
_HAS_FAILED = re.compile(
    r"^[^,;:]*?\w\s+(?:has|have|had)\s+(?:failed|been (?:tried|unsuccessful|ineffective)|not \w+)"
    r"(?=\s+and\s*$)",
    re.IGNORECASE,
)


def _failed_before(told: str) -> int:
    span = join_span(told)
    found = _HAS_FAILED.match(told[: span[2]]) if span else None
    return found.end() if found else 0
