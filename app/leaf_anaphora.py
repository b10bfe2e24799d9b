"""What "it" and "them" mean in a criterion: the treatment that was named before."""

import re

from app.trials import read_trials

_IT = re.compile(
    r"\b(?P<front>(?:intoleran(?:t|ce)|contraindications?|allerg(?:y|ic)|hypersensitivity|response|"
    r"inability|unable|tolerated?|failure|trial|responded?)(?:\s+(?:to|of|with|on|tolerate|use|"
    r"take))?)"
    r"\s+(?P<it>it|them|(?:these|those|this|that) (?:drugs?|agents?|medications?|treatments?|"
    r"therap(?:y|ies)))\b",
    re.IGNORECASE,
)


def resolved(text: str, before: str = "") -> str:
    """A criterion in which "it" is replaced by the treatment named in it before, or in `before`."""
    match = _IT.search(text)
    if match is None:
        return text
    for front in (text[: match.start()], before):
        named = [trial.items for trial in read_trials(front) if trial.items]
        if named:
            names = " or ".join(item.name for item in named[-1])
            start, end = match.span("it")
            return f"{text[:start]}{names}{text[end:]}"
    return text
