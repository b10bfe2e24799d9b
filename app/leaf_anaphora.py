"""What "it", "them" and "the operation" mean in a criterion: what was named before."""

import re

from app.leaf_clauses import wanted_trials

_IT = re.compile(
    r"\b(?P<front>(?:intoleran(?:t|ce)|contraindications?|allerg(?:y|ic)|hypersensitivity|response|"
    r"inability|unable|tolerated?|failure|trial|responded?)(?:\s+(?:to|of|with|on|tolerate|use|"
    r"take))?)"
    r"\s+(?P<it>it|them|(?:these|those|this|that) (?:drugs?|agents?|medications?|treatments?|"
    r"therap(?:y|ies)))\b",
    re.IGNORECASE,
)


# "If the individual has had bariatric surgery, 18 months have passed since the operation"
_EVENT = re.compile(
    r"\b(?:since|after|of|from)\s+(?P<it>(?:the|that|this)\s+(?:operation|surgery|procedure|"
    r"event))\W*$",
    re.IGNORECASE,
)
_POST_OPERATIVE = re.compile(
    r"(?<=\d )(?P<unit>\w+)\s+post-?\s?op(?:erative(?:ly)?)?\W*$", re.IGNORECASE
)
_HAD = re.compile(
    r"\b(?:if|when|where)\b[^,.;]*?\b(?:(?:has|have|had)\s+(?:had|undergone)|(?:is|was)\s+(?:the\s+"
    r"result\s+of|due\s+to|achieved\s+(?:by|through|with|after))|follow(?:s|ed|ing))\s+(?:an?\s+|"
    r"prior\s+|previous\s+)*(?P<what>[\w -]+?)(?=\s*(?:,|$))",
    re.IGNORECASE,
)


def with_event(text: str, lead: str) -> str:
    """A criterion in which "the operation" is the one that the premise of its lead-in names."""
    event, had = _EVENT.search(text), _HAD.search(lead)
    if had and (since := _POST_OPERATIVE.search(text)):  # "at least 18 months post-operative"
        return f"{text[: since.end('unit')]} after {had.group('what')}"
    if event is None or had is None:
        return text
    start, end = event.span("it")
    return f"{text[:start]}{had.group('what')}{text[end:]}"


# "4 months of therapy with Enbrel" are 4 months of Enbrel.
_THERAPY_WITH = re.compile(r"\b(?:therapy|treatment) with (?=[A-Z][a-z]+)")


def resolved(text: str, before: str = "") -> str:
    """A criterion in which "it" is replaced by the treatment named in it before, or in `before`.

    A treatment "with" something is that thing itself.
    """
    text = _THERAPY_WITH.sub("", text)
    match = _IT.search(text)
    if match is None:
        return text
    for front in (text[: match.start()], before):
        named = [trial.items for trial in wanted_trials(front) if trial.items]
        if named:
            names = " or ".join(item.name for item in named[-1])
            start, end = match.span("it")
            return f"{text[:start]}{names}{text[end:]}"
    return text
