"""The tables. Texts that a person can have deleted lie apart from the audit chain, which has none.

Times are text, ISO 8601 in UTC to the microsecond: the same on SQLite and PostgreSQL, and what the
audit chain signs. A change here needs a migration (`migrations/versions`); a test compares the two.
"""

from sqlalchemy import Boolean, Column, ForeignKey, Index, Integer, MetaData, String, Table, Text

# The newest migration.
SCHEMA_VERSION = "0002"

metadata = MetaData()

# Facts about the records themselves: which key the audit chain was begun with.
meta = Table(
    "meta",
    metadata,
    Column("name", String(40), primary_key=True),
    Column("value", Text, nullable=False),
)

# Who is who. `subject_digest` is keyed: without the key nobody learns an account from it.
people = Table(
    "people",
    metadata,
    Column("user_id", String(32), primary_key=True),
    Column("subject_digest", String(64), nullable=False, unique=True),
    Column("name", Text, nullable=False),
    Column("first_seen", String(32), nullable=False),
)

# Append-only: triggers refuse every UPDATE and DELETE. Ids and hashes, never a text.
audit = Table(
    "audit",
    metadata,
    Column("seq", Integer, primary_key=True, autoincrement=False),
    Column("at", String(32), nullable=False),
    Column("event", String(40), nullable=False),
    Column("user_id", String(32), nullable=False),
    Column("subject_id", String(64), nullable=False),
    Column("snapshot", String(64), nullable=False),
    Column("composer", Text, nullable=False),
    Column("verdict", String(40), nullable=False),
    Column("documents", Text, nullable=False),
    Column("digest", String(64), nullable=False),
    Column("mac", String(64), nullable=False),
)

conversations = Table(
    "conversations",
    metadata,
    Column("conversation_id", String(32), primary_key=True),
    Column("user_id", String(32), nullable=False),
    Column("title", Text, nullable=False),
    Column("created_at", String(32), nullable=False),
    Column("updated_at", String(32), nullable=False),
    Index("ix_conversations_user", "user_id", "updated_at"),
)

turns = Table(
    "turns",
    metadata,
    Column("answer_id", String(64), primary_key=True),
    Column(
        "conversation_id",
        ForeignKey("conversations.conversation_id", ondelete="CASCADE"),
        nullable=False,
        index=True,
    ),
    Column("position", Integer, nullable=False),
    Column("asked_at", String(32), nullable=False),
    Column("holds_case", Boolean, nullable=False),
    Column("answer", Text, nullable=False),
    Column("passages", Text, nullable=False),
    # What a search looks through, in small letters.
    Column("words", Text, nullable=False),
)

submissions = Table(
    "submissions",
    metadata,
    Column("submission_id", String(32), primary_key=True),
    Column("answer_id", String(64), nullable=False, unique=True),
    Column("user_id", String(32), nullable=False),
    Column("status", String(20), nullable=False),
    Column("is_returned", Boolean, nullable=False),
    Column("is_redacted", Boolean, nullable=False),
    # Under which an approved answer is found again; "" where it must not be.
    Column("match_key", String(64), nullable=False, index=True),
    Column("as_of_asked", String(10), nullable=False),
    Column("version", Integer, nullable=False),
    Column("submitted_at", String(32), nullable=False),
    Column("updated_at", String(32), nullable=False),
    Column("checked_snapshot", String(64), nullable=False),
    Column("basis", Text, nullable=False),
    Column("answer", Text, nullable=False),
    Column("passages", Text, nullable=False),
    Index("ix_submissions_status", "status", "updated_at"),
)

submission_events = Table(
    "submission_events",
    metadata,
    Column("event_id", Integer, primary_key=True),
    Column(
        "submission_id",
        ForeignKey("submissions.submission_id", ondelete="CASCADE"),
        nullable=False,
        index=True,
    ),
    Column("at", String(32), nullable=False),
    Column("user_id", String(32), nullable=False),
    Column("event", String(40), nullable=False),
    Column("note", Text, nullable=False),
)

# What readers think of an answer, or of one of its citations. No text of question or answer: those
# lie in the history of who asked, and go with it.
feedback = Table(
    "feedback",
    metadata,
    Column("feedback_id", String(32), primary_key=True),
    Column("answer_id", String(64), nullable=False, index=True),
    Column("user_id", String(32), nullable=False),
    Column("at", String(32), nullable=False),
    Column("reason", String(40), nullable=False),
    # Of a citation: where it points; "" and 0 for the answer as a whole.
    Column("doc_id", Text, nullable=False),
    Column("char_start", Integer, nullable=False),
    Column("char_end", Integer, nullable=False),
    Column("comment", Text, nullable=False),
)
