"""Blocks without a cue of their own under a heading that gives direction (coverage policies)."""

import re
from collections.abc import Iterator
from dataclasses import replace

from ingest.lexis import is_generic, words
from ingest.models import BlockKind
from ingest.statements import draft
from ingest.statements.begun import phase_of
from ingest.statements.clause import Clause
from ingest.statements.criteria import join_of, tree_of_items
from ingest.statements.families.silence import is_silenced
from ingest.statements.heading_direction import OUTLINE, from_heading, lists_exclusions
from ingest.statements.item_names import name_slots, points_elsewhere
from ingest.statements.items import Item, item_statement, item_statements
from ingest.statements.lead import Lead
from ingest.statements.leads import criteria_statement
from ingest.statements.models import Direction, Statement
from ingest.statements.named_diagnoses import diagnosis_groups
from ingest.statements.own_names import names_own_thing
from ingest.statements.roles import Role, look_like_criteria, role_of
from ingest.statements.slot_patterns import PEOPLE
from ingest.statements.slots import Slots, parse_population
from ingest.statements.subject import looks_like_condition
from ingest.statements.walk import Walk

_NOT_A_NAME = re.compile(
    r"\s*(?:(?:the|each|every) (?=member|patient|individual))?"
    r"(?:all|any|one|each|both|either|at least|the following|initial|continu|subsequent|renewal|"
    r"re-?auth|if\b|"
    r"criteria|when|requests?|documentation|authori|approv|coverage|member|patient|"
    r"individual)",
    re.IGNORECASE,
)
# "X is approved when all of the following:" is a sentence, and no name with its criteria
_SAYS_SO = re.compile(
    r"\b(?:is|are|be) (?:approved|authori[sz]ed|covered|considered|allowed|granted|payable)\b", re.I
)
# A name has no finite verb and is no label of a field.
_SENTENCE = re.compile(
    r"\b(?:is|are|was|were|be|been|has|have|had|will|must|may|can|should|does|do|"
    r"requires?|required|applies|apply|refer|see|submit|supplements?|includes?|"
    r"contains?|means|provides?|supersedes?)\b"
    r"|^\W*(?:dos(?:e|ing|age)|limits?|quantity|notes?|number|duration|frequency|"
    r"documentation|prior authori[sz]ation|authori[sz]ation|effective|codes?|coding|"
    r"references?|source|age|approval|length|none|not applicable|n/a|policy|date|last|"
    r"next|version|contact|plan|payer|(?:drug|product|medication|brand|generic)s?"
    r"(?: (?:class(?:es)?|names?|lists?))?(?=\s*:)|adopted|revised|reviewed|issued|approved)\b",
    re.IGNORECASE,
)
# A heading that calls what stands under it criteria, and no list of indications
_ASKS = re.compile(
    r"^(?!.*\b(?:indications?|conditions|diagnos\w+|uses)\b).*\b(?:criteria|requirements|"
    r"(?:re-?)?authori[sz]ation|approval|renewal)\b",
    re.IGNORECASE,
)
_REFUSED = re.compile(
    r"\bnot (?:authori[sz]ed|covered|approved|recommended|medically necessary|allowed)\b",
    re.IGNORECASE,
)
# A joint between two items ("-AND-"), the foot of a page
_NO_NAME = re.compile(r"^\W*(?:and|or|and/or)\W*$|\bpage \d+ of \d+\b", re.IGNORECASE)
_FOOTNOTE = re.compile(r"\s*(?:\[\d{1,2}\]|\*{1,3}|[†‡§])\s*\w")
_CODED = re.compile(r"\W*[A-TV-Z]\d[\dA-Z](?:\.[\dA-Z]{1,4})?\s+[A-Z]")
# What only names other documents
_RELATED = re.compile(
    r"\W*(?:(?:[IVX]{1,5}|[A-Z]|\d{1,2})[.)]\s+)?(?:related (?:polic|guideline|document|coverage|"
    r"resource|article|bulletin)|see also|cross-?references?)",
    re.IGNORECASE,
)
_N_WORDS_OF_NAME = 20
# "Non-covered services": what stands below it is no use of what the document is about
_OF_THINGS = re.compile(r"\b(?:services?|items?|procedures?|supplies|benefits?)\b", re.IGNORECASE)


