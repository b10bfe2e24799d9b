"""The composer over a real index and a server that misbehaves: nothing wrong is ever shown."""

import copy
import importlib.util
import json
import threading
import time
from pathlib import Path

import pytest
from pydantic import SecretStr

import ingest.embed
from app.case import CaseFile
from app.composer.desk import open_desk
from app.composer.events import Stage, Watch
from app.pipeline import open_pipeline
from ingest.build import build
from ingest.settings import PROJECT_ROOT

_SPEC = importlib.util.spec_from_file_location(
    "composing", Path(__file__).resolve().parents[1] / "composing.py"
)
composing = importlib.util.module_from_spec(_SPEC)
_SPEC.loader.exec_module(composing)

QUESTION, TODAY = composing.QUESTION, composing.TODAY
LIMIT_S = 6.0


@pytest.fixture(scope="module")
def built():
    """Settings of the index, once it is built: all tests here ask the same documents."""
    return {}


@pytest.fixture
def opened(fakes, corpus, built, tmp_path_factory, monkeypatch):
    """Opens the pipeline over the small corpus, with a server or without one."""
    encoder = fakes.disguised_encoder()
    monkeypatch.setattr(ingest.embed, "open_encoder", lambda *_given, **_named: encoder)
    if not built:
        composing.write_corpus(corpus)
        folder = tmp_path_factory.mktemp("index")
        built[""] = fakes.plain_settings(
            folder, index_dir=folder / "index", terms_dir=PROJECT_ROOT / "corpus" / "terms"
        )
        build([corpus.folder], built[""].index_dir, built[""], encoder=encoder)
        built["pipeline"] = open_pipeline(built[""])
    settings, plain = built[""], built["pipeline"]
    models = []

    def at(server=None, **values):
        if server is None:
            return plain
        given = {
            "llm_base_url": server.url,
            "llm_model": "scripted-2026-01-01",
            "llm_answer_timeout_s": LIMIT_S,
            "llm_timeout_s": LIMIT_S,
        }
        pipeline = copy.copy(plain)  # what is derived from the documents is made once
        pipeline._desk = open_desk(settings.model_copy(update={**given, **values}), None)  # noqa: SLF001
        models.append(pipeline._desk.model)  # noqa: SLF001 - to close its connections
        return pipeline

    yield at
    composing.wait_for_threads()
    for model in models:
        model.close()


def _ask(pipeline, question=QUESTION, **values):
    return pipeline.answer(question, as_of=TODAY, question_id="q", **values)


def _texts(answer):
    return [claim.text for claim in answer.claims]


def _places(answer):
    return {(c.doc_id, c.char_start, c.char_end) for x in answer.claims for c in x.citations}


def _kinds(answer):
    return {note.kind for note in answer.notes}


DECIDED = ("verdict", "verdicts", "rule", "headline", "positions", "criteria", "codes", "missing")


def _same_decision(answer, plain):
    for part in DECIDED:
        assert getattr(answer, part) == getattr(plain, part), part


def _serve(model_server, text, **values):
    return model_server(lambda heard, _n: model_server.Reply(text(heard), **values))


# --- what passes ------------------------------------------------------------------------------


def test_sentences_that_pass_are_shown_with_the_same_citations(opened, model_server) -> None:
    plain = _ask(opened())
    with _serve(model_server, composing.says(composing.honest)) as server:
        answer = _ask(opened(server))
    _same_decision(answer, plain)
    use = answer.model
    assert use.n_written == use.n_statements > 0
    assert not use.withheld
    assert answer.composer == "scripted-2026-01-01"
    assert _texts(answer) != _texts(plain)
    assert _places(answer) == _places(plain)
    assert "model_wrote" in _kinds(answer)
    assert use.n_tokens_in > 0 < use.n_tokens_out


def test_without_a_server_nothing_of_it_is_loaded_or_said(opened) -> None:
    answer = _ask(opened())
    assert (answer.composer, answer.model) == ("extractive", None)
    assert not [kind for kind in _kinds(answer) if kind.startswith("model")]


