"""Refusals of a use together and refusing lists of codes: where they decide, and where not."""

import pytest

TOGETHER = """## Policy

Wegovy is considered medically necessary for obesity when the member is 18 years of age or older.

Concomitant use of Wegovy with another GLP-1 agonist is not covered.
"""


@pytest.mark.parametrize(
    ("question", "verdict"),
    [
        # a member alone is not refused, nor is another of its class
        ("Does Example Health Plan cover Wegovy for obesity?", "conditional"),
        ("Does Example Health Plan cover liraglutide for obesity?", "not_addressed"),
        (
            "Does Example Health Plan cover concomitant use of Wegovy with another GLP-1 agonist "
            "for obesity?",
            "not_necessary",
        ),
    ],
)
def test_a_refused_use_together_refuses_no_member_alone(corpus, question, verdict) -> None:
    corpus.policy("wegovy", TOGETHER)
    assert corpus.ask(question).verdict == verdict


GIVEN_TOGETHER = """## Recommendations

We recommend an ACE inhibitor or an ARB for diabetic nephropathy.

Aliskiren must not be given together with an ACE inhibitor or an ARB for diabetic nephropathy.
"""


@pytest.mark.parametrize(
    ("question", "verdict"),
    [
        ("Is losartan indicated for diabetic nephropathy?", "necessary"),
        ("Is aliskiren indicated for diabetic nephropathy?", "not_addressed"),
    ],
)
def test_a_guideline_that_refuses_a_use_together_refuses_none_alone(
    corpus, question, verdict
) -> None:
    corpus.guideline("nephropathy", GIVEN_TOGETHER)
    assert corpus.ask(question).verdict == verdict


CODES = """## Policy

Breast reduction is considered medically necessary for macromastia when the member is 18 or older.

## Coding

CPT codes covered if selection criteria are met:

| Code | Description |
|---|---|
| 19318 | Breast reduction |

CPT codes not covered for indications listed in the CPB:

| Code | Description |
|---|---|
| 19300 | Mastectomy for gynecomastia |
"""


@pytest.mark.parametrize(
    ("question", "verdict"),
    [
        ("Is 19318 medically necessary for macromastia?", "conditional"),
        ("Is 19318 medically necessary for gynecomastia?", "not_addressed"),
        ("Is 19300 medically necessary for gynecomastia?", "not_necessary"),
    ],
)
def test_a_list_that_refuses_the_asked_code_decides_where_nothing_else_does(
    corpus, question, verdict
) -> None:
    corpus.policy("breast-reduction", CODES)
    assert corpus.ask(question).verdict == verdict


NOT_TWO = """## Recommendations

We recommend lisinopril or losartan for hypertension.

We recommend against more than one of the following together for hypertension: lisinopril, losartan
or aliskiren.
"""


@pytest.mark.parametrize(
    ("question", "verdict"),
    [
        ("Lisinopril + losartan for hypertension?", "not_necessary"),
        ("Is losartan and aliskiren together indicated in hypertension?", "not_necessary"),
        ("Is losartan indicated for hypertension?", "necessary"),
    ],
)
def test_asked_for_two_as_one_thing_a_refusal_of_both_goes_before_advice_on_one(
    corpus, question, verdict
) -> None:
    corpus.guideline("pressure", NOT_TWO)
    assert corpus.ask(question).verdict == verdict


BY_PURPOSE = """## Exclusions

The plan does not cover:

- Weight loss drugs
- Smoking cessation drugs
- Sleep aids
"""


@pytest.mark.parametrize(
    ("question", "verdict"),
    [
        # a drug that is given for something else is not of the class that is refused
        ("Is semaglutide covered for type 2 diabetes?", "not_addressed"),
        ("Is bupropion covered for depression?", "not_addressed"),
        ("Is semaglutide covered for obesity?", "not_necessary"),
        ("Is varenicline covered for smoking cessation?", "not_necessary"),
        ("Is zolpidem covered for insomnia?", "not_necessary"),
        ("Are weight loss drugs covered for type 2 diabetes?", "not_necessary"),
    ],
)
def test_a_class_named_by_its_purpose_is_refused_for_it_alone(corpus, question, verdict) -> None:
    corpus.policy("exclusions", BY_PURPOSE)
    assert corpus.ask(question).verdict == verdict
