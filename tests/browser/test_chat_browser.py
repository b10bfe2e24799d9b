"""The chat page in a real headless Chromium, at the width of a desk and of a phone."""

import re
import time
from pathlib import Path

import pytest

from tests.browser.steps import WAIT_MS, open_sidebar, settled, still

pytestmark = pytest.mark.browser

WIDTHS = {"desk": (1280, 900), "phone": (390, 844)}
QUESTION_BOX = "Ask about a treatment and a condition"
FOLLOW_UP_BOX = "Ask a follow-up question"
FIRST_PAINT_MS = (
    "performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? 0"  # 0: not yet
)
# The new answer begins where the reader is: neither far below, nor scrolled past.
IN_SIGHT = """n => {
    const top = document.querySelectorAll('.gq-banner')[n].getBoundingClientRect().top;
    return top >= 0 && top < innerHeight;
}"""
OVERFLOW = "document.documentElement.scrollWidth > innerWidth"
# What runs off the right edge of the window; tables and long words are the usual culprits. The
# links to the parts stand in one line that scrolls.
OUTSIDE = """() => [...document.querySelectorAll('[data-testid=stMain] *')]
    .filter(e => e.getBoundingClientRect().right > innerWidth + 1
        && getComputedStyle(e).clipPath === 'none' && e.offsetWidth > 0
        && !e.closest('.gq-contents'))
    .map(e => e.className || e.tagName)"""


@pytest.fixture(params=WIDTHS)
def size(request):
    return request.param


@pytest.fixture
def page(browser, stub_server, size):
    width, height = WIDTHS[size]
    context = browser.new_context(viewport={"width": width, "height": height})
    context.set_default_timeout(WAIT_MS)
    page = context.new_page()
    page.requested = []
    page.on("request", lambda request: page.requested.append(request.url))
    page.failures = []
    page.on("pageerror", lambda error: page.failures.append(str(error)))
    page.on("dialog", lambda dialog: page.failures.append(dialog.message))
    page.goto(stub_server)
    page.get_by_placeholder(QUESTION_BOX).wait_for()
    settled(page)
    yield page
    assert not page.failures
    context.close()


def ask(page, question, box=QUESTION_BOX):
    n = page.locator(".gq-banner").count()
    page.get_by_placeholder(box).fill(question)
    page.keyboard.press("Enter")
    page.locator(".gq-banner").nth(n).wait_for()
    page.locator(".gq-foot").nth(n).wait_for()
    page.get_by_placeholder(FOLLOW_UP_BOX).wait_for()
    settled(page)


def whole(page, path):
    """A picture of the whole page: the text scrolls in an element of its own."""
    height = page.evaluate("document.querySelector('[data-testid=stMain]').scrollHeight")
    size = page.viewport_size
    page.set_viewport_size({"width": size["width"], "height": min(height + 100, 15_000)})
    page.screenshot(path=path)
    page.set_viewport_size(size)


def test_a_question_is_answered_in_sight(page, size, tmp_path) -> None:
    ask(page, "Is examplemab covered?")
    banner = page.locator(".gq-banner")
    assert "Not necessary" in banner.inner_text()
    assert banner.evaluate("e => e.getBoundingClientRect().top") < WIDTHS[size][1]
    assert banner.evaluate("e => e.getBoundingClientRect().top") >= 0
    for title in ("Understood as", "Why this verdict", "What each source says", "References"):
        assert page.get_by_role("heading", name=title, exact=True).count() == 1
    assert not page.evaluate(OVERFLOW)
    assert not page.evaluate(OUTSIDE)
    whole(page, tmp_path / f"answer-{size}.png")


def test_a_mark_opens_the_passage_by_keyboard(page) -> None:
    ask(page, "Is examplemab covered?")
    mark = page.locator(".gq-claims .gq-mark > summary").first
    evidence = page.locator(".gq-claims .gq-evidence").first
    assert not evidence.is_visible()
    mark.focus()
    page.keyboard.press("Enter")
    evidence.wait_for()
    assert evidence.locator("mark").inner_text().startswith("Example Health considers examplemab")
    assert "How we read this sentence" in evidence.inner_text()
    link = evidence.get_by_role("link", name="Open the primary source")
    assert link.get_attribute("href") == "https://example.org/policy?id=12&v=2"
    assert link.get_attribute("target") == "_blank"
    assert not page.evaluate(OUTSIDE)


