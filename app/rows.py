"""The tables of an Answer: positions, criteria with findings, codes."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from app.analysis import Analysis, Knowledge, Pair
from app.cite import locator
from app.draft import Shelf, lead_of
from app.findings import FindingNode
from app.in_force import Standing
from app.models import (
    CodeState,
    CriterionRow,
    FindingState,
    PositionDirection,
    PositionRow,
)
from app.phrase_models import Relation
from app.positions import Position
from app.question_models import Question
from app.row_quotes import quote_of
from ingest.codes import CATEGORY_CHARS, description, is_icd
from ingest.codes import matches as code_matches
from ingest.statements.models import Basis, Direction, Join, Quote, Statement

_DEEP = 2  # level of a criterion inside a group


def position_rows(analysis: Analysis, shelf: Shelf) -> tuple[PositionRow, ...]:
    """One row a source and pair."""
    return tuple(_row(p, pair, shelf) for pair in analysis.pairs for p in pair.positions)


def _row(p: Position, pair: Pair, shelf: Shelf) -> PositionRow:
    lead = p.judged[0]
    statement, quote = lead.spoke.statement, lead.spoke.statement.quote
    lead_in = lead_of(statement)
    unmet = _unmet(lead.finding) if p.direction is PositionDirection.AGAINST else None
    return PositionRow(
        doc_id=p.source.doc_id,
        title=p.source.title,
        publisher=p.source.payer or p.source.publisher,
        kind=p.source.kind.value,
        year=p.source.year or (p.source.effective_date.year if p.source.effective_date else None),
        direction=p.direction,
        basis=statement.basis.value,
        grade=statement.grade,
        status=p.standing.status,
        decides=p.decides,
        why_not=p.why_not,
        page=quote.page,
        quote=quote.text,
        passage_id=quote.passage_id,
        char_start=quote.char_start,
        char_end=quote.char_end,
        locator=locator(quote, p.source, statement.recommendation, statement.printed_page),
        qualifier=statement.qualifier,
        intervention=pair.intervention.text,
        condition=pair.target.condition.text if pair.target else "",
        statement_id=statement.statement_id,
        lead_in=shelf.cite(lead_in, statement) if lead_in else None,
        unmet=shelf.cite(unmet, statement) if unmet else None,
    )


def _unmet(node: FindingNode | None) -> Quote | None:
    """Where the first criterion stands that is not met, and because of which the whole is not."""
    if node is None or node.state is not FindingState.NOT_MET:
        return None
    if node.criterion.join is Join.LEAF:
        return node.criterion.quote
    return next((found for child in node.children if (found := _unmet(child))), None)


def criterion_rows(analysis: Analysis, text_of: Callable[[str], str]) -> tuple[CriterionRow, ...]:
    """Leaves of the deciding positions' criteria, in printed order, each with what settles it.

    Args:
        analysis: What decides.
        text_of: Text of the question or of a file of the case, by the source of its facts.
    """
    rows: list[CriterionRow] = []
    seen: set[str] = set()
    for pair in analysis.pairs:
        condition = pair.target.condition.text if pair.target else ""
        for position in pair.positions:
            for judged in position.judged if position.decides else ():
                statement = judged.spoke.statement
                if judged.finding is None or statement.statement_id in seen:
                    continue
                seen.add(statement.statement_id)
                at = _Branch(statement.doc_id, condition)
                leaves = _leaves(judged.finding, at, text_of)
                refuses = statement.direction is Direction.AGAINST
                rows.extend(_as_refused(row) if refuses else row for row in leaves)
    return tuple(rows)


def _as_refused(row: CriterionRow) -> CriterionRow:
    """A criterion of a refusal: nothing that is asked for."""
    return row.model_copy(update={"join": Join.NONE_OF.value}) if row.level < _DEEP else row


@dataclass(frozen=True, slots=True)
class _Branch:
    """Where a criterion stands: document, asked condition, and what joins it to its siblings."""

    doc_id: str
    condition: str
    join: str = ""
    level: int = 0
    group: str = ""


def _leaves(
    node: FindingNode, at: _Branch, text_of: Callable[[str], str]
) -> Iterable[CriterionRow]:
    criterion = node.criterion
    if criterion.join is Join.LEAF:
        source = node.facts[0].source if node.facts else ""
        own = [fact for fact in node.facts if fact.source == source]
        yield CriterionRow(
            text=criterion.text,
            finding=node.state,
            quote=quote_of(own, text_of(source)) if own else "",
            fact_source=source,
            doc_id=at.doc_id,
            join=at.join,
            level=at.level,
            group=at.group,
            condition=at.condition,
        )
        return
    name = f"at_least {criterion.n}" if criterion.join is Join.AT_LEAST else criterion.join.value
    below = replace(at, join=name, level=at.level + 1, group=criterion.text)
    for child in node.children:
        yield from _leaves(child, below, text_of)


def missing(analysis: Analysis) -> tuple[str, ...]:
    """What would settle the criteria that leave a deciding Source open, each once.

    A Source that one unmet criterion has settled needs nothing more.
    """
    found: list[str] = []
    for pair in analysis.pairs:
        for position in pair.positions:
            if position.decides and position.direction is PositionDirection.CONDITIONAL:
                for judged in position.judged:
                    refuses = judged.spoke.statement.direction is Direction.AGAINST
                    open_ = _open(judged.finding) if judged.finding else ()
                    found.extend(f"none of: {t}" if refuses else t for t in open_)
    return tuple(dict.fromkeys(found))


def _open(node: FindingNode) -> Iterable[str]:
    """Open criteria in words; alternatives are one line: one of them is enough."""
    if node.state is not FindingState.UNKNOWN:
        return
    criterion = node.criterion
    if criterion.join is Join.LEAF:
        yield criterion.text
        return
    below = [text for child in node.children for text in _open(child)]
    lead = _LEADS.get(criterion.join, "")
    if criterion.join is Join.AT_LEAST:
        lead = f"at least {criterion.n} of: "
    if lead and len(below) > 1:
        yield lead + "; ".join(text.rstrip(" .;") for text in below)
    else:
        yield from below


_LEADS = {Join.ANY_OF: "one of: ", Join.NONE_OF: "none of: "}


def code_states(
    question: Question, knowledge: Knowledge, standing: dict[str, Standing], shelf: Shelf
) -> tuple[CodeState, ...]:
    """What the code lists of each policy on the intervention say of each asked ICD-10-CM code."""
    found: list[CodeState] = []
    codes = list(dict.fromkeys(m.code for m in question.codes if m.system == "icd10cm"))
    for code in codes:
        if not is_icd(code):
            found.append(CodeState(code=code, state="unknown_code"))
            continue
        for family, statements in _lists(question, knowledge, standing).items():
            found.append(_state(code, family, statements, shelf))
    return tuple(found)


def _lists(
    question: Question, knowledge: Knowledge, standing: dict[str, Standing]
) -> dict[str, list[Statement]]:
    """Code lists of ICD-10-CM by source family, on the asked interventions or, without one, all."""
    rows: dict[str, list[Statement]] = {}
    matched = {
        s.statement_id
        for i in question.interventions
        for s, m in knowledge.matcher.on_intervention(i)
        if m.relation is not Relation.NONE
    }
    touched = {
        knowledge.family[s.doc_id] for s in knowledge.statements if s.statement_id in matched
    }
    for statement in knowledge.statements:
        family = knowledge.family[statement.doc_id]
        if (
            statement.basis is Basis.CODE_LIST
            and standing[statement.doc_id].decides
            and (not question.interventions or family in touched)
            and any(_of_icd(spec) for spec in statement.codes)
        ):
            rows.setdefault(family, []).append(statement)
    return rows


def _of_icd(spec: str) -> bool:
    """Whether a printed code, range or category is one of ICD-10-CM."""
    is_code = spec[0].isalpha() and spec[1:3].isalnum() and "." in spec
    return is_code or spec.endswith(".-") or len(spec) == CATEGORY_CHARS


_LISTED: tuple[tuple[Direction, Literal["listed_not_covered", "listed_covered"]], ...] = (
    (Direction.AGAINST, "listed_not_covered"),
    (Direction.FOR, "listed_covered"),
)


def _state(code: str, family: str, statements: Sequence[Statement], shelf: Shelf) -> CodeState:
    for direction, state in _LISTED:
        hit = next(
            (
                s
                for s in statements
                if s.direction is direction and any(code_matches(code, spec) for spec in s.codes)
            ),
            None,
        )
        if hit is not None:
            return CodeState(
                code=code,
                state=state,
                doc_id=hit.doc_id,
                meaning=description(code),
                quote=_code_row(code, hit, shelf),
            )
    return CodeState(
        code=code,
        state="not_listed",
        doc_id=statements[0].doc_id if statements else family,
        meaning=description(code),
    )


def _code_row(code: str, statement: Statement, shelf: Shelf) -> str:
    """The printed row that names the code."""
    text = shelf.text_of(statement.doc_id)
    for spec in [code, *(s for s in statement.codes if code_matches(code, s))]:
        at = text.find(spec.removesuffix(".-"), statement.quote.char_start, statement.codes_end)
        if at >= 0:
            end = text.find("\n", at)
            start = text.rfind("\n", 0, at) + 1
            return text[start : end if end >= 0 else len(text)].strip()
    return statement.quote.text
