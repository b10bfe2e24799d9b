"""Brackets in a criterion: references, lengths of time, and the same said in other words."""

import re

REFERENCE = re.compile(
    r"\((?:see|refer to|table|appendix|section|note)\b[^)]*\)|\[[^\]]*\]", re.IGNORECASE
)
# "7% (53 mmol/mol)", "20 pack-years (a pack of 20 ...)": the brackets say the same in other words.
_GLOSS = re.compile(
    r"(\d[^().;]{0,40})(\((?![^()]*(?:[<>≥≤]|at least|more|less|above|below))[^()]*\d[^()]*\))"
)
# "a risk of 2% or more (score of 3 or more)": a number and another one that says the same.
EQUAL = re.compile(
    r"^(?P<front>[^()]*\d[^()]*)\((?P<inner>(?!(?:and|or|with|if|unless|except|within|for|in|at|"
    r"not|no|measured|on|after|before)\b)[A-Za-z][^()]*\d[^()]*)\)(?P<rest>[^()]*)$",
    re.IGNORECASE,
)
_LENGTH_IN_BRACKETS = re.compile(
    r"\(((?:at least|a minimum of|minimum of|minimum|≥)?\s*\d+[\s-]*(?:days?|weeks?|months?|years?)"
    r"(?: or (?:more|longer))?)\)",
    re.IGNORECASE,
)


def without_glosses(text: str) -> str:
    """A criterion without references and conversions; a length of time comes out of its brackets.

    What is taken out between the first and the last word leaves blanks, so that numbers keep their
    distance.
    """
    bare = REFERENCE.sub(lambda m: " " * len(m.group()), text)
    bare = _LENGTH_IN_BRACKETS.sub(lambda m: f" {m.group(1)} ", bare)
    return _GLOSS.sub(lambda m: m.group(1) + " " * len(m.group(2)), bare)
