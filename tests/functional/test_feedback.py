"""Feedback: who may say what of which answer, what is kept, how it becomes an eval case."""

import sqlite3
import tomllib

import pytest
from streamlit.testing.v1 import AppTest

import app.ui.service
import app.ui.visitor
from app.access import Role, User
from app.feedback import MAX_COMMENT, Opinions
from app.history import History
from app.models import Verdict
from app.records import open_records
from app.ui.feedback import cited
from evals.cases_file import load_cases
from ingest.errors import AccessError, QuestionError
from ingest.settings import PROJECT_ROOT


def person(role, user_id="") -> User:
    return User(user_id=user_id or role.value, name=role.value, roles=frozenset({role}))


ANN, BEN = person(Role.CLINICIAN, "ann"), person(Role.CLINICIAN, "ben")
EDITOR = person(Role.EDITOR)


@pytest.fixture
def records(sqlite_settings):
    found = open_records(sqlite_settings)
    yield found
    found.close()


@pytest.fixture
def opinions(records):
    return Opinions(records)


def kept(records, surfaces, answer, user=ANN):
    History(records).keep(user, answer, library=surfaces.StubPipeline())
    return answer


@pytest.fixture
def answer(records, surfaces):
    return kept(records, surfaces, surfaces.general_answer())


@pytest.fixture
def private(records, surfaces):
    return kept(records, surfaces, surfaces.rich_answer(general=False, id="private"))


def test_who_asked_may_speak_of_the_answer_and_of_a_citation(opinions, answer) -> None:
    citation = answer.claims[0].citations[0]
    opinions.give(ANN, answer, "does_not_support", citation=citation, comment=" It says else. ")
    (told,) = opinions.all(EDITOR)
    item = told.feedback
    assert (item.reason, item.doc_id, item.comment) == (
        "does_not_support", citation.doc_id, "It says else.",
    )  # fmt: skip
    assert (item.char_start, item.char_end) == (citation.char_start, citation.char_end)
    assert told.answer.question == answer.question


@pytest.mark.parametrize(
    "user", [None, BEN, person(Role.GUEST)], ids=["nobody", "another", "guest"]
)
def test_nobody_else_may(opinions, answer, user) -> None:
    with pytest.raises(AccessError):
        opinions.give(user, answer, "good")
    assert opinions.all(EDITOR) == ()


@pytest.mark.parametrize(
    "user", [None, ANN, person(Role.GUEST)], ids=["nobody", "clinician", "guest"]
)
def test_only_keepers_read_it(opinions, answer, user) -> None:
    feedback_id = opinions.give(ANN, answer, "good")
    with pytest.raises(AccessError):
        opinions.all(user)
    with pytest.raises(AccessError):
        opinions.case_file(user, feedback_id, Verdict.NECESSARY, "because")


@pytest.mark.attack
def test_of_an_answer_with_a_case_no_word_is_kept_for_others(
    opinions, private, sqlite_settings
) -> None:
    feedback_id = opinions.give(ANN, private, "wrong_verdict", comment="Ms Quillfeather is ill")
    (told,) = opinions.all(EDITOR)
    assert told.answer is None
    assert told.feedback.comment == ""
    with pytest.raises(AccessError, match="facts of a case"):
        opinions.case_file(EDITOR, feedback_id, Verdict.NECESSARY, "because")
    files = [p for p in sqlite_settings.records_dir.rglob("*") if p.is_file()]
    assert not [p for p in files if b"Quillfeather" in p.read_bytes()]


def test_a_citation_of_case_materials_is_not_pointed_at(opinions, private) -> None:
    citation = next(
        c for claim in private.claims for c in claim.citations if c.doc_id.startswith("case:")
    )
    opinions.give(ANN, private, "does_not_support", citation=citation)
    assert opinions.all(EDITOR)[0].feedback.doc_id == ""


@pytest.mark.parametrize(("reason", "comment"), [("hacked", ""), ("good", "x" * (MAX_COMMENT + 1))])
def test_unknown_reasons_and_long_comments_are_refused(opinions, answer, reason, comment) -> None:
    with pytest.raises(QuestionError):
        opinions.give(ANN, answer, reason, comment=comment)


@pytest.mark.parametrize("verdict", [Verdict.CONFLICTING, None])
def test_feedback_becomes_a_case_that_the_evals_can_read(
    opinions, answer, tmp_path, verdict
) -> None:
    feedback_id = opinions.give(ANN, answer, "wrong_verdict", comment="Two policies differ")
    text = opinions.case_file(EDITOR, feedback_id, verdict, 'Because "they" differ\\.')
    (tmp_path / "feedback.toml").write_text(text, encoding="utf-8")
    documents = {row.doc_id for row in answer.positions}
    (case,) = load_cases(tmp_path, known_documents={"corpus": documents})
    assert case.question == answer.question
    assert case.verdict == verdict
    assert case.why == 'Because "they" differ\\.'
    assert case.tags == ("feedback",)
    assert tomllib.loads(text)["case"][0]["case_id"].endswith(feedback_id[:8])


def test_a_case_needs_its_reason_and_its_question(opinions, answer, records) -> None:
    feedback_id = opinions.give(ANN, answer, "wrong_verdict")
    with pytest.raises(QuestionError, match="why"):
        opinions.case_file(EDITOR, feedback_id, Verdict.NECESSARY, "  ")
    history = History(records)
    for conversation in history.conversations(ANN):
        history.delete(ANN, conversation.conversation_id)
    with pytest.raises(QuestionError, match="not kept any more"):
        opinions.case_file(EDITOR, feedback_id, Verdict.NECESSARY, "because")
    with pytest.raises(QuestionError):
        opinions.case_file(EDITOR, "gone", Verdict.NECESSARY, "because")


def test_the_question_lies_in_no_table_of_feedback(opinions, answer, sqlite_settings) -> None:
    opinions.give(ANN, answer, "good")
    (database,) = sqlite_settings.records_dir.glob("*.sqlite*")
    with sqlite3.connect(database) as connection:
        rows = connection.execute("SELECT * FROM feedback").fetchall()
    assert answer.question not in str(rows)


# --- the page -------------------------------------------------------------------------------------


@pytest.fixture
def page(surfaces, monkeypatch):
    pipeline = surfaces.StubPipeline()
    monkeypatch.setattr(app.ui.service, "open_page_pipeline", lambda _settings: pipeline)
    app.ui.service.shared_pipeline.clear()
    at = AppTest.from_file(str(PROJECT_ROOT / "app" / "ui" / "start.py"), default_timeout=30)
    yield run(at)
    app.ui.service.shared_pipeline.clear()


def run(at):
    at.run()
    assert not at.exception
    return at


def test_a_reader_sends_feedback_once(page, surfaces) -> None:
    page.chat_input[0].set_value("Is it covered?")
    run(page)
    about = next(s for s in page.selectbox if s.label == "About")
    assert about.options[0] == "The answer as a whole"
    about.set_value(next(iter(cited(surfaces.rich_answer()))))
    run(page)
    reason = next(s for s in page.selectbox if s.label == "What is it")
    assert reason.value == "does_not_support"
    next(b for b in page.button if b.label == "Send").click()
    run(page)
    assert [c.value for c in page.caption if "Thank you" in c.value]
    assert not [b for b in page.button if b.label == "Send"]
