"""What goes first inside one source, and between sources: exceptions, exclusions, subgroups.

Drugs and illnesses are invented, as in `test_rules.py`. Source: DESIGN.md section 5, rules 1 and 4.
"""

import pytest

from tests.functional.test_rules import CLOSED, PLAIN, criteria, page

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


def test_a_general_bulletin_is_not_closed_by_another_payers_policy(corpus) -> None:
    corpus.policy("general", page(CLOSED), payer="Amber Mutual Health")
    corpus.policy(
        "special",
        page("Nortaxine is considered medically necessary for Marlow syndrome."),
        payer="Cobalt Family Benefits",
    )
    assert corpus.ask(PLAIN).verdict == "conflicting"
