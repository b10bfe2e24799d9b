"""Outcomes of a run as they come, a line each, so that an interrupted run can go on."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from evals.fingerprint import case_hash
from evals.models import Case, Model, Outcome


class _Row(Model):
    """One line: what the outcome depends on beside its snapshot, and the outcome."""

    case: str
    run: str
    outcome: Outcome


@dataclass(frozen=True, slots=True)
class PartialLog:
    """What a command has answered so far; it goes when the run has ended.

    Attributes:
        path: Of the file, one for each command: two of them may run at once.
        run: Fingerprint of code and settings; an outcome of others is not taken over.
        cases: Hash of each case by its id.
    """

    path: Path
    run: str
    cases: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, path: Path, run: str, cases: Iterable[Case]) -> "PartialLog":
        """The log of a run over these cases."""
        return cls(path, run, {case.case_id: case_hash(case) for case in cases})

    def start(self) -> None:
        """Forget an earlier run."""
        self._write([])

    def resume(self) -> dict[str, Outcome]:
        """What an interrupted run answered that still holds, by case_id; the rest is forgotten."""
        rows = [row for row in self._rows() if self._holds(row)]
        self._write(rows)
        return {row.outcome.case_id: row.outcome for row in rows}

    def add(self, outcome: Outcome) -> None:
        """Keep the outcome of one case."""
        row = _Row(case=self.cases[outcome.case_id], run=self.run, outcome=outcome)
        with self.path.open("a", encoding="utf-8") as log:
            log.write(row.model_dump_json() + "\n")

    def finish(self) -> None:
        """The run has ended: there is nothing to go on with."""
        self.path.unlink(missing_ok=True)

    def _rows(self) -> list[_Row]:
        if not self.path.is_file():
            return []
        rows = []
        for line in self.path.read_text(encoding="utf-8", errors="replace").splitlines():
            try:
                rows.append(_Row.model_validate_json(line))
            except ValueError:
                continue  # The line that was being written when the run was interrupted.
        return rows

    def _holds(self, row: _Row) -> bool:
        return row.run == self.run and row.case == self.cases.get(row.outcome.case_id)

    def _write(self, rows: Iterable[_Row]) -> None:
        """Whole lines only, so that a line that was cut is not glued to the next."""
        self.path.parent.mkdir(parents=True, exist_ok=True)
        text = "".join(f"{row.model_dump_json()}\n" for row in rows)
        self.path.write_text(text, encoding="utf-8")
