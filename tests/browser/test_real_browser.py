"""The pages over a real index, database and model address, also while these come, change and go."""

import io
import json
import os
import re
import sqlite3
import subprocess
import sys
import zipfile

import pytest
from reportlab.pdfgen.canvas import Canvas

from ingest.build import build
from ingest.index.verify import verify
from ingest.settings import PROJECT_ROOT, load_settings
from tests.browser.steps import WAIT_MS, close_sidebar, open_sidebar, settled, still

pytestmark = pytest.mark.browser

WIDTHS = {"desk": (1280, 900), "phone": (390, 844)}
QUESTION_BOX = "Ask about a treatment and a condition"
FOLLOW_UP_BOX = "Ask a follow-up question"
QUESTION = "Is nortaxine covered for Marlow syndrome?"
REFUSED = "Nortaxine is considered unproven for Marlow syndrome."
FRONT = (
    "---\nid: {name}\ntitle: {title}\nkind: coverage_policy\npayer: Example Health\n"
    "publisher: Example Health\nyear: 2025\n---\n\n# {title}\n\n## Coverage\n\n{text}\n"
)
START = PROJECT_ROOT / "app" / "ui" / "start.py"
# What runs off the right edge of the window.
OUTSIDE = """() => [...document.querySelectorAll('[data-testid=stMain] *')]
    .filter(e => e.getBoundingClientRect().right > innerWidth + 1
        && getComputedStyle(e).clipPath === 'none' && e.offsetWidth > 0
        && !e.closest('.gq-contents'))
    .map(e => e.className || e.tagName)"""
NOBODY_LISTENS = "http://127.0.0.1:9/v1"  # the port of "discard": refused at once
STOP_S = 60  # what is loaded is let go first


class House:
    """A corpus, its index and its records in a folder, and the server of the pages over them."""

    def __init__(self, folder, serving):
        self.folder, self.serving = folder, serving
        self.corpus, self.index = self.folder / "corpus", self.folder / "index"
        self.database = self.folder / "records" / "records.sqlite3"
        self.corpus.mkdir(parents=True)
        (self.corpus / "nortaxine.md").write_text(
            FRONT.format(name="nortaxine", title="Policy on nortaxine", text=REFUSED)
        )
        self.settings = {
            "CORPUS_DIR": self.corpus,
            "INDEX_DIR": self.index,
            "RECORDS_TIMEOUT_S": 1,
            "LLM_RETRIES": 0,
        }

    def build(self):
        ours = {f"GUIDELINE_QA_{name}": str(value) for name, value in self.settings.items()}
        with pytest.MonkeyPatch.context() as patch:
            for name, value in ours.items():
                patch.setenv(name, value)
            settings = load_settings()
        build([self.corpus], self.index, settings)

    def start(self, **further):
        with self.folder.joinpath("log.txt").open("a") as log:
            return self.serving(START, log, **self.settings, **further)


@pytest.fixture(scope="module")
def house(tmp_path_factory, serving):
    found = House(tmp_path_factory.mktemp("faults"), serving)
    process, found.address = found.start()
    yield found
    process.terminate()
    process.wait(timeout=STOP_S)


@pytest.fixture
def visit(browser):
    """Open an address in a browser of its own; no page may end in a traceback."""
    contexts = []

    def open_(address, size="desk"):
        width, height = WIDTHS[size]
        context = browser.new_context(viewport={"width": width, "height": height})
        context.set_default_timeout(WAIT_MS)
        contexts.append(context)
        page = context.new_page()
        page.goto(address)
        return page

    yield open_
    for context in contexts:
        for page in context.pages:
            assert page.get_by_test_id("stException").count() == 0
            assert "Traceback" not in page.content()
        context.close()


@pytest.fixture
def page(house, visit):
    if not (house.index / "current").exists():
        house.build()
    found = visit(house.address)
    found.get_by_placeholder(QUESTION_BOX).wait_for(timeout=WAIT_MS)
    settled(found)
    return found


