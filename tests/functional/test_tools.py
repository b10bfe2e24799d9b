"""Settings -> pipeline -> retrieve: server, reranker and encoder reach the question."""

import threading
import time
from contextlib import closing

import pytest

from app.pipeline import open_pipeline
from app.tools import Tools
from ingest.build import build
from ingest.embed import wheel_folder
from ingest.errors import IndexError_, IndexMismatchError, SettingsError
from ingest.index.server import ChromaServer
from ingest.settings import Settings

OPEN_QUESTION = "Which criteria must be met before rituximab is given?"


@pytest.fixture
def corpus(fakes, tmp_path):
    for number in range(4):
        fakes.write_policy(tmp_path / "corpus", f"doc{number}", drug=f"drug{number}mab")
    fakes.write_policy(tmp_path / "corpus", "rituximab")
    return tmp_path / "corpus"


def make(fakes, corpus, index, **changed):
    settings = fakes.plain_settings(corpus.parent, index_dir=index, **changed)
    encoder = fakes.HashingEncoder()
    build([corpus], index, settings, encoder=encoder)
    return settings, Tools(settings, encoder=encoder)


def said(answer) -> list[tuple[str, str]]:
    return [(claim.text, cited.quote) for claim in answer.claims for cited in claim.citations]


def test_a_question_asked_of_a_server_gets_the_same_answer(
    fakes, corpus, chroma_url, tmp_path
) -> None:
    answers = []
    for name, url in (("embedded", None), ("served", chroma_url())):
        settings, tools = make(fakes, corpus, tmp_path / name, chroma_url=url)
        with closing(tools):
            answers.append(open_pipeline(settings, tools=tools).answer(OPEN_QUESTION))
    assert answers[0].verdict is None
    assert said(answers[0])
    assert said(answers[0]) == said(answers[1])


def test_a_server_that_went_down_is_one_line_in_bounded_time(
    fakes, corpus, chroma_url, tmp_path
) -> None:
    settings, tools = make(
        fakes, corpus, tmp_path / "index", chroma_url=chroma_url(), chroma_timeout_s=3
    )
    pipeline = open_pipeline(settings, tools=tools)
    assert said(pipeline.answer(OPEN_QUESTION))
    chroma_url.stop()
    start = time.monotonic()
    with pytest.raises(IndexError_, match=r"Chroma server at http://127\.0\.0\.1"):
        pipeline.answer(OPEN_QUESTION)
    assert time.monotonic() - start < 10
    tools.close()
    # The verdict hangs on no rank, so it needs no server.
    assert pipeline.answer("Is rituximab necessary for pemphigus vulgaris?").verdict is not None


def test_a_slow_server_costs_no_more_than_the_time_limit(fakes, slow_url) -> None:
    start = time.monotonic()
    with (
        closing(ChromaServer(slow_url, timeout_s=1)) as server,
        pytest.raises(IndexError_, match="did not answer within 1 s"),
    ):
        server.nearest("s-anything", fakes.HashingEncoder().encode(["x"])[0], 10)
    assert time.monotonic() - start < 5


def test_a_reranker_that_is_configured_must_load_before_the_first_question(
    fakes, corpus, tmp_path
) -> None:
    settings, _ = make(fakes, corpus, tmp_path / "index")
    changed = settings.model_copy(update={"reranker": str(tmp_path / "nothing-here")})
    with pytest.raises(SettingsError, match="cross-encoder"):
        open_pipeline(changed)


def test_the_reranker_of_the_settings_orders_the_hits(
    fakes, corpus, tmp_path, small_cross_encoder
) -> None:
    settings, plain = make(fakes, corpus, tmp_path / "index")
    changed = settings.model_copy(update={"reranker": str(small_cross_encoder)})
    tools = Tools(changed, encoder=fakes.HashingEncoder())
    at = open_pipeline(changed, tools=tools).opened()
    hits = at.retriever.retrieve(OPEN_QUESTION, k=6)
    texts = [at.snapshot.passage(hit.passage_id).searchable() for hit in hits]
    scores = list(tools.reranker.scores(OPEN_QUESTION, texts))
    assert scores == sorted(scores, reverse=True)
    before = plain.retriever_for(at.snapshot).retrieve(OPEN_QUESTION, k=6)
    assert {hit.passage_id for hit in before} == {hit.passage_id for hit in hits}
    assert [hit.passage_id for hit in before] != [hit.passage_id for hit in hits]


def test_another_encoder_than_the_index_was_built_with_is_refused(fakes, corpus, tmp_path) -> None:
    settings, _ = make(fakes, corpus, tmp_path / "index")
    other = Tools(settings, encoder=fakes.HashingEncoder("other"))
    with pytest.raises(IndexMismatchError, match="other"):
        open_pipeline(settings, tools=other).answer(OPEN_QUESTION)


