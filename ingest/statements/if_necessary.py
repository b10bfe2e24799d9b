"""Cover that begs the question: "covers supplies that are medically necessary" covers none by name.

Whether a thing is necessary is what such a sentence leaves to be shown: a criterion, and no plain
position for every supply (CMS, Medicare Benefit Policy Manual, chapter 15, section 110.1: an item
is covered where it is "reasonable and necessary").
"""

import re
from dataclasses import replace

from ingest.statements.models import Basis, Criterion, Direction, Join, Statement

_NECESSARY = r"(?:(?:medically|clinically|reasonable and) necessary|medical(?:ly)? necessity)"
_THAT_ARE = re.compile(
    rf"\b(?:that|which)\s+(?P<what>(?:is|are)\s+(?:(?:deemed|considered|determined to be)\s+)?"
    rf"{_NECESSARY}\b(?!\s+(?:for|in|when)\s+(?!the (?:member|patient|individual|benefi)))[^.;:]*)",
    re.IGNORECASE,
)
_IN_FRONT = re.compile(
    rf"\b(?:cover(?:s|ed)?|pays? for|reimburses?(?: for)?)\s+(?:all\s+|any\s+)?"
    rf"(?P<what>{_NECESSARY})\s+(?=[A-Za-z])",
    re.IGNORECASE,
)


def if_necessary(statement: Statement) -> Statement:
    """Plain cover of what "is necessary", with that as its criterion; any other as it is."""
    if statement.basis is not Basis.COVERAGE or statement.direction is not Direction.FOR:
        return statement
    said = statement.quote.text
    found = _THAT_ARE.search(said) or _IN_FRONT.search(said)
    if found is None or statement.criteria is not None:
        return statement
    leaf = Criterion(join=Join.LEAF, text=found["what"].strip(), quote=statement.quote)
    return replace(statement, criteria=leaf)
