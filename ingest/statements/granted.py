"""What grants an approval in front of a criterion: "Approve for 1 year if the patient has ..."."""

import re

_FRONT = re.compile(
    r"^(?:[^:;]{0,160}?[.:]\s+)?\W*(?:we will |may be |will be )?(?:approved?|authori[sz]ed?)\b"
    r"(?:[\s,]+(?!(?:if|when|unless|only)\b)[\w®-]+){0,9},?\s+(?:only )?(?:if|when)\s+(?=\S)",
    re.IGNORECASE,
)


def granted_front(text: str) -> int:
    """How many characters stand before what is asked for; 0 where nothing grants in front."""
    found = _FRONT.match(text)
    return found.end() if found else 0
