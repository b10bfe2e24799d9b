"""Login by a real OpenID Connect provider on loopback, in real browsers, one for each person."""

import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest

from tests.browser.steps import WAIT_MS, settled

pytestmark = pytest.mark.browser

TESTS = Path(__file__).resolve().parents[1]
ROOT = TESTS.parent
QUESTION_BOX = "Ask about a treatment and a condition"
SECRET = 'a client\'s secret, with "quotes" and \\ signs'  # noqa: S105 - of the test's provider


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def wait_for(address, process):
    end = time.monotonic() + 60
    while time.monotonic() < end and process.poll() is None:
        try:
            with urllib.request.urlopen(address, timeout=2):  # noqa: S310
                return
        except OSError:
            time.sleep(0.1)
    pytest.fail(f"{address} did not start")


@pytest.fixture(scope="module")
def provider():
    port = free_port()
    program = [sys.executable, str(TESTS / "oidc_provider.py"), str(port), "pages", SECRET]
    process = subprocess.Popen(program)  # noqa: S603
    address = f"http://127.0.0.1:{port}/.well-known/openid-configuration"
    wait_for(address, process)
    yield address
    process.terminate()
    process.wait(timeout=10)


@pytest.fixture(scope="module")
def site(provider, tmp_path_factory):
    """The pages by `guideline-qa serve` with login on, over the hand-built pipeline."""
    folder = tmp_path_factory.mktemp("login")
    port = free_port()
    ours = {
        "RECORDS_DIR": folder / "records",
        "AUDIT_KEY_FILE": folder / "keys" / "audit.key",
        "OIDC_METADATA_URL": provider,
        "OIDC_CLIENT_ID": "pages",
        "OIDC_CLIENT_SECRET": SECRET,
        "OIDC_REDIRECT_URI": f"http://127.0.0.1:{port}/oauth2callback",
        "ROLE_PREFIX": "gq-",
        "CLINICIANS": "ann@clinic.example, ben@clinic.example",
    }
    environment = os.environ | {f"GUIDELINE_QA_{name}": str(value) for name, value in ours.items()}
    stub = Path(__file__).with_name("stub_page.py")
    starter = (
        "import app.cli, pathlib, sys; "
        "sys.modules['app.cli.serve'].START = pathlib.Path(sys.argv.pop(1)); app.cli.main()"
    )
    program = [sys.executable, "-c", starter, str(stub), "serve", "--port", str(port)]
    with (folder / "log.txt").open("w") as log:
        process = subprocess.Popen(  # noqa: S603
            program, cwd=ROOT, env=environment, stdout=log, stderr=subprocess.STDOUT
        )
        wait_for(f"http://127.0.0.1:{port}/_stcore/health", process)
        yield f"http://127.0.0.1:{port}"
        process.send_signal(signal.SIGTERM)
        process.wait(timeout=20)


@pytest.fixture
def visit(browser, site):
    """Opens the pages as one person after the other, each in a browser of his own."""
    contexts = []

    def go(who=None, address=""):
        contexts.append(browser.new_context())
        contexts[-1].set_default_timeout(WAIT_MS)
        page = contexts[-1].new_page()
        page.goto(site + address)
        button = page.get_by_role("button", name="Log in")
        button.wait_for()
        settled(page)
        if who is not None:
            button.click()
            page.get_by_role("link", name=who, exact=True).click()
        return page

    yield go
    for context in contexts:
        context.close()


def come_in(page):
    page.get_by_placeholder(QUESTION_BOX).wait_for()
    settled(page)
    return page


def menu(page):
    links = page.get_by_test_id("stSidebarNavLink")
    return [link.inner_text() for link in links.all()]


def ask(page, question):
    page.get_by_placeholder(QUESTION_BOX).fill(question)
    page.keyboard.press("Enter")
    page.locator(".gq-foot").first.wait_for()
    page.wait_for_url(re.compile("conversation="))
    settled(page)


def test_nobody_sees_anything_but_the_door(visit, site) -> None:
    for address in ("", "/ask", "/history", "/review", "/?conversation=" + "0" * 32):
        page = visit(None, address)
        assert page.get_by_placeholder(QUESTION_BOX).count() == 0
        assert menu(page) == []
    assert site.startswith("http://127.0.0.1:")


