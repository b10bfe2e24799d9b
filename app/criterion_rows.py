"""A criterion that many payers print in nearly the same words, and how a story tells the same."""

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Row:
    """One criterion: its wording, and the wordings of a story that meet and fail it.

    Attributes:
        wanted: The criterion as a whole.
        met: What meets it.
        failed: What fails it; None where nothing said does.
        denied: Whether what meets it is itself a denial.
        future: Whether it is about what is to come.
    """

    wanted: re.Pattern[str]
    met: re.Pattern[str]
    failed: re.Pattern[str] | None
    denied: bool
    future: bool


def row(
    wanted: str, met: str, failed: str = "", *, denied: bool = False, future: bool = False
) -> Row:
    """A row from its patterns, which know no case."""

    def of(pattern: str) -> re.Pattern[str]:
        return re.compile(pattern, re.IGNORECASE)

    whole = of(rf"\W*(?:{wanted})\W*")
    return Row(whole, of(met), of(failed) if failed else None, denied, future)
