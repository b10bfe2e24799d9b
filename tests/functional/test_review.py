"""The review from asking to approval and back, with its rules for each role, on both databases."""

from datetime import date
from types import SimpleNamespace

import pytest

from app.access import GUEST, Action, Role, User, may
from app.history import History
from app.models import Verdict
from app.records import Status, audit_verify, open_records
from app.review import NewSentence, Review, Submitting, Wording, recompute
from ingest.errors import AccessError, ReviewError, StorageVersionError

ANN = User(user_id="ann", name="Ann", roles=frozenset({Role.CLINICIAN}))
REV = User(user_id="rev", name="Rev", roles=frozenset({Role.REVIEWER}))
EDI = User(user_id="edi", name="Edi", roles=frozenset({Role.EDITOR}))


@pytest.fixture
def pipeline(surfaces):
    return surfaces.StubPipeline()


@pytest.fixture
def records(some_settings):
    opened = open_records(some_settings)
    yield opened
    opened.close()


@pytest.fixture
def asker(records, pipeline):
    return Submitting(records, pipeline)


@pytest.fixture
def review(records, pipeline):
    return Review(records, pipeline)


@pytest.fixture
def board(records, review, asker, pipeline, surfaces):
    """All of it under one name."""
    return SimpleNamespace(
        records=records, review=review, asker=asker, pipeline=pipeline, surfaces=surfaces
    )


@pytest.fixture
def waiting(asker, surfaces):
    """A general answer in the queue."""
    return asker.submit(ANN, surfaces.general_answer(id="g1"), None)


# --- into the queue -------------------------------------------------------------------------------


@pytest.mark.usefixtures("record_settings")  # on both databases
def test_a_general_answer_enters_the_queue(asker, review, surfaces, waiting) -> None:
    (found,) = review.queue(REV, Status.SUBMITTED)
    assert found == waiting
    opened = review.open(REV, waiting.submission_id)
    assert opened.answer.review_status == "submitted"
    assert "example-policy#s1:2" in opened.passages
    assert [(e.event, e.user_id) for e in opened.events] == [("submitted", "ann")]
    seen = asker.status_of(ANN, surfaces.general_answer(id="g1"), None)
    assert seen.submission.status is Status.SUBMITTED


@pytest.mark.usefixtures("record_settings")  # on both databases
def test_the_same_asked_again_is_not_queued_twice(asker, review, surfaces, waiting) -> None:
    other = User(user_id="bob", name="Bob", roles=frozenset({Role.CLINICIAN}))
    again = asker.submit(other, surfaces.general_answer(id="g2", question="Other words?"), None)
    assert again.submission_id == waiting.submission_id
    assert len(review.queue(REV, Status.SUBMITTED)) == 1
    asker.submit(other, surfaces.general_answer(id="g3"), date(2025, 1, 1))
    asker.submit(other, surfaces.general_answer(id="g4", verdict=Verdict.CONDITIONAL), None)
    assert len(review.queue(REV, Status.SUBMITTED)) == 3


def test_an_answer_with_a_case_does_not_enter_by_itself(asker, review, surfaces) -> None:
    with pytest.raises(AccessError, match="submit a redacted copy"):
        asker.submit(ANN, surfaces.rich_answer(), None)
    assert review.queue(REV, *Status) == ()


def test_a_redacted_copy_that_was_seen_enters_and_holds_no_word_of_the_case(
    asker, review, surfaces, record_settings, records
) -> None:
    copy = asker.copy_of(ANN, surfaces.rich_answer(), surfaces.GENERAL_QUESTION, None)
    assert review.queue(REV, *Status) == ()  # looking at it submits nothing
    asker.submit_copy(ANN, copy, None)
    (found,) = review.queue(REV, Status.SUBMITTED)
    assert found.is_redacted
    assert found.match_key == ""
    with records.database.reading() as connection:
        rows = connection.exec_driver_sql("SELECT * FROM submissions").all()
    for words in ("killer cells were low", "30 g daily", "42 years", "clinical-note"):
        assert words not in str(rows)
    if record_settings.records_url is None:
        everything = b"".join(p.read_bytes() for p in record_settings.records_dir.iterdir())
        assert b"killer cells were low" not in everything
    assert (
        asker.status_of(ANN, surfaces.rich_answer(id="q1"), None).submission.submission_id
        == found.submission_id
    )


