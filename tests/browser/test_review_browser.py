"""The way of an answer through the review in a real headless Chromium, at two widths."""

import re
from pathlib import Path

import pytest

from tests.browser.steps import WAIT_MS, close_sidebar, open_sidebar, settled, still

pytestmark = pytest.mark.browser

WIDTHS = {"desk": (1280, 900), "phone": (390, 844)}
QUESTION_BOX = "Ask about a treatment and a condition"
# The links of the desk stand at the top of what is in sight, and no sentence above them.
STUCK = """top => Math.abs(
    document.querySelector('.gq-desk-links').getBoundingClientRect().top - top) < 2"""
GROUND = "getComputedStyle(document.querySelector('.gq-desk-links')).backgroundColor"
OVERFLOW = "document.documentElement.scrollWidth > innerWidth"
REWORDED = "Offering stimulants for fatigue: we recommend against it."


@pytest.fixture(params=WIDTHS)
def size(request):
    return request.param


@pytest.fixture
def page(browser, stub_server, size):
    width, height = WIDTHS[size]
    context = browser.new_context(viewport={"width": width, "height": height})
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
    page.locator(".gq-status").first.wait_for()
    settled(page)


def ask_anew(page, question):
    page.goto(page.url.split("/review")[0])
    page.get_by_placeholder(QUESTION_BOX).wait_for()
    settled(page)
    ask(page, question)


def open_page(page, size, name):
    open_sidebar(page, size)
    page.get_by_role("link", name=name, exact=True).click()
    page.get_by_role("heading", name=name, exact=True).wait_for()
    settled(page)
    close_sidebar(page, size)


def whole(page, path):
    height = page.evaluate("document.querySelector('[data-testid=stMain]').scrollHeight")
    size = page.viewport_size
    page.set_viewport_size({"width": size["width"], "height": min(height + 100, 12_000)})
    page.screenshot(path=path)
    page.set_viewport_size(size)


def open_item(page, question):
    row = page.get_by_test_id("stVerticalBlock").filter(has=page.locator("h2", has_text=question))
    row.get_by_role("button", name="Open").last.click()
    page.get_by_role("heading", name="Sentences and their quotes").wait_for()
    settled(page)


def decide(page, act, told):
    page.get_by_role("button", name=act, exact=True).click()
    page.get_by_text(told).wait_for()
    settled(page)


def open_section(page, inside):
    """Of many sentences one section is open; what is worked on stays so when it is saved."""
    page.locator("details", has=page.locator(inside)).locator("> summary").click()


def test_an_answer_goes_from_the_question_to_its_approval(page, size, tmp_path) -> None:
    question = f"Is it covered in general on a {size}?"
    ask(page, question)
    assert "Review: Submitted" in page.locator(".gq-status").inner_text()
    whole(page, tmp_path / f"asked-{size}.png")
    open_page(page, size, "Review")
    whole(page, tmp_path / f"queue-{size}.png")
    open_item(page, question)
    page.get_by_role("textbox", name=re.compile("^Sentence 1:")).scroll_into_view_if_needed()
    page.screenshot(path=tmp_path / f"item-{size}.png")
    assert page.evaluate(GROUND) == "rgb(255, 255, 255)", "nothing shines through the links"
    page.evaluate("document.querySelector('[data-testid=stMain]').scrollTo(0, 900)")
    page.wait_for_function(STUCK, arg=60 if size == "phone" else 0)  # the bar of a phone has 60 px
    assert not page.evaluate(OVERFLOW)

    wording = page.get_by_role("textbox", name=re.compile("^Sentence 2:"))
    open_section(page, "textarea[aria-label^='Sentence 2:']")
    wording.fill("We recommend offering stimulants for fatigue.")
    page.get_by_role("button", name="Save the wording").click()
    page.get_by_text("its quotes do not carry these words").wait_for()
    settled(page)
    wording.fill(REWORDED)
    decide(page, "Save the wording", "changed the wording")

    page.get_by_role("textbox", name=re.compile("^Comment")).fill("Read it all.")
    decide(page, "Comment", "said: Read it all.")
    decide(page, "Approve", "approved it")
    assert "Approved" in page.locator(".gq-status").first.inner_text()
    whole(page, tmp_path / f"approved-{size}.png")

    ask_anew(page, question)
    page.get_by_text("Approved by This machine").wait_for()
    assert REWORDED in page.get_by_test_id("stMain").inner_text()
    whole(page, tmp_path / f"offered-{size}.png")


def test_a_case_is_reviewed_as_a_copy_that_was_seen(page, size, tmp_path) -> None:
    page.get_by_placeholder(QUESTION_BOX).fill(f"Mr Smith on a {size}, 30 g daily: is it covered?")
    page.keyboard.press("Enter")
    opener = page.get_by_text("Ask for a review of a copy without the case")
    opener.wait_for()
    settled(page)
    opener.click()
    page.get_by_role("textbox", name="The question in general words").fill(
        f"Is a copy covered in general on a {size}?"
    )
    page.get_by_role("button", name="Show the copy").click()
    page.get_by_text("This is a copy without the case").first.wait_for()
    settled(page)
    whole(page, tmp_path / f"copy-{size}.png")
    page.get_by_role("button", name="Submit this copy").click()
    page.get_by_text("Review of the copy without the case: Submitted").wait_for()
    settled(page)
    open_page(page, size, "Review")
    open_item(page, f"Is a copy covered in general on a {size}?")
    text = page.get_by_test_id("stMain").inner_text()
    assert "Smith" not in text
    assert "30 g daily" not in text


def test_axe_finds_no_barrier(page, size) -> None:
    package = pytest.importorskip("axe_playwright_python", reason="axe-core is not installed")
    script = Path(package.__file__).with_name("axe.min.js").read_text(encoding="utf-8")
    question = f"Is it covered in general for axe on a {size}?"
    ask(page, question)
    open_page(page, size, "Review")
    page.locator("h2.gq-kept").first.wait_for()
    still(page)
    page.evaluate(script)
    assert page.evaluate("axe.run()")["violations"] == []
    open_item(page, page.locator("h2.gq-kept").first.inner_text())
    still(page)
    assert page.evaluate("axe.run()")["violations"] == []
