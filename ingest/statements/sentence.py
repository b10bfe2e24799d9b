"""A sentence that stands alone: its Statement, and the one that its exception makes."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from ingest.lexis import words
from ingest.models import SourceKind
from ingest.statements import draft
from ingest.statements.begun import phase_of
from ingest.statements.catch_all import (
    gives_examples,
    is_catch_all,
    points_to_criteria,
    says_criteria_unmet,
    says_not_listed,
    speaks_of_all,
)
from ingest.statements.circumstance_titles import is_bare_use
from ingest.statements.clause import Clause
from ingest.statements.companions import against_companion
from ingest.statements.cues import BEFORE, Cue, CueMatch
from ingest.statements.draft import Ground
from ingest.statements.excepted import included_statement, with_exceptions
from ingest.statements.grade_places import grade_around, grade_of_whole, strength_above
from ingest.statements.grades import Grade, find_grade, grade_in_words
from ingest.statements.headings import (
    groups_in_front,
    heading_groups,
    heading_people,
    heading_things,
)
from ingest.statements.inline import slots_of_each
from ingest.statements.lead import leads_in_nothing
from ingest.statements.maintenance import of_own_thing
from ingest.statements.models import Basis, Direction, Statement
from ingest.statements.name_slots import behind_name, by_code
from ingest.statements.orders import as_ordered
from ingest.statements.phrases import clean
from ingest.statements.pronouns import of_pronoun
from ingest.statements.quantities import (
    LIMIT,
    as_frequency,
    as_limit,
    beyond_limit,
    only_limits,
)
from ingest.statements.refused_requests import refuses_request
from ingest.statements.short_subjects import named_above
from ingest.statements.slots import Slots
from ingest.statements.speaker import reported_speaker
from ingest.statements.titled import title_in_front
from ingest.statements.uses import of_indications, of_uses
from ingest.statements.walk import Walk

UNMET = "criteria_unmet"  # flag of "not necessary when the criteria above are not met"

_CODES_ONLY = re.compile(r"\bcodes?$", re.IGNORECASE)
_MORE_OF_IT = re.compile(
    r"^(?:an? )?(?:(?:repeat(?:ed)?|continu(?:ed|ing)|additional|further|subsequent)"
    r"(?:\s+\d+)?\s+(?:courses? of |cycles? of |use of |treatment with |treatments? "
    r"of |therapy with |administration of |authorization (?:of|for) |coverage (?:of|"
    r"for) )?|(?:continuation|renewal|re-?authori[sz]ation|retreatment)\s+(?:of|for|"
    r"with)\s+(?:treatment with |therapy with )?)",
    re.IGNORECASE,
)
_RENEWED = re.compile(
    r"\s+(?:renewals?|re-?authori[sz]ations?|continuation|re-?treatment|recertification)$",
    re.IGNORECASE,
)
_COUNTED = re.compile(
    r"(?:sessions?|visits?|treatments?|units?|doses?|courses?|cycles?|injections?|"
    r"therapy|treatment|use|continu(?:ed|ing|ation)(?: (?:use|treatment|therapy))?)",
    re.IGNORECASE,
)


_CLASS_2B = re.compile(r"\b(?:class|cor)[: ]*(?:2b|iib)\b", re.IGNORECASE)


def graded(cue: Cue, label: str) -> Cue:
    """The printed grade has the last word on direction where it gives one ("Weak against").

    "The usefulness of X is uncertain" is how ACC/AHA print class 2b, which allows X.
    """
    direction = draft.direction_of_grade(label) if label else None
    if cue.direction is Direction.INSUFFICIENT and _CLASS_2B.search(label):
        direction = Direction.FOR
    return cue if direction in {None, cue.direction} else replace(cue, direction=direction)


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
    kept = tuple(
        clean(_RENEWED.sub("", _MORE_OF_IT.sub("", phrase))) for phrase in slots.interventions
    )
    return replace(
        slots,
        interventions=tuple(dict.fromkeys(p for p in kept if p and not _COUNTED.fullmatch(p))),
    )


_N_WORDS_OF_FRAGMENT = 3
# What is weighed, asked or known, and not done ("risks of augmentation should be considered")
_NO_SERVICE = re.compile(
    r"^(?:[\w'’-]+ ){0,2}?(?:risks?|possibilit(?:y|ies)|likelihood|harms?|(?:side|adverse) "
    r"(?:effects?|"
    r"events?|reactions?)|costs?|factors?|preferences?|evidence|data|stud(?:y|ies)|trials?|"
    r"findings|"
    r"results|questions?|claims?|examples?|requests?|values?|importance|presence|absence|severity|"
    r"causes?|"
    r"recommendations?|guidelines?|uncertaint(?:y|ies)|(?:prior )?(?:submissions?|"
    r"authori[sz]ations?|"
    r"pre-?certifications?|documentation|approvals?|billing|coding|payments?|"
    r"(?:exclusion|inclusion|selection) criteria|exclusions?|contraindications?|"
    r"reimbursements?))\b(?! (?:factor|reduction|scor\w+|assessment|management|"
    r"score|stratification|collection|communication|disclosure))",
    re.IGNORECASE,
)


def names_no_service(phrase: str) -> bool:
    """Whether what stands where an intervention is expected is none: codes, risks, preferences."""
    return bool(_CODES_ONLY.search(phrase) or _NO_SERVICE.match(phrase) or is_bare_use(phrase))


def says_nothing(
    slots: Slots,
    clause: Clause,
    ground: Ground,
    *,
    catch_all: bool,
    told: bool = False,
) -> bool:
    """Sentences that say nothing on an intervention: no slot filled and no subject to stand in.

    Sentences on codes; ungraded ones on risks and factors.

    Args:
        slots: Its slots.
        clause: The sentence.
        ground: The document.
        catch_all: Whether it speaks of everything that the source does not name.
        told: Of a guideline whether it is graded or numbered; of a policy whether a heading names
            what it is on or for.
    """
    if ground.context.source.kind is SourceKind.RESEARCH:
        return not (slots.interventions or ground.subject.interventions)
    if slots.interventions and all(names_no_service(phrase) for phrase in slots.interventions):
        return not (told and not ground.is_policy)
    if catch_all or slots.interventions:
        return False
    if not ground.subject.interventions or not (slots.groups or ground.is_policy):
        return True
    # "Not covered." alone, below no heading that names what
    return len(words(clause.text)) <= _N_WORDS_OF_FRAGMENT and not told


@dataclass(frozen=True)
class _Heard:
    """A sentence with its slots once grade, phase, limit and catch-all were heard."""

    cue: Cue
    slots: Slots
    phase: str
    catch_all: bool
    flag: str


def _hear(walk: Walk, index: int, clause: Clause, match: CueMatch, slots: Slots) -> _Heard:
    cue = match.cue
    policy = walk.ground.is_policy
    phase = (phase_in(clause, slots) or walk.phase(index)) if policy else ""
    flag = ""
    limit = as_limit(cue, slots) or as_frequency(
        walk.ground.subject.interventions, clause.text[match.end :], cue, slots
    )
    if limit is not None:
        cue, slots = limit
        flag = LIMIT
    elif policy and not slots.groups and only_limits(clause.text, cue):
        cue, flag = replace(cue, basis=Basis.FINDING), LIMIT
    elif policy and cue.side == BEFORE:
        slots = beyond_limit(clause.text[match.end :], cue, slots)
    if phase == "continued":
        slots = of_own_thing(as_continued(slots), cue.direction)
    unmet = bool(slots.criteria) and all(says_criteria_unmet(c) for c in slots.criteria)
    if policy and unmet and cue.direction is Direction.AGAINST:
        slots, flag = replace(slots, criteria=()), flag or UNMET
    told = slots.groups and speaks_of_all(clause.text) and not gives_examples(clause.text)
    closes = is_catch_all(clause.text) and not told
    catch_all = closes or (flag == UNMET and not slots.groups)
    if catch_all:
        kept = tuple(c for c in slots.criteria if not says_not_listed(c))
        slots = replace(slots, criteria=kept)
    return _Heard(cue, slots, phase, catch_all, flag)


def sentence_statements(
    walk: Walk, index: int, clause: Clause, match: CueMatch
) -> Iterator[Statement]:
    """The Statements of a sentence with its own cue; several where it lists several conditions."""
    for slots in slots_of_each(clause, match, is_policy=walk.ground.is_policy):
        if match.cue.direction is Direction.AGAINST and points_to_criteria(
            slots.exceptions, slots.criteria
        ):
            continue  # "no payment unless these are met", "what does not meet them": they say it
        yield from map(against_companion, _statements(walk, index, clause, match, slots))


def _own_slots(walk: Walk, index: int, clause: Clause, match: CueMatch, slots: Slots) -> Slots:
    """Slots of a sentence with what its pronoun, its code or the name in front stands for."""
    refuses = match.cue.direction is Direction.AGAINST
    slots = named_above(walk, index, of_pronoun(walk, index, clause, match, slots), refuses=refuses)
    if slots.interventions:
        heading = walk.ground.context.block(index).heading
        walk.named = (heading, index, slots.interventions)
    if not walk.ground.is_policy:
        return slots
    slots = behind_name(walk, index, match, of_uses(by_code(slots)))
    return of_indications(slots, clause.text[match.end :]) if match.cue.side == BEFORE else slots


def _grade(walk: Walk, index: int, clause: Clause, match: CueMatch) -> Grade | None:
    """The grade of a sentence: printed in it, behind it or around it, or in its verb."""
    return (
        find_grade(clause.text)
        or walk.grade_after(index, clause)
        or grade_around(walk.ground, index, clause)
        or grade_of_whole(walk.ground, clause)
        or strength_above(walk.ground.context, index, match.cue.direction)
        or grade_in_words(clause.text[match.start : match.end])
    )


def _statements(
    walk: Walk, index: int, clause: Clause, match: CueMatch, slots: Slots
) -> Iterator[Statement]:
    """The Statement of a sentence, of its exception and of what it includes."""
    ground, context = walk.ground, walk.ground.context
    slots = _own_slots(walk, index, clause, match, slots)
    grade = _grade(walk, index, clause, match)
    cue, ordered = as_ordered(context, index, graded(match.cue, grade.label if grade else ""))
    heard = _hear(walk, index, clause, replace(match, cue=cue), slots)
    if ground.is_policy and refuses_request(heard.cue.direction, heard.slots):
        heard = replace(heard, slots=replace(heard.slots, interventions=()))
    groups, leads = heading_groups(walk.ground, index, heard.slots)
    leads = [*leads, *ordered]
    if whom := heading_people(ground, index, heard.slots):
        heard = replace(heard, slots=replace(heard.slots, populations=(whom[0],)))
        leads = list(dict.fromkeys((*leads, whom[1])))
    things = walk.lead_interventions(index) or heading_things(walk.ground, index)
    printed = bool(grade) or bool(draft.number_of(context.text(index)))
    told = bool(groups or things) if ground.is_policy else printed
    headed = ground.is_policy and things and not heard.slots.interventions
    all_ = heard.catch_all
    if ground.is_policy and not all_ and leads_in_nothing(clause.text, heard.slots, cue.direction):
        return
    if not headed and says_nothing(heard.slots, clause, ground, catch_all=all_, told=told):
        return
    for in_front in (groups_in_front, title_in_front):
        groups = in_front(ground, index, clause.start) or groups
    made = draft.make(
        ground,
        draft.Found(
            cue=heard.cue,
            slots=heard.slots,
            quote=context.quote(*clause.span),
            grade=grade,
            leads=leads,
            criteria=walk.clause_criteria(clause, heard.slots),
            phase=heard.phase,
            catch_all=all_,
            speaker=reported_speaker(clause.text[: match.end], context.source),
            number_text=context.text(index),
            inherited_groups=groups,
            inherited_interventions=things,
            unmet=heard.flag == UNMET,
        ),
    )
    if heard.flag:
        yield replace(made, flags=(heard.flag,))
        return
    yield from with_exceptions(walk, clause, made)
    yield from included_statement(ground, clause.text, made)
