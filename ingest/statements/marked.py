"""What the tagger adds to the Statements of a document: better phrases, and positions in new words.

The families of phrasing read the wordings that they know, and cut phrases at prepositions. Here a
learned reader (`ingest.embed.tagger`) looks at the same sentences again:

phrases    where it marks interventions or conditions, cut phrases that share no word with any mark
           go, and marked phrases that were not cut come
positions  a sentence of which no family made a Statement, and of whose direction the tagger is
           nearly sure, makes one

It changes no direction and no criterion that a family has read.
"""

import re
from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from ingest.embed.tagger import SentenceReading
from ingest.models import BlockKind, Document, Passage, Source, SourceKind
from ingest.sentences import sentence_spans
from ingest.statements import draft
from ingest.statements.addressed import speaks_to_software
from ingest.statements.as_read import as_read, requoted
from ingest.statements.asides import without_not_needed
from ingest.statements.background import is_background
from ingest.statements.called_criteria import is_boxed
from ingest.statements.cases import with_cases
from ingest.statements.companions import is_against_companion
from ingest.statements.context import Context
from ingest.statements.cues import BEFORE, Cue
from ingest.statements.draft import Found, Ground
from ingest.statements.families.silence import reports
from ingest.statements.fields import subject_in
from ingest.statements.formulary import DRUG_LIST
from ingest.statements.front_patterns import AND_NOT_BE
from ingest.statements.grades import find_grade
from ingest.statements.led_list import asks_for_all, criteria_below
from ingest.statements.legends import is_legend
from ingest.statements.limit_columns import with_limits
from ingest.statements.listed_factors import lists_factors
from ingest.statements.maintenance import speaks_of_maintenance
from ingest.statements.marked_phrases import ARROW, phrases, rephrased, things_of
from ingest.statements.may_speak import may_speak
from ingest.statements.models import (
    EXCEPTION,
    Basis,
    Criterion,
    Direction,
    Join,
    Quote,
    Statement,
)
from ingest.statements.own_abbreviations import abbreviations_of
from ingest.statements.own_groups import with_members
from ingest.statements.positions import TELLS_SCOPE
from ingest.statements.slots import Slots
from ingest.statements.subject import looks_like_condition

Read = Callable[[Sequence[str]], list[SentenceReading]]

MARKED = "marked"  # flag of a Statement that no family of phrasing made

# How sure the tagger must be of a direction, and of there being none.
_SURE = 0.97
_SURE_OF_NONE = 0.99
_OWN = frozenset({Basis.RECOMMENDATION, Basis.COVERAGE})
# "should not be withdrawn because of age" is no advice against what is not to be withdrawn
_KEPT = re.compile(
    r"\b(?:not|never) (?:\w+ly )?(?:be (?:\w+ly )?)?(?:stopp|stop\b|discontinu|withh|withdr|"
    r"ceas|interrupt|deprescri|omit)",
    re.IGNORECASE,
)
_DIRECTIONS = {
    "+": Direction.FOR,
    "-": Direction.AGAINST,
    "?": Direction.INSUFFICIENT,
}


@dataclass(frozen=True, slots=True)
class _Candidate:
    """A sentence without a Statement, with what leads it in."""

    quote: Quote
    lead: Quote | None


@dataclass(frozen=True, slots=True)
class Understood:
    """A document as the families of phrasing understand it."""

    document: Document
    source: Source
    passages: tuple[Passage, ...]
    statements: tuple[Statement, ...]


def marked_statements(understood: Understood, read: Read) -> tuple[Statement, ...]:
    """The Statements of a document as the tagger completes them, in reading order."""
    printed, document = understood.document, as_read(understood.document)
    if document is printed:
        return _marked(understood, read)
    statements = requoted(understood.statements, document)
    as_it_is_read = replace(understood, document=document, statements=statements)
    return requoted(_marked(as_it_is_read, read), printed)


