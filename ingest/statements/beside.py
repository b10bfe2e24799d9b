"""Several treatments beside one: "A combined with B, C or D" means none of them alone."""

import re

_BESIDE = re.compile(
    r"^(?P<one>[^,;]+?\s(?:combined|in combination|in conjunction|together|concurrently|"
    r"concomitantly|simultaneously) with)\s+(?P<others>[^,;]+(?:, [^,;]+)*,? or [^,;]+)$",
    re.IGNORECASE,
)


def one_beside(phrase: str) -> tuple[str, str] | None:
    """The one treatment with its tie ("A combined with"), and the list beside it; None if none."""
    found = _BESIDE.match(phrase)
    return (found["one"], found["others"]) if found else None
