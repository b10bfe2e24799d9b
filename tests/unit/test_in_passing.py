"""A condition that is named in passing, and none that is asked about."""

import pytest

from ingest.embed.tagger.labels import parse_line
from tests.unit.test_marked import pairs, read

POLICY = """## Policy

Nerve stimulation is considered medically necessary for sleep apnea when BOTH of these are met:

- Body mass index of 35 or less
- Apnea-hypopnea index of 15 or more

Nerve stimulation is considered not medically necessary for all other indications.
"""


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        pytest.param(
            "AHI 38 on {C:PSG}, {C:sleep apnea}. {I:Zepbound}?",
            [("Zepbound", "sleep apnea")],
            id="a test is no condition",
        ),
        pytest.param(
            "{I:Neutropenic} after surgery. {I:filgrastim} for {C:neutropenia}?",
            [("filgrastim", "neutropenia")],
            id="how a person is is asked for by nobody",
        ),
        pytest.param(
            "{C:Repatha} renewal: {I:LDL 152} before, for {C:high cholesterol}",
            [("Repatha", "high cholesterol")],
            id="a value is no treatment",
        ),
    ],
)
def test_what_no_mark_may_be(line, expected) -> None:
    assert pairs(read(line)) == expected


def test_what_caused_a_condition_ties_what_it_comes_with() -> None:
    question = read("{I:velotrexin} for {C:anemia} from {H:chemotherapy} in {P:breast cancer}")
    assert [s.text for s in question.targets[0].settings] == ["breast cancer"]
    beside = read("{I:velotrexin} for {C:anemia} after {H:surgery} in {P:breast cancer}")
    assert not beside.targets[0].settings


def test_a_condition_that_a_measure_tells_is_in_passing() -> None:
    assert read("{I:velotrexin}, {F:BMI 37}?").in_passing
    assert not read("{I:velotrexin} for {C:gout}, {F:BMI 37}?").in_passing


@pytest.mark.parametrize(
    ("line", "verdict"),
    [
        ("{I:Nerve stimulation}, {F:BMI 33}, {F:apnea-hypopnea index 30}?", "necessary"),
        ("{I:Nerve stimulation}, {F:BMI 39}, {F:apnea-hypopnea index 30}?", "not_necessary"),
        ("{I:Nerve stimulation} for {C:tinnitus}, {F:BMI 33}?", "not_necessary"),
    ],
)
def test_a_catch_all_closes_no_condition_that_nobody_asks_about(corpus, line, verdict) -> None:
    corpus.policy("nerve-stimulation", POLICY)
    annotated = parse_line(line)
    assert corpus.ask(annotated.text, marks=annotated.spans).verdict == verdict


@pytest.mark.parametrize(
    ("question", "verdict"),
    [
        ("Is cryotherapy recommended to prevent neuropathy during paclitaxel?", "not_necessary"),
        ("Is cryotherapy recommended to prevent neuropathy?", "not_addressed"),
    ],
)
def test_the_cause_of_a_condition_may_be_told_by_a_drug(corpus, question, verdict) -> None:
    corpus.guideline(
        "nerves",
        "## Recommendations\n\nCryotherapy is not recommended to prevent chemotherapy-induced "
        "peripheral neuropathy.\n",
    )
    assert corpus.ask(question).verdict == verdict
