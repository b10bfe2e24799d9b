"""Whom a guideline leaves out, as its paragraph on scope says: of all that it recommends.

"Adults aged 40 years or older without known heart disease. The statement does not apply to X."
"""

import re
from collections.abc import Iterator
from dataclasses import replace

from ingest.lexis import words
from ingest.models import BlockKind, SourceKind
from ingest.sentences import sentence_spans
from ingest.statements.context import Context
from ingest.statements.models import Statement
from ingest.statements.phrases import split_list

_HEADING = re.compile(
    r"\W*(?:\d[\d.]*\s+)?(?:(?:task|purpose|aim)s? and |target |patient |intended )?"
    r"(?:scope|populations?|applicability|who (?:this|the) [\w -]+ (?:is for|applies to|covers))\b",
    re.IGNORECASE,
)
# The guideline itself speaks, not a part of it
_ITSELF = r"\b(?:it|they|this|these|the (?:statement|guid\w+|recommendations?|document|digest))\b"
_NOT_FOR = re.compile(
    rf"{_ITSELF}[^.;:]{{0,60}}?\b(?:(?:do|does) not (?:apply to|cover)|"
    r"(?:is|are) not (?:intended )?for|mak(?:es?|ing) no recommendations? (?:for|on))\s+"
    r"(?P<what>[^.;:()]+)",
    re.IGNORECASE,
)
_PEOPLE = (
    r"(?:(?:asymptomatic|cisgender|adult|older|all|out) ?)*"
    r"(?:adults?|people|persons|women|men|patients|outpatients|individuals)\b"
)
_OF_WHOM = re.compile(
    rf"(?:^\W*|{_ITSELF}\s+(?:covers|(?:is|are) (?:about|for|on)|appl(?:y|ies) to|concerns?)\s+"
    rf"(?:[\w -]{{1,80}}?\b(?:in|of|for)\s+)?|^\W*[A-Z]+ ?\d*\s+(?:covers|is about)\s+)"
    rf"(?P<who>{_PEOPLE})"
    r"(?P<rest>.*)",
    re.IGNORECASE | re.DOTALL,
)
_YOUNG = re.compile(
    r"\b(?:child(?:ren)?|pa?ediatric|adolescen\w+|young people|infants?|youths?|teen\w+)\b", re.I
)
_FROM = re.compile(
    r"\b(?P<low>\d{2})(?: years?)?(?: of age)? (?:and|or) (?:older|over|above)\b", re.IGNORECASE
)
_BETWEEN = re.compile(r"\b(?P<low>\d{2}) (?:to|through|and) (?P<high>\d{2}) years\b", re.I)
_LACKING = re.compile(
    r"\b(?:(?<!or )without|who (?:have no|do not have(?: an?)?))\s+(?!(?:or|more)\b)"
    r"(?P<what>[^.;:]+?)(?=,?\s+(?:and )?(?:without|at|who|not|including)\b|[.;:]|$)",
    re.IGNORECASE,
)
_AT_RISK = re.compile(
    r"\b(?:not at (?:an )?(?:increased|high|higher) risk|at average risk)\s+(?:of|for)\s+"
    r"(?P<what>[\w -]+?)(?=\s+(?:and|or|who|because)\b|[^\w -]|$)",
    re.IGNORECASE,
)
_OF_IT = re.compile(
    r"(?:(?:and|nor|or|living with|with|in|to|an?|any|the|known|preexisting|adults?|individuals|"
    r"people|persons|patients|women|men|(?:personal )?history of|diagnosis of|prior|previous|"
    r"(?:signs?|symptoms?)(?: (?:or|and) \w+)? of)\s+)+",
    re.IGNORECASE,
)
_BRACKETS = re.compile(r"\s*\([^()]*\)")
_EXAMPLE = re.compile(r"\((?:for example|e\.g\.|such as),?\s+(?P<what>[^()]+)\)", re.IGNORECASE)
_PARTS = re.compile(r"(?:,\s+(?:(?:or|and|nor)\s+)?|\s+(?:or|nor)\s+)(?=(?:with|to|in)\s)", re.I)
# What alone names no illness, and work or places that are no people
_NO_ILLNESS = re.compile(
    r"show\b|(?:signs?|symptoms?|(?:neurological )?signs (?:or|and) symptoms)$|"
    r".*\b(?:management|evidence|advice|recommendations?|interventions?|treatment|comprehensively|surgery)\b",
    re.IGNORECASE,
)
# "low back pain from fracture, cancer or infection": not each who has had a fracture
_FROM_CAUSE = re.compile(r"[\w -]+ (?:from|due to|related to|caused by) ", re.IGNORECASE)
_OR_MORE = re.compile(r"\bof (\d[\d.,]* \S+) or (?:more|higher|greater|above)\b", re.IGNORECASE)
_N_WORDS = 10  # of a name; a longer run is a clause


