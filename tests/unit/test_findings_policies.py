"""Whole policies with cases that meet all of their criteria, fail one, or leave one untold.

`findings_policies.txt` holds them as they were written, before any of them was run. None may be
met, or not met, that is not; and the number of right ones may not fall.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from app.facts import read_facts
from app.findings import FindingNode, evaluate, population_finding
from app.findings_base import join_states
from app.judge import restricts
from app.models import FindingState
from ingest.chunk import chunk_document
from ingest.embed.tagger import open_tagger
from ingest.models import Source, SourceKind
from ingest.readers import read_document
from ingest.statements.extract import extract_statements
from ingest.statements.marked import Understood, marked_statements
from ingest.statements.models import Direction, Join, Statement
from tests.unit.test_findings import TERMS

STATES = {"M": FindingState.MET, "N": FindingState.NOT_MET, "U": FindingState.UNKNOWN}
N_RIGHT = 142  # of 195; 123 before, and 6 falsely settled


@dataclass(frozen=True)
class Policy:
    intervention: str
    condition: str
    text: str
    cases: tuple[tuple[str, str], ...]


def policies() -> Iterator[Policy]:
    text = Path(__file__).with_name("findings_policies.txt").read_text("utf-8")
    for block in text.split("\n== ")[1:]:
        head, *lines = block.strip().splitlines()
        intervention, condition = (cell.strip() for cell in head.split("|"))
        cases = tuple((line[0], line[3:]) for line in lines if line[1:3] == ": ")
        body = "\n".join(line for line in lines if line[1:3] != ": ")
        yield Policy(intervention, condition, body, cases)


POLICIES = list(policies())


def statement_of(policy: Policy, folder: Path) -> Statement | None:
    """The Statement for it with the most criteria."""
    path = folder / "policy.md"
    lead, _, items = policy.text.partition("\n")
    path.write_text(f"{lead}\n\n{items}\n", encoding="utf-8")
    document = read_document(path, folder)
    source = Source(
        doc_id=document.doc_id,
        title="A",
        kind=SourceKind.COVERAGE_POLICY,
        publisher="Northfield",
        subject=policy.intervention,
    )
    pieces = chunk_document(document)
    found = extract_statements(document, source, pieces)
    found += tuple(
        marked_statements(Understood(document, source, pieces, found), open_tagger().sentences)
    )
    told = [s for s in found if s.direction is Direction.FOR and s.criteria]
    return max(told, key=lambda s: len(str(s.criteria)), default=None)


def found(policy: Policy, statement: Statement, case: str) -> FindingState:
    return findings_of(policy, statement, case)[0]


def findings_of(
    policy: Policy, statement: Statement, case: str
) -> tuple[FindingState, FindingNode | None]:
    facts = read_facts(case)
    states, node = [], None
    if statement.criteria:
        node = evaluate(
            statement.criteria,
            facts,
            TERMS,
            asked_interventions=[policy.intervention],
            asked_conditions=[policy.condition],
        )
        states.append(node.state)
    if restricts(statement.population):
        states.append(
            population_finding(
                statement.population, facts, TERMS, asked_conditions=[policy.condition]
            )
        )
    return join_states(Join.ALL_OF, 0, states), node


@pytest.fixture(scope="module")
def settled(tmp_path_factory: pytest.TempPathFactory) -> list[tuple[str, str, FindingState]]:
    """Each case with what was expected and what was found."""
    folder = tmp_path_factory.mktemp("policies")
    rows = []
    for policy in POLICIES:
        statement = statement_of(policy, folder)
        if statement is not None:
            rows += [
                (case, STATES[wanted], found(policy, statement, case))
                for wanted, case in policy.cases
            ]
    return rows


def test_nothing_is_settled_falsely(settled) -> None:
    false = [row for row in settled if row[2] not in {row[1], FindingState.UNKNOWN}]
    assert false == []


def test_as_many_are_right_as_were(settled) -> None:
    assert sum(wanted is state for _, wanted, state in settled) >= N_RIGHT


def test_each_policy_has_a_case_of_each_kind() -> None:
    assert all([wanted for wanted, _ in policy.cases] == ["M", "N", "U"] for policy in POLICIES)
