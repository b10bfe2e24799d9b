"""First rows that name the columns although nothing marks them, and tables in bold throughout."""

from pathlib import Path

import pytest

from ingest.readers.line_ends import Vocabulary
from ingest.readers.pdf.table_rows import TableMaker
from ingest.readers.pdf.tables import Cell, Table
from ingest.statements.headers import under_headers
from ingest.statements.models import Direction
from ingest.statements.rows import Row
from tests.small_corpus import SmallCorpus

FOR, AGAINST = Direction.FOR, Direction.AGAINST


def directions(folder: Path, *lines: str) -> dict[str, Direction]:
    """Of each name and condition of a table that has no line under its first row."""
    corpus = SmallCorpus(folder)
    table = "\n".join(f"| {line} |" for line in lines)
    corpus.policy("doc", f"# Benefits\n\nWhat is covered:\n\n{table}\n", title="Benefits")
    return {
        name: s.direction for s in corpus.statements for name in (*s.interventions, *s.conditions)
    }


def test_codes_may_stand_between_a_name_and_its_determination(tmp_path: Path) -> None:
    found = directions(
        tmp_path,
        "Procedure | Code | Determination",
        "Foobar ablation | 99911 | Covered",
        "Bazine graft | 99912 | Not covered",
    )
    assert (found["Foobar ablation"], found["Bazine graft"]) == (FOR, AGAINST)


@pytest.mark.parametrize(
    "header",
    [
        ("Indication", "Initial criteria", "Approval length"),
        ("Condition", "Coverage criteria", "Max sessions"),
        ("Procedure", "When funded", "Code"),
    ],
)
def test_what_stands_beside_the_criteria_does_not_hide_the_header(header: tuple[str, ...]) -> None:
    cells = ("Gout", "The member is 18 years or older", "12")
    rows = [
        Row(index=n, cells=c, starts=(0, 0, 0), header=()) for n, c in enumerate((header, cells))
    ]
    assert [(row.cells, row.header) for row in under_headers(rows)] == [(cells, header)]


def test_when_covered_is_a_column_of_criteria_and_no_verdict(tmp_path: Path) -> None:
    corpus = SmallCorpus(tmp_path)
    table = (
        "| Procedure | Status | When covered |\n"
        "| Foobar ablation | Covered | The member is 18 years or older |\n"
        "| Bazine graft | Not covered | |\n"
    )
    corpus.policy("doc", f"# Benefits\n\nWhat is covered:\n\n{table}", title="Benefits")
    told = {s.interventions[0]: s for s in corpus.statements}
    assert told["Bazine graft"].direction is AGAINST
    criteria = told["Foobar ablation"].criteria
    assert criteria is not None
    assert [leaf.text for leaf in criteria.leaves()] == ["The member is 18 years or older"]


def test_columns_that_tell_nothing_are_no_header() -> None:
    cells = (("Drug", "Notes", "Number"), ("Foobarin", "see label", "12"))
    rows = [Row(index=n, cells=c, starts=(0, 0, 0), header=()) for n, c in enumerate(cells)]
    assert [row.cells for row in under_headers(rows)] == list(cells)


def test_in_a_table_that_is_bold_throughout_the_first_row_names_the_columns() -> None:
    def row(*texts: str) -> list[Cell]:
        return [Cell(lines=[text], bold=True) for text in texts]

    rows = [row("Test", "Status"), *(row(f"Test {n}", "Covered") for n in range(5))]
    table = Table((0.0, 0.0, 100.0, 100.0), [0.0, 50.0, 100.0], rows)
    made = TableMaker(Vocabulary()).drafts(table, page=1)
    assert {draft.header for draft in made} == {("Test", "Status")}
    assert [draft.cells[0] for draft in made] == ["Test", *(f"Test {n}" for n in range(5))]
