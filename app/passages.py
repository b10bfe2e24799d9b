"""Questions that ask for no verdict: passages that answer them, quoted by their best sentences."""

import re
from collections.abc import Iterable, Sequence, Set

from app.draft import Shelf, plain, shorten
from app.models import Claim, SectionName
from ingest.lexis import key_stems, words
from ingest.models import Hit, Passage
from ingest.sentences import sentence_spans
from ingest.statements.models import Quote

N_PASSAGES = 2
# Cosine of the best passage below which nothing here is about a question without a known name:
# measured, see docs/adr/0015-no-passage-of-chance.md.
NEAR_ENOUGH = 0.3
MAX_QUOTE_CHARS = 600
# Authors, journal, "2018;11(3):2890-2900": the head of a paper with nothing below it.
_IMPRINT = re.compile(
    r"\b(?:et al\b|[A-Z][a-z]+ [A-Z]{1,3}[,.]).*\b(?:19|20)\d\d"
    r"(?:;\s?\d+|, (?:issue|volume|pages?)\b)",
    re.DOTALL,
)
_LONGEST_IMPRINT = 400  # characters
_ABOUT_ITSELF = re.compile(r"\bthis digest\b", re.IGNORECASE)


def near_enough(hits: Iterable[Hit]) -> bool:
    """Whether the passages found are about the question at all, by the best cosine of one."""
    return any(
        hit.cosine_similarity is not None and hit.cosine_similarity >= NEAR_ENOUGH for hit in hits
    )


def holds_one(passages: Iterable[Passage], wanted: Set[str]) -> bool:
    """Whether a passage holds one of some words, given in lower case."""
    return any(word.lower() in wanted for p in passages for word in words(p.text))


def answer_claims(question: str, passages: Sequence[Passage], shelf: Shelf) -> list[Claim]:
    """One Claim a passage: the run of sentences that shares most words with the question."""
    wanted = key_stems(question)
    found: list[Claim] = []
    own = [p for p in passages if not about_itself(p)]
    told = content_first(question, results_first(question, own))
    for passage in told[:N_PASSAGES]:
        start, end = best_window(passage.text, wanted)
        quote = passage_quote(passage, start, end)
        if quote.text:
            found.append(
                Claim(
                    text=shorten(plain(quote.text)),
                    section=SectionName.ANSWER,
                    citations=(shelf.cite(quote),),
                )
            )
    return found


# "What did the trial find on X?", "What were the results of the trial of X?"
_ASKS_RESULTS = re.compile(
    r"\b(?:what|which|how)\b.*\b(?:trials?|stud(?:y|ies)|reviews?|meta-analys[ie]s)\b.*"
    r"\b(?:find|found|shows?|showed|conclude[ds]?|reports?|reported)\b|"
    # "What did Rowe find", "How many patients responded"
    r"^\W*what did\b[^?]*\b(?:find|show|conclude|report)\b|"
    r"\bhow many (?:\w+ )?(?:patients|people|participants|women|men|children|adults)\b[^?]*"
    r"\b(?:respond|improv|recover|relaps|died|survived|benefit|withdrew|worsen)|"
    r"\b(?:results?|findings) of\b",
    re.IGNORECASE | re.DOTALL,
)
_RESULTS = re.compile(r"\b(?:results?|findings|outcomes?|efficacy|conclusions?)\b", re.IGNORECASE)


# What a document is and how it was made stands behind what it says, where nobody asks for it.
_MAKING = re.compile(
    r"^\W*(?:study )?(?:design|methods?|methodology|tasks?|scope|backgrounds?|introduction|aims?|"
    r"objectives?|purpose)(?: and (?:design|methods?|scope|tasks?|aims?|objectives?|purpose))?\W*$",
    re.IGNORECASE,
)
_ASKS_MAKING = re.compile(
    r"\b(?:design\w*|methods?|randomi[sz]\w+|blind\w*|scope|task|aims?|objectives?|purpose|"
    r"search\w*|how (?:was|were)|who (?:was|were)|what kind of|when|why|apply|applies)\b",
    re.IGNORECASE,
)


_ASKS_DOSE = re.compile(r"\b(?:dos(?:e|es|age|ing)|how much)\b", re.IGNORECASE)
_DOSE = re.compile(r"\d\s?(?:mg|mcg|g|ml|units?|iu)\b", re.IGNORECASE)


def content_first(question: str, passages: Sequence[Passage]) -> list[Passage]:
    """Passages, those on how a document was made last where the question asks for nothing of it."""
    if _ASKS_MAKING.search(question):
        return list(passages)
    dose = _ASKS_DOSE.search(question) is not None

    def rank(passage: Passage) -> bool:
        making = _MAKING.match("".join(passage.heading_path[-1:])) is not None
        return making and not (dose and _DOSE.search(passage.text))

    return sorted(passages, key=rank)


def results_first(question: str, passages: Sequence[Passage]) -> list[Passage]:
    """Passages, where results are asked for those under a heading of that name before others."""
    if not passages or not _ASKS_RESULTS.search(question):
        return list(passages)
    study = passages[0].doc_id  # of the study that answers best

    def rank(passage: Passage) -> bool:
        told = _RESULTS.search(" ".join(passage.heading_path[-1:])) is not None
        return not (told and passage.doc_id == study)

    return sorted(passages, key=rank)


def about_itself(passage: Passage) -> bool:
    """Whether it speaks of the document alone, and answers nothing.

    What a digest leaves out (corpus/README.md), or where a paper was printed.
    """
    text = passage.text
    if len(text) < _LONGEST_IMPRINT and _IMPRINT.search(text):
        return True
    return _ABOUT_ITSELF.search(" ".join(passage.heading_path[-1:])) is not None


def best_window(text: str, wanted: frozenset[str]) -> tuple[int, int]:
    """Offsets of the run of whole sentences that holds most of the wanted stems.

    At most `MAX_QUOTE_CHARS` long.
    """
    if len(text) <= MAX_QUOTE_CHARS:
        return 0, len(text)
    spans = list(sentence_spans(text)) or [(0, len(text))]
    best = (-1.0, 0, min(len(text), MAX_QUOTE_CHARS))
    for i, (start, _) in enumerate(spans):
        for _, end in spans[i:]:
            if end - start > MAX_QUOTE_CHARS and end != spans[i][1]:
                break
            held = len(key_stems(text[start:end]) & wanted)
            score = held - (end - start) / (10 * MAX_QUOTE_CHARS)
            best = max(best, (score, start, end), key=lambda row: row[0])
    return best[1], best[2]


def passage_quote(passage: Passage, start: int, end: int) -> Quote:
    """A run of a passage as a Quote, without the white space at its ends."""
    text = passage.text[start:end]
    lead = len(text) - len(text.lstrip())
    trimmed = text.strip()
    at = passage.char_start + start + lead
    return Quote(
        doc_id=passage.doc_id,
        passage_id=passage.passage_id,
        char_start=at,
        char_end=at + len(trimmed),
        page=passage.page,
        text=trimmed,
    )
