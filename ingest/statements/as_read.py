"""A document as it is read: look-alike letters of other scripts are Latin, and quotes as printed.

Both texts are of one length, so that every offset is the same in them.
"""

from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import wraps

from ingest.look_alikes import plain_letters
from ingest.models import Document, Passage, Source
from ingest.statements.models import Criterion, Quote, Statement

Extract = Callable[[Document, Source, tuple[Passage, ...]], tuple[Statement, ...]]


def as_read(document: Document) -> Document:
    """The document with the text that is read; itself where that is the printed one."""
    text = plain_letters(document.text)
    return document if text == document.text else replace(document, text=text)


def read_plainly(extract: Extract) -> Extract:
    """`extract` over the text that is read; its Statements quote the printed one."""

    @wraps(extract)
    def extracted(
        document: Document, source: Source, passages: tuple[Passage, ...]
    ) -> tuple[Statement, ...]:
        read = as_read(document)
        found = extract(read, source, passages)
        return found if read is document else requoted(found, document)

    return extracted


def requoted(statements: Iterable[Statement], document: Document) -> tuple[Statement, ...]:
    """Statements whose quotes are those of a document's text."""

    def quote(one: Quote) -> Quote:
        return replace(one, text=document.text[one.char_start : one.char_end])

    def tree(node: Criterion) -> Criterion:
        printed = quote(node.quote) if node.quote else None
        return replace(node, quote=printed, children=tuple(map(tree, node.children)))

    return tuple(
        replace(
            s,
            quote=quote(s.quote),
            lead_quotes=tuple(map(quote, s.lead_quotes)),
            criteria=tree(s.criteria) if s.criteria else None,
        )
        for s in statements
    )
