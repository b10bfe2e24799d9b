"""Refusals of what stands above: "any of the above surgeries within 6 months of X".

Their thing is everything that the document covers before them; what follows is when it is refused.
"""

import re
from dataclasses import replace

from ingest.statements.context import Context
from ingest.statements.criteria import tree_of_clause
from ingest.statements.models import Basis, Criterion, Direction, Join, Quote, Statement

_KIND = (
    r"(?:surger(?:y|ies)|procedures?|services?|treatments?|therap(?:y|ies)|devices?|tests?|drugs?|"
    r"operations?|interventions?|injections?|studies|products?|agents?|items?|indications?)"
)
_ABOVE = re.compile(
    r"\W*(?:\d{1,2}[.)]\s*|[A-Za-z][.)]\s+)?(?:(?:any|all|each|either|one)\s+)?(?:of\s+)?(?:the|these)?\s*"
    rf"(?:(?:above|foregoing|aforementioned|preceding)(?:[- ](?:listed|named|"
    rf"mentioned))?\s+{_KIND}|"
    rf"{_KIND}\s+(?:listed |named |described |mentioned )?above)\s*,?\s*"
    r"(?P<when>(?:within|if|when|where|in|for|after|before|during|with|without|that|whose)\b.+?)\W*$",
    re.IGNORECASE | re.DOTALL,
)
_WITHIN = re.compile(r"(?P<front>within\s+\d+\s+\w+\s+of)\s+", re.IGNORECASE)
_OR_OF = re.compile(r"\s+or\s+(?:of\s+)?")


def with_things_above(context: Context, statements: list[Statement]) -> list[Statement]:
    """The Statements, refusals of "the above" with what stands above and when it is refused."""
    made: list[Statement] = []
    named: dict[str, None] = {}
    for s in statements:
        refuses = s.direction is Direction.AGAINST and s.basis is Basis.COVERAGE
        match = _ABOVE.match(s.quote.text) if refuses and named else None
        if match:
            tree = _when(context, s.quote, match)
            made.append(replace(s, interventions=tuple(named), criteria=tree, catch_all=False))
            continue
        if s.direction is Direction.FOR and s.basis is Basis.COVERAGE:
            named.update(dict.fromkeys(s.interventions))
        made.append(s)
    return made


def _when(context: Context, quote: Quote, match: re.Match[str]) -> Criterion:
    """When it is refused: of several events after one time, any."""
    low, high = (quote.char_start + at for at in match.span("when"))
    within = _WITHIN.match(match["when"])
    events = _OR_OF.split(match["when"][within.end() :]) if within else []
    if within is None or len(events) == 1:
        return tree_of_clause(context, low, high)
    whole = context.quote(low, high)
    leaves = tuple(
        Criterion(join=Join.LEAF, text=f"{within['front']} {event}", quote=whole)
        for event in events
    )
    return Criterion(join=Join.ANY_OF, text="", quote=whole, children=leaves)
