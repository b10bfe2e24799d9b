"""The conditions that a question asks about, and those that it names beside them."""

import re
from collections.abc import Sequence

from app.heard import Heard, asked_phrase
from app.question_models import Phrase, Target
from app.screening import is_screening, object_of_screening, without_object
from app.told_conditions import by_test, told_otherwise
from ingest.lexis import is_generic, key_stems
from ingest.statements.phrases import split_list
from ingest.statements.slots import Slots
from ingest.statements.subject import looks_like_condition
from ingest.terms import Mention, Terms


def targets_asked(
    slots: Slots, heard: Heard, interventions: Sequence[Phrase]
) -> tuple[Target, ...]:
    """The conditions asked about: from the slots of the sentence, else those that it names."""
    if looked_for := _screened_for(heard, interventions):
        return tuple(Target(heard.phrase(text, "condition")) for text in looked_for)
    groups = [
        tuple(
            p
            for p in group
            if not is_generic(p) and not no_condition(p) and not _is_denied(p, heard.text)
        )
        for group in slots.groups
    ]
    groups = _of_conditions(
        [group for group in groups if group], heard, interventions, aimed=bool(slots.aims)
    )
    conditions = [m for m in heard.mentions if m.kind == "condition"]
    groups.extend(
        (p,) for p in slots.populations if any(m.surface.lower() in p.lower() for m in conditions)
    )
    if not groups:
        return targets_named(heard, interventions)
    if not any(heard.phrase(p, "condition").concepts for group in groups for p in group):
        groups.extend((p,) for p in told_otherwise(heard))
    if not slots.aims:  # "a patient with A and B": several conditions of one patient
        flat = tuple(dict.fromkeys(p for group in groups for p in group))
        states = [(p,) for p in flat if _STATE.match(p)]
        groups = [tuple(p for p in flat if not _STATE.match(p)) or flat, *states]
    first = [p for p in groups[0] if len(split_list(p)) == 1] or list(groups[0])
    settings = tuple(heard.phrase(group[-1], "condition") for group in groups[1:])
    return tuple(Target(heard.phrase(p, "condition"), settings) for p in dict.fromkeys(first))


def called_by_name(
    targets: tuple[Target, ...], heard: Heard, interventions: Sequence[Phrase]
) -> tuple[Target, ...]:
    """The conditions by their names, where what was heard of them only tells how they show.

    "An eyelid that keeps clamping shut, blepharospasm": the second is the name of the first.
    """
    shown = [t.condition for t in targets]
    if any(p.concepts or p.codes or looks_like_condition(p.text) for p in shown):
        return targets
    taken = " ".join(p.text.lower() for p in interventions)
    found = heard.spotter.spot(heard.text, kind="condition")
    named = _named_conditions(heard.text, found, taken)
    beside = [n for n in named if any(_is_apposed(p.text, n, heard.text) for p in shown)]
    return tuple(Target(heard.phrase(name, "condition")) for name in beside) or targets


# How something shows is told with a verb; without one a comma only parts two conditions
_SHOWS = re.compile(
    r"\b(?:that|which|who|keeps?|won['’]?t|can['’]?t|cannot|always)\b[^.;,]*$", re.I
)
_CALLED = r"\W{0,3}(?P<by>,|\(|[–—-]|:|\b(?:i\.e\.|called|due to|from)\b)\s*(?:(?:an?|the)\s+)?"


def _is_apposed(phrase: str, name: str, text: str) -> bool:
    """Whether a name stands right behind a phrase: after a comma, a dash, in brackets, "called"."""
    for found in re.finditer(
        rf"{re.escape(phrase)}{_CALLED}{re.escape(name)}", text, re.IGNORECASE
    ):
        end = found.start() + len(phrase)
        if found["by"] not in {",", "–", "—", "-", ":"} or _SHOWS.search(text[:end]):
            return True
    return False


def _of_conditions(
    groups: list[tuple[str, ...]], heard: Heard, interventions: Sequence[Phrase], *, aimed: bool
) -> list[tuple[str, ...]]:
    """Groups without what is no condition.

    A phrase that says no more than the intervention does, and, beside a condition that is known,
    one that neither is known nor has the form of a diagnosis ("the ward", "her next visit").
    """
    taken = [key_stems(p.text) for p in interventions]

    def known(phrase: str) -> bool:
        return bool(heard.phrase(phrase, "condition").concepts)

    kept = [
        tuple(p for p in group if known(p) or not any(key_stems(p) <= own for own in taken))
        for group in groups
    ]
    if not aimed and any(known(p) for group in kept for p in group):
        kept = [tuple(p for p in g if known(p) or looks_like_condition(p)) for g in kept]
    return [group for group in kept if group]


