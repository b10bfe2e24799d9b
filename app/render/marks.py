"""How sources are named: marks like "[1]", locators, the entries at the end, the foot."""

import re

from app.models import Answer, Citation, PositionRow, Reference
from app.names import short_name
from app.render.words import kind_word, review_words, status_word

CASE_PREFIX = "case:"
OWN_DIGEST = "our digest of "
_MARK_IN_TEXT = re.compile(r"\[(?:\d+|Case Materials)")


def citation_mark(citation: Citation) -> str:
    """A mark such as "[3]", or "[Case Materials, p. 2]" for what the asker brought."""
    if citation.reference:
        return f"[{citation.reference}]"
    page = f", p. {citation.page}" if citation.page is not None else ""
    return f"[Case Materials{page}]"


def source_words(citation: Citation, reference: Reference | None) -> str:
    """Who says it and where: "our digest of VA/DoD, 2021, recommendation 29, p. 55"."""
    locator = citation.locator.strip()
    if reference is None and citation.doc_id.startswith(CASE_PREFIX):
        name = citation.doc_id.removeprefix(CASE_PREFIX)
        return f"{name}, p. {citation.page}" if citation.page is not None else name
    if reference is None:
        return locator or citation.doc_id
    parts = [reference.publisher or reference.title]
    parts += [str(reference.year)] if reference.year else []
    if locator:
        parts.append(locator)
    elif citation.page is not None:
        parts.append(f"p. {citation.page}")
    words = ", ".join(parts)
    return OWN_DIGEST + words if reference.digest and OWN_DIGEST not in words else words


def source_heading(reference: Reference) -> str:
    """A source over its sentences: "VA/DoD 2021, our digest", "Aetna CPB 0206, our digest"."""
    name = short_name(reference.publisher) or reference.title
    number = reference.policy_number
    tail = number if number and number not in name else str(reference.year or "")
    heading = f"{name} {tail}".strip()
    return f"{heading}, our digest" if reference.digest else heading


def reference_marks(answer: Answer) -> dict[str, str]:
    """The mark of each document that has a number."""
    return {reference.doc_id: f"[{reference.number}]" for reference in answer.references}


def headline_marks(answer: Answer) -> tuple[str, ...]:
    """Marks of the Sources that decide, unless the headline carries marks of its own."""
    if _MARK_IN_TEXT.search(answer.headline):
        return ()
    numbers = (row.reference for row in answer.positions if row.decides and row.reference)
    return tuple(f"[{number}]" for number in sorted(set(numbers)))


def position_mark(row: PositionRow) -> str:
    """The mark of a row in the table of positions; "" where the Answer gives it no reference."""
    if row.reference or not row.doc_id.startswith(CASE_PREFIX):
        return f"[{row.reference}]" if row.reference else ""
    page = f", p. {row.page}" if row.page is not None else ""
    return f"[Case Materials{page}]"


def reference_words(reference: Reference) -> str:
    """Kind, title, publisher, year, number, pages, status, and whether the text is our digest."""
    parts = [kind_word(reference.kind), reference.title.rstrip(".")]
    by = ", ".join(str(part) for part in (reference.publisher, reference.year) if part)
    parts += [by] if by else []
    parts += [reference.policy_number] if reference.policy_number else []
    if reference.pages:
        pages = ", ".join(str(page) for page in reference.pages)
        parts.append(f"{'Pages' if len(reference.pages) > 1 else 'Page'} {pages}")
    if reference.status and reference.status != "in_force":
        parts.append(status_word(reference.status).capitalize())
    if reference.digest:
        checked = reference.checked_against.replace("_", " ")
        parts.append(f"Our digest, checked against the {checked}" if checked else "Our digest")
    return ". ".join(parts) + "."


def status_words(answer: Answer) -> tuple[str, ...]:
    """Review status, dates, composer, snapshot, disclaimer: the foot of every surface."""
    made = [f"Composer: {answer.composer}"]
    made += [f"Index: {answer.snapshot}"] if answer.snapshot else []
    told = " ".join([". ".join(made) + ".", *dates(answer)])
    return review_words(answer.review_status) + ".", told, answer.disclaimer


def dates(answer: Answer) -> tuple[str, ...]:
    """The day for which an Answer holds, and how old the newest source is on which it rests."""
    told = [f"As of {answer.as_of.isoformat()}."] if answer.as_of else []
    if answer.last_updated:
        told.append(f"Newest deciding source: in force since {answer.last_updated.isoformat()}.")
    return tuple(told)
