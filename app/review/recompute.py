"""After each publish: every approved answer is computed again, and reopened if it is another."""

from dataclasses import dataclass

from app.kept_library import read_answer
from app.models import Answer
from app.records import Records, Status, Submission
from app.review.basis import Basis, basis_of, difference, dump_basis, load_basis
from app.review.story import ReviewPipeline, ask_again, log_event, renewed
from ingest.errors import CitationError

SYSTEM = "system"  # who reopens, in the story and in the audit chain


@dataclass(frozen=True, slots=True, kw_only=True)
class Recomputed:
    """What a run has found.

    Attributes:
        n_checked: Approved answers that were computed again.
        reopened: Question and reason of each that went back under review.
    """

    n_checked: int
    reopened: tuple[tuple[str, str], ...]


def recompute(records: Records, pipeline: ReviewPipeline) -> Recomputed:
    """Hold every approved answer against the published Snapshot, one transaction each.

    One that was held against this Snapshot before is not computed again: a second run costs
    nothing, and one that was interrupted goes on where it was.

    Raises:
        StorageError: The records cannot be read or written.
        IndexError_: The index cannot be used.
    """
    snapshot = pipeline.snapshot_id()
    with records.reading() as at:
        approved = at.submissions.with_status(Status.APPROVED)
    due = [item for item in approved if item.checked_snapshot != snapshot]
    reopened = tuple(
        (read_answer(item.answer).question, reason)
        for item in due
        if (reason := _held_against(records, pipeline, item, snapshot))
    )
    return Recomputed(n_checked=len(due), reopened=reopened)


def reason_to_reopen(
    approved: Answer, before: Basis, after: Answer, pipeline: ReviewPipeline
) -> str:
    """Why an approved answer no longer stands, one sentence; "" where it does.

    Args:
        approved: As it was approved.
        before: The basis on which it was approved, of the Snapshot of then.
        after: The same question, answered from the Snapshot of now.
        pipeline: Looks quotes up in the Snapshot of now.
    """
    changed = difference(before, basis_of(after))
    if changed:
        return changed
    for claim in approved.claims:
        for citation in claim.citations:
            if not _still_there(citation.doc_id, citation.quote, pipeline):
                return f"a quote is no longer found in {citation.doc_id}"
    return ""


def _still_there(doc_id: str, quote: str, pipeline: ReviewPipeline) -> bool:
    try:
        return quote in pipeline.document_text(doc_id)
    except (CitationError, KeyError):
        return False


def _held_against(
    records: Records, pipeline: ReviewPipeline, item: Submission, snapshot: str
) -> str:
    fresh = ask_again(item, pipeline)
    approved = read_answer(item.answer)
    reason = reason_to_reopen(approved, load_basis(item.basis), fresh, pipeline)
    with records.writing() as at:
        now = at.submissions.find(item.submission_id)
        if now is None or now.version != item.version:
            return ""  # a reviewer was faster; an approval holds it against this Snapshot itself
        if not reason:
            at.submissions.change(item, {"checked_snapshot": snapshot}, touch=False)
            return ""
        values = renewed(fresh, pipeline)
        if item.is_redacted:
            # The copy stays as it is, for its case is not kept; only what it is held against moves.
            values = {"status": Status.UNDER_REVIEW, "basis": dump_basis(basis_of(fresh))}
        after = at.submissions.change(item, {**values, "checked_snapshot": snapshot})
        log_event(at, SYSTEM, after, "reopened", f"after publishing {snapshot}: {reason}")
    return reason
