"""Document to Passages.

Along its blocks, never across a heading, every block in exactly one passage.

Why not LlamaIndex's splitters on the default path: see docs/adr/0003-chunking.md. They can be asked
for by
`split_with_llama_index`, which is also what the test compares our splitter with.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from ingest.models import Block, BlockKind, Document, Passage
from ingest.readers.builder import is_connector
from ingest.sections import Section, split_sections
from ingest.sentences import sentence_spans

# About 250 word pieces: all-MiniLM-L6-v2 reads 256 and drops the rest without a word.
GROUP_CHARS = 1_100
SPLIT_CHARS = 1_200
# A paragraph shorter than this says little alone and is kept with what follows it.
SHORT_CHARS = 350
_MAX_CONTEXT_CHARS = 600

SpanSplitter = Callable[[str], list[tuple[int, int]]]

_GRADED = re.compile(
    r"""\(\s*(?:strong|weak|neither|conditional|moderate|limited|consensus|grade|level|class|category
          |cor\b|loe\b|[12][abcd]\b|[abcdi]\s+recommendation|not\s+graded|good\s+practice
          |expert\s+opinion|offer\b|consider\b)[^()]{0,120}(?:\([^()]*\)[^()]{0,60})?\)\s*\.?$
      | ^\S*\s*(?:recommendation|statement|key\s+action\s+statement|practice\s+point)\s+\d
      | \b(?:we|panel|society|uspstf|aan|acp|idsa|acc|aha|eular|acr)\s+
        (?:strongly\s+|conditionally\s+)?(?:recommends?|suggests?)\b
      | \brecommend(?:s|ed)?\s+(?:for\s+or\s+)?against\b
      | \binsufficient\s+evidence\s+to\s+(?:recommend|suggest|assess)""",
    re.IGNORECASE | re.VERBOSE,
)
_RECOMMENDATION_COLUMN = re.compile(
    r"\b(?:recommendations?|strength|grade|cor|loe|class of)\b", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class _Run:
    """Blocks `first` to `last`, or a stretch of a single one, that make one passage."""

    first: int
    last: int
    start: int
    end: int


def chunk_document(
    document: Document, *, spans: SpanSplitter = sentence_spans
) -> tuple[Passage, ...]:
    """Passages of a document, in reading order.

    Args:
        document: As read.
        spans: Splits the text of a block that is too long for one passage.
    """
    ordinals: Counter[str] = Counter()
    passages: list[Passage] = []
    for section in split_sections(document):
        for run in _runs(document, section, spans):
            ordinals[section.number] += 1
            passages.append(_passage(document, section, run, ordinals[section.number]))
    return tuple(passages)


def _runs(document: Document, section: Section, spans: SpanSplitter) -> Iterator[_Run]:
    """Group the section's blocks; its headings go with the first group."""
    first = section.first_block
    index = section.first_content
    while index <= section.last_block:
        last = _last_of_group(document, index, section.last_block)
        yield from _cut(document, _Run(first, last, *_extent(document, first, last)), spans)
        first = index = last + 1
    if first <= section.last_block:
        yield _Run(first, section.last_block, *_extent(document, first, section.last_block))


def _extent(document: Document, first: int, last: int) -> tuple[int, int]:
    return document.blocks[first].char_start, document.blocks[last].char_end


def _last_of_group(document: Document, first: int, limit: int) -> int:
    blocks = document.blocks
    last = first
    while last < limit:
        following = last + 1
        if blocks[following].char_end - blocks[first].char_start > GROUP_CHARS:
            break
        alone = _stands_alone(document, last) or _stands_alone(document, following)
        if not _is_part_of_recommendation(document, first, following) and (
            alone or not _belongs(document, first, last, following)
        ):
            break
        last = following
    return last


def _stands_alone(document: Document, index: int) -> bool:
    """True for a recommendation.

    It is a passage of its own, so that a hit is that one and no other.
    """
    block = document.blocks[index]
    if block.kind is BlockKind.LIST_ITEM:
        return _GRADED.search(document.block_text(block)) is not None
    if block.kind is BlockKind.TABLE_ROW and block.cells != block.header:
        return any(_RECOMMENDATION_COLUMN.search(cell) for cell in block.header)
    return False


def _is_part_of_recommendation(document: Document, first: int, index: int) -> bool:
    """True for an item nested below a recommendation of this group, such as its graded end."""
    block = document.blocks[index]
    parent = block.lead_in
    if block.kind is not BlockKind.LIST_ITEM or parent is None or parent < first:
        return False
    is_item = document.blocks[parent].kind is BlockKind.LIST_ITEM
    return is_item and _stands_alone(document, parent)


