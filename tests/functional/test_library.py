"""The editors' desk over a real index: who may, files, corrections, what publishing changes."""

import re
import shutil

import pytest
from streamlit.testing.v1 import AppTest

import app.ui.library_page
import app.ui.service
import app.ui.visitor
import ingest.embed
from app.access import Role, User
from app.impact import SavedQuestion
from app.librarian import UPLOADS, Librarian
from app.ui.library_publish import _difference
from ingest.build import build
from ingest.errors import AccessError, CorpusError, GuidelineError, IndexMissingError
from ingest.settings import PROJECT_ROOT

PAGE = PROJECT_ROOT / "app" / "ui" / "library_page.py"
REFUSED = "Nortaxine is considered unproven for Marlow syndrome."
COVERED = "Nortaxine is considered medically necessary for Marlow syndrome."
FRONT = (
    "---\nid: {doc_id}\ntitle: {title}\nkind: coverage_policy\npayer: Example Health\n"
    "publisher: Example Health\nyear: 2025\n---\n\n# {title}\n\n## Coverage\n\n"
)
QUESTION = SavedQuestion(
    question_id="q1", text="Is nortaxine covered for Marlow syndrome?", origin="test", invented=True
)


def person(role) -> User:
    return User(user_id=role.value, name=role.value.title(), roles=frozenset({role}))


EDITOR, REVIEWER, CLINICIAN = map(person, (Role.EDITOR, Role.REVIEWER, Role.CLINICIAN))


@pytest.fixture(scope="module")
def built(fakes, tmp_path_factory):
    """A corpus with its index, built once; after an AppTest no process could be spawned to read."""
    folder, encoder = tmp_path_factory.mktemp("library"), fakes.disguised_encoder()
    corpus = folder / "corpus"
    corpus.mkdir()
    (corpus / "nortaxine.md").write_text(
        FRONT.format(doc_id="nortaxine", title="Policy on <b>nortaxine</b>") + REFUSED + "\n"
    )
    found = fakes.plain_settings(folder, corpus_dir=corpus, index_dir=folder / "index")
    build([corpus], found.index_dir, found, encoder=encoder)
    return folder


@pytest.fixture
def settings(fakes, built, tmp_path, monkeypatch):
    encoder = fakes.disguised_encoder()
    monkeypatch.setattr(ingest.embed, "open_encoder", lambda *_given, **_named: encoder)
    for name in ("corpus", "index"):
        shutil.copytree(built / name, tmp_path / name)
    return fakes.plain_settings(
        tmp_path, corpus_dir=tmp_path / "corpus", index_dir=tmp_path / "index"
    )


@pytest.fixture
def desk(settings):
    return Librarian(settings)


# --- who may --------------------------------------------------------------------------------------


def silent(_step) -> None:
    """Show nothing."""


CHANGES = {
    "put": lambda desk, user: desk.put(user, "new.md", b"# New\n\nText."),
    "correct": lambda desk, user: desk.correct(user, "nortaxine!1", {"direction": "for"}),
    "stage": lambda desk, user: desk.stage(user, silent),
    "publish": lambda desk, user: desk.publish(user, "x"),
    "roll back": lambda desk, user: desk.roll_back(user),
}
READS = {
    "holdings": lambda desk, user: desk.holdings(user),
    "statements": lambda desk, user: desk.statements(user, "nortaxine"),
    "staged": lambda desk, user: desk.staged(user),
    "before": lambda desk, user: desk.before(user),
    "changes": lambda desk, user: desk.changes(user, "x"),
    "impact": lambda desk, user: desk.impact(user, "x", []),
}


@pytest.mark.parametrize(
    "user", [None, CLINICIAN, REVIEWER], ids=["nobody", "clinician", "reviewer"]
)
@pytest.mark.parametrize("what", CHANGES)
def test_only_editors_change_anything(desk, settings, user, what) -> None:
    before = sorted(settings.corpus_dir.rglob("*"))
    with pytest.raises(AccessError):
        CHANGES[what](desk, user)
    assert sorted(settings.corpus_dir.rglob("*")) == before


@pytest.mark.parametrize("user", [None, CLINICIAN], ids=["nobody", "clinician"])
@pytest.mark.parametrize("what", READS)
def test_clinicians_and_nobody_see_no_desk(desk, user, what) -> None:
    with pytest.raises(AccessError):
        READS[what](desk, user)


def test_a_reviewer_may_look(desk) -> None:
    (holding,) = desk.holdings(REVIEWER)
    assert (holding.entry.doc_id, holding.status) == ("nortaxine", "in_force")
    assert [s.quote.text for s in desk.statements(REVIEWER, "nortaxine")] == [REFUSED]


