"""The one way out, on the wire: who is reached, and what leaves."""

import json
import socket
import subprocess
import sys

import pytest

from ingest.egress import Egress, host_of, is_local
from ingest.embed import encoder_of
from ingest.embed.remote import RemoteEncoder
from ingest.errors import EgressError, ModelError, SettingsError
from ingest.settings import PREFIX, Settings, load_settings

ELSEWHERE = "models.example"


@pytest.fixture
def elsewhere(monkeypatch):
    """A host of another name whose address is loopback, so that no test leaves this machine."""
    resolve = socket.getaddrinfo

    def resolved(host, *args, **options):
        return resolve("127.0.0.1" if host == ELSEWHERE else host, *args, **options)

    monkeypatch.setattr(socket, "getaddrinfo", resolved)
    return ELSEWHERE


def _post(egress, url):
    return egress.post_json(url, {"x": 1}, timeout_s=5)


def test_this_machine_needs_no_name_and_a_host_does(model_server, elsewhere) -> None:
    with model_server() as server:
        server.script = lambda _heard, _n: model_server.Reply(raw='{"ok": true}')
        assert _post(Egress(), f"{server.url}/x") == {"ok": True}
        url = f"http://{elsewhere}:{server.port}/v1/x"
        with pytest.raises(EgressError, match=ELSEWHERE):
            _post(Egress(), url)
        assert len(server.heard) == 1
        assert _post(Egress(frozenset({elsewhere})), url) == {"ok": True}
        assert server.heard[-1].headers["host"].startswith(elsewhere)


@pytest.mark.parametrize("name", ["HTTP_PROXY", "http_proxy", "ALL_PROXY", "HTTPS_PROXY"])
def test_a_proxy_of_the_environment_sees_nothing(
    model_server, monkeypatch, elsewhere, name
) -> None:
    with model_server() as server, model_server() as proxy:
        monkeypatch.setenv(name, f"http://127.0.0.1:{proxy.port}")
        server.script = lambda _heard, _n: model_server.Reply(raw="{}")
        _post(Egress(frozenset({elsewhere})), f"http://{elsewhere}:{server.port}/v1/x")
        assert (len(server.heard), len(proxy.heard)) == (1, 0)


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_a_redirect_is_not_followed(model_server, status) -> None:
    with model_server() as server, model_server() as other:
        server.script = lambda _heard, _n: model_server.Reply(
            status=status, headers={"location": f"{other.url}/x"}
        )
        with pytest.raises(EgressError, match="another address"):
            _post(Egress(), f"{server.url}/x")
        assert not other.heard


def test_only_the_headers_that_are_needed_leave(model_server) -> None:
    with model_server() as server, Egress().client(timeout_s=5) as client:
        server.script = lambda _heard, _n: model_server.Reply(raw="{}")
        client.post(f"{server.url}/x", json={}, headers={"X-Platform": "linux", "Cookie": "a=b"})
        left = set(server.heard[0].headers)
    expected = {"accept", "connection", "content-length", "content-type", "host", "user-agent"}
    assert left == expected
    assert server.heard[0].headers["user-agent"] == "guideline-qa"


@pytest.mark.parametrize(
    ("host", "local"),
    [
        pytest.param("localhost", True, id="the name of this machine"),
        pytest.param("127.0.0.1", True, id="loopback"),
        pytest.param("127.9.9.9", True, id="all of the loopback range"),
        pytest.param("::1", True, id="loopback of IPv6"),
        pytest.param("localhost.example.org", False, id="a name that begins like it"),
        pytest.param("10.0.0.7", False, id="a private address is another machine"),
        pytest.param("0.0.0.0", False, id="no address to send to"),  # noqa: S104 - compared
        pytest.param("127.0.0.1.example.org", False, id="a name that begins like a number"),
    ],
)
def test_this_machine(host, local) -> None:
    assert is_local(host) is local


@pytest.mark.parametrize(
    "url",
    ["ftp://models.example/v1", "models.example/v1", "http://", "http://user:word@models.example/"],
)
def test_a_url_that_is_none_is_refused_without_its_password(url) -> None:
    with pytest.raises(EgressError) as caught:
        host_of(url)
    assert "word@" not in str(caught.value)


def test_case_text_goes_to_this_machine_or_where_it_is_allowed() -> None:
    url = "https://models.example/v1"
    named = frozenset({ELSEWHERE})
    assert Egress().takes_case_text("http://127.0.0.1:8088/v1")
    assert not Egress().takes_case_text(url)
    assert not Egress(named).takes_case_text(url)
    assert not Egress(frozenset(), named).takes_case_text(url)
    assert Egress(named, named).takes_case_text(url)


