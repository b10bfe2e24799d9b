"""Exceptions that name who or what is left out: "recommended for epilepsy, except in pregnancy".

Clauses ("unless there is liver disease") are criteria since the document was read. A name is held
against the asked condition when Statements are matched; here it is held against the case.
"""

from app.asked_case import Case, names_of
from app.findings import FindingNode, evaluate
from app.judge import SILENT, Judged
from app.matching import Spoke
from app.models import FindingState, PositionDirection
from ingest.lexis import key_stems
from ingest.models import Source, SourceKind
from ingest.statements.models import Criterion, Direction, Join, Statement


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
    for text in (*statement.exceptions, *statement.out_of_scope):
        if text in criteria:
            continue
        leaf = Criterion(join=Join.LEAF, text=text, quote=statement.quote)
        asked = () if _is_its_own(text, statement) else tuple(names_of(case.target))
        node = evaluate(leaf, case.facts, case.terms, asked_conditions=asked)
        if node.state is FindingState.MET and node.facts:
            return node
    return None


def _is_its_own(text: str, statement: Statement) -> bool:
    """Whether its scope leaves out who has what it is about: "without known X", to prevent X.

    Who asks about X does not say that he has it.
    """
    stems = key_stems(text)
    own = [key_stems(condition) for condition in statement.conditions]
    return text in statement.out_of_scope and any(one <= stems or stems <= one for one in own)
