"""What every part of `app.findings` shares.

Three-valued logic over findings that carry their facts, and the desk they work at.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from app.fact_models import Fact, Facts
from app.measures import norm
from app.models import FindingState
from app.phrase_match import CaseIndex
from app.phrase_words import Phrase
from ingest.statements.models import Criterion, Join
from ingest.terms import Terms

MET, NOT_MET, UNKNOWN = FindingState.MET, FindingState.NOT_MET, FindingState.UNKNOWN


class Settled(NamedTuple):
    """A finding and the facts that settle it."""

    state: FindingState
    facts: tuple[Fact, ...] = ()


OPEN = Settled(UNKNOWN)


@dataclass(frozen=True)
class Desk:
    """One evaluation: the case, what is asked about, and what the code lists say.

    Attributes:
        facts: The case.
        index: Its texts with the concepts in them.
        terms: Aliases and classes.
        conditions: Asked conditions, taken apart, each with the words that name it.
        interventions: Concepts of the asked interventions.
        intervention_words: Normal forms of the words of the asked interventions.
        intervention_names: The same, name by name.
        code_listed: Whether the list of the source names the asked code; None where no code was
            asked.
        window_days: How far back an exclusion looks; a denial that looks back less is none.
        sex: Sex that is supposed where none is stated; "" where nothing is supposed.
    """

    facts: Facts
    index: CaseIndex
    terms: Terms
    conditions: tuple[tuple[str, Phrase], ...]
    interventions: frozenset[str]
    intervention_words: frozenset[str]
    code_listed: bool | None
    intervention_names: tuple[frozenset[str], ...] = ()
    window_days: float | None = None
    sex: str = ""

    @cached_property
    def condition_words(self) -> frozenset[str]:
        """Normal forms of the words of the asked conditions, and of what they are in short."""
        atoms = [atom for _, phrase in self.conditions for atom in phrase.atoms]
        named = {c for atom in atoms for c in atom.broader if c in self.terms.concepts}
        names = (name for c in named for name in self.terms.concepts[c].names)
        short = {norm(name) for name in names if name.isupper() and name.isalpha()}
        return frozenset(part for atom in atoms for part in atom.parts) | short


@dataclass(frozen=True, slots=True)
class FindingNode:
    """A criteria node with its finding.

    Attributes:
        criterion: The node.
        state: Whether the case meets it; for a child of an exclusion, whether the excluding thing
            is there.
        facts: For a leaf, the facts that settle it; () where it is unknown.
        children: Findings of its children, in order.
    """

    criterion: Criterion
    state: FindingState
    facts: tuple[Fact, ...] = ()
    children: tuple["FindingNode", ...] = ()


def join_states(join: Join, n: int, states: Iterable[FindingState]) -> FindingState:
    """Kleene's strong three-valued logic over children; an empty list is UNKNOWN.

    For NONE_OF a child's state says whether the *excluding* thing is there.
    """
    seen = list(states)
    if not seen:
        return UNKNOWN
    needed = {Join.ALL_OF: len(seen), Join.ANY_OF: 1, Join.AT_LEAST: n, Join.NONE_OF: 1}[join]
    n_met, n_open = seen.count(MET), seen.count(UNKNOWN)
    state = MET if n_met >= needed else NOT_MET if n_met + n_open < needed else UNKNOWN
    return opposite(state) if join is Join.NONE_OF else state


def opposite(state: FindingState) -> FindingState:
    """Negation; UNKNOWN stays UNKNOWN."""
    return {MET: NOT_MET, NOT_MET: MET, UNKNOWN: UNKNOWN}[state]


def joined(join: Join, parts: Sequence[Settled], n: int = 0) -> Settled:
    """Join findings; the facts are those of the parts that bring the result about."""
    state = join_states(join, n, [part.state for part in parts])
    if state is UNKNOWN:
        return OPEN
    wanted = opposite(state) if join is Join.NONE_OF else state
    facts = [fact for part in parts if part.state is wanted for fact in part.facts]
    if join is Join.ANY_OF and state is MET:
        facts = list(next(part.facts for part in parts if part.state is MET))
    return Settled(state, tuple(dict.fromkeys(facts)))


def turned(part: Settled) -> Settled:
    """The finding of "not X" from that of X."""
    return Settled(opposite(part.state), part.facts)
