"""What a staged snapshot would change in answers, and what of it is never shown."""

import json
from contextlib import closing

import pytest
from typer.testing import CliRunner

from app.access import Role, User
from app.case import CaseFile
from app.cli import cli
from app.history import History
from app.impact import SavedQuestion, Side, impact
from app.impact_questions import questions_of_history, questions_of_lines
from app.pipeline import open_pipeline
from app.records import open_records
from app.tools import Tools
from evals.models import Case
from evals.questions import question_rows
from ingest.build import build
from ingest.errors import GuidelineError, IndexMissingError, QuestionError
from ingest.index import open_snapshot

PLAIN = "Is rituximab medically necessary for fatigue?"
OTHER = "Is secondmab medically necessary for pemphigus vulgaris?"
PRIVATE = "Is rituximab medically necessary for fatigue in a 47 year old man who failed prednisone?"


@pytest.fixture
def place(fakes, tmp_path, monkeypatch):
    """An index of three policies, of which one is edited and one removed in a staged snapshot."""
    monkeypatch.setenv("GUIDELINE_QA_TERMS_DIR", str(tmp_path / "no-terms"))
    monkeypatch.setenv("GUIDELINE_QA_RECORDS_DIR", str(tmp_path / "records"))
    monkeypatch.setenv("GUIDELINE_QA_AUDIT_KEY_FILE", str(tmp_path / "audit.key"))
    corpus, index = tmp_path / "corpus", tmp_path / "index"
    settings = fakes.plain_settings(
        tmp_path, records_dir=tmp_path / "records", audit_key_file=tmp_path / "audit.key"
    )

    class Place:
        def __init__(self) -> None:
            self.index, self.folder, self.settings = index, tmp_path, settings

        def build(self, **options):
            return build([corpus], index, settings, encoder=fakes.disguised_encoder(), **options)

        def side(self, snapshot_id: str) -> Side:
            tools = Tools(settings, encoder=fakes.disguised_encoder())
            pipeline = open_pipeline(
                settings, index_dir=index, snapshot_id=snapshot_id, tools=tools
            )
            return Side(pipeline.opened().snapshot, pipeline)

        def ask(self, *questions: SavedQuestion):
            return impact(questions, self.side(self.before), self.side(self.after))

        def run(self, *words: object) -> str:
            done = CliRunner().invoke(cli, ["impact", *(str(word) for word in words)])
            if isinstance(done.exception, GuidelineError):
                raise done.exception
            assert done.exit_code == 0, done.output
            return done.stdout

    made = Place()
    fakes.write_policy(corpus, "one")
    fakes.write_policy(corpus, "two", drug="secondmab")
    fakes.write_policy(corpus, "three", drug="thirdmab")
    made.before = made.build().snapshot_id
    path = corpus / "one.md"
    text = path.read_text(encoding="utf-8")
    edited = text.replace("experimental for fatigue", "medically necessary for fatigue")
    path.write_text(edited, encoding="utf-8")
    (corpus / "three.md").unlink()
    made.after = made.build(stage=True).snapshot_id
    return made


def saved(text: str, **more) -> SavedQuestion:
    return SavedQuestion(question_id="q", text=text, origin="test", **more)


def test_another_verdict_and_the_words_that_changed_are_reported(place) -> None:
    report = place.ask(saved(PLAIN), saved(OTHER))
    assert (report.before, report.after, report.n_asked) == (place.before, place.after, 2)
    (change,) = report.changes
    assert (change.verdict_before, change.verdict_after) == ("not_necessary", "necessary")
    assert change.other_verdict
    lost = {item.quote: item for item in change.lost}
    gained = {item.quote: item for item in change.gained}
    before = lost["Rituximab is considered experimental for fatigue."]
    after = gained["Rituximab is considered medically necessary for fatigue."]
    assert (before.doc_id, before.why) == ("one", "text_changed")
    assert (after.doc_id, after.why) == ("one", "text_added")
    assert change.changed_quotes
    assert report.counts == {
        "other_verdict": 1,
        "lost_citation": 1,
        "gained_citation": 1,
        "changed_quotes": 1,
        "errors": 0,
    }


def test_a_document_that_goes_takes_its_citations_with_it(place) -> None:
    (change,) = place.ask(saved("Is thirdmab medically necessary for fatigue?")).changes
    assert change.verdict_after == "not_addressed"
    assert {item.why for item in change.lost} == {"document_removed"}
    assert change.decided_by_before == ("three",)
    assert change.decided_by_after == ()


def test_an_answer_that_stays_is_not_listed(place) -> None:
    assert place.ask(saved(OTHER)).changes == ()


