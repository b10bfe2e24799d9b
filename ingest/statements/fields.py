"""Fields of a policy's cover that name what it is about: "Medications: A (a), B (b)"."""

import re
from dataclasses import replace

from ingest.drug_names import is_drug
from ingest.lexis import words
from ingest.models import BlockKind, Document, Source, SourceKind
from ingest.statements.subject import Subject, subject_of
from ingest.statements.subject_names import named_members

_FIELD = re.compile(
    r"(?:drugs?|medications?|products?|agents?|(?:generic|brand|drug|product|trade) names?|"
    r"(?:applicable|covered|affected|included) (?:drugs?|medications?|"
    r"products?))(?:\(s\))?(?: names?)?(?: \((?:generic|brand)(?: names?)?\))?",
    re.IGNORECASE,
)
_N_BLOCKS = 30  # of the cover
_N_WORDS = 40
_NO_NAME = re.compile(
    r"\b(?:yes|no|all|none|commercial|medicare|medicaid|hmo|ppo|see|the|this|is|are|for|of)\b",
    re.IGNORECASE,
)


def subject_in(document: Document, source: Source) -> Subject:
    """The subject of a source, with the drugs that a field of a policy's cover names."""
    subject = subject_of(source)
    if source.kind is not SourceKind.COVERAGE_POLICY:
        return subject
    named = [n for text in _values(document) for n in named_members(text)]
    if not (named or subject.interventions):
        named = [n for text in _drug_of_cover(document) for n in named_members(text)]
    return replace(subject, interventions=tuple(dict.fromkeys((*subject.interventions, *named))))


_N_FIRST = 12  # blocks in which the drug of a form stands
_N_WORDS_OF_LINE = 12
# As in "EVOLOCUMAB 140 mg/mL injection", or "Omalizumab (Xolair) J2357"
_NAME_FIRST = re.compile(r"(?P<name>[A-Za-z][\w-]{3,})(?:\s*\([^()]{2,60}\))?")


def _drug_of_cover(document: Document) -> list[str]:
    """The one drug that a line of a cover begins with, where the title names nothing."""
    found: dict[str, str] = {}
    for block in document.blocks[:_N_FIRST]:
        text = document.block_text(block)
        match = _NAME_FIRST.match(text)
        is_line = block.kind in {BlockKind.HEADING, BlockKind.PARAGRAPH}
        short = len(words(text)) <= _N_WORDS_OF_LINE and not text.rstrip().endswith((".", ":"))
        if match and is_line and short and is_drug(match["name"]):
            found.setdefault(match["name"].lower(), match.group())
    return list(found.values()) if len(found) == 1 else []


def _values(document: Document) -> list[str]:
    found: list[str] = []
    above = ""
    for block in document.blocks[:_N_BLOCKS]:
        text = document.block_text(block)
        if block.kind is BlockKind.TABLE_ROW and len(block.cells) == len(("field", "value")):
            label, value = block.cells
            label = above = label or above  # one field over several rows
        elif block.kind is BlockKind.PARAGRAPH:
            label, _, value = text.partition(":")
        else:
            continue
        named = bool(words(value)) and len(words(value)) <= _N_WORDS
        if _FIELD.fullmatch(label.strip()) and named and not _NO_NAME.search(value):
            found.append(value.strip(" ."))
    return found