def test_the_question_is_not_part_of_what_sentences_are_written_from(opened, model_server) -> None:
    with _serve(model_server, composing.says(composing.honest)) as server:
        _ask(opened(server), "Is nortaxine necessary for Marlow syndrome in my patient Ms Quill?")
        said = [heard.said for heard in server.heard]
    assert said
    assert not [text for text in said if "Quill" in text]


def test_a_sentence_over_several_statements_stands_once_with_all_their_quotes(
    opened, model_server
) -> None:
    def text(heard):
        request = composing.seen(heard)
        if request.task != "sentences":
            return composing.OTHER_REPLIES[request.task]
        rows = [composing.honest(item) for item in request.items]
        if len(rows) < 2:
            return composing.written(rows)
        joined = {
            "ids": [i for row in rows for i in row["ids"]],
            "quotes": [q for row in rows for q in row["quotes"]],
            "text": " and ".join(row["text"].rstrip(".") for row in rows) + ".",
        }
        return composing.written([joined])

    plain = _ask(opened())
    with _serve(model_server, text) as server:
        answer = _ask(opened(server, llm_statements=4))
    assert _places(answer) == _places(plain)
    _same_decision(answer, plain)


def test_sentences_are_told_after_their_checks_and_in_the_thread_that_asked(
    opened, model_server
) -> None:
    told, threads = [], set()

    def tell(event):
        told.append(event)
        threads.add(threading.get_ident())

    def write(item):
        good = composing.honest(item)
        return good if "velimab" not in item["text"] else {**good, "quotes": ["words of nobody"]}

    with _serve(model_server, composing.says(write), between_s=0.01) as server:
        answer = _ask(opened(server, llm_answer_timeout_s=20.0), watch=Watch(tell))
    assert [event.stage for event in told][:3] == [Stage.SEARCHING, Stage.READING, Stage.WRITING]
    assert threads == {threading.get_ident()}
    shown = [event.sentence for event in told if event.sentence]
    assert shown
    assert set(shown) <= set(_texts(answer))
    assert not [text for text in shown if "velimab" in text]


# --- what is refused --------------------------------------------------------------------------


def _changed(**changes):
    return lambda item: {**composing.honest(item), **changes}


def _text_changed(change):
    return lambda item: {**composing.honest(item), "text": change(composing.honest(item)["text"])}


REFUSED = [
    pytest.param(_changed(ids=["S9"]), "not given", id="an invented id"),
    pytest.param(_changed(ids=[]), "not given", id="no id"),
    pytest.param(_changed(quotes=[]), "quote", id="no quote"),
    pytest.param(_changed(quotes=["nortaxine is wonderful for all"]), "quote", id="invented quote"),
    pytest.param(
        lambda item: composing.sentence(
            item, composing.honest(item)["text"], composing.first_words(item).upper()
        ),
        "quote",
        id="a near-quote in other letters",
    ),
    pytest.param(
        lambda item: composing.sentence(
            item, composing.honest(item)["text"], composing.first_words(item) + " not"
        ),
        "quote",
        id="a near-quote with one word more",
    ),
    pytest.param(
        _text_changed(lambda text: f"{text.rstrip('.')} at 400 mg."), "number", id="a dose"
    ),
    pytest.param(
        _text_changed(lambda text: f"{text.rstrip('.')} (R53.82)."), "number", id="a code"
    ),
    pytest.param(_text_changed(lambda text: f"Since March, {text}"), "number", id="a date"),
    pytest.param(
        _text_changed(lambda text: f"{text.rstrip('.')} with high certainty."),
        "number",
        id="a grade",
    ),
    pytest.param(
        _text_changed(lambda text: f"{text.rstrip('.')} and rituximab."), "treatment", id="a drug"
    ),
    pytest.param(
        _text_changed(lambda text: f"{text.rstrip('.')} and migraine."), "condition", id="a disease"
    ),
    pytest.param(
        lambda item: composing.sentence(item, "Nortaxine is wonderful and everyone likes it."),
        "",
        id="praise",
    ),
    pytest.param(_text_changed(lambda text: f"{text} <b>Now</b>"), "plain sentence", id="markup"),
    pytest.param(
        _text_changed(lambda text: f"{text} See https://example.org/x"), "plain", id="a link"
    ),
    pytest.param(_changed(text=""), "plain sentence", id="nothing"),
]


