"""docs/topics.md: what it says of each topic, against the front matter of the documents."""

import re

import pytest
import yaml

from ingest.settings import PROJECT_ROOT

TABLE = (PROJECT_ROOT / "docs" / "topics.md").read_text(encoding="utf-8")
FRONTS = {
    path.stem: yaml.safe_load(path.read_text(encoding="utf-8").split("---\n")[1])
    for kind in ("guidelines", "policies", "research")
    for path in (PROJECT_ROOT / "corpus" / kind).glob("*.md")
}
MISSING = "missing"
DOCUMENT = re.compile(r"`([^`]+)`")
MIN_PAIRS = 10


def rows(width: int) -> list[list[str]]:
    """The rows of the table that has so many columns, without its head."""
    found = [
        [cell.strip() for cell in line.strip("|").split("|")]
        for line in TABLE.splitlines()
        if line.startswith("|")
    ]
    return [row for row in found if len(row) == width and "---" not in row[0]][1:]


TOPICS = rows(3)
PAIRS = rows(5)


@pytest.mark.parametrize("row", TOPICS, ids=lambda row: row[0])
def test_a_topic_has_both_kinds_or_says_which_is_missing(row: list[str]) -> None:
    for cell, kind in zip(row[1:], ("guideline", "coverage_policy"), strict=True):
        named = DOCUMENT.findall(cell)
        assert (cell == MISSING) != bool(named), cell
        assert {FRONTS[doc_id]["kind"] for doc_id in named} <= {kind}


def test_no_topic_is_named_twice() -> None:
    assert len({row[0] for row in TOPICS}) == len(TOPICS)


@pytest.mark.parametrize("row", PAIRS, ids=lambda row: row[0])
def test_two_sources_disagree_or_one_replaces_the_other(row: list[str]) -> None:
    (one,), (other,) = DOCUMENT.findall(row[1]), DOCUMENT.findall(row[2])
    replaced = FRONTS[one].get("supersedes") == other
    assert row[3]
    assert replaced == (row[4] == "replaces")
    assert replaced == ("end_date" in FRONTS[other])
    assert row[4] in {"replaces", "disagree"}


def test_ten_topics_have_two_sources_that_do_not_say_the_same() -> None:
    assert len({row[0] for row in PAIRS}) >= MIN_PAIRS
