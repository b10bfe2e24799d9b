"""Lists printed inside a sentence: "not covered for any of the following: A; B; C"."""

import re
from dataclasses import dataclass, replace

from ingest.lexis import words
from ingest.statements.clause import Clause
from ingest.statements.cues import AFTER, CueMatch
from ingest.statements.exception_words import allowed_only
from ingest.statements.fronts import slots_of
from ingest.statements.grades import find_grade
from ingest.statements.item_names import name_slots, without_following
from ingest.statements.listed_factors import calls_factor, without_factors
from ingest.statements.models import Basis, Direction
from ingest.statements.phrases import clean, split_list
from ingest.statements.roles import Role, role_of
from ingest.statements.second_cases import (
    of_second_case,
    second_case,
    second_people,
    with_reason,
)
from ingest.statements.slots import Slots
from ingest.statements.topics import of_topic

_LISTED = re.compile(
    r"^(?P<lead>.+?\b(?:(?:following|these)\b[^:]{0,320}|for(?: the treatment of)?)):\s+"
    r"(?P<list>[^:]+)$",
    re.IGNORECASE | re.DOTALL,
)
_NAMED = re.compile(r"^(?P<lead>[^:]{12,}):\s+(?P<list>[^:;]+)$", re.DOTALL)
_FINITE = re.compile(
    r"\b(?:is|are|was|were|has|have|had|should|may|must|can|will|does|do|recommends?|suggests?)\b",
    re.IGNORECASE,
)
_LETTERS = re.compile(r"(?:^|[\s,;]+)\(?[a-h][.)]\s+(?=[A-Z])")
_N_WORDS_OF_NAME = 9
_N_WORDS_OF_ITEM = 24  # between semicolons names are longer: they have commas of their own
_MIN_NAMES = 2


@dataclass(frozen=True, slots=True)
class InlineList:
    """A sentence cut at the colon of its list.

    Attributes:
        lead: What stands before the colon.
        names: The members, cleaned.
        announced: Whether the lead-in says "the following".
    """

    lead: str
    names: tuple[str, ...]
    announced: bool


def inline_list(sentence: str, cue_end: int) -> InlineList | None:
    """The list of a sentence whose cue ends before the colon; None where it has none."""
    text = sentence.rstrip()
    for pattern, announced in ((_LISTED, True), (_NAMED, False)):
        found = pattern.match(text)
        if found is None or found.end("lead") < cue_end:
            continue
        names = _names(found["list"], announced=announced)
        if len(names) >= _MIN_NAMES:
            return InlineList(found["lead"], names, announced)
    return None


def _names(text: str, *, announced: bool) -> tuple[str, ...]:
    """Members between semicolons, else between commas; () where they read as clauses."""
    body = re.sub(r"\s*[(\[][^()\[\]]*[)\]]\s*$", "", text.strip(" ."))
    lettered = _LETTERS.split(body)
    longest = _N_WORDS_OF_NAME
    if announced and len(lettered) > _MIN_NAMES and not lettered[0].strip():
        parts = lettered[1:]
    elif ";" in body and announced:
        parts = [re.sub(r"^\s*(?:and|or)\s+", "", part) for part in body.split(";")]
        longest = _N_WORDS_OF_ITEM
    else:
        parts = split_list(body)
    names = tuple(clean(part) for part in parts)
    good = all(n and len(words(n)) <= longest and not _FINITE.search(n) for n in names)
    return names if good else ()


def slots_of_each(clause: Clause, match: CueMatch, *, is_policy: bool) -> list[Slots]:
    """Slots of a sentence; one for each condition that it lists behind a colon.

    Of a refusal in two cases one for each of them.
    """
    if calls_factor(clause, match):
        return []
    clause, factors = without_factors(clause, match)
    if factors:
        slots = slots_of(clause, match, find_grade(clause.text))
        return [replace(slots, interventions=(factors,))]
    refuses = match.cue.direction is Direction.AGAINST
    only = allowed_only(clause.text, match.end) if refuses else None
    if only is None:
        return _of_each(clause, match, is_policy=is_policy)
    told = _of_each(replace(clause, text=only[0]), match, is_policy=is_policy)
    return [replace(slots, exceptions=(*slots.exceptions, only[1])) for slots in told]


def _of_each(clause: Clause, match: CueMatch, *, is_policy: bool) -> list[Slots]:
    if is_policy and (cases := _cases(clause, match)):
        return cases
    whole = of_topic(clause, match, slots_of(clause, match, find_grade(clause.text)))
    whole = with_reason(clause, match, whole) if is_policy else whole
    listed = inline_list(clause.text, match.end)
    if listed is None:
        return [whole]
    lead = replace(clause, text=listed.lead)
    slots = without_following(slots_of(lead, match, find_grade(lead.text)))
    if not listed.announced:
        named = match.cue.side == AFTER and match.cue.basis is Basis.RECOMMENDATION
        return [_with_members(slots, listed.names)] if named and slots.interventions else [whole]
    role = role_of(
        f"{listed.lead}:",
        has_condition=bool(slots.groups),
        has_intervention=bool(slots.interventions) or is_policy,
        items=list(listed.names),
    )
    if role is Role.INTERVENTIONS or (role is Role.CONDITIONS and slots.groups and not is_policy):
        return [_with_members(slots, listed.names)]
    if role is Role.CONDITIONS:
        return [_with_condition(slots, name) for name in listed.names]
    return [whole]


def _cases(clause: Clause, match: CueMatch) -> list[Slots]:
    """The slots of a refusal in two cases, or of what covers two groups; [] of one case."""
    if apart := second_case(clause, match):
        first = slots_of_each(apart[0], match, is_policy=True)
        return [*first, of_second_case(first[0], apart[1])]
    parts = [replace(clause, text=text) for text in second_people(clause, match) or ()]
    return [slots_of(part, match, find_grade(part.text)) for part in parts]


def _with_members(slots: Slots, names: tuple[str, ...]) -> Slots:
    named = [
        phrase for name in names for phrase in name_slots(name, Role.INTERVENTIONS).interventions
    ]
    return replace(slots, interventions=tuple(dict.fromkeys((*slots.interventions, *named))))


def _with_condition(slots: Slots, name: str) -> Slots:
    own = name_slots(name)
    return replace(
        slots,
        aims=own.aims,
        people=own.people,
        populations=(*slots.populations, *own.populations),
        criteria=own.criteria,
    )
