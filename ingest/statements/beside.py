"""Several treatments beside one: "A combined with B, C or D" means none of them alone."""

import re

from ingest.statements.models import Statement

_ONE = re.compile(
    r"^(?P<one>[^,;]+?\s(?:combined|in combination|in conjunction|together|concurrently|"
    r"concomitantly|simultaneously) with)\s+(?P<others>[^,;]+(?:, [^,;]+)*,? or [^,;]+)$",
    re.IGNORECASE,
)


def one_beside(phrase: str) -> tuple[str, str] | None:
    """The one treatment with its tie ("A combined with"), and the list beside it; None if none."""
    found = _ONE.match(phrase)
    return (found["one"], found["others"]) if found else None


_BEFORE = re.compile(
    r"\b(?:on top of|in place of|instead of|rather than|in preference to|in addition to|"
    r"add(?:ed|-on) to|adding [^.;]{3,90}? to)\s+(?:an?\s+|the\s+)?",
    re.IGNORECASE,
)
# To the end of its sentence: what is said before it is said of none of these
_LIST = re.compile(
    r"\b(?:combined|in combination|in conjunction|together|concurrently|concomitantly) with\s"
    r"(?:(?!\b(?:is|are|should|may|can|will|we)\b)[^.;])*+(?=[.;]|$)",
    re.IGNORECASE,
)


def is_beside(phrase: str, text: str, statement: Statement) -> bool:
    """Whether a phrase is only what something is added to, compared with, or given in place of."""
    if phrase in statement.comparator and phrase not in statement.interventions:
        return True
    beside = sum(text.startswith(phrase, m.end()) for m in _BEFORE.finditer(text))
    listed = sum(m.group().count(phrase) for m in _LIST.finditer(text))
    return 0 < text.count(phrase) <= max(beside, listed)
