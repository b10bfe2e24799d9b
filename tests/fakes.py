"""Stand-ins that the tests share; also imported by the processes that some tests start."""

import hashlib
import re
from collections.abc import Mapping, Sequence
from contextlib import closing
from pathlib import Path

import numpy as np

from ingest.embed import WEIGHTS_SHA256, FloatArray, unit_rows
from ingest.index.manifest import EncoderEntry
from ingest.index.snapshot import Snapshot
from ingest.index.writer import Inputs, SnapshotWriter, document_entry, finish
from ingest.models import Document, Passage, Source, SourceKind
from ingest.settings import Settings


class HashingEncoder:
    """A bag of words into 64 dimensions: no model, the same vectors on every machine."""

    def __init__(self, name: str = "hashing", revision: str = "1", dim: int = 64) -> None:
        self.name = name
        self.revision = revision
        self.dim = dim
        self.asked: list[str] = []

    def encode(self, texts: Sequence[str]) -> FloatArray:
        self.asked.extend(texts)
        rows = np.zeros((len(texts), self.dim), dtype=np.float32)
        for row, text in zip(rows, texts, strict=True):
            for word in re.findall(r"\w+", text.lower()):
                row[int.from_bytes(hashlib.sha256(word.encode()).digest()[:4]) % self.dim] += 1
        return unit_rows(rows)


def disguised_encoder() -> HashingEncoder:
    """Says that it is the shipped encoder, so that a build without it finds nothing to do."""
    return HashingEncoder("all-MiniLM-L6-v2", WEIGHTS_SHA256[:12], 384)


def plain_settings(folder: Path, **changed: object) -> Settings:
    """Settings without terms, one reading process."""
    values = {"terms_dir": folder / "no-terms", "parse_workers": 1, **changed}
    return Settings(**values)  # type: ignore[arg-type]  # pydantic checks them


def write_policy(folder: Path, doc_id: str, drug: str = "rituximab", **keys: object) -> Path:
    """A small coverage policy in Markdown."""
    front = {
        "id": doc_id,
        "title": f"Policy on {drug}",
        "kind": "coverage_policy",
        "payer": "Example Health Plan",
        "publisher": "Example Health Plan",
        "year": 2025,
        "effective_date": "2025-01-01",
        "subject": drug,
        **keys,
    }
    lines = "\n".join(f"{key}: {value}" for key, value in front.items())
    name = drug.capitalize()
    body = (
        f"# Policy on {drug}\n\n## Criteria\n\n"
        f"{name} is considered medically necessary for pemphigus vulgaris when ALL of the "
        "following criteria are met:\n\n- Age 18 years or older\n- Failure of corticosteroids\n\n"
        f"## Exclusions\n\n{name} is considered experimental for fatigue.\n"
    )
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{doc_id}.md"
    path.write_text(f"---\n{lines}\n---\n\n{body}", encoding="utf-8")
    return path


def snapshot_of(
    folder: Path,
    texts: Mapping[str, Sequence[str]],
    *,
    sources: Mapping[str, Source] | None = None,
    collection: str = "",
) -> Snapshot:
    """A Snapshot of documents given as lists of passages, with the hashing encoder."""
    folder.mkdir(parents=True, exist_ok=True)
    encoder = HashingEncoder()
    entries = []
    encoder_entry = EncoderEntry(
        name=encoder.name, revision=encoder.revision, precision="auto", dim=encoder.dim
    )
    with closing(SnapshotWriter(folder, encoder, entry=encoder_entry)) as writer:
        for doc_id, parts in texts.items():
            document, passages = document_of(doc_id, parts)
            source = (sources or {}).get(doc_id) or Source(
                doc_id=doc_id, title=doc_id, kind=SourceKind.GUIDELINE
            )
            writer.add(document, source, passages, ())
            entries.append(document_entry(document, source, passages, ()))
        writer.write_texts()
        writer.write_phrases()
        writer.write_words()
    finish(
        folder,
        snapshot_id=folder.name,
        inputs=Inputs(
            code_version="test",
            terms_sha256="",
            encoder=encoder_entry,
        ),
        documents=entries,
        n_phrases=0,
        collection=collection,
    )
    return Snapshot(folder)


def document_of(doc_id: str, parts: Sequence[str]) -> tuple[Document, list[Passage]]:
    """A document whose text is its passages, one paragraph each."""
    text = "\n\n".join(parts)
    passages = []
    start = 0
    for number, part in enumerate(parts, start=1):
        passages.append(
            Passage(
                passage_id=f"{doc_id}#s1:{number}",
                doc_id=doc_id,
                section="s1",
                heading_path=(),
                context="",
                page=None,
                page_end=None,
                char_start=start,
                char_end=start + len(part),
                first_block=0,
                last_block=0,
                text=part,
            )
        )
        start += len(part) + 2
    document = Document(
        doc_id=doc_id,
        path=f"{doc_id}.md",
        sha256=hashlib.sha256(text.encode()).hexdigest(),
        media_type="text/markdown",
        text=text,
        blocks=(),
    )
    return document, passages
