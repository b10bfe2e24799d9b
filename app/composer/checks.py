"""What a sentence of a model must pass before anybody sees it; each refusal has its reason."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from app.composer.cues import (
    direction_of,
    other_limit,
    strange_number,
    stronger,
    swapped,
)
from app.composer.given import Given
from app.composer.shapes import WrittenSentence
from app.composer.support import Embed, carried
from ingest.embed import Entailment
from ingest.lexis import key_stems, words
from ingest.statements.addressed import speaks_to_software
from ingest.statements.models import Basis
from ingest.terms import Terms

MAX_SENTENCE_CHARS = 400
MIN_QUOTE_WORDS = 2  # one word is found nearly anywhere


class Fault(StrEnum):
    """Why a sentence is refused; the words go to the model for its one repair, and to reports."""

    ID = "it names a passage that it was not given"
    FORM = "it is not one plain sentence"
    QUOTE = "a quote is not in the passage, character for character"
    TREATMENT = "it does not speak of the treatment of its quotes, or of another one as well"
    CONDITION = "it does not speak of the condition of its quotes, or of another one as well"
    NUMBER = "a number, dose, code, date or grade is not in the quotes"
    DIRECTION = "it points another way than its quotes"
    LIMIT = "it leaves out a limit or a condition that the quotes state, or adds one"
    STRENGTH = "it is stronger than its quotes"
    SUPPORT = "it adds words that its quotes do not have, or leaves out what they say"
    MISSING = "no sentence was written"


_MARKUP = re.compile(r"[<>{}\[\]`\n\\]|https?:|www\.|\*\*|!|\?")
_SECOND = re.compile(r"[.;:]\s+[A-Z][a-z]+ ")


@dataclass(frozen=True)
class Checker:
    """Checks sentences against what the model was given.

    Attributes:
        terms: Aliases of treatments and conditions.
        embed: Encoder for the support check; None leaves meaning out.
        embed_case: The same for case text: never a remote one.
        entailment: Model of natural language inference, where one is configured.
    """

    terms: Terms
    embed: Embed | None = None
    embed_case: Embed | None = None
    entailment: Entailment | None = None

    def fault(self, sentence: WrittenSentence, given: Mapping[str, Given]) -> Fault | None:
        """The first thing that is wrong with a sentence; None where it may be shown."""
        ids = tuple(dict.fromkeys(sentence.ids))
        if not ids or any(item_id not in given for item_id in ids):
            return Fault.ID
        items = [given[item_id] for item_id in ids]
        if _misshapen(sentence.text):
            return Fault.FORM
        if not _quoted(sentence.quotes, items):
            return Fault.QUOTE
        text = sentence.text
        evidence = "\n".join(item.evidence for item in items)
        if strange_number(_without_names(text, items), evidence):
            return Fault.NUMBER
        return (
            self._other_subject(text, evidence, items)
            or _turned(text, items)
            or self._unsupported(text, evidence, items)
        )

    def _other_subject(self, text: str, evidence: str, items: Sequence[Given]) -> Fault | None:
        for kind, fault in (
            ("intervention", Fault.TREATMENT),
            ("condition", Fault.CONDITION),
        ):
            phrases = [p for item in items for p in _phrases(item, kind)]
            allowed = {
                m.concept_id
                for part in (evidence, *phrases, *(n for i in items for n in i.names))
                for m in self.terms.spot(part, kind=kind)
            }
            said = {m.concept_id for m in self.terms.spot(text, kind=kind)}
            if said - allowed:
                return fault
            if not all(self._names_one(text, said, item, kind) for item in items):
                return fault
        return None

    def _names_one(self, text: str, said: set[str], item: Given, kind: str) -> bool:
        """Whether a sentence names one of the treatments, or of the conditions, that a quote does.

        What a heading alone names, or a catch-all, a sentence may leave to its section.
        """
        if item.statement is None or item.statement.catch_all:
            return True
        own = key_stems(item.evidence)
        phrases = [p for p in _phrases(item, kind) if key_stems(p) & own]
        stems = key_stems(text)
        return not phrases or any(
            key_stems(phrase) & own & stems
            or {m.concept_id for m in self.terms.spot(phrase, kind=kind)} & said
            for phrase in phrases
        )

    def _unsupported(self, text: str, evidence: str, items: Sequence[Given]) -> Fault | None:
        embed = self.embed_case if any(item.is_case for item in items) else self.embed
        if not carried(text, items, embed):
            return Fault.SUPPORT
        if self.entailment is not None and not self.entailment.entails(evidence, text):
            return Fault.SUPPORT
        return None


def _misshapen(text: str) -> bool:
    """Whether it is no single plain sentence: too long, with markup, or several."""
    return (
        len(words(text)) < 3  # noqa: PLR2004 - subject, verb, object
        or len(text) > MAX_SENTENCE_CHARS
        or _MARKUP.search(text) is not None
        or _SECOND.search(text) is not None
        or speaks_to_software(text)
    )


def _quoted(quotes: Sequence[str], items: Sequence[Given]) -> bool:
    """Whether every quote stands in one of the passages, and every passage has one."""
    if not quotes or any(len(words(quote)) < MIN_QUOTE_WORDS for quote in quotes):
        return False
    found = [[item.holds(quote) for item in items] for quote in quotes]
    return all(any(row) for row in found) and all(
        any(column) for column in zip(*found, strict=True)
    )


def _phrases(item: Given, kind: str) -> tuple[str, ...]:
    if item.statement is None:
        return ()
    return item.statement.interventions if kind == "intervention" else item.statement.conditions


def _without_names(text: str, items: Sequence[Given]) -> str:
    """A sentence without the names of its sources, which may hold numbers ("CPB 0206")."""
    for name in (name for item in items for name in item.names):
        text = text.replace(name, " ")
    return text


def _turned(text: str, items: Sequence[Given]) -> Fault | None:
    """Whether direction, limits or strength differ from those of the quotes."""
    said = direction_of(text)
    for item in items:
        own = direction_of(item.evidence)
        statement = item.statement
        expected = {own} | ({statement.direction} if statement is not None else set())
        finding = statement is None or statement.basis is Basis.FINDING
        if said not in expected and not (finding and own is None):
            return Fault.DIRECTION
        if other_limit(text, item.evidence) or swapped(text, item.evidence):
            return Fault.LIMIT
        if stronger(text, item.evidence):
            return Fault.STRENGTH
    return None
