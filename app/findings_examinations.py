"""Tests by their results in words: "TB neg", "LFTs ok", "normal TSH", "HLA-B27+".

A criterion that asks for a test to be done is met by any result of it; one that asks for a result,
or for a finding to be excluded, by that result. A test that is only named settles nothing.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from app.examination_names import EXAMINATIONS, Examination
from app.fact_models import Fact, FactKind, Reading
from app.findings_base import MET, NOT_MET, OPEN, Desk, Settled, joined
from app.measures import norm_set, norms
from app.scope_cues import Scope
from ingest.statements.models import Join


class Result(StrEnum):
    """What is told of a test."""

    NORMAL = "normal"
    ABNORMAL = "abnormal"
    DONE = "done"
    MISSING = "missing"


_FINE = (
    r"neg(?:ative)?|non-?reactive|clear|clean|ok(?:ay)?|fine|normal|nl|wnl|within normal(?: "
    r"limits)?|"
    r"unremarkable|benign|NILM|not detected|undetectable|cleared|passed|good|\(-\)|"
    r"(?:no |without )(?:problems?|issues?|abnormalit\w+)"
)
_BAD = r"pos(?:itive)?|\+|reactive|detected|abnormal|high|raised|elevated|low|\(\+\)"
_BESIDE = (
    r"(?:[ ,:=/&]|\b(?:tests?|tested|testing|screen(?:ing)?|panel|status|work-?up|scan|"
    r"level|levels|"
    r"results?|was|were|is|are|came back|all|still|both|today|now|and|core|ab|ag|antibod(?:y|ies)|"
    r"eval(?:uation)?|exam|blood|urine|count|in|on|at|her|his|my|the|visit|bili(?:rubin)?|ALT|AST|"
    r"PCR|baseline|lipids?|last week|this (?:week|month)|January|February|March|April|May|June|"
    r"July|August|September|October|November|December)\b)*"
)
_BEHIND: tuple[tuple[Result, re.Pattern[str]], ...] = (
    (
        Result.MISSING,
        re.compile(
            rf"{_BESIDE}(?:not (?:been )?(?:done|checked|obtained|ordered|drawn|yet|sent|back|"
            r"available)|never|missing|"
            r"pending|declined|refused|booked|scheduled|ordered|due|unknown|\?|none|"
            r"no(?=\s*(?:[.,;)]|$)))\b",
            re.IGNORECASE,
        ),
    ),
    (Result.NORMAL, re.compile(rf"{_BESIDE}(?:{_FINE})(?!\w|[- ](?:pressure|flow))", re.I)),
    (Result.ABNORMAL, re.compile(rf"{_BESIDE}(?:{_BAD})(?!\w|[- ](?:risk|dose))", re.I)),
    (
        Result.DONE,
        re.compile(
            rf"{_BESIDE}(?:done|completed|checked|obtained|attached|on file|reviewed|drawn)\b",
            re.IGNORECASE,
        ),
    ),
    (
        Result.DONE,
        re.compile(
            r"(?:[ :=<>~]|\b(?:is|was|of|at|level|up|trough)\b)*(?P<n>\d+(?:\.\d+)?)(?! "
            r"?(?:/\d|wks?|"
            r"weeks?|mo|months?|years?|yrs?|x\b|times))",
            re.IGNORECASE,
        ),
    ),
)
_BEFORE: tuple[tuple[Result, re.Pattern[str]], ...] = (
    (
        Result.MISSING,
        re.compile(
            r"\b(?:no|never had|not had|without|await\w*|pending|needs?|order\w*|schedul\w*|"
            r"contact|refus\w+|declin\w+)\s+(?:an?\s+|the\s+|any\s+)?(?:\w+\s+)?$",
            re.IGNORECASE,
        ),
    ),
    (
        Result.NORMAL,
        re.compile(r"\b(?:negative|neg|normal|nl|clear|clean|unremarkable)\s+(?:\w+\s+)?$", re.I),
    ),
    (Result.ABNORMAL, re.compile(r"\b(?:positive|pos|abnormal|elevated)\s+(?:\w+\s+)?$", re.I)),
    (
        Result.DONE,
        re.compile(r"\b(?:had|passed|completed|underwent)\s+(?:an?\s+|the\s+)?$", re.IGNORECASE),
    ),
)
_OLD = re.compile(
    r"[^.;,]{0,30}?\b(?:(?:\d+|two|three|four|five|ten|several|many) ?(?:years?|yrs?|y) ago|"
    r"last year|years ago)\b",
    re.IGNORECASE,
)
_UNSAID = Scope.FAMILY | Scope.PLANNED | Scope.UNCLEAR | Scope.ASKED | Scope.POSSIBLE

_WANTS_NONE = re.compile(
    r"\b(?:negative|normal|excluded|ruled out|no|not|absence of|absent|without|free of|fine|"
    r"unremarkable|adequate|cleared|clearance)\b",
    re.IGNORECASE,
)
_WANTS_SOME = re.compile(r"\b(?:positive|positivity|abnormal|elevated|detected)\b", re.IGNORECASE)
_WANTS_DONE = re.compile(
    r"\b(?:obtained|performed|completed|measured|assessed|documented|checked|done|available|"
    r"provided|recorded|submitted|attached|determined|evaluated|evaluation|assessment|reviewed|"
    r"on file|carried out|tested|testing|screening|screened|examination|baseline|measurement)\b",
    re.IGNORECASE,
)
_BY_THEN = re.compile(
    r"\b(?:(?:prior to|before|at)\s+(?:the\s+)?(?:initiat\w+|start\w*|beginning|first dose|"
    r"baseline|"
    r"treatment|therapy|enrol\w+|surgery)(?:\s+(?:of\s+)?(?:an?\s+|the\s+)?(?:treatment|therapy|"
    r"[A-Z]{2,4} inhibitor|drug))?|at baseline|baseline|in (?:pediatric|adult) patients|"
    r"(?:and|has been|was|is) considered(?: and)?|as a cause of \w+)\b",
    re.IGNORECASE,
)
# A test that is positive shows an infection, and not that it is active.
_ACTIVE = re.compile(r"\bactive\b", re.IGNORECASE)
_SEVERAL = 2
_SAID = norm_set(
    "negative normal excluded ruled out positive positivity abnormal elevated detected obtained "
    "performed completed measured assessed documented checked done available provided recorded "
    "submitted attached determined evaluated evaluation assessment reviewed file carried tested "
    "testing screening screened examination baseline measurement test tests result results level "
    "levels serum blood has have been was were is are the member patient documentation active "
    "infection serology known report adequate values value considered presence evidence history "
    "not no absent fine unremarkable antibody antibodies panel laboratory work workup function "
    "status completion current recent both"
)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a criterion wants of a test: NORMAL, ABNORMAL, or DONE for any result.

    `shown` where it names what the test shows, and not the test.
    """

    test: Examination
    result: Result
    shown: bool


