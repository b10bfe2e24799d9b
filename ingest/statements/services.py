"""Services that name what they are for: "screening for X", "screening for and treating X"."""

import re
from dataclasses import replace

from ingest.statements.phrases import clean, split_list
from ingest.statements.slots import Slots
from ingest.statements.subject import looks_like_intervention

_BOTH = re.compile(
    r"^(?P<front>(?:[\w-]+ ){0,2}?)(?P<one>screening|testing)(?: for)? (?:and|or|and/or) "
    r"(?P<two>treating|treatment(?: of)?|managing) (?P<what>.+)$",
    re.IGNORECASE,
)
_FOR = re.compile(
    r"^(?:[\w-]+ ){0,3}?(?:screening|testing|surveillance) for (?P<what>.+?)"
    r"(?:\s+(?:with|using|by|prior to|before|after|at least|every|once|twice|annually|yearly|"
    r"biennially|"
    r"in|to|of up to)\b.*)?$",
    re.IGNORECASE,
)
_BEFORE = re.compile(r"\s+(?:prior to|before)\s+.+$", re.IGNORECASE)


def with_targets(slots: Slots) -> Slots:
    """Slots whose services are named each on its own, and whose targets are conditions."""
    named = slots.interventions
    both = next((m for phrase in named if (m := _BOTH.match(phrase))), None)
    if both:
        what = clean(_BEFORE.sub("", both.group("what")))
        first = f"{both.group('front')}{both.group('one')} for {what}".strip()
        second = f"{both.group('two')} {what}"
        return replace(
            slots,
            interventions=(first, second, f"{first} and {second}"),
            aims=tuple(dict.fromkeys([_alternatives(what), *slots.aims])),
        )
    for phrase in named:
        if (found := _FOR.match(phrase)) and (what := clean(found.group("what"))):
            told = _alternatives(what)
            known = {p.lower() for group in slots.groups for p in group}
            if not known & {p.lower() for p in told}:
                # "screening for X to prevent Y": either tells what it is for
                aim = slots.aims[0] if slots.aims else ()
                if aim and not any(looks_like_intervention(p) for p in aim):
                    either = tuple(dict.fromkeys((*told, *aim)))
                    return replace(slots, aims=(either, *slots.aims[1:]))
                return replace(slots, aims=(told, *slots.aims))
    return slots


def _alternatives(what: str) -> tuple[str, ...]:
    pieces = split_list(what)
    return tuple(dict.fromkeys([*pieces, what])) if len(pieces) > 1 else (what,)
