"""A purpose for which alone something is advised against: "imaging solely for reassurance"."""

import re

_PURPOSE = re.compile(
    r",?\s+(?P<told>(?:solely|only|purely|merely|just|exclusively|simply)\s+(?:for|to provide|"
    r"because of)"
    r"\s+(?:the\s+)?(?:purposes?\s+of\s+)?(?:(?:patients?|parental|the patient's|their)\s+)?"
    r"(?:reassurance|convenience|curiosity|anxiety|preference|(?:cosmetic|administrative|defensive|"
    r"medico-?legal)\s+(?:reasons?|purposes?)))\b",
    re.IGNORECASE,
)


def without_purpose(text: str) -> tuple[str, str]:
    """A text without such a purpose, and the purpose; "" where it names none."""
    found = _PURPOSE.search(text)
    if found is None:
        return text, ""
    return text[: found.start()] + text[found.end() :], found["told"].lower()
