"""Policies whose numbers are typed in front of paragraphs: indications, phases, what is refused."""

import pytest

from ingest.statements.models import Statement
from ingest.statements.typed_marks import follows, goes_on_above
from tests.said import AGAINST, FOR, GUIDELINE, POLICY, rows, said
from tests.unit.test_statements_exclusions import tree

GOUT = """# Velora

## Criteria

**1. Gout.** Approve Velora for the duration noted if the patient meets ONE of the following:

**A) Initial Therapy.** Approve for 6 months if the patient meets ALL of the following:

- i. Patient is 18 or older; AND
- ii. Urate is above 8 mg/dL.

**B) Patient is Currently Receiving Velora.** Approve for 1 year if the patient has had a response.

**2. Asthma.** Approve Velora if the patient meets ALL of the following:

- i. Patient is 12 or older; AND
- ii. Asthma is severe.

### Conditions not recommended for approval

Coverage of Velora is not recommended in the following situations:

**1. Sciatica.** Trials did not show a benefit.

**2. Concurrent Use with Another Biologic.** The safety of Velora in combination with other
biologics (Foobar, Bazolin) is unknown. Concurrent use is not covered.

**3. Psoriasis.** More data are needed.
"""


@pytest.fixture(scope="module")
def found() -> tuple[Statement, ...]:
    return said(POLICY, GOUT, subject="Velora")


def test_a_list_ends_at_the_next_number_of_the_one_above(found) -> None:
    assert [s.conditions[0] for s in found if s.direction is FOR] == ["Gout", "Asthma"]


def test_what_grants_an_approval_is_no_criterion(found) -> None:
    gout, asthma = (s for s in found if s.direction is FOR)
    assert tree(gout.criteria) == (
        "any_of(all_of(Patient is 18 or older, Urate is above 8 mg/dL), "
        "all_of(the patient has had a response))"
    )
    assert tree(asthma.criteria) == "all_of(Patient is 12 or older, Asthma is severe)"
    assert gout.criteria.parsed
    assert gout.criteria.children[1].text.startswith("B) Patient is Currently Receiving Velora.")


def test_a_circumstance_that_is_refused_by_its_title(found) -> None:
    refused = [s for s in found if s.direction is AGAINST]
    assert [s.conditions[:1] for s in refused] == [("Sciatica",), (), ("Psoriasis",)]
    (leaf,) = refused[1].criteria.leaves()
    assert leaf.text.startswith("in combination with other biologics")
    assert refused[1].interventions == ("Velora",)


def test_numbers_that_follow() -> None:
    assert follows("1. Gout", "2. Asthma")
    assert not follows("1. Gout", "3. Asthma")
    assert not follows("A) Gout", "2. Asthma")
    assert goes_on_above(["A) Initial", "1. Gout"], "i. Age", "2. Asthma")
    assert not goes_on_above(["A) Initial", "1. Gout"], "1. Age", "2. Sex")


@pytest.mark.parametrize(
    ("text", "condition", "qualifier"),
    [
        ("Do not refer people with gout, sciatica or asthma for EEG.", "gout | sciatica", ""),
        (
            "Do not offer MRI to people with sciatica solely for reassurance.",
            "sciatica",
            "solely for reassurance",
        ),
    ],
)
def test_who_is_not_referred_and_for_what_alone(text, condition, qualifier) -> None:
    (made,) = said(GUIDELINE, f"# Guide\n\n{text}\n")
    assert rows([made])[0][0] is AGAINST
    assert rows([made])[0][2].startswith(condition)
    assert made.qualifier == qualifier


def test_a_box_with_a_number_in_parts() -> None:
    text = (
        "# Velora\n\nVelora is medically necessary when ALL of the following are met:\n\n"
        "  [ ] 10.1 Age 18 or older\n  [ ] 10.2 Gout is severe\n"
    )
    (made,) = said(POLICY, text, subject="Velora", suffix=".txt")
    assert tree(made.criteria) == "all_of(Age 18 or older, Gout is severe)"
