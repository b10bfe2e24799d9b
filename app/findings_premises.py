"""Criteria for some patients only: "if there was weight loss, ...", "for adolescents, ...".

Where all of several criteria must hold, one that is for others asks nothing of this patient.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from app.findings_base import MET, NOT_MET, UNKNOWN
from app.models import FindingState
from ingest.statements.models import Criterion, Join

_IF = re.compile(r"\W*(?:if|when)\s+\S", re.IGNORECASE)
_FOR = re.compile(
    r"\W*for\s+(?:the\s+)?(?P<who>(?:members?|patients?|individuals?|persons?|people|those|"
    r"beneficiar(?:y|ies)|adults?|adolescents?|children|women|men|females?|males?)\b[^,:]*)",
    re.IGNORECASE,
)
_FEW = 2
# "Women 40 years of age or older have had ...": who is younger need not have had it.
_MUST = re.compile(
    r"\W*(?P<who>(?:all\s+)?(?:women|men|females?|males?|members?|patients?|individuals?|persons?|"
    r"people|adults?|adolescents?|children|girls|boys|those|beneficiar(?:y|ies))\b"
    r"[^,.;:()]{0,30}?\d+(?:\.\d+)?\s*-?\s*(?:years?|months?)(?:\s+(?:of\s+age|old))?"
    r"(?:\s+(?:and|or)\s+(?:older|over|above|younger|under|below))?),?\s+"
    r"(?P<rest>(?:must|should|shall|needs?\s+to|(?:are|is)\s+required\s+to|"
    r"(?:have|has)\s+(?:had|undergone|completed|received|tried|failed|been))\b.+)",
    re.IGNORECASE | re.DOTALL,
)
# "a normal mammogram for women aged 40 or older", "a cancer-free interval of 2 years for prior
# tumors": others need not have it
_AT_END = re.compile(
    r"(?P<rest>[^;:]*?\b(?:normal|negative|test(?:ing|s)?|mammogra\w*|colonoscopy|screening|"
    r"evaluation|clearance|interval|documentation|consultation|examination|biopsy|imaging|"
    r"counsell?ing|x-?ray|radiographs?|remission|free of)\b[^;:]*?)\s+(?:for|in)\s+"
    r"(?P<who>(?:(?:women|females?|men|males?|girls|boys|those|patients|members|individuals|"
    r"persons|people|adults|children)\s+(?:who are\s+)?(?:aged?\s+)?(?:(?:over|under|at least|"
    r"younger than|older than)\s+)?\d{1,2}(?:\s+years?(?:\s+of age|\s+old)?)?"
    r"(?:\s+(?:and|or)\s+(?:older|over|above|younger|under))?)"
    r"|(?:any\s+|those with\s+(?:an?\s+)?)?(?:prior|previous|history of)\s+[a-z][\w-]*"
    r"(?:\s+[a-z][\w-]*){0,2})\W*",
    re.IGNORECASE,
)
# Whom it is for may stand in front: "For members 18 years and older: bone pain is documented"
_IN_FRONT = re.compile(
    r"\W*(?:for|in)\s+(?:the\s+)?(?P<who>(?:members?|patients?|individuals?|persons?|people|those|"
    r"adults?|adolescents?|children|infants|women|men|females?|males?|girls|boys)\b[^,:;]{0,60}?)\s*"
    r"[:,]\s+(?P<rest>\S.*)",
    re.IGNORECASE | re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class Premise:
    """Whom, or which case, a criterion is for.

    Attributes:
        text: The words, to be settled like a criterion.
        n_children: How many of the node's first children are the premise itself.
        is_people: True for a population; where none of several fits, nothing holds for the patient.
    """

    text: str
    n_children: int
    is_people: bool


def premise_of(criterion: Criterion) -> Premise | None:
    """The premise of a joined criterion, from its first child or its lead-in."""
    first = criterion.children[0] if criterion.children else None
    if (
        criterion.join is Join.ALL_OF
        and first is not None
        and first.join is Join.LEAF
        and len(criterion.children) >= _FEW
        and (not criterion.text or criterion.text.startswith(first.text))
    ):
        if _IF.match(first.text):
            return Premise(first.text, 1, is_people=False)
        if match := _FOR.fullmatch(first.text.rstrip(" .;:")):
            return Premise(match.group("who"), 1, is_people=True)
    match = _FOR.match(criterion.text)
    if match and criterion.children:
        return Premise(match.group("who"), 0, is_people=True)
    return None


def people_and_rest(text: str) -> tuple[str, str] | None:
    """Those whom alone a criterion asks something of, and what; None where it asks all."""
    text = text.strip()
    match = _MUST.fullmatch(text) or _AT_END.fullmatch(text) or _IN_FRONT.fullmatch(text)
    return (match["who"], match["rest"]) if match else None


def told_apart(text: str) -> bool:
    """Whether a criterion names first whom it is for, as those do that part patients by age."""
    return _IN_FRONT.fullmatch(text.strip()) is not None


def under_premise(premise: FindingState, conclusion: FindingState) -> FindingState:
    """The finding of "if A, then B": MET where A is not, else that of B as far as A is known."""
    if premise is NOT_MET:
        return MET
    if premise is MET or conclusion is MET:
        return conclusion
    return UNKNOWN


def nobody_meant(premises: Sequence[tuple[Premise | None, FindingState]]) -> bool:
    """Whether several populations are told apart, and the patient is in none of them."""
    people = [state for premise, state in premises if premise and premise.is_people]
    return bool(people) and all(state is NOT_MET for state in people)
