"""A page of a PDF as a picture with its quote marked, and the file that it comes from."""

import hashlib
from pathlib import Path

import numpy as np
import pytest

from app.originals import original
from ingest.errors import CorpusError
from ingest.index.manifest import DocumentEntry
from ingest.readers import read_document
from ingest.readers.pdf.picture import page_picture

GOLDEN = Path(__file__).resolve().parents[1] / "golden" / "documents"
PDF = next(GOLDEN.glob("*.pdf"))


def sentence() -> tuple[int, str]:
    """A longer line of the golden guideline with its page."""
    document = read_document(PDF, GOLDEN)
    block = max(document.blocks, key=lambda b: b.char_end - b.char_start)
    return block.page, document.block_text(block)


def test_the_words_of_the_quote_are_marked_where_they_stand() -> None:
    page, quote = sentence()
    plain, marked = (
        page_picture(PDF.read_bytes(), page),
        page_picture(PDF.read_bytes(), page, quote),
    )
    assert plain.n_marked == 0
    assert marked.n_marked >= len(quote.split()) * 0.8
    changed = (plain.pixels != marked.pixels).any(axis=2)
    assert changed.any()
    assert changed.mean() < 0.3, "the page around the quote stays as it is"
    assert (marked.pixels[changed][:, 2] < marked.pixels[changed][:, 0]).mean() > 0.9, "yellow"


def test_words_that_the_page_does_not_print_mark_nothing() -> None:
    page, _ = sentence()
    assert page_picture(PDF.read_bytes(), page, "zebras gallop over velvet").n_marked == 0


@pytest.mark.parametrize("number", [0, 99, -1])
def test_a_page_that_is_not_there_is_named(number) -> None:
    with pytest.raises(CorpusError, match="there is no page"):
        page_picture(PDF.read_bytes(), number)


def test_a_damaged_file_is_one_sentence() -> None:
    with pytest.raises(CorpusError, match="cannot be shown"):
        page_picture(b"%PDF-1.7 broken", 1)


def test_a_poster_does_not_fill_the_memory() -> None:
    assert max(page_picture(PDF.read_bytes(), 1).pixels.shape) <= 1800
    assert page_picture(PDF.read_bytes(), 1).pixels.dtype == np.uint8


def entry(path, data=b"") -> DocumentEntry:
    return DocumentEntry(
        doc_id="x", path=path, sha256=hashlib.sha256(data).hexdigest(), title="", kind="guideline",
        n_pages=1, n_blocks=0, n_passages=0, n_statements=0,
    )  # fmt: skip


def test_the_file_that_was_read_is_found(tmp_path) -> None:
    (tmp_path / "a.pdf").write_bytes(b"one")
    assert original(tmp_path, entry("a.pdf", b"one")) == b"one"


@pytest.mark.parametrize(
    ("path", "data"),
    [
        pytest.param("a.pdf", b"another", id="a file that was changed since shows other words"),
        pytest.param("gone.pdf", b"one", id="a file that is gone"),
        pytest.param("../secret.pdf", b"secret", id="a path that leaves the folder"),
        pytest.param("link.pdf", b"secret", id="a link that leaves it"),
        pytest.param("a.md", b"# text", id="a file without pages"),
    ],
)
def test_no_other_file_is_shown(tmp_path, path, data) -> None:
    folder = tmp_path / "corpus"
    folder.mkdir()
    (folder / "a.pdf").write_bytes(b"one")
    (folder / "a.md").write_bytes(b"# text")
    (tmp_path / "secret.pdf").write_bytes(b"secret")
    (folder / "link.pdf").symlink_to(tmp_path / "secret.pdf")
    assert original(folder, entry(path, data)) is None
