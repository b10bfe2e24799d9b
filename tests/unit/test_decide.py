"""The decision tables of the verdict, a row for each clause (DESIGN.md section 5, rules 4 to 6)."""

from itertools import chain, combinations, permutations

import pytest

from app.decide import (
    source_direction,
    statement_direction,
    verdict_over_pairs,
    verdict_over_sources,
)
from app.models import FindingState, PositionDirection, Verdict
from ingest.statements.models import Direction

FOR = PositionDirection.FOR
CONDITIONAL = PositionDirection.CONDITIONAL
AGAINST = PositionDirection.AGAINST
INSUFFICIENT = PositionDirection.INSUFFICIENT
SILENT = PositionDirection.SILENT

MET, NOT_MET, UNKNOWN = FindingState.MET, FindingState.NOT_MET, FindingState.UNKNOWN

NECESSARY = Verdict.NECESSARY
NOT_NECESSARY = Verdict.NOT_NECESSARY
CONFLICTING = Verdict.CONFLICTING
NOT_ADDRESSED = Verdict.NOT_ADDRESSED
NO_EVIDENCE = Verdict.INSUFFICIENT_EVIDENCE
OPEN = Verdict.CONDITIONAL


def sentence(row: str, *values: object) -> object:
    """A row of a table; its id says what it says, as a sentence."""
    return pytest.param(*values, id=row)


# --- one Statement ------------------------------------------------------------------------------

POLICY, GUIDELINE = True, False
PLAIN, CONSIDER = False, True

STATEMENTS = [
    sentence(
        "a recommendation without criteria is for", Direction.FOR, None, PLAIN, GUIDELINE, FOR
    ),
    sentence("coverage without criteria is for", Direction.FOR, None, PLAIN, POLICY, FOR),
    sentence(
        "a recommendation whose criteria are met is for", Direction.FOR, MET, PLAIN, GUIDELINE, FOR
    ),
    sentence("coverage whose criteria are met is for", Direction.FOR, MET, PLAIN, POLICY, FOR),
    sentence(
        "an open criterion of a guideline leaves it conditional",
        Direction.FOR,
        UNKNOWN,
        PLAIN,
        GUIDELINE,
        CONDITIONAL,
    ),
    sentence(
        "an open criterion of a policy leaves it conditional",
        Direction.FOR,
        UNKNOWN,
        PLAIN,
        POLICY,
        CONDITIONAL,
    ),
    sentence(
        "an unmet criterion of a policy is a no", Direction.FOR, NOT_MET, PLAIN, POLICY, AGAINST
    ),
    sentence(
        "an unmet criterion of a guideline makes it silent",
        Direction.FOR,
        NOT_MET,
        PLAIN,
        GUIDELINE,
        SILENT,
    ),
    sentence(
        "consider without criteria is conditional",
        Direction.FOR,
        None,
        CONSIDER,
        GUIDELINE,
        CONDITIONAL,
    ),
    sentence(
        "consider is conditional even where all criteria are met",
        Direction.FOR,
        MET,
        CONSIDER,
        GUIDELINE,
        CONDITIONAL,
    ),
    sentence(
        "consider with an open criterion is conditional",
        Direction.FOR,
        UNKNOWN,
        CONSIDER,
        GUIDELINE,
        CONDITIONAL,
    ),
    sentence(
        "consider with an unmet criterion is silent",
        Direction.FOR,
        NOT_MET,
        CONSIDER,
        GUIDELINE,
        SILENT,
    ),
    sentence(
        "an open grade of a policy is conditional though its criteria are met",
        Direction.FOR,
        MET,
        CONSIDER,
        POLICY,
        CONDITIONAL,
    ),
    sentence(
        "an open grade of a policy without criteria is conditional",
        Direction.FOR,
        None,
        CONSIDER,
        POLICY,
        CONDITIONAL,
    ),
    sentence(
        "an open grade does not soften an unmet criterion of a policy",
        Direction.FOR,
        NOT_MET,
        CONSIDER,
        POLICY,
        AGAINST,
    ),
    sentence(
        "an open grade of a policy with an open criterion is conditional",
        Direction.FOR,
        UNKNOWN,
        CONSIDER,
        POLICY,
        CONDITIONAL,
    ),
    sentence(
        "advice against without conditions is against",
        Direction.AGAINST,
        None,
        PLAIN,
        GUIDELINE,
        AGAINST,
    ),
    sentence("a payer's unproven is against", Direction.AGAINST, None, PLAIN, POLICY, AGAINST),
    sentence(
        "advice against whose conditions hold is against",
        Direction.AGAINST,
        MET,
        PLAIN,
        GUIDELINE,
        AGAINST,
    ),
    sentence(
        "advice against whose conditions are open stays advice against",
        Direction.AGAINST,
        UNKNOWN,
        PLAIN,
        GUIDELINE,
        AGAINST,
    ),
    sentence(
        "advice against whose conditions do not hold is silent",
        Direction.AGAINST,
        NOT_MET,
        PLAIN,
        GUIDELINE,
        SILENT,
    ),
    sentence(
        "a refusal whose conditions do not hold is silent, not a yes",
        Direction.AGAINST,
        NOT_MET,
        PLAIN,
        POLICY,
        SILENT,
    ),
    sentence(
        "insufficient evidence is insufficient",
        Direction.INSUFFICIENT,
        None,
        PLAIN,
        GUIDELINE,
        INSUFFICIENT,
    ),
    sentence(
        "insufficient evidence stays so where its conditions hold",
        Direction.INSUFFICIENT,
        MET,
        PLAIN,
        GUIDELINE,
        INSUFFICIENT,
    ),
    sentence(
        "insufficient evidence stays so where its conditions are open",
        Direction.INSUFFICIENT,
        UNKNOWN,
        PLAIN,
        GUIDELINE,
        INSUFFICIENT,
    ),
    sentence(
        "insufficient evidence for others is silent",
        Direction.INSUFFICIENT,
        NOT_MET,
        PLAIN,
        GUIDELINE,
        SILENT,
    ),
]


