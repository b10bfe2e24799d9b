"""Criteria about tests and genes, settled by results in words."""

from pathlib import Path

import pytest

from app.facts import read_facts
from app.findings import evaluate
from app.models import FindingState
from ingest.known_names import known_names
from ingest.statements.models import Criterion, Join

TERMS = known_names(Path("corpus/terms")).terms
OPEN, MET, NOT_MET = FindingState.UNKNOWN, FindingState.MET, FindingState.NOT_MET


def _state(criterion: str, case: str) -> FindingState:
    tree = Criterion(join=Join.LEAF, text=criterion)
    return evaluate(tree, read_facts(case), TERMS).state


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
    assert _state(criterion, case) is OPEN


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
def test_a_result_in_words_settles(criterion: str, case: str, state: FindingState) -> None:
    assert _state(criterion, case) is state


def test_a_one_word_answer_denies_what_stands_before_it() -> None:
    assert _state("Diabetes", "Diabetes none, kidneys ok") is NOT_MET
    assert _state("Myocardial infarction", "myocardial infarction 2 y ago. tremor none.") is MET


def test_a_question_that_is_answered_no_denies() -> None:
    assert _state("Cystic fibrosis", "peer note: cystic fibrosis? no. Bronchiectasis!") is not MET
    assert (
        _state("Rash or hypersensitivity", "the generic gave her a rash? no - headaches") is not MET
    )


def test_what_was_years_ago_is_not_there_now() -> None:
    assert _state("Herpes zoster at present", "had shingles 2 y ago") is not MET
    assert _state("History of herpes zoster", "had shingles 2 y ago") is MET


def test_another_one_than_named_is_not_stated_by_it() -> None:
    assert (
        _state("Indication is one other than chronic low back pain", "chronic low back pain")
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
    assert _state("Member has severe asthma", case) is OPEN
    assert _state("Member has severe asthma", "Member has severe asthma.") is MET
