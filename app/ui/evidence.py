"""The evidence behind a mark: the passage with the quote highlighted, and how we read it."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from app.answering import Library
from app.case import Brought
from app.models import Citation, Claim, PositionRow
from app.render.claims import QuoteView
from app.render.doses import without_doses
from app.render.marks import CASE_PREFIX, citation_mark, source_words
from app.render.outline import Outline
from app.render.safe import html_block, html_text, safe_url
from app.render.tables import PositionQuote, PositionView
from app.ui.reading import reading_html, statement_at
from ingest.errors import GuidelineError
from ingest.lexis import words
from ingest.models import Passage
from ingest.statements.models import Statement

# Of the passages before and after; more would push the sentence itself out of sight.
AROUND_CHARACTERS = 500
NEAR_CHARACTERS = 160  # of the passage itself on each side of the quote, where the rest is folded


@dataclass(frozen=True, slots=True, kw_only=True)
class Pointer:
    """Where a mark points, and what it is called; `further` spans of its passage are marked too."""

    mark: str
    source: str
    doc_id: str
    passage_id: str
    quote: str
    char_start: int
    char_end: int
    page: int | None
    further: tuple[tuple[int, int], ...] = ()


def of_quote(quote: QuoteView) -> Pointer:
    """The pointer of a citation."""
    return _pointer(quote.citation, quote.mark, quote.source)


def of_position(view: PositionView, quote: PositionQuote) -> Pointer:
    """The pointer of some words in the table of positions."""
    return _pointer(quote.row, view.mark, view.source)


def _pointer(span: Citation | PositionRow, mark: str, source: str) -> Pointer:
    return Pointer(
        mark=mark,
        source=source,
        doc_id=span.doc_id,
        passage_id=span.passage_id,
        quote=span.quote,
        char_start=span.char_start,
        char_end=span.char_end,
        page=span.page,
    )


def _as_it_is(_title: str, shown: str) -> str:
    return shown


def _word_start(text: str, at: int) -> int:
    """Where the word begins that stands at this place, within the text."""
    if at <= 0 or at >= len(text):
        return max(0, min(at, len(text)))
    return max(text.rfind(" ", 0, at), text.rfind("\n", 0, at)) + 1


def _fold(title: str, shown: str) -> str:
    return f"<details><summary>{title}</summary>{shown}</details>" if shown else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """Fetches passages for one Answer: from the index, or from the files of this session.

    Attributes:
        view: The Answer, laid out.
        library: The index.
        brought: The session's files, None where it has none.
        number: Of the Answer in its conversation, from 0; None where it stands alone, without links
            to its parts.
    """

    view: Outline
    library: Library
    brought: Brought | None = None
    number: int | None = None

    def anchored(self, name: str) -> str:
        """The attribute by which a link finds the part of that name, "" where none leads there."""
        return "" if self.number is None else f' id="{self.place(name)}"'

    def place(self, name: str) -> str:
        """The id of a part."""
        return f"answer-{self.number}-{name}"

    def named(self, words: str) -> str:
        """What a region of the page is called: no two of a conversation bear one name."""
        return f"{words} of answer {self.number + 1}" if self.number else words

    def mark(self, pointer: Pointer) -> str:
        """A numbered mark that opens the passage in place; plain where there is no passage."""
        label = html_text(pointer.mark)
        if not pointer.passage_id:
            return f'<span class="gq-ref">{label}</span>'
        return (
            f'<details class="gq-mark"><summary>{label}'
            f'<span class="gq-sr"> open the passage: {html_text(pointer.source)}</span></summary>'
            f'<div class="gq-evidence">{self._evidence(pointer)}</div></details>'
        )

    def marks(self, pointers: tuple[Pointer, ...]) -> str:
        """Several; those of one passage open together."""
        places: dict[tuple[str, str], Pointer] = {}
        for pointer in pointers:
            place = (pointer.passage_id, pointer.mark)
            first = places.setdefault(place, pointer)
            span = (pointer.char_start, pointer.char_end)
            if first is not pointer and span != (first.char_start, first.char_end):
                places[place] = replace(first, further=(*first.further, span))
        return " ".join(self.mark(pointer) for pointer in places.values())

    def evidence_of(self, claim: Claim) -> str:
        """The passages behind a sentence, open, each with its quote highlighted."""
        pointers = [
            _pointer(citation, citation_mark(citation), self._name(citation))
            for citation in claim.citations
        ]
        return "".join(f'<div class="gq-evidence">{self._folded(p)}</div>' for p in pointers)

    def _folded(self, pointer: Pointer) -> str:
        """The passage, all else folded away: a reviewer goes through many of them."""
        return self._evidence(pointer, NEAR_CHARACTERS, _fold)

    def _name(self, citation: Citation) -> str:
        entries = {entry.doc_id: entry for entry in self.view.answer.references}
        return source_words(citation, entries.get(citation.doc_id))

    def _evidence(
        self, pointer: Pointer, near: int | None = None, fold: Callable[[str, str], str] = _as_it_is
    ) -> str:
        try:
            passage, around = self._passage(pointer.passage_id)
        except GuidelineError:
            gone = "The passage is no longer in the index; this is the quote that was checked."
            return f'<p class="gq-where">{gone}</p>{self._quote_alone(pointer)}'
        before = "".join(p.text for p in around if p.char_end <= passage.char_start)
        after = "".join(p.text for p in around if p.char_start >= passage.char_end)
        n = AROUND_CHARACTERS
        head, quoted, tail = self._highlighted(passage, pointer, near)
        before, after = before[-n:] + head, tail + after[:n]
        context = [
            fold("The text before", self._context(f"…{before}" if before else "")),
            quoted,
            fold("The text after", self._context(f"{after}…" if after else "")),
        ]
        reading = fold("How we read this sentence", self._reading(pointer))
        if near is not None:  # what is folded away stands in one row below the quote
            head, quoted, tail = context
            context, reading = [quoted], f'<div class="gq-folds">{head}{tail}{reading}</div>'
        where = f'<p class="gq-where">{self._where(pointer, passage)}</p>'
        return "".join([where, *context, reading, self._links(pointer)])

    def _passage(self, passage_id: str) -> tuple[Passage, tuple[Passage, ...]]:
        if self.brought is not None and passage_id in self.brought.passages:
            passage = self.brought.passages[passage_id]
            same = [p for p in self.brought.passages.values() if p.doc_id == passage.doc_id]
            at = same.index(passage)
            return passage, tuple(same[max(0, at - 1) : at] + same[at + 1 : at + 2])
        return self.library.passage(passage_id), self.library.neighbours(passage_id)

    def _statements(self, doc_id: str) -> tuple[Statement, ...]:
        if self.brought is not None and doc_id in self.brought.documents:
            return tuple(s for s in self.brought.statements if s.doc_id == doc_id)
        try:
            return self.library.statements(doc_id)
        except GuidelineError:
            return ()  # the index is gone at this moment; the quote was checked when it was here

    def _text(self, text: str) -> str:
        return html_block(without_doses(text) if self.view.profile.plain else text)

    def _context(self, text: str) -> str:
        return f'<p class="gq-around">{self._text(text)}</p>' if text else ""

    def _quote_alone(self, pointer: Pointer) -> str:
        return f"<blockquote><mark>{self._text(pointer.quote)}</mark></blockquote>"

    def _highlighted(
        self, passage: Passage, pointer: Pointer, near: int | None
    ) -> tuple[str, str, str]:
        """(text left out before, the quote in what stands near it as HTML, text left out after)."""
        text, at = passage.text, passage.char_start
        inside = text[max(0, pointer.char_start - at) : pointer.char_end - at]
        if not inside or inside not in pointer.quote:
            return "", self._quote_alone(pointer), ""
        spans = sorted({(pointer.char_start, pointer.char_end), *pointer.further})
        first, last = spans[0][0] - at, max(end for _, end in spans) - at
        start_at = 0 if near is None else _word_start(text, first - near)
        end_at = len(text) if near is None else max(last, _word_start(text, last + near))
        parts, done = [], start_at
        for start, end in spans:
            low, high = max(done, start - at), min(len(text), end - at)
            if low < high:
                parts += [self._text(text[done:low]), f"<mark>{self._text(text[low:high])}</mark>"]
                done = high
        shown = f"<blockquote>{''.join(parts)}{self._text(text[done:end_at])}</blockquote>"
        return text[:start_at], shown, text[end_at:]

    def _where(self, pointer: Pointer, passage: Passage) -> str:
        parts = [html_text(pointer.source)]
        headings = passage.heading_path
        if headings and set(words(headings[0].lower())) <= set(words(pointer.source.lower())):
            headings = headings[1:]  # the title of the document, which is told already
        parts += [html_text(" > ".join(headings))] if headings else []
        page = pointer.page if pointer.page is not None else passage.page
        parts += [f"page {page}"] if page is not None else []
        if self.view.profile.ids:
            span = f"{passage.passage_id}, characters {pointer.char_start} to {pointer.char_end}"
            parts.append(html_text(span))
        return " · ".join(parts)

    def _reading(self, pointer: Pointer) -> str:
        """How we read this sentence: direction, basis, grade and criteria of what it says."""
        rows = [row for row in self.view.answer.positions if _overlaps(row, pointer)]
        statements = self._statements(pointer.doc_id)
        statement = statement_at(statements, pointer.char_start, pointer.char_end)
        text = without_doses if self.view.profile.plain else str
        return reading_html(rows[0] if rows else None, statement, text, ids=self.view.profile.ids)

    def _links(self, pointer: Pointer) -> str:
        """The document itself at this place, and the primary source."""
        links = []
        if not pointer.doc_id.startswith(CASE_PREFIX):
            place = {"id": pointer.doc_id, "from": pointer.char_start, "to": pointer.char_end}
            where = f"page {pointer.page} of the document" if pointer.page else "the document"
            address = html_text(f"document?{urlencode(place)}")
            links.append(_link(address, f"See {where}", "opens in a new tab"))
        for reference in self.view.answer.references:
            url = safe_url(reference.url) if reference.doc_id == pointer.doc_id else ""
            if url:
                digest = " (the text above is our digest of it)" if reference.digest else ""
                link = _link(html_text(url), "Open the primary source", "leaves this page")
                links.append(f"{link}{digest}")
        return f'<p class="gq-links">{" · ".join(links)}</p>' if links else ""


def _link(address: str, words: str, effect: str) -> str:
    """A link that opens beside this page; `address` is escaped already."""
    return (
        f'<a href="{address}" target="_blank" rel="noopener noreferrer">{words}'
        f'<span class="gq-sr">, {effect}</span></a>'
    )


def _overlaps(row: PositionRow, pointer: Pointer) -> bool:
    same = row.doc_id == pointer.doc_id and bool(row.quote)
    return same and row.char_start < pointer.char_end and pointer.char_start < row.char_end
