"""The history without a browser: a conversation after a reload, and all that its owner can do."""

import re
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

import app.ui.service
from app.ui.service import shared_records
from ingest.errors import CitationError

PAGE = Path(__file__).resolve().parents[2] / "app" / "ui" / "start.py"


@pytest.fixture
def stub(surfaces, monkeypatch):
    pipeline = surfaces.StubPipeline()
    monkeypatch.setattr(app.ui.service, "open_page_pipeline", lambda _settings: pipeline)
    app.ui.service.shared_pipeline.clear()
    yield pipeline
    app.ui.service.shared_pipeline.clear()


def run(at):
    at.run()
    assert not at.exception
    return at


def visit(**parameters):
    at = AppTest.from_file(str(PAGE), default_timeout=30)
    for name, value in parameters.items():
        at.query_params[name] = value
    return run(at)


def ask(at, question):
    at.chat_input[0].set_value(question)
    return run(at)


def open_history(at):
    return run(at.switch_page("history_page.py"))


def press(at, key):
    at.button(key=key).click()
    return run(at)


def shown(at) -> str:
    bodies = [element.proto.body for element in at.get("html")]
    return re.sub(
        r"\s+", " ", re.sub(r"<[^>]*>", " ", " ".join(b for b in bodies if "<style>" not in b))
    )


def place_of(at) -> str:
    found = at.query_params["conversation"]
    return found if isinstance(found, str) else found[0]


@pytest.fixture
def asked(stub):  # noqa: ARG001 - the page finds the stub by itself
    return ask(visit(), "Is it covered?")


def test_a_reload_shows_the_conversation_again(asked) -> None:
    ask(asked, "And for sample neuropathy?")
    again = visit(conversation=place_of(asked))
    assert shown(again).count("You asked:") == 2
    assert "✖ Not necessary" in shown(again)
    assert "no longer in the index" not in shown(again)


def test_after_a_restart_a_follow_up_goes_on_with_what_was_asked(asked, stub) -> None:
    place = place_of(asked)
    shared_records.clear()
    again = ask(visit(conversation=place), "And now?")
    assert place_of(again) == place
    assert [answer.question for answer in stub.asked[-1][1]["history"]] == ["Is it covered?"]
    assert len(visit(conversation=place).session_state["turns"]) == 2


def test_what_was_cited_is_shown_though_the_index_has_moved_on(asked, stub, monkeypatch) -> None:
    def gone(passage_id):
        raise CitationError(f"{passage_id} is not in this index")

    monkeypatch.setattr(stub, "passage", gone)
    again = visit(conversation=place_of(asked))
    html = " ".join(element.proto.body for element in again.get("html"))
    assert "<mark>Example Health considers examplemab unproven" in html
    assert "and all other indications" in html  # of the passage, beside the quote


def test_a_new_case_leaves_the_conversation_and_starts_another(asked) -> None:
    first = place_of(asked)
    press(asked, "new-case")
    assert "conversation" not in asked.query_params
    assert "You asked:" not in shown(asked)
    ask(asked, "Another one?")
    assert place_of(asked) != first


@pytest.mark.parametrize("place", ["0" * 32, "../../etc/passwd", "' OR 1=1 --"])
def test_an_address_that_names_no_conversation_opens_none(stub, place) -> None:  # noqa: ARG001
    at = visit(conversation=place)
    assert [w.value for w in at.warning] == [
        "there is no such conversation in your history: open one that is"
    ]
    assert "You asked:" not in shown(at)
    assert at.chat_input


def test_the_history_lists_finds_and_opens(asked) -> None:
    press(asked, "new-case")
    ask(asked, "What about zebras?")
    page = open_history(asked)
    assert re.findall(r"(Is it covered\?|What about zebras\?)", shown(page)) == [
        "What about zebras?", "Is it covered?",
    ]  # fmt: skip
    page.text_input(key="history-search").set_value("zebras")
    run(page)
    assert "Is it covered?" not in shown(page)
    (key,) = [b.key for b in page.button if b.key.startswith("open-")]
    press(page, key)
    assert "You asked: What about zebras?" in shown(page)


