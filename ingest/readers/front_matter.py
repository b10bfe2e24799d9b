"""Front matter: a YAML mapping between two lines of three dashes at the head of a text file."""

import re

import yaml

from ingest.errors import CorpusError

_FENCED = re.compile(
    r"\A---[ \t]*\r?\n(.*?)^(?:---|\.\.\.)[ \t]*(?:\r?\n|\Z)", re.DOTALL | re.MULTILINE
)
_OPENED = re.compile(r"\A---[ \t]*\r?\n[ \t]*[A-Za-z_]+[ \t]*:")


def split_front_matter(text: str, name: str) -> tuple[dict[str, object], str]:
    """The front matter's keys and values, and the text after it.

    Args:
        text: Whole file.
        name: Path for the message.

    Raises:
        CorpusError: It is opened and never closed, is not YAML, or is not a mapping.
    """
    match = _FENCED.match(text)
    if match is None:
        if _OPENED.match(text):
            raise CorpusError(f"{name}: front matter is not closed: add a line of three dashes")
        return {}, text
    try:
        loaded = yaml.safe_load(match.group(1))
        written = yaml.load(match.group(1), Loader=yaml.BaseLoader)  # noqa: S506 - makes texts only
    except (yaml.YAMLError, ValueError) as error:
        reason = str(error).splitlines()[0]
        where = ""
        if isinstance(error, yaml.MarkedYAMLError) and error.problem_mark is not None:
            reason = error.problem or reason
            where = f", line {error.problem_mark.line + 2}"
        raise CorpusError(f"{name}{where}: front matter is not valid YAML: {reason}") from error
    rest = text[match.end() :]
    if loaded is None:
        return {}, rest
    if not isinstance(loaded, dict):
        raise CorpusError(f"{name}: front matter must be keys and values")
    values = {str(key): value for key, value in loaded.items()}
    return {key: _as_written(value, written.get(key)) for key, value in values.items()}, rest


def _as_written(value: object, written: object) -> object:
    """YAML reads 0206 as 134 and 2.10 as 2.1; a number that would print otherwise stays a text."""
    if isinstance(value, int | float) and not isinstance(value, bool) and str(value) != written:
        return written
    return value
