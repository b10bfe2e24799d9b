"""Suggested pathway: settle what is open, then what is supported, then what would re-open it."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from app.draft import listing, plain
from app.models import Citation, Claim, PositionDirection, SectionName, Verdict
from app.names import listed, offered_name, short_name
from app.positions import Position
from app.sections import Others
from app.stated_refusals import open_leaves
from app.stock import Stock
from ingest.lexis import squash

if TYPE_CHECKING:
    from ingest.statements.models import Statement

N_OPEN = 6  # criteria of one source in a step
N_BODIES = 3
N_OFFERED = 6
N_REOPENS = 8
_LINES = (("first", "first line"), ("", ""), ("second", "second line"), ("third", "third line"))


def pathway_claims(
    stock: Stock, others: Others, required: Sequence[Claim], case: Sequence[Claim]
) -> list[Claim]:
    """Steps in order; the label of a step says what it is, its text names what it is about."""
    return [
        *_pending(case),
        *_open_criteria(stock),
        *_supported(stock),
        *_instead(stock, others),
        *_reopening(stock, required),
    ]


def _step(label: str, citations: Sequence[Citation]) -> Claim:
    return listing(citations, SectionName.PATHWAY, label)


def _pending(case: Sequence[Claim]) -> Iterator[Claim]:
    """Tests of the case that are pending, in the words of the case."""
    found = [c for c in case if "pending" in c.text.lower() and ":" in c.text][:2]
    if found:
        cited = [c.citations[0].model_copy(update={"about": c.text}) for c in found]
        yield _step("Await what is pending", cited)


def _open_criteria(stock: Stock) -> Iterator[Claim]:
    """What the supporting Sources ask for and the case does not state."""
    asking = [p for p in stock.deciding if p.direction is PositionDirection.CONDITIONAL]
    for position in asking[:N_BODIES]:
        leaves = [
            (leaf, judged.spoke.statement)
            for judged in position.judged
            if judged.finding is not None
            for leaf in open_leaves(judged.finding)
            if leaf.quote is not None
        ]
        cited = [
            stock.shelf.cite(leaf.quote, statement, about=plain(leaf.text).rstrip(" .;:"))
            for leaf, statement in leaves[:N_OPEN]
            if leaf.quote is not None
        ]
        if cited:
            asks = "refuses" if position.refuses_open else "asks for"
            yield _step(f"Settle what {_body(position)} {asks}", cited)


def _supported(stock: Stock) -> Iterator[Claim]:
    """The asked intervention, where Sources support it."""
    if stock.analysis.verdict is Verdict.CONFLICTING:
        return
    named: dict[str, tuple[Position, Statement]] = {}
    for position in stock.deciding:
        supports = {PositionDirection.FOR, PositionDirection.CONDITIONAL}
        if position.direction in supports and not position.refuses_open:
            statement = position.judged[0].spoke.statement
            if statement.interventions:
                named.setdefault(_body(position), (position, statement))
    if not named:
        return
    found = [position for position, _ in named.values()]
    is_open = any(p.direction is PositionDirection.CONDITIONAL and not p.unsaid for p in found)
    unsaid = next((f", with nothing said of {p.unsaid}," for p in found if p.unsaid), "")
    label = f"{'Where that is met, supported' if is_open else 'Supported'}{unsaid} by"
    step = stock.shelf.list_claim(
        [(s.interventions[0], s) for _, s in list(named.values())[:N_BODIES]],
        SectionName.PATHWAY,
        label=f"{label} {listed(list(named)[:N_BODIES])}",
    )
    if step is not None:
        yield step


def _instead(stock: Stock, others: Others) -> Iterator[Claim]:
    """What guidelines recommend for the condition, line by line."""
    if not stock.analysis.pairs:
        return  # an open question: what is recommended is the answer itself
    refused = stock.analysis.verdict in {Verdict.NOT_NECESSARY, Verdict.INSUFFICIENT_EVIDENCE}
    start = "Recommended for this condition" if refused else "Also recommended for this condition"
    disputed, terms = set(others.disputed), stock.knowledge.terms
    for line, words in _LINES:
        named: dict[object, tuple[str, Statement]] = {}
        for statement in others.recommended:
            name = statement.interventions[-1]
            if statement.line == line and name not in disputed and statement.criteria is None:
                same = frozenset(terms.of_phrase(name, "intervention")) or squash(name)
                named.setdefault(same, (offered_name(name, line), statement))
        step = stock.shelf.list_claim(
            list(named.values())[:N_OFFERED],
            SectionName.PATHWAY,
            label=f"{start}, {words}" if words else start,
        )
        if step is not None:
            yield step


def _reopening(stock: Stock, required: Sequence[Claim]) -> Iterator[Claim]:
    """Covered indications, one of which would re-open the question."""
    against = any(p.direction is PositionDirection.AGAINST for p in stock.deciding)
    if not against or not required or stock.lead is None:
        return
    shown = [c for c in required[0].citations if c.about][:N_REOPENS]
    leads = [c for c in required[0].citations if not c.about]
    what = stock.lead.intervention.text
    yield _step(f"Reconsider {what} if a covered indication is confirmed", [*shown, *leads])


def _body(position: Position) -> str:
    source = position.source
    return short_name(source.payer or source.publisher) or source.title
