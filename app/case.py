"""Case materials: read in memory, for one question; they supply facts and never decide.

A file that the asker names as a policy becomes a coverage policy of that payer for the session,
and may decide. A file that cannot be read costs nothing but itself: the Answer names it.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property, partial

from app.facts import CaseText, TextFacts, read_text
from app.once import Once
from ingest.embed.tagger import open_tagger
from ingest.errors import CorpusError
from ingest.models import Document, Passage, Source, SourceKind
from ingest.statements.models import Statement

CASE_PREFIX = "case:"  # of the doc_id of what was brought

# Of all files of one question: some 700 pages, and a minute and a half of one processor. A text of
# 20 MB, which the size alone allows, would take a quarter of an hour from everybody else.
MAX_BROUGHT_CHARS = 2_000_000
_TOO_LONG = (
    "with it the files have more text than is read for one case: bring the pages that matter"
)


@dataclass(frozen=True, slots=True)
class CaseFile:
    """A file that the asker brings: its name as shown, and its bytes."""

    name: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Unread:
    """A file that was brought and could not be read.

    Attributes:
        name: As shown.
        why: The reason and what to do about it, without a word of the file.
    """

    name: str
    why: str


@dataclass(frozen=True)
class Brought:
    """What the asker's files hold, in memory.

    Attributes:
        documents: By doc_id ("case:<file name>").
        sources: By doc_id.
        passages: By passage_id.
        statements: Of the files named as policies.
        texts: Of the case materials, for facts.
        unread: Files that are left out.
        files: Those that are not, by doc_id.
        once: What was made of them for all questions.
    """

    documents: dict[str, Document]
    sources: dict[str, Source]
    passages: dict[str, Passage]
    statements: tuple[Statement, ...]
    texts: tuple[CaseText, ...]
    unread: tuple[Unread, ...] = ()
    files: Mapping[str, CaseFile] = field(default_factory=dict, repr=False)
    once: Once = field(default_factory=Once, compare=False, repr=False)

    @property
    def is_empty(self) -> bool:
        """Whether nothing was brought, not even a file that cannot be read."""
        return not (self.documents or self.unread)

    def read_on(self, day: date | None) -> tuple[TextFacts, ...]:
        """The case materials with what they state on a day, read once for all questions."""
        if day not in self._read:
            self._read.clear()
            self._read[day] = tuple(read_text(text, day) for text in self.texts)
        return self._read[day]

    @cached_property
    def _read(self) -> dict[date | None, tuple[TextFacts, ...]]:
        return {}

    @cached_property
    def said(self) -> Mapping[str, tuple[Statement, ...]]:
        """What each file of the case materials says for or against anything, by doc_id."""
        from ingest.statements.extract import extract_statements  # noqa: PLC0415 - only for a file

        return {
            doc_id: tuple(extract_statements(document, source, _passages(document)))
            for doc_id, document in self.documents.items()
            if (source := self.sources[doc_id]).kind is SourceKind.CASE_MATERIAL
        }


# Reasons of the readers by a word of theirs, as who asks is told them. What a reader adds (words of
# a library, a value of the file) is for an editor: it may hold words of a patient's file.
_REASONS = (
    ("encrypted", "it is protected by a password: save it without one"),
    ("is empty", "it is empty: choose the file anew"),
    ("text layer", "its pages are pictures without text: have their text recognised (OCR) first"),
    ("no text", "no text was found in it: bring it as PDF, DOCX or text"),
    ("not text", "it is no text: bring it as PDF, DOCX or text"),
    ("front matter", "what stands between the dashes at its start is not understood: take it out"),
    ("allowed", "it is too large: bring the pages that matter"),
    ("unknown kind", "files of this kind are not read: bring it as PDF, DOCX or text"),
)
_DAMAGED = "it is damaged: open it and save it again, or paste its text into the question"


def _why(error: CorpusError, name: str) -> str:
    said = str(error).removeprefix(f"{name}: ").partition(": must be ")[0]
    return next((words for sign, words in _REASONS if sign in said), _DAMAGED)


OnPage = Callable[[str, int, int], None]


def _unseen(_name: str, _page: int, _n_pages: int) -> None:
    """Nobody looks on."""


def read_brought(
    case: Sequence[CaseFile], policy: Sequence[CaseFile], payer: str, on_page: OnPage = _unseen
) -> Brought:
    """Read the files of one question; those that cannot be read are named in `unread`.

    Args:
        case: Case materials.
        policy: Files that the asker names as the payer's policy.
        payer: Whose these are.
        on_page: Told file, page and number of pages before each page of a PDF.
    """
    if not case and not policy:
        return Brought({}, {}, {}, (), ())
    documents: dict[str, Document] = {}
    files: dict[str, CaseFile] = {}
    sources: dict[str, Source] = {}
    passages: dict[str, Passage] = {}
    statements: list[Statement] = []
    texts: list[CaseText] = []
    unread: list[Unread] = []
    n_chars = 0
    for file, is_policy in [*((f, False) for f in case), *((f, True) for f in policy)]:
        try:
            at = partial(on_page, file.name)
            document, source = _read(file, documents, is_policy=is_policy, payer=payer, at=at)
        except CorpusError as error:
            unread.append(Unread(file.name, _why(error, file.name)))
            continue
        n_chars += len(document.text)
        if n_chars > MAX_BROUGHT_CHARS:
            unread.append(Unread(file.name, _TOO_LONG))
            continue
        pieces = _passages(document)
        documents[document.doc_id], sources[document.doc_id] = document, source
        files[document.doc_id] = file
        passages.update({p.passage_id: p for p in pieces})
        if is_policy:
            statements.extend(_statements(document, source, pieces))
        else:
            texts.append(
                CaseText(name=file.name, text=document.text, page_starts=document.page_starts)
            )
    return Brought(
        documents, sources, passages, tuple(statements), tuple(texts), tuple(unread), files
    )


# A first line that is a sentence is no title; the name of the file says more.
_SENTENCE_ENDS = (".", ":", ";", "?")

# Readers, chunker and what understands sentences are imported where they are used: more than half a
# second of imports, which a question that brings no file does not wait for.


def _read(
    file: CaseFile,
    taken: dict[str, Document],
    *,
    is_policy: bool,
    payer: str,
    at: Callable[[int, int], None],
) -> tuple[Document, Source]:
    from ingest.describe import describe  # noqa: PLC0415 - only for a file
    from ingest.readers import read_bytes  # noqa: PLC0415 - only for a file

    document = _named(read_bytes(file.data, file.name, on_page=at), taken)
    source = describe(document)
    kind = SourceKind.COVERAGE_POLICY if is_policy else SourceKind.CASE_MATERIAL
    untitled = "title" in source.inferred and source.title.endswith(_SENTENCE_ENDS)
    return document, replace(
        source,
        doc_id=document.doc_id,
        title=document.path if untitled else source.title,
        kind=kind,
        payer=(payer or source.payer) if is_policy else source.payer,
    )


def _passages(document: Document) -> tuple[Passage, ...]:
    from ingest.chunk import chunk_document  # noqa: PLC0415 - only for a file

    return chunk_document(document)


def _statements(
    document: Document, source: Source, pieces: tuple[Passage, ...]
) -> Iterator[Statement]:
    from ingest.statements.extract import extract_statements  # noqa: PLC0415 - only for a file
    from ingest.statements.marked import Understood, marked_statements  # noqa: PLC0415 - only for a file

    found = extract_statements(document, source, pieces)
    read = Understood(document, source, pieces, found)
    yield from marked_statements(read, open_tagger().sentences)


def _named(document: Document, taken: dict[str, Document]) -> Document:
    """doc_id "case:<file name>"; a second file of one name gets a number."""
    base = f"{CASE_PREFIX}{document.path}"
    doc_id, n = base, 2
    while doc_id in taken:
        doc_id, n = f"{base} ({n})", n + 1
    return replace(document, doc_id=doc_id)
