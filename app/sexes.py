"""Women and men: which of them a criterion speaks of, and which the case is."""

import re

from app.fact_models import FactKind
from app.findings_base import MET, NOT_MET, OPEN, Desk, Settled

FEMALE = re.compile(r"\b(?:wom[ae]n|females?|girls?)\b", re.IGNORECASE)
MALE = re.compile(r"\b(?:m[ae]n|males?|boys?)\b", re.IGNORECASE)


def settle_sex(text: str, desk: Desk) -> Settled | None:
    female, male = FEMALE.search(text), MALE.search(text)
    if bool(female) == bool(male):
        return None
    wanted = "female" if female else "male"
    if desk.sex:
        return Settled(MET if desk.sex == wanted else NOT_MET)
    stated = desk.facts.of(FactKind.SEX)
    if not stated or len({fact.name for fact in stated}) > 1:
        return OPEN
    return Settled(MET if stated[0].name == wanted else NOT_MET, (stated[0],))
