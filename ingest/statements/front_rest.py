"""What stands behind a predicate: "is recommended over X for Y", "within 5 years of delivery"."""

import re
from dataclasses import replace

from ingest.lexis import words
from ingest.statements.at_values import value_behind, without_other_time
from ingest.statements.front_patterns import HOW_OFTEN, REGARDLESS
from ingest.statements.phrases import clean
from ingest.statements.slot_parts import NOT_TOGETHER, TIMED
from ingest.statements.slot_patterns import CLAUSE, MARKERS, OVER
from ingest.statements.slots import Slots, parse_population

_TIME = re.compile(
    r"\W*(?:within|beyond|during|before|until|in the \w+ trimester|"
    r"(?:for )?(?:more (?:often |frequently )?than|longer than|in excess of|exceeding))\b",
    re.IGNORECASE,
)
_AFTER_PREDICATE = re.compile(
    r"\W*(?:for|in|of|among|against|when|if|as|to|unless|except|only|provided|with|who|where|"
    r"once|after|over|rather|within|beyond|during|before|until|other than|apart from|aside from|"
    r"save|excluding|outside of|but not|"
    r"following(?! (?:criteria|conditions|requirements|indications)\b))\b",
    re.IGNORECASE,
)


# "approved based on both of the following criteria": when they are met
_BASED_ON = re.compile(
    r"^\W*(?:(?:solely|only) )?based (?:solely |only )?(?:up)?on (?=(?:all|both|any|one|either|"
    r"each|"
    r"at least|documentation|documented|confirmation|meeting|the (?:following|presence))\b)",
    re.IGNORECASE,
)


def rest_of(after: str) -> Slots:
    """Slots of what stands behind a predicate; "within 5 years of delivery" is a criterion."""
    after = _BASED_ON.sub("when ", after)
    value, after = value_behind(without_other_time(HOW_OFTEN.sub("", after)))
    if value:
        return joined(Slots(criteria=(value,)), rest_of(after))
    if timed := TIMED.match(after):
        return joined(Slots(criteria=(timed["when"],)), rest_of(after[timed.end() :]))
    if apart := NOT_TOGETHER.search(after):
        return joined(Slots(criteria=(apart["when"],)), rest_of(after[: apart.start()]))
    if nobody := REGARDLESS.match(after):
        after = after[nobody.end() :]
    if over := OVER.match(after.lstrip(" ,")):
        return _compared(after.lstrip(" ,")[over.end() :])
    if behind := _OVER_BEHIND.search(after):
        return joined(_by_time(after[: behind.start()]), _compared(after[behind.end() :]))
    return _by_time(after)


# "for patients with X, over Y and Z"
_OVER_BEHIND = re.compile(
    rf",\s+{OVER.pattern}(?!(?:the|several|many|few|a few|some|more) (?:\w+ )?(?:days|weeks|months|"
    r"years|course|next|following)\b)",
    re.IGNORECASE,
)


def _compared(tail: str) -> Slots:
    """Slots of "over X in Y": X is what the thing is compared with."""
    found = (pattern.search(tail) for pattern in (MARKERS, CLAUSE))
    end = min((m.start() for m in found if m), default=len(tail))
    rest = parse_population(tail[end:]) if words(tail[end:]) else Slots()
    return replace(rest, comparator=clean(tail[:end]))


def _by_time(after: str) -> Slots:
    """Slots of "within 5 years of delivery in X": a criterion in front of the people."""
    if not _TIME.match(after):
        return parse_population(after) if _AFTER_PREDICATE.match(after) else Slots()
    starts = [
        m.start()
        for pattern in (MARKERS, CLAUSE)
        if (m := pattern.search(after, 1)) and m.start() > 1
    ]
    end = min(starts, default=len(after))
    told = Slots(criteria=(after[:end].strip(" ,.;:"),))
    return joined(told, parse_population(after[end:])) if end < len(after) else told


def joined(front: Slots, slots: Slots) -> Slots:
    """Slots with what stands in front of them."""
    return replace(
        slots,
        aims=tuple(dict.fromkeys([*front.aims, *slots.aims])),
        people=tuple(dict.fromkeys([*front.people, *slots.people])),
        populations=tuple(dict.fromkeys([*front.populations, *slots.populations])),
        criteria=tuple(dict.fromkeys([*front.criteria, *slots.criteria])),
        exceptions=tuple(dict.fromkeys([*front.exceptions, *slots.exceptions])),
        qualifier=slots.qualifier or front.qualifier,
        comparator=slots.comparator or front.comparator,
    )
