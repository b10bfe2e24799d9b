"""Alternatives of a criterion that have verbs of their own."""

import re
from functools import lru_cache

from app.combinations import COMBINATION
from app.measures import norm
from app.phrase_words import EMPTY
from app.trials import Trial, read_trials
from ingest.lexis import STOP_WORDS, words
from ingest.statements.criteria_patterns import UNLESS_BARRED

_AUXILIARY = re.compile(
    r"\b(?:is|are|was|were|has|have|had|cannot|can|could|does|did)\b", re.IGNORECASE
)
_OR_VERB = re.compile(
    r",?\s+(?:and/or|or)\s+(?=(?:is|are|was|were|has|have|had|cannot|can|could|does|did)\b)",
    re.IGNORECASE,
)
_OR_CLAUSE = re.compile(
    r",?\s+or\s+(?=(?:(?!(?:or|and)\b)[\w-]+\s+){1,5}?(?:is|are|was|were|has|have|had)\s+"
    r"(?:medically |otherwise |clinically )?(?:contraindicated|not|failed|been|ineffective|poorly|"
    r"inadequate|unsuitable)\b)",
    re.IGNORECASE,
)


_REASONS = (("contraindicat", "contraindication"), ("tolera", "intolerance"))


def clauses(text: str) -> list[str]:
    """Alternatives that have verbs of their own, each with its subject.

    "A trial has failed or was not tolerated", "X has not helped or Y is contraindicated".
    """
    barred = UNLESS_BARRED.search(text)
    if barred and (instead := _barred(text[: barred.start()], barred.group("why"))):
        return [*clauses(text[: barred.start()] + text[barred.end() :]), instead]
    whole = [
        text[low:high] for low, high in spans_between(0, len(text), list(_OR_CLAUSE.finditer(text)))
    ]
    found: list[str] = []
    for clause in whole:
        cuts = list(_OR_VERB.finditer(clause))
        verb = _AUXILIARY.search(clause, 0, cuts[0].start()) if cuts else None
        subject = clause[: verb.start()] if verb else ""
        told = {norm(w) for w in words(subject) if w.lower() not in STOP_WORDS}
        if told - EMPTY:
            first, *rest = [clause[low:high] for low, high in spans_between(0, len(clause), cuts)]
            found += [first, *(f"{subject}{piece}" for piece in rest)]
        else:
            found.append(clause)
    return found


@lru_cache(maxsize=20_000)
def wanted_trials(text: str) -> tuple[Trial, ...]:
    """Histories of treatment in a criterion; criteria are the same from question to question."""
    return read_trials(text)


def _barred(front: str, why: str) -> str:
    """What stands for a treatment that may not be had: "contraindication to metformin"."""
    told = [trial for trial in wanted_trials(front) if trial.items]
    together = COMBINATION.search(front)
    if not told and together and not together.group("neg"):
        given = [noun for part, noun in _REASONS if part in why.lower()]
        return f"{' or '.join(given)} to {together.group('who')}"
    if len(told) != 1 or told[0].denied:
        return ""
    named = front[told[0].items[0].start : told[0].items[-1].end]
    given = [noun for part, noun in _REASONS if part in why.lower()]
    return f"{' or '.join(given)} to {named}"


def spans_between(start: int, end: int, cuts: list[re.Match[str]]) -> list[tuple[int, int]]:
    """What is left of a span between its cuts."""
    bounds = [start, *(edge for cut in cuts for edge in (cut.start(), cut.end())), end]
    return [(bounds[i], bounds[i + 1]) for i in range(0, len(bounds), 2)]


@lru_cache(maxsize=20_000)
def separators(
    pattern: re.Pattern[str], text: str, start: int, end: int
) -> tuple[re.Match[str], ...]:
    """Where a pattern stands in a span; criteria are the same from question to question."""
    return tuple(pattern.finditer(text, start, end))
