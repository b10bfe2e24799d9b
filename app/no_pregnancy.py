"""Who cannot be pregnant: a man, a woman past the age, and who has no womb."""

import re

from app.fact_models import UNSAID, Fact, FactKind
from app.findings_base import MET, NOT_MET, Desk, Settled
from app.gestation import OBSTETRIC
from app.scope_cues import Scope

_WANTED = re.compile(
    r"^\W*(?:(?:the\s+)?(?:patient|member|individual|person|she|beneficiary)\s+)?(?:is\s+|are\s+)?"
    r"(?:currently\s+)?(?P<no>(?:not|no|without|absence of|absent)\s+(?:currently\s+)?)?"
    r"(?:(?:known|current|active|a|being)\s+)*(?:pregnan(?:cy|t)|breast-?\s?feeding|lactati(?:on|ng)|"
    r"nursing)(?:\s*(?:,|/|or|and)\s*(?:pregnan(?:cy|t)|breast-?\s?feeding|lactati(?:on|ng)|nursing|"
    r"planning (?:a )?pregnancy|planning to become pregnant))*(?:\s+(?:test|at present|currently))?"
    r"\W*$",
    re.IGNORECASE,
)
# "not pregnant, before or after the menopause"; "not pregnant or B" asks for less
_NOT_PREGNANT = re.compile(
    r"^\W*(?:(?:is|are)\s+)?(?:not\s+(?:currently\s+)?|non-?)pregnant(?!\s+(?:or|and/or)\b)",
    re.IGNORECASE,
)
_NO_WOMB = re.compile(
    r"\b(?:(?:had|has had|s/p|status post|after|total|prior|previous|her|underwent)\s+(?:an?\s+)?"
    r"(?:\w+\s+)?hysterectomy|post-?\s?menopausal)\b",
    re.IGNORECASE,
)
_WITH_CHILD = re.compile(
    r"\b(?:preg|G\d|obstetric\w*|OB|IVF|EDD|baby|wife|partner)\b", re.IGNORECASE
)
_HIS = re.compile(r"(?:he|his|him|husband|hubby|father|dad)\b", re.IGNORECASE)  # may be another
_NURSING = re.compile(r"breast|lactat|nursing", re.IGNORECASE)
_PAST = 60.0  # years: no natural pregnancy is known from then on


def settle_no_pregnancy(text: str, desk: Desk) -> Settled | None:
    """The finding of a criterion on pregnancy alone, where nature settles it; None for others."""
    match = _WANTED.match(text)
    with_child = [f for f in desk.facts.of(FactKind.PREGNANCY) if not f.negated]
    if with_child and _NOT_PREGNANT.match(text):
        return Settled(NOT_MET, (with_child[0],))
    told = (
        _never(desk, nursing=_NURSING.search(text) is not None)
        if match and not desk.facts.of(FactKind.PREGNANCY)
        else None
    )
    if match is None or told is None:
        return None
    return Settled(MET if match.group("no") else NOT_MET, (told,))


def _never(desk: Desk, *, nursing: bool) -> Fact | None:
    """The fact by which the patient is not pregnant; None where none is stated."""
    if any(_WITH_CHILD.search(r.text) or OBSTETRIC.search(r.text) for r in desk.facts.readings):
        return None  # somebody is with child, or was
    sexes = desk.facts.of(FactKind.SEX)
    if sexes and all(f.name == "male" and not _HIS.match(f.quote) for f in sexes):
        return sexes[0]
    ages = [f for f in desk.facts.of(FactKind.AGE) if f.unit == "year" and f.value is not None]
    if ages and all((fact.value or 0) >= _PAST for fact in ages):
        return ages[0]
    if nursing:
        return None
    return desk.facts.first_said(_NO_WOMB, "hysterectomy", UNSAID | Scope.ASKED)
