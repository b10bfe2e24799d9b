"""What stands behind a question line by line: facts of the case, and no part of what is asked.

"Met: <criterion as printed>" and "Not met: <criterion as printed>" are what an asker answers to the
criteria of an answer; `app.findings_verbatim` reads them. "Stated before: <facts>" is kept from the
questions before; `app.carried` writes it.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace

from app.question_models import Question
from ingest.errors import QuestionError
from ingest.lexis import words

STATED = "Stated before:"
_LINE = re.compile(rf"\n[^\S\n]*(?:(?:not\s+)?met|{STATED[:-1]}):\s", re.IGNORECASE)
_MET = re.compile(r"\n[^\S\n]*(?:not\s+)?met:\s", re.IGNORECASE)
_TOLD_LINE = re.compile(r"\s*(?:not\s+)?met:\s", re.IGNORECASE)


def split_told(text: str) -> tuple[str, str]:
    """What is asked, and the lines behind it that tell of the case; "" without any."""
    first = _LINE.search(text)
    return (text[: first.start()], text[first.start() :]) if first else (text, "")


def with_words(question: Question, told: str) -> Question:
    """The question as it was typed, with the lines that were no part of what it asks.

    Facts that its own lines state are those that count, and none that were kept for it.
    """
    if not told:
        return question
    text = split_told(question.text)[0] if f"\n{STATED}" in told else question.text
    return replace(question, text=text + told)


def told_lines(text: str) -> list[str]:
    """The lines of a text that say which criteria are met."""
    return [line.strip() for line in text.splitlines() if _TOLD_LINE.match(line)]


def told_start(text: str) -> int:
    """Where the lines begin that say which criteria are met; the end of a text without any."""
    found = _MET.search(text)
    return found.start() if found else len(text)


def with_told(question: str, told: Mapping[str, bool]) -> str:
    """A question with what its asker says of criteria; those it had told before are kept.

    Args:
        question: As asked, with or without such lines.
        told: Whether a criterion is met, by its words as printed.
    """
    lines = [
        f"{'Met' if met else 'Not met'}: {' '.join(criterion.split())}"
        for criterion, met in told.items()
    ]
    return "\n".join([question.rstrip(), *lines])


def told_both(met: Iterable[str], not_met: Iterable[str]) -> dict[str, bool]:
    """Whether each criterion is met, as told.

    Raises:
        QuestionError: One is told to be both.
    """
    told = dict.fromkeys(met, True)
    refused = dict.fromkeys(not_met, False)
    same = {" ".join(words(text)).lower(): text for text in told}
    for text in refused:
        if (other := same.get(" ".join(words(text)).lower())) is not None:
            raise QuestionError(f'"{other}" is said to be met and not met: say one of them')
    return told | refused


def unused(told: Iterable[str], criteria: Iterable[str]) -> tuple[str, ...]:
    """What was told of criteria that an answer does not have, as told."""
    known = {" ".join(words(text)).lower() for text in criteria}
    return tuple(text for text in told if " ".join(words(text)).lower() not in known)
