"""Lists copied off a page, their marks on lines of their own."""

from pathlib import Path

import pytest

from ingest.models import BlockKind
from ingest.readers import read_document

PASTED = """Foobarin is medically necessary when ALL of the following are met:
-
The member is 18 years or older;
and
-
There is failure of *standard care;
and
- The member has no infection
*Standard care includes the following:
-
Rest
-
Heat
"""


@pytest.mark.parametrize("name", ["page.txt", "page.md"])
def test_a_mark_stands_before_its_item_and_a_note_apart(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_text(PASTED, encoding="utf-8")
    document = read_document(path, tmp_path)
    shown = [(block.kind, document.block_text(block)) for block in document.blocks]
    items = [text for kind, text in shown if kind is BlockKind.LIST_ITEM]
    assert [item.removesuffix(" and") for item in items] == [
        "- The member is 18 years or older;",
        "- There is failure of *standard care;",
        "- The member has no infection",
        "- Rest",
        "- Heat",
    ]
    assert (BlockKind.PARAGRAPH, "*Standard care includes the following:") in shown


def test_one_dash_alone_marks_nothing(tmp_path: Path) -> None:
    path = tmp_path / "page.txt"
    path.write_text("Foobarin helps.\n\n-\n\nIt is safe.\n", encoding="utf-8")
    document = read_document(path, tmp_path)
    assert all(block.kind is not BlockKind.LIST_ITEM for block in document.blocks)
