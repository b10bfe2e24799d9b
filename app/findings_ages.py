"""Holds a wanted age ("18 years or older", "members under 18") against the stated one."""

import re
from collections.abc import Sequence
from dataclasses import replace

from app.fact_models import Fact, FactKind
from app.findings_base import MET, NOT_MET, OPEN, Desk, Settled
from app.models import FindingState
from app.quantities import TIME_DAYS, Interval, time_unit
from app.quantity_models import Quantity

# "between 6 months and 5 years of age"
AGE_RANGE = re.compile(
    r"(?P<age>\bage[ds]?\s+)?(?:\b(?:between|from)\s+)?(?P<low>\d+)\s*(?P<unit>weeks?|months?)\s*"
    r"(?:and|to|through|-|–)\s*(?P<high>\d+)\s*(?P<unit2>months?|years?)\b(?:\s*(?:of age|old))?",
    re.IGNORECASE,
)
_AGE_WORD = re.compile(r"\bage[ds]?\b|\b(?:older|younger|old)\b|\bof age\b", re.IGNORECASE)
_AGE_OF = re.compile(
    r"\b(?:age[ds]?|adults?|children|patients?|people|women|men|individuals?|members?|persons?|"
    r"adolescents?|those)\b",
    re.IGNORECASE,
)
# "members under 18": a number right behind the people, of nothing else, is their age.
_PEOPLE = re.compile(
    r"\b(?:adults?|child(?:ren)?|patients?|people|wom[ae]n|m[ae]n|individuals?|members?|persons?|"
    r"adolescents?|beneficiar(?:y|ies)|infants?|toddlers?|boys?|girls?|(?:fe)?males?|those)\s+"
    r"(?:(?:is|are|who (?:is|are)|of)\s+)?$",
    re.IGNORECASE,
)
_NO_UNIT = re.compile(r"\W*(?:$|(?:in|who|with|for|on|without|and|or)\b)", re.IGNORECASE)
_OF_EVENT = re.compile(
    r"\b(?:onset|diagnosed|diagnosis|began|symptoms?|started|history|first|since|before|prior "
    r"to|developed)\b[^.;,]{0,40}$|"
    r"\b(?:gestational|bone|skeletal|mental|developmental)\s+age\b[^.;,]{0,25}$|"
    r"\b(?:by|until|at)\s+(?:the\s+)?age\s+(?:of\s+)?$",
    re.IGNORECASE,
)
# "younger than 12 years at the time of first prophylaxis": an age of then, and not of now.
_OF_THEN = re.compile(
    r"\W*(?:years?\s+)?(?:of age\s+|old\s+)?(?:at|when)\s+(?:the\s+)?(?:time of\s+)?(?:onset|"
    r"diagnos\w+|first|symptom|injury|implant\w*|surgery|enrol\w+|presentation)",
    re.IGNORECASE,
)
# What is asked of some by their age ("mammogram for members 40 and older") is not failed by others.
_ASKED_OF = re.compile(
    r"\b(?:mammogra\w+|tests?|testing|excluded|ruled out|consent|biopsy|colonoscopy|"
    r"ultrasound|examination|vaccin\w+|contracepti\w+|less than|at least)"
    r"\b[^.;]*\b(?:for|in|among|if)\s+(?:\w+\s+)?(?:wom[ae]n|m[ae]n|members?|patients?|adults?|"
    r"people|those|persons?|individuals?|children|adolescents?)\b[^.;\d]{0,20}$",
    re.IGNORECASE,
)
# Neither sex nor age of the patient tells those of a relative.
_RELATIVES = re.compile(
    r"\brelatives?\b|\bin the family\b|\bfamily (?:history|members?)\b|"
    r"\b(?:mother|father|sibling|brother|sister|parent)s?\b(?! or (?:guardian|caregiver))",
    re.IGNORECASE,
)
# Named before them, the patient is who is of that sex and age ("women with a family history").
_PATIENTS = re.compile(
    r"\b(?:women|men|patients?|members?|individuals?|adults?|persons?|people|those|children)\b",
    re.IGNORECASE,
)
_OWN_TRAITS = frozenset({FactKind.AGE, FactKind.SEX})
_OPEN_AGE = re.compile(r"\b(?:and|or) (?:over|older|above|up)\b", re.IGNORECASE)
# Ages that population words stand for, in years (18: adulthood in US coverage policies; 65:
# Medicare's age).
AGE_WORDS: tuple[tuple[re.Pattern[str], Interval], ...] = tuple(
    (re.compile(rf"\b(?:{pattern})\b(?!-)", re.IGNORECASE), interval)
    for pattern, interval in (
        (r"older adults?|elderly|seniors?", Interval(low=65)),
        (r"newborns?|neonates?", Interval(0, 28 / 365)),
        (r"infants?", Interval(0, 1, high_open=True)),
        (r"adolescents?|teenagers?", Interval(10, 18, high_open=True)),
        (r"children|pa?ediatric|child", Interval(0, 18, high_open=True)),
        (r"adults?", Interval(low=18)),
    )
)


