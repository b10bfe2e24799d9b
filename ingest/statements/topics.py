"""A topic in front of a sentence that finds too little evidence: "Yoga in gout: data are lacking".

The sentence itself names no thing, or only "its use": the topic before the colon, or behind "For",
is what it speaks of.
"""

import re
from dataclasses import replace

from ingest.lexis import is_generic, words
from ingest.statements.clause import Clause
from ingest.statements.cues import AFTER, CueMatch
from ingest.statements.fronts import FRONT_NOISE
from ingest.statements.models import Direction
from ingest.statements.phrases import clean
from ingest.statements.slot_patterns import PEOPLE_FRONT
from ingest.statements.slots import Slots, parse_object
from ingest.statements.subject import looks_like_condition

_COLON = re.compile(r"^\W*(?P<topic>(?:[^:.;()]|\([^()]*\))+?):\s", re.IGNORECASE)
_LABEL = re.compile(
    r"^\W*(?:[\w-]+\s+){0,3}?(?:recommendation|point|statement|question)\s+\d[\d.]*[a-z]?\s*"
    r"(?:\([^()]*\))?\s*[:.]\s*|^\s*\([^()]*\)\s*:\s*",
    re.IGNORECASE,
)
_GIVEN = re.compile(r"\s+(?:given|used|taken|done)$", re.IGNORECASE)
_FOR = re.compile(r"^\W*(?:for|on|regarding|as (?:for|to))\s+(?P<topic>[^:;.]+?),\s", re.IGNORECASE)
# What stands behind the cue in place of a thing: "its use", "against its use", "a recommendation"
_NO_THING = re.compile(
    r"^\W*(?:(?:for|against|or|an?|the|any|of|its|their|this|these|such|it|them|use|uses|using|"
    r"routine|recommendation|statement|treatment|therapy|class|is|given|made|and|no|combination)"
    r"\b\W*)+$|^\W*(?:and )?(?:the )?(?:work group|panel|committee|group|task force) makes? no\b",
    re.IGNORECASE,
)
_SENTENCE = re.compile(
    r"\b(?:is|are|was|were|has|have|had|will|must|should|can|could|does|do|found|concluded|agreed|"
    r"judged|recommends?|suggests?|note|comment|rationale|remarks?|question|conclusion|gaps?|"
    r"research)\b",
    re.IGNORECASE,
)
_N_WORDS_OF_TOPIC = 24
# "Evidence on drug X is insufficient to recommend for or against its use"
_EVIDENCE_ON = re.compile(
    r".*?\b(?:evidence|data) (?:on|for|regarding|about|concerning) (?P<topic>.+?) "
    r"(?:is|are|was|were|remains?)\b",
    re.IGNORECASE | re.DOTALL,
)


def of_topic(clause: Clause, match: CueMatch, slots: Slots) -> Slots:
    """The slots of a sentence on too little evidence, with the topic in front as what it is on."""
    if match.cue.direction is not Direction.INSUFFICIENT or match.cue.side != AFTER:
        return slots
    own = tuple(p for p in slots.interventions if not _NO_THING.match(p))
    topic = topic_in_front(clause.text[: match.start])
    inside = _EVIDENCE_ON.match(clause.text[match.start : match.end])
    if topic is None and inside and not own:
        topic = inside["topic"]
    if topic is None:
        return replace(slots, interventions=own)
    if own and (looks_like_condition(topic) or clause.text[: match.start].lstrip()[:3] == "For"):
        return replace(slots, interventions=own)
    told = parse_object(topic)
    things = tuple(_GIVEN.sub("", thing) for thing in told.interventions) or (topic,)
    return replace(
        told,
        interventions=tuple(dict.fromkeys((*things, *own))),
        aims=(*told.aims, *slots.aims) if own else told.aims,
        people=(*told.people, *slots.people) if own else told.people,
        populations=(*told.populations, *slots.populations),
        qualifier=told.qualifier or slots.qualifier,
    )


def topic_in_front(front: str) -> str | None:
    """The topic before a colon, or behind "For"; None where a text begins otherwise."""
    text = _LABEL.sub("", FRONT_NOISE.sub("", _LABEL.sub("", front)))
    found = _COLON.match(text) or _FOR.match(text)
    topic = clean(found["topic"]) if found else ""
    if (
        not words(topic)
        or len(words(topic)) > _N_WORDS_OF_TOPIC
        or is_generic(topic)
        or PEOPLE_FRONT.match(topic)
        or _SENTENCE.search(topic)
    ):
        return None
    return topic
