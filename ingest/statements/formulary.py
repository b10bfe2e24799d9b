"""Rows of a plan's drug list: "apixaban (Eliquis) tablet | 2 | QL | 60 tablets per 30 days".

What stands on a tier is covered; what is not on the formulary is not. The marks beside the tier say
what is asked for before: step therapy (ST) and limits of age (AL) tell their criteria in the notes,
prior authorization (PA) leaves them to another page, limits of quantity (QL) are none.

Sources: formularies of Medicare Part D plans (CMS, Prescription Drug Benefit Manual, chapter 6,
section 30.4: utilization management) and of commercial plans.
"""

import re
from collections.abc import Iterator
from dataclasses import replace

from ingest.lexis import words
from ingest.statements import draft
from ingest.statements.criteria import tree_of_clause
from ingest.statements.cues import AFTER, Cue
from ingest.statements.draft import Ground
from ingest.statements.models import Basis, Criterion, Direction, Join, Statement
from ingest.statements.phrases import clean
from ingest.statements.rows import Row
from ingest.statements.slots import Slots

DRUG_LIST = "drug_list"  # flag of a Statement of such a row, whose cells tell all that it says
_LIST = re.compile(r"\b(?:formulary|(?:preferred )?drug list|list of (?:covered )?drugs)\b", re.I)
_TIER = re.compile(r"(?:tier\s*)?[1-7][a-c]?(?:\s*\([^()]*\))?", re.IGNORECASE)
_OUT = re.compile(
    r"NF|N/F|NC|N/C|non-?\s?formulary|not (?:covered|on (?:the )?formulary)|excluded", re.IGNORECASE
)
_ASKS_FIRST = re.compile(r"\bPA\b|\bprior authori[sz]ation\b", re.IGNORECASE)
_STEP = re.compile(r"\bST\b\s*:\s*(?P<what>[^.;]+)")
_AGE = re.compile(r"\bAL\b\s*:\s*(?P<what>[^.;]+)")
# "apixaban (Eliquis) 5 mg tablet": the form and the strength are no part of the name
_FORM = re.compile(
    r"\s+(?:\d.*|(?:oral |delayed[- ]release |extended[- ]release |ER |XR |ODT )*(?:tab(?:let)?s?|"
    r"cap(?:sule)?s?|pens?|syringes?|vials?|injections?|inj|solution|suspension|cream|ointment|gel|"
    r"patch(?:es)?|inhalers?|spray|drops|kit|ODT|powder|lotion|foam)\b.*)$",
    re.IGNORECASE,
)
_BRAND = re.compile(r"^(?P<generic>[^()]+?)\s*\((?P<brand>[^()]+)\)")
_N_BLOCKS = 6  # of the cover
_N_WORDS_OF_NAME = 8
_CUES = {
    way: Cue("drug-list", way, Basis.COVERAGE, AFTER, r"$^", "apixaban | 2 | QL", "Drug lists")
    for way in (Direction.FOR, Direction.AGAINST)
}


def is_drug_list(ground: Ground) -> bool:
    """Whether a payer's document is the list of the drugs that it covers."""
    context = ground.context
    cover = [context.text(at) for at in range(min(_N_BLOCKS, len(context.document.blocks)))]
    titles = (
        context.source.title,
        *(text for text in cover if len(words(text)) <= _N_WORDS_OF_NAME),
    )
    return ground.is_policy and any(_LIST.search(text) for text in titles)


def drug_rows(ground: Ground, row: Row) -> Iterator[Statement]:
    """The Statement of a row that names a drug and its tier; none of other rows."""
    at = next((i for i, c in enumerate(row.cells) if i and _standing(c)), None)
    name = row.cells[0].strip()
    if at is None or not words(name) or len(words(name)) > _N_WORDS_OF_NAME or _standing(name):
        return
    context = ground.context
    way = Direction.AGAINST if _OUT.fullmatch(row.cells[at].strip()) else Direction.FOR
    found = draft.Found(
        cue=_CUES[way],
        slots=Slots(interventions=_names(name)),
        quote=context.quote_block(row.index),
        criteria=_asked(ground, row) if way is Direction.FOR else None,
    )
    yield replace(draft.make(ground, found), flags=(DRUG_LIST,))


def _standing(cell: str) -> bool:
    bare = cell.strip()
    return bool(_TIER.fullmatch(bare) or _OUT.fullmatch(bare))


def _names(name: str) -> tuple[str, ...]:
    """What a row calls its drug: the brand where it names one, which has a tier of its own."""
    both = _BRAND.match(name)
    if both and not re.search(r"\d", both["brand"]):
        return (clean(both["brand"]),)
    return (clean(_FORM.sub("", name)),)


def _asked(ground: Ground, row: Row) -> Criterion | None:
    """What is asked for before the drug is covered; None where its tier is all."""
    context = ground.context
    trees: list[Criterion] = []
    for cell, start in zip(row.cells, row.starts, strict=True):
        for found in filter(None, (_STEP.search(cell), _AGE.search(cell))):
            low, high = found.span("what")
            trees.append(tree_of_clause(context, start + low, start + high))
        if marked := _ASKS_FIRST.search(cell):
            quote = context.quote(start + marked.start(), start + marked.end())
            trees.append(Criterion(join=Join.LEAF, text=quote.text, quote=quote, parsed=False))
    if len(trees) > 1:
        return Criterion(join=Join.ALL_OF, text="", children=tuple(trees))
    return trees[0] if trees else None