# "a fracture older than 12 weeks"
THING_OLDER = re.compile(
    r"\b(?P<event>(?:[\w-]+\s+){0,3}?(?:fracture|injury|tear|wound|ulcer|lesion|scar|rupture|"
    r"infarct|stroke|clot|thrombus|stent|graft|device|pump|generator|scan|study|mri|film|report|"
    r"result)s?)\s+(?:(?:that|which)\s+)?(?:(?:is|are)\s+)?$",
    re.IGNORECASE,
)


def is_age(text: str, quantity: Quantity) -> bool:
    """Whether a number of a criterion is an age."""
    if (
        quantity.unit not in {"", "year", "month", "week", "day"}
        or _OF_EVENT.search(text[: quantity.start])
        or _OF_THEN.match(text, quantity.end)
        or THING_OLDER.search(text[: quantity.start])
    ):
        return False
    beside = text[quantity.start : quantity.end] + " " + " ".join(quantity.after.split()[:2])
    if _AGE_WORD.search(beside) or re.search(
        r"\bage[ds]?\b[^.;,]{0,25}$", text[: quantity.start], re.IGNORECASE
    ):
        return True
    if quantity.comparator and _PEOPLE.search(text[: quantity.start]):
        return quantity.unit in {"", "year"} and _NO_UNIT.match(quantity.after) is not None
    open_end = bool(_OPEN_AGE.search(beside))
    return quantity.unit == "year" and open_end and bool(_AGE_OF.search(quantity.before))


def without_own_traits(text: str, desk: Desk) -> Desk:
    """The desk without age and sex of the patient, where a criterion speaks of relatives."""
    relative = _RELATIVES.search(text)
    if relative is None or _PATIENTS.search(text, 0, relative.start()):
        return desk
    kept = tuple(fact for fact in desk.facts.facts if fact.kind not in _OWN_TRAITS)
    return replace(desk, facts=replace(desk.facts, facts=kept), sex="")


def of_some(text: str, start: int, found: Settled) -> Settled:
    """An age that only says of whom something is asked fails nobody else."""
    return OPEN if found.state is NOT_MET and _ASKED_OF.search(text[:start]) else found


def settle_age(wanted: Interval, unit: str, desk: Desk) -> Settled:
    """The finding of an age limit; `wanted` is in `unit` (years where it is "")."""
    factor = TIME_DAYS[unit or "year"][0] / TIME_DAYS["year"][0]
    goal = Interval(wanted.low * factor, wanted.high * factor, wanted.low_open, wanted.high_open)
    return _of_ages(goal, desk)


def settle_age_range(wanted: re.Match[str], desk: Desk) -> Settled:
    """The finding of an age between two that are told in different units."""
    low, high = (
        float(wanted.group(n)) * TIME_DAYS[time_unit(wanted.group(unit))][0]
        for n, unit in (("low", "unit"), ("high", "unit2"))
    )
    days = TIME_DAYS["year"][0]
    upper = high / days if wanted.group("unit2").startswith("m") else high / days + 1
    return _of_ages(Interval(low / days, upper, high_open=True), desk)


def _of_ages(goal: Interval, desk: Desk) -> Settled:
    told = [(_age(fact, goal), fact) for fact in desk.facts.of(FactKind.AGE)]
    return agreed([(state, fact) for state, fact in told if state is not None])


_DIGIT = re.compile(r"\d")
_GROUP = (
    r"(?:newborns?|neonates?|infants?|toddlers?|(?:young |school-age )?children|adolescents?|"
    r"teenagers?|young people|(?:older |young )?adults?|the elderly|seniors?)"
)
_GROUPS = re.compile(rf"\W*{_GROUP}(?:(?:,|,? (?:and|or|and/or)) {_GROUP})+\W*", re.IGNORECASE)
_JOINT = re.compile(r",? (?:and/or|and|or) |, ", re.IGNORECASE)


def age_groups(text: str) -> list[str]:
    """The groups of ages that a population names one beside the other; [] where it names more."""
    return _JOINT.split(text.strip()) if _GROUPS.fullmatch(text) else []


def _age(fact: Fact, goal: Interval) -> FindingState | None:
    low = fact.value if fact.value is not None else 0.0
    by_word = fact.value2 is not None and not _DIGIT.search(fact.quote)  # an infant is below one
    stated = Interval(low, fact.value2 if fact.value2 is not None else low, high_open=by_word)
    if stated.within(goal):
        return MET
    return NOT_MET if stated.apart(goal) else None


def agreed(rows: Sequence[tuple[FindingState, Fact]]) -> Settled:
    """One state if all agree, else open."""
    states = {state for state, _ in rows}
    if len(states) != 1:
        return OPEN
    return Settled(rows[0][0], (rows[0][1],))
