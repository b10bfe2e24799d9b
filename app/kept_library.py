"""What was kept, read back: the Answer, the passages that it cites, a library that has them."""

import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict

from pydantic import ValidationError

from app.answering import Library
from app.models import Answer, Citation, PositionRow
from ingest.errors import CitationError, StorageVersionError
from ingest.models import Document, Passage, Source
from ingest.readers.pdf.picture import PagePicture
from ingest.statements.models import Statement

_CASE = "case:"


def read_answer(text: str) -> Answer:
    """An Answer as it was kept.

    Raises:
        StorageVersionError: Another version of this program has written it.
    """
    try:
        return Answer.model_validate_json(text)
    except ValidationError:
        # Without the error's own words: it repeats what it could not read.
        raise StorageVersionError(
            "a kept answer was written by another version of this program: update the program"
        ) from None


def cited_passages(answer: Answer, library: Library) -> tuple[Passage, ...]:
    """The passages of the corpus that an Answer cites, each once; those gone meanwhile left out."""
    cited = [citation for claim in answer.claims for citation in claim.citations]
    spans: Sequence[Citation | PositionRow] = (*cited, *answer.positions)
    ids = dict.fromkeys(
        s.passage_id for s in spans if s.passage_id and not s.doc_id.startswith(_CASE)
    )
    found = (_passage(library.passage, passage_id) for passage_id in ids)
    return tuple(passage for passage in found if passage is not None)


def _passage(look_up: Callable[[str], Passage], passage_id: str) -> Passage | None:
    try:
        return look_up(passage_id)
    except CitationError:
        return None


def dump_passages(passages: Iterable[Passage]) -> str:
    """Passages as JSON."""
    return json.dumps([asdict(passage) for passage in passages], ensure_ascii=False)


def load_passages(text: str) -> tuple[Passage, ...]:
    """Passages from JSON, as `dump_passages` wrote them."""
    return tuple(
        Passage(**{**row, "heading_path": tuple(row["heading_path"])}) for row in json.loads(text)
    )


class KeptLibrary:
    """Passages kept with an answer, and the index for what stands around them.

    What was cited is shown as it was, though the document has been replaced since.
    """

    def __init__(self, kept: Iterable[Passage], library: Library) -> None:
        self._kept = {passage.passage_id: passage for passage in kept}
        self._library = library

    def passage(self, passage_id: str) -> Passage:
        """The kept one, else that of the index.

        Raises:
            CitationError: There is none of that id.
        """
        return self._kept.get(passage_id) or self._library.passage(passage_id)

    def neighbours(self, passage_id: str) -> tuple[Passage, ...]:
        """What stands around it, if the document still is the one that was cited."""
        kept = self._kept.get(passage_id)
        try:
            if kept is None or self._library.passage(passage_id) == kept:
                return self._library.neighbours(passage_id)
        except CitationError:
            pass
        return (kept,) if kept is not None else ()

    def source(self, doc_id: str) -> Source:
        """The source as the index knows it.

        Raises:
            CitationError: There is none of that id.
        """
        return self._library.source(doc_id)

    def statements(self, doc_id: str) -> tuple[Statement, ...]:
        """What the index understood of a document; () where it is not there any more."""
        return self._library.statements(doc_id)

    def document(self, doc_id: str) -> Document:
        """The document as the index knows it.

        Raises:
            CitationError: There is none of that id.
        """
        return self._library.document(doc_id)

    def picture(self, doc_id: str, page: int, quote: str) -> PagePicture | None:
        """A page as the index can show it; None where it cannot."""
        return self._library.picture(doc_id, page, quote)
