"""What of a criterion is a number, an age, a history of treatment or a stretch of time."""

import re
from dataclasses import dataclass, replace
from math import inf

from app.changed_numbers import as_changed, without_chronic
from app.combinations import combinations_in, settle_combination
from app.courses import is_rate, read_courses
from app.event_ages import read_event_ages, settle_event_age
from app.findings_absence import settle_absence
from app.findings_ages import AGE_WORDS, is_age, of_some, settle_age
from app.findings_base import MET, OPEN, UNKNOWN, Desk, Settled, joined, turned
from app.findings_brackets import before_bracket, other_names
from app.findings_numbers import defined_by, name_of, settle_pressure, with_concepts
from app.findings_scales import settled_scales
from app.findings_settings import settle_specialist
from app.findings_trials import settle_trial
from app.frequencies import settle_frequency, wanted_frequencies
from app.leaf_clauses import wanted_trials
from app.limits import LIMIT, settle_limit
from app.mark_cues import (
    LACKS,
    NOT_A,
    NOT_PLANNED,
    REACHED,
    RESPONSE,
    THE,
    WITHIN,
)
from app.measures import NO_MEASURE, MeasureName
from app.menopause import menopause_in
from app.named_criteria import WANTED as NAMED_CRITERIA
from app.named_criteria import settle_named_criteria
from app.quantities import TIME_DAYS, Interval
from app.quantity_cues import PRESSURE
from app.quantity_models import Quantity
from app.quantity_reader import comparator_beside, read_quantities
from app.same_measures import is_change
from app.sexes import settle_sex
from app.smoking import settle_smoking, wanted_smoking
from app.time_windows import WINDOW, days_of
from app.times_ago import settle_lapse, settle_window, wanted_lapses
from app.treatment_kinds import is_treatment
from app.trial_marks import Mark, of_now, trial_mark
from app.wanted_numbers import settle_quantity, with_comparators
from ingest.statements.models import Join

# "4 hours a night": its unit says that it goes on about no other measure.
_HAS_OWN = re.compile(r"(?:minute|hour|day|night|week)/")


@dataclass(frozen=True, slots=True)
class Inherited:
    """What the lead-in or an earlier sibling gives to a leaf that leaves it out.

    Attributes:
        measure: What a bare number measures ("or 5 to 14 events per hour").
        prefix: Words that govern the leaf's treatments ("failure of").
    """

    measure: MeasureName = NO_MEASURE
    prefix: str = ""


def marks_in(text: str, desk: Desk, inherited: Inherited) -> list[Mark]:
    """What of a criterion is not a phrase, each with its finding, in order."""
    marks = _special_marks(text, desk)
    trials = tuple(of_now(text, trial) for trial in wanted_trials(text))
    told = [(t, m) for t in trials if (m := trial_mark(text, t, desk))]
    marks += _free(marks, [mark for _, mark in told])
    courses = [
        Mark(course.start, course.end, settle_trial(text, course, desk))
        for course in read_courses(text, tuple(trial for trial, _ in told))
        if is_treatment(course.items[0].name, desk)
        and not LACKS.match(text, course.start)
        and not is_rate(text, course)
    ]
    marks += _free(marks, courses)
    windows = [
        Mark(
            *m.span(),
            settle_window(days_of(m)[1], desk),
            window_days=days_of(m)[0],
            allowed_days=days_of(m)[1],
        )
        for m in WINDOW.finditer(text)
    ]
    marks += _free(marks, windows)
    responses = [
        Mark(*m.span(), settle_trial(_THERAPY, wanted_trials(_THERAPY)[0], desk))
        for m in RESPONSE.finditer(text)
    ]
    marks += _free(marks, responses)
    doctor = settle_specialist(text, desk)
    marks += _free(marks, [Mark(*doctor)] if doctor else [])
    marks += _free(marks, _pressure_marks(text, marks, desk))
    measure = inherited.measure
    for quantity in with_comparators(text, read_quantities(text)):
        if not _inside(marks, quantity.start, quantity.end):
            mark, measure = _number_mark(text, quantity, measure, desk)
            if quantity.unit in TIME_DAYS and WITHIN.search(text, 0, quantity.start):
                mark = replace(mark, found=OPEN)  # how long ago, and not how long
            marks = [m for m in marks if not (mark.start <= m.start and m.end <= mark.end)]
            marks.append(mark)
    marks += _age_words(text, marks, desk)
    return sorted(marks, key=lambda mark: mark.start)


