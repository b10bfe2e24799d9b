"""Tables that rate procedures for a clinical variant ("Usually appropriate"), as of the ACR.

Source: ACR Appropriateness Criteria, rating categories.
"""

import re
from collections.abc import Iterator
from dataclasses import replace

from ingest.lexis import words
from ingest.readers.builder import CELL_JOINER
from ingest.sentences import sentence_spans
from ingest.statements import draft
from ingest.statements.cues import AFTER, Cue
from ingest.statements.draft import Ground
from ingest.statements.grades import grade_apart
from ingest.statements.models import Basis, Direction, Statement
from ingest.statements.phrases import clean, split_list
from ingest.statements.rows import Row
from ingest.statements.slots import Slots, interventions_of
from ingest.statements.subject import looks_like_condition

_COLUMN = re.compile(r"^appropriateness\b|^rating\b|^category\b", re.IGNORECASE)
_RATED = re.compile(
    r"^(?P<label>(?P<not>usually not|rarely)?(?:usually|may be|sometimes)?\s*appropriate\b.*)$",
    re.IGNORECASE,
)
_VARIANT = re.compile(
    r"^\W*(?:clinical )?(?:variant|scenario|condition)\s*\d*\s*[:.]\s*", re.IGNORECASE
)
_NO_CONDITION = re.compile(
    r"\b(?:imaging|study|evaluation|radiographs?|next|initial|follow-?up|treatment|management|"
    r"negative|positive|planning)\b",
    re.IGNORECASE,
)
_N_WORDS_OF_PROCEDURE = 14


def rated_row(ground: Ground, row: Row) -> Iterator[Statement]:
    """The Statement of a procedure that is rated; none for any other row."""
    at = next((i for i, title in enumerate(row.header) if _COLUMN.search(title.strip())), None)
    rated = _RATED.match(row.cells[at].strip()) if at and at < len(row.cells) else None
    if rated is None or not 0 < len(words(row.cells[0])) <= _N_WORDS_OF_PROCEDURE:
        return
    context = ground.context
    heading = next(iter(context.heading_chain(row.index)), None)
    told = _variant(context.text(heading)) if heading is not None else Slots()
    direction = Direction.AGAINST if rated["not"] else Direction.FOR
    cue = Cue(
        "rated", direction, Basis.RECOMMENDATION, AFTER, r"$^", "", "ACR Appropriateness Criteria"
    )
    yield draft.make(
        ground,
        draft.Found(
            cue=cue,
            slots=replace(told, interventions=interventions_of(row.cells[0])),
            quote=context.quote_block(row.index),
            grade=grade_apart(rated["label"].strip()),
            leads=[context.quote_block(heading)] if heading is not None else (),
        ),
    )


def is_rated_row(text: str) -> bool:
    """Whether a row as quoted has a rating among its cells: its first cell is the procedure."""
    return any(_RATED.match(cell.strip()) for cell in text.split(CELL_JOINER)[1:])


# "Migraine, normal neurologic examination": what was found is of the people
_FOUND = re.compile(
    r",\s+(?P<what>(?:with (?:an? )?)?(?:normal|abnormal|no|new|negative|positive|without)\b"
    r"[^;:]*)$",
    re.IGNORECASE,
)
# 'Sudden severe ("thunderclap") headache': one disease by two names
_BY_NAME = re.compile(
    r"""^(?P<front>[^()]*?)\s*\(["“'](?P<name>[^()"”']+)["”']\)\s*(?P<head>.+)$"""
)


def _variant(heading: str) -> Slots:
    """The condition of a variant: the first sentence of its heading that names one."""
    found = _VARIANT.match(heading)
    if found is None:
        return Slots()
    text = heading[found.end() :]
    parts = (clean(text[a:b]) for a, b in sentence_spans(text))
    named = next((p for p in parts if p and not _NO_CONDITION.search(p)), "")
    if not named:
        return Slots()
    behind = _FOUND.search(named)
    bare = named[: behind.start()] if behind else named
    return Slots(people=(_names(bare),), populations=(clean(behind["what"]),) if behind else ())


def _names(phrase: str) -> tuple[str, ...]:
    """The names of a condition, and its alternatives."""
    if by := _BY_NAME.match(phrase):
        forms = (f"{by['name']} {by['head']}", f"{by['front']} {by['head']}".strip())
        return tuple(dict.fromkeys((*forms, phrase)))
    parts = split_list(phrase)
    several = len(parts) > 1 and all(looks_like_condition(p) for p in parts)
    return tuple(dict.fromkeys((*parts, phrase))) if several else (phrase,)
