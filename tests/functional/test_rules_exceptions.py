"""What goes first inside one source, and between sources: exceptions, exclusions, subgroups.

Drugs and illnesses are invented, as in `test_rules.py`. Source: DESIGN.md section 5, rules 1 and 4.
"""

from pathlib import Path

import pytest

from tests.functional.test_rules import CLOSED, PLAIN, criteria, page
from tests.small_corpus import SmallCorpus

UNPROVEN_BUT = (
    "Nortaxine is considered unproven and not medically necessary for Marlow syndrome, except in "
    "individuals who have failed methotrexate."
)


@pytest.mark.parametrize(
    ("question", "verdict"),
    [
        pytest.param(PLAIN, "not_necessary", id="the exception is not stated: the rule holds"),
        pytest.param(
            "Is nortaxine medically necessary for Marlow syndrome after failing methotrexate?",
            "necessary",
            id="the exception is stated",
        ),
        pytest.param(
            "Is nortaxine medically necessary for Marlow syndrome? Methotrexate was never tried.",
            "not_necessary",
            id="the exception is ruled out",
        ),
    ],
)
def test_an_exception_decides_only_where_it_is_stated(corpus, question, verdict) -> None:
    corpus.policy("nortaxine", page(UNPROVEN_BUT))
    assert corpus.ask(question).verdict == verdict


WITH_EXCLUSION = page(
    criteria(
        "Nortaxine is considered medically necessary for Marlow syndrome when ALL of the following "
        "criteria are met:",
        "Age 18 years or older",
        "Failure of methotrexate",
    ),
    "Nortaxine is considered not medically necessary when it is requested for cosmetic use only.",
)
ADULT = "45-year-old with Marlow syndrome, failed methotrexate"


@pytest.mark.parametrize(
    ("question", "verdict"),
    [
        pytest.param(PLAIN, "conditional", id="nothing is stated: the criteria are open"),
        pytest.param(
            f"{ADULT}. Is nortaxine medically necessary?",
            "necessary",
            id="an exclusion that is not mentioned does not exclude",
        ),
        pytest.param(
            f"{ADULT}, requested for cosmetic use only. Is nortaxine medically necessary?",
            "not_necessary",
            id="an exclusion that is stated goes before criteria that are met",
        ),
    ],
)
def test_a_stated_exclusion_goes_before_the_criteria(corpus, question, verdict) -> None:
    corpus.policy("nortaxine", WITH_EXCLUSION)
    assert corpus.ask(question).verdict == verdict


def test_a_guidelines_advice_against_holds_beside_an_exception_that_is_not_stated(corpus) -> None:
    corpus.guideline(
        "marlow",
        page(
            "- Recommendation 1: Do not offer nortaxine to people with Marlow syndrome.",
            "- Recommendation 2: Consider nortaxine only for people with Marlow syndrome who have "
            "failed methotrexate.",
        ),
    )
    assert corpus.ask("Is nortaxine recommended for Marlow syndrome?").verdict == "not_necessary"
    stated = corpus.ask("Is nortaxine recommended for Marlow syndrome after failed methotrexate?")
    assert stated.verdict != "not_necessary"


def test_a_policys_criteria_stay_open_beside_what_it_refuses_otherwise(corpus) -> None:
    corpus.policy(
        "nortaxine",
        page(
            criteria(
                "Nortaxine is considered medically necessary for Marlow syndrome when the "
                "following criterion is met:",
                "Failure of methotrexate",
            ),
            CLOSED,
        ),
    )
    assert corpus.ask(PLAIN).verdict == "conditional"


def test_a_source_on_a_narrower_condition_does_not_decide_beside_one_on_the_condition(
    corpus,
) -> None:
    corpus.guideline(
        "broad",
        page("- Recommendation 1: We suggest nortaxine for Marlow syndrome. (Weak for)"),
    )
    corpus.guideline(
        "narrow",
        page(
            "- Recommendation 1: Offer nortaxine to people with refractory Marlow syndrome if they "
            "have discussed the risks.",
            title="Refractory Marlow syndrome",
        ),
    )
    asked = corpus.ask("Is nortaxine recommended for Marlow syndrome?")
    assert asked.verdict == "necessary"
    assert asked.deciding == {"broad"}


