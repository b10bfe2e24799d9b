"""Refusals of a code, which decide where nothing else speaks, and of a part, which do not."""

from collections.abc import Sequence

from app.condition_fit import Fit
from app.phrase_models import Match, Relation
from app.phrase_overlap import is_fragment
from app.question_models import Phrase
from ingest.codes import matches as code_matches
from ingest.statements.models import Basis, Direction, Statement
from ingest.terms import Terms


def _lists(statement: Statement, codes: Sequence[str]) -> bool:
    return any(code_matches(code, spec) for code in codes for spec in statement.codes)


def refuses_code(
    statement: Statement, intervention: Phrase, rows: Sequence[tuple[Statement, Match]]
) -> bool:
    """Whether a list refuses the asked service by its code, and no list of its document covers it.

    Args:
        statement: A Statement on the intervention.
        intervention: What is asked, with its codes.
        rows: The Statements on the intervention, with how they match it.
    """
    codes = tuple(intervention.codes)
    if (
        statement.basis is not Basis.CODE_LIST
        or statement.direction is not Direction.AGAINST
        or not _lists(statement, codes)
    ):
        return False
    return not any(
        other.doc_id == statement.doc_id
        and other.basis is Basis.CODE_LIST
        and other.direction is Direction.FOR
        and _lists(other, codes)
        for other, _ in rows
    )


def refuses_a_form(statement: Statement, match: Match) -> bool:
    """Whether a form of the asked thing alone is refused.

    "Antibiotics after a tooth extraction are not necessary" is no advice on antibiotics.
    """
    return match.relation is Relation.NARROWER and statement.direction is Direction.AGAINST


def refuses_a_member(statement: Statement, match: Match, asked: Phrase, terms: Terms) -> bool:
    """Whether one kind of what is asked is refused: eyelid surgery, and "surgery" is asked."""
    return refuses_a_form(statement, match) and any(
        asked.concepts & terms.ancestors(mention.concept_id)
        for phrase in statement.interventions
        for mention in terms.spot(phrase, kind="intervention")
    )


def of_part(statement: Statement, match: Match, asked: Phrase, terms: Terms, fit: Fit) -> bool:
    """Whether a Statement on any condition, or on the rest, is on a part of what is asked."""
    if fit is Fit.ANY:
        return is_fragment(statement, match, asked) or refuses_a_form(statement, match)
    return fit is Fit.CATCH_ALL and refuses_a_member(statement, match, asked, terms)
