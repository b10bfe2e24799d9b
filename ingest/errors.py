"""Every failure we raise on purpose; the exit codes are part of the interface.

GuidelineError            1
├── SettingsError         2   a setting is missing, malformed or unknown
├── QuestionError         3   the question is empty or too long
├── CorpusError          10   a document or the corpus folder is wrong
│   └── PartialIngestError 12 some documents failed, the good ones are published
├── IndexError_          11   the index: see below
│   ├── IndexMissingError 11  there is no published snapshot there
│   ├── IndexMismatchError 13 it was built with another encoder or format
│   ├── IndexLockedError  14  another build is running
│   └── IndexDamagedError 15  a file of the snapshot is cut short or changed
├── CitationError        20   a sentence cites what was not retrieved, or misquotes it
├── ModelError           21   the language model, or a server for embeddings: see below
│   ├── ModelAccessError  21  its key, its name or its URL is wrong
│   ├── ModelTimeoutError 21  it did not answer in time, or is not there
│   ├── ModelReplyError   21  its reply is cut off, or not in the form that was asked for
│   ├── ModelRefusedError 21  it refused to answer
│   ├── ModelBudgetError  21  the answer has used up its tokens or its cost
│   └── ModelStoppedError 21  the reader has stopped it
├── EgressError          22   a host that is not allowed by name
├── StorageError         23   the records database cannot be reached, read or written
│   ├── StorageLockedError 24 another process holds it
│   ├── StorageVersionError 25 it was written by another version
│   ├── AuditKeyError     26  the key of the audit chain is missing or another one
│   └── AuditError        27  the audit chain was changed, cut or rewritten
├── AccessError          28   who asks may not do this
├── ReviewError          29   an edit or a decision of a reviewer that cannot stand
└── CaseFileError        30   an eval case is wrong: file and line
"""

from typing import ClassVar


class GuidelineError(Exception):
    """Base class; the command line prints these as one line, without a traceback."""

    exit_code: ClassVar[int] = 1


class SettingsError(GuidelineError):
    """A setting is missing, malformed or unknown."""

    exit_code = 2


class QuestionError(GuidelineError):
    """The question is empty or too long."""

    exit_code = 3


class CorpusError(GuidelineError):
    """A document or the corpus folder is wrong: fix it and run the build again."""

    exit_code = 10


class PartialIngestError(CorpusError):
    """Some documents failed; the good ones are published."""

    exit_code = 12


class IndexError_(GuidelineError):  # noqa: N801, N818 - DESIGN.md: "IndexError tree"
    """The index cannot be used as it is."""

    exit_code = 11


class IndexMissingError(IndexError_):
    """There is no published snapshot in the folder."""


class IndexMismatchError(IndexError_):
    """The index was built with another encoder, or in another format."""

    exit_code = 13


class IndexLockedError(IndexError_):
    """Another build holds the writer lock."""

    exit_code = 14


class IndexDamagedError(IndexError_):
    """A file of the snapshot is cut short or was changed."""

    exit_code = 15


class CitationError(GuidelineError):
    """A sentence cites what was not retrieved, or misquotes it."""

    exit_code = 20


class ModelError(GuidelineError):
    """The language model timed out, refused, or replied with nonsense.

    `kind` names the Note that an Answer then carries.
    """

    exit_code = 21
    kind: ClassVar[str] = "unavailable"


class ModelAccessError(ModelError):
    """The key, the model's name or the URL is wrong: asking again does not help."""

    kind = "access"


class ModelTimeoutError(ModelError):
    """It is not there, or did not answer in time."""

    kind = "timeout"


class ModelReplyError(ModelError):
    """The reply is cut off, or not in the form that was asked for."""

    kind = "form"


class ModelRefusedError(ModelError):
    """The model, or a filter before it, refused."""

    kind = "refused"


class ModelBudgetError(ModelError):
    """The answer has used up its tokens or its cost."""

    kind = "budget"


class ModelStoppedError(ModelError):
    """The reader has stopped it."""

    kind = "stopped"


class EgressError(GuidelineError):
    """A request to a host that is not allowed by name."""

    exit_code = 22


class StorageError(GuidelineError):
    """The records database cannot be reached, read or written."""

    exit_code = 23


class StorageLockedError(StorageError):
    """Another process holds the records database for longer than the time-out."""

    exit_code = 24


class StorageVersionError(StorageError):
    """The records database was written by a newer version, or holds no tables of ours."""

    exit_code = 25


class AuditKeyError(StorageError):
    """The key of the audit chain is missing, readable by others, or not the chain's own."""

    exit_code = 26


class AuditError(StorageError):
    """The audit chain was changed, cut or rewritten."""

    exit_code = 27


class AccessError(GuidelineError):
    """Who asks may not do this, or has not logged in."""

    exit_code = 28


class ReviewError(GuidelineError):
    """An edit or a decision of a reviewer that cannot stand; the message says why."""

    exit_code = 29


class CaseFileError(GuidelineError):
    """An eval case file is wrong; the message names file and line."""

    exit_code = 30
