"""Tables whose cells hold lists: their rows as sections, with the lists as lists."""

from pathlib import Path

import pytest

from ingest.models import BlockKind, Document
from ingest.readers import read_document
from ingest.statements.models import Join
from tests.said import FOR, POLICY, said

HTML = (
    "<h1>Monitors</h1><h3>Criteria</h3><table><tr><th>Service</th><th>Medical Necessity</th></tr>"
    "<tr><td>Monitor</td><td><p>A monitor is medically necessary when ALL are met:</p><ul>"
    "<li>Training</li><li>ONE of the following:<ul><li>Insulin; OR</li><li>Hypoglycemia</li></ul>"
    "</li></ul></td></tr><tr><td>Replacement</td><td>Replacement is not covered.</td></tr></table>"
    "<p>Behind the table.</p><h3>Coding</h3><p>Codes.</p>"
)
MARKDOWN = (
    "# Monitors\n\n| Drug | Initial criteria | Renewal criteria | Duration |\n|---|---|---|---|\n"
    "| Velora | All of:<br>• Gout<br>• Fever | All of:<br>• Response<br>• Age | 6 months |\n"
)


def read(tmp_path: Path, text: str, suffix: str) -> Document:
    (tmp_path / f"a{suffix}").write_text(text, encoding="utf-8")
    return read_document(tmp_path / f"a{suffix}", tmp_path)


def outline(document: Document) -> list[tuple[str, str]]:
    """Text and heading of each block."""
    blocks = document.blocks
    return [
        (
            document.block_text(b).removeprefix("• "),
            document.block_text(blocks[b.heading]) if b.heading is not None else "",
        )
        for b in blocks
    ]


def test_rows_are_sections_below_the_title_of_their_column(tmp_path: Path) -> None:
    document = read(tmp_path, HTML, ".html")
    assert outline(document)[2:] == [
        ("Medical Necessity", "Criteria"),
        ("Monitor", "Medical Necessity"),
        ("A monitor is medically necessary when ALL are met:", "Monitor"),
        ("Training", "Monitor"),
        ("ONE of the following:", "Monitor"),
        ("Insulin; OR", "Monitor"),
        ("Hypoglycemia", "Monitor"),
        ("Replacement", "Medical Necessity"),
        ("Replacement is not covered.", "Replacement"),
        ("Behind the table.", "Criteria"),
        ("Coding", "Monitors"),
        ("Codes.", "Coding"),
    ]
    assert [b.level for b in document.blocks if b.kind is BlockKind.LIST_ITEM] == [1, 1, 2, 2]


def test_several_columns_of_lists_have_their_titles_below_the_name(tmp_path: Path) -> None:
    assert outline(read(tmp_path, MARKDOWN, ".md"))[1:] == [
        ("Velora", "Monitors"),
        ("Initial criteria", "Velora"),
        ("All of:", "Initial criteria"),
        ("Gout", "Initial criteria"),
        ("Fever", "Initial criteria"),
        ("Renewal criteria", "Velora"),
        ("All of:", "Renewal criteria"),
        ("Response", "Renewal criteria"),
        ("Age", "Renewal criteria"),
        ("Duration: 6 months", "Renewal criteria"),
    ]


@pytest.mark.parametrize(
    "header",
    ["Class | Recommendation criteria", "Code | Coverage", "Outcome | Result"],
)
def test_other_tables_stay_rows(tmp_path: Path, header: str) -> None:
    text = f"# A\n\n| {header} |\n|---|---|\n| 1 | All of:<br>• Gout<br>• Fever |\n"
    document = read(tmp_path, text, ".md")
    assert document.blocks[-1].kind is BlockKind.TABLE_ROW
    assert document.block_text(document.blocks[-1]) == "1 | All of: • Gout • Fever"


def test_the_list_of_a_cell_is_a_tree_of_criteria() -> None:
    found = [s for s in said(POLICY, HTML, subject="Monitors", suffix=".html") if s.criteria]
    (needed,) = found
    tree = needed.criteria
    assert needed.direction is FOR
    assert tree is not None
    assert tree.join is Join.ALL_OF
    assert [child.join for child in tree.children] == [Join.LEAF, Join.ANY_OF]
