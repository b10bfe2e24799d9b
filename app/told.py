"""What an asker answers to the criteria of an answer, line by line behind the question.

"Met: <criterion as printed>" and "Not met: <criterion as printed>" are facts of the case and no
part of what is asked; `app.findings_verbatim` reads them.
"""

import re
from collections.abc import Mapping
from dataclasses import replace

from app.question_models import Question

_LINE = re.compile(r"\n\s*(?:not\s+)?met:\s", re.IGNORECASE)


def split_told(text: str) -> tuple[str, str]:
    """What is asked, and the lines behind it that say which criteria are met; "" without any."""
    first = _LINE.search(text)
    return (text[: first.start()], text[first.start() :]) if first else (text, "")


def with_words(question: Question, told: str) -> Question:
    """The question as it was typed, with the lines that were no part of what it asks."""
    return replace(question, text=question.text + told) if told else question


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
