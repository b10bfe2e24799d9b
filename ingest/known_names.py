"""All that is known by name when a question is read, kept ready beside a Snapshot's terms.

Reading the terms files, joining the installed list of drugs to them and finding every name's key
takes two seconds; reading what came of it a tenth of one. A build writes it, a question reads it.
It is plain JSON, and is made anew in memory where it is missing, damaged, or of other inputs.
"""

import gc
import json
import shutil
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import ingest.drug_names
import ingest.lexis
import ingest.term_names
import ingest.terms
import ingest.terms_file
from ingest.drug_names import drug_list, drug_names
from ingest.embed import vocabulary_file
from ingest.lexis import words
from ingest.scan import hash_files, terms_files
from ingest.terms import Concept, Terms
from ingest.terms_file import load_terms, with_drugs

_FILE = "known-names.json"
# What the names are made by: a change of it makes them anew.
_MAKERS = (
    ingest.drug_names,
    ingest.lexis,
    ingest.term_names,
    ingest.terms,
    ingest.terms_file,
)


@dataclass(frozen=True, slots=True)
class KnownNames:
    """Names of interventions and conditions.

    Attributes:
        terms: Aliases as they were at the build, and the names of further drugs.
        drugs: The installed list: generic names with their other names.
        counts: Words of the aliases with their counts, in lower case.
    """

    terms: Terms
    drugs: Mapping[str, Sequence[str]]
    counts: Mapping[str, int]


def known_names(folder: Path) -> KnownNames:
    """What is known by the terms files of a folder.

    Raises:
        CorpusError: They are to be read anew, and one is wrong; see `load_terms`.
    """
    with _no_collection():
        rows = _rows(folder / _FILE)
        if rows.get("of") == _inputs(folder):
            return _from_rows(rows)
    return _made(folder)


@contextmanager
def _no_collection() -> Iterator[None]:
    """Without a search for cycles in 300,000 new objects, which costs as much as reading them."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def keep_known_names(folder: Path, before: Path | None) -> None:
    """Write down what is known by the terms files of a folder.

    Args:
        folder: Of a Snapshot that is being built.
        before: Of the Snapshot before it, whose file is taken over where it fits.
    """
    start = _start(_inputs(folder))
    if before is not None and _begins(before / _FILE, start):
        shutil.copyfile(before / _FILE, folder / _FILE)
        return
    text = json.dumps(_to_rows(_made(folder)), ensure_ascii=False, separators=(",", ":"))
    (folder / _FILE).write_text(start + text.removeprefix("{"), encoding="utf-8")


def _start(inputs: str) -> str:
    """How the file begins; so a build need not read all seven megabytes to know whether it fits."""
    return f'{{"of":"{inputs}",'


def _begins(path: Path, start: str) -> bool:
    try:
        with path.open("rb") as file:
            return file.read(len(start)) == start.encode()
    except OSError:
        return False


def _rows(path: Path) -> dict[str, Any]:
    """What a file holds; {} where it is missing or no JSON."""
    try:
        rows = json.loads(path.read_bytes())
    except (OSError, ValueError):
        return {}
    return rows if isinstance(rows, dict) else {}


def _made(folder: Path) -> KnownNames:
    own, drugs = load_terms(folder), drug_names()
    counts = Counter(
        word.lower() for c in own.concepts.values() for name in c.names for word in words(name)
    )
    return KnownNames(with_drugs(own, drugs), drugs, counts)


def _inputs(folder: Path) -> str:
    """Hash of what the names are made of and by."""
    makers = [Path(module.__file__) for module in _MAKERS if module.__file__]
    listed = [path for path in (drug_list(), vocabulary_file()) if path]
    return hash_files([*terms_files(folder), *makers, *listed])


def _to_rows(names: KnownNames) -> dict[str, object]:
    concepts = names.terms.concepts.values()
    return {
        "concepts": [
            (c.concept_id, c.kind, c.name, c.names, c.codes, c.broader, sorted(c.ambiguous))
            for c in concepts
        ],
        "table": names.terms.by_key,
        "drugs": names.drugs,
        "counts": names.counts,
    }


def _from_rows(rows: Mapping[str, Any]) -> KnownNames:
    concepts = {
        concept_id: Concept(
            concept_id=concept_id,
            kind=kind,
            name=name,
            names=tuple(names),
            codes=tuple(codes),
            broader=tuple(broader),
            ambiguous=frozenset(ambiguous),
        )
        for concept_id, kind, name, names, codes, broader, ambiguous in rows["concepts"]
    }
    return KnownNames(Terms(concepts, rows["table"]), rows["drugs"], rows["counts"])
