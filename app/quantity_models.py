"""One number of a text: the noun. `app.quantity_reader` reads it."""

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
