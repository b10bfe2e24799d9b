"""Document to Source.

What front matter states, checked; what it does not state, inferred and marked.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import fields, replace
from datetime import date, datetime
from typing import Any

from ingest.describe_infer import infer
from ingest.errors import CorpusError
from ingest.models import Document, Source, SourceKind

_URL = re.compile(r"https?://[^\s/]+\.[^\s]+")
_YEARS = range(1900, 2101)
_CHECKED_AGAINST = ("full_text", "excerpt", "abstract")
_US_DATE = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})")
_ISO_DATE = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_ISO_MONTH = re.compile(r"(\d{4})-(\d{1,2})")
_YEAR = re.compile(r"\d{4}")


class _WrongValueError(ValueError):
    """A value of front matter that does not fit its key; the message says what would."""


def _text(value: object) -> str:
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        raise _WrongValueError("must be a text")
    return " ".join(str(value).split())


def _title(value: object) -> str:
    title = _text(value)
    if not title:
        raise _WrongValueError("must not be empty")
    return title


def _kind(value: object) -> SourceKind:
    try:
        return SourceKind(_text(value).lower().replace("-", "_").replace(" ", "_"))
    except ValueError as error:
        raise _WrongValueError(f"must be one of {', '.join(SourceKind)}") from error


def _year(value: object) -> int:
    text = _text(value)
    if not _YEAR.fullmatch(text) or int(text) not in _YEARS:
        raise _WrongValueError("must be a year such as 2024")
    return int(text)


def _bool(value: object) -> bool:
    if not isinstance(value, bool):
        raise _WrongValueError("must be true or false")
    return value


def _texts(value: object) -> tuple[str, ...]:
    if isinstance(value, list):
        return tuple(_text(item) for item in value)
    return (_text(value),)


def _url(value: object) -> str:
    url = _text(value)
    if not _URL.fullmatch(url):
        raise _WrongValueError("must be a web address that starts with http")
    return url


def _checked_against(value: object) -> str:
    text = _text(value)
    if text not in _CHECKED_AGAINST:
        raise _WrongValueError(f"must be one of {', '.join(_CHECKED_AGAINST)}")
    return text


def parse_date(value: object) -> date:
    """A date as front matter may hold it: ISO, a month or a year (its first day), or MM/DD/YYYY.

    Raises:
        ValueError: It is none of these.
    """
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    text = _text(value)
    try:
        if match := _US_DATE.fullmatch(text):
            return date(int(match[3]), int(match[1]), int(match[2]))
        if match := _ISO_DATE.fullmatch(text):
            return date(int(match[1]), int(match[2]), int(match[3]))
        if match := _ISO_MONTH.fullmatch(text):
            return date(int(match[1]), int(match[2]), 1)
        return date(_year(text), 1, 1)
    except ValueError as error:
        raise _WrongValueError("must be a date: YYYY-MM-DD, MM/DD/YYYY or YYYY") from error


_PARSERS: dict[str, Callable[[object], object]] = {
    "title": _title,
    "kind": _kind,
    "publisher": _text,
    "year": _year,
    "version": _text,
    "policy_number": _text,
    "subject": _text,
    "payer": _text,
    "jurisdiction": _text,
    "effective_date": parse_date,
    "end_date": parse_date,
    "supersedes": _texts,
    "amends": _texts,
    "companion_of": _text,
    "url": _url,
    "licence": _text,
    "digest": _bool,
    "checked_against": _checked_against,
    "checked_on": parse_date,
    "review_status": _text,
}
_SPELLINGS = {"license": "licence", "policy_no": "policy_number", "replaces": "supersedes"}


def describe(document: Document) -> Source:
    """What the document is as a publication.

    Raises:
        CorpusError: A key of its front matter has a value that does not fit; the message names file
            and key.
    """
    stated = _stated(document)
    inferred = infer(document, stated)
    source = Source(
        doc_id=document.doc_id,
        title=inferred.title,
        kind=inferred.kind,
    )
    values: dict[str, Any] = {name: getattr(inferred, name) for name in inferred.found}
    source = replace(source, inferred=tuple(sorted(inferred.found)), **values | stated)
    if source.effective_date and source.end_date and source.end_date <= source.effective_date:
        _disagree(document, source, stated)
        source = replace(
            source, end_date=None, inferred=tuple(n for n in source.inferred if n != "end_date")
        )
    return source


def _disagree(document: Document, source: Source, stated: Mapping[str, Any]) -> None:
    if "effective_date" in stated and "end_date" in stated:
        raise CorpusError(
            f"{document.path}: end_date: {source.end_date} must be later than effective_date "
            f"{source.effective_date}"
        )


def _stated(document: Document) -> dict[str, Any]:
    """Values of front matter by field of Source, each of the field's type.

    Empty ones count as not stated.
    """
    stated: dict[str, Any] = {}
    known = {item.name for item in fields(Source)}
    for key, value in document.front_matter.items():
        name = _SPELLINGS.get(key, key)
        if value is None or value in ("", []) or name not in known or name not in _PARSERS:
            continue
        try:
            stated[name] = _PARSERS[name](value)
        except _WrongValueError as error:
            raise CorpusError(f"{document.path}: {key}: {error}, is {value!r}") from error
    return stated


def check_unique(documents: Iterable[Document]) -> None:
    """Raise where two documents have one id.

    Raises:
        CorpusError: Names both files.
    """
    seen: dict[str, str] = {}
    for document in documents:
        first = seen.setdefault(document.doc_id, document.path)
        if first != document.path:
            raise CorpusError(
                f"{first} and {document.path} both have the id {document.doc_id!r}: give one of "
                f"them another id"
            )
