"""What a section of a manual asks for without saying that it covers: "ALL: age 18 or older; ...".

The thing is named by the section's heading or in front of a colon, and what follows are the
criteria for it ("Admission requires ALL of:", "any one of:"), or what it is for ("stroke; spinal
cord injury").
"""

import re
from collections.abc import Mapping
from dataclasses import replace

from ingest.lexis import words
from ingest.models import BlockKind
from ingest.statements import draft
from ingest.statements.begun import phase_of
from ingest.statements.criteria import join_of, tree_of_clause, tree_of_items
from ingest.statements.cues import AFTER, Cue
from ingest.statements.families.silence import is_silenced
from ingest.statements.headings import heading_groups
from ingest.statements.models import Basis, Criterion, Direction, Join, Statement
from ingest.statements.named_diagnoses import diagnosis_groups
from ingest.statements.roles import heading_cue, look_like_criteria
from ingest.statements.row_uses import uses_of
from ingest.statements.section_things import Thing
from ingest.statements.slots import Slots
from ingest.statements.walk import Walk

_CUE = Cue(
    "section-criteria",
    Direction.FOR,
    Basis.COVERAGE,
    AFTER,
    r"$^",
    "ALL: age 18 or older; gout; allopurinol for 3 months.",
    "Manuals of benefit managers: criteria under the name of a service",
)
_JOIN = r"(?:all|any|both|either|each|one|two|three)"
# The whole of a label in front of criteria
_LABEL = re.compile(
    rf"^\W*(?:(?:initial|admission|approval|authori[sz]ation|coverage|clinical)\s+)?(?:criteria|"
    rf"admission|approval|eligibility|requirements?|requires|{_JOIN})?\s*(?:{_JOIN}"
    r"(?: (?:or more|one))?)?(?:\s*of(?: the following| these)?)?(?:\s*(?:criteria|"
    r"are met|is met))*\s*(?::|\s[–—-]\s)\s*",
    re.IGNORECASE,
)
_ALL = re.compile(rf"^\W*(?:\w+ )?{_JOIN}\b", re.IGNORECASE)
# "Prescribed by a specialist, AND ONE of:" asks for something before its list
_BEFORE_LIST = re.compile(
    rf"[,;]?\s*(?:(?:and|with|plus)\s+)?(?:(?:at least|any|all|either|both)\s+)*{_JOIN}?\s*(?:or "
    r"more\s+)?(?:of)?(?: (?:the following|these))?\s*:?\s*$",
    re.IGNORECASE,
)
_DESCRIBES = re.compile(
    r"^\W*(?:\w+ ){0,6}?(?:is|are|was|were|uses?|delivers?|consists?|refers?|means|includes?|"
    r"involves?|applies|works|provides?)\b",
    re.IGNORECASE,
)
_OTHER = re.compile(
    r"\b(?:documentation|submit\w*|fax|forms?|notes?|limits?|quantity|dos(?:e|ing|age)|"
    r"references?|duration|billing|code|renewal|see|effective|revis\w+|contact|phone)\b",
    re.IGNORECASE,
)
_N_WORDS_OF_LABEL = 3


def section_statement(walk: Walk, index: int, items: list[int]) -> Statement | None:
    """The Statement of a block that asks for criteria under the name of a thing; None of others."""
    context, thing = walk.ground.context, walk.things.of(index) or _of_document(walk, index, items)
    block, text = context.block(index), context.text(index)
    own = thing is not None and thing.index == index and thing.end > 0
    if thing is None or (block.lead_in is not None and not own) or index in walk.consumed:
        return None
    if under_refusal(walk, index, thing):
        return None
    start = thing.end if own else block.char_start + len(block.marker)
    rest = context.document.text[start : block.char_end]
    if is_silenced(text, len(text), len(text)) or _DESCRIBES.match(rest):
        return None
    if items and (join_of(text) is not None or text.rstrip().endswith((":", ";"))):
        tree = _listed(walk, index, items, start)
    else:
        tree = _inline(walk, index, start, own=own) if not items else None
    if tree is None:
        return None
    made = _made(walk, index, thing, Slots(), tree)
    walk.consume(items)
    phase = phase_of(rest[: rest.find(":") + 1])
    return replace(made, phase=phase) if phase else made


