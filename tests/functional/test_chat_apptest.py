"""The chat page without a browser, over a pipeline that gives the hand-built Answer."""

import queue
import re
from datetime import date
from html.parser import HTMLParser
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

import app.ui.service
import app.ui.session
from app.answering import ModelInfo
from app.case import Brought, CaseFile, Unread
from app.composer.events import Stage, Told, Watch
from app.models import Claim, Note, SectionName
from app.render.profiles import PROFILES
from app.render.words import REVIEW_SHORT
from app.ui.case_files import with_html
from app.ui.case_upload import MAX_FILES, MIB, refusal
from app.ui.session import CaseDetails
from app.ui.understood import corrections
from app.ui.writing import Writing, asking_html, sentences_html
from ingest.errors import IndexMissingError

PAGE = Path(__file__).resolve().parents[2] / "app" / "ui" / "start.py"
MARK = re.compile(r"<summary>(\[[^<]*\])")
OWN_TAGS = {
    "a", "blockquote", "dd", "details", "div", "dl", "dt", "footer", "h2", "h3", "h4", "li", "mark",
    "nav", "ol", "p", "section", "span", "strong", "summary", "table", "tbody", "td", "th", "thead",
    "tr", "ul",
}  # fmt: skip
OWN_ATTRIBUTES = {
    "aria-current", "aria-hidden", "aria-label", "class", "data-label", "href", "id", "rel",
    "role", "scope", "target",
}  # fmt: skip


@pytest.fixture
def stub(surfaces, monkeypatch):
    pipeline = surfaces.StubPipeline()
    monkeypatch.setattr(app.ui.service, "open_page_pipeline", lambda _settings: pipeline)
    app.ui.service.shared_pipeline.clear()
    yield pipeline
    app.ui.service.shared_pipeline.clear()


@pytest.fixture
def page(stub):  # noqa: ARG001 - the page finds the stub by itself
    return run(AppTest.from_file(str(PAGE), default_timeout=30))


def run(at):
    at.run()
    assert not at.exception
    return at


def ask(at, question):
    at.chat_input[0].set_value(question)
    return run(at)


def reader(at):
    """The choice of who reads; an answer brings choices of its own."""
    return next(box for box in at.selectbox if box.label == "Which best describes you?")


def shown(at) -> str:
    """All HTML of the page but its style sheet."""
    bodies = [element.proto.body for element in at.get("html")]
    own = ("<style>", "<script>/* ")  # the style sheet, and the script that scrolls
    return "\n".join(body for body in bodies if not body.startswith(own))


def words(at) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]*>", " ", shown(at)))


def press(at, label):
    next(element for element in at.button if element.label == label).click()
    return run(at)


def test_an_empty_page_offers_all_that_a_question_needs(page) -> None:
    assert page.chat_input[0].placeholder == "Ask about a treatment and a condition"
    assert [field.label for field in page.text_input] == ["Payer"]
    assert [field.label for field in page.date_input] == ["Date of service"]
    assert [field.label for field in page.file_uploader] == ["Case materials"]
    assert [field.label for field in page.selectbox] == ["Which best describes you?"]
    assert len(page.button) == 1 + 4  # new case, and four examples


def test_an_answer_shows_all_its_parts(page, surfaces) -> None:
    ask(page, surfaces.QUESTION)
    text, answer = words(page), surfaces.rich_answer()
    for line in (
        "✖ Not necessary", answer.headline, *answer.missing, answer.disclaimer,
        *(pair.rule for pair in answer.verdicts),
        "Not reviewed: content is pending human review", "Understood as", "What each source says",
        *(code.code for code in answer.codes), *(row.text for row in answer.criteria),
        *(reference.title for reference in answer.references),
        *(claim.text for claim in answer.claims),
    ):  # fmt: skip
        assert line in text, line
    assert {element.label for element in page.button} >= set(answer.follow_ups)


def test_a_new_answer_is_announced_once_to_who_does_not_see_it(page) -> None:
    said = '<p class="gq-sr" role="status">Answered: Not necessary</p>'
    ask(page, "Is it covered?")
    assert said in shown(page)
    reader(page).set_value("nurse")
    run(page)
    assert said not in shown(page)


