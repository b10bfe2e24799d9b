"""To whom the recommendations of a section apply, said once in front of them.

"These apply to patients of 16 years or older with new gout.": every recommendation below it, that
names no people itself, is for these.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from ingest.models import BlockKind
from ingest.sentences import sentence_spans
from ingest.statements.context import Context
from ingest.statements.models import Statement
from ingest.statements.phrases import clean

_APPLY = re.compile(
    r"^\W*(?:these|the(?: following)?|our|all|this)(?: (?:\w+ )?(?:recommendations?|statements?|"
    r"guidelines?|guidance))?(?: below| here)? (?:apply|applies|pertains?|relates?|"
    r"(?:are|is) (?:meant|intended|made)) (?:only )?(?:to|for) (?P<who>[^.;:]+)",
    re.IGNORECASE,
)
_ALL = re.compile(r"\b(?:all|any|both|every)\b", re.IGNORECASE)
# The age, which tells whom a recommendation leaves out, whatever else those have
_AGE = re.compile(
    r"\b(?P<age>\d{1,3} (?:years|months)(?: of age)? (?:or|and) (?:older|over|above|younger|under)"
    r"|(?:under|over|below|above) (?:the age of )?\d{1,3}(?: years)?"
    r"|(?:younger|older) than \d{1,3}(?: years)?"
    r"|\d{1,3} (?:to|-|–) \d{1,3} years)",
    re.IGNORECASE,
)


def with_people(context: Context, statements: Sequence[Statement]) -> list[Statement]:
    """Statements below such a sentence with the age that it tells as their population."""
    told = _told(context)
    return [_of_age(context, s, told) for s in statements] if told else list(statements)


def _told(context: Context) -> dict[int, tuple[int, str]]:
    """Heading to the block that tells whom its section is for, and their age."""
    found: dict[int, tuple[int, str]] = {}
    for index, block in enumerate(context.document.blocks):
        if block.kind is not BlockKind.PARAGRAPH or block.heading is None:
            continue
        text = context.text(index)
        for start, end in sentence_spans(text):
            said = _APPLY.match(text[start:end])
            age = _AGE.search(said["who"]) if said and not _ALL.match(said["who"]) else None
            if age:
                found.setdefault(block.heading, (index, clean(age["age"])))
    return found


def _of_age(context: Context, statement: Statement, told: dict[int, tuple[int, str]]) -> Statement:
    at = context.index_at(statement.quote.char_start)
    heading = context.block(at).heading
    index, age = told.get(heading, (at, "")) if heading is not None else (at, "")
    told_itself = _AGE.search(f"{statement.population} {statement.quote.text}")
    if at <= index or told_itself:
        return statement
    return replace(statement, population="; ".join(p for p in (statement.population, age) if p))
