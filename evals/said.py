"""The words of an answer as a case looks for them: its own, and those of its quotes apart."""

from collections.abc import Sequence

from app.models import Answer, Claim


def own_words(answer: Answer) -> str:
    """What the answer says itself: without the words that it shows as a quote of a document."""
    parts = [answer.headline, *answer.alternatives, *answer.missing]
    notes = [note.text for note in answer.notes]
    claims = [_unquoted(claim) for claim in answer.claims]
    return folded([*parts, *notes, *claims])


def _unquoted(claim: Claim) -> str:
    """A sentence without what is word for word in its quotes; "" where nothing else is left."""
    text = folded([claim.text])
    for quote in (folded([citation.quote]) for citation in claim.citations):
        text = "" if text.strip(" .") in quote else text.replace(quote, " ")
    return text


def folded(parts: Sequence[str]) -> str:
    """Text in which a difference of case, of dashes or of spaces is none."""
    text = " ".join(" ".join(parts).split()).casefold()
    return text.translate({0x2010: "-", 0x2011: "-", 0x2012: "-", 0x2013: "-", 0x2019: "'"})


def holds(text: str, wanted: str) -> bool:
    """Whether a text holds one of the choices of "a|b"."""
    return any(folded([choice]) in text for choice in wanted.split("|"))
