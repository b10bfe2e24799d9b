"""Follow-up questions keep the topic: what one leaves out comes from the one before it."""

import re
from collections.abc import Sequence
from dataclasses import replace

from app.models import Answer
from app.question_models import Phrase, Question, Target
from ingest.terms import Terms

_CONTINUES = re.compile(
    r"^\s*(?:and|what about|how about|also|or|then|so|but|ok(?:ay)?)\b|\b(?:it|that|this|they"
    r"|them|those|these|same|instead|otherwise)\b",
    re.IGNORECASE,
)
_SHORT = 9  # words; a longer question without a topic of its own is rather unclear than a follow-up


def with_history(question: Question, history: Sequence[Answer], terms: Terms) -> Question:
    """The question ("and for CIDP?") with what it leaves out taken from the last answered one.

    Unchanged where it stands alone.
    """
    if not history:
        return question
    last = next(
        (
            a
            for a in reversed(history)
            if a.error is None and (a.understood.interventions or a.understood.conditions)
        ),
        None,
    )
    continues = bool(_CONTINUES.search(question.text)) or len(question.text.split()) <= _SHORT
    if last is None or not continues or (question.interventions and question.targets):
        return question
    interventions, targets = question.interventions, question.targets
    kept: list[str] = []
    if not interventions:
        interventions = tuple(
            _phrase(text, "intervention", terms) for text in last.understood.interventions
        )
        kept.append(", ".join(last.understood.interventions))
    elif not targets:
        targets = tuple(
            Target(_phrase(text, "condition", terms)) for text in last.understood.conditions
        )
        kept.append(", ".join(last.understood.conditions))
    if not any(kept):
        return question
    reading = f"kept from the question before: {'; '.join(k for k in kept if k)}"
    return replace(
        question,
        interventions=interventions,
        targets=targets,
        payer=question.payer or last.understood.payer,
        publisher=question.publisher or last.understood.publisher,
        readings=(*question.readings, reading),
    )


def _phrase(text: str, kind: str, terms: Terms) -> Phrase:
    concepts = frozenset(
        m.concept_id for m in terms.spot(text) if m.kind == kind
    ) | terms.of_phrase(text, kind)
    codes = (text,) if re.fullmatch(r"[A-Z]\d[\dA-Z](?:\.\w{1,4})?|[A-Z]\d{4}", text) else ()
    return Phrase(
        text, concepts or frozenset(c for code in codes for c in terms.of_code(code)), codes
    )
