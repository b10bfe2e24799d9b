"""What an Answer is composed from."""

from collections.abc import Sequence
from dataclasses import dataclass

from app.case import Brought
from app.draft import Shelf
from app.engine import Analysis, Knowledge
from app.in_force import Standing
from app.models import Claim
from app.question_models import Question


@dataclass(frozen=True)
class Material:
    """What an Answer is composed from."""

    question: Question
    analysis: Analysis
    knowledge: Knowledge
    standing: dict[str, Standing]
    shelf: Shelf
    brought: Brought
    paths: dict[str, str]
    answer_claims: Sequence[Claim] = ()
    facts: Sequence[str] = ()