def test_several_marks_stand_in_one_line(page) -> None:
    ask(page, "Is it covered? several marks")
    marks = page.locator(".gq-claims li").first.locator(".gq-mark > summary")
    tops = {round(mark.bounding_box()["y"]) for mark in marks.all()}
    assert marks.count() == 3
    assert len(tops) < marks.count()


def test_follow_up_keeps_the_conversation_and_new_case_ends_it(page, size) -> None:
    ask(page, "Is examplemab covered?")
    page.get_by_role("button", name="And for sample neuropathy?").click()
    page.locator(".gq-foot").nth(1).wait_for()
    settled(page)
    page.wait_for_function(IN_SIGHT, arg=1)
    ask(page, "A third one", FOLLOW_UP_BOX)
    page.wait_for_function(IN_SIGHT, arg=2)
    assert page.locator(".gq-asked").count() == 3
    open_sidebar(page, size)
    page.get_by_role("button", name="New case").click()
    page.get_by_placeholder(QUESTION_BOX).wait_for()
    page.locator(".gq-banner").first.wait_for(state="detached")


def test_payer_date_and_case_file(page, size, tmp_path) -> None:
    open_sidebar(page, size)
    page.get_by_role("textbox", name="Payer").fill("Example Health")
    page.get_by_test_id("stFileUploaderDropzoneInput").set_input_files(
        {"name": "note.txt", "mimeType": "text/plain", "buffer": b"Strength is 4/5."}
    )
    page.get_by_text("note.txt is the payer's policy and may decide").wait_for()
    settled(page)
    assert page.locator(".gq-read").inner_text() == "Read: note.txt"
    page.screenshot(path=tmp_path / f"case-{size}.png")
    assert not page.evaluate(OVERFLOW)


def test_who_reads_is_a_choice_in_the_page(page, size) -> None:
    ask(page, "Is examplemab covered?")
    open_sidebar(page, size)
    page.get_by_role("combobox", name=re.compile("Which best describes you")).click()
    page.get_by_role("option", name="Patient or caregiver").click()
    page.get_by_text("The sources found here do not support this treatment.").wait_for()
    settled(page)
    assert "Not necessary" in page.locator(".gq-banner").inner_text()


def test_the_page_asks_no_other_host(page) -> None:
    ask(page, "Is examplemab covered?")
    elsewhere = [
        url
        for url in page.requested
        if not re.match(r"(https?|wss?)://127\.0\.0\.1:|data:|blob:", url)
    ]
    assert elsewhere == []


@pytest.mark.attack
def test_no_word_of_a_document_acts(page) -> None:
    ask(page, "hostile")
    main = page.get_by_test_id("stMain")
    assert main.locator("img, iframe, object, embed, form").count() == 0
    assert "alert" not in "".join(main.locator("script").all_text_contents())
    assert "<script>alert('x')</script>" in main.inner_text()
    assert main.locator("a[href*=evil], a[href^=javascript]").count() == 0
    assert main.is_visible()
    assert not page.evaluate(OUTSIDE)
    assert not [url for url in page.requested if "evil" in url]


def test_two_browsers_share_no_session(browser, stub_server, page) -> None:
    ask(page, "A secret of the first browser")
    other = browser.new_context().new_page()
    other.set_default_timeout(WAIT_MS)
    other.goto(stub_server)
    other.get_by_placeholder(QUESTION_BOX).wait_for()
    settled(other)
    assert "secret" not in other.content()
    other.context.close()


def test_an_answer_is_there_within_a_second(page) -> None:
    took = []
    for box in (QUESTION_BOX, FOLLOW_UP_BOX, FOLLOW_UP_BOX):
        begin = time.perf_counter()
        ask(page, "Is examplemab covered?", box)
        took.append(time.perf_counter() - begin)
    assert min(took) < 5  # about 0.5 s alone; the machine may be busy


