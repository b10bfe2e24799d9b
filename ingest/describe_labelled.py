"""Title of a document as a field of its cover: "Policy Title ......... Immunologicals - Velora"."""

import re

from ingest.describe_patterns import GENERIC_TITLE, LABELLED_TITLE
from ingest.models import Document

_COVER_CHARS = 2_500
# A value with further fields behind it: "Topic: Surgery Policy No. 12 Effective Date: 01/01/2025"
_OTHER_FIELD = re.compile(r"\b(?:Number|No\.|Date|Review|Version)\s*[:|#]|\bPolicy No\.")
_BRACKETS = re.compile(r"\s*\([^()]*\)")
# What stands on the line below a title that is broken: "Prior Authorization Policy"
_SERIES = re.compile(r"(?:[A-Z][\w-]+ ){1,4}(?:Policy|Criteria|Guideline|Program)")


def labelled_title(document: Document) -> str:
    """The value of the first field that is called title, with the series below it; "" for none."""
    for match in LABELLED_TITLE.finditer(document.text[:_COVER_CHARS]):
        value = next(g for g in match.groups() if g).strip()
        if not (_OTHER_FIELD.search(value) or GENERIC_TITLE.fullmatch(_BRACKETS.sub("", value))):
            return f"{value}{_series_below(document, match.end())}"
    return ""


def _series_below(document: Document, at: int) -> str:
    line = document.text[at:].lstrip("\n").partition("\n")[0].strip()
    return f" {line}" if _SERIES.fullmatch(line) else ""
