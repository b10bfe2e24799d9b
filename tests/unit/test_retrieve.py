"""Retriever: fusion, filters, order; no model."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from app.retrieve import Filters, Mode, Retriever, collapse, neighbours
from app.retrieve.fusion import dense_weight, fuse, top_rows
from ingest.embed import open_reranker
from ingest.errors import IndexMismatchError, SettingsError
from ingest.models import Source, SourceKind

TEXTS = {
    "guide": ["Immune globulin is suggested for CIDP.", "Rest is suggested for fatigue."],
    "policy-a": ["Privigen (J1459) is covered for CIDP.", "Not covered for R53.82 fatigue."],
    "policy-b": ["Immune globulin is covered for myasthenia.", "Rituximab is covered."],
}


@pytest.fixture(scope="module")
def snapshot(fakes, tmp_path_factory):
    sources = {
        "guide": Source(doc_id="guide", title="Guide", kind=SourceKind.GUIDELINE),
        "policy-a": Source(
            doc_id="policy-a", title="A", kind=SourceKind.COVERAGE_POLICY, payer="Plan A"
        ),
        "policy-b": Source(
            doc_id="policy-b", title="B", kind=SourceKind.COVERAGE_POLICY, payer="Plan B"
        ),
    }
    made = fakes.snapshot_of(tmp_path_factory.mktemp("snapshot"), TEXTS, sources=sources)
    yield made
    made.close()


@pytest.fixture
def retriever(snapshot, fakes):
    return Retriever(snapshot, fakes.HashingEncoder())


def test_the_passage_that_says_it_comes_first(retriever) -> None:
    hits = retriever.retrieve("immune globulin for CIDP", k=3)
    assert hits[0].passage_id == "guide#s1:1"
    assert [hit.rank for hit in hits] == [1, 2, 3]


@pytest.mark.parametrize("k", [1, 4, 6, 50])
def test_k_is_filled_as_far_as_there_are_passages(retriever, k) -> None:
    hits = retriever.retrieve("unheard words", k=k)
    assert len(hits) == min(k, 6)
    assert len({hit.passage_id for hit in hits}) == len(hits)


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        pytest.param(Filters(doc_ids=frozenset({"guide"})), {"guide"}, id="documents"),
        pytest.param(
            Filters(kinds=frozenset({SourceKind.COVERAGE_POLICY})),
            {"policy-a", "policy-b"},
            id="kinds",
        ),
        pytest.param(Filters(payer="Plan B"), {"policy-b"}, id="payer"),
        pytest.param(Filters(doc_ids=frozenset()), set(), id="nothing allowed, nothing returned"),
    ],
)
def test_nothing_outside_the_filters_is_returned_and_k_is_filled(
    retriever, filters, expected
) -> None:
    hits = retriever.retrieve("immune globulin for CIDP", k=2 * len(expected) or 3, filters=filters)
    assert {hit.doc_id for hit in hits} == expected
    assert len(hits) == 2 * len(expected)


def test_another_name_finds_the_passage(retriever) -> None:
    question = "IVIG for myasthenia"
    without = retriever.retrieve(question, k=1, filters=Filters(payer="Plan A"))[0]
    with_names = retriever.retrieve(
        question, k=6, expansions=("immune globulin", "IGIV", "Privigen")
    )
    assert with_names[0].passage_id == "policy-b#s1:1"
    scores = {hit.passage_id: hit.fused_score for hit in with_names}
    assert scores["policy-a#s1:1"] > without.fused_score * 0.5


def test_a_passage_with_the_code_is_ranked_up_and_says_so(retriever) -> None:
    best = retriever.retrieve("is it paid for", k=6, codes=("R53.82",))[0]
    assert (best.passage_id, best.code_score) == ("policy-a#s1:2", 1.0)
    product = retriever.retrieve("is it paid for", k=6, codes=("J1459",))[0]
    assert product.passage_id == "policy-a#s1:1"


def test_order_is_the_same_from_run_to_run(retriever) -> None:
    first = retriever.retrieve("covered", k=6)
    assert all(retriever.retrieve("covered", k=6) == first for _ in range(3))


@pytest.mark.parametrize("mode", list(Mode))
def test_each_side_alone_can_rank(snapshot, fakes, mode) -> None:
    hits = Retriever(snapshot, fakes.HashingEncoder(), mode=mode).retrieve("rituximab", k=6)
    assert hits[0].passage_id == "policy-b#s1:2"


def test_an_empty_question_has_hits_without_a_crash(retriever) -> None:
    assert len(retriever.retrieve("?", k=3)) == 3


def test_another_encoder_is_refused(snapshot, fakes) -> None:
    with pytest.raises(IndexMismatchError, match="guideline-ingest build"):
        Retriever(snapshot, fakes.HashingEncoder(revision="2"))


scores = arrays(np.float32, 12, elements=st.floats(0, 1, width=32))


@given(scores, scores)
def test_the_combination_is_convex(cosines, shares) -> None:
    fused = fuse(cosines, shares)
    assert 0 <= dense_weight(cosines, shares) <= 1
    assert (fused <= np.maximum(cosines, shares) + 1e-6).all()
    assert (fused >= np.minimum(cosines, shares) - 1e-6).all()


def test_the_side_that_stands_out_weighs_more() -> None:
    flat = np.full(20, 0.5, dtype=np.float32)
    peaked = np.zeros(20, dtype=np.float32)
    peaked[3] = 1
    assert dense_weight(flat, peaked) == 0
    assert dense_weight(peaked, flat) == 1
    assert dense_weight(flat, flat) == 0.5


@given(
    arrays(np.float32, st.integers(1, 40), elements=st.sampled_from([0.0, 0.25, 0.5, 1.0])),
    st.integers(1, 50),
)
def test_top_rows_is_a_stable_sort_cut_at_k(values, k) -> None:
    assert top_rows(values, k).tolist() == np.argsort(-values, kind="stable")[:k].tolist()


class BackwardsReranker:
    """Likes what stands last."""

    def scores(self, question, texts):  # noqa: ARG002
        return np.arange(len(texts), dtype=np.float32)


def test_a_reranker_puts_the_hits_in_its_order(snapshot, retriever, fakes) -> None:
    plain = retriever.retrieve("covered", k=4)
    turned = Retriever(snapshot, fakes.HashingEncoder(), reranker=BackwardsReranker())
    found = turned.retrieve("covered", k=4)
    assert [hit.passage_id for hit in found] == [hit.passage_id for hit in reversed(plain)]
    assert [hit.rank for hit in found] == [1, 2, 3, 4]


def test_a_reranker_that_is_configured_must_load() -> None:
    assert open_reranker(None) is None
    with pytest.raises(SettingsError, match="no-such-reranker"):
        open_reranker("no-such-reranker")


def test_near_duplicates_are_one_group_and_none_is_lost(fakes, tmp_path) -> None:
    text = "Immune globulin is covered for adults with chronic inflammatory demyelinating disease"
    texts = {
        "a": [f"{text}, aged 18 years."],
        "b": [f"{text} , aged 18 years"],
        "c": [f"{text}, aged 12 years."],
        "d": [f"{text}, not aged 18 years."],
    }
    snapshot = fakes.snapshot_of(tmp_path / "s", texts)
    hits = Retriever(snapshot, fakes.HashingEncoder()).retrieve(text, k=4)
    groups = collapse(snapshot, hits)
    together = {
        frozenset({group.hit.doc_id, *(hit.doc_id for hit in group.also)}) for group in groups
    }
    assert together == {frozenset({"a", "b"}), frozenset({"c"}), frozenset({"d"})}
    snapshot.close()


def test_neighbours_stand_beside_the_passage(snapshot) -> None:
    assert [item.passage_id for item in neighbours(snapshot, "guide#s1:1")] == ["guide#s1:2"]
    assert [item.passage_id for item in neighbours(snapshot, "guide#s1:2")] == ["guide#s1:1"]
