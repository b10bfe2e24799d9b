"""Aliases: what else an intervention or a condition is called, its classes and its codes (`corpus/terms/*.toml`).

The vocabulary of questions and documents is open; terms only add knowledge to it. Spotting is by longest match on word
borders: abbreviations of up to four capitals only as capitals, everything else in any case.
"""

import re
import tomllib
from collections import defaultdict
from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from ingest.errors import CorpusError
from ingest.lexis import squash, stem, words


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


def _key(text: str) -> tuple[str, ...]:
    """Under what a name is found: stems for several words, plural forms alone for one word ("stimulation" is no stimulant)."""
    parts = [part for word in words(text) for part in _WORD.findall(word)]
    if len(parts) == 1:
        return (_singular(parts[0]),)
    return tuple(stem(part) for part in parts)


def _adjective_stem(word: str) -> str:
    """Stem under which a noun and its adjective meet: osteoarthritis and osteoarthritic, diabetes and diabetics."""
    low = word.lower()
    for ending in ("itis", "itic", "itics"):
        if low.endswith(ending):
            return low.removesuffix(ending)
    return stem(low).removesuffix("ic")


def _singular(word: str) -> str:
    low = word.lower()
    if len(low) <= 4 and word.isupper() or len(low) <= 3:
        return low
    for ending, instead in (("ies", "y"), ("sses", "ss"), ("xes", "x"), ("s", "")):
        if low.endswith(ending) and not low.endswith(("ss", "us", "is")):
            return low.removesuffix(ending) + instead
    return low


