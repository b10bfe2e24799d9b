"""A sentence with a cue that leads in a list.

Its items are conditions, interventions or criteria.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from ingest.lexis import words
from ingest.statements import draft
from ingest.statements.addressed import speaks_to_software
from ingest.statements.catch_all import is_catch_all
from ingest.statements.criteria import join_of, tree_of_items
from ingest.statements.cues import AFTER, Cue, CueMatch
from ingest.statements.excepted import included_statement
from ingest.statements.fronts import FRONT_NOISE, Clause, slots_of
from ingest.statements.grades import Grade, find_grade
from ingest.statements.models import Criterion, Quote, Statement
from ingest.statements.phrases import clean
from ingest.statements.roles import Role, phase_of, role_of
from ingest.statements.sentence import as_continued, graded, phase_in, says_nothing
from ingest.statements.slots import Slots, interventions_of, parse_object, parse_population
from ingest.statements.speaker import reported_speaker
from ingest.statements.walk import Walk

_DIAGNOSIS = re.compile(
    r"\bdiagnos(?:is of|ed with|is:)\s+(?:an? )?(?:documented |confirmed |established "
    r"|clinical |definite )*(?:diagnosis of )?(?P<what>[a-z][\w '’/-]{3,60}?)(?=$|"
    r"[,.;(]|\s+(?:as|by|with|that|which|and|confirmed|documented|based|defined)\b)",
    re.IGNORECASE,
)
_ALL_OF_THEM = re.compile(
    r"(?:any|all|one|each|either|both)(?: (?:one )?of)?(?: these)?", re.IGNORECASE
)
_N_WORDS_OF_NAME = 12


@dataclass(frozen=True)
class Lead:
    """A lead-in with what it hands down.

    Attributes:
        cue: Its cue; for a heading one made from the heading.
        slots: Its own slots.
        quote: The lead-in sentence or heading.
        grade: As printed there; None where there is none.
        groups: Condition groups that headings give.
        leads: Quotes of those headings.
        phase: "initial", "continued" or "".
        speaker: Another body whose position it reports, "".
        block_text: Text of its block, for the recommendation's number.
    """

    cue: Cue
    slots: Slots
    quote: Quote
    grade: Grade | None
    groups: tuple[tuple[str, ...], ...]
    leads: tuple[Quote, ...]
    phase: str
    speaker: str
    block_text: str


def leads_in(clause: Clause, match: CueMatch) -> bool:
    """Whether a sentence hands its direction to the items below it."""
    text, tail = clause.text.rstrip(), clause.text[match.end :].lower()
    told = text.endswith((":", "-", "–")) or join_of(text) is not None
    return told or "following" in tail or "following" in clause.text[: match.start].lower()


def lead_statements(
    walk: Walk, index: int, clause: Clause, match: CueMatch, items: list[int]
) -> Iterator[Statement]:
    """Statements of a lead-in and its items."""
    ground, context = walk.ground, walk.ground.context
    inside = find_grade(clause.text)
    raw = slots_of(clause, match, inside)
    slots = _without_following(raw)
    groups, leads = walk.heading_groups(index, slots)
    has_condition = bool(slots.groups or (groups and ground.is_policy))
    has_intervention = bool(slots.interventions) or (
        ground.is_policy and bool(ground.subject.interventions)
    )
    texts = [context.text(i) for i in items]
    role = role_of(
        clause.text, has_condition=has_condition, has_intervention=has_intervention, items=texts
    )
    phase = phase_in(clause, raw) or walk.phase(index)
    if phase == "continued" and ground.is_policy:
        slots = as_continued(slots)
    lead = Lead(
        match.cue,
        slots,
        context.quote(clause.start, clause.start + len(clause.text)),
        inside or find_grade(texts[-1]),
        groups,
        tuple(leads),
        phase,
        reported_speaker(clause.text[: match.end], context.source),
        context.text(index),
    )
    if role is not Role.CRITERIA:
        for item in items:
            yield from item_statements(walk, item, lead, role)
    elif not says_nothing(slots, clause, ground, catch_all=False):
        yield criteria_statement(walk, index, clause, items, lead)


def criteria_statement(
    walk: Walk, index: int, clause: Clause, items: list[int], lead: Lead
) -> Statement:
    """One Statement with the items as its criteria tree."""
    tree = tree_of_items(walk.ground.context, index, items, clause.text)
    walk.consume(items)
    if (
        items
        and walk.ground.context.block(items[0]).lead_in != index
        and any(join_of(walk.ground.context.text(i)) for i in items[:-1])
    ):
        tree = replace(
            tree, parsed=False
        )  # lists without bullets: what is nested in what cannot be told
    groups = lead.groups or _diagnosis_groups(walk, tree, lead.slots)
    return draft.make(
        walk.ground,
        draft.Found(
            cue=graded(lead.cue, lead.grade.label if lead.grade else ""),
            slots=lead.slots,
            quote=lead.quote,
            grade=lead.grade,
            leads=lead.leads,
            criteria=tree,
            phase=lead.phase if walk.ground.is_policy else "",
            catch_all=is_catch_all(clause.text),
            speaker=lead.speaker,
            number_text=lead.block_text,
            inherited_groups=groups,
            inherited_interventions=walk.lead_interventions(index),
        ),
    )


def _diagnosis_groups(walk: Walk, tree: Criterion, slots: Slots) -> tuple[tuple[str, ...], ...]:
    """Conditions that the criteria themselves name ("diagnosis of obstructive sleep apnea")."""
    if slots.groups or walk.ground.subject.conditions:
        return ()
    found = [
        clean(m.group("what")) for leaf in tree.leaves() if (m := _DIAGNOSIS.search(leaf.text))
    ]
    return (tuple(dict.fromkeys(p for p in found if p)),) if any(found) else ()


def item_statements(walk: Walk, item: int, lead: Lead, role: Role) -> Iterator[Statement]:
    """One list item under a lead-in that gives it direction."""
    context = walk.ground.context
    text, block = context.text(item), context.block(item)
    if speaks_to_software(text):
        return
    own = list(walk.clauses(text, block.char_start))
    if own and (own[0][1].cue.side == AFTER or len(words(text)) > _N_WORDS_OF_NAME):
        walk.consumed.add(item)
        yield from walk.read_block(item)
        return
    children = walk.children(item)
    walk.consume([item])
    made = item_statement(walk, item, children, lead, role)
    yield made
    yield from included_statement(walk.ground, text, made)


def item_statement(walk: Walk, item: int, children: list[int], lead: Lead, role: Role) -> Statement:
    """The Statement of an item that names a condition or an intervention."""
    context, block, text = (
        walk.ground.context,
        walk.ground.context.block(item),
        walk.ground.context.text(item),
    )
    own = find_grade(text)
    grade = own or lead.grade
    slots = _name_slots(FRONT_NOISE.sub("", text[: own.start] if own else text).strip(), role)
    clause = Clause(text, block.char_start)
    tree = (
        tree_of_items(context, item, children, text)
        if children
        else walk.clause_criteria(clause, slots)
    )
    number = draft.number_of(text)
    policy = walk.ground.is_policy
    return draft.make(
        walk.ground,
        draft.Found(
            cue=graded(lead.cue, grade.label if grade else ""),
            slots=_handed_down(lead, slots, role),
            quote=context.quote_block(item),
            grade=grade,
            leads=(lead.quote, *lead.leads),
            criteria=tree,
            phase=(phase_of(text) or lead.phase) if policy else "",
            catch_all=is_catch_all(text),
            speaker=lead.speaker,
            number_text=text if "." in number else lead.block_text,
            inherited_groups=lead.slots.groups or lead.groups,
            inherited_interventions=() if slots.interventions else lead.slots.interventions,
        ),
    )


def _handed_down(lead: Lead, slots: Slots, role: Role) -> Slots:
    """An item's slots with those that its lead-in gives it."""
    populations = (*lead.slots.populations, *slots.populations)
    if role is Role.CONDITIONS:
        return replace(
            lead.slots,
            aims=slots.aims,
            people=slots.people,
            populations=populations,
            criteria=slots.criteria,
            exceptions=(*lead.slots.exceptions, *slots.exceptions),
        )
    return replace(
        slots,
        aims=(),
        people=slots.groups or lead.slots.groups or lead.groups,
        populations=populations,
        qualifier=slots.qualifier or lead.slots.qualifier,
        comparator=lead.slots.comparator,
        line=lead.slots.line,
    )


