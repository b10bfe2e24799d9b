"""The review pages without a browser: from a question to its approved answer, for each role."""

import re
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

import app.ui.service
import app.ui.visitor
from app.access import GUEST, LOCAL, Role, User
from app.models import Verdict
from app.ui.focus import FOCUS_SCRIPT
from app.ui.review_item import by_section
from app.ui.start import places_for

PAGE = Path(__file__).resolve().parents[2] / "app" / "ui" / "start.py"
REWORDED = "Offering stimulants for fatigue: we recommend against it."


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


def visit():
    return run(AppTest.from_file(str(PAGE), default_timeout=30))


def ask(at, question):
    at.chat_input[0].set_value(question)
    return run(at)


def press(at, label):
    next(b for b in at.button if b.label == label).click()
    return run(at)


def shown(at) -> str:
    bodies = [element.proto.body for element in at.get("html")]
    text = " ".join(body for body in bodies if "<style>" not in body)
    return re.sub(r"\s+", " ", re.sub(r"<[^>]*>", " ", text))


def open_review(at):
    return run(at.switch_page("review_page.py"))


@pytest.fixture
def asked(stub, surfaces):  # noqa: ARG001 - the page finds the stub by itself
    return ask(visit(), surfaces.GENERAL_QUESTION)


@pytest.fixture
def desk(asked):
    return press(open_review(asked), "Open")


def sentence(at, number):
    return next(t for t in at.text_area if t.label.startswith(f"Sentence {number}:"))


def test_a_general_answer_says_where_its_review_stands(asked) -> None:
    assert "Review: Submitted , last updated" in shown(asked)
    assert "content is pending human review" in shown(asked)


def test_the_queue_lists_it_and_the_desk_shows_sentences_beside_passages(asked, surfaces) -> None:
    page = open_review(asked)
    assert surfaces.GENERAL_QUESTION in shown(page)
    assert "Not necessary · Submitted · last updated" in shown(page)
    press(page, "Open")
    assert sentence(page, 2).value == surfaces.STIMULANTS
    html = " ".join(element.proto.body for element in page.get("html"))
    assert f"<mark>{surfaces.STIMULANTS}</mark>" in html
    assert "How we read this sentence" in html
    # Sentences come into sight at once: the table is folded, what is folded of a passage in a row.
    assert '<details class="gq-fold"><summary>What ' in html
    assert html.index('class="gq-fold"') < html.index('id="desk-sentences"')
    assert '<div class="gq-folds"><details>' in html
    assert "gq-steps" not in html.split("gq-desk-links")[0]  # the status stands above the verdict
    assert "This machine submitted it" in shown(page)
    assert surfaces.GENERAL_QUESTION in shown(press(page, "Back to the queue"))


def test_of_many_sentences_one_section_is_open_and_every_sentence_is_there(
    stub, surfaces, monkeypatch
) -> None:
    monkeypatch.setattr("app.ui.review_item.N_OPEN", 1)
    answer = surfaces.general_answer()
    stub.given_general = answer
    desk = press(open_review(ask(visit(), surfaces.GENERAL_QUESTION)), "Open")
    sections = by_section(answer)
    assert len(sections) > 1
    assert [index for _, rows in sections for index, _ in rows] == list(range(len(answer.claims)))
    folded = [e for e in desk.expander if "sentence" in e.label and e.label[-1] in "se"]
    assert [e.proto.expanded for e in folded[: len(sections)]] == [
        True,
        *[False] * (len(sections) - 1),
    ]
    assert len([t for t in desk.text_area if t.label.startswith("Sentence ")]) >= len(answer.claims)


def test_the_section_that_was_worked_on_stays_open(stub, surfaces, monkeypatch) -> None:
    monkeypatch.setattr("app.ui.review_item.N_OPEN", 1)
    stub.given_general = answer = surfaces.general_answer()
    desk = press(open_review(ask(visit(), surfaces.GENERAL_QUESTION)), "Open")
    title, rows = by_section(answer)[1]
    sentence(desk, rows[0][0] + 1).set_value("No quote carries these 77 words.")
    press(desk, "Save the wording")
    assert desk.error
    folded = next(e for e in desk.expander if e.label.startswith(f"{title}: "))
    assert folded.proto.expanded


