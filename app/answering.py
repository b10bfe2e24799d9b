"""What the command line and the page need of the pipeline, and nothing more."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Protocol

from app.composer.events import Watch
from app.models import Answer

if TYPE_CHECKING:
    from app.case import Brought, CaseFile
    from ingest.models import Document, Passage, Source
    from ingest.readers.pdf.picture import PagePicture
    from ingest.statements.models import Statement


class Answerer(Protocol):
    """Answers a question from one Snapshot."""

    def answer(  # noqa: PLR0913 - one argument for each thing that a question may bring
        self,
        text: str,
        *,
        payer: str = "",
        as_of: date | None = None,
        case: Sequence["CaseFile"] = (),
        policy: Sequence["CaseFile"] = (),
        history: Sequence[Answer] = (),
        k: int | None = None,
        question_id: str = "",
        watch: Watch | None = None,
        brought: "Brought | None" = None,
    ) -> Answer: ...


class Library(Protocol):
    """Shows what an Answer was cited from. Raises CitationError for what is not in the Snapshot."""

    def passage(self, passage_id: str) -> "Passage": ...

    def neighbours(self, passage_id: str) -> tuple["Passage", ...]: ...

    def source(self, doc_id: str) -> "Source": ...

    def statements(self, doc_id: str) -> tuple["Statement", ...]: ...

    def document(self, doc_id: str) -> "Document": ...

    def picture(self, doc_id: str, page: int, quote: str) -> "PagePicture | None": ...


@dataclass(frozen=True, slots=True)
class ModelInfo:
    """The language model that writes, as a page tells of it beforehand.

    Attributes:
        name: As configured.
        host: Where text goes.
        is_local: Whether that is this machine.
        takes_case_text: Whether case materials may go there.
    """

    name: str
    host: str
    is_local: bool
    takes_case_text: bool


class PagePipeline(Answerer, Library, Protocol):
    """What the pages hold: both, and what a review asks of the published Snapshot."""

    def read_files(
        self,
        case: Sequence["CaseFile"],
        policy: Sequence["CaseFile"],
        *,
        payer: str = "",
        as_of: date | None = None,
        watch: Watch | None = None,
    ) -> "Brought":
        """The asker's files, read for all questions."""
        ...

    def model_info(self) -> ModelInfo | None:
        """The configured language model; None where there is none."""
        ...

    def snapshot_id(self) -> str: ...

    def match_key(self, answer: Answer) -> str: ...

    def without_case(self, answer: Answer) -> str: ...

    def document_text(self, doc_id: str) -> str: ...
