"""What a policy says it leaves to another: its catch-alls do not refuse that.

Sources: scope sections of commercial medical policies ("Testing for familial hypercholesterolemia
is addressed elsewhere"), determinations ("X is outside the scope of this determination").
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from ingest.lexis import is_generic, words
from ingest.models import BlockKind
from ingest.sentences import sentence_spans
from ingest.statements.context import Context
from ingest.statements.models import Direction, Statement
from ingest.statements.phrases import clean, split_list

_LEFT = re.compile(
    r"^\W*(?P<what>[^.;:]{4,120}?)\s+(?:is|are)\s+(?:not\s+(?:addressed|discussed|reviewed)\s+"
    r"(?:in|by)\s+this|(?:addressed|discussed|described|reviewed)\s+(?:elsewhere|separately|in\s+"
    r"(?:an?|another|its own|a separate)\s+(?:[\w-]+\s+){0,3}(?:policy|guideline|bulletin|document|"
    r"determination)\b)|(?:outside|beyond)\s+(?:of\s+)?the\s+scope\s+of\s+this)",
    re.IGNORECASE,
)
_VERB = re.compile(r"\b(?:is|are|was|were|which|that|when)\b", re.IGNORECASE)
_N_WORDS = 10  # a longer phrase is a clause


def without_what_is_left(context: Context, statements: Sequence[Statement]) -> list[Statement]:
    """Statements whose catch-alls except what the document says another one addresses."""
    left = tuple(dict.fromkeys(_left_out(context)))
    return [
        replace(s, exceptions=(*s.exceptions, *left))
        if left and s.catch_all and s.direction is Direction.AGAINST
        else s
        for s in statements
    ]


def _left_out(context: Context) -> Iterator[str]:
    for index, block in enumerate(context.document.blocks):
        if block.kind is BlockKind.TABLE_ROW:
            continue
        text = context.text(index)
        for start, end in sentence_spans(text):
            found = _LEFT.match(text[start:end])
            if found and not _VERB.search(found["what"]) and len(words(found["what"])) <= _N_WORDS:
                yield from _named(found["what"])


def _named(phrase: str) -> Iterator[str]:
    """The phrase, and of "testing for A or B" what it is for."""
    _, _, whose = phrase.partition(" for ")
    for name in (phrase, *(split_list(whose) if whose else ())):
        if words(name) and not is_generic(name):
            yield clean(name)
