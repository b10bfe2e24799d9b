"""Citation recall and precision per sentence, with a support check as judge.

Source: T. Gao et al., "Enabling Large Language Models to Generate Text with Citations" (ALCE),
EMNLP 2023, section 4.3. A sentence has recall 1 if its citations taken together support it. A
citation counts for precision if its sentence has recall 1 and the citation is needed: it supports
the sentence alone, or the others together do not.

ALCE judges by an entailment model. Here the judge is handed in; where it is the product's own
check, these ratios say that the check is applied to every sentence, not that the check is right.
"""

from collections.abc import Callable, Sequence

from app.models import Claim

# Whether the quotes, taken together, carry the text of a sentence.
Supports = Callable[[str, Sequence[str]], bool]


def sentence_supported(claim: Claim, supports: Supports) -> bool:
    """Citation recall of one sentence: its citations, taken together, support it."""
    return bool(claim.citations) and supports(claim.text, [c.quote for c in claim.citations])


def n_citations_needed(claim: Claim, supports: Supports) -> int:
    """How many of the citations of one sentence count for precision."""
    if not sentence_supported(claim, supports):
        return 0
    return sum(_needed(claim, place, supports) for place in range(len(claim.citations)))


def _needed(claim: Claim, place: int, supports: Supports) -> bool:
    quotes = [citation.quote for citation in claim.citations]
    others = quotes[:place] + quotes[place + 1 :]
    if not others or supports(claim.text, [quotes[place]]):
        return True
    return not supports(claim.text, others)
