"""What a question asks of one pair: what the Statements that spoke to it are judged by."""

import re
from collections.abc import Callable, Hashable
from dataclasses import dataclass, field

from app.facts import FactKind, Facts
from app.findings import FindingNode
from app.question_models import Phrase, Question, Target
from ingest.statements.roles import phase_of
from ingest.terms import Terms

_AGAIN = re.compile(
    r"\b(?:repeat(?:ed|ing)?|renew(?:al|ing)?|refill|re-?authori[sz]\w+"
    r"|another (?:course|round))\b",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Case:
    """What the positions of one pair are judged by.

    `evaluated` holds what the facts of this question make of criteria, for all pairs of it: one
    Statement is judged for several readings, and most of them ask the same of its criteria.
    """

    question: Question
    facts: Facts
    terms: Terms
    intervention: Phrase
    target: Target | None
    phase: str = ""
    heads: Callable[[str], str] = lambda _doc_id: ""
    evaluated: dict[Hashable, FindingNode] = field(default_factory=dict, compare=False)


def names_of(target: Target | None) -> list[str]:
    if target is None:
        return []
    phrases = (target.condition, *target.settings)
    return [name for p in phrases for name in (p.text, *p.codes, *p.extra)]


def phase_asked(question: Question, facts: Facts) -> str:
    """Phase of the treatment by the case: "continued" where it runs, "initial" where it is new."""
    stated = next((f.status or f.name for f in facts.of(FactKind.PHASE)), "")
    if stated in {"continued", "initial"}:
        return stated
    return "continued" if _AGAIN.search(question.text) else phase_of(question.text)