def test_the_banner_says_what_its_review_and_its_dates_are(page, stub, surfaces) -> None:
    """Nobody reviews an answer that speaks of a case: none of the steps is reached."""
    ask(page, surfaces.QUESTION)
    assert 'aria-current="step"' not in shown(page)
    assert "reviewers see a copy without the case" in words(page)
    stub.given = surfaces.general_answer()
    ask(page, "Is it covered?")
    assert '<li class="gq-step" aria-current="step">Submitted</li>' in shown(page)
    assert "Submitted: content is pending human review. As of 2026-11-23." in words(page)
    assert "Newest deciding source: in force since 2026-11-23." in words(page)
    assert "Last updated: " not in words(page)  # a date of the sources is none of the review
    assert 'href="editorial-policy"' in shown(page)


def test_the_editorial_policy_explains_every_status() -> None:
    at = run(AppTest.from_file(str(PAGE.with_name("editorial_policy.py")), default_timeout=30))
    (text,) = (element.value for element in at.markdown)
    assert at.title[0].value == "Editorial policy"
    for status in (*REVIEW_SHORT.values(), "Returned", "Not reviewed"):
        assert f"| {status} |" in text
    for checked in ("full_text", "excerpt", "abstract"):
        assert f"| {checked.replace('_', ' ')} |" in text


def test_files_are_read_once_for_all_questions_of_a_case(page, stub) -> None:
    page.file_uploader[0].set_value(("note.txt", b"Weakness for 3 months.", "text/plain"))
    ask(page, "Is it covered?")
    ask(page, "And now?")
    assert len(stub.read) == 1
    first, second = (options["brought"] for _, options in stub.asked)
    assert first is second
    assert list(first.documents) == ["case:note.txt"]
    press(page, "New case")
    ask(page, "Is it covered?")
    assert stub.asked[2][1]["brought"] is None


def test_files_are_read_before_anything_is_asked_and_the_page_says_what_of_them(page, stub) -> None:
    note, wrong = (
        ("a_<b>.txt", b"Weakness for 3 months.", "text/plain"),
        ("x.docx", b"PK", "application/zip"),
    )
    page.file_uploader[0].set_value([note, wrong])
    run(page)
    assert len(stub.read) == 1
    assert stub.asked == []
    assert "Read: a_&lt;b&gt;.txt</p>" in shown(page)
    assert "Not read: x.docx: it is damaged" in shown(page)


def test_an_example_is_asked_by_its_button(page, stub) -> None:
    press(page, "Is IVIG covered for CIDP?")
    assert stub.asked[0][0] == "Is IVIG covered for CIDP?"
    assert "You asked: Is IVIG covered for CIDP?" in words(page)


def test_payer_date_and_files_go_with_the_question(page, stub) -> None:
    page.text_input[0].set_value(" Example Health ")
    page.date_input[0].set_value(date(2025, 6, 1))
    page.file_uploader[0].set_value(
        [("note.txt", b"Strength is 4/5.", "text/plain"), ("p*l*.md", b"# Policy", "text/markdown")]
    )
    run(page)
    assert page.toggle[1].label == r"p\*l\*.md is the payer's policy and may decide"
    page.toggle[1].set_value(True)
    ask(page, "Is it covered?")
    options = stub.asked[0][1]
    assert options["payer"] == "Example Health"
    assert options["as_of"] == date(2025, 6, 1)
    assert [(file.name, file.data) for file in options["case"]] == [
        ("note.txt", b"Strength is 4/5.")
    ]
    assert [file.name for file in options["policy"]] == ["p*l*.md"]


def test_a_follow_up_brings_the_conversation(page, stub) -> None:
    ask(page, "Is it covered?")
    press(page, "And for sample neuropathy?")
    question, options = stub.asked[1]
    assert question == "And for sample neuropathy?"
    assert [answer.question for answer in options["history"]] == ["Is it covered?"]
    assert shown(page).count("gq-banner") == 2
    labels = [element.label for element in page.button]
    assert labels.count("And for sample neuropathy?") == 1  # under the last answer alone


def test_new_case_forgets_everything_but_the_reader(page, stub) -> None:
    reader(page).set_value("nurse")
    page.text_input[0].set_value("Example Health")
    page.file_uploader[0].set_value([("note.txt", b"x", "text/plain")])
    ask(page, "Is it covered?")
    press(page, "New case")
    assert "gq-banner" not in shown(page)
    assert page.text_input[0].value == ""
    assert not page.file_uploader[0].value
    assert reader(page).value == "nurse"
    ask(page, "And now?")
    options = stub.asked[-1][1]
    assert (options["history"], options["case"], options["payer"]) == ((), (), "")


