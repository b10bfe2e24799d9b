"""Criteria about tests and genes, settled by results in words."""

import pytest

from tests.leaves import MET, NOT_MET, OPEN, state_of


@pytest.mark.parametrize(
    ("criterion", "case"),
    [
        ("Liver function tests were obtained prior to initiation", "LFTs pending"),
        ("Liver function tests were obtained prior to initiation", "will order AST/ALT next week"),
        ("Tuberculosis evaluation completed", "TB contact at work"),
        ("Tuberculosis evaluation completed", "her mother's QuantiFERON was negative"),
        ("HIV infection", "brother is HIV positive"),
        ("No active tuberculosis", "IGRA positive"),
        ("Hepatitis B surface antigen and core antibody are negative", "HBsAg neg"),
        ("Tuberculosis screening negative within the past 30 days by chest film", "TB neg"),
        ("Pituitary imaging has been obtained", "MRI of the knee is scheduled"),
        ("EGFR mutation positive", "EGFR pending"),
        ("EGFR exon 20 insertion", "EGFR ex19del"),
        ("ALK rearrangement", "ALK positive lymphoma in an uncle"),
        ("ALK rearrangement", "EGFR mutated"),
        ("HLA-B27 positive", "tonsils 3+, HLA-B27 not yet sent"),
    ],
)
def test_what_is_awaited_of_others_or_of_another_test_settles_nothing(
    criterion: str, case: str
) -> None:
    assert state_of(criterion, case) is OPEN


@pytest.mark.parametrize(
    ("criterion", "case", "state"),
    [
        ("Liver function tests were obtained prior to initiation", "AST/ALT normal today", MET),
        ("Tuberculosis evaluation completed", "TB neg 9/26. GI.", MET),
        ("Liver function tests were obtained prior to initiation", "no LFTs on file", NOT_MET),
        ("Thyroid disorder excluded", "TSH 1.9", MET),
        ("Thyroid disorder excluded", "TSH 14", NOT_MET),
        ("Normal serum potassium", "K 3.1, TSH normal", NOT_MET),
        ("Hepatitis B coinfection has been excluded", "HBsAg neg / core neg", MET),
        ("HIV infection", "ALT 28. HIV neg. Not pregnant", NOT_MET),
        ("Hearing loss at baseline", "no diabetes, hearing ok", NOT_MET),
        ("JC virus antibody negative", "JC virus positive, index 2.8", NOT_MET),
        ("Antimitochondrial antibody positive", "alk phos high, AMA pos.", MET),
        ("HLA-B27 positive", "39yo male, AS, HLA-B27+, BASDAI 6.2", MET),
        ("EGFR mutation positive", "PD-L1 0, no EGFR/ALK.", NOT_MET),
        ("IDH1 mutation", "50 F ECOG 1. IDH1 wt.", NOT_MET),
        ("Presence of an ESR1 mutation", "Guardant shows ESR1 D538G", MET),
    ],
)
def test_a_result_in_words_settles(criterion, case, state) -> None:
    assert state_of(criterion, case) is state


def test_a_one_word_answer_denies_what_stands_before_it() -> None:
    assert state_of("Diabetes", "Diabetes none, kidneys ok") is NOT_MET
    assert state_of("Myocardial infarction", "myocardial infarction 2 y ago. tremor none.") is MET


def test_a_question_that_is_answered_no_denies() -> None:
    assert state_of("Cystic fibrosis", "peer note: cystic fibrosis? no. Bronchiectasis!") is not MET
    assert (
        state_of("Rash or hypersensitivity", "the generic gave her a rash? no - headaches")
        is not MET
    )


def test_what_was_years_ago_is_not_there_now() -> None:
    assert state_of("Herpes zoster at present", "had shingles 2 y ago") is not MET
    assert state_of("History of herpes zoster", "had shingles 2 y ago") is MET


def test_another_one_than_named_is_not_stated_by_it() -> None:
    assert (
        state_of("Indication is one other than chronic low back pain", "chronic low back pain")
        is OPEN
    )


@pytest.mark.parametrize(
    "case",
    [
        "It is not true that the member has severe asthma.",
        "Is it required that the member has severe asthma?",
        "Covered if the member has severe asthma?",
        "His brother says the member has severe asthma.",
    ],
)
def test_a_clause_that_is_denied_heard_asked_for_or_a_condition_settles_nothing(case: str) -> None:
    assert state_of("Member has severe asthma", case) is OPEN
    assert state_of("Member has severe asthma", "Member has severe asthma.") is MET


WANTED_OTHERWISE = [
    ("Tuberculosis evaluation completed", "TB test pending, starts Humira next week"),
    ("Tuberculosis evaluation completed", "TB contact at work"),
    ("Tuberculosis evaluation completed", "her mother TB positive"),
    ("Tuberculosis evaluation completed within 6 months", "TB neg"),
    ("Liver function tests are obtained monthly", "LFTs normal last week"),
    ("Viral hepatitis screening negative", "hep panel done in March"),
    ("Hepatitis B and HIV tests were done before starting therapy", "HBsAg neg in May"),
    ("Hepatitis B vaccine was given", "HBsAg neg"),
    ("TSH below 4 mIU/L", "TSH ok"),
    ("Tuberculosis evaluation completed", "TB test negative 6 years ago"),
]
NOT_DONE = [
    ("Tuberculosis evaluation completed", "no TB test so far"),
    ("Colonoscopy was performed", "colonoscopy never done, she refuses it"),
    ("Negative HIV test prior to initiation", "HIV test positive in March"),
]
DONE = [
    ("Tuberculosis evaluation completed", "TB neg 9/26. GI."),
    (
        "Member has been evaluated for latent tuberculosis prior to initiation",
        "Negative QuantiFERON.",
    ),
    ("Liver function tests were obtained prior to initiation", "AST/ALT normal last week"),
    ("Mental health evaluation has been completed", "Psych cleared 8/22."),
    ("Negative HIV test prior to initiation", "hiv test neg 11/19. kidneys ok"),
    ("Hepatitis B and HIV tests were done before starting therapy", "HBsAg neg, HIV neg in May"),
]


@pytest.mark.parametrize(("criterion", "case"), WANTED_OTHERWISE)
def test_an_examination_to_come_or_wanted_otherwise_stays_open(criterion, case) -> None:
    assert state_of(criterion, case) is OPEN


@pytest.mark.parametrize(("criterion", "case"), NOT_DONE)
def test_an_examination_that_was_not_done_or_came_out_otherwise_fails(criterion, case) -> None:
    assert state_of(criterion, case) is NOT_MET


@pytest.mark.parametrize(("criterion", "case"), DONE)
def test_a_result_says_that_the_examination_was_done(criterion, case) -> None:
    assert state_of(criterion, case) is MET
