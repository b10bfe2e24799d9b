"""Whether a text states or denies a phrase.

Every word of it that matters must be there, close together, said of the patient, now, and each as
the phrase says it: stated or denied.

Never by likeness of sentences. A stated phrase may say more than the wanted one ("severe asthma"
states asthma), a denied one less ("no contraindications" denies a contraindication to MRI); the
other way round nothing follows.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cached_property
from typing import cast

from app.close_kin import is_of_distant_kin
from app.degrees import SEVERITIES
from app.fact_models import Fact, FactKind, Facts, Reading
from app.measures import norm
from app.models import FindingState
from app.phrase_denials import denials, negative, nothing_shown
from app.phrase_index import IndexedText, indexed
from app.phrase_places import Asked, Place, is_part, places_of, together
from app.phrase_words import (
    STATUS_ONLY,
    Phrase,
    phrase_of,
)
from app.scope import Token
from app.scope_cues import Scope
from app.severity_scales import severity_by_scale
from app.shorthand_trials import read_shorthand
from app.trials import Trial
from app.word_families import OPPOSITES
from ingest.terms import Terms

_POSITIVE = norm("positive")
_OTHERS = re.compile(r"\bother\b", re.IGNORECASE)
_PAIN = frozenset({norm("pain")})
_REACH_OF_RISK = 25  # characters: "no cardiovascular risk"
_OF_RISK = frozenset({norm("risk"), norm("risks")})
_NEAR = 4  # tokens: what is said to be the contrary stands no further from its word
MET, NOT_MET, UNKNOWN = FindingState.MET, FindingState.NOT_MET, FindingState.UNKNOWN


NOTHING_ASKED = Asked()
_MAX_KEPT = 20_000  # phrases of criteria


def index_of(reading: Reading, terms: Terms) -> IndexedText:
    """The index of one text, made once for a set of terms."""
    return reading.once.of("index", terms, lambda: indexed(reading, terms))


def shorthand_of(reading: Reading, terms: Terms) -> tuple[Trial, ...]:
    """Histories of treatment of one text in shorthand, read once for a set of terms."""
    return reading.once.of("shorthand", terms, lambda: read_shorthand(reading, terms))


@dataclass(frozen=True)
class CaseIndex:
    """The texts of a case with the concepts found in them."""

    terms: Terms
    texts: tuple[IndexedText, ...]

    @classmethod
    def of(cls, facts: Facts, terms: Terms) -> "CaseIndex":
        """The index of a case, made once for a case and a set of terms."""
        return facts.once(
            terms, lambda: cls(terms, tuple(index_of(r, terms) for r in facts.readings))
        )

    @cached_property
    def shorthand(self) -> dict[str, tuple[Trial, ...]]:
        """Histories of treatment in shorthand, by source."""
        return {r.source: shorthand_of(r, self.terms) for r in (t.reading for t in self.texts)}

    @cached_property
    def treatments(self) -> dict[str, frozenset[str]]:
        """Interventions by a phrase of the case that was looked up before."""
        return {}

    @cached_property
    def by_verb(self) -> dict[str, frozenset[str]]:
        """Interventions of one word by its stem, for what is said as a verb ("anticoagulated")."""
        found: dict[str, set[str]] = {}
        for concept in self.terms.concepts.values():
            for name in concept.names if concept.kind == "intervention" else ():
                if name.isalpha() and name.endswith("tion"):
                    found.setdefault(norm(name), set()).add(concept.concept_id)
        return {name: frozenset(ids) for name, ids in found.items()}

    def phrase(self, text: str) -> Phrase:
        """Take a wanted phrase apart; criteria are the same from question to question."""
        kept = cast("dict[str, Phrase]", self.terms.read)
        found = kept.get(text)
        if found is None:
            if len(kept) >= _MAX_KEPT:
                kept.clear()
            found = kept[text] = phrase_of(text, self.terms)
        return found

    def find(
        self, phrase: Phrase, asked: Asked = NOTHING_ASKED
    ) -> tuple[FindingState, tuple[Fact, ...]]:
        """MET with the words that state it, NOT_MET with those that deny it, else UNKNOWN."""
        if not phrase or all(
            atom.word in STATUS_ONLY and not atom.concepts for atom in phrase.atoms
        ):
            return UNKNOWN, ()
        if phrase.atoms[0].denied:  # "no active infection on the day of surgery"
            state, facts = self.find(phrase.affirmed(), asked)
            return {MET: NOT_MET, NOT_MET: MET, UNKNOWN: UNKNOWN}[state], facts
        told = [row for item in self.texts for row in _told(item, phrase, asked)]
        if not told:
            told = [row for item in self.texts for row in _contrary(item, phrase, asked)]
        if phrase.mixed and not told:
            told = [row for item in self.texts for row in nothing_shown(item, phrase, asked)]
        if not phrase.mixed:
            told += [
                (NOT_MET, fact)
                for item in self.texts
                for fact in denials(item, phrase, asked.window_days)
                if not _of_others(fact, phrase, asked)
                and not (phrase.words & _OF_RISK and _without_risk(item.reading, fact))
            ]
        states = {state for state, _ in told}
        if len(states) != 1:
            return UNKNOWN, ()
        return told[0][0], (told[0][1], *self._scales(phrase))

    def _scales(self, phrase: Phrase) -> Iterable[Fact]:
        """The numbers that say how severe a wanted condition is."""
        if phrase.severities:
            for item in self.texts:
                if found := severity_by_scale(item.reading, phrase.concepts | _PAIN & phrase.words):
                    yield found[1]


def _told(item: IndexedText, phrase: Phrase, asked: Asked) -> Iterable[tuple[FindingState, Fact]]:
    """What each place says at which all words of the phrase stand together."""
    reading = item.reading
    places = [places_of(item, atom, phrase, asked) for atom in phrase.atoms]
    if not all(places):
        return
    rarest = min(range(len(places)), key=lambda i: len(places[i]))
    for anchor in places[rarest]:
        home = reading.tokens[anchor.first]
        chosen = [min(spots, key=lambda s: _apart(reading, home, anchor, s)) for spots in places]
        low, high = min(s.first for s in chosen), max(s.after for s in chosen)
        if not together(reading, low, high, len(phrase.atoms)) or is_part(
            reading, phrase, high, asked
        ):
            continue
        if phrase.close and is_of_distant_kin(
            reading, reading.tokens[low].start, reading.tokens[high - 1].end
        ):
            continue
        state = _state(phrase, chosen, unable=asked.unable)
        if state is MET:
            state = _severity(item, phrase, low, high)
        if state is not UNKNOWN:
            span = reading.tokens[low].start, reading.tokens[high - 1].end
            denied = any(place.denied or place.scope & Scope.DENIED for place in chosen)
            low_, high_ = reading.with_cue(*span) if denied else span
            yield (
                state,
                reading.fact(
                    FactKind.FINDING, low_, high_, name=reading.text[slice(*span)], negated=denied
                ),
            )


def _of_others(fact: Fact, phrase: Phrase, asked: Asked) -> bool:
    """Whether a denial speaks of others than the asked treatment ("no other biologic")."""
    own = any(a.concepts and a.concepts <= asked.interventions for a in phrase.atoms)
    return own and _OTHERS.search(fact.quote) is not None


def _without_risk(reading: Reading, fact: Fact) -> bool:
    """Whether a denial is of the illness, and not of the risk of it."""
    return "risk" not in reading.text[fact.char_start : fact.char_end + _REACH_OF_RISK].lower()


def _apart(reading: Reading, home: Token, anchor: Place, spot: Place) -> tuple[int, int]:
    """How far a place is from another one: what stands in its phrase first, then its sentence."""
    token = reading.tokens[spot.first]
    far = 0 if token.segment == home.segment else 1 if token.sentence == home.sentence else 2
    return far, abs(spot.first - anchor.first)


def _contrary(
    item: IndexedText, phrase: Phrase, asked: Asked
) -> Iterable[tuple[FindingState, Fact]]:
    """Places at which the contrary of a part is said of at least half of the rest.

    "normal activity" is against "deficient activity in leukocytes", "mild asthma" against "severe
    persistent asthma".
    """
    tokens = item.reading.tokens
    named = [a for a in phrase.atoms if a.concepts]
    if phrase.severities and named and not phrase.mixed:
        bare = replace(phrase, atoms=tuple(named))
        yield from (row for row in _told(item, bare, asked) if row[0] is NOT_MET)
    for atom in phrase.atoms:
        others = [a for a in phrase.atoms if a is not atom]
        if atom.word == _POSITIVE and not atom.denied and others:
            yield from negative(item, others, phrase, asked)
        if not others or atom.word not in OPPOSITES or atom.denied or phrase.mixed:
            continue
        for place in places_of(item, atom, phrase, asked):
            if not place.opposite or not place.denied:
                continue
            near = [
                other
                for a in others
                for other in places_of(item, a, phrase, asked)[:8]
                if abs(other.first - place.first) <= _NEAR
                and tokens[other.first].segment == tokens[place.first].segment
            ]
            if len({p.first for p in near}) * 2 >= len(others):
                low = min([place.first, *(p.first for p in near)])
                high = max([place.after, *(p.after for p in near)])
                span = tokens[low].start, tokens[high - 1].end
                yield NOT_MET, item.reading.fact(FactKind.FINDING, *span, name="contrary")


def _state(phrase: Phrase, chosen: list[Place], *, unable: bool) -> FindingState:
    """MET where each word is said as it is wanted.

    NOT_MET where a part is denied that is wanted, or all stated that must not be. A kind of what
    is wanted settles it one way only.
    """
    rows = list(zip(phrase.atoms, chosen, strict=True))
    wrong = [atom for atom, place in rows if place.denied is not atom.denied]
    by_kind = any(place.member for place in chosen)
    if not wrong:
        return UNKNOWN if by_kind and unable else MET
    if by_kind and not unable:
        return UNKNOWN
    if unable and len(wrong) == len(rows):
        return NOT_MET
    if phrase.mixed:
        contrary = all(atom.denied for atom in wrong) and len(wrong) == sum(
            atom.denied for atom in phrase.atoms
        )
        return NOT_MET if contrary else UNKNOWN
    # "migraine without aura", "does not interfere with walking"
    partly = len(wrong) < len(rows)
    return NOT_MET if partly or any(place.opposite for place in chosen) else UNKNOWN


def _severity(item: IndexedText, phrase: Phrase, low: int, high: int) -> FindingState:
    reading = item.reading
    if not phrase.severities:
        return MET
    segments = {t.segment for t in reading.tokens[low:high]}
    near = [
        SEVERITIES[word]
        for t in reading.tokens[max(0, low - 5) : high + 3]
        if t.segment in segments and (word := reading.text[t.start : t.end].lower()) in SEVERITIES
    ]
    if not near:
        by_scale = severity_by_scale(reading, phrase.concepts | _PAIN & phrase.words)
        known = by_scale and (by_scale[0] > 1 or 1 in phrase.severities)
        near = [by_scale[0]] if by_scale and known else []  # a low number may be of the treated
    if not near:
        return UNKNOWN
    stated = frozenset(near)
    if stated <= phrase.severities:
        return MET
    return NOT_MET if not stated & phrase.severities else UNKNOWN
