"""A Correction: which Statement is meant, and what it should say."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from ingest.statements.models import Basis, Direction

# What may be set, by field: text, a list of texts, a flag, one of an enum, or a criteria tree.
# Trees are lists and tables of TOML, read by `ingest.corrections.fields`.
Value = str | bool | tuple[str, ...] | Direction | Basis | Sequence[object] | Mapping[str, object]


class Action(StrEnum):
    """What an editor does to a Statement."""

    CHANGE = "change"
    DROP = "drop"
    ADD = "add"


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """One correction.

    A Statement is named by its words and not by its number, so that a correction stays with it
    when the document is ingested again: numbers change with every sentence before it.

    Attributes:
        doc_id: The document.
        action: Change, drop, or add a Statement that was not understood.
        quote: The words that the Statement quotes; for ADD the words that it shall quote. White
            space, and the shapes of quotation marks and dashes, do not count.
        heading: The innermost heading above, where the words stand under several; "" for any.
        lead: The sentence that leads them in, where they stand in several lists; "" for any.
        was: What the Statement said when it was corrected (direction, interventions, conditions):
            it is another Statement, or an already corrected one, that says something else.
        values: What is set, by field.
        why: The editor's reason.
        by: Who.
        on: When.
        place: File and number, for messages.
    """

    doc_id: str
    action: Action
    quote: str
    heading: str = ""
    lead: str = ""
    was: Mapping[str, Value] = field(default_factory=dict)
    values: Mapping[str, Value] = field(default_factory=dict)
    why: str = ""
    by: str = ""
    on: date | None = None
    place: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class StaleCorrection:
    """A correction that no longer fits what the document says, and why."""

    doc_id: str
    place: str
    why: str


@dataclass(frozen=True, slots=True)
class Corrections:
    """All corrections of an ingested folder, by document, in the order of the files."""

    by_document: Mapping[str, tuple[Correction, ...]] = field(default_factory=dict)

    def of(self, doc_id: str) -> tuple[Correction, ...]:
        return self.by_document.get(doc_id, ())

    def hash_of(self, doc_id: str) -> str:
        """Hash of what is corrected in a document; "" where nothing is.

        Reasons and names are no part of it: another word in them changes no Statement.
        """
        found = self.of(doc_id)
        if not found:
            return ""
        parts = [
            repr((item.action, item.quote, item.heading, item.lead, item.was, item.values))
            for item in found
        ]
        return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:16]
