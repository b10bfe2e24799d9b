"""One criterion against the words of a case, under the terms that we ship."""

from datetime import date
from pathlib import Path

from app.facts import read_facts
from app.findings import FindingNode, evaluate
from app.models import FindingState
from ingest.statements.models import Criterion, Join
from tests.small_corpus import shipped_terms

MET, NOT_MET, OPEN = FindingState.MET, FindingState.NOT_MET, FindingState.UNKNOWN
STATES = {"M": MET, "N": NOT_MET, "U": OPEN}  # as the files of rows write them


def rows_of(name: str) -> list[list[str]]:
    """The rows of a file of `tests/unit`, cell by cell; lines that begin with # are remarks."""
    lines = (Path(__file__).parent / "unit" / name).read_text(encoding="utf-8").splitlines()
    return [
        [cell.strip() for cell in line.split("|")]
        for line in lines
        if line and not line.startswith("#")
    ]


def finding_of(criterion: str, case: str, day: date | None = None) -> FindingNode:
    """The finding, seen from a date of service; each fact that settles it stands in the case."""
    tree = Criterion(join=Join.LEAF, text=criterion)
    node = evaluate(tree, read_facts(case, day=day), shipped_terms())
    assert all(fact.quote in case for fact in node.facts)
    return node


def state_of(criterion: str, case: str) -> FindingState:
    """The finding's state alone."""
    return finding_of(criterion, case).state
