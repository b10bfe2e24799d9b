"""Every document of corpus/ has two eval cases, one of them negative or conditional."""

import tomllib
from collections import defaultdict
from typing import Any

import pytest

from evals.cases_file import CASES_DIR
from ingest.settings import PROJECT_ROOT

MIN_CASES = 2
PLAIN = {"necessary", "none"}
DOCUMENTS = sorted(
    path.stem
    for kind in ("guidelines", "policies", "research")
    for path in (PROJECT_ROOT / "corpus" / kind).glob("*.md")
)


def cases() -> list[dict[str, Any]]:
    texts = (path.read_text(encoding="utf-8") for path in sorted(CASES_DIR.glob("corpus-*.toml")))
    return [case for text in texts for case in tomllib.loads(text)["case"]]


def by_document() -> dict[str, list[dict[str, Any]]]:
    """Cases by the documents that they expect, that decide them, or whose silence they ask for."""
    found = defaultdict(list)
    for case in cases():
        named = {*case.get("references", ()), *case.get("decides", ()), *case.get("tags", ())}
        for document in named & set(DOCUMENTS):
            found[document].append(case)
    return found


def is_negative(case: dict[str, Any]) -> bool:
    """Whether it expects anything but a plain yes, or names what must not be said."""
    verdict = case["verdict"]
    expected = {verdict} if isinstance(verdict, str) else set(verdict)
    return bool(expected - PLAIN or case.get("must_not_say"))


ASKED = by_document()


@pytest.mark.parametrize("document", DOCUMENTS)
def test_a_document_has_two_cases_and_one_is_no_plain_yes(document: str) -> None:
    of_it = {case["case_id"] for case in ASKED[document]}
    assert len(of_it) >= MIN_CASES
    assert any(is_negative(case) for case in ASKED[document])
