"""Days of the asked condition where days of its class are counted: "migraine on 8 days a month"."""

import re

from app.findings_base import Desk
from app.stated_numbers import StatedNumber, stated_numbers

_ON = re.compile(r"\bon\s*$", re.IGNORECASE)


def all_days(stated: StatedNumber, desk: Desk, asked: frozenset[str]) -> bool:
    """Whether a case tells on how many days there is the condition, and no other such number.

    "5 migraine days" are some of the days with headache, "migraine on 5 days" is how often it is.

    Args:
        stated: A number of a kind of what is wanted.
        desk: The case.
        asked: The asked conditions, as names of measures carry them.
    """
    unit = stated.quantity.unit
    others = [r for r in stated_numbers(desk) if r is not stated and r.quantity.unit == unit]
    return (
        _ON.search(stated.quantity.before) is not None
        and not others
        and bool(stated.name.stems & asked)
    )