def with_scope(context: Context, statements: list[Statement]) -> list[Statement]:
    """The Statements of a guideline with those whom it leaves out."""
    if context.source.kind is not SourceKind.GUIDELINE:
        return statements
    left_out = tuple(dict.fromkeys(_left_out(context)))
    return [replace(s, out_of_scope=left_out) for s in statements] if left_out else statements


def _left_out(context: Context) -> Iterator[str]:
    for index, block in enumerate(context.document.blocks):
        heading = block.heading
        if block.kind is not BlockKind.PARAGRAPH or heading is None:
            continue
        if _HEADING.match(context.text(heading)):
            text = context.text(index)
            for start, end in sentence_spans(text):
                yield from _in_sentence(" ".join(text[start:end].split()))


def _in_sentence(said: str) -> Iterator[str]:
    if refused := _NOT_FOR.search(_BRACKETS.sub("", said)):
        yield from _named(refused["what"])
        for example in _EXAMPLE.finditer(said):
            yield from _named(example["what"])
    people = _OF_WHOM.search(said)
    if people is None or refused:
        return
    rest = people["rest"]
    yield from _ages(people["who"], rest)
    bare = _BRACKETS.sub("", rest)
    for lacking in _LACKING.finditer(bare):
        yield from _named(lacking["what"])
    for risk in _AT_RISK.finditer(bare):
        what = risk["what"].strip()
        yield from (f"high risk of {what}", f"increased risk of {what}", f"history of {what}")
        yield f"hereditary {what}"


def _ages(who: str, rest: str) -> Iterator[str]:
    """Ages outside the one that a sentence gives; children where it is on adults alone."""
    told = [*_FROM.finditer(rest), *_BETWEEN.finditer(rest)]
    if _YOUNG.search(rest) or len(told) > 1:
        return
    if told:
        yield f"under {told[0]['low']} years of age"
        if "high" in told[0].groupdict():
            yield f"over {told[0]['high']} years of age"
    elif re.search(r"\badult", who, re.IGNORECASE):
        yield "under 18 years of age"


# "women with a personal or family history of X": each is a history of its own
_EITHER_HISTORY = re.compile(r"\b(?:an? )?personal (?:or|and|and/or) family history of\b", re.I)


def _named(text: str) -> Iterator[str]:
    if _EITHER_HISTORY.search(text):
        for history in ("history of", "family history of"):
            yield from _named(_EITHER_HISTORY.sub(history, text))
        return
    cause = ""
    text = _OR_MORE.sub(r"at least \1", text)
    for what in (piece for part in _PARTS.split(text) for piece in split_list(part)):
        front = _OF_IT.match(what)
        cause = "" if front else cause
        name = cause + what[front.end() if front else 0 :].strip(" ,")
        told = _FROM_CAUSE.match(name)
        cause = told.group() if told else cause
        if words(name) and len(words(name)) <= _N_WORDS and not _NO_ILLNESS.match(name):
            yield name
