"""The client of a language model against a server that misbehaves, on loopback."""

import threading
import time

import pytest
from pydantic import BaseModel, ConfigDict

from app.llm import ServerModel, open_model
from app.llm_models import Ask, Budget, Control, Prices
from ingest.errors import (
    EgressError,
    ModelAccessError,
    ModelBudgetError,
    ModelRefusedError,
    ModelReplyError,
    ModelStoppedError,
    ModelTimeoutError,
)
from ingest.settings import Settings

KEY = "sk-very-secret"


class _Shape(BaseModel):
    model_config = ConfigDict(extra="forbid")
    word: str


def _ask(**values):
    given = {"task": "word", "system": "Say one word.", "data": "<data>", "shape": _Shape}
    return Ask(**{**given, "max_tokens": 20, **values})


def _control(seconds=20.0, **budget):
    return Control(time.monotonic() + seconds, Budget(**{"n_tokens": 10_000, **budget}))


_OPENED = []


@pytest.fixture(autouse=True)
def _close():
    yield
    while _OPENED:
        _OPENED.pop().close()


def _model(server, **values):
    given = {"llm_base_url": server.url, "llm_model": "m-2026-01-01", "llm_api_key": KEY}
    _OPENED.append(ServerModel(Settings(**{**given, "llm_timeout_s": 2.0, **values})))
    return _OPENED[-1]


def _say(model, control=None, ask=None):
    pieces = []
    reply = model.reply(ask or _ask(), control or _control(), pieces.append)
    assert "".join(pieces) == reply.text
    return reply, pieces


def test_a_reply_comes_in_pieces_and_is_counted(model_server) -> None:
    with model_server(lambda _h, _n: model_server.Reply('{"word": "a good long word"}')) as server:
        control = _control(prices=Prices(per_million_in=1.0, per_million_out=2.0))
        reply, pieces = _say(_model(server), control)
        heard = server.heard[0]
    assert reply.text == '{"word": "a good long word"}'
    assert len(pieces) > 1
    assert control.budget.n_calls == 1
    assert control.budget.spent == pytest.approx(
        (reply.n_tokens_in + 2 * reply.n_tokens_out) / 1_000_000
    )
    assert heard.path == "/v1/chat/completions"
    assert heard.json["temperature"] == 0
    assert heard.json["model"] == "m-2026-01-01"
    assert heard.json["response_format"]["json_schema"]["strict"] is True
    assert heard.headers["authorization"] == f"Bearer {KEY}"


def test_nothing_of_the_environment_or_the_machine_leaves(model_server, monkeypatch) -> None:
    for name in ("OPENAI_API_KEY", "OPENAI_ORG_ID", "OPENAI_PROJECT_ID"):
        monkeypatch.setenv(name, "stray")
    monkeypatch.setenv("OPENAI_BASE_URL", "http://192.0.2.1/v1")
    monkeypatch.setenv("OPENAI_CUSTOM_HEADERS", "X-Stray: stray")
    with model_server(lambda _h, _n: model_server.Reply("{}")) as server:
        _say(_model(server))
        heard = server.heard[0]
    assert "stray" not in str(heard.headers)
    assert not [name for name in heard.headers if name.startswith("x-")]


def test_a_stray_key_switches_nothing_on(monkeypatch) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "sk-stray")
    monkeypatch.setenv("OPENAI_BASE_URL", "http://192.0.2.1/v1")
    assert open_model(Settings()) is None


def test_a_server_elsewhere_must_be_named() -> None:
    settings = Settings(llm_base_url="https://models.example/v1", llm_model="m")
    with pytest.raises(EgressError, match=r"models\.example"):
        open_model(settings)
    allowed = settings.model_copy(update={"allowed_hosts": ("models.example",)})
    model = open_model(allowed)
    _OPENED.append(model)
    assert (model.host, model.takes_case_text) == ("models.example", False)
    with pytest.raises(ModelAccessError, match="case materials"):
        model.reply(_ask(case_text=True), _control(), lambda _text: None)


