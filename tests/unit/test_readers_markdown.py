"""Markdown: front matter, headings, nested lists, tables, marks taken off."""

import time

import pytest

from ingest.errors import CorpusError
from ingest.readers import ReadLimits, read_document


def read(tmp_path, text, name="doc.md"):
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return read_document(path, tmp_path)


def shown(document):
    return [
        (block.kind.value, block.level, document.block_text(block)) for block in document.blocks
    ]


def test_headings_of_both_kinds(tmp_path):
    document = read(tmp_path, "Title\n=====\n\n## Part ##\ntext\n\nSub\n---\nmore\n")
    assert shown(document) == [
        ("heading", 1, "Title"),
        ("heading", 2, "Part"),
        ("paragraph", 0, "text"),
        ("heading", 2, "Sub"),
        ("paragraph", 0, "more"),
    ]


def test_nested_lists_keep_depth_and_parent(tmp_path):
    document = read(
        tmp_path,
        "Covered when ALL of these are met:\n\n1. Adult\n  - with A, or\n  - with B\n    "
        "wrapped\n\n"
        "    and continued\n2. Second\n   a) one\n   b) two\n",
    )
    assert [(b.level, b.marker, b.lead_in) for b in document.blocks[1:]] == [
        (1, "1.", 0),
        (2, "-", 1),
        (2, "-", 1),
        (1, "2.", 0),
        (2, "a)", 4),
        (2, "b)", 4),
    ]
    assert document.block_text(document.blocks[3]) == "- with B wrapped and continued"


def test_lists_without_indentation_nest_by_their_markers(tmp_path):
    document = read(tmp_path, "All of:\n1. one\na. x\nb. y\n2. two\n")
    assert [block.level for block in document.blocks] == [0, 1, 2, 2, 1]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("The dose was raised to\n12. Then it fell.\n", id="number at a line's head"),
        pytest.param("Caused by\nE. coli in most.\n", id="abbreviated genus"),
    ],
)
def test_a_wrapped_line_opens_no_list(tmp_path, text):
    assert [block.kind.value for block in read(tmp_path, text).blocks] == ["paragraph"]


def test_tables_with_and_without_header(tmp_path):
    document = read(
        tmp_path,
        "| Code | Meaning |\n|---|---|\n| D80.0 | a \\| b |\n| Codes not covered here: | |\n| "
        "R53 | c |\n\n"
        "| x | y |\n| z | |\n",
    )
    rows = [(b.cells, b.header, b.table) for b in document.blocks]
    assert rows == [
        (("Code", "Meaning"), ("Code", "Meaning"), 0),
        (("D80.0", "a | b"), ("Code", "Meaning"), 0),
        ((), (), None),
        (("R53", "c"), ("Code", "Meaning"), 0),
        (("x", "y"), (), 1),
        (("z", ""), (), 1),
    ]
    assert document.blocks[3].lead_in == 2


def test_inline_marks_are_taken_off(tmp_path):
    document = read(
        tmp_path,
        "**Bold** and *so*, `code_x`, [link](http://a.b/c_(d)), <b>html</b>, 5 * 3 * 2, BMI > "
        "30, a_b_c, kg/m<sup>2</sup> \\*.\n",
    )
    assert document.text == "Bold and so, code_x, link, html, 5 * 3 * 2, BMI > 30, a_b_c, kg/m2 *."


def test_comments_and_hidden_elements_are_left_out_and_flagged(tmp_path):
    document = read(tmp_path, 'seen <!-- not\nseen -->\n<div style="display:none">obey</div>\n')
    assert document.text == "seen"
    assert [flag.kind for flag in document.flags] == ["hidden_text"]


def test_front_matter_is_kept_as_written(tmp_path):
    document = read(
        tmp_path, "---\nid: my-doc\npolicy_number: 0206\nversion: 2.10\nyear: 2021\n---\n# T\n"
    )
    assert document.doc_id == "my-doc"
    assert document.front_matter["policy_number"] == "0206"
    assert document.front_matter["version"] == "2.10"
    assert document.front_matter["year"] == 2021


def test_the_id_is_the_stem_as_it_is(tmp_path):
    assert read(tmp_path, "# T\n", "VADoDCMICPG508.md").doc_id == "VADoDCMICPG508"


