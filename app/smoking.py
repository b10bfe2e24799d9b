"""Whether somebody smokes, has smoked or never did, and since when not: told like age and sex.

Criteria of screening and of elective surgery ask for it in a handful of standing phrases.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from math import inf

from app.dates import times_ago
from app.fact_models import Fact, FactKind, Reading
from app.findings_base import MET, NOT_MET, OPEN, Desk, Settled
from app.numbers_printed import number
from app.quantities import NUMBER_WORD, TIME_DAYS, Interval, time_unit
from app.scope_cues import Scope

_N = rf"(?:\d+|{NUMBER_WORD})"
_TIME = rf"(?P<n>{_N})\s*(?P<unit>days?|weeks?|months?|years?)"
_WANTED: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (kind, re.compile(pattern, re.IGNORECASE))
    for kind, pattern in (
        (
            "recent",
            r"\b(?:current(?:ly)?\s+smok\w+\b[^.;]{0,30}?\b(?:or|"
            r"and)\b[^.;]{0,40}?|former smokers?,\s+(?:ha(?:s|ve)\s+)?)"
            r"\bquit\b[^.;]{0,20}?\bwithin\s+(?:the\s+)?(?:past|last|"
            rf"previous)\s+{_TIME}",
        ),
        (
            "abstinent",
            r"\b(?:non-?smok(?:ers?|ing)|abstin\w+ from (?:smoking|tobacco|nicotine)|"
            r"(?:tobacco|smoke|nicotine)[- ]free|not smoked|no (?:smoking|tobacco use|nicotine use|"
            r"(?:use of )?(?:tobacco|nicotine)(?: products?| use)?)|refrain\w* from (?:smoking|"
            r"tobacco|nicotine)|(?:tobacco|nicotine|smoking) (?:abstinence|cessation)|"
            r"stopped smoking|quit smoking)\b[^.;]{0,20}?\b(?:for|of)\s+(?:at least\s+|a minimum "
            rf"of\s+)?{_TIME}(?:\s+(?:or more|or longer))?",
        ),
        ("never", r"\bnever\s+smoked\b|\bnever[- ]smokers?\b"),
        ("none", r"\bnon-?smokers?\b"),
        (
            "ever",
            r"\bever\s+smoked\b|\b(?:current or (?:former|past)|former or current) smokers?\b|"
            r"\bsmoked at any time\b",
        ),
        (
            "current",
            r"\bcurrent(?:ly)? smok\w+\b|(?<=\bnot )smoke\b(?! for)|\b(?:current|active) "
            r"(?:tobacco|nicotine|cigarette) (?:use|users?|smoking|smokers?)\b|\bactive(?:ly)? "
            r"smok\w+\b|\bcontinu\w+ (?:to smok\w+|(?:cigarette )?smoking|tobacco use|to use "
            r"tobacco)\b|\b(?:ongoing|persistent) (?:smoking|tobacco use)\b|"
            r"(?<=\bnot )use (?:tobacco|nicotine|cigarettes)\b(?:\s+products)?|\buses "
            r"(?:tobacco|nicotine)\b",
        ),
        (
            "stopped",
            r"\b(?:has |have |had )?(?:stopped|quit|ceased) smoking\b(?!\s+(?:for|at least))",
        ),
    )
)
_STATED: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (kind, re.compile(pattern, re.IGNORECASE))
    for kind, pattern in (
        (
            "never",
            r"\bnever[- ]smok\w+|\b(?:life-?long |is a |a )?non-?smoker|\bno (?:history of "
            r")?(?:smoking|tobacco)(?: use| history)?|\bdenies (?:smoking|tobacco)|\bhas never "
            r"smoked|\bnever (?:touched|had|used|tried) (?:an? |any )?(?:cigarettes?|tobacco)|"
            r"\b(?:smok(?:es|ing)|tob(?:acco)?)(?: use)?\s*[:=]?\s*(?:never|none|no|"
            r"denies)(?=\s*(?:[.,;)]|$))|\bnon-? ?smok(?:er|ing)",
        ),
        (
            "not",
            r"\bnot (?:a )?smok(?:er|ing)\b|\b(?:doesn['’]?t|does not|don['’]?t|do not) smoke\b",
        ),
        (
            "current",
            r"\bsmok(?:es?|er|ing)\s+(?:about\s+)?(?:half|½|1/2|an?|one|two|\d+)\s*(?:an? "
            r")?(?:packs?|ppd|cig\w*)|(?:½|1/2|\d+(?:\.\d+)?)\s*ppd\b(?! x)|\bstill smok\w+",
        ),
        ("current", r"\bsmoked\b[^.;]{0,60}\bstill (?:does|is|do|smok\w+)\b"),
        (
            "former",
            r"\b(?:gave up|given up) (?:the )?(?:fags|cigarettes|cigs|smoking|tobacco)|\bquit "
            r"(?:smok\w+|tobacco)|\b(?:former|ex|past|previous)[- ]?smoker|\b(?:quit|stopped)(?: "
            r"smoking| tobacco)?(?=\W|$)|\bused to smoke|\bno longer smokes|(?<!never )\bsmoked\b",
        ),
        (
            "current",
            r"\b(?:current|active|daily|heavy|continues|still)(?:ly)?[- ](?:to )?smok\w+|"
            r"\bsmokes\b|(?<!non-)(?<!former )(?<!ex-)(?<!ex )(?<!past )(?<!previous )(?<!never "
            r")(?<!non )\bsmokers?\b|\bwho (?:currently )?smoke\b|\btobacco user\b|"
            r"\buses tobacco\b",
        ),
        ("ever", r"\b\d+[\s-]*pack[\s-]*years?\b"),
    )
)
_LONG_AGO = 180  # days since somebody stopped, after which he counts as a nonsmoker
_QUIT = re.compile(
    rf"\b(?:quit|stopped)\b[^.;,]{{0,20}}?\b{_TIME}\s+ago\b|\b(?:smoke|tobacco)[- ]free for "
    rf"(?P<m>{_N})\s*(?P<unit2>days?|weeks?|months?|years?)",
    re.IGNORECASE,
)

_GIVEN_UP = re.compile(
    r"\b(?:quit|stopped|gave up)(?: (?:smoking|cigarettes|tobacco))?\s+(?:in|since|around|on)?\s*$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Smoking:
    """What a text says of smoking: never, former, current, not (now), ever; days since given up."""

    kind: str
    fact: Fact
    days: Interval | None = None


def wanted_smoking(text: str) -> tuple[str, re.Match[str]] | None:
    """What a criterion asks for, and where; None where it asks for nothing of the kind."""
    for kind, pattern in _WANTED:
        if match := pattern.search(text):
            return kind, match
    return None


def settle_smoking(kind: str, match: re.Match[str], desk: Desk) -> Settled:
    """The finding of one of the standing phrases."""
    used = _by_nicotine(match, desk) if kind == "abstinent" else None
    return used or _settled(kind, match, desk)


def _settled(kind: str, match: re.Match[str], desk: Desk) -> Settled:
    day = desk.facts.day
    stated = [s for reading in desk.facts.readings for s in _stated(reading, day)]
    kinds = {s.kind for s in stated}
    if not kinds or {"never", "current"} <= kinds or {"never", "former"} <= kinds:
        return OPEN
    facts = (next(s.fact for s in stated),)
    if kind in {"ever", "never"}:
        if kinds == {"not"}:
            return OPEN  # who does not smoke may have smoked
        wants_never = kind == "never"
        return Settled(MET if ("never" in kinds) is wants_never else NOT_MET, facts)
    if kind in {"stopped", "none"}:
        told = {"current": NOT_MET, "former": MET}
        found = next((Settled(told[k], facts) for k in ("current", "former") if k in kinds), OPEN)
        return found if kind == "stopped" else _no_smoker(stated, kinds, facts)
    if kind == "current":
        told = {"current": MET, "former": NOT_MET, "never": NOT_MET, "not": NOT_MET}
        return next((Settled(told[k], facts) for k in told if k in kinds), OPEN)
    return _since(kind, match, stated, kinds, facts)


# Nicotine by another way than smoking: fails who must be free of nicotine or tobacco, no other
_NICOTINE = re.compile(
    r"(?<!no longer )\b(?:vapes|vaping|(?:still )?uses? (?:e-?cig\w*|a vape|nicotine pouches|"
    r"chewing tobacco|snus|dip)|chews tobacco)\b|\bcotinine(?: test| level)?(?: is| was|:)? "
    r"(?:positive|pos|elevated)\b|\bpositive (?:for )?cotinine\b",
    re.IGNORECASE,
)
_ENDED = re.compile(
    r"\b(?:quit|stopped|stop|gave up|cotinine[^.;]{0,40}\bneg\w*|negative (?:for )?cotinine"
    r"|nicotine "
    r"(?:patch\w*|replacement|gum))\b",
    re.IGNORECASE,
)
_FREE_OF_IT = re.compile(r"\b(?:nicotine|tobacco)\b", re.IGNORECASE)
_NOT_NOW = Scope.DENIED | Scope.FAMILY | Scope.RESOLVED | Scope.POSSIBLE


def _by_nicotine(match: re.Match[str], desk: Desk) -> Settled | None:
    """NOT_MET where nicotine is used that must be given up; None else."""
    found = desk.facts.first_said(_NICOTINE, "nicotine", _NOT_NOW)
    ended = any(_ENDED.search(reading.text) for reading in desk.facts.readings)
    wanted = _FREE_OF_IT.search(match.group()) and not ended
    return Settled(NOT_MET, (found,)) if found and wanted else None


def _no_smoker(stated: list[Smoking], kinds: set[str], facts: tuple[Fact, ...]) -> Settled:
    """A nonsmoker of now; who stopped weeks ago, or nobody knows when, may not be one yet."""
    if "current" in kinds:
        return Settled(NOT_MET, facts)
    if kinds & {"never", "not"}:
        return Settled(MET, facts)
    quit_ = next((s for s in stated if s.days is not None), None)
    long_ago = quit_ is not None and quit_.days is not None and quit_.days.low >= _LONG_AGO
    return Settled(MET, (quit_.fact,)) if quit_ and long_ago else OPEN


def _since(
    kind: str, match: re.Match[str], stated: list[Smoking], kinds: set[str], facts: tuple[Fact, ...]
) -> Settled:
    """Smokers of now or of late, and those who have given it up for long enough."""
    n = number(match.group("n")) or 0
    few, many = TIME_DAYS[time_unit(match.group("unit"))]
    recent = kind == "recent"
    if "never" in kinds:
        return Settled(NOT_MET if recent else MET, facts)
    quit_ = next((s for s in stated if s.days is not None), None)
    if quit_ is None or quit_.days is None:
        return Settled(MET if recent else NOT_MET, facts) if "current" in kinds else OPEN
    goal = Interval(high=n * many) if recent else Interval(low=n * few)
    if quit_.days.within(goal):
        return Settled(MET, (quit_.fact,))
    return Settled(NOT_MET, (quit_.fact,)) if quit_.days.apart(goal) else OPEN


def _stated(reading: Reading, day: date | None) -> Iterator[Smoking]:
    taken: list[tuple[int, int]] = []
    for kind, pattern in _STATED:
        for match in pattern.finditer(reading.text):
            scope = reading.scope_at(*match.span())
            if scope & (Scope.FAMILY | Scope.PLANNED) or any(
                low < match.end() and match.start() < high for low, high in taken
            ):
                continue
            taken.append(match.span())
            if scope & Scope.DENIED and kind not in {"never", "not"}:
                kind_ = "never" if kind == "ever" else ""
                if not kind_:
                    continue
            else:
                kind_ = kind
            yield Smoking(kind_, reading.fact(FactKind.FINDING, *match.span(), name="smoking"))
    yield from _given_up(reading, day)


def _given_up(reading: Reading, day: date | None) -> Iterator[Smoking]:
    """When somebody gave it up: so long ago, or on a date."""
    for match in _QUIT.finditer(reading.text):
        printed = match.group("n") or match.group("m")
        few, many = TIME_DAYS[time_unit(match.group("unit") or match.group("unit2"))]
        n = number(printed) or 0
        fact = reading.fact(FactKind.FINDING, *match.span(), name="given up")
        yield Smoking("former", fact, Interval(n * few, n * many if n else inf))
    for few, many, start, end in times_ago(reading.text, 0, len(reading.text), day) if day else ():
        if given_up := _GIVEN_UP.search(reading.text[:start]):
            fact = reading.fact(FactKind.FINDING, given_up.start(), end, name="given up")
            yield Smoking("former", fact, Interval(few, many))
