"""One number of a text: the noun. `app.quantity_reader` reads it."""

import re
from dataclasses import dataclass, replace

from app.quantities import Interval, interval_of


@dataclass(frozen=True, slots=True)
class Quantity:
    """One number in a text.

    Attributes:
        value: As printed, times the unit's factor.
        value2: Upper end of a range; None where there is none.
        comparator: "", ">=", ">", "<=", "<".
        unit: Canonical unit, "" where none is printed.
        noun: What a rate counts ("headache days" per month).
        before: Words before it in its phrase.
        after: Words after it in its phrase.
        start: Offset of its comparator or first digit.
        end: Offset after its unit or comparator.
        name_start: Offset at which `before` starts.
    """

    value: float
    value2: float | None
    comparator: str
    unit: str
    noun: str
    before: str
    after: str
    start: int
    end: int
    name_start: int

    def shifted(self, by: int) -> "Quantity":
        """The same with its offsets moved."""
        return replace(
            self, start=self.start + by, end=self.end + by, name_start=self.name_start + by
        )

    @property
    def interval(self) -> Interval:
        """The numbers that it stands for."""
        return interval_of(self.comparator, self.value, self.value2)


# "2.5 SD below the mean" is a score of -2.5, as a case writes it
_BELOW = re.compile(
    r"\W*(?:or (?:more|greater|lower|less)\s+)?(?:below|under|less than|lower than)\s+(?:the\s+)?"
    r"(?:[\w-]+\s+){0,4}?(?:mean|average|median|norms?|peak)\b"
    r"(?:\s+for\s+(?:chronological\s+)?age(?:\s+and\s+(?:sex|gender))?\b)?|\W*below\b(?=\W*(?:$|[,.;)]|for\b))",
    re.IGNORECASE,
)
_OTHER_WAY = {">=": "<=", ">": "<", "<=": ">=", "<": ">"}


def below_mean(text: str, quantity: Quantity) -> Quantity:
    """A distance below a mean as the negative number that it is; any other as it stands."""
    below = quantity.unit == "SD" and quantity.value > 0 and _BELOW.match(text, quantity.end)
    if not below:
        return quantity
    return replace(
        quantity,
        value=-quantity.value,
        value2=None if quantity.value2 is None else -quantity.value2,
        comparator=_OTHER_WAY.get(quantity.comparator, ""),
        end=below.end(),
        after=quantity.after[below.end() - quantity.end :].strip(" ,"),
    )
