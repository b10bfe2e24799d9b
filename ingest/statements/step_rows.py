"""Tables of step therapy: "Class | Step 1 | Step 2", a drug of a later step after those before it.

Source: step therapy tables of health plans and of managers of pharmacy benefits.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ingest.lexis import words
from ingest.statements import draft
from ingest.statements.cues import AFTER, Cue
from ingest.statements.draft import Ground
from ingest.statements.item_names import name_slots
from ingest.statements.models import Basis, Criterion, Direction, Join, Statement
from ingest.statements.phrases import clean
from ingest.statements.roles import Role
from ingest.statements.rows import Row
from ingest.statements.slots import Slots
from ingest.statements.subject import looks_like_condition, looks_like_intervention

_KIND = r"(?:\s*(?:drugs?|agents?|medications?|products?|therap(?:y|ies))?(?:\(s\))?)"
_STEPS = (
    re.compile(rf"step[- ]?(?:1|one|I)\b{_KIND}|first[- ](?:step|line){_KIND}", re.IGNORECASE),
    re.compile(rf"step[- ]?(?:2|two|II)\b{_KIND}|second[- ](?:step|line){_KIND}", re.IGNORECASE),
    re.compile(rf"step[- ]?(?:3|three|III)\b{_KIND}|third[- ](?:step|line){_KIND}", re.IGNORECASE),
)
_FOR_WHAT = re.compile(
    r"(?:(?:drug|therapeutic) )?class|conditions?|indications?|diagnos[ei]s|diseases?|use|category",
    re.IGNORECASE,
)
_NONE = re.compile(r"\W*(?:n/?a|none)?\W*", re.IGNORECASE)
_CUE = Cue("step-row", Direction.FOR, Basis.COVERAGE, AFTER, r"$^", "", "Step therapy tables")
_N_STEPS = 2


@dataclass(frozen=True, slots=True)
class Steps:
    """The columns of a table of steps: indices of the steps in order, and of what they are for."""

    at: tuple[int, ...]
    use: int | None


def steps_of(row: Row) -> Steps | None:
    """The columns of a table of step therapy; None of any other table."""
    titles = [title.strip(" :*") for title in row.header]
    found = [next((i for i, t in enumerate(titles) if p.fullmatch(t)), None) for p in _STEPS]
    at = tuple(i for i in found if i is not None)
    if len(at) < _N_STEPS or found[0] is None or found[1] is None:
        return None
    use = next((i for i, t in enumerate(titles) if _FOR_WHAT.fullmatch(t)), None)
    return Steps(at, use)


def step_rows(ground: Ground, row: Row, steps: Steps) -> Iterator[Statement]:
    """A Statement for the drugs of each later step: given when those before it were tried."""
    if row.cells == row.header or len(row.cells) <= max(steps.at):
        return
    use = clean(row.cells[steps.use]) if steps.use is not None else ""
    people = ((use,),) if _is_condition(use) else ()
    tried: list[Criterion] = []
    for place, at in enumerate(steps.at):
        cell = row.cells[at]
        if not words(cell) or _NONE.fullmatch(cell):
            continue
        quote = ground.context.quote(row.starts[at], row.starts[at] + len(cell))
        if place and tried:
            named = name_slots(cell, Role.INTERVENTIONS)
            yield draft.make(
                ground,
                draft.Found(
                    cue=_CUE,
                    slots=Slots(interventions=named.interventions, people=named.people or people),
                    quote=ground.context.quote_block(row.index),
                    criteria=tried[0]
                    if len(tried) == 1
                    else Criterion(join=Join.ALL_OF, text="", children=tuple(tried)),
                ),
            )
        tried.append(Criterion(join=Join.LEAF, text=f"trial of {quote.text}", quote=quote))


def _is_condition(name: str) -> bool:
    """Whether what stands in front is a disease, and no class of drugs ("Statins")."""
    if not words(name) or looks_like_intervention(name):
        return False
    return looks_like_condition(name) or not words(name)[-1].endswith("s")
