"""The committed state of the evals, a file per corpus: which checks failed in which case."""

import json
from collections.abc import Iterable, Mapping
from pathlib import Path

from pydantic import ValidationError

from evals.models import Model, Outcome, Status
from ingest.errors import CaseFileError

BASELINES_DIR = Path(__file__).resolve().parent / "baselines"


class BaselineCase(Model):
    """What was wrong with one case when the baseline was written; () where nothing was."""

    failed: tuple[str, ...] = ()


class Baseline(Model):
    """The committed state of one corpus. Held-out cases are counted and not named."""

    corpus: str
    cases: Mapping[str, BaselineCase]
    n_held_out: int = 0
    n_held_out_passed: int = 0


def load_baselines(folder: Path = BASELINES_DIR) -> dict[str, Baseline]:
    """All baselines by corpus.

    Raises:
        CaseFileError: A file is wrong.
    """
    baselines = {}
    for path in sorted(folder.glob("*.json")):
        try:
            baseline = Baseline.model_validate_json(path.read_text(encoding="utf-8"))
        except (OSError, ValidationError) as error:
            raise CaseFileError(f"{path.name}: {' '.join(str(error).split())}") from error
        baselines[baseline.corpus] = baseline
    return baselines


def make_baseline(corpus: str, outcomes: Iterable[Outcome]) -> Baseline:
    """The state of a corpus as of a run."""
    own = [o for o in outcomes if o.corpus == corpus and o.counted]
    held_out = [outcome for outcome in own if outcome.held_out]
    return Baseline(
        corpus=corpus,
        cases={o.case_id: BaselineCase(failed=o.failed_checks) for o in own if not o.held_out},
        n_held_out=len(held_out),
        n_held_out_passed=sum(outcome.status is Status.PASSED for outcome in held_out),
    )


def write_baseline(baseline: Baseline, folder: Path = BASELINES_DIR) -> Path:
    """Write one, a case a line and in order, so that a change of it reads well in a diff."""
    folder.mkdir(parents=True, exist_ok=True)
    head = baseline.model_dump(mode="json", exclude={"cases"})
    cases = {name: list(case.failed) for name, case in sorted(baseline.cases.items())}
    rows = ",\n".join(
        f"    {json.dumps(name)}: {json.dumps({'failed': failed})}"
        for name, failed in cases.items()
    )
    body = json.dumps(head, indent=2)[:-2]
    path = folder / f"{baseline.corpus}.json"
    path.write_text(f'{body},\n  "cases": {{\n{rows}\n  }}\n}}\n', encoding="utf-8")
    return path
