"""A Statement whose condition is a narrower form of the asked one, or the asked one in a degree."""

import re

from app.asked_case import Case, names_of
from app.findings import FindingNode, evaluate
from app.findings_base import join_states
from app.matching import Spoke
from ingest.lexis import key_stems, words
from ingest.statements.models import Criterion, Direction, Join

_DEGREE = frozenset(["mild", "moderate", "moderately", "severe", "severely", "to", "or", "and"])


def narrow_form(spoke: Spoke, case: Case) -> FindingNode | None:
    """Whether the case states the narrower condition that a Statement speaks of.

    One of each group must be stated; None where the Statement speaks of no narrower condition.
    """
    groups = [
        Criterion(
            join=Join.ANY_OF,
            text="",
            children=tuple(Criterion(join=Join.LEAF, text=_as_asked(p, case)) for p in group),
        )
        for group in spoke.statement.condition_groups
        if group
    ]
    if not groups:
        return None
    tree = Criterion(join=Join.ALL_OF, text="", children=tuple(groups))
    return evaluate(
        tree,
        case.facts,
        case.terms,
        asked_conditions=names_of(case.target),
        asked_interventions=[case.intervention.text],
    )


_SYMPTOMATIC = re.compile(r"^symptomatic\s+", re.IGNORECASE)
_NO_SYMPTOMS = re.compile(r"\basymptomatic\b|\b(?:no|without|free of) symptoms\b", re.IGNORECASE)


def _as_asked(phrase: str, case: Case) -> str:
    """A condition without its "symptomatic", where it is what is asked to be treated.

    Who asks for the treatment of X has symptoms of X unless he says otherwise; of a further
    condition nothing is known.
    """
    bare = _SYMPTOMATIC.sub("", phrase)
    if bare == phrase or case.target is None or _NO_SYMPTOMS.search(case.question.text):
        return phrase
    known = case.terms.concepts
    concepts = (known[c] for c in case.target.condition.concepts if c in known)
    names = (case.target.condition.text, *(name for c in concepts for name in c.names))
    return bare if key_stems(bare) in {key_stems(name) for name in names} else phrase


def differs_in_degree(spoke: Spoke, case: Case) -> bool:
    """Whether a Statement's condition is the asked one with a severity ("moderate to severe")."""
    if case.target is None or spoke.statement.direction is not Direction.FOR:
        return False
    asked = {word.lower() for word in words(case.target.condition.text)}
    return any(
        {w.lower() for w in words(phrase)} - _DEGREE <= asked | set(_concept_words(case))
        and any(w.lower() in _DEGREE - {"to", "or", "and"} for w in words(phrase))
        for group in spoke.statement.condition_groups
        for phrase in group
    )


def _concept_words(case: Case) -> list[str]:
    concepts = case.target.condition.concepts if case.target else ()
    names = [
        name for c in concepts if c in case.terms.concepts for name in case.terms.concepts[c].names
    ]
    return [word.lower() for name in names for word in words(name)]


def with_degree(node: FindingNode | None, form: FindingNode) -> FindingNode:
    """The findings of a Statement with the severity that it asks for."""
    children = (node, form) if node else (form,)
    tree = Criterion(
        join=Join.ALL_OF, text="", children=tuple(child.criterion for child in children)
    )
    state = join_states(Join.ALL_OF, 0, [child.state for child in children])
    return FindingNode(tree, state, (), children)
