"""The asker's side: submitting an answer, what became of it, and what is approved already."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from app.access import Action, User, require
from app.kept_library import cited_passages, dump_passages, load_passages, read_answer
from app.models import Answer
from app.records import Records, Status, Submission, Transaction, new_submission_id
from app.records.audit import now
from app.review.basis import basis_of, difference, dump_basis, load_basis
from app.review.redact import redacted_copy
from app.review.story import Opened, ReviewPipeline, log_event, opened
from ingest.errors import AccessError
from ingest.models import Passage


@dataclass(frozen=True, slots=True, kw_only=True)
class Approved:
    """An approved answer to what was asked again.

    Attributes:
        answer: As approved.
        by: Name of the reviewer.
        at: When, ISO 8601 in UTC.
        passages: What it cites.
    """

    answer: Answer
    by: str
    at: str
    passages: tuple[Passage, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Copy:
    """A redacted copy, and the general answer that it is held against later.

    Attributes:
        of: Id of the answer that it is a copy of.
        answer: What reviewers will see.
        general: The answer to the general question.
    """

    of: str
    answer: Answer
    general: Answer


@dataclass(frozen=True, slots=True)
class Submitting:
    """What an asker does with the queue."""

    records: Records
    pipeline: ReviewPipeline

    def submit(
        self, user: User | None, answer: Answer, as_of: date | None, *, again: bool = False
    ) -> Submission:
        """Put a general answer into the queue, or find that its like lies there.

        Args:
            user: Who asked for it.
            answer: As he was shown it.
            as_of: The date of service that was asked for, None for today.
            again: Put it back, if it is his and was returned.

        Raises:
            AccessError: He may not submit, or the answer holds what is for himself alone.
            StorageError: It could not be written.
        """
        if not answer.general:
            raise AccessError(
                "this answer rests on a case: submit a redacted copy that you have seen"
            )
        new = self._drafted(user, answer, as_of, basis=answer)
        return self._entered(replace(new, match_key=self.pipeline.match_key(answer)), again=again)

    def copy_of(self, user: User | None, answer: Answer, question: str, as_of: date | None) -> Copy:
        """A copy without the case, for its asker to look at; nothing is kept of it yet.

        Args:
            user: Who asked.
            answer: As he was shown it, with the case.
            question: The question in general words, as he wants others to read it.
            as_of: The date of service that was asked for, None for today.

        Raises:
            AccessError: He may not submit.
            QuestionError: The question is empty or too long.
            IndexError_: The index cannot be used.
        """
        require(user, Action.OWN_SUBMIT, owner_id=user.user_id if user else None)
        general = self.pipeline.answer(question, payer=answer.understood.payer, as_of=as_of)
        return Copy(of=answer.id, answer=redacted_copy(answer, general), general=general)

    def submit_copy(self, user: User | None, copy: Copy, as_of: date | None) -> Submission:
        """Put a copy into the queue that its asker has seen.

        Raises:
            AccessError: He may not submit.
            StorageError: It could not be written.
        """
        new = self._drafted(user, copy.answer, as_of, basis=copy.general)
        return self._entered(replace(new, answer_id=copy.of, is_redacted=True), again=True)

    def _drafted(
        self, user: User | None, answer: Answer, as_of: date | None, *, basis: Answer
    ) -> Submission:
        who = require(user, Action.OWN_SUBMIT, owner_id=user.user_id if user else None)
        moment = now()
        return Submission(
            submission_id=new_submission_id(),
            answer_id=answer.id,
            user_id=who.user_id,
            status=Status.SUBMITTED,
            is_returned=False,
            is_redacted=False,
            match_key="",
            as_of_asked=as_of.isoformat() if as_of else "",
            version=1,
            submitted_at=moment,
            updated_at=moment,
            checked_snapshot=answer.snapshot,
            basis=dump_basis(basis_of(basis)),
            answer=answer.model_dump_json(),
            passages=dump_passages(cited_passages(answer, self.pipeline)),
        )

    def _entered(self, new: Submission, *, again: bool) -> Submission:
        """The new one in the queue, or what lies there already: the same answer, or its like."""
        with self.records.writing() as at:
            owner = at.conversations.owner_of_answer(new.answer_id)
            if owner not in {None, new.user_id}:
                raise AccessError("this answer is another's: submit one of your own")
            known = at.submissions.of_answer(new.answer_id)
            if known is None and new.match_key:
                place = (new.as_of_asked, new.basis)
                known = _same(at.submissions.open_with(new.match_key), place)
            if known is None:
                at.submissions.add(new)
                log_event(at, new.user_id, new, "submitted")
                return new
            if again and known.is_returned and known.user_id == new.user_id:
                after = at.submissions.change(known, _as_new(new))
                log_event(at, new.user_id, after, "submitted", "again")
                return after
            return known

    def approved_for(self, answer: Answer, as_of: date | None) -> Approved | None:
        """The approved answer to the same pairs, payer and date of service; None if there is none.

        One that does not stand on what has just been computed is not offered.

        Args:
            answer: What has just been computed.
            as_of: The date of service that was asked for, None for today.

        Raises:
            StorageError: It could not be read.
        """
        key = self.pipeline.match_key(answer)
        if not key:
            return None
        asked, stands_on = as_of.isoformat() if as_of else "", basis_of(answer)
        with self.records.reading() as at:
            for found in at.submissions.open_with(key):
                stands = found.status is Status.APPROVED and found.as_of_asked == asked
                if stands and not difference(load_basis(found.basis), stands_on):
                    return _approved(at, found)
        return None

    def status_of(self, user: User | None, answer: Answer, as_of: date | None) -> Opened | None:
        """What became of an answer of his own, or of its like; None if neither is in the queue.

        What reviewers said of somebody else's answer is not told.

        Args:
            user: Who asks.
            answer: As he has it in his history.
            as_of: The date of service that was asked for, None for today.

        Raises:
            AccessError: It is another's.
            StorageError: It could not be read.
        """
        who = require(user, Action.OPEN_HISTORY)
        key = self.pipeline.match_key(answer)
        place = (as_of.isoformat() if as_of else "", dump_basis(basis_of(answer)))
        with self.records.reading() as at:
            found = at.submissions.of_answer(answer.id)
            if found is not None:
                require(who, Action.OWN_READ, owner_id=found.user_id)
                return opened(at, found)
            like = _same(at.submissions.open_with(key), place) if key else None
            return replace(opened(at, like), events=()) if like else None


def _same(found: Sequence[Submission], place: tuple[str, str]) -> Submission | None:
    """The one with this date of service and basis."""
    return next((s for s in found if (s.as_of_asked, s.basis) == place), None)


def _as_new(new: Submission) -> dict[str, object]:
    """What changes in one that was returned and is submitted again."""
    names = ("as_of_asked", "checked_snapshot", "basis", "answer", "passages", "match_key")
    values = {name: getattr(new, name) for name in names}
    return {**values, "status": Status.SUBMITTED, "is_returned": False}


def _approved(at: Transaction, found: Submission) -> Approved:
    event = next(
        e for e in reversed(at.submissions.events_of(found.submission_id)) if e.event == "approved"
    )
    answer = read_answer(found.answer)
    return Approved(
        answer=answer.model_copy(update={"review_status": Status.APPROVED.value}),
        by=at.people.names([event.user_id])[event.user_id],
        at=event.at,
        passages=load_passages(found.passages),
    )
