"""Sentences whose thing is a pronoun: "X may be added. It should not be used in gout".

The thing is that of the sentence before it in the block, else of the last advice under the same
heading.
"""

import re
from dataclasses import replace

from ingest.lexis import words
from ingest.statements.antecedents import antecedent
from ingest.statements.clause import Clause
from ingest.statements.cues import BEFORE, CueMatch
from ingest.statements.models import Direction
from ingest.statements.slots import Slots, parse_population
from ingest.statements.walk import Walk

_KIND = (
    r"(?:drugs?|treatments?|therap(?:y|ies)|agents?|tests?|devices?|procedures?|services?|"
    r"medications?|products?|interventions?)"
)
_IT = rf"(?:it|they|them|th(?:is|ese) {_KIND})"
_ITS_USE = rf"(?:(?:its|their)(?: \w+)? use|(?:(?:the )?use of|using|giving|starting) {_IT})"
_SUBJECT = re.compile(
    rf"^(?P<front>(?:.*\s)?){_IT}\s*$|^\W*{_ITS_USE}\s*(?P<place>(?:(?:for|in|among|during)\s.*)?)$",
    re.IGNORECASE | re.DOTALL,
)
_OBJECT = re.compile(rf"\s*{_IT}(?=\s|[.,;]|$)", re.IGNORECASE)
# of a refusal, or of neither: "we recommend against its use in pregnancy"
_USE = re.compile(rf"\s*{_ITS_USE}(?=\s|[.,;]|$)", re.IGNORECASE)
# "Avoid in pregnancy": what is to be avoided was said before
_NO_OBJECT = re.compile(r"\s*(?:in|during|for|among|with|if|when|where)\s", re.IGNORECASE)
# "It is reasonable to withhold X": "it" stands for nothing that was said before
_NOTHING = re.compile(r"\s+to\s+(?!(?:treat|prevent|relieve|reduce|improve|control)\b)\w")
_REASONABLE = re.compile(r"\b(?:reasonable|appropriate|useful|beneficial|helpful|safe)$")
_PLACE = re.compile(
    r"(?:for|in|among|when|if|with|after|during|as|however|but|and)\b", re.IGNORECASE
)


def of_pronoun(walk: Walk, index: int, clause: Clause, match: CueMatch, slots: Slots) -> Slots:
    """The slots of a sentence, with what its pronoun stands for."""
    before = _in_front(walk, clause, match, slots)
    if match.cue.side == BEFORE:
        found = _SUBJECT.match(before)
        front = (found["front"] or found["place"] or "").strip(" ,;") if found else ""
        behind = _NOTHING.match(clause.text, match.end)
        if behind and _REASONABLE.search(clause.text[: match.end].lower()):
            return slots
        if found is None or (words(front) and not _PLACE.match(front)):
            return slots
        told = parse_population(front) if words(front) else Slots()
    elif any(p in before for p in slots.interventions):
        return slots  # "for X the evidence does not support it"
    elif object_ := _object_of(clause, match, named=bool(slots.interventions)):
        told = parse_population(clause.text[object_.end() :].strip(" .,;"))
    elif _refuses(match) and not words(before) and _NO_OBJECT.match(clause.text, match.end):
        told, slots = parse_population(clause.text[match.end :].strip(" .,;")), Slots()
    else:
        return slots
    thing = antecedent(walk, index, clause)
    if not thing.interventions:
        return slots
    kept = Slots() if any(p in before for p in slots.interventions) else slots
    groups = kept.groups or told.groups
    return replace(
        slots,
        interventions=thing.interventions,
        aims=slots.aims,
        people=slots.people if slots.groups else (groups or thing.groups),
        populations=tuple(dict.fromkeys((*told.populations, *slots.populations))),
        criteria=tuple(dict.fromkeys((*told.criteria, *slots.criteria))),
    )


def _in_front(walk: Walk, clause: Clause, match: CueMatch, slots: Slots) -> str:
    """What stands before the cue; "it" where nothing does: "May be considered in gout"."""
    before = clause.text[: match.start] or clause.subject
    bare = match.cue.side == BEFORE and not walk.ground.is_policy and not words(before)
    return "it " if bare and _tells_whom(clause, match, slots) else before


# How it is taken and watched is told without a subject too: "Should be started at a low dose"
_BEHIND = re.compile(r"\s*(?:only )?(?:for|in|to|as)\s", re.IGNORECASE)
_UPKEEP = re.compile(
    r"\b(?:monitor|follow|stor|reserv|stopp|discontinu|repeat|test)", re.IGNORECASE
)


def _tells_whom(clause: Clause, match: CueMatch, slots: Slots) -> bool:
    """Whether a sentence without a subject says for what, or in whom."""
    if _refuses(match):
        return bool(slots.groups or slots.criteria or slots.populations)
    said = clause.text[match.start : match.end]
    behind = _BEHIND.match(clause.text, match.end) or said.endswith(("for", "in"))
    return bool(slots.groups and behind and not _UPKEEP.search(said))


def _refuses(match: CueMatch) -> bool:
    return match.cue.direction is Direction.AGAINST


def _object_of(clause: Clause, match: CueMatch, *, named: bool) -> re.Match[str] | None:
    """The pronoun that stands where the thing should."""
    withheld = match.cue.direction is Direction.INSUFFICIENT and not named
    used = _USE.match(clause.text, match.end) if withheld or _refuses(match) else None
    return used or _OBJECT.match(clause.text, match.end)
