"""The history in a real headless Chromium: after a reload, and all that can be done with it."""

import re
from pathlib import Path

import pytest

from tests.browser.steps import WAIT_MS, close_sidebar, open_sidebar, settled, still

pytestmark = pytest.mark.browser

ACTS = ("Open", "Rename", "Export", "Delete")
WIDTHS = {"desk": (1280, 900), "phone": (390, 844)}
QUESTION_BOX = "Ask about a treatment and a condition"
OVERFLOW = "document.documentElement.scrollWidth > innerWidth"


@pytest.fixture(params=WIDTHS)
def size(request):
    return request.param


@pytest.fixture
def page(browser, stub_server, size):
    width, height = WIDTHS[size]
    context = browser.new_context(
        viewport={"width": width, "height": height}, accept_downloads=True
    )
    context.set_default_timeout(WAIT_MS)
    page = context.new_page()
    page.failures = []
    page.on("pageerror", lambda error: page.failures.append(str(error)))
    page.goto(stub_server)
    page.get_by_placeholder(QUESTION_BOX).wait_for()
    settled(page)
    yield page
    assert not page.failures
    context.close()


def ask(page, question):
    page.get_by_placeholder(QUESTION_BOX).fill(question)
    page.keyboard.press("Enter")
    page.locator(".gq-foot").first.wait_for()
    page.wait_for_url(re.compile(r"conversation=[0-9a-f]{32}"))
    settled(page)


def open_history(page, size):
    open_sidebar(page, size)
    page.get_by_role("link", name="History").click()
    page.get_by_role("heading", name="History").wait_for()
    settled(page)
    close_sidebar(page, size)


def test_a_reload_keeps_the_conversation(page, size) -> None:
    ask(page, f"Is examplemab covered on a {size}?")
    page.reload()
    page.locator(".gq-foot").wait_for()
    settled(page)
    assert f"Is examplemab covered on a {size}?" in page.locator(".gq-asked").inner_text()
    page.locator(".gq-claims .gq-mark > summary").first.click()
    page.locator(".gq-claims .gq-evidence mark").first.wait_for()


@pytest.mark.parametrize(
    ("path", "title"),
    [
        ("ask", "Guideline questions"),
        ("chat", "Guideline questions"),
        ("conversations", "History"),
        ("queue", "Review"),
        ("documents", "Library"),
    ],
)
def test_a_path_that_people_type_leads_to_its_page(page, stub_server, path, title) -> None:
    page.goto(f"{stub_server}/{path}")
    page.get_by_role("heading", name=title, exact=True).wait_for()
    assert page.get_by_text("Page not found").count() == 0


def test_a_conversation_opens_under_a_path_that_people_type(page, stub_server, size) -> None:
    ask(page, f"Is a path covered on a {size}?")
    page.goto(f"{stub_server}/ask?{page.url.partition('?')[2]}")
    page.locator(".gq-asked", has_text=f"Is a path covered on a {size}?").wait_for()


def fits(page):
    """Whether what can be done with a conversation stands side by side, on a phone too."""
    acts = [page.get_by_role("button", name=name, exact=True) for name in ACTS]
    in_one_row = len({round(act.bounding_box()["y"]) for act in acts}) == 1
    return in_one_row and not page.evaluate(OVERFLOW)


def test_a_conversation_is_found_renamed_exported_and_deleted(page, size, tmp_path) -> None:
    title = f"Is examplemab covered for zebras on a {size}?"
    ask(page, title)
    open_history(page, size)
    page.get_by_role("textbox", name="Search").fill(f"zebras {size}")
    page.keyboard.press("Enter")
    page.wait_for_function("document.querySelectorAll('.gq-kept').length === 1")
    settled(page)
    assert page.locator(".gq-kept").inner_text() == title
    page.screenshot(path=tmp_path / f"history-{size}.png")
    assert fits(page)

    page.get_by_role("button", name="Export").click()
    for label, start in (("Word", b"PK"), ("PDF", b"%PDF"), ("JSON", b"{"), ("Markdown", b"# ")):
        with page.expect_download() as waiting:
            page.get_by_role("button", name=label, exact=True).click()
        assert waiting.value.path().read_bytes().startswith(start)
    page.keyboard.press("Escape")
    page.get_by_test_id("stPopoverBody").wait_for(state="detached")

    page.get_by_role("button", name="Rename").click()
    page.get_by_role("textbox", name="New title").fill("zebras of May")
    page.screenshot(path=tmp_path / f"history-rename-{size}.png")
    page.get_by_role("button", name="Rename it").click()
    page.locator(".gq-kept", has_text="zebras of May").wait_for()
    settled(page)
    page.keyboard.press("Escape")
    page.get_by_test_id("stPopoverBody").wait_for(state="detached")

    page.get_by_role("button", name="Delete").click()
    page.get_by_text("Delete “zebras of May” with all its questions and answers?").wait_for()
    still(page)
    page.screenshot(path=tmp_path / f"history-delete-{size}.png")
    page.get_by_role("button", name="Delete it").click()
    page.get_by_text("Nothing found: try other words.").wait_for()


def test_a_conversation_is_opened_again(page, size) -> None:
    ask(page, f"A first one on a {size}")
    open_history(page, size)
    page.get_by_role("button", name="Open").first.click()
    page.locator(".gq-asked", has_text=f"A first one on a {size}").wait_for()
    settled(page)
    page.wait_for_url(re.compile(r"conversation=[0-9a-f]{32}"))


def test_axe_finds_no_barrier(page, size) -> None:
    package = pytest.importorskip("axe_playwright_python", reason="axe-core is not installed")
    script = Path(package.__file__).with_name("axe.min.js").read_text(encoding="utf-8")
    ask(page, f"Is examplemab covered on a {size}?")
    open_history(page, size)
    page.locator(".gq-kept").first.wait_for()
    still(page)
    page.evaluate(script)
    assert page.evaluate("axe.run()")["violations"] == []
