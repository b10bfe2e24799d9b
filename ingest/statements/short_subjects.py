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
    r"implantation|tests?|testing|assays?|measurements?|monitoring|stimulators?|stimulation|ablation|imaging|scans?|rehabilitation)",
    re.IGNORECASE,
)
_BRACKETS = re.compile(r"\s*\([^()]*\)")
# "Epidural steroid injection, initial": which of them is no part of the name
_WHICH = re.compile(r"[,:–—-]\s*(?:initial|repeat(?:ed)?|first|subsequent|continued)\W*$", re.I)


def named_above(walk: Walk, index: int, slots: Slots, *, refuses: bool = False) -> Slots:
    """Slots of a payer's sentence whose thing is in short, with what it is called in full.

    The heading above names it; of what is refused, else the test that the document is about.
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
    tests = tuple(
        name
        for name in walk.ground.subject.interventions
        if len(name.split()) > 1 and _TESTS & {stem(word.lower()) for word in name.split()}
    )
    return replace(slots, interventions=tests) if refuses and noun in _TESTS and tests else slots


# In a policy on a test these are that test ("Assays for fatigue are not covered")
_TESTS = frozenset(map(stem, ("test", "testing", "assay", "measurement")))
