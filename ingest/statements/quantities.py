"""Limits of how much, how often or how long: a limit of the thing, and no thing of its own.

"More than 4 injections of X in 12 months", "X beyond 24 months": X, where that is exceeded.
"""

import re
from dataclasses import replace

from ingest.lexis import is_generic, words
from ingest.statements.cues import Cue
from ingest.statements.models import Basis, Direction
from ingest.statements.phrases import clean
from ingest.statements.slots import Slots, parse_object

LIMIT = "quantity_limit"  # flag of a sentence that only says how much is covered

_NUMBER = r"(?:\d+|once|twice|one|two|three|four|five|six|seven|eight|nine|ten|twelve)\b"
_EXCEEDS = (
    r"(?:more (?:often |frequently )?than|greater than|longer than|in excess of|exceeding|beyond|"
    r"over(?= \d))"
)
_UNITS = (
    r"(?:units?|doses?|visits?|sessions?|treatments?|injections?|courses?|cycles?|times|tests?|"
    r"applications?|procedures?|hours?|days?|weeks?|months?|years?)"
)
_PERIOD = re.compile(
    r"\s+(?:in|per|every|within|each|during|over|at|on)\s+.*$", re.IGNORECASE | re.DOTALL
)
_COUNT_FIRST = re.compile(
    rf"^\W*{_EXCEEDS}\s+(?:an? (?:total|maximum) of )?{_NUMBER}\s*(?P<rest>.*)$",
    re.IGNORECASE | re.DOTALL,
)
_THING_FIRST = re.compile(
    rf"^\W*(?P<thing>[^,;:()]{{3,90}}?)\s+(?:(?:for|at|given|used|performed)\s+)?"
    rf"(?P<limit>{_EXCEEDS}\s+(?:the (?:first|initial)\s+)?{_NUMBER}\s+(?!levels?\b).*)$",
    re.IGNORECASE | re.DOTALL,
)
_OF = re.compile(rf"^{_UNITS}\s+of\s+(?P<thing>\S.*)$", re.IGNORECASE | re.DOTALL)
_UNIT = re.compile(rf"(?:^|\s+){_UNITS}$", re.IGNORECASE)


def limit_slots(name: str) -> Slots | None:
    """Slots of a name that only exceeds a quantity; None for any other name.

    The intervention is () where the limit names none ("more than 12 doses in a lifetime").
    """
    whole = name.strip(" .;,:")
    counted = _COUNT_FIRST.match(whole)
    if counted:
        return Slots(interventions=_thing(counted["rest"]), criteria=(whole,))
    found = _THING_FIRST.match(whole)
    if found is None:
        return None
    slots = parse_object(found["thing"])
    if not slots.interventions:
        return None
    return Slots(
        interventions=slots.interventions,
        aims=slots.aims,
        people=slots.people,
        populations=slots.populations,
        criteria=(*slots.criteria, found["limit"]),
    )


def _thing(rest: str) -> tuple[str, ...]:
    """What is counted, without its unit and its period."""
    of = _OF.match(rest)
    bare = _PERIOD.sub("", of["thing"] if of else rest)
    named = clean(bare if of else _UNIT.sub("", bare))
    return (named,) if words(named) and not is_generic(named) else ()


_OF_USE = re.compile(
    r"^\W*(?:no|not)?\s*(?:more than|greater than|in excess of|a maximum of|exceeding)"
    r"\s+(?:\d+|one|two|three|four|five|six)\b\s*",
    re.IGNORECASE,
)
_UNITS_OF = re.compile(
    r"^(?:units?|mg|doses?|visits?|sessions?|treatments?|injections?|courses?|times|"
    r"days|hours|tests?|measurements?)\b(?:\s+of\b)?\s*",
    re.IGNORECASE,
)
_PER = re.compile(
    r"\s+(?:in|per|every|within|each)\s+(?:an? |any )?(?:\d|year|month|day|week|"
    r"calendar|lifetime)",
    re.IGNORECASE,
)


# What goes beyond a duration: not covered beyond 4 months from its first use
_BEYOND = re.compile(
    rf"^\s*(?P<limit>{_EXCEEDS}\s+(?:the (?:first|initial)\s+)?{_NUMBER}\s+(?:\w+ )?{_UNITS}\b"
    r"[^.;]*)",
    re.IGNORECASE,
)


def beyond_limit(after: str, cue: Cue, slots: Slots) -> Slots:
    """Slots of a refusal of what goes beyond a quantity: its criterion, and no condition."""
    found = _BEYOND.match(after)
    if found is None or cue.direction is not Direction.AGAINST or cue.basis is not Basis.COVERAGE:
        return slots
    return replace(slots, aims=(), people=(), criteria=(found["limit"].strip(" ,"),))


