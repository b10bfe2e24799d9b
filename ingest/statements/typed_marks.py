"""Where a list whose bullets were lost ends: numbers and letters that are typed in front of it.

A paragraph "**2. Gout.** Approve if ..." has no bullet that a reader could see, only its number.
"""

from collections.abc import Sequence

from ingest.readers.markers import Marker, split_marker
from ingest.sentences import sentence_spans


def is_numbered(text: str) -> bool:
    """Whether a number or a letter is typed in front of a text."""
    return _typed(text) is not None


def _typed(text: str) -> Marker | None:
    found = split_marker(text.lstrip())
    return None if found is None or found.is_bullet else found


def follows(before: str, item: str) -> bool:
    """Whether an item has the number that comes next after that of the item before it."""
    above, here = _typed(before), _typed(item)
    if above is None or here is None:
        return False
    return above.family == here.family and here.value == above.value + 1


def goes_on_above(above: Sequence[str], first: str, item: str) -> bool:
    """Whether an item goes on with a list that was open before its lead-in: "1. Gout:", "2. ...".

    Args:
        above: The lead-in and what stands before it, nearest first.
        first: The first item below the lead-in, "" where this is the first.
        item: The item.
    """
    here, own = _typed(item), _typed(first)
    if here is None or (own is not None and own.family == here.family):
        return False
    marks = (mark for text in above if (mark := _typed(text)) is not None)
    before = next((mark for mark in marks if mark.family == here.family), None)
    return before is not None and here.value == before.value + 1


def is_prose(marker: str, item: str, *, first: bool) -> bool:
    """Whether a paragraph without any mark is prose of its own."""
    return not marker and not is_numbered(item) and len(sentence_spans(item)) > 1 and not first