def settle_examination(text: str, desk: Desk) -> Settled | None:
    """The finding of a criterion that is about tests alone; None for others."""
    told = [
        part
        for w in _each_alone(text)
        if (part := _held(w, desk)).state in {MET, NOT_MET} and not _beyond(text, w, part)
    ]
    if told:
        return told[0] if len({part.state for part in told}) == 1 else None
    if not (several := _several(text)):
        return None
    either = re.search(r"\bor\b", text, re.IGNORECASE)
    found = joined(Join.ANY_OF if either else Join.ALL_OF, [_held(w, desk) for w in several])
    return found if found.facts else None


@lru_cache(maxsize=20_000)  # criteria are the same from question to question
def _each_alone(text: str) -> tuple[Wanted, ...]:
    """The tests each of which is all that a text names; two where one name may mean either."""
    return tuple(w for one in EXAMINATIONS if (w := _wanted(text, one)))


@lru_cache(maxsize=20_000)
def _several(text: str) -> tuple[Wanted, ...]:
    """The tests of a text that names several and nothing else; () for others."""
    rest, named = _BY_THEN.sub(" ", text), list[Examination]()
    for one in EXAMINATIONS:
        if one.wanted.search(rest):
            named.append(one)
            rest = one.wanted.sub(" ", rest)
    if len(named) < _SEVERAL or set(norms(rest)) - _SAID:
        return ()
    result = _result_in(rest, text)
    return tuple(Wanted(one, result, shown=False) for one in named) if result else ()