def test_a_general_bulletin_is_closed_to_what_another_of_its_payer_names(corpus) -> None:
    corpus.policy(
        "general",
        page(
            "Nortaxine is considered experimental and investigational for all indications that are "
            "not listed as medically necessary in Bulletin 0733.",
            title="General exclusions",
        ),
        payer="Amber Mutual Health",
    )
    corpus.policy(
        "special",
        page("Nortaxine is considered medically necessary for Marlow syndrome."),
        payer="Amber Mutual Health",
    )
    assert corpus.ask(PLAIN).verdict == "necessary"
    assert (
        corpus.ask("Is nortaxine medically necessary for Dorrit disease?").verdict
        == "not_necessary"
    )


def test_a_general_bulletin_is_closed_to_what_the_special_one_names_more_narrowly(corpus) -> None:
    corpus.policy("general", page(CLOSED), payer="Amber Mutual Health")
    corpus.policy(
        "special",
        page(
            "Nortaxine is considered medically necessary for refractory Marlow syndrome when the "
            "BMI is 30 or greater."
        ),
        payer="Amber Mutual Health",
    )
    asked = corpus.ask("Refractory Marlow syndrome, BMI 34. Is nortaxine medically necessary?")
    assert asked.verdict == "necessary"
    assert corpus.ask(PLAIN).verdict == "conditional"


def test_how_often_a_service_may_be_repeated_is_a_criterion(corpus) -> None:
    corpus.policy(
        "screening",
        page(
            "Screening for Marlow syndrome is covered for adults. Screening for Marlow syndrome is "
            "non-covered when performed more than one time in a 12-month period."
        ),
    )
    ask = "Screening for Marlow syndrome, {}: is it covered?"
    assert corpus.ask(ask.format("4 months after the last one")).verdict == "not_necessary"
    assert corpus.ask(ask.format("aged 50, 14 months after the last one")).verdict == "necessary"


def test_a_verdict_said_twice_is_no_criterion(corpus) -> None:
    corpus.policy(
        "nortaxine",
        page(
            "Nortaxine is not covered for members over 60 years of age, for whom it is not "
            "reasonable and necessary (services on or after August 14, 2027)."
        ),
    )
    ask = "{}-year-old with Marlow syndrome. Is nortaxine covered for Marlow syndrome?"
    assert corpus.ask(ask.format(67)).verdict == "not_necessary"
    assert corpus.ask(ask.format(45)).verdict != "not_necessary"


def test_a_general_bulletin_is_not_closed_by_another_payers_policy(corpus) -> None:
    corpus.policy("general", page(CLOSED), payer="Amber Mutual Health")
    corpus.policy(
        "special",
        page("Nortaxine is considered medically necessary for Marlow syndrome."),
        payer="Cobalt Family Benefits",
    )
    assert corpus.ask(PLAIN).verdict == "conflicting"


@pytest.mark.parametrize(
    ("question", "verdict"),
    [
        pytest.param(
            "Is nortaxine recommended for Marlow syndrome?", "necessary", id="nothing is stated"
        ),
        pytest.param(
            "65-year-old with Marlow syndrome and a mechanical heart valve. Is nortaxine "
            "recommended for Marlow syndrome?",
            "not_necessary",
            id="the narrower condition is a fact of the case",
        ),
        pytest.param(
            "65-year-old with Marlow syndrome, no mechanical heart valve. Is nortaxine recommended "
            "for Marlow syndrome?",
            "necessary",
            id="the narrower condition is denied",
        ),
    ],
)
def test_advice_against_in_a_subgroup_decides_where_the_case_states_it(
    corpus, question, verdict
) -> None:
    corpus.guideline(
        "marlow",
        page(
            "- Recommendation 1: In patients with Marlow syndrome, nortaxine is recommended. "
            "(Class 1)",
            "- Recommendation 2: In patients with Marlow syndrome and a mechanical heart valve, "
            "nortaxine should not be used. (Class 3: Harm)",
        ),
    )
    assert corpus.ask(question).verdict == verdict


GRADED = page(
    criteria(
        "Nortaxine is considered medically necessary for moderate to severe Marlow syndrome when "
        "ALL of the following criteria are met:",
        "Age 18 years or older",
        "BMI below 35",
    )
)


@pytest.mark.parametrize(
    ("stated", "verdict"),
    [
        pytest.param("45-year-old with severe Marlow syndrome, BMI 27", "necessary", id="stated"),
        pytest.param("45-year-old with Marlow syndrome, BMI 27", "conditional", id="not stated"),
        pytest.param(
            "45-year-old with Marlow syndrome, BMI 41",
            "not_necessary",
            id="a criterion fails, however severe it is",
        ),
    ],
)
def test_a_severity_in_the_condition_is_a_criterion(corpus, stated, verdict) -> None:
    corpus.policy("nortaxine", GRADED)
    asked = corpus.ask(f"{stated}. Is nortaxine medically necessary for Marlow syndrome?")
    assert asked.verdict == verdict


