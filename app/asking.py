"""Which part of a question asks: sentence, segment, and the slots of what is left."""

import re
from collections.abc import Callable, Sequence, Set
from dataclasses import replace

from app.heard import mentions_in
from app.intents import OPEN
from app.residual import asks_nothing
from ingest.lexis import key_stems, words
from ingest.sentences import sentence_spans
from ingest.statements.slots import Slots, parse_object, parse_population
from ingest.terms import Terms

_SEGMENT = re.compile(r"\s*[,;]\s+|\s*:\s+|(?<!\b[A-Z])\.\s+|\s+[–—-]+\s+")


_FACT = re.compile(
    r"(?<![\w.-])\d+(?:[.,]\d+)?(?![\w-])|\d\s*(?:%|mg|kg|mm|cm|ml|y/?o|yo|f\b|m\b|weeks?"
    r"|months?|years?|days?|hours?)|\b(?:no|not|never|without|failed|failure|tried|prior"
    r"|previous|history|documented|years?|months|weeks|prescribed|aged?|old|male|female|y/?o|"
    r"despite|after|only|already|improv\w*|respon\w*|tolerat\w*|intoleran\w*|graded?|score"
    r"|evaluated|expected|underwent|significant|relief|last|so far|confirmed|positive|negative"
    r"|elevated|stable|currently|ordered|by (?:a|his|her|the)|contraindicat\w*|candidate"
    r"|interfer\w*|pain limits|taking|started|symptomatic|lives|works?|wants?|denies|reports?"
    r"|has had|gave|helped|is on|was)\b",
    re.IGNORECASE,
)


# What is left of "with a long-term contraindication" where its fact is cut off.
_DANGLING = re.compile(r"\s+(?:with|and)\s+(?:an?|the)\s+(?:[\w-]+\s*)?$", re.IGNORECASE)
_ASKS_FOR = re.compile(r"\b(?:for|in|to treat|to prevent|with)\b", re.IGNORECASE)


def main_part(residual: str, terms: Terms, plain: Set[str]) -> str:
    """The part of the question that asks; what only states facts is left to `app.facts`."""
    segments = [part.strip() for part in _SEGMENT.split(residual) if words(part)]
    kept: list[str] = []
    for segment in segments:
        front = _asking_front(segment, terms, plain, first=not kept)
        if front:
            kept.append(front)
    return ", ".join(kept) if kept else residual


def _asking_front(segment: str, terms: Terms, plain: Set[str], *, first: bool) -> str:
    """What of a segment asks: all of it, what stands before its first fact, or nothing."""
    bare = re.sub(
        r"\b[A-Z]\d[\dA-Z](?:\.\w{1,4})?\b|\b[A-Z]\d{4}\b|\b\d{5}\b",
        lambda m: "x" * len(m.group()),
        segment,
        flags=re.IGNORECASE,
    )
    mentions = mentions_in(segment, terms, plain)
    if any(key_stems(segment) <= key_stems(m.surface) for m in mentions):
        return segment
    fact = _FACT.search(bare)
    if fact is None:
        return segment if first or mentions else ""
    asks = any(m.kind == "intervention" for m in mentions) and _ASKS_FOR.search(segment) is not None
    if (
        asks
        and fact.start() > 0
        and not re.match(
            r"\W*(?:no|not|failed|tried|prior|after|already)\b", segment, re.IGNORECASE
        )
    ):
        inside = any(m.start < fact.start() < m.end for m in mentions)
        return (
            segment
            if inside or not any(m.end <= fact.start() and m.kind == "condition" for m in mentions)
            else _DANGLING.sub("", segment[: fact.start()]).strip()
        )
    front = segment[: fact.start()].strip()
    return front if first and any(m.end <= fact.start() for m in mentions) else ""


_ASKS_ABOUT = re.compile(
    r"\b(?:asks?|wants? to know|wonder\w*|question is|please advise|advise)"
    r" (?:whether|if|on|about)\b",
    re.IGNORECASE,
)
_OPENS_AS_QUESTION = re.compile(
    r"\s*(?:is|are|should|can|could|does|do|would|will|may)\b", re.IGNORECASE
)


def question_sentence(
    text: str, sentences: Sequence[str] = (), names: Callable[[str], int] | None = None
) -> str:
    """The sentence that asks.

    The last with a question mark, else the last that opens like a question, else all of it. Of a
    letter, where `names` is given, only a sentence that names a treatment asks; where none of
    these asks in so many words, the last of those that name most.

    Args:
        text: A question, or a letter with one inside.
        sentences: Those of the text, where they are known.
        names: How much a sentence names of what may be asked for, 0 for nothing; None where `text`
            is no letter.
    """
    sentences = list(sentences or (text[a:b] for a, b in sentence_spans(text)))
    if len(sentences) <= 1:
        return text
    if names is not None:
        sentences = [s for s in sentences if names(s)] or sentences
    marked = [s for s in sentences if s.rstrip().endswith("?")]
    if marked:
        best = marked[-1]
        at = sentences.index(best)
        # "Appropriate?" alone asks about the sentence before it
        return f"{sentences[at - 1].rstrip(' .')}: {best}" if at and asks_nothing(best) else best
    if asking := [s for s in sentences if _ASKS_ABOUT.search(s)]:
        return asking[-1]
    if opening := [s for s in sentences if OPEN.match(s) or _OPENS_AS_QUESTION.match(s)]:
        return opening[-1]
    return text if names is None else max(reversed(sentences), key=names)


_COLON = re.compile(
    r"^(?P<front>(?:for|in|among)\s[^:]+|[^:,]{3,80}):\s+(?P<rest>.+)$", re.IGNORECASE
)


def slots_of(residual: str) -> Slots:
    colon = _COLON.match(residual)
    if colon:
        front = parse_population(colon.group("front"))
        rest = parse_object(colon.group("rest"))
        return replace(
            rest,
            people=tuple(dict.fromkeys([*front.groups, *rest.people])),
            populations=(*front.populations, *rest.populations),
            criteria=(*front.criteria, *rest.criteria),
        )
    if re.match(r"\s*(?:for|in|among)\s", residual, re.IGNORECASE):
        comma = re.match(r"(?P<front>[^,]+),\s*(?P<rest>.+)$", residual)
        if comma:
            front, rest = parse_population(comma.group("front")), parse_object(comma.group("rest"))
            return replace(
                rest,
                people=(*front.groups, *rest.people),
                populations=(*front.populations, *rest.populations),
                criteria=(*front.criteria, *rest.criteria),
            )
        return parse_population(residual)
    return parse_object(residual)
