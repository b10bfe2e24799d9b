"""Conditions that a question tells in degrees, denies, or names as one of those that are meant."""

import pytest

from app.populations import people_of_title

FORMS = """## Recommendations

1. Consider steroid epidurals for acute severe sciatica.
2. Do not offer spinal injections for low back pain.
3. Botulinum toxin should be offered for focal hand dystonia, such as writer's cramp.
4. We suggest prazosin for nightmares associated with PTSD.
5. Exercise programs are recommended to lower blood pressure.
"""


@pytest.mark.parametrize(
    ("question", "verdict"),
    [
        ("Are steroid epidurals advised where sciatica is acute and severe?", "conditional"),
        ("Are steroid epidurals advised where sciatica is not severe?", "not_necessary"),
        ("Is botulinum toxin recommended for writer's cramp?", "necessary"),
        ("Is botulinum toxin recommended for leg cramps?", "not_addressed"),
        ("Is prazosin recommended for nightmares in PTSD?", "necessary"),
        (
            "Is prazosin recommended for hypervigilance in PTSD, with no nightmares?",
            "not_addressed",
        ),
    ],
)
def test_what_is_said_to_be_meant_and_what_is_denied(corpus, question, verdict) -> None:
    corpus.guideline("forms", FORMS)
    assert corpus.ask(question).verdict == verdict


CROSS_LINKING = """## Policy

Conventional corneal cross-linking is considered medically necessary for keratoconus when all of the
following are met:

- The cornea is clear
- Age 14 years or older

Transepithelial corneal cross-linking is considered investigational for any indication.
"""


@pytest.mark.parametrize(
    ("question", "verdict"),
    [
        ("Is corneal cross-linking covered for keratoconus?", "conditional"),
        ("Is transepithelial corneal cross-linking covered for keratoconus?", "not_necessary"),
    ],
)
def test_a_refused_form_refuses_whoever_asks_for_it(corpus, question, verdict) -> None:
    corpus.policy("cross-linking", CROSS_LINKING)
    assert corpus.ask(question).verdict == verdict


FALLS = """## Recommendations

In community-dwelling adults, vitamin D supplementation is not recommended to prevent falls.
"""


@pytest.mark.parametrize(
    ("question", "verdict"),
    [
        ("Is vitamin D recommended to prevent falls in a 72-year-old?", "not_necessary"),
        ("Is vitamin D recommended to prevent falls in a nursing home resident?", "not_addressed"),
    ],
)
def test_who_lives_at_home_says_so_to_nobody(corpus, question, verdict) -> None:
    corpus.guideline("falls", FALLS)
    assert corpus.ask(question).verdict == verdict


def test_the_common_form_is_meant_by_the_name_of_the_class(corpus) -> None:
    corpus.policy(
        "implants", "## Policy\n\nPalatal implants are unproven for obstructive sleep apnea.\n"
    )
    assert corpus.ask("Are palatal implants covered for sleep apnea?").verdict == "not_necessary"
    central = corpus.ask("Are palatal implants covered for central sleep apnea?")
    assert central.verdict == "not_addressed"


def test_a_payer_that_says_nothing_of_a_thing_does_not_address_it(corpus) -> None:
    corpus.policy("zinc", "## Policy\n\nZinc is covered for tinnitus.\n", payer="Acme Health")
    corpus.policy("iron", "## Policy\n\nIron is covered for anemia.\n", payer="Larkspur Health")
    assert corpus.ask("Zinc under Larkspur Health?").verdict == "not_addressed"
    assert corpus.ask("Zinc under Acme Health?").verdict is None


AFTER = """## Recommendations

1. After the last dose of romosozumab we recommend denosumab for osteoporosis. (1B)
"""
FIRST = """## Recommendations

1. We recommend denosumab as initial treatment of osteoporosis. (1B)
"""


def test_what_follows_another_treatment_leaves_those_alone_who_begin(corpus) -> None:
    corpus.guideline("after", AFTER)
    assert corpus.ask("Is denosumab recommended for osteoporosis?").verdict == "conditional"
    corpus.guideline("first", FIRST)
    assert corpus.ask("Is denosumab recommended for osteoporosis?").verdict == "necessary"


@pytest.mark.parametrize(
    ("title", "people"),
    [
        (
            "Osteoporosis in Postmenopausal Women: A Clinical Practice Guideline",
            "postmenopausal women",
        ),
        ("Lower urinary tract symptoms in men: assessment and management", "men"),
        ("Care in women's health services", ""),
        ("Gout: diagnosis and management", ""),
    ],
)
def test_the_people_of_a_title(title, people) -> None:
    assert people_of_title(title) == people


SIDES = """## Recommendations

1. Carpal release on both sides should not be performed for carpal tunnel syndrome. (1B)
2. Carpal release on one side may be used for carpal tunnel syndrome. (2B)
"""


@pytest.mark.parametrize(
    ("question", "verdict"),
    [
        ("Is bilateral carpal release recommended for carpal tunnel syndrome?", "not_necessary"),
        ("Is one-sided carpal release recommended for carpal tunnel syndrome?", "necessary"),
    ],
)
def test_a_side_told_in_words(corpus, question, verdict) -> None:
    corpus.guideline("sides", SIDES)
    assert corpus.ask(question).verdict == verdict
