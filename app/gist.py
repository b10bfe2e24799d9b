"""The recommendation that a question means by its whole sense, where no part of it is found.

"Should a diabetic get a full check of the feet once a year?" names no intervention that a list
could hold, and shares no rare word with "a comprehensive foot risk assessment annually". As a whole
it is likest to that sentence. Likeness of whole sentences alone decides nothing (DESIGN.md section
5, rule 1: "ketamine for depression" is near to "ketamine for alcohol use"), so four things must
hold: the question names no treatment that is known by a name; what it asks for is itself like what
the recommendation is on; the likeness comes from what is asked for, and not from the condition; and
none that points another way is nearly as like. Asked last of all.
"""

from collections.abc import Sequence

from app.analysis import Knowledge
from app.condition_fit import Fit
from app.contrasts import excludes
from app.goals import misses_goal
from app.joint_uses import without_joint_uses
from app.matching import Spoke
from app.phrase_models import NO_MATCH, Match, Relation
from app.question_models import Phrase, Question
from app.screening import is_screening
from ingest.lexis import content_stems
from ingest.statements.models import Basis, Statement

# Cosines under all-MiniLM-L6-v2, set on 97 invented questions to the guidelines of VA/DoD (58 on
# what none speaks of, 39 on what one does) and on their cases: docs/verdicts.md, "Gist".
_MIN_WHOLE = 0.50  # of the question and the recommendation
_MIN_THING = 0.38  # of what is asked for and what the recommendation is on
_MIN_SUM = 1.06  # of both, and of what the thing adds to the likeness of the rest
_MIN_APART = 1.10  # of these, and of what sets it apart from the next recommendation
_MARGIN = 0.04  # by which one that points another way must be less like


def spokes_by_gist(knowledge: Knowledge, question: Question) -> tuple[Spoke, ...]:
    """The recommendation that a question means as a whole; () where that is not plain."""
    things = _things(question)
    if knowledge.similarity is None or not things:
        return ()
    rows = [
        (knowledge.similarity(question.text, s.quote.text), s)
        for s in knowledge.statements
        if s.basis is Basis.RECOMMENDATION
    ]
    rows = sorted((r for r in rows if r[0] >= _MIN_WHOLE - _MARGIN), key=lambda r: -r[0])
    rows = [(score, s) for score, s in rows if _may_be_meant(knowledge, s, question)]
    if not rows or rows[0][0] < _MIN_WHOLE or _points_elsewhere(rows):
        return ()
    whole, statement = rows[0]
    weight = _weight(knowledge, question, things, statement, whole)
    if weight < _MIN_SUM and weight + _apart(rows) < _MIN_APART:
        return ()
    match = Match(Relation.BROADER, "gist", whole)
    return (Spoke(statement, Fit.BROADER, match, match),)


def _things(question: Question) -> tuple[Phrase, ...]:
    """What is asked for in several words; () where it has a name, or is a screening.

    One word is a name, known or not ("immunotherapy"); a screening is for one disease.
    """
    asked = tuple(p for p in question.interventions if len(content_stems(p.text)) > 1)
    readings = (question.interventions, *(r.interventions for r in question.others))
    named = any(p.concepts or p.codes for phrases in readings for p in phrases)
    return () if named or any(is_screening(p.text) for p in asked) else asked


def _points_elsewhere(rows: Sequence[tuple[float, Statement]]) -> bool:
    best, first = rows[0]
    return any(s.direction is not first.direction and v > best - _MARGIN for v, s in rows)


def _apart(rows: Sequence[tuple[float, Statement]]) -> float:
    """By how much the first is more like the question than the next that says something else."""
    best, first = rows[0]
    own = content_stems(first.quote.text)
    others = (v for v, s in rows if content_stems(s.quote.text) ^ own)
    return best - next(others, _MIN_WHOLE - _MARGIN)


def _weight(
    knowledge: Knowledge,
    question: Question,
    things: Sequence[Phrase],
    statement: Statement,
    whole: float,
) -> float:
    """How much tells for a recommendation; 0 where what is asked for is not like what it is on."""
    like = knowledge.similarity
    if like is None:
        return 0.0
    thing = max(like(p.text, text) for p in things for text in statement.interventions)
    rest = question.text
    for phrase in things:
        rest = rest.replace(phrase.text, "")
    gain = whole - like(rest, statement.quote.text) if rest != question.text else 0.0
    return whole + thing + gain if thing >= _MIN_THING else 0.0


def _may_be_meant(knowledge: Knowledge, statement: Statement, question: Question) -> bool:
    """Whether a recommendation is on one of the conditions, or its document is."""
    if not without_joint_uses([(statement, NO_MATCH)], question):
        return False
    said = statement.quote.text
    if excludes(question.asked, content_stems(said)) or misses_goal(question.text, said):
        return False
    known = [t for t in (*question.targets, *question.story) if t.condition.concepts]
    if not known:
        return True
    fits = (knowledge.matcher.fit(statement, question, target)[0] for target in known)
    return any(fit >= Fit.BROADER for fit in fits) or any(
        _titled(knowledge, statement, target.condition.concepts) for target in known
    )


def _titled(knowledge: Knowledge, statement: Statement, asked: frozenset[str]) -> bool:
    """Whether the title of its document names one of some conditions, a class or a form of one."""
    terms = knowledge.terms
    named = knowledge.conditions_in(knowledge.sources[statement.doc_id].title)
    classes = asked.union(*(terms.ancestors(c) for c in asked))
    return bool(named & classes) or any(terms.ancestors(c) & asked for c in named)
