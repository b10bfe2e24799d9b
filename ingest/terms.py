"""Aliases: what else an intervention or a condition is called, its classes and its codes.

The vocabulary of questions and documents is open; terms only add knowledge to it. Spotting is by
longest match on word borders: abbreviations of up to four capitals only as capitals, everything
else in any case.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Set
from dataclasses import dataclass, field
from functools import cached_property

from ingest.lexis import STOP_WORDS, parts_of, stem, words
from ingest.term_names import NameTable, adjective_stem, key_of, name_table, singular, widths_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Concept:
    """One intervention or condition with its names.

    Attributes:
        concept_id: Slug, unique over all files.
        kind: "intervention" or "condition".
        name: Preferred name.
        names: Every name, alias and brand, the preferred one first.
        codes: HCPCS/CPT for interventions, ICD-10-CM for conditions; "G43.-" stands for a category.
        broader: Ids of the classes of which it is a member.
        ambiguous: Names that also mean something else; not matched without context.
    """

    concept_id: str
    kind: str
    name: str
    names: tuple[str, ...]
    codes: tuple[str, ...] = ()
    broader: tuple[str, ...] = ()
    ambiguous: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Mention:
    """A concept found in a text: `text[start:end]` is the name as written."""

    concept_id: str
    kind: str
    start: int
    end: int
    surface: str


_WORD = re.compile(r"[A-Za-z0-9]+")
_BRACKETED = re.compile(r"\(([^)]*)\)")
_MIN_STEMMED = 7  # letters of a word that is also found by its adjective
_CATEGORY_CHARS = 3  # of an ICD-10-CM category

# Between two words of one name no sentence or bracket ends.
# "C. difficile", "St. John's wort" and "Rho(D) immune globulin" are one name each.
_BREAK = re.compile(r"(?:(?<!\b[A-Z])(?<!\bSt)\.|[;:!?(]|(?<!\w\(\w)\))(?:\s|$)")
_Named = dict[str, tuple[str, ...]]  # ids of concepts by a name
_LEADS_CONDITION = re.compile(r"\b(?:for|with|in|has|of|and)\s+(?:\w+\s+)?$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Search:
    """A text in which concepts are looked for.

    Attributes:
        text: The text.
        spans: Start and end of each word.
        stems: Of each word.
        kind: Only concepts of this kind; None for both.
        common: Words of general English; None where abbreviations count in capitals alone.
    """

    text: str
    spans: list[tuple[int, int]]
    stems: list[str]
    kind: str | None
    common: Set[str] | None

    @classmethod
    def of(cls, text: str, kind: str | None, common: Set[str] | None) -> "_Search":
        spans: list[tuple[int, int]] = []
        for match in _WORD.finditer(text):
            start = match.start()
            for part in parts_of(match.group()):
                spans.append((start, start + len(part)))
                start += len(part)
        return cls(text, spans, [stem(text[a:b]) for a, b in spans], kind, common)

    def counts(self, surface: str) -> bool:
        """Whether an abbreviation counts as it is written."""
        if surface.removesuffix("s").isupper():
            return True
        return self.common is not None and surface.lower() not in self.common


@dataclass(frozen=True)
class Terms:
    """All concepts, and how to find them in a text.

    Attributes:
        concepts: By their ids.
        table: Their names by key, where that is known already.
    """

    concepts: Mapping[str, Concept] = field(default_factory=dict)
    table: NameTable | None = field(default=None, compare=False, repr=False)

    @cached_property
    def by_abbreviation(self) -> dict[str, tuple[str, ...]]:
        """Conditions by an abbreviation in capitals that may mean something else elsewhere."""
        return {n: ids for n, ids in self._ambiguous_of("condition").items() if n.isupper()}

    @cached_property
    def by_ambiguous_name(self) -> dict[str, tuple[str, ...]]:
        """Interventions by a name, in lower case, that means something else elsewhere ("pt")."""
        return self._ambiguous_of("intervention", str.lower)

    def _ambiguous_of(self, kind: str, form: Callable[[str], str] = str) -> _Named:
        found: _Named = {}
        for concept in (c for c in self.concepts.values() if c.kind == kind):
            for name in map(form, concept.ambiguous):
                found[name] = (*found.get(name, ()), concept.concept_id)
        return found

    @cached_property
    def by_key(self) -> NameTable:
        """The concepts of each name."""
        return name_table(_names(self.concepts)) if self.table is None else self.table

    def beside(self, more: Mapping[str, Concept]) -> "Terms":
        """These concepts and others, none of which has an id of these."""
        return Terms({**self.concepts, **more}, name_table(_names(more), self.by_key))

    @cached_property
    def read(self) -> dict[str, object]:
        """What a reader keeps of the phrases that it has read by these terms."""
        return {}

    @cached_property
    def _widths(self) -> dict[str, list[int]]:
        return widths_of(self.by_key)

    @cached_property
    def _by_code(self) -> dict[str, list[str]]:
        table: dict[str, list[str]] = defaultdict(list)
        for concept in self.concepts.values():
            for code in concept.codes:
                table[code.upper()].append(concept.concept_id)
        return dict(table)

    @cached_property
    def _members(self) -> dict[str, list[str]]:
        table: dict[str, list[str]] = defaultdict(list)
        for concept in self.concepts.values():
            for parent in concept.broader:
                table[parent].append(concept.concept_id)
        return dict(table)

    def spot(
        self, text: str, *, kind: str | None = None, common: Set[str] | None = None
    ) -> tuple[Mention, ...]:
        """Concepts named in `text`, longest match first, without overlaps, in reading order.

        Args:
            text: Any text.
            kind: Only concepts of this kind.
            common: Words of general English; where given, abbreviations count in lower case too
                unless they are one.
        """
        search = _Search.of(text, kind, common)
        found: list[Mention] = []
        at = 0
        while at < len(search.stems):
            mentions, width = self._longest_at(search, at)
            found.extend(mentions)
            at += width or 1
        return tuple(found)

    def _longest_at(self, search: _Search, at: int) -> tuple[list[Mention], int]:
        """Concepts of the longest name that starts at a word, and how many words it has."""
        start, n_left = search.spans[at][0], len(search.stems) - at
        for width in (*self._widths.get(search.stems[at], ()), 1):
            if width > n_left:
                continue
            end = search.spans[at + width - 1][1]
            surface = search.text[start:end]
            key = " ".join(search.stems[at : at + width]) if width > 1 else singular(surface)
            named = self.by_key.get(key, ())
            if width > 1 and (not named or _BREAK.search(surface)):
                continue
            found = [c for c, capitals in named if not capitals or search.counts(surface)]
            if search.kind is not None:
                found = [c for c in found if self.concepts[c].kind == search.kind]
            if not found and width == 1:
                found = self._by_one_word(search, surface, start)
            if found and search.text[max(0, start - 4) : start].lower() != "non-":
                kinds = [(c, self.concepts[c].kind) for c in found]
                return [Mention(c, kind, start, end, surface) for c, kind in kinds], width
        return [], 0

    def _by_one_word(self, search: _Search, surface: str, start: int) -> list[str]:
        """Concepts of a word that is no name as it stands: an adjective or an ambiguous word."""
        if len(surface) >= _MIN_STEMMED and search.kind != "intervention":
            found = self._by_condition_stem.get(adjective_stem(surface), [])
            if found:
                return found
        found = self._ambiguous_at(search.text, surface, start)
        return [c for c in found if search.kind is None or self.concepts[c].kind == search.kind]

    def _ambiguous_at(self, text: str, surface: str, start: int) -> list[str]:
        """Every meaning of an abbreviation; after "for" or "in" a condition is meant."""
        found = self._by_ambiguous.get(surface, [])
        if not found:
            return []
        as_condition = _LEADS_CONDITION.search(text[max(0, start - 30) : start])
        if as_condition and as_condition.group().isupper() and surface.lower() in STOP_WORDS:
            return []  # "FOR PAIN AS NEEDED": a note in capitals
        return [c for c in found if (self.concepts[c].kind == "condition") == bool(as_condition)]

    @cached_property
    def _by_condition_stem(self) -> dict[str, list[str]]:
        """One-word conditions by stem, so that "hypertensive" and "osteoarthritic" name one."""
        table: dict[str, list[str]] = defaultdict(list)
        for concept in self.concepts.values():
            for name in concept.names if concept.kind == "condition" else ():
                if len(name) >= _MIN_STEMMED and name.isalpha() and name not in concept.ambiguous:
                    table[adjective_stem(name)].append(concept.concept_id)
        return {key: list(dict.fromkeys(found)) for key, found in table.items()}

    @cached_property
    def _by_ambiguous(self) -> dict[str, list[str]]:
        table: dict[str, list[str]] = defaultdict(list)
        for concept in self.concepts.values():
            for name in concept.ambiguous:
                table[name].append(concept.concept_id)
        return dict(table)

    def of_phrase(self, phrase: str, kind: str | None = None) -> frozenset[str]:
        """Concepts whose name is the whole phrase (stemmed, without brackets)."""
        end = phrase.rfind(")") + 1  # behind it no bracket closes, however many open
        bare = f"{_BRACKETED.sub(' ', phrase[:end])}{phrase[end:]}"
        keys = [key_of(bare), *(key_of(inner) for inner in _BRACKETED.findall(phrase[:end]))]
        found = {concept_id for key in keys if key for concept_id, _ in self.by_key.get(key, ())}
        return frozenset(c for c in found if kind is None or self.concepts[c].kind == kind)

    def of_abbreviation(self, phrase: str, kind: str) -> frozenset[str]:
        """Concepts of a kind that an abbreviation in a phrase may mean, where the kind is known."""
        found = (c for word in words(phrase) for c in self._by_ambiguous.get(word, ()))
        return frozenset(c for c in found if self.concepts[c].kind == kind)

    def of_code(self, code: str) -> tuple[str, ...]:
        """Concepts that list a code, or the ICD-10-CM category of the code ("G43.-")."""
        code = code.upper()
        found = list(self._by_code.get(code, []))
        if not found and len(code) == _CATEGORY_CHARS:
            found = list(self._by_code.get(f"{code}.-", []))
        front = code
        while len(front) > _CATEGORY_CHARS and not found:
            front = front[:-1].rstrip(".")
            specs = (f"{front}.-", f"{front}-", front)
            found = [concept_id for spec in specs for concept_id in self._by_code.get(spec, [])]
        return tuple(dict.fromkeys(found))

    def ancestors(self, concept_id: str) -> frozenset[str]:
        """Classes of which it is a member, directly or not; without itself."""
        return self._walk(
            concept_id, lambda cid: self.concepts[cid].broader if cid in self.concepts else ()
        )

    def descendants(self, concept_id: str) -> frozenset[str]:
        """Members of a class, directly or not; without itself."""
        return self._walk(concept_id, lambda cid: self._members.get(cid, ()))

    def _walk(self, start: str, step: Callable[[str], Iterable[str]]) -> frozenset[str]:
        seen: set[str] = set()
        queue = list(step(start))
        while queue:
            current = queue.pop()
            if current not in seen:
                seen.add(current)
                queue.extend(step(current))
        return frozenset(seen)

    def name(self, concept_id: str) -> str:
        """Preferred name."""
        return self.concepts[concept_id].name if concept_id in self.concepts else concept_id


def _names(concepts: Mapping[str, Concept]) -> Iterator[tuple[str, Iterator[str]]]:
    for c in concepts.values():
        yield c.concept_id, (name for name in c.names if name not in c.ambiguous)


def names_of(terms: Terms, concept_ids: Iterable[str]) -> tuple[str, ...]:
    """Every name of the given concepts, for query expansion and display."""
    known = (terms.concepts[c] for c in concept_ids if c in terms.concepts)
    return tuple(dict.fromkeys(name for concept in known for name in concept.names))
