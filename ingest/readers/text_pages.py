"""Plain text copied off printed pages, without what runs at the foot and head of each."""

import re
from collections import Counter
from collections.abc import Sequence

# "Policy on X      Page 2 of 9": its line runs, and so do those beside it that come again
_NUMBERED = re.compile(
    r"\s*(?:\S.{0,80}?(?:\s{2,}|[|–—-]\s*))?page\s+\d{1,4}\s+of\s+\d{1,4}"
    r"(?:\s*|(?:\s{2,}|\s*[|–—-]).{0,80})",
    re.IGNORECASE,
)
_DIGITS = re.compile(r"\d+")
_MOST_LINES = 4  # of what runs at one place
_MIN_PAGES = 2


def without_running(lines: Sequence[str]) -> tuple[list[str], tuple[str, ...]]:
    """The lines of a text without those that run on its pages, and these.

    Only where at least two lines say which page of how many they stand on: without that nothing
    tells a running line from a sentence that is said twice.
    """
    numbered = [at for at, line in enumerate(lines) if _NUMBERED.fullmatch(line)]
    if len(numbered) < _MIN_PAGES:
        return list(lines), ()
    beside = [set(_block(lines, at)) for at in numbered]
    seen = Counter(key for block in beside for key in {_key(lines[at]) for at in block})
    dropped = {at for block in beside for at in block if seen[_key(lines[at])] >= _MIN_PAGES} | set(
        numbered
    )
    told = dict.fromkeys(lines[at].strip() for at in sorted(dropped))
    return _joined(lines, dropped), tuple(told)


def _key(line: str) -> str:
    return _DIGITS.sub("#", " ".join(line.lower().split()))


def _block(lines: Sequence[str], at: int) -> range:
    """The lines around a numbered one, up to a blank line on either side."""
    first, last = at, at
    while first > 0 and at - first < _MOST_LINES and lines[first - 1].strip():
        first -= 1
    while last + 1 < len(lines) and last - at < _MOST_LINES and lines[last + 1].strip():
        last += 1
    return range(first, last + 1)


def _joined(lines: Sequence[str], dropped: set[int]) -> list[str]:
    """What is left; a sentence that a page ends within goes on in its next line."""
    kept: list[str] = []
    after_running = False
    for at, line in enumerate(lines):
        if at in dropped:
            after_running = True
            continue
        if after_running and line.strip():
            while kept and not kept[-1].strip():
                kept.pop()
            goes_on = line.lstrip()[:1].islower() and kept and kept[-1].rstrip()[-1:] not in ".:;"
            if not goes_on:
                kept.append("")
            after_running = False
        kept.append(line)
    return kept
