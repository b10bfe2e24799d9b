"""Several lists under one lead-in, each under a label: "Assays" with its names, "Criteria"."""

import re
from dataclasses import dataclass, replace

from ingest.statements.fronts import FRONT_NOISE
from ingest.statements.item_names import name_slots
from ingest.statements.roles import Role
from ingest.statements.slots import Slots
from ingest.statements.walk import Walk

_CRITERIA = re.compile(
    r"\W*(?:(?:coverage|medical necessity|clinical|selection|approval|patient|eligibility|required)"
    r"\s+)*(?:criteria|requirements)\W*",
    re.IGNORECASE,
)
_CONDITIONS = re.compile(
    r"\W*(?:(?:covered|approved|clinical)\s+)*(?:indications?|diagnos[ei]s|conditions?)\W*",
    re.IGNORECASE,
)
_N_WORDS = 4  # of a label


@dataclass(frozen=True, slots=True)
class LabelledLists:
    """The blocks of the items under each label.

    Attributes:
        label: The block that says "Criteria".
        criteria: Under it.
        things: Under any label that names a kind of thing.
        conditions: Under "Indications" and the like.
    """

    label: int
    criteria: tuple[int, ...]
    things: tuple[int, ...]
    conditions: tuple[int, ...]


def labelled_lists(walk: Walk, items: list[int]) -> LabelledLists | None:
    """The lists under labels; None where the items are no labels, or none says "Criteria"."""
    context = walk.ground.context
    below = {i: context.children.get(i, ()) for i in items}
    texts = {i: context.text(i) for i in items}
    if not items or any(not below[i] or len(texts[i].split()) > _N_WORDS for i in items):
        return None
    asked = [i for i in items if _CRITERIA.fullmatch(texts[i])]
    named = [i for i in items if _CONDITIONS.fullmatch(texts[i])]
    rest = [i for i in items if i not in asked and i not in named]
    if not asked or not (named or rest):
        return None
    return LabelledLists(
        asked[0],
        tuple(b for i in asked for b in below[i]),
        tuple(b for i in rest for b in below[i]),
        tuple(b for i in named for b in below[i]),
    )


def with_listed(walk: Walk, slots: Slots, lists: LabelledLists) -> Slots:
    """Slots of the lead-in with what is named under its labels."""

    def named(blocks: tuple[int, ...], role: Role) -> list[Slots]:
        texts = [walk.ground.context.text(b) for b in blocks]
        return [name_slots(FRONT_NOISE.sub("", text), role) for text in texts]

    things = [p for s in named(lists.things, Role.INTERVENTIONS) for p in s.interventions]
    conditions = [p for s in named(lists.conditions, Role.CONDITIONS) for p in s.conditions]
    return replace(
        slots,
        interventions=tuple(dict.fromkeys((*slots.interventions, *things))),
        people=((*slots.people, tuple(dict.fromkeys(conditions))) if conditions else slots.people),
    )
