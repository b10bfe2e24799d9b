"""Whether the same is asked again: the key under which an approved answer is found. Pure."""

import hashlib
import json

from app.models import Answer
from ingest.lexis import words
from ingest.terms import Terms


def match_key(answer: Answer, terms: Terms) -> str:
    """Same pairs and payer, whatever they are called; "" for an answer that is not for others.

    A question that asks for no verdict is the same only in the same words. The date of service is
    compared apart, because most questions state none and mean today.
    """
    if not answer.general or not answer.claims:
        return ""
    asked = answer.understood
    pairs = [
        [
            _named(pair.intervention, "intervention", terms),
            _named(pair.condition, "condition", terms),
        ]
        for pair in answer.verdicts
    ]
    same_words = "" if asked.intent == "verdict" and pairs else _plain(answer.question)
    place = [asked.intent, sorted(pairs), asked.payer, asked.publisher, same_words]
    return hashlib.sha256(json.dumps(place).encode()).hexdigest()


def _named(phrase: str, kind: str, terms: Terms) -> str:
    """The concept of which the whole phrase is a name; else the phrase."""
    concepts = sorted(terms.of_phrase(phrase, kind))
    return f"={concepts[0]}" if len(concepts) == 1 else _plain(phrase)


def _plain(text: str) -> str:
    return " ".join(words(text)).casefold()
