"""What is kept: the audit chain of ids and hashes, the history of each person, the review queue.

The one owner of SQLAlchemy and Alembic. Stores know rows, not people's rights: those are checked by
the services above (`app.history`, `app.review`).
"""

from app.records.chain import Checked, Event, Head, parse_head
from app.records.conversations import Conversation, KeptTurn
from app.records.feedback import Feedback
from app.records.store import (
    Records,
    Transaction,
    account_of,
    audit_head,
    audit_verify,
    open_records,
)
from app.records.submissions import Status, Submission, SubmissionEvent, new_submission_id

__all__ = [
    "Checked",
    "Conversation",
    "Event",
    "Feedback",
    "Head",
    "KeptTurn",
    "Records",
    "Status",
    "Submission",
    "SubmissionEvent",
    "Transaction",
    "account_of",
    "audit_head",
    "audit_verify",
    "new_submission_id",
    "open_records",
    "parse_head",
]
