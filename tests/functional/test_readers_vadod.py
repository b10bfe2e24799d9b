"""The eight real guidelines.

Recommendations whole, on their page, with their grade, in one passage of the index.
"""

import json
import re
from contextlib import closing

import pytest

from evals.corpora import find_corpora
from evals.indexes import build_index, index_folder
from evals.kept_vectors import worst_sampled
from evals.session import WORK_DIR
from ingest.embed import open_encoder
from ingest.index import open_snapshot
from ingest.models import Passage
from ingest.settings import Settings

pytestmark = pytest.mark.shared_data

Squeezed = list[tuple[str, Passage]]


@pytest.fixture(scope="module")
def passages(shared_data) -> dict[str, Squeezed]:
    """All passages by guideline, of the index that the eval gate asks, too."""
    corpus = find_corpora(shared_data)["vadod"]
    assert not build_index(corpus, WORK_DIR, Settings()).failed
    with closing(open_snapshot(index_folder(corpus.name, WORK_DIR))) as snapshot:
        texts = [p.searchable() for doc in snapshot.documents for p in snapshot.passages_of(doc)]
        assert worst_sampled(texts, snapshot.vectors, open_encoder()) < 1e-4  # most are kept
        return {
            name: [(squeezed(p.text), p) for p in snapshot.passages_of(name)]
            for name in snapshot.documents
        }


def squeezed(text: str) -> str:
    """Only white space, hyphens and footnote letters after a stop or comma are let go."""
    text = re.sub(r"(?<=[a-z)][.,])\s?[a-z]{1,2}(?:,[a-z])*(?=\s|$)", "", text)
    return re.sub(r"[\s\-\u2010-\u2015]", "", text).lower()


def outcome(row: dict[str, object], passages: Squeezed) -> str:
    """ "whole", or what is missing."""
    text, strength = squeezed(str(row["text"])), squeezed(str(row["strength"]))
    holding = [(words, p) for words, p in passages if text in words]
    if not holding:
        return "text not whole in one passage"
    graded = [p for words, p in holding if strength in words]
    if not graded:
        return "no grade beside it"
    page = int(str(row["page"]))
    if not any(p.page is not None and p.page <= page <= (p.page_end or 0) for p in graded):
        in_table = any(" | " in p.text for p in graded)
        return "whole" if in_table else f"on pages {[p.page for p in graded]}"
    return "whole"


def test_recommendations_are_whole_and_graded(shared_data, passages) -> None:
    labels = (shared_data / "vadod" / "recommendations.jsonl").read_text(encoding="utf-8")
    rows = [json.loads(line) for line in labels.splitlines()]
    failed = [
        f"{row['guideline']} {row['rec']} p. {row['page']}: {found}: {row['text'][:80]}"
        for row in rows
        if (found := outcome(row, passages[row["guideline"]])) != "whole"
    ]
    n_whole = len(rows) - len(failed)
    assert n_whole >= 0.98 * len(rows), f"{n_whole} of {len(rows)}:\n" + "\n".join(failed)
