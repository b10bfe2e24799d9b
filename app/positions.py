"""What each Source, taken as a whole, says to one pair, and which of them decide.

DESIGN.md section 5, rules 2 to 5.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from app.asked_case import Case, names_of
from app.code_rows import of_asked_code
from app.condition_fit import Fit
from app.decide import Ruling, source_direction, verdict_over_sources
from app.in_force import Standing, level
from app.judge import SILENT, Judged, code_listed, judge, lists_others, of_phase
from app.matching import Spoke
from app.models import PositionDirection, Verdict
from app.payers import published_by, speaks_for
from app.refused_beside import refuses_in_general, supports_others
from app.requirements import with_requirements
from app.stated_refusals import only_when_combined, stated_exclusions
from app.tiers import (
    named,
    narrower,
    only_of_most,
    only_open,
    refused_forms,
    told_by_place,
    top_tier,
    without_code_rows,
    without_open,
    without_unmet_alternatives,
    without_unstated,
    without_untold,
)
from app.told_exceptions import excepted
from app.unsaid_pregnancy import open_in_pregnancy
from ingest.models import Source, SourceKind
from ingest.statements.models import Basis

_POLICY = SourceKind.COVERAGE_POLICY
_SUPPORTS = {PositionDirection.FOR, PositionDirection.CONDITIONAL}
_DECIDE = {SourceKind.GUIDELINE, SourceKind.COVERAGE_POLICY}


@dataclass(frozen=True, slots=True)
class Position:
    """What one Source says to one pair.

    Attributes:
        source: The Source whose Statement leads.
        direction: Its position.
        judged: Statements of the deciding tier, the leading one first.
        others: Its other Statements on the pair (exceptions, catch-alls behind a named condition).
        standing: Whether it is in force.
        decides: Whether it counts for the verdict.
        why_not: Why it is shown and does not decide.
        contradicts: True where its Statements contradict each other.
        refuses_open: True where it only refuses, in a case that the question leaves open.
        unsaid: What the question states and it says nothing of, which leaves it open; "".
    """

    source: Source
    direction: PositionDirection
    judged: tuple[Judged, ...]
    others: tuple[Judged, ...]
    standing: Standing
    decides: bool = True
    why_not: str = ""
    contradicts: bool = False
    refuses_open: bool = False
    unsaid: str = ""


@dataclass(frozen=True)
class Register:
    """The Sources of a Snapshot as they stand on a date.

    Attributes:
        sources: By doc_id.
        standing: Whether each is in force, by doc_id.
        family: Document to the head of its family.
        replaced: Statements that a focused update replaces, to the update's doc_id.
    """

    sources: Mapping[str, Source]
    standing: Mapping[str, Standing]
    family: Mapping[str, str]
    replaced: Mapping[str, str]


def positions(spokes: Sequence[Spoke], case: Case, register: Register) -> tuple[Position, ...]:
    """One Position a Source (an LCD with its article is one), those that decide first."""
    by_family: dict[str, list[Spoke]] = {}
    for spoke in spokes:
        by_family.setdefault(register.family[spoke.statement.doc_id], []).append(spoke)
    found = [p for rows in by_family.values() if (p := _position(rows, case, register))]
    return _who_decides(tuple(found), case)


def _position(rows: Sequence[Spoke], case: Case, register: Register) -> Position | None:
    rows = of_asked_code(rows, case)
    listed = code_listed(rows, case)
    judged = [
        excepted(spoke, case, source := register.sources[spoke.statement.doc_id])
        or judge(spoke, case, source, listed=listed)
        for spoke in rows
        if spoke.statement.statement_id not in register.replaced and not lists_others(spoke, case)
    ]
    judged = without_untold(of_phase(judged, case.phase))
    findings = [j for j in judged if j.spoke.statement.basis is Basis.FINDING]
    own = without_code_rows([j for j in judged if j.spoke.statement.basis is not Basis.FINDING])
    kind = register.sources[rows[0].statement.doc_id].kind
    kept = without_open(own, kind)
    tier = stated_exclusions(own) or without_unstated(top_tier(named(kept)), kind)
    tier = with_requirements(tier, own) if kind is _POLICY else tier
    tier = without_unmet_alternatives(tier)
    direction, contradicts = source_direction(j.direction for j in tier)
    if direction is PositionDirection.AGAINST and only_open(tier):
        direction = _in_open_case(tier, own, kind, case)
    refuses_open = direction is PositionDirection.CONDITIONAL and only_open(tier)
    if direction is SILENT:
        tier = narrower(own)
        direction = PositionDirection.CONDITIONAL if tier else SILENT
    if direction is SILENT and kind is _POLICY and (refused := refused_forms(own)):
        tier, direction = refused, PositionDirection.AGAINST
    if direction is SILENT and findings:
        return _of_findings(findings, register)
    if direction is SILENT:
        silent = [j for j in own if j.direction is SILENT]
        return _made(silent[:1], silent[1:], SILENT, register)
    sides = {direction, PositionDirection.AGAINST} if contradicts else {direction}
    leading = [j for j in tier if j.direction in sides]
    if not leading and (len(kept) < len(own) or only_open(tier) or told_by_place(tier)):
        leading = list(tier)  # refused in one case, supported in another, and neither is stated
    lead = sorted(leading, key=_rank)
    rest = [j for j in own if j not in lead]
    made = _made(lead, [*rest, *findings], direction, register)
    return replace(made, contradicts=contradicts, refuses_open=refuses_open) if made else None


def _in_open_case(
    tier: Sequence[Judged], own: Sequence[Judged], kind: SourceKind, case: Case
) -> PositionDirection:
    """What refuses only in a case that is not stated says: a policy leaves it open.

    A policy that supports it in others, or refuses a general kind of it alone, says nothing. Nor
    does a guideline, but where what is open holds of most who are asked about.
    """
    if kind is _POLICY:
        combined = only_when_combined([j.finding for j in tier])
        silent = combined or supports_others(own) or refuses_in_general(tier, case)
        return SILENT if silent else PositionDirection.CONDITIONAL
    return PositionDirection.AGAINST if only_of_most(tier, names_of(case.target)) else SILENT


def _made(
    lead: Sequence[Judged],
    others: Sequence[Judged],
    direction: PositionDirection,
    register: Register,
) -> Position | None:
    if not lead:
        return None
    source = register.sources[lead[0].spoke.statement.doc_id]
    standing = register.standing[source.doc_id]
    return Position(source, direction, tuple(lead), tuple(others), standing)


def _of_findings(findings: Sequence[Judged], register: Register) -> Position | None:
    """A Source that only reports: research results, or what another body says."""
    applicable = [
        j for j in findings if j.spoke.fit in {Fit.REPEATED, Fit.SAME, Fit.BROADER, Fit.ANY}
    ]
    if not applicable:
        return None
    applicable = top_tier(applicable) or applicable
    direction, _ = source_direction(j.direction for j in applicable)
    lead = sorted((j for j in applicable if j.direction is direction), key=_rank) or applicable
    made = _made(lead, [j for j in findings if j not in lead], direction, register)
    if made is None or made.source.kind is SourceKind.RESEARCH:
        return made
    return replace(
        made, decides=False, why_not="reports a finding or another body's position, not its own"
    )


def _rank(judged: Judged) -> tuple[int, int, float, int]:
    spoke = judged.spoke
    return (
        -spoke.fit,
        -spoke.intervention.relation,
        -(spoke.intervention.score + spoke.condition.score),
        spoke.statement.quote.char_start,
    )


_ORDER = {
    SourceKind.GUIDELINE: 0,
    SourceKind.COVERAGE_POLICY: 1,
    SourceKind.RESEARCH: 2,
    SourceKind.CASE_MATERIAL: 3,
}


def _who_decides(found: tuple[Position, ...], case: Case) -> tuple[Position, ...]:
    """In force, as named, national before local, research where nothing else is."""
    rows = [_as_named(_in_force(p), case) for p in found]
    if any(_speaks(p) and p.source.kind in _DECIDE and not p.refuses_open for p in rows):
        why = "refuses only in a case that the question leaves open"
        rows = [_shown(p, why) if p.decides and p.refuses_open else p for p in rows]
    if any(_speaks(p) and level(p.source) == "national" for p in rows):
        why = "a national determination goes before a local one"
        rows = [_shown(p, why) if p.decides and level(p.source) == "local" else p for p in rows]
    if any(_speaks(p) and p.source.kind in _DECIDE for p in rows):
        why = "research decides only where no guideline or policy speaks"
        rows = [
            _shown(p, why) if p.decides and p.source.kind is SourceKind.RESEARCH else p
            for p in rows
        ]
    if any(_speaks(p) and _fit(p) >= Fit.ANY for p in rows):
        # what a policy limits to a group stays open; a guideline on a group leaves the others alone
        why = "speaks of a narrower group than the question states"
        rows = [_shown(p, why) if p.decides and _of_group(p) else p for p in rows]
    if any(_speaks(p) and _fit(p) >= Fit.BROADER for p in rows):
        # "X is given only where evidence supports it" is no position on the asked condition
        why = "speaks of no condition in particular"
        rows = [_shown(p, why) if p.decides and _is_general(p) else p for p in rows]
    why = "silent on this question"
    rows = [_shown(p, why) if p.decides and p.direction is SILENT else p for p in rows]
    texts = (case.question.text, *(reading.text for reading in case.facts.readings))
    return tuple(sorted(open_in_pregnancy(rows, texts), key=_place))


def _speaks(position: Position) -> bool:
    return position.decides and position.direction is not SILENT


def _fit(position: Position) -> Fit:
    return position.judged[0].spoke.fit


def _is_general(position: Position) -> bool:
    return _fit(position) is Fit.ANY and position.direction in _SUPPORTS


def _of_group(position: Position) -> bool:
    return _fit(position) is Fit.NARROWER and position.source.kind is SourceKind.GUIDELINE


def _place(position: Position) -> tuple[bool, int, int, str]:
    """Those that decide first, then by kind, the newest first."""
    source = position.source
    return not position.decides, _ORDER[source.kind], -(source.year or 0), source.doc_id


def _shown(position: Position, why: str) -> Position:
    return replace(position, decides=False, why_not=position.why_not or why)


def _in_force(position: Position) -> Position:
    if position.standing.decides:
        return position
    status, why = position.standing.status.replace("_", " "), position.standing.why
    return _shown(position, why if why.startswith(status) else f"{status}, {why}")


def _as_named(position: Position, case: Case) -> Position:
    source, question = position.source, case.question
    if question.payer and not speaks_for(source, question.payer, case.heads(source.doc_id)):
        return _shown(position, f"the question asks about {question.payer}")
    if question.publisher and not published_by(source, question.publisher):
        return _shown(position, f"the question asks about {question.publisher}")
    return position


def _refused(deciding: Sequence[Position]) -> bool:
    return any(p.direction is PositionDirection.AGAINST for p in deciding)


def ruling(found: Sequence[Position]) -> Ruling:
    """The verdict for one pair."""
    deciding = [p for p in found if p.decides]
    if any(p.contradicts for p in deciding):
        return Ruling(
            Verdict.CONFLICTING, "source-contradicts-itself: one source speaks for and against"
        )
    payers = {p.source.doc_id for p in deciding if p.source.kind is SourceKind.COVERAGE_POLICY}
    if deciding and all(p.refuses_open for p in deciding if p.direction is not SILENT):
        why = "refused-if: refused in a case that the question leaves open, and nothing else speaks"
        return Ruling(Verdict.CONDITIONAL, why)
    supports = [p for p in deciding if p.direction in _SUPPORTS]
    if supports and all(p.unsaid for p in supports) and not _refused(deciding):
        what = supports[0].unsaid
        why = f"{what}-unsaid: a {what} is stated, and no source that supports this speaks of one"
        return Ruling(Verdict.CONDITIONAL, why)
    only_payers = bool(deciding) and len(payers) == len(deciding)
    return verdict_over_sources([p.direction for p in deciding], payers_differ=only_payers)
