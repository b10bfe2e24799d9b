"""Data sets in BEIR layout, and a Snapshot made of one: a BEIR document becomes one Passage."""

import hashlib
import json
from collections.abc import Iterable, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from ingest.embed import Encoder
from ingest.errors import CaseFileError
from ingest.index.manifest import EncoderEntry
from ingest.index.snapshot import Snapshot
from ingest.index.writer import Inputs, SnapshotWriter, document_entry, finish
from ingest.models import Document, Passage, Source, SourceKind

_DOC_ID = "beir"
_SEPARATOR = "\n\n"


@dataclass(frozen=True, slots=True, kw_only=True)
class BeirSet:
    """A data set: texts, questions, graded judgements.

    Attributes:
        name: Name of its folder.
        texts: (title, text) by document id.
        queries: Text by query id; only those that have a judgement above 0.
        grades: Grade by document id, by query id.
        n_unanswerable: Judged queries without a relevant document: they measure nothing and are
            left out.
    """

    name: str
    texts: dict[str, tuple[str, str]]
    queries: dict[str, str]
    grades: dict[str, dict[str, int]]
    n_unanswerable: int


def read_beir(folder: Path) -> BeirSet:
    """Read `corpus.jsonl`, `queries.jsonl` and `qrels.tsv` (or `qrels/test.tsv`).

    Raises:
        CaseFileError: A file is missing, or a line is not as it should be.
    """
    texts = {
        str(row["_id"]): (str(row.get("title") or ""), str(row.get("text") or ""))
        for row in _rows(folder / "corpus.jsonl")
    }
    asked = {str(row["_id"]): str(row["text"]) for row in _rows(folder / "queries.jsonl")}
    grades = _read_grades(folder)
    answerable = {
        query_id: judged
        for query_id, judged in grades.items()
        if query_id in asked and any(grade > 0 for grade in judged.values())
    }
    return BeirSet(
        name=folder.resolve().name,
        texts=texts,
        queries={query_id: asked[query_id] for query_id in asked if query_id in answerable},
        grades=answerable,
        n_unanswerable=len(grades.keys() & asked.keys()) - len(answerable),
    )


def write_beir_snapshot(data: BeirSet, folder: Path, encoder: Encoder) -> Snapshot:
    """The data set in the very files of a Snapshot; without Chroma, which is not asked here."""
    passages = tuple(_passages(data))
    text = _SEPARATOR.join(passage.text for passage in passages)
    document = Document(
        doc_id=_DOC_ID,
        path=f"{data.name}/corpus.jsonl",
        sha256=hashlib.sha256(text.encode()).hexdigest(),
        media_type="text/plain",
        text=text,
        blocks=(),
    )
    source = Source(doc_id=_DOC_ID, title=data.name, kind=SourceKind.RESEARCH)
    encoder_entry = EncoderEntry(
        name=encoder.name, revision=encoder.revision, precision="auto", dim=encoder.dim
    )
    with closing(SnapshotWriter(folder, encoder, entry=encoder_entry)) as writer:
        writer.add(document, source, passages, ())
        writer.write_texts()
        writer.write_phrases()
        writer.write_words()
    finish(
        folder,
        snapshot_id=data.name,
        inputs=Inputs(code_version="beir", terms_sha256="", encoder=encoder_entry),
        documents=[document_entry(document, source, passages, ())],
        n_phrases=0,
    )
    return Snapshot(folder)


def _passages(data: BeirSet) -> Iterable[Passage]:
    start = 0
    for doc_id, (title, text) in data.texts.items():
        yield Passage(
            passage_id=doc_id,
            doc_id=_DOC_ID,
            section="",
            heading_path=(title,) if title else (),
            context="",
            page=None,
            page_end=None,
            char_start=start,
            char_end=start + len(text),
            first_block=0,
            last_block=0,
            text=text,
        )
        start += len(text) + len(_SEPARATOR)


def _rows(path: Path) -> Sequence[dict[str, object]]:
    try:
        lines = path.read_text(encoding="utf-8").split("\n")
        return [json.loads(line) for line in lines if line.strip()]
    except (OSError, json.JSONDecodeError) as error:
        raise CaseFileError(f"{path}: not a file of JSON lines ({error})") from error


def _read_grades(folder: Path) -> dict[str, dict[str, int]]:
    places = (folder / "qrels.tsv", folder / "qrels" / "test.tsv")
    path = next((place for place in places if place.is_file()), None)
    if path is None:
        raise CaseFileError(f"{folder}: there is no qrels.tsv in it: name a folder in BEIR layout")
    grades: dict[str, dict[str, int]] = {}
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        cells = line.split("\t")
        if not line.strip() or (number == 1 and not cells[-1].strip().lstrip("-").isdigit()):
            continue  # the header, or an empty line
        try:
            query_id, doc_id, grade = cells[0], cells[-2], int(cells[-1])
        except (IndexError, ValueError) as error:
            raise CaseFileError(f"{path}:{number}: not query, document, grade") from error
        grades.setdefault(query_id, {})[doc_id] = grade
    return grades