def ask(page, question=QUESTION):
    n = page.locator(".gq-banner").count()
    page.get_by_placeholder(FOLLOW_UP_BOX if n else QUESTION_BOX).fill(question)
    page.keyboard.press("Enter")
    page.locator(".gq-foot").nth(n).wait_for(timeout=WAIT_MS)
    page.get_by_placeholder(FOLLOW_UP_BOX).wait_for()
    settled(page)
    return page.locator(".gq-verdict").nth(n).inner_text()


def told(page):
    """The one sentence of what is wrong."""
    alert = page.get_by_test_id("stAlert")
    alert.first.wait_for(timeout=WAIT_MS)
    settled(page)
    assert alert.count() == 1
    return alert.inner_text()


@pytest.mark.parametrize("size", WIDTHS)
def test_without_an_index_each_page_says_so_and_goes_on_once_it_is_there(
    check_axe, house, visit, size
) -> None:
    away = house.index.with_name("away")
    if house.index.exists():
        house.index.replace(away)
    page, desk = visit(house.address, size), visit(f"{house.address}/library", size)
    document = visit(f"{house.address}/document?id=nortaxine", size)
    if size == "desk":  # the pipeline that the other tests have opened has read its index already
        for shown in (page, document):
            assert "there is no index" in told(shown)
            check_axe(shown)
    assert "there is no index" in told(desk)
    assert not desk.evaluate(OUTSIDE)
    check_axe(desk)
    if away.exists():
        away.replace(house.index)
    else:
        house.build()
    settled(desk)
    desk.get_by_role("button", name="Try again").click()
    desk.get_by_text("1 document", exact=True).wait_for(timeout=WAIT_MS)
    if size == "desk":
        page.get_by_role("button", name="Try again").click()
        page.get_by_placeholder(QUESTION_BOX).wait_for(timeout=WAIT_MS)
        settled(page)
    assert "Not necessary" in ask(page)


def test_an_index_that_goes_while_the_page_is_open_is_one_sentence(house, page) -> None:
    ask(page)
    away = house.index.with_name("away")
    house.index.replace(away)
    try:
        page.get_by_placeholder(FOLLOW_UP_BOX).fill(QUESTION)
        page.keyboard.press("Enter")
        page.locator(".gq-asked").nth(1).wait_for(timeout=WAIT_MS)
        settled(page)
        if page.get_by_test_id("stAlert").count():  # else what was read of it goes on to answer
            assert "index" in told(page)
        assert "Not necessary" in page.locator(".gq-verdict").first.inner_text()
        page.locator(".gq-mark > summary").first.click()
        page.locator(".gq-evidence", has_text="unproven").first.wait_for()
    finally:
        away.replace(house.index)
    ask(page)


def test_an_editor_changes_what_an_open_page_is_answered(check_axe, house, page, visit) -> None:
    """Misread, put right, read anew, compared, published; and it outlives the next reading."""
    assert "Not necessary" in ask(page)
    desk = visit(f"{house.address}/library")
    put_right(desk, check_axe)
    assert 'direction = "for"' in (house.corpus / "corrections" / "nortaxine.toml").read_text()
    assert "Not necessary" in ask(page), "what is not published changes nothing"
    read_anew(desk)
    compare(desk, check_axe)
    assert "Not necessary" in ask(page), "nor does the look at what it would change"
    publish(desk)
    assert "Not necessary" not in ask(page), "the page was open all the while"
    add_a_document(desk)
    read_anew(desk)
    publish(desk)
    desk.get_by_text("Documents", exact=True).click()
    desk.get_by_text("1 corrected").wait_for()
    settled(desk)
    assert "Not necessary" not in ask(page), "the correction has outlived the reading"
    go_back(desk, check_axe)
    (house.corpus / "corrections" / "nortaxine.toml").unlink()
    house.build()
    assert "Not necessary" in ask(page)


def go_back(desk, check_axe):
    desk.get_by_text("Publish", exact=True).click()
    desk.locator("summary", has_text="Go back to the index before").click()
    desk.get_by_role("button", name="See what going back changes").click()
    desk.get_by_text(re.compile("Answers that change: ")).wait_for(timeout=WAIT_MS)
    still(desk)
    check_axe(desk)
    desk.get_by_role("button", name="Publish it again").click()
    desk.get_by_text("Published again").wait_for(timeout=WAIT_MS)
    settled(desk)
    assert not desk.evaluate(OUTSIDE)


