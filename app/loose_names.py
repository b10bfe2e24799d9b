"""Numbers whose name the case cuts short: "the gap is 4 mm" where a fracture gap is measured.

Asked only where no number bears the whole name, and only of numbers with the same printed unit: a
shorter name is that of the wanted measure where it holds the noun of it and no word of its own.
"""

import re

from app.measures import MeasureName, measure_name, norm_set
from app.phrase_words import EMPTY
from app.quantities import TIME_DAYS
from app.quantity_models import Quantity
from app.same_measures import is_change
from app.stated_numbers import MASSES, StatedNumber
from app.word_families import FRAMES, satisfying

_VERBS = norm_set("get gets got has scored scores reached is was at still only now")
# Nouns that tell nothing by themselves: of any number may be said that it is a score or a size.
_GENERIC = norm_set(
    "score test tests rate size level change number total diameter length width dose volume "
    "correct thickness loss reduction increase weight range index pressure ratio"
)
_PLACE = re.compile(r"\b(?:on|at|by|per|with|for|from|in|after|over)\b", re.IGNORECASE)
_LOOSE_UNITS = (
    frozenset({"SD", "mg", "mcg", "g", "mL", "", "kg", "lb"}) | MASSES | frozenset(TIME_DAYS)
)


def is_cut_short(wanted: Quantity, name: MeasureName, stated: StatedNumber) -> bool:
    """Whether a stated number may bear a shorter form of the wanted name."""
    unit = wanted.unit
    if is_change(name) is not is_change(stated.name):
        return False  # so many days are not so many days less
    if unit in _LOOSE_UNITS or unit != stated.quantity.unit or name.ids or stated.name.ids:
        return False
    said = stated.quantity
    own = _own(f"{said.before} {said.noun}") or next(
        (told for piece in _PLACE.split(said.after) if (told := _own(piece))), frozenset()
    )
    if not own or own <= _GENERIC:
        return False
    allowed = {also for stem in name.stems for also in satisfying(stem)}
    if not own <= allowed:
        return False
    front = _own(f"{wanted.before} {wanted.noun}") - _GENERIC
    last = _last(f"{wanted.before} {wanted.noun}")
    return not front or (bool(last) and bool(satisfying(last) & own))


def _own(text: str) -> frozenset[str]:
    return measure_name(text).stems - FRAMES - EMPTY - _VERBS


def _last(text: str) -> str:
    """The noun of a name: the last of its words that counts."""
    for word in reversed(text.split()):
        if stems := _own(word) - _GENERIC:
            return next(iter(stems))
    return ""
