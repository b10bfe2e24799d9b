"""Outcomes of invented cases, for tests of the gate's arithmetic."""

from typing import Any

from app.models import Verdict
from evals.models import Check, Failure, Outcome, Status


def outcome(case_id: str, got: Verdict = Verdict.NECESSARY, **more: Any) -> Outcome:
    """A case that expects `necessary` unless told otherwise, and what it got."""
    expected = more.pop("expected", Verdict.NECESSARY)
    right = got is expected
    values = {
        "case_id": case_id,
        "corpus": "small",
        "tags": ("plain",),
        "question": "Is A covered for B?",
        "why": "Because.",
        "expected": expected,
        "got": got,
        "status": Status.PASSED if right else Status.FAILED,
        "failures": () if right else (Failure(check=Check.VERDICT, detail="another verdict"),),
        "case_hash": f"{case_id}-{expected}",
    }
    return Outcome.model_validate(values | more)
