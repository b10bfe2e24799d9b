"""Times and reasons in a criterion that ask for no fact of their own."""

import re

# A reason that names no disease, and a time that names no length, ask for no fact of their own.
_GENERAL_REASON = re.compile(
    r"\s*\b(?:because of|due to|owing to|on account of|for)\s+(?:(?:significant|other|serious|the|"
    r"underlying)\s+)*(?:comorbid\w*|co-morbid\w*|medical)(?:\s+(?:diseases?|conditions?|"
    r"illness(?:es)?|factors|reasons?|problems?))?",
    re.IGNORECASE,
)
_AT_THE_TIME = re.compile(
    r"\s*\b(?:at the time (?:of|that|when)\b[^,;.]*|(?:before|prior to|on the day of|at) (?:the )?"
    r"(?:surgery|procedure|operation|request|implantation|baseline|(?:initiation|start|beginning)"
    r"(?: of (?:the )?(?:therapy|treatment))?)\b)",
    re.IGNORECASE,
)
# "swelling remains after that trial": what came before is a criterion of its own
_AFTER_THAT = re.compile(
    r"\s*\b(?:after|following|at the end of|despite) (?:that|this|these|those|such|the said) "
    r"(?:conservative |standard )?(?:trials?|treatments?|therap(?:y|ies)|courses?|periods?|time|"
    r"measures?|efforts?)\b",
    re.IGNORECASE,
)
_AT_THE_LEVEL = re.compile(r"\bat the level of (?:the )?", re.IGNORECASE)


def without_times(text: str) -> str:
    """A phrase without "at the time of surgery" and the like, which ask for no fact."""
    return _AT_THE_LEVEL.sub("at the ", _AFTER_THAT.sub("", _AT_THE_TIME.sub("", text)))


def without_reasons(text: str) -> str:
    """A phrase without a reason that names no disease, and without times that name no length."""
    return without_times(_GENERAL_REASON.sub("", text))
