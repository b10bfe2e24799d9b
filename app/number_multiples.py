"""Words behind a number that multiply it: "5 million IU/mL"."""

import re

_MULTIPLES = {"thousand": 1e3, "million": 1e6, "billion": 1e9}
_BEHIND = re.compile(rf"\s*(?P<word>{'|'.join(_MULTIPLES)})\b", re.IGNORECASE)


def multiple_behind(text: str, end: int) -> tuple[float, int]:
    """By how much a number that ends there is multiplied, and where that is said; (1, end) else."""
    found = _BEHIND.match(text, end)
    return (_MULTIPLES[found["word"].lower()], found.end()) if found else (1.0, end)
