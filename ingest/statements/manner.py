"""Advice on when or how a thing is used, which says nothing to whether it is used at all."""

import re

_OVER_LATER = re.compile(
    r"\b(?:over|rather than|instead of) (?:(?:delay|wait|deferr|postpon)ing\b|(?:delayed|deferred) "
    r"(?:start|initiation)\b)",
    re.IGNORECASE,
)
_OF_WHICH_KIND = re.compile(
    r"^\W*(?:use|choose|select) (?:[\w-]+ ){1,3}that (?:provides?|produces?|delivers?|exerts?|"
    r"gives?|have|has|are|is|can)\b",
    re.IGNORECASE,
)


def tells_only_how(sentence: str) -> bool:
    """Whether it tells a time or a kind: "X now rather than delaying it", "use Xs that are new"."""
    return bool(_OVER_LATER.search(sentence) or _OF_WHICH_KIND.match(sentence))
