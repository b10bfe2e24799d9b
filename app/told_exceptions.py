"""Exceptions that name who or what is left out: "recommended for epilepsy, except in pregnancy".

Clauses ("unless there is liver disease") are criteria since the document was read. A name is held
against the asked condition when Statements are matched; here it is held against the case.
"""

import re

from app.asked_case import Case, names_of
from app.findings import FindingNode, evaluate
from app.judge import SILENT, Judged
from app.matching import Spoke
from app.models import FindingState, PositionDirection
from ingest.lexis import key_stems
from ingest.models import Source, SourceKind
from ingest.statements.models import Criterion, Direction, Join, Statement
from ingest.terms import Terms


def excepted(spoke: Spoke, case: Case, source: Source) -> Judged | None:
    """What a Statement says to a case that it excepts.

    A policy's support refuses it, a guideline is silent; a refusal says nothing of what it
    excepts, in a policy another Statement does. None where it excepts no such case.
    """
    told = _told(spoke.statement, case)
    if told is None:
        return None
    supports = spoke.statement.direction is Direction.FOR
    refuses = supports and source.kind is SourceKind.COVERAGE_POLICY
    direction = PositionDirection.AGAINST if refuses else SILENT
    return Judged(spoke, direction, told, "the case is one that it excepts")


def _told(statement: Statement, case: Case) -> FindingNode | None:
    """The exception of a Statement in which the case is told to be; None without one."""
    if statement.direction is Direction.INSUFFICIENT or statement.catch_all:
        return None
    criteria = {leaf.text for leaf in statement.criteria.leaves()} if statement.criteria else set()
    for text in (*statement.exceptions, *_scope(statement, case.terms)):
        if text in criteria:
            continue
        leaf = Criterion(join=Join.LEAF, text=text, quote=statement.quote)
        asked = () if _is_kind_of_its_own(text, statement) else tuple(names_of(case.target))
        node = evaluate(leaf, case.facts, case.terms, asked_conditions=asked)
        if node.state is FindingState.MET and node.facts:
            return node
    return None


def _scope(statement: Statement, terms: Terms) -> list[str]:
    """Whom its scope leaves out, without what it is itself about and the ages that it names.

    Advice to prevent or look for X, in who has no known X, is asked for by naming X.
    """
    own = [key_stems(condition) for condition in statement.conditions]
    ids = {c for text in statement.conditions for c in terms.of_phrase(text, "condition")}
    aged = _AGE.search(statement.quote.text) is not None
    return [
        text
        for text in statement.out_of_scope
        if not (aged and _AGE.search(text))
        and not any(key_stems(text) <= one for one in own)
        and not ids.intersection(terms.of_phrase(text, "condition"))
    ]


def _is_kind_of_its_own(text: str, statement: Statement) -> bool:
    """Whether a scope leaves out a kind of what it is about: who asks about X has no such kind."""
    stems = key_stems(text)
    own = [key_stems(condition) for condition in statement.conditions]
    return text in statement.out_of_scope and any(one <= stems for one in own)


_AGE = re.compile(r"\b\d{1,2} years\b|\baged \d", re.IGNORECASE)
