"""Grades that stand outside their sentence: in front of it, behind it, in its lead-in."""

import re

from ingest.statements.clause import Clause
from ingest.statements.context import Context
from ingest.statements.draft import Ground, direction_of_grade
from ingest.statements.grades import Grade, find_grade, grade_apart, grade_in_front
from ingest.statements.models import Direction

# ACOG prints the level in what leads its recommendations in, the AAOS the strength behind them
_GRADES_ITEMS = re.compile(r"\W*the following recommendations?\b[^:]*:\s*$", re.IGNORECASE)


_STRENGTH = re.compile(
    r"[\s.*_]*strength(?: of (?:the )?recommendation)?\s*:\s*(?P<label>strong|moderate|limited|"
    r"weak|conditional|consensus|inconclusive)\b",
    re.IGNORECASE,
)


_HOW_STRONG = r"(?:strong|weak|conditional|moderate|qualified)"
STRENGTH_LINE = re.compile(
    rf"[\W\d_]*(?P<label>{_HOW_STRONG} recommendations?(?: (?:for|against|in favou?r))?|"
    r"recommendations? against|(?:good )?practice (?:statements?|points?)|"
    r"consensus(?:-based)? (?:recommendations?|statements?))"
    r"(?:\s*[(\[][^()\[\]]{0,60}[)\]])?[\W_]*",
    re.IGNORECASE,
)


# The AAOS prints the strength as stars, and says it in the words of the recommendation: behind a
# name or a number "Strong evidence supports X" recommends X, anywhere else it discusses X
_STARS = re.compile(r"[\s.*_]*(?P<label>[★☆]{1,5})[\s*_]*")
_EVIDENCE_FIRST = re.compile(r"\W*(?P<label>(?:strong|moderate|limited) evidence)\b", re.IGNORECASE)
_LABEL = re.compile(r"\W*(?:\d[\d.]*[a-z]?[.)]?|[A-Z][^.;:]{2,80}:)[\s*_]*")


def grade_around(ground: Ground, index: int, clause: Clause) -> Grade | None:
    """The grade in front, the strength behind, or the grade of a lead-in that says only that."""
    context = ground.context
    start = context.block(index).char_start
    if in_front := grade_in_front(context.document.text[start : clause.span[0]]):
        return in_front
    behind = context.document.text[clause.span[1] : context.block(index).char_end]
    if told := _STRENGTH.match(behind):
        return Grade(told["label"], "", 0, 0)
    if stars := _STARS.fullmatch(behind):
        return grade_apart(stars["label"])
    if stated := _EVIDENCE_FIRST.match(clause.text):
        front = context.document.text[start : clause.start]
        return grade_apart(stated["label"]) if _LABEL.fullmatch(front) else None
    lead = ground.context.block(index).lead_in
    text = ground.context.text(lead) if lead is not None else ""
    return find_grade(text) if _GRADES_ITEMS.match(text) else None


def grade_of_whole(ground: Ground, clause: Clause) -> Grade | None:
    """The grade of the sentence that a clause is a part of, where it says nothing for or against.

    "Weak against" may be the grade of another part.
    """
    text = ground.context.document.text[slice(*clause.whole)] if clause.whole else ""
    found = find_grade(text)
    return found if found and direction_of_grade(found.label) is None else None


def strength_above(context: Context, index: int, way: Direction) -> Grade | None:
    """The strength on the line above a block; None where there is none, or it denies the block.

    Args:
        context: The document.
        index: The block.
        way: What the sentence itself says: "use Y instead" below advice against keeps it.
    """
    found = STRENGTH_LINE.fullmatch(text) if (text := line_above(context, index)) else None
    if found is None:
        return None
    given = direction_of_grade(found["label"])
    denied = {given, way} == {Direction.FOR, Direction.AGAINST}
    return None if denied else grade_apart(found["label"])


def line_above(context: Context, index: int) -> str:
    """What leads a block in, else the heading right above it."""
    for at in (*context.lead_chain(index), *context.heading_chain(index)):
        return context.text(at)
    return ""
