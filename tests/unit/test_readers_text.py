"""Plain text: headings and lists by how lines look."""

import pytest

from ingest.readers import read_document


def read(tmp_path, text):
    path = tmp_path / "doc.txt"
    path.write_bytes(text.encode("utf-8") if isinstance(text, str) else text)
    return read_document(path, tmp_path)


def kinds(document):
    return [(b.kind.value, b.level, document.block_text(b)) for b in document.blocks]


@pytest.mark.parametrize(
    ("text", "level"),
    [
        pytest.param("=== indication ===", 2, id="framed"),
        pytest.param("COVERAGE CRITERIA", 2, id="capitals"),
        pytest.param("2.1 Coverage criteria", 3, id="numbered"),
    ],
)
def test_headings(tmp_path, text, level):
    document = read(tmp_path, f"A first paragraph, with a stop.\n\n{text}\n\nBody text.\n")
    assert document.blocks[1].kind.value == "heading"
    assert document.blocks[1].level == level
    assert document.blocks[2].heading == 1


def test_lists_and_wrapped_lines(tmp_path):
    document = read(
        tmp_path,
        "Title of it\n\nCovered when any of the following are met:\n"
        "  1. first\n     wrapped\n     a. inner\n  2. second\n\nAfter.\n",
    )
    assert [(b.level, b.marker, b.lead_in) for b in document.blocks[2:5]] == [
        (1, "1.", 1),
        (2, "a.", 2),
        (1, "2.", 1),
    ]
    assert kinds(document)[2][2] == "1. first wrapped"
    assert kinds(document)[-1] == ("paragraph", 0, "After.")


def test_a_masthead_keeps_its_lines(tmp_path):
    document = read(tmp_path, "Policy Number: 12\nEffective Date: 01/01/2025\nPayer: Acme Plan\n")
    assert len(document.blocks) == 3


def test_old_encodings_are_read(tmp_path):
    assert read(tmp_path, "caf\u00e9 \u201cx\u201d.".encode("cp1252")).text == "café “x”."
    assert read(tmp_path, "\ufeffplain.".encode("utf-16")).text == "plain."


def test_a_sentence_beside_the_markers_is_no_part_of_the_last_item(tmp_path):
    document = read(
        tmp_path,
        "Criteria:\n  1. First thing; AND\n  2. Second thing that\n     goes on.\n"
        "  Current smokers are not eligible.\n",
    )
    assert kinds(document)[-2:] == [
        ("list_item", 1, "2. Second thing that goes on."),
        ("paragraph", 0, "Current smokers are not eligible."),
    ]


def test_a_title_right_above_its_paragraph_is_no_part_of_it(tmp_path) -> None:
    text = (
        "Sleep Apnea\n\nSurgical Treatment\nThe following surgical procedures are proven and "
        "medically necessary for\ntreating adults.\n\nA Line of Names\nWhich Goes On Here\n"
    )
    found = [row[2] for row in kinds(read(tmp_path, text))]
    assert found[1] == "Surgical Treatment"
    assert found[2].startswith("The following surgical procedures")
    assert found[3] == "A Line of Names Which Goes On Here"


def test_each_row_of_class_and_level_stands_for_itself(tmp_path) -> None:
    text = (
        "COR   LOE    Recommendations\n1     A      1. In patients with gout, rest is useful\n"
        "to improve symptoms.\n2b    B-NR   2. In gout, ice may be useful.\n"
    )
    assert [row[2].split()[0] for row in kinds(read(tmp_path, text))] == ["COR", "1", "2b"]
