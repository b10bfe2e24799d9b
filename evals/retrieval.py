"""Retrieval measured on any data set in BEIR layout, through the product's own retriever."""

import json
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import closing
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np

from app.retrieve import Mode, Retriever
from evals.beir import BeirSet, read_beir, write_beir_snapshot
from evals.ranking import MEASURES, Grades
from evals.stats import Interval, paired_bootstrap
from evals.wrapped_encoder import WrappedEncoder
from ingest.embed import Encoder, FloatArray, encoder_of
from ingest.errors import SettingsError
from ingest.index import Snapshot
from ingest.settings import Settings, load_settings

# The deepest cut-off that is reported.
_DEPTH = 100
LLAMA = "llamaindex"
RETRIEVERS = (*Mode, LLAMA)

Run = Mapping[str, Sequence[str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasuredRun:
    """One retriever on one data set.

    Attributes:
        retriever: hybrid, dense, bm25 or llamaindex.
        measures: Mean over the queries, with its 95 % bootstrap interval.
        ndcg_at_10: Of each query, in the order of the queries, for paired tests.
        seconds_per_query: Median; the encoding of the query is in that of the first run alone.
    """

    retriever: str
    measures: dict[str, Interval]
    ndcg_at_10: tuple[float, ...]
    seconds_per_query: float


@dataclass(frozen=True, slots=True, kw_only=True)
class RetrievalReport:
    """A data set, measured with one retriever and with what it is compared with.

    Attributes:
        data_set: Name of its folder.
        n_passages: Documents of the data set, each one passage.
        n_queries: Queries with a relevant document.
        n_unanswerable: Judged queries without one; left out.
        encoder: Name and revision.
        runs: The retriever that was asked for comes first.
        against_best_part: nDCG@10 of hybrid minus that of its best part, paired bootstrap; None
            where not all three were run.
    """

    data_set: str
    n_passages: int
    n_queries: int
    n_unanswerable: int
    encoder: str
    runs: tuple[MeasuredRun, ...]
    against_best_part: Interval | None

    def to_json(self) -> str:
        """Everything but the values of single queries."""
        row = asdict(self)
        for run in row["runs"]:
            del run["ndcg_at_10"]
        return json.dumps(row, ensure_ascii=False)

    def to_text(self) -> str:
        """A table, one row a retriever."""
        lines = [
            f"{self.data_set}: {self.n_queries} queries over {self.n_passages} passages "
            f"({self.n_unanswerable} without a relevant passage left out), {self.encoder}",
            "",
            f"{'':12}" + "".join(f"{name:>24}" for name in MEASURES) + f"{'ms/query':>10}",
        ]
        lines += [_table_row(run) for run in self.runs]
        if self.against_best_part is not None:
            found = self.against_best_part
            lines += [
                "",
                f"hybrid minus its best part, nDCG@10: {found.value:+.4f} "
                f"(95 % paired bootstrap {found.low:+.4f} to {found.high:+.4f})",
            ]
        return "\n".join(lines)


def evaluate_beir(
    folder: Path,
    retriever: str = Mode.HYBRID,
    *,
    compare: bool = True,
    encoder: Encoder | None = None,
    settings: Settings | None = None,
) -> RetrievalReport:
    """Send a data set through embedding, index and retriever, and measure what comes back.

    Args:
        folder: `corpus.jsonl`, `queries.jsonl`, `qrels.tsv`.
        retriever: hybrid, dense, bm25 or llamaindex (its QueryFusionRetriever on the same vectors).
        compare: Measure the other two of hybrid, dense and bm25 as well.
        encoder: Instead of the one that the settings name.
        settings: Instead of those of the environment.

    Raises:
        CaseFileError: The folder is not a data set in BEIR layout.
        SettingsError: There is no such retriever.
    """
    if retriever not in RETRIEVERS:
        raise SettingsError(f"no retriever {retriever!r}: use one of {', '.join(RETRIEVERS)}")
    data = read_beir(folder)
    chosen = settings or load_settings()
    embedding = encoder or encoder_of(chosen)
    names = [retriever, *(mode.value for mode in Mode if compare and mode != retriever)]
    with (
        tempfile.TemporaryDirectory(prefix="guideline-beir-") as place,
        closing(write_beir_snapshot(data, Path(place), embedding)) as snapshot,
    ):
        # The first retriever is timed with the encoding of its queries, the others reuse it.
        asked = _Remembering(embedding)
        runs = tuple(_measured(name, data, snapshot, asked) for name in names)
    return RetrievalReport(
        data_set=data.name,
        n_passages=len(data.texts),
        n_queries=len(data.queries),
        n_unanswerable=data.n_unanswerable,
        encoder=f"{embedding.name} ({embedding.revision})",
        runs=runs,
        against_best_part=_against_best_part(runs),
    )


def measure_run(run: Run, grades: Mapping[str, Grades]) -> dict[str, list[float]]:
    """Every measure of every query in `grades`, in its order.

    A query missing from the run has 0.
    """
    return {
        name: [measure(run.get(query_id, ()), judged) for query_id, judged in grades.items()]
        for name, measure in MEASURES.items()
    }


class _Remembering(WrappedEncoder):
    """An encoder that encodes each query once, however many retrievers are compared."""

    def __init__(self, encoder: Encoder) -> None:
        super().__init__(encoder)
        self._rows: dict[str, FloatArray] = {}

    def encode(self, texts: Sequence[str]) -> FloatArray:
        for text in texts:
            if text not in self._rows:
                self._rows[text] = self._encoder.encode([text])[0]
        return np.stack([self._rows[text] for text in texts])


def _measured(name: str, data: BeirSet, snapshot: Snapshot, encoder: Encoder) -> MeasuredRun:
    search = _searcher(name, snapshot, encoder)
    run: dict[str, Sequence[str]] = {}
    seconds = []
    for query_id, text in data.queries.items():
        start = time.perf_counter()
        run[query_id] = search(text)
        seconds.append(time.perf_counter() - start)
    values = measure_run(run, {query_id: data.grades[query_id] for query_id in data.queries})
    return MeasuredRun(
        retriever=name,
        measures={measure: _mean(found) for measure, found in values.items()},
        ndcg_at_10=tuple(values["nDCG@10"]),
        seconds_per_query=float(np.median(seconds)) if seconds else 0.0,
    )


def _searcher(name: str, snapshot: Snapshot, encoder: Encoder) -> Callable[[str], Sequence[str]]:
    if name == LLAMA:
        from app.retrieve.llama import open_fusion  # noqa: PLC0415 - llama_index takes 3 s

        return open_fusion(snapshot, encoder, k=_DEPTH)
    retriever = Retriever(snapshot, encoder, mode=Mode(name))
    return lambda text: [hit.passage_id for hit in retriever.retrieve(text, k=_DEPTH)]


def _mean(values: Sequence[float]) -> Interval:
    return paired_bootstrap([0.0] * len(values), values) or Interval(0.0, 0.0, 0.0)


def _against_best_part(runs: Sequence[MeasuredRun]) -> Interval | None:
    by_name = {run.retriever: run for run in runs}
    if not all(mode in by_name for mode in Mode):
        return None
    parts = (by_name[Mode.DENSE], by_name[Mode.BM25])
    best = max(parts, key=lambda run: run.measures["nDCG@10"].value)
    return paired_bootstrap(best.ndcg_at_10, by_name[Mode.HYBRID].ndcg_at_10)


def _table_row(run: MeasuredRun) -> str:
    cells = "".join(
        f"{f'{item.value:.4f} ({item.low:.3f}-{item.high:.3f})':>24}"
        for item in run.measures.values()
    )
    return f"{run.retriever:12}{cells}{run.seconds_per_query * 1000:>10.1f}"
