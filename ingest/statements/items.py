"""List items under a lead-in or heading that gives them direction."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from ingest.lexis import words
from ingest.sentences import sentence_spans
from ingest.statements import draft
from ingest.statements.addressed import speaks_to_software
from ingest.statements.begun import phase_of
from ingest.statements.catch_all import is_catch_all, says_criteria_unmet
from ingest.statements.circumstance_titles import refused_circumstance
from ingest.statements.clause import Clause
from ingest.statements.criteria import tree_of_items
from ingest.statements.cues import AFTER
from ingest.statements.elliptic import elliptic
from ingest.statements.excepted import included_statement, of_refused_item
from ingest.statements.exception_words import with_its_exception
from ingest.statements.fronts import FRONT_NOISE
from ingest.statements.grades import find_grade
from ingest.statements.including import announces_examples
from ingest.statements.item_names import (
    each_use,
    is_heading_of_outline,
    name_slots,
    points_elsewhere,
    what_people_are,
    with_criteria_behind,
)
from ingest.statements.item_roles import SAYS_FOR, is_use_alone, own_role, people_of
from ingest.statements.lead import Lead
from ingest.statements.models import Basis, Direction, Statement
from ingest.statements.own_names import without_reference
from ingest.statements.quantities import LIMIT, limit_slots, only_limits
from ingest.statements.roles import Role
from ingest.statements.sentence import graded
from ingest.statements.slots import Slots, parse_object
from ingest.statements.subject import looks_like_condition
from ingest.statements.walk import Walk

_N_WORDS_OF_NAME = 12


def item_statements(walk: Walk, item: int, lead: Lead, role: Role) -> Iterator[Statement]:
    """One list item under a lead-in that gives it direction."""
    text, block = walk.ground.context.text(item), walk.ground.context.block(item)
    if speaks_to_software(text) or is_heading_of_outline(text) or points_elsewhere(text):
        return
    role = own_role(walk, item, role, lead)
    goes_on = elliptic(text) if role is Role.INTERVENTIONS and lead.cue.side == AFTER else None
    own = list(walk.clauses(text, block.char_start)) if goes_on is None else []
    first = _first_sentence(walk, item, own[0][0].start, role) if own else None
    if first or (own and (own[0][1].cue.side == AFTER or len(words(text)) > _N_WORDS_OF_NAME)):
        walk.consumed.add(item)
        if first:
            yield item_statement(walk, first, lead, role)
        yield from walk.read_block(item)
        return
    children = walk.children(item)
    walk.consume([item])
    examples = bool(children) and announces_examples(text)
    head = _before_indications(text, block.marker, role, children)
    uses = [] if children or goes_on or not walk.ground.is_policy else each_use(text)
    if head or uses:
        yield from _each_indication(walk, children, lead, head) if head else ()
        yield from (item_statement(walk, Item(item, use), lead, role) for use in uses)
        return
    if goes_on and goes_on.negated and lead.cue.direction is not Direction.FOR:
        return  # nothing is left of a refusal that is negated
    lead = _turned(lead) if goes_on and goes_on.negated else lead
    named = Item(item, goes_on.what if goes_on else text, () if examples else tuple(children))
    made = _as_limit(walk, text, lead, item_statement(walk, named, lead, role))
    yield from of_refused_item(walk, item, made, listed=bool(named.children))
    yield from included_statement(walk.ground, text, made)
    if examples:
        below, role = _handed_to_examples(lead, made, role)
        for child in children:
            walk.release(child)
            yield from item_statements(walk, child, below, role)


# "X for any of the following indications (not an all-inclusive list):" leads in what X is for
_INDICATIONS_BELOW = re.compile(
    r"\s+(?:for|in|to treat)\s+(?:(?:any|all|each|the treatment) (?:\w+ )?of )?(?:the )?following "
    r"(?:[\w-]+ ){0,2}?(?:indications?|conditions?|diagnos[ei]s|disorders?|diseases?|uses)\b"
    r"(?! (?:is|are|has|have)\b)\s*(?:\([^()]*\))?\s*:?\s*$",
    re.IGNORECASE,
)


def _turned(lead: Lead) -> Lead:
    return replace(lead, cue=replace(lead.cue, direction=Direction.AGAINST))


def _as_limit(walk: Walk, text: str, lead: Lead, made: Statement) -> Statement:
    """An item that only says how much is covered decides nothing about what for."""
    limits = walk.ground.is_policy and made.subject_stands_in and only_limits(text, lead.cue)
    return replace(made, basis=Basis.FINDING, flags=(LIMIT,)) if limits else made


def _each_indication(walk: Walk, items: list[int], lead: Lead, head: str) -> Iterator[Statement]:
    """The indications below an item that names what they are of."""
    role = Role.INTERVENTIONS
    named = name_slots(without_reference(FRONT_NOISE.sub("", head)), role)
    below = replace(lead, slots=_handed_down(lead, replace(named, criteria=()), role))
    for item in items:
        walk.release(item)
        yield from item_statements(walk, item, below, Role.CONDITIONS)


def _before_indications(text: str, marker: str, role: Role, children: list[int]) -> str:
    """What an item names before it leads in its indications; "" where it leads in none."""
    found = _INDICATIONS_BELOW.search(text) if children and role is Role.INTERVENTIONS else None
    return text[: found.start()].removeprefix(marker) if found else ""


def _handed_to_examples(lead: Lead, made: Statement, role: Role) -> tuple[Lead, Role]:
    """What examples under an item get; of "X for all other indications" they are indications."""
    if made.catch_all:
        slots = replace(lead.slots, interventions=made.interventions)
        return replace(lead, slots=slots), Role.CONDITIONS
    return replace(lead, slots=replace(lead.slots, people=made.condition_groups, aims=())), role


@dataclass(frozen=True, slots=True)
class Item:
    """A list item that names something.

    Attributes:
        index: Its block.
        name: What of its text names it.
        children: Blocks of the criteria that stand under it.
        span: Its place in the document's text, where it is a part of its block.
    """

    index: int
    name: str
    children: tuple[int, ...] = ()
    span: tuple[int, int] | None = None


def _first_sentence(walk: Walk, item: int, told_from: int, role: Role) -> Item | None:
    """The first sentence of an item whose later ones take positions of their own; else None.

    "C. Foobar pacing for gout when diet has failed. A first course of 12 sessions is covered."

    Args:
        walk: The pass over the document.
        item: The block.
        told_from: Where the first sentence that takes a position begins.
        role: What the items of its list are.
    """
    block, text = walk.ground.context.block(item), walk.ground.context.text(item)
    end = sentence_spans(text)[0][1]
    if not walk.ground.is_policy:
        return None
    if place := refused_circumstance(text):
        last = block.char_start + max(end, place[1])
        return Item(item, text[slice(*place)], (), (block.char_start, last))
    if told_from < block.char_start + end:
        return None
    name = text[:end].strip()
    told = SAYS_FOR.search(name) is not None or is_use_alone(text.removeprefix(block.marker), role)
    span = (block.char_start, block.char_start + len(text[:end].rstrip()))
    return Item(item, name, (), span) if told and not walk.children(item) else None


def _limit_of(name: str, role: Role) -> Slots | None:
    limit = limit_slots(name)
    if limit and role is Role.CONDITIONS and any(map(looks_like_condition, limit.interventions)):
        return None  # "chronic pain of longer than a year" is one of the conditions
    return limit


def item_statement(walk: Walk, item: Item, lead: Lead, role: Role) -> Statement:
    """The Statement of an item that names a condition or an intervention."""
    context, block = walk.ground.context, walk.ground.context.block(item.index)
    start, end = item.span or (block.char_start, block.char_end)
    text, name = context.document.text[start:end], item.name
    policy, own = walk.ground.is_policy, find_grade(text)
    grade = own or lead.grade
    if own and name.endswith(text[own.start :]):
        name = name[: len(name) - len(text) + own.start]
    if block.marker and name.startswith(block.marker):
        name = name[len(block.marker) :]
    name = _COLON_OF_LIST.sub(r"\1 ", without_reference(FRONT_NOISE.sub("", name).strip()))
    if against := lead.cue.direction is Direction.AGAINST:
        name = with_its_exception(name)
    if limit := _limit_of(name, role) if against else None:
        role = Role.INTERVENTIONS
    told = people_of(name, role) or _circumstance_of(walk, name, lead, role)
    slots = limit or told or name_slots(name, role)
    if policy and not (against or item.children) and role is Role.CONDITIONS:
        slots = with_criteria_behind(slots, name)
    unmet = against and policy and bool(slots.criteria)
    unmet = unmet and all(map(says_criteria_unmet, slots.criteria))
    if unmet or (against and policy and is_catch_all(text)):  # "X when these are not met"
        kept = tuple(c for c in slots.criteria if not says_criteria_unmet(c))
        slots = replace(slots, criteria=kept)
    clause = Clause(text, start)
    tree = (
        tree_of_items(context, item.index, list(item.children), text)
        if item.children
        else walk.clause_criteria(clause, slots)
    )
    number = draft.number_of(text)
    return draft.make(
        walk.ground,
        draft.Found(
            cue=graded(lead.cue, grade.label if grade else ""),
            slots=_handed_down(lead, slots, role),
            quote=context.quote(start, end),
            grade=grade,
            leads=(lead.quote, *lead.leads),
            criteria=tree,
            phase=(phase_of(text) or lead.phase) if policy else "",
            catch_all=unmet or is_catch_all(text),
            unmet=unmet,
            speaker=lead.speaker,
            number_text=text if "." in number else lead.block_text,
            inherited_groups=lead.slots.groups or lead.groups,
            inherited_interventions=() if slots.interventions else lead.slots.interventions,
        ),
    )


_COLON_OF_LIST = re.compile(r"\b(for|in|to treat):\s+(?=\S)", re.IGNORECASE)
_CIRCUMSTANCE = re.compile(
    r"^(?:when|if|where)\s+(?=\S+\s+\S)|(?=(?:performed|used|given|done|administered|provided|"
    r"ordered|requested|billed|in (?:conjunction|combination|association)|concurrent(?:ly)?|"
    r"concomitant(?:ly)?|together|along) (?:with|to|for|in|by|as|on|at|after|"
    r"during|solely|only)\b)|(?=(?:(?:concurrent|concomitant|combined|simultaneous) )?use"
    r"(?: of [\w®-]+(?: [\w®-]+)?)?(?: together| in combination| concurrently| concomitantly)?"
    r" with\b)",
    re.IGNORECASE,
)


def _circumstance_of(walk: Walk, name: str, lead: Lead, role: Role) -> Slots | None:
    """Slots of an item that says when, where its lead-in or the document names what it is of."""
    subject = role is Role.CONDITIONS and walk.ground.subject.interventions
    named = bool(lead.slots.interventions or subject)
    if lead.slots.interventions and _WHO_LEADS.search(lead.quote.text) and _VERB.match(name):
        return Slots(criteria=(name.rstrip(" ;,."),))
    if not (walk.ground.is_policy and named):
        return None
    refused = what_people_are(name) if lead.cue.direction is Direction.AGAINST else ""
    return Slots(criteria=(refused,)) if refused else _circumstance(name)


# "in men who:" and below it "plan fertility in the near term;"
_WHO_LEADS = re.compile(r"\bwho\s*:\s*$", re.IGNORECASE)
_VERB = re.compile(r"(?-i:[a-z])[a-z]+\s")


_SENTENCE = re.compile(r"(?<=[a-z)])\.\s+(?=[A-Z])")  # what follows gives a reason


def _circumstance(name: str) -> Slots | None:
    """Slots of an item that says when a named intervention is (not) covered, and not what for.

    "When performed to relieve neck pain", "in conjunction with other surgery", "use together with
    another biologic".
    """
    found = _CIRCUMSTANCE.match(name)
    if found is None:
        return None
    first = _SENTENCE.split(name[found.end() :])[0]
    told = re.sub(r"[;,.]?\s*(?:\b(?:and|or)\b)?[\s;,.]*$", "", first)
    clauses = parse_object(f"it when {told}") if " unless " in told else None
    if clauses and clauses.criteria:
        return Slots(criteria=clauses.criteria, exceptions=clauses.exceptions)
    return Slots(criteria=(told,))


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
