"""Limits of one session and of all: how often, how many at once, how long, and what is brought."""

import threading
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

import app.ui.case_upload
import app.ui.limits
import app.ui.service
from app.question import MAX_CHARS
from ingest.errors import IndexDamagedError, IndexMissingError

PAGE = Path(__file__).resolve().parents[2] / "app" / "ui" / "start.py"


@pytest.fixture
def stub(surfaces, monkeypatch):
    pipeline = surfaces.StubPipeline()
    monkeypatch.setattr(app.ui.service, "open_page_pipeline", lambda _settings: pipeline)
    app.ui.service.shared_pipeline.clear()
    yield pipeline
    app.ui.service.shared_pipeline.clear()


@pytest.fixture
def page(stub):  # noqa: ARG001 - the page finds the stub by itself
    return run(AppTest.from_file(str(PAGE), default_timeout=30))


def run(at):
    at.run()
    assert not at.exception
    return at


def ask(at, question):
    at.chat_input[0].set_value(question)
    return run(at)


def reader(at):
    """The choice of who reads; an answer brings choices of its own."""
    return next(box for box in at.selectbox if box.label == "Which best describes you?")


def html(at):
    return "\n".join(element.proto.body for element in at.get("html"))


@pytest.mark.attack
def test_who_asks_too_often_is_told_when_to_go_on(page, stub, monkeypatch) -> None:
    monkeypatch.setattr(app.ui.limits, "MAX_QUESTIONS", 2)
    for question in ("One?", "Two?", "Three?"):
        ask(page, question)
    assert [text for text, _ in stub.asked] == ["One?", "Two?"]
    assert "ask again in" in page.error[0].value
    next(element for element in page.button if element.label == "New case").click()
    run(page)
    ask(page, "Four?")
    assert len(stub.asked) == 2, "a new case is no way round the limit"


@pytest.mark.attack
def test_nothing_is_answered_without_the_files_that_are_too_many(page, stub, monkeypatch) -> None:
    monkeypatch.setattr(app.ui.case_upload, "MAX_FILES", 1)
    page.file_uploader[0].set_value([(f"{n}.txt", b"Weakness.", "text/plain") for n in "ab"])
    ask(page, "One?")
    assert stub.asked == stub.read == []
    assert [e.value for e in page.error] == ["2 files are more than 1: remove some, then ask."] * 2
    page.file_uploader[0].set_value([("a.txt", b"Weakness.", "text/plain")])
    ask(page, "One?")
    assert len(stub.asked) == 1


def test_one_session_does_not_use_up_another(page, stub, monkeypatch) -> None:
    monkeypatch.setattr(app.ui.limits, "MAX_QUESTIONS", 1)
    ask(page, "One?")
    other = run(AppTest.from_file(str(PAGE), default_timeout=30))
    ask(other, "Two?")
    assert len(stub.asked) == 2


@pytest.mark.attack
def test_more_than_a_few_at_once_wait_and_are_told(page, stub, monkeypatch) -> None:
    monkeypatch.setattr(app.ui.limits, "WAIT_S", 0.05)
    full = threading.BoundedSemaphore(1)
    full.acquire()
    monkeypatch.setattr(app.ui.limits, "_places", lambda: full)
    ask(page, "One?")
    assert stub.asked == []
    assert "many people are asking" in page.error[0].value


def test_a_place_is_given_back_when_the_answer_fails(page, monkeypatch) -> None:
    places = threading.BoundedSemaphore(1)
    monkeypatch.setattr(app.ui.limits, "_places", lambda: places)
    ask(page, "an index error please")
    assert places.acquire(timeout=0)


def test_a_letter_that_is_pasted_is_not_dropped_in_silence(page, monkeypatch) -> None:
    """The box itself would drop what is over its limit, without a word."""
    assert page.chat_input[0].proto.max_chars > 10 * MAX_CHARS
    monkeypatch.setattr(app.ui.limits, "MAX_QUESTIONS", 1)
    ask(page, "One?")
    ask(page, "Dear Dr. Marlow, " * 1000)
    assert len(page.error) == 1
    assert "Dear Dr. Marlow" in html(page)
    assert html(page).count("Marlow,") < 50, "its beginning is enough"


@pytest.mark.attack
@pytest.mark.parametrize("name", ["../../outside.md", "/etc/cron.d/x.txt", "a\u202eb.md"])
def test_an_upload_is_written_nowhere(page, stub, tmp_path, monkeypatch, name) -> None:
    here = tmp_path / "a" / "b" / "c"  # deep enough for "../.." to stay in the test's own folder
    here.mkdir(parents=True)
    monkeypatch.chdir(here)
    page.file_uploader[0].set_value([(name, b"# Note\n\nStrength is 4/5.", "text/markdown")])
    run(page)
    ask(page, "Is it covered?")
    assert [file.data for file in stub.asked[0][1]["case"]] == [b"# Note\n\nStrength is 4/5."]
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []
    assert "\u202e" not in page.toggle[0].label


# --- the index goes away while the page is open  ---------------------------------------


@pytest.mark.parametrize(
    "error",
    [
        IndexMissingError("there is no index in var/index: build it with guideline-ingest build"),
        IndexDamagedError("the index is damaged: build it again"),
    ],
)
def test_an_index_that_goes_away_is_one_sentence_and_the_answers_stay(
    page, stub, monkeypatch, error
) -> None:
    ask(page, "Is it covered?")

    def gone(*_args, **_options):
        raise error

    for name in ("answer", "passage", "neighbours", "statements", "source"):
        monkeypatch.setattr(stub, name, gone)
    ask(page, "And now?")
    assert len(page.error) == 1
    assert "build it" in page.error[0].value
    assert html(page).count('class="gq-banner') == 1, "the answer before is still there"
    reader(page).set_value("nurse")  # drawn anew, and the passages are gone
    run(page)
    assert "The passage is no longer in the index; this is the quote that was checked." in html(
        page
    )
    monkeypatch.undo()
    monkeypatch.setattr(app.ui.service, "open_page_pipeline", lambda _settings: stub)
    ask(page, "Again?")
    assert html(page).count('class="gq-banner') == 2, "and when the index is back, so is the page"
