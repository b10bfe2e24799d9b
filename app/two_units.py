"""Measures that are told in two units: "Hb 98" are g/L and "A1c 41" mmol/mol, without saying so.

The two units lie so far apart that a bare number tells which of them is meant.
"""

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


def as_wanted(
    stated: Interval, unit: str, ids: frozenset[str], wanted: str
) -> tuple[Interval, str]:
    """A bare value in the unit that is asked for, as far as it can be told; else as it is.

    Units that are printed are compared by name (`app.quantities`).
    """
    for measure in sorted(ids & _PAIRS.keys()) if not unit else ():
        pair = _PAIRS[measure]
        own = pair.si if _is_si(stated, pair) else pair.usual
        if own == pair.si and wanted in {pair.usual, ""}:
            return _scaled(stated, 1 / pair.factor, -pair.offset / pair.factor), wanted
        if own == pair.usual and wanted == pair.si:
            return _scaled(stated, pair.factor, pair.offset), wanted
    return stated, unit


def _is_si(stated: Interval, pair: _Pair) -> bool:
    return (_largest(stated) > pair.border) is (pair.factor > 1)


def _largest(stated: Interval) -> float:
    return max(abs(n) for n in (stated.low, stated.high) if abs(n) != float("inf"))


def _scaled(stated: Interval, factor: float, offset: float) -> Interval:
    return Interval(
        stated.low * factor + offset,
        stated.high * factor + offset,
        stated.low_open,
        stated.high_open,
    )
