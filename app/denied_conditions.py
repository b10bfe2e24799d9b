"""Conditions that a question denies ("no renal impairment"), or leaves out."""

import re
from collections.abc import Sequence
from functools import lru_cache

from app.question_models import Question
from ingest.lexis import key_stems
from ingest.statements.models import Direction, Statement

# What relatives do not have is no denial of the patient's own.
_DENIED = re.compile(
    r"\b(?:no|without|never had|denies|not have)\s+(?!(?:known |positive )?(?:family|fam|fhx?)\b)"
    r"([\w -]+)",
    re.IGNORECASE,
)


@lru_cache(256)  # each Statement is held against the same question
def _said(text: str) -> tuple[frozenset[str], ...]:
    """Stems of what a text denies, one set for each denial."""
    return tuple(key_stems(m.group(1)) for m in _DENIED.finditer(text))


def goes_with_denied(groups: Sequence[Sequence[str]], question: Question) -> bool:
    """Whether the question denies a condition that goes with another one ("no nightmares")."""
    return bool(groups[1:]) and denies_one_of(groups[:-1], question)


def denies_one_of(groups: Sequence[Sequence[str]], question: Question) -> bool:
    """Whether the question denies any phrase of some groups, or what it is a form of."""
    said = _said(question.text)
    wanted = [key_stems(text) for group in groups for text in group] if said else []
    return any(own and words and (own <= words or words < own) for own in wanted for words in said)


def all_told(statement: Statement, stems: frozenset[str]) -> bool:
    """Whether a question says each of a Statement's conditions: "angina" is not the vasospastic.

    What supports may leave out a whole condition, which is open then; what refuses may not.
    """
    against = statement.direction is Direction.AGAINST
    groups = [[key_stems(text) for text in group] for group in statement.condition_groups]
    told = [g for g in groups if against or any(own & stems for own in g)]
    return all(any(own <= stems for own in g) for g in told)


_NOT_IN = r"(?:not|never|no longer|out of|without)(?: (?:currently|yet|in|an?|the))*"


def says_state(group: Sequence[str], question: Question) -> bool:
    """Whether a question says a state that is no disease ("in remission"), and does not deny it."""
    text = question.text.lower()
    return any(
        re.search(rf"\b{re.escape(state.lower())}\b", text) is not None
        and re.search(rf"\b{_NOT_IN} {re.escape(state.lower())}\b", text) is None
        for state in group
    )
