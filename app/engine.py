"""From a Question to Positions and a Verdict for each pair: everything that decides, with nothing that writes."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from app.decide import Ruling, verdict_over_pairs
from app.facts import FactKind, Facts
from app.in_force import Standing, amended, families, replaced_by_update, standings
from app.matching import Fit, Spoke, StatementMatcher
from app.models import Verdict
from app.phrase_relation import PhraseMatcher
from app.positions import Case, Position, positions, ruling
from app.question import Phrase, Question, Target
from ingest.lexis import head_stem
from ingest.models import Source
from ingest.statements.models import Statement
from ingest.statements.roles import phase_of
from ingest.terms import Terms


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
    """

    pairs: tuple[Pair, ...] = ()
    verdict: Verdict | None = None
    lead: Pair | None = None
    reason: str = ""


@dataclass(frozen=True)
class Knowledge:
    """The Statements and Sources of a Snapshot, with a session's own policies beside them."""

    statements: tuple[Statement, ...]
    sources: Mapping[str, Source]
    terms: Terms
    similarity: Callable[[str, str], float] | None = field(default=None, compare=False)
    heads: Callable[[str], str] = field(default=lambda _doc_id: "", compare=False)

    @cached_property
    def matcher(self) -> StatementMatcher:
        """Looks Statements up by phrase."""
        return StatementMatcher(self.phrases, self.statements)

    @cached_property
    def phrases(self) -> PhraseMatcher:
        """Compares phrases; knows which words head an intervention somewhere in the Snapshot."""
        heads = {head_stem(text) for s in self.statements for text in s.interventions} - {""}
        return PhraseMatcher(self.terms, heads, self.similarity)

    @cached_property
    def family(self) -> dict[str, str]:
        """Document to the head of its family."""
        return families(self.sources)


def analyse(question: Question, facts: Facts, knowledge: Knowledge) -> Analysis:
    """Positions and verdict for every pair of the question. Pure: the same for every k."""
    standing = standings(knowledge.sources, question.as_of)
    replaced = _replaced(knowledge, standing)
    interventions = question.interventions
    if not interventions:
        return Analysis(reason="no-intervention")
    targets: tuple[Target | None, ...] = question.targets or (None,)
    pairs = tuple(
        _pair(question, i, t, facts, knowledge, standing, replaced)
        for i in interventions
        for t in targets
    )
    if question.intent != "verdict":
        return Analysis(pairs, reason="no-verdict-asked")
    if not question.targets and not any(p.spokes for p in pairs):
        known = any(True for i in interventions for _ in knowledge.matcher.on_intervention(i))
        return (
            Analysis(pairs, reason="no-condition")
            if known
            else Analysis(pairs, Verdict.NOT_ADDRESSED, pairs[0])
        )
    verdict = verdict_over_pairs([p.ruling.verdict for p in pairs])
    if (
        verdict is Verdict.NOT_ADDRESSED
        and question.story
        and not any(t.condition.concepts for t in question.targets)
    ):
        other = tuple(
            _pair(question, i, t, facts, knowledge, standing, replaced)
            for i in interventions
            for t in question.story
        )
        found = verdict_over_pairs([p.ruling.verdict for p in other])
        if found is not Verdict.NOT_ADDRESSED and found is not None:
            pairs, verdict = (
                tuple(p for p in other if p.ruling.verdict is not Verdict.NOT_ADDRESSED),
                found,
            )
    lead = next((p for p in pairs if p.ruling.verdict is verdict), None)
    return Analysis(pairs, verdict, lead)


def _pair(
    question: Question,
    intervention: Phrase,
    target: Target | None,
    facts: Facts,
    knowledge: Knowledge,
    standing: Mapping[str, Standing],
    replaced: Mapping[str, str],
) -> Pair:
    spokes = knowledge.matcher.spoke_to(question, intervention, target)
    repeated = knowledge.matcher.repeated(question)
    if repeated:
        ids = {s.statement.statement_id for s in repeated}
        spokes = (*repeated, *(s for s in spokes if s.statement.statement_id not in ids))
    spokes = _without_named_catch_alls(spokes, knowledge)
    case = Case(
        question,
        facts,
        knowledge.terms,
        intervention,
        target,
        _phase(question, facts),
        knowledge.heads,
    )
    found = positions(spokes, case, knowledge.sources, standing, knowledge.family, replaced)
    return Pair(intervention, target, spokes, found, ruling(found))


def _without_named_catch_alls(spokes: Sequence[Spoke], knowledge: Knowledge) -> tuple[Spoke, ...]:
    """A catch-all is closed to every condition that its Source, or a companion, names."""
    named = {
        knowledge.family[s.statement.doc_id] for s in spokes if s.fit in {Fit.SAME, Fit.BROADER}
    }
    return tuple(
        s
        for s in spokes
        if s.fit is not Fit.CATCH_ALL or knowledge.family[s.statement.doc_id] not in named
    )


def _phase(question: Question, facts: Facts) -> str:
    """ "continued" where the case says that the treatment is running, "initial" where it says that it is new."""
    stated = next((f.status or f.name for f in facts.of(FactKind.PHASE)), "")
    return stated if stated in {"continued", "initial"} else phase_of(question.text)


def _replaced(knowledge: Knowledge, standing: Mapping[str, Standing]) -> dict[str, str]:
    """Statements that a focused update in force replaces, by id."""
    updates = amended(knowledge.sources, standing)
    if not updates:
        return {}
    numbers: dict[str, frozenset[str]] = {}
    for statement in knowledge.statements:
        if statement.recommendation:
            numbers[statement.doc_id] = numbers.get(statement.doc_id, frozenset()) | {
                statement.recommendation
            }
    found = {
        s.statement_id: by
        for s in knowledge.statements
        if (by := replaced_by_update(s, updates, numbers))
    }
    return found


def mentions_any(text: str, names: Sequence[str]) -> bool:
    """Whether a text holds one of the names as whole words."""
    return any(
        re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text, re.IGNORECASE) for name in names if name
    )
