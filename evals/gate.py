"""The gate: thresholds per kind of case, and no case that turned wrong.

Green only if every threshold holds and no case is worse than in the committed baseline, whatever
the mean says. What was not measured is red. Cases whose documents are not on this machine are
reported as absent: they are neither evidence for nor against, and never counted as passed.
"""

from collections.abc import Collection, Mapping, Sequence

from evals.baseline import Baseline
from evals.gate_baseline import baseline_lines
from evals.gate_lines import GateLine, GateResult, State
from evals.measured import Measure, Unit
from evals.measures import MEASURES, paraphrase_consistency
from evals.models import Outcome, Status
from evals.thresholds import Threshold

# A wording is a miss beside its original, and not alone.
_OF_WORDINGS = frozenset({"paraphrase_consistency", "paraphrase_groups"})


def gate(
    outcomes: Sequence[Outcome],
    thresholds: Sequence[Threshold],
    baselines: Mapping[str, Baseline],
    *,
    part: Collection[str] | None = None,
    base: Sequence[GateLine] = (),
) -> GateResult:
    """Judge a run.

    Args:
        outcomes: Of the run.
        thresholds: All that must hold.
        baselines: Per corpus.
        part: None where all cases were asked; of a selection, the corpora whose cases were all
            asked: of others, cases that are not there are not missing, and a threshold is judged
            only as far as some cases can break it.
        base: What a comparison with the base of a change found (see `evals.against_base`).
    """
    beside = []
    for corpus in dict.fromkeys(outcome.corpus for outcome in outcomes):
        own = [outcome for outcome in outcomes if outcome.corpus == corpus]
        whole = part is None or corpus in part
        beside.extend(baseline_lines(corpus, own, baselines.get(corpus), whole=whole))
    worse = {name for line in (*beside, *base) if line.turned_wrong for name in line.case_ids}
    lines = [
        *_threshold_lines(outcomes, thresholds, part, worse),
        *beside,
        *base,
        *_run_lines(outcomes),
    ]
    return GateResult(
        tuple(lines),
        asked=None if part is None else len(outcomes),
        n_absent=sum(not outcome.counted for outcome in outcomes),
        n=len(outcomes),
    )


def _run_lines(outcomes: Sequence[Outcome]) -> list[GateLine]:
    lines = []
    unscored = [outcome for outcome in outcomes if outcome.status is Status.UNSCORED]
    if unscored:
        detail = f"{len(unscored)} cases could not be scored"
        names = tuple(outcome.case_id for outcome in unscored if not outcome.held_out)
        lines.append(
            GateLine(
                what="unscored", state=State.RED, detail=detail, case_ids=names, turned_wrong=True
            )
        )
    if not any(outcome.counted for outcome in outcomes):
        lines.append(GateLine(what="run", state=State.RED, detail="no case was answered"))
    return lines


# --- thresholds -------------------------------------------------------------------------------


def _threshold_lines(
    outcomes: Sequence[Outcome],
    thresholds: Sequence[Threshold],
    part: Collection[str] | None,
    worse: Collection[str],
) -> list[GateLine]:
    """A line for each; those that a selection cannot tell about share one."""
    lines = []
    n_left_out = 0
    for threshold in thresholds:
        in_full = part is None or threshold.corpus in part
        line = _threshold_line(threshold, outcomes, worse)
        if in_full or _broken_by_some(threshold, outcomes):
            lines.append(line)
        else:
            n_left_out += 1
    if n_left_out:
        detail = f"{n_left_out} of {len(thresholds)} are not judged: they are about all cases"
        lines.append(GateLine(what="thresholds", state=State.ABSENT, detail=detail))
    return lines


def _broken_by_some(threshold: Threshold, outcomes: Sequence[Outcome]) -> bool:
    """Whether there are more of what must not happen than all cases together may have."""
    counted = [o for o in outcomes if o.counted and threshold.fits(o)]
    measure = MEASURES[threshold.measure](counted)
    if threshold.at_most is None or measure.unit is not Unit.COUNT or measure.value is None:
        return False
    return measure.value > threshold.at_most


def _threshold_line(
    threshold: Threshold, outcomes: Sequence[Outcome], worse: Collection[str]
) -> GateLine:
    fitting = [outcome for outcome in outcomes if threshold.fits(outcome)]
    counted = [outcome for outcome in fitting if outcome.counted]
    what = threshold.name
    # the labels of a set that is absent lie beside it: then it has no cases that could be absent
    known = fitting or [o for o in outcomes if threshold.corpus and o.corpus == threshold.corpus]
    if known and not any(outcome.counted for outcome in known):
        return GateLine(what=what, state=State.ABSENT, detail=known[0].reason)
    measure = MEASURES[threshold.measure](counted)
    if _holds(threshold, measure):
        return GateLine(what=what, state=State.GREEN, detail=_detail(threshold, measure))
    names = sorted(_misses(threshold, counted), key=lambda name: name not in worse)
    return GateLine(
        what=what, state=State.RED, detail=_detail(threshold, measure), case_ids=tuple(names)
    )


def _misses(threshold: Threshold, counted: Sequence[Outcome]) -> list[str]:
    """Cases that keep the measure from its best value; held-out ones are not named."""
    by_id = {outcome.case_id: outcome for outcome in counted}
    found = []
    for outcome in counted:
        if threshold.measure in _OF_WORDINGS:
            original = by_id.get(outcome.paraphrase_of, outcome)
            measure = paraphrase_consistency([original, outcome])
        else:
            measure = MEASURES[threshold.measure]([outcome])
        if _is_miss(threshold, measure) and not outcome.held_out:
            found.append(outcome.case_id)
    return found


def _is_miss(threshold: Threshold, measure: Measure) -> bool:
    """Whether one case alone is short of the best value; of times, over the bound."""
    if measure.value is None:
        return False
    if threshold.at_most is None:
        return measure.value < 1
    return measure.value > (threshold.at_most if measure.unit is Unit.SECONDS else 0)


def _holds(threshold: Threshold, measure: Measure) -> bool:
    if measure.value is None or measure.n < threshold.min_n:
        return False
    if threshold.at_least is not None:
        return measure.value >= threshold.at_least
    return threshold.at_most is not None and measure.value <= threshold.at_most


def _detail(threshold: Threshold, measure: Measure) -> str:
    bound = (
        f"at least {threshold.at_least:g}"
        if threshold.at_least is not None
        else f"at most {threshold.at_most:g}"
    )
    if measure.n < threshold.min_n:
        return f"n = {measure.n}, at least {threshold.min_n} are needed ({bound})"
    if measure.value is None:
        return f"unmeasured ({bound})"
    hits = "" if measure.n_hits is None else f"{measure.n_hits} of "
    return f"{measure.value:.3f}, {hits}n = {measure.n} ({bound})"
