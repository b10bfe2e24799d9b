"""Who wrote a guideline, and when, behind its title: "Urticaria — EAACI 2022"."""

import re

_SHORT = r"[A-Z][A-Za-z]?[A-Z]{1,7}"
_EDITION = re.compile(
    rf"\s+(?:[–—-]|\((?=[^()]*\)$))\s*(?P<body>{_SHORT}(?:\s?[/&-]\s?{_SHORT})*|"
    r"(?:[A-Z][\w.&'’-]*|of|for|and|the|on)(?: (?:[A-Z][\w.&'’-]*|of|for|and|the|on)){1,8})"
    r",?\s+\(?(?:19|20)\d\d\)*$"
)
_IN_FULL = re.compile(
    r"\b(?:Society|College|Association|Academy|Institute|Foundation|Task Force|Campaign|"
    r"Federation|Alliance|Network|Initiative|Council|Board|Organi[sz]ation)\b"
)
# "Screening — HIV 2020": what stands behind the dash is what it is about
_ASPECT = re.compile(
    r"(?:(?:screening|treatment|management|prevention|therapy|prophylaxis|vaccination|testing|care|"
    r"diagnosis|guidelines?|guidance|recommendations?|update|statement|clinical|practice|and|for|of|"
    r"the)\W*)+",
    re.IGNORECASE,
)
# What a form of the text is called by, and no body
_FORM = re.compile(r"(?:CPG|SOP|FAQ|PDF|USA?|UK|EU|NHS)\b")
# "2022 · AGA", alone: the title of an edition, below the name of what it is about
_ALONE = re.compile(
    rf"(?P<year>(?:19|20)\d\d)\s*[·|:–—-]\s*(?P<body>{_SHORT}(?:\s?[/&-]\s?{_SHORT})*)|"
    rf"(?P<first>{_SHORT}(?:\s?[/&-]\s?{_SHORT})*)\s*[·|:–—-]?\s*(?P<then>(?:19|20)\d\d)"
)
_TOPIC = re.compile(r"\s*[·|:–—-]\s*(?P<topic>[A-Za-z][^\n·|]{2,80})")


def with_topic(title: str, cover: str) -> str:
    """A title that tells an edition alone, with the topic that the cover prints behind it.

    Args:
        title: As stated or found.
        cover: The start of the text: "2022 · AGA · Obesity".

    Returns:
        "Obesity — AGA 2022"; any other title as it is.
    """
    alone = _ALONE.fullmatch(title.strip())
    at = cover.find(title.strip()) if alone else -1
    behind = _TOPIC.match(cover, at + len(title.strip())) if at >= 0 else None
    if alone is None or behind is None:
        return title
    body, year = alone["body"] or alone["first"], alone["year"] or alone["then"]
    return f"{behind['topic'].strip()} — {body} {year}"


def body_behind(title: str) -> str:
    """The body that stands with a year behind a title; "" where none does."""
    found = _EDITION.search(title)
    if found is None or _ASPECT.fullmatch(title[: found.start()].strip()):
        return ""
    body = found["body"]
    named = " " not in body or _IN_FULL.search(body)
    return body if named and not _FORM.fullmatch(body) else ""


def without_edition(title: str) -> str:
    """A title without the body and the year behind it."""
    found = _EDITION.search(title) if body_behind(title) else None
    return title[: found.start()] if found else title