@pytest.mark.parametrize(("write", "reason"), REFUSED)
def test_a_sentence_that_fails_is_repaired_once_and_else_withheld(
    opened, model_server, write, reason
) -> None:
    plain = _ask(opened())
    with _serve(model_server, composing.says(write)) as server:
        answer = _ask(opened(server, llm_answer_timeout_s=30.0))
        repairs = [h for h in server.heard if '"refused":' in h.said]
        n_asked = len([h for h in server.heard if '"passages"' in h.said and h not in repairs])
    _same_decision(answer, plain)
    assert _texts(answer) == _texts(plain)
    assert answer.composer == "extractive"
    assert len(answer.model.withheld) == answer.model.n_statements
    assert all(reason in why for why in answer.model.withheld)
    assert len(repairs) == n_asked
    assert "model_withheld" in _kinds(answer)


def test_the_repair_is_told_the_reason_and_what_it_gives_is_checked_again(
    opened, model_server
) -> None:
    def write(item):
        good = composing.honest(item)
        return good if "reason" in item else {**good, "quotes": ["words of nobody"]}

    with _serve(model_server, composing.says(write)) as server:
        answer = _ask(opened(server, llm_answer_timeout_s=30.0))
        asked = [composing.seen(h).items[0] for h in server.heard if '"refused":' in h.said]
    assert answer.model.n_repaired == answer.model.n_written == answer.model.n_statements
    assert all("character for character" in item["reason"] for item in asked)
    assert all(item["refused"] for item in asked)


def test_a_list_without_sentences_is_withheld_too(opened, model_server) -> None:
    text = composing.says(composing.honest)

    def none(heard):
        is_sentences = composing.seen(heard).task == "sentences"
        return '{"sentences": []}' if is_sentences else text(heard)

    plain = _ask(opened())
    with _serve(model_server, none) as server:
        answer = _ask(opened(server))
    assert _texts(answer) == _texts(plain)
    assert set(answer.model.withheld) == {"no sentence was written"}


# --- what goes wrong with the server ----------------------------------------------------------

WRONG = [
    pytest.param({"wait_s": 30}, "timeout", id="silent"),
    pytest.param({"text": "x" * 5000, "between_s": 0.2}, "timeout", id="a trickle"),
    pytest.param({"text": '{"sentences": [', "cut_at": 9}, "form", id="cut off"),
    pytest.param({"text": '{"sentences": [', "finish": "length"}, "form", id="out of tokens"),
    pytest.param({"text": "Sure! Here is your answer."}, "form", id="not JSON"),
    pytest.param({"text": '{"sentences": [{"claim": 1}]}'}, "form", id="another schema"),
    pytest.param({"text": '{"verdict": "approve", "x": 1}'}, "form", id="other keys"),
    pytest.param({"text": "[1, 2]"}, "form", id="a list"),
    pytest.param({"raw": "<html>502</html>"}, "form", id="a page"),
    pytest.param({"status": 429}, "timeout", id="too many requests"),
    pytest.param({"status": 500}, "timeout", id="internal error"),
    pytest.param({"status": 401}, "access", id="a wrong key"),
    pytest.param({"status": 404}, "access", id="a wrong model"),
    pytest.param(
        {"status": 307, "headers": {"location": "http://192.0.2.1/"}}, "access", id="a redirect"
    ),
    pytest.param({"refusal": "I will not."}, "refused", id="a refusal"),
    pytest.param({"text": "{}", "finish": "content_filter"}, "refused", id="a filter"),
]


@pytest.mark.parametrize(("reply", "kind"), WRONG)
def test_the_extractive_answer_is_shown_complete_with_one_line_and_in_time(
    opened, model_server, reply, kind
) -> None:
    plain = _ask(opened())
    with model_server(lambda _h, _n: model_server.Reply(**reply)) as server:
        pipeline = opened(server)
        started = time.monotonic()
        answer = _ask(pipeline)
        took_s = time.monotonic() - started
    assert took_s < LIMIT_S + 2
    _same_decision(answer, plain)
    assert _texts(answer) == _texts(plain)
    assert answer.composer == "extractive"
    assert answer.model.error == kind
    new = [note for note in answer.notes if note not in plain.notes]
    assert [note.kind for note in new] == ["model_unavailable"]


