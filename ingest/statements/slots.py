"""Slots of a recommendation: which intervention, which condition, which population, criteria.

Comparator, qualifier.

Open vocabulary: the phrases are cut out of the sentence by its prepositions and clause markers; no
list of drugs or
diseases is consulted here.
"""

import re
from dataclasses import dataclass, replace

from ingest.lexis import words
from ingest.statements.acts_on import acted_on, without_regard
from ingest.statements.assessed import ACTORS
from ingest.statements.done_to import HOW_OFTEN, done_in_passive
from ingest.statements.names import interventions_of, strip_verbs
from ingest.statements.people_first import people_before
from ingest.statements.phrases import clean
from ingest.statements.slot_aims import act_in_front, by_aim
from ingest.statements.slot_clauses import WHILE_IN, cut_clauses
from ingest.statements.slot_fill import fill
from ingest.statements.slot_parts import Parts, cut_window, keep_acts_in_time
from ingest.statements.slot_patterns import (
    ALTERNATIVE,
    CLAUSE_FRONT,
    LINE,
    MARKERS,
    OVER,
    PASSIVE,
    PEOPLE,
    PEOPLE_FRONT,
    QUALIFIERS,
    without_reasons,
)
from ingest.statements.sole_purposes import without_purpose
from ingest.statements.used_together import combined_with, given_at_once

__all__ = ["Slots", "interventions_of", "parse_object", "parse_population"]


