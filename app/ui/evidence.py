"""The evidence behind a mark: the passage with the quote highlighted, and how we read it."""

from dataclasses import dataclass

from app.answering import Library
from app.case import Brought
from app.models import Citation, Claim, PositionRow
from app.render.doses import without_doses
from app.render.marks import citation_mark, source_words
from app.render.outline import Outline, QuoteView
from app.render.safe import html_block, html_text, safe_url
from app.render.tables import PositionView
from app.render.words import DIRECTIONS, kind_word, status_word
from ingest.errors import GuidelineError
from ingest.models import Passage

# Of the passages before and after; more would push the sentence itself out of sight.
AROUND_CHARACTERS = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Pointer:
    """Where a mark points, and what it is called."""

    mark: str
    source: str
    doc_id: str
    passage_id: str
    quote: str
    char_start: int
    char_end: int
    page: int | None


def of_quote(quote: QuoteView) -> Pointer:
    """The pointer of a citation."""
    return _pointer(quote.citation, quote.mark, quote.source)


def of_position(view: PositionView) -> Pointer:
    """The pointer of a row in the table of positions."""
    return _pointer(view.row, view.mark, view.source)


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """Fetches passages for one Answer: from the index, or from the files of this session.

    Attributes:
        view: The Answer, laid out.
        library: The index.
        brought: The session's files, None where it has none.
    """

    view: Outline
    library: Library
    brought: Brought | None = None

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
        """Several, each place once."""
        places = {(p.passage_id, p.char_start, p.char_end): p for p in reversed(pointers)}
        return " ".join(self.mark(pointer) for pointer in reversed(places.values()))

    def evidence_of(self, claim: Claim) -> str:
        """The passages behind a sentence, open, each with its quote highlighted."""
        pointers = [
            _pointer(citation, citation_mark(citation), self._name(citation))
            for citation in claim.citations
        ]
        return "".join(f'<div class="gq-evidence">{self._folded(p)}</div>' for p in pointers)

    def _folded(self, pointer: Pointer) -> str:
        """The passage, and how we read it folded away: a reviewer goes through many of them."""
        reading = self._reading(pointer)
        shown = self._evidence(pointer)
        if not reading:
            return shown
        summary = "<summary>How we read this sentence</summary>"
        return shown.replace(reading, f"<details>{summary}{reading}</details>")

    def _name(self, citation: Citation) -> str:
        entries = {entry.doc_id: entry for entry in self.view.answer.references}
        return source_words(citation, entries.get(citation.doc_id))

    def _evidence(self, pointer: Pointer) -> str:
        try:
            passage, around = self._passage(pointer.passage_id)
        except GuidelineError:
            gone = "The passage is no longer in the index; this is the quote that was checked."
            return f'<p class="gq-where">{gone}</p>{self._quote_alone(pointer)}'
        before = "".join(p.text for p in around if p.char_end <= passage.char_start)
        after = "".join(p.text for p in around if p.char_start >= passage.char_end)
        return "".join(
            [
                f'<p class="gq-where">{self._where(pointer, passage)}</p>',
                self._context(f"…{before[-AROUND_CHARACTERS:]}" if before else ""),
                self._highlighted(passage, pointer),
                self._context(f"{after[:AROUND_CHARACTERS]}…" if after else ""),
                self._reading(pointer),
                self._links(pointer),
            ]
        )

    def _passage(self, passage_id: str) -> tuple[Passage, tuple[Passage, ...]]:
        if self.brought is not None and passage_id in self.brought.passages:
            passage = self.brought.passages[passage_id]
            same = [p for p in self.brought.passages.values() if p.doc_id == passage.doc_id]
            at = same.index(passage)
            return passage, tuple(same[max(0, at - 1) : at] + same[at + 1 : at + 2])
        return self.library.passage(passage_id), self.library.neighbours(passage_id)

    def _text(self, text: str) -> str:
        return html_block(without_doses(text) if self.view.profile.plain else text)

    def _context(self, text: str) -> str:
        return f'<p class="gq-around">{self._text(text)}</p>' if text else ""

    def _quote_alone(self, pointer: Pointer) -> str:
        return f"<blockquote><mark>{self._text(pointer.quote)}</mark></blockquote>"

    def _highlighted(self, passage: Passage, pointer: Pointer) -> str:
        start = max(0, pointer.char_start - passage.char_start)
        end = pointer.char_end - passage.char_start
        inside = passage.text[start:end]
        if not inside or inside not in pointer.quote:
            return self._quote_alone(pointer)
        before, rest = passage.text[:start], passage.text[end:]
        return (
            f"<blockquote>{self._text(before)}<mark>{self._text(inside)}</mark>"
            f"{self._text(rest)}</blockquote>"
        )

    def _where(self, pointer: Pointer, passage: Passage) -> str:
        parts = [html_text(pointer.source)]
        parts += [html_text(" > ".join(passage.heading_path))] if passage.heading_path else []
        page = pointer.page if pointer.page is not None else passage.page
        parts += [f"page {page}"] if page is not None else []
        if self.view.profile.ids:
            span = f"{passage.passage_id}, characters {pointer.char_start} to {pointer.char_end}"
            parts.append(html_text(span))
        return " · ".join(parts)

    def _reading(self, pointer: Pointer) -> str:
        """How we read this sentence: direction, basis, grade and criteria of what it says."""
        rows = [row for row in self.view.answer.positions if _overlaps(row, pointer)]
        if not rows:
            return ""
        row = rows[0]
        facts = [
            ("Direction", DIRECTIONS[row.direction].word),
            ("Basis", row.basis.replace("_", " ")),
            ("Grade as printed", row.grade),
            ("Qualifier", row.qualifier),
            ("Intervention", row.intervention),
            ("Condition", row.condition),
            ("Kind of source", kind_word(row.kind)),
            ("Status", status_word(row.status)),
            ("Effect", "decides" if row.decides else f"shown: {row.why_not or 'does not decide'}"),
            ("Criteria", self._criteria_words(row.doc_id)),
            ("Statement", row.statement_id if self.view.profile.ids else ""),
        ]
        items = "".join(
            f"<dt>{name}</dt><dd>{html_text(words)}</dd>" for name, words in facts if words
        )
        return f'<p class="gq-reading">How we read this sentence</p><dl>{items}</dl>'

    def _criteria_words(self, doc_id: str) -> str:
        found = [row for row in self.view.answer.criteria if row.doc_id == doc_id]
        return f"{len(found)}, listed under “Criteria”" if found else ""

    def _links(self, pointer: Pointer) -> str:
        for reference in self.view.answer.references:
            url = safe_url(reference.url) if reference.doc_id == pointer.doc_id else ""
            if url:
                digest = " (the text above is our digest of it)" if reference.digest else ""
                return (
                    f'<p><a href="{html_text(url)}" target="_blank" rel="noopener noreferrer">'
                    "Open the primary source"
                    f'<span class="gq-sr">, leaves this page</span></a>{digest}</p>'
                )
        return ""


def _overlaps(row: PositionRow, pointer: Pointer) -> bool:
    same = row.doc_id == pointer.doc_id and bool(row.quote)
    return same and row.char_start < pointer.char_end and pointer.char_start < row.char_end
