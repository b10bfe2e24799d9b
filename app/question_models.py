"""A question as understood: its phrases, its targets, and how each word was taken."""

from dataclasses import dataclass, field
from datetime import date

from ingest.codes import CodeMention

CORPUS = "~"  # front of the ids of phrases that only the Snapshot names: `ingest.terms_file`


@dataclass(frozen=True, slots=True)
class Phrase:
    """A noun phrase of the question with what is known of it.

    Attributes:
        text: As asked (a code stands for itself).
        concepts: Ids of the concepts that it names.
        codes: Codes that it holds.
        extra: Other wordings that mean the same here (the descriptor of a code).
    """

    text: str
    concepts: frozenset[str] = frozenset()
    codes: tuple[str, ...] = ()
    extra: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Target:
    """One condition asked about, with those that it comes with (fatigue in multiple sclerosis)."""

    condition: Phrase
    settings: tuple[Phrase, ...] = ()


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to read a question: what it asks for, and for whom."""

    interventions: tuple[Phrase, ...]
    targets: tuple[Target, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A question as understood.

    Attributes:
        text: As typed.
        interventions: What is asked for; alternatives are separate pairs.
        targets: For what; each a pair with each intervention.
        story: Further conditions of the text, for a question whose own target is a mere symptom or
            pronoun.
        others: Other readings, in the order of trust, for where this one finds nothing.
        intent: "verdict", or what an open question asks for.
        payer: Payer that the question names; only its policies decide.
        publisher: Publisher that the question names; only its documents decide.
        as_of: Date on which sources must be in force.
        codes: Codes in the question.
        comparator: What the intervention is compared with.
        readings: How words and codes were taken, a line each.
        doubts: What may be meant otherwise, a line each.
        stems: Key stems of the whole text.
        content: Content stems of the whole text.
        asked: Content stems of the sentence that asks, without the conditions that it names.
        rare: Stems of its words that neither general English nor the terms know.
        names: Interventions that it names, as asked for.
        in_passing: Whether its conditions are named in passing, none as what it asks for.
        changes: Its typing errors, each (as typed, as read).
        added: Phrases of a follow-up that tell how the patient is, and ask about nothing.
    """

    text: str
    interventions: tuple[Phrase, ...] = ()
    targets: tuple[Target, ...] = ()
    story: tuple[Target, ...] = ()
    others: tuple[Reading, ...] = ()
    intent: str = "verdict"
    payer: str = ""
    publisher: str = ""
    as_of: date
    codes: tuple[CodeMention, ...] = ()
    comparator: str = ""
    readings: tuple[str, ...] = ()
    doubts: tuple[str, ...] = ()
    stems: frozenset[str] = field(default=frozenset())
    content: frozenset[str] = field(default=frozenset())
    asked: frozenset[str] = field(default=frozenset())
    rare: frozenset[str] = field(default=frozenset())
    names: tuple[Phrase, ...] = ()
    in_passing: bool = False
    changes: tuple[tuple[str, str], ...] = ()
    added: tuple[str, ...] = ()
