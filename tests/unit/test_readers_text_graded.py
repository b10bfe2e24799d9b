"""Recommendations of a text file whose grades are set to the right, without a rule."""

from pathlib import Path

import pytest

from ingest.models import BlockKind
from ingest.readers import read_document
from tests.said import AGAINST, FOR, GUIDELINE, said

LAST_LINE = """NORTHFIELD SOCIETY

1. ACUTE GOUT                                               COR   LOE
Colchicine for 3 months is recommended as first-line
treatment of acute gout.                                    I     A
Ice packs should be considered when the diagnosis
is uncertain.                                               IIa   B
Corticosteroids are not recommended for acute gout.         III   C

2. CHRONIC GOUT                                             COR   LOE
Velora may be considered in chronic gout.                   IIb   C

Supporting text
Colchicine is given twice daily.
"""

FIRST_LINE = """NORTHFIELD SOCIETY

Recommendation                                         Class  Level
Velora is recommended for the treatment of             I      A
acute gout in adults.
Belora is not recommended for the treatment of         III    B
acute gout in adults.
"""


def cells(tmp_path: Path, text: str) -> list[tuple[str, ...]]:
    """Cells of the rows of a text file."""
    path = tmp_path / "doc.txt"
    path.write_text(text, encoding="utf-8")
    return [b.cells for b in read_document(path, tmp_path).blocks if b.cells]


def test_grades_on_the_last_line_of_each(tmp_path: Path) -> None:
    assert cells(tmp_path, LAST_LINE) == [
        ("", "COR", "LOE"),
        (
            "Colchicine for 3 months is recommended as first-line treatment of acute gout.",
            "I",
            "A",
        ),
        ("Ice packs should be considered when the diagnosis is uncertain.", "IIa", "B"),
        ("Corticosteroids are not recommended for acute gout.", "III", "C"),
        ("", "COR", "LOE"),
        ("Velora may be considered in chronic gout.", "IIb", "C"),
    ]


def test_the_text_in_front_of_the_columns_is_a_heading(tmp_path: Path) -> None:
    path = tmp_path / "doc.txt"
    path.write_text(LAST_LINE, encoding="utf-8")
    document = read_document(path, tmp_path)
    headings = [document.block_text(b) for b in document.blocks if b.kind is BlockKind.HEADING]
    assert headings[1:3] == ["1. ACUTE GOUT", "2. CHRONIC GOUT"]
    assert document.text.endswith("Colchicine is given twice daily.")


def test_grades_on_the_first_line_of_each(tmp_path: Path) -> None:
    assert cells(tmp_path, FIRST_LINE)[1:] == [
        ("Velora is recommended for the treatment of acute gout in adults.", "I", "A"),
        ("Belora is not recommended for the treatment of acute gout in adults.", "III", "B"),
    ]


def test_each_is_a_statement_with_its_whole_sentence() -> None:
    found = said(GUIDELINE, LAST_LINE, suffix=".txt")
    assert [(s.direction, s.interventions[0]) for s in found] == [
        (FOR, "Colchicine"),
        (FOR, "Ice packs"),
        (AGAINST, "Corticosteroids"),
        (FOR, "Velora"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(
            "TITLE\n\nGRADES\n\nWe describe the grade  Level\nof each paper in the text "
            "below, with much detail and so on.\n",
            id="a sentence that runs on below",
        ),
        pytest.param(
            "TITLE\n\nCare is given by                    Level\n\nPeople come from far away and\n"
            "wait for long.\n",
            id="nothing stands below the name",
        ),
        pytest.param(
            "TITLE\n\nCONTENTS\n\nMethods                     Evidence\nSearch                     "
            " page 12\nResults                     page 14\n",
            id="numbers of pages are no grades",
        ),
    ],
)
def test_what_is_no_such_table(tmp_path: Path, text: str) -> None:
    assert not [c for c in cells(tmp_path, text) if c[-1] in {"Level", "Evidence"} and not c[0]]


def test_a_narrow_line_that_ends_inside_a_phrase_or_a_bracket_goes_on(tmp_path) -> None:
    wide = "This guideline is a revision of the one that was published before, in another year.\n"
    path = tmp_path / "narrow.txt"
    path.write_text(
        f"{wide * 3}\n1a. Do not give Velora to infants with a gestational age of\n"
        "29 weeks, 0 days or greater\n(Evidence Quality: B; Recommendation\n"
        "Strength: Strong Recommendation).\n1b. Give Belora to infants with croup.\n"
    )
    document = read_document(path, tmp_path)
    texts = [document.block_text(block) for block in document.blocks]
    assert texts[-2:] == [
        "1a. Do not give Velora to infants with a gestational age of 29 weeks, 0 days or greater "
        "(Evidence Quality: B; Recommendation Strength: Strong Recommendation).",
        "1b. Give Belora to infants with croup.",
    ]
