"""Medicare's LCD, its article and determinations: codes, criteria and sentences, each whole.

Measured on 2026-11-28: all of the 25 codes, 4 criteria, 6 billing items, 5 sections of the LCD and
the sentences of LCD and determinations; the printed direction of all 7 determinations.
"""

import csv
import json
import re
from functools import cache
from pathlib import Path

import pytest

from evals.medicare import write_documents
from ingest.chunk import chunk_document
from ingest.describe import describe
from ingest.models import Block, BlockKind, Document, Passage
from ingest.readers import read_document
from ingest.sentences import sentence_spans
from ingest.statements.extract import extract_statements
from ingest.statements.models import Direction, Join, Statement

DATA = Path(__file__).parents[3] / "shared" / "data" / "medicare"
ARTICLE = "A52509.md"
LEAD = "covered if all of the following criteria are met"

pytestmark = [
    pytest.mark.shared_data,
    pytest.mark.skipif(not DATA.is_dir(), reason="Medicare's texts of ../shared/data are not here"),
]


@pytest.fixture(scope="module")
def read(tmp_path_factory):
    folder = tmp_path_factory.mktemp("medicare")
    write_documents(DATA, folder)

    @cache
    def one(name: str) -> tuple[Document, tuple[Passage, ...], tuple[Statement, ...]]:
        document = read_document(folder / name, folder)
        passages = chunk_document(document)
        return document, passages, extract_statements(document, describe(document), passages)

    return one


def blocks(document: Document, kind: BlockKind) -> list[Block]:
    return [block for block in document.blocks if block.kind is kind]


def squeezed(text: str) -> str:
    return " ".join(text.split())


def item_of(document: Document, block: Block) -> str:
    return squeezed(document.block_text(block)).removeprefix("- ")


def rows_of_article() -> list[dict[str, str]]:
    with (DATA / "A52509_icd10_covered.csv").open(encoding="utf-8", newline="") as rows:
        return list(csv.DictReader(rows))


def quoted_sentences() -> list[str]:
    text = (DATA / "A52509_criteria_quoted.txt").read_text(encoding="utf-8")
    lines = [line[2:] for line in text.splitlines() if line.startswith("- ")]
    return [line.replace("[paraphrased] ", "") for line in lines]


def determinations() -> list[dict[str, str]]:
    lines = (DATA / "ncds.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


def file_of(row: dict[str, str]) -> str:
    return f"{re.sub('[ .]', '-', row['id']).lower()}.md"


def test_every_code_is_a_row_with_its_meaning_header_and_group(read) -> None:
    document, passages, _ = read(ARTICLE)
    rows = rows_of_article()
    found = {
        document.block_text(block): block
        for block in blocks(document, BlockKind.TABLE_ROW)
        if block.cells != block.header
    }
    assert len(rows) == len(found) == 25
    for row in rows:
        ((text, block),) = [item for item in found.items() if row["code"] in item[0]]
        assert row["description"] in text
        assert block.header == ("ICD-10 Code", "Description")
        path = document.heading_path(block)
        assert "Support Medical Necessity" in path[-2]
        assert path[-1] == f"Group {row['group']}"
        assert any(text in passage.text for passage in passages)


def test_every_criterion_is_an_item_below_its_lead_in_and_a_leaf_of_all_of_them(read) -> None:
    document, _, statements = read(ARTICLE)
    criteria = [line for line in quoted_sentences() if line.startswith("(")]
    assert len(criteria) == 4
    items = {item_of(document, block): block for block in blocks(document, BlockKind.LIST_ITEM)}
    for line in criteria:
        lead = items[squeezed(line)].lead_in
        assert lead is not None
        assert LEAD in document.block_text(document.blocks[lead])
    (statement,) = [s for s in statements if LEAD in s.quote.text]
    assert statement.direction is Direction.FOR
    assert statement.criteria is not None
    assert statement.criteria.join is Join.ALL_OF
    assert [squeezed(leaf.text) for leaf in statement.criteria.leaves()] == [
        squeezed(line) for line in criteria
    ]


def test_every_billing_sentence_is_an_item_of_its_own(read) -> None:
    document, _, _ = read(ARTICLE)
    wanted = [line for line in quoted_sentences()[2:] if not line.startswith("(")]
    found = {item_of(document, block) for block in blocks(document, BlockKind.LIST_ITEM)}
    assert len(wanted) == 6
    assert not [line for line in wanted if squeezed(line) not in found]


def test_the_lcd_keeps_its_sections_and_every_sentence_whole(read) -> None:
    document, passages, _ = read("L33610.txt")
    text = (DATA / "L33610.txt").read_text(encoding="utf-8")
    sections = re.findall(r"^=== (\w+) ===$", text, re.MULTILINE)
    headings = [document.block_text(b) for b in blocks(document, BlockKind.HEADING)]
    assert len(sections) == 5
    assert [name for name in headings if name.replace(" ", "_") in sections] == headings[1:]
    body = re.split(r"^=== \w+ ===$", text, flags=re.MULTILINE)[1:]
    assert [one for section in body for one in lost_sentences(section, passages)] == []


@pytest.mark.parametrize("row", determinations() if DATA.is_dir() else [], ids=lambda r: r["id"])
def test_a_determination_keeps_its_sentences_and_its_direction(read, row) -> None:
    document, passages, statements = read(file_of(row))
    assert lost_sentences(row["text"], passages) == []
    wanted = Direction.AGAINST if row["verdict"].startswith("not") else Direction.FOR
    directions = {statement.direction for statement in statements}
    assert wanted in directions
    for statement in statements:
        quote = statement.quote
        assert document.text[quote.char_start : quote.char_end] == quote.text


def lost_sentences(text: str, passages: tuple[Passage, ...]) -> list[str]:
    """Sentences that do not stand in one passage, word for word."""
    held = [squeezed(passage.text) for passage in passages]
    sentences = [squeezed(text[start:end]) for start, end in sentence_spans(text)]
    assert sentences
    return [one for one in sentences if not any(one in passage for passage in held)]