def test_a_redacted_copy_is_never_offered_to_others(asker, review, surfaces) -> None:
    copy = asker.copy_of(ANN, surfaces.rich_answer(), surfaces.GENERAL_QUESTION, None)
    review.approve(REV, asker.submit_copy(ANN, copy, None))
    assert asker.approved_for(surfaces.general_answer(id="x"), None) is None


@pytest.mark.usefixtures("record_settings")  # on both databases
def test_deleting_a_conversation_takes_back_what_is_not_approved(
    asker, review, records, surfaces, pipeline
) -> None:
    history = History(records)
    places = []
    for name in ("g1", "g2"):
        answer = surfaces.general_answer(id=name)
        places.append(history.keep(ANN, answer, library=pipeline))
    first = asker.submit(ANN, surfaces.general_answer(id="g1"), None)
    second = asker.submit(ANN, surfaces.general_answer(id="g2"), date(2025, 1, 1))
    review.approve(REV, second)
    for place in places:
        history.delete(ANN, place)
    with pytest.raises(ReviewError, match="no longer in the queue"):
        review.open(REV, first.submission_id)
    assert review.open(REV, second.submission_id).submission.status is Status.APPROVED


# --- through review -------------------------------------------------------------------------------


@pytest.mark.usefixtures("record_settings")  # on both databases
def test_edit_comment_and_approve_with_who_and_when(review, waiting) -> None:
    text = "Offering stimulants for fatigue: we recommend against it."
    edited = review.save(REV, waiting, [Wording(index=1, text=text)])
    assert edited.status is Status.UNDER_REVIEW
    said = review.comment(EDI, edited, "Looks good.")
    approved = review.approve(REV, said)
    assert approved.status is Status.APPROVED
    opened = review.open(REV, waiting.submission_id)
    assert opened.answer.claims[1].text == text
    assert [(e.event, e.user_id) for e in opened.events] == [
        ("submitted", "ann"), ("edited", "rev"), ("commented", "edi"), ("approved", "rev"),
    ]  # fmt: skip
    assert [e.at for e in opened.events] == sorted(e.at for e in opened.events)
    assert opened.events[2].note == "Looks good."
    assert text in opened.events[1].note


def test_a_sentence_without_a_quote_is_not_saved(review, waiting) -> None:
    new = NewSentence(
        section="answer", text="It works.", quote="", passage_id="example-policy#s1:1"
    )
    with pytest.raises(ReviewError, match="has no quote"):
        review.save(REV, waiting, [], [new])
    with pytest.raises(ReviewError, match="do not carry"):
        review.save(REV, waiting, [Wording(index=1, text="We recommend stimulants for fatigue.")])
    assert review.open(REV, waiting.submission_id).submission == waiting


def test_saving_without_a_change_changes_nothing(review, waiting) -> None:
    assert review.save(REV, waiting, []) == waiting


def test_an_approved_answer_that_is_edited_is_under_review_again(review, waiting) -> None:
    approved = review.approve(REV, waiting)
    text = "Offering stimulants for fatigue: we recommend against it."
    assert review.save(REV, approved, [Wording(index=1, text=text)]).status is Status.UNDER_REVIEW


