"""The gate's lines for what was read: red where expected documents are lost or sink."""

from collections.abc import Sequence

import pytest

from app.models import Verdict
from evals.gate import gate
from evals.gate_lines import State
from evals.models import Outcome, Status
from evals.thresholds import Threshold, load_thresholds

NAMES = ("retrieval_recall", "retrieval_hit_at_5", "retrieval_rr_at_10", "retrieval_ndcg_at_10")
OTHERS = tuple(f"other-{n}" for n in range(8))
FIRST, SEVENTH = ("sought", *OTHERS), (*OTHERS[:6], "sought")


def outcomes(n: int, found: Sequence[str], *, n_lost: int = 0) -> list[Outcome]:
    return [
        Outcome(
            case_id=f"c{number}",
            corpus="corpus",
            tags=("plain",),
            question="Is A covered for B?",
            why="Because.",
            expected=Verdict.NECESSARY,
            got=Verdict.NECESSARY,
            status=Status.PASSED,
            wall_s=0.1,
            sought=("sought",),
            found=OTHERS if number < n_lost else tuple(found),
        )
        for number in range(n)
    ]


def states(found: Sequence[Outcome]) -> dict[str, State]:
    """The gate's lines of the committed thresholds on retrieval, by measure."""
    own: tuple[Threshold, ...] = tuple(t for t in load_thresholds() if t.measure in NAMES)
    lines = gate(found, own, {}, part=None).lines
    return {name: line.state for line in lines for name in NAMES if line.what.startswith(name)}


def test_every_measure_of_what_was_read_has_a_threshold() -> None:
    assert states(outcomes(800, FIRST)) == dict.fromkeys(NAMES, State.GREEN)


def test_documents_that_are_lost_turn_all_of_them_red() -> None:
    assert states(outcomes(800, FIRST, n_lost=160)) == dict.fromkeys(NAMES, State.RED)


def test_documents_that_sink_turn_those_red_that_look_at_the_order() -> None:
    found = states(outcomes(800, SEVENTH))
    assert found.pop("retrieval_recall") is State.GREEN
    assert set(found.values()) == {State.RED}


@pytest.mark.parametrize("name", NAMES)
def test_too_few_cases_are_red_however_well_they_stand(name: str) -> None:
    assert states(outcomes(300, FIRST))[name] is State.RED