@pytest.mark.parametrize(
    ("question", "verdict"),
    [
        pytest.param(
            "Is routine nortaxine recommended for Marlow syndrome without red flags?",
            "not_necessary",
            id="no red flags: the routine case",
        ),
        pytest.param(
            "Is nortaxine recommended for Marlow syndrome with red flags?",
            "not_addressed",
            id="red flags: not the routine case",
        ),
    ],
)
def test_a_denied_contrary_is_no_contrary(corpus, question, verdict) -> None:
    corpus.guideline(
        "marlow",
        page(
            "- Recommendation 1: We recommend against routine nortaxine for Marlow syndrome. "
            "(Strong against)"
        ),
    )
    assert corpus.ask(question).verdict == verdict


def test_a_policy_that_only_says_when_it_refuses_leaves_the_plain_question_open(corpus) -> None:
    corpus.policy(
        "nortaxine",
        page(
            "Nortaxine is considered not medically necessary for Marlow syndrome when it is "
            "requested for cosmetic use only."
        ),
    )
    assert corpus.ask(PLAIN).verdict == "conditional"


@pytest.mark.parametrize(
    ("question", "verdict"),
    [
        pytest.param(PLAIN, "necessary", id="the general one"),
        pytest.param(
            "Is extended-release nortaxine medically necessary for Marlow syndrome?",
            "not_necessary",
            id="the form that is refused everywhere",
        ),
    ],
)
def test_a_form_that_is_refused_for_everything_goes_before_the_general_one(
    corpus, question, verdict
) -> None:
    corpus.policy(
        "nortaxine",
        page(
            "Nortaxine is considered medically necessary for Marlow syndrome.",
            "Extended-release nortaxine is considered investigational and not medically necessary "
            "for all indications.",
        ),
    )
    assert corpus.ask(question).verdict == verdict


BOTH = (
    "# Claudication\n\nFoobarin is recommended for claudication.\n\n"
    "Foobarin should not be given to patients with PAD and heart failure of "
    "any severity.\n"
)


@pytest.mark.parametrize(
    ("question", "verdict"),
    [
        ("Is foobarin recommended for claudication?", "necessary"),
        ("Foobarin for claudication in PAD with heart failure?", "not_necessary"),
        ("68M, PAD and heart failure: foobarin?", "not_necessary"),
        ("Foobarin for claudication in PAD, no heart failure?", "necessary"),
    ],
)  # fmt: skip
def test_advice_against_in_two_diseases_is_of_who_has_both(
    tmp_path: Path, question: str, verdict: str
) -> None:
    corpus = SmallCorpus(tmp_path)
    corpus.guideline("doc", BOTH, title="Claudication")
    assert corpus.ask(question).verdict == verdict


WHO_HAVE = """# Gout in adults: management

## Recommendations

1.1 Do not offer foobarin to people with gout who have kidney stones.

1.2 Do not offer women with gout who are pregnant an XYZ blocker.
"""


@pytest.mark.parametrize(
    ("question", "verdict"),
    [
        # what is advised against in who has something else says nothing of everybody
        ("Is foobarin recommended for gout?", "not_addressed"),
        ("58M, gout and kidney stones: is foobarin recommended?", "not_necessary"),
        ("Is an XYZ blocker recommended for gout?", "not_addressed"),
        ("Pregnant woman with gout: is an XYZ blocker recommended?", "not_necessary"),
    ],
)
def test_who_have_something_else_beside_the_disease(corpus, question, verdict) -> None:
    corpus.guideline("gout", WHO_HAVE)
    assert corpus.ask(question).verdict == verdict


FORM_REFUSED = page(
    "We recommend topical nortaxine for Marlow syndrome, though not for people with a pacemaker."
)


@pytest.mark.parametrize(
    ("question", "verdict"),
    [
        pytest.param("Is nortaxine recommended for Marlow syndrome?", "necessary", id="plain"),
        pytest.param(
            "Is nortaxine recommended for Marlow syndrome in a man with a pacemaker?",
            "not_necessary",
            id="who has it is refused, though only a form of what is asked is named",
        ),
    ],
)
def test_a_refusal_of_the_one_form_that_is_supported(corpus, question, verdict) -> None:
    corpus.guideline("nortaxine", FORM_REFUSED)
    assert corpus.ask(question).verdict == verdict


WHOM_NOT = page(
    "Offer nortaxine to adults with Marlow syndrome.",
    "Nortaxine is contraindicated in active liver disease and in women who are pregnant or "
    "breastfeeding.",
)


