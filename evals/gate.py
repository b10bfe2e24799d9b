"""The gate: thresholds per kind of case, and no case that turned wrong.

Green only if every threshold holds and no case is worse than in the committed baseline, whatever
the mean says. What was not measured is red. Cases whose documents are not on this machine are
reported as absent: they are neither evidence for nor against, and never counted as passed.
"""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Literal

from pydantic import Field, ValidationError, model_validator

from evals.baseline import Baseline
from evals.measures import MEASURES, Measure
from evals.models import Model, Outcome, Status
from ingest.errors import CaseFileError

THRESHOLDS = Path(__file__).resolve().parent / "thresholds.toml"


class Threshold(Model):
    """What one measure must reach over one kind of case.

    Attributes:
        measure: A name of `evals.measures.MEASURES`.
        corpus: Only cases of this corpus; "" for all.
        tag: Only cases with this tag; "" for all. "negative" stands for every negative case.
        at_least: Lowest value that is green.
        at_most: Highest value that is green; exactly one of the two is given.
        min_n: Fewer than these behind the value is red: a kind of case must not vanish unseen.
        why: Why this value, and not another.
    """

    measure: str
    corpus: str = ""
    tag: str = ""
    at_least: float | None = None
    at_most: float | None = None
    min_n: int = Field(1, ge=1)
    why: str = Field(min_length=1)

    @model_validator(mode="after")
    def _one_bound_of_a_known_measure(self) -> "Threshold":
        if self.measure not in MEASURES:
            raise ValueError(f"unknown measure {self.measure!r}")
        if (self.at_least is None) == (self.at_most is None):
            raise ValueError(f"{self.measure}: give one of at_least and at_most")
        return self

    def fits(self, outcome: Outcome) -> bool:
        """Whether a case is of this kind."""
        of_tag = outcome.negative if self.tag == "negative" else self.tag in outcome.tags
        return self.corpus in ("", outcome.corpus) and (not self.tag or of_tag)

    @property
    def where(self) -> str:
        """The kind of case, in words."""
        return " ".join(part for part in (self.corpus or "all", self.tag) if part)


class State(StrEnum):
    """How one line of the gate stands."""

    GREEN = "green"
    RED = "red"
    ABSENT = "absent"


@dataclass(frozen=True, slots=True, kw_only=True)
class GateLine:
    """One thing that the gate looked at."""

    what: str
    state: State
    detail: str
    case_ids: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class GateResult:
    """All lines; the exit code of the command is `exit_code`, and it prints `verdict`."""

    lines: tuple[GateLine, ...]

    @property
    def verdict(self) -> Literal["green", "red"]:
        return "red" if any(line.state is State.RED for line in self.lines) else "green"

    @property
    def exit_code(self) -> int:
        return 0 if self.verdict == "green" else 1


def gate(
    outcomes: Sequence[Outcome],
    thresholds: Sequence[Threshold],
    baselines: Mapping[str, Baseline],
    *,
    whole: bool = True,
) -> GateResult:
    """Judge a run.

    Args:
        outcomes: Of the run.
        thresholds: All that must hold.
        baselines: Per corpus.
        whole: Whether all cases were asked; of a selection, cases that are not there are not
            missing, and thresholds that lack cases are left out.
    """
    lines = [_threshold_line(threshold, outcomes, whole=whole) for threshold in thresholds]
    for corpus in dict.fromkeys(outcome.corpus for outcome in outcomes):
        own = [outcome for outcome in outcomes if outcome.corpus == corpus]
        lines.extend(_baseline_lines(corpus, own, baselines.get(corpus), whole=whole))
    unscored = tuple(o.case_id for o in outcomes if o.status is Status.UNSCORED)
    if unscored:
        detail = f"{len(unscored)} cases could not be scored"
        lines.append(GateLine(what="unscored", state=State.RED, detail=detail, case_ids=unscored))
    if not any(outcome.counted for outcome in outcomes):
        lines.append(GateLine(what="run", state=State.RED, detail="no case was answered"))
    return GateResult(tuple(line for line in lines if line is not None))


# --- thresholds -------------------------------------------------------------------------------