# --- dialects ---------------------------------------------------------------------------------


def _picky(model_server, *refused):
    """Refuses a request that holds one of these, by its name."""

    def script(heard, _n):
        for name in refused:
            if name in heard.body:
                return model_server.Reply(f"unsupported parameter: {name}", status=400)
        return model_server.Reply('{"word": "x"}')

    return script


@pytest.mark.parametrize(
    "refused",
    [
        pytest.param(("json_schema",), id="JSON mode and no schema"),
        pytest.param(("response_format",), id="neither"),
        pytest.param(("json_schema", "stream_options"), id="no count of tokens in a stream"),
        pytest.param(("temperature",), id="no temperature"),
    ],
)
def test_what_a_server_does_not_understand_is_left_out_and_remembered(
    model_server, refused
) -> None:
    with model_server(_picky(model_server, *refused)) as server:
        model = _model(server)
        reply, _ = _say(model)
        tried = len(server.heard)
        _say(model)
        assert len(server.heard) == tried + 1
    assert reply.text == '{"word": "x"}'
    assert reply.n_tokens_in > 0


def test_the_name_of_the_limit_is_learnt(model_server) -> None:
    def script(heard, _n):
        if "max_tokens" in heard.json:
            return model_server.Reply("use max_completion_tokens instead", status=400)
        return model_server.Reply("{}")

    with model_server(script) as server:
        _say(_model(server))
        assert server.heard[-1].json["max_completion_tokens"] == 20
        assert "response_format" in server.heard[-1].json


def test_a_server_that_fails_over_a_parameter_is_asked_without_it(model_server) -> None:
    """As llama-cpp-python 0.3.36 does: status 500, and the parameter in its words."""

    def script(heard, _n):
        if "json_schema" in heard.body:
            words = "1 validation error: ('body', 'response_format', 'type'): 'json_schema'"
            return model_server.Reply(words, status=500)
        return model_server.Reply("{}")

    with model_server(script) as server:
        _say(_model(server))
        assert len(server.heard) == 2
        assert server.heard[-1].json["response_format"] == {"type": "json_object"}


def test_one_refused_request_does_not_change_how_the_next_is_put(model_server) -> None:
    def script(_heard, n):
        return model_server.Reply("too long", status=400) if n < 3 else model_server.Reply("{}")

    with model_server(script) as server:
        model = _model(server)
        with pytest.raises(ModelAccessError, match="check model and URL"):
            _say(model)
        _say(model)
        assert server.heard[-1].json["response_format"]["type"] == "json_schema"


# --- misbehaviour -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("reply", "error", "told"),
    [
        pytest.param({"status": 401}, ModelAccessError, "key", id="a wrong key"),
        pytest.param({"status": 403}, ModelAccessError, "key", id="a key without rights"),
        pytest.param({"status": 404}, ModelAccessError, "LLM_MODEL", id="a wrong model or URL"),
        pytest.param({"raw": "<html>"}, ModelReplyError, "cut", id="a page instead of a reply"),
        pytest.param({"text": '{"wo', "finish": "length"}, ModelReplyError, "cut", id="too long"),
        pytest.param({"text": "{}", "cut_at": 1}, ModelReplyError, "cut", id="connection lost"),
        pytest.param({"refusal": "I can't"}, ModelRefusedError, "refused", id="a refusal"),
        pytest.param({"finish": "content_filter"}, ModelRefusedError, "refused", id="a filter"),
        pytest.param(
            {"status": 400, "text": "content_filter"},
            ModelRefusedError,
            "refused",
            id="a filter before",
        ),
    ],
)
def test_what_goes_wrong_is_told_once_and_without_the_key(model_server, reply, error, told) -> None:
    with model_server(lambda _h, _n: model_server.Reply(**reply)) as server:
        with pytest.raises(error, match=told) as caught:
            _model(server).reply(_ask(), _control(), lambda _text: None)
        assert len(server.heard) == 1
    assert KEY not in str(caught.value)
    assert KEY not in repr(caught.value)


