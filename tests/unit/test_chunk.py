"""Passages: along blocks, never across a heading, nothing lost, recommendations alone."""

import subprocess
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.chunk import GROUP_CHARS, SPLIT_CHARS, chunk_document, split_with_llama_index
from ingest.models import BlockKind, Document
from ingest.readers.builder import Draft, assemble
from ingest.sections import printed_number, split_sections
from ingest.sentences import sentence_spans

HEADING, PARAGRAPH, ITEM, ROW = (
    BlockKind.HEADING,
    BlockKind.PARAGRAPH,
    BlockKind.LIST_ITEM,
    BlockKind.TABLE_ROW,
)


def document_of(*drafts):
    made = assemble(drafts)
    return Document(
        doc_id="doc",
        path="doc.md",
        sha256="0" * 64,
        media_type="text/markdown",
        text=made.text,
        blocks=made.blocks,
        page_starts=made.page_starts,
    )


def heading(text, level=2):
    return Draft(kind=HEADING, text=text, level=level)


def paragraph(text):
    return Draft(kind=PARAGRAPH, text=text)


def item(text, level=1, marker="•"):
    return Draft(kind=ITEM, text=text, level=level, marker=marker)


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        pytest.param(
            "Use e.g. A. fumigatus in the U.S. Patients took 2.5 mg vs. placebo (see Fig. "
            "3).(31) It fell.",
            [
                "Use e.g. A. fumigatus in the U.S.",
                "Patients took 2.5 mg vs. placebo (see Fig. 3).(31)",
                "It fell.",
            ],
            id="abbreviations, decimals, references",
        ),
        pytest.param(
            "See No. 5 there. The answer is no. Then it ended. 29. We recommend it.",
            ["See No. 5 there.", "The answer is no.", "Then it ended.", "29. We recommend it."],
            id="numbers of items stay with what follows",
        ),
        pytest.param(
            "The U.S. Board of Health met. It is sold in the U.S. Doses differ.",
            ["The U.S. Board of Health met.", "It is sold in the U.S.", "Doses differ."],
            id="a name goes on behind its country",
        ),
        pytest.param("Smith et al. (2018) found it", ["Smith et al. (2018) found it"], id="et al."),
        pytest.param(
            "vTMS is covered. rTMS is not. pH of 7 is.",
            ["vTMS is covered.", "rTMS is not. pH of 7 is."],
            id="a name that begins small",
        ),
    ],
)
def test_sentences(text, sentences):
    assert [text[start:end] for start, end in sentence_spans(text)] == sentences


@pytest.mark.parametrize(
    ("title", "number"),
    [
        pytest.param("7.3.1 Dose", "7.3.1", id="dotted"),
        pytest.param("IV. Scope", "IV", id="Roman"),
        pytest.param("Appendix B: Codes", "app-B", id="appendix"),
        pytest.param("2021 update of the guideline", "", id="a year is no number"),
        pytest.param("Criteria", "", id="none"),
    ],
)
def test_printed_number(title, number):
    assert printed_number(title) == number


def test_ids_name_section_and_ordinal():
    document = document_of(
        paragraph("Before."),
        heading("Title", 1),
        heading("7.3 Dose"),
        paragraph("x" * 400),
        paragraph("y" * 400),
        heading("Codes"),
        paragraph("z"),
        heading("7.3 Dose"),
        paragraph("again"),
    )
    assert [passage.passage_id for passage in chunk_document(document)] == [
        "doc#:1",
        "doc#7.3:1",
        "doc#7.3:2",
        "doc#s3:1",
        "doc#7.3:3",
    ]


def test_each_recommendation_is_a_passage_with_its_context():
    document = document_of(
        heading("Recommendations"),
        paragraph("The panel says:"),
        item("1. We suggest offering yoga for patients. (Weak for)"),
        item("2. We recommend against opioids. (Strong against)"),
        item("Recommendation 3 (page 9): Offer exercise. (Class 2a, Level B)"),
    )
    passages = chunk_document(document)
    assert len(passages) == 4
    assert [passage.context for passage in passages[1:]] == ["The panel says:"] * 3
    assert passages[1].heading_path == ("Recommendations",)


def test_the_parts_of_one_recommendation_stay_together():
    document = document_of(
        item("14. There is insufficient evidence to recommend for or against:", 1, "14."),
        item("pressure that adjusts itself, or", 2),
        item("pressure that is flexible. (Neither for nor against)", 2),
        item("15. We suggest a mask.", 1, "15."),
    )
    assert [(p.first_block, p.last_block) for p in chunk_document(document)] == [(0, 2), (3, 3)]


