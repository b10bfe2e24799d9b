"""Answers that offer and advise against one intervention without saying that sources disagree."""

import re
from collections.abc import Iterable, Iterator

from app.models import Answer, SectionName, Verdict

# An Answer says that sources disagree by a Note of such a kind, by a verdict, or in so many words.
_DISAGREE = re.compile(r"disagree|conflict|differ|depends on the payer|contradict", re.IGNORECASE)
_AGAINST = (Verdict.NOT_NECESSARY,)
_WORD = re.compile(r"[a-z0-9]+")


def contradictions(answer: Answer) -> tuple[str, ...]:
    """What is both offered and advised against, a sentence each; () where there is none.

    Offered is what stands under alternatives, and what the verdict calls necessary. Advised
    against is what stands under that heading, and what the verdict calls not necessary.
    """
    return tuple(
        f"{name!r} is offered and advised against"
        for name in dict.fromkeys(_offered_and_against(answer))
        if not _disagreement_is_said(answer, name)
    )


def _offered_and_against(answer: Answer) -> Iterator[str]:
    against = [
        claim.text for claim in answer.claims if claim.section is SectionName.ADVISED_AGAINST
    ]
    refused = [pair.intervention for pair in answer.verdicts if pair.verdict in _AGAINST]
    for name in answer.alternatives:
        if any(_names(text, name) for text in [*against, *refused]):
            yield name
    for pair in answer.verdicts:
        needed = pair.verdict in (Verdict.NECESSARY, Verdict.CONDITIONAL)
        same_pair = [text for text in against if _names(text, pair.condition)]
        if needed and any(_names(text, pair.intervention) for text in same_pair):
            yield pair.intervention


def _disagreement_is_said(answer: Answer, name: str) -> bool:
    said: Iterable[str] = (
        *(f"{note.kind} {note.text}" for note in answer.notes),
        *(claim.label for claim in answer.claims if _names(claim.text, name)),
        answer.headline,
    )
    if any(_DISAGREE.search(text) and _names(text, name) for text in said):
        return True
    return any(
        pair.verdict is Verdict.CONFLICTING and _names(pair.intervention, name)
        for pair in answer.verdicts
    )


def _names(text: str, name: str) -> bool:
    """Whether all words of `name` stand in `text`, in a row."""
    words = _WORD.findall(name.lower())
    return bool(words) and f" {' '.join(words)} " in f" {' '.join(_WORD.findall(text.lower()))} "
