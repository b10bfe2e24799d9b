"""A condition as a title in front of an approval: "Asthma. Approve for 6 months if ...".

Benefit managers number their indications so: the condition, a stop, and what is asked for.
"""

import re

from ingest.lexis import is_generic, key_stems, words
from ingest.statements.begun import phase_of
from ingest.statements.draft import Ground
from ingest.statements.fronts import FRONT_NOISE
from ingest.statements.phrases import clean, parenthetical
from ingest.statements.roles import heading_cue, is_generic_heading
from ingest.statements.slot_patterns import PEOPLE

_TITLE = re.compile(
    r"^\W*(?P<title>(?:[^.:;]|(?<=\b[A-Z])\.(?= [a-z])){3,90}?(?:\([^()]{2,40}\))?)\s*[.:]\s*$"
)
_SENTENCE = re.compile(
    r"\b(?:is|are|was|were|has|have|had|must|may|can|should|will|does|patients?|members?|"
    r"individuals?|approve\w*|currently|following|criteria|note)\b",
    re.IGNORECASE,
)
_HOW = r"(?:mild|moderate|severe|chronic|acute|active|refractory|recurrent|relapsed|persistent)"
_DEGREE = re.compile(
    rf"^(?P<what>[^,]+),\s+(?P<how>{_HOW}(?:(?:\s+(?:to|or|and)\s+|\s*/\s*|,?\s+){_HOW})*)$",
    re.IGNORECASE,
)
_DOSE = re.compile(r"\d\s?(?:mg|mcg|g|units?|ml|mL)\b")
_N_WORDS = 10
_BARE_PEOPLE = re.compile(rf"\s+(?:for|in)\s+{PEOPLE}\b.*$", re.IGNORECASE)


def title_in_front(ground: Ground, index: int, start: int) -> tuple[tuple[str, ...], ...]:
    """The group of the condition that stands as a title before `start` in a block; else ()."""
    context = ground.context
    block = context.block(index)
    front = context.document.text[block.char_start : start].removeprefix(block.marker)
    found = _TITLE.match(FRONT_NOISE.sub("", front))
    title = found["title"].strip() if found else ""
    if (
        not ground.is_policy
        or not title
        or len(words(title)) > _N_WORDS
        or _SENTENCE.search(title)
        or phase_of(title)
        or heading_cue(title)
        or is_generic(title)
        or is_generic_heading(title)
    ):
        return ()
    if degree := _DEGREE.match(title):
        title = f"{degree['how']} {degree['what']}"
    rest = frozenset(key_stems(context.document.text[start : block.char_end]))
    if _BARE_PEOPLE.sub("", title) != title and key_stems(_BARE_PEOPLE.sub("", title)) <= rest:
        return ()  # "Hearing aids for adults. (Hearing aids for children ...)": the thing itself
    outside, inside = parenthetical(title)
    named = (clean(title), outside, *(p for p in inside if not _DOSE.search(p)))
    return (tuple(dict.fromkeys(p for p in named if words(p))),)