# "to reduce the risk of death, stroke and embolism": outcomes of the people's disease
_DEATH = re.compile(r"(?:all-cause |cardiovascular )?(?:mortality|deaths?)$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Slots:
    """What a sentence says, cut into phrases as printed.

    Attributes:
        interventions: Noun phrases, alternatives of each other; the whole list phrase first where
            there are several.
        aims: What it is for ("fatigue"), a group each; phrases of one group are alternatives of
            each other.
        people: What those have who get it ("CMI"), a group each; all groups hold together.
        populations: People phrases with what they have ("patients with CMI"), each a further
            condition or restriction.
        criteria: Clauses after when / if / who.
        exceptions: Phrases after except / other than / unless.
        comparator: What it is preferred over.
        qualifier: Restriction of the advice ("routine", "alone").
        line: "first", "second", "third" or "".
    """

    interventions: tuple[str, ...] = ()
    aims: tuple[tuple[str, ...], ...] = ()
    people: tuple[tuple[str, ...], ...] = ()
    populations: tuple[str, ...] = ()
    criteria: tuple[str, ...] = ()
    exceptions: tuple[str, ...] = ()
    comparator: str = ""
    qualifier: str = ""
    line: str = ""

    @property
    def groups(self) -> tuple[tuple[str, ...], ...]:
        """Aims first, then people; what is to be reduced among deaths is no disease of theirs."""
        outcomes = [a for a in self.aims if self.people and any(map(_DEATH.match, a))]
        aims = [aim for aim in self.aims if aim not in outcomes]
        return tuple(dict.fromkeys([*aims, *self.people]))

    @property
    def conditions(self) -> tuple[str, ...]:
        """Every condition phrase, once."""
        return tuple(dict.fromkeys(phrase for group in self.groups for phrase in group))


def _cut_comparator(front: str) -> tuple[str, str]:
    """Reads "X over Y for Z" as "X for Z" and "Y"."""
    over = OVER.search(front)
    if over is None or front.count('"', 0, over.start()) % 2:  # inside quotation marks
        return front, ""
    tail = front[over.end() :]
    marker = MARKERS.search(tail)
    end = marker.start() if marker else len(tail)
    return f"{front[: over.start()]} {tail[end:]}", clean(tail[:end])


_BY_WHOM = re.compile(
    r"\s+(?:from|by itself|by mouth)\b|,?\s+(?:ordered|prescribed|furnished|provided|performed|"
    r"supervised|delivered|administered) by\b"
)
# "acute embolism not associated with hypotension" goes without it
_NOT_WITH = re.compile(
    r"(?<!\bis )(?<!\bare )\bnot (?:associated with|accompanied by|complicated by|in the setting "
    r"of)\b",
    re.IGNORECASE,
)


def parse_object(text: str) -> Slots:
    """Slots of "X for Y in patients with Z when W", the text after "we recommend" and the like."""
    that = re.match(r"\s*that\s+", text, re.IGNORECASE)
    if that:
        return _parse_that(text[that.end() :])
    text = _NOT_WITH.sub("without", WHILE_IN.sub("in ", given_at_once(text)))
    act, behind = act_in_front(text)
    if act:
        return replace(parse_population(behind), interventions=(act,))
    given = people_before(text)
    if given:
        who, thing = parse_population(f"for {given[0]}"), parse_object(given[1])
        return replace(
            thing,
            people=tuple(dict.fromkeys([*who.groups, *thing.people])),
            populations=(*who.populations, *thing.populations),
            criteria=(*who.criteria, *thing.criteria),
        )
    text, purpose = without_purpose(without_regard(text))
    parts = Parts()
    front = cut_clauses(without_reasons(cut_window(text, parts)), parts)
    line = LINE.search(text)
    front, comparator = _cut_comparator(front)
    head, rest = _cut_markers(front)
    head = _BY_WHOM.split(_cut_alternative(head))[0]
    fill(rest, parts)
    keep_acts_in_time(parts)
    named_by_aim, head = by_aim(head, parts)
    named = _qualifier(front) or purpose
    things = named_by_aim or interventions_of(head)
    if not (parts.aims or parts.people) and (whom := acted_on(things)):
        parts.people.append(whom)
    return Slots(
        interventions=things,
        aims=tuple(dict.fromkeys(parts.aims)),
        people=tuple(dict.fromkeys(parts.people)),
        populations=tuple(dict.fromkeys(parts.populations)),
        criteria=tuple(parts.criteria),
        exceptions=tuple(parts.exceptions),
        comparator=comparator,
        qualifier=named,
        line=_NTH.get(line[1].lower(), line[1].lower()) if line else "",
    )


_NTH = {"1st": "first", "2nd": "second", "3rd": "third", "initial": "first"}


_WHO_GETS_IT = (
    "with",
    "for",
    "to",
    "on",
    "about",
    "receive",
    "receive either",
    "undergo",
    "undergo either",
    "be given",
)


_NO_OBJECT = re.compile(
    r"\s*(?:$|[,.;(]|(?:for|in|to|as|at|during|before|after|over|within|when|if|against|by|with|"
    r"once|twice|\w+ly|until|unless|together|alongside)\b)"
)


def _is_thing(passive: str, after: str) -> bool:
    """Whether the subject of a passive is what is given, and not who gets it."""
    gets = passive.endswith(_WHO_GETS_IT) and not passive.endswith("considered for")
    return not gets or (passive.endswith("given") and _NO_OBJECT.match(after) is not None)


# "that primary care clinicians routinely assess"
_WHO_ACTS = re.compile(
    rf"(?:all\s+|the\s+)?(?:{ACTORS}|patients)\s+(?:(?:should|be|to)\s+)*(?:\w+ly )?", re.IGNORECASE
)


def _parse_that(text: str) -> Slots:
    if together := combined_with(text):
        return parse_object(together)
    passive = PASSIVE.search(text)
    if passive:
        subject, after = text[: passive.start()], text[passive.end() :]
        people = PEOPLE_FRONT.match(subject) is not None
        whole, after = done_in_passive(subject, passive.group(), after, people=people)
        if whole:
            return parse_object(whole)
        slots = parse_object(after)
        if not people and _is_thing(passive.group(0), after):
            aim = " for " if passive.group(0).endswith("considered for") else ""
            return parse_object(f"{subject}{aim}{HOW_OFTEN.sub('', after)}")
        who = parse_population(subject)
        return replace(
            slots,
            people=tuple(dict.fromkeys([*who.groups, *slots.people])),
            populations=(*who.populations, *slots.populations),
            criteria=(*who.criteria, *slots.criteria),
        )
    verb = _WHO_ACTS.match(text)
    return parse_object(text[verb.end() :] if verb else text)


_IN = re.compile(r"(?:in|among)\s", re.IGNORECASE)
_AND_IN = re.compile(rf"\b(and|or)\s+(?:in|among)\s+(?!{PEOPLE}\b)", re.IGNORECASE)


def parse_population(text: str) -> Slots:
    """Slots of a front phrase.

    "For patients with low back pain who ...", "when it fails", "after surgery".
    """
    parts = Parts()
    bare = _NOT_WITH.sub("without", without_reasons(text)).strip(" ,:;")
    treating = re.match(r"when (?:treating|managing|evaluating)\s+", bare, re.IGNORECASE)
    if treating:
        body = f"for {bare[treating.end() :]}"
    elif CLAUSE_FRONT.match(bare):
        body = f"for patients {bare}"
    else:
        body = re.sub(
            r"^\s*(?:for|in|among|with|to|of)\s+", "for ", bare, count=1, flags=re.IGNORECASE
        )
    if not re.match(r"for\s", body, re.IGNORECASE):
        body = f"for {body}"
    if _IN.match(bare):  # "in A and in B": in either
        body = _AND_IN.sub(r"\1 for ", body)
    fill(cut_clauses(body, parts), parts)
    keep_acts_in_time(parts)
    if _IN.match(bare) and len(parts.aims) > 1 and not parts.people:
        parts.people.append(parts.aims.pop(0))  # "in gout to reduce pain": gout is what they have
    return Slots(
        aims=tuple(dict.fromkeys(parts.aims)),
        people=tuple(dict.fromkeys(parts.people)),
        populations=tuple(dict.fromkeys(parts.populations)),
        criteria=tuple(dict.fromkeys(parts.criteria)),
        exceptions=tuple(parts.exceptions),
    )


_BARE_VERB = re.compile(
    r"(?:(?:an?|the)\s+)?(?:evaluation|assessment|referral|screening|testing|assess|"
    r"evaluate|screen|test|assessing|evaluating|monitoring|therapy|treatment|target|goal)",
    re.IGNORECASE,
)


_THE_FOLLOWING = re.compile(r"\bfollowing\s*$", re.IGNORECASE)


# "a dietitian-led Dietary Approaches to Stop Hypertension Diet": a name inside a plain sentence.
_IN_A_NAME = re.compile(r"^\W*[a-z].*\b[A-Z][a-z]+ to [A-Z][a-z]+$")


def _cut_markers(text: str) -> tuple[str, str]:
    for marker in MARKERS.finditer(text):
        if text.count("(", 0, marker.start()) > text.count(")", 0, marker.start()):
            continue
        head = text[: marker.start()]
        if marker.lastgroup == "toverb" and _IN_A_NAME.search(text[: marker.end()]):
            continue
        if (
            marker.lastgroup in {"for", "in", "of", "aim"}
            and (not words(strip_verbs(head)) or _BARE_VERB.fullmatch(head.strip()))
            and not _THE_FOLLOWING.search(head)
        ):
            continue
        if (
            marker.lastgroup == "people"
            and marker.group(0).lower().startswith(("of ", "with ", "by "))
            and not words(head)
        ):
            continue
        return head, text[marker.start() :]
    return text, ""


def _cut_alternative(head: str) -> str:
    match = ALTERNATIVE.search(head)
    return head[: match.start()] if match and match.start() >= len("the") else head


def _qualifier(text: str) -> str:
    match = QUALIFIERS.search(text)
    return match.group(1).lower() if match else ""
