"""Assessment of the case: what the case materials say on what is asked or what is needed."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from app.case import Brought
from app.condition_fit import Fit
from app.draft import Shelf, plain, shorten
from app.furniture import speaks_to_the_reader
from app.matching import StatementMatcher
from app.models import Claim, PositionDirection, PositionRow, SectionName
from app.question_models import Question
from app.stock import Stock
from ingest.lexis import key_stems, squash, words
from ingest.models import Block, BlockKind, Document, SourceKind
from ingest.sentences import sentence_spans
from ingest.statements.addressed import speaks_to_software
from ingest.statements.models import Statement
from ingest.terms import Terms

N_SENTENCES = 14
MIN_OF_FILE = 4
NEVER_DECIDES = "case materials never decide"
_PENDING = re.compile(
    r"\b(?:pending|awaited|outstanding|ordered|not (?:been )?(?:done|performed|measured|tested)"
    r"|not yet|was sent)\b",
    re.IGNORECASE,
)
_RESULT = re.compile(
    r"\b(?:positive|elevated|low|raised|abnormal|decreased|deplet\w+|deficien\w+"
    r"|failed|trial of|tolerat\w+|respon\w+|relaps\w+|progress\w+)\b",
    re.IGNORECASE,
)
_PAYER = re.compile(
    r"\b(?:denied|not (?:covered|authori[sz]ed|approved|meet)|lack\w*|criteria|unproven"
    r"|covered indication|medical necessity|do not document)\b",
    re.IGNORECASE,
)
_DOSE = re.compile(r"\b\d[\d.,]*\s*(?:mg|g|mcg|mL|units?|IU)\b")
_SAME = 0.8  # share of the words of the shorter sentence, from which two say the same
_ABOUT_THE_FILE = re.compile(r"\b(?:invented|example|signed)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Found:
    """A sentence of a file with its rank: 0 settles a criterion, the higher the less."""

    rank: int
    order: int
    claim: Claim


def case_claims(
    brought: Brought,
    question: Question,
    terms: Terms,
    shelf: Shelf,
    settled: Iterable[tuple[str, int, int]],
) -> list[Claim]:
    """Sentences of the case materials, file by file in printed order.

    Those that settle a criterion or speak of the asked pair, of what is pending and of abnormal
    results; never more than a screen.
    """
    spans, names = list(settled), _names(question, terms)
    rows: list[_Found] = []
    for doc_id, document in brought.documents.items():
        if brought.sources[doc_id].kind is SourceKind.CASE_MATERIAL:
            rows.extend(_of_file(document, brought, shelf, _Wanted(names, spans), len(rows)))
    return [row.claim for row in _best(rows)]


def _best(rows: Sequence[_Found]) -> list[_Found]:
    """The best of each file, so that a long letter leaves room for the note; none says it twice."""
    by_file: dict[str, list[_Found]] = {}
    said: list[frozenset[str]] = []
    for row in sorted(rows, key=lambda row: (row.rank, row.order)):
        stems = key_stems(row.claim.text)
        if any(len(stems & other) >= _SAME * min(len(stems), len(other)) for other in said):
            continue
        said.append(stems)
        by_file.setdefault(row.claim.citations[0].doc_id, []).append(row)
    share = max(MIN_OF_FILE, N_SENTENCES // max(1, len(by_file)))
    kept = [row for found in by_file.values() for row in found[:share]]
    return sorted(kept, key=lambda row: row.order)


@dataclass(frozen=True, slots=True)
class _Wanted:
    """What makes a sentence worth showing: names of the asked pair, spans that settle something."""

    names: Sequence[frozenset[str]]
    spans: Sequence[tuple[str, int, int]]

    def rank(self, sentence: str, doc_id: str, start: int, end: int) -> int | None:
        if any(d == doc_id and a < end and start < b for d, a, b in self.spans):
            return 0
        stems = key_stems(sentence)
        named = any(name and name <= stems for name in self.names)
        if named and (_PAYER.search(sentence) or _DOSE.search(sentence)):
            return 1
        if _PENDING.search(sentence) or _RESULT.search(sentence):
            return 2
        if _PAYER.search(sentence) or _DOSE.search(sentence):
            return 3
        return 4 if named else None


def _of_file(
    document: Document, brought: Brought, shelf: Shelf, wanted: _Wanted, order: int
) -> Iterator[_Found]:
    from ingest.statements.context import Context  # noqa: PLC0415 - few questions bring a file

    doc_id = document.doc_id
    pieces = tuple(p for p in brought.passages.values() if p.doc_id == doc_id)
    context = Context(document, brought.sources[doc_id], pieces)
    for block in document.blocks:
        text = document.block_text(block)
        if block.kind is BlockKind.HEADING or block.cells == block.header != ():
            continue
        whole = block.kind is BlockKind.TABLE_ROW or block.kind is BlockKind.LIST_ITEM
        for start, end in [(0, len(text))] if whole else sentence_spans(text):
            if speaks_to_software(text[start:end]):
                break  # a Note says so; what follows in the block may be its second half
            at = block.char_start + start
            rank = wanted.rank(text[start:end], doc_id, at, block.char_start + end)
            rank = _of_heading(document, block) if rank is None else rank
            said = text[start:end]
            if rank is None or _ABOUT_THE_FILE.search(said) or speaks_to_the_reader(said):
                continue
            quote = context.quote(at, block.char_start + end)
            order += 1
            yield _Found(
                rank,
                order,
                Claim(
                    text=shorten(plain(quote.text).replace(" | ", ": ")),
                    section=SectionName.CASE,
                    citations=(shelf.cite(quote),),
                    label=_heading(document, block),
                ),
            )


def _heading(document: Document, block: Block) -> str:
    """The words under which a sentence stands: without them a bare item says nothing."""
    path = document.heading_path(block)
    lead = document.block_text(document.blocks[block.lead_in]) if block.lead_in is not None else ""
    return plain(lead).rstrip(":") if lead else plain(path[-1]) if len(path) > 1 else ""


def _of_heading(document: Document, block: Block) -> int | None:
    """An item under a heading that says what is missing or pending speaks by its heading."""
    said = _heading(document, block)
    missing = re.search(r"\b(?:not|missing|lack\w*|pending|outstanding)\b", said, re.IGNORECASE)
    return 3 if missing else None


def _names(question: Question, terms: Terms) -> list[frozenset[str]]:
    phrases = [*question.interventions, *(t.condition for t in question.targets)]
    named = [p.text for p in phrases] + [
        name for p in phrases for c in p.concepts for name in terms.concepts[c].names[:6]
    ]
    return [key_stems(name) for name in named if words(name)]


# --- positions ------------------------------------------------------------------------------------


def case_positions(stock: Stock, brought: Brought) -> list[PositionRow]:
    """What a letter or a note says for or against the asked pair: shown, never decides."""
    rows: list[PositionRow] = []
    for doc_id, document in brought.documents.items():
        source = brought.sources[doc_id]
        if source.kind is not SourceKind.CASE_MATERIAL:
            continue
        titles = {doc_id: source.title}
        matcher = StatementMatcher(stock.knowledge.phrases, brought.said[doc_id], titles)
        for pair in stock.analysis.pairs:
            spokes = matcher.spoke_to(stock.question, pair.intervention, pair.target)
            near = [
                s.statement
                for s in spokes
                if s.fit in {Fit.SAME, Fit.BROADER}
                and not speaks_to_software(s.statement.quote.text)
            ]
            condition = pair.target.condition.text if pair.target else ""
            rows.extend(
                _row(s, stock, document.path, pair.intervention.text, condition) for s in near[:1]
            )
    said = {(row.doc_id, row.direction, squash(row.quote)): row for row in reversed(rows)}
    return list(reversed(said.values()))


def _row(
    statement: Statement, stock: Stock, name: str, intervention: str, condition: str
) -> PositionRow:
    cited = stock.shelf.cite(statement.quote, statement)
    return PositionRow(
        doc_id=statement.doc_id,
        title=name,
        kind=SourceKind.CASE_MATERIAL.value,
        direction=PositionDirection(statement.direction.value),
        basis=statement.basis.value,
        status="undated",
        decides=False,
        why_not=NEVER_DECIDES,
        page=cited.page,
        quote=cited.quote,
        passage_id=cited.passage_id,
        char_start=cited.char_start,
        char_end=cited.char_end,
        locator=cited.locator,
        intervention=intervention,
        condition=condition,
        statement_id=statement.statement_id,
    )
