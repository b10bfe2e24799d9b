"""What a Source says of an intervention, as a predicate in the basis's own word (rule 7)."""

import re
from dataclasses import dataclass

from app.draft import plain
from app.models import FindingState, PositionDirection
from app.positions import Position
from app.stated_refusals import open_leaves
from ingest.models import SourceKind
from ingest.statements.models import Direction, Statement

FOR, CONDITIONAL, AGAINST, INSUFFICIENT, SILENT = PositionDirection


@dataclass(frozen=True, slots=True)
class Predicate:
    """A predicate with a place for the names.

    Attributes:
        order: Guidelines before policies before research.
        words: With "{who}" where the names stand.
        direction: Which way it points.
        tail: On what it depends or rests, said once for predicates that share it, with the
            space or comma before it; "" for none.
        graded: Whether grades are printed behind the names.
    """

    order: int
    words: str
    direction: PositionDirection
    tail: str = ""
    graded: bool = True


# The first word of a payer that is found in its sentence is the one that is taken over.
_REFUSALS = (
    (re.compile(r"\bcosmetic\b", re.IGNORECASE), "considered cosmetic by {who}"),
    (
        re.compile(r"\b(?:experimental|investigational|unproven)\b", re.IGNORECASE),
        "considered unproven or investigational by {who}",
    ),
    (
        re.compile(r"\bnot (?:considered )?(?:medically )?necessary\b", re.IGNORECASE),
        "not medically necessary per {who}",
    ),
    (
        re.compile(r"\bnot (?:considered )?reasonable\b", re.IGNORECASE),
        "not reasonable and necessary per {who}",
    ),
)
_NECESSARY = re.compile(r"\b(?:medically|reasonable and) necessary\b", re.IGNORECASE)
_CRITERIA = " only if criteria are met that are not settled here"
_OPEN = " under conditions that are not settled here"
_N_LEAVES = 2  # of a refusal in a headline
_UNMET = ", because a criterion is not met"
_ADVISES_AGAINST = re.compile(
    r"\bagainst\b|\b(?:do|should) not\b|\bavoid\b|\bcontraindicated\b", re.IGNORECASE
)
_OPTION = re.compile(r"\b(?:consider|may|can|could)\b", re.IGNORECASE)


def predicate(position: Position) -> Predicate:
    """What one Position says."""
    kind, direction = position.source.kind, position.direction
    if kind is SourceKind.COVERAGE_POLICY:
        words, tail = _of_policy(position)
        return Predicate(1, words, direction, tail)
    if kind is SourceKind.RESEARCH:
        tail = _OPEN if direction is CONDITIONAL else ""
        return Predicate(2, _RESEARCH[direction], direction, tail)
    tail = _tail(position) if direction is CONDITIONAL else ""
    tail = f", which says nothing of {position.unsaid}" if position.unsaid else tail
    return Predicate(0, _of_guideline(position), direction, tail)


def _lead(position: Position) -> Statement:
    return position.judged[0].spoke.statement


def _said(statement: Statement) -> str:
    return " ".join([*(lead.text for lead in statement.lead_quotes), statement.quote.text])


def _tail(position: Position) -> str:
    return _CRITERIA if any(j.finding is not None for j in position.judged) else _OPEN


def _of_policy(position: Position) -> tuple[str, str]:
    if position.direction is AGAINST:
        return _refusal(position)
    if position.direction is INSUFFICIENT:
        return "of insufficient evidence per {who}", ""
    if position.refuses_open:
        return _refusal(position)[0], _refused_where(position)
    necessary = _NECESSARY.search(_said(_lead(position)))
    words = "medically necessary per {who}" if necessary else "covered by {who}"
    return words, _tail(position) if position.direction is CONDITIONAL else ""


def _refused_where(position: Position) -> str:
    """In which cases it is refused, where the question leaves open whether it is one of them."""
    nodes = [j.finding for j in position.judged if j.finding is not None]
    leaves = [plain(leaf.text).rstrip(" .;:") for node in nodes for leaf in open_leaves(node)]
    return f" in a case that is not settled here ({'; '.join(leaves[:_N_LEAVES])})"


def _refusal(position: Position) -> tuple[str, str]:
    if all(judged.spoke.statement.benefit_only for judged in position.judged):
        return "not a covered benefit of {who}", ", which says nothing about necessity"
    lead = position.judged[0]
    unmet = lead.finding is not None and lead.finding.state is FindingState.NOT_MET
    if unmet and lead.spoke.statement.direction is Direction.FOR:
        return "not covered by {who}", _UNMET
    said = _said(lead.spoke.statement)
    words = next((words for own, words in _REFUSALS if own.search(said)), "not covered by {who}")
    return words, ""


def _of_guideline(position: Position) -> str:
    statement, direction = _lead(position), position.direction
    if direction is AGAINST:
        advised = _ADVISES_AGAINST.search(f"{statement.grade} {_said(statement)}")
        return "advised against by {who}" if advised else "not recommended by {who}"
    if direction is INSUFFICIENT:
        return "of insufficient evidence per {who}"
    if direction is CONDITIONAL and _OPTION.search(_said(statement)):
        return "an option per {who}"
    return "recommended by {who}"


_RESEARCH = {
    FOR: "supported by research ({who})",
    CONDITIONAL: "supported by research ({who})",
    AGAINST: "not supported by research ({who})",
    INSUFFICIENT: "of insufficient evidence in research ({who})",
    SILENT: "not addressed by research ({who})",
}
