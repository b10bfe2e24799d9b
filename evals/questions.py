"""The eval cases as plain rows, for `guideline-qa impact --questions`."""

import json
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

from evals.corpora import SHARED_DATA
from evals.models import Case
from evals.session import Selection, load_selected


def questions(*, cases: str = "*", corpus: list[str] | None = None) -> None:
    """Print the cases as JSON lines, as `guideline-qa impact --questions` reads them.

    A follow-up is left out: its question means nothing without those before it.
    """
    chosen = Selection(pattern=cases, corpora=tuple(corpus or ()), shared=SHARED_DATA)
    found, _ = load_selected(chosen)
    for row in question_rows(found):
        sys.stdout.write(f"{json.dumps(row, ensure_ascii=False)}\n")


def question_rows(cases: tuple[Case, ...]) -> Iterator[Mapping[str, object]]:
    """One row a case; cases speak of nobody, so each may be shown."""
    for case in cases:
        if not case.follow_up_of:
            yield {
                "id": case.case_id,
                "question": case.question,
                "payer": case.payer,
                "as_of": case.as_of.isoformat(),
                "case": _names(case.case),
                "policy": _names(case.policy),
                "invented": True,
            }


def _names(paths: tuple[Path, ...]) -> list[str]:
    return [str(path) for path in paths]