def test_a_search_says_why_a_conversation_was_found(asked) -> None:
    page = open_history(asked)
    page.text_input(key="history-search").set_value("COVERED neuropathy <b>")
    run(page)
    assert "Nothing found" in shown(page)
    page.text_input(key="history-search").set_value("COVERED neuropathy")
    run(page)
    html = " ".join(element.proto.body for element in page.get("html"))
    assert '<h2 class="gq-kept">Is it <mark>covered</mark>?</h2>' in html
    (row,) = re.findall(r'<ul class="gq-found">(.*?)</ul>', html)
    assert row.count("<li>") == 1, "what stands in the title is not told again"
    assert "<mark>neuropathy</mark>" in row


def test_the_delete_prompt_names_what_it_deletes(asked) -> None:
    page = open_history(asked)
    prompts = [text.value for text in page.markdown if text.value.startswith("Delete")]
    assert prompts == ["Delete “Is it covered?” with all its questions and answers?"]


def test_a_search_without_result_and_an_empty_history_say_so(stub) -> None:  # noqa: ARG001
    page = open_history(visit())
    assert "Nothing is kept yet." in shown(page)
    page.text_input(key="history-search").set_value("zebras")
    assert "Nothing found" in shown(run(page))


def test_a_conversation_is_renamed(asked) -> None:
    place = place_of(asked)
    page = open_history(asked)
    page.text_input(key=f"title-{place}").set_value("CIDP of *May*")
    page.button(key=f"FormSubmitter:rename-{place}-Rename it").click()
    assert "CIDP of *May*" in shown(run(page))


def test_an_empty_title_is_refused_in_words(asked) -> None:
    page = open_history(asked)
    place = asked.session_state["conversation_id"]
    page.text_input(key=f"title-{place}").set_value("  ")
    page.button(key=f"FormSubmitter:rename-{place}-Rename it").click()
    assert [e.value for e in run(page).error] == [
        "the title is empty: give the conversation a name"
    ]


def test_a_deleted_conversation_is_gone_from_list_page_and_address(asked) -> None:
    place = place_of(asked)
    page = open_history(asked)
    press(page, f"delete-{place}")
    assert "Nothing is kept yet." in shown(page)
    assert "You asked:" not in shown(run(page.switch_page("chat.py")))
    assert "no such conversation" in visit(conversation=place).warning[0].value


def test_what_is_asked_in_a_conversation_that_another_tab_deleted_starts_a_new_one(asked) -> None:
    place = place_of(asked)
    press(open_history(visit()), f"delete-{place}")
    ask(asked, "Another one?")
    run(asked)
    assert not asked.warning
    assert place_of(asked) not in {"", place}
    assert "Another one?" in shown(asked)


def test_every_format_is_offered(asked) -> None:
    place = place_of(asked)
    page = open_history(asked)
    labels = [element.proto.label for element in page.get("download_button")]
    assert labels == ["Markdown", "Word", "PDF", "JSON"]
    assert place


@pytest.mark.parametrize("moment", ["at the start", "in the middle"])
def test_a_lost_database_is_one_sentence_and_the_answer_is_shown(
    stub,  # noqa: ARG001
    moment,
    monkeypatch,
    tmp_path,
) -> None:
    if moment == "at the start":
        (tmp_path / "file").write_text("x")
        monkeypatch.setenv("GUIDELINE_QA_RECORDS_DIR", str(tmp_path / "file"))
    at = visit()
    if moment == "in the middle":
        ask(at, "Is it covered?")
        shared_records().database.path.unlink()
    ask(at, "Is it covered now?")
    (warning,) = at.warning
    assert warning.value.startswith("This answer is not in your history: the records database")
    assert "✖ Not necessary" in shown(at)
    page = open_history(at)
    assert len(page.error) == 1
    assert "records database" in page.error[0].value
    assert "Try again" in [button.label for button in page.button]


def test_switched_off_nothing_is_kept_and_the_page_says_so(stub, monkeypatch) -> None:  # noqa: ARG001
    monkeypatch.setenv("GUIDELINE_QA_KEEP_TEXT", "false")
    at = ask(visit(), "Is it covered?")
    assert "conversation" not in at.query_params
    page = open_history(at)
    assert "KEEP_TEXT is off" in page.info[0].value
    assert "Nothing is kept yet." in shown(page)


@pytest.mark.attack
def test_no_word_of_a_question_becomes_markup(stub, surfaces) -> None:  # noqa: ARG001
    at = ask(visit(), surfaces.HOSTILE[:200])
    page = open_history(at)
    html = " ".join(element.proto.body for element in page.get("html"))
    assert "<script>alert" not in html
    assert "<img" not in html
    assert "&lt;script&gt;" in html
