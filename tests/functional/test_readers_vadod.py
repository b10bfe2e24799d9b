"""The eight real guidelines.

Recommendations whole, on their page, with their grade, in one passage.
"""

import json
import re
from functools import cache
from pathlib import Path

import pytest

from ingest.chunk import chunk_document
from ingest.models import Document, Passage
from ingest.readers import read_document

DATA = Path(__file__).parents[3] / "shared" / "data" / "vadod"

pytestmark = [
    pytest.mark.shared_data,
    pytest.mark.skipif(not DATA.is_dir(), reason="the guidelines of ../shared/data are not here"),
]


@cache
def passages_of(guideline: str) -> tuple[Document, tuple[Passage, ...]]:
    document = read_document(DATA / f"{guideline}.pdf", DATA)
    return document, chunk_document(document)


def squeezed(text: str) -> str:
    """Only white space, hyphens and footnote letters after a stop or comma are let go."""
    text = re.sub(r"(?<=[a-z)][.,])\s?[a-z]{1,2}(?:,[a-z])*(?=\s|$)", "", text)
    return re.sub(r"[\s\-\u2010-\u2015]", "", text).lower()


def outcome(row: dict[str, object]) -> str:
    """ "whole", or what is missing."""
    _, passages = passages_of(str(row["guideline"]))
    text, strength = squeezed(str(row["text"])), squeezed(str(row["strength"]))
    holding = [p for p in passages if text in squeezed(p.text)]
    if not holding:
        return "text not whole in one passage"
    graded = [p for p in holding if strength in squeezed(p.text)]
    if not graded:
        return "no grade beside it"
    page = int(str(row["page"]))
    if not any(p.page is not None and p.page <= page <= (p.page_end or 0) for p in graded):
        in_table = any(" | " in p.text for p in graded)
        return "whole" if in_table else f"on pages {[p.page for p in graded]}"
    return "whole"


def test_recommendations_are_whole_and_graded() -> None:
    labels = (DATA / "recommendations.jsonl").read_text(encoding="utf-8")
    rows = [json.loads(line) for line in labels.splitlines()]
    failed = [
        f"{row['guideline']} {row['rec']} p. {row['page']}: {found}: {row['text'][:80]}"
        for row in rows
        if (found := outcome(row)) != "whole"
    ]
    n_whole = len(rows) - len(failed)
    assert n_whole >= 0.98 * len(rows), f"{n_whole} of {len(rows)}:\n" + "\n".join(failed)