def test_wording_is_edited_commented_and_approved_and_then_offered_first(
    desk, stub, surfaces
) -> None:
    sentence(desk, 2).set_value(REWORDED)
    press(desk, "Save the wording")
    assert "Under review" in shown(desk)
    next(t for t in desk.text_area if t.label.startswith("Comment")).set_value("Read it all.")
    press(desk, "Comment")
    press(desk, "Approve")
    assert not desk.error
    story = shown(desk)
    for words in ("changed the wording: “", "said: Read it all.", "This machine approved it"):
        assert words in story
    again = ask(visit(), surfaces.GENERAL_QUESTION)
    assert "Approved by This machine , last updated" in shown(again)
    assert "Approved by a named reviewer" in shown(again)
    assert REWORDED in shown(again)
    assert [e.label for e in again.expander] == [
        "Answer the open criteria",
        "The answer as computed just now, without the reviewer's wording",
    ]
    stub.given_general = surfaces.general_answer(verdict=Verdict.CONDITIONAL)
    changed = ask(visit(), surfaces.GENERAL_QUESTION)
    assert "Approved by" not in shown(changed)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "sentence 2 is empty"),
        ("We recommend offering stimulants for fatigue.", "its quotes do not carry these words"),
    ],
)
def test_wording_without_its_quote_is_refused_in_words(desk, text, words) -> None:
    sentence(desk, 2).set_value(text)
    press(desk, "Save the wording")
    assert words in desk.error[0].value
    assert "Submitted" in shown(desk)


def test_a_sentence_is_added_with_its_quote_alone(desk) -> None:
    def fill(quote):
        next(t for t in desk.text_area if t.label.startswith("Quote,")).set_value(quote)
        next(t for t in desk.text_area if t.label == "Sentence").set_value(
            "Recommendation 29: we recommend against offering stimulants for fatigue."
        )
        (passage,) = [s for s in desk.selectbox if s.label == "Passage"]
        passage.set_value("example-guideline#s1:2")
        press(desk, "Add it")

    fill("")
    assert "has no quote" in desk.error[0].value
    fill("Recommendation 29 (page 55): We recommend against offering stimulants for fatigue.")
    assert not desk.error
    assert "added: “Recommendation 29" in shown(desk)


def test_it_is_returned_with_a_reason_that_the_asker_reads(desk, asked) -> None:
    press(desk, "Return with this reason")
    assert "write it" in desk.error[0].value
    next(t for t in desk.text_area if t.label.startswith("Comment")).set_value("Which payer?")
    press(desk, "Return with this reason")
    place = asked.session_state["conversation_id"]
    back = AppTest.from_file(str(PAGE), default_timeout=30)
    back.query_params["conversation"] = place
    run(back)
    assert "Review: Returned" in shown(back)
    assert "Which payer?" in shown(back)
    press(back, "Submit again")
    assert "Review: Submitted" in shown(back)


def test_after_a_publish_the_desk_says_why_and_takes_over_the_new_answer(
    desk, stub, surfaces
) -> None:
    stub.given_general = surfaces.general_answer(verdict=Verdict.CONDITIONAL)
    press(desk, "Approve")
    assert "take over the new answer first" in desk.error[0].value
    assert "is conditional" in desk.warning[0].value
    press(desk, "Take over the new answer")
    assert not desk.warning
    press(desk, "Approve")
    assert not desk.error
    assert "Approved" in shown(desk)


def test_an_answer_with_a_case_is_submitted_as_a_copy_that_was_seen(stub, surfaces) -> None:  # noqa: ARG001
    at = ask(visit(), surfaces.QUESTION)
    assert "Review:" not in shown(at)
    question = next(t for t in at.text_area if t.label == "The question in general words")
    assert question.value == surfaces.GENERAL_QUESTION
    assert "Submit this copy" not in [b.label for b in at.button]
    press(at, "Show the copy")
    assert "This is a copy without the case" in shown(at)
    press(at, "Submit this copy")
    assert "Review of the copy without the case: Submitted" in shown(at)
    page = open_review(at)
    assert "copy without a case" in shown(page)
    press(page, "Open")
    text = shown(page) + "".join(t.value for t in page.text_area)
    for words in ("30 g daily", "killer cells were low", "42 years", "clinical-note"):
        assert words not in text


