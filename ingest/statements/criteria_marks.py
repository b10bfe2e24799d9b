"""Marks and pronouns at which the criteria of one sentence begin: "(a)", "2)", ", and who"."""

import re

_RELATIVE = re.compile(
    r",\s+(?:and\s+)?(?=(?:who|whose|(?:in|for|of|on|with) whom)\b)", re.IGNORECASE
)
_NUMERALS = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii")


def relative_spans(mask: str, start: int, end: int) -> list[tuple[int, int]]:
    """Spans of "has A or B, who has C, and whose D": each pronoun begins a criterion of its own.

    However the parts are joined within: what is joined by pronouns is joined last of all. One span
    where a single "who" only says something by the way ("the patient, who has asthma, is stable").
    """
    cuts = list(_RELATIVE.finditer(mask, start, end))
    if len(cuts) == 1 and "and" not in cuts[0].group():
        return [(start, end)]
    starts = [start, *(cut.end() for cut in cuts)]
    ends = [*(cut.start() for cut in cuts), end]
    return list(zip(starts, ends, strict=True))


def run_of_marks(found: list[re.Match[str]]) -> list[re.Match[str]]:
    """The enumerators that count up from the first one."""
    run: list[re.Match[str]] = []
    for match in found:
        roman = bool(run) and run[0].group("mark") == "i"
        if _ordinal(match.group("mark"), roman=roman) == len(run) + 1:
            run.append(match)
    return run


def _ordinal(mark: str, *, roman: bool) -> int:
    if mark.isdigit():
        return int(mark)
    if mark == "i" or (roman and mark in _NUMERALS):
        return _NUMERALS.index(mark) + 1
    return ord(mark) - ord("a") + 1 if len(mark) == 1 else 0
