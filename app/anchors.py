"""The Statement that a question means where neither its grammar nor a known name tells.

"Keep salt below two grams in high blood pressure?" names no intervention that a list could hold. It
shares a rare word with one recommendation on that condition, and that anchors it: the rarer a word
is among what the documents recommend, the more it tells. What holds it back: a name in the question
that the Statement does not account for, a rare word left over, words that exclude each other, a
condition that does not fit, or a second Statement that points another way and is anchored as well.
Then nothing is said. DESIGN.md section 5, rule 1: phrases are compared, never whole sentences.
"""

import math
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property

from app.asked_forms import hastens, refuses_one_form
from app.condition_fit import Fit
from app.contrasts import excludes
from app.goals import misses_goal
from app.phrase_models import Match, Relation
from app.phrase_relation import PhraseMatcher
from app.question_models import Phrase, Question
from ingest.lexis import GENERIC_WORDS, content_stems, key_stems, stem
from ingest.statements.models import Basis, Statement

_MAX_SHARE = 0.05  # of the Statements may hold a word that anchors; one always may
_MIN_SHARE = 0.5  # of the weight of the asked words that the Statement must hold
_MARGIN = 0.75  # a Statement of another direction this near to the best one leaves it open
_GENERIC = frozenset(stem(word) for word in GENERIC_WORDS)

# Words of everyday care that tell nothing of which recommendation is meant.
_FILLER_WORDS = (
    "keep let push run teach send get put try start stop add cut pick need want like help good bad "
    "right fine best enough safe early late next new old day days week weeks month months year "
    "years hour hours time times level levels high low more less much many daily weekly twice once "
    "patient doctor nurse clinic hospital home person people man woman number amount range goal "
    "target about around another second first one two three four five six seven eight ten evidence "
    "enough recommend support once least most work lower reduce raise improve control bring "
    "prevent treat manage additional further benefit"
)
_FILLER = frozenset(stem(word) for word in _FILLER_WORDS.split()) | _GENERIC


@dataclass(frozen=True, slots=True)
class Anchored:
    """A Statement that a question is anchored to, with the weight of what they share."""

    statement: Statement
    fit: Fit
    match: Match


FitOf = Callable[[Statement], Fit]


class Anchors:
    """Weighs the words of interventions over all Statements of a Snapshot."""

    def __init__(self, matcher: PhraseMatcher, statements: Sequence[Statement]) -> None:
        self._matcher = matcher
        self._statements = [
            s for s in statements if s.basis in {Basis.RECOMMENDATION, Basis.COVERAGE}
        ]

    @cached_property
    def _own(self) -> dict[str, frozenset[str]]:
        """Words of the interventions of each Statement."""
        return {
            s.statement_id: frozenset(w for text in s.interventions for w in content_stems(text))
            for s in self._statements
        }

    @cached_property
    def _said(self) -> dict[str, frozenset[str]]:
        """Words of each Statement with its lead-ins."""
        return {
            s.statement_id: self._own[s.statement_id]
            | content_stems(" ".join(q.text for q in (s.quote, *s.lead_quotes)))
            for s in self._statements
        }

    @cached_property
    def _counts(self) -> Counter[str]:
        return Counter(word for own in self._own.values() for word in own)

    def _is_rare(self, word: str) -> bool:
        return self._counts[word] <= max(1, _MAX_SHARE * len(self._own))

    @cached_property
    def _weights(self) -> dict[str, float]:
        top = math.log(1 + len(self._own))
        return {word: math.log(1 + len(self._own) / n) / top for word, n in self._counts.items()}

    def find(self, question: Question, fit_of: FitOf) -> tuple[Anchored, ...]:
        """The Statements that the question is anchored to; () where that is not plain."""
        asked = frozenset(word for word in question.asked if word not in _FILLER)
        found: list[tuple[float, Anchored]] = []
        for statement in self._statements:
            score = self._score(statement, asked)
            if not score or self._held_back(statement, question):
                continue
            fit = fit_of(statement)
            if fit >= Fit.BROADER:
                match = Match(Relation.BROADER, "anchor", score)
                found.append((score, Anchored(statement, fit, match)))
        best = max((score for score, _ in found), default=0.0)
        near = [a for score, a in found if score >= _MARGIN * best]
        if len({a.statement.direction for a in near}) != 1:
            return ()
        return tuple(near)

    def _score(self, statement: Statement, asked: frozenset[str]) -> float:
        """Weight of the shared words; 0 where none is rare or too much is left over."""
        own = self._own[statement.statement_id]
        said = self._said[statement.statement_id]
        known = {w: self._weights[w] for w in asked if w in self._weights}
        shared = {w: weight for w, weight in known.items() if w in own}
        if not any(self._is_rare(word) for word in shared):
            return 0.0
        held = sum(weight for w, weight in known.items() if w in said)
        return sum(shared.values()) if held >= _MIN_SHARE * sum(known.values()) else 0.0

    def _held_back(self, statement: Statement, question: Question) -> bool:
        """Whether something asked about is left that the Statement does not account for."""
        own = self._said[statement.statement_id]
        if hastens(statement, question) or question.rare - own:
            return True
        if any(refuses_one_form(statement, name.text) for name in question.interventions):
            return True
        if any(not self._accounts_for(statement, name, own) for name in question.names):
            return True
        return excludes(question.asked, own) or misses_goal(question.text, statement.quote.text)

    def _accounts_for(self, statement: Statement, name: Phrase, own: frozenset[str]) -> bool:
        """Whether a Statement says the asked name, another name of it, or its class."""
        names = [n for c in name.concepts for n in self._matcher.names(c)]
        if any(key_stems(n) <= own for n in (name.text, *names)):
            return True
        asked = self._matcher.prepare(name.text, "intervention", name.concepts)
        return any(
            self._matcher.match(asked, self._matcher.prepare(p, "intervention")).relation
            is not Relation.NONE
            for p in statement.interventions
        )
