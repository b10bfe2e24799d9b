"""What a sentence without a thing of its own speaks of: "Contraindicated in gout", "It is ...".

The sentence before it in the block, what leads it in, the heading that names a drug or a service,
or the last advice under the same heading.
"""

import re

from ingest.lexis import key_stems, words
from ingest.sentences import sentence_spans
from ingest.statements.clause import Clause
from ingest.statements.draft import Ground
from ingest.statements.item_names import name_slots
from ingest.statements.models import Statement
from ingest.statements.names import interventions_of
from ingest.statements.own_names import looks_like_drug
from ingest.statements.phrases import clean, parenthetical
from ingest.statements.roles import Role, is_generic_heading
from ingest.statements.slots import Slots
from ingest.statements.subject import looks_like_condition, looks_like_intervention
from ingest.statements.topics import topic_in_front
from ingest.statements.walk import Walk

_N_WORDS_OF_SENTENCE = 40
_N_WORDS_OF_NAME = 6
_N_WORDS_OF_BARE_NAME = 2
# Classes of drugs by their endings, which look like diseases to whom knows no names ("-tics")
_CLASS = re.compile(
    r"(?:[\w-]+ )?(?:anti-?\w+(?:ics|ants|ives|als|ents|ins)|"
    r"(?:di|mucol|analg|anaesth|anesth|anxiol)\w*ics|NSAIDs?)",
    re.IGNORECASE,
)
_CAPITAL = re.compile(r"[A-Z][a-z]{3,}[\w -]*$")
_ADVICE = re.compile(r"\bwe (?:\w+ly )?(?:suggest|recommend|advise)\b", re.IGNORECASE)
# "LMWH: starting at admission", "Foobarin 5 mg/day - daily": what stands in front
_NAME = re.compile(r"^\W*(?P<name>[^:.;]{2,80}?)\s*(?::|\s[–—-]\s|$)")
_OF_WHOM = re.compile(r"\s+(?:in|for|during)\s+")  # "Antibiotics in COPD"
_OUTLINE = re.compile(r"^\W*(?:\d+(?:\.\d+)*[.)]?\s+|[A-Z]\.\s+)?")


def antecedent(walk: Walk, index: int, clause: Clause) -> Slots:
    """Slots that name what a pronoun, or a sentence without a subject, stands for."""
    context = walk.ground.context
    block = context.block(index)
    last_heading, last_index, named = walk.named
    if last_index == index:
        return Slots(interventions=named)
    front = context.document.text[block.char_start : clause.start].removeprefix(block.marker)
    spans = sentence_spans(front) if words(front) else []
    if topic := topic_in_front(front):  # "Cherry juice: trials are small. There is too little ..."
        return name_slots(topic, Role.INTERVENTIONS)
    if spans and len(words(front)) <= _N_WORDS_OF_SENTENCE:
        start, end = spans[-1]
        if _ADVICE.search(front[start:end]):  # of which nothing was read: it names no thing
            return Slots()
        return name_slots(front[start:end].strip(" ."), Role.INTERVENTIONS)
    if words(front) or walk.ground.is_policy:
        return Slots()
    if last_heading != block.heading or _is_below_another(walk, index, last_index):
        named = ()
    return Slots(interventions=_led_in(walk, index) or _headed(walk, index, named) or named)


def _led_in(walk: Walk, index: int) -> tuple[str, ...]:
    """What the items above an item name: a thing of which a Statement was made, or a bare name."""
    context = walk.ground.context
    for at in context.lead_chain(index):
        _, last_index, named = walk.named
        if last_index == at:
            return named
        found = _NAME.match(context.text(at).removeprefix(context.block(at).marker))
        if found and (names := things_named(found["name"]) or _bare_name(found["name"])):
            return names
    return ()


def _is_below_another(walk: Walk, index: int, last_index: int) -> bool:
    """Whether an item is led in by something that does not lead in the last advice."""
    chain = walk.ground.context.lead_chain
    own = next(iter(chain(index)), None)
    return own is not None and own != last_index and own not in chain(last_index)


def _bare_name(text: str) -> tuple[str, ...]:
    """An item that is a name of a word or two and nothing else, as "5. Fibrates"; else ()."""
    bare = clean(text)
    if _CLASS.fullmatch(bare):
        return (bare,)
    short = 0 < len(words(bare)) <= _N_WORDS_OF_BARE_NAME and not looks_like_condition(bare)
    return (bare,) if short and _CAPITAL.match(bare) and not is_generic_heading(bare) else ()


def _headed(walk: Walk, index: int, named: tuple[str, ...]) -> tuple[str, ...]:
    """What the innermost telling heading names, unless the last advice is on a form of it."""
    context = walk.ground.context
    for at in context.heading_chain(index):
        heading, *whom = _OF_WHOM.split(_OUTLINE.sub("", context.text(at)).strip(" :"))
        if is_generic_heading(heading) or context.block(at).level == 1:
            continue
        names = things_named(heading) or (_bare_name(heading) if whom else ())
        stems = frozenset(stem for name in names for stem in key_stems(name))
        if names:
            return named if any(stems & key_stems(name) for name in named) else names
    return ()


def things_named(text: str) -> tuple[str, ...]:
    """The drug or the service that a short text names; () where it is a sentence or a disease."""
    bare = clean(text)
    outside, inside = parenthetical(bare)
    if not words(bare) or len(words(outside)) > _N_WORDS_OF_NAME or looks_like_condition(outside):
        return ()
    drug = any(looks_like_drug(word) for word in words(outside))
    if not (drug or looks_like_intervention(outside)):
        return ()
    short = (name for name in inside if looks_like_drug(name) or name.isupper())
    return tuple(dict.fromkeys((*interventions_of(outside), *short)))


def is_named_before(statement: Statement, ground: Ground) -> bool:
    """Whether a sentence without a subject ("Avoid in gout") got its thing from above it."""
    told = statement.quote.text
    named = statement.interventions
    inherited = bool(named) and not any(phrase.lower() in told.lower() for phrase in named)
    bare = _NO_SUBJECT.match(told) is not None
    return inherited and bare and named != ground.subject.interventions


_NO_SUBJECT = re.compile(
    r"^\W*(?:it|they|(?:strongly |conditionally )?(?:recommended|suggested|indicated)|not|avoid|"
    r"contra-?indicated|(?:should|must|may|can|could|is|are) (?:(?:be|not|only|also) )*\w+)\b",
    re.IGNORECASE,
)