def put_right(desk, check_axe):
    choose_document(desk)
    desk.get_by_role("button", name="This is misread").first.click()
    still(desk)
    choose(desk, "It says", "for")
    desk.get_by_role("textbox", name="Reason").fill("The table on page 3 says so.")
    still(desk)
    check_axe(desk)
    desk.get_by_role("button", name="Write down the correction").click()
    desk.get_by_text("Written down.").wait_for()
    settled(desk)


def compare(desk, check_axe):
    desk.get_by_role("button", name="See what it changes").click()
    change = desk.locator(".gq-change summary").filter(has_text=QUESTION)
    change.first.wait_for(timeout=WAIT_MS)
    still(desk)
    assert "Not necessary becomes Necessary" in change.first.inner_text()
    check_axe(desk)


def publish(desk):
    desk.get_by_role("button", name="Publish it", exact=True).click()
    desk.get_by_text("Published: the next question").wait_for(timeout=WAIT_MS)
    settled(desk)


def add_a_document(desk):
    desk.get_by_text("Add or replace", exact=True).click()
    text = FRONT.format(name="other", title="Policy on otherol", text="Otherol is unproven.")
    uploader = desk.get_by_test_id("stFileUploader").filter(has_text="A document")
    uploader.get_by_test_id("stFileUploaderDropzoneInput").set_input_files(
        {"name": "other.md", "mimeType": "text/markdown", "buffer": text.encode()}
    )
    uploader.get_by_text("other.md").wait_for()
    settled(desk)
    desk.get_by_role("button", name="Put into the corpus").click()
    desk.get_by_text("Written to").wait_for()
    settled(desk)


def choose(page, label, option):
    page.get_by_role("combobox", name=re.compile(label)).first.click()
    page.get_by_role("option", name=option, exact=True).click()


def choose_document(desk):
    desk.get_by_role("combobox", name=re.compile("Open a document")).click()
    desk.get_by_role("option", name=re.compile("nortaxine")).click()
    desk.get_by_text(re.compile("statements?, as (?:it was|they were) understood")).wait_for(
        timeout=WAIT_MS
    )
    settled(desk)


def read_anew(desk):
    desk.get_by_text("Publish", exact=True).click()
    desk.get_by_role("button", name="Read the corpus anew").click()
    desk.get_by_role("button", name="Publish it", exact=True).wait_for(timeout=WAIT_MS)
    settled(desk)


def test_a_locked_database_leaves_the_answer_and_is_one_sentence(
    check_axe, house, page, visit
) -> None:
    ask(page)
    history = visit(f"{house.address}/history")
    history.get_by_role("heading", name=QUESTION).first.wait_for(timeout=WAIT_MS)
    lock = sqlite3.connect(house.database, isolation_level=None)
    lock.execute("PRAGMA locking_mode = EXCLUSIVE")
    lock.execute("BEGIN EXCLUSIVE")
    try:
        ask(page)
        assert "This answer is not in your history" in told(page)
        assert "locked" in told(page)
        check_axe(page)
    finally:
        lock.rollback()
        lock.close()
    ask(page)
    assert page.get_by_text("This answer is not in your history").count() == 1


def test_a_database_that_is_gone_leaves_the_answer_and_each_page_says_so(
    check_axe, house, page, visit
) -> None:
    ask(page)
    away = house.database.parent.with_name("records-away")
    house.database.parent.replace(away)
    try:
        assert "Not necessary" in ask(page)
        assert "This answer is not in your history" in told(page)
        for name in ("history", "review"):
            other = visit(f"{house.address}/{name}")
            assert "database" in told(other)
            other.get_by_role("button", name="Try again").wait_for()
            check_axe(other)
    finally:
        away.replace(house.database.parent)
    other.get_by_role("button", name="Try again").click()
    other.get_by_test_id("stAlert").wait_for(state="detached")