@pytest.mark.parametrize("status", [429, 500, 502, 503])
def test_what_may_pass_is_tried_again(model_server, status) -> None:
    def script(_heard, n):
        return model_server.Reply(status=status) if n < 2 else model_server.Reply("{}")

    with model_server(script) as server:
        reply, _ = _say(_model(server))
        assert len(server.heard) == 3
    assert reply.text == "{}"


def test_tries_are_bounded_by_number_and_by_time(model_server) -> None:
    with model_server(lambda _h, _n: model_server.Reply(status=500)) as server:
        with pytest.raises(ModelTimeoutError):
            _say(_model(server, llm_retries=1))
        assert len(server.heard) == 2
        server.script = lambda _h, _n: model_server.Reply(status=429, headers={"retry-after": "30"})
        started = time.monotonic()
        with pytest.raises(ModelTimeoutError, match="patience"):
            _say(_model(server), _control(3.0))
        assert time.monotonic() - started < 2


def test_a_slow_server_is_given_up_in_time(model_server) -> None:
    with model_server(lambda _h, _n: model_server.Reply("{}", wait_s=20)) as server:
        started = time.monotonic()
        with pytest.raises(ModelTimeoutError, match="in time"):
            _say(_model(server, llm_timeout_s=0.3, llm_retries=0))
        assert time.monotonic() - started < 5


def test_a_trickle_ends_with_the_time_of_the_answer(model_server) -> None:
    with model_server(lambda _h, _n: model_server.Reply("x" * 4000, between_s=0.1)) as server:
        started = time.monotonic()
        with pytest.raises(ModelTimeoutError, match="is up"):
            _model(server).reply(_ask(), _control(1.0), lambda _text: None)
        assert time.monotonic() - started < 4


def test_a_server_that_is_not_there(model_server) -> None:
    with model_server() as server:
        model = _model(server, llm_retries=0)
    with pytest.raises(ModelTimeoutError, match="running"):
        _say(model)


def test_the_stop_button_ends_a_reply_and_a_wait(model_server) -> None:
    control = _control()

    def stop_soon(_text):
        control.stop.set()

    with model_server(lambda _h, _n: model_server.Reply("x" * 400, between_s=0.05)) as server:
        with pytest.raises(ModelStoppedError):
            _model(server).reply(_ask(), control, stop_soon)
        server.script = lambda _h, _n: model_server.Reply(status=429, headers={"retry-after": "15"})
        control.stop.clear()
        threading.Timer(0.3, control.stop.set).start()
        with pytest.raises(ModelStoppedError):
            _say(_model(server), control)


# --- budget -----------------------------------------------------------------------------------


def test_a_request_over_the_budget_is_not_made(model_server) -> None:
    with model_server(lambda _h, _n: model_server.Reply("{}")) as server:
        model = _model(server)
        with pytest.raises(ModelBudgetError, match="tokens"):
            _say(model, _control(n_tokens=25))
        dear = Prices(per_million_in=1.0, per_million_out=1e6)
        with pytest.raises(ModelBudgetError, match="cost"):
            _say(model, _control(cost=5.0, prices=dear))
        assert not server.heard
        _say(model, _control(n_tokens=60))


def test_what_is_set_aside_counts_until_it_is_spent() -> None:
    budget = Budget(n_tokens=70)
    budget.reserve(_ask())
    with pytest.raises(ModelBudgetError):
        budget.reserve(_ask(max_tokens=50))
    budget.spend(_ask(), 5, 1)
    budget.reserve(_ask(max_tokens=50))


def test_the_key_of_a_request_hangs_on_model_prompt_and_schema() -> None:
    class Other(BaseModel):
        number: int

    keys = {
        _ask().key("m"),
        _ask().key("n"),
        _ask(system="Say two words.").key("m"),
        _ask(data="<other>").key("m"),
        _ask(shape=Other).key("m"),
    }
    assert len(keys) == 5
    assert _ask().key("m") == _ask().key("m")
