"""Citation recall and precision per sentence, with a support check as judge.

Source: T. Gao et al., "Enabling Large Language Models to Generate Text with Citations" (ALCE),
EMNLP 2023, section 4.3. A sentence has recall 1 if its citations taken together support it. A
citation counts for precision if its sentence has recall 1 and the citation is needed: it supports
the sentence alone, or the others together do not.

ALCE judges by an entailment model. Here the judge is handed in; where it is the product's own
check, these ratios say that the check is applied to every sentence, not that the check is right.
"""

from typing import Protocol

from app.models import Answer, Citation, Claim


class Supports(Protocol):
    """Whether the quote of a citation speaks of what the claim says."""

    def __call__(self, claim: Claim, citation: Citation) -> bool: ...


def sentence_supported(claim: Claim, supports: Supports) -> bool:
    """Citation recall of one sentence: its citations, taken together, support it."""
    return bool(claim.citations) and supports(claim, _together(claim.citations))


def n_citations_needed(claim: Claim, supports: Supports) -> int:
    """How many of the citations of one sentence count for precision."""
    if not sentence_supported(claim, supports):
        return 0
    return sum(_needed(claim, place, supports) for place in range(len(claim.citations)))


def _needed(claim: Claim, place: int, supports: Supports) -> bool:
    others = claim.citations[:place] + claim.citations[place + 1 :]
    if not others or supports(claim, claim.citations[place]):
        return True
    return not supports(claim, _together(others))


def _together(citations: tuple[Citation, ...]) -> Citation:
    """One citation whose quote is all quotes in a row: what the judge reads as the premise."""
    if len(citations) == 1:
        return citations[0]
    return citations[0].model_copy(update={"quote": "\n".join(c.quote for c in citations)})


def fully_supported(answer: Answer, supports: Supports) -> bool:
    """Whether every sentence of an answer is supported (SourceCheckup's measure of answers)."""
    return all(sentence_supported(claim, supports) for claim in answer.claims)
