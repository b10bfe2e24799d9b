"""Tables whose cells are verdicts in a word or a sign, and what a legend in a line says of them."""

import pytest

from ingest.models import Document
from ingest.statements.models import Direction
from ingest.statements.status_cells import Told, told_by
from tests.said import AGAINST, FOR, POLICY, Row, as_document, rows, said
from tests.unit.test_statements_tables import table


def _document(text: str = "# A") -> Document:
    return as_document(POLICY, text)[0]


@pytest.mark.parametrize(
    ("cell", "way"),
    [
        ("Yes", FOR),
        ("Funded - 1 cycle", FOR),
        ("✓ up to 12 visits", FOR),
        ("Routinely commissioned", FOR),
        ("No (investigational)", AGAINST),
        ("Not routinely funded", AGAINST),
        ("✗", AGAINST),
        ("Deny", AGAINST),
        ("No healing after 30 days of wound care", None),
        ("Always take with food", None),
        ("Covered entities report twice", None),
        ("Unknown", None),
    ],
)
def test_what_a_cell_says(cell: str, way: Direction | None) -> None:
    told = told_by(_document(), cell)
    assert (told.way if told else None) is way


def test_letters_mean_what_the_legend_says() -> None:
    document = _document("# A\n\nC = covered when the note is met. X = not a benefit.\n")
    assert told_by(document, "X") == Told(AGAINST)
    assert told_by(document, "C") == Told(FOR, elsewhere=True)
    assert told_by(_document(), "X") is None  # nobody says what it means


@pytest.mark.parametrize(
    ("lines", "found"),
    [
        pytest.param(
            (
                "Procedure | Commissioning position",
                "Surgery for bunion | Not routinely commissioned",
                "Cataract extraction | Commissioned",
                "Tonsillectomy | Restricted, see criteria below",
            ),
            [(AGAINST, "Surgery for bunion | Surgery", "bunion"), (FOR, "Cataract extraction", "")],
            id="one column, and what is bound elsewhere is left to its section",
        ),
        pytest.param(
            (
                "Service | Adults (21+) | Children (0-20)",
                "Orthotic shoes | No | Yes",
                "Dialysis | Yes | Yes",
            ),
            [
                (AGAINST, "Orthotic shoes", ""),
                (FOR, "Orthotic shoes", ""),
                (FOR, "Dialysis", ""),
            ],
            id="a column for each group, one statement where all are alike",
        ),
        pytest.param(
            ("Study | Position", "Trial one | Yes", "Trial two | maybe", "Trial three | maybe"),
            [],
            id="most cells are no verdicts",
        ),
        pytest.param(
            ("Service | Contact | Form", "Dialysis | Yes | Yes", "Shoes | No | Yes"),
            [],
            id="columns that name neither a position nor people",
        ),
    ],
)
def test_rows_of_positions(lines: tuple[str, ...], found: list[Row]) -> None:
    assert rows(said(POLICY, f"# Benefits\n\n{table(*lines)}\n", subject="Benefits")) == found


def test_alternatives_in_brackets_are_not_told_apart() -> None:
    text = table(
        "Diagnosis | Adult | Pediatric",
        "Hepatoma within limits (one nodule up to 5 cm, or up to 3 of 3 cm) | Yes | Yes",
        "Hepatic sarcoma | No | No",
    )
    found = said(POLICY, f"# A\n\n## Liver transplantation\n\n{text}\n", subject="Liver transplant")
    tree = found[0].criteria
    assert tree is not None
    assert not tree.parsed
    assert found[1].direction is AGAINST
    assert found[1].criteria is None
