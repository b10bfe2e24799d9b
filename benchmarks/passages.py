"""Labelled documents as a data set in BEIR layout: which passage holds what a question asks?

    .venv/bin/python benchmarks/passages.py ../shared/data/vadod var/vadod
    .venv/bin/guideline-evals retrieval var/vadod

FOLDER holds `recommendations.jsonl` (guideline, text, strength, question) and the documents, one
file `<guideline>.pdf` each. Every passage of every document is in the data set, as it is embedded
and indexed; relevant to a question is each passage that holds the whole recommendation and its
strength. A recommendation that no passage holds whole has no relevant one: it is listed here and
left out there. docs/retrieval.md holds a run.
"""

import argparse
import json
import re
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

# benchmarks/ingest.py has the name of a package: the folder of the project, not this one, is first.
ROOT = Path(__file__).resolve().parents[1]
sys.path[0] = str(ROOT)

from ingest.chunk import chunk_document  # noqa: E402
from ingest.models import Passage  # noqa: E402
from ingest.readers import read_document  # noqa: E402

# Footnote letters behind a stop or a comma, and where a line was broken, are no difference.
_FOOTNOTE = re.compile(r"(?<=[a-z)][.,])\s?[a-z]{1,2}(?:,[a-z])*(?=\s|$)")
_BREAKS = re.compile(r"[\s\-\u2010-\u2015]")
Row = dict[str, str]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("into", type=Path)
    asked = parser.parse_args()
    labels = (asked.folder / "recommendations.jsonl").read_text(encoding="utf-8")
    rows = [json.loads(line) for line in labels.splitlines()]
    write(rows, passages_of(asked.folder, sorted({row["guideline"] for row in rows})), asked.into)


def passages_of(folder: Path, names: Iterable[str]) -> dict[str, Passage]:
    """Passages of the documents, by id."""
    found = {}
    for name in names:
        document = read_document(folder / f"{name}.pdf", folder)
        found.update({passage.passage_id: passage for passage in chunk_document(document)})
    return found


def write(rows: Sequence[Row], passages: dict[str, Passage], into: Path) -> None:
    squeezed_texts = {key: squeezed(passage.text) for key, passage in passages.items()}
    queries, grades, n_lost = [], ["query-id\tcorpus-id\tscore"], 0
    for number, row in enumerate(rows):
        queries.append({"_id": f"q{number}", "text": row["question"]})
        parts = (squeezed(row["text"]), squeezed(row["strength"]))
        holding = [key for key, text in squeezed_texts.items() if all(p in text for p in parts)]
        grades += [f"q{number}\t{key}\t1" for key in holding]
        if not holding:
            n_lost += 1
            sys.stdout.write(f"in no passage: {row['guideline']}: {row['text'][:100]}\n")
    corpus = [
        {"_id": key, "title": title_of(passage), "text": passage.text}
        for key, passage in passages.items()
    ]
    into.mkdir(parents=True, exist_ok=True)
    (into / "corpus.jsonl").write_text(lines_of(corpus), encoding="utf-8")
    (into / "queries.jsonl").write_text(lines_of(queries), encoding="utf-8")
    (into / "qrels.tsv").write_text("\n".join(grades) + "\n", encoding="utf-8")
    sys.stdout.write(
        f"{len(passages)} passages, {len(rows)} questions, {len(grades) - 1} relevant passages; "
        f"{n_lost} recommendations stand whole in none\n"
    )


def title_of(passage: Passage) -> str:
    """What the index holds of a passage before its text."""
    return "\n".join(part for part in (" > ".join(passage.heading_path), passage.context) if part)


def squeezed(text: str) -> str:
    return _BREAKS.sub("", _FOOTNOTE.sub("", text)).lower()


def lines_of(rows: Iterable[dict[str, str]]) -> str:
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)


if __name__ == "__main__":
    main()
