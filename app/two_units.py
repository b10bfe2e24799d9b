"""Measures that are told in two units: "Hb 98" are g/L, "132 lb" are 60 kg.

The two units of a measure lie so far apart that a bare number tells which of them is meant.
"""

from math import inf
from typing import NamedTuple

from app.quantities import Interval


class _Pair(NamedTuple):
    """A conventional unit and an SI unit: SI = factor * conventional + offset.

    A bare number is one of SI where it lies beyond `border` (below it where SI is the smaller).
    """

    usual: str
    si: str
    factor: float
    offset: float
    border: float


# Sources: AMA Manual of Style, SI conversion factors; the IFCC-NGSP master equation for HbA1c.
_PAIRS: dict[str, _Pair] = {
    "hemoglobin": _Pair("g/dL", "g/L", 10, 0, 30),
    "hba1c": _Pair("%", "mmol/mol", 10.929, -23.5, 20),
    "creatinine": _Pair("mg/dL", "umol/L", 88.4, 0, 25),
    "uric-acid": _Pair("mg/dL", "umol/L", 59.48, 0, 30),
    "ldl": _Pair("mg/dL", "mmol/L", 1 / 38.67, 0, 12),
    "triglycerides": _Pair("mg/dL", "mmol/L", 1 / 88.57, 0, 15),
}
_POUNDS = _Pair("lb", "kg", 0.45359, 0, 0)  # whatever it is that weighs so much
_COUNT = "/uL"
# Counts of cells are told in thousands too; a bare number below this can be nothing else.
_COUNTS = {"platelets": 1000, "anc": 20}
# A limit below this is told in thousands: "platelets above 1,000", "neutrophils below 0.5".
_LIMITS = {"platelets": 2_001, "anc": 20}
_ROUNDED = 0.01  # of a printed value: what lies nearer to a limit than its rounding is open


def as_wanted(
    stated: Interval, unit: str, ids: frozenset[str], wanted: str, goal: Interval | None = None
) -> tuple[Interval, str]:
    """A value in the unit that is asked for, as far as it can be told; else as it is.

    Other units that are printed are compared by name (`app.quantities`).
    """
    counted = sorted(ids & _COUNTS.keys())
    if goal and counted and not (unit or wanted):
        return _in_scale_of(goal, stated, counted[0]), wanted
    return _by_unit(stated, unit, ids, wanted)


def _by_unit(stated: Interval, unit: str, ids: frozenset[str], wanted: str) -> tuple[Interval, str]:
    for pair in (_POUNDS, *(_PAIRS[measure] for measure in sorted(ids & _PAIRS.keys()))):
        if (unit, wanted) == (pair.si, pair.usual):
            return _blurred(_scaled(stated, 1 / pair.factor, -pair.offset / pair.factor)), wanted
        if (unit, wanted) == (pair.usual, pair.si):
            return _blurred(_scaled(stated, pair.factor, pair.offset)), wanted
    if (
        wanted == _COUNT
        and not unit
        and any(_largest(stated) < _COUNTS[m] for m in ids & _COUNTS.keys())
    ):
        return _scaled(stated, 1000, 0), wanted
    for measure in sorted(ids & _PAIRS.keys()) if not unit else ():
        pair = _PAIRS[measure]
        own = pair.si if _is_si(stated, pair) else pair.usual
        if own == pair.si and wanted in {pair.usual, ""}:
            return _scaled(stated, 1 / pair.factor, -pair.offset / pair.factor), wanted
        if own == pair.usual and wanted == pair.si:
            return _scaled(stated, pair.factor, pair.offset), wanted
    return stated, unit


def _blurred(told: Interval) -> Interval:
    """A converted value with its rounding: 2.6 mmol/L are an LDL of 99 to 102 mg/dL."""
    low, high = (told.low * (1 - _ROUNDED), told.high * (1 + _ROUNDED))
    return Interval(min(low, told.low), max(high, told.high), told.low_open, told.high_open)


def _is_si(stated: Interval, pair: _Pair) -> bool:
    return (_largest(stated) > pair.border) is (pair.factor > 1)


def _in_scale_of(goal: Interval, stated: Interval, measure: str) -> Interval:
    """A bare count in the scale of a bare limit: cells, or thousands of them."""
    limit = goal.low if goal.high == inf else goal.high
    cells = limit >= _LIMITS[measure]
    own_cells = _largest(stated) >= (_COUNTS[measure] if cells else 5 * _COUNTS[measure])
    if cells == own_cells:
        return stated
    return _scaled(stated, 1000 if cells else 1 / 1000, 0)


def _largest(stated: Interval) -> float:
    return max(abs(n) for n in (stated.low, stated.high) if abs(n) != inf)


def _scaled(stated: Interval, factor: float, offset: float) -> Interval:
    return Interval(
        stated.low * factor + offset,
        stated.high * factor + offset,
        stated.low_open,
        stated.high_open,
    )
