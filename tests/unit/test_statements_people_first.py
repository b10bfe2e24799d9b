"""The people before the thing, advice with "not" inside, and grades in short."""

import pytest

from tests.said import AGAINST, FOR, GUIDELINE, INSUFFICIENT, Row, rows, said


@pytest.mark.parametrize(
    ("text", "row"),
    [
        (
            "We suggest offering IBS patients psyllium to improve symptoms.",
            (FOR, "psyllium", "IBS"),
        ),
        (
            "We suggest AGAINST IBS patients having food allergy testing.",
            (AGAINST, "food allergy testing", "IBS"),
        ),
        (
            "We recommend treating patients with type 2 diabetes, CKD, and an eGFR above 20 with a "
            "statin (1A).",
            (FOR, "statin", "type 2 diabetes & CKD"),
        ),
        (
            "We recommend zinc for adults with gout who have previously responded to it.",
            (FOR, "zinc", "gout"),
        ),
        (
            "We recommend that an ACE inhibitor not be combined with an ARB in patients with CKD.",
            (AGAINST, "combination of ACE inhibitor with an ARB", "CKD"),
        ),
        (
            "We recommend that statins not be discontinued in patients with CKD.",
            (FOR, "statins", "CKD"),
        ),
        (
            "We recommend that magnetic stimulation not be repeated in patients with CKD.",
            (AGAINST, "magnetic stimulation", "CKD"),
        ),
    ],
)
def test_who_and_what(text: str, row: Row) -> None:
    assert rows(said(GUIDELINE, f"# A\n\n{text}\n", subject="IBS")) == [row]


@pytest.mark.parametrize(
    ("printed", "label", "certainty"),
    [
        ("(strong, moderate-quality)", "strong, moderate-quality", "moderate"),
        ("(conditional; very low)", "conditional; very low", "very low"),
        ("(knowledge gap)", "knowledge gap", ""),
        ("(2|⊕⊕○○)", "2", ""),
    ],
)
def test_grades_in_short(printed: str, label: str, certainty: str) -> None:
    text = f"# A\n\nWe suggest zinc in patients with gout {printed}.\n"
    (found,) = said(GUIDELINE, text, subject="gout")
    assert (found.grade, found.certainty) == (label, certainty)
    assert found.conditions == ("gout",)


def test_evidence_on_what_stands_in_front_is_lacking() -> None:
    text = "# A\n\nFor zinc in gout, the evidence is insufficient (Level U).\n"
    assert rows(said(GUIDELINE, text, subject="gout")) == [(INSUFFICIENT, "zinc", "gout")]
    people = "# A\n\nFor women with gout, the evidence is insufficient (Level U).\n"
    assert all("women" not in p for s in said(GUIDELINE, people) for p in s.interventions)
