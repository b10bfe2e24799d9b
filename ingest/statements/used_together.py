"""Two things of which a sentence speaks together alone: "combining A with B" is neither A nor B."""

import re

# "that X not be combined with Y"
_TOGETHER = re.compile(
    r"^(?P<one>[^,;]+?)\s+(?:(?:should|must|not)\s+)*be\s+(?:combined|co-?administered|"
    r"used together|(?:used|given|taken) in combination)\s+with\s+(?=\w)",
    re.IGNORECASE,
)
# "giving A and B at the same time"
_AT_ONCE = re.compile(
    r"^(?P<verb>\s*(?:giving|using|prescribing|taking|administering|offering)\s+)(?:an?\s+|the\s+)?"
    r"(?P<one>[\w-]+(?:\s+(?!and\b)[\w-]+){0,4})\s+and\s+(?P<other>(?:[\w-]+\s+){1,5}?)"
    r"(?:at (?:the same time|once)|together|simultaneously|concurrently|concomitantly|"
    r"in combination)(?=\W|$)",
    re.IGNORECASE,
)


def combined_with(text: str) -> str:
    """What "A not be combined with B" speaks of: "combination of A with B"; "" of any other."""
    found = _TOGETHER.match(text)
    if found is None:
        return ""
    one = re.sub(r"^(?:an?|the)\s+", "", found["one"], flags=re.IGNORECASE)
    return f"combination of {one} with {text[found.end() :]}"


def given_at_once(text: str) -> str:
    """A text in which two things that are given at once are their combination."""
    return _AT_ONCE.sub(r"\g<verb>combination of \g<one> with \g<other>", text)
