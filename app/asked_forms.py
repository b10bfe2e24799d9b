"""In which form a thing is asked for: dose, pace, what it lacks, first or repeat.

Advice on one form is no advice on another.
"""

import re
from collections.abc import Sequence

from app.compared import turns_round
from app.contrasts import differ_by_prefix
from app.pace import is_put_off, pace_of
from app.phrase_models import NO_MATCH, Match, Relation
from app.question_models import Question
from app.regimens import doses_of
from ingest.lexis import key_stems
from ingest.statements.models import Direction, Statement

_ROW = tuple[Statement, Match]
_AGAIN = re.compile(r"(?:repeat(?:ed)?|second|another|subsequent)\b", re.IGNORECASE)


def is_repeat(phrase: str) -> bool:
    """Whether a phrase names a repeat of what follows ("repeat screening")."""
    return _AGAIN.match(phrase) is not None


def of_asked_repeat(rows: Sequence[_ROW], asked: str) -> tuple[_ROW, ...]:
    """Statements on what is asked; of a repeat those on repeats alone, where a document has any.

    Args:
        rows: Statements on the intervention, with how they match it.
        asked: The intervention, as the question names it.
    """
    apart = {s.doc_id for s, _ in rows if any(map(is_repeat, s.interventions))}
    if not apart or not is_repeat(asked):
        return tuple(rows)
    return tuple(
        row
        for row in rows
        if row[0].doc_id not in apart or any(map(is_repeat, row[0].interventions))
    )


# "full-intensity anticoagulation": of a strength
_STRENGTH = re.compile(r"\W*\b(?:full|high|therapeutic)[- ](?:dos(?:e|age)|intensity)\b", re.I)


def refuses_one_form(statement: Statement, asked: str) -> bool:
    """Whether one dose alone, or early use alone, is refused, and the question names neither.

    "We suggest against aspirin 325 mg" is no advice on aspirin, "against early endoscopy" none on
    endoscopy.
    """
    if statement.direction is not Direction.AGAINST:
        return False
    if any(map(doses_of, statement.interventions[:1])) and not doses_of(asked):
        return True
    if any(map(_STRENGTH.match, statement.interventions[:1])) and not _STRENGTH.search(asked):
        return True
    return _is_early(statement) and not pace_of(asked)


def of_refused_form(match: Match, statement: Statement, asked: str) -> Match:
    """No match where one dose or pace alone is refused, and the question names none."""
    alike = match.relation >= Relation.BROADER or match.method == "class"
    if alike and refuses_one_form(statement, asked):
        return NO_MATCH
    return match


_LACKS = re.compile(r"(?<!with or)\swithout\s+(?P<what>\S.*)$", re.IGNORECASE)


def of_asked_form(rows: Sequence[_ROW], question: str, asked: str) -> list[_ROW]:
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

    Or turns round what it compares.

    "Non-pulsatile tinnitus" repeats no sentence on the pulsatile kind.
    """
    turned = hastens(statement, question) or turns_round(statement, question)
    return turned or differ_by_prefix(question.text, statement.quote.text)


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
