"""Question to Hits: meaning and words of every passage, fused; nothing outside the filters.

Both sides score every passage (an exact scan over memory maps: docs/adr/0004-retrieval.md has the
figures), so no candidate is lost before the fusion and `k` is always filled.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
import numpy.typing as npt

from ingest.embed import Encoder, FloatArray, Reranker
from ingest.index import Snapshot
from ingest.index.server import ChromaServer
from ingest.models import Hit, SourceKind

# Scores that differ by less are equal, and the earlier passage goes first: the order of results
# must not hang on the last bit of a sum.
_DECIMALS = 6
# Codes are one of three signals, where the question names any.
_CODE_WEIGHT = 1 / 3

# Results that a reader looks at: the first page.
_PAGE = 10
# Nearest passages that a Chroma server is asked for.
_SERVER_CANDIDATES = 1_000
# Hits that a reranker reads: about 30 ms each on a processor.
_RERANKED = 50

IntArray = npt.NDArray[np.intp]


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """Which passages may be returned at all.

    Attributes:
        doc_ids: Only of these documents; None for all.
        kinds: Only of Sources of these kinds; None for all.
        payer: Only of this payer's Sources; None for all.
    """

    doc_ids: frozenset[str] | None = None
    kinds: frozenset[SourceKind] | None = None
    payer: str | None = None


class Mode(StrEnum):
    """Which side ranks: both, or one alone to compare with."""

    HYBRID = "hybrid"
    DENSE = "dense"
    BM25 = "bm25"


class Retriever:
    """Finds passages of one Snapshot; safe in threads."""

    def __init__(
        self,
        snapshot: Snapshot,
        encoder: Encoder,
        *,
        mode: Mode = Mode.HYBRID,
        server: ChromaServer | None = None,
        reranker: Reranker | None = None,
    ) -> None:
        """Loads nothing yet.

        Args:
            snapshot: What is searched.
            encoder: What embeds the questions; it must be the one that embedded the passages.
            mode: Which side ranks.
            server: Asked for the nearest passages, if the Snapshot has a collection there; else
                the published vectors are scanned.
            reranker: Puts the first hits in another order, where one is configured.

        Raises:
            IndexMismatchError: The Snapshot was built with another encoder.
        """
        snapshot.check_encoder(encoder)
        self._snapshot = snapshot
        self._encoder = encoder
        self._mode = mode
        self._reranker = reranker
        self._server = server if snapshot.manifest.collection else None

    def retrieve(
        self,
        query_text: str,
        *,
        k: int,
        filters: Filters | None = None,
        expansions: Sequence[str] = (),
        codes: Sequence[str] = (),
    ) -> tuple[Hit, ...]:
        """The `k` best passages for a question, best first; fewer only where fewer are allowed.

        Args:
            query_text: The question.
            k: How many, from 1.
            filters: Which passages may be returned.
            expansions: Other names of what is asked about ("immune globulin" for IVIG): a passage
                that holds one of them is found by its words too.
            codes: Codes of the question; a passage that holds one is ranked up.
        """
        rows = self._allowed(filters)
        cosines = self._cosines(query_text)[rows]
        shares, bm25 = self._lexical(query_text, expansions)
        fused = fuse(cosines, shares[rows], self._mode)
        code_scores = self._code_scores(codes)[rows]
        if code_scores.any():
            fused = (1 - _CODE_WEIGHT) * fused + _CODE_WEIGHT * code_scores
        best = self._reranked(query_text, top_rows(fused, k), rows)
        ids = self._snapshot.ids_of_rows(rows[best].tolist())
        return tuple(
            Hit(
                passage_id=passage_id,
                doc_id=doc_id,
                rank=rank,
                fused_score=float(fused[place]),
                cosine_similarity=float(cosines[place]),
                bm25_score=float(bm25[rows[place]]),
                code_score=float(code_scores[place]),
            )
            for rank, (place, (passage_id, doc_id)) in enumerate(
                zip(best, ids, strict=True), start=1
            )
        )

    def _reranked(self, query_text: str, best: IntArray, rows: IntArray) -> IntArray:
        """The first places in the order of the reranker, the others as they were."""
        if self._reranker is None:
            return best
        first = best[:_RERANKED]
        ids = self._snapshot.ids_of_rows(rows[first].tolist())
        texts = [self._snapshot.passage(passage_id).searchable() for passage_id, _ in ids]
        order = np.argsort(-self._reranker.scores(query_text, texts), kind="stable")
        return np.concatenate([first[order], best[_RERANKED:]])

    def _cosines(self, query_text: str) -> FloatArray:
        """Cosine of the question with every passage, in row order."""
        query = self._encoder.encode([query_text])[0]
        if self._server is not None:
            return self._cosines_of(self._server, query)
        cosines: FloatArray = self._snapshot.vectors @ query
        return cosines

    def _cosines_of(self, server: ChromaServer, query: FloatArray) -> FloatArray:
        """Cosines by the server; beyond the nearest ones, every passage counts as the last of them.

        Up to `_SERVER_CANDIDATES` passages that is the same as a scan; a passage beyond is found by
        its words alone.
        """
        n_passages = self._snapshot.manifest.n_passages
        n = min(_SERVER_CANDIDATES, n_passages)
        nearest = server.nearest(self._snapshot.manifest.collection, query, n)
        cosines = np.full(n_passages, nearest[-1][1] if nearest else 0, dtype=np.float32)
        rows = self._snapshot.store.rows_of_ids([passage_id for passage_id, _ in nearest])
        cosines[rows] = [cosine for _, cosine in nearest]
        return cosines

    def _lexical(self, query_text: str, expansions: Sequence[str]) -> tuple[FloatArray, FloatArray]:
        """Share of the lexical bound, and BM25 score, of every passage.

        The other names of what is asked about count as one more word of the question, which a
        passage holds as well as it holds the name that fits it best.
        """
        index = self._snapshot.lexical
        asked = index.match(query_text)
        if not expansions:
            return asked.shares, asked.scores
        names = np.max([index.match(name).shares for name in expansions], axis=0)
        weight = np.float32(1 / (1 + len(query_text.split())))
        return (1 - weight) * asked.shares + weight * names, asked.scores

    def _code_scores(self, codes: Sequence[str]) -> FloatArray:
        """1 for the passages that hold one of the codes, else 0."""
        scores = np.zeros(self._snapshot.manifest.n_passages, dtype=np.float32)
        for code in codes:
            scores[self._snapshot.lexical.rows_with(code)] = 1
        return scores

    def _allowed(self, filters: Filters | None) -> IntArray:
        """Rows that pass the filters, in row order."""
        entries = self._snapshot.manifest.documents
        passing = np.array(
            [
                filters is None
                or (
                    (filters.doc_ids is None or entry.doc_id in filters.doc_ids)
                    and (filters.kinds is None or entry.kind in filters.kinds)
                    and (filters.payer is None or entry.payer == filters.payer)
                )
                for entry in entries
            ],
            dtype=bool,
        )
        return np.flatnonzero(passing[self._snapshot.document_of_row])


def fuse(cosines: FloatArray, shares: FloatArray, mode: Mode = Mode.HYBRID) -> FloatArray:
    """Convex combination of cosines and lexical shares, weighted for this question.

    Each side weighs as much as its best passage stands out from the tenth: a question whose words
    gather in few passages is answered by words, one whose words are everywhere by meaning. Nothing
    in it was fitted to a data set (docs/adr/0004-retrieval.md).

    Args:
        cosines: In [-1, 1], one a passage.
        shares: In [0, 1], one a passage.
        mode: DENSE gives the cosines, BM25 the shares.
    """
    fixed = {Mode.DENSE: np.float32(1), Mode.BM25: np.float32(0)}
    weight = fixed[mode] if mode in fixed else dense_weight(cosines, shares)
    combined: FloatArray = weight * np.clip(cosines, 0, 1) + (1 - weight) * shares
    return combined


def dense_weight(cosines: FloatArray, shares: FloatArray) -> np.float32:
    """Weight of the cosines in the combination, in [0, 1]; a half where neither side stands out."""
    meaning, wording = _stands_out(cosines), _stands_out(shares)
    return np.float32(meaning / (meaning + wording) if meaning + wording > 0 else 0.5)


def _stands_out(scores: FloatArray) -> float:
    """How far the best score lies above the last one of the first page of results."""
    if not len(scores):
        return 0.0
    best = np.sort(np.partition(scores, -min(_PAGE, len(scores)))[-_PAGE:])
    return float(best[-1] - best[0])


def top_rows(scores: FloatArray, k: int) -> IntArray:
    """Places of the `k` highest scores, highest first; equal ones in their own order."""
    rounded = np.round(scores, _DECIMALS)
    if k < len(rounded):
        cut = np.partition(rounded, len(rounded) - k)[len(rounded) - k]
        places = np.flatnonzero(rounded >= cut)
    else:
        places = np.arange(len(rounded))
    order = np.argsort(-rounded[places], kind="stable")
    return places[order][:k]
