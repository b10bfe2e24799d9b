"""Whether a text states or denies a phrase.

Every word of it that matters must be there, close together, said of the patient, now.

Never by likeness of sentences. A stated phrase may say more than the wanted one ("severe asthma"
states asthma), a denied one less ("no contraindications" denies a contraindication to MRI); the
other way round nothing follows.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from app.fact_models import QUESTION, Fact, FactKind, Facts, Reading
from app.measures import measure_name
from app.models import FindingState
from app.phrase_index import IndexedText, indexed
from app.phrase_words import (
    EMPTY,
    FOLLOWERS,
    HEAD_CHANGERS,
    OPTIONAL,
    SEVERITIES,
    STATUS_ONLY,
    TEST_WORDS,
    Atom,
    Phrase,
    phrase_of,
)
from app.scope import Token
from app.scope_cues import Scope
from ingest.terms import Terms

MET, NOT_MET, UNKNOWN = FindingState.MET, FindingState.NOT_MET, FindingState.UNKNOWN

_VERB_LIKE = re.compile(r"(?:ed|ing|ly)$")
_CROSSING = re.compile(r"[.;?!\n•]|\b(?:but|who|whose|plus|then|however)\b", re.IGNORECASE)
_AFTER_COMMA = re.compile(
    r"\s*(?:confirmed|documented|proven|diagnosed|demonstrated|seen|shown|on|by|per|with|as|"
    r"which|now|since|type|stage|grade|in|of)\b",
    re.IGNORECASE,
)
_BLOCKING = Scope.DENIED | Scope.POSSIBLE | Scope.PLANNED | Scope.UNCLEAR


@dataclass(frozen=True)
class CaseIndex:
    """The texts of a case with the concepts found in them."""

    terms: Terms
    texts: tuple[IndexedText, ...]

    @classmethod
    def of(cls, facts: Facts, terms: Terms) -> "CaseIndex":
        """The index of a case, made once for a case and a set of terms."""
        return facts.once(
            terms, lambda: cls(terms, tuple(indexed(r, terms) for r in facts.readings))
        )

    @cached_property
    def by_ambiguous_name(self) -> dict[str, frozenset[str]]:
        """Interventions by a name that means something else elsewhere ("PT").

        For a phrase that is known to be a treatment.
        """
        found: dict[str, set[str]] = {}
        for concept in self.terms.concepts.values():
            for name in concept.ambiguous if concept.kind == "intervention" else ():
                found.setdefault(name.lower(), set()).add(concept.concept_id)
        return {name: frozenset(ids) for name, ids in found.items()}

    def phrase(self, text: str) -> Phrase:
        """Take a wanted phrase apart."""
        return phrase_of(text, self.terms)

    def find(
        self,
        phrase: Phrase,
        *,
        asked: frozenset[str] = frozenset(),
        window_days: float | None = None,
    ) -> tuple[FindingState, tuple[Fact, ...]]:
        """MET with the words that state it, NOT_MET with those that deny it, else UNKNOWN.

        Args:
            phrase: What is wanted.
            asked: Concepts that are asked about: naming them in the question states nothing.
            window_days: How far back a denial must look at least; None where it must deny for good.
        """
        if not phrase or all(
            atom.word in STATUS_ONLY and not atom.concepts for atom in phrase.atoms
        ):
            return UNKNOWN, ()
        stated = [f for item in self.texts for f in _statements(item, phrase, asked)]
        denied = [f for item in self.texts for f in _denials(item, phrase, window_days)]
        wrong = [f for state, f in stated if state is NOT_MET] + denied
        right = [f for state, f in stated if state is MET]
        if bool(right) == bool(wrong):
            return UNKNOWN, ()
        return (MET, (right[0],)) if right else (NOT_MET, (wrong[0],))


def _statements(
    item: IndexedText, phrase: Phrase, asked: frozenset[str]
) -> Iterable[tuple[FindingState, Fact]]:
    tokens = item.reading.tokens
    places = [_places(item, atom) for atom in phrase.atoms]
    if not all(places):
        return
    rarest = min(range(len(places)), key=lambda i: len(places[i]))
    for anchor in places[rarest]:
        chosen = [min(spots, key=lambda s: abs(s[0] - anchor[0])) for spots in places]
        low, high = min(s[0] for s in chosen), max(s[1] for s in chosen)
        if _together(item.reading, low, high, len(phrase.atoms)) and _said(
            item, phrase, chosen, asked
        ):
            state = _severity(item.reading, phrase, low, high)
            if state is not UNKNOWN and not _is_part(item.reading, phrase, high):
                span = tokens[low].start, tokens[high - 1].end
                yield (
                    state,
                    item.reading.fact(
                        FactKind.FINDING, *span, name=item.reading.text[slice(*span)]
                    ),
                )


def _places(item: IndexedText, atom: Atom) -> list[tuple[int, int, str, str]]:
    """Where an atom is named: first token, token after, concept id ("" for a word) and its kind."""
    found = [
        (m.first, m.after, m.concept_id, m.kind)
        for concept in atom.concepts & item.mentions.keys()
        for m in item.mentions[concept]
    ]
    if len(atom.parts) == 1:
        known = {index for first, after, _, _ in found for index in range(first, after)}
        (part,) = atom.parts
        found += [(i, i + 1, "", "") for i in item.words.get(part, ()) if i not in known]
    elif atom.concepts and not found:
        found = _spelled_out(item, atom)
    return found


def _spelled_out(item: IndexedText, atom: Atom) -> list[tuple[int, int, str, str]]:
    """A concept's words in a row, though in another form than its names."""
    size = len(atom.word.split())
    tokens = item.reading.tokens
    rarest = min((item.words.get(part, ()) for part in atom.parts), key=len)
    found = []
    for index in sorted({i - k for i in rarest for k in range(size) if i >= k}):
        window = tokens[index : index + size]
        together = len(window) == size and window[0].segment == window[-1].segment
        if together and atom.parts <= {t.norm for t in window}:
            found.append((index, index + size, "", ""))
    return found


