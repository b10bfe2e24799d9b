"""Phrases prepared for comparison, and how two of them relate."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import IntEnum

OTHER_FORM = 0.5  # score of another form of the same thing: each phrase adds to what both name


class Relation(IntEnum):
    """How a document's phrase relates to the asked one; higher is closer."""

    NONE = 0
    NARROWER = 1  # the document speaks of a form or member of what is asked
    BROADER = 2  # the document speaks of the class or the general condition: it applies
    SAME = 3


@dataclass(frozen=True, slots=True)
class Spoken:
    """A phrase prepared for comparison.

    Attributes:
        text: As printed.
        stems: Stems that give it its identity.
        head: Stem of its head noun.
        concepts: Concepts that it names.
        rest: Identity stems that no named concept accounts for.
        whole: Whether a concept's name is the whole phrase.
        codes: Codes of the phrase and of its concepts.
        kind: "intervention" or "condition".
        plain: The text in the form in which equal phrases are equal.
        sides: Words that exclude others; see `app.contrasts.sides_of`.
        types: Types and stages that it names.
        negated: Stems that it denies by a prefix ("non-pulsatile", "nonvalvular").
        ended: The treatment that it would end ("stopping clonidine"); "" where it ends none.
        doses: Least and largest amount that it names, by unit; see `app.regimens.doses_of`.
        pace: How soon it is to be given; see `app.pace.pace_of`.
    """

    text: str
    stems: frozenset[str]
    head: str
    concepts: frozenset[str] = frozenset()
    rest: frozenset[str] = frozenset()
    whole: bool = False
    codes: frozenset[str] = frozenset()
    kind: str = ""
    plain: str = ""
    sides: Mapping[int, int] = field(default_factory=dict)
    types: frozenset[str] = frozenset()
    negated: frozenset[str] = frozenset()
    ended: str = ""
    doses: Mapping[str, tuple[float, float]] = field(default_factory=dict)
    pace: str = ""


BY_PLACE = "place"  # a condition that a heading or the title tells; see `app.by_place`


@dataclass(frozen=True, slots=True)
class Match:
    """A relation with the way by which it was found.

    Attributes:
        relation: How the two phrases relate.
        method: "code", "name", "class", "words" or "similarity"; "" where nothing was found.
        score: How much they share, from 0 to 1; the cosine for "similarity".
    """

    relation: Relation
    method: str = ""
    score: float = 0.0


NO_MATCH = Match(Relation.NONE)


def best(matches: Mapping[str, Match] | list[Match]) -> Match:
    """The closest of several matches; NO_MATCH for none."""
    found = list(matches.values()) if isinstance(matches, Mapping) else matches
    return max(found, key=lambda m: (m.relation, m.score), default=NO_MATCH)
