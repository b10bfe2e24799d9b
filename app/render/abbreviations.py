"""Abbreviations that clinicians and payers use, spelled out for readers who do not."""

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from ingest.errors import SettingsError

_FILE = Path(__file__).with_name("abbreviations.toml")


@dataclass(frozen=True, slots=True)
class Abbreviation:
    """A short form with its words."""

    short: str
    words: str


@cache
def known_abbreviations() -> dict[str, str]:
    """Short form to words, as in `abbreviations.toml`.

    Raises:
        SettingsError: The file, which is part of the package, is damaged.
    """
    try:
        table = tomllib.loads(_FILE.read_text(encoding="utf-8"))
    except (OSError, tomllib.TOMLDecodeError) as error:
        raise SettingsError(f"{_FILE.name} cannot be read ({error}): install again") from error
    return {str(short): str(words) for short, words in table.items()}


def abbreviations_in(text: str) -> tuple[Abbreviation, ...]:
    """Those that stand in the text as a word of their own, in the order of the alphabet."""
    found = set(re.findall(r"[A-Za-z][A-Za-z0-9/-]*", text))
    known = known_abbreviations()
    return tuple(Abbreviation(short, known[short]) for short in sorted(found & known.keys()))
