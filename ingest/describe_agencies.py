"""State agencies that run Medicaid, and the programmes that they run under a name of their own."""

import re

from ingest.us_states import STATES

_STATE = "|".join(name for name, _ in STATES)
_AGENCY = re.compile(
    rf"^\W*(?P<name>(?:State of )?(?:{_STATE})(?: State)? (?:Health Care Authority|Medicaid(?: "
    r"Program)?|(?:Department|Division|Bureau|Office) of (?:(?:Health|Human|Social|Medical|"
    r"Medicaid|Community|Public|Family|Children|Care|Services?|Assistance|Financing|Policy|"
    r"and|&)(?:,? |\b))+|Health and Human Services(?: Commission)?|Medical Assistance(?: Program)?"
    r"|Agency for Health Care Administration))",
    re.IGNORECASE | re.MULTILINE,
)
# "SOONERCARE PHARMACY PROGRAM", "MassHealth Drug List"
_PROGRAMME = re.compile(
    r"^\W*(?P<name>[A-Z][\w-]{3,20}) (?:(?:Pharmacy|Medicaid|Drug|Health|Medical) )+"
    r"(?:Program|Plan|List|Benefit|Coverage)\b",
    re.IGNORECASE | re.MULTILINE,
)
_NO_NAME = re.compile(
    r"(?:state|medicaid|preferred|prescription|outpatient|fee-for-service|the|this|our|managed|"
    rf"{_STATE})",
    re.IGNORECASE,
)
_SMALL = {"of", "and", "for", "the"}


def agency_on_cover(cover: str) -> str:
    """The agency of a state that a cover names, its programme in brackets; "" for none.

    "Oklahoma Health Care Authority (SoonerCare)".
    """
    found = _AGENCY.search(cover)
    if found is None:
        return ""
    name = _written(found.group("name"))
    programme = next(
        (m["name"] for m in _PROGRAMME.finditer(cover) if not _NO_NAME.fullmatch(m["name"])), ""
    )
    return f"{name} ({_written(programme)})" if programme else name


def _written(name: str) -> str:
    """A name that may be printed in capitals, as it is written."""
    name = " ".join(name.split())
    if not name.isupper():
        return name
    return " ".join(w.lower() if w.lower() in _SMALL else w.capitalize() for w in name.split())
