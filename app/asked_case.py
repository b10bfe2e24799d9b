"""What a question asks of one pair: what the Statements that spoke to it are judged by."""

from collections.abc import Callable
from dataclasses import dataclass

from app.facts import Facts
from app.question_models import Phrase, Question, Target
from ingest.terms import Terms


@dataclass(frozen=True)
class Case:
    """What the positions of one pair are judged by."""

    question: Question
    facts: Facts
    terms: Terms
    intervention: Phrase
    target: Target | None
    phase: str = ""
    heads: Callable[[str], str] = lambda _doc_id: ""


def names_of(target: Target | None) -> list[str]:
    if target is None:
        return []
    phrases = (target.condition, *target.settings)
    return [name for p in phrases for name in (p.text, *p.codes, *p.extra)]
