"""Screening by its parts: for what, by which means.

"Low-dose CT screening" and "annual screening for lung cancer with low-dose computed tomography" are
one thing. What is screened for is compared as a condition; here the means must agree, and where one
side names none, the other may.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from app.phrase_models import NO_MATCH, Match, Relation, Spoken
from ingest.lexis import content_stems, is_generic, stem
from ingest.statements.models import Direction, Statement
from ingest.terms import Terms

_SCREEN = stem("screening")
_HOW_OFTEN_WORDS = (
    "annual biennial annually once one 1 time periodic routine regular initial every year years "
    "yearly first repeat single selective universal general based test tests testing exam "
    "examination program with by using for of asymptomatic adult adults woman women man men"
)
_HOW_OFTEN = frozenset(stem(word) for word in _HOW_OFTEN_WORDS.split())
_FOR_WHAT = re.compile(r"\bscreening (?:for|of) (?P<what>.+)", re.IGNORECASE)
# What is looked for is no means, whether or not a term knows it: "screening for X with Y"
_WHAT = re.compile(
    r"\b(?:for|of)\s+.+?(?=\s+(?:with|by|using|via|on|every|in|at)\b|$)", re.IGNORECASE
)
_KINDS = ("condition", "intervention")
_MIN_CHARS = 2  # of a word that is a means


@dataclass(frozen=True, slots=True)
class _Means:
    """By which means somebody is screened.

    Attributes:
        words: Words that name it, as they stand and as the terms call it.
        named: Concepts that are named.
        classes: Classes of those.
    """

    words: frozenset[str]
    named: frozenset[str]
    classes: frozenset[str]

    def __bool__(self) -> bool:
        return bool(self.words or self.named)

    def agrees(self, other: "_Means") -> bool:
        """Whether one is the other or a kind of it; two kinds of one class are two means."""
        if self.named and other.named:
            return bool(self.named & (other.named | other.classes) or other.named & self.classes)
        return bool(self.words & other.words)


def is_screening(text: str) -> bool:
    """Whether a phrase names a screening."""
    return _SCREEN in content_stems(text)


_SCREENING_OF = re.compile(
    r"^(?:screening (?:for|of) (?P<what>.+)|(?P<front>.+?) (?:screening|surveillance))$",
    re.IGNORECASE,
)


def screened_for(groups: tuple[tuple[str, ...], ...], question: str) -> tuple[tuple[str, ...], ...]:
    """Groups of conditions; where a question is of screening, also what a screening looks for.

    "Not covered for gout screening" speaks of who is screened for gout, and of no gout.
    """
    if not is_screening(question):
        return groups
    told = ((_SCREENING_OF.match(text) for text in group) for group in groups)
    named = [tuple(m["what"] or m["front"] for m in found if m) for found in told]
    return tuple((*group, *more) for group, more in zip(groups, named, strict=True))


_FRONT = re.compile(r"^(?P<what>.+?)\s+(?:screening|screen)\b", re.IGNORECASE)


def object_of_screening(text: str) -> str:
    """The words of a screening for what it looks for, with a means that stands between them."""
    found = _FOR_WHAT.search(text) or _FRONT.search(text)
    own = _WITH_MEANS.split(found["what"])[0].split() if found else []
    return " ".join(w for w in own if stem(w.lower()) not in _HOW_OFTEN)


def without_object(text: str, what: str) -> str:
    """A screening by its means alone: "duplex screening" of "PAN duplex screening"."""
    return " ".join(re.sub(rf"(?:\bfor\s+)?{re.escape(what)}", " ", text).split())


_WITH_MEANS = re.compile(r"\s+(?:with|by|using|via|on|every|in|at)\s", re.IGNORECASE)
_REGULAR = re.compile(
    r"\b(?:year(?:ly)?|annual|routine|regular)\b.*\b(?:scan|check|check-?up|test|exam)s?$", re.I
)


def is_regular_test(text: str) -> bool:
    """Whether a phrase is a test that comes round ("yearly lung cancer scan")."""
    return _REGULAR.search(text) is not None


def by_screening(asked: Spoken, spoken: Spoken, terms: Terms) -> Match | None:
    """How two screenings relate; None where one of the phrases is none.

    What is asked may name one without the word ("AAA ultrasound").
    """
    called = _SCREEN in asked.stems or _only_screens(asked, terms)
    if not called or _SCREEN not in spoken.stems:
        return None
    shared = asked.concepts & spoken.concepts & terms.concepts.keys()
    if any(is_screening(terms.name(c)) for c in shared):  # its name tells the disease and the means
        return Match(Relation.SAME, "name", 1.0)
    ours, theirs = _parts(asked, terms), _parts(spoken, terms)
    another = bool(theirs[0]) and not ours[0] & theirs[0]
    if ours[0] and (another or (not theirs[0] and _for_another(asked, spoken))):
        return NO_MATCH
    if ours[1] and theirs[1]:
        alike = ours[1].agrees(theirs[1])
        return Match(Relation.SAME, "words", 1.0) if alike else NO_MATCH
    if theirs[1]:  # the means is not asked about: what is recommended is this one
        return Match(Relation.SAME, "words", 0.9)
    return Match(Relation.BROADER if ours[1] else Relation.SAME, "words", 0.9)


def _only_screens(asked: Spoken, terms: Terms) -> bool:
    """Whether all that a phrase names is a screening by what the terms call it."""
    known = asked.concepts & terms.concepts.keys()
    return bool(known) and all(is_screening(terms.name(c)) for c in known)


def _for_another(asked: Spoken, spoken: Spoken) -> bool:
    """Whether a document screens for what no term knows and the question does not name."""
    named = _FOR_WHAT.search(spoken.text)
    return named is not None and not asked.stems & content_stems(named.group("what"))


def whole_screening(asked: Spoken, phrases: Sequence[str]) -> Sequence[str]:
    """The phrases to compare: of a screening the longest alone, which names its means."""
    screens = [text for text in phrases if _SCREEN in content_stems(text)]
    if _SCREEN not in asked.stems or not screens:
        return phrases
    return [max(screens, key=len)]


def _parts(phrase: Spoken, terms: Terms) -> tuple[frozenset[str], _Means]:
    """What is screened for, with its classes, and by which means."""
    # each kind for itself: the name of a screening hides the disease in it
    mentions = [m for kind in _KINDS for m in terms.spot(phrase.text, kind=kind)]
    coded = [terms.name(c) for c in phrase.concepts & terms.concepts.keys()]  # "82950 screening"
    mentions += [
        m
        for name in coded
        if is_screening(name) and not any(m.kind == "condition" for m in mentions)
        for m in terms.spot(name, kind="condition")
    ]
    mentions += [
        inner
        for m in mentions
        if m.concept_id in terms.concepts and is_screening(terms.name(m.concept_id))
        for word in m.surface.split()
        for inner in (
            *terms.spot(word, kind="intervention"),
            *terms.spot(word.upper(), kind="condition"),  # "aaa screening", typed small
        )
    ]
    diseases = frozenset(m.concept_id for m in mentions if m.kind == "condition")
    other = [
        m
        for m in mentions
        if not is_screening(
            # "screening mammogram" is a mammogram, and "colon screening" names no means
            terms.name(m.concept_id) if m.concept_id in terms.concepts else m.surface
        )
    ]
    taken = frozenset(s for m in other for s in content_stems(m.surface.lower()))
    named = frozenset(m.concept_id for m in other if m.kind == "intervention")
    classes = frozenset(a for c in named for a in terms.ancestors(c))
    means = frozenset(
        w
        for w in content_stems(_WHAT.sub(" ", phrase.text)) - taken - _HOW_OFTEN - {_SCREEN}
        if len(w) >= _MIN_CHARS and not is_generic(w) and not w.isdigit()
    )
    wide = diseases | {a for c in diseases for a in terms.ancestors(c)}
    called = frozenset(s for c in named for s in content_stems(terms.name(c)))
    return frozenset(wide), _Means(means | called, named, classes)


# What is looked for is part of these names: no other condition need be asked about.
_LOOKS_FOR = re.compile(
    r"\b(?:screen\w*|mammogra\w+|cytology|tests?|testing|vaccin\w*|immuni[sz]ation|counsel\w+)\b",
    re.IGNORECASE,
)


def names_its_condition(statement: Statement, match: Match) -> bool:
    """Whether a Statement's intervention says what is looked for: no condition need be asked."""
    named = any(_LOOKS_FOR.search(phrase) for phrase in statement.interventions)
    if statement.direction is Direction.AGAINST and statement.conditions:
        # "screening MRI is not necessary for dense breasts alone": for whom, and not what for
        own = {s for phrase in statement.interventions for s in content_stems(phrase)}
        told = _FOR_WHAT.search(statement.quote.text) is not None
        named = named and (told or any(content_stems(c) <= own for c in statement.conditions))
    return match.relation is Relation.SAME and named


def of_another_screening(
    statement: Statement, others: Iterable[Statement], fits: Callable[[Statement], bool]
) -> bool:
    """Whether "screening of all other adults" stands where no one is screened for what is asked.

    Args:
        statement: A catch-all.
        others: All Statements that are known.
        fits: Whether the conditions of one are those that are asked about.
    """
    if not any(is_screening(name) for name in statement.interventions):
        return False
    return not any(
        s.doc_id == statement.doc_id and s.condition_groups and not s.catch_all and fits(s)
        for s in others
    )
