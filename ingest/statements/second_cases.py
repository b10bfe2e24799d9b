"""The cases of a refusal: "is not covered in members with A, or in combination with B".

Read as one, the second case was lost or asked for beside the first, and who had either of them was
not refused.
"""

import re
from dataclasses import replace

from ingest.statements.clause import Clause
from ingest.statements.cues import BEFORE, CueMatch
from ingest.statements.models import Basis, Direction
from ingest.statements.slot_patterns import PEOPLE
from ingest.statements.slots import Slots

_TOGETHER = re.compile(
    r",?\s+(?:or|and|nor)\s+(?P<told>(?:(?:when|if|while)\s+)?(?:it is\s+)?"
    r"(?:(?:used|given|taken|prescribed|administered)\s+)?(?:in (?:combination|conjunction)|"
    r"together|concurrently|concomitantly|along)\s+with\s+\S[^;:]*?)[\s.,]*$",
    re.IGNORECASE,
)
# "is denied when A, and in members with B": the "and" tells another case
_PEOPLE = re.compile(
    rf",?\s+(?:or|and|nor)\s+(?:in|for|to)\s+(?:any\s+)?{PEOPLE}\s+(?:with|having|who|that)\s+"
    r"(?P<told>\S[^;:]*?)[\s.,]*$",
    re.IGNORECASE,
)
# "for members with A or with B that is not treated"
_OR_WITH = re.compile(r",?\s+(?:or|nor)\s+with\s+(?P<told>\S[^;:]*?)[\s.,]*$", re.IGNORECASE)
_WHEN = re.compile(r"^\W*(?:when|if|while|where)\s", re.IGNORECASE)
_OF_PEOPLE = re.compile(
    rf"^\W*(?:(?:for|in|to)\s+)?(?:any\s+)?{PEOPLE}\s+(?:with|having|who|that|younger|older|under|over|"
    r"aged?|less|below|above)\s",
    re.IGNORECASE,
)


_SUCH = rf"(?:for|in)\s+(?:[\w-]+\s+){{0,2}}?{PEOPLE}\s+(?:with|who have)\s"
# "covers X for people with A, and for people with B who have C": C is asked of those with B alone
_OTHERS = re.compile(
    rf"(?P<one>{_SUCH}[^,;:()]+?),?\s+and\s+(?P<two>{_SUCH}[^;:]+?\s(?:who|when|if)\s[^;:]+)$",
    re.IGNORECASE,
)


def second_people(clause: Clause, match: CueMatch) -> tuple[str, str] | None:
    """A sentence that covers, once for each of two groups of people; None for one group."""
    cue = match.cue
    if cue.direction is not Direction.FOR or cue.basis is not Basis.COVERAGE:
        return None
    found = _OTHERS.search(clause.text, match.end)
    if found is None:
        return None
    front = clause.text[: found.start("one")]
    return f"{front}{found['one']}", f"{front}{found['two']}"


def second_case(clause: Clause, match: CueMatch) -> tuple[Clause, str] | None:
    """A refusal up to its second case, and that case; None where it has but one."""
    cue = match.cue
    if cue.side != BEFORE or cue.direction is not Direction.AGAINST:
        return None
    if cue.basis is not Basis.COVERAGE:
        return None
    behind = clause.text[match.end :]
    first = _WHEN.match(behind) or _OF_PEOPLE.match(behind)
    patterns = (_TOGETHER, _PEOPLE, _OR_WITH) if first else ()
    found = next((m for p in patterns if (m := p.search(behind))), None)
    if not found:
        return None
    return replace(clause, text=clause.text[: match.end + found.start()]), found["told"]


# "must not be given together with a JAK inhibitor": refused beside it
_BESIDE = re.compile(
    r"^\s*(?P<told>(?:given|used|taken|administered|prescribed|combined|co-?administered)"
    r"(?:\s+(?:[a-z]+ly|together|concurrent|along|in (?:combination|conjunction)))?\s+with\s+"
    r"\S[^;:]*?)[\s.,]*$",
    re.IGNORECASE,
)
# "Replacement because of misuse is not covered": refused where that is why
_WHY = re.compile(
    r"\s(?P<why>(?:(?:because of|due to|resulting from|caused by|necessitated by|on account of)\s+"
    r"[^,;:()]+?|(?:over|above|beyond|exceeding|in excess of|that exceeds?)\s+(?:(?:the|this|these|"
    r"stated|quantity|dos(?:e|ing|age)|daily)\s+)*limits?))\s*$",
    re.IGNORECASE,
)


def with_reason(clause: Clause, match: CueMatch, slots: Slots) -> Slots:
    """A refusal's slots with the reason, or what is given beside it, for which it is refused."""
    cue = match.cue
    refuses = cue.side == BEFORE and cue.direction is Direction.AGAINST
    if not refuses or cue.basis is not Basis.COVERAGE:
        return slots
    if beside := _BESIDE.match(clause.text[match.end :]):
        return of_second_case(slots, beside["told"])
    found = _WHY.search(clause.text[: match.start])
    if found is None or slots.groups:
        return slots
    return replace(slots, criteria=(*slots.criteria, found["why"]))


def of_second_case(first: Slots, told: str) -> Slots:
    """The slots of the second case, which is of the same thing."""
    return replace(first, aims=(), people=(), populations=(), criteria=(told,), exceptions=())
