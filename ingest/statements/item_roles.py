"""What a list item is where it differs from what its lead-in makes of the others."""

import re

from ingest.lexis import words
from ingest.sentences import sentence_spans
from ingest.statements.catch_all import speaks_of_all
from ingest.statements.lead import Lead
from ingest.statements.models import Direction
from ingest.statements.own_names import names_own_thing
from ingest.statements.roles import Role
from ingest.statements.slot_patterns import PEOPLE
from ingest.statements.slots import Slots, parse_population
from ingest.statements.subject import looks_like_condition, looks_like_intervention
from ingest.statements.walk import Walk


def own_role(walk: Walk, item: int, role: Role, lead: Lead) -> Role:
    """The role of an item: one that names a thing itself is no condition in a policy's list.

    What the thing of the lead-in is done for is no thing of its own ("MRI for the following:
    screening of people at high risk").
    """
    block, text = walk.ground.context.block(item), walk.ground.context.text(item)
    bare = text.removeprefix(block.marker).lstrip()
    if role is not Role.CONDITIONS or not walk.ground.is_policy:
        return role
    if lead.slots.interventions and _DONE_FOR.match(bare):
        return role
    named = names_own_thing(walk.ground, bare) or (speaks_of_all(bare) and _OF_ALL.match(bare))
    return Role.INTERVENTIONS if named or _is_refused_thing(bare, lead) else role


def _is_refused_thing(text: str, lead: Lead) -> bool:
    """Whether an exclusion is a thing of its own: "Hair transplantation in members over 50"."""
    name = _WHOM.split(text)[0].strip(" .;,")
    return (
        lead.cue.direction is Direction.AGAINST
        and not lead.slots.interventions
        and looks_like_intervention(name)
        and not looks_like_condition(name)
    )


_WHOM = re.compile(r"\s+(?:in|for|of|when|if|with|to)\s+", re.IGNORECASE)
_DONE_FOR = re.compile(
    r"(?:screening|detection|evaluation|assessment|diagnosis|staging|surveillance|monitoring|"
    r"follow-?up|work-?up|confirmation|characteri[sz]ation)\s+(?:of|for|in)\b",
    re.IGNORECASE,
)


# "Drug-coated pump with a sensor, for all indications"
_OF_ALL = re.compile(r"[^,;:]+?,?\s+for (?:all|any) ", re.IGNORECASE)


_OF_AGE = re.compile(
    rf"(?:{PEOPLE})\s+(?:(?:who are|aged?|of age)\s+)*(?:under|over|below|above|younger than|"
    r"older than|less than|more than|at least|\d).*\b(?:\d+|years?(?: of age)?|months?(?: of age)?|"
    r"older|younger|over|under)\W*",
    re.IGNORECASE,
)


def people_of(name: str, role: Role) -> Slots | None:
    """The people of an item that names nothing else: "individuals younger than 18 years of age"."""
    told = parse_population(name) if role is Role.CONDITIONS and _OF_AGE.fullmatch(name) else None
    return told if told and told.populations and not told.conditions else None


_N_WORDS_OF_USE = 12


def is_use_alone(text: str, role: Role) -> bool:
    """Whether an item names what it is for before a remark: "Sciatica. (Not for maintenance.)"."""
    end = sentence_spans(text)[0][1]
    name, behind = text[:end].strip(" ."), text[end:].lstrip()
    remark = behind.startswith("(") and len(words(name)) <= _N_WORDS_OF_USE
    return role is Role.CONDITIONS and (remark or looks_like_condition(name))


# "foobar pacing for gout": a name that says for what
SAYS_FOR = re.compile(
    r"\S\s+(?:for|in|when|if)\s+\S|\b(?:concurrent|concomitant|combined|simultaneous) use with\b",
    re.IGNORECASE,
)
