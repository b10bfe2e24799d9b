"""Passages of two small documents, whole; `make golden` rewrites them, the diff is reviewed."""

from pathlib import Path

import pytest

from ingest.chunk import chunk_document
from ingest.readers import read_document

DOCUMENTS = Path(__file__).parents[1] / "golden" / "documents"


@pytest.mark.parametrize(
    "name",
    [
        pytest.param("policy.md", id="a policy in Markdown"),
        pytest.param("guideline.pdf", id="a guideline of two pages"),
    ],
)
def test_golden_passages(name, golden_rows):
    document = read_document(DOCUMENTS / name, DOCUMENTS)
    golden_rows(
        f"passages-{name}.jsonl",
        (
            {
                "id": passage.passage_id,
                "pages": [passage.page, passage.page_end],
                "headings": passage.heading_path,
                "context": passage.context,
                "text": passage.text,
            }
            for passage in chunk_document(document)
        ),
    )