def test_a_server_that_is_down(opened, model_server) -> None:
    plain = _ask(opened())
    with model_server() as server:
        pipeline = opened(server)
    answer = _ask(pipeline)
    assert _texts(answer) == _texts(plain)
    assert answer.model.error == "timeout"


def test_a_wrong_key_is_told_with_the_setting_to_correct_and_without_the_key(
    opened, model_server
) -> None:
    with model_server(lambda _h, _n: model_server.Reply(status=401)) as server:
        answer = _ask(opened(server, llm_api_key=SecretStr("sk-very-secret")))
    told = next(n.text for n in answer.notes if n.kind == "model_unavailable")
    assert "GUIDELINE_QA_LLM_API_KEY" in told
    assert "sk-very-secret" not in answer.model_dump_json()


def test_over_budget_the_rest_stays_in_the_sources_words(opened, model_server) -> None:
    with _serve(model_server, composing.says(composing.honest)) as server:
        answer = _ask(opened(server, llm_token_budget=1_200, llm_parallel=1))
    assert answer.model.error == "budget"
    assert 0 < answer.model.n_written < answer.model.n_statements
    assert answer.model.n_tokens_in + answer.model.n_tokens_out <= 1_200
    assert "model_unavailable" in _kinds(answer)


def test_what_passed_before_the_server_died_stays(opened, model_server) -> None:
    text = composing.says(composing.honest)

    def script(heard, n):
        return model_server.Reply(text(heard)) if n < 1 else model_server.Reply(status=500)

    plain = _ask(opened())
    with model_server(script) as server:
        answer = _ask(opened(server, llm_parallel=1, llm_retries=0))
    assert answer.model.n_written == 1
    assert _places(answer) == _places(plain)


def test_the_stop_button_gives_the_answer_at_once(opened, model_server) -> None:
    plain = _ask(opened())
    watch = Watch()
    threading.Timer(0.4, watch.stop.set).start()
    with model_server(lambda _h, _n: model_server.Reply(wait_s=20)) as server:
        pipeline = opened(server, llm_answer_timeout_s=20.0, llm_timeout_s=20.0)
        started = time.monotonic()
        answer = _ask(pipeline, watch=watch)
        assert time.monotonic() - started < 5
    assert _texts(answer) == _texts(plain)
    assert answer.model.error == "stopped"


# --- it never decides -------------------------------------------------------------------------


@pytest.mark.parametrize("verdict", ["necessary", "not_necessary", "conflicting"])
def test_its_own_verdict_is_compared_and_never_used(opened, model_server, verdict) -> None:
    text = composing.says(composing.honest)

    def script(heard):
        is_conclusion = composing.seen(heard).task == "conclusion"
        return json.dumps({"verdict": verdict}) if is_conclusion else text(heard)

    plain = _ask(opened())
    with _serve(model_server, script) as server:
        answer = _ask(opened(server))
    _same_decision(answer, plain)
    assert plain.verdict.value == "conditional"
    assert answer.model.verdict.value == verdict
    assert answer.model.verdict_differs
    assert "model_differs" in _kinds(answer)


# --- case materials ---------------------------------------------------------------------------

NOTE = CaseFile(
    "note.txt",
    b"Ms Quill, 44 years. Marlow syndrome. She failed brontal.\n"
    b"Serum marlin: pending. Plan: nortaxine 20 mg daily.\n",
)


def _readings(quote, finding="met"):
    text = composing.says(composing.honest)

    def script(heard):
        request = composing.seen(heard)
        if request.task != "readings":
            return text(heard)
        rows = [
            {"id": row["id"], "finding": finding, "quote": quote}
            for row in request.data["criteria"]
        ]
        return json.dumps({"readings": rows})

    return script


def test_words_found_for_an_open_criterion_are_quoted_and_settle_nothing(
    opened, model_server
) -> None:
    plain = _ask(opened(), case=[NOTE])
    with _serve(model_server, _readings("Serum marlin: pending.")) as server:
        answer = _ask(opened(server), case=[NOTE])
    _same_decision(answer, plain)
    found = [c for c in answer.claims if "may speak to" in c.label]
    assert found
    assert {c.text for c in found} == {"Serum marlin: pending."}
    assert {c.citations[0].quote for c in found} == {"Serum marlin: pending."}
    assert "model_read_case" in _kinds(answer)


