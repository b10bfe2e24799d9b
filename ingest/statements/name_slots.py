"""Slots of a sentence whose subject is a name alone: a code, or what stands before a colon."""

import re
from dataclasses import replace

from ingest.codes import spot_codes
from ingest.lexis import words
from ingest.statements.cues import CueMatch
from ingest.statements.families.bare import NAME_FIRST
from ingest.statements.headings import heading_things, names_drug
from ingest.statements.slots import Slots
from ingest.statements.subject import looks_like_intervention
from ingest.statements.walk import Walk


def behind_name(walk: Walk, index: int, match: CueMatch, slots: Slots) -> Slots:
    """Slots of "X: not covered", where X is what it is for if something else names the service."""
    named = slots.interventions
    if not match.cue.name.startswith(NAME_FIRST) or not named or slots.groups:
        return slots
    told = heading_things(walk.ground, index) or walk.ground.subject.interventions
    if told and _LABEL.fullmatch(named[0].strip()):  # "Position statement: investigational"
        return replace(slots, interventions=tuple(told), people=())
    if not told or looks_like_intervention(named[0]) or names_drug(named[0]):
        return slots
    return replace(slots, interventions=(), people=(named,))


# What a document calls its own verdict names nothing that it is for.
_LABEL = re.compile(
    r"(?:(?:our|the|current|policy|coverage|medical) )*(?:position|policy|coverage|determination|"
    r"decision|status|conclusion|recommendation|verdict)s?(?: statements?| positions?| status"
    r"| decisions?| determinations?)?",
    re.IGNORECASE,
)
_CODE_WORDS = re.compile(
    r"\([^()]*\)|\b(?:CPT|HCPCS|codes?|procedures?|and|or|through|to)\b", re.IGNORECASE
)


def by_code(slots: Slots) -> Slots:
    """Interventions that are named by codes alone ("CPT 11720 and 11721"), each by its own."""
    whole = max(slots.interventions, key=len, default="")
    codes = [m.code for m in spot_codes(f"CPT {whole}") if m.system != "icd10cm"]
    rest = _CODE_WORDS.sub(" ", whole)
    for code in codes:
        rest = rest.replace(code, " ")
    if not codes or words(rest):
        return slots
    return replace(slots, interventions=tuple(f"CPT {code}" for code in dict.fromkeys(codes)))
