"""Case files: TOML in, Cases out; whatever is wrong names file and line."""

import re
import tomllib
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from fnmatch import fnmatch
from pathlib import Path

from pydantic import ValidationError

from app.models import Verdict
from evals.models import HELD_OUT, NEGATIVE_TAGS, NO_VERDICT, Case
from ingest.errors import CaseFileError

CASES_DIR = Path(__file__).resolve().parent / "cases"

_HEADER = re.compile(r"^\s*\[\[\s*case\s*\]\]")
_OWN_KEYS = frozenset({"accepted", "file", "line"})
_KEYS = frozenset(Case.model_fields) - _OWN_KEYS
_FILE_KEYS = ("case", "policy")
_TAGS_WITH_MEANING = sorted(NEGATIVE_TAGS | {HELD_OUT, "labelled"})
_SLIP = 0.85


@dataclass(frozen=True, slots=True)
class _Block:
    """The text of one `[[case]]`: its lines and where they begin."""

    path: Path
    line: int
    lines: tuple[str, ...]

    def line_of(self, key: str) -> int:
        """Line on which `key` is set; the block's own line where it is not set."""
        pattern = re.compile(rf"^\s*\"?{re.escape(key)}\"?\s*[.=]")
        for offset, text in enumerate(self.lines):
            if pattern.match(text):
                return self.line + offset
        return self.line

    def error(self, key: str, message: str) -> CaseFileError:
        return CaseFileError(f"{self.path.name}:{self.line_of(key)}: {message}")


def load_cases(
    folder: Path = CASES_DIR,
    *,
    known_documents: Mapping[str, frozenset[str] | None],
    taken: Collection[str] = (),
) -> tuple[Case, ...]:
    """All cases of a folder, in the order of files and lines.

    Args:
        folder: Holds the `*.toml` files.
        known_documents: Names of the documents per corpus; None where the corpus is not on this
            machine, so that its names cannot be checked here.
        taken: Ids that no case may have: those of cases that are in no file.

    Raises:
        CaseFileError: A file cannot be read, or a case is wrong: the message begins file:line.
    """
    paths = sorted(folder.glob("*.toml"))
    if not paths:
        raise CaseFileError(f"{folder} holds no case file (*.toml): add one")
    pairs = [pair for path in paths for pair in _read(path)]
    _check_unique(pairs, taken)
    _check_paraphrases(pairs)
    for block, case in pairs:
        _check_documents(block, case, known_documents)
        _check_tags(block, case)
    return tuple(case for _, case in pairs)


def select(
    cases: Iterable[Case], *, pattern: str = "*", corpora: Sequence[str] = ()
) -> tuple[Case, ...]:
    """Cases whose id, file name or a tag fits a glob, of the named corpora (all if none is).

    Raises:
        CaseFileError: No case fits; a selection of nothing must not look like a success.
    """
    chosen = tuple(
        case
        for case in cases
        if fits(
            (case.case_id, case.file, *case.tags), case.corpus, pattern=pattern, corpora=corpora
        )
    )
    if not chosen:
        raise CaseFileError(f"no case fits {pattern!r} {' '.join(corpora)}: see evals/cases")
    return chosen


def fits(names: Iterable[str], corpus: str, *, pattern: str, corpora: Sequence[str]) -> bool:
    """Whether a case of these names is selected."""
    return (not corpora or corpus in corpora) and any(fnmatch(name, pattern) for name in names)


# --- one file ---------------------------------------------------------------------------------


def _read(path: Path) -> list[tuple[_Block, Case]]:
    try:
        text = path.read_text(encoding="utf-8")
        tables = tomllib.loads(text)
    except (OSError, UnicodeDecodeError) as error:
        raise CaseFileError(f"{path.name}:1: cannot be read: {error}") from error
    except tomllib.TOMLDecodeError as error:
        line = re.search(r"line (\d+)", str(error))
        raise CaseFileError(f"{path.name}:{line.group(1) if line else 1}: {error}") from error
    if stray := sorted(set(tables) - {"case"}):
        raise CaseFileError(f"{path.name}:1: unknown table or key: {', '.join(stray)}")
    rows = tables.get("case", [])
    blocks = _blocks(path, text)
    if not isinstance(rows, list) or len(rows) != len(blocks):
        raise CaseFileError(f"{path.name}:1: write each case as a [[case]] on a line of its own")
    return [(block, _case(block, row)) for block, row in zip(blocks, rows, strict=True)]


