"""Events that are counted by their place in a row: "in her third recurrence" are three of them.

The third one says that there were three at least; that there were no more, only where it is the one
of now ("this is his first relapse"). "First fracture at 60" tells of no last one.
"""

import re
from collections.abc import Iterator

from app.fact_models import Reading
from app.measures import MeasureName, measure_name
from app.quantity_models import Quantity
from app.scope_cues import Scope

_ORDINALS = (
    "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth",
)  # fmt: skip
_EVENT = (
    r"(?:recurrences?|relapses?|episodes?|exacerbations?|flares?(?:-ups?)?|attacks?|bouts?|"
    r"infections?|hospitali[sz]ations?|admissions?|miscarriages?|(?:pregnancy )?loss(?:es)?|"
    r"dislocations?|seizures?|falls?|strokes?|fractures?|surger(?:y|ies)|operations?|failures?)"
)
_NTH = re.compile(
    rf"(?P<now>\b(?:this (?:is|was)|now|currently|presents?|presenting|here)\s+"
    rf"(?:(?:in|with|for|has|having|on)\s+)?|\b(?:in|with)\s+(?=(?:his|her|their)\b))?"
    rf"(?:\b(?:the|an?|his|her|their|my)\s+)?\b(?P<nth>{'|'.join(_ORDINALS)}|"
    r"[2-9](?:nd|rd|th)|1st)\s+(?:(?:clinical|documented|proven|such|severe|acute|confirmed|known)\s+)*"
    rf"(?P<event>{_EVENT})\b(?P<of>\s+of\s+[\w.'-]+(?:\s[\w-]+)?)?",
    re.IGNORECASE,
)


def ordinal_counts(reading: Reading) -> Iterator[tuple[Quantity, MeasureName]]:
    """Each event with its place in a row, as a count; nothing that is denied or of a relative."""
    for match in _NTH.finditer(reading.text):
        unsaid = Scope.DENIED | Scope.FAMILY | Scope.POSSIBLE | Scope.PLANNED
        if reading.scope_at(*match.span("nth")) & unsaid:
            continue
        nth = match["nth"].lower()
        n = _ORDINALS.index(nth) + 1 if nth in _ORDINALS else int(nth[0])
        told = f"{match['event']}{match['of'] or ''}"
        start, end = match.span("nth")[0], match.end()
        comparator = "" if match["now"] else ">="
        yield (
            Quantity(float(n), None, comparator, "", "", "", told, start, end, start),
            measure_name(told),
        )