def targets_named(heard: Heard, interventions: Sequence[Phrase]) -> tuple[Target, ...]:
    """Where no slot holds a condition: named in the sentence, the text, the intervention's name."""
    taken = " ".join(p.text.lower() for p in interventions)
    spotted = (
        _screened_for(heard, interventions)
        or _named_conditions(heard.asked, heard.mentions, taken)
        or _named_conditions(heard.text, heard.spotter.spot(heard.text, kind="condition"), taken)
        or _inside_names(interventions, heard.terms)
        or _named_conditions(heard.asked, heard.mentions, "")
        or told_otherwise(heard)
        or by_test(heard)
    )
    return tuple(dict.fromkeys(Target(heard.phrase(text, "condition")) for text in spotted))


def _screened_for(heard: Heard, interventions: Sequence[Phrase]) -> list[str]:
    """The known conditions inside the name of a screening: what is looked for is what it is for."""
    named = [p.text for p in interventions if is_screening(p.text)]
    return [
        m.surface
        for text in named
        for m in heard.spotter.spot(text, kind="condition")
        if (
            len(m.surface) > _SHORT
            or m.surface.islower()
            or text[: m.start].rstrip().endswith((" for", " of"))  # "screening for AAA"
        )
        and not is_screening(m.surface)
    ]


def looked_for(heard: Heard, asked: Phrase) -> tuple[Phrase, Target] | None:
    """A screening for what no term knows, as its means and that: "PAN duplex screening"."""
    what = object_of_screening(asked.text) if is_screening(asked.text) else ""
    named = [m.surface for m in heard.spotter.spot(what, kind="condition")] or [what]
    if not what or any(
        m.surface == named[0] for m in heard.spotter.spot(what, kind="intervention")
    ):
        return None
    means = heard.phrase(without_object(asked.text, named[0]), "intervention")
    return means, Target(heard.phrase(named[0], "condition"))


def conditions_named(heard: Heard, interventions: Sequence[Phrase]) -> tuple[Target, ...]:
    """Conditions that the asking sentence names, else those of the whole text.

    One patient has them all: each stands among the others. Those inside the name of what is asked
    for count where there is no other.
    """
    found = [t.condition for t in targets_named(heard, interventions)]
    return tuple(Target(c, tuple(o for o in found if o != c)) for c in found)


# A state of the person who has the condition; it goes with the condition and is none asked about.
_STATE = re.compile(r"(?:pregnant|breastfeeding|hospitali[sz]ed|critically ill)\b", re.IGNORECASE)

# An age, a time, a person or how earlier treatment went: facts, not conditions.
_NO_CONDITION = re.compile(
    r"^(?:(?:the |a |an |past |first |last |next |about )*\d+(?:st|nd|rd|th)?\b(?!.*\b(?:with"
    r"|who has)\b).*|(?:an? )?(?:\d+[- ]year[- ]old )?(?:man|woman|male|female|boy|girl|child"
    r"|infant|adult|lady|gentleman|patient|pt|mr|mrs|(?-i:Ms)|veteran|member|teacher|person)s?"
    r"|(?:\w+ )*\d+"
    r"|(?:\w+ )?(?:beneficiary|enrollee|inpatient|outpatient|subscriber)s?|age[d]?\b.*|(?:no"
    r"|not|without|failed|prior|previous|tried)\b.*|date of service.*|.*\b(?:this stage"
    r"|this time|this point)|now|today|him|her|them|us|me)$",
    re.IGNORECASE,
)


def no_condition(text: str) -> bool:
    """Whether a phrase is an age, a time, a person or how treatment went, and no condition."""
    return _NO_CONDITION.match(text) is not None


_SHORT = 4  # letters of an abbreviation


def _inside_names(interventions: Sequence[Phrase], terms: Terms) -> list[str]:
    """Conditions inside the names of the asked concepts ("aortic aneurysm screening")."""
    names = [terms.name(c) for p in interventions for c in sorted(p.concepts)]
    return list(
        dict.fromkeys(
            m.surface
            for name in names
            for m in terms.spot(name, kind="condition")
            if len(m.surface) > _SHORT  # "PSA test" is for no psoriatic arthritis
        )
    )


