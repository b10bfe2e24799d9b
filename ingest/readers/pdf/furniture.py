"""What stands on the pages of a PDF and is no text: running lines, page numbers, contents."""

import re
from collections import Counter
from collections.abc import Sequence

from ingest.readers.pdf.layout import Page
from ingest.readers.pdf.lines import Row, is_leader_line

# Headers and footers lie in the outer parts of a page; share of its height.
_MARGIN_SHARE = 0.14
_PLACE_POINTS = 4.0
_MIN_REPEATS = 3
_MAX_RUNNING_GAP_EM = 3.0
_MIN_REPEAT_SHARE = 0.1
_PAGE_NUMBER = re.compile(
    r"[-–—|\s]*(?:page|p\.)?\s*(?:\d{1,4}|[ivxl]{1,7}|[A-Z]-?\d{1,3})(?:\s*(?:of"
    r"|/)\s*\d{1,4})?[-–—|\s]*",
    re.IGNORECASE,
)
_MIN_CONTENTS_LINES = 4
_MAX_RUNNING = 12


def _outer_rows(page: Page) -> list[Row]:
    low, high = _MARGIN_SHARE * page.height, (1 - _MARGIN_SHARE) * page.height
    return [row for row in page.rows if row.y <= low or row.y >= high]


def _furniture_key(page: Page, row: Row) -> tuple[str, int]:
    text = re.sub(r"\d+", "#", row.text.lower())
    text = re.sub(r"\b[ivxl]{1,6}\b", "#", text)
    return text, round((row.y if row.y < page.height / 2 else row.y - page.height) / _PLACE_POINTS)


def drop_furniture(pages: Sequence[Page]) -> tuple[str, ...]:
    """Take running headers, footers and page numbers off the pages, in place; returns the lines.

    A running line stands at the same place on at least three pages and a tenth of them (on both of
    two pages); digits and
    Roman numerals count as equal. What lies further out on the page than a running line goes only
    if it runs, too.
    """
    seen: Counter[tuple[str, int]] = Counter()
    for page in pages:
        seen.update({_furniture_key(page, row) for row in _outer_rows(page)})
    needed = max(min(_MIN_REPEATS, len(pages)), _MIN_REPEAT_SHARE * len(pages))
    dropped: dict[str, None] = {}
    for page in pages:
        outer = _outer_rows(page)
        runs = {
            id(row)
            for row in outer
            if len(pages) > 1 and _repeats(seen, _furniture_key(page, row)) >= needed
        }
        running = _near_the_edge(page, outer, runs)
        numbers = {id(row) for row in outer if _is_page_number(page, row, running)}
        dropped.update((row.text, None) for row in outer if id(row) in running)
        page.rows = [row for row in page.rows if id(row) not in running | numbers]
    return tuple(dropped)[:_MAX_RUNNING]


def _near_the_edge(page: Page, outer: list[Row], runs: set[int]) -> set[int]:
    """Running rows that lie close below the first of them, seen from the edge.

    What follows a gap is text.
    """
    kept: set[int] = set()
    middle = page.height / 2
    for rows in ([r for r in outer if r.y > middle], [r for r in outer if r.y <= middle][::-1]):
        last: Row | None = None
        for row in rows:
            if id(row) not in runs:
                continue
            if last is not None and abs(last.y - row.y) > _MAX_RUNNING_GAP_EM * max(
                row.size, last.size
            ):
                break
            kept.add(id(row))
            last = row
    return kept


def _repeats(seen: Counter[tuple[str, int]], key: tuple[str, int]) -> int:
    text, place = key
    return sum(seen[text, place + shift] for shift in (-1, 0, 1))


def _is_page_number(page: Page, row: Row, running: set[int]) -> bool:
    """True for a lone number that is the outermost row at the top or bottom, running rows apart."""
    if not _PAGE_NUMBER.fullmatch(row.text):
        return False
    others = [other.y for other in page.rows if id(other) not in running and other is not row]
    return not others or row.y < min(others) or row.y > max(others)


def is_contents_page(rows: Sequence[Row]) -> bool:
    """True where several lines lead by dots to page numbers."""
    return sum(is_leader_line(row.text) for row in rows) >= _MIN_CONTENTS_LINES


def drop_contents(page: Page) -> None:
    """Take the lines of a table of contents off the page; wrapped entries between them too."""
    if not is_contents_page(page.rows):
        return
    leaders = [index for index, row in enumerate(page.rows) if is_leader_line(row.text)]
    first, last = leaders[0], leaders[-1]
    while first > 0 and _is_wrapped_entry(page.rows[first - 1], page.rows[first]):
        first -= 1
    page.rows = page.rows[:first] + page.rows[last + 1 :]


def _is_wrapped_entry(row: Row, below: Row) -> bool:
    return row.y - below.y < 1.5 * row.size and row.size == below.size
