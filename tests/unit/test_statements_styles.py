"""Ways of saying it that were read wrongly in documents nobody had tuned for: by publisher's style.

What is no position, or another one, comes first.
"""

import pytest

from ingest.statements.models import Basis, Criterion, Join
from tests.said import (
    AGAINST,
    FOR,
    GUIDELINE,
    INSUFFICIENT,
    POLICY,
    positions,
    said,
)


def leaves(node: Criterion | None) -> list[str]:
    return [leaf.text for leaf in node.leaves()] if node else []


# --- payers ----------------------------------------------------------------------------------


def test_only_the_list_called_criteria_is_one() -> None:
    text = (
        "A gene assay using ANY of the following is considered medically necessary for breast "
        "cancer when ALL of the criteria below are met:\n\nAssays\n\n- Alpha Score (CPT 81519)\n"
        "- BetaPredict\n\nCriteria\n\n- no distant metastasis\n- EITHER of the following:\n"
        "  - node negative\n  - postmenopausal\n"
    )
    (one,) = said(POLICY, f"# Gene Assays\n\n## Policy\n\n{text}", subject="Gene assays")
    assert {"Alpha Score", "BetaPredict"} <= set(one.interventions)
    assert one.criteria is not None
    assert one.criteria.join is Join.ALL_OF
    assert leaves(one.criteria) == ["no distant metastasis", "node negative", "postmenopausal"]


def test_contraindicated_and_not_necessary_is_a_refusal() -> None:
    text = (
        "TMS is contraindicated and considered not medically necessary for members with any of "
        "the following:\n\n- Seizure disorder\n- Cochlear implant\n"
    )
    found = said(POLICY, text, subject="TMS")
    assert [(s.direction, s.basis) for s in found] == [(AGAINST, Basis.COVERAGE)] * 2


def test_an_item_that_leads_in_its_indications() -> None:
    text = (
        "The following are considered experimental and investigational:\n\n- TMS for any of the "
        "following indications (not an all-inclusive list):\n  - Alcohol use disorder\n"
        "  - Tinnitus\n- Cranial stimulation\n"
    )
    found = said(POLICY, text, subject="TMS")
    assert [(s.interventions, s.conditions) for s in found[:2]] == [
        (("TMS",), ("Alcohol use disorder",)),
        (("TMS",), ("Tinnitus",)),
    ]
    assert found[2].interventions == ("Cranial stimulation",)


def test_how_much_is_covered_says_nothing_on_what_for() -> None:
    text = (
        "The following are considered medically necessary:\n\n- TMS for severe depression\n"
        "- Up to 36 sessions of TMS\n"
    )
    found = said(POLICY, text, subject="TMS")
    assert [s.conditions for s in positions(found)] == [("severe depression",)]
    assert found[1].basis is Basis.FINDING


def test_a_remark_behind_the_examples_of_a_catch_all() -> None:
    text = (
        "Velora for any other use is considered not medically necessary, including the following "
        "(this list may not be all inclusive):\n\n- Episodic migraine\n- Gastroparesis\n"
    )
    found = said(POLICY, text, subject="Velora")
    assert [(s.catch_all, s.conditions) for s in found] == [
        (True, ()),
        (False, ("Episodic migraine",)),
        (False, ("Gastroparesis",)),
    ]


def test_examples_of_all_indications_narrow_nothing() -> None:
    text = (
        "Sacroplasty is considered investigational for all indications, including but not limited "
        "to sacral fractures due to osteoporosis and lesions due to metastases."
    )
    (one,) = said(POLICY, text, subject="Vertebroplasty")
    assert (one.interventions, one.condition_groups, one.criteria) == (("Sacroplasty",), (), None)


def test_uses_are_no_thing() -> None:
    text = "Cosmetic uses of Velora (for example, frown lines, neck bands) are not covered."
    (one,) = said(POLICY, text, subject="Velora")
    assert one.interventions == ("Velora",)
    assert {"frown lines", "neck bands"} <= set(one.conditions)


def test_items_that_tell_who_are_no_things() -> None:
    text = (
        "Blood testing is covered under conditions where skin testing is not reliable, such as:\n\n"
        "- Patients with severe dermatographism\n- Patients on long-acting antihistamines\n"
    )
    found = said(POLICY, text, subject="Allergy testing")
    assert all("Blood testing" in s.interventions for s in found)
    assert ("severe dermatographism",) in [s.conditions for s in found]


