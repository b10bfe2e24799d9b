"""Files that are brought for one question: one that cannot be read costs nothing but itself."""

import io
import queue
import zipfile
from datetime import date

import pytest
from reportlab.pdfgen.canvas import Canvas

import app.case
from app.case import CaseFile, read_brought
from app.composer.events import Stage, Told, Watch
from app.facts import read_facts
from app.ui.session import CaseDetails
from app.ui.writing import Writing

NOTE = CaseFile("note.txt", b"The patient is 54 years old and has had weakness for 6 months.\n")
LIBRARY_WORDS = ("stream", "eof", "xref", "zip", "yaml", "mapping", "trailer")


def packed(**members: str) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        for name, text in members.items():
            archive.writestr(name, text)
    return data.getvalue()


@pytest.mark.parametrize(
    ("name", "data", "why"),
    [
        pytest.param("a.pdf", b"%PDF-1.4 broken", "damaged: open it and save", id="cut pdf"),
        pytest.param("a.pdf", b"no pdf at all", "damaged", id="no pdf"),
        pytest.param("a.docx", b"\x01\x02\x03", "damaged", id="no docx"),
        pytest.param("a.docx", packed(x="y"), "damaged", id="another archive"),
        pytest.param("a.docx", b"\xd0\xcf\x11\xe0" * 200, "password", id="encrypted docx"),
        pytest.param("a.txt", b"", "empty", id="empty"),
        pytest.param("a.txt", b" \n", "empty", id="white space"),
        pytest.param("a.txt", bytes(range(256)) * 12, "no text", id="bytes as text"),
        pytest.param("a.md", b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" * 9, "no text", id="picture"),
        pytest.param("a.md", b"---\nkind: [Elmsworth\n---\ntext\n", "dashes", id="broken matter"),
        pytest.param("a.exe", b"MZ", "kind", id="another kind"),
    ],
)
def test_a_file_that_cannot_be_read_is_left_out_and_says_what_to_do(name, data, why) -> None:
    brought = read_brought([CaseFile(name, data), NOTE], [], "")
    (left,) = brought.unread
    assert left.name == name
    assert why in left.why
    assert not any(word in left.why.lower() for word in (*LIBRARY_WORDS, "elmsworth"))
    assert list(brought.documents) == ["case:note.txt"]
    assert [text.name for text in brought.texts] == ["note.txt"]


def test_a_policy_that_cannot_be_read_leaves_the_others() -> None:
    rules = CaseFile("rules.txt", b"IVIG is considered medically necessary for CIDP.\n")
    brought = read_brought([], [CaseFile("gone.pdf", b"%PDF"), rules], "Example Plan")
    assert [file.name for file in brought.unread] == ["gone.pdf"]
    assert [s.doc_id for s in brought.statements] == ["case:rules.txt"]


@pytest.mark.attack
def test_more_text_than_is_read_for_one_case_is_left_out_file_by_file(monkeypatch) -> None:
    monkeypatch.setattr(app.case, "MAX_BROUGHT_CHARS", 3 * len(NOTE.data))
    long = CaseFile("long.txt", b"Fatigue since March. " * 100)
    policy = CaseFile("rules.txt", b"Infliximab is covered for sarcoidosis. " * 100)
    brought = read_brought([NOTE, long], [policy], "Example Plan")
    assert list(brought.documents) == ["case:note.txt"]
    assert [file.name for file in brought.unread] == ["long.txt", "rules.txt"]
    assert "bring the pages that matter" in brought.unread[0].why
    assert brought.statements == ()


@pytest.mark.parametrize(
    "data",
    [
        pytest.param("Fatigue – since März\f2nd page\x1b".encode(), id="a stray sign"),
        pytest.param("Fatigue since M\xe4rz".encode("cp1252"), id="Windows"),
        pytest.param("Fatigue since March".encode("utf-16"), id="UTF-16 with its mark"),
        pytest.param("持续疲劳六个月".encode(), id="another script"),
    ],
)
def test_text_in_any_encoding_is_text(data) -> None:
    brought = read_brought([CaseFile("a.txt", data)], [], "")
    assert not brought.unread


def test_the_pages_of_a_pdf_are_told_as_they_are_read() -> None:
    file = io.BytesIO()
    canvas = Canvas(file)
    for number in range(3):
        canvas.drawString(72, 700, f"Note {number}")
        canvas.showPage()
    canvas.save()
    told: list[tuple[str, int, int]] = []
    case = [CaseFile("a_b.pdf", file.getvalue()), NOTE]
    read_brought(case, [], "", lambda *page: told.append(page))
    assert told == [("a_b.pdf", 1, 3), ("a_b.pdf", 2, 3), ("a_b.pdf", 3, 3)]
    writing = Writing("Q?", CaseDetails(), Watch(), queue.Queue())
    writing.hear(Told(Stage.FILES, 2, 3, name="a_b.pdf"))
    assert writing.stage == r"Reading a\_b.pdf: page 2 of 3"


def test_what_a_file_states_is_read_once_for_all_questions() -> None:
    brought = read_brought([NOTE], [], "")
    today, before = date(2026, 11, 28), date(2026, 1, 1)
    assert brought.read_on(today)[0] is brought.read_on(today)[0]
    assert brought.read_on(before)[0] is not brought.read_on(today)[0], "times ago hang on the day"
    assert brought.said is brought.said
    again = read_facts("Is IVIG covered?", brought.read_on(today), (), today)
    assert again.facts == read_facts("Is IVIG covered?", brought.texts, (), today).facts
    assert any(fact.source == "case:note.txt" for fact in again.facts)
    terms = object()
    reading = again.readings[1]
    assert reading.once.of("a", terms, lambda: [1]) is reading.once.of("a", terms, lambda: [2])
    assert reading.once.of("b", terms, lambda: [3]) == [3], "another thing"
    assert reading.once.of("a", object(), lambda: [4]) == [4], "of another set of terms"
