"""A sentence that stands alone: its Statement, and the one that its exception makes."""

import re
from collections.abc import Iterator
from dataclasses import replace

from ingest.lexis import is_generic, words
from ingest.statements import draft
from ingest.statements.catch_all import (
    included_in_catch_all,
    is_catch_all,
    says_criteria_unmet,
    says_not_listed,
)
from ingest.statements.criteria import tree_of_clause
from ingest.statements.cues import Cue, CueMatch
from ingest.statements.draft import Ground
from ingest.statements.fronts import Clause, slots_of
from ingest.statements.grades import find_grade
from ingest.statements.models import Basis, Criterion, Direction, Join, Statement
from ingest.statements.phrases import clean, split_list
from ingest.statements.roles import phase_of
from ingest.statements.slots import Slots, parse_object, parse_population
from ingest.statements.speaker import reported_speaker
from ingest.statements.walk import Walk

EXCEPTION = "exception"  # flag of the Statement that an exception makes
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
_WHO_FRONT = re.compile(
    r"^(?:(?:for|in|among|when|if|where)\s+)?(?:(?:the|an?|any|those|selected|adult|"
    r"pediatric)\s+)*(?:individuals?|patients?|members?|people|persons?|adults?|"
    r"children|those|beneficiar\w+|women|men|cases?|event|setting|circumstances?)"
    r"\b(?:\s+(?:who|with|of|that|in whom|where))?\s*",
    re.IGNORECASE,
)
_VERB = re.compile(
    r"\b(?:is|are|was|were|has|have|had|does|do|can|cannot|will|must|transfers?|"
    r"fails?|meets?|requires?|shows?)\b",
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
    return len(words(clause.text)) < 4  # "Not covered." alone


def sentence_statements(
    walk: Walk, index: int, clause: Clause, match: CueMatch
) -> Iterator[Statement]:
    """The Statement of a sentence with its own cue.

    And those of its exception and of what it includes.
    """
    ground, context = walk.ground, walk.ground.context
    inside = find_grade(clause.text)
    grade = inside or walk.grade_after(index, clause)
    slots = slots_of(clause, match, inside)
    phase = phase_in(clause, slots) or walk.phase(index)
    cue = graded(match.cue, grade.label if grade else "")
    limit = _as_limit(cue, slots)
    if limit is not None:
        cue, slots = limit
    if phase == "continued" and ground.is_policy:
        slots = as_continued(slots)
    unmet = (
        cue.direction is Direction.AGAINST
        and bool(slots.criteria)
        and all(says_criteria_unmet(c) for c in slots.criteria)
    )
    if unmet and ground.is_policy:
        slots = replace(slots, criteria=())
    unmet = unmet and ground.is_policy
    catch_all = is_catch_all(clause.text) or (unmet and not slots.groups)
    if catch_all:
        slots = replace(slots, criteria=tuple(c for c in slots.criteria if not says_not_listed(c)))
    if says_nothing(slots, clause, ground, catch_all=catch_all):
        return
    groups, leads = walk.heading_groups(index, slots)
    made = draft.make(
        ground,
        draft.Found(
            cue=cue,
            slots=slots,
            quote=context.quote(clause.start, clause.start + len(clause.text)),
            grade=grade,
            leads=leads,
            criteria=walk.clause_criteria(clause, slots),
            phase=phase if ground.is_policy else "",
            catch_all=catch_all,
            speaker=reported_speaker(clause.text[: match.end], context.source),
            number_text=context.text(index),
            inherited_groups=groups,
            inherited_interventions=walk.lead_interventions(index),
            unmet=unmet,
        ),
    )
    if limit is not None or unmet:
        yield replace(made, flags=(LIMIT if limit else UNMET,))
        return
    yield from _with_exceptions(walk, clause, made)
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


def _with_exceptions(walk: Walk, clause: Clause, made: Statement) -> Iterator[Statement]:
    """A Statement with its exceptions as criteria.

    In a policy the exception to a "not covered" is covered.
    """
    places = {text: walk.place(clause, text) for text in made.exceptions}
    clauses = [text for text, (a, b) in places.items() if b > a and _is_clause(text)]
    if made.basis is Basis.FINDING or not (clauses or (walk.ground.is_policy and made.exceptions)):
        yield made
        return
    trees = {text: _exception_tree(walk, places[text], text) for text in clauses}
    none = [
        Criterion(join=Join.NONE_OF, text=t.text, quote=t.quote, children=(t,))
        for t in trees.values()
    ]
    yield (
        replace(made, criteria=_both(made.criteria, none)) if none and not made.catch_all else made
    )
    if made.direction is not Direction.AGAINST or not walk.ground.is_policy or made.benefit_only:
        return
    for text in made.exceptions:
        if text in trees:
            yield replace(
                made,
                direction=Direction.FOR,
                criteria=_both(made.criteria, [trees[text]]),
                exceptions=(),
                catch_all=False,
                flags=(EXCEPTION,),
            )
        elif places[text][1]:
            yield from _named_exception(walk, clause, made, text)


def _is_clause(exception: str) -> bool:
    """Whether an exception says when ("the member fails ...") and not for what.

    "tendinopathy that has failed ...".
    """
    head = re.split(r"\b(?:that|who|which|when|if|with)\b", exception, maxsplit=1)[0]
    return bool(_WHO_FRONT.match(exception) or _VERB.search(head) or not words(head))


def _both(own: Criterion | None, more: list[Criterion]) -> Criterion | None:
    trees = [*([own] if own else []), *more]
    if len(trees) < 2:  # one tree needs no node above it
        return trees[0] if trees else None
    return Criterion(join=Join.ALL_OF, text="", children=tuple(trees))


def _exception_tree(walk: Walk, place: tuple[int, int], text: str) -> Criterion:
    """Tree of "individuals who are ... and who had ...", without the words for people in front."""
    front = _WHO_FRONT.match(text)
    skip = front.end() if front and _VERB.match(text[front.end() :]) else 0
    return tree_of_clause(walk.ground.context, place[0] + skip, place[1])


def _named_exception(walk: Walk, clause: Clause, made: Statement, text: str) -> Iterator[Statement]:
    """Rule: "not covered for all indications other than X when W": covered for X when W."""
    slots = parse_population(text)
    if not slots.groups:
        return
    groups = tuple(draft.widen(group, walk.ground) for group in slots.groups)
    yield replace(
        made,
        direction=Direction.FOR,
        condition_groups=groups,
        conditions=tuple(dict.fromkeys(p for g in groups for p in g)),
        criteria=walk.clause_criteria(clause, slots),
        exceptions=(),
        catch_all=False,
        subject_stands_in=False,
        flags=(EXCEPTION,),
    )


def included_statement(ground: Ground, text: str, made: Statement) -> Iterator[Statement]:
    """The second Statement of "all other indications.

    Including X" and of "for X or any other indication": X is named.
    """
    named = included_in_catch_all(text) if made.catch_all and not made.benefit_only else ""
    if not named:
        return
    described = parse_object(f"it for {named}")
    phrases = tuple(dict.fromkeys(p for group in described.groups for p in group)) or tuple(
        split_list(named)
    )
    wide = draft.widen(phrases, ground)
    yield replace(
        made,
        catch_all=False,
        condition_groups=(wide,),
        conditions=wide,
        exceptions=(),
        subject_stands_in=False,
    )
