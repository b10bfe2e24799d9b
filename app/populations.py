"""Population phrases of Statements: their parts, and whether they leave anybody out."""

import re

from app.sexes import one_for_each, sex_of
from ingest.ancestry import ANCESTRY

RESTRICTS = re.compile(
    rf"\d|\b(?:{ANCESTRY}|pregnant|hospitali[sz]ed|children|women|men|adolescents?|elderly|older"
    r"|postmenopausal|selected|males?|females?|smok\w+|high-risk|critically|without|on|undergoing"
    r"|receiving)\b",
    re.IGNORECASE,
)


# "including those with X", "regardless of X": said of all, and nobody is left out.
_LEAVES_NOBODY_OUT = re.compile(
    r"^\W*(?:including|regardless of|irrespective of|with or without|whether or not)\b",
    re.IGNORECASE,
)


def parts_of(population: str) -> list[str]:
    """What a population phrase asks for, part by part."""
    return [p for p in population.split(";") if p.strip() and not _LEAVES_NOBODY_OUT.match(p)]


def restricts(population: str) -> bool:
    """Whether a population phrase narrows who is meant ("65 years and over") beyond "patients"."""
    parts = parts_of(population)
    if one_for_each(parts):  # limits for men and for women: everybody
        parts = [part for part in parts if not sex_of(part)]
    return any(RESTRICTS.search(part) for part in parts)


# Who lives at home says so to nobody; who lives in an institution is told.
_AT_HOME = re.compile(r"\b(?:community[- ]dwelling|non-?institutionali[sz]ed)\b,? ?", re.IGNORECASE)
_IN_AN_INSTITUTION = re.compile(
    r"\b(?:nursing home|care home|long[- ]term care|skilled nursing|SNF|institutionali[sz]ed)\b"
)


# Who is screened has no symptoms; a question that says so, or asks of screening, is of them.
_ASYMPTOMATIC = re.compile(r"\basymptomatic\b,? ?", re.IGNORECASE)
_SCREENED = re.compile(
    r"\basymptomatic\b|\b(?:no|without) symptoms\b|\bscreen(?:ed|ing)?\b", re.IGNORECASE
)
_ILL = re.compile(r"(?<!a)symptomatic\b|\bsymptoms of\b", re.IGNORECASE)


def told_population(population: str, question: str) -> str | None:
    """A population without what nobody says of himself; None where the question denies it."""
    if _SCREENED.search(question) and not _ILL.search(question):
        population = _ASYMPTOMATIC.sub("", population)
    told = _AT_HOME.sub("", population)
    return None if told != population and _IN_AN_INSTITUTION.search(question) else told
