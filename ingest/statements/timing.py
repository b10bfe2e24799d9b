"""Advice on when a thing is begun, which says nothing to whether it is given at all."""

import re

_OVER_LATER = re.compile(
    r"\b(?:over|rather than|instead of) (?:(?:delay|wait|deferr|postpon)ing\b|(?:delayed|deferred) "
    r"(?:start|initiation)\b)",
    re.IGNORECASE,
)


def tells_only_when(sentence: str) -> bool:
    """Whether what it advises against is delay ("starting X now is preferred over delaying it")."""
    return _OVER_LATER.search(sentence) is not None
