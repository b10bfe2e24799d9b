"""Measures of the committed runs: a line is added whenever a baseline is written.

A log of a run is too large to commit, and a baseline tells the last state alone. These few numbers
let the report plot how measures went from one committed state to the next.
"""

import json
from collections.abc import Mapping
from pathlib import Path

from pydantic import ValidationError

from evals.measures import MEASURES
from evals.models import Model, Run
from ingest.errors import CaseFileError

HISTORY = Path(__file__).resolve().parent / "history.jsonl"
PLOTTED = (
    "verdict_accuracy",
    "passed",
    "reference_recall",
    "citation_recall",
    "retrieval_recall",
    "retrieval_ndcg_at_10",
)


class Point(Model):
    """One committed state of one corpus.

    Attributes:
        started: Date of the run, ISO 8601.
        corpus: Whose cases were asked.
        n: Cases that were asked.
        measures: By name; one that was not measured is left out.
    """

    started: str
    corpus: str
    n: int
    measures: Mapping[str, float]


def point_of(run: Run, corpus: str) -> Point:
    """The plotted measures of one corpus of a run."""
    counted = [o for o in run.outcomes if o.corpus == corpus and o.counted]
    values = {name: MEASURES[name](counted).value for name in PLOTTED}
    known = {name: round(value, 4) for name, value in values.items() if value is not None}
    return Point(started=run.started, corpus=corpus, n=len(counted), measures=known)


def add_to_history(run: Run, corpus: str, path: Path = HISTORY) -> None:
    """Write the line of a run; a run that is there already is not written twice."""
    point = point_of(run, corpus)
    if point not in load_history(path):
        with path.open("a", encoding="utf-8") as file:
            file.write(f"{json.dumps(point.model_dump())}\n")


def load_history(path: Path = HISTORY) -> tuple[Point, ...]:
    """All lines, oldest first; () where none was written yet.

    Raises:
        CaseFileError: A line is wrong.
    """
    if not path.is_file():
        return ()
    points = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        try:
            points.append(Point.model_validate_json(line))
        except ValidationError as error:
            detail = " ".join(str(error).split())
            raise CaseFileError(f"{path.name}:{number}: {detail}") from error
    return tuple(points)