def _wanted(text: str, test: Examination) -> Wanted | None:
    """What a text asks of a test, where it names nothing else."""
    bare = _BY_THEN.sub(" ", text)
    shown = test.shows.search(bare) if test.shows else None
    match = shown or test.wanted.search(bare)
    if match is None:
        return None
    rest = test.wanted.sub(" ", f"{bare[: match.start()]} {bare[match.end() :]}")
    if set(norms(rest)) - _SAID:
        return None
    if result := _result_in(rest, "" if shown else text):
        return Wanted(test, result, bool(shown))
    return Wanted(test, Result.ABNORMAL, shown=True) if shown else None


def _result_in(rest: str, text: str) -> Result | None:
    """What the words beside the names of tests want of them.

    `text` is all of the criterion; "" where it names what a test shows ("hearing loss at
    baseline").
    """
    if _WANTS_NONE.search(rest):
        return Result.NORMAL
    if _WANTS_SOME.search(rest):
        return Result.ABNORMAL
    return Result.DONE if _WANTS_DONE.search(rest) or "baseline" in text.lower() else None


def _beyond(text: str, wanted: Wanted, part: Settled) -> bool:
    """Whether a positive test does not prove what is wanted: that it is there, or active."""
    if not wanted.shown or wanted.result is Result.DONE:
        return False
    positive = (part.state is MET) is (wanted.result is Result.ABNORMAL)
    proves = wanted.test.proves or wanted.result is Result.NORMAL
    return positive and (not proves or _ACTIVE.search(text) is not None)


def _held(wanted: Wanted, desk: Desk) -> Settled:
    told = [row for reading in desk.facts.readings for row in results_in(reading, wanted.test)]
    kinds = {result for result, _ in told}
    facts = tuple(fact for _, fact in told)[:1]
    if wanted.result is Result.DONE:
        given = kinds - {Result.MISSING}
        if given:
            return Settled(MET, tuple(f for r, f in told if r in given)[:1])
        return Settled(NOT_MET, facts) if kinds and _never(told) else OPEN
    kinds -= {Result.DONE}
    facts = tuple(fact for result, fact in told if result in kinds)[:1]
    if kinds == {wanted.result}:
        return Settled(MET, facts)
    return OPEN if len(kinds) != 1 or Result.MISSING in kinds else Settled(NOT_MET, facts)


def _never(told: list[tuple[Result, Fact]]) -> bool:
    """Whether a test was not done, and is not only awaited."""
    return any(
        re.search(r"\bno\b|\bnot\b|\bnever\b", fact.quote, re.IGNORECASE) for _, fact in told
    )


def results_in(reading: Reading, test: Examination) -> Iterator[tuple[Result, Fact]]:
    """What a text tells of a test, with the words."""
    for match in test.noted.finditer(reading.text):
        if reading.scope_at(*match.span()) & _UNSAID or _OLD.match(reading.text, match.end()):
            continue
        found = _beside(reading.text, match, test)
        if found:
            result, start, end = found
            yield result, reading.fact(FactKind.FINDING, start, end, name=match.group())


def _beside(text: str, match: re.Match[str], test: Examination) -> tuple[Result, int, int] | None:
    for result, pattern in _BEFORE:
        if before := pattern.search(text, max(0, match.start() - 30), match.start()):
            return result, before.start(), match.end()
    for result, pattern in _BEHIND:
        if behind := pattern.match(text, match.end()):
            number = behind.groupdict().get("n")
            if number and test.low is not None and test.high is not None:
                fine = test.low <= float(number) <= test.high
                return (Result.NORMAL if fine else Result.ABNORMAL), match.start(), behind.end()
            return result, match.start(), behind.end()
    return None
