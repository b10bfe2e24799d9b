"""Statements whose condition is told by the place where they stand, not by their own sentence.

"Palbociclib should not be offered in the adjuvant setting", in a guideline on early breast cancer:
the sentence names a setting, the disease stands in the title or in a heading. Asked last, where
nothing speaks to the pair by its own words.
"""

import re
from collections.abc import Iterator, Sequence, Set
from dataclasses import replace

from app.analysis import Knowledge
from app.asked_forms import hastens
from app.condition_fit import Fit
from app.condition_groups import groups_of
from app.contrasts import contradict, excludes, negated_by_prefix
from app.denied_conditions import denies_one_of
from app.joint_uses import without_joint_uses
from app.kind_names import EXCLUSIVE
from app.matching import Spoke
from app.not_yet_ill import is_before_disease
from app.phrase_models import BY_PLACE, Match, Relation
from app.question_models import Phrase, Question, Reading, Target
from ingest.lexis import content_stems, key_stems
from ingest.statements.models import Basis, Direction, Statement
from ingest.terms import Terms

# An intervention must be meant by its name: a class holds what is given for quite other diseases.
_BY_NAME = frozenset({"name", "words", "code"})

_AT_PLACE = Match(Relation.BROADER, BY_PLACE, 1.0)

# What a group of patients is called whatever they have: it narrows nothing.
_ANYBODY = content_stems(
    "adult child children women men woman man patient person people individual member infant "
    "adolescent disease disorder condition illness treatment therapy management care setting "
    "clinical practice guideline policy indication criteria"
)


def spokes_by_place(
    knowledge: Knowledge, question: Question, intervention: Phrase, target: Target
) -> tuple[Spoke, ...]:
    """Statements on the intervention that stand where the condition is spoken of.

    Args:
        knowledge: All Statements, with the headings above each.
        question: Whose words may tell what the Statement adds ("after surgery", "residual").
        intervention: Asked for.
        target: The condition.

    Returns:
        With `Fit.BROADER` where the sentence adds nothing to the condition of its place, or the
        question tells what it adds; else `Fit.NARROWER`.
    """
    found: list[Spoke] = []
    rows = without_joint_uses(knowledge.matcher.on_intervention(intervention), question)
    for statement, match in rows:
        named = match.method in _BY_NAME and match.relation >= Relation.BROADER
        if not named or not _may_lend(statement):
            continue
        if not _stands_under(knowledge, statement, target):
            continue
        if _of_another_form(knowledge, statement, question):
            continue
        if is_before_disease(statement, question, target, _AT_PLACE):
            continue
        fit = _fit(knowledge, statement, question, target)
        if fit is not Fit.NONE:
            narrower = Match(Relation.NARROWER, BY_PLACE, 1.0)
            condition = _AT_PLACE if fit is Fit.BROADER else narrower
            found.append(Spoke(statement, fit, match, condition))
    return tuple(found)


def readings_of(question: Question) -> Iterator[Question]:
    """The question by each of its readings, and with the conditions of its story."""
    yield question
    for reading in (*question.others, Reading(question.interventions, question.story)):
        yield replace(question, interventions=reading.interventions, targets=reading.targets)


def _may_lend(statement: Statement) -> bool:
    """Whether a Statement is one sentence's position, and not of all that is not named."""
    return statement.basis not in {Basis.CODE_LIST, Basis.FINDING} and not statement.catch_all


def _stands_under(knowledge: Knowledge, statement: Statement, target: Target) -> bool:
    """Whether its sentence, a heading above it or the title names the condition.

    A heading or title may name its class ("breast cancer", asked for a form of it); a sentence that
    names one ("headache days") tells nothing of a form.
    """
    asked, terms = target.condition, knowledge.terms
    if not asked.concepts:
        stems = key_stems(asked.text)
        places = (*_said(statement), *_above(knowledge, statement))
        return bool(stems) and any(stems <= key_stems(text) for text in places)
    classes = frozenset(a for c in asked.concepts for a in terms.ancestors(c))
    own = asked.concepts
    return any(_names(knowledge, text, own, frozenset()) for text in _said(statement)) or any(
        _names(knowledge, text, own, classes) for text in _above(knowledge, statement)
    )


