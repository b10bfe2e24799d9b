"""What one Statement says to one pair, once the case was held against it (DESIGN.md section 5)."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from app.adults_alone import is_on_adults_alone
from app.asked_case import Case, had_by, names_of
from app.asked_jointly import names_held
from app.asked_lengths import asked_too_long
from app.condition_fit import Fit
from app.contraries import states_contrary
from app.decide import statement_direction
from app.fact_models import FactKind
from app.findings import FindingNode, evaluate, population_finding
from app.matching import Spoke
from app.models import FindingState, PositionDirection
from app.narrow_forms import differs_in_degree, narrow_form, with_degree
from app.phrase_models import OTHER_FORM, Relation
from app.populations import (
    RESTRICTS,
    all_who_have_it,
    for_them_alone,
    is_sequel,
    nobody_left_out,
    parts_of,
    people_of_title,
    restricts,
    together,
    told_population,
)
from app.sexes import implied_sex
from ingest.codes import matches as code_matches
from ingest.lexis import key_stems
from ingest.models import Source, SourceKind
from ingest.statements.models import Basis, Direction, Statement

SILENT = PositionDirection.SILENT


# Grades that leave the choice open even where all criteria are met. Sources: NICE manual PMG20
# ("Consider"); USPSTF 2012 (C); ACC/AHA 2015 (class 2b); AAN process manual 2017 (level C, "may");
# ACR Appropriateness Criteria ("May be appropriate").
_OPEN_GRADE = re.compile(
    r"^consider$|^discuss$|^may$|"
    r"\b(?:class|cor)[: ]*(?:2b|iib)\b|^(?:grade )?c(?: recommendation)?$"
    r"|^level c\b|^may be appropriate\b",
    re.IGNORECASE,
)

# What to offer is left to a decision for each person, whatever grade stands beside it (USPSTF's C).
_SELECTIVE = re.compile(
    r"\b(?:selectively (?:offer|provid|screen)\w*|individual(?:i[sz]ed)? decision|"
    r"decision (?:\w+ ){0,8}?should be (?:an )?individual|case[- ]by[- ]case|"
    # which of several goes first, and not who is to have one
    r"individuali[sz]ed approach (?:[\w-]+ ){1,3}?whether|prioriti[sz]ed?)\b",
    re.IGNORECASE,
)
# "may be considered (conditional recommendation)": a weak grade takes nothing from the verb
_WEAK = re.compile(r"^(?:weak|conditional) recommendation\b", re.IGNORECASE)
_MAY = re.compile(
    r"\b(?:may|might|could)\s+(?:also\s+)?(?:be\s+)?(?:considered|consider|offered|offer|used?|given?|"
    r"prescribed?|tried|performed|(?:reasonable|appropriate)\b)",
    re.IGNORECASE,
)
# "should be used only in a study": who takes part in one is not advised it for that
_IN_RESEARCH = re.compile(
    r"\bonly\s+(?:(?:be\s+)?(?:used|offered|given|done|performed|considered|\w+ed)\s+)?"
    r"(?:in|within|as part of|in the context of)\s+(?:an?\s+)?(?:[\w-]+\s+){0,2}?"
    r"(?:research|stud(?:y|ies)|trials?)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Judged:
    """A Statement that speaks, with its findings and the direction that follows."""

    spoke: Spoke
    direction: PositionDirection
    finding: FindingNode | None
    why: str = ""
    stated_group: bool = False  # it speaks of a narrower group, and the question states that group


def code_listed(rows: Sequence[Spoke], case: Case) -> bool | None:
    """Whether a covered list of this Source names an asked code; None where no code was asked."""
    codes = case.target.condition.codes if case.target else ()
    if not codes:
        return None
    covered = [
        s.statement
        for s in rows
        if s.statement.basis is Basis.CODE_LIST and s.statement.direction is Direction.FOR
    ]
    return any(code_matches(code, spec) for code in codes for s in covered for spec in s.codes)


def judge(spoke: Spoke, case: Case, source: Source, *, listed: bool | None) -> Judged:
    """A Statement held against the case: its findings and what it then says.

    Args:
        spoke: The Statement and how it fits the pair.
        case: The pair, and what is known of the patient.
        source: Its Source.
        listed: Whether a code list of the Source names the asked code; see `code_listed`.
    """
    statement = spoke.statement
    spoke = _above_one_disease(spoke)
    degree = source.kind is SourceKind.COVERAGE_POLICY and differs_in_degree(spoke, case)
    form = narrow_form(spoke, case) if degree or spoke.fit is Fit.NARROWER else None
    told = form is not None and form.state is FindingState.MET and spoke.fit is Fit.NARROWER
    if told:
        spoke = replace(spoke, fit=Fit.SAME)
    if form is not None and form.state is FindingState.NOT_MET and spoke.fit is Fit.NARROWER:
        return Judged(spoke, SILENT, None, "speaks of a narrower group than that of the case")
    node = _findings(statement, case, listed=listed)
    population = _population(statement, case, source, node)
    everyone = _is_included(spoke) or all_who_have_it(statement.population, names_of(case.target))
    if population is FindingState.UNKNOWN and everyone:
        population = FindingState.MET
    if why := _speaks_of_another(statement, case, population):
        leaves_out = why == OF_OTHERS and for_them_alone(statement, source)
        return Judged(spoke, PositionDirection.AGAINST if leaves_out else SILENT, None, why)
    if node and node.state is FindingState.UNKNOWN and is_sequel(statement, source):
        spoke = replace(spoke, fit=min(spoke.fit, Fit.NARROWER))
    if form is not None and form.state is not FindingState.MET and degree:
        spoke = replace(spoke, fit=max(spoke.fit, Fit.BROADER))
        node = with_degree(node, form)
    finding = node.state if node else None
    if spoke.fit is Fit.LISTED and finding is not FindingState.NOT_MET:
        why = "its code list names the code; its criteria are for another condition"
        return Judged(spoke, SILENT, node, why)
    direction = statement_direction(
        statement.direction,
        finding=finding,
        conditional_grade=_leaves_open(spoke, population) or _lists_some(spoke, case),
        is_policy=source.kind is SourceKind.COVERAGE_POLICY,
    )
    stated = population is FindingState.MET and restricts(statement.population)
    return Judged(spoke, direction, node, stated_group=stated or told or _refuses_together(spoke))


def _lists_some(spoke: Spoke, case: Case) -> bool:
    """Whether a list of covered codes answers a question without a condition: for some it is."""
    lists = spoke.statement.basis is Basis.CODE_LIST
    return lists and case.target is None and spoke.statement.direction is Direction.FOR


_NOBODY_ILL = re.compile(
    r"\b(?:routine(?:ly)?|screen(?:ing)?|healthy|asymptomatic|general population|everyone)\b",
    re.IGNORECASE,
)


def lists_others(spoke: Spoke, case: Case) -> bool:
    """Whether a list of covered diagnoses meets a question on those who have none."""
    return _lists_some(spoke, case) and _NOBODY_ILL.search(case.question.text) is not None


OF_OTHERS = "speaks of another population"


def _speaks_of_another(statement: Statement, case: Case, population: FindingState) -> str:
    """Why a Statement is not about this case (phase, qualifier, population), "" where it is."""
    other_phase = statement.phase and case.phase and statement.phase != case.phase
    if other_phase or (statement.phase == "continued" and case.phase != "continued"):
        return f"speaks of {statement.phase} treatment"
    if statement.direction is Direction.AGAINST and states_contrary(statement, case.question.text):
        return (
            f"its advice is limited ({statement.qualifier}), and the question states the contrary"
        )
    if asked_too_long(statement, case):
        return "speaks of a shorter treatment than the question asks for"
    if population is FindingState.NOT_MET or _of_other_sex(statement, case):
        return OF_OTHERS
    # advice against in a narrower group says nothing of those whom the question leaves open
    open_group = population is FindingState.UNKNOWN and restricts(statement.population)
    if open_group and statement.direction is not Direction.FOR:
        return "speaks of a narrower group than the question states"
    return ""


def _of_other_sex(statement: Statement, case: Case) -> bool:
    """Whether its conditions are of the other sex than the one that the case states."""
    implied = implied_sex(statement.conditions)
    stated = {fact.name for fact in case.facts.of(FactKind.SEX)}
    return bool(implied) and bool(stated) and stated.isdisjoint({implied})


def _findings(statement: Statement, case: Case, *, listed: bool | None) -> FindingNode | None:
    """The criteria of a Statement with their findings; None where it has none."""
    if statement.criteria is None or statement.catch_all:
        return (
            None  # "any use not listed above" is what a catch-all says, not a criterion of the case
        )
    conditions = tuple(had_by(case))
    interventions = names_held(case.intervention, case.terms)
    key = (statement.statement_id, *statement.conditions, conditions, interventions, listed)
    if key not in case.evaluated:
        case.evaluated[key] = evaluate(
            statement.criteria,
            case.facts,
            case.terms,
            asked_conditions=conditions,
            asked_interventions=interventions,
            code_listed=listed,
        )
    return case.evaluated[key]


def _leaves_open(spoke: Spoke, population: FindingState) -> bool:
    """Whether a Statement leaves the choice open even where all its criteria are met."""
    statement = spoke.statement
    said = statement.quote.text
    if _OPEN_GRADE.search(statement.grade) or _SELECTIVE.search(said):
        return True
    if statement.basis is Basis.CODE_LIST and statement.qualifier:
        return True
    if statement.direction is not Direction.FOR:
        return False
    may = _WEAK.search(statement.grade) and _MAY.search(said)
    if statement.basis is Basis.RECOMMENDATION and (may or _IN_RESEARCH.search(said)):
        return True
    # the class is asked about and a member is supported: which one is meant is open
    match = spoke.intervention
    member = match.relation is Relation.NARROWER and (
        match.method == "class" or (match.method == "name" and match.score <= OTHER_FORM)
    )
    return member or (population is FindingState.UNKNOWN and restricts(statement.population))


def _is_included(spoke: Spoke) -> bool:
    """Whether the asked condition is one that the people are said to include.

    "individuals without diabetes, including for prediabetes": who has prediabetes is meant. "The
    adult population, including pregnant persons" is everybody; "people undergoing surgery,
    including joint replacement" are not.
    """
    parts = [p for p in parts_of(spoke.statement.population) if RESTRICTS.search(p)]
    asked = [key_stems(condition) for condition in spoke.statement.conditions]
    return spoke.fit is Fit.SAME and bool(parts) and all(nobody_left_out(p, asked) for p in parts)


def _population(
    statement: Statement, case: Case, source: Source, node: FindingNode | None
) -> FindingState:
    """Whether the case belongs to the population that a Statement, or its Source, speaks of."""
    told = told_population(statement.population, case.question.text)
    whole = "" if statement.population else people_of_title(source.title)
    if told is None or (whole and _belongs(whole, case) is FindingState.NOT_MET):
        return FindingState.NOT_MET
    if is_on_adults_alone(statement) and _belongs("adults", case) is FindingState.NOT_MET:
        return FindingState.NOT_MET
    parts = parts_of(told)
    if node is not None and node.state is FindingState.MET:  # it holds what they have done or have
        parts = [bare for part in parts if (bare := _WHO_CLAUSE.sub("", part)).strip()]
    if not parts:
        return FindingState.MET
    each = [_belongs(group, case) for group in together(parts, statement.quote.text)]
    return max(each, key=_BEST_FIRST.index)


_BEST_FIRST = (FindingState.NOT_MET, FindingState.UNKNOWN, FindingState.MET)


def _belongs(people: str, case: Case) -> FindingState:
    """Whether the case is one of those people."""
    return population_finding(
        people, case.facts, case.terms, asked_conditions=names_of(case.target)
    )


_WHO_CLAUSE = re.compile(r",?\s+who\s+(?:have|has|had|are|do|did|cannot)\b.*$", re.IGNORECASE)


def of_phase(judged: list[Judged], phase: str) -> list[Judged]:
    """Where the treatment is running, what the Source says of going on stands before the start."""
    going_on = [
        j for j in judged if j.spoke.statement.phase == "continued" and j.direction is not SILENT
    ]
    if phase != "continued" or not going_on:
        return judged
    return [j for j in judged if j in going_on or j.spoke.statement.direction is not Direction.FOR]


def _refuses_together(spoke: Spoke) -> bool:
    """Whether it is advised against in who has several diseases, and all of them are told."""
    several = len(spoke.statement.condition_groups) > 1
    # of claudication, arterial disease is the class; a name that shares a word is not
    told = spoke.fit is Fit.SAME or (spoke.fit is Fit.BROADER and spoke.condition.method == "class")
    return several and told and spoke.statement.direction is Direction.AGAINST


def _above_one_disease(spoke: Spoke) -> Spoke:
    """Advice against in who has two diseases says more of them than advice for one of the two."""
    return replace(spoke, fit=max(spoke.fit, Fit.SAME)) if _refuses_together(spoke) else spoke
