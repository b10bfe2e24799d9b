"""What is known and what was found: the Statements of a Snapshot, and an analysis of a question."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from app.decide import Ruling
from app.in_force import Standing, families, standings
from app.matching import Spoke, StatementMatcher
from app.models import Verdict
from app.offered import offered
from app.phrase_relation import PhraseMatcher
from app.positions import Position
from app.question_models import Phrase, Question, Target
from ingest.lexis import head_stem
from ingest.models import Source
from ingest.statements.models import Statement
from ingest.terms import Terms

_MAX_DATES = 64  # of questions, whose standings are remembered


@dataclass(frozen=True)
class Pair:
    """One intervention and one condition with all that was found."""

    intervention: Phrase
    target: Target | None
    spokes: tuple[Spoke, ...]
    positions: tuple[Position, ...]
    ruling: Ruling


@dataclass(frozen=True)
class Analysis:
    """What decides, for all pairs.

    Attributes:
        pairs: Every (intervention, condition) pair.
        verdict: Over the pairs; None where the question asks for none or names no pair.
        lead: The pair that carries the verdict.
        reason: Why there is no verdict; "" where there is one.
        question: The question by the reading that was taken, where it was not the first.
    """

    pairs: tuple[Pair, ...] = ()
    verdict: Verdict | None = None
    lead: Pair | None = None
    reason: str = ""
    question: Question | None = None


@dataclass(frozen=True)
class Knowledge:
    """The Statements and Sources of a Snapshot, with a session's own policies beside them.

    Attributes:
        statements: All of them.
        sources: By doc_id.
        terms: Aliases and classes.
        similarity: Cosine of two phrases; None where no encoder is at hand.
        heads: First page or so of a document, by its doc_id.
        shared: What a session's own was made from: what it has prepared is taken over, and of the
            session nothing gets into it.
    """

    statements: tuple[Statement, ...]
    sources: Mapping[str, Source]
    terms: Terms
    similarity: Callable[[str, str], float] | None = field(default=None, compare=False)
    heads: Callable[[str], str] = field(default=lambda _doc_id: "", compare=False)
    headings: Callable[[str], tuple[str, ...]] = field(
        default=lambda _passage_id: (), compare=False
    )
    shared: "Knowledge | None" = field(default=None, compare=False)

    @cached_property
    def matcher(self) -> StatementMatcher:
        """Looks Statements up by phrase."""
        titles = {doc_id: source.title for doc_id, source in self.sources.items()}
        return StatementMatcher(self.phrases, self.statements, titles)

    @cached_property
    def phrases(self) -> PhraseMatcher:
        """Compares phrases; knows which words head an intervention somewhere in the Snapshot."""
        heads = {head_stem(text) for s in self.statements for text in s.interventions} - {""}
        known = self.shared.phrases if self.shared else None
        return PhraseMatcher(self.terms, heads, self.similarity, known)

    @cached_property
    def _known(self) -> dict[str, bool]:
        return {}

    def knows_intervention(self, phrase: str) -> bool:
        """Whether the terms know the intervention of a Statement, or one that its phrase names."""
        if phrase not in self._known:
            self._known[phrase] = bool(self.terms.of_phrase(phrase, "intervention")) or any(
                mention.kind == "intervention" for mention in self.terms.spot(phrase)
            )
        return self._known[phrase]

    @cached_property
    def _named(self) -> dict[str, frozenset[str]]:
        return {}

    def conditions_in(self, text: str) -> frozenset[str]:
        """Conditions that a text of these documents names.

        Remembered, so never asked of what somebody says of a patient.
        """
        found = self._named.get(text)
        if found is None:
            mentions = self.terms.spot(text, kind="condition")
            found = self._named[text] = frozenset(m.concept_id for m in mentions)
        return found

    @cached_property
    def offered(self) -> tuple[Statement, ...]:
        """Advice of guidelines, from which alternatives are taken."""
        return offered(self.statements, self.sources, self.knows_intervention)

    @cached_property
    def _standings(self) -> dict[date, dict[str, Standing]]:
        return {}

    def standings(self, as_of: date) -> dict[str, Standing]:
        """Standing of every Source on a date; the dates asked last are remembered."""
        found = self._standings.get(as_of)
        if found is None:
            if len(self._standings) >= _MAX_DATES:
                self._standings.clear()
            found = self._standings[as_of] = standings(self.sources, as_of)
        return found

    @cached_property
    def family(self) -> dict[str, str]:
        """Document to the head of its family."""
        return families(self.sources)