# Words beside a named condition that belong to its name: where, how long, how bad.
_BESIDE_WORDS = (
    "acute chronic subacute severe mild moderate episodic refractory recurrent relapsing primary "
    "secondary knee hip shoulder lumbar cervical low lower upper bilateral left right early late "
    "type adult pediatric"
)
_BESIDE = frozenset(_BESIDE_WORDS.split())


# "no prior stroke or TIA", "denies stroke, TIA": absent, and no "not recommended for"
_BEFORE = (
    r"(?:(?:prior|previous|past|any|other|recent|an?|known|current|active|had|evidence of|"
    r"hx of)\s+)*"
)
_ABSENT = (
    r"\b(?:no(?! longer)|without|never(?: had)?|negative for|denies|not have|n't have)\s+"
    rf"{_BEFORE}$"
    r"|\b(?:no(?! longer)|without|never had|negative for|denies)\s+"
    r"(?:(?!\b(?:with|but|for|from|has|have|is|are|was|who|on|in|after|despite|relief|response|"
    rf"improvement)\b)[\w\s/-]){{1,50}}?(?:\b(?:or|nor)\b|/)\s*{_BEFORE}$"
    r"|\bdenies\s+[\w\s,/-]{1,50}?(?:,|\b(?:or|and)\b)\s*$"
)
_IS_ABSENT = re.compile(_ABSENT, re.IGNORECASE)
_DENIED = re.compile(
    r"\b(?:no|not|isn'?t|aren'?t|wasn'?t|without|denies|negative for|never had|rule[sd]? out)\s+"
    r"(?:\w+\s+){0,2}"
    r"(?:(?:\w+\s+){0,4}history of\s+)?$"
    r"|\b(?:stopped|quit|gave up|former)\s+$"  # "stopped smoking": of the past
    rf"|{_ABSENT}",
    re.IGNORECASE,
)


def _is_denied(phrase: str, text: str) -> bool:
    """Whether a text names a phrase once, and denies it there."""
    places = [m.start() for m in re.finditer(re.escape(phrase), text)]
    return len(places) == 1 and is_denied_at(text, places[0])


def is_denied_at(text: str, place: int) -> bool:
    """Whether what begins at a place of a text is denied by what stands before it."""
    return _IS_ABSENT.search(text[max(0, place - 60) : place]) is not None


def _is_part(mention: Mention, things: Sequence[tuple[int, int]]) -> bool:
    """Whether a mention is the name of a thing, or an abbreviation within one ("PSA screening")."""
    short = len(mention.surface) <= _SHORT
    return any(
        (start, end) == (mention.start, mention.end)
        or (short and start <= mention.start and mention.end <= end)
        for start, end in things
    )


def _named_conditions(text: str, mentions: Sequence[Mention], taken: str) -> list[str]:
    """Conditions named and not denied in a text, with the word beside them that belongs to them."""
    found: list[str] = []
    things = [(m.start, m.end) for m in mentions if m.kind == "intervention"]
    for mention in sorted(mentions, key=lambda m: m.start):
        at = mention.start
        if (
            mention.kind != "condition"
            or text[at : mention.end] != mention.surface
            or _is_part(mention, things)
            or mention.surface.lower() in taken
            or _DENIED.search(text[max(0, at - 60) : at])
        ):
            continue
        before = re.search(r"([A-Za-z]+)\s+$", text[:at])
        after = re.match(
            r"\s+(knee|hip|shoulder|back|spine|hand)s?\b",
            text[at + len(mention.surface) :],
            re.IGNORECASE,
        )
        surface = mention.surface
        if before and before.group(1).lower() in _BESIDE:
            surface = f"{before.group(1)} {surface}"
        if after:
            surface = f"{after.group(1)} {surface}"
        found.append(surface)
    return list(dict.fromkeys(found))


def story_of(
    heard: Heard, targets: Sequence[Target], interventions: Sequence[Phrase]
) -> tuple[Target, ...]:
    """Conditions that the text names beside the asked ones.

    Looked at only where the asked ones are no names and find nothing.
    """
    taken = " ".join(
        [*(t.condition.text.lower() for t in targets), *(p.text.lower() for p in interventions)]
    )
    found = heard.spotter.spot(heard.text, kind="condition")
    return tuple(
        Target(asked_phrase(surface, (), heard.spotter, "condition"))
        for surface in _named_conditions(heard.text, found, taken)
    )
