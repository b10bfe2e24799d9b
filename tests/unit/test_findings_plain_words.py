"""Criteria held against facts in plain words: lengths, counts, denials of all, what helped before.

First what must stay unknown, then what is contrary, then what is met; of drugs, tests and diseases
of all kinds, for the rules are of the language.
"""

import pytest

from app.facts import read_facts
from app.findings import evaluate
from app.models import FindingState
from tests.unit.test_findings import TERMS, leaf, settled_by

STATES = {"M": FindingState.MET, "N": FindingState.NOT_MET, "U": FindingState.UNKNOWN}
# finding | criterion | case | asked intervention | asked condition
ROWS = """
U | Pain has lasted at least 4 weeks | knee pain, PT, 8 weeks
U | Pain has lasted at least 4 weeks | knee pain, on gabapentin, 8 weeks
M | Pain has lasted at least 4 weeks | plain low back pain no leg symptoms, 8 months
M | Symptoms have been present for at least 6 months | heel pain since February (9 mo), no tear
N | Duration of symptoms at least 3 months | knee pain, 5 weeks, no better
U | Pain for at least 6 weeks | no chest pain, knee pain
N | Pain for at least 6 weeks | no pain
U | Severe pain | back pain with PHQ-9 of 8
N | Severe pain | pain 5/10
M | Moderate to severe pain | back pain, NRS 8
U | two or more asthma exacerbations in the past year | no exacerbations in the past month
N | two or more asthma exacerbations requiring systemic corticosteroids | no exacerbations
N | At least two hospitalizations in the last 12 months | never hospitalized
U | At least 3 months of stable weight | no weight loss
U | Spondylolisthesis of grade III or worse | no fracture
N | Spondylolisthesis of grade III or worse | no spondylolisthesis
U | type 2 diabetes | BMI 38, no comorbidities except diabetes
U | type 2 diabetes | BMI 38, otherwise healthy
U | fractured hip | no comorbidities
U | type 2 diabetes | no comorbidities | metformin | type 2 diabetes
N | type 2 diabetes | BMI 38, no comorbidities, 40 yo
N | obstructive sleep apnea | without any comorbidity
U | Diabetes mellitus | dm, on steroids
N | Diabetes mellitus | no dm, no steroids
N | coronary artery disease | no cad or chf
U | Tuberculosis is treated | TB neg
U | the individual does not desire future pregnancy | not pregnant
U | the individual does not desire future pregnancy | her sister wants a baby
N | the individual does not desire future pregnancy | wishes to become pregnant next year
M | the individual does not desire future pregnancy | family complete
N | Desire for future pregnancy | no wish for kids
M | Pregnancy is planned | 31 F, want a baby
U | The fracture gap is 1 cm or less | The wound is 4 mm
U | carotid stenosis of at least 60% | 70% stenosis of the coronary
M | The fracture gap is 1 cm or less | The gap is 4 mm
N | The fracture gap is 1 cm or less | The gap is 14 mm
N | At least three insulin injections per day for at least six months | 2 injections/day for 2 yrs
M | Smoking history of at least 20 pack-years | 30 pack yrs, quit 6 years ago
N | Smoking history of at least 20 pack-years | 12 pk-yrs
N | At least 15 eosinophils per high-power field on biopsy | biopsy 4 eos/hpf
M | Endoscopic biopsy shows 15 or more intraepithelial eosinophils per high-power field | 40 eos/hpf
U | The prior injection gave at least 50% pain relief | weight down 70 %
U | The prior injection gave at least 50% pain relief | metformin helped 70 %
M | The prior injection gave at least 50% pain relief | the last one helped 70 % for 3.5 months
N | It gave at least 50% relief for at least 3 months | The first one in July helped about 30%
U | Operated at least 18 months after the bariatric surgery | after appendectomy 10 months ago
N | Operated at least 18 months after the bariatric surgery | after gastric bypass 10 months ago
M | No symptoms, at least 5 years after a gastric bypass | no symptoms, gastric bypass 7 years ago
N | Member must not have moderate or severe hepatic impairment (Child-Pugh B or C) | Child Pugh B
M | Completion of a comprehensive diabetes education program | Finished the diabetes education
U | uses a walker | Does he use a walker?
M | Functional impairment | can't climb stairs, can't work. Surgery covered?
M | fibroids confirmed by ultrasound or MRI | fibroids on ultrasound last month
U | At least 6 weeks of physical therapy | PT twice a week
M | There is no active herpetic keratitis in the eye | never had herpes in that eye
N | There is no active herpetic keratitis | herpetic keratitis last week, active
M | Dupilumab is prescribed by a dermatologist | I am a dermatologist | Dupixent
U | Prior use of dupilumab | asks for Dupixent | Dupixent
U | Step therapy: failure of metformin | metformin since May
N | Step therapy: failure of metformin | metformin never tried
U | Psoriasis: failure of methotrexate | methotrexate failed | Enbrel | rheumatoid arthritis
M | Psoriasis: failure of methotrexate | methotrexate failed | Enbrel | psoriasis
"""
CASES = [[cell.strip() for cell in row.split(" | ")] for row in ROWS.strip().splitlines()]


@pytest.mark.parametrize("row", CASES, ids=[f"{r[0]} {r[1]} <- {r[2]}" for r in CASES])
def test_row(row) -> None:
    expected, criterion, case, *asked = row
    node = evaluate(
        leaf(criterion),
        read_facts(case),
        TERMS,
        asked_interventions=asked[:1],
        asked_conditions=asked[1:],
    )
    assert node.state is STATES[expected]
    assert all(quote in case for quote in settled_by(node))
    assert expected == "U" or settled_by(node)
