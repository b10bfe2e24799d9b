"""Criteria that are called so by a name: "Velora approval criteria:", "Asthma - Initial Criteria".

Drug programmes of Medicaid and of pharmacy benefit managers list them under such a line, which says
nothing else. The line is a position for what it names, when the criteria below it are met.
"""

import re
from collections.abc import Sequence

from ingest.embed import common_words
from ingest.lexis import is_generic, words
from ingest.models import BlockKind
from ingest.statements import draft
from ingest.statements.begun import phase_of
from ingest.statements.coordination import split_list
from ingest.statements.criteria import tree_of_clause, tree_of_items
from ingest.statements.cues import AFTER, Cue
from ingest.statements.models import Basis, Criterion, Direction, Join, Quote, Statement
from ingest.statements.named_diagnoses import diagnosis_groups
from ingest.statements.phrases import clean, parenthetical
from ingest.statements.roles import is_generic_heading
from ingest.statements.slots import Slots
from ingest.statements.subject import (
    looks_like_condition,
    looks_like_intervention,
    subject_of,
)
from ingest.statements.walk import Walk

_OUTLINE = r"^\W*(?:(?:[\dIVX]+(?:\.\d+)*|[A-Z])[.)]\s+)?"
_PHASE = r"(?:initial|continu\w+|subsequent|renewal|re-?authori[sz]ation|recertification)"
_CALLED = re.compile(
    rf"{_OUTLINE}(?P<what>\S.{{1,90}}?)(?:\s+[-–—]|\s*:)?\s+(?:{_PHASE}\s+)?(?:(?:prior\s+)?"
    r"authori[sz]ation|PA|approval|coverage|clinical|medical necessity|use|payment)\s+criteria"
    r"\s*(?:\([^()]*\))?\s*:?\s*$",
    re.IGNORECASE,
)
# What only says which criteria these are
_NO_NAME = re.compile(
    r"\b(?:is|are|was|were|be|has|have|must|may|should|meets?|met|following|these|this|all|any|"
    r"each|both|general|additional|other|non-?preferred|preferred|step therapy|drug|members?|"
    r"patients?|policy|background|rationale|table|appendix|see|refer|under|per|by)\b"
    rf"|^\W*{_PHASE}\W*$",
    re.IGNORECASE,
)
_OF_OTHERS = re.compile(r"\s+for\s+(?:the\s+)?(?:treatment\s+of\s+)?(?P<what>.+)$", re.IGNORECASE)
# "[ ] 100  GOUT, RECURRENT [ALL]": on a form with boxes, the condition that they are for
_BOXED = re.compile(
    r"^\[[ xX_]?\]\s*(?:[A-Z]?\d[\d.]*|[A-Z]\d?)\s+(?P<what>[A-Z][^\[\],;]{2,80}?)"
    r"(?:[,;]\s*(?P<who>[^\[\]]{3,80}?))?\s*"
    r"\[(?:all|both|(?:at least |any )?(?:one|any))(?: required| or more)?\]\s*:?$",
    re.IGNORECASE,
)
_DIAGNOSIS = re.compile(
    r"^\W*(?:(?:a |an |the |documented |confirmed |established )*diagnos(?:is|ed)"
    r"(?: of| with)?:?\s+)?",
    re.IGNORECASE,
)
_N_WORDS_OF_DIAGNOSIS = 6
_CUE = Cue(
    "called criteria",
    Direction.FOR,
    Basis.COVERAGE,
    AFTER,
    r"$^",
    "Velora Approval Criteria (all must be met):",
    "Prior authorisation criteria of Medicaid drug programmes",
)


def name_of_criteria(line: str) -> str:
    """What a line calls its criteria by; "" where it is no such line."""
    found = _CALLED.match(line.strip())
    name = found.group("what").strip(" -–—:") if found else ""
    return "" if is_generic(name) or _NO_NAME.search(name) else name


def called_statement(walk: Walk, index: int, items: Sequence[int]) -> Statement | None:
    """The Statement of a line that calls the items below it the criteria for what it names.

    Where the line is the heading above a list, it is made at the first item of the list.
    """
    if not walk.ground.is_policy:
        return None
    name = name_of_criteria(walk.ground.context.text(index))
    if name and items:
        return _statement(walk, index, index, items, name)
    return _under_heading(walk, index) or (None if items else _behind_label(walk, index))


# "Initial criteria: Diagnosis of gout, age 18 or older, and ...": a paragraph for all of them
_LABEL = re.compile(
    rf"^\W*(?P<label>(?:{_PHASE}|approval|coverage|clinical)"
    r"(?: (?:therapy|approval|authori[sz]ation|coverage|treatment))? criteria)\s*:\s+(?=\S)",
    re.IGNORECASE,
)
_N_WORDS_ASKED = 3


def _behind_label(walk: Walk, index: int) -> Statement | None:
    """The Statement of a paragraph that holds the criteria behind its label; None of others."""
    context, block = walk.ground.context, walk.ground.context.block(index)
    text = context.text(index)
    label = _LABEL.match(text) if block.kind is BlockKind.PARAGRAPH else None
    if label is None or not walk.ground.subject.interventions:
        return None
    end = label.end() + len(re.split(r"(?<=[a-z0-9)])\.\s+(?=[A-Z])", text[label.end() :])[0])
    if len(words(text[label.end() : end])) < _N_WORDS_ASKED:
        return None
    tree = tree_of_clause(context, block.char_start + label.end(), block.char_start + end)
    return draft.make(
        walk.ground,
        draft.Found(
            cue=_CUE,
            slots=Slots(),
            quote=context.quote_block(index),
            criteria=tree,
            phase=phase_of(label["label"]),
            inherited_groups=diagnosis_groups(walk, tree, Slots()) or _diagnosis(tree, Slots()),
        ),
    )


