"""What happened to an answer in review: written down, and read back. Shared by both sides."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from app.answering import Answerer, Library
from app.kept_library import cited_passages, dump_passages, load_passages, read_answer
from app.models import Answer
from app.records import Event, Status, Submission, SubmissionEvent, Transaction
from app.review.basis import basis_of, dump_basis
from ingest.errors import ReviewError
from ingest.models import Passage


class ReviewPipeline(Answerer, Library, Protocol):
    """What a review needs of the pipeline."""

    def snapshot_id(self) -> str: ...

    def match_key(self, answer: Answer) -> str: ...

    def document_text(self, doc_id: str) -> str: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """One answer on a reviewer's desk.

    Attributes:
        submission: As it stands in the queue.
        answer: As edited, with the status that it has.
        passages: What it cites, by id.
        events: What happened to it, oldest first.
        names: Of those who did it, by user id.
    """

    submission: Submission
    answer: Answer
    passages: Mapping[str, Passage]
    events: tuple[SubmissionEvent, ...]
    names: Mapping[str, str]


def renewed(fresh: Answer, pipeline: ReviewPipeline) -> dict[str, object]:
    """What changes in a submission whose answer is computed anew."""
    return {
        "status": Status.UNDER_REVIEW,
        "answer": fresh.model_dump_json(),
        "basis": dump_basis(basis_of(fresh)),
        "passages": dump_passages(cited_passages(fresh, pipeline)),
        "match_key": pipeline.match_key(fresh),
        "checked_snapshot": fresh.snapshot,
    }


def ask_again(submission: Submission, pipeline: ReviewPipeline) -> Answer:
    """The same question, asked of the index as it is now."""
    answer = read_answer(submission.answer)
    as_of = date.fromisoformat(submission.as_of_asked) if submission.as_of_asked else None
    return pipeline.answer(answer.question, payer=answer.understood.payer, as_of=as_of)


def log_event(at: Transaction, user_id: str, after: Submission, event: str, note: str = "") -> None:
    """Write what happened into the answer's story, and without its words into the audit chain."""
    answer = read_answer(after.answer)
    at.submissions.log(after.submission_id, user_id, event, note)
    at.audit.append(
        Event(
            event=event,
            user_id=user_id,
            subject_id=after.submission_id,
            snapshot=answer.snapshot,
            composer=answer.composer,
            verdict=answer.verdict.value if answer.verdict else "",
            documents=tuple(entry.doc_id for entry in answer.references),
            digest=at.digest(after.answer),
        )
    )


def there(at: Transaction, submission_id: str) -> Submission:
    found = at.submissions.find(submission_id)
    if found is None:
        raise ReviewError("this answer is no longer in the queue: go back to the list")
    return found


def opened(at: Transaction, found: Submission) -> Opened:
    events = at.submissions.events_of(found.submission_id)
    answer = read_answer(found.answer)
    return Opened(
        submission=found,
        answer=answer.model_copy(update={"review_status": found.status.value}),
        passages={p.passage_id: p for p in load_passages(found.passages)},
        events=events,
        names=at.people.names(event.user_id for event in events),
    )
