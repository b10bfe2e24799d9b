"""`corrections/*.toml` of an ingested folder: read by every build, written by an editor's tool."""

import json
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from pathlib import Path

from ingest.corrections.fields import FIELDS, WAS_FIELDS, checked_value
from ingest.corrections.models import Action, Correction, Corrections, Value
from ingest.errors import CorpusError
from ingest.models import Passage
from ingest.statements.models import Statement

FOLDER = "corrections"
_TABLE = "correction"
_KEYS = frozenset(
    {"document", "action", "quote", "heading", "lead", "was", "set", "why", "by", "on"}
)
_REQUIRED_TO_ADD = ("direction", "interventions")


def read_corrections(roots: Iterable[Path]) -> Corrections:
    """The corrections that lie beside the documents of some folders.

    Raises:
        CorpusError: A file cannot be read or understood, or lies outside its folder. A correction
            that were left out in silence would publish what an editor has put right.
    """
    found: dict[str, list[Correction]] = {}
    for root in roots:
        for path in sorted((root / FOLDER).glob("*.toml")):
            for item in _read(path, root):
                found.setdefault(item.doc_id, []).append(item)
    return Corrections({doc_id: tuple(items) for doc_id, items in found.items()})


def correction_of(  # noqa: PLR0913 - what a correction states
    statement: Statement,
    passage: Passage,
    *,
    action: Action,
    values: Mapping[str, object],
    why: str = "",
    by: str = "",
    on: date | None = None,
) -> Correction:
    """A correction of this Statement, which names it as narrowly as it can.

    Args:
        statement: As it is published; a correction of a corrected Statement names what it was
            corrected to, and goes behind the earlier one.
        passage: Where it stands.
        action: CHANGE or DROP.
        values: What is set, by field, as TOML would give it.
        why: The reason.
        by: Who.
        on: When.

    Raises:
        CorpusError: A value does not fit its field.
    """
    was = {name: getattr(statement, name) for name in sorted(WAS_FIELDS)}
    leads = [quote.text for quote in statement.lead_quotes]
    row = {
        "document": statement.doc_id,
        "action": action.value,
        "quote": statement.quote.text,
        "heading": passage.heading_path[-1] if passage.heading_path else "",
        "lead": leads[0] if leads else "",
        "was": {key: list(item) if isinstance(item, tuple) else item for key, item in was.items()},
        "set": dict(values),
        "why": why,
        "by": by,
        "on": on,
    }
    return _correction({key: item for key, item in row.items() if item is not None}, "")