def _marked(understood: Understood, read: Read) -> tuple[Statement, ...]:
    document, source, statements = understood.document, understood.source, understood.statements
    context = Context(document, source, understood.passages)
    subject = subject_in(document, source)
    ground = Ground(context, subject, abbreviations_of(document, subject, source.kind))
    candidates = list(_candidates(context, statements))
    texts = [_with_lead(s.quote, s.lead_quotes[-1:]) for s in statements]
    texts += [_with_lead(c.quote, (c.lead,) if c.lead else ()) for c in candidates]
    readings = read(texts)
    several = cut_apart(statements)
    own = [
        statement
        if not {DRUG_LIST, EXCEPTION}.isdisjoint(statement.flags)  # cut with its own phrases
        or statement.statement_id in several
        or is_boxed(statement.quote.text)
        or lists_factors(statement.quote.text)
        or is_against_companion(statement)
        or AND_NOT_BE.search(statement.quote.text)
        or speaks_of_maintenance(statement.quote.text)
        else rephrased(statement, text, reading, ground)
        for statement, text, reading in zip(statements, texts, readings, strict=False)
        if not _has_no_position(statement, reading, context)
    ]
    rest = slice(len(statements), None)
    new = [
        made
        for candidate, text, reading in zip(candidates, texts[rest], readings[rest], strict=True)
        if (made := _made(candidate, text, reading, ground))
    ]
    ordered = with_members(
        context,
        sorted(
            [*own, *with_cases(context, new)], key=lambda s: (s.quote.char_start, s.quote.char_end)
        ),
    )
    return tuple(
        replace(s, statement_id=f"{document.doc_id}!{n}") for n, s in enumerate(ordered, start=1)
    )


def cut_apart(statements: Sequence[Statement]) -> set[str]:
    """Refusals whose sentence says something else beside: each was cut with its own phrases.

    The tagger marks the whole sentence, and would add what the other part is about.
    """
    # the exception to a refusal is of what it refuses
    starts = sorted(s.quote.char_start for s in statements if EXCEPTION not in s.flags)
    return {
        s.statement_id
        for s in statements
        if s.direction is Direction.AGAINST
        and bisect_left(starts, s.quote.char_end) - bisect_left(starts, s.quote.char_start) > 1
    }


def _with_lead(quote: Quote, leads: Sequence[Quote]) -> str:
    """A sentence as the tagger reads it: what leads it in, an arrow, the sentence.

    The row of a table around the sentence is no lead-in: its other cells are grades and notes.
    """
    before = [q for q in leads if quote.text not in q.text]
    return without_not_needed(ARROW.join(" ".join(q.text.split()) for q in (*before, quote)))


# --- sentences that only look like a position ----------------------------------------------------


def _has_no_position(statement: Statement, reading: SentenceReading, context: Context) -> bool:
    """Whether a sentence with a cue, but neither grade nor number, is nobody's position.

    A duty to document, a remark; a heading that only names the list under it.
    """
    if statement.recommendation or statement.basis not in _OWN:
        return False
    block = context.block_at(statement.quote.char_start)
    if block.kind is BlockKind.TABLE_ROW:
        return False  # its header says what the row alone does not
    tree = statement.criteria
    if statement.basis is Basis.COVERAGE and tree and tree.children:
        return False  # a list of criteria is what is asked for, however it is led in
    if statement.subject_stands_in and block.kind is BlockKind.HEADING:
        return True
    return not statement.grade and reading.marks["0"] >= _SURE_OF_NONE


# --- positions in new words ----------------------------------------------------------------------