def _threshold_line(
    threshold: Threshold, outcomes: Sequence[Outcome], *, whole: bool
) -> GateLine | None:
    fitting = [outcome for outcome in outcomes if threshold.fits(outcome)]
    counted = [outcome for outcome in fitting if outcome.counted]
    what = f"{threshold.measure} ({threshold.where})"
    if fitting and not counted:
        return GateLine(what=what, state=State.ABSENT, detail=fitting[0].reason)
    measure = MEASURES[threshold.measure](counted)
    if not whole and measure.n < threshold.min_n:
        return None
    state = State.GREEN if _holds(threshold, measure) else State.RED
    return GateLine(what=what, state=state, detail=_detail(threshold, measure))


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


# --- baseline ---------------------------------------------------------------------------------


def _baseline_lines(
    corpus: str, outcomes: Sequence[Outcome], baseline: Baseline | None, *, whole: bool
) -> list[GateLine]:
    what = f"baseline ({corpus})"
    if not any(outcome.counted for outcome in outcomes):
        return [GateLine(what=what, state=State.ABSENT, detail=outcomes[0].reason)]
    if baseline is None:
        detail = f"there is none: run `guideline-evals baseline --write --corpus {corpus}`"
        return [GateLine(what=what, state=State.RED, detail=detail)]
    shown = [outcome for outcome in outcomes if not outcome.held_out]
    worse = [outcome for outcome in shown if _worse(outcome, baseline)]
    lines = [
        GateLine(
            what=what,
            state=State.RED,
            detail=f"turned wrong: {_reasons(outcome, baseline)}",
            case_ids=(outcome.case_id,),
        )
        for outcome in worse
    ]
    gone = sorted(set(baseline.cases) - {outcome.case_id for outcome in shown})
    if whole and gone:
        detail = f"{len(gone)} cases of the baseline were not asked"
        lines.append(GateLine(what=what, state=State.RED, detail=detail, case_ids=tuple(gone)))
    if whole:
        lines.extend(_held_out_lines(what, outcomes, baseline))
    if not lines:
        detail = f"none of {len(shown)} cases turned wrong"
        lines.append(GateLine(what=what, state=State.GREEN, detail=detail))
    return lines


def _new_failures(outcome: Outcome, baseline: Baseline) -> list[str]:
    before = baseline.cases.get(outcome.case_id)
    known = set(before.failed) if before else set()
    return [check for check in outcome.failed_checks if check not in known]


def _worse(outcome: Outcome, baseline: Baseline) -> bool:
    """A check fails that held before; a case that is new to the baseline is not worse."""
    return outcome.case_id in baseline.cases and bool(_new_failures(outcome, baseline))


def _reasons(outcome: Outcome, baseline: Baseline) -> str:
    new = _new_failures(outcome, baseline)
    return "; ".join(f.detail for f in outcome.failures if f.check.value in new)[:300]


def _held_out_lines(what: str, outcomes: Sequence[Outcome], baseline: Baseline) -> list[GateLine]:
    held_out = [outcome for outcome in outcomes if outcome.held_out]
    n_passed = sum(outcome.status is Status.PASSED for outcome in held_out)
    if n_passed >= baseline.n_held_out_passed and len(held_out) >= baseline.n_held_out:
        return []
    detail = (
        f"held-out cases passed: {n_passed} of {len(held_out)}, "
        f"before {baseline.n_held_out_passed} of {baseline.n_held_out}"
    )
    return [GateLine(what=what, state=State.RED, detail=detail)]


# --- file -------------------------------------------------------------------------------------


def load_thresholds(path: Path = THRESHOLDS) -> tuple[Threshold, ...]:
    """All thresholds.

    Raises:
        CaseFileError: The file is missing or wrong.
    """
    try:
        tables = tomllib.loads(path.read_text(encoding="utf-8"))
        rows = tables["threshold"]
        return tuple(Threshold.model_validate(row) for row in rows)
    except (OSError, KeyError, tomllib.TOMLDecodeError, ValidationError) as error:
        raise CaseFileError(f"{path.name}: {_one_line(error)}") from error


def _one_line(error: Exception) -> str:
    return " ".join(str(error).split())
