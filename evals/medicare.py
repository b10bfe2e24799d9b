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


def _front_matter(**known: str) -> str:
    """What the row or the page says of itself, as front matter says it."""
    fixed = {"publisher": _CMS, "kind": "coverage_policy", "payer": "Medicare"}
    rows = [f"{key}: {json.dumps(value)}" for key, value in {**known, **fixed}.items() if value]
    return "\n".join(["---", *rows, "---", ""])


def _determinations(path: Path) -> dict[str, str]:
    """A page per row; `verdict` is a label for tests and stays out of the document."""
    pages = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        name = row["id"].replace(" ", "-").replace(".", "-").lower()
        head = _front_matter(
            id=name,
            title=row["title"],
            policy_number=row["id"],
            effective_date=row.get("effective", ""),
        )
        body = [f"# {row['title']}", "## Indications and Limitations of Coverage", row["text"]]
        pages[f"{name}.md"] = "\n".join([head, "\n\n".join(body), ""])
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
            _front_matter(
                id="A52509",
                title="Intravenous Immune Globulin - Policy Article",
                policy_number="A52509",
                companion_of="L33610",
            ),
            "# Intravenous Immune Globulin - Policy Article (A52509)",
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
