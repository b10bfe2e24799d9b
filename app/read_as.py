"""A text as it is read, with its typing errors mended, and where each place of it is printed."""

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ReadAs:
    """A text with some words read otherwise.

    Attributes:
        text: As read.
        ends: Ends of the words that are read otherwise, in `text`, ascending.
        shifts: How many characters later than there each of these words ends in the printed text.
    """

    text: str
    ends: tuple[int, ...] = ()
    shifts: tuple[int, ...] = ()

    def printed_at(self, offset: int) -> int:
        """Where in the printed text an offset of the read text stands.

        Inside a word that is read otherwise it is only near.
        """
        at = bisect_right(self.ends, offset) - 1
        return offset + (self.shifts[at] if at >= 0 else 0)


def read_as(text: str, changes: Sequence[tuple[str, str]]) -> ReadAs:
    """A text with each word of `changes`, each (as typed, as read), replaced wherever it stands.

    Args:
        text: As printed.
        changes: What is read otherwise; nothing where empty.
    """
    named = {typed: read for typed, read in changes if typed != read}
    if not named:
        return ReadAs(text)
    words = "|".join(re.escape(word) for word in sorted(named, key=len, reverse=True))
    parts: list[str] = []
    ends: list[int] = []
    shifts: list[int] = []
    last = length = 0
    for match in re.finditer(rf"(?<!\w)(?:{words})(?!\w)", text):
        parts += (text[last : match.start()], named[match.group()])
        length += len(parts[-2]) + len(parts[-1])
        last = match.end()
        ends.append(length)
        shifts.append(last - length)
    return ReadAs("".join([*parts, text[last:]]), tuple(ends), tuple(shifts))
