"""What an exception names: a condition, a thing of the refused kind, or a measured value.

Sources: exclusion lists of benefit booklets ("Genetic testing, except BRCA testing in breast
cancer", "Orthotic shoes, except shoes for diabetes with a foot ulcer").
"""

import re
from dataclasses import replace

from ingest.lexis import head_stem, is_generic
from ingest.statements.slots import Slots, parse_object, parse_population
from ingest.statements.subject import looks_like_condition, looks_like_intervention

_CAUSE = re.compile(
    r"\s(?:due to|caused by|resulting from|secondary to|as a result of|because of)\s\S.*$", re.I
)
# "massage, except as part of a rehabilitation plan for lymphedema": how, and what for
_PART_OF = re.compile(r"^(?P<how>part of [^,;]+?)\s+for\s+(?P<what>\S.*)$", re.IGNORECASE)
_MEASURE = re.compile(
    r"^(?P<what>[A-Za-z][^,;:()]{2,60}?),?\s+(?:(?:of|with|that (?:is|are)|lasting|measuring)\s+)?"
    r"(?:(?:smaller|larger|bigger|less|more|greater|fewer|longer|shorter|higher|lower) than|"
    r"at least|at most|up to|no (?:more|less) than|under|over|above|below|exceeding|"
    r"[<>\u2264\u2265])\s*\d",
    re.IGNORECASE,
)
# "shoes for diabetes", "treatment of alopecia areata": the rule's own thing once more
_ONCE_MORE = re.compile(r"^(?P<thing>[\w-]+)\s+(?:for|of|in)\s+(?P<what>\S.*)$", re.IGNORECASE)


def measured_value(text: str) -> bool:
    """Whether an exception is a value ("a BMI of over 40") and no condition with a value."""
    found = _MEASURE.match(text)
    return found is not None and not looks_like_condition(found["what"])


def exception_slots(text: str, refused: tuple[str, ...]) -> Slots:
    """Slots of what an exception names.

    Args:
        text: The exception, without the word that introduces it.
        refused: The things of the rule that it is excepted from; () where it excepts uses alone.
    """
    again = _ONCE_MORE.match(text)
    if again and (is_generic(again["thing"]) or head_stem(again["thing"]) in _kinds(refused)):
        return exception_slots(again["what"], refused)
    if refused and (thing := _thing(text, refused)):
        return thing
    if part := _PART_OF.match(text):
        slots = exception_slots(part["what"], refused)
        return replace(slots, criteria=(*slots.criteria, part["how"]))
    if measure := _MEASURE.match(text):
        return replace(parse_population(measure["what"]), criteria=(text,))
    cause = _CAUSE.search(text)  # what brought it about is asked for, and is no second disease
    slots = parse_population(text[: cause.start()] if cause else text)
    if cause:
        return replace(slots, criteria=(*slots.criteria, cause.group().strip()))
    return slots


def _kinds(refused: tuple[str, ...]) -> set[str]:
    return {head_stem(kind) for kind in refused}


def _thing(text: str, refused: tuple[str, ...]) -> Slots | None:
    """Slots of "BRCA testing in breast cancer"; None where the exception names no thing."""
    slots = parse_object(text)
    name = slots.interventions[0] if slots.interventions else ""
    if not name or looks_like_condition(name):
        return None
    same_kind = head_stem(name) in _kinds(refused)
    return slots if same_kind or looks_like_intervention(name) else None
