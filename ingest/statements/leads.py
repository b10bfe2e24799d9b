"""A sentence with a cue that leads in a list.

Its items are conditions, interventions or criteria.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from ingest.lexis import words
from ingest.sentences import sentence_spans
from ingest.statements import draft
from ingest.statements.catch_all import is_catch_all, of_catch_all
from ingest.statements.clause import Clause
from ingest.statements.criteria import join_of, tree_of_items
from ingest.statements.cues import CueMatch
from ingest.statements.excepted import against_exclusions, of_listed_exceptions
from ingest.statements.grades import find_grade
from ingest.statements.headings import heading_groups, heading_things
from ingest.statements.including import announces_examples, without_including, without_remark
from ingest.statements.item_names import without_following
from ingest.statements.items import item_statements
from ingest.statements.labelled_lists import labelled_lists, with_listed
from ingest.statements.lead import Lead, slots_of_lead
from ingest.statements.lead_words import ALL_MET, BELOW, BREAKS_OFF
from ingest.statements.limits import limits_use
from ingest.statements.models import Criterion, Direction, Statement
from ingest.statements.named_diagnoses import diagnosis_groups
from ingest.statements.own_criteria import with_own_criteria
from ingest.statements.phases import by_phase
from ingest.statements.roles import Role, are_people, are_services, role_of
from ingest.statements.sentence import (
    as_continued,
    graded,
    names_no_service,
    phase_in,
    says_nothing,
    sentence_statements,
)
from ingest.statements.short_subjects import named_above
from ingest.statements.speaker import reported_speaker
from ingest.statements.tails import criteria_behind, with_tail
from ingest.statements.titled import title_in_front
from ingest.statements.typed_marks import follows
from ingest.statements.walk import Walk


def leads_in(clause: Clause, match: CueMatch) -> bool:
    """Whether a sentence hands its direction to the items below it."""
    text, tail = clause.text.rstrip(), clause.text[match.end :].lower()
    told = text.endswith((":", "-", "–")) or BREAKS_OFF.search(text) or join_of(text) is not None
    bare = not words(clause.text[: match.start] + tail)  # "NOT COVERED" over a list, no more said
    return bool(
        told
        or bare
        or announces_examples(text)
        or BELOW.search(text) is not None
        or "following" in tail
        or "following" in clause.text[: match.start].lower()
    )


def lead_statements(
    walk: Walk, index: int, clause: Clause, match: CueMatch, items: list[int]
) -> Iterator[Statement]:
    """Statements of a lead-in and its items."""
    clause = replace(clause, text=without_remark(clause.text), whole=clause.span)
    if lists := labelled_lists(walk, items):
        lead = _lead(walk, index, replace(clause, whole=clause.span), match, items)
        lead = replace(lead, slots=with_listed(walk, lead.slots, lists))
        yield criteria_statement(walk, lists.label, clause, list(lists.criteria), lead)
        walk.consume(items)
        return
    yield from _of_items(walk, index, clause, match, items)


def _of_items(
    walk: Walk, index: int, clause: Clause, match: CueMatch, items: list[int]
) -> Iterator[Statement]:
    stem = replace(clause, text=without_including(clause.text), whole=clause.span)
    lead = _lead(walk, index, stem, match, items)
    has_condition = bool(lead.slots.groups or (lead.groups and walk.ground.is_policy))
    if stem.text != clause.text:  # "..., including the following:" says something of its own
        yield from sentence_statements(walk, index, stem, match)
        role = _role_of_examples(clause, lead, has_condition=has_condition)
        texts = [walk.ground.context.text(i) for i in items]
        role = Role.CONDITIONS if are_people(texts) else _as_services(role, texts)
        yield from _each(walk, items, _of_examples(lead, stem), role)
        return
    texts = [walk.ground.context.text(i) for i in items]
    has_intervention = bool(lead.slots.interventions) or (
        walk.ground.is_policy and bool(walk.ground.subject.interventions)
    )
    role = role_of(
        clause.text, has_condition=has_condition, has_intervention=has_intervention, items=texts
    )
    if role is Role.CONDITIONS and _SCENARIOS.search(clause.text) and _headed(walk, lead):
        role = Role.CRITERIA
    role = _as_services(role, texts)
    if (below := BELOW.search(clause.text)) and below["named"]:
        role = Role.CONDITIONS
    if role is not Role.CRITERIA:
        tail = criteria_behind(walk, items) or _own(walk, stem, lead, role)
        for made in _each(walk, items, lead, role):
            yield with_tail(made, tail)
    elif not says_nothing(lead.slots, clause, walk.ground, catch_all=False):
        limits = [i for i in items if limits_use(walk.ground.context.text(i))]
        criteria = [i for i in items if i not in limits]
        yield from _of_each_phase(walk, index, clause, criteria or items, lead)
        if criteria:
            yield from _limits(walk, limits)


# Under the heading of a condition, scenarios are when and not for what
_SCENARIOS = re.compile(
    r"\b(?:in|for) (?:any|all|either|one or more)(?: one)? of the following(?: \w+){0,2} "
    r"(?:scenarios?|situations?|circumstances?)\s*:\s*$",
    re.IGNORECASE,
)


def _as_services(role: Role, items: list[str]) -> Role:
    """The role of items that are named by their form as services, where they were conditions."""
    return Role.INTERVENTIONS if role is Role.CONDITIONS and are_services(items) else role


def _headed(walk: Walk, lead: Lead) -> bool:
    """Whether a heading, and not the lead-in itself, names what is covered is for."""
    covers = lead.cue.direction is Direction.FOR and walk.ground.is_policy
    return covers and bool(lead.groups) and not lead.slots.groups


def _own(walk: Walk, stem: Clause, lead: Lead, role: Role) -> Criterion | None:
    """What a lead-in asks for behind its "following": "for the following, when supervised:".

    In a guideline also what it asks for in front of what it advises: "If A fails, consider:".
    """
    if role is Role.INTERVENTIONS:
        return None if walk.ground.is_policy else walk.clause_criteria(stem, lead.slots)
    below = BELOW.search(stem.text)
    at = below.start() if below else stem.text.lower().find("following")
    asked = (ALL_MET.sub("", c) for c in lead.slots.criteria)
    told = tuple(c for c in asked if c and 0 <= at < stem.text.find(c))
    return walk.clause_criteria(stem, replace(lead.slots, criteria=told))


def _of_each_phase(
    walk: Walk, index: int, clause: Clause, items: list[int], lead: Lead
) -> Iterator[Statement]:
    """One Statement of all criteria; two where some are of the start, some of continuation."""
    phases = by_phase(walk, items) if walk.ground.is_policy else {}
    if not phases:
        made = criteria_statement(walk, index, clause, items, lead)
        yield from of_listed_exceptions(walk, against_exclusions(made))
        return
    for name, own in phases.items():
        yield criteria_statement(walk, index, clause, own, replace(lead, phase=name))
    walk.consume(items)


def _limits(walk: Walk, limits: list[int]) -> Iterator[Statement]:
    """What the limits of use among the criteria say themselves."""
    walk.consume(limits)
    for item in limits:
        yield from walk.read_block(item)


def example_statements(
    walk: Walk, index: int, clause: Clause, match: CueMatch, items: list[int]
) -> Iterator[Statement]:
    """Items under "This includes ... for:", which goes on with the sentence before it."""
    lead = _of_examples(_lead(walk, index, clause, match, items), clause)
    told = last_sentence(walk.ground.context.text(index))
    role = role_of(told, has_condition=False, has_intervention=True, items=[])
    yield from _each(walk, items, lead, Role.CONDITIONS if role is Role.CRITERIA else role)


def last_sentence(text: str) -> str:
    """The last sentence of a block."""
    start, end = sentence_spans(text)[-1]
    return text[start:end]


def _each(walk: Walk, items: list[int], lead: Lead, role: Role) -> Iterator[Statement]:
    for item in items:
        yield from item_statements(walk, item, lead, role)


def _lead(walk: Walk, index: int, clause: Clause, match: CueMatch, items: list[int]) -> Lead:
    """What a lead-in hands down to its items."""
    context, grade = walk.ground.context, find_grade(clause.text)
    raw = slots_of_lead(clause, match, grade)
    slots = named_above(walk, index, without_following(raw))
    refused = match.cue.direction is Direction.AGAINST and walk.ground.subject.interventions
    if refused and slots.interventions and all(map(names_no_service, slots.interventions)):
        slots = replace(slots, interventions=())  # "Requests will be denied for the following:"
    groups, leads = heading_groups(walk.ground, index, slots)
    groups = title_in_front(walk.ground, index, clause.start) or groups
    phase = phase_in(clause, raw) or walk.phase(index)
    if phase == "continued" and walk.ground.is_policy:
        slots = as_continued(slots)
    return Lead(
        match.cue,
        slots,
        context.quote(*clause.span),
        grade or find_grade(context.text(items[-1])),
        groups,
        tuple(leads),
        phase,
        reported_speaker(clause.text[: match.end], context.source),
        context.text(index),
    )


def _of_examples(lead: Lead, stem: Clause) -> Lead:
    """A lead-in whose items are examples: of a catch-all it hands down the intervention alone."""
    if not is_catch_all(stem.text):
        return lead
    kept = of_catch_all(stem.text, lead.slots.interventions)
    slots = replace(lead.slots, interventions=kept, aims=(), people=(), exceptions=(), criteria=())
    return replace(lead, slots=slots)


def _role_of_examples(clause: Clause, lead: Lead, *, has_condition: bool) -> Role:
    """Examples are of what stands before "including": indications, else things."""
    told = role_of(clause.text, has_condition=has_condition, has_intervention=True, items=[])
    if told is Role.INTERVENTIONS or not (is_catch_all(clause.text) or has_condition):
        named = lead.slots.interventions and not is_catch_all(clause.text)
        return Role.INTERVENTIONS if told is Role.INTERVENTIONS or named else Role.CONDITIONS
    return Role.CONDITIONS


_BULLETS = frozenset("-•*–—■▪◦o")


def _bulleted(walk: Walk, items: list[int]) -> bool:
    """Whether each item stands behind a bullet, by which what is nested in it is told."""
    blocks = map(walk.ground.context.block, items)
    return all(block.marker.strip() in _BULLETS for block in blocks)


def criteria_statement(
    walk: Walk, index: int, clause: Clause, items: list[int], lead: Lead
) -> Statement:
    """One Statement with the items as its criteria tree."""
    tree = tree_of_items(walk.ground.context, index, items, clause.text)
    tree = with_own_criteria(walk, clause, lead.slots, tree)
    walk.consume(items)
    handed_up = items and walk.ground.context.block(items[0]).lead_in != index
    if handed_up and not _bulleted(walk, items):
        texts = [walk.ground.context.text(i) for i in items]
        # lists without bullets: what is nested in what only their numbers can tell
        told = all(follows(above, item) for above, item in pairwise(texts))
        tree = tree if told or not any(map(join_of, texts[:-1])) else replace(tree, parsed=False)
    groups = lead.groups or diagnosis_groups(walk, tree, lead.slots)
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
            inherited_interventions=(
                walk.lead_interventions(index) or heading_things(walk.ground, index)
            ),
        ),
    )
