"""Statements that a question repeats nearly word for word, direction apart."""

from collections.abc import Sequence

from app.aims import said_stems
from app.asked_forms import says_otherwise
from app.denied_conditions import all_told, denies_one_of
from app.phrase_models import Match, Relation
from app.phrase_overlap import says_both
from app.question_models import Question
from ingest.statements.models import Basis, Statement

_MIN_STEMS = 4  # of a question that can be compared as a whole
_WIDTH = 0.1  # of two that the question repeats, the one that it repeats more nearly
_MIN_OF_QUESTION = 0.9
_MIN_OF_STATEMENT = 0.7


class Repeats:
    """Compares whole questions with whole recommendations."""

    def __init__(self, statements: Sequence[Statement]) -> None:
        self._statements = [s for s in statements if s.basis is Basis.RECOMMENDATION]
        self._contents: dict[str, frozenset[str]] = {}

    def of(self, question: Question) -> list[tuple[Statement, Match]]:
        """The recommendations that it repeats; none where two say the contrary of each other."""
        stems = question.content
        if len(stems) < _MIN_STEMS:
            return []
        found: list[tuple[Statement, Match]] = []
        for statement in self._statements:
            own = self._stems(statement)
            shared = len(stems & own)
            if (
                shared >= _MIN_OF_QUESTION * len(stems)
                and shared >= _MIN_OF_STATEMENT * len(own)
                and not says_otherwise(statement, question)
                and not denies_one_of(statement.condition_groups, question)
                and all_told(statement, stems)
            ):
                score = 1.0 + shared / len(own | stems)
                found.append((statement, Match(Relation.SAME, "repeated", score)))
        if says_both(statement for statement, _ in found):
            return []
        least = max((match.score for _, match in found), default=0.0) - _WIDTH
        return [(statement, match) for statement, match in found if match.score >= least]

    def _stems(self, statement: Statement) -> frozenset[str]:
        if statement.statement_id not in self._contents:
            self._contents[statement.statement_id] = said_stems(statement.quote.text)
        return self._contents[statement.statement_id]
