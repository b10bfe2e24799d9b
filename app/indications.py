"""Where the asked intervention stands elsewhere: covered indications, and other conditions."""

import re
from collections.abc import Sequence

from app.condition_fit import Fit
from app.draft import lead_of, plain
from app.models import Claim, SectionName, Verdict
from app.names import listed
from app.phrase_models import Relation
from app.sections import strength
from app.stock import Stock
from ingest.lexis import squash
from ingest.models import SourceKind
from ingest.statements.models import Basis, Direction, Statement

N_INDICATIONS = 16  # of one policy
N_POLICIES = 3
N_OTHER_SOURCES = 4
N_OTHER = 4  # conditions in one sentence
N_GROUPS = 2  # sentences of one source
COVERED = "Covered, each with its own criteria"


def required_claims(stock: Stock) -> list[Claim]:
    """Covered indications of the intervention: what would have to be confirmed.

    One sentence a policy: a list of conditions, each carried by its own quote.
    """
    if stock.lead is None:
        return []
    spoken = {
        s.statement.statement_id
        for pair in stock.analysis.pairs
        for s in pair.spokes
        if s.fit is not Fit.CATCH_ALL
    }
    rows = [
        s
        for s, _ in stock.knowledge.matcher.on_intervention(stock.lead.intervention)
        if s.direction is Direction.FOR
        and s.basis is Basis.COVERAGE
        and s.statement_id not in spoken
        and s.phase != "continued"
        and stock.speaks(s, (SourceKind.COVERAGE_POLICY,))
        and stock.names_condition(s)
    ]
    deciding = {p.source.doc_id for p in stock.deciding}
    by_policy = _by_document(sorted(rows, key=lambda s: s.quote.char_start))
    first = sorted(by_policy, key=lambda doc_id: doc_id not in deciding)
    found = (_covered(by_policy[doc_id], stock) for doc_id in first)
    return [claim for claim in found if claim is not None][:N_POLICIES]


def _by_document(statements: Sequence[Statement]) -> dict[str, list[Statement]]:
    found: dict[str, list[Statement]] = {}
    for statement in statements:
        found.setdefault(statement.doc_id, []).append(statement)
    return found


def _covered(statements: Sequence[Statement], stock: Stock) -> Claim | None:
    named: dict[str, tuple[str, Statement]] = {}
    for statement in statements:
        name = _condition(statement)
        named.setdefault(squash(name), (name, statement))
    shown = list(named.values())[:N_INDICATIONS]
    more = len(named) - len(shown)
    label = f"{COVERED}; {more} more in the document" if more else COVERED
    return stock.shelf.list_claim(shown, SectionName.REQUIRED, label=label)


def _condition(statement: Statement) -> str:
    """An item of a list in its own words, else the condition that the sentence names."""
    text = plain(statement.quote.text).rstrip(" .;")
    if lead_of(statement) is not None and len(text.split()) <= _MAX_ITEM_WORDS:
        return text
    return _lowered(statement.conditions[0])


_MAX_ITEM_WORDS = 16


def _named(statement: Statement) -> str:
    """The condition with those that it comes with: "CMI and symptoms consistent with IBS"."""
    heads = [_lowered(group[0]) for group in statement.condition_groups if group]
    short = all(len(head.split()) <= _MAX_HEAD_WORDS and "," not in head for head in heads)
    return listed(heads) if heads and short else _lowered(statement.conditions[0])


_MAX_HEAD_WORDS = 6


def _lowered(name: str) -> str:
    """A name as it stands in a list: "the" and "patients with" say nothing there."""
    return re.sub(r"^(?:the|a|an|patients? with|people with|adults? with)\s+", "", name)


def other_condition_claims(stock: Stock) -> list[Claim]:
    """What guidelines and research say of the intervention in *other* conditions: never decides.

    One sentence a source, direction and grade: the conditions, each carried by its own quote. On a
    broader class of interventions only where nothing else addresses the question.
    """
    if stock.lead is None:
        return []
    unaddressed = stock.analysis.verdict is Verdict.NOT_ADDRESSED
    rows = [
        s
        for s, match in stock.knowledge.matcher.on_intervention(stock.lead.intervention)
        if s.statement_id not in stock.spoken
        and (match.relation is not Relation.BROADER or unaddressed)
        and s.conditions
        and not s.catch_all
        and stock.in_force(s)
        and s.basis in {Basis.RECOMMENDATION, Basis.FINDING}
        and stock.knowledge.sources[s.doc_id].kind in {SourceKind.GUIDELINE, SourceKind.RESEARCH}
        and stock.names_condition(s)
    ]
    asked = stock.question.publisher  # whom the question names is shown first
    rows.sort(
        key=lambda s: (
            bool(asked) and stock.knowledge.sources[s.doc_id].publisher != asked,
            s.basis is Basis.FINDING,
            strength(s),
            s.doc_id,
            s.quote.char_start,
        )
    )
    found: list[Claim] = []
    for statements in list(_by_document(rows).values())[:N_OTHER_SOURCES]:
        found.extend(_elsewhere(statements, stock))
    return found


_SAYS = {
    Direction.FOR: "Recommended in",
    Direction.AGAINST: "Advised against in",
    Direction.INSUFFICIENT: "Evidence insufficient in",
}
_FOUND = {
    Direction.FOR: "Benefit reported in",
    Direction.AGAINST: "No benefit reported in",
    Direction.INSUFFICIENT: "Evidence insufficient in",
}


def _elsewhere(statements: Sequence[Statement], stock: Stock) -> list[Claim]:
    """Conditions of one source, those of one direction and grade in a sentence."""
    groups: dict[tuple[str, str], dict[str, tuple[str, Statement]]] = {}
    for statement in statements:
        finding = statement.basis is Basis.FINDING
        says = (_FOUND if finding else _SAYS)[statement.direction]
        name = _named(statement)
        groups.setdefault((says, statement.grade), {}).setdefault(squash(name), (name, statement))
    found = []
    for (says, grade), named in groups.items():
        shown = list(named.values())[:N_OTHER]
        more = len(named) - len(shown)
        beside = "; ".join(p for p in (grade, f"{more} more in the document" if more else "") if p)
        label = f"{says} ({beside})" if beside else says
        found.append(stock.shelf.list_claim(shown, SectionName.OTHER_CONDITIONS, label=label))
    return [claim for claim in found if claim is not None][:N_GROUPS]
