"""A form of a thing that is refused, and what a document limits by ancestry or by degrees."""

import pytest

DENTAL = """## Policy

Extraction of an impacted molar is considered medically necessary for pericoronitis.

Prophylactic antibiotics after extraction of a molar are considered not medically necessary.
"""


@pytest.mark.parametrize(
    ("question", "verdict"),
    [
        ("Are antibiotics covered for cystitis?", "not_addressed"),
        ("Are prophylactic antibiotics after extraction of a molar covered?", "not_necessary"),
    ],
)
def test_a_refused_form_says_nothing_of_the_thing_itself(corpus, question, verdict) -> None:
    corpus.policy("molars", DENTAL)
    assert corpus.ask(question).verdict == verdict


STIMULATION = """## Policy

Transcranial magnetic stimulation is considered medically necessary for major depressive disorder
when the individual is 18 years of age or older.

The following are considered unproven:

- Accelerated TMS (more than one session per day)
- Transcranial direct current stimulation
"""


@pytest.mark.parametrize(
    ("question", "verdict"),
    [
        ("Accelerated TMS, ten sessions a day, for depression. Covered?", "not_necessary"),
        ("TMS for major depressive disorder in a 40-year-old?", "necessary"),
    ],
)
def test_a_form_named_in_more_words_goes_before_its_class(corpus, question, verdict) -> None:
    corpus.policy("stimulation", STIMULATION)
    assert corpus.ask(question).verdict == verdict


TABLE = """## Drugs for lupus nephritis

| Agent | Suggested usage | Remarks |
|---|---|---|
| Azathioprine, Chinese patients | May be used | In those with proteinuria above 0.5 g/d |
| Azathioprine, non-Chinese patients | Not recommended | Evidence lacking |
| Rituximab | Not recommended | No benefit |
"""


@pytest.mark.parametrize(
    ("question", "verdict"),
    [
        ("Is azathioprine recommended for lupus nephritis?", "conditional"),
        (
            "Is azathioprine recommended for lupus nephritis in a non-Chinese patient?",
            "not_necessary",
        ),
        ("Is rituximab recommended for lupus nephritis?", "not_necessary"),
    ],
)
def test_advice_that_is_limited_by_ancestry(corpus, question, verdict) -> None:
    corpus.guideline("nephritis", TABLE)
    assert corpus.ask(question).verdict == verdict


AIDS = """## Policy

A bone-anchored aid is considered medically necessary for hearing loss when all are met:

- Hearing impairment that is moderate to profound
- Freedom from middle ear infection
"""


@pytest.mark.parametrize(
    ("told", "verdict"),
    [
        ("severe hearing impairment and no middle ear infection", "necessary"),
        ("mild hearing impairment and no middle ear infection", "not_necessary"),
        ("severe hearing impairment and a middle ear infection", "not_necessary"),
    ],
)
def test_a_range_of_degrees_and_freedom_from_something(corpus, told, verdict) -> None:
    corpus.policy("aids", AIDS)
    asked = corpus.ask(f"Patient with {told}. Is a bone-anchored aid covered for hearing loss?")
    assert asked.verdict == verdict
