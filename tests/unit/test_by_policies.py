"""What policies say where none of their Statements names what is asked about."""

import pytest

CRITERIA = """## Policy

### Suspected coronary artery disease

Stress echocardiography is considered medically necessary when BOTH of the following are met:

- Chest pain or an anginal equivalent
- The resting electrocardiogram is uninterpretable

Stress echocardiography before low-risk surgery (for example cataract surgery) is not medically
necessary.
"""


@pytest.mark.parametrize(
    ("question", "verdict"),
    [
        ("Is stress echocardiography medically necessary for chest pain?", "conditional"),
        # a refusal before an operation says nothing of a pain; what no criterion names is open
        ("Is stress echocardiography medically necessary for migraine?", "not_addressed"),
        ("Is stress echocardiography medically necessary for cataract surgery?", "not_necessary"),
    ],
)
def test_criteria_may_name_the_condition_that_no_heading_names(corpus, question, verdict) -> None:
    corpus.policy("stress-echocardiography", CRITERIA)
    assert corpus.ask(question).verdict == verdict


def test_an_exception_that_is_met_carries_whatever_the_rule_asks_for(corpus) -> None:
    corpus.policy(
        "breast-reduction",
        "## Policy\n\nBreast reduction is considered medically necessary for macromastia when all "
        "of the following are met:\n\n1. The member has neck pain\n2. Body mass index is below 10"
        "\n\nException: Breast reduction is considered medically necessary for macromastia "
        "regardless of body mass index when the member has neck pain.\n",
    )
    asked = corpus.ask("Is breast reduction necessary for macromastia, neck pain, BMI 31?")
    assert asked.verdict == "necessary"


def test_a_policy_that_names_no_condition_refuses_where_the_question_names_none(corpus) -> None:
    corpus.policy(
        "ablation",
        "## Limitations\n\nPulsed radiofrequency of the facet joints is not covered.\n",
    )
    assert (
        corpus.ask(
            "Does Example Health Plan cover pulsed radiofrequency of the facet joints?"
        ).verdict
        == "not_necessary"
    )


REPEATED = """## Policy

Epidural steroid injection is considered medically necessary for radiculopathy.

## Procedural requirements

Epidural injection of platelet-rich plasma is not covered.
"""


@pytest.mark.parametrize(
    ("question", "verdict"),
    [
        ("Is epidural steroid injection covered for radiculopathy?", "necessary"),
        (
            "Is epidural injection of platelet-rich plasma covered for radiculopathy?",
            "not_necessary",
        ),
    ],
)
def test_a_part_of_a_document_is_no_condition_and_a_second_name_another_thing(
    corpus, question, verdict
) -> None:
    corpus.policy("epidural-injections", REPEATED)
    assert corpus.ask(question).verdict == verdict


@pytest.mark.parametrize(
    ("question", "verdict"),
    [
        ("Is CGM covered for prediabetes?", "not_necessary"),
        ("Is CGM covered for asthma?", "not_addressed"),
    ],
)
def test_who_is_said_to_be_included_belongs_to_the_people(corpus, question, verdict) -> None:
    corpus.policy(
        "glucose-monitors",
        "## Policy\n\nContinuous glucose monitoring (CGM) is investigational for individuals "
        "without diabetes, including for prediabetes.\n",
    )
    assert corpus.ask(question).verdict == verdict


@pytest.mark.parametrize(
    ("question", "verdict"),
    [
        ("Is sleeve gastrectomy covered for obesity, BMI 44, never smoked?", "necessary"),
        (
            "Is gastric bypass covered for obesity with a BMI of 44? Current smoker.",
            "not_necessary",
        ),
        ("Is gastric banding covered for obesity, BMI 44?", "not_addressed"),
    ],
)
def test_a_lead_in_may_name_what_is_covered_before_its_criteria(corpus, question, verdict) -> None:
    corpus.policy(
        "weight-loss-surgery",
        "## Policy\n\nThe following procedures are medically necessary for treating obesity: "
        "Gastric bypass and sleeve gastrectomy, when all of the following criteria are met:\n\n"
        "- Body mass index of 40 or more\n- The member is not currently smoking\n",
    )
    assert corpus.ask(question).verdict == verdict
