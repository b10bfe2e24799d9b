"""Grades that stand outside their sentence: in front of it, behind it, in its lead-in."""

import re

from ingest.statements.clause import Clause
from ingest.statements.draft import Ground, direction_of_grade
from ingest.statements.grades import Grade, find_grade, grade_in_front

# ACOG prints the level in what leads its recommendations in, the AAOS the strength behind them
_GRADES_ITEMS = re.compile(r"\W*the following recommendations?\b[^:]*:\s*$", re.IGNORECASE)


_STRENGTH = re.compile(
    r"[\s.*_]*strength(?: of (?:the )?recommendation)?\s*:\s*(?P<label>strong|moderate|limited|"
    r"weak|conditional|consensus|inconclusive)\b",
    re.IGNORECASE,
)


def grade_around(ground: Ground, index: int, clause: Clause) -> Grade | None:
    """The grade in front, the strength behind, or the grade of a lead-in that says only that."""
    context = ground.context
    start = context.block(index).char_start
    if in_front := grade_in_front(context.document.text[start : clause.span[0]]):
        return in_front
    behind = context.document.text[clause.span[1] : context.block(index).char_end]
    if told := _STRENGTH.match(behind):
        return Grade(told["label"], "", 0, 0)
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