def test_new_case_stops_what_is_still_written(page) -> None:
    writing = Writing("q", CaseDetails(), Watch(), queue.Queue())
    page.session_state["writing"] = writing
    press(page, "New case")
    assert writing.watch.stop.is_set()
    assert "writing" not in page.session_state


def test_who_reads_changes_neither_verdict_nor_citations(page) -> None:
    ask(page, "Is it covered?")
    seen = {}
    for name in PROFILES:
        reader(page).set_value(name)
        run(page)
        assert "✖ Not necessary" in words(page)
        seen[name] = sorted(MARK.findall(shown(page)))
    assert len(seen["physician"]) > 10
    assert all(marks == seen["physician"] for marks in seen.values())


def test_patients_meet_plain_words_and_no_dose(page) -> None:
    reader(page).set_value("patient")
    ask(page, "Is it covered?")
    assert "The sources found here do not support this treatment." in words(page)
    assert not re.search(r"\d+ g(?:/kg)? (?:daily|every)", words(page))
    assert "talk it over with your doctor" in words(page)
    assert "For healthcare professionals. Not a medical device, not a coverage" not in words(page)


def test_a_mark_opens_the_passage_around_its_quote(page, surfaces) -> None:
    at = surfaces.TEXTS["example-policy"].index(surfaces.CATCH_ALL)
    ask(page, "Is it covered?")
    html = shown(page)
    assert f"<mark>{surfaces.CATCH_ALL}</mark> and all other indications." in html
    assert "How we read this sentence" in html
    assert "<dt>Says</dt><dd>against</dd>" in html
    assert "<dt>Grade as printed</dt><dd>Strong against</dd>" in html
    assert "<dt>Criteria</dt><dd>all of these:<ul><li>A nerve conduction study" in html
    assert f'href="document?id=example-policy&amp;from={at}&amp;' in html
    assert 'href="https://example.org/policy?id=12&amp;v=2"' in html
    assert "page 25" in html


def test_the_other_reading_of_a_code_is_one_click_away(page, stub, surfaces) -> None:
    ask(page, surfaces.QUESTION)
    press(page, "Ask about G93.32 instead of R53.82")
    assert stub.asked[1][0] == surfaces.QUESTION.replace("R53.82", "G93.32")


def test_a_doubt_without_another_code_offers_no_correction(surfaces) -> None:
    answer = surfaces.rich_answer()
    doubtless = answer.understood.model_copy(update={"doubts": ("Which R53.82 is meant?",)})
    assert corrections(answer.model_copy(update={"understood": doubtless})) == ()


def test_the_question_can_be_changed_and_asked_again(page, stub) -> None:
    ask(page, "Is it covred?")
    page.text_area[0].set_value("Is it covered?")
    press(page, "Ask again")
    assert stub.asked[1][0] == "Is it covered?"


def test_a_question_that_fails_is_one_sentence_and_the_next_one_works(page) -> None:
    ask(page, "   ")
    assert [error.value for error in page.error] == ["the question is empty: ask one"]
    ask(page, "Is it covered?")
    assert "✖ Not necessary" in words(page)


@pytest.mark.parametrize(
    ("kind", "said"),
    [
        ("case_unread", "is left out: it is empty: choose the file anew."),
        ("policy_silent", "was read: 3 statements were found in it, none about quux."),
        ("policy_empty", "was read: no sentence was found in it that covers anything."),
    ],
)
def test_a_file_that_has_no_say_is_told_before_the_verdict(
    page, stub, surfaces, kind, said
) -> None:
    stub.given = surfaces.rich_answer(notes=(Note(kind=kind, text=f"scan<b>.pdf {said}"),))
    ask(page, "Is it covered?")
    assert [warning.value for warning in page.warning] == [rf"scan\<b\>.pdf {said}"]
    assert words(page).count(said) == 1  # beside what was understood, and not again below
    assert "✖ Not necessary" in words(page)