def test_rows_of_recommendation_tables_stand_alone_and_code_rows_together():
    header = ("#", "Recommendation", "Strength")
    rows = [
        Draft(kind=ROW, cells=cells, header=header, table=0)
        for cells in (header, ("1", "Offer yoga", "Weak for"), ("2", "Avoid", "Strong against"))
    ]
    codes = [
        Draft(kind=ROW, cells=(f"D80.{n}", "x" * 60), header=("Code", "Meaning"), table=1)
        for n in range(40)
    ]
    passages = chunk_document(document_of(*rows, paragraph("Codes covered:"), *codes))
    assert passages[1].text == "1 | Offer yoga | Weak for"
    assert passages[1].context == "# | Recommendation | Strength"
    assert passages[-1].context == "Codes covered:\nCode | Meaning"
    assert all(len(passage.text) <= GROUP_CHARS for passage in passages)
    assert len(passages) == 6


def test_a_list_is_kept_with_its_lead_in_where_it_fits():
    document = document_of(
        paragraph("Covered when all are met:"),
        item("Adult"),
        item("Stable", 2),
        paragraph("B" * 500),
    )
    assert [(p.first_block, p.last_block) for p in chunk_document(document)] == [(0, 2), (3, 3)]


def test_a_nested_item_far_from_its_parent_carries_the_chain():
    document = document_of(
        paragraph("Covered when any is met:"),
        item("First, with all of:"),
        *(item("x" * 300, 2) for _ in range(6)),
    )
    last = chunk_document(document)[-1]
    assert last.context == "Covered when any is met:\n• First, with all of:"


def test_long_text_is_cut_at_sentence_ends():
    sentence = "The panel looked at the evidence and found it to be of low certainty. "
    document = document_of(heading("Evidence"), paragraph(sentence * 60))
    passages = chunk_document(document)
    assert len(passages) > 3
    assert all(len(p.text) <= SPLIT_CHARS + len("Evidence\n\n") for p in passages)
    assert all(p.text.endswith("certainty.") for p in passages)


BLOCKS = st.lists(
    st.one_of(
        st.builds(heading, st.text("ab 1.", min_size=1, max_size=20), st.integers(1, 4)),
        st.builds(paragraph, st.text("abc. XY\n", min_size=1, max_size=3000)),
        st.builds(item, st.text("abc. ", min_size=1, max_size=400), st.integers(1, 3)),
        st.builds(
            lambda a, b: Draft(kind=ROW, cells=(a, b), header=("Code", "Note"), table=0),
            st.text("abc", min_size=1, max_size=50),
            st.text("abc ", max_size=300),
        ),
    ),
    max_size=14,
)


@settings(max_examples=60, deadline=None)
@given(BLOCKS)
def test_nothing_is_lost_and_nothing_crosses_a_heading(drafts):
    document = document_of(*drafts)
    passages = chunk_document(document)
    seen: list[int] = []
    end = 0
    for passage in passages:
        assert document.text[passage.char_start : passage.char_end] == passage.text
        assert not document.text[end : passage.char_start].strip()
        end = passage.char_end
        blocks = range(passage.first_block, passage.last_block + 1)
        seen += blocks
        kinds = [document.blocks[index].kind is HEADING for index in blocks]
        assert kinds == sorted(kinds, reverse=True)
    assert not document.text[end:].strip()
    assert sorted(set(seen)) == list(range(len(document.blocks)))
    assert len({passage.passage_id for passage in passages}) == len(passages)


def test_sections_hold_every_block_once():
    document = document_of(paragraph("a"), heading("b"), heading("c", 3), paragraph("d"))
    sections = split_sections(document)
    assert [(s.first_block, s.first_content, s.last_block) for s in sections] == [
        (0, 0, 0),
        (1, 3, 3),
    ]


def test_the_default_path_imports_no_llama_index():
    code = (
        "import sys, ingest.chunk, ingest.readers, ingest.describe;"
        " sys.exit('llama_index' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0  # noqa: S603


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_llama_index_can_split_with_exact_offsets():
    text = "The panel looked at the evidence in 2.5 years. " * 80
    spans = split_with_llama_index(text.strip())
    assert " ".join(text[start:end] for start, end in spans).split() == text.split()
    assert all(end - start <= SPLIT_CHARS for start, end in spans)
