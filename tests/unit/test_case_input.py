"""What a line of `batch` brings as case material: files, texts, and what is neither."""

import pytest

from app.case_input import brought
from ingest.errors import CorpusError, QuestionError

NOTE = (
    "58-year-old woman, CIDP confirmed by nerve conduction studies, two courses of steroids failed."
)


def _brought(value, folder, *, max_bytes: int = 1_000) -> list[tuple[str, bytes]]:
    return [(f.name, f.data) for f in brought(value, "case", folder, max_bytes=max_bytes)]


@pytest.mark.parametrize("value", [None, "", [], {}])
def test_nothing_is_nothing(value, tmp_path) -> None:
    assert _brought(value, tmp_path) == []


@pytest.mark.parametrize(
    "name",
    [
        pytest.param("note.txt", id="a plain name"),
        pytest.param("my clinical note second page.txt", id="a name with blanks and an ending"),
        pytest.param("note of May", id="a short name without an ending"),
    ],
)
def test_a_file_by_name(name, tmp_path) -> None:
    (tmp_path / name).write_text("words")
    assert _brought(name, tmp_path) == [(name, b"words")]


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        pytest.param(NOTE, ("case-1.txt", NOTE), id="a text of one line"),
        pytest.param("Dx: CIDP\nPlan: IVIG", ("case-1.txt", "Dx: CIDP\nPlan: IVIG"), id="lines"),
        pytest.param({"text": "CIDP"}, ("case-1.txt", "CIDP"), id="a text without a name"),
        pytest.param(
            {"name": "letter.md", "text": "denied"}, ("letter.md", "denied"), id="a named text"
        ),
        pytest.param(
            {"name": "../../etc/x.pdf", "text": "a"},
            ("x.pdf.txt", "a"),
            id="a name with a path and a foreign ending stays a text's name",
        ),
    ],
)
def test_a_text_itself(value, expected, tmp_path) -> None:
    assert _brought(value, tmp_path) == [(expected[0], expected[1].encode())]


def test_files_and_texts_in_one_list(tmp_path) -> None:
    (tmp_path / "note.txt").write_text("words")
    assert _brought(["note.txt", NOTE], tmp_path) == [
        ("note.txt", b"words"),
        ("case-2.txt", NOTE.encode()),
    ]


@pytest.mark.parametrize("value", [7, True, [7], {"name": "x"}, [["note.txt"]]])
def test_what_is_neither_is_refused(value, tmp_path) -> None:
    with pytest.raises(QuestionError, match="neither a file name nor a text"):
        _brought(value, tmp_path)


def test_a_missing_file_and_a_text_over_the_limit_are_named(tmp_path) -> None:
    with pytest.raises(CorpusError, match="does not exist"):
        _brought("note.txt", tmp_path)
    with pytest.raises(CorpusError, match=r"case-1\.txt has"):
        _brought(NOTE, tmp_path, max_bytes=10)