def _belongs(document: Document, first: int, last: int, following: int) -> bool:
    """True where the next block is better read with those before it than alone."""
    before, after = document.blocks[last], document.blocks[following]
    if after.lead_in is not None and first <= after.lead_in <= last:
        return True
    if after.kind is before.kind is BlockKind.LIST_ITEM:
        return True
    if after.kind is before.kind is BlockKind.TABLE_ROW:
        return after.table == before.table
    if _leads_in(document, following):
        return False
    if is_connector(document.block_text(after)):
        return True
    short = before.char_end - document.blocks[first].char_start < SHORT_CHARS
    return short and before.kind is after.kind is BlockKind.PARAGRAPH


def _leads_in(document: Document, index: int) -> bool:
    """True where the block after `index` is a list or table that hangs on it."""
    blocks = document.blocks
    return index + 1 < len(blocks) and blocks[index + 1].lead_in == index


def _cut(document: Document, run: _Run, spans: SpanSplitter) -> Iterator[_Run]:
    """Cut a run that is over-long (one long block, with its headings) at sentence ends."""
    body = document.blocks[run.last]
    if run.end - run.start <= SPLIT_CHARS or body.char_end - body.char_start <= SPLIT_CHARS:
        yield run
        return
    if run.first < run.last and document.blocks[run.last - 1].kind is not BlockKind.HEADING:
        head = _Run(run.first, run.last - 1, *_extent(document, run.first, run.last - 1))
        yield from _cut(document, head, spans)
        run = _Run(run.last, run.last, body.char_start, body.char_end)
    first, start = run.first, run.start
    for piece_end in _piece_ends(document.block_text(body), spans):
        end = body.char_start + piece_end
        while document.text[start].isspace():
            start += 1
        yield _Run(first, run.last, start, end)
        first, start = run.last, end


def _piece_ends(text: str, spans: SpanSplitter) -> Iterator[int]:
    """Ends of pieces of at most `SPLIT_CHARS` characters, at sentence ends, else at spaces.

    The last is the text's end.
    """
    start = previous = 0
    for _, end in spans(text):
        if end - start > SPLIT_CHARS and previous > start:
            yield previous
            start = previous
        while end - start > SPLIT_CHARS:
            space = text.rfind(" ", start + 1, start + SPLIT_CHARS)
            start = space if space > start else start + SPLIT_CHARS
            yield start
        previous = end
    yield len(text)


def _passage(document: Document, section: Section, run: _Run, ordinal: int) -> Passage:
    content = document.blocks[min(max(run.first, section.first_content), run.last)]
    return Passage(
        passage_id=f"{document.doc_id}#{section.number}:{ordinal}",
        doc_id=document.doc_id,
        section=section.number,
        heading_path=document.heading_path(content),
        context=_context(document, run, content),
        page=document.page_at(run.start),
        page_end=document.page_at(run.end - 1),
        char_start=run.start,
        char_end=run.end,
        first_block=run.first,
        last_block=run.last,
        text=document.text[run.start : run.end],
    )


def _context(document: Document, run: _Run, content: Block) -> str:
    """Lead-ins from the outermost inwards, then the table's header.

    Where they lie outside the passage.
    """
    parts: list[str] = []
    index = content.lead_in
    while index is not None:
        if not run.first <= index <= run.last:
            parts.append(document.block_text(document.blocks[index])[-_MAX_CONTEXT_CHARS:])
        index = document.blocks[index].lead_in
    parts.reverse()
    run_blocks = document.blocks[run.first : run.last + 1]
    header = next((block.header for block in run_blocks if block.header), ())
    if header and not any(block.cells == header for block in run_blocks):
        parts.append(" | ".join(header))
    return "\n".join(parts)


def split_with_llama_index(text: str) -> list[tuple[int, int]]:
    """Spans by LlamaIndex's SentenceSplitter, for `chunk_document(spans=...)`.

    The first call takes seconds to import.
    """
    from llama_index.core.node_parser import SentenceSplitter  # noqa: PLC0415 - takes seconds to import
    from llama_index.core.schema import Document as LlamaDocument  # noqa: PLC0415 - takes seconds to import
    from llama_index.core.schema import TextNode  # noqa: PLC0415 - takes seconds to import

    splitter = SentenceSplitter(
        chunk_size=SPLIT_CHARS,
        chunk_overlap=0,
        tokenizer=list,
        chunking_tokenizer_fn=lambda run: [run[a:b] for a, b in _touching(sentence_spans(run))],
    )
    nodes = splitter.get_nodes_from_documents([LlamaDocument(text=text)])
    spans = [
        (node.start_char_idx, node.end_char_idx) for node in nodes if isinstance(node, TextNode)
    ]
    return [(a, b) for a, b in spans if a is not None and b is not None]


def _touching(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The same spans, each reaching to where the next begins."""
    starts = [start for start, _ in spans]
    return list(zip(starts, [*starts[1:], *(end for _, end in spans[-1:])], strict=True))