@dataclass(frozen=True)
class Terms:
    """All concepts, and how to find them in a text."""

    concepts: Mapping[str, Concept] = field(default_factory=dict)

    @cached_property
    def _by_key(self) -> dict[tuple[str, ...], list[tuple[str, bool]]]:
        table: dict[tuple[str, ...], list[tuple[str, bool]]] = defaultdict(list)
        for concept in self.concepts.values():
            for name in concept.names:
                if name in concept.ambiguous:
                    continue
                capitals = name.isupper() and name.isalpha() and len(name) <= 4
                key = _key(name)
                if key and (concept.concept_id, capitals) not in table[key]:
                    table[key].append((concept.concept_id, capitals))
        return dict(table)

    @cached_property
    def _longest(self) -> int:
        return max((len(key) for key in self._by_key), default=0)

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
            kind: Only concepts of this kind ("insomnia" in "cognitive behavioral therapy for insomnia").
            common: Words of general English; where given, abbreviations count in lower case too unless they are one.
        """
        tokens = [(m.group(), m.start(), m.end()) for m in _WORD.finditer(text)]
        stems = [stem(token) for token, _, _ in tokens]
        found: list[Mention] = []
        at = 0
        while at < len(tokens):
            mentions, width = self._longest_at(text, tokens, stems, at, kind, common)
            found.extend(mentions)
            at += width or 1
        return tuple(found)

    def _longest_at(
        self,
        text: str,
        tokens: list[tuple[str, int, int]],
        stems: list[str],
        at: int,
        kind: str | None,
        common: Set[str] | None,
    ) -> tuple[list[Mention], int]:
        for width in range(min(self._longest, len(tokens) - at), 0, -1):
            start, end = tokens[at][1], tokens[at + width - 1][2]
            if re.search(r"[.;:!?()](?:\s|$)", text[start:end]):
                continue
            surface = text[start:end]
            key = tuple(stems[at : at + width]) if width > 1 else (_singular(surface),)
            mentions = [
                Mention(concept_id, self.concepts[concept_id].kind, start, end, surface)
                for concept_id, capitals in self._by_key.get(key, [])
                if (
                    not capitals
                    or surface.removesuffix("s").isupper()
                    or common is not None
                    and surface.lower() not in common
                )
                and (kind is None or self.concepts[concept_id].kind == kind)
            ]
            if not mentions and width == 1 and len(surface) >= 7 and kind != "intervention":
                mentions = [
                    Mention(c, "condition", start, end, surface)
                    for c in self._by_condition_stem.get(_adjective_stem(surface), [])
                ]
            if not mentions and width == 1:
                mentions = [
                    m
                    for m in self._ambiguous_at(text, surface, start, end)
                    if kind is None or m.kind == kind
                ]
            if mentions:
                return mentions, width
        return [], 0

    def _ambiguous_at(self, text: str, surface: str, start: int, end: int) -> list[Mention]:
        """Abbreviations with several meanings: after "for", "with" or "in" a condition is meant; every candidate is given."""
        found = self._by_ambiguous.get(surface, [])
        if not found:
            return []
        as_condition = re.search(
            r"\b(?:for|with|in|has|of|and)\s+(?:\w+\s+)?$",
            text[max(0, start - 30) : start],
            re.IGNORECASE,
        )
        kept = [c for c in found if (self.concepts[c].kind == "condition") == bool(as_condition)]
        return [Mention(c, self.concepts[c].kind, start, end, surface) for c in kept]

    @cached_property
    def _by_condition_stem(self) -> dict[str, list[str]]:
        """One-word conditions by stem: "hypertensive" and "osteoarthritic" name one, while a stimulation is no stimulant."""
        table: dict[str, list[str]] = defaultdict(list)
        for concept in self.concepts.values():
            for name in concept.names if concept.kind == "condition" else ():
                if len(name) >= 7 and name.isalpha() and name not in concept.ambiguous:
                    table[_adjective_stem(name)].append(concept.concept_id)
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
        bare = re.sub(r"\([^)]*\)", " ", phrase)
        keys = [_key(bare), *(_key(inner) for inner in re.findall(r"\(([^)]*)\)", phrase))]
        found = {concept_id for key in keys if key for concept_id, _ in self._by_key.get(key, [])}
        return frozenset(c for c in found if kind is None or self.concepts[c].kind == kind)

    def of_code(self, code: str) -> tuple[str, ...]:
        """Concepts that list a code; an ICD-10-CM code also finds the concepts of its categories ("G43.-")."""
        code = code.upper()
        found = list(self._by_code.get(code, []))
        stem_ = code
        if not found and len(code) == 3:
            found = list(self._by_code.get(f"{code}.-", []))
        while len(stem_) > 3 and not found:
            stem_ = stem_[:-1].rstrip(".")
            found = [
                *self._by_code.get(f"{stem_}.-", []),
                *self._by_code.get(f"{stem_}-", []),
                *self._by_code.get(stem_, []),
            ]
        return tuple(dict.fromkeys(found))

    def ancestors(self, concept_id: str) -> frozenset[str]:
        """Classes of which it is a member, directly or not; without itself."""
        return self._walk(
            concept_id, lambda cid: self.concepts[cid].broader if cid in self.concepts else ()
        )

    def descendants(self, concept_id: str) -> frozenset[str]:
        """Members of a class, directly or not; without itself."""
        return self._walk(concept_id, lambda cid: self._members.get(cid, ()))

    def _walk(self, start: str, step) -> frozenset[str]:  # type: ignore[no-untyped-def]  # a local one-liner
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


def load_terms(folder: Path) -> Terms:
    """Read every `*.toml` of a folder.

    Raises:
        CorpusError: A file is not TOML, a key is missing, or two concepts share an id.
    """
    concepts: dict[str, Concept] = {}
    for path in sorted(folder.glob("*.toml")):
        try:
            rows = tomllib.loads(path.read_text(encoding="utf-8")).get("concept", [])
            found = [_concept(row) for row in rows]
        except (tomllib.TOMLDecodeError, UnicodeDecodeError, KeyError) as error:
            raise CorpusError(
                f"{path.name}: not a terms file ({error}): fix it and run the build again"
            ) from error
        for concept in found:
            if concept.concept_id in concepts:
                raise CorpusError(
                    f"{path.name}: concept {concept.concept_id} is defined twice: keep one"
                )
            concepts[concept.concept_id] = concept
    return Terms(concepts)


def _concept(row: Mapping[str, object]) -> Concept:
    def strings(key: str) -> tuple[str, ...]:
        value = row.get(key, [])
        return tuple(str(item) for item in value) if isinstance(value, list) else ()

    name = str(row["name"])
    names = tuple(dict.fromkeys([name, *strings("aliases"), *strings("brands")]))
    return Concept(
        concept_id=str(row["id"]),
        kind=str(row["kind"]),
        name=name,
        names=names,
        codes=strings("codes"),
        broader=strings("broader"),
        ambiguous=frozenset(strings("ambiguous")),
    )


def names_of(terms: Terms, concept_ids: Iterable[str]) -> tuple[str, ...]:
    """Every name of the given concepts, for query expansion and display."""
    return tuple(
        dict.fromkeys(
            name
            for cid in concept_ids
            if cid in terms.concepts
            for name in terms.concepts[cid].names
        )
    )


def same(left: str, right: str) -> bool:
    """Whether two phrases are the same string after squashing."""
    return squash(left) == squash(right)


def with_phrases(terms: Terms, phrases: Iterable[tuple[str, str]], front: str) -> Terms:
    """Terms with further names beside them: (kind, phrase) pairs that no concept names, under ids that start with `front`.

    Phrases of more than seven words are sentences rather than names and are left out.
    """
    extra: dict[str, Concept] = {}
    for kind, phrase in phrases:
        bare = re.sub(r"\s*\([^()]*\)", "", phrase).strip()
        if not 1 <= len(words(bare)) <= 7 or terms.of_phrase(bare, kind):
            continue
        inner = tuple(
            i
            for i in re.findall(r"\(([A-Z][A-Za-z0-9/-]{1,9})\)", phrase)
            if not terms.of_phrase(i)
        )
        concept_id = f"{front}{kind}:{squash(bare)}"
        extra.setdefault(
            concept_id,
            Concept(
                concept_id=concept_id,
                kind=kind,
                name=bare,
                names=tuple(dict.fromkeys([bare, *inner])),
            ),
        )
    return Terms({**terms.concepts, **extra})
