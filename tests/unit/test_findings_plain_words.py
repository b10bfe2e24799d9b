"""Criteria held against facts in plain words: lengths, counts, denials of all, what helped before.

First what must stay unknown, then what is contrary, then what is met; of drugs, tests and diseases
of all kinds, for the rules are of the language.
"""

import pytest

from app.facts import read_facts
from app.findings import evaluate
from tests.leaves import STATES, rows_of
from tests.unit.test_findings import TERMS, leaf, settled_by

CASES = rows_of("findings_plain_words.txt")


@pytest.mark.parametrize("row", CASES, ids=[f"{r[0]} {r[1]} <- {r[2]}" for r in CASES])
def test_row(row) -> None:
    expected, criterion, case, *asked = row
    node = evaluate(
        leaf(criterion),
        read_facts(case),
        TERMS,
        asked_interventions=asked[:1],
        asked_conditions=asked[1:],
    )
    assert node.state is STATES[expected]
    assert all(quote in case for quote in settled_by(node))
    assert expected == "U" or settled_by(node)
