"""Document text made harmless for a surface: it is quoted data, never markup and never a command.

A quote in the Answer is exact to the character; what a surface prints of it is exact but for
characters that cannot be seen or that reorder what is seen: those are shown by number, "[U+202E]".
"""

import html
import re
import unicodedata
from urllib.parse import quote, urlsplit

_SPACE = re.compile(r"[\s\x1c-\x1f\x85]+")
_SOFT_HYPHEN = "\u00ad"  # prints nothing by design
# General categories: control, format (bidi, zero width, tags), surrogate, private, unassigned.
_INVISIBLE = frozenset({"Cc", "Cf", "Cs", "Co", "Cn"})
# Format characters that are letters of a script in practice, or visible (Arabic number signs).
_SHOWN = frozenset("\u0600\u0601\u0602\u0603\u0604\u0605\u06dd\u070f")
# Letters that print nothing, which no category tells (Unicode 16, DerivedCoreProperties).
_BLANK_LETTERS = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u3164\uffa0\u2800")

# Signs with which CommonMark, GFM tables, strikethrough, LaTeX, HTML and directives begin.
_MARKDOWN = re.compile(r"([\\`*_\[\]{}<>#|~$&!@])")
_COLON = re.compile(r":(?=[A-Za-z/+_-])")
_WWW = re.compile(r"(?i)\b(www)\.")
# Streamlit's GFM makes links of bare addresses after escapes are undone: a joiner, which prints
# nothing, keeps "http:", "www" and "@" apart from what follows.
_ADDRESS = re.compile(r"(?i)(?<=http\\:)(?=//)|(?<=https\\:)(?=//)|(?<=www)(?=\\\.)|(?=\\@)")
JOINER = "\u2060"
_LINE_START = re.compile(r"^(\s*)([-+=]|\d{1,9}(?=[.)]))")
_SCHEMES = frozenset({"http", "https"})
# What a link may carry unchanged; everything else is percent-encoded.
_URL_SAFE = "/:?#@!&=+,;%~-._"


def visible(text: str) -> str:
    """One line of text in which every character can be seen, in the order in which it stands."""
    return "".join(_visible_character(character) for character in one_line(text))


def visible_block(text: str) -> str:
    """The same for a passage: line breaks and white space at its ends are kept, blank lines not."""
    lines = re.sub(r"\n\s*\n", "\n", text.replace("\r\n", "\n")).split("\n")
    return "\n".join(
        "".join(_visible_character(character) for character in _SPACE.sub(" ", line))
        for line in lines
    )


def one_line(text: str) -> str:
    """Runs of white space, line and page breaks included, as one space each."""
    return _SPACE.sub(" ", text).strip()


def _visible_character(character: str) -> str:
    if character == _SOFT_HYPHEN:
        return ""
    hidden = unicodedata.category(character) in _INVISIBLE and character not in _SHOWN
    if hidden or character in _BLANK_LETTERS:
        return f"[U+{ord(character):04X}]"
    return character


def markdown_text(text: str) -> str:
    """Text that Markdown (CommonMark, GFM, Streamlit's dialect) prints as it stands.

    An address holds a joiner, so that no link is made of it.
    """
    escaped = _MARKDOWN.sub(r"\\\1", visible(text))
    escaped = _WWW.sub(r"\1\\.", _COLON.sub(r"\\:", escaped))
    return _LINE_START.sub(_escape_start, _ADDRESS.sub(JOINER, escaped))


def _escape_start(match: re.Match[str]) -> str:
    """A bullet is escaped before its sign, "1." before its full stop: digits take no backslash."""
    start = match.group(2)
    return f"{start}\\" if start.isdigit() else f"\\{start}"


def html_text(text: str) -> str:
    """Text that HTML prints as it stands, in an element or in a quoted attribute."""
    return html.escape(visible(text), quote=True)


def html_block(text: str) -> str:
    """Text of a passage that HTML prints as it stands; the style must keep its line breaks."""
    return html.escape(visible_block(text), quote=True)


def safe_url(url: str) -> str:
    """The address of a primary source if it is a plain web address, else ""."""
    text = url.strip()
    try:
        parts = urlsplit(text)
    except ValueError:
        return ""
    plain = parts.scheme.lower() in _SCHEMES and parts.hostname and not parts.username
    if not plain or any(character.isspace() for character in text):
        return ""
    return quote(text, safe=_URL_SAFE)