def _special_marks(text: str, desk: Desk) -> list[Mark]:
    """Standing phrases that are read before anything else."""
    marks: list[Mark] = []
    if smoking := wanted_smoking(text):
        kind, match = smoking
        found = settle_smoking(kind, match, desk)
        if denied := NOT_A.search(text, 0, match.start()):  # "does not currently smoke"
            marks.append(Mark(denied.start(), match.end(), turned(found)))
        else:
            marks.append(Mark(*match.span(), found))
    marks += _free(
        marks,
        [Mark(*m.span(), settle_combination(m, desk)) for m in combinations_in(text)],
    )
    marks += _free(marks, [Mark(*row) for row in menopause_in(text, desk.facts)])
    named = [Mark(*m.span(), settle_named_criteria(m, desk)) for m in NAMED_CRITERIA.finditer(text)]
    marks += _free(marks, named)
    often = [
        Mark(f.start, f.end, settle_frequency(f, desk)) for f in wanted_frequencies(text, desk)
    ]
    marks += _free(marks, often)
    scales = [
        Mark(start, end, found, is_number=known, is_known=known)
        for start, end, found, known in settled_scales(text, desk)
    ]
    marks += _free(marks, scales)
    marks += _free(marks, [Mark(*m.span(), settle_limit(m, desk)) for m in LIMIT.finditer(text)])
    ages = [Mark(e.start, e.end, settle_event_age(e, desk)) for e in read_event_ages(text)]
    marks += _free(marks, ages)
    for lapse in wanted_lapses(text):
        found = settle_lapse(lapse, desk)
        if found.state is UNKNOWN:
            continue
        days = None if lapse.future or lapse.days.high == inf else lapse.days.high
        negated = NOT_PLANNED.search(text, 0, lapse.start) if lapse.future else None
        start = negated.start() if negated else lapse.start
        found = turned(found) if negated else found
        marks += _free(marks, [Mark(start, lapse.end, found, window_days=days)])
    return marks


def _free(taken: list[Mark], found: list[Mark]) -> list[Mark]:
    """Marks that touch none that is there already."""
    return [mark for mark in found if not _inside(taken, mark.start, mark.end)]


def _pressure_marks(text: str, marks: list[Mark], desk: Desk) -> list[Mark]:
    found = []
    for match in PRESSURE.finditer(text):
        comparator = comparator_beside(text, match.start("sys"), match.end())
        if comparator and not _inside(marks, *match.span()):
            end = re.compile(r"(?:\s*or \w+)?").match(text, match.end())
            stop = end.end() if end else match.end()
            found.append(
                Mark(match.start(), stop, settle_pressure(match, comparator, desk), is_number=True)
            )
    return found


_THERAPY = "documented positive response to therapy"


def _inside(marks: list[Mark], start: int, end: int) -> bool:
    return any(mark.start < end and start < mark.end for mark in marks)


def _number_mark(
    text: str, quantity: Quantity, measure: MeasureName, desk: Desk
) -> tuple[Mark, MeasureName]:
    cut = defined_by(quantity.before)
    start = quantity.name_start + cut if quantity.before else quantity.start
    if is_age(text, quantity):
        reached = REACHED.search(text[: quantity.start]) and not quantity.comparator
        limit = Interval(low=quantity.value) if reached else quantity.interval
        found = of_some(text, quantity.start, settle_age(limit, quantity.unit, desk))
        after = re.compile(
            r"\s*(?:of age|old)(?:\s+(?:and|or) (?:older|over|above))?", re.IGNORECASE
        ).match(text, quantity.end)
        people = re.search(r"[\w\s]*\bage[ds]?\b[^.;,\d]*$", text[: quantity.start], re.IGNORECASE)
        sex = settle_sex(people.group(), desk) if people else None
        found = joined(Join.ALL_OF, [found, sex]) if sex else found
        return Mark(
            people.start() if people else quantity.start,
            after.end() if after else quantity.end,
            found,
            is_number=True,
        ), measure
    own, said = without_chronic(quantity, *name_of(quantity))
    name = (
        with_concepts(own, said, desk.terms)
        or before_bracket(text, quantity, desk.terms)
        or (NO_MEASURE if _HAS_OWN.match(quantity.unit) else measure)
    )
    name = as_changed(text, quantity, name, measure)
    end = quantity.end
    if said and said == quantity.after:
        end = text.find(said, quantity.end) + len(said)
    if said != quantity.before[cut:]:
        start = quantity.start
    start += len(text[start:]) - len(text[start:].lstrip())
    change = quantity.unit == "%" and is_change(name)
    found = settle_quantity(quantity, name, desk)
    if found.state is UNKNOWN:
        told = [
            (settle_quantity(quantity, also, desk), either)
            for also, either in other_names(quantity, own)
            if also
        ]
        found = next(
            (f for f, either in told if f.state is MET or (f.state is not UNKNOWN and not either)),
            found,
        )
    if found.state is UNKNOWN:
        found = settle_absence(quantity, desk)
    return Mark(start, end, found, is_number=True, is_change=change, is_known=bool(name.ids)), name


def _age_words(text: str, marks: list[Mark], desk: Desk) -> list[Mark]:
    for pattern, interval in AGE_WORDS:
        match = pattern.search(text)
        if match is None or _inside(marks, *match.span()) or THE.search(text[: match.start()]):
            continue
        if any(mark.is_number for mark in marks) and re.search(
            r"\badults?\b", match.group(), re.IGNORECASE
        ):
            return (
                [Mark(*match.span(), Settled(MET))]
                if _has_age(text)
                else [Mark(*match.span(), settle_age(interval, "year", desk))]
            )
        return [Mark(*match.span(), settle_age(interval, "year", desk))]
    return []


def _has_age(text: str) -> bool:
    """Whether a number says which adults are meant ("adults 65 years and over")."""
    return any(is_age(text, quantity) for quantity in read_quantities(text))
