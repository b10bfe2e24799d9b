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


def with_disease(groups: Groups, disease: Groups) -> Groups:
    """Groups in which the disease stands before its bare courses; both must hold.

    Args:
        groups: What a sentence names.
        disease: What its headings or its document are about; () where they name none.
    """
    courses = tuple(g for g in groups if all(_EVENT.fullmatch(p.strip()) for p in g))
    told = [g for g in disease if not all(_EVENT.fullmatch(p.strip()) for p in g)]
    if not courses or not told or len(courses) < len(groups):
        return groups
    return (*told, *courses)