def headed_statements(walk: Walk, index: int, items: list[int]) -> Iterator[Statement]:
    """Statements of a block that has its direction from a heading alone."""
    context, block = walk.ground.context, walk.ground.context.block(index)
    if not walk.ground.is_policy or _takes_none(walk, index):
        return
    is_item = block.kind is BlockKind.LIST_ITEM
    led = block.lead_in is not None and not items
    found = (
        None if led and (not is_item or _lead_has_cue(walk, index)) else from_heading(walk, index)
    )
    if found is None:
        return
    cue, leads, groups = found
    text = context.text(index)
    refused = cue.direction is Direction.FOR and _REFUSED.search(text) is not None
    if refused or any(is_silenced(t, len(t), len(t)) for t in _said_above(walk, index)):
        return
    lead = Lead(cue, Slots(), leads[0], None, groups, tuple(leads[1:]), walk.phase(index), "", "")
    if items and (join_of(text) is not None or text.rstrip().endswith(":")):
        yield from _headed_list(walk, index, items, lead)
    elif is_item:
        yield from _headed_item(walk, index, lead)
    elif not items and cue.direction is Direction.FOR and _FOR_PEOPLE.match(text):
        yield _of_people(walk, index, lead)
    elif not items and is_name(text) and not _is_masthead(walk, index):
        role = Role.CONDITIONS if walk.ground.subject.interventions else Role.INTERVENTIONS
        yield item_statement(walk, Item(index, text), lead, role)


def _is_masthead(walk: Walk, index: int) -> bool:
    """Whether a line stands right below a document's title that calls all of it exclusions."""
    context = walk.ground.context
    at = context.block(index).heading
    title = at is not None and context.block(at).level == 1
    return title and at is not None and lists_exclusions(context.text(at))


def is_name(text: str) -> bool:
    """Whether a paragraph is a name: short, without a verb, and no pointer or lead-in."""
    short = len(words(text)) <= _N_WORDS_OF_NAME and not text.rstrip().endswith(":")
    if _CODED.match(text):
        return False  # a row of a code list
    return short and not (_SENTENCE.search(text) or _NO_NAME.search(text) or points_elsewhere(text))


def _takes_none(walk: Walk, index: int) -> bool:
    """Whether a block is a title, a footnote or a pointer, or leads in what speaks for itself."""
    context = walk.ground.context
    text, below = context.text(index), context.children.get(index, ())
    speak = sum(len(own) > 0 for own in map(walk.table.find, map(context.text, below)))
    return (
        index in context.label_lines
        or walk.is_title(index)
        or (context.block(index).kind is not BlockKind.LIST_ITEM and bool(_FOOTNOTE.match(text)))
        or any(_RELATED.match(told) for told in _said_above(walk, index))
        or (not text.rstrip().endswith(":") and 2 * speak > len(below) > 1)
    )


_FOR_PEOPLE = re.compile(
    rf"\W*for {PEOPLE}\b(?=.*\b(?:with|who|when|if|weighing)\b)(?!.*\b(?:should|must|see|refer)\b)",
    re.IGNORECASE,
)


_ALL_MET = re.compile(r"\b(?:met|present|following|apply|criteria):\s+", re.IGNORECASE)


def _of_people(walk: Walk, index: int, lead: Lead) -> Statement:
    """The Statement of "For adults with X when ...", below the heading of what it is for."""
    context, block = walk.ground.context, walk.ground.context.block(index)
    text = context.text(index)
    told = parse_population(text.strip(" ."))
    start = text.lower().find(" with ") if lead.groups else -1
    if listed := _ALL_MET.search(text):
        start = listed.end()
    clause = Clause(text, block.char_start)
    whole = (text[start:].strip(" ."),) if start > 0 else told.criteria
    slots = replace(told, people=() if lead.groups else told.people, criteria=whole)
    return draft.make(
        walk.ground,
        draft.Found(
            cue=lead.cue,
            slots=slots,
            quote=context.quote_block(index),
            leads=(lead.quote, *lead.leads),
            criteria=walk.clause_criteria(clause, slots),
            phase=lead.phase,
            inherited_groups=lead.groups,
        ),
    )


def _said_above(walk: Walk, index: int) -> list[str]:
    """A block and the lead-ins above it."""
    context = walk.ground.context
    return [context.text(at) for at in (index, *context.lead_chain(index))]


def _lead_has_cue(walk: Walk, index: int) -> bool:
    context = walk.ground.context
    return any(walk.table.find(context.text(at)) for at in context.lead_chain(index))


