"""The hybrid retriever on a public data set: the goal, and not worse than its best part."""

import pytest

from evals.retrieval import evaluate_beir

pytestmark = pytest.mark.shared_data


def test_hybrid_reaches_the_goal_on_guideline_questions(shared_data) -> None:
    report = evaluate_beir(shared_data / "retrieval" / "cpgqa")
    hybrid = report.runs[0]
    assert (hybrid.retriever, report.n_queries) == ("hybrid", 1097)
    assert hybrid.measures["nDCG@10"].value >= 0.89
    assert report.against_best_part.low > -0.01
    assert "hybrid minus its best part" in report.to_text()
    assert "ndcg_at_10" not in report.to_json()
