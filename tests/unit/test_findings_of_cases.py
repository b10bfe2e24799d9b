"""Criteria and stated facts: what a stage means, changes behind a value, wishes, risks, onset."""

import pytest

from app.facts import read_facts
from app.findings import evaluate
from app.models import FindingState
from ingest.statements.models import Criterion, Join
from tests.unit.test_findings import TERMS, tree_of

STATES = {"M": FindingState.MET, "N": FindingState.NOT_MET, "U": FindingState.UNKNOWN}
GOUT = ("febuxostat", "gout")
SMA = ("nusinersen", "spinal muscular atrophy")


@pytest.mark.parametrize(
    ("criterion", "case", "state", "asked"),
    [
        # what a stage means stands in brackets behind it
        ("class III (on effort) or class IV (at rest) angina", "class II angina", "N", GOUT),
        ("class III (on effort) or class IV (at rest) angina", "class IV angina", "M", GOUT),
        # the asked disease in short, and what began goes without saying
        (
            "The individual had onset of SMA symptoms prior to 6 months of age",
            "symptoms began at 9 months of age",
            "N",
            SMA,
        ),
        (
            "onset of SMA symptoms before 6 months of age",
            "2 copies of the gene and onset at 4 months",
            "M",
            SMA,
        ),
        ("onset of RA symptoms before 16 years of age", "onset at 4 months", "U", SMA),
        # a change behind the value, and so much at least
        ("uric acid has fallen by 30%", "uric acid is now 7 mg/dL, down 40%", "M", GOUT),
        ("uric acid has fallen by 30%", "uric acid is now 9 mg/dL, down 10%", "N", GOUT),
        ("uric acid has fallen by 30%", "weight 90 kg, uric acid 7 mg/dL", "U", GOUT),
        # injected drugs
        ("history of injection drug use", "she never injected drugs", "N", GOUT),
        ("history of injection drug use", "injected drugs as a student", "M", GOUT),
        ("history of injection drug use", "injects insulin", "U", GOUT),
        # who is not ill may be at risk
        ("1 or more CVD risk factors", "no CVD", "U", GOUT),
        ("1 or more CVD risk factors", "no CVD risk factors", "N", GOUT),
        # wishes
        ("choose this therapy", "the patient wants the treatment", "M", GOUT),
        ("choose this therapy", "the patient does not want it", "N", GOUT),
        ("choose this therapy", "the patient wants antibiotics", "U", GOUT),
        ("choose this therapy", "his wife wants it", "U", GOUT),
        # who has a contraindication cannot take it, and is not suitable for it
        ("deemed unable to take methotrexate", "contraindication to methotrexate", "M", GOUT),
        ("unable to take methotrexate", "takes methotrexate", "U", GOUT),
        ("is suitable for methotrexate", "contraindication to methotrexate", "N", GOUT),
        ("is suitable for methotrexate", "methotrexate was discussed", "U", GOUT),
        # several are more than two
        (
            "have not responded to several trials of NSAIDs",
            "has not responded to four trials of NSAIDs",
            "M",
            GOUT,
        ),
        # what a second sentence gives as an example
        (
            "At least one comorbidity related to obesity. Diabetes is such a comorbidity (2009).",
            "type 2 diabetes",
            "M",
            ("gastric bypass", "obesity"),
        ),
    ],
)
def test_findings(criterion, case, state, asked) -> None:
    found = evaluate(
        tree_of(criterion),
        read_facts(case),
        TERMS,
        asked_interventions=[asked[0]],
        asked_conditions=[asked[1]],
    )
    assert found.state is STATES[state]


@pytest.mark.parametrize(
    ("lead", "state"),
    [
        ("Failure of PAP, shown by either of the following:", "M"),
        ("Failure of either of the following:", "U"),
    ],
)
def test_a_lead_in_that_is_shown_by_its_items_gives_them_nothing(lead, state) -> None:
    leaf = Criterion(join=Join.LEAF, text="Inability to use PAP for at least 4 hours per night")
    tree = Criterion(join=Join.ANY_OF, text=lead, children=(leaf,))
    case = read_facts("could not use CPAP for 4 hours per night")
    found = evaluate(tree, case, TERMS, asked_conditions=["sleep apnea"])
    assert found.state is STATES[state]