def test_a_pipeline_may_be_pinned_to_a_staged_snapshot(fakes, corpus, tmp_path) -> None:
    settings, tools = make(fakes, corpus, tmp_path / "index")
    fakes.write_policy(corpus, "new", drug="newmab")
    encoder = fakes.HashingEncoder()
    staged = build([corpus], settings.index_dir, settings, encoder=encoder, stage=True)
    question = "Is newmab necessary for pemphigus vulgaris?"
    live = open_pipeline(settings, tools=tools)
    pinned = open_pipeline(settings, tools=tools, snapshot_id=staged.snapshot_id)
    assert live.answer(question).verdict == "not_addressed"
    assert pinned.answer(question).verdict == "conditional"
    assert pinned.answer(question).snapshot == staged.snapshot_id


def test_many_readers_at_once_get_what_one_gets(fakes, corpus, tmp_path) -> None:
    settings, tools = make(fakes, corpus, tmp_path / "index")
    pipeline = open_pipeline(settings, tools=tools)
    questions = [OPEN_QUESTION, *(f"Is drug{n}mab necessary for pemphigus?" for n in range(4))]
    alone = {question: said(pipeline.answer(question)) for question in questions}
    wrong: list[str] = []

    def read(question: str) -> None:
        again = [said(pipeline.answer(question)) for _ in range(3)]
        wrong.extend(question for found in again if found != alone[question])

    threads = [threading.Thread(target=read, args=(q,)) for q in questions * 4]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert not any(thread.is_alive() for thread in threads)
    assert wrong == []


@pytest.fixture
def slow_url():
    """A port that takes a connection and says nothing."""
    import socket  # noqa: PLC0415 - only here

    with closing(socket.socket()) as silent:
        silent.bind(("127.0.0.1", 0))
        silent.listen()
        yield f"http://127.0.0.1:{silent.getsockname()[1]}"


@pytest.fixture(scope="module")
def small_cross_encoder(tmp_path_factory):
    """A cross-encoder of two small layers with random weights: no model is downloaded."""
    import torch  # noqa: PLC0415 - 7 s, for one test
    from transformers import (  # noqa: PLC0415
        AutoTokenizer,
        BertConfig,
        BertForSequenceClassification,
    )

    folder = tmp_path_factory.mktemp("cross-encoder")
    torch.manual_seed(3)
    tokenizer = AutoTokenizer.from_pretrained(wheel_folder(), local_files_only=True)
    config = BertConfig(
        vocab_size=len(tokenizer),
        hidden_size=32,
        num_hidden_layers=2,
        num_attention_heads=2,
        intermediate_size=64,
        num_labels=1,
    )
    BertForSequenceClassification(config).save_pretrained(folder)
    tokenizer.save_pretrained(folder)
    return folder


def test_the_encoder_is_warmed_for_passages_and_not_for_a_verdict(
    fakes, corpus, tmp_path, monkeypatch
) -> None:
    settings, tools = make(fakes, corpus, tmp_path / "index")
    warmed: list[str] = []
    monkeypatch.setattr(tools, "warm", lambda: warmed.append("warmed"))
    with closing(tools):
        pipeline = open_pipeline(settings, tools=tools)
        pipeline.answer("Is rituximab covered for pemphigus?")
        assert not warmed
        pipeline.answer(OPEN_QUESTION)
    assert warmed == ["warmed"]


def test_the_encoder_is_loaded_once_and_in_a_thread(fakes, tmp_path, monkeypatch) -> None:
    loaded_by, is_loaded = [], threading.Event()

    def encoder_of(_: Settings) -> object:
        loaded_by.append(threading.current_thread().name)
        is_loaded.set()
        return fakes.HashingEncoder()

    monkeypatch.setattr("ingest.embed.encoder_of", encoder_of)
    with closing(Tools(fakes.plain_settings(tmp_path))) as tools:
        tools.warm()
        tools.warm()
        assert is_loaded.wait(30)
    assert loaded_by == ["warm-encoder"]


def test_a_server_that_embeds_is_not_asked_to_warm_up(fakes, tmp_path, monkeypatch) -> None:
    started: list[threading.Thread] = []
    monkeypatch.setattr(threading.Thread, "start", started.append)
    settings = fakes.plain_settings(
        tmp_path, embed_base_url="http://127.0.0.1:9/v1", encoder_name="any"
    )
    with closing(Tools(settings)) as tools:
        tools.warm()
    assert not started


def test_settings_name_what_is_opened() -> None:
    tools = Tools(Settings(chroma_url="http://127.0.0.1:9"))
    assert isinstance(tools.server, ChromaServer)
    assert Tools(Settings()).server is None
    with pytest.raises(SettingsError, match="http://host:port"):
        Tools(Settings(chroma_url="127.0.0.1:9"))