@pytest.mark.parametrize(
    ("who", "name", "pages"),
    [
        ("ann", "Ann Asker", ["Ask", "History"]),
        ("rev", "Rita Reviewer", ["Ask", "History", "Review", "Library"]),
        ("edi", "Edi Editor", ["Ask", "History", "Review", "Library"]),
        ("adm", "Ada Admin", ["Ask", "History", "Review", "Library"]),
    ],
)
def test_each_role_sees_its_pages(visit, who, name, pages) -> None:
    page = come_in(visit(who))
    page.get_by_text(f"Logged in as {name}").wait_for()
    settled(page)
    assert menu(page) == pages


def test_an_address_that_the_provider_has_not_verified_gives_no_role(visit) -> None:
    """Eve says that she is Ann; her name is shown, and is no markup."""
    page = visit("eve")
    page.get_by_text("you have no role here yet").wait_for()
    settled(page)
    assert "Eve <script>alert(1)</script>" in page.get_by_test_id("stMain").inner_text()
    assert page.get_by_placeholder(QUESTION_BOX).count() == 0


def test_a_login_of_yesterday_is_over(visit) -> None:
    page = visit("old")
    page.get_by_role("button", name="Log in").wait_for()
    settled(page)
    assert page.get_by_placeholder(QUESTION_BOX).count() == 0


def test_a_conversation_is_its_owners_and_outlives_the_login(visit, site) -> None:
    ann = come_in(visit("ann"))
    ask(ann, "A question of Ann alone")
    place = ann.url.split("conversation=")[1][:32]
    ann.get_by_role("button", name="Log out").click()
    ann.get_by_role("button", name="Log in").wait_for()
    settled(ann)
    assert "question of Ann" not in ann.content()

    ben = come_in(visit("ben"))
    ben.goto(f"{site}/?conversation={place}")
    ben.get_by_text("there is no such conversation in your history").wait_for()
    settled(ben)
    assert "question of Ann" not in ben.content()
    ben.get_by_role("link", name="History").click()
    ben.get_by_text("Nothing is kept yet.").wait_for()

    again = come_in(visit("ann"))
    again.get_by_role("link", name="History").click()
    again.locator("h2.gq-kept", has_text="A question of Ann alone").wait_for()


def test_an_answer_is_asked_by_one_and_approved_by_another(visit) -> None:
    question = "Is it covered in general for two people?"
    ann = come_in(visit("ann"))
    ask(ann, question)
    rita = come_in(visit("rev"))
    rita.get_by_role("link", name="Review").click()
    rita.locator("h2.gq-kept", has_text=question).wait_for()
    settled(rita)
    rita.get_by_role("button", name="Open").first.click()
    rita.get_by_role("heading", name="So far").wait_for()
    settled(rita)
    rita.get_by_role("button", name="Approve", exact=True).click()
    rita.get_by_text("Rita Reviewer approved it").wait_for()
    settled(rita)
    assert "Ann Asker submitted it" in rita.get_by_test_id("stMain").inner_text()
    ben = come_in(visit("ben"))
    ask(ben, question)
    ben.get_by_text("Approved by Rita Reviewer").wait_for()


def test_an_editor_reads_and_comments_but_does_not_approve(visit) -> None:
    question = "Is it covered in general for an editor?"
    ask(come_in(visit("ann")), question)
    edi = come_in(visit("edi"))
    edi.get_by_role("link", name="Review").click()
    edi.locator("h2.gq-kept", has_text=question).wait_for()
    settled(edi)
    edi.get_by_role("button", name="Open").first.click()
    approve = edi.get_by_role("button", name="Approve", exact=True)
    approve.wait_for()
    settled(edi)
    assert approve.is_disabled()
    assert edi.get_by_role("button", name="Save the wording").is_disabled()
    assert edi.get_by_role("button", name="Comment", exact=True).is_enabled()


def test_a_forged_cookie_opens_nothing(browser, site) -> None:
    context = browser.new_context()
    context.set_default_timeout(WAIT_MS)
    claims = '{"is_logged_in": true, "iss": "x", "sub": "rev", "iat": 1, "roles": ["gq-reviewer"]}'
    context.add_cookies([{"name": "_streamlit_user", "value": claims.encode().hex(), "url": site}])
    page = context.new_page()
    page.goto(site)
    page.get_by_role("button", name="Log in").wait_for()
    settled(page)
    assert page.get_by_placeholder(QUESTION_BOX).count() == 0
    context.close()