@pytest.mark.parametrize(
    "question",
    [
        pytest.param(saved(PRIVATE), id="facts of a patient"),
        pytest.param(saved(PLAIN, held_case=True), id="case materials that were not kept"),
        pytest.param(
            saved(PLAIN, case=(CaseFile(name="note.txt", data=b"Prednisone failed."),)),
            id="case materials in the row",
        ),
    ],
)
def test_what_speaks_of_a_patient_is_counted_and_never_shown(place, question) -> None:
    report = place.ask(question)
    assert report.changes == ()
    assert (report.n_asked, report.n_private, report.n_private_changed) == (1, 1, 1)
    assert report.n_private_other_verdict == 1
    assert "fatigue" not in repr(report)


def test_an_eval_case_is_shown_whatever_it_states(place) -> None:
    report = place.ask(saved(PRIVATE, invented=True))
    assert report.n_private == 0
    assert [item.question for item in report.changes] == [PRIVATE]


def test_a_question_that_cannot_be_answered_is_reported_and_ends_nothing(place) -> None:
    report = place.ask(saved(" ", invented=True), saved(PLAIN))
    assert [bool(item.error) for item in report.changes] == [True, False]
    assert report.counts["errors"] == 1


def test_the_command_says_the_same_as_a_table_and_as_json(place) -> None:
    rows = [
        {"id": "plain", "question": PLAIN},
        {"id": "private", "question": PRIVATE},
        {"id": "same", "question": OTHER},
    ]
    path = place.folder / "questions.jsonl"
    path.write_text("\n".join(json.dumps(row) for row in rows), encoding="utf-8")
    words = ("--staged", place.after, "--questions", path, "--index", place.index)
    row = json.loads(place.run(*words, "--json"))
    table = place.run(*words)
    assert row["counts"]["other_verdict"] == 1
    assert [item["question_id"] for item in row["changes"]] == ["plain"]
    assert "another verdict      1" in table
    assert "verdict not_necessary -> necessary <- another verdict" in table
    for change in (*row["changes"][0]["lost"], *row["changes"][0]["gained"]):
        assert f'{change["doc_id"]}: "{change["quote"][:90]}' in table
    assert "1 with case materials or facts of a patient, not shown: 1 change" in table
    for shown in (table, json.dumps(row)):
        assert "47 year" not in shown
        assert "prednisone" not in shown
    assert row["published"] is False
    assert open_snapshot(place.index).snapshot_id == place.before


def test_publish_swaps_after_the_report(place) -> None:
    path = place.folder / "questions.jsonl"
    path.write_text(json.dumps({"id": "plain", "question": PLAIN}), encoding="utf-8")
    words = ("--staged", place.after, "--questions", path, "--index", place.index, "--publish")
    row = json.loads(place.run(*words, "--json"))
    assert row["published"] is True
    assert row["counts"]["other_verdict"] == 1
    assert open_snapshot(place.index).snapshot_id == place.after


def test_an_unknown_snapshot_and_no_question_are_one_line(place) -> None:
    with pytest.raises(IndexMissingError, match="guideline-ingest list"):
        place.run("--staged", "none", "--index", place.index)
    with pytest.raises(QuestionError, match="no question to ask"):
        place.run("--staged", place.after, "--index", place.index)
    assert not (place.folder / "records").exists()


def test_a_line_that_is_no_question_is_named_by_its_number(place) -> None:
    lines = [b'{"question": "x"}', b"", b'{"question": 7}']
    with pytest.raises(QuestionError, match=r"f\.jsonl, line 3: no question"):
        list(questions_of_lines(lines, origin="f.jsonl", folder=place.folder, max_bytes=10))


def test_the_history_is_asked_and_only_general_questions_are_shown(place) -> None:
    side = place.side(place.before)
    user = User(user_id="u", name="U", roles=frozenset({Role.CLINICIAN}))
    with closing(open_records(place.settings)) as records:
        history = History(records)
        for text in (PLAIN, PRIVATE, PLAIN):
            history.keep(user, side.answerer.answer(text), library=side.answerer)
        with records.reading() as at:
            found = list(questions_of_history(at.conversations.every_turn()))
    assert [(item.text, item.held_case) for item in found] == [(PLAIN, False), (PRIVATE, True)]
    assert {item.as_of for item in found} == {None}
    row = json.loads(place.run("--staged", place.after, "--index", place.index, "--json"))
    assert (row["n_asked"], row["n_private"], row["n_private_changed"]) == (2, 1, 1)
    assert [item["question"] for item in row["changes"]] == [PLAIN]
    assert row["changes"][0]["origin"] == "saved"


def test_eval_cases_are_handed_in_as_plain_rows(place) -> None:
    given = {"corpus": "corpus", "verdict": "necessary", "tags": ("x",), "why": "y"}
    case = Case(case_id="a", question=PRIVATE, as_of="2026-01-31", payer="Example", **given)
    follow_up = case.model_copy(update={"case_id": "b", "follow_up_of": ("x",)})
    (row,) = question_rows((case, follow_up))
    line = json.dumps(row).encode()
    (found,) = questions_of_lines([line], origin="evals", folder=place.folder, max_bytes=10)
    assert (found.question_id, found.text, found.payer) == ("a", PRIVATE, "Example")
    assert found.as_of == case.as_of
    assert found.invented
