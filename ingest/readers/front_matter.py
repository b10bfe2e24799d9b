"""Front matter: a YAML mapping between two lines of three dashes at the head of a text file."""

import re

import yaml

from ingest.errors import CorpusError

_FENCED = re.compile(
    r"\A---[ \t]*\r?\n(.*?)^(?:---|\.\.\.)[ \t]*(?:\r?\n|\Z)", re.DOTALL | re.MULTILINE
)
# References grow: nine lines of ten references to the line before are a thousand million values.
_MAX_CHARS = 50_000
_OPENED = re.compile(r"\A---[ \t]*\r?\n[ \t]*[A-Za-z_]+[ \t]*:")


def split_front_matter(text: str, name: str) -> tuple[dict[str, object], str]:
    """The front matter's keys and values, and the text after it.

    Args:
        text: Whole file.
        name: Path for the message.

    Raises:
        CorpusError: It is opened and never closed, is not YAML or uses its references, is not a
            mapping, or is longer than any front matter.
    """
    match = _FENCED.match(text)
    if match is None:
        if _OPENED.match(text):
            raise CorpusError(f"{name}: front matter is not closed: add a line of three dashes")
        return {}, text
    loaded, written = _load(match.group(1), name)
    rest = text[match.end() :]
    if loaded is None:
        return {}, rest
    if not isinstance(loaded, dict) or not isinstance(written, dict):
        raise CorpusError(f"{name}: front matter must be keys and values")
    values = {str(key): value for key, value in loaded.items()}
    return {key: _as_written(value, written.get(key)) for key, value in values.items()}, rest


def _load(text: str, name: str) -> tuple[object, object]:
    """Values as YAML reads them, and as they are written."""
    if len(text) > _MAX_CHARS:
        raise CorpusError(f"{name}: front matter has more than {_MAX_CHARS:,} characters")
    try:
        if any(isinstance(event, yaml.AliasEvent) for event in yaml.parse(text)):
            raise CorpusError(f"{name}: front matter uses YAML references (*name): write them out")
        return yaml.safe_load(text), yaml.load(text, Loader=yaml.BaseLoader)  # noqa: S506 - makes texts only
    except (yaml.YAMLError, ValueError) as error:
        reason = str(error).splitlines()[0]
        where = ""
        if isinstance(error, yaml.MarkedYAMLError) and error.problem_mark is not None:
            reason = error.problem or reason
            where = f", line {error.problem_mark.line + 2}"
        elif isinstance(error, ValueError):
            reason = _wrong_value(text) or reason
        raise CorpusError(f"{name}{where}: front matter is not valid YAML: {reason}") from error


def _wrong_value(text: str) -> str:
    """Which value looks like a date and is none; YAML itself names neither key nor line."""
    written = yaml.load(text, Loader=yaml.BaseLoader)  # noqa: S506 - makes texts only
    for key, value in written.items() if isinstance(written, dict) else ():
        try:
            yaml.safe_load(value if isinstance(value, str) else "")
        except ValueError as error:
            return f"{key}: {value}: {error}"
        except yaml.YAMLError:
            continue  # a text in quotes may hold anything
    return ""


def _as_written(value: object, written: object) -> object:
    """YAML reads 0206 as 134 and 2.10 as 2.1; a number that would print otherwise stays a text."""
    if isinstance(value, int | float) and not isinstance(value, bool) and str(value) != written:
        return written
    return value
