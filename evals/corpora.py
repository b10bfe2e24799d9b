"""The sets of documents that cases are asked of, and where they are on this machine.

| corpus | documents |
|---|---|
| `corpus` | the project's own digests |
| `styles` | invented documents in the styles of real publishers, `evals/documents/styles` |
| `vadod` | eight VA/DoD guidelines as published, from a folder that is not part of the project |
| `medicare` | an LCD, an article and determinations of Medicare, from the same place |
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from evals.medicare import write_documents
from ingest.settings import PROJECT_ROOT

OWN = ("corpus", "styles")
SHARED = ("vadod", "medicare")
SHARED_DATA = PROJECT_ROOT.parent / "shared" / "data"
_DOCUMENTS_DIR = Path(__file__).resolve().parent / "documents"

_SUFFIXES = frozenset({".pdf", ".docx", ".html", ".htm", ".md", ".markdown", ".txt"})
_NOT_DOCUMENTS = frozenset({"terms", "demo-case"})
_FRONT_MATTER_ID = re.compile(r"\A---\n(?:.*\n)*?id:\s*[\"']?([^\s\"']+)[\"']?\s*\n")


@dataclass(frozen=True, slots=True, kw_only=True)
class Corpus:
    """One set of documents.

    Attributes:
        name: As cases say it.
        folder: What is ingested; it may not exist.
        why_absent: Why its cases cannot be asked here; "" where the documents are present.
        names: Document named by each file stem and front-matter id; empty where absent.
    """

    name: str
    folder: Path
    why_absent: str = ""
    names: Mapping[str, str]

    def canonical(self, doc_id: str) -> str:
        """One name for a document, whether it was named by its file stem or by its id."""
        return self.names.get(doc_id, doc_id)


def find_corpora(
    shared_data: Path = SHARED_DATA, work_dir: Path | None = None
) -> dict[str, Corpus]:
    """All corpora by name, present or not; the one that takes longest to read is the last.

    Args:
        shared_data: Folder that holds `vadod/` and `medicare/`, if it is on this machine.
        work_dir: Where documents made from raw data are written; `var/evals` of the project.
    """
    work_dir = work_dir or PROJECT_ROOT / "var" / "evals"
    medicare = shared_data / "medicare"
    medicare_out = work_dir / "documents" / "medicare"
    if medicare.is_dir():
        write_documents(medicare, medicare_out)
    found = [
        _corpus("corpus", PROJECT_ROOT / "corpus"),
        _corpus("styles", _DOCUMENTS_DIR / "styles"),
        _corpus("medicare", medicare_out if medicare.is_dir() else medicare),
        _corpus("vadod", shared_data / "vadod"),
    ]
    return {corpus.name: corpus for corpus in found}


def _corpus(name: str, folder: Path) -> Corpus:
    paths = [path for path in sorted(folder.rglob("*")) if _is_document(path, folder)]
    names: dict[str, str] = {}
    for path in paths:
        doc_id = _front_matter_id(path) or path.stem
        names[doc_id] = doc_id
        names[path.stem] = doc_id
    if not paths:
        where = "outside the project" if name in SHARED else "in the project"
        why = f"the documents of {name!r} ({where}) are not on this machine"
        return Corpus(name=name, folder=folder, why_absent=why, names={})
    return Corpus(name=name, folder=folder, names=names)


def _is_document(path: Path, folder: Path) -> bool:
    """What the build takes from a folder: known formats, no README, no terms, no case materials."""
    parts = set(path.relative_to(folder).parts[:-1])
    return (
        path.suffix.lower() in _SUFFIXES
        and path.stem.upper() != "README"
        and not parts & _NOT_DOCUMENTS
    )


def _front_matter_id(path: Path) -> str:
    if path.suffix.lower() not in {".md", ".markdown"}:
        return ""
    match = _FRONT_MATTER_ID.match(path.read_text(encoding="utf-8", errors="replace")[:4_000])
    return match.group(1) if match else ""