def append_correction(folder: Path, correction: Correction) -> Path:
    """Write a correction at the end of `<folder>/corrections/<doc_id>.toml`; returns the file.

    The file is replaced as a whole: a build that reads it meanwhile sees the old one or the new.

    Raises:
        CorpusError: What is there already cannot be understood, or the correction itself cannot.
    """
    name = "".join(sign if sign.isalnum() or sign in "-_." else "-" for sign in correction.doc_id)
    path = folder / FOLDER / f"{name.strip('.') or 'document'}.toml"
    before = path.read_text(encoding="utf-8") if path.is_file() else ""
    text = f"{before.rstrip()}\n\n{_dump(correction)}".lstrip()
    _parse(text, f"{FOLDER}/{path.name}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        temporary = path.with_suffix(".new")
        temporary.write_text(text, encoding="utf-8")
        temporary.replace(path)
    except OSError as error:
        raise CorpusError(f"{path} cannot be written ({error.strerror})") from error
    return path


def _read(path: Path, root: Path) -> list[Correction]:
    name = path.relative_to(root).as_posix()
    try:
        if not path.resolve().is_relative_to(root.resolve()):
            raise CorpusError(f"{name}: a link out of the folder: put the file itself there")
        text = path.read_text(encoding="utf-8")
    except (OSError, RuntimeError, UnicodeDecodeError) as error:  # the second: a link in a circle
        raise CorpusError(f"{name}: cannot be read ({error}): save it as UTF-8") from error
    return _parse(text, name)


def _parse(text: str, name: str) -> list[Correction]:
    try:
        loaded = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise CorpusError(f"{name}: not TOML ({error})") from error
    unknown = sorted(loaded.keys() - {_TABLE})
    rows = loaded.get(_TABLE, [])
    if unknown or not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise CorpusError(f"{name}: holds something else than [[{_TABLE}]] tables: {unknown}")
    found = []
    for number, row in enumerate(rows, start=1):
        place = f"{name}, correction {number}"
        try:
            found.append(_correction(row, place))
        except CorpusError as error:
            raise CorpusError(f"{place}: {error}") from error
    return found


def _correction(row: Mapping[str, object], place: str) -> Correction:
    if unknown := sorted(row.keys() - _KEYS):
        raise CorpusError(f"unknown key {', '.join(unknown)}: use {', '.join(sorted(_KEYS))}")
    texts = {key: _text(row, key) for key in ("document", "quote", "heading", "lead", "why", "by")}
    if not texts["document"] or not texts["quote"].strip():
        raise CorpusError("document and quote are required: they say which Statement is meant")
    named = row.get("action", Action.CHANGE)
    if named not in tuple(Action):
        raise CorpusError(f"action is {named!r}: use one of {', '.join(Action)}")
    action = Action(str(named))
    values = _values(row, "set", FIELDS)
    missing = [key for key in _REQUIRED_TO_ADD if action is Action.ADD and not values.get(key)]
    if missing:
        raise CorpusError(f"set.{' and set.'.join(missing)} is required to add a Statement")
    if (action is Action.DROP) == bool(values):
        raise CorpusError("a dropped Statement sets nothing, any other correction sets something")
    on = row.get("on")
    if on is not None and (not isinstance(on, date) or isinstance(on, datetime)):
        raise CorpusError("on is not a date: write it as 2026-01-31, without quotation marks")
    return Correction(
        doc_id=texts["document"],
        action=action,
        quote=texts["quote"],
        heading=texts["heading"],
        lead=texts["lead"],
        was=_values(row, "was", WAS_FIELDS),
        values=values,
        why=texts["why"],
        by=texts["by"],
        on=on,
        place=place,
    )


def _text(row: Mapping[str, object], key: str) -> str:
    value = row.get(key, "")
    if not isinstance(value, str):
        raise CorpusError(f"{key} is not text")
    return value


def _values(row: Mapping[str, object], key: str, allowed: frozenset[str]) -> dict[str, Value]:
    given = row.get(key, {})
    if not isinstance(given, dict):
        raise CorpusError(f"{key} is not a table: write {key} = {{ field = value }}")
    if unknown := sorted(given.keys() - allowed):
        raise CorpusError(f"{key}.{', '.join(unknown)} is unknown: {', '.join(sorted(allowed))}")
    return {name: checked_value(name, value) for name, value in given.items()}


def _dump(correction: Correction) -> str:
    """A correction as TOML."""
    rows: dict[str, object] = {
        "document": correction.doc_id,
        "action": correction.action.value,
        "quote": correction.quote,
        "heading": correction.heading,
        "lead": correction.lead,
        "was": dict(correction.was),
        "set": dict(correction.values),
        "why": correction.why,
        "by": correction.by,
        "on": correction.on,
    }
    lines = [
        f"{key} = {_toml(value)}" for key, value in rows.items() if value not in ("", {}, None)
    ]
    return "\n".join([f"[[{_TABLE}]]", *lines]) + "\n"


def _toml(value: object) -> str:
    """A value as TOML on one line; text as JSON writes it, which TOML reads."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, str):
        return json.dumps(str(value), ensure_ascii=False).replace("\x7f", "\\u007f")
    if isinstance(value, Mapping):
        inner = ", ".join(f"{key} = {_toml(item)}" for key, item in value.items())
        return f"{{ {inner} }}" if inner else "{}"
    if isinstance(value, Sequence):
        return f"[{', '.join(_toml(item) for item in value)}]"
    return value.isoformat() if isinstance(value, date) else str(value)
