"""Pairs of a criterion and a case's words: their file, what is counted, what is never listed."""

import pytest

from evals.criteria import (
    FAILED,
    MET,
    PAIRS,
    SILENT,
    listing,
    parse_pairs,
    read_pairs,
    settle,
    table,
)
from ingest.errors import CaseFileError
from tests.unit.test_findings import TERMS

FILE = """\
# a remark
? Age 18 years or older
+ 44 year old
- a 9 year old boy
0 her mother is 60

! 44 year old, BMI 41
+ BMI of at least 40
0 Weight documented > current weight

? Age 18 years or older
+ he is 30 years old
"""


@pytest.mark.parametrize(
    ("text", "line"),
    [("+ words without a criterion", 1), ("? Age\n* no sign", 2), ("? Age\n+", 2), ("?\n+ so", 1)],
)
def test_a_line_that_is_none_is_named_with_its_number(text, line) -> None:
    with pytest.raises(CaseFileError, match=f"odd.txt, line {line}"):
        list(parse_pairs(text, "odd.txt"))


def test_lines_of_a_criterion_and_criteria_of_a_case_are_pairs() -> None:
    pairs = list(parse_pairs(FILE, "some.txt"))
    assert [(p.criterion, p.sign, p.words) for p in pairs[:4]] == [
        ("Age 18 years or older", MET, "44 year old"),
        ("Age 18 years or older", FAILED, "a 9 year old boy"),
        ("Age 18 years or older", SILENT, "her mother is 60"),
        ("BMI of at least 40", MET, "44 year old, BMI 41"),
    ]
    assert [p.whole for p in pairs] == [False] * 3 + [True] * 2 + [False]
    assert [p.blind for p in pairs] == [False] * 3 + [True] * 2 + [False]


def test_what_the_rules_find_is_counted_and_blind_pairs_are_not_listed() -> None:
    found = list(settle(parse_pairs(FILE, "some.txt"), TERMS))
    assert [s.sign for s in found] == [MET, FAILED, SILENT, MET, SILENT, MET]
    assert "44 year old" in found[0].quotes[0]
    rows = {row.name: row for row in table(found)}
    assert rows["deceptive lines, met"].recall.value == 1
    assert rows["whole cases, not met"].recall is None
    listed = list(listing(found))
    assert len(listed) == 4
    assert not any("BMI" in line for line in listed)


def test_the_pairs_of_this_repository_are_many_and_of_every_sign() -> None:
    pairs = read_pairs(PAIRS)
    assert len(pairs) > 15_000
    for whole in (True, False):
        kinds = [p.sign for p in pairs if p.whole is whole]
        assert all(kinds.count(sign) > 0.25 * len(kinds) for sign in (MET, FAILED, SILENT))
