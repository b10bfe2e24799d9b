"""Requirements in sentences of their own go with the plain position that they stand beside."""

import pytest

from app.condition_fit import Fit
from app.findings import FindingNode
from app.judge import Judged
from app.matching import Spoke
from app.models import FindingState, PositionDirection
from app.phrase_models import Match, Relation
from app.requirements import with_requirements
from ingest.statements.models import Basis, Criterion, Direction, Join, Quote, Statement

FOR, AGAINST = PositionDirection.FOR, PositionDirection.AGAINST
CONDITIONAL = PositionDirection.CONDITIONAL
STATES = {FOR: FindingState.MET, AGAINST: FindingState.NOT_MET, CONDITIONAL: FindingState.UNKNOWN}


def judged(
    direction: PositionDirection,
    criterion: str = "",
    *,
    name: str = "home monitoring",
    relation: Relation = Relation.SAME,
) -> Judged:
    quote = Quote(doc_id="d", passage_id="d#1", char_start=0, char_end=1, page=None, text="x")
    leaf = Criterion(join=Join.LEAF, text=criterion) if criterion else None
    statement = Statement(
        statement_id=f"d!{criterion}{name}",
        doc_id="d",
        direction=Direction.FOR,
        basis=Basis.COVERAGE,
        quote=quote,
        interventions=(name,),
        criteria=leaf,
    )
    node = FindingNode(leaf, STATES[direction]) if leaf else None
    match = Match(relation, "name", 1.0)
    return Judged(Spoke(statement, Fit.SAME, match, match), direction, node)


PLAIN = judged(FOR)
MUST = "patient must have been treated for 3 months"


@pytest.mark.parametrize(
    ("beside", "expected"),
    [
        (judged(AGAINST, MUST), [AGAINST]),
        (judged(CONDITIONAL, MUST), [CONDITIONAL]),
        (judged(FOR, MUST), [FOR]),
        (judged(AGAINST, "treated for 3 months"), [FOR]),
        (judged(AGAINST, MUST, name="another device", relation=Relation.NARROWER), [FOR]),
        (
            judged(AGAINST, MUST, name="home monitoring for x", relation=Relation.NARROWER),
            [AGAINST],
        ),
    ],
)
def test_a_requirement_goes_with_the_plain_position(beside, expected) -> None:
    found = with_requirements([PLAIN], [PLAIN, beside])
    assert [j.direction for j in found] == expected


def test_a_refused_requirement_goes_before_an_open_one() -> None:
    found = with_requirements([PLAIN], [PLAIN, judged(CONDITIONAL, MUST), judged(AGAINST, MUST)])
    assert [j.direction for j in found] == [AGAINST]


def test_a_position_with_criteria_of_its_own_stays() -> None:
    own = judged(FOR, "BMI of 40 or more")
    assert with_requirements([own], [own, judged(AGAINST, MUST)]) == [own]
