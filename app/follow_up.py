"""Follow-up questions keep the topic: what one leaves out comes from the one before it."""

import re
from collections.abc import Sequence
from dataclasses import replace

from app.carried import adds_a_fact, speaks_of_the_same, with_stated
from app.models import Answer, Verdict
from app.question_models import Phrase, Question, Target
from app.talk import is_talk
from ingest.terms import Terms

_CONTINUES = re.compile(
    r"^\s*(?:and|what about|how about|what if|also|or|then|so|but|why|ok(?:ay)?)\b|\b(?:it|that"
    r"|this|they|them|those|these|same|instead|otherwise|else)\b",
    re.IGNORECASE,
)
_SHORT = 9  # words; a longer question without a topic of its own is rather unclear than a follow-up
# Asks for other treatments of the condition: the one asked about before is what it leaves.
_INSTEAD = re.compile(r"\b(?:alternatives?|instead|else|other options?)\b", re.IGNORECASE)
# With these nothing on the condition is left to fulfil: what would be supported is asked for.
_CLOSED = frozenset({Verdict.NOT_NECESSARY, Verdict.INSUFFICIENT_EVIDENCE, Verdict.NOT_ADDRESSED})


def topic_of(history: Sequence[Answer]) -> tuple[Answer, ...]:
    """All that is taken from a conversation: its last question that was about something."""
    for a in reversed(history):
        if a.error is None and (a.understood.interventions or a.understood.conditions):
            return (
                Answer(id=a.id, question=a.question, understood=a.understood, verdict=a.verdict),
            )
    return ()


def with_history(question: Question, history: Sequence[Answer], terms: Terms) -> Question:
    """The question ("and for CIDP?") with what it leaves out taken from the last answered one.

    What was stated of the patient is kept with it. Unchanged where the question stands alone.
    """
    last = next(iter(topic_of(history)), None)
    if last is None:
        return question
    completed = _with_topic(question, last, terms)
    if completed is question and not speaks_of_the_same(question):
        return question
    same = {p.text for p in completed.interventions} == set(last.understood.interventions)
    return with_stated(completed, last, same_treatment=same)


def _with_topic(question: Question, last: Answer, terms: Terms) -> Question:
    """The question with what it leaves out; the same where it stands alone."""
    continues = bool(_CONTINUES.search(question.text)) or len(question.text.split()) <= _SHORT
    if not continues:
        return question
    own, aims = _named(question, last)
    if own and aims:
        return question
    interventions = own or _interventions(question, last, terms, aims)
    targets = aims or _targets(question, last, terms, own)
    kept = [
        *(p.text for p in interventions if not own),
        *(t.condition.text for t in targets if not aims),
    ]
    if not kept:
        return question
    topic = replace(
        question,
        interventions=interventions,
        targets=targets,
        payer=question.payer or last.understood.payer,
        publisher=question.publisher or last.understood.publisher,
        readings=(
            *(r for r in question.readings if not _is_of_talk(r, question)),
            f"kept from the question before: {'; '.join(kept)}",
        ),
        added=tuple(
            p.text
            for p in (*question.interventions, *(t.condition for t in question.targets))
            if p not in own and all(p != t.condition for t in aims) and not is_talk(p)
        ),
    )
    if own or aims:
        return topic
    # It names nothing: no word of it tells one Statement from another.
    return replace(
        topic, others=(), names=interventions, asked=frozenset(), rare=frozenset(), comparator=""
    )


def _named(question: Question, last: Answer) -> tuple[tuple[Phrase, ...], tuple[Target, ...]]:
    """What a question names itself, neither talk nor a fact that it adds of the patient."""
    aims = tuple(
        t
        for t in question.targets
        if not is_talk(t.condition)
        and not (
            last.understood.conditions and adds_a_fact(t.condition, question, is_condition=True)
        )
    )
    ill = {t.condition.text.lower() for t in aims}
    own = tuple(
        p
        for p in question.interventions
        # "what about gout?" names a condition, which is no treatment as well
        if not is_talk(p)
        and not adds_a_fact(p, question)
        and (p.concepts or p.text.lower() not in ill)
    )
    return own, aims


def _interventions(
    question: Question, last: Answer, terms: Terms, aims: tuple[Target, ...]
) -> tuple[Phrase, ...]:
    if not aims and _INSTEAD.search(question.text) and last.understood.conditions:
        return ()
    return tuple(_phrase(text, "intervention", terms) for text in last.understood.interventions)


def _targets(
    question: Question, last: Answer, terms: Terms, own: tuple[Phrase, ...]
) -> tuple[Target, ...]:
    """The conditions of the question before.

    None where it is asked what would be supported, and nothing was for them.
    """
    if not own and question.intent == "criteria" and last.verdict in _CLOSED:
        return ()
    return tuple(Target(_phrase(text, "condition", terms)) for text in last.understood.conditions)


def _is_of_talk(reading: str, question: Question) -> bool:
    phrases = [*question.interventions, *(t.condition for t in question.targets)]
    return any(is_talk(p) and reading.startswith(f'"{p.text}"') for p in phrases)


def _phrase(text: str, kind: str, terms: Terms) -> Phrase:
    concepts = frozenset(
        m.concept_id for m in terms.spot(text) if m.kind == kind
    ) | terms.of_phrase(text, kind)
    codes = (text,) if re.fullmatch(r"[A-Z]\d[\dA-Z](?:\.\w{1,4})?|[A-Z]\d{4}", text) else ()
    return Phrase(
        text, concepts or frozenset(c for code in codes for c in terms.of_code(code)), codes
    )