def test_each_condition_that_would_be_covered_stands_in_a_line_of_its_own(
    page, stub, surfaces
) -> None:
    quote = "medically necessary for sample neuropathy"
    cited = [
        surfaces.cite("example-policy", quote).model_copy(update={"about": name})
        for name in ("medically necessary", "sample neuropathy")
    ]
    both = Claim(
        text="medically necessary; sample neuropathy",
        section=SectionName.REQUIRED,
        citations=tuple(cited),
        label="Covered",
    )
    other = both.model_copy(update={"section": SectionName.OTHER_CONDITIONS})
    stub.given = surfaces.rich_answer(claims=(both, other))
    ask(page, "Is it covered?")
    assert shown(page).count('<ul class="gq-apart">') == 1
    assert shown(page).count('<li><span class="gq-item">') == 2
    assert shown(page).count('<span class="gq-items">') == 1


def test_a_sentence_that_is_cut_off_opens_as_a_whole(page, stub, surfaces) -> None:
    cut = surfaces.claim(SectionName.REQUIRED, "No dose …", "example-trial", surfaces.NO_BENEFIT)
    stub.given = surfaces.rich_answer(claims=(cut,))
    ask(page, "Is it covered?")
    (whole,) = re.findall(r"<summary>The whole sentence</summary>(.*?)</details>", shown(page))
    assert surfaces.NO_BENEFIT in whole


def test_a_missing_index_is_one_sentence_and_a_way_on(stub, monkeypatch) -> None:
    def missing(_settings):
        raise IndexMissingError("there is no index in var/index: run `make index`")

    monkeypatch.setattr(app.ui.service, "open_page_pipeline", missing)
    page = run(AppTest.from_file(str(PAGE), default_timeout=30))
    assert [e.value for e in page.error] == [r"there is no index in var/index: run \`make index\`"]
    assert not page.chat_input
    monkeypatch.setattr(app.ui.service, "open_page_pipeline", lambda _settings: stub)
    press(page, "Try again")
    assert page.chat_input


def test_nothing_addresses_the_question(page) -> None:
    ask(page, "Is quux covered?")
    assert "∅ Not addressed" in words(page)
    assert "No source speaks of quux." in words(page)


def test_sessions_share_the_pipeline_and_nothing_else(page, stub) -> None:
    ask(page, "A secret of the first session")
    other = run(AppTest.from_file(str(PAGE), default_timeout=30))
    assert "secret" not in words(other)
    ask(other, "Is it covered?")
    assert stub.asked[1][1]["history"] == ()