def _together(reading: Reading, low: int, high: int, n_atoms: int) -> bool:
    tokens = reading.tokens
    if tokens[low].sentence != tokens[high - 1].sentence or high - low > 3 * n_atoms + 6:
        return False
    between = reading.text[tokens[low].start : tokens[high - 1].end]
    if tokens[low].segment == tokens[high - 1].segment:
        return True
    if _CROSSING.search(between) or re.search(r"\b(?:and|or|nor)\b", between, re.IGNORECASE):
        return False
    front, comma, back = between.partition(",")
    if not comma:
        return True
    return "," not in back and (len(front.split()) <= 2 or _AFTER_COMMA.match(back) is not None)  # noqa: PLR2004


def _said(
    item: IndexedText,
    phrase: Phrase,
    chosen: Sequence[tuple[int, int, str, str]],
    asked: frozenset[str],
) -> bool:
    """True where the words are stated of the patient, now."""
    for first, after, concept_id, kind in chosen:
        scope = Scope.STATED
        for token in item.reading.tokens[first:after]:
            scope |= token.scope
        if scope & _BLOCKING or (
            bool(scope & Scope.FAMILY) is not phrase.family and not phrase.family
        ):
            return False
        if scope & Scope.RESOLVED and not phrase.history:
            return False
        if scope & Scope.ASKED and kind != "condition":
            return False
        if concept_id in asked and item.reading.source == QUESTION and kind != "condition":
            return False
    return not phrase.family or any(
        item.reading.tokens[first].scope & Scope.FAMILY for first, _, _, _ in chosen
    )


def _severity(reading: Reading, phrase: Phrase, low: int, high: int) -> FindingState:
    if not phrase.severities:
        return MET
    segments = {t.segment for t in reading.tokens[low:high]}
    near = [
        SEVERITIES[word]
        for t in reading.tokens[max(0, low - 5) : high + 3]
        if t.segment in segments and (word := reading.text[t.start : t.end].lower()) in SEVERITIES
    ]
    if not near:
        return UNKNOWN
    stated = frozenset(near)
    if stated <= phrase.severities:
        return MET
    return NOT_MET if not stated & phrase.severities else UNKNOWN


def _is_part(reading: Reading, phrase: Phrase, after: int) -> bool:
    """True where the words only begin a longer name ("kidney" in "kidney stones")."""
    if after >= len(reading.tokens):
        return False
    following, last = reading.tokens[after], reading.tokens[after - 1]
    gap = reading.text[last.end : following.start]
    if following.segment != last.segment or gap.strip(" -"):
        return False
    wanted = {part for atom in phrase.atoms for part in atom.parts}
    if following.norm in HEAD_CHANGERS and following.norm not in wanted:
        return True
    if len(phrase.atoms) > 1 or phrase.atoms[0].concepts:
        return False
    return _is_noun(reading, following)


def _is_noun(reading: Reading, token: Token) -> bool:
    """True for a word that may go on the name before it.

    Verbs, adverbs, measures and numbers do not.
    """
    word = reading.text[token.start : token.end].lower()
    if token.stop or (token.norm in EMPTY and token.norm not in OPTIONAL) or word[0].isdigit():
        return False
    return not (_VERB_LIKE.search(word) or word in FOLLOWERS or measure_name(word).ids)


def _denials(item: IndexedText, phrase: Phrase, window_days: float | None) -> Iterable[Fact]:
    """Denied runs of words that cover the wanted phrase: none of their words says more than it."""
    wanted = {part for atom in phrase.atoms for part in atom.parts}
    broader = {concept for atom in phrase.atoms for concept in atom.broader}
    covered = {
        index
        for concept in broader & item.mentions.keys()
        for m in item.mentions[concept]
        for index in range(m.first, m.after)
    }
    for denial in item.denials:
        allowed = wanted | phrase.optional
        allowed = allowed | TEST_WORDS if denial.is_test else allowed
        if any(i not in covered and norm_ not in allowed for i, norm_ in denial.content):
            continue
        if denial.is_link and not phrase.linked:
            continue
        looks_back = denial.window_days
        if looks_back is not None and (window_days is None or looks_back < window_days):
            continue
        if phrase.head and not any(n == phrase.head or i in covered for i, n in denial.content):
            continue
        yield item.reading.fact(FactKind.FINDING, *denial.span, name=denial.name, negated=True)
