"""Whether a case meets a criteria tree.

Met, not met or unknown, each leaf with the fact that settles it.

`unknown` never turns into `met`: a leaf is settled by a fact with its quote, or not at all.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from app.event_minimums import settle_minimum
from app.fact_cues import PREGNANT
from app.fact_models import FactKind, Facts
from app.findings_base import (
    MET,
    NOT_MET,
    UNKNOWN,
    Desk,
    FindingNode,
    join_states,
    joined,
    opposite,
)
from app.findings_changed import settle_unchanged
from app.findings_for_some import of_patients_alone
from app.findings_fronts import settle_front
from app.findings_labels import without_label
from app.findings_leads import given_by
from app.findings_leaf import settle_leaf
from app.findings_marks import Inherited
from app.findings_orders import settle_plain
from app.findings_people import settle_people
from app.findings_titles import for_others
from app.findings_verbatim import settle_verbatim
from app.leaf_anaphora import resolved, with_event
from app.leaf_compounds import settle_compound
from app.measures import norm
from app.mixed_lists import both_readings
from app.models import FindingState
from app.named_measure import measure_in
from app.normal_tests import settle_negative_test, settle_normal_test
from app.phrase_match import CaseIndex
from app.populations import without_befalling
from app.reworded import reworded
from app.sexes import implied_sex, one_for_each, sex_of, stated_sex
from app.trial_cues import CURRENT, RESPONDED
from ingest.lexis import GENERIC_WORDS, STOP_WORDS, words
from ingest.statements.models import Criterion, Join
from ingest.terms import Terms

__all__ = [
    "MET",
    "NOT_MET",
    "UNKNOWN",
    "FindingNode",
    "evaluate",
    "join_states",
    "opposite",
    "phase_of_case",
    "population_finding",
]


def evaluate(  # noqa: PLR0913 - each names one thing that the question gives
    criterion: Criterion,
    facts: Facts,
    terms: Terms,
    *,
    asked_conditions: Sequence[str] = (),
    asked_interventions: Sequence[str] = (),
    code_listed: bool | None = None,
) -> FindingNode:
    """Findings of a criteria tree.

    Args:
        criterion: The tree.
        facts: What the question and the case materials state.
        terms: Aliases and classes.
        asked_conditions: Names and codes of the condition that is asked about, as the question
            writes them.
        asked_interventions: Names of the intervention that is asked about.
        code_listed: Whether the source's code list names an asked code; None where no code was
            asked.

    Returns:
        The same tree with a state at every node; what was not parsed is UNKNOWN where it matters.
    """
    desk = _desk(facts, terms, asked_conditions, asked_interventions, code_listed=code_listed)
    return _node(criterion, desk, Inherited())


def _desk(
    facts: Facts,
    terms: Terms,
    conditions: Sequence[str],
    interventions: Sequence[str],
    *,
    code_listed: bool | None,
) -> Desk:
    index = CaseIndex.of(facts, terms)
    asked = {m.concept_id for name in interventions for m in terms.spot(name)}
    names = [frozenset(norm(w) for w in words(name) if _tells(w)) for name in interventions]
    phrases = []
    for name in conditions:
        found = " ".join(terms.name(c) for c in terms.of_code(name)[:1]) or name
        phrases.append((name, index.phrase(found)))
    members = {d for concept in asked for d in terms.descendants(concept)}
    return Desk(
        facts,
        index,
        terms,
        tuple(phrases),
        frozenset(asked | members),
        frozenset(word for name in names for word in name),
        code_listed,
        tuple(name for name in names if name),
    )


def _tells(word: str) -> bool:
    return word.lower() not in STOP_WORDS and word.lower() not in GENERIC_WORDS


def _node(criterion: Criterion, desk: Desk, inherited: Inherited) -> FindingNode:
    if not criterion.parsed:
        told = [_joined_node(way, desk, inherited) for way in both_readings(criterion)]
        state = told[0].state if len({node.state for node in told}) == 1 else UNKNOWN
        return FindingNode(criterion, state, (), told[0].children if told else ())
    if criterion.join is Join.LEAF:
        text = without_label(criterion.text, desk)
        found = settle_verbatim(criterion.text, desk) or settle_plain(text, desk)
        found = found or settle_minimum(text, desk, inherited, settle_leaf)
        found = found or settle_unchanged(text, desk) or settle_leaf(text, desk, inherited)
        if found.state is UNKNOWN:
            found = settle_front(text, desk, inherited, settle_leaf)
        if found.state is UNKNOWN:
            found = settle_compound(reworded(text), desk, inherited, settle_leaf)
        found = settle_negative_test(text, settle_normal_test(text, found, desk), desk)
        return FindingNode(criterion, found.state, found.facts)
    if one_for_each([_text_of(child) for child in criterion.children]) and not desk.sex:
        return _by_sex(criterion, desk, inherited)
    return _joined_node(criterion, desk, inherited)


def _by_sex(criterion: Criterion, desk: Desk, inherited: Inherited) -> FindingNode:
    """Criteria that are for women and for men: those of the stated sex, or what holds for both."""
    if sex := stated_sex(desk):
        return _joined_node(criterion, desk, inherited, sex)
    told = [
        _joined_node(criterion, replace(desk, sex=one), inherited, one)
        for one in ("female", "male")
    ]
    same = len({node.state for node in told}) == 1
    return told[0] if same else replace(told[0], state=UNKNOWN)


def _text_of(criterion: Criterion) -> str:
    return " ".join([criterion.text, *(_text_of(child) for child in criterion.children)])


def _joined_node(
    criterion: Criterion, desk: Desk, inherited: Inherited, sex: str = ""
) -> FindingNode:
    given = given_by(criterion.text, inherited)
    children: list[FindingNode] = []
    before = ""
    others = for_others(criterion, desk)
    for index, child in enumerate(criterion.children):
        if index in others:
            state = NOT_MET if criterion.join is Join.ANY_OF else MET  # of all: not asked for
            children.append(FindingNode(child, state, others[index]))
            continue
        said = child.join is Join.LEAF and settle_verbatim(child.text, desk)
        told = child if said else replace(child, text=_told(child.text, before, criterion.text))
        children.append(replace(_node(told, desk, given), criterion=child))
        before = child.text
        named = measure_in(child.text)
        given = Inherited(named if named else given.measure, given.prefix)
    if criterion.join is Join.ALL_OF:
        children = of_patients_alone(children, desk)
    states = [node.state for node in children if _is_for(_text_of(node.criterion), sex)]
    state = join_states(criterion.join, criterion.n, states)
    return FindingNode(criterion, state, (), tuple(children))


def _told(text: str, before: str, lead: str) -> str:
    """A criterion as its lead-in and the one before it let it be read."""
    return resolved(with_event(text, f"{lead}, {before}"), before)


def _is_for(text: str, sex: str) -> bool:
    """Whether one of several criteria holds for the sex that is supposed."""
    return not sex or sex_of(text) in {"", sex}


def population_finding(
    text: str,
    facts: Facts,
    terms: Terms,
    *,
    asked_conditions: Sequence[str] = (),
    asked_interventions: Sequence[str] = (),
) -> FindingState:
    """Whether the case is one of "adults 65 years and over"; MET also of "patients", anybody."""
    bare = " ".join(w for w in words(text) if w.lower() not in STOP_WORDS)
    if all(not _tells(w) and not re.match(r"adults?$", w, re.IGNORECASE) for w in bare.split()):
        return MET
    desk = _desk(facts, terms, asked_conditions, asked_interventions, code_listed=None)
    if not facts.of(FactKind.SEX):
        desk = replace(desk, sex=implied_sex((*asked_conditions, *asked_interventions)))
    parts = [part for part in text.split(";") if part.strip()]
    if one_for_each(parts):  # "2 or more in men or 3 or more in women": everybody is meant
        parts = [part for part in parts if not sex_of(part)]
    if any(PREGNANT.search(part) for part in parts) and stated_sex(desk) == "male":
        return NOT_MET
    split = [piece for part in parts for piece in _AT_RISK.split(part)]
    plain = [without_befalling(part) for part in split if part.strip()]
    told = [_BARE_AGE.sub(" aged ", _DURING.sub("", part)) for part in plain]
    if any(not fact.negated for fact in facts.of(FactKind.PREGNANCY)):
        told = [_PREGNANT.sub("women", part) for part in told]
    leaves = [settle_people(part, desk) for part in told]
    return joined(Join.ALL_OF, leaves).state if leaves else MET


_DURING = re.compile(r"^\W*(?:during|within|in|at|until)\s+(?:the\s+)?", re.IGNORECASE)
# Who "is seen at the antenatal clinic" is pregnant, whatever the word
_PREGNANT = re.compile(
    r"\bpregnant (?:women|persons?|people|patients?|individuals?|adults?)\b|"
    r"\b(?:pregnant|pregnancy)(?=\W*$)",
    re.IGNORECASE,
)
# "adults of 65 or older at increased risk of falls": who they are, and their risk
_AT_RISK = re.compile(r"\s+(?=at (?:an? )?(?:increased|high|higher|elevated) risk\b)", re.I)
# "Men, 65 to 75 years, who have ever smoked": an age behind a comma
_BARE_AGE = re.compile(r",\s*(?=\d{1,3}\s*(?:years?|(?:to|-|–|through|and|or)\s))")


def phase_of_case(facts: Facts, terms: Terms, *, asked_interventions: Sequence[str] = ()) -> str:
    """Phase of the asked treatment: "continued" where it is running, "initial", else ""."""
    asked = {m.concept_id for name in asked_interventions for m in terms.spot(name)}
    named = {norm(w) for name in asked_interventions for w in words(name) if _tells(w)}
    for reading in facts.readings:
        for trial in reading.trials:
            if trial.denied or not trial.statuses & {CURRENT, RESPONDED}:
                continue
            for item in trial.items:
                concepts = {m.concept_id for m in terms.spot(item.name)}
                if concepts & asked or named & {norm(w) for w in words(item.name)}:
                    return "continued"
    return next((fact.status for fact in facts.of(FactKind.PHASE)), "")
