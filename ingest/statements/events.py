"""Courses of a disease that are named without it: "a second or subsequent recurrence"."""

import re

Groups = tuple[tuple[str, ...], ...]

_EVENT = re.compile(
    r"(?:(?:an?|the|first|second|third|fourth|initial|subsequent|recurrent|repeat(?:ed)?|further|"
    r"multiple|frequent|prior|previous|later|index|acute|severe|moderate|mild|new|single|one|two|"
    r"three|several|\d+(?:st|nd|rd|th)?|or|and|more|to|moderate-to-severe)\s+)*"
    r"(?:recurrences?|relapses?|episodes?|exacerbations?|flare(?:-?ups?|s)?|attacks?)"
    r"(?:\s*\([^()]*\))?",
    re.IGNORECASE,
)


def without_events(groups: Groups, disease: Groups) -> tuple[Groups, tuple[str, ...]]:
    """Groups in which the disease stands for its bare courses, and those courses.

    Args:
        groups: What a sentence names.
        disease: What its headings or its document are about; () where they name none.
    """
    courses = tuple(g for g in groups if all(_EVENT.fullmatch(p.strip()) for p in g))
    told = [g for g in disease if not all(_EVENT.fullmatch(p.strip()) for p in g)]
    if not courses or not told:
        return groups, ()
    kept = tuple(g for g in groups if g not in courses)
    return (*kept, *(g for g in told if g not in kept)), tuple(g[-1] for g in courses)