def test_a_server_that_is_not_there_or_refuses_is_told(model_server) -> None:
    with model_server() as server:
        server.script = lambda _heard, _n: model_server.Reply(status=401)
        with pytest.raises(ModelError, match="401"):
            _post(Egress(), f"{server.url}/x")
        server.script = lambda _heard, _n: model_server.Reply(raw="<html>")
        with pytest.raises(ModelError, match="no JSON"):
            _post(Egress(), f"{server.url}/x")
        port = server.port
    with pytest.raises(ModelError, match="does not answer"):
        _post(Egress(), f"http://127.0.0.1:{port}/v1/x")


# --- embeddings -------------------------------------------------------------------------------


def _embedding(model_server, rows):
    data = [{"index": i, "embedding": row} for i, row in rows]
    return model_server.Reply(raw=json.dumps({"data": data}))


def test_embeddings_come_in_the_order_of_the_texts_and_have_length_one(model_server) -> None:
    with model_server() as server:
        server.script = lambda _h, _n: _embedding(model_server, [(1, [0.0, 2.0]), (0, [3.0, 0.0])])
        encoder = RemoteEncoder("emb", server.url, Egress(), key="k-1")
        assert encoder.encode(["a", "b"]).tolist() == [[1.0, 0.0], [0.0, 1.0]]
        heard = server.heard[0]
    assert (heard.path, heard.json) == ("/v1/embeddings", {"model": "emb", "input": ["a", "b"]})
    assert heard.headers["authorization"] == "Bearer k-1"


@pytest.mark.parametrize(
    "rows",
    [
        pytest.param([(0, [1.0])], id="one vector for two texts"),
        pytest.param([(0, [1.0]), (1, [1.0, 2.0])], id="vectors of two lengths"),
        pytest.param([(0, []), (1, [])], id="empty vectors"),
    ],
)
def test_embeddings_that_do_not_fit_the_texts_are_an_error(model_server, rows) -> None:
    with model_server() as server:
        server.script = lambda _h, _n: _embedding(model_server, rows)
        with pytest.raises(ModelError):
            RemoteEncoder("emb", server.url, Egress()).encode(["a", "b"])


def test_an_embeddings_server_elsewhere_must_be_named() -> None:
    settings = Settings(embed_base_url=f"https://{ELSEWHERE}/v1", encoder_name="emb")
    with pytest.raises(EgressError, match=ELSEWHERE):
        encoder_of(settings)
    allowed = settings.model_copy(update={"allowed_hosts": (ELSEWHERE,)})
    assert encoder_of(allowed).revision == f"at {ELSEWHERE}"


# --- settings ---------------------------------------------------------------------------------


def test_hosts_are_read_from_one_line(monkeypatch, tmp_path) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv(f"{PREFIX}ALLOWED_HOSTS", "models.example, 10.0.0.7")
    assert load_settings().allowed_hosts == (ELSEWHERE, "10.0.0.7")


@pytest.mark.parametrize(
    ("values", "named"),
    [
        pytest.param({"LLM_MODEL": "m"}, "LLM_BASE_URL", id="a model without a server"),
        pytest.param(
            {"LLM_BASE_URL": "http://127.0.0.1/v1"}, "LLM_MODEL", id="a server without one"
        ),
        pytest.param({"CASE_TEXT_HOSTS": ELSEWHERE}, "ALLOWED_HOSTS", id="trusted and not allowed"),
        pytest.param({"LLM_COST_BUDGET": "1"}, "LLM_PRICE_IN", id="a budget without prices"),
        pytest.param({"LLM_TEMPERATURE": "1"}, "llm_temperature", id="a name that there is not"),
    ],
)
def test_settings_that_do_not_fit_are_named(monkeypatch, tmp_path, values, named) -> None:
    monkeypatch.chdir(tmp_path)
    for name, value in values.items():
        monkeypatch.setenv(f"{PREFIX}{name}", value)
    with pytest.raises(SettingsError, match=f"(?i){named}") as caught:
        load_settings()
    assert "Value error" not in str(caught.value)


def test_the_egress_is_not_loaded_where_nothing_is_configured() -> None:
    code = (
        "import sys; from ingest.embed import encoder_of; from ingest.settings import Settings;"
        "encoder_of(Settings()); print('httpx2' in sys.modules)"
    )
    run = subprocess.run(  # noqa: S603 - our own interpreter and code
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )
    assert run.stdout.strip() == "False"
