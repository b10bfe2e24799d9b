"""Question to Hits: meaning and words of every passage, fused; nothing outside the filters.

Both sides score every passage (an exact scan over memory maps: docs/adr/0004-retrieval.md has the
figures), so no candidate is lost before the fusion and `k` is always filled.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from app.retrieve.fusion import IntArray, Mode, Scores, top_rows
from app.retrieve.scan import cosines_of, joined_runs
from ingest.embed import Encoder, FloatArray, Reranker
from ingest.index import Snapshot
from ingest.index.server import ChromaServer
from ingest.models import Hit, SourceKind

_NO_ROWS = np.zeros(0, dtype=np.intp)
# Nearest passages that a Chroma server is asked for.
_SERVER_CANDIDATES = 1_000
# So few passages that pass a filter are scanned here, whatever the server finds.
_FEW_ROWS = 20_000
# Hits that a reranker reads: about 30 ms each on a processor.
_RERANKED = 50


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
        runs = self._allowed(filters)
        rows = np.concatenate([np.arange(run.start, run.stop) for run in runs] or [_NO_ROWS])
        shares, bm25 = self._lexical(query_text, expansions)
        held = self._code_scores(codes)
        query = self._encoder.encode([query_text])[0]
        near = self._near(query, shares + held, rows, k)
        if near is None:
            cosines = cosines_of(self._snapshot.vectors, query, runs)
        else:
            cosines = self._cosines_of(near, query)[rows]
        scores = Scores(cosines=cosines, shares=shares[rows], codes=held[rows])
        short = scores.shortlist(self._mode, k)
        exact = self._snapshot.vectors[rows[short]].astype(np.float64) @ query.astype(np.float64)
        sure = scores.at(short, exact.astype(np.float32))
        fused = sure.fused(self._mode)
        best = self._reranked(query_text, top_rows(fused, k), rows[short])
        ids = self._snapshot.ids_of_rows(rows[short[best]].tolist())
        return tuple(
            Hit(
                passage_id=passage_id,
                doc_id=doc_id,
                rank=rank,
                fused_score=float(fused[place]),
                cosine_similarity=float(sure.cosines[place]),
                bm25_score=float(bm25[rows[short[place]]]),
                code_score=float(sure.codes[place]),
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

    def _near(
        self, query: FloatArray, others: FloatArray, rows: IntArray, k: int
    ) -> IntArray | None:
        """Rows whose cosine counts, where a server knows the nearest; None for all of them.

        Args:
            query: The question's vector.
            others: What else speaks for a passage, in row order.
            rows: Rows that pass the filters.
            k: How many hits are wanted.

        Returns:
            The nearest by the server's graph, those that words and codes speak for, and the rows
            that pass the filters where these are few.
        """
        if self._server is None:
            return None
        n_passages = self._snapshot.manifest.n_passages
        n = min(max(_SERVER_CANDIDATES, 4 * k), n_passages)
        found = self._server.nearest(self._snapshot.manifest.collection, query, n)
        nearest = np.array(self._snapshot.store.rows_of_ids(found), dtype=np.intp)
        spoken_for = top_rows(others, n)
        few = rows if len(rows) < min(n_passages, _FEW_ROWS) else rows[:0]
        return np.unique(np.concatenate([nearest, spoken_for[others[spoken_for] > 0], few]))

    def _cosines_of(self, near: IntArray, query: FloatArray) -> FloatArray:
        """Cosine of every passage, in row order; any that is not near counts as the farthest."""
        known = self._snapshot.vectors[near] @ query
        least = known.min() if len(known) else 0
        cosines = np.full(self._snapshot.manifest.n_passages, least, dtype=np.float32)
        cosines[near] = known
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

    def _allowed(self, filters: Filters | None) -> list[range]:
        """Runs of rows that pass the filters, in row order."""
        if filters is None:
            return [range(self._snapshot.manifest.n_passages)]
        return joined_runs(
            [
                self._snapshot.rows_of(entry.doc_id)
                for entry in self._snapshot.manifest.documents
                if (filters.doc_ids is None or entry.doc_id in filters.doc_ids)
                and (filters.kinds is None or entry.kind in filters.kinds)
                and (filters.payer is None or entry.payer == filters.payer)
            ]
        )
