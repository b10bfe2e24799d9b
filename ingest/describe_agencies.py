"""State agencies that run Medicaid, and the programmes that they run under a name of their own."""

import re

from ingest.describe_cover import written
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


def agency_on_cover(cover: str) -> str:
    """The agency of a state that a cover names, its programme in brackets; "" for none.

    "Oklahoma Health Care Authority (SoonerCare)".
    """
    found = _AGENCY.search(cover)
    if found is None:
        return _stacked(cover)
    name = written(found.group("name"))
    programme = next(
        (m["name"] for m in _PROGRAMME.finditer(cover) if not _NO_NAME.fullmatch(m["name"])), ""
    )
    return f"{name} ({written(programme)})" if programme else name


# The state on one line, its department on one of the next
_STACKED = re.compile(
    r"^\W*(?:state|commonwealth) of (?P<state>[A-Z][A-Za-z]+(?: [A-Z][A-Za-z]+)?)\s*\n"
    r"(?:[^\n]*\n){0,2}?\W*"
    r"(?P<office>(?:department|agency|division|office) (?:of|for) [^\n(,]{4,60})",
    re.IGNORECASE | re.MULTILINE,
)
_IN_BRACKETS = re.compile(r"\((?P<name>[\w ]{3,30}\bmedicaid|[A-Z][a-z]+[A-Z]\w+)\)", re.IGNORECASE)


def _stacked(cover: str) -> str:
    """The department of a state that is printed below its name, its programme in brackets."""
    found = _STACKED.search(cover)
    if found is None:
        return ""
    office = written(found["office"])
    programme = _IN_BRACKETS.search(cover, found.start(), found.end() + 200)
    name = f"{written(found['state'])} {office.strip()}"
    return f"{name} ({written(programme['name'])})" if programme else name
