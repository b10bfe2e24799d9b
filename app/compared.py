"""A question for one treatment over another, of which a source prefers the other one."""

from collections.abc import Callable, Sequence

from app.phrase_models import Match, Relation
from app.phrase_relation import PhraseMatcher
from app.question_models import Phrase, Question
from ingest.lexis import key_stems
from ingest.statements.models import Direction, Statement
from ingest.statements.phrases import split_list

_ROW = tuple[Statement, Match]


def preferred(
    rows: Sequence[_ROW],
    question: Question,
    asked: Phrase,
    matcher: PhraseMatcher,
    on: Callable[[Phrase], Sequence[_ROW]],
) -> list[_ROW]:
    """Statements without advice for what a document compares with it and likes less.

    "Is B recommended over A?" is not answered by what is said for B alone where the document says
    "A over B". What it says of B over A stands.

    Args:
        rows: Statements on the asked intervention.
        question: As understood.
        asked: The intervention.
        matcher: For phrases.
        on: Statements on an intervention.
    """
    if not question.comparator:
        return list(rows)
    concepts = frozenset(matcher.terms.of_phrase(question.comparator, "intervention"))
    other = Phrase(question.comparator, concepts)
    preferring = {
        s.doc_id for s, _ in on(other) if s.direction is Direction.FOR and _over(s, asked, matcher)
    }
    return [
        (s, match)
        for s, match in rows
        if s.doc_id not in preferring
        or s.direction is not Direction.FOR
        or _over(s, other, matcher)
    ]


def turns_round(statement: Statement, question: Question) -> bool:
    """Whether a Statement says "A over B" where the question asks for B over A."""
    less, more = key_stems(statement.comparator), key_stems(question.comparator)
    return bool(less and more) and (
        any(key_stems(one.text) <= less for one in question.interventions if key_stems(one.text))
        and any(more <= key_stems(name) for name in statement.interventions)
    )


def _over(statement: Statement, phrase: Phrase, matcher: PhraseMatcher) -> bool:
    """Whether a Statement prefers its own thing over that."""
    prepared = matcher.prepare(phrase.text, "intervention", phrase.concepts, phrase.codes)
    return any(
        matcher.match(prepared, matcher.prepare(part, "intervention")).relation >= Relation.BROADER
        for part in split_list(statement.comparator)
        if part
    )
