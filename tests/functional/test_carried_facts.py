"""Follow-up questions keep what was stated of the patient, and a new fact is no treatment."""

import pytest

PAGE = """# Nortaxine and barvelin

## Coverage

Nortaxine is considered medically necessary for Marlow syndrome in members 6 years of age or older.

Barvelin is considered medically necessary for Marlow syndrome in members 6 years of age or older
who have failed quellipram.

Nortaxine is considered medically necessary for Trent disease in members 6 years of age or older.
"""
CHILD = "Is nortaxine covered for a 4-year-old boy with Marlow syndrome?"
KEPT = "stated before and kept: "


@pytest.fixture
def talk(corpus):
    corpus.policy("amber", PAGE)

    def ask(*questions):
        history = []
        for question in questions:
            history.append(corpus.ask(question, history=history).answer)
        return history[-1]

    return ask


def kept(answer):
    lines = [r for r in answer.understood.readings if r.startswith(KEPT)]
    return lines[0].removeprefix(KEPT) if lines else ""


@pytest.mark.parametrize(
    ("text", "pair"),
    [
        ("What if he takes it every day?", ("nortaxine", "Marlow syndrome")),
        ("And barvelin?", ("barvelin", "Marlow syndrome")),
        ("And for Trent disease?", ("nortaxine", "Trent disease")),
        ("Is barvelin covered for his Marlow syndrome?", ("barvelin", "Marlow syndrome")),
    ],
)
def test_the_age_that_was_stated_decides_on(talk, text, pair) -> None:
    answer, (what, whom) = talk(CHILD, text), pair
    assert answer.understood.interventions == (what,)
    assert answer.verdict == talk(f"Is {what} covered for a 4-year-old boy with {whom}?").verdict
    assert answer.verdict != talk(f"Is {what} covered for {whom}?").verdict
    assert kept(answer).startswith("4-year-old")
    assert any("4-year-old" in fact for fact in answer.understood.facts)
    assert "Stated before" not in answer.understood.facts


def test_facts_are_kept_through_a_conversation(talk) -> None:
    first = "Is nortaxine covered for Marlow syndrome in a 9-year-old? She failed quellipram."
    answer = talk(first, "What are the criteria?", "And barvelin?")
    assert "9-year-old" in kept(answer)
    assert "failed quellipram" in kept(answer)
    assert answer.verdict == "necessary"


@pytest.mark.parametrize(
    "text",
    [
        "What about a 9-year-old?",
        "What about another patient?",
        "And in adults?",
        "Is barvelin covered for Trent disease?",
    ],
)
def test_a_new_patient_or_subject_drops_them(talk, text) -> None:
    answer = talk(CHILD, text)
    assert kept(answer) == ""
    assert not any("4-year-old" in fact for fact in answer.understood.facts)


def test_what_is_stated_anew_counts(talk) -> None:
    answer = talk(CHILD, "What if he is 9 years old?")
    assert "4-year-old" not in kept(answer)
    assert answer.understood.interventions == ("nortaxine",)
    assert answer.verdict == "necessary"


@pytest.mark.parametrize(
    ("text", "fact"),
    [
        ("And with an artificial knee?", "artificial knee"),
        ("And with gout?", "gout"),
        ("And in pregnancy?", "pregnancy"),
        ("What about a 16-year-old?", "16-year-old"),
        ("And if she is 15 years old?", "15 years old"),
    ],
)
def test_a_new_fact_is_no_treatment_and_no_condition(talk, text, fact) -> None:
    answer = talk("Is nortaxine covered for Marlow syndrome?", text)
    assert answer.understood.interventions == ("nortaxine",)
    assert answer.understood.conditions == ("Marlow syndrome",)
    assert fact in answer.understood.facts


def test_a_fact_that_was_added_is_kept(talk) -> None:
    answer = talk("Is nortaxine covered for Marlow syndrome?", "And with gout?", "And barvelin?")
    assert "gout" in kept(answer)


def test_what_is_a_relative_s_is_not_kept_as_the_patient_s(talk) -> None:
    first = (
        "Is nortaxine covered for Marlow syndrome in a woman of 30? Her mother had breast cancer."
    )
    assert "cancer" not in kept(talk(first, "And barvelin?"))


def test_what_was_denied_stays_denied(talk) -> None:
    first = "Is nortaxine covered for Marlow syndrome? He has no prior liver transplant."
    answer = talk(first, "And barvelin?")
    assert "no prior liver transplant" in kept(answer)


def test_criteria_that_were_told_are_kept(talk) -> None:
    first = "Is nortaxine covered for Marlow syndrome?\nMet: 6 years of age or older"
    answer = talk(first, "Why?")
    assert answer.question.endswith("\nMet: 6 years of age or older")
