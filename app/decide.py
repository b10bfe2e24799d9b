"""The verdict, by rule: pure decision tables over positions (DESIGN.md section 5, rules 4 to 6)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from app.models import FindingState, PositionDirection, Verdict
from ingest.statements.models import Direction

FOR, CONDITIONAL, AGAINST, INSUFFICIENT, SILENT = PositionDirection


@dataclass(frozen=True, slots=True)
class Ruling:
    """A verdict with the rule that fired."""

    verdict: Verdict
    rule: str


def statement_direction(
    direction: Direction, *, finding: FindingState | None, conditional_grade: bool, is_policy: bool
) -> PositionDirection:
    """What one Statement says once its criteria were looked at.

    Args:
        direction: As the Statement points.
        finding: Of its criteria; None where it has none.
        conditional_grade: "Consider", USPSTF C, ACC/AHA 2b, AAN C: conditional even where all
            criteria are met.
        is_policy: Whether its Source is a coverage policy: there an unmet criterion is a no,
            elsewhere the Source is silent.

    Source: DESIGN.md section 5, rule 4.
    """
    if direction is Direction.INSUFFICIENT:
        return SILENT if finding is FindingState.NOT_MET else INSUFFICIENT
    if direction is Direction.AGAINST:
        return SILENT if finding is FindingState.NOT_MET else AGAINST
    if finding is FindingState.NOT_MET:
        return AGAINST if is_policy else SILENT
    if finding is FindingState.UNKNOWN or conditional_grade:
        return CONDITIONAL
    return FOR


def source_direction(directions: Iterable[PositionDirection]) -> tuple[PositionDirection, bool]:
    """Position of one Source from its Statements of the deciding tier; whether they contradict.

    Alternative sets of criteria are alternatives: one that is met carries; a bare "not covered"
    beside criteria that are open leaves the Source conditional.
    """
    seen = set(directions) - {SILENT}
    if not seen:
        return SILENT, False
    if FOR in seen:
        return (FOR, False) if AGAINST not in seen else (FOR, True)
    if CONDITIONAL in seen:
        return CONDITIONAL, False
    if AGAINST in seen:
        return AGAINST, False
    return INSUFFICIENT, False


def verdict_over_sources(
    directions: Sequence[PositionDirection], *, payers_differ: bool = False
) -> Ruling:
    """The verdict for one pair over the Sources that decide (rule 5)."""
    seen = set(directions) - {SILENT}
    if not seen:
        return Ruling(
            Verdict.NOT_ADDRESSED, "nothing-speaks: no source in force says anything on this pair"
        )
    supports = seen & {FOR, CONDITIONAL}
    if supports and AGAINST in seen:
        why = (
            "depends on the payer"
            if payers_differ
            else "positions for and against stand side by side"
        )
        return Ruling(Verdict.CONFLICTING, f"for-and-against: {why}")
    if CONDITIONAL in supports:
        return Ruling(
            Verdict.CONDITIONAL,
            (
                "criteria-open: at least one supporting position depends on criteria that are "
                "not settled"
            ),
        )
    if FOR in supports:
        doubt = "; another source finds the evidence insufficient" if INSUFFICIENT in seen else ""
        return Ruling(Verdict.NECESSARY, f"only-for: only positions for, none against{doubt}")
    if AGAINST in seen:
        doubt = "; another source finds the evidence insufficient" if INSUFFICIENT in seen else ""
        return Ruling(
            Verdict.NOT_NECESSARY, f"only-against: only positions against, none for{doubt}"
        )
    return Ruling(
        Verdict.INSUFFICIENT_EVIDENCE,
        "only-insufficient: the sources that speak find the evidence insufficient",
    )


# Over the conditions of one patient one supported indication carries (rule 6).
_ORDER = (
    Verdict.NECESSARY,
    Verdict.CONDITIONAL,
    Verdict.CONFLICTING,
    Verdict.NOT_NECESSARY,
    Verdict.INSUFFICIENT_EVIDENCE,
    Verdict.NOT_ADDRESSED,
)


def verdict_over_pairs(verdicts: Sequence[Verdict]) -> Verdict | None:
    """The verdict over several pairs of one patient; None where there is no pair."""
    return next((verdict for verdict in _ORDER if verdict in verdicts), None)