def _blocks(path: Path, text: str) -> list[_Block]:
    lines = text.splitlines()
    starts = [number for number, line in enumerate(lines) if _HEADER.match(line)]
    ends = [*starts[1:], len(lines)]
    return [
        _Block(path, start + 1, tuple(lines[start:end]))
        for start, end in zip(starts, ends, strict=False)
    ]


def _case(block: _Block, row: Mapping[str, object]) -> Case:
    if unknown := sorted(set(row) - _KEYS):
        raise block.error(unknown[0], f"unknown key {unknown[0]!r}")
    verdict = row.get("verdict")
    if verdict != NO_VERDICT and verdict not in {known.value for known in Verdict}:
        raise block.error("verdict", f"unknown verdict {verdict!r}")
    files = {key: _files(block, key, row) for key in _FILE_KEYS}
    place = {"file": block.path.name, "line": block.line}
    try:
        return Case.model_validate({**row, **files, **place})
    except ValidationError as error:
        fault = error.errors(include_url=False)[0]
        key = str(fault["loc"][0]) if fault["loc"] else ""
        raise block.error(key, f"{key}: {fault['msg']}") from error


def _files(block: _Block, key: str, row: Mapping[str, object]) -> tuple[Path, ...]:
    """The files of a key, found relative to the case file."""
    names = row.get(key, [])
    if not isinstance(names, list) or not all(isinstance(name, str) for name in names):
        raise block.error(key, f"{key}: give a list of file names")
    paths = tuple((block.path.parent / name).resolve() for name in names)
    for name, path in zip(names, paths, strict=True):
        if not path.is_file():
            raise block.error(key, f"{key}: no file {name!r}")
    return paths


# --- over files -------------------------------------------------------------------------------


def _check_unique(pairs: Iterable[tuple[_Block, Case]], taken: Collection[str]) -> None:
    seen: dict[str, Case] = {}
    for block, case in pairs:
        if case.case_id in taken:
            message = f"case_id {case.case_id!r} is that of a case made from a label"
            raise block.error("case_id", message)
        first = seen.setdefault(case.case_id, case)
        if first is not case:
            message = f"case_id {case.case_id!r} is also at {first.file}:{first.line}"
            raise block.error("case_id", message)


def _check_paraphrases(pairs: Sequence[tuple[_Block, Case]]) -> None:
    by_id = {case.case_id: case for _, case in pairs}
    for block, case in pairs:
        if not case.paraphrase_of:
            continue
        if case.paraphrase_of == case.case_id:
            raise block.error("paraphrase_of", "a case is no paraphrase of itself")
        other = by_id.get(case.paraphrase_of)
        if other is None:
            raise block.error("paraphrase_of", f"paraphrase_of unknown {case.paraphrase_of!r}")
        if other.verdict != case.verdict:
            raise block.error(
                "verdict", f"a paraphrase of {other.case_id!r} must expect the same verdict"
            )


def _check_tags(block: _Block, case: Case) -> None:
    """Tags are free, but for those that a measure or a threshold goes by: a slip is an error."""
    for tag in case.tags:
        near = get_close_matches(tag, _TAGS_WITH_MEANING, n=1, cutoff=_SLIP)
        if tag not in _TAGS_WITH_MEANING and near:
            raise block.error("tags", f"tag {tag!r}: is {near[0]!r} meant?")


def _check_documents(block: _Block, case: Case, known: Mapping[str, frozenset[str] | None]) -> None:
    if case.corpus not in known:
        raise block.error("corpus", f"unknown corpus {case.corpus!r}: {', '.join(sorted(known))}")
    documents = known[case.corpus]
    if documents is None:
        return
    named = {
        "references": case.references,
        "decides": case.decides,
        "recommendation": (case.recommendation,) if case.recommendation else (),
    }
    for key, names in named.items():
        for name in names:
            if name.split("#")[0] not in documents:
                raise block.error(key, f"{key}: no document {name!r} in corpus {case.corpus!r}")
