"""Citation recall and precision per sentence, with a support check as judge.

Source: T. Gao et al., "Enabling Large Language Models to Generate Text with Citations" (ALCE),
EMNLP 2023, section 4.3. A sentence has recall 1 if its citations taken together support it. A
citation counts for precision if its sentence has recall 1 and the citation is needed: it supports
the sentence alone, or the others together do not.

A judge by words may overlook a negation: in one of several quotes, or one of two. So a sentence
whose negation differs from that of the quote that carries it counts as unsupported, whatever the
judge says.

ALCE judges by an entailment model. Here the judge is handed in; where it is the product's own
check, these ratios say that the check is applied to every sentence, not that the check is right.
"""

import re
from collections.abc import Callable, Sequence

from app.models import Citation, Claim, SectionName
from ingest.lexis import STOP_WORDS

# Whether the quotes, taken together, carry the text of a sentence.
Supports = Callable[[str, Sequence[str]], bool]
_WORD = re.compile(r"\w+")
_CLAUSE_END = re.compile(r"[.;:!?]\s+|\n+|[.;:!?]$")
_NEGATOR = re.compile(
    r"\b(?:not|no|never|nor|neither|without|cannot)\b|n['\u2019]t\b", re.IGNORECASE
)
_REFUSED = re.compile(
    r"\b(?:against|unproven|investigational|experimental|insufficient|avoid(?:ed)?"
    r"|contraindicated|non-?covered|excluded|lack(?:s|ed)?)\b",
    re.IGNORECASE,
)
_SPOKEN_AGAINST = re.compile(
    r"\b(?:recommend|suggest|advise)(?:s|ed|ing)?\s+against\b"
    r"|\b(?:do|does|should|is|are)\s+not\s+(?:be\s+)?(?:recommend|suggest|cover|offer|use)\w*\b"
    r"|\bnot\s+medically\s+necessary\b|\b(?:unproven|non-?covered|contraindicated)\b",
    re.IGNORECASE,
)


def sentence_supported(claim: Claim, supports: Supports) -> bool:
    """Citation recall of one sentence: its citations, taken together, support it.

    A sentence that lists names ("A; B; C") has recall 1 if every name stands in its own quote, or
    in the lead-in that is cited beside it: to no judge does a bare name say anything.
    """
    if any(c.about for c in claim.citations):
        return _names_found(claim) and _direction_kept(claim)
    return bool(claim.citations) and _carried(claim.text, claim.citations, supports)


def _carried(text: str, citations: Sequence[Citation], supports: Supports) -> bool:
    quotes = [citation.quote for citation in citations]
    return supports(text, quotes) and negation_kept(text, quotes)


def negation_kept(text: str, quotes: Sequence[str]) -> bool:
    """Whether each clause of a sentence says yes or no as the clause that carries it does.

    A clause is carried by the clause of a quote that holds most of its words; where several hold as
    many, one that agrees is enough.
    """
    said = " ".join(text.split())
    if any(" ".join(quote.split()).startswith(said) for quote in quotes):
        return True  # the quote's own words, though its heading stood on a line of its own
    held = [clause for quote in quotes for clause in _clauses(quote)]
    return all(_agrees(clause, held) for clause in _clauses(text))


def _agrees(clause: str, held: Sequence[str]) -> bool:
    words = _words(clause)
    shared = [len(words & _words(other)) for other in held]
    most = max(shared, default=0)
    best = [other for other, n in zip(held, shared, strict=True) if n == most]
    return most == 0 or any(_negated_alike(clause, other) for other in best)


def _negated_alike(one: str, other: str) -> bool:
    """Whether both say no, or neither does; two words of refusal may be one "not" in the other."""
    n_one, n_other = len(_NEGATOR.findall(one)), len(_NEGATOR.findall(other))
    refused = _REFUSED.search(one), _REFUSED.search(other)
    if refused == (None, None):
        return n_one == n_other
    return bool(n_one or refused[0]) == bool(n_other or refused[1])


def _clauses(text: str) -> list[str]:
    return [clause for part in _CLAUSE_END.split(text) if (clause := part.strip(" .;:"))]


def _direction_kept(claim: Claim) -> bool:
    """A bare name says neither yes nor no, but the heading that it is listed under does."""
    leads = [c.quote for c in claim.citations if not c.about]
    quotes = [" ".join([*leads, c.quote]) for c in claim.citations if c.about]
    if claim.section is SectionName.ALTERNATIVES:
        return not any(_SPOKEN_AGAINST.search(quote) for quote in quotes)
    if claim.section is SectionName.ADVISED_AGAINST:
        return all(_NEGATOR.search(quote) or _REFUSED.search(quote) for quote in quotes)
    return True


def _names_found(claim: Claim) -> bool:
    named = [c for c in claim.citations if c.about]
    leads = {word for c in claim.citations if not c.about for word in _words(c.quote)}
    listed = "; ".join(c.about for c in named) == claim.text
    return listed and all(_words(c.about) <= _words(c.quote) | leads for c in named)


def _words(text: str) -> set[str]:
    """Words that say something: "A and B" names two things that a quote may print apart."""
    return set(_WORD.findall(text.casefold())) - STOP_WORDS


def n_citations_needed(claim: Claim, supports: Supports) -> int:
    """How many of the citations of one sentence count for precision."""
    if not sentence_supported(claim, supports):
        return 0
    if any(c.about for c in claim.citations):
        return len(claim.citations)  # one for each name, and the lead-in without which none is said
    return sum(_needed(claim, place, supports) for place in range(len(claim.citations)))


def _needed(claim: Claim, place: int, supports: Supports) -> bool:
    others = claim.citations[:place] + claim.citations[place + 1 :]
    if not others or _carried(claim.text, [claim.citations[place]], supports):
        return True
    return not _carried(claim.text, others, supports)
