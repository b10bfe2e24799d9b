"""Searches that do not begin anew from every place of a long text."""

import re

from app.scope_stops import ASKING_TAIL

_PHRASE_ENDS = re.compile(r"[.;,?]|\s(?=[-–—]\s)|:(?=\s)")


class Ahead:
    """Where patterns stand next in a text: not looked for again from every cue before it."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._known: dict[re.Pattern[str], tuple[int, int, re.Match[str] | None]] = {}

    def search(self, pattern: re.Pattern[str], begin: int, end: int) -> re.Match[str] | None:
        """As `pattern.search(text, begin, end)`."""
        since, until, found = self._known.get(pattern, (end + 1, end, None))
        if not (since <= begin and until == end and (found is None or found.start() >= begin)):
            found = pattern.search(self.text, begin, end)
            self._known[pattern] = begin, end, found
        return found


def asking_tail(text: str, start: int, end: int) -> re.Match[str] | None:
    """The first phrase that asks by its last word; it begins where a phrase can begin."""
    starts = (start, *(m.end() for m in _PHRASE_ENDS.finditer(text, start, end)))
    return next((tail for at in starts if (tail := ASKING_TAIL.match(text, at, end))), None)