def _headed_list(walk: Walk, index: int, items: list[int], lead: Lead) -> Iterator[Statement]:
    context = walk.ground.context
    text = context.text(index)
    people = re.match(r"\s*(?:for|in|among)\b", text, re.IGNORECASE)
    bare = OUTLINE.sub("", text).rstrip(":")  # "1. Gout. All of the following:"
    described = parse_population(text) if people else name_slots(bare)
    named = not (is_generic(text) or _NOT_A_NAME.match(text) or _SAYS_SO.search(bare))
    slots = Slots(people=described.groups if named else ())
    if not people and named and names_own_thing(walk.ground, bare):  # "X for gout: all of:"
        slots = replace(name_slots(bare, Role.INTERVENTIONS), criteria=())
    role = role_of(
        text,
        has_condition=bool(slots.groups or lead.groups),
        has_intervention=True,
        items=[context.text(i) for i in items],
    )
    whole = Lead(
        lead.cue,
        slots,
        context.quote_block(index),
        None,
        lead.groups,
        (lead.quote, *lead.leads),
        phase_of(text) or lead.phase,
        "",
        text,
    )
    if role is Role.CRITERIA:
        yield criteria_statement(
            walk, index, Clause(text, context.block(index).char_start), items, whole
        )
        return
    for item in items:
        yield from item_statements(walk, item, whole, role)


def _headed_item(walk: Walk, index: int, lead: Lead) -> Iterator[Statement]:
    """Items directly under a heading.

    Criteria together where they read as criteria, else one name each.
    """
    context, block = walk.ground.context, walk.ground.context.block(index)
    siblings = [
        i
        for i in context.under_heading.get(block.heading if block.heading is not None else -1, ())
        if context.block(i).kind is BlockKind.LIST_ITEM
        and context.block(i).lead_in == block.lead_in
        and i not in walk.consumed
    ]
    texts = [context.text(i) for i in siblings]
    if texts and all(map(points_elsewhere, texts)):
        return
    asks = _ASKS.search(lead.quote.text) is not None
    covered = lead.cue.direction is Direction.FOR and bool(
        lead.groups or walk.ground.subject.conditions or lead.phase == "continued" or asks
    )
    alike = look_like_criteria(texts) or (asks and any(look_like_criteria([t]) for t in texts))
    refuses = [m.cue.name for text in texts for m in walk.table.find(text)]
    # "X must not be given together with Y" among criteria is one of them
    if covered and alike and all(name == "not-together" for name in refuses):
        # criteria under a heading that calls them so must all be met, unless an "or" says otherwise
        told = f"{lead.quote.text}:" if asks else lead.quote.text
        tree = tree_of_items(context, None, siblings, told)
        walk.consume(siblings)
        yield draft.make(
            walk.ground,
            draft.Found(
                cue=lead.cue,
                slots=Slots(),
                quote=lead.quote,
                leads=lead.leads,
                criteria=tree,
                phase=lead.phase,
                inherited_groups=lead.groups or diagnosis_groups(walk, tree, lead.slots),
            ),
        )
        return
    if re.match(r"\W*(?:none|not applicable|n/a)\b", texts[0] if texts else "", re.IGNORECASE):
        return
    of_things = _OF_THINGS.search(lead.quote.text) and not any(map(looks_like_condition, texts))
    uses = walk.ground.subject.interventions and not lead.slots.groups and not of_things
    role = Role.CONDITIONS if uses else Role.INTERVENTIONS
    yield from item_statements(walk, index, lead, role)


def refused_in_front(walk: Walk, index: int, start: int) -> Iterator[Statement]:
    """What an excluded item names before a sentence that says who has it all the same.

    "Hearing aids for adults. (Hearing aids for members under 18 are covered; see Section 5.)"
    """
    context, block = walk.ground.context, walk.ground.context.block(index)
    front = context.document.text[block.char_start : start].rstrip(" (")
    named = block.kind is BlockKind.LIST_ITEM and front.endswith(".") and is_name(front)
    if not named or not any(
        lists_exclusions(context.text(at)) for at in context.heading_chain(index)
    ):
        return
    found = from_heading(walk, index)
    if found is None or found[0].direction is not Direction.AGAINST:
        return
    cue, leads, groups = found
    lead = Lead(cue, Slots(), leads[0], None, groups, tuple(leads[1:]), "", "", "")
    item = Item(index, front, (), (block.char_start, block.char_start + len(front)))
    yield item_statement(walk, item, lead, Role.INTERVENTIONS)
