"""Evidence of a neighbour says nothing: another place, an earlier time, a route, a pair, a state."""

import pytest

from app.body_places import of_another_place, regions
from app.condition_fit import Fit
from app.question_models import Phrase, Target
from app.unsaid_pregnancy import states_pregnancy
from ingest.statements.beside import one_beside
from ingest.statements.phrases import split_list
from ingest.statements.slots import parse_object
from ingest.terms import Terms
from tests.questions import asked, statements_of

_SPINE = """# Acme Health Plan Medical Policy: Imaging of the Spine

## Policy

Spinal MRI is considered medically necessary when ANY of the following criteria is met:

- Suspected compression of the spinal cord
- Rapidly progressing neurological deficit
"""
_PREVENTION = """# Northern Task Force statement 2024: Prevention of diabetes and heart disease

## Recommendations

1. We suggest offering metformin to adults with prediabetes to reduce the risk of progression to \
type 2 diabetes. (weak)
2. We recommend a statin for the primary prevention of cardiovascular disease in adults aged 40 to \
75 years. (strong)
"""
_JOINTS = """# Northern Society of Rheumatology guideline on rheumatoid arthritis 2024

## Recommendations

1. We recommend methotrexate for rheumatoid arthritis. (strong)
"""


@pytest.mark.parametrize(
    ("document", "question", "verdict"),
    [
        (_SPINE, "Is MRI covered by Acme Health Plan for knee pain?", "not_addressed"),
        (_SPINE, "Is MRI covered by Acme Health Plan for abdominal pain?", "not_addressed"),
        (_SPINE, "Is MRI covered by Acme Health Plan for low back pain?", "conditional"),
        (_PREVENTION, "Is metformin recommended for type 2 diabetes?", "not_addressed"),
        (_PREVENTION, "Is metformin recommended for prediabetes?", "necessary"),
        (_PREVENTION, "Is a statin recommended after a heart attack at 60?", "not_addressed"),
        (_PREVENTION, "Should she take a statin to prevent a heart attack at 60?", "necessary"),
        (_JOINTS, "Is methotrexate recommended for rheumatoid arthritis?", "necessary"),
        (_JOINTS, "Is methotrexate recommended for rheumatoid arthritis in pregnancy?", "conditional"),
        (_JOINTS, "Is methotrexate recommended for RA? She is not pregnant.", "necessary"),
    ],
)
def test_a_neighbour_does_not_decide(document: str, question: str, verdict: str) -> None:
    assert asked(document, question).verdict == verdict