def test_a_model_server_that_is_down_leaves_the_sources_own_words(check_axe, house, visit) -> None:
    if not (house.index / "current").exists():
        house.build()
    process, address = house.start(LLM_BASE_URL=NOBODY_LISTENS, LLM_MODEL="model-2026-01-01")
    try:
        page = visit(address)
        page.get_by_text("runs on this machine: nothing leaves it").wait_for(timeout=WAIT_MS)
        assert "Not necessary" in ask(page)
        assert REFUSED.lower() in page.locator(".gq-positions").inner_text().lower()
        notes = page.locator(".gq-part").filter(has=page.get_by_role("heading", name="Notes"))
        assert "model" in notes.inner_text()
        check_axe(page)
    finally:
        process.terminate()
        process.wait(timeout=STOP_S)


def a_note():
    """A note of two pages as a PDF."""
    file = io.BytesIO()
    canvas = Canvas(file)
    canvas.drawString(72, 760, "Clinical note")
    canvas.drawString(72, 730, "The history is on the next page.")
    canvas.showPage()
    canvas.drawString(72, 760, "Results")
    canvas.drawString(72, 730, "Strength of the legs is 4 of 5 on both sides.")
    canvas.drawString(72, 710, "Diagnosis: Marlow syndrome. Nortaxine is requested.")
    canvas.showPage()
    canvas.save()
    return file.getvalue()


@pytest.mark.parametrize("size", WIDTHS)
def test_a_page_of_the_case_opens_from_memory_over_the_answer(
    check_axe, house, visit, size, tmp_path
) -> None:
    if not (house.index / "current").exists():
        house.build()
    page = visit(house.address, size)
    page.get_by_placeholder(QUESTION_BOX).wait_for(timeout=WAIT_MS)
    settled(page)
    bring(page, size, "note.pdf", a_note())
    ask(page)
    assert "[Case Materials, p. 2]" in page.get_by_test_id("stMain").inner_text()
    page.locator("summary", has_text="Pages of the case materials").click()
    page.get_by_role("button", name="note.pdf, page 2").click()
    dialog = page.get_by_role("dialog")
    picture = dialog.get_by_role("img", name=re.compile("note.pdf, page 2 of 2, the quote marked"))
    picture.wait_for(timeout=WAIT_MS)
    page.wait_for_function("[...document.querySelectorAll('img')].every(i => i.naturalWidth > 100)")
    page.screenshot(path=tmp_path / f"case-page-{size}.png")
    check_axe(page)
    # Nothing lies over it that would take the first Escape, or a part of the page, for itself.
    assert page.get_by_test_id("stPopoverBody").count() == 0
    page.keyboard.press("Escape")
    dialog.wait_for(state="detached")
    assert not list(house.folder.rglob("*.pdf"))
    kept = b"".join(p.read_bytes() for p in house.folder.joinpath("records").rglob("*.sqlite3*"))
    assert b"4 of 5" not in kept


def bring(page, size, name, data):
    open_sidebar(page, size)
    page.get_by_test_id("stFileUploaderDropzoneInput").set_input_files(
        {"name": name, "mimeType": "application/octet-stream", "buffer": data}
    )
    page.get_by_text("is the payer's policy and may decide").wait_for()
    settled(page)
    close_sidebar(page, size)


