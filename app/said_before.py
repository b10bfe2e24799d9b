"""What "the surgery" and "the injection" mean in a question: what it named before.

"Mom's knee replacement is next month. Does the plan cover the surgery?" asks for the replacement.
"""

import re
from dataclasses import replace

from app.heard import Heard
from app.interventions import tried_before
from app.question_models import CORPUS, Phrase, Reading

_POINTS = re.compile(
    r"\b(?:the|this|that|his|her|their|said)\s+(?P<what>surgery|operation|procedure|injections?|"
    r"infusions?|implant|device|scan|imaging|test|screening|transplant|biopsy)\b",
    re.IGNORECASE,
)


def with_named_before(reading: Reading, heard: Heard, text: str) -> Reading:
    """A reading that asks for the kind alone, with the member of it that the text named before.

    Args:
        reading: What was read.
        heard: The question.
        text: All of it, with what stands before the sentence that asks.
    """
    if len(reading.interventions) != 1:
        return reading
    kind = reading.interventions[0]
    points = [m for m in _POINTS.finditer(text) if m["what"].lower() == kind.text.lower()]
    if not points or not kind.concepts:
        return reading
    spotter = heard.spotter
    named = [
        m
        for m in spotter.spot(text[: points[-1].start()], kind="intervention")
        if kind.concepts & spotter.ancestors(m.concept_id)
        and not m.concept_id.startswith(CORPUS)
        and not tried_before(text, m.start)
    ]
    if not named:
        return reading
    concepts = frozenset(m.concept_id for m in named if m.start == named[-1].start)
    return replace(reading, interventions=(Phrase(named[-1].surface, concepts),))
