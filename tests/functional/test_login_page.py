"""Who may open the pages: by login, without it, and by a wrong address. Without a browser."""

import re
import signal
import sys
import time
from pathlib import Path

import pytest
from streamlit import config
from streamlit.testing.v1 import AppTest
from typer.testing import CliRunner

import app.cli
import app.ui.service
import app.ui.visitor
from app.access import Role
from app.ui.start import PLACES
from ingest.errors import SettingsError
from ingest.settings import PREFIX

PAGE = Path(__file__).resolve().parents[2] / "app" / "ui" / "start.py"
ISSUER = "https://id.example.org"
FOR_ALL = ["Ask", "History", "Document", "Editorial policy"]
SEES = {
    "clinician": FOR_ALL,
    "editor": [*FOR_ALL, "Review", "Library"],
    "reviewer": [*FOR_ALL, "Review", "Library"],
    "admin": [*FOR_ALL, "Review", "Library"],
}


@pytest.fixture(autouse=True)
def stub(surfaces, monkeypatch):
    pipeline = surfaces.StubPipeline()
    monkeypatch.setattr(app.ui.service, "open_page_pipeline", lambda _settings: pipeline)
    app.ui.service.shared_pipeline.clear()
    yield pipeline
    app.ui.service.shared_pipeline.clear()


@pytest.fixture
def login(monkeypatch):
    """Switches login on, and says what the provider said; None for nobody."""
    monkeypatch.setenv(f"{PREFIX}OIDC_METADATA_URL", f"{ISSUER}/.well-known/openid-configuration")

    def as_one(said):
        monkeypatch.setattr(app.ui.visitor, "claims", lambda: said)

    as_one(None)
    return as_one


def claims(sub="u1", **more):
    return {"iss": ISSUER, "sub": sub, "iat": int(time.time()), "name": sub.title(), **more}


def visit(**parameters):
    at = AppTest.from_file(str(PAGE), default_timeout=30)
    for name, value in parameters.items():
        at.query_params[name] = value
    at.run()
    assert not at.exception
    return at


def shown(at) -> str:
    bodies = [element.proto.body for element in at.get("html")]
    text = " ".join(body for body in bodies if "<style>" not in body)
    return re.sub(r"\s+", " ", re.sub(r"<[^>]*>", " ", text))


def labels(at):
    return [button.label for button in at.button]


# --- with login -----------------------------------------------------------------------------------


@pytest.mark.parametrize("place", [place.script for place in PLACES])
def test_nobody_sees_a_page(login, place) -> None:  # noqa: ARG001 - it switches login on
    at = visit(conversation="0" * 32)
    assert labels(at) == ["Log in"]
    assert not at.chat_input
    # A page that was on screen when the login ran out is not drawn again either.
    later = AppTest.from_file(str(PAGE), default_timeout=30)
    later.run()
    try:
        later.switch_page(place).run()
    except ValueError:
        return  # the page is not even registered
    assert labels(later) == ["Log in"]


@pytest.mark.parametrize("role", SEES)
def test_each_role_sees_its_pages_and_no_other(login, role) -> None:
    login(claims(roles=[role]))
    at = visit()
    assert at.chat_input
    for place in PLACES:
        if place.title in SEES[role]:
            page = at.switch_page(place.script).run()
            assert not page.exception
            assert page.title  # the page itself, whatever it says of an index that is not there
        else:
            with pytest.raises(ValueError, match="page"):
                at.switch_page(place.script)


def test_somebody_without_a_role_sees_the_door(login) -> None:
    login(claims(name="Eve <b>"))
    at = visit()
    assert labels(at) == ["Log out"]
    assert "you have no role here yet" in shown(at)
    assert not at.chat_input


@pytest.mark.parametrize(
    "said",
    [
        pytest.param({"iat": int(time.time()) - 90_000}, id="a login of yesterday"),
        pytest.param({"iat": None}, id="without its time"),
        pytest.param({"sub": ""}, id="without a subject"),
        pytest.param({"iss": None}, id="without an issuer"),
    ],
)
def test_claims_that_do_not_hold_are_nobody(login, said) -> None:
    login({**claims(roles=["admin"]), **said})
    assert labels(visit()) == ["Log in"]


def test_a_role_that_is_taken_away_is_gone_at_the_next_click(login) -> None:
    login(claims(roles=["reviewer"]))
    at = visit()
    at.switch_page("review_page.py").run()
    assert at.title[0].value == "Review"
    login(claims(roles=[]))
    at.run()
    assert labels(at) == ["Log out"]


def test_two_people_have_two_histories(login) -> None:
    login(claims("ann", roles=["clinician"]))
    at = visit()
    at.chat_input[0].set_value("A question of Ann").run()
    place = at.session_state["conversation_id"]
    login(claims("ben", roles=list(Role)))
    other = visit(conversation=place)
    assert "no such conversation" in other.warning[0].value
    assert "question of Ann" not in shown(other.switch_page("history_page.py").run())
    login(claims("ann", roles=["clinician"]))
    assert "A question of Ann" in shown(visit(conversation=place))


def test_an_account_of_another_issuer_is_another_person(login) -> None:
    login(claims("ann", roles=["clinician"]))
    at = visit()
    at.chat_input[0].set_value("A question of Ann").run()
    place = at.session_state["conversation_id"]
    login({**claims("ann", roles=["clinician"]), "iss": "https://evil.example"})
    assert "no such conversation" in visit(conversation=place).warning[0].value