def a_bomb():
    """A DOCX of some kilobytes whose text would be half a gigabyte."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("[Content_Types].xml", "<Types/>")
        made.writestr("word/document.xml", b"<w>" + b" " * (512 * 1024 * 1024) + b"</w>")
    return file.getvalue()


@pytest.mark.attack
@pytest.mark.parametrize(
    ("name", "data"),
    [
        pytest.param("bomb.docx", a_bomb, id="a file that unpacks without end"),
        pytest.param("broken.pdf", lambda: b"%PDF-1.7\n" + b"\0" * 500, id="a damaged file"),
        pytest.param("empty.txt", lambda: b"", id="an empty file"),
        pytest.param("<img src=x onerror=alert(1)>.docx", lambda: b"PK", id="markup for a name"),
    ],
)
def test_a_file_that_cannot_be_read_is_one_sentence_and_the_next_question_is_answered(
    check_axe, page, name, data
) -> None:
    shown = []
    page.on("dialog", lambda dialog: shown.append(dialog.message))
    bring(page, "desk", name, data())
    page.get_by_placeholder(QUESTION_BOX).fill(QUESTION)
    page.keyboard.press("Enter")
    assert name.split(".")[0] in told(page)
    check_axe(page)
    page.get_by_role("button", name="New case").click()
    page.get_by_placeholder(QUESTION_BOX).wait_for()
    # Streamlit draws the new page before it takes the old answer away.
    page.locator(".gq-banner").first.wait_for(state="detached")
    settled(page)
    assert "Not necessary" in ask(page)
    assert not shown


@pytest.mark.attack
def test_a_file_over_the_limit_is_refused_by_the_page(page) -> None:
    page.get_by_test_id("stFileUploaderDropzoneInput").set_input_files(
        {"name": "big.txt", "mimeType": "text/plain", "buffer": b"a" * (21 * 1024 * 1024)}
    )
    page.get_by_text(re.compile("20[.0]* ?MB or smaller")).wait_for(timeout=WAIT_MS)
    assert page.get_by_text("is the payer's policy and may decide").count() == 0


@pytest.mark.attack
def test_rapid_clicks_ask_once(page) -> None:
    page.get_by_placeholder(QUESTION_BOX).fill(QUESTION)
    page.keyboard.press("Enter")
    for _ in range(5):
        page.keyboard.press("Enter")
    page.locator(".gq-foot").first.wait_for(timeout=WAIT_MS)
    page.get_by_placeholder(FOLLOW_UP_BOX).wait_for()
    settled(page)
    assert page.locator(".gq-asked").count() == 1


def test_the_page_and_the_command_line_read_one_index_at_once(house, page) -> None:
    """Two processes of the command line ask while the server of the pages answers."""
    (house.corpus / "nortaxine.md").write_text(
        FRONT.format(name="nortaxine", title="Policy on nortaxine", text=REFUSED)
    )
    house.build()
    ours = {f"GUIDELINE_QA_{name}": str(value) for name, value in house.settings.items()}
    program = [sys.executable, "-m", "app.cli", "ask", QUESTION, "--json"]
    asking = [
        subprocess.Popen(  # noqa: S603 - our own program
            program, stdout=subprocess.PIPE, text=True, env={**os.environ, **ours}, cwd=PROJECT_ROOT
        )
        for _ in range(2)
    ]
    shown = []
    while any(process.poll() is None for process in asking):
        shown.append(ask(page))
    answers = [json.loads(process.communicate()[0]) for process in asking]
    assert shown
    assert all("Not necessary" in verdict for verdict in shown)
    assert {answer["verdict"] for answer in answers} == {"not_necessary"}
    published = (house.index / "current").read_text().split()[0]
    assert {answer["snapshot"] for answer in answers} == {published}
    assert verify(house.index / "snapshots" / published).faults == ()


_REFERENCES_IN_SIGHT = (
    "() => { const part = document.getElementById('answer-0-references'); if (!part) return false; "
    "const top = part.getBoundingClientRect().top; return top >= 0 && top < innerHeight; }"
)


_VERDICT_IN_SIGHT = (
    "() => { const top = document.querySelector('.gq-banner').getBoundingClientRect().top; "
    "return top >= 0 && top < innerHeight; }"
)


def heading_of(page, title):
    return page.get_by_role("heading", name=title, exact=True).last


@pytest.mark.parametrize("size", WIDTHS)
def test_a_link_under_the_verdict_brings_its_part_into_sight(house, page, visit, size) -> None:
    page = visit(house.address, size)
    page.get_by_placeholder(QUESTION_BOX).wait_for(timeout=WAIT_MS)
    settled(page)
    (house.corpus / "long.md").write_text(LONG)
    house.build()
    try:
        ask(page, "Is quellipram covered for Trent disease?")
        links = page.locator(".gq-contents a")
        assert links.count() >= 4
        page.wait_for_function(_VERDICT_IN_SIGHT)  # the page has scrolled to it by itself
        links.get_by_text("References").click()
        page.wait_for_function(_REFERENCES_IN_SIGHT)
        assert heading_of(page, "References").is_visible()
        assert "conversation=" in page.url, "and the address of the conversation stays"
    finally:
        (house.corpus / "long.md").unlink()
        house.build()


LONG = FRONT.format(
    name="long",
    title="Policy on quellipram",
    text="Quellipram is considered medically necessary for Trent disease when ALL of the following "
    "criteria are met:\n\n- The patient has failed nortaxine.\n- The patient is 18 years or older."
    "\n\nWe recommend rest for Trent disease.\n\nDo not offer zoltaril for Trent disease.\n\n"
    "Quellipram is considered unproven for Severn fever.\n\n"
    "Quellipram is considered medically necessary for Tyne ataxia.",
)


def test_feedback_on_a_citation_becomes_an_eval_case(check_axe, house, page, visit) -> None:
    ask(page)
    page.get_by_role("button", name="Feedback").click()
    about = page.get_by_role("combobox", name=re.compile("About"))
    about.click()
    assert page.get_by_role("option").nth(1).inner_text().startswith("[1] "), "no escapes"
    page.get_by_role("option").nth(1).click()
    words = page.get_by_role("textbox", name=re.compile("In your words"))
    words.fill("It speaks of <b>another</b> syndrome.")
    check_axe(page)
    words.press("Tab")
    page.get_by_role("button", name="Send", exact=True).press("Enter")
    page.get_by_text("Thank you").wait_for(timeout=WAIT_MS)
    settled(page)
    desk = visit(f"{house.address}/library")
    desk.get_by_text("Feedback", exact=True).click()
    desk.get_by_text("It speaks of <b>another</b> syndrome.").wait_for(timeout=WAIT_MS)
    settled(desk)
    desk.get_by_role("button", name="Make an eval case of it").first.click()
    why = desk.get_by_role("textbox", name="Why, in a sentence")
    why.fill("The policy speaks of Marlow syndrome.")
    why.press("Enter")
    desk.get_by_text("Save as a case file").wait_for(timeout=WAIT_MS)
    settled(desk)
    check_axe(desk)
    with desk.expect_download() as saved:
        desk.get_by_text("Save as a case file").click()
    text = saved.value.path().read_text()
    assert f'question = "{QUESTION}"' in text
    assert 'why = "The policy speaks of Marlow syndrome."' in text


@pytest.mark.parametrize("opens", ["Save this answer", "Change the question", "Feedback"])
@pytest.mark.parametrize("size", WIDTHS)
def test_axe_finds_no_barrier_in_what_opens_over_an_answer(
    check_axe, page, visit, size, opens
) -> None:
    page = visit(page.url, size)
    page.get_by_placeholder(QUESTION_BOX).wait_for(timeout=WAIT_MS)
    settled(page)
    ask(page)
    page.get_by_role("button", name=opens).click()
    page.get_by_test_id("stPopoverBody").wait_for()
    still(page)  # it fades in, and its colours with it
    check_axe(page)
    assert not page.evaluate("document.documentElement.scrollWidth > innerWidth")


@pytest.mark.parametrize("opens", ["Rename", "Export", "Delete"])
def test_axe_finds_no_barrier_in_what_opens_over_the_history(
    check_axe, house, page, visit, opens
) -> None:
    ask(page)
    history = visit(f"{house.address}/history", "phone")
    history.locator(".gq-kept").first.wait_for()
    settled(history)
    history.get_by_role("button", name=opens, exact=True).first.click()
    history.get_by_test_id("stPopoverBody").wait_for()
    still(history)
    check_axe(history)


def test_axe_finds_no_barrier_on_a_document(check_axe, house, page, visit) -> None:
    ask(page)
    for address in ("document?id=nortaxine&from=10&to=40", "document?id=none", "document"):
        document = visit(f"{house.address}/{address}", "phone")
        document.get_by_role("heading").first.wait_for(timeout=WAIT_MS)
        still(document)
        check_axe(document)