@pytest.mark.usefixtures("record_settings")  # on both databases
def test_an_answer_is_returned_with_a_reason_and_comes_back_when_submitted_again(
    asker, review, surfaces, waiting
) -> None:
    with pytest.raises(ReviewError, match="write it"):
        review.send_back(REV, waiting, "  ")
    returned = review.send_back(REV, waiting, "Which payer?")
    assert returned.is_returned
    assert review.queue(REV, Status.SUBMITTED) == ()
    assert review.queue(REV, Status.SUBMITTED, returned=True) == (returned,)
    seen = asker.status_of(ANN, surfaces.general_answer(id="g1"), None)
    assert (seen.events[-1].event, seen.events[-1].note) == ("returned", "Which payer?")
    with pytest.raises(ReviewError, match="was returned"):
        review.approve(REV, returned)
    asker.submit(ANN, surfaces.general_answer(id="g9"), None)  # asking again alone does not
    assert review.queue(REV, Status.SUBMITTED) == ()
    asker.submit(ANN, surfaces.general_answer(id="g1"), None, again=True)
    assert len(review.queue(REV, Status.SUBMITTED)) == 1


@pytest.mark.usefixtures("record_settings")  # on both databases
def test_who_was_slower_is_told(review, waiting) -> None:
    review.comment(REV, waiting, "first")
    for act in (
        lambda: review.comment(REV, waiting, "second"),
        lambda: review.approve(REV, waiting),
        lambda: review.send_back(REV, waiting, "x"),
        lambda: review.save(REV, waiting, [Wording(index=0, text="", leave_out=True)]),
    ):
        with pytest.raises(ReviewError, match="somebody has changed this answer meanwhile"):
            act()


def test_what_the_documents_no_longer_give_is_not_approved(
    review, surfaces, pipeline, waiting
) -> None:
    pipeline.given_general = surfaces.general_answer(verdict=Verdict.CONDITIONAL)
    with pytest.raises(ReviewError, match="is conditional: take over the new answer"):
        review.approve(REV, waiting)
    renewed = review.take_over(REV, waiting)
    assert review.approve(REV, renewed).status is Status.APPROVED
    opened = review.open(REV, waiting.submission_id)
    assert opened.answer.verdict is Verdict.CONDITIONAL


def test_an_answer_whose_quote_is_gone_is_not_approved(
    review, surfaces, waiting, monkeypatch
) -> None:
    monkeypatch.setitem(surfaces.TEXTS, "example-trial", "Another text.")
    with pytest.raises(ReviewError, match="no longer found in example-trial"):
        review.approve(REV, waiting)


def test_a_copy_is_not_taken_over_because_its_case_is_not_kept(asker, review, surfaces) -> None:
    copy = asker.copy_of(ANN, surfaces.rich_answer(), surfaces.GENERAL_QUESTION, None)
    with pytest.raises(ReviewError, match="cannot be asked again"):
        review.take_over(REV, asker.submit_copy(ANN, copy, None))


# --- offered first --------------------------------------------------------------------------------


@pytest.mark.usefixtures("record_settings")  # on both databases
def test_an_approved_answer_is_offered_when_the_same_is_asked_again(
    asker, review, surfaces, waiting
) -> None:
    asked = surfaces.general_answer(id="x", question="Other words?")
    assert asker.approved_for(asked, None) is None
    review.approve(REV, waiting)
    found = asker.approved_for(asked, None)
    assert found.answer.id == "g1"
    assert found.answer.review_status == "approved"
    assert found.by == "rev"
    assert found.passages


@pytest.mark.parametrize(
    ("change", "as_of"),
    [
        pytest.param({"general": False}, None, id="with facts of a case"),
        pytest.param({}, date(2025, 1, 1), id="for another date"),
        pytest.param({"verdict": Verdict.CONDITIONAL}, None, id="with another verdict now"),
        pytest.param({"positions": ()}, None, id="with other sources now"),
    ],
)
def test_it_is_not_offered(board, waiting, change, as_of) -> None:
    board.review.approve(REV, waiting)
    asked = board.surfaces.general_answer(id="x", **change)
    assert board.asker.approved_for(asked, as_of) is None


# --- when documents change ------------------------------------------------------------------------


def publish(pipeline, answer=None):
    pipeline.snapshot = "s-next"
    pipeline.given_general = answer


