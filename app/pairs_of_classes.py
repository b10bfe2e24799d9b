"""Two drugs together, of a source that names the class of each: "a triptan and an NSAID"."""

import re
from collections.abc import Callable, Set

from app.phrase_models import Match, Relation, Spoken

_TOGETHER = re.compile(r"\b(?:and|plus|with)\b|[+&/]", re.IGNORECASE)
_EITHER = re.compile(r"\bor\b", re.IGNORECASE)
_FEW = 2  # of a pair


def by_pair(asked: Spoken, spoken: Spoken, ancestors: Callable[[str], Set[str]]) -> Match | None:
    """How a pair of drugs relates to a pair of classes; None where one of them is no such pair.

    Args:
        asked: What is asked for: "sumatriptan with naproxen".
        spoken: What the source names.
        ancestors: The classes of a concept.
    """
    pairs = all(
        p.kind == "intervention"
        and len(p.concepts) == _FEW
        and _TOGETHER.search(p.text)
        and not _EITHER.search(p.text)
        for p in (asked, spoken)
    )
    if not pairs or asked.concepts == spoken.concepts:
        return None
    classes = [spoken.concepts & {own, *ancestors(own)} for own in asked.concepts]
    covered = frozenset().union(*classes)
    if not all(classes) or covered != spoken.concepts:
        return None
    return Match(Relation.BROADER, "class", 1.0)