def test_what_is_no_covered_indication() -> None:
    text = "Fatigue, depression and muscle pain, by themselves, are not covered indications."
    (one,) = said(POLICY, text, subject="Vitamin D testing")
    assert one.interventions == ("Vitamin D testing",)
    assert {"Fatigue", "depression", "muscle pain"} <= set(one.conditions)


def test_beyond_a_duration_is_a_criterion() -> None:
    text = (
        "Wound vacuum therapy is considered not medically necessary beyond 4 months (including "
        "time in an inpatient setting) from the first application."
    )
    (one,) = said(POLICY, text, subject="Wound vacuum therapy")
    assert (one.condition_groups, len(leaves(one.criteria))) == ((), 1)
    assert leaves(one.criteria)[0].startswith("beyond 4 months")


def test_where_it_was_done_too_is_no_condition() -> None:
    text = (
        "Incisional therapy over closed incisions, including after cesarean delivery in women "
        "with obesity, is unproven."
    )
    (one,) = said(POLICY, text, subject="Incisional therapy")
    assert (one.condition_groups, one.criteria) == ((), None)


def test_several_tables_under_one_caption() -> None:
    text = (
        "## Coding\n\nWhen services may be Medically Necessary when criteria are met:\n\n"
        "| CPT | |\n|---|---|\n| 63650 | Implantation |\n\n| ICD-10 Diagnosis | |\n|---|---|\n"
        "| M96.1 | Postlaminectomy syndrome |\n\nWhen services are Not Medically Necessary:\n\n"
        "For the following diagnoses\n\n| ICD-10 Diagnosis | |\n|---|---|\n| I20.2 | Angina |\n"
    )
    found = said(POLICY, f"# Stimulators\n\n{text}", subject="Stimulators")
    assert [(s.direction, s.basis, s.codes) for s in found] == [
        (FOR, Basis.CODE_LIST, ("63650",)),
        (FOR, Basis.CODE_LIST, ("M96.1",)),
        (AGAINST, Basis.CODE_LIST, ("I20.2",)),
    ]


def test_all_codes_that_are_not_listed() -> None:
    text = (
        "# Velora Testing\n\n## ICD-10 Codes that DO NOT Support Medical Necessity\n\nAll those "
        'not listed under the section "ICD-10 Codes that Support Medical Necessity."\n'
    )
    (one,) = said(POLICY, text, subject="Velora testing")
    assert (one.direction, one.catch_all, one.interventions) == (
        AGAINST,
        True,
        ("Velora testing",),
    )


def test_the_number_of_a_determination_is_no_part_of_its_name() -> None:
    text = "All other indications not specified above are not covered under the program."
    (one,) = said(POLICY, text, subject="Hyperbaric Oxygen Therapy 20.29")
    assert one.interventions == ("Hyperbaric Oxygen Therapy",)


def test_a_section_names_the_thing_that_its_sentence_leaves_out() -> None:
    text = (
        "# Diabetes Devices and Supplies\n\n## 14.2 Continuous Glucose Monitors\n\nCoverage is "
        "continued every 12 months when the member used the device on most days.\n"
    )
    (one,) = said(POLICY, text, subject="Diabetes Devices and Supplies")
    assert one.interventions == ("Continuous Glucose Monitors",)
    assert (one.phase, leaves(one.criteria)) == (
        "continued",
        ["the member used the device on most days"],
    )


def test_an_item_whose_criteria_are_not_met_closes_what_is_not_named() -> None:
    text = (
        "The following are considered not medically necessary:\n\n- Knee lavage for knee pain, "
        "including knee pain due to arthritis\n- Meniscectomy when the criteria above are not met\n"
    )
    pain, closing = said(POLICY, text, subject="Knee surgery")
    assert [g[0] for g in pain.condition_groups] == ["knee pain"]
    assert (closing.catch_all, closing.interventions, closing.criteria) == (
        True,
        ("Meniscectomy",),
        None,
    )


