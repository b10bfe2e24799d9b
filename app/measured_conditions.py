"""Laboratory values where a condition or a treatment is expected: "for triglycerides of 820".

What was measured is a fact of the case, which criteria ask for, and no disease.
"""

import re
from dataclasses import replace

from app.measures import measure_name
from app.question_models import Reading

_VALUE = re.compile(
    r"(?:of|at|is)\s+\d|\d[\d.,]*\s*(?:%|[a-zµ]{1,5}/[a-z\d]{1,5})\W*$",
    re.IGNORECASE,
)
_NUMBER = r"\s*(?:levels?\s*)?(?:(?:is|of|at|was|over|above|about)\b\s*|[=:>≥]\s*)*\d"


def without_values(reading: Reading, text: str) -> Reading:
    """A reading without numbers as interventions and without measured values as conditions.

    Args:
        reading: What was asked for, and in what.
        text: The question's words, in which a number must stand right behind the value's name.
    """
    interventions = tuple(
        p for p in reading.interventions if p.concepts or p.codes or not _VALUE.match(p.text)
    )
    targets = tuple(t for t in reading.targets if not _is_measured(t.condition.text, text))
    return replace(reading, interventions=interventions or reading.interventions, targets=targets)


def _is_measured(phrase: str, text: str) -> bool:
    name = measure_name(phrase)
    if not name.ids or name.stems:
        return False
    return re.search(re.escape(phrase) + _NUMBER, text, re.IGNORECASE) is not None