@pytest.mark.parametrize(("direction", "finding", "consider", "policy", "expected"), STATEMENTS)
def test_what_one_statement_says(direction, finding, consider, policy, expected) -> None:
    got = statement_direction(
        direction, finding=finding, conditional_grade=consider, is_policy=policy
    )
    assert got is expected


@pytest.mark.parametrize("policy", [True, False], ids=["in a policy", "in a guideline"])
@pytest.mark.parametrize("consider", [True, False], ids=["open grade", "plain grade"])
@pytest.mark.parametrize("direction", Direction)
def test_an_open_criterion_never_gives_a_plain_yes(direction, consider, policy) -> None:
    got = statement_direction(
        direction, finding=UNKNOWN, conditional_grade=consider, is_policy=policy
    )
    assert got is not FOR


@pytest.mark.parametrize("finding", [None, *FindingState])
@pytest.mark.parametrize("policy", [True, False], ids=["in a policy", "in a guideline"])
@pytest.mark.parametrize("direction", [Direction.AGAINST, Direction.INSUFFICIENT])
def test_nothing_turns_a_no_or_a_doubt_into_support(direction, policy, finding) -> None:
    got = statement_direction(direction, finding=finding, conditional_grade=False, is_policy=policy)
    assert got not in {FOR, CONDITIONAL}


# --- one Source ---------------------------------------------------------------------------------

AGREES, CONTRADICTS = False, True

SOURCES = [
    sentence("a source without a statement is silent", [], SILENT, AGREES),
    sentence("silent statements leave the source silent", [SILENT, SILENT], SILENT, AGREES),
    sentence("silence beside support does not weaken it", [FOR, SILENT], FOR, AGREES),
    sentence("silence beside a no does not weaken it", [AGAINST, SILENT], AGAINST, AGREES),
    sentence("only for", [FOR, FOR], FOR, AGREES),
    sentence(
        "one of two alternative sets of criteria that is met carries",
        [FOR, CONDITIONAL],
        FOR,
        AGREES,
    ),
    sentence("support that is firm goes before a doubt", [FOR, INSUFFICIENT], FOR, AGREES),
    sentence("for and against in one source is a contradiction", [FOR, AGAINST], FOR, CONTRADICTS),
    sentence(
        "a contradiction stays one beside an open set of criteria",
        [FOR, CONDITIONAL, AGAINST],
        FOR,
        CONTRADICTS,
    ),
    sentence("only criteria that are open", [CONDITIONAL], CONDITIONAL, AGREES),
    sentence(
        "one set of criteria that fails leaves the other open",
        [CONDITIONAL, AGAINST],
        CONDITIONAL,
        AGREES,
    ),
    sentence(
        "open criteria beside a doubt are open", [CONDITIONAL, INSUFFICIENT], CONDITIONAL, AGREES
    ),
    sentence("every set of criteria fails", [AGAINST, AGAINST], AGAINST, AGREES),
    sentence("a no goes before a doubt", [AGAINST, INSUFFICIENT], AGAINST, AGREES),
    sentence("only doubt", [INSUFFICIENT], INSUFFICIENT, AGREES),
]


@pytest.mark.parametrize(("directions", "expected", "contradicts"), SOURCES)
def test_what_one_source_says(directions, expected, contradicts) -> None:
    for order in permutations(directions):
        assert source_direction(order) == (expected, contradicts)


# --- over Sources -------------------------------------------------------------------------------

