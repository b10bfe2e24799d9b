"""What is done to people, or with a disease: screened for it, looked for, treated if found."""

import re

from ingest.statements.subjects import done_to_people

# "be screened for", where people are: what is done to them, and for what
_DONE_FOR = re.compile(
    r"(?P<verb>.*\b(?:screened|tested|referred|evaluated)) (?P<prep>for|to)$", re.IGNORECASE
)
# "screened for X, and treated if it is found": the screening is what is recommended
_TREATED_THEN = re.compile(
    r",?\s+(?:and|or)\s+treated\b(?:\s+if (?:it is |they are )?(?:found|present|positive|"
    r"detected))?",
    re.IGNORECASE,
)
_LOOKED_FOR = re.compile(r"\b(?:looked|searched) for$", re.IGNORECASE)
# "in the setting of X"; "screening for X and treating it", "screen for or treat X": X
ROUND_ABOUT = re.compile(
    r"^(?:the\s+)?(?:presence|setting|context|case|treatment setting) of\s+|"
    r"^(?:or|and|nor)\s+(?:treat(?:ing)?|manag(?:e|ing))\s+|"
    r",?\s+(?:and|or)\s+(?:against\s+)?(?:treat(?:ing|ment of)?|manag(?:ing|ement of))"
    r" (?:it|them)$",
    re.IGNORECASE,
)
# "be given once daily to adults": how often is none of to whom
HOW_OFTEN = re.compile(r"^\s+(?:once|twice)\b(?: (?:daily|weekly|an? \w+))?")


def done_in_passive(subject: str, passive: str, after: str, *, people: bool) -> tuple[str, str]:
    """What a passive does as an object of its own, else "", and what stands behind the passive.

    "that X be looked for": screening for X; "that women be screened for X": women get screening.
    """
    after = _TREATED_THEN.sub("", after)
    if _LOOKED_FOR.search(passive):
        return f"screening for {subject}{after}", after
    done = _DONE_FOR.match(passive) if people else None
    return "", done_to_people(done["verb"], f"{done['prep']}{after}") if done else after
