"""The page that shows a document at one place, without a browser."""

import re
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

import app.ui.service

PAGE = Path(__file__).resolve().parents[2] / "app" / "ui" / "document.py"


@pytest.fixture(autouse=True)
def stub(surfaces, monkeypatch):
    pipeline = surfaces.StubPipeline()
    monkeypatch.setattr(app.ui.service, "open_page_pipeline", lambda _settings: pipeline)
    app.ui.service.shared_pipeline.clear()
    yield pipeline
    app.ui.service.shared_pipeline.clear()


def opened(**params):
    at = AppTest.from_file(str(PAGE), default_timeout=30)
    for name, value in params.items():
        at.query_params[name.rstrip("_")] = str(value)
    at.run()
    assert not at.exception
    return at


def html(at) -> str:
    return "\n".join(element.proto.body for element in at.get("html"))


def place(surfaces, doc_id, quote):
    start = surfaces.TEXTS[doc_id].index(quote)
    return {"id": doc_id, "from_": start, "to": start + len(quote)}


def test_the_quote_is_marked_in_its_text_and_read_aloud(surfaces) -> None:
    at = opened(**place(surfaces, "example-policy", surfaces.CATCH_ALL))
    assert at.title[0].value == "Examplemab: Medical Policy"
    assert f"<mark>{surfaces.CATCH_ALL}</mark> and all other indications." in html(at)
    assert "How we read this sentence" in html(at)
    assert "<dt>Says</dt><dd>against</dd>" in html(at)
    assert 'href="https://example.org/policy?id=12&amp;v=2"' in html(at)
    assert "digest" not in html(at)


def test_a_digest_says_what_it_is(surfaces) -> None:
    at = opened(**place(surfaces, "example-guideline", surfaces.STIMULANTS))
    assert "This text is our digest of the publication" in html(at)


def test_a_printed_page_is_shown_with_its_neighbours(surfaces) -> None:
    at = opened(**place(surfaces, "example-trial", surfaces.NO_BENEFIT))
    (image,) = at.get("image")
    assert image.proto.imgs[0].caption == "Page 2 of 2, the quote marked"
    assert 'href="document?id=example-trial&amp;page=1" target="_self"' in html(at)
    assert "Next page" not in html(at)


def test_a_file_that_is_not_at_hand_leaves_its_text(surfaces, stub, monkeypatch) -> None:
    monkeypatch.setattr(stub, "picture", lambda *_: None)
    at = opened(**place(surfaces, "example-trial", surfaces.NO_BENEFIT))
    assert "not at hand" in at.caption[0].value
    assert f"<mark>{surfaces.NO_BENEFIT}</mark>" in html(at)


@pytest.mark.parametrize(
    "params",
    [
        {"from_": "-5", "to": "99999999999"},
        {"from_": "x", "to": "<script>"},
        {"page": "7"},
        {"page": "²"},
        {},
    ],
)
def test_a_wrong_place_is_the_nearest_right_one(params) -> None:
    at = opened(id="example-trial", **params)
    assert "The text as it was read" in html(at)


@pytest.mark.attack
@pytest.mark.parametrize(
    "doc_id", ["gone", "<img src=x onerror=alert(1)>", "../../etc/passwd", "x" * 5000]
)
def test_an_unknown_document_is_one_sentence(doc_id) -> None:
    at = opened(id=doc_id)
    assert "is not in this index: ask again" in at.error[0].value
    assert "<img" not in at.error[0].value.replace("\\<", "")
    assert not re.search(r"<mark>", html(at))


def test_without_a_document_the_page_says_how_to_open_one() -> None:
    assert "Open a document by the number" in opened().info[0].value