RULES = [
    sentence("nothing speaks", [], NOT_ADDRESSED, "nothing-speaks"),
    sentence("only for is necessary", [FOR], NECESSARY, "only-for"),
    sentence("conditional alone is conditional", [CONDITIONAL], OPEN, "criteria-open"),
    sentence("only against is not necessary", [AGAINST], NOT_NECESSARY, "only-against"),
    sentence(
        "only insufficient is insufficient evidence",
        [INSUFFICIENT],
        NO_EVIDENCE,
        "only-insufficient",
    ),
    sentence("conditional beside for is conditional", [FOR, CONDITIONAL], OPEN, "criteria-open"),
    sentence("for and against conflict", [FOR, AGAINST], CONFLICTING, "for-and-against"),
    sentence(
        "conditional and against conflict", [CONDITIONAL, AGAINST], CONFLICTING, "for-and-against"
    ),
    sentence(
        "for, conditional and against conflict",
        [FOR, CONDITIONAL, AGAINST],
        CONFLICTING,
        "for-and-against",
    ),
    sentence("for decides beside insufficient", [FOR, INSUFFICIENT], NECESSARY, "only-for"),
    sentence(
        "conditional decides beside insufficient",
        [CONDITIONAL, INSUFFICIENT],
        OPEN,
        "criteria-open",
    ),
    sentence(
        "against decides beside insufficient",
        [AGAINST, INSUFFICIENT],
        NOT_NECESSARY,
        "only-against",
    ),
    sentence(
        "for and conditional beside insufficient are conditional",
        [FOR, CONDITIONAL, INSUFFICIENT],
        OPEN,
        "criteria-open",
    ),
    sentence(
        "for and against conflict whatever a third doubts",
        [FOR, AGAINST, INSUFFICIENT],
        CONFLICTING,
        "for-and-against",
    ),
    sentence(
        "conditional and against conflict whatever a third doubts",
        [CONDITIONAL, AGAINST, INSUFFICIENT],
        CONFLICTING,
        "for-and-against",
    ),
    sentence(
        "all four conflict",
        [FOR, CONDITIONAL, AGAINST, INSUFFICIENT],
        CONFLICTING,
        "for-and-against",
    ),
]


@pytest.mark.parametrize(("directions", "verdict", "rule"), RULES)
def test_the_verdict_over_sources_and_the_rule_that_fired(directions, verdict, rule) -> None:
    ruling = verdict_over_sources(directions)
    assert ruling.verdict is verdict
    assert ruling.rule.partition(":")[0] == rule
    for order in permutations([*directions, SILENT, *directions[:1]]):
        assert verdict_over_sources(order) == ruling, (
            "neither order nor repetition nor silence counts"
        )


def test_the_table_over_sources_has_a_row_for_every_set_of_directions() -> None:
    speaking = (FOR, CONDITIONAL, AGAINST, INSUFFICIENT)
    every = chain.from_iterable(combinations(speaking, n) for n in range(len(speaking) + 1))
    rows = {frozenset(row.values[0]) for row in RULES}
    assert rows == {frozenset(one) for one in every}


def test_only_silent_sources_are_no_source_at_all() -> None:
    assert verdict_over_sources([SILENT, SILENT]).verdict is NOT_ADDRESSED


@pytest.mark.parametrize("support", [FOR, CONDITIONAL])
def test_between_payers_a_conflict_says_that_it_depends_on_the_payer(support) -> None:
    ruling = verdict_over_sources([support, AGAINST], payers_differ=True)
    assert ruling.verdict is CONFLICTING
    assert "depends on the payer" in ruling.rule
    assert "payer" not in verdict_over_sources([support, AGAINST]).rule


@pytest.mark.parametrize("direction", [FOR, CONDITIONAL, AGAINST, INSUFFICIENT])
def test_payers_that_agree_do_not_depend_on_the_payer(direction) -> None:
    both = verdict_over_sources([direction, direction], payers_differ=True)
    assert both == verdict_over_sources([direction])


@pytest.mark.parametrize("direction", [FOR, AGAINST])
def test_the_rule_names_the_doubt_of_another_source(direction) -> None:
    assert "insufficient" in verdict_over_sources([direction, INSUFFICIENT]).rule
    assert "insufficient" not in verdict_over_sources([direction]).rule


# --- over the conditions of one patient ---------------------------------------------------------

ORDER = [NECESSARY, OPEN, CONFLICTING, NOT_NECESSARY, NO_EVIDENCE, NOT_ADDRESSED]


@pytest.mark.parametrize(
    ("carries", "beside"),
    [
        pytest.param(left, right, id=f"{left.value} carries over {right.value}")
        for left, right in combinations(ORDER, 2)
    ],
)
def test_over_the_conditions_of_one_patient_the_better_supported_carries(carries, beside) -> None:
    assert verdict_over_pairs([carries, beside]) is carries
    assert verdict_over_pairs([beside, carries]) is carries


@pytest.mark.parametrize("verdict", Verdict)
def test_one_pair_gives_its_own_verdict(verdict) -> None:
    assert verdict_over_pairs([verdict]) is verdict


def test_no_pair_gives_no_verdict() -> None:
    assert verdict_over_pairs([]) is None