def _without_following(slots: Slots) -> Slots:
    def keep(phrases: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(
            p for p in phrases if "following" not in p.lower() and not _ALL_OF_THEM.fullmatch(p)
        )

    return replace(
        slots,
        interventions=keep(slots.interventions),
        aims=tuple(kept for group in slots.aims if (kept := keep(group))),
        people=tuple(kept for group in slots.people if (kept := keep(group))),
        criteria=tuple(c for c in slots.criteria if "following" not in c.lower()),
    )


_CLAUSED = re.compile(
    r"\b(?:who|whose|when|if|unless|except|provided|that (?:is|are|has|have)|which|"
    r"patients?|individuals?|members?|people|persons?|adults?|children|women|men|"
    r"despite|refractory)\b|^(?:for|in|to)\b",
    re.IGNORECASE,
)


def name_slots(name: str) -> Slots:
    """Slots of a heading or item that names a condition."""
    return _name_slots(name, Role.CONDITIONS)


def _name_slots(name: str, role: Role) -> Slots:
    """Slots of a list item that names a condition or an intervention, perhaps with "for".

    "when" or "in patients".
    """
    first = re.split(r"(?<=[a-z)])\.\s+(?=[A-Z])", name, maxsplit=1)[0]
    bare = re.sub(r"[:;.,]\s*(?:and|or)?\s*$", "", first).strip()
    head, _, tail = bare.partition(":")
    if tail and len(words(head)) <= _N_WORDS_OF_NAME:
        bare = head
    if role is Role.CONDITIONS:
        plain = re.split(r"\s+[–—-]\s+", bare)[0]
        if phase_of(plain):  # "maintenance treatment of X" is not X
            return Slots(people=((clean(plain),),))
        slots = parse_population(plain) if _CLAUSED.search(plain) else Slots()
        if slots.groups:
            return slots
        whole = (
            parse_population(f"for {plain}")
            if not _CLAUSED.search(plain) and not re.search(r"\bafter\b", plain)
            else Slots()
        )
        if whole.groups and not whole.criteria:
            return whole
        return Slots(people=((clean(plain),),) if clean(plain) else ())
    slots = parse_object(bare)
    return slots if slots.interventions else Slots(interventions=interventions_of(bare))
