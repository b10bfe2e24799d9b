"""Which elements of an HTML page nobody sees.

And which belong to the site rather than to the document.
"""

import re
from collections.abc import Iterator

from bs4 import BeautifulSoup
from bs4.element import Tag

# Elements whose content is no text of the page.
SKIPPED = frozenset(
    [
        "script",
        "style",
        "noscript",
        "template",
        "svg",
        "math",
        "iframe",
        "object",
        "embed",
        "canvas",
        "form",
        "button",
        "select",
        "option",
        "input",
        "textarea",
        "head",
        "link",
        "meta",
        "audio",
        "video",
        "map",
        "dialog",
    ]
)
# Elements that stand inside a line.
INLINE = frozenset(
    [
        "a",
        "abbr",
        "acronym",
        "b",
        "bdi",
        "bdo",
        "big",
        "cite",
        "code",
        "del",
        "dfn",
        "em",
        "font",
        "i",
        "ins",
        "kbd",
        "label",
        "mark",
        "q",
        "s",
        "samp",
        "small",
        "span",
        "strike",
        "strong",
        "sub",
        "sup",
        "time",
        "tt",
        "u",
        "var",
        "wbr",
        "img",
        "nobr",
        "data",
    ]
)
_CHROME_TAGS = frozenset({"nav", "footer", "aside"})
_CHROME_ROLES = frozenset(
    {"navigation", "banner", "contentinfo", "search", "dialog", "alertdialog", "menu", "menubar"}
)
_CHROME_NAMES = re.compile(
    r"(?:^|[\s_-])(?:cookies?|consent|gdpr|onetrust|breadcrumbs?|nav(?:bar|igation)?|menu"
    r"|site-?header|site-?footer|global-?header"
    r"|global-?footer|page-?footer|skip(?:-?link|-?to)?|share|social|newsletter|subscribe"
    r"|search-?box|sidebar|toolbar|pagination|related-?links"
    r"|back-?to-?top|advert(?:isement)?|sr-only|visually-?hidden|screen-?reader(?:-?text)?"
    r"|print-?only)(?:$|[\s_-])",
    re.IGNORECASE,
)
_MAX_NAMED_CHROME_CHARS = 3_000
_HIDING = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)|font-size\s*:\s*0(?:\.0+)?(?:px|pt"
    r"|em|rem|%)?\s*(?:;|!|$)"
    r"|opacity\s*:\s*0(?:\.0+)?\s*(?:;|!|$)|(?:left|top|text-indent)\s*:\s*-\d{3,}"
    r"|clip\s*:\s*rect\(\s*0|(?:^|;)\s*(?:max-)?(?:height|width)\s*:\s*[01](?:px)?\s*(?:;|$)",
    re.IGNORECASE,
)
# How a part is closed that a tab or a button opens.
_CLOSING = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)|(?:^|;)\s*(?:max-)?height\s*:\s*0"
    r"(?:px)?\s*(?=;|$)",
    re.IGNORECASE,
)
_COLOUR = re.compile(r"(?:^|;)\s*color\s*:\s*([^;!]+)", re.IGNORECASE)
_GROUND = re.compile(r"(?:^|;)\s*background(?:-color)?\s*:\s*([^;!]+)", re.IGNORECASE)
_WHITE = re.compile(
    r"white|#f[c-f]f[c-f]f[c-f]|#fff|rgba?\(\s*25[0-5]\s*[, ]\s*25[0-5]\s*[, ]\s*25[0-5].*"
    r"|transparent",
    re.IGNORECASE,
)


def is_chrome(tag: Tag) -> bool:
    """True for navigation, site header and footer, cookie notes and the like."""
    if tag.name in _CHROME_TAGS or tag.get("role") in _CHROME_ROLES:
        return True
    if tag.name == "header":
        return _is_site_header(tag)
    names = " ".join([str(tag.get("id") or ""), *_classes(tag)])
    if not names.strip() or not _CHROME_NAMES.search(names):
        return False
    # A wrapper with such a name may hold the whole document.
    return tag.name not in {"body", "main", "article"} and (
        len(tag.get_text()) <= _MAX_NAMED_CHROME_CHARS
    )


def _is_site_header(tag: Tag) -> bool:
    """True for the page's own header; that of an article holds the document's title."""
    return tag.find_parent(["article", "main", "section"]) is None and tag.find("h1") is None


def _classes(tag: Tag) -> list[str]:
    found = tag.get("class")
    return [str(item) for item in found] if isinstance(found, list) else [str(found or "")]


def opened_by(soup: BeautifulSoup) -> frozenset[str]:
    """Ids of the parts that a tab or a button of the page opens: they are closed, not hidden."""
    found: set[str] = set()
    for control in soup.select("[aria-controls]"):
        if control.get_text(strip=True) and not any(map(is_hidden, (control, *control.parents))):
            found.update(str(control.get("aria-controls")).split())
    return frozenset(found)


def is_hidden(tag: Tag, opened: frozenset[str] = frozenset()) -> bool:
    """True where the page hides the element from everyone who looks at it.

    Args:
        tag: The element.
        opened: Ids of parts that the page opens on demand; these may be closed.
    """
    if tag.get("id") in opened:
        style = _CLOSING.sub("", str(tag.get("style") or ""))
        return _HIDING.search(style) is not None or _is_white_on_white(tag, style)
    if tag.has_attr("hidden") or str(tag.get("aria-hidden")).lower() == "true":
        return True
    style = str(tag.get("style") or "")
    if not style:
        return str(tag.get("color") or "").lower() in {"white", "#ffffff", "#fff"}
    return _HIDING.search(style) is not None or _is_white_on_white(tag, style)


def _is_white_on_white(tag: Tag, style: str) -> bool:
    colour = _COLOUR.search(style)
    if colour is None or not _WHITE.fullmatch(colour.group(1).strip()):
        return False
    for holder in (tag, *tag.parents):
        ground = _GROUND.search(str(holder.get("style") or ""))
        if ground or holder.get("bgcolor"):
            stated = ground.group(1) if ground else str(holder.get("bgcolor"))
            return _WHITE.fullmatch(stated.strip()) is not None
    return not any(
        _classes(holder) != [""] for holder in (tag, *tag.parents) if holder.name == "th"
    )


def content_root(soup: BeautifulSoup) -> Tag:
    """The main part where the page marks one that holds most of its text, else the body."""
    body = soup.body or soup
    whole = len(body.get_text())
    for found in _main_parts(soup):
        if len(found.get_text()) * 2 > whole:
            return found
    return body


def _main_parts(soup: BeautifulSoup) -> Iterator[Tag]:
    for found in (soup.find("main"), soup.find(role="main"), soup.find("article")):
        if isinstance(found, Tag):
            yield found
