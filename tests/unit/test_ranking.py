"""Our measures of rankings against ir_measures, on random runs and graded judgements."""

import math

import ir_measures
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evals.ranking import ndcg, recall, reciprocal_rank, success
from evals.retrieval import MEASURES, measure_run

DOCS = [f"d{number}" for number in range(130)]
THEIRS = {
    "nDCG@10": ir_measures.nDCG @ 10,
    "R@5": ir_measures.R @ 5,
    "R@10": ir_measures.R @ 10,
    "R@100": ir_measures.R @ 100,
    "RR@10": ir_measures.RR @ 10,
    "Success@1": ir_measures.Success @ 1,
    "Success@5": ir_measures.Success @ 5,
}
rankings = st.lists(st.sampled_from(DOCS), unique=True, max_size=len(DOCS))
judgements = st.dictionaries(st.sampled_from(DOCS), st.integers(0, 3), min_size=1).filter(
    lambda judged: any(judged.values())
)


@settings(max_examples=150, deadline=None)
@given(
    st.dictionaries(
        st.sampled_from(["q1", "q2", "q3"]), st.tuples(rankings, judgements), min_size=1
    )
)
def test_measures_agree_with_ir_measures(cases) -> None:
    run = {query: ranked for query, (ranked, _) in cases.items() if ranked}
    grades = {query: judged for query, (_, judged) in cases.items()}
    ours = measure_run(run, grades)
    scored = [
        ir_measures.ScoredDoc(query, doc, float(-rank))
        for query, ranked in run.items()
        for rank, doc in enumerate(ranked)
    ]
    judged = [
        ir_measures.Qrel(query, doc, grade)
        for query, docs in grades.items()
        for doc, grade in docs.items()
    ]
    found = {
        (str(metric.measure), metric.query_id): metric.value
        for metric in ir_measures.iter_calc(THEIRS.values(), judged, scored)
    }
    for name, measure in THEIRS.items():
        for query, value in zip(grades, ours[name], strict=True):
            assert value == pytest.approx(found.get((str(measure), query), 0.0), abs=1e-9)


def test_every_measure_is_compared() -> None:
    assert set(THEIRS) == set(MEASURES)


@pytest.mark.parametrize(
    ("measure", "expected"),
    [
        pytest.param(lambda: ndcg(["a", "b"], {"b": 1}, 10), 1 / math.log2(3), id="gain at rank 2"),
        pytest.param(lambda: ndcg(["a"], {"a": 0}, 10), 0.0, id="nothing relevant gives 0"),
        pytest.param(lambda: recall(["a", "b"], {"a": 1, "c": 2}, 5), 0.5, id="half is found"),
        pytest.param(
            lambda: reciprocal_rank(["x"] * 10 + ["a"], {"a": 1}, 10), 0.0, id="rank 11 is out"
        ),
        pytest.param(lambda: reciprocal_rank(["x", "a"], {"a": 3}, 10), 0.5, id="rank 2"),
        pytest.param(lambda: success(["x", "a"], {"a": 1}, 1), 0.0, id="not the first"),
        pytest.param(lambda: success(["x", "a"], {"a": 1, "b": 1}, 5), 1.0, id="one is enough"),
    ],
)
def test_values_worked_out_by_hand(measure, expected) -> None:
    assert measure() == pytest.approx(expected)
