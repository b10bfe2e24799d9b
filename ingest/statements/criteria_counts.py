"""A count with its list in brackets: "2 or more risk factors (obesity, smoking, gout)"."""

import re

from ingest.statements.criteria_joins import number_of
from ingest.statements.criteria_patterns import LIST_GAP
from ingest.statements.models import Join

_N = r"(?:one|two|three|four|five|six|\d{1,2})(?:\s*\(\d{1,2}\))?"
_THINGS = (
    r"(?:(?:risk\s+)?factors?|criteri(?:a|on)|comorbidit(?:y|ies)|co-morbidit(?:y|ies)|conditions?|"
    r"features?|symptoms?|signs?|findings?|complications?|indications?)"
)
_COUNT = re.compile(
    r"^(?:(?:the|an?|patient|member|individual|person|beneficiary|s|has|have|had|with|there|is|are|"
    r"presence|of|in|documented|history|must|who)\b['’]?\W*){0,8}?"
    rf"(?:\b(?:at least|a minimum of|any)\s+(?P<a>{_N})|\b(?P<b>{_N})\s+or\s+more|"
    rf"≥\s*(?P<c>{_N}))\s+(?:of\s+(?:the\s+)?(?:following\s+)?)?(?:[\w-]+\s+){{0,4}}?{_THINGS}\s*"
    r"\((?P<list>[^()]+)\)\W*$",
    re.IGNORECASE,
)
# Examples are not the whole list: a case may meet the count by something else.
_EXAMPLES = re.compile(r"\s*(?:e\.g|for example|such as|including|i\.e)\b", re.IGNORECASE)
_FEW = 2


def counted_list(text: str) -> tuple[Join, int, list[tuple[int, int]]] | None:
    """How the items of a list in brackets are counted, and their spans; None where none is."""
    match = _COUNT.match(text)
    if match is None or _EXAMPLES.match(match.group("list")):
        return None
    spans, at = [], match.start("list")
    for gap in LIST_GAP.finditer(text, at, match.end("list")):
        spans.append((at, gap.start()))
        at = gap.end()
    spans.append((at, match.end("list")))
    spans = [(low, high) for low, high in spans if text[low:high].strip()]
    if len(spans) < _FEW:
        return None
    n = number_of(match.group("a") or match.group("b") or match.group("c"))
    return (Join.ANY_OF, 0, spans) if n <= 1 else (Join.AT_LEAST, n, spans)
