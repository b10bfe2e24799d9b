"""Cases made from the labels that lie beside the real guidelines: one per printed recommendation.

The question is the recommendation with the words taken out that give its direction away; the label
is the strength that the guideline prints. A label "for" does not tell whether criteria are open, so
`necessary` and `conditional` are both right. The labels are not part of the project; where their
folder is absent there are no such cases, and the gate says so.
"""

import json
from pathlib import Path

from pydantic import ValidationError

from app.models import Verdict
from evals.models import Case, Model
from ingest.errors import CaseFileError

TAG = "labelled"
_AS_OF = "2026-11-23"
_VERDICTS = {
    "Strong for": Verdict.NECESSARY,
    "Weak for": Verdict.NECESSARY,
    "Neither for nor against": Verdict.INSUFFICIENT_EVIDENCE,
    "Weak against": Verdict.NOT_NECESSARY,
    "Strong against": Verdict.NOT_NECESSARY,
}


class _Row(Model):
    """One line of the labels."""

    guideline: str
    rec: int
    page: int
    strength: str
    text: str
    question: str


def labelled_cases(path: Path, corpus: str) -> tuple[Case, ...]:
    """A case per labelled recommendation; () where the file is not on this machine.

    Raises:
        CaseFileError: A line is not what it should be.
    """
    if not path.is_file():
        return ()
    lines = path.read_text(encoding="utf-8").splitlines()
    return tuple(_case(path, number, line, corpus) for number, line in enumerate(lines, start=1))


def _case(path: Path, number: int, line: str, corpus: str) -> Case:
    try:
        row = _Row.model_validate(json.loads(line))
        verdict = _VERDICTS[row.strength]
    except (ValueError, KeyError, ValidationError) as error:
        raise CaseFileError(f"{path.name}:{number}: {' '.join(str(error).split())}") from error
    found = verdict is Verdict.NECESSARY
    return Case.model_validate(
        {
            "case_id": f"{TAG}-{row.guideline.lower()}-{row.rec}",
            "corpus": corpus,
            "question": f"Is this recommended: {row.question}?",
            "verdict": verdict,
            "accepted": (Verdict.CONDITIONAL,) if found else (),
            "as_of": _AS_OF,
            "references": (row.guideline,),
            "recommendation": f"{row.guideline}#{row.rec}",
            "page": row.page,
            "tags": (TAG, "against") if verdict is Verdict.NOT_NECESSARY else (TAG,),
            "why": f"Printed strength: {row.strength}.",
            "file": path.name,
            "line": number,
        }
    )
