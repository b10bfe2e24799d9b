"""Criteria that refer to the source's own list of codes."""

import re

from app.findings_base import MET, NOT_MET, OPEN, Desk, Settled
from app.findings_phrases import named_in_question

CODE_LIST = re.compile(
    r"\b(?:diagnos(?:is|es)|icd-?10(?:-cm)?|listed|covered|appropriate|following)\s+codes?\b|"
    r"\bcodes? (?:listed|below|that support|in the (?:list|table))|"
    r"\b(?:listed|covered|qualifying) diagnos[ie]s\b|\bdiagnos[ie]s (?:listed|in the list|from "
    r"the list)|\bsee (?:the )?(?:section )?diagnosis codes|"
    r"\blisted (?:in|under|on) [^.]{0,40}\b(?:group|article|table|appendix|attachment)\b",
    re.IGNORECASE,
)
_CODE = re.compile(r"[A-Za-z]\d[\dA-Za-z](?:\.?[\dA-Za-z]{1,4})?")


def by_code(desk: Desk) -> Settled:
    """Met where the list names the asked code, not met where it does not."""
    if desk.code_listed is None:
        return OPEN
    state = MET if desk.code_listed else NOT_MET
    for printed, _ in desk.conditions:
        if _CODE.fullmatch(printed) and (fact := named_in_question(printed, desk)):
            return Settled(state, (fact,))
    return Settled(state)
