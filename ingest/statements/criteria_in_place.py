"""What waives a requirement: "4 weeks of conservative care, unless the pain is too severe for it".

An exception to what must have been tried or waited for is another way to meet it, and no exclusion.
"""

import re

_TRIED = re.compile(
    r"\b(?:conservative|non-?surgical|non-?operative|trials?|tried|failed|failure|failures|"
    r"respon(?:ded|se)|therapy|treatment)\b",
    re.IGNORECASE,
)
_SO_LONG = re.compile(
    r"\b(?:\d+|two|three|four|six|eight|twelve)[\s-]+(?:days?|weeks?|months?|years?)\b",
    re.IGNORECASE,
)
_CANNOT = re.compile(
    r"\b(?:cannot|can ?not|could not|unable|impossible|(?:so|too) severe|progressive|emergen\w+|"
    r"urgent\w*|intolera\w+|contraindicat\w+|not (?:be )?tolerated|"
    r"caus(?:ed|es) (?:an? )?[\w ]*?(?:dermatitis|rash|irritation|reaction|side effects?|adverse "
    r"\w+|harm))\b",
    re.IGNORECASE,
)


def waives(requirement: str, exception: str) -> bool:
    """Whether an exception tells why what is required could not be had."""
    return bool(
        _TRIED.search(requirement) and _SO_LONG.search(requirement) and _CANNOT.search(exception)
    )
