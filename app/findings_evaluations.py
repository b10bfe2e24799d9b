"""What was examined: "tuberculosis evaluation completed" against "TB neg 9/26".

A criterion that asks for no more than that an examination was done, or was negative, is read whole;
one that says when, or by whom, is left to others.
"""

import re
from collections.abc import Iterator

from app.evaluations import EXAMINATIONS, Examination
from app.fact_models import Fact, FactKind, Reading
from app.findings_base import MET, NOT_MET, OPEN, Desk, Settled, joined
from app.scope_cues import Scope
from ingest.statements.models import Join

_DONE = re.compile(
    r"\b(?:obtained|done|performed|completed|evaluat\w+|assess\w+|measured|checked|reviewed|"
    r"tested|testing|screen\w*|tests?|exam(?:ination|ined)?s?|determined|clearance|undergone)\b",
    re.IGNORECASE,
)
_CLEAN = re.compile(
    r"\b(?:(?:are|is|was|were|with)\s+)?(?:negative|normal|no (?:active|evidence of) infection|"
    r"ruled out|passed|within normal limits)\b(?:\s+for)?",
    re.IGNORECASE,
)
_REST = re.compile(
    r"\b(?:(?:prior to|before|at)\s+(?:the\s+)?(?:initiat\w+|start\w*|first dose|beginning|"
    r"therapy|treatment|surgery|baseline)(?:\s+(?:of\s+)?(?:an?\s+|"
    r"the\s+)?(?:[\w/-]+\s+)?(?:therapy|treatment|drug|medication|inhibitor|infusion))?|an?|the|"
    r"has|have|had|been|was|were|is|are|be|must|member|patient|pediatric|patients|of|for|and|or|"
    r"in|with|on|baseline|recent|documented|documentation|results?|levels?|serum|pre-?operative|"
    r"pre-?treatment|to|status|serology|virus|infection)\b|[(),;:.]",
    re.IGNORECASE,
)
_GOOD = (
    r"(?:neg(?:ative)?|non-?reactive|normal|nl|nml|ok(?:ay)?|fine|clear(?:ed)?|clean|good|wnl|"
    r"within normal|unremarkable|passed|not (?:detected|reactive))"
)
_BAD = r"(?:pos(?:itive)?|reactive|abnormal|elevated|detected|failed)"
_RESULT = re.compile(
    r"[\s,:=(–-]*(?:(?:tests?|screens?|panel|levels?|results?|study|evals?|evaluation|exams?|is|"
    r"are|was|were|all|both|baseline|came back|last|on|in|for|today|stain|x "
    rf"?\d)\s+){{0,4}}(?:(?P<good>{_GOOD})|(?P<bad>{_BAD})|(?P<done>done|completed|checked|"
    r"obtained|attached|on file|reviewed|drawn|shows?|showed|up|high|low|mild\w*|borderline|"
    r"stable|[<>≈~]?\s?\d+(?:[.,]\d+)?))\b",
    re.IGNORECASE,
)
_AHEAD = re.compile(
    rf"\b(?:(?P<good>{_GOOD})|(?P<bad>{_BAD})|(?P<done>had|passed|got|did|completed|"
    r"underwent))\s+(?:an?\s+|the\s+|his\s+|her\s+|in \w+ )?$",
    re.IGNORECASE,
)
_NEVER = re.compile(
    r"[\s,:=(–-]*(?:(?:test|screen|study|eval\w*|exam\w*|has|have|was|were|is|are)\s+){0,2}(?:not "
    r"(?:yet )?(?:been )?(?:done|tested|checked|obtained|performed|completed|drawn|measured)|"
    r"never(?: (?:been )?(?:done|tested|checked))?(?=\s*(?:[.,;)]|$))|not yet)\b",
    re.IGNORECASE,
)
_NEVER_AHEAD = re.compile(
    r"\b(?:no|never had|has not had|hasn['’]?t had|without|never did|did not "
    r"have)\s+(?:an?\s+|any\s+|formal\s+|recent\s+)?$",
    re.IGNORECASE,
)
_TO_COME = re.compile(
    r"[\s,:=(–-]*(?:\w+\s+){0,3}(?:pending|scheduled|planned|ordered|to be done|tomorrow|"
    r"next|awaited|requested)\b",
    re.IGNORECASE,
)
_FRONT = 30  # characters


def settle_evaluation(text: str, desk: Desk) -> Settled | None:
    """The finding of a criterion that asks only that something was examined, or was negative.

    Returns:
        None where it asks for something else, or where the case does not speak of it.
    """
    clean = _CLEAN.search(text) is not None
    if not clean and not _DONE.search(text):
        return None
    named = wanted_examinations(text)
    if not named:
        return None
    found = [_of(one, desk, clean=clean) for one in named]
    either = re.search(r"\bor\b", text, re.IGNORECASE) is not None
    told = joined(Join.ANY_OF if either else Join.ALL_OF, found)
    return told if told.facts else None


def wanted_examinations(text: str) -> tuple[Examination, ...]:
    """The examinations of a criterion of which nothing else is left; () where something is."""
    rest = text
    named: list[Examination] = []
    for one in EXAMINATIONS:
        if one.wanted.search(rest):
            named.append(one)
            rest = one.wanted.sub(" ", rest)
    rest = _REST.sub(" ", _CLEAN.sub(" ", _DONE.sub(" ", rest)))
    return () if rest.strip(" -/") else tuple(named)


def _of(one: Examination, desk: Desk, *, clean: bool) -> Settled:
    told = [t for reading in desk.facts.readings for t in _told(reading, one)]
    kinds = {kind for kind, _ in told}
    if not told or ("never" in kinds and len(kinds) > 1):
        return OPEN
    facts = (told[0][1],)
    if "never" in kinds:
        return Settled(NOT_MET, facts) if not clean else OPEN
    if not clean:
        return Settled(MET, facts)
    if kinds == {"good"}:
        return Settled(MET, facts)
    return Settled(NOT_MET, facts) if kinds == {"bad"} else OPEN


def _told(reading: Reading, one: Examination) -> Iterator[tuple[str, Fact]]:
    """What a text says of an examination: good, bad, done or never, each with its words."""
    text = reading.text
    for match in one.stated.finditer(text):
        low = max(0, match.start() - _FRONT)
        if reading.scope_at(*match.span()) & Scope.FAMILY or _TO_COME.match(text, match.end()):
            continue
        ahead, never = (
            _AHEAD.search(text, low, match.start()),
            _NEVER_AHEAD.search(text, low, match.start()),
        )
        behind, not_done = _RESULT.match(text, match.end()), _NEVER.match(text, match.end())
        if never or not_done:
            start, end = never.start() if never else match.start(), (not_done or match).end()
            yield "never", reading.fact(FactKind.FINDING, start, end, name=one.name, negated=True)
        elif behind or ahead:
            said = behind or ahead
            kind = str(said.lastgroup) if said else ""
            start = match.start() if behind or not ahead else ahead.start()
            end = behind.end() if behind else match.end()
            yield kind, reading.fact(FactKind.FINDING, start, end, name=one.name)
