"""The reviewers' work: every call checks who asks for it, and is written into the audit chain."""

from collections.abc import Sequence
from dataclasses import dataclass

from app.access import Action, User, require
from app.kept_library import cited_passages, dump_passages, load_passages, read_answer
from app.records import Records, Status, Submission
from app.review.basis import basis_of, difference, load_basis
from app.review.edit import NewSentence, Wording, check_quotes, edited
from app.review.recompute import Recomputed, recompute
from app.review.story import Opened, ReviewPipeline, ask_again, log_event, opened, renewed, there
from ingest.errors import ReviewError


@dataclass(frozen=True, slots=True)
class Review:
    """The queue over open records and the published index."""

    records: Records
    pipeline: ReviewPipeline

    def queue(
        self, user: User | None, *status: Status, returned: bool = False
    ) -> tuple[Submission, ...]:
        """The answers of these statuses, the last changed first.

        Raises:
            AccessError: He is no reviewer, editor or admin.
            StorageError: It could not be read.
        """
        require(user, Action.OPEN_REVIEW)
        with self.records.reading() as at:
            return at.submissions.with_status(*status, returned=returned)

    def open(self, user: User | None, submission_id: str) -> Opened:
        """One answer with its passages and all that happened to it.

        Raises:
            AccessError: He is no reviewer, editor or admin.
            ReviewError: There is none of that id.
            StorageError: It could not be read.
        """
        require(user, Action.READ_SUBMISSION)
        with self.records.reading() as at:
            return opened(at, there(at, submission_id))

    def save(
        self,
        user: User | None,
        before: Submission,
        wording: Sequence[Wording],
        added: Sequence[NewSentence] = (),
    ) -> Submission:
        """Save other wording; what is approved goes back under review with it.

        Raises:
            AccessError: He is no reviewer.
            ReviewError: A sentence has no quote or is not carried by it, or somebody was faster.
            StorageError: It could not be written.
        """
        who = require(user, Action.EDIT_SUBMISSION)
        answer = read_answer(before.answer)
        passages = {p.passage_id: p for p in load_passages(before.passages)}
        after, changes = edited(answer, wording, added, passages)
        if not changes:
            return before
        with self.records.writing() as at:
            values = {"answer": after.model_dump_json(), "status": Status.UNDER_REVIEW}
            saved = at.submissions.change(before, values)
            log_event(at, who.user_id, saved, "edited", "\n".join(changes))
        return saved

    def comment(self, user: User | None, before: Submission, words: str) -> Submission:
        """Say something on an answer; from then on it is under review.

        Raises:
            AccessError: He may not.
            ReviewError: He says nothing, or somebody was faster.
            StorageError: It could not be written.
        """
        who = require(user, Action.COMMENT)
        if not (note := words.strip()):
            raise ReviewError("the comment is empty: write it")
        with self.records.writing() as at:
            stays = before.status is Status.APPROVED or before.is_returned
            status = before.status if stays else Status.UNDER_REVIEW
            after = at.submissions.change(before, {"status": status})
            log_event(at, who.user_id, after, "commented", note)
        return after

    def approve(self, user: User | None, before: Submission) -> Submission:
        """Approve an answer that still is what the documents give.

        Raises:
            AccessError: He is no reviewer.
            ReviewError: The documents give another answer now, a quote is gone, or somebody was
                faster.
            StorageError: It could not be written.
        """
        who = require(user, Action.APPROVE)
        if before.is_returned:
            raise ReviewError("it was returned to who asked: it comes back when it is submitted")
        answer = read_answer(before.answer)
        check_quotes(answer, self.pipeline.document_text)
        if reason := self.outdated(before):
            raise ReviewError(f"{reason}: take over the new answer first")
        with self.records.writing() as at:
            values = {
                "status": Status.APPROVED,
                "passages": dump_passages(cited_passages(answer, self.pipeline)),
                "checked_snapshot": self.pipeline.snapshot_id(),
            }
            after = at.submissions.change(before, values)
            log_event(at, who.user_id, after, "approved")
        return after

    def send_back(self, user: User | None, before: Submission, reason: str) -> Submission:
        """Return an answer to who asked, with a reason; it leaves the queue.

        Raises:
            AccessError: He is no reviewer.
            ReviewError: He gives no reason, or somebody was faster.
            StorageError: It could not be written.
        """
        who = require(user, Action.RETURN)
        if not (note := reason.strip()):
            raise ReviewError("it is returned with a reason: write it")
        with self.records.writing() as at:
            after = at.submissions.change(before, {"status": Status.SUBMITTED, "is_returned": True})
            log_event(at, who.user_id, after, "returned", note)
        return after

    def outdated(self, submission: Submission) -> str:
        """Why it is no longer what the documents give, one sentence; "" if it is."""
        fresh = ask_again(submission, self.pipeline)
        return difference(load_basis(submission.basis), basis_of(fresh))

    def take_over(self, user: User | None, before: Submission) -> Submission:
        """Put what the documents give now in place of an answer that is under review.

        Raises:
            AccessError: He is no reviewer.
            ReviewError: It is a redacted copy, which cannot be asked again, or somebody was faster.
            StorageError: It could not be written.
        """
        who = require(user, Action.EDIT_SUBMISSION)
        if before.is_redacted:
            raise ReviewError(
                "the case of this copy is not kept, so that it cannot be asked again: return it"
            )
        fresh = ask_again(before, self.pipeline)
        with self.records.writing() as at:
            after = at.submissions.change(before, renewed(fresh, self.pipeline))
            log_event(at, who.user_id, after, "renewed", "replaced by what the documents give now")
        return after

    def recompute(self, user: User | None) -> Recomputed:
        """Hold every approved answer against the published Snapshot, as after a publish.

        Raises:
            AccessError: He is no reviewer, editor or admin.
            StorageError: The records cannot be read or written.
        """
        require(user, Action.RECOMPUTE)
        return recompute(self.records, self.pipeline)