def _names(knowledge: Knowledge, text: str, own: frozenset[str], classes: frozenset[str]) -> bool:
    """Whether a text names one of some conditions, a form of it, or one of some classes."""
    named = _most_specific(knowledge.conditions_in(text), knowledge.terms)
    return bool(named & (own | classes)) or any(knowledge.terms.ancestors(c) & own for c in named)


def _most_specific(named: Set[str], terms: Terms) -> Set[str]:
    """Without the classes of others: "migraine, by the Headache Society" is about migraine."""
    classes = {a for c in named for a in terms.ancestors(c)}
    return named - classes or named


# "Advanced cancer" is not said of stage I (AJCC Cancer Staging Manual, 8th edition). No row of
# `EXCLUSIVE`: there "metastatic" is a criterion, which "advanced" does not meet.
_ADVANCED = (
    re.compile(r"\b(?:advanced|metastatic|stage (?:IV|III|4|3)[abc]?)\b", re.IGNORECASE),
    re.compile(r"\b(?:early|resectable|stage (?:I|1)[abc]?)\b(?!-onset)", re.IGNORECASE),
)
_DENIED = re.compile(r"\b(?:no|not|without|never)\s+[\w -]+", re.IGNORECASE)


def _of_another_form(knowledge: Knowledge, statement: Statement, question: Question) -> bool:
    """Whether its place names a form that excludes the one of the question ("metastatic").

    So does a Statement that gives early what the question puts off.
    """
    if hastens(statement, question):
        return True
    place = " | ".join((*_said(statement), *_above(knowledge, statement)))
    text = _DENIED.sub(" ", question.text)
    return any(
        _only_form(row, place) not in {None, asked}
        for row in (*EXCLUSIVE, _ADVANCED)
        if (asked := _only_form(row, text)) is not None
    )


def _only_form(row: Sequence[re.Pattern[str]], text: str) -> re.Pattern[str] | None:
    named = [form for form in row if form.search(text)]
    return named[0] if len(named) == 1 else None


def _said(statement: Statement) -> Iterator[str]:
    yield statement.quote.text
    yield statement.population
    yield from (quote.text for quote in statement.lead_quotes)


def _above(knowledge: Knowledge, statement: Statement) -> Iterator[str]:
    yield from knowledge.headings(statement.quote.passage_id)
    yield knowledge.sources[statement.doc_id].title


def _fit(knowledge: Knowledge, statement: Statement, question: Question, target: Target) -> Fit:
    """How what the sentence adds to the condition of its place fits the question."""
    said = content_stems(question.text) - negated_by_prefix(question.text)
    added = [group for group in groups_of(statement) if not _says_nothing(group)]
    if denies_one_of(added, question):
        return Fit.NONE
    if any(
        _is_rival(knowledge, group, target, question)
        or _contradicts(knowledge, group, target)
        or all(excludes(said, content_stems(text)) for text in group)
        for group in added
    ):
        return Fit.NONE
    if all(any(_is_told(text, said) for text in group) for group in added):
        return Fit.BROADER
    return Fit.NARROWER if statement.direction is Direction.FOR else Fit.NONE


def _says_nothing(group: Sequence[str]) -> bool:
    return all(content_stems(text) <= _ANYBODY for text in group)


def _is_told(text: str, said: frozenset[str]) -> bool:
    wanted = content_stems(text) - _ANYBODY
    return wanted <= said


def _contradicts(knowledge: Knowledge, group: Sequence[str], target: Target) -> bool:
    """Whether all of a group exclude the asked condition ("paroxysmal", asked "permanent")."""
    asked = knowledge.phrases.prepare(target.condition.text, "condition")
    return all(contradict(asked, knowledge.phrases.prepare(t, "condition")) for t in group)


def _is_rival(
    knowledge: Knowledge, group: Sequence[str], target: Target, question: Question
) -> bool:
    """Whether a group names another disease, of which the question says nothing."""
    terms, asked = knowledge.terms, target.condition.concepts
    spotted = {m.concept_id for m in terms.spot(question.text, kind="condition")} | asked
    told = _most_specific(spotted, terms)
    kin = set(told).union(*(terms.ancestors(c) for c in told))
    named = [knowledge.conditions_in(text) for text in group]
    if not any(named):
        return False
    return not any(
        concepts & kin or any(terms.ancestors(c) & told for c in concepts) for concepts in named
    )
