"""BEIR folders: what is read, what is left out, what is refused; with the hashing encoder."""

import json

import pytest

from evals.beir import read_beir
from evals.retrieval import evaluate_beir
from ingest.errors import CaseFileError, SettingsError
from ingest.settings import load_settings

CORPUS = [
    {"_id": "d1", "title": "CIDP", "text": "Immune globulin is suggested."},
    {"_id": "d2", "title": "", "text": "Rest is suggested for fatigue."},
    {"_id": "d3", "text": "The parking lot is closed."},
]
QUERIES = [
    {"_id": "q1", "text": "immune globulin for CIDP"},
    {"_id": "q2", "text": "rest for fatigue"},
    {"_id": "q3", "text": "nothing relevant"},
    {"_id": "q4", "text": "not judged"},
]
QRELS = "query-id\tcorpus-id\tscore\nq1\td1\t2\nq2\td2\t1\nq2\td3\t0\nq3\td3\t0\n"


@pytest.fixture
def folder(tmp_path):
    for name, rows in (("corpus", CORPUS), ("queries", QUERIES)):
        text = "".join(f"{json.dumps(row)}\n" for row in rows)
        (tmp_path / f"{name}.jsonl").write_text(text, encoding="utf-8")
    (tmp_path / "qrels.tsv").write_text(QRELS, encoding="utf-8")
    return tmp_path


def test_only_queries_with_a_relevant_document_are_measured(folder) -> None:
    data = read_beir(folder)
    assert list(data.queries) == ["q1", "q2"]
    assert data.n_unanswerable == 1


def test_qrels_may_lie_in_a_folder_without_a_header_and_with_four_columns(folder) -> None:
    (folder / "qrels.tsv").unlink()
    (folder / "qrels").mkdir()
    (folder / "qrels" / "test.tsv").write_text("q1\t0\td1\t1\n", encoding="utf-8")
    assert read_beir(folder).grades == {"q1": {"d1": 1}}


def test_every_retriever_is_measured_side_by_side(folder, fakes) -> None:
    report = evaluate_beir(folder, encoder=fakes.HashingEncoder(), settings=load_settings())
    assert [run.retriever for run in report.runs] == ["hybrid", "dense", "bm25"]
    assert report.runs[0].measures["RR@10"].value == 1.0
    assert report.against_best_part is not None
    assert json.loads(report.to_json())["n_passages"] == 3


@pytest.mark.parametrize(
    ("name", "text"),
    [
        pytest.param("qrels.tsv", "q1\td1\tone\nq1\n", id="a grade that is no number"),
        pytest.param("corpus.jsonl", "{", id="a line that is no JSON"),
        pytest.param("queries.jsonl", None, id="a file that is missing"),
        pytest.param("qrels.tsv", None, id="no judgements"),
    ],
)
def test_what_is_wrong_is_said_with_the_file(folder, name, text) -> None:
    (folder / name).unlink() if text is None else (folder / name).write_text(text, encoding="utf-8")
    with pytest.raises(CaseFileError, match=name.split(".")[0]):
        read_beir(folder)


def test_an_unknown_retriever_is_refused(folder) -> None:
    with pytest.raises(SettingsError, match="hybrid, dense, bm25, llamaindex"):
        evaluate_beir(folder, "magic")


def test_llama_index_is_measured_on_the_same_vectors(folder, fakes) -> None:
    report = evaluate_beir(
        folder,
        "llamaindex",
        compare=False,
        encoder=fakes.HashingEncoder(),
        settings=load_settings(),
    )
    assert [run.retriever for run in report.runs] == ["llamaindex"]
    assert report.runs[0].measures["R@5"].value == 1.0
    assert report.against_best_part is None