def test_a_copy_of_an_empty_question_is_refused_in_words(stub, surfaces) -> None:  # noqa: ARG001
    at = ask(visit(), surfaces.QUESTION)
    next(t for t in at.text_area if t.label == "The question in general words").set_value(" ")
    press(at, "Show the copy")
    assert "the question is empty" in at.error[0].value
    assert "Submit this copy" not in [b.label for b in at.button]


@pytest.mark.attack
def test_no_word_of_an_answer_becomes_markup_on_the_desk(stub) -> None:  # noqa: ARG001
    page = open_review(ask(visit(), "hostile in general"))
    press(page, "Open")
    bodies = [e.proto.body for e in page.get("html") if "<style>" not in e.proto.body]
    html = " ".join(body for body in bodies if body != FOCUS_SCRIPT)
    assert "&lt;script&gt;alert(" in html
    for tag in ("<script", "<img", "<iframe", "javascript:", "\u202e"):
        assert tag not in html.replace("(javascript:", "(").replace("](javascript:", "](")
    assert not page.markdown


def test_approved_answers_are_held_against_the_documents_by_a_click(desk, stub, surfaces) -> None:
    press(desk, "Approve")
    press(desk, "Back to the queue")
    desk.button_group(key="review-view").set_value("Approved")
    run(desk)
    stub.snapshot = "s-next"
    stub.given_general = surfaces.general_answer(verdict=Verdict.CONDITIONAL)
    press(desk, "Hold them against the documents now")
    assert desk.info[0].value == "1 computed again, 1 back under review"


# --- for each role --------------------------------------------------------------------------------


def person(role):
    return User(user_id=role.value, name=role.value.title(), roles=frozenset({role}))


BY_LINK = ["Document", "Editorial policy"]  # opened by a link, not from the menu
SEES = {
    "clinician": ({"Ask", "History"}, set()),
    "editor": ({"Ask", "History", "Review", "Library"}, {"Comment"}),
    "reviewer": (
        {"Ask", "History", "Review", "Library"},
        {"Comment", "Approve", "Return with this reason", "Save the wording", "Add it"},
    ),
    "admin": ({"Ask", "History", "Review", "Library"}, {"Comment"}),
}


@pytest.mark.parametrize("role", SEES)
def test_each_role_sees_its_pages_and_its_buttons(asked, monkeypatch, role) -> None:
    assert "Review: Submitted" in shown(asked)
    pages, buttons = SEES[role]
    user = person(Role(role))
    monkeypatch.setattr(app.ui.visitor, "identify", lambda _settings: user)
    at = visit()
    assert {place.title for place in places_for(user) if not place.hidden} == pages
    assert [p.title for p in places_for(user) if p.hidden] == BY_LINK
    if "Review" not in pages:
        assert not [b for b in at.button if b.label == "Approve"]
        return
    press(open_review(at), "Open")
    mine = {b.label for b in at.button if not b.disabled}
    assert mine & {*SEES["reviewer"][1]} == buttons
    assert all(t.disabled for t in at.text_area if t.label.startswith("Sentence ")) is (
        role != "reviewer"
    )


@pytest.mark.parametrize("role", ["editor", "admin", "clinician"])
def test_a_click_of_another_tab_that_is_no_longer_allowed_does_nothing(
    desk, monkeypatch, role
) -> None:
    """The buttons are still on the page; the role is looked at when one is pressed."""
    monkeypatch.setattr(app.ui.visitor, "identify", lambda _settings: person(Role(role)))
    next(b for b in desk.button if b.label == "Approve").click()
    desk.run()
    monkeypatch.setattr(app.ui.visitor, "identify", lambda _settings: LOCAL)
    back = press(open_review(visit()), "Open")
    assert "approved it" not in shown(back)
    assert "Submitted" in shown(back)


def test_nobody_and_guests_see_no_review(stub, monkeypatch) -> None:  # noqa: ARG001
    assert places_for(None) == ()
    assert [p.title for p in places_for(GUEST)] == ["Ask", *BY_LINK]
    assert [p.title for p in places_for(LOCAL)] == [
        "Ask",
        "History",
        "Review",
        "Library",
        *BY_LINK,
    ]
    monkeypatch.setattr(app.ui.visitor, "identify", lambda _settings: GUEST)
    at = ask(visit(), "Is it covered?")
    assert "✖ Not necessary" in shown(at)
    assert "conversation" not in at.query_params
    assert not at.warning
    assert "Review:" not in shown(at)
