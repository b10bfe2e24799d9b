"""What a sentence denies from a distance is no coverage, and what it only seems to deny is."""

import pytest

from tests.said import AGAINST, FOR, GUIDELINE, POLICY, rows, said


def directions(text: str) -> set:
    return {row[0] for row in rows(said(POLICY, f"# Zinc\n\n{text}\n", subject="zinc"))}


@pytest.mark.parametrize(
    "text",
    [
        "Zinc has not been shown to be medically necessary for gout.",
        "Zinc has not been clearly proven to be medically necessary for gout.",
        "Zinc is not felt to be medically necessary for gout.",
        "Zinc is not shown to be reasonable and necessary for gout.",
        "Zinc has yet to be proven medically necessary for gout.",
        "Zinc can not be regarded as medically necessary for gout.",
        "Zinc fails to meet criteria for coverage for gout.",
        "Zinc ceases to be medically necessary for gout after 12 weeks.",
        "We do not believe that zinc is medically necessary for gout.",
        "There is no evidence that zinc is medically necessary for gout.",
        "It is doubtful whether zinc is medically necessary for gout.",
        "The agency has determined that the evidence is not adequate to conclude that the use of "
        "zinc is reasonable and necessary for the treatment of gout.",
        "The evidence is insufficient to determine that zinc is medically necessary for gout.",
        "There is not enough evidence to conclude that zinc is reasonable and necessary for gout.",
        "The published studies do not demonstrate that zinc is medically necessary for gout.",
        "Zinc is medically necessary for none of the following: gout, acne.",
    ],
)
def test_what_is_denied_is_refused(text: str) -> None:
    assert directions(text) == {AGAINST}


@pytest.mark.parametrize(
    "text",
    [
        "Zinc is considered medically necessary for gout.",
        "Zinc has been shown to be medically necessary for gout.",
        "Zinc is not only effective but is considered medically necessary for gout.",
        "Copper is not effective; zinc is considered medically necessary for gout.",
        "There is no evidence that copper helps, and zinc is medically necessary for gout.",
        "Zinc is considered medically necessary for gout when urate is not controlled.",
        "The evidence is adequate to conclude that zinc is reasonable and necessary for gout.",
        "The agency has determined that the evidence is sufficient to determine that the use of "
        "zinc is reasonable and necessary for gout.",
        "The evidence on copper is not adequate; zinc is reasonable and necessary for gout.",
    ],
)
def test_what_only_stands_near_a_denial_is_covered(text: str) -> None:
    assert FOR in directions(text)
    assert AGAINST not in directions(text.partition("; ")[2] or text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("We do not believe that zinc should be offered for gout.", [AGAINST]),
        ("It is unclear whether zinc should be offered for gout.", []),
        ("It is unclear how zinc works, but zinc should be offered for gout.", [FOR]),
    ],
)
def test_advice_that_a_guideline_doubts(text: str, expected) -> None:
    found = rows(said(GUIDELINE, f"# Gout\n\n1. {text}\n", subject="gout"))
    assert [row[0] for row in found] == expected
