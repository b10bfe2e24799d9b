"""A conversation as Markdown, Word, PDF and JSON: whole, with every citation, and harmless."""

import json
import re
from io import BytesIO

import docx
import pypdf
import pytest

from app.models import Answer
from app.render import as_pdf
from app.render.export import FORMATS, export
from app.render.profiles import PROFILES
from app.render.safe import visible

BY_SUFFIX = {form.suffix: form for form in FORMATS}
SPACE = re.compile(r"\s+")


def words_of(suffix, data) -> str:
    """All text of a file, as a program of its kind reads it, on one line."""
    if suffix == "docx":
        document = docx.Document(BytesIO(data))
        parts = [p.text for p in document.paragraphs]
        parts += [
            cell.text for table in document.tables for row in table.rows for cell in row.cells
        ]
        text = "\n".join(parts)
    elif suffix == "pdf":
        text = "\n".join(page.extract_text() for page in pypdf.PdfReader(BytesIO(data)).pages)
    else:
        text = data.decode()
    return SPACE.sub(" ", text)


def squashed(text) -> str:
    """Without white space: a PDF breaks lines where it likes."""
    return SPACE.sub("", text).casefold()


@pytest.mark.parametrize("suffix", ["docx", "pdf"])
def test_every_citation_is_kept(surfaces, suffix) -> None:
    answer = surfaces.rich_answer()
    text = squashed(words_of(suffix, export("Two cases", [answer], BY_SUFFIX[suffix])))
    for claim in answer.claims:
        assert squashed(claim.text) in text
        for citation in claim.citations:
            assert squashed(citation.quote) in text
    for entry in answer.references:
        assert squashed(f"[{entry.number}]") in text
        assert squashed(entry.title) in text
    for line in (answer.headline, answer.disclaimer, "Not necessary", *answer.missing, "Two cases"):
        assert squashed(line) in text


def test_markdown_and_json_keep_them_too(surfaces) -> None:
    answer = surfaces.rich_answer()
    back = json.loads(export("Two cases", [answer, answer], BY_SUFFIX["json"]))
    assert back["title"] == "Two cases"
    assert [Answer.model_validate(row) for row in back["answers"]] == [answer, answer]
    markdown = export("Two *cases*", [answer, answer], BY_SUFFIX["md"]).decode()
    assert markdown.startswith("# Two \\*cases\\*\n")
    assert markdown.count("> **Question**") == 2


@pytest.mark.parametrize("suffix", BY_SUFFIX)
@pytest.mark.parametrize("reader", PROFILES)
def test_every_reader_gets_every_format(surfaces, suffix, reader) -> None:
    data = export("x", [surfaces.rich_answer()], BY_SUFFIX[suffix], PROFILES[reader])
    assert "Example Health" in words_of(suffix, data)


@pytest.mark.attack
@pytest.mark.parametrize("suffix", ["docx", "pdf"])
def test_hostile_text_is_text(surfaces, suffix) -> None:
    data = export(surfaces.HOSTILE, [surfaces.hostile_answer()], BY_SUFFIX[suffix])
    text = squashed(words_of(suffix, data))
    assert squashed(visible(surfaces.HOSTILE)) in text
    assert not re.search("[\u202a-\u202e\u200b\x1b]", text)


@pytest.mark.parametrize("suffix", ["docx", "pdf"])
def test_a_long_quote_and_odd_characters_do_not_break_a_file(surfaces, suffix) -> None:
    answer = surfaces.rich_answer()
    long = "A very long sentence with many words in it. " * 300
    row = answer.positions[1].model_copy(update={"quote": long + "x" * 3000, "title": "y" * 900})
    odd = "".join(map(chr, range(0x20, 0x3000, 7))) + "\ud800\ufffe\U0001f600"
    answer = answer.model_copy(update={"positions": (row, *answer.positions), "rule": odd})
    text = words_of(suffix, export("x", [answer], BY_SUFFIX[suffix]))
    assert squashed(long) in squashed(text) or suffix == "pdf"  # cut into rows there
    assert "xxx" in text


def test_a_pdf_with_reportlabs_own_font_shows_what_it_lacks_by_number(
    surfaces, monkeypatch
) -> None:
    monkeypatch.setattr(as_pdf, "FONTS", as_pdf.FONTS[-1:])
    as_pdf.registered_fonts.cache_clear()
    try:
        answer = surfaces.rich_answer(headline="IFN-α of ≥ 5 “units” – ✔")
        text = squashed(words_of("pdf", export("x", [answer], BY_SUFFIX["pdf"])))
    finally:
        as_pdf.registered_fonts.cache_clear()
    assert squashed("IFN-[U+03B1]of≥5“units”–[U+2714]") in text


def test_an_answer_that_failed_is_exported_as_one_sentence() -> None:
    answer = Answer(id="x", question="Is it?", error="the index is gone: build it")
    for suffix, form in BY_SUFFIX.items():
        assert "the index is gone" in words_of(suffix, export("x", [answer], form))