# As in "All of the boxes must be checked:", "Both criteria are required:".
_ALONE = re.compile(
    rf"^\W*(?:(?:initial|approval|coverage|clinical)\s+(?:criteria|requires?)\W+)?"
    rf"(?:the answers? to )?{_JOIN}(?: of)?"
    r"(?: the| these)?(?: following| listed)?(?: (?:criteria|boxes|conditions|items|requirements|"
    r"statements))?(?: (?:must(?: all)? be|are(?: all)?|should be|need to be) (?:met|checked|"
    r"present|fulfilled|satisfied|required|true))?(?: in order to meet criteria)?\s*[:.]\s*$",
    re.IGNORECASE,
)


def _of_document(walk: Walk, index: int, items: list[int]) -> Thing | None:
    """What a policy is on, for a line that only says that all of its items must be met."""
    ground, context = walk.ground, walk.ground.context
    heading = context.block(index).heading
    if not (ground.is_policy and items and ground.subject.interventions) or heading is None:
        return None
    above = [context.text(at) for at in context.heading_chain(index)]
    named = _ALONE.match(context.text(index)) is not None and context.block(heading).level > 1
    told = any(walk.table.find(context.text(at)) for at in range(heading + 1, index))
    refused = any((cue := heading_cue(t)) and cue.direction is not Direction.FOR for t in above)
    if not named or told or refused or _OTHER.search(above[0]):
        return None
    return Thing(ground.subject.interventions, (), (), heading)


def under_refusal(walk: Walk, index: int, thing: Thing) -> bool:
    """Whether a heading between a block and the name of its thing refuses what stands below it."""
    context = walk.ground.context
    for at in context.heading_chain(index):
        cue = heading_cue(context.text(at))
        if cue is not None and cue.direction is not Direction.FOR:
            return True
        if at == thing.index:
            return False
    return False


def section_uses(
    walk: Walk, index: int, items: list[int], told: Mapping[int, Statement]
) -> list[Statement]:
    """What a thing that a block names in front of a colon is for ("Foobar rehab (1): A; B").

    Args:
        walk: The pass over the document.
        index: The block.
        items: Its list items: where it has some they say more.
        told: Statements of its sentences by their place; one that says when it is approved
            ("Approve after 4 weeks of ...") goes for each use.
    """
    context, thing = walk.ground.context, walk.things.of(index)
    if thing is None or thing.index != index or not thing.end or items:
        return []
    text = context.document.text[thing.end : context.block(index).char_end]
    first = _SENTENCE.split(text)[0]
    if thing.end in told or under_refusal(walk, index, thing):
        return []
    when = [s.criteria for s in told.values() if s.direction is Direction.FOR and not s.conditions]
    parts = [p for p in first.split(";") if words(p)]
    if look_like_criteria(parts) or _OTHER.search(first) or _DESCRIBES.match(first):
        return []
    if _REFUSES.match(first) or is_silenced(text, len(text), len(text)):
        return []
    made = []
    for use in uses_of(first, thing.end):
        own = tree_of_clause(context, *use.criteria) if use.criteria else None
        trees = tuple(t for t in (own, *when) if t is not None)
        tree = Criterion(join=Join.ALL_OF, text="", children=trees) if len(trees) > 1 else None
        tree = tree or (trees[0] if trees else None)
        slots = Slots(people=use.groups, populations=use.populations)
        made.append(_made(walk, index, thing, slots, tree))
    return made


def _made(walk: Walk, index: int, thing: Thing, slots: Slots, tree: Criterion | None) -> Statement:
    """The Statement of a block for what its slots say, when its criteria are met."""
    context = walk.ground.context
    groups, leads = heading_groups(walk.ground, index, slots)
    return draft.make(
        walk.ground,
        draft.Found(
            cue=_CUE,
            slots=slots,
            quote=context.quote_block(index),
            leads=[*leads, context.quote_block(thing.index)],
            criteria=tree,
            phase=walk.phase(index),
            inherited_groups=groups or (diagnosis_groups(walk, tree, slots) if tree else ()),
        ),
    )