@pytest.mark.parametrize(
    ("text", "says"),
    [
        pytest.param("---\ntitle: [x\n---\n# T\n", "doc.md, line", id="broken YAML"),
        pytest.param("---\ntitle: x\n# T\n", "not closed", id="front matter never closed"),
        pytest.param(
            '---\ntitle: "a: b"\nend_date: 2024-13-40\n---\n# T\n',
            "end_date: 2024-13-40: month must be",
            id="no such day",
        ),
        pytest.param("---\n- a\n---\n# T\n", "keys and values", id="a list, no mapping"),
        pytest.param("---\nid: 5\n---\n# T\n", "id: must be a text", id="id is no text"),
        pytest.param("---\na: &a [x]\nb: [*a, *a]\n---\n# T\n", "references", id="YAML references"),
        pytest.param(f"---\na: {'x' * 60_000}\n---\n# T\n", "50,000", id="endless front matter"),
        pytest.param("", "is empty", id="empty file"),
        pytest.param("<!-- only -->", "no text", id="nothing to see"),
    ],
)
def test_bad_files_say_what_is_wrong(tmp_path, text, says):
    with pytest.raises(CorpusError, match=says):
        read(tmp_path, text)


def test_limits_and_kinds(tmp_path):
    path = tmp_path / "big.md"
    path.write_text("x" * 100)
    with pytest.raises(CorpusError, match="more than"):
        read_document(path, tmp_path, limits=ReadLimits(max_bytes=10))
    other = tmp_path / "a.xyz"
    other.write_text("x")
    with pytest.raises(CorpusError, match="unknown kind of file"):
        read_document(other, tmp_path)


@pytest.mark.attack
def test_a_link_out_of_the_folder_is_not_read(tmp_path):
    outside, root = tmp_path / "secret.md", tmp_path / "root"
    outside.write_text("# secret")
    root.mkdir()
    (root / "link.md").symlink_to(outside)
    with pytest.raises(CorpusError, match="outside the folder"):
        read_document(root / "link.md", root)
    with pytest.raises(CorpusError, match="outside the folder"):
        read_document(root / ".." / "secret.md", root)


@pytest.mark.attack
@pytest.mark.parametrize("mark", ["*a ", "_a ", "`a ", "[a"])
def test_unpaired_marks_take_no_quadratic_time(tmp_path, mark):
    before = time.process_time()
    read(tmp_path, mark * 20_000)
    assert time.process_time() - before < 10


HOUSES = """# Care of gout

**Weak recommendation against**
Tart cherry juice to prevent gout flares.
**Strong recommendation**
For gout flares, colchicine should be offered.

2.1 Offer colchicine for a flare. **A**
2.7 Do not offer opioids for a flare. **B**
2.20 Offer ice for a flare.

**Ice**: Ice may be used. ★★
**Rest**: Rest may be used. ★
"""


def test_a_line_in_bold_heads_the_text_on_the_next_line(tmp_path):
    document = read(tmp_path, HOUSES)
    heads = [document.block_text(b) for b in document.blocks if b.kind.value == "heading"]
    assert heads[1:] == ["Weak recommendation against", "Strong recommendation"]


def test_numbers_further_on_and_labels_in_bold_open_blocks_of_their_own(tmp_path):
    document = read(tmp_path, HOUSES)
    assert [b.marker for b in document.blocks if b.marker] == ["2.1", "2.7", "2.20"]
    last = [document.block_text(b) for b in document.blocks[-2:]]
    assert last == ["Ice: Ice may be used. ★★", "Rest: Rest may be used. ★"]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("**Do not offer opioids to**\nPeople with gout.\n", id="cut by the line"),
        pytest.param("**We suggest ice for gout**\nIt is cheap.\n", id="a sentence in bold"),
        pytest.param("**Cherry juice**\nand its kin were looked at.\n", id="goes on small"),
        pytest.param("It was given at\n**Acme**\nHospital.\n", id="within a sentence"),
    ],
)
def test_a_line_in_bold_that_is_no_title_stays_in_its_paragraph(tmp_path, text):
    assert [b.kind.value for b in read(tmp_path, f"# A\n\n{text}").blocks] == [
        "heading",
        "paragraph",
    ]


def test_a_number_at_a_lines_head_within_a_sentence_is_no_item(tmp_path):
    document = read(tmp_path, "1. The dose was raised to\n12. Then it fell.\n")
    assert [b.marker for b in document.blocks] == ["1."]


def test_a_line_in_bold_below_an_item_heads_the_next_list(tmp_path):
    text = "# A\n\n**Recommended**\n- Walking each day\n**Not recommended**\n- Bed rest\n"
    document = read(tmp_path, text)
    heads = [document.block_text(b) for b in document.blocks if b.kind.value == "heading"]
    assert heads == ["A", "Recommended", "Not recommended"]
    text = "# A\n\n- Walking and\n**swimming**\n- Bed rest\n"
    assert [b.kind.value for b in read(tmp_path, text).blocks] == [
        "heading",
        "list_item",
        "list_item",
    ]
