"""Steps that the browser tests share: each waits for what proves that it is done.

Streamlit runs the page anew at every click and draws it piece by piece. What is clicked, typed or
read meanwhile may belong to the old page: a box is made anew, a button stands there twice, a text
is that of before. So a step waits for a thing that only the new page has, and then for the end of
the run. Nothing sleeps.
"""

WAIT_MS = 90_000  # the encoder loads with the first question, on a machine that may be busy
_AT_REST = "[data-testid='stApp'][data-test-script-state='notRunning']"
# Neither a fade nor a slide is under way; a spinner that turns without end does not count.
_STILL = """() => document.getAnimations().every(
    a => a.playState !== 'running' || a.effect?.getComputedTiming().endTime === Infinity)"""


def settled(page, timeout=WAIT_MS):
    """Wait until the page is drawn: call it after the wait for what the new page alone has."""
    page.locator(_AT_REST).wait_for(timeout=timeout)


def still(page):
    """Wait until what has opened stands there in its full colours."""
    settled(page)
    page.wait_for_function(_STILL)


def open_sidebar(page, size):
    """The panel at the left, which a phone keeps shut."""
    if size == "phone":
        page.get_by_test_id("stExpandSidebarButton").click()
        still(page)


def close_sidebar(page, size):
    if size == "phone":
        page.get_by_test_id("stSidebarCollapseButton").get_by_role("button").click()
        page.get_by_test_id("stExpandSidebarButton").wait_for()
        still(page)