def _listed(walk: Walk, index: int, items: list[int], start: int) -> Criterion | None:
    """Criteria of the items, with what the sentence above them asks for itself."""
    context = walk.ground.context
    text = context.document.text[start : context.block(index).char_end]
    label = _LABEL.match(text)
    front = text[label.end() :] if label and label.end() < len(text) else text
    asked = front[: m.start()] if (m := _BEFORE_LIST.search(front)) else front
    if _OTHER.search(text):
        return None
    told = f"{text.rstrip(' :;')}:" if join_of(text) is None else text
    listed = tree_of_items(context, index, items, told)
    if _ALONE.match(text):
        return listed
    if _REFUSES.match(front):
        return None
    if len(words(asked)) <= _N_WORDS_OF_LABEL or _COUNTS.search(asked) or _COVERS.search(asked):
        return listed
    at = start + text.find(asked)
    own = tree_of_clause(context, at, at + len(asked))
    return Criterion(join=Join.ALL_OF, text="", children=(own, listed))


_COVERS = re.compile(
    r"^\W*(?:(?:members?|requests?|it|this)\s+)?(?:(?:is|are|may be|will be)\s+)?(?:considered\s+)?"
    r"(?:medically necessary|covered|approved?|eligible|indicated|supported|appropriate|allowed)\b|"
    # a sentence that covers its thing is no criterion of it
    r"\b(?:is|are|(?:may|can|will) be) (?:considered )?(?:an? )?(?:medically necessary|covered)\b",
    re.IGNORECASE,
)
_REFUSES = re.compile(
    r"^\W*(?:\w+ ){0,6}(?:not|excluded|exclusions?|investigational|experimental|unproven|denied|"
    r"contra-?indicat\w+|stop|discontinue)\b",
    re.IGNORECASE,
)
_COUNTS = re.compile(
    r"^\W*(?:up to|maximum|limit\w*|within) \d+|\d+ (?:sessions|visits|units)", re.I
)


def _inline(walk: Walk, index: int, start: int, *, own: bool) -> Criterion | None:
    """Criteria behind "ALL:" in the block itself; behind a thing's own name such as read so."""
    context = walk.ground.context
    end = context.block(index).char_end
    text = context.document.text[start:end]
    label = _LABEL.match(text)
    if label and _ALL.match(text) and len(words(text)) > len(words(label.group())):
        told = join_of(f"{label.group().strip(' :–—-')}:")
        return _parts(walk, start + label.end(), end, told[0] if told else Join.ALL_OF)
    if context.block(index).kind is BlockKind.HEADING or not own:
        return None
    parts = [p for p in text.split(";") if words(p)]
    if not look_like_criteria(parts) or _OTHER.search(text):
        return None
    return _parts(walk, start, end, Join.ALL_OF)


def _parts(walk: Walk, start: int, end: int, join: Join) -> Criterion:
    """The criteria between semicolons, joined; without the sentences behind the last of them."""
    context = walk.ground.context
    text = context.document.text[start:end]
    last = text.rfind(";")
    if behind := _SENTENCE.search(text, max(last, 0)):
        text = text[: behind.start() + 1]
    trees: list[Criterion] = []
    at = 0
    for part in text.split(";"):
        front = _JOINT.match(part)
        skip = front.end() if front else 0
        body = part[skip:].rstrip(" .\n")
        if words(body):
            trees.append(tree_of_clause(context, start + at + skip, start + at + skip + len(body)))
        at += len(part) + 1
    return trees[0] if len(trees) == 1 else Criterion(join=join, text="", children=tuple(trees))


_SENTENCE = re.compile(r"(?<=[a-z0-9)%])\.\s+(?=[A-Z])")
_JOINT = re.compile(r"\s*(?:(?:and|or)\b\s*)?", re.IGNORECASE)
