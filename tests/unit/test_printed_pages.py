"""A named page is looked up in the file itself, and dates in the document's own."""

from datetime import date
from itertools import pairwise
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest

from evals.answering import IndexTexts
from evals.corpora import find_corpora
from evals.pages import prints
from ingest.readers import read_document

STYLES = find_corpora()["styles"].folder
PDF = sorted(STYLES.rglob("*.pdf"))[0]


@pytest.fixture(scope="module")
def places() -> list[tuple[int, str]]:
    """Long lines of a PDF with the page that the reader says they stand on."""
    document = read_document(PDF, PDF.parent)
    found, start = [], 0
    for line in document.text.split("\n"):
        if len(line.split()) > 8:
            found.append((document.page_at(start), line))
        start += len(line) + 1
    assert len({page for page, _ in found}) > 1
    return found


def test_a_page_prints_what_was_read_from_it_and_no_other_does(places) -> None:
    assert all(prints(PDF, page, line) for page, line in places)
    for shift in (-1, 1):
        n_seen = sum(prints(PDF, page + shift, line) is False for page, line in places)
        assert n_seen > 0.9 * len(places)
    assert all(prints(PDF, page + 700, line) is False for page, line in places)


def test_a_quote_over_a_page_s_end_stands_on_either(places) -> None:
    first, second = places[0], next(place for place in places if place[0] != places[0][0])
    both = f"{first[1]} {second[1]}"
    assert prints(PDF, first[0], both)
    assert prints(PDF, second[0], both)


def test_one_word_tells_nothing() -> None:
    assert prints(PDF, 1, "Covered.") is None


@pytest.fixture
def paper(monkeypatch) -> Path:
    """Three pages of invented words, in which recommendations share their form."""
    form = "There is insufficient evidence to recommend for or against the use of"
    texts = {
        1: f"Table 2 {form} norvalin drops for dry Severn fever in adults Offer walking first",
        2: f"Chapter 4 {form} oral norvalin tablets for Tyne ataxia Offer walking first and rest",
        3: "later Not covered Appendix",
    }
    found = {page: frozenset(pairwise(text.casefold().split())) for page, text in texts.items()}
    monkeypatch.setattr("evals.pages._pairs_of", lambda _path, page: found.get(page, frozenset()))
    return Path("paper.pdf")


@pytest.mark.parametrize(
    ("quote", "pages"),
    [
        pytest.param(
            "There is insufficient evidence to recommend for or against the use of norvalin drops "
            "for dry Severn fever.",
            {1},
            id="most of it stands on the next page too",
        ),
        pytest.param("Offer walking first.", {1, 2}, id="all of it stands on both"),
        pytest.param("Offer walking first and rest later", {2}, id="a word runs over"),
        pytest.param(
            "in adults offer walking first chapter 4 there is insufficient evidence",
            {1, 2},
            id="half of it runs over",
        ),
        pytest.param("Not covered.", {3}, id="two words"),
    ],
)
def test_a_page_that_holds_less_of_a_quote_than_the_next_does_not_print_it(
    paper, quote, pages
) -> None:
    assert {page for page in range(5) if prints(paper, page, quote)} == pages


def _texts(*sources: Any, printed: dict[str, Path] | None = None) -> IndexTexts:
    documents = SimpleNamespace(sources={source.doc_id: source for source in sources})
    return IndexTexts(cast("Any", documents), cast("Any", None), printed or {})


def _source(doc_id: str, start: date | None, end: date | None = None, **more: Any) -> Any:
    values = {"doc_id": doc_id, "effective_date": start, "end_date": end, "supersedes": ()}
    return SimpleNamespace(**{**values, **more})


def test_dates_of_a_document_say_when_it_holds() -> None:
    texts = _texts(
        _source("old", date(2015, 1, 1)),
        _source("new", date(2021, 1, 1), date(2025, 1, 1), supersedes=("old",)),
    )
    assert texts.out_of_force("old", date(2020, 6, 1)) == ""
    assert texts.out_of_force("old", date(2022, 6, 1)) == "replaced by new"
    assert texts.out_of_force("new", date(2020, 6, 1)).startswith("in force from")
    assert texts.out_of_force("new", date(2026, 6, 1)).startswith("at its end")
    assert texts.out_of_force("case:letter.txt", date(2026, 6, 1)) == ""


def test_what_is_no_pdf_has_no_printed_page(tmp_path: Path, places) -> None:
    page, line = places[0]
    texts = _texts(printed={"a": PDF, "b": tmp_path / "b.md", "c": tmp_path / "gone.pdf"})
    assert texts.prints("a", page, line)
    assert [texts.prints(name, page, line) for name in ("b", "c", "d")] == [None, None, None]


def test_cases_share_what_was_read_of_the_index_and_none_of_their_own_files(
    tmp_path: Path,
) -> None:
    asked: list[str] = []

    def document(doc_id: str) -> Any:
        asked.append(doc_id)
        if doc_id != "policy":
            raise KeyError(doc_id)
        return SimpleNamespace(text="Covered.", page_at=lambda _offset: None)

    documents = cast("Any", SimpleNamespace(sources={}, document=document))
    shared: dict[str, Any] = {}
    texts = []
    for words in ("One drug failed.", "Two drugs failed."):
        letter = tmp_path / words.split()[0] / "letter.txt"
        letter.parent.mkdir()
        letter.write_text(words, encoding="utf-8")
        case = cast("Any", SimpleNamespace(case=(letter,), policy=()))
        texts.append(IndexTexts(documents, case, {}, shared))
    assert [one.text("policy") for one in texts] == ["Covered.", "Covered."]
    assert asked == ["policy"]
    letters = [(one.text("case:letter.txt") or "").strip() for one in texts]
    assert letters == ["One drug failed.", "Two drugs failed."]
    assert [one.text("gone") for one in texts] == [None, None]
    assert set(shared) == {"policy"}
