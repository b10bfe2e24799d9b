"""One criterion against the words of a case, under the terms that we ship."""

from datetime import date

from app.facts import read_facts
from app.findings import FindingNode, evaluate
from app.models import FindingState
from ingest.statements.models import Criterion, Join
from tests.small_corpus import shipped_terms

MET, NOT_MET, OPEN = FindingState.MET, FindingState.NOT_MET, FindingState.UNKNOWN


def finding_of(criterion: str, case: str, day: date | None = None) -> FindingNode:
    """The finding, seen from a date of service; each fact that settles it stands in the case."""
    tree = Criterion(join=Join.LEAF, text=criterion)
    node = evaluate(tree, read_facts(case, day=day), shipped_terms())
    assert all(fact.quote in case for fact in node.facts)
    return node


def state_of(criterion: str, case: str) -> FindingState:
    """The finding's state alone."""
    return finding_of(criterion, case).state
