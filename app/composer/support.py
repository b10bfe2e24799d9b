"""How far the quotes of a sentence carry it: by words, and by meaning as an encoder sees it."""

import re
from collections.abc import Callable, Sequence

from app.cite import bodies_of, supports, without_names
from app.composer.given import Given
from ingest.embed import FloatArray
from ingest.lexis import STOP_WORDS, content_stems, stem, words

Embed = Callable[[Sequence[str]], FloatArray]

# Share of the content words of the quotes that a sentence keeps, and cosine of the two. Measured
# on the hand-read pairs of evals/support/pairs.jsonl (docs/model.md gives the curves): below, a
# sentence has left out what limits it, or speaks of something else.
MIN_KEPT_RATIO = 0.7
MIN_SIMILARITY = 0.6

_ASIDE = re.compile(r"^Recommendation \S+(?: \([^)]*\))?:?|\([^)]*\)", re.MULTILINE)

# Words that say that something is said, and of whom; they carry no clinical content.
_FRAME = content_stems(
    "according accordance states state stated says said statement recommends recommend recommended "
    "recommendation recommendations recommending suggests suggest suggested advises advise "
    "considers consider considered regards deems policy policies guideline guidelines guidance "
    "bulletin determination study report reports reported notes note covers cover covered coverage "
    "patient patients people person individuals adults case use used using uses given condition "
    "conditions medical indication indications health plan against"
)
# One of them is as good as another: "for the treatment of" and "to treat".
_TREAT = content_stems("treat treatment treatments therapy therapies")


def words_ratio(text: str, items: Sequence[Given]) -> float:
    """Share of a sentence's content words that its quotes hold; 0 for a sentence without any."""
    wanted = content_stems(text) - _of_frame(items)
    return len(wanted & _held(items)) / len(wanted) if wanted else 0.0


def strange_word(text: str, items: Sequence[Given]) -> str:
    """A content word that the quotes do not have; "" for none.

    One word in a long sentence may be another drug, a name, or another group of people, and a share
    would let it pass: on the hand-read pairs no sentence that is right needs one.
    """
    known = _of_frame(items) | _held(items)
    for word in words(text):
        if stem(word) not in known and word.lower() not in STOP_WORDS:
            return word
    return ""


def kept_ratio(text: str, items: Sequence[Given]) -> float:
    """Share of the content words of the quotes that a sentence keeps; 1 for quotes without any.

    Numbers of recommendations and pages, and what stands in brackets, need not be kept.
    """
    said = content_stems(text) | _FRAME | _TREAT
    ratios = []
    for item in items:
        wanted = content_stems(_ASIDE.sub(" ", item.evidence)) - _FRAME
        ratios.append(len(wanted & said) / len(wanted) if wanted else 1.0)
    return min(ratios)


def _of_frame(items: Sequence[Given]) -> frozenset[str]:
    return _FRAME.union(*(item.name_stems for item in items))


def _held(items: Sequence[Given]) -> frozenset[str]:
    """Stems of the quotes, and of the conditions that a heading gives to a Statement."""
    texts = [item.evidence for item in items]
    texts += [
        " ".join(item.statement.conditions)
        for item in items
        if item.statement is not None and item.statement.subject_stands_in
    ]
    found = content_stems("\n".join(texts))
    return found | _TREAT if found & _TREAT else found


def similarity(text: str, items: Sequence[Given], embed: Embed) -> float:
    """Cosine of a sentence and its quotes together; the source's name is left out of both."""
    bare = without_names(text, [name for item in items for name in bodies_of(item.source)])
    rows = embed([bare, "\n".join(item.evidence for item in items)])
    return float(rows[0] @ rows[1])


def carried(text: str, items: Sequence[Given], embed: Embed | None) -> bool:
    """Whether a sentence is carried by its quotes, by words and by meaning.

    The check of every Claim (`app.cite.supports`) holds as well.
    """
    quotes = [c.quote for item in items for c in item.claim.citations]
    bodies = [name for item in items for name in bodies_of(item.source)]
    if not supports(without_names(text, bodies), quotes) or strange_word(text, items):
        return False
    if kept_ratio(text, items) < MIN_KEPT_RATIO:
        return False
    return embed is None or similarity(text, items, embed) >= MIN_SIMILARITY
