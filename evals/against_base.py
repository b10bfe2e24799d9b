"""A change beside its base: what it may not do along with the rules that it changes.

A case that was right at the base and is wrong now, that is gone, or whose gold was changed, is red
whatever the committed baseline says - unless a commit that holds nothing but the accepted state
(baseline, history, thresholds) changed its line there. A threshold is lowered in such a commit, or
not at all. So nobody accepts by the way what a change of the rules broke.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from evals.baseline import BASELINES_DIR, Baseline, BaselineCase, load_baselines, parse_baseline
from evals.compare import Comparison
from evals.gate_baseline import baseline_lines
from evals.gate_lines import GateLine, State
from evals.models import Outcome
from evals.repository import Commit, Repository
from evals.thresholds import THRESHOLDS, Threshold, load_thresholds, loosened, parse_thresholds
from ingest.errors import CaseFileError
from ingest.settings import PROJECT_ROOT

WHAT = "base"
_HISTORY = "evals/history.jsonl"
_NO_COMMIT = (
    "no commit of the base is named (--base-commit): whether baseline, golds or thresholds "
    "were changed along with the rules could not be checked"
)
_HELD_OUT = "held-out cases"


@dataclass(frozen=True, slots=True)
class Committed:
    """The accepted state at one commit."""

    baselines: Mapping[str, Baseline]
    thresholds: tuple[Threshold, ...]


@dataclass(frozen=True, slots=True)
class Accepted:
    """What a change accepts by commits of its own.

    Attributes:
        cases: Ids whose line in a baseline was changed by such a commit, and by none other after.
        thresholds: Names of the thresholds that such a commit lowered, and none other after.
    """

    cases: frozenset[str] = frozenset()
    thresholds: frozenset[str] = frozenset()


def base_lines(
    outcomes: Sequence[Outcome],
    base: str,
    *,
    comparison: Comparison | None = None,
    whole: bool = True,
    repository: Repository | None = None,
) -> list[GateLine]:
    """Lines of the gate on a change against its base.

    Args:
        outcomes: Of the run.
        base: The base's commit; "" where none was named.
        comparison: With the base's own run, where there is one.
        whole: Whether all cases were asked.
        repository: Where the commits are; this project's by default.
    """
    repository = repository or Repository()
    found = repository.resolve(base) if base else ""
    accepted = Accepted()
    lines: list[GateLine] = []
    if found:
        before = _state_at(repository, found)
        accepted = _accepted(repository, found, before)
        lines += _against_baselines(outcomes, before, accepted, whole=whole)
        lines += _lowered(before, _state_here(repository.root), accepted)
    else:
        detail = f"the commit {base!r} is not known here" if base else _NO_COMMIT
        lines.append(GateLine(what=WHAT, state=State.ABSENT, detail=detail))
    if comparison:
        lines += _against_run(comparison, accepted, whole=whole)
    if not any(line.state is State.RED for line in lines) and (found or comparison):
        detail = "nothing is worse but what commits of their own accept"
        lines.append(GateLine(what=WHAT, state=State.GREEN, detail=detail))
    return lines


# --- lines ------------------------------------------------------------------------------------


def _against_baselines(
    outcomes: Sequence[Outcome], before: Committed, accepted: Accepted, *, whole: bool
) -> Iterator[GateLine]:
    """The run beside what was committed at the base."""
    for corpus, baseline in before.baselines.items():
        own = [outcome for outcome in outcomes if outcome.corpus == corpus]
        if own:
            found = baseline_lines(corpus, own, baseline, whole=whole, what="committed at the base")
            yield from _without(found, accepted)
        elif whole:
            detail = f"no case of {corpus!r} was asked, {len(baseline.cases)} are at the base"
            yield GateLine(what=WHAT, state=State.RED, detail=detail)


def _without(lines: Sequence[GateLine], accepted: Accepted) -> Iterator[GateLine]:
    """Red lines on what is not accepted by a commit of its own."""
    for line in lines:
        if line.state is not State.RED:
            continue
        left = tuple(name for name in line.case_ids if name not in accepted.cases)
        unnamed = not line.case_ids and _HELD_OUT not in accepted.cases
        if left or unnamed:
            yield GateLine(
                what=line.what,
                state=State.RED,
                detail=line.detail,
                case_ids=left,
                turned_wrong=line.turned_wrong,
            )


def _lowered(before: Committed, now: Committed, accepted: Accepted) -> Iterator[GateLine]:
    names = loosened(before.thresholds, now.thresholds) - accepted.thresholds
    for name in sorted(names):
        detail = f"{name} is lower than at the base, or gone, and no commit of its own says why"
        yield GateLine(what="thresholds", state=State.RED, detail=detail)


def _against_run(comparison: Comparison, accepted: Accepted, *, whole: bool) -> Iterator[GateLine]:
    """The run beside that of the base."""
    what = "run of the base"
    for change in comparison.changes:
        if change.turned == "wrong" and change.case_id not in accepted.cases:
            yield GateLine(
                what=what,
                state=State.RED,
                detail=f"turned wrong: {change.detail}",
                case_ids=(change.case_id,),
                turned_wrong=True,
            )
    gone = () if not whole else comparison.only_base
    for named, detail in (
        (gone, "no longer asked"),
        (comparison.changed_cases, "what is asked or expected was changed"),
    ):
        if left := tuple(name for name in named if name not in accepted.cases):
            yield GateLine(what=what, state=State.RED, detail=detail, case_ids=left)
    n_worse = comparison.n_held_out_worse + (comparison.n_held_out_gone if whole else 0)
    if n_worse and _HELD_OUT not in accepted.cases:
        detail = f"{n_worse} held-out cases turned wrong, or are gone (they are not named)"
        yield GateLine(what=what, state=State.RED, detail=detail)


# --- what commits accept ----------------------------------------------------------------------


def _accepted(repository: Repository, base: str, before: Committed) -> Accepted:
    cases: frozenset[str] = frozenset()
    lowered: frozenset[str] = frozenset()
    last = before
    for commit in repository.commits(base):
        if not commit.parent or not any(_is_state(file) for file in commit.files):
            continue
        old, last = _state_at(repository, commit.parent), _state_at(repository, commit.name)
        add = _changer(commit)
        cases = add(cases, _changed_lines(old, last))
        lowered = add(lowered, loosened(old.thresholds, last.thresholds))
    # What lies in the folder and is in no commit is in no commit of its own.
    head, here = _state_at(repository, "HEAD"), _state_here(repository.root)
    return Accepted(
        cases - _changed_lines(head, here),
        lowered - loosened(head.thresholds, here.thresholds),
    )


def _changer(commit: Commit) -> Callable[[frozenset[str], frozenset[str]], frozenset[str]]:
    """A commit of its own accepts what it changes; any other takes the acceptance back."""
    own = all(_is_state(file) for file in commit.files)
    return frozenset.union if own else frozenset.difference


def _is_state(file: str) -> bool:
    folder = PurePosixPath(_relative(BASELINES_DIR))
    return file in (_HISTORY, _relative(THRESHOLDS)) or PurePosixPath(file).parent == folder


def _changed_lines(old: Committed, new: Committed) -> frozenset[str]:
    """Ids of the cases whose line differs; held-out cases are one line."""
    found = set()
    for corpus in {*old.baselines, *new.baselines}:
        blank = Baseline(corpus=corpus, cases={})
        one, other = old.baselines.get(corpus, blank), new.baselines.get(corpus, blank)
        names = {*one.cases, *other.cases}
        found |= {n for n in names if not _is_same(one.cases.get(n), other.cases.get(n))}
        if _held_out_of(one) != _held_out_of(other):
            found.add(_HELD_OUT)
    return frozenset(found)


def _is_same(one: BaselineCase | None, other: BaselineCase | None) -> bool:
    """What an old file does not say is no difference: to write it down accepts nothing."""
    if one is None or other is None:
        return one is other
    said = ((one.got, other.got), (one.case, other.case))
    return one.failed == other.failed and all(a == b for a, b in said if a and b)


def _held_out_of(baseline: Baseline) -> tuple[object, ...]:
    return baseline.n_held_out, baseline.n_held_out_passed, dict(baseline.held_out)


def _state_at(repository: Repository, commit: str) -> Committed:
    """Read as it was; what cannot be read any more holds nothing."""
    baselines = {}
    for path in repository.files(commit, _relative(BASELINES_DIR)):
        try:
            baseline = parse_baseline(repository.text(commit, path), path)
        except CaseFileError:
            continue
        baselines[baseline.corpus] = baseline
    try:
        thresholds = parse_thresholds(
            repository.text(commit, _relative(THRESHOLDS)), THRESHOLDS.name
        )
    except CaseFileError:
        thresholds = ()
    return Committed(baselines, thresholds)


def _state_here(root: Path) -> Committed:
    return Committed(
        load_baselines(root / _relative(BASELINES_DIR)),
        load_thresholds(root / _relative(THRESHOLDS)),
    )


def _relative(path: Path) -> str:
    """As git names it."""
    return path.relative_to(PROJECT_ROOT).as_posix()
