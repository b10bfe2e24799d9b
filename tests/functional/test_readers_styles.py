"""Documents in the styles of publishers, in all formats: what belongs together stays together."""

from functools import cache
from pathlib import Path

import pytest

from ingest.chunk import chunk_document
from ingest.models import Block, BlockKind, Document
from ingest.readers import read_document

FOLDER = Path(__file__).parents[2] / "evals" / "documents" / "styles"

# file, start of a list item, its depth, words of the block that leads it in ("" where none does)
ITEMS = [
    ("northfield-cpb-0733-hbot.html", "Acute carbon monoxide", 1, "medically necessary for any of"),
    ("northfield-cpb-0733-hbot.html", "Wagner grade III", 2, "both of the following criteria"),
    ("northfield-cpb-0733-hbot.html", "Cerebral palsy", 1, "experimental and investigational"),
    ("unitycrest-knee-2026.html", "Intra-articular corticosteroid", 2, "at least two of the"),
    ("unitycrest-knee-2026.html", "No active infection", 1, "proven and medically necessary"),
    ("unitycrest-knee-2026.html", "Osteoarthritis of the hip", 1, "unproven and not medically"),
    ("cardinalridge-0051-bariatric.pdf", "hypertension", 3, "at least ONE of the following"),
    ("cardinalridge-0051-bariatric.pdf", "BMI of 35 to 39.9", 2, "EITHER of the following"),
    (
        "cardinalridge-0051-bariatric.pdf",
        "Clearance by a mental",
        1,
        "ALL of the following criteria",
    ),
    ("cardinalridge-1107-fabry.docx", "A pathogenic variant", 2, "confirmed by EITHER"),
    ("cardinalridge-1107-fabry.docx", "Stable or improved eGFR", 1, "when AT LEAST ONE"),
    ("meridiancoast-cg-surg-214.docx", "Functional complaint", 1, "when all of the following"),
    ("meridiancoast-cg-surg-214.docx", "Plasma energy skin", 1, "The following are considered"),
    ("ncd-30.97-acupuncture.md", "the pain is nonspecific", 1, "up to 12 visits"),
    ("lcd-l98012-vitamin-d.html", "Vitamin D testing for screening", 1, ""),
    ("nics-ng512-psoriasis.html", "Offer adalimumab to adults", 1, ""),
    (
        "nics-ng512-psoriasis.html",
        "the person does not have active",
        2,
        "all of the following apply",
    ),
    ("nics-ng512-psoriasis.html", "Consider changing to another", 1, ""),
    ("anp-painful-diabetic-neuropathy-2025.md", "Pregabalin should be offered", 1, ""),
    ("idps-c-difficile-2025.docx", "We recommend fecal microbiota", 1, ""),
    ("harborline-tms.md", "Failure of at least 2 selective", 1, "BOTH of the following"),
]
# file, words of a cell, the header over the row, the heading above it
ROWS = [
    ("northfield-cpb-0733-hbot.html", "G35", ("Code", "Code Description"), "codes not covered"),
    ("unitycrest-knee-2026.html", "J7325", ("Code", "Description"), "Applicable Codes"),
    ("cardinalridge-0051-bariatric.pdf", "43290", ("CPT Code", "Description"), "Coding"),
    ("cardinalridge-1107-fabry.docx", "E75.21", ("Code", "Description"), "Coding"),
    ("article-a98013-vitamin-d-billing.md", "82652", ("Code", "Group"), "CPT/HCPCS Codes"),
    ("article-a98013-vitamin-d-billing.md", "E83.52", ("Code", "Description"), "Group 2"),
    ("article-a98013-vitamin-d-billing.md", "R53.83", ("Code", "Description"), "DO NOT Support"),
    (
        "npsp-aaa-screening-2024.md",
        "Men aged 65 to 75 years who have never smoked",
        ("Population", "Recommendation", "Grade"),
        "Summary of Recommendations",
    ),
    ("acvc-af-2024.pdf", "6.2.2. In", ("COR", "LOE", "Recommendation"), "6.2 Rate Control"),
    ("acvc-af-2024.pdf", "6.3.1. In", ("COR", "LOE", "Recommendation"), "6.3 Left Atrial"),
    ("acvc-af-2024.pdf", "6.4.4. In", ("COR", "LOE", "Recommendation"), "6.4 Rhythm Control"),
]
# file, words of a recommendation, the grade that is printed for it: both in one passage
GRADED = [
    ("gkoc-iga-nephropathy-2025.pdf", "2.2: We suggest not using calcineurin", "(2C)"),
    ("gkoc-iga-nephropathy-2025.pdf", "2.3: We suggest that tonsillectomy", "(2D)"),
    ("idps-c-difficile-2025.docx", "We recommend against a test of cure", "strong recommendation"),
    ("anp-painful-diabetic-neuropathy-2025.md", "Lacosamide should not be offered", "Level B"),
    ("acvc-af-2024.pdf", "aspirin alone is not recommended", "3: No Benefit | B-R"),
    ("npsp-aaa-screening-2024.md", "who have never smoked", " | C"),
    ("fvg-low-back-pain-2025.docx", "We recommend against opioids", "Strong against"),
]


@cache
def document(name: str) -> Document:
    return read_document(FOLDER / name, FOLDER)


def block_with(read: Document, words: str, kind: BlockKind) -> Block:
    found = [b for b in read.blocks if b.kind is kind and words in read.block_text(b)]
    assert found, f"no {kind} holds {words!r}"
    return found[0]


@pytest.mark.parametrize(("name", "words", "level", "lead"), ITEMS)
def test_an_item_keeps_its_depth_and_the_sentence_that_leads_it_in(
    name, words, level, lead
) -> None:
    read = document(name)
    block = block_with(read, words, BlockKind.LIST_ITEM)
    said = "" if block.lead_in is None else read.block_text(read.blocks[block.lead_in])
    assert block.level == level
    assert lead in said
    assert bool(lead) == bool(said)


@pytest.mark.parametrize(("name", "words", "header", "heading"), ROWS)
def test_a_row_keeps_its_header_and_its_heading(name, words, header, heading) -> None:
    read = document(name)
    block = block_with(read, words, BlockKind.TABLE_ROW)
    assert block.header == header
    assert block.heading is not None
    assert heading in read.block_text(read.blocks[block.heading])


@pytest.mark.parametrize(("name", "words", "grade"), GRADED)
def test_a_recommendation_and_its_grade_are_in_one_passage(name, words, grade) -> None:
    passages = chunk_document(document(name))
    assert any(words in passage.text and grade in passage.text for passage in passages)


@pytest.mark.parametrize("path", sorted(FOLDER.iterdir()), ids=lambda path: path.name)
def test_offsets_and_lead_ins_hold_in_every_document(path) -> None:
    read = document(path.name)
    assert read.blocks
    for index, block in enumerate(read.blocks):
        assert read.block_text(block).strip()
        assert block.lead_in is None or block.lead_in < index
        assert (block.level > 1) <= (block.lead_in is not None or block.kind is BlockKind.HEADING)
        if block.cells:
            assert not block.header or len(block.header) >= len(block.cells)
