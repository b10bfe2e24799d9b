"""The cases of a run beside the committed baseline: none may be worse, whatever the mean says."""

from collections.abc import Iterator, Sequence

from evals.baseline import Baseline, held_out_state, new_failures
from evals.gate_lines import GateLine, State
from evals.models import Outcome, Status

_MAX_DETAIL = 300
_BADNESS = {"passed": 0, "failed": 1, "opposite": 2}


def baseline_lines(
    corpus: str,
    outcomes: Sequence[Outcome],
    baseline: Baseline | None,
    *,
    whole: bool,
    what: str = "baseline",
) -> list[GateLine]:
    """Lines on the cases of one corpus.

    Args:
        corpus: Its name.
        outcomes: Of its cases, at least one.
        baseline: Its committed state, if there is one.
        whole: Whether all its cases were asked, so that one that is not there is missing.
        what: Which state it is, in the report.
    """
    what = f"{what} ({corpus})"
    if not any(outcome.counted for outcome in outcomes):
        return [GateLine(what=what, state=State.ABSENT, detail=outcomes[0].reason)]
    if baseline is None:
        detail = f"there is none: run `guideline-evals baseline --write --corpus {corpus}`"
        return [GateLine(what=what, state=State.RED, detail=detail)]
    shown = [outcome for outcome in outcomes if not outcome.held_out]
    lines = [line for outcome in shown for line in _case_lines(what, outcome, baseline)]
    if whole:
        lines.extend(_gone(what, shown, baseline))
        held_out = [outcome for outcome in outcomes if outcome.held_out]
        lines.extend(held_out_lines(what, held_out, baseline))
    if not lines:
        detail = f"none of {len(shown)} cases turned wrong"
        lines.append(GateLine(what=what, state=State.GREEN, detail=detail))
    return lines


def _case_lines(what: str, outcome: Outcome, baseline: Baseline) -> Iterator[GateLine]:
    before = baseline.cases.get(outcome.case_id)
    if new := new_failures(before, outcome):
        yield GateLine(
            what=what,
            state=State.RED,
            detail=f"turned wrong: {'; '.join(new)}"[:_MAX_DETAIL],
            case_ids=(outcome.case_id,),
            turned_wrong=True,
        )
    if before and before.case and outcome.case_hash and before.case != outcome.case_hash:
        yield GateLine(
            what=what,
            state=State.RED,
            detail="the case, or what it expects, is not the one that the baseline is about",
            case_ids=(outcome.case_id,),
        )


def _gone(what: str, shown: Sequence[Outcome], baseline: Baseline) -> Iterator[GateLine]:
    gone = sorted(set(baseline.cases) - {outcome.case_id for outcome in shown})
    if gone:
        detail = f"{len(gone)} cases of the baseline were not asked"
        yield GateLine(what=what, state=State.RED, detail=detail, case_ids=tuple(gone))


def held_out_lines(
    what: str, held_out: Sequence[Outcome], baseline: Baseline
) -> Iterator[GateLine]:
    """Held-out cases one by one, none of them named: one for another is no exchange."""
    if not baseline.held_out:
        yield from _by_count(what, held_out, baseline)
        return
    now = {outcome.case_hash: held_out_state(outcome) for outcome in held_out}
    gone = set(baseline.held_out) - set(now)
    n_worse = sum(
        _BADNESS[now[key]] > _BADNESS[before]
        for key, before in baseline.held_out.items()
        if key in now
    )
    if gone:
        detail = f"{len(gone)} held-out cases are gone, or are not what they were"
        yield GateLine(what=what, state=State.RED, detail=detail)
    if n_worse:
        detail = f"{n_worse} of {len(held_out)} held-out cases turned wrong (they are not named)"
        yield GateLine(what=what, state=State.RED, detail=detail)


def _by_count(what: str, held_out: Sequence[Outcome], baseline: Baseline) -> Iterator[GateLine]:
    """As far as a baseline goes that was written before it held a state for each of them."""
    n_passed = sum(outcome.status is Status.PASSED for outcome in held_out)
    if n_passed < baseline.n_held_out_passed or len(held_out) < baseline.n_held_out:
        detail = (
            f"held-out cases passed: {n_passed} of {len(held_out)}, "
            f"before {baseline.n_held_out_passed} of {baseline.n_held_out}"
        )
        yield GateLine(what=what, state=State.RED, detail=detail)