def test_the_page_paints_soon_once_the_server_is_warm(browser, stub_server, page) -> None:
    ask(page, "Is examplemab covered?")
    took = []
    for _ in range(3):
        context = browser.new_context()
        visitor = context.new_page()
        visitor.goto(stub_server)
        visitor.get_by_placeholder(QUESTION_BOX).wait_for(timeout=WAIT_MS)
        took.append(visitor.evaluate(FIRST_PAINT_MS))
        context.close()
    assert 0 < min(took) < 5000  # about 850 alone; the machine may be busy


def test_a_mark_leads_to_the_document_at_the_quote(page) -> None:
    ask(page, "Is examplemab covered?")
    page.locator(".gq-claims .gq-mark > summary").first.click()
    link = page.locator(".gq-claims .gq-evidence").first.get_by_role(
        "link", name="See the document"
    )
    with page.context.expect_page() as opened:
        link.click()
    document = opened.value
    document.get_by_role("heading", name="Examplemab: Medical Policy").wait_for()
    marked = document.locator(".gq-text mark")
    assert marked.inner_text().startswith("Example Health considers examplemab unproven")
    assert not document.evaluate(OUTSIDE)
    settled(document)
    check_axe(document)
    document.close()


def test_the_whole_way_by_keyboard(page, size) -> None:
    """Ask, open a mark, go on with a follow-up, and start anew: no mouse."""
    page.get_by_placeholder(QUESTION_BOX).focus()
    page.keyboard.type("Is examplemab covered?")
    page.keyboard.press("Enter")
    page.locator(".gq-foot").first.wait_for()
    page.get_by_placeholder(FOLLOW_UP_BOX).wait_for()
    settled(page)
    reached = tab_through(page, "And for sample neuropathy?")
    assert any("open the passage" in name for name in reached)
    assert any("Change the question" in name for name in reached)
    assert any("Only for chronic sample fatigue" in name for name in reached)
    page.keyboard.press("Enter")
    page.locator(".gq-foot").nth(1).wait_for()
    settled(page)
    if size == "phone":
        return  # the panel is closed there; its button is tried by the other tests
    page.get_by_role("button", name="New case").focus()
    page.keyboard.press("Enter")
    page.get_by_placeholder(QUESTION_BOX).wait_for()


@pytest.mark.parametrize("opens", ["Save this answer", "Change the question", "Feedback"])
def test_the_focus_enters_what_opens_and_comes_back(page, opens) -> None:
    ask(page, "Is examplemab covered?")
    opener = page.get_by_role("button", name=opens)
    opener.focus()
    page.keyboard.press("Enter")
    page.wait_for_function(f"{INSIDE}.contains(document.activeElement)")
    page.keyboard.press("Escape")
    page.get_by_test_id("stPopoverBody").wait_for(state="detached")
    page.wait_for_function("e => e === document.activeElement", arg=opener.element_handle())


INSIDE = "document.querySelector('[data-testid=stPopoverBody]')"


def test_the_open_criteria_are_two_steps_of_the_keyboard_away(page, size, tmp_path) -> None:
    ask(page, "Is examplemab covered?")
    opener = page.locator("summary", has_text="Answer the open criteria")
    opener.focus()
    page.keyboard.press("Enter")
    form = page.get_by_test_id("stForm").filter(has_text="counts as stated by you")
    form.get_by_role("radio").first.wait_for()
    still(page)
    reached = False
    for _ in range(2):
        page.keyboard.press("Tab")
        reached = reached or form.evaluate("e => e.contains(document.activeElement)")
    assert reached
    whole(page, tmp_path / f"criteria-{size}.png")
    assert not page.evaluate(OUTSIDE)
    check_axe(page)


FOCUSED = """() => { const e = document.activeElement;
    return (e.getAttribute('aria-label') || e.innerText || e.placeholder || '').trim(); }"""


