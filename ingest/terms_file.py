"""Terms read from `corpus/terms/*.toml`, and with the phrases of Statements beside them."""

import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from ingest.errors import CorpusError
from ingest.lexis import squash, words
from ingest.terms import Concept, Terms

_MAX_NAME_WORDS = 7


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


_OF_THE_AIM = re.compile(r"\sfor\s[^()]*\(")  # "screening for popliteal aneurysm (PAN)"


def with_phrases(terms: Terms, phrases: Iterable[tuple[str, str]], front: str) -> Terms:
    """Terms with further names beside them.

    Args:
        terms: Aliases and classes.
        phrases: (kind, phrase) pairs; those that a concept names already are left out, and so are
            those of more than seven words, which are sentences rather than names.
        front: With what the ids of the further concepts start.
    """
    extra: dict[str, Concept] = {}
    for kind, phrase in phrases:
        bare = re.sub(r"\s*\([^()]*\)", "", phrase).strip()
        if not 1 <= len(words(bare)) <= _MAX_NAME_WORDS or terms.of_phrase(bare, kind):
            continue
        inner = tuple(
            i
            for i in re.findall(r"\(([A-Z][A-Za-z0-9/-]{1,9})\)", phrase)
            if not (terms.of_phrase(i) or _OF_THE_AIM.search(phrase))
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
    return terms.beside(extra)


DRUG = "rx:"  # front of the ids of drugs that only the installed list names


def with_drugs(terms: Terms, drugs: Mapping[str, Sequence[str]]) -> Terms:
    """Terms with further drugs, and with further names of the drugs that they know.

    A name that the terms know keeps its meaning.

    Args:
        terms: Aliases and classes.
        drugs: Generic name to its other names; see `ingest.drug_names`.
    """
    concepts = dict(terms.concepts)
    for generic, others in drugs.items():
        names = tuple(n for n in others if not terms.of_phrase(n))
        own = terms.of_phrase(generic)
        known = [c for c in own if terms.concepts[c].kind == "intervention"]
        if not own:
            concepts[f"{DRUG}{generic}"] = Concept(
                concept_id=f"{DRUG}{generic}",
                kind="intervention",
                name=generic,
                names=(generic, *names),
                broader=_contained(generic, terms),
            )
        elif len(known) == 1 and names:
            old = concepts[known[0]]
            concepts[known[0]] = replace(old, names=(*old.names, *names))
    return Terms(concepts)


def _contained(generic: str, terms: Terms) -> tuple[str, ...]:
    """The drug that a longer name starts with; of a combination none."""
    first, *rest = generic.split(" ")
    if not rest or "and" in rest:
        return ()
    return tuple(sorted(terms.of_phrase(first, "intervention")))