# --- guidelines ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "interventions", "conditions"),
    [
        pytest.param(
            "Consider light therapy for people aged 18 and over with severe acne.",
            ("light therapy",),
            ("severe acne",),
            id="an age and over prefers nothing",
        ),
        pytest.param(
            "Clinicians should prescribe or offer velora to people with relapsing gout (Level B).",
            ("velora",),
            ("relapsing gout",),
            id="two verbs",
        ),
        pytest.param(
            "Clinicians may advise discontinuation of velora in people with late gout (Level C).",
            ("discontinuation of velora",),
            ("late gout",),
            id="advise",
        ),
        pytest.param(
            "In patients with gout, aspirin either alone or in combination with velora is not "
            "recommended.",
            ("aspirin",),
            ("gout",),
            id="alone or beside another",
        ),
        pytest.param(
            "Velora is recommended for patients with granulomatous disease such as sarcoidosis.",
            ("Velora",),
            (
                "granulomatous disease",
                "sarcoidosis",
                "granulomatous disease such as sarcoidosis",
            ),
            id="such as",
        ),
        pytest.param(
            "We suggest velora for patients with ductal carcinoma in situ.",
            ("velora",),
            ("ductal carcinoma in situ",),
            id="in situ is no place",
        ),
        pytest.param(
            "In patients with severe AS, balloon dilation may be considered.",
            ("balloon dilation",),
            ("severe AS",),
            id="an abbreviation is no conjunction",
        ),
        pytest.param(
            "In patients with lupus not responding to chloroquine, alone or in combination with "
            "prednisone, addition of velora or belora is recommended.",
            ("velora", "belora", "velora or belora"),
            ("lupus",),
            id="what was tried is no member of what is recommended",
        ),
        pytest.param(
            "We recommend pre- and post-test counseling for patients with gout.",
            ("pre-test counseling", "post-test counseling", "pre- and post-test counseling"),
            ("gout",),
            id="half a word",
        ),
    ],
)
def test_slots(text: str, interventions: tuple[str, ...], conditions: tuple[str, ...]) -> None:
    (one,) = said(GUIDELINE, text)
    assert (one.interventions, one.conditions, one.comparator) == (interventions, conditions, "")


def test_advice_that_evidence_lacks_is_no_offer() -> None:
    text = "Advise people that there is not enough evidence to support special diets for acne."
    (one,) = said(GUIDELINE, text)
    assert (one.direction, one.interventions, one.conditions) == (
        INSUFFICIENT,
        ("special diets",),
        ("acne",),
    )


def test_people_without_a_history_are_a_population() -> None:
    text = "We recommend a statin for the prevention of stroke in adults with no history of gout."
    (one,) = said(GUIDELINE, text)
    assert one.conditions == ("stroke",)
    assert "no history of gout" in one.population


def test_a_bare_course_is_one_of_the_documents_disease() -> None:
    text = "For patients with a second or subsequent recurrence, we recommend microbiota."
    (one,) = said(GUIDELINE, text, subject="difficile infection")
    assert [g[-1] for g in one.condition_groups] == [
        "difficile infection",
        "second or subsequent recurrence",
    ]
    (alone,) = said(GUIDELINE, text, subject="")
    assert "subsequent recurrence" in alone.conditions[-1]


def test_columns_of_class_and_level_in_plain_text() -> None:
    text = (
        "1     A      1. In patients with symptomatic AF, ablation is useful to improve symptoms."
    )
    (one,) = said(GUIDELINE, text)
    assert (one.basis, one.grade, one.certainty) == (Basis.RECOMMENDATION, "1", "A")
    assert one.recommendation == "1"
    (two,) = said(GUIDELINE, "2a  B-NR  7. In patients with gout, rest is reasonable.")
    assert (two.grade, two.recommendation) == ("2a", "7")


def test_a_lettered_list_inside_a_sentence() -> None:
    text = (
        "There is insufficient evidence to recommend for or against the following treatments: "
        "a. Mindfulness meditation b. Bright light"
    )
    (one,) = said(GUIDELINE, text, subject="Insomnia")
    assert {"Mindfulness meditation", "Bright light"} <= set(one.interventions)


def test_what_others_recommend_is_nobodys_position_here() -> None:
    text = (
        "# Statins\n\n## Recommendations\n\nWe recommend statins for stroke.\n\n"
        "## Recommendations of Others\n\nThe VA recommends offering aspirin for stroke.\n"
    )
    found = said(GUIDELINE, text)
    assert [s.interventions for s in positions(found)] == [("statins",)]
    (beside,) = said(GUIDELINE, "The VA recommends offering aspirin for stroke.")
    assert beside.speaker == "The VA"