class Tags(HTMLParser):
    """Every tag, attribute and address of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.tags, self.attributes, self.links, self.ids = set(), set(), set(), []

    def handle_starttag(self, tag, attrs) -> None:
        self.tags.add(tag)
        self.attributes |= {name for name, _ in attrs}
        self.links |= {value for name, value in attrs if name in {"href", "src"}}
        self.ids += [value for name, value in attrs if name == "id"]


def test_each_link_to_a_part_leads_to_the_one_part_of_its_answer(page) -> None:
    for question in ("Is it covered?", "And for sample neuropathy?"):
        ask(page, question)
    parser = Tags()
    parser.feed(shown(page))
    inside = {link for link in parser.links if link.startswith("#")}
    assert {link.split("-")[1] for link in inside} == {"0", "1"}
    assert all(parser.ids.count(link[1:]) == 1 for link in inside)
    assert "#answer-1-references" in inside


@pytest.mark.attack
@pytest.mark.parametrize("profile", PROFILES)
def test_no_word_of_a_document_becomes_markup(page, stub, surfaces, profile) -> None:
    stub.given = surfaces.hostile_answer()
    reader(page).set_value(profile)
    ask(page, surfaces.HOSTILE)
    parser = Tags()
    parser.feed(shown(page))
    assert parser.tags <= OWN_TAGS
    assert parser.attributes <= OWN_ATTRIBUTES
    place = r"document\?id=[\w-]+&from=\d+&to=\d+|#answer-0-[a-z_-]+|editorial-policy"
    assert all(re.fullmatch(place, link) for link in parser.links)
    assert all(re.fullmatch(r"answer-0-[a-z_-]+", name) for name in parser.ids)
    assert "[U+202E]" in shown(page)
    assert not re.search("[\u202a-\u202e\u200b\x1b]", shown(page))
    for element in page.button:
        assert "](" not in element.label.replace("\\]", "").replace("\\(", "")
        assert "<" not in element.label.replace("\\<", "")
    assert not page.markdown


@pytest.mark.parametrize(
    ("n", "size", "words_of_refusal"),
    [
        pytest.param(2, MIB, "", id="two small files"),
        pytest.param(MAX_FILES + 1, 1, "more than 10", id="too many"),
        pytest.param(3, 19 * MIB, "57 MiB", id="too much together"),
    ],
)
def test_too_many_files_are_refused_in_words(n, size, words_of_refusal) -> None:
    class File:
        name = "x.txt"

        def __init__(self) -> None:
            self.size = size

    said = refusal([File() for _ in range(n)])
    assert words_of_refusal in said
    assert bool(said) == bool(words_of_refusal)


# --- a language model -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("info", "said"),
    [
        pytest.param(("m-1", "127.0.0.1", True, True), "nothing leaves it", id="here"),
        pytest.param(
            ("m-1", "models.example", False, False), "Case materials are not sent", id="elsewhere"
        ),
        pytest.param(
            ("m-1", "models.example", False, True), "Case materials are sent", id="with the case"
        ),
    ],
)
def test_what_leaves_this_machine_is_said_before_anything_is_asked(stub, info, said) -> None:
    stub.model = ModelInfo(*info)
    page = run(AppTest.from_file(str(PAGE), default_timeout=30))
    assert not stub.asked
    assert said in words(page)
    assert "m-1" in words(page)


def test_without_a_model_nothing_is_said_of_one(page) -> None:
    assert "language model" not in words(page)


def test_what_the_pipeline_tells_is_taken_up_and_a_sentence_is_no_markup() -> None:
    writing = Writing("q", CaseDetails(), Watch(), queue.Queue())
    writing.hear(Told(Stage.READING, 7))
    assert writing.stage == "Passages read: 7"
    writing.hear(Told(Stage.CHECKING, 1, sentence="A <b>bold</b> sentence."))
    assert writing.stage == "Checking sentences: 1 passed"
    assert writing.sentences == ["A <b>bold</b> sentence."]
    assert "<b>" not in sentences_html(writing.sentences)
    assert "<b>" not in asking_html("Is <b>this</b> covered?")


def test_a_bug_in_the_thread_is_seen_on_the_page(stub) -> None:
    page = run(AppTest.from_file(str(PAGE), default_timeout=30))
    page.chat_input[0].set_value("a bug").run()
    assert page.exception
    assert stub.asked


def test_open_criteria_are_answered_on_the_page_and_asked_again(page, stub) -> None:
    ask(page, "Is examplemab covered?")
    open_ones = [radio for radio in page.radio if radio.options[0] == "not known"]
    assert [radio.label for radio in open_ones] == [
        "Two first-line treatments have failed or cannot be taken"
    ]
    press(page, "Ask with these answers")
    run(page)
    assert len(stub.asked) == 1  # nothing was answered, nothing is asked
    open_ones = [radio for radio in page.radio if radio.options[0] == "not known"]
    open_ones[0].set_value("not met")
    press(page, "Ask with these answers")
    run(page)
    assert stub.asked[-1][0] == (
        "Is examplemab covered?\nNot met: Two first-line treatments have failed or cannot be taken"
    )


def test_a_shut_panel_leaves_in_sight_what_is_asked_with_and_no_name_is_markup() -> None:
    note, scan = CaseFile("note<b>.txt", b"x"), CaseFile("scan.pdf", b"y")
    details = CaseDetails(
        payer="Example & Co", as_of=date(2025, 6, 1), case=(note, scan), problem="too many"
    )
    brought = Brought({}, {}, {}, (), (), unread=(Unread("scan.pdf", "it is empty"),))
    told = re.sub(r"<[^>]*>", "\n", with_html(details, brought, progress="page 1")).split("\n")
    assert [line for line in told if line] == [
        "Payer: Example &amp; Co",
        "Date of service: 2025-06-01",
        "Case material: note&lt;b&gt;.txt",
        "Not read: scan.pdf: it is empty",
        "page 1",
        "too many",
    ]


def test_what_was_said_of_the_files_stays_while_they_are_too_many(page, monkeypatch) -> None:
    page.file_uploader[0].set_value([("a.txt", b"x", "text/plain"), ("b.txt", b"y", "text/plain")])
    run(page)
    page.toggle[1].set_value(True)
    run(page)
    monkeypatch.setattr("app.ui.case_upload.MAX_FILES", 1)
    run(page)
    assert page.error[0].value == "2 files are more than 1: remove some, then ask."
    assert [switch.value for switch in page.toggle] == [False, True]
