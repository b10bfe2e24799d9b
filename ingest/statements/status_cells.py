"""Cells that are a verdict in a word or a sign: "Yes", "✗", "Funded - 1 cycle", "Not a benefit".

Source: benefit grids of plans and of states' handbooks, positions of NHS commissioners, schedules
of laboratory and dental benefits. A legend in a line says what letters mean ("Y = covered").
"""

import re
from dataclasses import dataclass
from functools import lru_cache

from ingest.lexis import words
from ingest.models import Document
from ingest.statements.models import Direction

_HOW = r"(?:(?:routinely|generally|always|normally|currently|usually)\s+)?"
_GIVEN = (
    r"(?:covered|funded|commissioned|payable|paid|reimbursable|reimbursed|allowed|approved|"
    r"approvable|supported|included|eligible|available|provided)"
)
_AGAINST = re.compile(
    rf"(?:no(?=\W*$|\s*[(,;:–-])|never(?: covered)?|[✗✘×❌☒]|disallow(?:ed)?|deny|denied|"
    rf"exclu(?:ded|sion)|not\s+{_HOW}{_GIVEN}|not (?:a (?:covered )?benefit|"
    rf"medically necessary|authori[sz]ed|permitted)|"
    rf"non-?\s?(?:covered|reimbursable|benefit|funded)|we do not (?:pay|cover)|"
    rf"(?:e/i|experimental|investigational|unproven)\b)(?![\w])",
    re.IGNORECASE,
)
_FOR = re.compile(
    rf"(?:(?:yes|always)(?=\W*$|\W*[(,;:–-]|\s+(?:if|when|with|for|after)\b)|[✓✔☑✅]|allow|approve|{_HOW}{_GIVEN}|"
    rf"(?:a )?(?:covered )?benefit|we pay)(?![\w])",
    re.IGNORECASE,
)
_LETTER = {"y": Direction.FOR, "n": Direction.AGAINST}
# Behind a yes: how much, how often, or the office's own step; asks for nothing of a patient
_HOW_MUCH = re.compile(
    r"\W*(?:(?:for )?(?:up to|max(?:imum)?|limit(?:ed)?)\b.*|(?:one|two|once|twice|each|every|"
    r"per|\d)[\w ,/-]*|(?:bi)?(?:annual(?:ly)?|yearly|monthly|weekly)\b.*|"
    r"(?:with|requires?|subject to|needs?|,)? ?(?:prior )?"
    r"(?:(?:authori[sz]ation|approval|review|PA)\b\W*)+(?:required)?|no (?:review|PA|prior \w+).*|"
    r"(?:covered )?benefit)?\W*",
    re.IGNORECASE,
)
# A yes that stands under criteria printed elsewhere
_ELSEWHERE = re.compile(
    r"\b(?:with|see|per|criteria|restrict\w*|conditions?|policy)\b.*\b(?:criteria|below|above|policy|"
    r"guideline|section|restrictions?)\b|\bnote is met\b",
    re.IGNORECASE,
)
_BOUND = re.compile(
    r"\W*(?:only\s+)?(?:with|if|when|where|after|before|for|in|provided|subject to|unless|until|"
    r"within|and|only|on)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Told:
    """What a cell of verdicts says.

    Attributes:
        way: Its direction.
        asked: Where in the cell what is asked for stands, (0, 0) for nothing.
        elsewhere: Whether criteria bind it that stand in another cell or another place.
    """

    way: Direction
    asked: tuple[int, int] = (0, 0)
    elsewhere: bool = False


def told_by(document: Document, cell: str) -> Told | None:
    """What a cell says that opens with a verdict; None of any other cell."""
    bare = cell.strip(" .*†‡")
    meant = _letters(document.text).get(bare.lower())
    if meant is not None:
        if _AGAINST.match(meant):
            return Told(Direction.AGAINST)
        return Told(Direction.FOR, elsewhere=_asks(meant)) if _FOR.match(meant) else None
    if bare.lower() in _LETTER:
        return Told(_LETTER[bare.lower()])
    return _read(cell)


def _asks(meant: str) -> bool:
    return re.search(r"\b(?:when|if|only)\b", meant, re.IGNORECASE) is not None


def _read(cell: str) -> Told | None:
    skip = len(cell) - len(cell.lstrip(" (*"))
    if _AGAINST.match(cell, skip):
        return Told(Direction.AGAINST)
    found = _FOR.match(cell, skip)
    if found is None:
        return None
    rest = cell[found.end() :]
    if _HOW_MUCH.fullmatch(rest):
        return Told(Direction.FOR)
    if _ELSEWHERE.search(rest):
        return Told(Direction.FOR, elsewhere=True)
    if not _BOUND.match(rest):
        return None  # a sentence that only begins like a verdict
    start = found.end() + len(rest) - len(rest.lstrip(" ,;:-–—("))
    return Told(Direction.FOR, asked=(start, len(cell.rstrip(" .)"))))


_ENTRY = re.compile(
    r"(?:^|(?<=[.;,|\n])\s*)(?P<key>[A-Z✓✗✔✘×*•][A-Z/]{0,4})\s*(?:=|–|—|: )\s*"
    r"(?P<meaning>[^.;=|\n]{2,80}?)(?=[.;|\n]|,? [A-Z✓✗✔✘×][A-Z/]{0,4} ?=|$)"
)


@lru_cache(maxsize=8)
def _letters(text: str) -> dict[str, str]:
    """What short forms mean by a line of their own: "Y = covered benefit. N = not a benefit."."""
    found: dict[str, str] = {}
    for line in text.splitlines():
        entries = [m for m in _ENTRY.finditer(line) if "=" in m.group()]
        if len(entries) > 1 and " | " not in line and all(words(m["meaning"]) for m in entries):
            found |= {m["key"].lower(): m["meaning"].strip() for m in entries}
    return found
