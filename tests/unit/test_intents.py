"""What a question asks for: a side, or something that no yes or no answers."""

import pytest

from app.intents import intent_of


@pytest.mark.parametrize(
    "question",
    [
        "Is methotrexate covered for lupus?",
        "Does the plan cover orthotics, which were prescribed last week?",
        "What about zinc for psoriasis?",
        "What does the guideline say about massage for tinnitus?",
        "What is the position on tonsillectomy for snoring?",
        "What is the KDIGO stance on potassium binders?",
        "What's the verdict on ginger for nausea?",
        "Tinnitus for years, what about a hearing aid?",
        "Should I give zinc, and how about iron?",
        "Hearing aid for tinnitus?",
        "Sodium target for SIADH below 130?",
        "Zinc for tinnitus, she meets all the criteria",
        "Does he meet the renewal criteria?",
        "zinc for tinnitus, no contraindications",
        "Is a higher dose of zinc recommended?",
        "Zinc for tinnitus, what does the society say",
        "Tinnitus, never dizzy: zinc full dose?",
        "When is zinc approved by Acme for tinnitus?",
        "When does the plan cover a hearing aid?",
        "When reading an audiogram, should we factor in the patient's age?",
        "What do we need for a hearing aid in tinnitus?",
        "Zinc for tinnitus: what does the evidence support?",
        "Repeat course of zinc for tinnitus after relief with the first, which was in May?",
        "Is zinc necessary for tinnitus, given that Smith et al. found it effective?",
        "Does the review of the society recommend zinc for tinnitus?",
        "Was the hearing aid helpful in the trial of hearing aids?",
        "Did the tinnitus fall by half in the trial period?",
        "Does Auralin show benefit in tinnitus?",
        "What do Acme and Borealis say about zinc for tinnitus?",
        "What does the utilization review say about zinc for tinnitus?",
        "Was zinc denied in the review by Acme?",
    ],
)
def test_a_side_is_asked_for(question: str) -> None:
    assert intent_of(question) == "verdict"


@pytest.mark.parametrize(
    "question",
    [
        "What does an audiogram include?",
        "In which patients is zinc suggested?",
        "On what does the choice of a hearing aid depend?",
        "During a taper of prednisone, what should be watched?",
        "Hearing aid or masking: which comes first?",
        "Zinc should be given before what?",
        "The dose is set by whom?",
        "Since when is tinnitus a covered diagnosis?",
        "What must be tried before a hearing aid?",
        "If two drugs have failed, how many more are required?",
        "dose of oral zinc in severe tinnitus",
        "When should zinc be started?",
        "Sodium range for a patient with SIADH on the ward?",
        "What do we need to check before zinc?",
        "Zinc for tinnitus: what does the trial report?",
        "Maximum dose of zinc for tinnitus?",
        "zinc for tinnitus, prior authorization criteria",
        "Hearing aid renewal criteria?",
        "target oral zinc dose tinnitus mg/kg",
        "Did zinc and placebo differ in adults with tinnitus in the trial of Smith?",
        "Was zinc tested as a treatment in the study of metal levels by Smith et al. of 1989?",
        "Did side effects predict the response in the trial of zinc in children of Smith?",
        "Does the ZINCON trial tell anything about zinc for dizziness?",
        "What do Smith and Jones suggest on zinc for tinnitus?",
        "What do the 12 otologists (Smith et al.) say about zinc for tinnitus?",
    ],
)
def test_no_side_is_asked_for(question: str) -> None:
    assert intent_of(question) != "verdict"
