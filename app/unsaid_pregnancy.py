"""A pregnancy that the question or its case states and a source says nothing of.

A guideline's advice for everybody is no advice for a pregnant woman: most drug trials leave her out
(FDA, draft guidance "Pregnant Women: Scientific and Ethical Considerations for Inclusion in
Clinical Trials", 2018). What a payer covers it covers, pregnant or not.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from app.models import PositionDirection
from ingest.models import SourceKind
from ingest.statements.models import Statement

if TYPE_CHECKING:
    from app.positions import Position

_PREGNANCY = re.compile(
    r"\bpregnan(?:t|cy)\b(?! (?:test|prevention|categor))"
    r"(?!:?\s*(?:none|no|not|neg\w*|denied|n/a)\b)",
    re.IGNORECASE,
)
_NONE = re.compile(
    r"\b(?:not?|non|nor|never|without|den(?:y|ies|ied)|prevents?|avoids?|after|before|previous|prior|"
    r"last|planning|may become|history of)\b[^.;:?]{0,60}\bpregnan",
    re.IGNORECASE,
)
_SPOKEN_OF = re.compile(
    r"pregnan|gestation|\b(?:obstetric|maternal|prenatal|antenatal|preeclampsia|trimester|"
    r"expectant|mothers?|childbearing)\b",
    re.IGNORECASE,
)


def states_pregnancy(texts: Iterable[str]) -> bool:
    """Whether a question or a text of the case states that somebody is pregnant now."""
    return any(_PREGNANCY.search(text) and not _NONE.search(text) for text in texts)


def speaks_of_pregnancy(position: "Position") -> bool:
    """Whether one of the leading Statements of a source, or its title, speaks of pregnancy."""
    said = [position.source.title]
    for judged in position.judged:
        said.extend(_said(judged.spoke.statement))
    return any(_SPOKEN_OF.search(text) for text in said)


def _said(statement: Statement) -> Iterable[str]:
    yield statement.quote.text
    yield statement.population
    yield from (quote.text for quote in statement.lead_quotes)
    yield from (leaf.text for leaf in (statement.criteria.leaves() if statement.criteria else ()))


def open_in_pregnancy(found: Sequence["Position"], texts: Iterable[str]) -> tuple["Position", ...]:
    """Positions, those of guidelines that speak for and not of a stated pregnancy left open."""
    if not states_pregnancy(texts):
        return tuple(found)
    return tuple(
        replace(p, direction=PositionDirection.CONDITIONAL, unsaid="pregnancy")
        if p.direction is PositionDirection.FOR
        and p.source.kind is SourceKind.GUIDELINE
        and not speaks_of_pregnancy(p)
        else p
        for p in found
    )
