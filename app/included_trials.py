"""What a trial must have included: "six weeks of conservative care, including physical therapy"."""

import re

from app.findings_base import NOT_MET, OPEN, Desk, Settled
from app.findings_marks import Inherited
from app.leaf_compounds import Settle
from app.scope_cues import Scope

_INCLUDED = re.compile(
    r"^\W*[^.;]*?\b(?:fail\w*|trials?|inadequate response|refractory|unresponsive|completed|"
    r"conservative (?:management|therapy|treatment|care))\b[^.;]*?[,(]\s*(?:which (?:must "
    r")?includes?|"
    r"including|to include|must include)\s+(?!but\b|not\b|one\b|any\b|at least\b|some\b|either\b|"
    r"e\.g|those\b)(?P<list>[a-z][\w\s,/'-]{3,120}?)"
    r"(?:\s+for (?:at least |a minimum of |≥ ?)?\d+ \w+(?: each)?)?\)?\W*$",
    re.IGNORECASE,
)
_ALTERNATIVES = re.compile(r"\bor\b|\be\.g\b|\bsuch as\b|/", re.IGNORECASE)
_BARRED = re.compile(
    r"[^.;]{0,40}?\b(?:because|due to|since|as (?:he|she|they)|contraindicat\w*|allerg\w*|cannot|"
    r"can['’]?t|unable|unsafe|not (?:safe|possible))\b",
    re.IGNORECASE,
)
_CUT = re.compile(r",\s*(?:and\s+)?|\s+and\s+", re.IGNORECASE)
_FORM = re.compile(r"^(?:formal|medical-grade|supervised|documented|adequate)\s+", re.IGNORECASE)


def settle_included(text: str, desk: Desk, inherited: Inherited, settle: Settle) -> Settled:
    """NOT_MET where one of the treatments that a trial must include was never had."""
    match = _INCLUDED.match(text)
    if match is None or _ALTERNATIVES.search(match["list"]):
        return OPEN
    for name in _CUT.split(match["list"]):
        bare = _FORM.sub("", name.strip())
        part = _never_had(bare, desk) or settle(f"trial of {bare}", desk, inherited)
        if part.state is NOT_MET and not _is_barred(part, desk):
            return part
    return OPEN


def _never_had(name: str, desk: Desk) -> Settled | None:
    """NOT_MET where a case says that a thing was never used or worn; None else."""
    told = (
        r"\b(?:not|n['’]t|never) (?:yet |ever )?(?:been )?(?:worn|used|tried|had|done|started"
        r"|attended|"
        rf"wearing|using) (?:any |an? |the |his |her )?(?:[\w-]+ "
        rf"){{0,2}}?{re.escape(name.rsplit(maxsplit=1)[-1])}\b"
    )
    unsaid = Scope.FAMILY | Scope.POSSIBLE | Scope.PLANNED | Scope.ASKED
    fact = desk.facts.first_said(re.compile(told, re.IGNORECASE), "never had", unsaid)
    return Settled(NOT_MET, (fact,)) if fact else None


def _is_barred(found: Settled, desk: Desk) -> bool:
    """Whether a case tells why the treatment cannot be had, right behind its denial."""
    return any(
        _BARRED.match(reading.text, fact.char_end)
        for fact in found.facts
        for reading in desk.facts.readings
        if reading.source == fact.source
    )
