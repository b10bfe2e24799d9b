"""Follow-up questions as people type them: what one leaves out comes from the question before."""

import pytest

PAGE = """# Nortaxine

## Recommendations and coverage

Nortaxine is considered medically necessary for Marlow syndrome when the patient has failed a trial
of quellipram.

Nortaxine is considered unproven for Trent disease.
"""
OTHER = """# Nortaxine

## Coverage

Nortaxine is considered unproven for Marlow syndrome.
"""
FIRST = "Is nortaxine medically necessary for Marlow syndrome?"
NAMED = (("nortaxine",), ("Marlow syndrome",))


@pytest.fixture
def told(corpus):
    corpus.policy("amber", PAGE, payer="Amber Health", publisher="Amber Health")
    corpus.policy("birch", OTHER, payer="Birch Plan", publisher="Birch Plan")

    def ask(text, first=FIRST):
        return corpus.ask(text, history=[corpus.ask(first).answer]).answer

    return ask


def topic(answer):
    return answer.understood.interventions, answer.understood.conditions


@pytest.mark.parametrize(
    "text",
    [
        "Is quellipram covered for Trent disease?",
        "What about quellipram for Trent disease?",
        "Should a child of nine years who sleeps badly get zoltaril every night at home?",
    ],
    ids=["stands alone", "stands alone after all", "long and of something else"],
)
def test_a_question_of_its_own_keeps_nothing(told, text) -> None:
    interventions, conditions = topic(told(text))
    assert "nortaxine" not in interventions
    assert "Marlow syndrome" not in conditions


@pytest.mark.parametrize(
    "text",
    [
        "Is it covered?",
        "What are the criteria?",
        "What documentation is needed?",
        "What would be required for approval?",
        "Why?",
        "How often?",
        "What if he has failed quellipram?",
    ],
)
def test_what_names_nothing_keeps_treatment_and_condition(told, text) -> None:
    answer = told(text)
    assert topic(answer) == NAMED
    assert any("kept from the question before" in r for r in answer.understood.readings)


@pytest.mark.parametrize(
    ("text", "payer", "verdict"),
    [
        ("Is it covered by Amber Health?", "Amber Health", "conditional"),
        ("And by Birch Plan?", "Birch Plan", "not_necessary"),
        ("What about Birch Plan?", "Birch Plan", "not_necessary"),
    ],
)
def test_another_payer_decides_the_same_question(told, text, payer, verdict) -> None:
    answer = told(text)
    assert topic(answer) == NAMED
    assert answer.understood.payer == payer
    assert answer.verdict == verdict


def test_a_fact_that_is_added_settles_the_criterion(told) -> None:
    assert told("Is it covered by Amber Health?").verdict == "conditional"
    added = "What if he has failed a trial of quellipram, by Amber Health?"
    assert told(added).verdict == "necessary"


def test_another_condition_keeps_the_treatment(told) -> None:
    answer = told("And for Trent disease?")
    assert topic(answer) == (("nortaxine",), ("Trent disease",))
    assert answer.verdict == "not_necessary"


def test_another_treatment_keeps_the_condition(told) -> None:
    assert topic(told("What about quellipram?")) == (("quellipram",), ("Marlow syndrome",))


@pytest.mark.parametrize("text", ["What are the alternatives?", "What else could I offer?"])
def test_alternatives_are_asked_of_the_condition(told, text) -> None:
    assert topic(told(text)) == ((), ("Marlow syndrome",))


def test_after_a_refusal_what_is_required_is_asked_of_the_treatment(told) -> None:
    refused = told(
        "What would be required for approval?", "Is nortaxine covered for Trent disease?"
    )
    assert topic(refused) == (("nortaxine",), ())


def test_a_condition_alone_is_no_treatment_as_well(told) -> None:
    answer = told("What about Trent disease?")
    assert topic(answer) == (("nortaxine",), ("Trent disease",))
    assert answer.verdict == "not_necessary"
