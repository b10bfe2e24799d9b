"""Degrees in front of several things that share their noun."""

import pytest

from ingest.statements.coordination import split_list


@pytest.mark.parametrize(
    ("phrase", "members"),
    [
        (
            "severe renal or hepatic impairment",
            ["severe renal impairment", "severe hepatic impairment"],
        ),
        (
            "moderate to severe cardiac or pulmonary disease",
            ["moderate to severe cardiac disease", "moderate to severe pulmonary disease"],
        ),
        ("renal or hepatic impairment", ["renal impairment", "hepatic impairment"]),
        ("severe asthma or COPD", ["severe asthma", "COPD"]),
        ("mild or moderate depression", ["mild depression", "moderate depression"]),
        ("acute or chronic pancreatitis", ["acute pancreatitis", "chronic pancreatitis"]),
    ],
)
def test_each_member_has_the_noun_and_the_degree(phrase: str, members: list[str]) -> None:
    assert split_list(phrase) == members
