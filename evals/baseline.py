"""The committed state of the evals, a file per corpus: which checks failed in which case."""

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Literal

from pydantic import ValidationError

from app.models import Verdict
from evals.measures import is_opposite
from evals.models import NO_VERDICT, Check, Model, Outcome, Status
from ingest.errors import CaseFileError

BASELINES_DIR = Path(__file__).resolve().parent / "baselines"

HeldOutState = Literal["passed", "failed", "opposite"]


class BaselineCase(Model):
    """What was wrong with one case when the baseline was written.

    Attributes:
        failed: Names of the checks that failed; () where nothing was wrong.
        got: The verdict, where it was wrong; "" where it was right, or where an old file does
            not say.
        case: Hash of the case; "" in an old file.
    """

    failed: tuple[str, ...] = ()
    got: str = ""
    case: str = ""


class Baseline(Model):
    """The committed state of one corpus. Held-out cases are counted and not named.

    Attributes:
        corpus: Whose cases these are.
        cases: By case_id, held-out cases left out.
        n_held_out: Held-out cases that were asked.
        n_held_out_passed: Those of them that passed.
        held_out: State of each held-out case by the hash of the case; empty in an old file.
    """

    corpus: str
    cases: Mapping[str, BaselineCase]
    n_held_out: int = 0
    n_held_out_passed: int = 0
    held_out: Mapping[str, HeldOutState] = {}


def parse_baseline(text: str, name: str) -> Baseline:
    """A baseline from its file's text; files without hashes and verdicts are read as well.

    Raises:
        CaseFileError: The text is wrong; the message begins with `name`.
    """
    try:
        return Baseline.model_validate_json(text)
    except ValidationError as error:
        raise CaseFileError(f"{name}: {' '.join(str(error).split())}") from error


def load_baselines(folder: Path = BASELINES_DIR) -> dict[str, Baseline]:
    """All baselines by corpus.

    Raises:
        CaseFileError: A file is wrong.
    """
    baselines = {}
    for path in sorted(folder.glob("*.json")):
        try:
            baseline = parse_baseline(path.read_text(encoding="utf-8"), path.name)
        except OSError as error:
            raise CaseFileError(f"{path.name}: {error}") from error
        baselines[baseline.corpus] = baseline
    return baselines


def make_baseline(corpus: str, outcomes: Iterable[Outcome]) -> Baseline:
    """The state of a corpus as of a run."""
    own = [o for o in outcomes if o.corpus == corpus and o.counted]
    held_out = [outcome for outcome in own if outcome.held_out]
    return Baseline(
        corpus=corpus,
        cases={o.case_id: _state(o) for o in own if not o.held_out},
        n_held_out=len(held_out),
        n_held_out_passed=sum(outcome.status is Status.PASSED for outcome in held_out),
        held_out={o.case_hash: held_out_state(o) for o in held_out if o.case_hash},
    )


def _state(outcome: Outcome) -> BaselineCase:
    wrong = Check.VERDICT.value in outcome.failed_checks
    got = str(outcome.got or NO_VERDICT) if wrong else ""
    return BaselineCase(failed=outcome.failed_checks, got=got, case=outcome.case_hash)


def held_out_state(outcome: Outcome) -> HeldOutState:
    """All that a baseline says of a held-out case."""
    if outcome.status is Status.PASSED:
        return "passed"
    return "opposite" if is_opposite(outcome) else "failed"


def new_failures(before: BaselineCase | None, outcome: Outcome) -> tuple[str, ...]:
    """What is worse than before, as sentences; () for a case that is new to the baseline.

    A check fails that held, or a verdict that was wrong is now the contrary of the right one.
    """
    if before is None:
        return ()
    new = [f.detail for f in outcome.failures if f.check.value not in before.failed]
    if before.got and is_opposite(outcome) and not _was_opposite(before, outcome):
        new.append(f"the verdict was {before.got} and is now the opposite one, {outcome.got}")
    return tuple(new)


def _was_opposite(before: BaselineCase, outcome: Outcome) -> bool:
    got = None if before.got == NO_VERDICT else Verdict(before.got)
    return is_opposite(outcome.model_copy(update={"got": got}))


def write_baseline(baseline: Baseline, folder: Path = BASELINES_DIR) -> Path:
    """Write one, a case a line and in order, so that a change of it reads well in a diff."""
    folder.mkdir(parents=True, exist_ok=True)
    head = baseline.model_dump(mode="json", exclude={"cases", "held_out"})
    shown = {name: _row(case) for name, case in baseline.cases.items()}
    parts = [json.dumps(head, indent=2)[:-2], _block("held_out", baseline.held_out)]
    path = folder / f"{baseline.corpus}.json"
    text = ",\n".join([*parts, _block("cases", shown)])
    path.write_text(f"{text}\n}}\n", encoding="utf-8")
    return path


def _row(case: BaselineCase) -> dict[str, object]:
    """What there is to say; `failed` always."""
    row = {"failed": list(case.failed), "got": case.got, "case": case.case}
    return {name: value for name, value in row.items() if value or name == "failed"}


def _block(name: str, rows: Mapping[str, object]) -> str:
    lines = [f"    {json.dumps(key)}: {json.dumps(row)}" for key, row in sorted(rows.items())]
    body = ",\n".join(lines)
    return f'  "{name}": {{\n{body}\n  }}' if lines else f'  "{name}": {{}}'
