"""Our dataclasses to JSON and back: what lies in the store.

Fields that hold their default are left out, which makes rows small and reading them fast. Reading
is written out class by class, so that a row of another shape fails instead of becoming something
half-read.
"""

import json
from collections.abc import Mapping
from dataclasses import MISSING, fields, is_dataclass
from datetime import date
from enum import Enum
from functools import lru_cache
from typing import Any

from ingest.models import Block, BlockKind, Flag, Source, SourceKind
from ingest.statements.models import Basis, Criterion, Direction, Join, Quote, Statement

# Rows of JSON are the one place where values of any type pass; nothing of them leaves this module.
Row = dict[str, Any]

_SOURCE_DATES = ("effective_date", "end_date", "checked_on")
_SOURCE_TUPLES = ("supersedes", "amends", "inferred")
_STATEMENT_TUPLES = ("interventions", "conditions", "codes", "exceptions", "out_of_scope", "flags")
# A look-up of an enum's member by value costs 0.3 us, of a dict entry 0.03: it shows at 3,000
# Statements.
_DIRECTIONS = {item.value: item for item in Direction}
_BASES = {item.value: item for item in Basis}
_JOINS = {item.value: item for item in Join}
_BLOCK_KINDS = {item.value: item for item in BlockKind}


def dump(value: object) -> str:
    """JSON of a dataclass, or of a sequence or mapping of them."""
    return json.dumps(_plain(value), ensure_ascii=False, separators=(",", ":"))


def load_source(text: str) -> Source:
    row: Row = json.loads(text)
    row["kind"] = SourceKind(row["kind"])
    for name in _SOURCE_DATES:
        if name in row:
            row[name] = date.fromisoformat(row[name])
    _tuples(row, _SOURCE_TUPLES)
    return Source(**row)


def load_blocks(text: str) -> tuple[Block, ...]:
    return tuple(_block(row) for row in json.loads(text))


def load_flags(text: str) -> tuple[Flag, ...]:
    return tuple(Flag(**row) for row in json.loads(text))


def load_statements(text: str) -> tuple[Statement, ...]:
    return tuple([_statement(row) for row in json.loads(text)])


def load_mapping(text: str) -> Mapping[str, object]:
    loaded: Mapping[str, object] = json.loads(text)
    return loaded


def load_strings(text: str) -> tuple[str, ...]:
    return tuple(json.loads(text))


def load_numbers(text: str) -> tuple[int, ...]:
    return tuple(json.loads(text))


def _block(row: Row) -> Block:
    row["kind"] = _BLOCK_KINDS[row["kind"]]
    _tuples(row, ("header", "cells"))
    return Block(**row)


def _statement(row: Row) -> Statement:
    row["direction"] = _DIRECTIONS[row["direction"]]
    row["basis"] = _BASES[row["basis"]]
    row["quote"] = Quote(**row["quote"])
    if "lead_quotes" in row:
        row["lead_quotes"] = tuple([Quote(**quote) for quote in row["lead_quotes"]])
    if "criteria" in row:
        row["criteria"] = _criterion(row["criteria"])
    _tuples(row, _STATEMENT_TUPLES)
    return Statement(**row)


def _criterion(row: Row) -> Criterion:
    row["join"] = _JOINS[row["join"]]
    if "quote" in row:
        row["quote"] = Quote(**row["quote"])
    if "children" in row:
        row["children"] = tuple([_criterion(child) for child in row["children"]])
    return Criterion(**row)


def _tuples(row: Row, names: tuple[str, ...]) -> None:
    for name in names:
        if name in row:
            row[name] = tuple(row[name])


@lru_cache
def _defaults(kind: type) -> tuple[tuple[str, object], ...]:
    """Names of a dataclass's fields with their defaults; MISSING where a field must be given."""
    return tuple(
        (item.name, item.default if item.default_factory is MISSING else item.default_factory())
        for item in fields(kind)
    )


def _plain(value: object) -> object:
    """A value as JSON knows it."""
    if isinstance(value, Enum):
        return value.value
    if is_dataclass(value) and not isinstance(value, type):
        items = ((name, getattr(value, name), default) for name, default in _defaults(type(value)))
        return {name: _plain(item) for name, item, default in items if item != default}
    if isinstance(value, Mapping):
        return {str(key): _plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [_plain(item) for item in value]
    if value is None or isinstance(value, str | int | float):
        return value
    # Dates, and what else YAML makes of front matter.
    return value.isoformat() if isinstance(value, date) else str(value)
