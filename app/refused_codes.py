"""Refusals of a code, which decide where nothing else speaks, and of a form, which do not."""

import re
from collections.abc import Sequence

from app.condition_fit import Fit
from app.contrasts import differ_by_prefix
from app.pace import is_put_off, pace_of
from app.phrase_models import NO_MATCH, Match, Relation
from app.phrase_overlap import is_fragment
from app.question_models import Phrase, Question
from app.regimens import doses_of
from ingest.codes import matches as code_matches
from ingest.lexis import key_stems
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


def refuses_one_form(statement: Statement, asked: str) -> bool:
    """Whether one dose alone, or early use alone, is refused, and the question names neither.

    "We suggest against aspirin 325 mg" is no advice on aspirin, "against early endoscopy" none on
    endoscopy.
    """
    if statement.direction is not Direction.AGAINST:
        return False
    if any(map(doses_of, statement.interventions[:1])) and not doses_of(asked):
        return True
    return _is_early(statement) and not pace_of(asked)


def of_refused_form(match: Match, statement: Statement, asked: str) -> Match:
    """No match where one dose or pace alone is refused, and the question names none."""
    if match.relation >= Relation.BROADER and refuses_one_form(statement, asked):
        return NO_MATCH
    return match


_LACKS = re.compile(r"(?<!with or)\swithout\s+(?P<what>\S.*)$", re.IGNORECASE)


def of_asked_form(
    rows: Sequence[tuple[Statement, Match]], question: str, asked: str
) -> list[tuple[Statement, Match]]:
    """Statements without those of a form that the question does not ask for.

    "Injections without image guidance are not necessary" refuses no injection but a blind one.
    "Early ERCP" is no advice where the question asks to put it off.
    """
    if is_put_off(question, asked):
        rows = [row for row in rows if not _is_early(row[0])]
    told = [key_stems(found["what"]) for found in _LACKS.finditer(question)]
    return [row for row in rows if not _refuses_what_lacks(row[0], told)]


def hastens(statement: Statement, question: Question) -> bool:
    """Whether a Statement gives early what the question asks to put off."""
    return _is_early(statement) and any(
        is_put_off(question.text, one.text) for one in question.interventions
    )


def says_otherwise(statement: Statement, question: Question) -> bool:
    """Whether a question denies by a prefix what a Statement names, or puts off what it hastens.

    "Non-pulsatile tinnitus" repeats no sentence on the pulsatile kind.
    """
    return hastens(statement, question) or differ_by_prefix(question.text, statement.quote.text)


def _is_early(statement: Statement) -> bool:
    names = statement.interventions
    return bool(names) and all(pace_of(name) == "soon" for name in names)


def _refuses_what_lacks(statement: Statement, told: Sequence[frozenset[str]]) -> bool:
    if statement.direction is not Direction.AGAINST or not statement.interventions:
        return False
    lacking = [_LACKS.search(name) for name in statement.interventions]
    return all(lacking) and not any(
        key_stems(one["what"]) & own for one in lacking if one for own in told
    )
