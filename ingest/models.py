"""The nouns of ingest: what a file becomes on its way into a Snapshot.

There is one definition of offsets, used everywhere: `document.text[char_start:char_end] == quote`.
`Document.text` is the normalised text that is kept; Blocks, Passages, Statements and Citations all
point into it.
"""

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum


class BlockKind(StrEnum):
    """What a run of text is in the layout of its document."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    LIST_ITEM = "list_item"
    TABLE_ROW = "table_row"


class SourceKind(StrEnum):
    """What a Source is as a publication.

    Guidelines and coverage policies decide (DESIGN.md section 5, rule 3).
    """

    GUIDELINE = "guideline"
    COVERAGE_POLICY = "coverage_policy"
    RESEARCH = "research"
    CASE_MATERIAL = "case_material"


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """One heading, paragraph, list item or table row of a Document.

    Attributes:
        kind: Its place in the layout.
        char_start: Offset of its first character in `Document.text`.
        char_end: Offset after its last character.
        page: 1-based page of the file on which it starts; None where the format has no pages.
        page_end: 1-based page on which it ends.
        level: 1-6 for a heading, depth from 1 for a list item, else 0.
        heading: Index in `Document.blocks` of the innermost heading above it; for a heading its
            parent heading.
        lead_in: Index of the block that leads it in: for a nested list item its parent item, for a
            top-level item or a table row the paragraph that introduces the list or table; None
            where there is none.
        marker: The printed list marker, e.g. "1.", "a)", "•", "1.2.3"; part of the text; "" where
            there is none.
        header: Header cells of the table that a row belongs to; () where the table has no header.
        cells: The cells of a table row in order; their text is joined by " | " in `Document.text`.
        table: Ordinal of the table in the document, from 0; None outside tables.
    """

    kind: BlockKind
    char_start: int
    char_end: int
    page: int | None = None
    page_end: int | None = None
    level: int = 0
    heading: int | None = None
    lead_in: int | None = None
    marker: str = ""
    header: tuple[str, ...] = ()
    cells: tuple[str, ...] = ()
    table: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Flag:
    """Something about a document that a person should look at; shown in reports, never decides.

    Attributes:
        kind: Short name: "no_text_layer", "instruction", "hidden_text", "zero_width", "look_alike",
            "inferred", "low_text", "table_without_header", ...
        detail: What was seen, in words; at most 200 characters.
        page: 1-based page, None where unknown.
    """

    kind: str
    detail: str
    page: int | None = None


def page_of(page_starts: Sequence[int], offset: int) -> int | None:
    """1-based page that holds a character; None where there are no pages."""
    return max(1, bisect_right(page_starts, offset)) if page_starts else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A file as it was read: normalised text, blocks over it, pages.

    Attributes:
        doc_id: Key in the manifest: `id` of the front matter, else the file's stem made unique.
        path: Posix path relative to the ingested folder.
        sha256: Hash of the file's bytes, hexadecimal.
        media_type: "application/pdf", "text/markdown", "text/html", "text/plain" or the DOCX type.
        text: Normalised text; the only text that offsets refer to.
        blocks: In reading order.
        page_starts: Offset in `text` at which page i + 1 starts; () where the format has no pages.
        pages_without_text: 1-based pages with no text layer.
        front_matter: Keys and values as written; empty where there is none.
        file_title: Title in the file's own metadata, "" where there is none.
        running: Lines at the head and foot of pages, which are no part of the text: they may name
            the publisher. Not kept in a Snapshot.
        flags: What a person should look at.
    """

    doc_id: str
    path: str
    sha256: str
    media_type: str
    text: str
    blocks: tuple[Block, ...]
    page_starts: tuple[int, ...] = ()
    pages_without_text: tuple[int, ...] = ()
    front_matter: Mapping[str, object] = field(default_factory=dict)
    file_title: str = ""
    running: tuple[str, ...] = ()
    flags: tuple[Flag, ...] = ()

    @property
    def n_pages(self) -> int | None:
        """Number of pages; None where the format has none."""
        return len(self.page_starts) or None

    def page_at(self, offset: int) -> int | None:
        """1-based page that holds the character at `offset`; None where the format has no pages."""
        return page_of(self.page_starts, offset)

    def block_text(self, block: Block) -> str:
        """The text of one of its blocks."""
        return self.text[block.char_start : block.char_end]

    def heading_path(self, block: Block) -> tuple[str, ...]:
        """Texts of the headings above `block`, outermost first."""
        path: list[str] = []
        index = block.heading
        while index is not None:
            heading = self.blocks[index]
            path.append(self.block_text(heading))
            index = heading.heading
        return tuple(reversed(path))


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """What a Document is as a publication.

    Attributes:
        doc_id: The document.
        title: As printed.
        kind: guideline, coverage_policy, research or case_material.
        publisher: Body that speaks, "" where unknown.
        year: Year of publication, None where unknown.
        version: As printed, "" where there is none.
        policy_number: e.g. "CPB 0206", "L33610", "NCD 250.3", "NG206"; "" where there is none.
        subject: Noun phrase that the whole document is about, "" where unknown.
        payer: Payer whose policy it is, "" for others.
        jurisdiction: As printed, "" where there is none.
        effective_date: First day in force; None where unknown.
        end_date: First day no longer in force; None while open.
        supersedes: doc_ids or policy numbers that it replaces.
        amends: `doc_id` or `doc_id#recommendation` that it replaces in part; inferred from the
            text, the year of an edition stands in the place of the id.
        companion_of: doc_id with which it forms one Source (an LCD and its article), "".
        url: Primary source.
        licence: Of the text.
        digest: True where the text is our digest of the primary source, not its own words.
        checked_against: full_text, excerpt or abstract; "" where not a digest.
        checked_on: Date of that check.
        review_status: "submitted" until a named clinician has approved it.
        inferred: Names of the fields above that were inferred from the text, not stated in front
            matter.
    """

    doc_id: str
    title: str
    kind: SourceKind
    publisher: str = ""
    year: int | None = None
    version: str = ""
    policy_number: str = ""
    subject: str = ""
    payer: str = ""
    jurisdiction: str = ""
    effective_date: date | None = None
    end_date: date | None = None
    supersedes: tuple[str, ...] = ()
    amends: tuple[str, ...] = ()
    companion_of: str = ""
    url: str = ""
    licence: str = ""
    digest: bool = False
    checked_against: str = ""
    checked_on: date | None = None
    review_status: str = "submitted"
    inferred: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """The unit of retrieval: a contiguous run of one document's text.

    Attributes:
        passage_id: `{doc_id}#{section}:{ordinal}`, stable while the document is unchanged.
        doc_id: The document.
        section: Number of the section as printed, e.g. "7.3.1", else its ordinal as "s12"; ""
            before the first heading.
        heading_path: Headings above it, outermost first.
        context: Lead-in sentence and table header that it needs to be understood; searched and
            embedded, never quoted.
        page: 1-based page on which it starts; None where the format has no pages.
        page_end: 1-based page on which it ends.
        char_start: Offset of its first character in `Document.text`.
        char_end: Offset after its last character.
        first_block: Index of its first block in `Document.blocks`.
        last_block: Index of its last block (inclusive).
        text: `Document.text[char_start:char_end]`.

    Raises:
        ValueError: The offsets do not span the text, or a page is below 1.
    """

    passage_id: str
    doc_id: str
    section: str
    heading_path: tuple[str, ...]
    context: str
    page: int | None
    page_end: int | None
    char_start: int
    char_end: int
    first_block: int
    last_block: int
    text: str

    def __post_init__(self) -> None:
        if self.char_end - self.char_start != len(self.text):
            raise ValueError(f"{self.passage_id}: offsets do not span the text")
        if self.page is not None and self.page < 1:
            raise ValueError(f"{self.passage_id}: page {self.page} is below 1")

    def searchable(self) -> str:
        """What is embedded and indexed: headings, context, text."""
        parts = [" > ".join(self.heading_path), self.context, self.text]
        return "\n".join(part for part in parts if part)


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """A Passage with its rank and its scores, each under its own name.

    Attributes:
        passage_id: The passage.
        doc_id: Its document.
        rank: From 1.
        fused_score: Convex combination of the normalised parts, in [0, 1].
        cosine_similarity: In [-1, 1]; None where the dense side did not return it.
        bm25_score: From 0, unbounded; None where the lexical side did not return it.
        code_score: 1 where a code or concept of the question stands in the passage, else 0.
    """

    passage_id: str
    doc_id: str
    rank: int
    fused_score: float
    cosine_similarity: float | None = None
    bm25_score: float | None = None
    code_score: float = 0.0
