"""The review over a real index: a document changes, and what was approved goes back by itself."""

import time

import pytest
from typer.testing import CliRunner

import app.cli
import app.ui.reviewing
from app.access import LOCAL
from app.pipeline import open_pipeline
from app.records import Status, open_records
from app.review import Review, Submitting, recompute
from ingest.build import build
from ingest.settings import PREFIX, Settings

HEAD = (
    "---\nid: nortaxine-policy\ntitle: Nortaxine\npublisher: Example Health\n"
    "kind: coverage_policy\nyear: 2025\n---\n\n# Nortaxine\n\n## Coverage\n\n"
)
COVERED = "Nortaxine is considered medically necessary for Marlow syndrome."
NOT_COVERED = "Nortaxine is considered experimental and investigational for Marlow syndrome."
ELSEWHERE = "\n\nTillowmab is considered medically necessary for Trent disease.\n"
QUESTION = "Is nortaxine medically necessary for Marlow syndrome?"


@pytest.fixture
def place(tmp_path):
    documents = tmp_path / "documents"
    documents.mkdir()
    settings = Settings(
        index_dir=tmp_path / "index",
        records_dir=tmp_path / "records",
        audit_key_file=tmp_path / "keys" / "audit.key",
    )

    def publish(text):
        (documents / "policy.md").write_text(HEAD + text, encoding="utf-8")
        assert not build([documents], settings.index_dir, settings).failed

    publish(COVERED)
    return settings, publish


def approved(settings):
    """Asked, submitted and approved; the pipeline and the records."""
    pipeline, records = open_pipeline(settings), open_records(settings)
    answer = pipeline.answer(QUESTION)
    assert (answer.verdict, answer.general) == ("necessary", True)
    item = Submitting(records, pipeline).submit(LOCAL, answer, None)
    assert item.checked_snapshot == pipeline.snapshot_id()
    return pipeline, records, Review(records, pipeline).approve(LOCAL, item)


def test_a_document_that_changes_the_verdict_sends_it_back(place) -> None:
    settings, publish = place
    pipeline, records, item = approved(settings)
    publish(NOT_COVERED)
    found = recompute(records, pipeline)
    assert found.reopened == ((QUESTION, "the verdict was necessary and is not necessary"),)
    after = Review(records, pipeline).open(LOCAL, item.submission_id)
    assert after.submission.status is Status.UNDER_REVIEW
    assert after.answer.verdict == "not_necessary"
    assert Submitting(records, pipeline).approved_for(pipeline.answer(QUESTION), None) is None


def test_a_document_that_changes_something_else_leaves_it_approved(place) -> None:
    settings, publish = place
    pipeline, records, item = approved(settings)
    publish(COVERED + ELSEWHERE)
    assert pipeline.snapshot_id() != item.checked_snapshot
    assert recompute(records, pipeline).reopened == ()
    offered = Submitting(records, pipeline).approved_for(pipeline.answer(QUESTION), None)
    assert offered is not None
    assert offered.answer.question == QUESTION


def test_before_it_is_recomputed_an_outdated_answer_is_not_offered(place) -> None:
    settings, publish = place
    pipeline, records, _ = approved(settings)
    publish(NOT_COVERED)
    assert Submitting(records, pipeline).approved_for(pipeline.answer(QUESTION), None) is None


def test_the_command_tells_what_it_reopened(place, monkeypatch) -> None:
    settings, publish = place
    _, records, _ = approved(settings)
    records.close()
    for name in ("index_dir", "records_dir", "audit_key_file"):
        monkeypatch.setenv(f"{PREFIX}{name.upper()}", str(getattr(settings, name)))
    publish(NOT_COVERED)
    result = CliRunner().invoke(app.cli.cli, ["review", "recompute"])
    assert result.exit_code == 0
    assert f"reopened: {QUESTION}: the verdict was necessary" in result.output
    assert "1 approved answers computed again, 1 reopened" in result.output
    assert "0 approved" in CliRunner().invoke(app.cli.cli, ["review", "recompute"]).output


def test_the_pages_recompute_by_themselves_when_they_meet_a_new_snapshot(
    place, monkeypatch
) -> None:
    settings, publish = place
    pipeline, records, item = approved(settings)
    monkeypatch.setattr(app.ui.reviewing, "shared_records", lambda: records)
    app.ui.reviewing.shared_watch.clear()
    app.ui.reviewing.watch(pipeline)
    publish(NOT_COVERED)
    app.ui.reviewing.watch(pipeline)
    end = time.monotonic() + 30
    review = Review(records, pipeline)
    while time.monotonic() < end:
        if review.open(LOCAL, item.submission_id).submission.status is Status.UNDER_REVIEW:
            break
        time.sleep(0.05)
    assert review.open(LOCAL, item.submission_id).events[-1].event == "reopened"
