"""The interventions that a question asks for."""

import re
from collections.abc import Sequence
from dataclasses import replace

from app.heard import Heard
from app.question_models import CORPUS, Phrase
from ingest.codes import is_icd
from ingest.lexis import is_generic, key_stems, squash, words
from ingest.statements.phrases import clean, split_list
from ingest.statements.slots import Slots
from ingest.terms import Mention, Terms

_MAX_NAME_WORDS = 9  # a longer phrase without a known name is a clause rather than an intervention
_MAX_TERSE_WORDS = 10  # of a question that is a mere list


def interventions_asked(slots: Slots, heard: Heard) -> tuple[tuple[Phrase, ...], Slots]:
    """Phrases asked for; a condition inside one, without a preposition, goes to the slots."""
    named = [m for m in heard.mentions if m.kind == "intervention"]
    spoken = [p for p in slots.interventions if not is_generic(p) and not is_icd(p.strip("() "))]
    members = [p for p in spoken if len(split_list(p)) == 1] or spoken
    conditions = [m for m in heard.mentions if m.kind == "condition"]
    found: list[Phrase] = []
    for text in members:
        if len(members) > 1 and _within(text, conditions) and not _within(text, named):
            slots = replace(slots, people=(*slots.people, (text,)))
            continue
        bare, slots = _without_condition(text, conditions, named, slots)
        if bare and not is_generic(bare):
            found.append(heard.phrase(bare, "intervention"))
    kept = [p for p in found if p.concepts or len(words(p.text)) <= _MAX_NAME_WORDS]
    if not any(p.concepts for p in kept):
        said = frozenset(s for p in kept for s in key_stems(p.text))
        beside = _named_beside(slots, named, heard)
        # "CT screening for X" holds the name "screening for X", and asks for no second thing
        kept = [*(p for p in beside if not kept or not key_stems(p.text) & said), *kept]
    elif "," in heard.residual and len(words(heard.residual)) <= _MAX_TERSE_WORDS:
        # "Bentyl, cramps, ...": a terse list, of which the names count
        kept = [p for p in kept if p.concepts]
    return tuple(dict.fromkeys(kept)), slots


def _within(text: str, mentions: Sequence[Mention]) -> bool:
    """Whether a phrase says no more than the name of something mentioned."""
    return any(key_stems(text) <= key_stems(m.surface) for m in mentions)


def _named_beside(slots: Slots, named: Sequence[Mention], heard: Heard) -> list[Phrase]:
    """Interventions that the residual names outside its criteria, populations and comparator."""
    taken = (*slots.criteria, *slots.populations, slots.comparator)
    residual = heard.residual.lower()
    return [
        heard.phrase(m.surface, "intervention")
        for m in named
        if m.surface.lower() in residual
        and not any(m.surface.lower() in text.lower() for text in taken)
    ]


_TRIED = re.compile(
    r"\b(?:fail\w*|tried|after|on|despite|instead of|over|versus|vs\.?|rather than|tolerate"
    r"|trial of|stopped|previous(?:ly)?|already|gave|taking|takes|with|plus"
    r"|from)\s+(?:\w+\s+){0,2}$",
    re.IGNORECASE,
)


def tried_before(text: str, at: int) -> bool:
    """Whether what stands at an offset is told as something that was tried or is taken."""
    return _TRIED.search(text[max(0, at - 30) : at]) is not None


def interventions_of_story(text: str, spotter: Terms) -> tuple[Phrase, ...]:
    """Interventions of a story whose question only points back ("Should we prescribe it?").

    What was tried before does not count.
    """
    named = [
        m
        for m in spotter.spot(text)
        if m.kind == "intervention" and not tried_before(text, m.start)
    ]
    last: dict[tuple[int, int], list[str]] = {}
    for mention in named:
        last.setdefault((mention.start, mention.end), []).append(mention.concept_id)
    spans = list(last)[-1:]
    return tuple(
        Phrase(text[a:b], frozenset(c for c in last[a, b] if not c.startswith(CORPUS)))
        for a, b in spans
    )


def _without_condition(
    text: str, conditions: Sequence[Mention], named: Sequence[Mention], slots: Slots
) -> tuple[str, Slots]:
    """The phrase without the conditions inside it, which become the slots' people."""
    if slots.groups or any(squash(m.surface) == squash(text) for m in named):
        return text, slots
    inside = [
        m
        for m in conditions
        if re.search(rf"(?<!\w){re.escape(m.surface)}(?!\w)", text, re.IGNORECASE)
        and len(m.surface) < len(text)
    ]
    covered = [m for m in named if m.surface.lower() in text.lower()]
    inside = [
        m
        for m in inside
        if not any(m.surface.lower() in other.surface.lower() for other in covered)
    ]
    if not inside:
        return text, slots
    bare = text
    for mention in inside:
        bare = re.sub(rf"(?<!\w){re.escape(mention.surface)}(?!\w)", " ", bare, flags=re.IGNORECASE)
    bare = clean(bare)
    if not words(bare) or is_generic(bare):
        return text, slots
    return bare, replace(slots, people=tuple((m.surface,) for m in inside))
