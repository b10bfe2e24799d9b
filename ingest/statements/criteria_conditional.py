"""Criteria that are asked of some alone: "a negative mammogram, if the member is 40 or older".

They are met by those whom they are not asked of: any of the criterion, and none of the "if".
"""

import re

from ingest.lexis import words
from ingest.statements.context import Context
from ingest.statements.models import Criterion, Join

_WHO = (
    r"(?:the |an? )?(?:members?|patients?|individuals?|persons?|beneficiar(?:y|ies)|child|women|"
    r"woman) (?:is|are|has|have|was|were)\b"
)
# "If a non-preferred product is requested, one preferred product has been tried"
_WHAT = (
    r"(?:(?:an? |the )?(?:[\w-]+ ){1,4}(?:is|are) (?:being )?(?:requested|prescribed|ordered|"
    r"used)\b|"
    r"(?:the )?requests? (?:is|are) for (?=\w))"
)
# "a course of antibiotics if a bacterial infection is suspected"
_SIGN = (
    r"(?:(?!\b(?:if|unless)\b)[^,;:.]){3,60}?\s(?:is|are)\s+(?:clinically )?"
    r"(?:present|suspected|detected)\b"
)
# "a biopsy, if age 45 or older with bleeding"
_AGED = (
    r"(?:aged? )?(?:\d{2} (?:years? )?(?:(?:of age )?(?:or|and) (?:older|over|above|younger)))\b"
)
_BEHIND = re.compile(
    r"(?<!only)(?<!even)(?<!\bas),?\s+if\s+"
    rf"(?P<who>{_WHO}(?:(?!\b(?:if|unless)\b)[^;.:,])+|{_SIGN}|{_AGED}[^;.:,]{{0,60}})\.?\s*$",
    re.IGNORECASE,
)
_IN_FRONT = re.compile(
    rf"^\W*if\s+(?P<who>(?:{_WHO}|{_WHAT})(?:(?!\b(?:if|"
    rf"unless)\b)[^;.:,])*),\s+(?:then\s+)?(?=[^;:]+$)",
    re.IGNORECASE,
)
# "Women 40 years of age or older have had a mammogram": a man, or a woman of 30, need not
_OF_THESE = re.compile(
    r"^\W*(?:for\s+)?(?P<who>(?:pregnant |postmenopausal |premenopausal )?"
    r"(?:women|females?|men|males?|girls|boys|smokers)"
    r"(?=[\w ,/-]*\b(?:\d{1,2}|of (?:childbearing|reproductive|child-bearing)|smokers|pregnant))"
    r"(?:\s+(?!have\b|has\b|had\b|must\b|should\b|need\b|are\b|is\b|will\b|"
    r"with\b)[\w/-]+){0,9}),?\s+"
    r"(?=(?:have|has|had|must|should|need|will|are|is)\s+\w)",
    re.IGNORECASE,
)
# "... after 2 months of repositioning and, if torticollis is present, stretching exercises"
_INSIDE = re.compile(
    r"^(?P<main>[^;:]{8,}?),?\s+and,?\s+if\s+(?P<who>[^,;:.]{3,60}?\s(?:is|are)\s+(?:present|"
    r"suspected|possible|available))\s*,\s+(?P<what>[^,;:]{3,80})$",
    re.IGNORECASE,
)
_Span = tuple[int, int]


def condition_inside(text: str) -> tuple[_Span, _Span, _Span] | None:
    """Places of what is asked of all, of what is asked of some, and of whom; None for others."""
    found = _INSIDE.match(text.rstrip(" .;"))
    return (found.span("main"), found.span("what"), found.span("who")) if found else None


def condition_in(text: str) -> tuple[_Span, _Span] | None:
    """Places of what is asked and of whom it is asked; None where it is asked of everybody."""
    if (front := _IN_FRONT.match(text)) and words(text[front.end() :]):
        return (front.end(), len(text)), front.span("who")
    if (these := _OF_THESE.match(text)) and not re.search(r"[;:](?!\W*(?:and|or)?\W*$)", text):
        return (these.end(), len(text)), these.span("who")
    behind = _BEHIND.search(text)
    if behind is None or not words(text[: behind.start()]) or re.search(r"[;:]", text):
        return None
    return (0, behind.start()), behind.span("who")


def asked_of_some(
    context: Context, node: Criterion, text: str, offset: int, who: _Span
) -> Criterion:
    """A criterion for those of whom it is asked, and no criterion for others.

    Args:
        context: The document.
        node: The criterion without its "if".
        text: Its whole text.
        offset: Place of `text` in the document.
        who: Place of whom it is asked in `text`.
    """
    quote = context.quote(offset + who[0], offset + who[1])
    leaf = Criterion(join=Join.LEAF, text=quote.text, quote=quote)
    others = Criterion(join=Join.NONE_OF, text="", quote=quote, children=(leaf,))
    return Criterion(join=Join.ANY_OF, text=text.strip(), quote=node.quote, children=(node, others))