# --- without login --------------------------------------------------------------------------------


@pytest.fixture
def address(monkeypatch):
    """Says where the server listens."""
    real = config.get_option

    def listen(where):
        monkeypatch.setattr(
            "streamlit.get_option", lambda name: where if name == "server.address" else real(name)
        )

    return listen


ELSEWHERE = ["0.0.0.0", "::", "10.0.0.7", "qa.example.org"]  # noqa: S104 - said, not bound


@pytest.mark.parametrize("where", [*ELSEWHERE, None])
def test_the_pages_refuse_another_address_without_login(address, where) -> None:
    address(where)
    at = visit()
    assert "login is off" in at.error[0].value
    assert not at.chat_input
    assert not at.button


def test_told_so_explicitly_everybody_is_a_guest_and_nothing_is_kept(
    address, monkeypatch, tmp_path
) -> None:
    address(ELSEWHERE[0])
    monkeypatch.setenv(f"{PREFIX}WITHOUT_LOGIN", "true")
    at = visit()
    at.chat_input[0].set_value("Is zebra covered?").run()
    assert not at.exception
    assert "Not necessary" in shown(at)
    assert "conversation" not in at.query_params
    with pytest.raises(ValueError, match="page"):
        at.switch_page("history_page.py")
    records = app.ui.service.shared_records()
    kept = b"".join(path.read_bytes() for path in records.database.path.parent.iterdir())
    assert b"zebra" not in kept
    assert b"guest" in kept
    assert tmp_path.exists()


def test_what_comes_through_a_proxy_is_not_this_machine(address, monkeypatch) -> None:
    address("127.0.0.1")
    assert visit().chat_input
    monkeypatch.setattr(app.ui.visitor, "_is_behind_proxy", lambda: True)
    at = visit()
    assert "came through a proxy" in at.error[0].value
    assert not at.chat_input


# --- the command ----------------------------------------------------------------------------------


@pytest.fixture
def started(monkeypatch):
    """What `serve` would start."""
    programs = []

    def run(program):
        files = [Path(word) for word in program if word.endswith("secrets.toml")]
        programs.append(
            (program, [(f.read_text(), f.stat().st_mode & 0o777) for f in files], files)
        )
        return 0

    monkeypatch.setattr(sys.modules["app.cli.serve"], "_run", run)
    return programs


@pytest.mark.parametrize(("code", "is_told"), [(1, True), (0, False), (-15, False)])
def test_pages_that_do_not_start_say_what_to_do(monkeypatch, code, is_told, capsys) -> None:
    """Streamlit itself only names the port that it cannot have."""
    serving = sys.modules["app.cli.serve"]
    monkeypatch.setattr(signal, "signal", lambda *_given: None)
    program = [sys.executable, "-c", f"import os; os._exit({code})" if code >= 0 else KILLED]
    assert vars(serving)["_run"](program) == code
    assert ("name another with --port" in capsys.readouterr().err) is is_told


KILLED = "import os, signal; os.kill(os.getpid(), signal.SIGTERM)"


def serve(*words):
    return CliRunner().invoke(app.cli.cli, ["serve", *words])


def test_by_default_it_listens_on_this_machine_alone(started) -> None:
    assert serve().exit_code == 0
    ((program, secrets, _),) = started
    assert program[program.index("--server.address") + 1] == "127.0.0.1"
    assert program[program.index("--client.showErrorDetails") + 1] == "none"
    assert program[program.index("--client.showErrorLinks") + 1] == "false"
    # Started from another folder no file gives the theme, and a dark one was never looked at.
    assert program[program.index("--theme.base") + 1] == "light"
    assert secrets == []


@pytest.mark.parametrize("host", ELSEWHERE)
def test_it_refuses_to_listen_elsewhere_without_login(started, host) -> None:
    result = serve("--host", host)
    assert isinstance(result.exception, SettingsError)
    assert "--without-login" in str(result.exception)
    assert not started


def test_told_so_explicitly_it_listens_elsewhere(started, monkeypatch) -> None:
    monkeypatch.setenv(f"{PREFIX}WITHOUT_LOGIN", "false")  # put back after the test
    assert serve("--host", ELSEWHERE[0], "--without-login").exit_code == 0
    assert len(started) == 1


def test_with_login_its_secrets_are_in_a_file_of_its_own_that_ends_with_it(
    started, monkeypatch
) -> None:
    for name, value in {
        "OIDC_METADATA_URL": f"{ISSUER}/.well-known/openid-configuration",
        "OIDC_CLIENT_ID": "pages",
        "OIDC_CLIENT_SECRET": "s3cret",
        "OIDC_REDIRECT_URI": "https://qa.example.org/oauth2callback",
    }.items():
        monkeypatch.setenv(f"{PREFIX}{name}", value)
    assert serve("--host", ELSEWHERE[0]).exit_code == 0
    ((program, ((text, mode),), (file,)),) = started
    assert "s3cret" in text
    assert mode == 0o600
    assert not file.exists()
    assert "s3cret" not in " ".join(program)


def test_half_a_login_is_refused(started, monkeypatch) -> None:
    monkeypatch.setenv(f"{PREFIX}OIDC_METADATA_URL", ISSUER)
    result = serve()
    assert isinstance(result.exception, SettingsError)
    assert not started