@pytest.mark.usefixtures("record_settings")  # on both databases
def test_after_a_publish_that_changes_nothing_it_stays_approved(
    records, review, pipeline, waiting
) -> None:
    approved = review.approve(REV, waiting)
    publish(pipeline)
    found = recompute(records, pipeline)
    assert (found.n_checked, found.reopened) == (1, ())
    after = review.open(REV, waiting.submission_id).submission
    assert (after.status, after.updated_at) == (Status.APPROVED, approved.updated_at)
    assert recompute(records, pipeline).n_checked == 0


def change_quote(surfaces):
    answer = surfaces.general_answer()
    rows = [
        row.model_copy(update={"quote": "Another sentence."}) if row.decides else row
        for row in answer.positions
    ]
    return answer.model_copy(update={"positions": tuple(rows)})


@pytest.mark.parametrize(
    ("make", "reason"),
    [
        pytest.param(
            lambda s: s.general_answer(verdict=Verdict.NECESSARY),
            "the verdict was not necessary and is necessary",
            id="another verdict",
        ),
        pytest.param(
            lambda s: s.general_answer(positions=()), "no longer decides", id="source gone"
        ),
        pytest.param(change_quote, "a deciding quote is another", id="another quote"),
    ],
)
def test_another_answer_sends_it_back_saying_why(board, waiting, make, reason) -> None:
    review = board.review
    review.approve(REV, waiting)
    publish(board.pipeline, make(board.surfaces))
    found = recompute(board.records, board.pipeline)
    assert found.n_checked == 1
    assert reason in found.reopened[0][1]
    opened = review.open(REV, waiting.submission_id)
    assert opened.submission.status is Status.UNDER_REVIEW
    assert (opened.events[-1].event, opened.events[-1].user_id) == ("reopened", "system")
    assert opened.events[-1].note.startswith("after publishing s-next: ")
    assert reason in opened.events[-1].note
    assert review.approve(REV, opened.submission).status is Status.APPROVED  # the new answer


def test_a_quote_that_is_gone_sends_it_back(board, waiting, monkeypatch) -> None:
    board.review.approve(REV, waiting)
    publish(board.pipeline, board.surfaces.general_answer())
    monkeypatch.setitem(board.surfaces.TEXTS, "example-trial", "Another text.")
    found = recompute(board.records, board.pipeline)
    assert "no longer found in example-trial" in found.reopened[0][1]


def test_a_copy_is_held_against_the_general_answer_and_kept_as_it_is(
    asker, records, review, surfaces, pipeline
) -> None:
    copy = asker.copy_of(ANN, surfaces.rich_answer(), surfaces.GENERAL_QUESTION, None)
    before = review.approve(REV, asker.submit_copy(ANN, copy, None))
    publish(pipeline)
    assert recompute(records, pipeline).reopened == ()
    pipeline.snapshot = "s-later"
    pipeline.given_general = surfaces.general_answer(positions=())
    assert len(recompute(records, pipeline).reopened) == 1
    after = review.open(REV, before.submission_id).submission
    assert (after.status, after.answer) == (Status.UNDER_REVIEW, before.answer)


def test_what_is_not_approved_is_not_recomputed(records, pipeline, waiting) -> None:
    assert waiting.status is Status.SUBMITTED
    publish(pipeline)
    assert recompute(records, pipeline).n_checked == 0


# --- who may --------------------------------------------------------------------------------------

ACTS = {
    Action.OPEN_REVIEW: lambda review, user, _item: review.queue(user, Status.SUBMITTED),
    Action.READ_SUBMISSION: lambda review, user, item: review.open(user, item.submission_id),
    Action.COMMENT: lambda review, user, item: review.comment(user, item, "x"),
    Action.EDIT_SUBMISSION: lambda review, user, item: review.save(
        user, item, [Wording(index=0, text="", leave_out=True)]
    ),
    Action.APPROVE: lambda review, user, item: review.approve(user, item),
    Action.RETURN: lambda review, user, item: review.send_back(user, item, "x"),
    Action.RECOMPUTE: lambda review, user, _item: review.recompute(user),
}
PEOPLE = {role.value: User(user_id="p", name="P", roles=frozenset({role})) for role in Role}
PEOPLE |= {"guest": GUEST, "nobody": None}


