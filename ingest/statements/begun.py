"""Advice against beginning a treatment, which says nothing to those who take it already."""

import re

from ingest.statements.models import Direction

_BEGUN = re.compile(
    r"\bnot be (?:newly )?(?:started|initiated|begun|commenced)\b"
    r"|\bdo not (?:start|initiate|begin|commence)\b",
    re.IGNORECASE,
)


def phase_of_advice(direction: Direction, sentence: str) -> str:
    """Rule: "should not be started on the day of surgery" is on the start; "" for other advice."""
    return "initial" if direction is Direction.AGAINST and _BEGUN.search(sentence) else ""