def as_limit(cue: Cue, slots: Slots) -> tuple[Cue, Slots] | None:
    """Rule: "Not more than 4 injections are covered in 12 months".

    A finding, it decides nothing about the indication.
    """
    first = slots.interventions[0] if slots.interventions else ""
    found = _OF_USE.match(first)
    if found is None or cue.basis is not Basis.COVERAGE:
        return None
    named = clean(_PER.split(_UNITS_OF.sub("", first[found.end() :]))[0])
    kept = (named,) if named and not is_generic(named) else ()
    return replace(cue, basis=Basis.FINDING, direction=Direction.AGAINST), replace(
        slots, interventions=kept
    )


_UP_TO = re.compile(
    rf"^\W*(?:(?:[A-Z]|\d{{1,2}}|[ivx]{{1,4}})[.)]\s*)?(?:up to|no more than|not more than|"
    rf"a maximum of|maximum(?: of)?)\s+(?:an? (?:total|maximum) of )?{_NUMBER}\s",
    re.IGNORECASE,
)


def only_limits(text: str, cue: Cue) -> bool:
    """Whether what is covered is only how much of it: "Up to 36 sessions of X are covered"."""
    covers = cue.direction is Direction.FOR and cue.basis is Basis.COVERAGE
    return covers and _UP_TO.match(text) is not None


# "Testing is covered once per lifetime": how often, and nothing on what for
_HOW_OFTEN = re.compile(
    r"^\W*(?:only |up to |no more than |not more than |a maximum of )?(?:once|twice|\w+ times?|"
    r"one time|"
    r"annually|yearly|every \w+ \w+)\b(?:\s+(?:per|in|every|each|an?|within|for|a)\s+[\w-]+"
    r"(?:\s+(?:days?|weeks?|months?|years?|lifetime))?)*\W*$",
    re.IGNORECASE,
)
_IT = re.compile(
    r"(?:(?:repeat(?:ed)?|each|such|genetic|the|this) )*(?:re-?)?(?:testing|tests?|treatments?|"
    r"therapy|"
    r"injections?|services?|procedures?|replacements?|it)",
    re.IGNORECASE,
)


def as_frequency(
    subject: tuple[str, ...], after: str, cue: Cue, slots: Slots
) -> tuple[Cue, Slots] | None:
    """Rule: "Testing is considered medically necessary once per lifetime" is a limit of its use."""
    named = [p for p in slots.interventions if not _IT.fullmatch(p)]
    if cue.basis is not Basis.COVERAGE or named or not _HOW_OFTEN.match(after):
        return None
    return replace(cue, basis=Basis.FINDING), replace(slots, interventions=subject)


_PER_TIME = r"(?:per|every|each|in an?|an?) [\w-]+(?: (?:days?|weeks?|months?|years?))?"
_AMOUNT_FIRST = re.compile(
    rf"^(?:(?:up to|limited to|no more than|not more than|a maximum of) )?{_NUMBER}"
    rf"(?: [\w-]+){{0,2}}? {_PER_TIME},? (?=(?:for|in|when|if|after|to)\b)",
    re.IGNORECASE,
)
_AMOUNT_LAST = re.compile(
    rf"(?:,|\s\(|;)\s*(?:(?:up to|limited to|no more than|not more than|not to exceed|"
    rf"(?:an? )?maximum(?: of)?) {_NUMBER}|{_NUMBER}(?: [\w-]+){{0,3}}? {_PER_TIME}).*$",
    re.IGNORECASE | re.DOTALL,
)


def without_amount(text: str) -> str:
    """What an exception is for, without how much: "chronic pain, up to 20 visits a year"."""
    return _AMOUNT_LAST.sub("", _AMOUNT_FIRST.sub("", text)).strip(" ,")


# Behind "hearing aids for adults": "(Members under 19: one per ear every 36 months.)"
_GIVEN_TO = re.compile(
    r"\((?P<who>(?:for )?(?:members|children|adults|dependents|people|persons|patients|women|men|"
    r"those)\b[^():;]{0,60}):\s*(?P<told>[^()]+)\)",
    re.IGNORECASE,
)
_AMOUNT = re.compile(
    rf"^(?:(?:up to|limited to) )?{_NUMBER}(?: [\w-]+){{0,3}}? {_PER_TIME}\W*$|^covered\b",
    re.IGNORECASE,
)


def given_to(text: str) -> str:
    """The people to whom a remark in brackets gives an amount of what is refused; "" for none."""
    found = _GIVEN_TO.search(text)
    return found["who"] if found and _AMOUNT.match(found["told"]) else ""