# --- files ----------------------------------------------------------------------------------------


@pytest.mark.attack
@pytest.mark.parametrize(
    "name", ["../../../outside.md", "/etc/cron.d/outside.md", "..\\outside.md", "out side?.MD"]
)
def test_what_a_sender_calls_a_file_is_no_path(desk, settings, tmp_path, name) -> None:
    path = desk.put(EDITOR, name, b"# A new policy\n\nText of it.")
    assert path.startswith(f"{UPLOADS}/")
    assert path.count("/") == 1
    assert (settings.corpus_dir / path).is_file()
    assert not [p for p in tmp_path.rglob("*outside*") if settings.corpus_dir not in p.parents]


@pytest.mark.parametrize(
    ("name", "data", "why"),
    [
        pytest.param("a.exe", b"MZ", "unknown kind of file", id="no document"),
        pytest.param("a.pdf", b"%PDF-1.7 broken", "a.pdf", id="a damaged one"),
        pytest.param("a.md", b"  \n", "empty", id="an empty one"),
    ],
)
def test_what_cannot_be_read_is_not_taken(desk, settings, name, data, why) -> None:
    with pytest.raises(CorpusError, match=why):
        desk.put(EDITOR, name, data)
    assert not (settings.corpus_dir / UPLOADS).exists()


def test_a_second_file_of_one_name_is_refused_and_a_replacement_is_not(desk, settings) -> None:
    desk.put(EDITOR, "new.md", b"# New\n\nText.")
    with pytest.raises(CorpusError, match="already"):
        desk.put(EDITOR, "new.md", b"# New\n\nOther text.")
    with pytest.raises(CorpusError, match=r"save it as \.md"):
        desk.put(EDITOR, "new.txt", b"Text.", replaces="nortaxine")
    with pytest.raises(CorpusError, match="no document"):
        desk.put(EDITOR, "new.md", b"# New\n\nText.", replaces="gone")
    assert desk.put(EDITOR, "other.md", b"# N\n\nText.", replaces="nortaxine") == "nortaxine.md"
    assert (settings.corpus_dir / "nortaxine.md").read_bytes() == b"# N\n\nText."


# --- corrections, staging, publishing -------------------------------------------------------------


def test_a_correction_changes_answers_only_once_it_is_published(desk) -> None:
    path = desk.correct(EDITOR, "nortaxine!1", {"direction": "for"}, why="misread")
    assert 'by = "Editor"' in path.read_text()
    published = desk.current()
    report = desk.stage(EDITOR, silent)
    staged = desk.staged(EDITOR)
    assert report.snapshot_id == staged != published == desk.current()
    assert desk.statements(EDITOR, "nortaxine")[0].direction.value == "against", "not yet seen"
    (changed,) = desk.changes(EDITOR, staged).statements
    assert changed.doc_id == "nortaxine"
    impact = desk.impact(EDITOR, staged, [QUESTION])
    (change,) = impact.changes
    assert (change.verdict_before, change.verdict_after) == ("not_necessary", "necessary")
    desk.publish(EDITOR, staged)
    assert desk.statements(EDITOR, "nortaxine")[0].direction.value == "for"
    assert desk.staged(EDITOR) == ""
    assert desk.before(EDITOR) == published
    assert desk.roll_back(EDITOR) == published
    assert desk.statements(EDITOR, "nortaxine")[0].direction.value == "against"


def test_whom_a_statement_speaks_of_is_part_of_what_changes(desk) -> None:
    """And of two corrections before a build the later one counts."""
    desk.correct(EDITOR, "nortaxine!1", {"conditions": ["gout"]})
    desk.correct(EDITOR, "nortaxine!1", {"conditions": ["Severn fever"]})
    report = desk.stage(EDITOR, silent)
    assert not report.stale_corrections
    (changed,) = desk.changes(EDITOR, desk.staged(EDITOR)).statements
    assert "Marlow syndrome]" in changed.lost[0]
    assert "Severn fever]" in changed.gained[0]
    told = _difference([changed])
    assert "statements that come: 1, that go: 1" in told
    assert "Severn fever]" in told


def test_a_statement_that_is_none_is_dropped(desk) -> None:
    desk.correct(EDITOR, "nortaxine!1", {}, drop=True)
    desk.stage(EDITOR, silent)
    desk.publish(EDITOR, desk.staged(EDITOR))
    assert desk.statements(EDITOR, "nortaxine") == ()


