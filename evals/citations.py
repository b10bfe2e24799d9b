"""Citation recall and precision per sentence, with a support check as judge.

Source: T. Gao et al., "Enabling Large Language Models to Generate Text with Citations" (ALCE),
EMNLP 2023, section 4.3. A sentence has recall 1 if its citations taken together support it. A
citation counts for precision if its sentence has recall 1 and the citation is needed: it supports
the sentence alone, or the others together do not.

ALCE judges by an entailment model. Here the judge is handed in; where it is the product's own
check, these ratios say that the check is applied to every sentence, not that the check is right.
"""

import re
from collections.abc import Callable, Sequence

from app.models import Claim
from ingest.lexis import STOP_WORDS

# Whether the quotes, taken together, carry the text of a sentence.
Supports = Callable[[str, Sequence[str]], bool]
_WORD = re.compile(r"\w+")


def sentence_supported(claim: Claim, supports: Supports) -> bool:
    """Citation recall of one sentence: its citations, taken together, support it.

    A sentence that lists names ("A; B; C") has recall 1 if every name stands in its own quote, or
    in the lead-in that is cited beside it: to no judge does a bare name say anything.
    """
    if any(c.about for c in claim.citations):
        return _names_found(claim)
    return bool(claim.citations) and supports(claim.text, [c.quote for c in claim.citations])


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
    quotes = [citation.quote for citation in claim.citations]
    others = quotes[:place] + quotes[place + 1 :]
    if not others or supports(claim.text, [quotes[place]]):
        return True
    return not supports(claim.text, others)
