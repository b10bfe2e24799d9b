"""The builder: offsets, separators, lead-ins, pages, characters."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.models import BlockKind
from ingest.readers.builder import Draft, assemble
from ingest.readers.clean import clean_text

HEADING, PARAGRAPH, ITEM, ROW = (
    BlockKind.HEADING,
    BlockKind.PARAGRAPH,
    BlockKind.LIST_ITEM,
    BlockKind.TABLE_ROW,
)


def item(text: str, level: int = 1, marker: str = "-") -> Draft:
    return Draft(kind=ITEM, text=text, level=level, marker=marker)


def paragraph(text: str, page: int | None = None) -> Draft:
    return Draft(kind=PARAGRAPH, text=text, page=page)


@pytest.mark.parametrize(
    ("raw", "clean"),
    [
        pytest.param("de\ufb01ned  by\u00a0three\n words", "defined by three words", id="ligature"),
        pytest.param("im\u00admune\u200b glob\u2060ulin\ufeff", "immune globulin", id="zero width"),
        pytest.param("\u202eevil\u202c", "evil", id="bidirectional controls"),
        pytest.param("non\u2011routine “use” – ≥ 5", "non-routine “use” – ≥ 5", id="as printed"),
        pytest.param("\uf0b7 item", "• item", id="bullet of a symbol font"),
    ],
)
def test_clean_text(raw, clean):
    assert clean_text(raw) == clean


def test_invisible_characters_are_flagged_by_page():
    made = assemble([paragraph("a\u200bb\u200b", page=2), paragraph("x\u202ey", page=3)])
    assert [(flag.kind, flag.page) for flag in made.flags] == [("zero_width", 2), ("bidi", 3)]


def test_blocks_are_parted_as_agreed():
    made = assemble(
        [
            Draft(kind=HEADING, text="Criteria", level=2),
            paragraph("All of:"),
            item("one"),
            item("two"),
            Draft(kind=ROW, cells=("Code", "Note"), header=("Code", "Note"), table=0),
            Draft(kind=ROW, cells=("J1459", ""), header=("Code", "Note"), table=0),
        ]
    )
    assert made.text == "Criteria\n\nAll of:\n\n- one\n- two\n\nCode | Note\nJ1459 | "
    assert made.blocks[-1].cells == ("J1459", "")
    assert made.blocks[-1].header == ("Code", "Note")


@pytest.mark.parametrize(
    ("drafts", "lead_ins"),
    [
        pytest.param(
            [paragraph("A:"), item("x"), item("y", 2), item("z")],
            [None, 0, 1, 0],
            id="nested items hang on their parent, others on the paragraph",
        ),
        pytest.param(
            [paragraph("A:"), item("x"), paragraph("OR"), item("y")],
            [None, 0, None, 0],
            id="a joining word leaves the list open",
        ),
        pytest.param(
            [paragraph("A:"), item("x"), paragraph("B."), item("y")],
            [None, 0, None, 2],
            id="another paragraph leads in its own list",
        ),
        pytest.param(
            [paragraph("A:"), Draft(kind=HEADING, text="H", level=1), item("y")],
            [None, None, None],
            id="a heading parts a list from the paragraph above it",
        ),
        pytest.param(
            [
                paragraph("T"),
                Draft(kind=ROW, cells=("a", "b"), table=0),
                paragraph("Codes not covered:"),
                Draft(kind=ROW, cells=("c", "d"), table=0),
            ],
            [None, 0, None, 2],
            id="a caption inside a table leads in the rows below it",
        ),
    ],
)
def test_lead_ins(drafts, lead_ins):
    assert [block.lead_in for block in assemble(drafts).blocks] == lead_ins


def test_headings_nest_by_level():
    levels = [1, 2, 3, 2, 1]
    drafts = [Draft(kind=HEADING, text=f"h{n}", level=level) for n, level in enumerate(levels)]
    assert [block.heading for block in assemble(drafts).blocks] == [None, 0, 1, 0, None]


def test_a_block_over_a_page_break_has_both_pages_and_exact_starts():
    made = assemble(
        [paragraph("first", 1), paragraph("goes \fon", 1), paragraph("x", 4)], n_pages=5
    )
    assert made.text == "first\n\ngoes on\n\nx"
    assert (made.blocks[1].page, made.blocks[1].page_end) == (1, 2)
    starts = made.page_starts
    assert [made.text[start : start + 2] for start in starts] == ["fi", "on", "x", "x", ""]


@given(
    st.lists(
        st.tuples(
            st.sampled_from([HEADING, PARAGRAPH, ITEM]),
            st.text(max_size=40),
            st.integers(1, 4),
            st.integers(0, 2),
        ),
        max_size=12,
    )
)
def test_offsets_always_span_the_text(parts):
    page, drafts = 1, []
    for kind, text, level, step in parts:
        page += step
        drafts.append(Draft(kind=kind, text=text, level=level, page=page))
    made = assemble(drafts, n_pages=page)
    end = 0
    for block in made.blocks:
        assert end <= block.char_start < block.char_end <= len(made.text)
        run = made.text[block.char_start : block.char_end]
        assert run == run.strip()
        assert "\f" not in run
        end = block.char_end
    assert list(made.page_starts) == sorted(made.page_starts)
    assert len(made.page_starts) >= page


@pytest.mark.parametrize(
    ("between", "marker", "lead"),
    [
        ("A remark on the first.", "B.", 0),
        ("The following too:", "B.", 2),
        ("A remark on the first.", "A.", 2),
        ("A remark on the first.", "•", 2),
    ],
)
def test_a_remark_between_items_that_count_on_parts_no_list(between, marker, lead) -> None:
    drafts = [paragraph("Covered:"), item("Zinc", marker="A."), paragraph(between)]
    built = assemble([*drafts, item("Copper", marker=marker)])
    assert built.blocks[-1].lead_in == lead


def test_a_remark_in_a_nested_list_parts_no_list() -> None:
    built = assemble(
        [
            item("Covered:", marker="I."),
            item("Zinc when:", level=2, marker="A."),
            item("Age 18", level=3, marker="1."),
            paragraph("Dose: up to 20 mg."),
            item("Copper", level=2, marker="B."),
            item("Not covered:", marker="II."),
        ]
    )
    assert [block.lead_in for block in built.blocks] == [None, 0, 1, None, 0, None]
