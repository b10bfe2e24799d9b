"""Women and men: which of them a criterion speaks of, and which the case is."""

import re
from collections.abc import Sequence

from app.fact_models import FactKind
from app.findings_base import MET, NOT_MET, OPEN, Desk, Settled

_WOMEN = r"(?:wom[ae]n|females?|girls?)"
_MEN = r"(?:m[ae]n|males?|boys?)"
FEMALE = re.compile(rf"\b{_WOMEN}\b", re.IGNORECASE)
MALE = re.compile(rf"\b{_MEN}\b", re.IGNORECASE)
# "below 13 g/dL in men or": a limit with the sex that it holds for, and what joins it to the next.
_LIMIT = (
    r"(?P<cmp>(?:at (?:least|most)|(?:less|greater|more|no more|no less) than|below|above|over|"
    r"under|up to|[<>≥≤]=?)\s*)?\d[\d.]*[^,;()\d]*?\s*\b(?:in|for|among|if)\s+(?:an?\s+)?{}\b"
)
_JOIN = r"(?:\s*(?:[,;]|\b(?:and|or)\b))+\s*"


def settle_sex(text: str, desk: Desk) -> Settled | None:
    """The finding of a text that speaks of one sex; None where it speaks of none, or of both."""
    wanted = sex_of(text)
    if not wanted:
        return None
    if desk.sex:
        return Settled(MET if desk.sex == wanted else NOT_MET)
    stated = desk.facts.of(FactKind.SEX)
    pregnant = [f for f in desk.facts.of(FactKind.PREGNANCY) if not f.negated]
    if not stated and pregnant:
        return Settled(MET if wanted == "female" else NOT_MET, (pregnant[0],))
    if not stated or len({fact.name for fact in stated}) > 1:
        return OPEN
    return Settled(MET if stated[0].name == wanted else NOT_MET, (stated[0],))


def sex_of(text: str) -> str:
    """The one sex that a text speaks of, "" where none or both."""
    female, male = FEMALE.search(text), MALE.search(text)
    if bool(female) == bool(male):
        return ""
    return "female" if female else "male"


# Organs and states that only one sex has, in the names of what is asked for and for what.
_OF_ONE_SEX = (
    (
        "female",
        re.compile(
            r"\b(?:cervi(?:x|cal (?:cancer|cytolog\w+|dysplasia|intraepithelial))|ovar\w+|uter\w+|"
            r"endometri\w+|vagin\w+|vulv\w+|pregnan\w+|(?:post|peri|pre)?-?menopaus\w+|prenatal|antenatal|"
            r"postpartum|obstetric\w*|hysterectom\w+|pap (?:smear|test)|hot fl(?:ush|ash)\w*|"
            r"vasomotor symptoms|morning sickness|hyperemesis|lactat\w+|breast-?feed\w*|"
            r"menstrua\w+|menorrhag\w+|fibroids?|(?:heavy|painful|irregular) periods?|"
            r"papanicolaou|mammogra\w+)",
            re.IGNORECASE,
        ),
    ),
    (
        "male",
        re.compile(
            r"\b(?:prostat\w+|testic\w+|peni(?:s|le)|erectile|vasectom\w+|\bPSA\b)",
            re.IGNORECASE,
        ),
    ),
)


def implied_sex(texts: Sequence[str]) -> str:
    """The sex that the names of organs imply ("Pap smear"); "" for none, or for both."""
    found = {sex for sex, pattern in _OF_ONE_SEX for text in texts if pattern.search(text)}
    return found.pop() if len(found) == 1 else ""


def stated_sex(desk: Desk) -> str:
    """The sex that is supposed, or that the case states; "" where neither."""
    names = {fact.name for fact in desk.facts.of(FactKind.SEX)}
    return desk.sex or (names.pop() if len(names) == 1 else "")


def one_for_each(texts: Sequence[str]) -> bool:
    """Whether some of several criteria are for women and some for men."""
    return {"female", "male"} <= {sex_of(text) for text in texts}


def for_sex(text: str, sex: str) -> str:
    """A criterion with the limit for one sex alone ("13 g/dL in men or 12 g/dL in women")."""
    if not (FEMALE.search(text) and MALE.search(text)):
        return text
    other = _MEN if sex == "female" else _WOMEN
    own = _WOMEN if sex == "female" else _MEN
    limit = _LIMIT.format(other)
    for pattern in (rf"{limit}{_JOIN}(?P<digit>\d)?", rf"{_JOIN}{limit}"):
        shorter = re.sub(pattern, _kept, text, count=1, flags=re.IGNORECASE)
        if shorter != text:
            return re.sub(
                rf"\s*\b(?:in|for|among|if)\s+(?:an?\s+)?{own}\b", "", shorter, flags=re.IGNORECASE
            )
    return text


def _kept(limit: re.Match[str]) -> str:
    """What stays of a limit for the other sex: its comparator, where the next number has none."""
    digit = limit.groupdict().get("digit")
    return f"{limit.group('cmp') or ''}{digit}" if digit else " "
