"""What stands around the criteria of a policy: notes, lists of procedures, names of products."""

import pytest

from ingest.statements.models import Join, Statement
from ingest.statements.product_names import drug_of_products
from tests.leaves import MET, NOT_MET, OPEN, state_of
from tests.said import AGAINST, FOR, POLICY, said


def leaves(statement: Statement) -> list[str]:
    assert statement.criteria is not None
    return [leaf.text for leaf in statement.criteria.leaves()]


SURGERY = """# Bariatric surgery

A PA request for bariatric surgery may be approved if one of the following is met:

- The member has a BMI of 45 or more
- The member has a BMI of 38 or more and sleep apnea

In addition to one of the above, the member must meet all of the following:

1. The member is 21 years of age or older
2. A dietitian has seen the member

## Covered procedures

- Sleeve gastrectomy
- Gastric bypass

## Noncovered procedures

- Gastric balloon
"""


def test_a_listed_procedure_is_covered_when_the_criteria_are_met() -> None:
    found = {s.interventions[0]: s for s in said(POLICY, SURGERY, subject="Bariatric surgery")}
    assert set(found) == {
        "bariatric surgery",
        "Sleeve gastrectomy",
        "Gastric bypass",
        "Gastric balloon",
    }
    assert found["Sleeve gastrectomy"].criteria == found["bariatric surgery"].criteria
    assert leaves(found["Gastric bypass"])[-1] == "A dietitian has seen the member"
    assert found["Gastric balloon"].direction is AGAINST


def test_a_list_of_procedures_without_criteria_above_stands_as_it_is() -> None:
    text = "# Ear surgery\n\n## Covered procedures\n\n- Myringotomy\n- Tympanoplasty\n"
    found = said(POLICY, text, subject="Ear surgery")
    assert [(s.direction, s.criteria) for s in found] == [(FOR, None), (FOR, None)]


NOTED = """Nortaxine

COVERAGE POLICY

1. Gout. Approve for 1 year if the patient meets ALL of the following (A and B):

   A) Patient has tried zinc, or zinc is contraindicated; AND
      Note: Examples of zinc are A-zinc or B-zinc.

   B) Patient has tried one other mineral for gout; AND
      Note: {note}

   C) Patient is 18 years of age or older
"""


def tree_of(note: str) -> Statement:
    found = said(POLICY, NOTED.format(note=note), subject="Nortaxine", suffix=".txt")
    return next(s for s in found if s.criteria is not None)


def test_a_note_behind_a_criterion_asks_for_nothing() -> None:
    assert leaves(tree_of("A trial of tea or of water does not count.")) == [
        "Patient has tried zinc",
        "zinc is contraindicated",
        "Patient has tried one other mineral for gout",
        "Patient is 18 years of age or older",
    ]


def test_whom_a_note_excepts_need_not_meet_its_criterion() -> None:
    made = tree_of("An exception to this trial can be made if the patient has tried a biologic.")
    assert "the patient has tried a biologic" in leaves(made)
    assert made.criteria is not None
    assert Join.ANY_OF in {node.join for node in made.criteria.children}


@pytest.mark.parametrize(
    ("phrase", "names"),
    [
        ("Infliximab Intravenous Products", ("intravenous Infliximab", "Infliximab IV")),
        ("Adalimumab products", ("Adalimumab",)),
        ("Compression products", ()),
        ("Infliximab", ()),
    ],
)
def test_the_drug_of_products_has_their_route(phrase: str, names: tuple[str, ...]) -> None:
    assert drug_of_products(phrase) == names


RATE = "The AHI or RDI is 15 or more events per hour, with a minimum of 30 events"


@pytest.mark.parametrize(
    ("criterion", "case", "state"),
    [
        (RATE, "RDI 22 with 130 events", MET),
        (RATE, "AHI 22/h, 130 events", MET),
        (RATE, "AHI 22 with 20 events", NOT_MET),
        (RATE, "AHI 12 with 130 events", NOT_MET),
        (RATE, "AHI 22", OPEN),
        ("AHI of 5 to 14 events per hour and at least 10 events", "AHI 9, 54 events", MET),
        ("Sciatica or neck pain that did not respond to at least 4 weeks of PT", "sciatica", OPEN),
        (
            "Sciatica or neck pain that did not respond to at least 4 weeks of PT",
            "sciatica, 6 weeks of PT failed",
            MET,
        ),
    ],
)
def test_second_numbers_and_shared_clauses(criterion: str, case: str, state) -> None:  # type: ignore[no-untyped-def]
    assert state_of(criterion, case) is state