@pytest.mark.parametrize("statement_id", ["nortaxine!9", "gone!1", ""])
def test_a_statement_that_is_not_there_cannot_be_corrected(desk, settings, statement_id) -> None:
    with pytest.raises(IndexMissingError):
        desk.correct(EDITOR, statement_id, {"direction": "for"})
    assert not (settings.corpus_dir / "corrections").exists()


def test_an_unknown_snapshot_is_not_published(desk) -> None:
    with pytest.raises(GuidelineError):
        desk.publish(EDITOR, "../../etc")


# --- the page -------------------------------------------------------------------------------------


@pytest.fixture
def page(settings, monkeypatch, desk):
    monkeypatch.setattr(app.ui.library_page, "shared_librarian", lambda: desk)
    monkeypatch.setattr(app.ui.service, "load_settings", lambda: settings)
    app.ui.service.shared_settings.clear()
    app.ui.library_page.shared_librarian = lambda: desk
    user = {"is": EDITOR}
    monkeypatch.setattr(app.ui.visitor, "identify", lambda _settings: user["is"])
    yield user
    app.ui.service.shared_settings.clear()


def visit():
    at = AppTest.from_function(_drawn, default_timeout=60)
    at.run()
    assert not at.exception
    return at


def _drawn():
    from app.ui.library_page import main  # noqa: PLC0415 - runs as a script of its own

    main()


def again(at):
    at.run()
    assert not at.exception
    return at


def html(at):
    return "\n".join(element.proto.body for element in at.get("html"))


def press(at, label):
    next(b for b in at.button if b.label == label).click()
    return again(at)


@pytest.mark.attack
def test_the_table_shows_titles_as_text(page) -> None:  # noqa: ARG001
    at = visit()
    assert "Policy on &lt;b&gt;nortaxine&lt;/b&gt;" in html(at)
    assert re.search(r"\b1 statement\b(?!s)", html(at))
    at.text_input[0].set_value("no such thing")
    assert "0 documents" in html(again(at))


def test_a_document_is_opened_and_put_right(page, settings) -> None:  # noqa: ARG001
    at = visit()
    at.selectbox[0].set_value("nortaxine")
    again(at)
    assert f"<mark>{REFUSED}</mark>" in html(at)
    assert "<dt>Says</dt><dd>against</dd>" in html(at)
    next(s for s in at.selectbox if s.label == "It says").set_value("for")
    press(at, "Write down the correction")
    assert "Written down" in at.success[0].value
    assert 'direction = "for"' in (settings.corpus_dir / "corrections/nortaxine.toml").read_text()


def test_a_form_that_changes_nothing_writes_nothing(page, settings) -> None:  # noqa: ARG001
    at = visit()
    at.selectbox[0].set_value("nortaxine")
    again(at)
    press(at, "Write down the correction")
    assert "Nothing is changed" in at.warning[0].value
    assert not (settings.corpus_dir / "corrections").exists()


def test_going_back_is_asked_twice(page, desk, settings) -> None:  # noqa: ARG001
    """The first control opens a question; what takes effect for everybody lies behind it."""
    (settings.corpus_dir / "more.md").write_text(
        FRONT.format(doc_id="more", title="More") + COVERED, encoding="utf-8"
    )
    first = desk.current()
    desk.stage(EDITOR, silent)
    desk.publish(EDITOR, desk.staged(EDITOR))
    at = visit()
    at.session_state["library-view"] = "Publish"
    again(at)
    assert f"Publish {first} again" in " ".join(text.value for text in at.markdown).replace(
        "\\", ""
    )
    assert desk.current() != first
    press(at, "See what going back changes")
    assert "more: statements that come: 0, that go: 1" in html(at)
    assert "Questions asked: 0. Answers that change: 0." in html(at)
    assert desk.current() != first
    press(at, "Publish it again")
    assert desk.current() == first
    assert "Published again" in at.success[0].value
    assert f"Published: {first}" in html(at)  # and not what was published before the click


def test_a_reviewer_sees_documents_and_no_forms(page) -> None:
    page["is"] = REVIEWER
    at = visit()
    shown = [option for group in at.get("button_group") for option in group.options]
    assert not {"Add or replace", "Publish"} & {str(option) for option in shown}
    at.selectbox[0].set_value("nortaxine")
    again(at)
    assert not [b for b in at.button if b.label == "Write down the correction"]


def test_a_clinician_is_told_that_he_may_not(page) -> None:
    page["is"] = CLINICIAN
    at = visit()
    assert "you may not do this" in at.error[0].value
    assert "nortaxine" not in html(at)
