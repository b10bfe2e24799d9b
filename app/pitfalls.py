"""Pitfalls: exclusions and exceptions, doubts on alternatives, and what the case may mislead to."""

import re
from collections.abc import Iterator, Sequence

from app.condition_fit import Fit
from app.draft import plain, shorten
from app.models import Claim, SectionName
from app.passages import about_itself, passage_quote
from app.sections import Others
from app.stock import Stock
from ingest.lexis import key_stems
from ingest.models import Passage
from ingest.sentences import sentence_spans
from ingest.statements.models import Basis, Direction, Join, Statement

N_PITFALLS = 6
N_CASE = 3
# Words that a sentence shares with an abnormal result of the case, to speak of the same thing.
_SHARED = 3
_ABNORMAL = re.compile(
    r"\b(?:low|lower|high|raised|elevated|increased|decreased|deplet\w+|deficien\w+"
    r"|positive|abnormal\w*|absent|below|above)\b",
    re.IGNORECASE,
)
_DENIES = re.compile(r"\b(?:not|no|nor|neither|cannot|without)\b", re.IGNORECASE)
_MAX_CHARS = 300


def pitfall_claims(stock: Stock, others: Others) -> list[Claim]:
    """Exclusions, exceptions, qualified advice; alternatives that the sources leave in doubt."""
    rows = sorted(_cautions(stock), key=lambda s: s.basis is Basis.FINDING)
    unique = list({s.statement_id: s for s in rows}.values())[:N_PITFALLS]
    claims = [stock.shelf.whole_claim(s, SectionName.PITFALLS, label=s.grade) for s in unique]
    return [*claims, *_doubtful(stock, others)]


def narrower_claims(stock: Stock) -> list[Claim]:
    """What supports a narrower group than the question states: shown, decides nothing."""
    rows = [
        statement
        for statement, fit in _untabled(stock)
        if fit is Fit.NARROWER and statement.direction is Direction.FOR
    ]
    unique = list({s.statement_id: s for s in rows}.values())[:N_PITFALLS]
    return [
        stock.shelf.whole_claim(
            s,
            SectionName.COVERAGE if s.basis is Basis.COVERAGE else SectionName.GUIDELINES,
            label="; ".join(part for part in (s.grade, "in a narrower group") if part),
        )
        for s in unique
    ]


def _untabled(stock: Stock) -> Iterator[tuple[Statement, Fit]]:
    """Statements on the pair that the table does not quote, of Sources in force.

    Those of a narrower group are among them also where they give their Source no position.
    """
    leading = {j.spoke.statement.statement_id for p in stock.deciding for j in p.judged}
    judged = [j.spoke for j in stock.judged()]
    beside = [s for pair in stock.analysis.pairs for s in pair.spokes if s.fit is Fit.NARROWER]
    for spoke in (*judged, *beside):
        statement = spoke.statement
        shown = statement.statement_id in leading or statement.statement_id in stock.tabled
        if not shown and spoke.fit is not Fit.CATCH_ALL and stock.in_force(statement):
            yield statement, spoke.fit


def _cautions(stock: Stock) -> Iterator[Statement]:
    for statement, fit in _untabled(stock):
        against = statement.direction is Direction.AGAINST
        refuses = against and statement.basis is not Basis.CODE_LIST
        if refuses or (fit is not Fit.NARROWER and _excludes(statement)):
            yield statement


def _excludes(statement: Statement) -> bool:
    tree = statement.criteria
    excluded = tree is not None and any(c.join is Join.NONE_OF for c in tree.children)
    return bool(statement.exceptions) or excluded


def _doubtful(stock: Stock, others: Others) -> list[Claim]:
    """Alternatives for which a guideline finds the evidence insufficient: one sentence a Source."""
    by_document: dict[tuple[str, str], list[tuple[str, Statement]]] = {}
    for statement in others.doubtful:
        row = by_document.setdefault((statement.doc_id, statement.grade), [])
        row.append((statement.interventions[-1], statement))
    claims = (
        stock.shelf.list_claim(
            items,
            SectionName.PITFALLS,
            label=" ".join(
                part for part in ("Evidence insufficient", f"({grade})" if grade else "") if part
            ),
        )
        for (_, grade), items in by_document.items()
    )
    return [claim for claim in claims if claim is not None]


def misleading_results(
    stock: Stock, results: Sequence[str], passages: Sequence[Passage]
) -> list[Claim]:
    """Sentences of the documents that deny what an abnormal result of the case may suggest.

    Args:
        stock: The question and the documents.
        results: Sentences of the case materials.
        passages: Of the documents on the asked conditions, where the sentences are looked for.
    """
    abnormal = [key_stems(text) for text in results if _ABNORMAL.search(text)]
    found: list[Claim] = []
    for passage in passages if abnormal else ():
        if about_itself(passage):
            continue
        for start, end in _sentences(passage.text):
            said = passage.text[start:end]
            stems = key_stems(said)
            denies = _DENIES.search(said) and end - start <= _MAX_CHARS
            if not denies or all(len(stems & a) < _SHARED for a in abnormal):
                continue
            quote = passage_quote(passage, start, end)
            found.append(
                Claim(
                    text=shorten(plain(quote.text)),
                    section=SectionName.PITFALLS,
                    citations=(stock.shelf.cite(quote),),
                    label="on a result of your case",
                )
            )
    return found[:N_CASE]


def _sentences(text: str) -> Iterator[tuple[int, int]]:
    """Sentences with their offsets; a heading or an item ends at its line."""
    at = 0
    for line in text.split("\n"):
        for start, end in sentence_spans(line):
            yield at + start, at + end
        at += len(line) + 1
