"""What is kept of an Answer: never a word of the files that its asker brought.

A quote from such a file becomes the file's hash and the page: enough for its owner to find the
place again, and nothing for anybody else. The question stays as it was asked; it is kept for its
asker alone.
"""

from collections.abc import Iterable

from app.case import Brought
from app.models import (
    Answer,
    Citation,
    Claim,
    CodeState,
    CriterionRow,
    Note,
    PositionRow,
    Reference,
)
from ingest.models import SourceKind

CASE = "case:"
_HASH_CHARS = 12
_OPEN_SOURCES = frozenset({"", "question"})  # of a fact; every other one is a file
_MIN_NAME_CHARS = 4  # a shorter name could be a part of any word
# Notes that carry words of a document beside its title.
_QUOTING_NOTES = frozenset({"similar", "member", "disagree"})


class _Files:
    """Names of the files that were brought, and what stands in their place."""

    def __init__(self, brought: Brought, public: frozenset[str]) -> None:
        """Take the names of what was brought.

        Args:
            brought: The files.
            public: Publishers of the corpus, whose names stay where a file bears one too.
        """
        self._labels = {
            doc_id: f"file {document.sha256[:_HASH_CHARS]}"
            for doc_id, document in brought.documents.items()
        }
        names = {file.name: "a file" for file in brought.unread}
        for doc_id, label in self._labels.items():
            source = brought.sources[doc_id]
            names |= dict.fromkeys((doc_id, doc_id.removeprefix(CASE)), label)
            if source.kind is SourceKind.COVERAGE_POLICY:
                names |= dict.fromkeys({source.title, source.publisher} - public, label)
        # The longest first, so that no part of a name is left beside a label.
        usable = ((name, label) for name, label in names.items() if len(name) >= _MIN_NAME_CHARS)
        self._names = sorted(usable, key=lambda item: -len(item[0]))

    def label(self, doc_id: str) -> str:
        return self._labels.get(doc_id, "file unknown")

    def place(self, doc_id: str, page: int | None) -> str:
        """What stands for a quote: "[not kept: file 0a1b2c3d4e5f, p. 2]"."""
        at = f", p. {page}" if page is not None else ""
        return f"[not kept: {self.label(doc_id)}{at}]"

    def doc_id(self, doc_id: str) -> str:
        known = doc_id in self._labels
        return f"{CASE}{self._labels[doc_id].removeprefix('file ')}" if known else "case materials"

    def without_names(self, text: str) -> str:
        for name, label in self._names:
            text = text.replace(name, label)
        return text


def _is_case(doc_id: str) -> bool:
    return doc_id.startswith(CASE)


def for_history(answer: Answer, brought: Brought | None) -> Answer:
    """The Answer as it is kept for its asker.

    Args:
        answer: As it was shown.
        brought: The files that it was asked with, None where there were none.
    """
    if brought is None or brought.is_empty:
        return answer
    public = frozenset(entry.publisher for entry in answer.references if not _is_case(entry.doc_id))
    files = _Files(brought, public)
    private = [row.text for row in answer.criteria if _is_case(row.doc_id)]
    kept = answer.model_copy(
        update={
            "headline": files.without_names(answer.headline),
            "verdicts": tuple(
                pair.model_copy(update={"headline": files.without_names(pair.headline)})
                for pair in answer.verdicts
            ),
            "positions": tuple(_position(row, files) for row in answer.positions),
            "criteria": tuple(_criterion(row, files) for row in answer.criteria),
            "missing": tuple(
                line for line in answer.missing if not any(text in line for text in private)
            ),
            "codes": tuple(_code(code, files) for code in answer.codes),
            "claims": tuple(_claim(claim, files) for claim in answer.claims),
            "references": tuple(_reference(entry, files) for entry in answer.references),
            "notes": _notes(answer.notes, files, quoting=not brought.statements),
        }
    )
    if not brought.statements:
        return kept
    # Names of treatments and conditions that only the asker's own policy may hold.
    return kept.model_copy(update={"alternatives": (), "follow_ups": ()})


def _notes(notes: Iterable[Note], files: _Files, *, quoting: bool) -> tuple[Note, ...]:
    return tuple(
        note.model_copy(update={"text": files.without_names(note.text)})
        for note in notes
        if quoting or note.kind not in _QUOTING_NOTES
    )


def _position(row: PositionRow, files: _Files) -> PositionRow:
    if not _is_case(row.doc_id):
        return row.model_copy(update={"why_not": files.without_names(row.why_not)})
    return row.model_copy(
        update={
            "doc_id": files.doc_id(row.doc_id),
            "title": files.label(row.doc_id),
            "publisher": "",
            "grade": "",
            "qualifier": "",
            "why_not": files.without_names(row.why_not),
            "quote": files.place(row.doc_id, row.page) if row.quote else "",
            "passage_id": "",
            "char_start": 0,
            "char_end": 0,
            "locator": "",
            "statement_id": "",
            "lead_in": None,
            "unmet": None,
        }
    )


def _criterion(row: CriterionRow, files: _Files) -> CriterionRow:
    changes: dict[str, str] = {}
    if row.fact_source not in _OPEN_SOURCES:
        changes["quote"] = files.place(row.fact_source, None) if row.quote else ""
        changes["fact_source"] = files.doc_id(row.fact_source)
    if _is_case(row.doc_id):
        changes["text"] = files.place(row.doc_id, None)
        changes["group"] = ""
        changes["doc_id"] = files.doc_id(row.doc_id)
    return row.model_copy(update=changes)


def _code(code: CodeState, files: _Files) -> CodeState:
    if not _is_case(code.doc_id):
        return code
    return code.model_copy(
        update={
            "doc_id": files.doc_id(code.doc_id),
            "quote": files.place(code.doc_id, None) if code.quote else "",
        }
    )


def _claim(claim: Claim, files: _Files) -> Claim:
    cited = [citation for citation in claim.citations if _is_case(citation.doc_id)]
    if not cited:
        return claim
    places = dict.fromkeys(files.place(citation.doc_id, citation.page) for citation in cited)
    return claim.model_copy(
        update={
            "text": " ".join(places),
            "label": "",
            "citations": tuple(_citation(citation, files) for citation in claim.citations),
        }
    )


def _citation(citation: Citation, files: _Files) -> Citation:
    if not _is_case(citation.doc_id):
        return citation
    return citation.model_copy(
        update={
            "doc_id": files.doc_id(citation.doc_id),
            "passage_id": "",
            "quote": files.place(citation.doc_id, citation.page),
            "char_start": 0,
            "char_end": 0,
            "locator": f"[Case Materials, p. {citation.page}]" if citation.page else "",
            "about": "",
        }
    )


def _reference(entry: Reference, files: _Files) -> Reference:
    if not _is_case(entry.doc_id):
        return entry
    label = files.label(entry.doc_id)
    return entry.model_copy(
        update={
            "doc_id": files.doc_id(entry.doc_id),
            "path": label,
            "title": label,
            "publisher": "",
            "url": "",
            "policy_number": "",
        }
    )
