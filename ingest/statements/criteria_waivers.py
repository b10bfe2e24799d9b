"""Criteria that are waived for some: "... failed diet. Exception: gout, for which none applies"."""

import re

from ingest.lexis import words
from ingest.statements.context import Context
from ingest.statements.models import Criterion, Join

_WHO = r"(?P<who>(?:[^.;:]|\.(?=\d)){3,160}?)"  # "where the T-score is -3.5 or below"
_NOT_ASKED = (
    r"(?:does not apply|do not apply|need not be (?:met|consulted|shown|documented|applied|tried)|"
    r"(?:is|are) (?:waived|not (?:required|needed|necessary)))"
)
# Inside a criterion: who need not meet it
_INSIDE = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"[.;,]\s*(?:exceptions?:\s*)(?:(?:for|in|where|when|if)\s+)?{_WHO}"
        rf"(?=,?\s+(?:for which|in whom|for whom|in which|no)\b|[:;]|\.(?!\d)|$)",
        rf"[.;,]\s*(?:and\s+)?(?:this|the) (?:criterion|requirement|step|condition) {_NOT_ASKED} "
        rf"(?:to|for|in|if|when|where)\s+{_WHO}(?=,\s|[:;]|\.(?!\d)|$)",
        rf"\s*\((?:not required|waived|does not apply) (?:to|for|in|if|when)\s+{_WHO}\)",
        rf"\s*\({_WHO} also (?:qualif(?:y|ies)|counts?|suffices?)\)",
        r"\.\s+(?P<who>(?:members|patients|individuals|children|adults|persons|people) "
        r"[^.;]{3,80}?) "
        r"(?:need not|do not (?:need|have) to|are not required to) (?:give|provide|try|show|submit|"
        r"document|meet|have)\b[^.;]*(?=[.;]|$)",
        rf"\.\s+(?:(?:the|this|an?|such an?)\s+)?(?P<what>[a-z][\w -]{{2,60}}?)\s+{_NOT_ASKED}\s+"
        rf"(?:to|for|in|if|when|where)\s+{_WHO}(?=,\s|[:;]|\.(?!\d)|$)",
    )
)


def waiver_in(text: str) -> tuple[int, int, int] | None:
    """Where a waiver begins in a criterion, and the span of whom it is for; None without one."""
    for pattern in _INSIDE:
        found = pattern.search(text)
        if found and _is_of(found, text[: found.start()]):
            return found.start(), found.start("who"), found.end("who")
    return None


def _is_of(found: re.Match[str], criterion: str) -> bool:
    """Whether a waiver is of what stands before it; "the trial" is where a trial was asked for."""
    told = {word.lower() for word in words(criterion)}
    what = found.groupdict().get("what") or ""
    return bool(told) and told.issuperset(word.lower() for word in words(what))


def waived(
    context: Context, node: Criterion, text: str, offset: int, found: tuple[int, int, int]
) -> Criterion:
    """A criterion or those to whom it does not apply.

    Args:
        context: The document.
        node: The criterion without its waiver.
        text: Its whole text.
        offset: Place of `text` in the document.
        found: As `waiver_in` gives it.
    """
    _, start, end = found
    return either(context, node, offset + start, offset + end, text)


def either(context: Context, node: Criterion, start: int, end: int, text: str) -> Criterion:
    """A node that is met by `node` or by what stands at `document.text[start:end]`."""
    quote = context.quote(start, end)
    leaf = Criterion(join=Join.LEAF, text=quote.text, quote=quote)
    return Criterion(join=Join.ANY_OF, text=text, quote=node.quote, children=(node, leaf))