def _candidates(context: Context, statements: Sequence[Statement]) -> Iterator[_Candidate]:
    taken = sorted({(q.char_start, q.char_end) for s in statements for q in _quotes(s)})
    # what is led in by a sentence with criteria, or by a criterion, is a criterion
    trees = {(q.char_start, q.char_end) for s in statements if s.criteria for q in _quotes(s)}
    for index, block in enumerate(context.document.blocks):
        if block.kind is BlockKind.HEADING or _is_aside(context, index):
            continue
        text = context.text(index)
        lead = context.quote_block(block.lead_in) if block.lead_in is not None else None
        if lead and (
            any(a < lead.char_end and lead.char_start < b for a, b in trees)
            or asks_for_all(lead.text)
        ):
            continue
        for start, end in sentence_spans(text):
            at = (block.char_start + start, block.char_start + end)
            told = text[start:end]
            scope = context.source.kind is SourceKind.GUIDELINE and TELLS_SCOPE.match(told)
            if not any(a < at[1] and at[0] < b for a, b in taken) and may_speak(told) and not scope:
                yield _Candidate(context.quote(*at), lead)


def _is_aside(context: Context, index: int) -> bool:
    """Whether a block is the title, background, a legend, speaks to software, or tells findings."""
    headings = [context.text(at) for at in context.heading_chain(index)]
    if context.source.kind is not SourceKind.RESEARCH and is_background(headings):
        return True
    if " ".join(context.text(index).split()) == " ".join(context.source.title.split()):
        return True  # "Recommendations on screening for X" recommends nothing yet
    block = context.block(index)
    if is_legend(block.header) or (block.header and block.cells == block.header):
        return True  # the titles of a table's columns take no position
    lead = context.block(index).lead_in
    return speaks_to_software(context.text(index)) or (
        lead is not None and reports(context.text(lead))
    )


def _is_plain(statement: Statement) -> bool:
    """Whether it is plain of which condition it speaks: its own, or one that the title names."""
    if not statement.subject_stands_in:
        return bool(statement.condition_groups)
    return any(looks_like_condition(p) for group in statement.condition_groups for p in group)


def _quotes(statement: Statement) -> Iterator[Quote]:
    """All that a Statement is made of, its criteria among it."""
    yield statement.quote
    yield from statement.lead_quotes
    if statement.criteria:
        yield from statement.criteria.quotes()


def _made(
    candidate: _Candidate, text: str, reading: SentenceReading, ground: Ground
) -> Statement | None:
    mark = max(reading.marks, key=reading.marks.__getitem__)
    things = things_of(text, reading)
    reported = any(span.kind == "S" for span in reading.spans)
    if mark == "-" and _KEPT.search(candidate.quote.text):
        return None
    if mark not in _DIRECTIONS or reading.marks[mark] < _SURE or not things or reported:
        return None
    source = ground.context.source
    if source.kind is SourceKind.RESEARCH:
        basis = Basis.FINDING
    else:
        basis = Basis.COVERAGE if ground.is_policy else Basis.RECOMMENDATION
    listed = criteria_below(candidate.quote, ground.context)
    criteria = phrases(text, reading, "K") if listed is None else ()
    targets = phrases(text, reading, "C")
    leaves = tuple(Criterion(join=Join.LEAF, text=c, quote=candidate.quote) for c in criteria)
    tree = (
        None
        if not leaves
        else leaves[0]
        if len(leaves) == 1
        else Criterion(join=Join.ALL_OF, text="", children=leaves)
    )
    cue = Cue("marked", _DIRECTIONS[mark], basis, BEFORE, "", "", "")
    statement = draft.make(
        ground,
        Found(
            cue=cue,
            slots=Slots(
                interventions=things,
                aims=(targets,) if targets else (),
                populations=phrases(text, reading, "P"),
                criteria=criteria,
                exceptions=phrases(text, reading, "E"),
                comparator=next(iter(phrases(text, reading, "X")), ""),
            ),
            quote=candidate.quote,
            grade=find_grade(candidate.quote.text),
            leads=(candidate.lead,) if candidate.lead else (),
            criteria=listed or tree,
            number_text=candidate.quote.text,
        ),
    )
    if not _is_plain(statement):
        return None
    limited = with_limits(ground.context, statement)
    return replace(limited, flags=(*statement.flags, MARKED))
