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
        if _is_repeated(match.group(), document.text):
            continue
        if not (_OTHER_FIELD.search(value) or GENERIC_TITLE.fullmatch(_BRACKETS.sub("", value))):
            return f"{_unquoted(value)}{_series_below(document, match.end())}"
    return ""


def _is_repeated(field: str, text: str) -> bool:
    """Whether a label stands before several things, as "Topic:" does above each chapter."""
    label = field.partition(":")[0]
    if not _TOPIC.fullmatch(label):
        return False
    return len(re.findall(rf"^{re.escape(label)}:", text, re.MULTILINE)) > 1


_TOPIC = re.compile(r"topic|drugs?|medications?|drug names?|title", re.IGNORECASE)


def _unquoted(value: str) -> str:
    """A title without the marks around it."""
    bare = value.strip(_MARKS)
    return bare.rstrip(".") if bare != value else value


_MARKS = '"“”'  # around a title that is quoted
# "Clinical Practice Guideline: Sudden Hearing Loss (Update)", below the name of a journal
_BEHIND_SERIES = re.compile(
    r"(?:(?:clinical|evidence-based|practice|focused) )+guidelines?(?: update)?:\s+[A-Z].{3,120}"
    r"|billing and coding(?: article)?:\s+[A-Z].{3,120}",
    re.IGNORECASE,
)
_N_COVER = 8  # blocks


def behind_series(document: Document) -> str:
    """The line of a cover that tells its topic behind its series; "" for none."""
    for block in document.blocks[:_N_COVER]:
        text = document.block_text(block).strip()
        told = text.partition(":")[2].strip()
        named = _BEHIND_SERIES.fullmatch(text) and not GENERIC_TITLE.fullmatch(told)
        if named and not text.endswith((".", ":", ";")):
            return text
    return ""


def _series_below(document: Document, at: int) -> str:
    line = document.text[at:].lstrip("\n").partition("\n")[0].strip()
    return f" {line}" if _SERIES.fullmatch(line) else ""
