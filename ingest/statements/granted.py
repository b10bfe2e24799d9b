"""What grants an approval in front of a criterion: "Approve for 1 year if the patient has ..."."""

import re

from ingest.statements.begun import phase_of

_FRONT = re.compile(
    r"^(?:[^:;]{0,160}?[.:]\s+)?\W*(?:we will |may be |will be )?(?:approved?|authori[sz]ed?)\b"
    r"(?:[\s,]+(?!(?:if|when|unless|only)\b)[\w®-]+){0,9},?\s+(?:only )?(?:if|when)\s+(?=\S)",
    re.IGNORECASE,
)


def granted_front(text: str) -> int:
    """How many characters stand before what is asked for; 0 where nothing grants in front."""
    found = _FRONT.match(text)
    return found.end() if found else 0


# "B) Patient is currently receiving X. Approve for 1 year if ...": the title of who goes on
_RUNNING = re.compile(
    r"^\W*(?:[A-Za-z\d]{1,3}[.)]\s+)?(?:for\s+)?(?:an?\s+|the\s+)?(?:patients?|members?|"
    r"individuals?|"
    r"beneficiar(?:y|ies))\s+(?:(?:is|are|who (?:is|are|has|have)|has|have)\s+)?(?:currently|"
    r"already)"
    r"\s+(?:(?:been|established|stable|stabili[sz]ed|started)\s+)?(?:receiving|taking|using|on)\b"
    r"[^.:]{0,80}[.:]\s+(?=\S)",
    re.IGNORECASE,
)


def titled_phase(front: str) -> str:
    """What stands in front of a granted approval where it tells of which phase; else ""."""
    return front.strip() if _RUNNING.match(front) or phase_of(front) else ""
