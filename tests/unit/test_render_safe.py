"""Document text is quoted data: no surface takes it for markup, a link, a command or a colour."""

import re

import pytest
from markdown_it import MarkdownIt

from app.render.doses import DOSE_LEFT_OUT, without_doses
from app.render.safe import JOINER, html_text, markdown_text, safe_url, visible

# What GFM's literal autolinks look for in the text of a paragraph.
GFM_ADDRESS = re.compile(r"(?i)(?:https?://|www(?=\.))[-.\w]+|[-.\w+]+@[-\w]+(?:\.[-\w]+)+")
MARKUP = [
    pytest.param("<script>alert(1)</script>", id="a script tag"),
    pytest.param("<img src=http://evil.example/b.png>", id="an image beacon"),
    pytest.param("![b](http://evil.example/b.png)", id="a Markdown image"),
    pytest.param("[click](javascript:alert(1))", id="a Markdown link"),
    pytest.param("[ref]: http://evil.example", id="a link definition"),
    pytest.param("<http://evil.example>", id="an autolink"),
    pytest.param("https://evil.example and www.evil.example", id="bare addresses"),
    pytest.param("**bold** _it_ ~~gone~~ `code`", id="emphasis and code"),
    pytest.param("# heading", id="a heading"),
    pytest.param("- item", id="a bullet"),
    pytest.param("+ item", id="another bullet"),
    pytest.param("1. item", id="a numbered item"),
    pytest.param("12) item", id="a numbered item with a bracket"),
    pytest.param("> quoted", id="a block quote"),
    pytest.param("===", id="an underline that makes a heading of the line above"),
    pytest.param("---", id="a rule"),
    pytest.param("&lt;b&gt; &#60;", id="entities stay entities"),
    pytest.param("a | b", id="a table cell's end"),
    pytest.param("back\\slash \\* star", id="backslashes"),
    pytest.param("$x^2$ and $$y$$", id="formulas"),
    pytest.param(":smile: :red[text]", id="directives"),
    pytest.param("a@evil.example", id="an e-mail address"),
    pytest.param("```\ncode\n```", id="a code fence"),
]


@pytest.mark.parametrize("hostile", MARKUP)
def test_markdown_prints_the_text_as_it_stands(hostile) -> None:
    parser = MarkdownIt("gfm-like", {"linkify": False, "html": True})
    (paragraph,) = [t for t in parser.parse(markdown_text(hostile)) if t.type == "inline"]
    assert {child.type for child in paragraph.children} <= {"text", "text_special"}
    printed = "".join(child.content for child in paragraph.children)
    assert printed.replace(JOINER, "") == visible(hostile)
    assert not GFM_ADDRESS.search(printed), "links are looked for after escapes are undone"


@pytest.mark.parametrize("hostile", MARKUP)
def test_html_holds_no_tag_and_no_entity_of_the_text(hostile) -> None:
    escaped = html_text(hostile)
    assert "<" not in escaped
    assert '"' not in escaped
    assert "&lt;b&gt;" not in escaped.replace("&amp;lt;b&amp;gt;", "")


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        pytest.param("a\u202eb", "a[U+202E]b", id="a right-to-left override is shown"),
        pytest.param("a\u2066b\u2069", "a[U+2066]b[U+2069]", id="isolates are shown"),
        pytest.param("a\u200bb", "a[U+200B]b", id="a zero-width space is shown"),
        pytest.param("a\ufeffb", "a[U+FEFF]b", id="a byte order mark is shown"),
        pytest.param("a\U000e0041b", "a[U+E0041]b", id="a tag character is shown"),
        pytest.param("a\x1b[31mb", "a[U+001B][31mb", id="a terminal's escape is shown"),
        pytest.param("a\x07b\x9bb", "a[U+0007]b[U+009B]b", id="a bell and a C1 control are shown"),
        pytest.param("a\u3164b", "a[U+3164]b", id="a letter that prints nothing is shown"),
        pytest.param("a\u00adb", "ab", id="a soft hyphen prints nothing"),
        pytest.param("a\r\n\t \u2028b\x0c", "a b", id="line and page breaks become spaces"),
        pytest.param("≥ 10 µg, naïve, 5–6", "≥ 10 µg, naïve, 5–6", id="clinical signs stay"),
    ],
)
def test_visible(text, shown) -> None:
    assert visible(text) == shown


@pytest.mark.parametrize(
    ("url", "link"),
    [
        pytest.param("https://a.example/?b=c&d=e#f", "https://a.example/?b=c&d=e#f", id="kept"),
        pytest.param(" http://example.org ", "http://example.org", id="white space around it"),
        pytest.param("https://a.example/<'\"(", "https://a.example/%3C%27%22%28", id="encoded"),
        pytest.param("javascript:alert(1)", "", id="a script is no address"),
        pytest.param("data:text/html,x", "", id="data is no address"),
        pytest.param("//evil.example", "", id="no scheme"),
        pytest.param("https://user@evil.example", "", id="a name before the host"),
        pytest.param("https://ex ample.org", "", id="white space inside"),
        pytest.param("https://[evil", "", id="malformed"),
        pytest.param("", "", id="none"),
    ],
)  # fmt: skip
def test_safe_url(url, link) -> None:
    assert safe_url(url) == link


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        pytest.param("30 g daily for 5 days", f"{DOSE_LEFT_OUT} for 5 days", id="a mass a day"),
        pytest.param("0.4 g/kg per day", DOSE_LEFT_OUT, id="a mass a weight a day"),
        pytest.param("150-250 mg twice daily.", f"{DOSE_LEFT_OUT}.", id="a range, twice a day"),
        pytest.param("1,000 units", DOSE_LEFT_OUT, id="units"),
        pytest.param(
            "19 ng/mL and 350 mg/dL", "19 ng/mL and 350 mg/dL", id="laboratory values stay"
        ),
        pytest.param("for 6 weeks in 99 adults", "for 6 weeks in 99 adults", id="durations stay"),
        pytest.param("Recommendation 29, p. 55", "Recommendation 29, p. 55", id="numbers stay"),
    ],
)
def test_doses_are_left_out_for_patients(text, shown) -> None:
    assert without_doses(text) == shown
