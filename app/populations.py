"""Population phrases of Statements: their parts, and whether they leave anybody out."""

import re
from collections.abc import Sequence
from itertools import pairwise

from app.sexes import one_for_each, sex_of
from ingest.ancestry import ANCESTRY
from ingest.lexis import squash

RESTRICTS = re.compile(
    rf"\d|\b(?:{ANCESTRY}|pregnant|hospitali[sz]ed|children|women|men|adolescents?|elderly|older"
    r"|postmenopausal|males?|females?|smok\w+|high-risk|critically|without|on|undergoing"
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


def told_population(population: str, question: str) -> str | None:
    """A population without what nobody says of himself; None where the question denies it."""
    told = _AT_HOME.sub("", population)
    if told != population and _IN_AN_INSTITUTION.search(question):
        return None
    return _AFRICAN.sub("Black", told) if _BLACK.search(question) else told


# One group of OMB Statistical Policy Directive 15 (2024): "Black or African American".
_AFRICAN = re.compile(r"\bAfrican[- ]Americans?\b", re.IGNORECASE)
_BLACK = re.compile(
    r"\b[Bb]lack (?:\w+ )?(?:m[ae]n|wom[ae]n|males?|females?|patients?|pts?|veterans?|vets?|"
    r"adults?|people|persons?|gentleman|lady|guy)\b|\b(?:is|am|are|identif\w+ as) Black\b"
)


def together(parts: Sequence[str], said: str) -> list[str]:
    """Groups that hold together as one text; each for itself where a sentence joins them by "or".

    "in critically ill patients or those with myocardial infarction"
    """
    plain = squash(said)
    either = len(parts) > 1 and all(
        squash(f"{a.strip()} or {b.strip()}") in plain for a, b in pairwise(parts)
    )
    return list(parts) if either else [";".join(parts)]
