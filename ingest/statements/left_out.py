"""What a policy says it leaves to another, or does not address: its catch-alls do not refuse that.

Sources: scope sections of commercial medical policies ("Testing for familial hypercholesterolemia
is addressed elsewhere"), determinations ("X is outside the scope of this determination").
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import takewhile

from ingest.lexis import is_generic, key_stems, words
from ingest.models import BlockKind, SourceKind
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
_DOES_NOT = re.compile(
    r"^\W*(?:this|the) (?:[\w-]+ ){0,3}?(?:LCD|NCD|polic(?:y|ies)|guideline|document|bulletin|"
    r"article|determination)s? (?:do(?:es)? not|cannot) (?:address|discuss|review|evaluate|"
    r"apply to|deal with|pertain to|extend to)\s+(?P<what>[^;:]{4,240}?)\W*$",
    re.IGNORECASE,
)
# "The following uses are not addressed in this policy: A, B and C", or a list below it
_FOLLOWING = re.compile(
    r"\b(?:following|these)\s+(?:[\w-]+\s+){0,2}?(?:conditions|indications|uses|diagnoses|diseases|"
    r"disorders|procedures|services|tests|drugs|products|topics)\b[^:;.]{0,60}?\b(?:(?:is|are|was|"
    r"were|have|has)\s+(?:not|never)\s+(?:been\s+)?(?:checked|addressed|reviewed|evaluated|assessed|"
    r"discussed|considered here)|(?:outside|beyond)\s+(?:of\s+)?the\s+scope|(?:addressed|reviewed|"
    r"discussed)\s+(?:elsewhere|separately|in\s+(?:other|another|an?|separate|their own)\s))"
    r"[^:;.]*:\s*(?P<list>[^.;:]*)\W*$",
    re.IGNORECASE,
)
_VERB = re.compile(r"\b(?:is|are|was|were|which|that|when)\b", re.IGNORECASE)
_NOR = re.compile(r",?\s+nor\s+(?:does it (?:address|discuss|apply to)\s+)?", re.IGNORECASE)
_N_WORDS = 10  # a longer phrase is a clause


def without_what_is_left(context: Context, statements: Sequence[Statement]) -> list[Statement]:
    """Statements without what the document says that it, or its catch-alls, leaves to another."""
    elsewhere = tuple(dict.fromkeys((*_left_out(context), *_listed(context))))
    outside = tuple(p for p in dict.fromkeys(_outside(context)) if not _is_named(p, statements))
    return [_excepting(s, elsewhere, outside) for s in statements]


def _excepting(statement: Statement, elsewhere: Sequence[str], outside: Sequence[str]) -> Statement:
    """A Statement of any condition with what is left out; of named conditions it stays as it is."""
    general = statement.catch_all or not statement.condition_groups
    closes = statement.catch_all and statement.direction is Direction.AGAINST
    left = (*(outside if general else ()), *(elsewhere if closes else ()))
    return replace(statement, exceptions=(*statement.exceptions, *left)) if left else statement


def _is_named(phrase: str, statements: Sequence[Statement]) -> bool:
    """Whether a Statement takes a position on a phrase, or on what it is for."""
    stems = key_stems(phrase)
    return any(
        stems <= key_stems(text) for s in statements for text in (*s.conditions, *s.interventions)
    )


def _outside(context: Context) -> Iterator[str]:
    """What a policy says it does not address: "correction of A or B, nor surgery for C"."""
    if context.source.kind is not SourceKind.COVERAGE_POLICY:
        return
    for sentence in _sentences(context):
        found = _DOES_NOT.match(sentence)
        for part in _NOR.split(found["what"]) if found else ():
            act, of, whose = part.partition(" of ")
            if not _VERB.search(part) and len(words(part)) <= _N_WORDS:
                yield from _named(part)
                yield from (f"{act}{of}{name}" for name in split_list(whose) if of)
                yield from (clean(name) for name in split_list(whose) if of)


def _left_out(context: Context) -> Iterator[str]:
    for sentence in _sentences(context):
        found = _LEFT.match(sentence)
        if found and not _VERB.search(found["what"]) and len(words(found["what"])) <= _N_WORDS:
            yield from _named(found["what"])


def _listed(context: Context) -> Iterator[str]:
    """What is listed as not addressed: behind the colon, else as the items below it."""
    blocks = context.document.blocks
    for index, block in enumerate(blocks):
        if block.kind is BlockKind.TABLE_ROW:
            continue
        text = context.text(index)
        sentences = [text[start:end] for start, end in sentence_spans(text)]
        for found in filter(None, map(_FOLLOWING.search, sentences)):
            below = takewhile(lambda b: b.kind is BlockKind.LIST_ITEM, blocks[index + 1 :])
            items = [context.text(index + 1 + i) for i, _ in enumerate(below)]
            for name in split_list(found["list"]) if words(found["list"]) else items:
                if not _VERB.search(name) and len(words(name)) <= _N_WORDS:
                    yield clean(name)


def _sentences(context: Context) -> Iterator[str]:
    for index, block in enumerate(context.document.blocks):
        if block.kind is not BlockKind.TABLE_ROW:
            text = context.text(index)
            yield from (text[start:end] for start, end in sentence_spans(text))


def _named(phrase: str) -> Iterator[str]:
    """The phrase, and of "testing for A or B" what it is for."""
    _, _, whose = phrase.partition(" for ")
    for name in (phrase, *(split_list(whose) if whose else ())):
        if words(name) and not is_generic(name):
            yield clean(name)