def is_boxed(text: str) -> bool:
    """Whether a line with a box names what the boxes below it are for, and no more."""
    return _BOXED.match(text.strip()) is not None


def _boxed_condition(walk: Walk, line: str) -> str:
    """The condition that a line with a box is on; "" for others, and without a treatment."""
    boxed = _BOXED.match(line.strip())
    name = boxed["what"].strip() if boxed else ""
    if is_generic(name) or looks_like_intervention(_bare(name)):
        return ""
    return name if subject_of(walk.ground.context.source).interventions else ""


def _under_heading(walk: Walk, index: int) -> Statement | None:
    context, block = walk.ground.context, walk.ground.context.block(index)
    if block.kind is not BlockKind.LIST_ITEM or block.heading is None:
        return None
    line = context.text(block.heading)
    name = name_of_criteria(line) or _boxed_condition(walk, line)
    below = [
        i
        for i in context.under_heading.get(block.heading, ())
        if context.block(i).kind is BlockKind.LIST_ITEM
        and context.block(i).lead_in == block.lead_in
        and i not in walk.consumed
    ]
    if not name or below[:1] != [index]:
        return None
    return _statement(walk, block.heading, None, below, name)


def _statement(walk: Walk, at: int, lead: int | None, items: Sequence[int], name: str) -> Statement:
    context = walk.ground.context
    line = context.text(at).rstrip(" :")
    tree = tree_of_items(context, lead, list(items), f"{line}:")
    walk.consume(list(items))
    slots, leads = _slots(walk, at, name)
    return draft.make(
        walk.ground,
        draft.Found(
            cue=_CUE,
            slots=slots,
            quote=context.quote_block(at),
            leads=leads,
            criteria=tree,
            phase=phase_of(line),
            inherited_groups=diagnosis_groups(walk, tree, slots) or _diagnosis(tree, slots),
        ),
    )


def _diagnosis(tree: Criterion, slots: Slots) -> tuple[tuple[str, ...], ...]:
    """The condition that one of the criteria names and nothing else: "Diagnosis: gout".

    Neither an alternative nor an exclusion says what it is for.
    """
    if slots.groups or tree.join is not Join.ALL_OF:
        return ()
    for leaf in (child for child in tree.children if child.join is Join.LEAF):
        name = _DIAGNOSIS.sub("", leaf.text).strip(" .;,")
        if looks_like_condition(name) and len(words(name)) <= _N_WORDS_OF_DIAGNOSIS:
            return ((clean(name),),)
    return ()


def _slots(walk: Walk, at: int, name: str) -> tuple[Slots, list[Quote]]:
    """What the name and the heading above say of treatment and condition."""
    if boxed := _BOXED.match(walk.ground.context.text(at).strip()):
        who = (boxed["who"].lower(),) if boxed["who"] else ()
        members = tuple(n.lower() for part in split_list(name) for n in _names(part))
        of_all = subject_of(walk.ground.context.source).interventions
        return Slots(interventions=of_all, people=(members,), populations=who), []
    above = _named_above(walk, at)
    aim = _OF_OTHERS.search(name)
    if aim:
        name = name[: aim.start()]
    elif _is_condition(_bare(name), below_treatment=above is not None):
        treatments = _names(_heading_text(walk, above)) if above is not None else ()
        leads = [walk.ground.context.quote_block(above)] if above is not None else []
        short = [n for n in _names(name)[1:] if n.isupper()]
        return Slots(interventions=treatments, people=((_names(name)[0], *short),)), leads
    people = (_names(aim.group("what")),) if aim else ()
    return Slots(interventions=_names(name), people=people), []


def _is_condition(name: str, *, below_treatment: bool) -> bool:
    """Whether a name is of a condition; below a treatment's, one of ordinary words is."""
    if looks_like_condition(name) or looks_like_intervention(name):
        return looks_like_condition(name)
    known = common_words()
    return below_treatment and any(word.lower() in known for word in words(name))


def _named_above(walk: Walk, at: int) -> int | None:
    """The nearest heading above that names a treatment."""
    context = walk.ground.context
    for heading in context.heading_chain(at):
        text = _heading_text(walk, heading)
        if context.block(heading).level > 1 and not (
            is_generic(text) or is_generic_heading(text) or looks_like_condition(_bare(text))
        ):
            return heading
    return None


def _heading_text(walk: Walk, index: int) -> str:
    """A heading without its number."""
    return re.sub(_OUTLINE, "", walk.ground.context.text(index)).strip(" :")


def _bare(name: str) -> str:
    return re.sub(r"\s*\([^()]*\)", "", name).strip()


def _names(phrase: str) -> tuple[str, ...]:
    """A name, and the one that stands beside it in brackets ("Velora (velorin)")."""
    outside, inside = parenthetical(phrase)
    return tuple(dict.fromkeys(n for n in (outside, *inside) if words(n)))