@pytest.mark.parametrize(
    ("question", "verdict"),
    [
        pytest.param("Is nortaxine recommended for Marlow syndrome?", "necessary", id="plain"),
        pytest.param(
            "Is nortaxine recommended for Marlow syndrome in a pregnant woman?",
            "not_necessary",
            id="what stands behind 'and in women who' is refused by itself",
        ),
        pytest.param(
            "Is nortaxine recommended for Marlow syndrome with active liver disease?",
            "not_necessary",
            id="'adults with A' is who has the disease, not somebody with more",
        ),
    ],
)
def test_contraindications_of_what_is_offered_to_people_with_the_disease(
    corpus, question, verdict
) -> None:
    corpus.guideline("nortaxine", WHOM_NOT)
    assert corpus.ask(question).verdict == verdict


ONE_DOSE = page("We suggest against nortaxine 300 mg daily in Marlow syndrome.")


@pytest.mark.parametrize(
    ("question", "verdict"),
    [
        ("Is nortaxine recommended for Marlow syndrome?", "not_addressed"),
        ("Is nortaxine 300 mg recommended for Marlow syndrome?", "not_necessary"),
    ],
)
def test_one_dose_that_is_refused_is_no_advice_on_others(corpus, question, verdict) -> None:
    corpus.guideline("nortaxine", ONE_DOSE)
    assert corpus.ask(question).verdict == verdict


@pytest.mark.parametrize(
    ("advice", "verdict"),
    [
        ("We suggest nortaxine for Marlow syndrome (conditional recommendation).", "necessary"),
        (
            "Nortaxine may be considered for Marlow syndrome (Conditional recommendation).",
            "conditional",
        ),
        ("Nortaxine may be offered for Marlow syndrome (Weak recommendation; low).", "conditional"),
        ("Nortaxine may be considered as an option for Marlow syndrome.", "conditional"),
        (
            "We suggest that clinicians take an individualized approach regarding whether to start "
            "treatment with nortaxine in adults with Marlow syndrome (conditional recommendation).",
            "conditional",
        ),
    ],
)
def test_a_verb_that_leaves_it_open_does_so_beside_a_weak_grade(corpus, advice, verdict) -> None:
    corpus.guideline("marlow", page(advice))
    assert corpus.ask("Is nortaxine recommended for Marlow syndrome?").verdict == verdict


def test_what_a_drug_is_given_to_reduce_is_what_it_is_asked_for(corpus) -> None:
    corpus.guideline("marlow", page("We recommend nortaxine to reduce bleeding after surgery."))
    asked = corpus.ask("Should nortaxine be given to reduce bleeding after surgery?")
    assert [p.text for p in asked.question.interventions] == ["nortaxine"]


def test_which_of_several_goes_first_does_not_say_who_is_to_have_one(corpus) -> None:
    corpus.guideline("marlow", "# Marlow syndrome\n\n- Prioritize nortaxine over other drugs.\n")
    assert corpus.ask("Is nortaxine recommended for Marlow syndrome?").verdict != "necessary"


OF_CHILDREN = page(
    *(
        f"Clinicians should not use {drug} in children and adolescents with Marlow syndrome."
        for drug in ("nortaxine", "bazolin", "velorine", "foobarin")
    ),
    "Clinicians should offer quillomab to children and adolescents with Marlow syndrome.",
)


@pytest.mark.parametrize(
    ("question", "verdict"),
    [
        ("Is nortaxine recommended for Marlow syndrome?", "not_addressed"),
        ("Is nortaxine recommended for Marlow syndrome in a 45-year-old?", "not_addressed"),
        ("Is nortaxine recommended for Marlow syndrome in a 9-year-old?", "not_necessary"),
    ],
)
def test_what_children_are_refused_is_refused_to_nobody_else(corpus, question, verdict) -> None:
    corpus.guideline("nortaxine", OF_CHILDREN)
    assert corpus.ask(question).verdict == verdict


@pytest.mark.parametrize(
    ("when", "verdict"),
    [("a stroke 3 months ago", "not_necessary"), ("a stroke 4 years ago", "necessary")],
)
def test_what_is_refused_within_a_time_of_an_event(corpus, when, verdict) -> None:
    refused = "It should not be given to adults with heart attack or stroke in the past year."
    corpus.guideline("marlow", page("We recommend nortaxine for Marlow syndrome.", refused))
    asked = corpus.ask(f"Is nortaxine recommended for Marlow syndrome after {when}?")
    assert asked.verdict == verdict
