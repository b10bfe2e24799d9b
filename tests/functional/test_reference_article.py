"""The reference article's question, asked on the shipped corpus, against its table in docs/.

What the table says of our answer is looked up in the answer, cell by cell.
"""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

from app.case import CaseFile
from app.models import Answer, SectionName
from app.pipeline import open_pipeline
from ingest.settings import PROJECT_ROOT, Settings

TABLE = PROJECT_ROOT / "docs" / "reference-article.md"
CORPUS = PROJECT_ROOT / "corpus"
QUESTION = (
    "Is Privigen (immune globulin) medically necessary for a patient with chronic fatigue syndrome "
    "(R53.82) and generalized muscle weakness (M62.81)?"
)
AS_OF = date(2026, 11, 28)
STATUSES = {"supported", "not supported", "cannot be checked here"}
SAYS = re.compile(r'\bsays "([^"]+)" \(`([^`]+)`\)')
SILENT = re.compile(r'\bdoes not say "([^"]+)"')


@dataclass(frozen=True)
class Row:
    """A statement of the article."""

    number: int
    status: str
    documents: tuple[str, ...]
    ours: str


def rows() -> Iterator[Row]:
    for line in TABLE.read_text(encoding="utf-8").splitlines():
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if cells[0].isdigit():
            number, _article, _sources, status, documents, ours = cells
            yield Row(int(number), status, tuple(re.findall(r"`([^`]+)`", documents)), ours)


ROWS = tuple(rows())


@pytest.fixture(scope="module")
def answer(corpus_index: Path) -> Answer:
    settings = Settings(index_dir=corpus_index)
    case = [CaseFile(p.name, p.read_bytes()) for p in sorted((CORPUS / "demo-case").glob("*.md"))]
    return open_pipeline(settings, index_dir=corpus_index).answer(QUESTION, case=case, as_of=AS_OF)


@pytest.fixture(scope="module")
def said(answer: Answer) -> dict[str, str]:
    """By document: every sentence that cites it with what is quoted of it, and its reference."""
    found: dict[str, list[str]] = {}
    for claim in answer.claims:
        for cited in claim.citations:
            found.setdefault(cited.doc_id, []).extend((claim.text, cited.quote))
    for entry in answer.references:
        found.setdefault(entry.doc_id, []).append(f"{entry.title} {entry.year}")
    found["notes"] = [note.text for note in answer.notes]
    found["codes"] = [code.meaning for code in answer.codes]
    found["understood"] = list(answer.understood.doubts)
    return {doc_id: "\n".join(texts).casefold() for doc_id, texts in found.items()}


def test_the_table_is_complete() -> None:
    assert [row.number for row in ROWS] == list(range(1, len(ROWS) + 1))
    assert {row.status for row in ROWS} == STATUSES
    for row in ROWS:
        assert SAYS.search(row.ours) or SILENT.search(row.ours), row.number


def test_the_count_is_that_of_the_rows() -> None:
    printed = dict(
        re.findall(r"^\| ([a-z ]+) \| (\d+) \|$", TABLE.read_text("utf-8"), re.MULTILINE)
    )
    counted = Counter(row.status for row in ROWS)
    assert {name: int(n) for name, n in printed.items() if name in STATUSES} == counted
    assert int(printed["all"]) == len(ROWS)


def test_every_document_of_the_table_is_in_the_corpus() -> None:
    present = {path.stem for path in CORPUS.glob("*/*.md")} | {"demo-case/clinical-note"}
    assert {doc_id for row in ROWS for doc_id in row.documents} <= present


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"row-{row.number}")
def test_our_answer_says_what_the_table_says(
    row: Row, answer: Answer, said: dict[str, str]
) -> None:
    for words, doc_id in SAYS.findall(row.ours):
        assert words.casefold() in said.get(doc_id, ""), (words, doc_id)
    sentences = "\n".join(
        text.casefold()
        for claim in answer.claims
        for text in (claim.text, *(cited.quote for cited in claim.citations))
    )
    for words in SILENT.findall(row.ours):
        assert words.casefold() not in sentences, words


def test_what_the_article_gets_wrong_is_not_said(answer: Answer) -> None:
    """Its two mistakes (DESIGN.md section 1): immune therapy by VA/DoD, a stimulant on offer."""
    by_va_dod = [q.quote for c in answer.claims for q in c.citations if "va-dod" in q.doc_id]
    assert by_va_dod
    assert not any(re.search(r"immunomod|immunother|globulin", q, re.IGNORECASE) for q in by_va_dod)
    offers = (SectionName.ALTERNATIVES, SectionName.PATHWAY)
    offered = " ".join(c.text for c in answer.claims if c.section in offers)
    assert not re.search(r"stimulant|phenidate|dafinil", offered, re.IGNORECASE)
    assert all(entry.url for entry in answer.references if entry.digest)
