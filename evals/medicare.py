"""Medicare's texts as documents: rows of JSON and CSV become the pages they were taken from."""

import csv
import json
from pathlib import Path

from ingest.errors import CorpusError

_CMS = "Centers for Medicare & Medicaid Services"


def write_documents(source: Path, target: Path) -> None:
    """Write the determinations, the LCD and its article as text documents, words unchanged.

    Raises:
        CorpusError: The raw files are not what they are expected to be.
    """
    try:
        documents = {
            **_determinations(source / "ncds.jsonl"),
            "L33610.txt": (source / "L33610.txt").read_text(encoding="utf-8"),
            "A52509.md": _article(source),
        }
    except (OSError, KeyError, ValueError) as error:
        raise CorpusError(f"{source} cannot be read as Medicare's documents: {error}") from error
    target.mkdir(parents=True, exist_ok=True)
    for stale in set(target.iterdir()) - {target / name for name in documents}:
        stale.unlink()
    for name, text in documents.items():
        path = target / name
        if not path.is_file() or path.read_text(encoding="utf-8") != text:
            path.write_text(text, encoding="utf-8")


def _determinations(path: Path) -> dict[str, str]:
    """A page per row; `verdict` is a label for tests and stays out of the document."""
    pages = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        number = row["id"].removeprefix("NCD ")
        head = [f"# {row['title']} ({number})", f"National Coverage Determination (NCD). {_CMS}."]
        if row.get("effective"):
            head.append(f"Effective Date of this Version: {row['effective']}")
        body = ["## Indications and Limitations of Coverage", row["text"]]
        pages[f"ncd-{number.replace('.', '-')}.md"] = "\n\n".join([*head, *body]) + "\n"
    return pages


def _article(source: Path) -> str:
    """The article: its quoted criteria sentences, then its code list."""
    quoted = (source / "A52509_criteria_quoted.txt").read_text(encoding="utf-8").splitlines()
    sentences = [line[2:].replace("[paraphrased] ", "") for line in quoted if line.startswith("- ")]
    benefit, lead, *items = sentences
    criteria = [line for line in items if line.startswith("(")]
    billing = [line for line in items if not line.startswith("(")]
    with (source / "A52509_icd10_covered.csv").open(encoding="utf-8", newline="") as rows:
        codes = [(row["code"], row["description"]) for row in csv.DictReader(rows)]
    return "\n".join(
        [
            "# Intravenous Immune Globulin - Policy Article (A52509)",
            f"\nLocal Coverage Article. {_CMS}. Companion of Local Coverage Determination L33610.",
            "\n## Non-medical necessity coverage and payment rules",
            f"\n{benefit}.",
            f"\n{lead}:\n",
            *(f"- {line}" for line in criteria),
            "\n## Coding information\n",
            *(f"- {line}" for line in billing),
            "\n## ICD-10-CM Codes that Support Medical Necessity",
            "\n### Group 1\n",
            "| ICD-10 Code | Description |",
            "|---|---|",
            *(f"| {code} | {meaning} |" for code, meaning in codes),
            "",
        ]
    )