@pytest.mark.parametrize(
    ("quote", "finding"),
    [
        pytest.param("Serum marlin: 2 mg/L.", "met", id="words that are not there"),
        pytest.param("serum MARLIN: pending.", "met", id="other letters"),
        pytest.param("", "met", id="no words"),
        pytest.param("Serum marlin: pending.", "unknown", id="it says unknown"),
    ],
)
def test_a_reading_without_its_words_is_no_reading(opened, model_server, quote, finding) -> None:
    with _serve(model_server, _readings(quote, finding)) as server:
        answer = _ask(opened(server), case=[NOTE])
    assert not [c for c in answer.claims if "may speak to" in c.label]


def test_case_text_stays_here_unless_its_host_is_allowed(opened, model_server, monkeypatch) -> None:
    import socket  # noqa: PLC0415 - for a name that means this machine

    resolve = socket.getaddrinfo
    monkeypatch.setattr(
        socket,
        "getaddrinfo",
        lambda host, *args, **options: resolve(
            "127.0.0.1" if host == "models.example" else host, *args, **options
        ),
    )
    text = composing.says(composing.honest)
    with _serve(model_server, text) as server:
        url = f"http://models.example:{server.port}/v1"
        named = {"llm_base_url": url, "allowed_hosts": ("models.example",)}
        kept = _ask(opened(server, **named), case=[NOTE])
        said = "\n".join(heard.said for heard in server.heard)
        assert said
        for word in ("Quill", "brontal", "pending"):
            assert word not in said
        assert "model_case_kept" in _kinds(kept)
        assert kept.model.host == "models.example"
        server.heard.clear()
        allowed = {**named, "case_text_hosts": ("models.example",)}
        sent = _ask(opened(server, **allowed), case=[NOTE])
        said = "\n".join(heard.said for heard in server.heard)
        assert "brontal" in said
        assert "model_case_kept" not in _kinds(sent)


def test_a_policy_that_the_asker_brings_is_case_text_as_well(
    opened, model_server, monkeypatch
) -> None:
    policy = CaseFile(
        "plan.md", b"# Plan\n\nNortaxine is considered medically necessary for Marlow syndrome.\n"
    )
    with _serve(model_server, composing.says(composing.honest)) as server:
        pipeline = opened(server)
        monkeypatch.setattr(pipeline._desk.model, "takes_case_text", False)  # noqa: SLF001
        answer = _ask(pipeline, policy=[policy], payer="Quill Plan")
        said = "\n".join(h.said for h in server.heard if '"passages"' in h.said)
    assert "# Plan" not in said
    assert "case:" not in said
    assert "model_case_kept" in _kinds(answer)


# --- follow-up --------------------------------------------------------------------------------


def _rewritten(question):
    text = composing.says(composing.honest)

    def script(heard):
        if composing.seen(heard).task == "standalone":
            return json.dumps({"question": question})
        return text(heard)

    return script


@pytest.mark.parametrize(
    ("question", "taken"),
    [
        pytest.param("Is nortaxine necessary for Tessel disease?", True, id="words of before"),
        pytest.param("Is rituximab necessary for Tessel disease?", False, id="another drug"),
        pytest.param(
            "Is nortaxine 400 mg necessary for Tessel disease?", False, id="a number of nobody"
        ),
        pytest.param("Is nortaxine necessary?", False, id="what was asked is gone"),
        pytest.param("", False, id="nothing"),
    ],
)
def test_a_follow_up_is_filled_in_with_words_of_the_conversation_alone(
    opened, model_server, question, taken
) -> None:
    from app.composer.readings import standalone  # noqa: PLC0415 - the step alone

    with _serve(model_server, _rewritten(question)) as server:
        pipeline = opened(server)
        first = _ask(pipeline)
        desk = pipeline._desk  # noqa: SLF001 - the step alone
        found = standalone(
            "And necessary for Tessel disease?", [first], desk.model, desk.control(Watch())
        )
    assert bool(found) is taken
