"""Rows of guidelines that name a regimen: "Severe | Foobarin 20 mg daily | Alternative: barfoxat".

Guidelines on infections and on acute care print what they advise as a table: for whom in the first
column, the regimen under "Recommended" or "First choice", others under "Alternative", and what not
to give under "Do not use".
"""

import re
from collections.abc import Iterator

from ingest.drug_names import is_drug
from ingest.lexis import is_generic, words
from ingest.statements import draft
from ingest.statements.cues import AFTER, Cue
from ingest.statements.draft import Ground
from ingest.statements.grades import find_grade, grade_apart
from ingest.statements.headings import heading_groups
from ingest.statements.models import Basis, Direction, Quote, Statement
from ingest.statements.phrases import clean
from ingest.statements.rows import Row
from ingest.statements.slots import Slots
from ingest.statements.subject import looks_like_condition

_REGIMEN = (
    r"(?: (?:treatments?|therap(?:y|ies)|regimens?|drugs?|agents?|antibiotics?|antimicrobials?|"
    r"options?|choices?|management))?"
)
_COLUMNS = (
    (
        Direction.FOR,
        rf"(?:recommended|preferred|first[- ]line|first[- ]choice|initial){_REGIMEN}|"
        rf"(?:alternatives?|second[- ]line|second[- ]choice){_REGIMEN}",
    ),
    (Direction.AGAINST, rf"(?:do not (?:use|give)|not recommended|avoid){_REGIMEN}"),
)
_TITLES = tuple((way, re.compile(text, re.IGNORECASE)) for way, text in _COLUMNS)
_FOR_WHOM = re.compile(
    r"(?:clinical )?(?:definitions?|situations?|scenarios?|settings?|presentations?|conditions?|"
    r"indications?|infections?|syndromes?|diagnos[ei]s|severity|stages?|episodes?|populations?|"
    r"patients?|diseases?|forms?|types?)",
    re.IGNORECASE,
)
_CUE = {
    way: Cue(
        "regimen-row",
        way,
        Basis.RECOMMENDATION,
        AFTER,
        r"$^",
        "Severe | Foobarin 20 mg daily | Alternative: barfoxat",
        "Guidelines on infections: tables of regimens",
    )
    for way in (Direction.FOR, Direction.AGAINST)
}
_LABEL = re.compile(r"^\W*(?:alternatives?|preferred|first choice|or)\s*:\s*", re.IGNORECASE)
_BRACKETS = re.compile(r"\s*[(\[][^()\[\]]*[)\]]")
_PARTS = re.compile(r"\s+(?:plus|or|and|with|then)\s+|\s*[;,+]\s*", re.IGNORECASE)
# How much of it and how: "20 mg twice daily", "as above", "by mouth"
_DOSE = re.compile(
    r"\s+(?:\d.*|(?:as|for|by|until|every|once|twice|daily|over|in|at|if|when)\b.*)$", re.IGNORECASE
)
_N_WORDS_OF_NAME = 5


def regimen_rows(ground: Ground, row: Row) -> Iterator[Statement]:
    """What each column of a row advises or refuses, for what the first cell names."""
    if not row.header or not _FOR_WHOM.fullmatch(row.header[0].strip()) or not words(row.cells[0]):
        return
    for at, title in enumerate(row.header[1 : len(row.cells)], start=1):
        way = next((way for way, named in _TITLES if named.fullmatch(title.strip())), None)
        names = _names(row.cells[at]) if way else ()
        if way is None or not names:
            continue
        start = row.starts[at]
        groups, leads = _groups(ground, row)
        yield draft.make(
            ground,
            draft.Found(
                cue=_CUE[way],
                slots=Slots(interventions=names, people=groups),
                quote=ground.context.quote(start, start + len(row.cells[at])),
                grade=find_grade(row.cells[at]) or grade_apart(title.strip()),
                leads=[*leads, ground.context.quote_block(row.index)],
            ),
        )


def _names(cell: str) -> tuple[str, ...]:
    """The treatments that a cell names, without their doses."""
    bare = _BRACKETS.sub("", _LABEL.sub("", cell))
    parts = (clean(_DOSE.sub("", part)) for part in _PARTS.split(bare))
    return tuple(dict.fromkeys(p for p in parts if _is_name(p)))


def _is_name(part: str) -> bool:
    """Whether a part of a cell names a treatment: "by mouth or tube" names none behind its "or"."""
    told = words(part)
    if not told or is_generic(part) or told[0].lower() == "see" or len(told) > _N_WORDS_OF_NAME:
        return False
    return len(told) > 1 or told[0][:1].isupper() or is_drug(told[0])


def _groups(ground: Ground, row: Row) -> tuple[tuple[tuple[str, ...], ...], list[Quote]]:
    """For what: the first cell where it is a disease, else that form of the chapter's."""
    name = clean(row.cells[0])
    if looks_like_condition(name):
        return ((name,),), []
    above, leads = heading_groups(ground, row.index, Slots())
    disease = next((g[0] for g in above if g), next(iter(ground.subject.conditions), ""))
    return ((f"{name} {disease}".strip(),),), leads