def tab_through(page, wanted, most=120):
    """Names of what the tabulator reaches, up to the wanted one."""
    page.evaluate("document.querySelector('.gq-mark summary').focus()")
    names = []
    for _ in range(most):
        names.append(page.evaluate(FOCUSED))
        if wanted in names[-1]:
            return names
        page.keyboard.press("Tab")
    raise AssertionError(f"{wanted} is not reached: {names}")


def check_axe(page):
    """No barrier that axe-core knows, but for those of Streamlit's own parts, named."""
    package = pytest.importorskip("axe_playwright_python", reason="axe-core is not installed")
    script = Path(package.__file__).with_name("axe.min.js").read_text(encoding="utf-8")
    page.evaluate(script)
    found = page.evaluate("axe.run()")
    # Streamlit's own drop zone of the file uploader: minor, and its button beside it is fine.
    known = {"presentation-role-conflict"}
    assert len(found["passes"]) > 10
    faults = {
        fault["id"]: [node["html"][:200] for node in fault["nodes"]]
        for fault in found["violations"]
        if fault["id"] not in known
    }
    assert not faults


def test_axe_finds_no_barrier(page) -> None:
    ask(page, "Is examplemab covered?")
    page.locator(".gq-claims .gq-mark > summary").first.click()
    check_axe(page)


def test_axe_finds_no_barrier_before_a_question_and_in_the_panel(page, size) -> None:
    open_sidebar(page, size)
    page.get_by_test_id("stFileUploaderDropzoneInput").set_input_files(
        {"name": "note.txt", "mimeType": "text/plain", "buffer": b"Strength is 4/5."}
    )
    page.get_by_text("note.txt is the payer's policy and may decide").wait_for()
    still(page)
    check_axe(page)


def test_axe_finds_no_barrier_in_an_error(page) -> None:
    page.get_by_placeholder(QUESTION_BOX).fill("an index error please")
    page.keyboard.press("Enter")
    page.get_by_text("build it with guideline-ingest").wait_for()
    settled(page)
    check_axe(page)


@pytest.mark.attack
def test_files_and_names_of_one_browser_stay_there(browser, stub_server, page, size) -> None:
    """Two browsers at once: a file that one brings is nowhere in the other."""
    open_sidebar(page, size)
    page.get_by_test_id("stFileUploaderDropzoneInput").set_input_files(
        {"name": "secret-note.txt", "mimeType": "text/plain", "buffer": b"A secret result."}
    )
    page.get_by_text("secret-note.txt is the payer's policy").wait_for()
    other = browser.new_context().new_page()
    other.set_default_timeout(WAIT_MS)
    other.goto(stub_server)
    other.get_by_placeholder(QUESTION_BOX).wait_for()
    settled(other)
    other.get_by_placeholder(QUESTION_BOX).fill("Is examplemab covered?")
    other.keyboard.press("Enter")
    other.locator(".gq-foot").first.wait_for()
    settled(other)
    assert "secret" not in other.content()
    other.context.close()


def test_sentences_appear_while_the_model_writes_and_the_stop_button_gives_the_answer(page):
    page.get_by_text("runs on this machine").wait_for()
    page.get_by_placeholder(QUESTION_BOX).fill("Is it written slowly?")
    page.keyboard.press("Enter")
    # The words of a document are shown as words, whatever they look like.
    page.get_by_text("A sentence that has passed <b>its</b> checks.").wait_for()
    page.get_by_text("Checking sentences: 1 passed").wait_for()
    started = time.monotonic()
    page.get_by_role("button", name="Stop the language model").click()
    page.locator(".gq-banner").first.wait_for()
    assert time.monotonic() - started < 15  # unstopped it takes 30


def bring(page, *names):
    # Streamlit 1.67 drops its answer to the uploader where a run of the page begins in that very
    # moment: a person's file dialog takes longer, a test may not.
    settled(page)
    page.get_by_test_id("stFileUploaderDropzoneInput").set_input_files(
        [{"name": name, "mimeType": "text/plain", "buffer": b"Strength is 4/5."} for name in names]
    )
    for name in names:
        page.get_by_text(f"{name} is the payer's policy and may decide").wait_for()
    settled(page)


