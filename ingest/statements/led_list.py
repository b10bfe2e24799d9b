"""Lists of criteria under a sentence that no family of phrasing has read."""

import re

from ingest.statements.context import Context
from ingest.statements.criteria import tree_of_items
from ingest.statements.models import Criterion, Quote

# "when all of the following criteria are met:": what is led in by it is a criterion
_ASKS_FOR_ALL = re.compile(
    r"\b(?:when|if|provided)\b[^.;]*\b(?:all|both|each)\b[^.;]*(?:following|criteria|below|met)\W*"
    r"(?:\w+\W+){0,4}$|"
    # "is approved for gout if:", "if the member:": the sentence ends where its list begins
    r"\b(?:when|if|provided(?: that)?)(?: (?:the |a |an )?(?:members?|patients?|individuals?|"
    r"enrollees?|clients?|persons?))?\W*$",
    re.IGNORECASE,
)
_COLON = 2  # characters that may stand behind the sentence


def asks_for_all(text: str) -> bool:
    """Whether a sentence says that what stands below it must be met."""
    return _ASKS_FOR_ALL.search(text) is not None


def criteria_below(quote: Quote, context: Context) -> Criterion | None:
    """The criteria of the list that a sentence leads in; None where it leads none in."""
    if not asks_for_all(quote.text):
        return None
    index = context.index_at(quote.char_start)
    if context.block(index).char_end > quote.char_end + _COLON:
        return None
    items = context.children.get(index, ())
    return tree_of_items(context, index, items, quote.text) if items else None
