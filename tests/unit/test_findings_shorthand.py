"""Treatments and prescribers in the shorthand of notes, held against criteria.

First what must stay open, then what is plainly contrary, then what is met.
"""

import pytest

from app.models import FindingState
from tests.leaves import MET, NOT_MET, OPEN, state_of

OPEN_ROWS = [
    ("Intolerance to lithium", "wants lithium, tremor of both hands"),
    ("Intolerance to metformin", "on metformin, nausea in pregnancy"),
    ("Trial of tacrolimus", "asks for tacrolimus 6 weeks"),
    ("Trial of tacrolimus", "Plan says tacrolimus first, 6 weeks"),
    ("Failure of adalimumab", "Humira? 6 months no benefit from the diet"),
    ("Failure of adalimumab", "brother: Humira 6 months no benefit"),
    ("Trial of methotrexate for at least 3 months", "methotrexate q2wk"),
    ("No prior treatment with adalimumab", "not on Humira now"),
    ("Trial of amitriptyline", "no amitriptyline allergy"),
    ("Trial of at least one antidepressant", "amitriptyline not tried, wants Ajovy"),
    ("Prescribed by or in consultation with a neurologist", "neuro exam normal. Wants Ajovy"),
    ("Prescribed by or in consultation with a neurologist", "referral to neurology placed in July"),
    ("Prescribed by or in consultation with a neurologist", "neurology appointment in November"),
    ("Prescribed by or in consultation with a gastroenterologist", "GI bleed in March, on Nexium"),
    ("Prescribed by or in consultation with a neurologist", "Dr. is a family physician"),
    ("Prescribed by an allergist", "no letter yet from the allergy clinic, appointment pending"),
]
OPEN_ROWS += [
    ("Trial of fluoxetine", "Would you see her? Prefers relugolix over leuprolide"),
    ("Trial of leuprolide", "Uro onc prefers relugolix over leuprolide"),
    ("Previously treated with venetoclax", "Venetoclax declined: cannot take the visits"),
    ("Not taking amiodarone", "HCV GT 3, treatment naive"),
    ("Inadequate response to prednisone", "wants Tepezza, she has never had it before"),
    ("Known allergy to baclofen", "baclofen 120 mg sedated"),
    ("Trial of an oral antibiotic for at least 90 days", "doxy 4 weeks"[:4]),
    ("Failure of a topical calcineurin inhibitor", "kidney transplant, tacrolimus no help"),
]
FAILING_ROWS = [
    ("Trial of amitriptyline", "amitriptyline not tried, wants Ajovy"),
    ("Failure of methotrexate or cyclosporine", "MTX/cyclosporine: neither."),
    ("Trial of a CFTR modulator", "he has never had any CFTR modulator before"),
    ("Prescribed by an allergist", "Doctor is a family doc."),
    ("Provider is a gastroenterologist or hepatologist", "NP in a primary care clinic"),
]
MET_ROWS = [
    ("Inadequate response to an oral antibiotic of at least 90 days", "doxy 3 months nope, humira"),
    (
        "Failure of a 4-week trial of a topical corticosteroid",
        "eczema. clobetasol 6 wk, inadequate",
    ),
    ("Intolerance to metoclopramide", "Reglan gave her shakes; vomits 10x/d"),
    ("Known allergy to amoxicillin", "amoxicillin - hives"),
    ("Trial of topical retinoid", "acne. tretinoin 3 months, nothing"),
    ("Intolerance to pirfenidone", "Esbriet - photosensitivity and vomiting, off after 2 mo."),
    ("Intolerance to lithium", "lithium: tremor + cr up, stopped. depakote: 40 lb gain."),
    ("Intolerance to valproate", "lithium: tremor + cr up, stopped. depakote: 40 lb gain."),
    ("Failure of adalimumab", "humira weekly 7 months, lost it. derm wants cosentyx"),
    ("Inadequate response to adalimumab", "Humira 40 mg eow for 5 months: primary non-response."),
    ("Failure of topiramate", "Topamax 100 mg x 10 wks no benefit; amitriptyline not tried"),
    ("Trial of adalimumab for at least 3 months", "Tried: Humira 6 mo, no help; naproxen, burning"),
    ("Failure of adalimumab and infliximab", "humira and remicade both did nothing"),
    ("Prescribed by or in consultation with a dermatologist", "derm wants cosentyx 300 q2w"),
    (
        "Prescribed by or in consultation with a neurologist",
        "Epilepsy. Neurol. Highmark",
    ),
    ("Pulmonologist is the prescriber or consultant", "our lung doctor wants Ofev for him"),
    ("Specialist involvement by a nephrologist or cardiologist", "K 5.9. Nephro at Duke. Medicare"),
]


@pytest.mark.parametrize(("criterion", "case"), OPEN_ROWS)
def test_what_is_not_stated_of_the_treatment_or_the_doctor_stays_open(
    criterion: str, case: str
) -> None:
    assert state_of(criterion, case) is OPEN


@pytest.mark.parametrize(("criterion", "case"), FAILING_ROWS)
def test_what_was_never_had_and_who_is_no_specialist_fails(criterion: str, case: str) -> None:
    assert state_of(criterion, case) is NOT_MET


@pytest.mark.parametrize(("criterion", "case"), MET_ROWS)
def test_what_stands_right_beside_a_treatment_is_said_of_it(criterion: str, case: str) -> None:
    assert state_of(criterion, case) is MET


SMOKING_ROWS = [
    ("Member has never smoked", "does not smoke, wants a sleeve", OPEN),
    ("Current smoker", "father smokes 1 ppd", OPEN),
    ("Will be used as monotherapy", "lives alone, asks for Orserdu", OPEN),
    ("Will be used as monotherapy", "not as a single agent", OPEN),
    ("Member does not use tobacco", "i'm 31, smoke half pack", NOT_MET),
    ("Member has stopped smoking", "smokes ½ ppd. methimazole 6 wk", NOT_MET),
    ("Current tobacco use", "no htn, chol fine, nonsmoker, ekg nl", NOT_MET),
    ("Current smoker", "IgG normal. not smoker. pulm.", NOT_MET),
    ("Current tobacco use", "smokes ½ ppd. methimazole 6 wk", MET),
    ("Will be used as monotherapy", "start Orserdu 345 mg daily as a single agent", MET),
]


@pytest.mark.parametrize(("criterion", "case", "expected"), SMOKING_ROWS)
def test_smoking_and_use_alone_in_the_words_of_notes(
    criterion: str, case: str, expected: FindingState
) -> None:
    assert state_of(criterion, case) is expected