def test_what_was_said_of_a_file_stays_when_another_is_taken_away(page, size) -> None:
    open_sidebar(page, size)
    bring(page, "note.txt", "plan.txt")
    page.get_by_text("plan.txt is the payer's policy").click()
    page.get_by_role("switch", name=re.compile("plan"), checked=True).wait_for()
    settled(page)
    page.get_by_role("button", name="Remove note.txt").click()
    page.get_by_text("note.txt is the payer's policy").wait_for(state="detached")
    settled(page)
    assert page.get_by_role("switch", name=re.compile("plan")).is_checked()


def test_the_case_outlives_a_look_at_another_page(page, size) -> None:
    ask(page, "Is examplemab covered?")
    open_sidebar(page, size)
    page.get_by_role("combobox", name=re.compile("Which best describes you")).click()
    page.get_by_role("option", name="Patient or caregiver").click()
    page.get_by_text("The sources found here do not support this treatment.").wait_for()
    payer = page.get_by_role("textbox", name="Payer")
    payer.fill("Example Health")
    payer.press("Enter")
    bring(page, "note.txt")
    page.get_by_test_id("stSidebarNav").get_by_text("History").click()
    page.get_by_role("heading", name="History", exact=True).wait_for()
    settled(page)
    assert page.title() == "History · Guideline questions"
    assert not payer.is_visible()
    page.get_by_test_id("stSidebarNav").get_by_text("Ask").click()
    page.get_by_text("The sources found here do not support this treatment.").wait_for()
    settled(page)
    assert payer.input_value() == "Example Health"
    assert page.get_by_text("note.txt is the payer's policy and may decide").is_visible()


def test_who_has_shut_the_panel_sees_what_is_asked_with(page, size, check_axe, tmp_path) -> None:
    open_sidebar(page, size)
    payer = page.get_by_role("textbox", name="Payer")
    payer.fill("Example Health")
    payer.press("Enter")
    bring(page, "note.txt", "plan.txt")
    page.get_by_text("plan.txt is the payer's policy").click()
    beside = page.locator(".gq-with")
    beside.get_by_text("The payer's policy: plan.txt").wait_for(state="attached")
    assert not beside.is_visible(), "the panel says it"
    page.get_by_test_id("stSidebar").hover()
    page.get_by_test_id("stSidebarCollapseButton").get_by_role("button").click()
    beside.wait_for()
    still(page)
    assert beside.inner_text().splitlines() == [
        "Payer: Example Health",
        "Case material: note.txt",
        "The payer's policy: plan.txt",
    ]
    page.screenshot(path=tmp_path / f"shut-{size}.png")
    check_axe(page)
    assert not page.evaluate(OUTSIDE)


def test_what_is_typed_while_an_answer_is_written_is_asked_after_it(page) -> None:
    box = page.get_by_placeholder(QUESTION_BOX)
    box.fill("Is it written slowly?")
    page.keyboard.press("Enter")
    page.get_by_text("Checking sentences: 1 passed").wait_for()
    assert page.locator(".gq-asking").inner_text() == "Is it written slowly?"
    box.fill("Is examplemab covered?")
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Stop the language model").click()
    page.locator(".gq-foot").nth(1).wait_for()
    settled(page)
    assert page.locator(".gq-asked").all_inner_texts() == [
        "You asked:\nIs it written slowly?",
        "You asked:\nIs examplemab covered?",
    ]


def test_the_keyboard_does_not_walk_through_a_panel_that_is_shut(page, size) -> None:
    if size == "desk":
        page.get_by_test_id("stSidebar").hover()  # the button is shown to the mouse alone
        page.get_by_test_id("stSidebarCollapseButton").get_by_role("button").click()
    page.get_by_test_id("stExpandSidebarButton").wait_for()
    still(page)
    page.evaluate("document.activeElement.blur()")
    reached = []
    for _ in range(4):
        page.keyboard.press("Tab")
        reached.append(page.evaluate("document.activeElement.dataset.testid"))
    assert "stChatInputTextArea" in reached, reached
    open_sidebar(page, "phone")
    assert page.get_by_role("textbox", name="Payer").is_visible()
