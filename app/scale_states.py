"""Findings that the number of a scale states: an ESS of 14 is excessive daytime sleepiness.

Sources: Epworth scale, above 10 is excessive (Johns 1991); obesity, BMI of 30 or more in adults
(WHO); modified Ashworth scale, 3 and 4 are severe, 2 moderate; fever, 38.0 degrees Celsius or more.
"""

import re
from dataclasses import dataclass
from math import inf

from app.fact_models import FactKind
from app.findings_base import MET, NOT_MET, Desk, Settled


@dataclass(frozen=True, slots=True)
class _Row:
    """What is asked for, and by which number of a scale it is there.

    Attributes:
        wanted: The whole phrase of a criterion.
        scale: The name of the scale with its number in group "n".
        low: From where on it is there.
        highest: The highest number of the scale; one above it is told in another unit.
    """

    wanted: re.Pattern[str]
    scale: re.Pattern[str]
    low: float
    highest: float


def _row(wanted: str, scale: str, low: float, highest: float = inf) -> _Row:
    between = r"(?:\s*(?:score|scale|of|is|was|now|[:=]))*\s*"
    return _Row(
        re.compile(rf"^\W*(?:(?:documented|has|with|the|an?)\s+)*(?:{wanted})\W*$", re.IGNORECASE),
        re.compile(rf"(?<![\w-])(?:{scale}){between}(?P<n>\d+(?:\.\d+)?)(?![\d%]|\.\d)", re.I),
        low,
        highest,
    )


_ROWS = (
    _row(
        r"(?:excessive|significant|pathologic\w*) (?:daytime )?sleepiness|"
        r"(?:excessive )?daytime (?:sleepiness|somnolence)|hypersomnolence",
        r"ESS|Epworth(?: sleepiness)?",
        11,
    ),
    _row(r"obesity|obese", r"BMI|body mass index", 30),
    _row(r"severe spasticity", r"(?:modified )?Ashworth|MAS", 3),
    _row(r"(?:moderate (?:to|or) severe )spasticity", r"(?:modified )?Ashworth|MAS", 2),
    _row(r"fever|febrile", r"temp(?:erature)?|T", 38.0, highest=45.0),  # Fahrenheit above
)


def stated_by_scale(text: str, desk: Desk) -> Settled | None:
    """The finding of what a scale of the case states; None where it states nothing of it."""
    row = next((row for row in _ROWS if row.wanted.match(text)), None)
    values = [
        (float(match.group("n")), reading.fact(FactKind.MEASURE, *match.span(), name=match.group()))
        for reading in (desk.facts.readings if row else ())
        for match in (reading.said(row.scale) if row else ())
    ]
    if row is None or not values or any(value > row.highest for value, _ in values):
        return None
    states = {value >= row.low for value, _ in values}
    return Settled(MET if states.pop() else NOT_MET, (values[0][1],)) if len(states) == 1 else None
