"""Subjects in short: "an initial injection" below the heading that names the injection."""

import re
from dataclasses import replace

from ingest.lexis import is_generic, key_stems, stem
from ingest.statements.phrases import clean
from ingest.statements.slots import Slots
from ingest.statements.walk import Walk

_SHORT = re.compile(
    r"(?:(?:an?|the|this|each|initial|first|second|repeat(?:ed)?|subsequent|additional|further|"
    r"therapeutic|diagnostic)\s+)*"
    r"(?P<noun>injections?|infusions?|procedures?|surger(?:y|ies)|operations?|devices?|implants?|"
    r"implantation|tests?|testing|assays?|screening|measurements?|monitoring|stimulators?|stimulation|ablation|imaging|scans?|rehabilitation)",
    re.IGNORECASE,
)
_BRACKETS = re.compile(r"\s*\([^()]*\)")
# "Epidural steroid injection, initial": which of them is no part of the name
_WHICH = re.compile(r"[,:–—-]\s*(?:initial|repeat(?:ed)?|first|subsequent|continued)\W*$", re.I)


def named_above(walk: Walk, index: int, slots: Slots) -> Slots:
    """Slots of a payer's sentence whose thing is in short, with what it is called in full.

    The heading above names it, else the document is about it.
    """
    if not walk.ground.is_policy or not slots.interventions:
        return slots
    short = _SHORT.fullmatch(_BRACKETS.sub("", slots.interventions[-1]).strip())
    if short is None:
        return slots
    context, noun = walk.ground.context, stem(short["noun"].lower())
    for at in context.heading_chain(index):
        heading = clean(_WHICH.sub("", context.text(at)))
        named = key_stems(heading)
        if noun in {stem(word.lower()) for word in heading.split()} and len(named - {noun}) > 1:
            return slots if is_generic(heading) else replace(slots, interventions=(heading,))
    subject = walk.ground.subject.interventions
    if bare := noun in _OF_SUBJECT and subject:
        full = tuple(n for n in subject if {stem(w.lower()) for w in n.split()} > {noun})
        return replace(slots, interventions=full or bare)
    return slots


# In a policy on a test these are that test ("Screening of asymptomatic persons is not covered")
_OF_SUBJECT = frozenset(map(stem, ("test", "testing", "assay", "screening", "measurement")))