@pytest.mark.parametrize("action", ACTS)
@pytest.mark.parametrize("who", PEOPLE)
def test_each_action_is_for_its_roles_alone(review, waiting, action, who) -> None:
    user = PEOPLE[who]
    if may(user, action):
        ACTS[action](review, user, waiting)
        return
    with pytest.raises(AccessError):
        ACTS[action](review, user, waiting)
    opened = review.open(REV, waiting.submission_id)
    assert opened.submission == waiting
    assert len(opened.events) == 1


def test_taking_over_is_for_reviewers(review, waiting) -> None:
    for user in (ANN, EDI, GUEST, None):
        with pytest.raises(AccessError):
            review.take_over(user, waiting)


@pytest.mark.parametrize("user", [GUEST, None], ids=["a guest", "nobody"])
def test_guests_and_nobody_submit_nothing(asker, review, surfaces, user) -> None:
    with pytest.raises(AccessError):
        asker.submit(user, surfaces.general_answer(), None)
    with pytest.raises(AccessError):
        asker.copy_of(user, surfaces.rich_answer(), "x", None)
    assert review.queue(REV, *Status) == ()


@pytest.mark.usefixtures("waiting")
def test_what_reviewers_said_is_for_who_asked_alone(asker, surfaces) -> None:
    answer = surfaces.general_answer(id="g1")
    for user in (REV, EDI, GUEST, None):
        with pytest.raises(AccessError):
            asker.status_of(user, answer, None)
    other = surfaces.general_answer(id="unknown", general=False)
    assert asker.status_of(ANN, other, None) is None


def test_who_asks_the_same_sees_its_status_and_not_what_was_said(
    asker, review, surfaces, waiting
) -> None:
    review.comment(REV, waiting, "A remark for Ann.")
    bob = User(user_id="bob", name="Bob", roles=frozenset({Role.CLINICIAN}))
    seen = asker.status_of(bob, surfaces.general_answer(id="g2"), None)
    assert seen.submission.status is Status.UNDER_REVIEW
    assert seen.events == ()


def test_another_persons_answer_is_not_submitted(board) -> None:
    answer = board.surfaces.general_answer(id="g1")
    History(board.records).keep(ANN, answer, library=board.pipeline)
    with pytest.raises(AccessError, match="is another's"):
        board.asker.submit(REV, answer, None)


def test_an_answer_of_another_version_is_one_sentence(review, records, waiting) -> None:
    with records.database.writing() as connection:
        connection.exec_driver_sql("UPDATE submissions SET answer = '{\"zebra\": 1}'")
    with pytest.raises(StorageVersionError, match="another version") as caught:
        review.open(REV, waiting.submission_id)
    assert "zebra" not in str(caught.value)


def test_the_audit_chain_names_each_step_without_a_word_of_it(
    review, records, record_settings, waiting
) -> None:
    edited = review.save(REV, waiting, [Wording(index=0, text="", leave_out=True)])
    review.approve(REV, review.comment(REV, edited, "A secret remark."))
    with records.database.reading() as connection:
        rows = connection.exec_driver_sql("SELECT * FROM audit ORDER BY seq").mappings().all()
    assert [row["event"] for row in rows] == ["submitted", "edited", "commented", "approved"]
    assert {row["subject_id"] for row in rows} == {waiting.submission_id}
    assert "secret remark" not in str(rows)
    assert audit_verify(record_settings, None).faults == ()
    with records.database.writing() as connection:
        connection.exec_driver_sql("UPDATE submissions SET answer = replace(answer, 'CBT', 'CAT')")
    assert (
        "is not the one that the chain has signed" in audit_verify(record_settings, None).faults[0]
    )
