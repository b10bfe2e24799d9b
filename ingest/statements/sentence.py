"""A sentence that stands alone: its Statement, and the one that its exception makes."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from ingest.lexis import is_generic, words
from ingest.statements import draft
from ingest.statements.catch_all import (
    is_catch_all,
    says_criteria_unmet,
    says_not_listed,
)
from ingest.statements.cues import Cue, CueMatch
from ingest.statements.draft import Ground
from ingest.statements.excepted import included_statement, with_exceptions
from ingest.statements.fronts import Clause, slots_of
from ingest.statements.grades import find_grade
from ingest.statements.models import Basis, Direction, Statement
from ingest.statements.phrases import clean
from ingest.statements.roles import phase_of
from ingest.statements.slots import Slots
from ingest.statements.speaker import reported_speaker
from ingest.statements.walk import Walk

UNMET = "criteria_unmet"  # flag of "not necessary when the criteria above are not met"
LIMIT = "quantity_limit"  # flag of a sentence that only says how much is covered

_LIMIT = re.compile(
    r"^\W*(?:no|not)?\s*(?:more than|greater than|in excess of|a maximum of|exceeding)"
    r"\s+(?:\d+|one|two|three|four|five|six)\b\s*",
    re.IGNORECASE,
)
_UNIT = re.compile(
    r"^(?:units?|mg|doses?|visits?|sessions?|treatments?|injections?|courses?|times|"
    r"days|hours|tests?|measurements?)\b(?:\s+of\b)?\s*",
    re.IGNORECASE,
)
_PERIOD = re.compile(
    r"\s+(?:in|per|every|within|each)\s+(?:an? |any )?(?:\d|year|month|day|week|"
    r"calendar|lifetime)",
    re.IGNORECASE,
)
_CODES_ONLY = re.compile(r"\bcodes?$", re.IGNORECASE)
_MORE_OF_IT = re.compile(
    r"^(?:an? )?(?:(?:repeat(?:ed)?|continu(?:ed|ing)|additional|further|subsequent)"
    r"(?:\s+\d+)?\s+(?:courses? of |cycles? of |use of |treatment with |treatments? "
    r"of |therapy with |administration of |authorization (?:of|for) |coverage (?:of|"
    r"for) )?|(?:continuation|renewal|re-?authori[sz]ation|retreatment)\s+(?:of|for|"
    r"with)\s+(?:treatment with |therapy with )?)",
    re.IGNORECASE,
)
_COUNTED = re.compile(
    r"(?:sessions?|visits?|treatments?|units?|doses?|courses?|cycles?|injections?|"
    r"therapy|treatment)",
    re.IGNORECASE,
)


def graded(cue: Cue, label: str) -> Cue:
    """The printed grade has the last word on direction where it gives one ("Weak against")."""
    direction = draft.direction_of_grade(label) if label else None
    return (
        cue
        if direction is None or direction is cue.direction
        else replace(cue, direction=direction)
    )


def phase_in(clause: Clause, slots: Slots) -> str:
    """Phase that a sentence names outside of its criteria.

    "continued symptoms" are no continued treatment.
    """
    text = clause.text
    for part in (*slots.criteria, *slots.exceptions):
        text = text.replace(part, " ")
    return phase_of(text)


def as_continued(slots: Slots) -> Slots:
    """Rule: "Continuation of X" and "repeat X" are X; the phase says the rest."""
    kept = tuple(_MORE_OF_IT.sub("", phrase).strip() for phrase in slots.interventions)
    return replace(
        slots,
        interventions=tuple(dict.fromkeys(p for p in kept if p and not _COUNTED.fullmatch(p))),
    )


_N_WORDS_OF_FRAGMENT = 3


def says_nothing(slots: Slots, clause: Clause, ground: Ground, *, catch_all: bool) -> bool:
    """Sentences that say nothing on an intervention: no slot filled and no subject to stand in.

    Sentences on codes.
    """
    if slots.interventions and all(_CODES_ONLY.search(phrase) for phrase in slots.interventions):
        return True
    if catch_all or slots.interventions:
        return False
    if not ground.subject.interventions or not (slots.groups or ground.is_policy):
        return True
    return len(words(clause.text)) <= _N_WORDS_OF_FRAGMENT  # "Not covered." alone


@dataclass(frozen=True)
class _Heard:
    """A sentence with its slots once grade, phase, limit and catch-all were heard."""

    cue: Cue
    slots: Slots
    phase: str
    catch_all: bool
    flag: str


def _hear(walk: Walk, index: int, clause: Clause, cue: Cue, slots: Slots) -> _Heard:
    policy = walk.ground.is_policy
    phase = (phase_in(clause, slots) or walk.phase(index)) if policy else ""
    flag = ""
    limit = _as_limit(cue, slots)
    if limit is not None:
        cue, slots = limit
        flag = LIMIT
    if phase == "continued":
        slots = as_continued(slots)
    unmet = bool(slots.criteria) and all(says_criteria_unmet(c) for c in slots.criteria)
    if policy and unmet and cue.direction is Direction.AGAINST:
        slots, flag = replace(slots, criteria=()), flag or UNMET
    catch_all = is_catch_all(clause.text) or (flag == UNMET and not slots.groups)
    if catch_all:
        kept = tuple(c for c in slots.criteria if not says_not_listed(c))
        slots = replace(slots, criteria=kept)
    return _Heard(cue, slots, phase, catch_all, flag)


def sentence_statements(
    walk: Walk, index: int, clause: Clause, match: CueMatch
) -> Iterator[Statement]:
    """The Statement of a sentence with its own cue, of its exception and of what it includes."""
    ground, context = walk.ground, walk.ground.context
    inside = find_grade(clause.text)
    grade = inside or walk.grade_after(index, clause)
    cue = graded(match.cue, grade.label if grade else "")
    heard = _hear(walk, index, clause, cue, slots_of(clause, match, inside))
    if says_nothing(heard.slots, clause, ground, catch_all=heard.catch_all):
        return
    groups, leads = walk.heading_groups(index, heard.slots)
    made = draft.make(
        ground,
        draft.Found(
            cue=heard.cue,
            slots=heard.slots,
            quote=context.quote(clause.start, clause.start + len(clause.text)),
            grade=grade,
            leads=leads,
            criteria=walk.clause_criteria(clause, heard.slots),
            phase=heard.phase,
            catch_all=heard.catch_all,
            speaker=reported_speaker(clause.text[: match.end], context.source),
            number_text=context.text(index),
            inherited_groups=groups,
            inherited_interventions=walk.lead_interventions(index),
            unmet=heard.flag == UNMET,
        ),
    )
    if heard.flag:
        yield replace(made, flags=(heard.flag,))
        return
    yield from with_exceptions(walk, clause, made)
    yield from included_statement(ground, clause.text, made)


def _as_limit(cue: Cue, slots: Slots) -> tuple[Cue, Slots] | None:
    """Rule: "Not more than 4 injections are covered in 12 months".

    A finding, it decides nothing about the indication.
    """
    first = slots.interventions[0] if slots.interventions else ""
    found = _LIMIT.match(first)
    if found is None or cue.basis is not Basis.COVERAGE:
        return None
    named = clean(_PERIOD.split(_UNIT.sub("", first[found.end() :]))[0])
    kept = (named,) if named and not is_generic(named) else ()
    return replace(cue, basis=Basis.FINDING, direction=Direction.AGAINST), replace(
        slots, interventions=kept
    )
