"""Names of drugs beyond our own terms: generics and brands, from an installed list.

Owner of drug-named-entity-recognition (MIT): its dictionary joins MedlinePlus (public domain), MeSH
and the DrugBank vocabulary (CC0). Only the data file is read; the package itself is not imported,
because it would bring a client of a network. Knows no class and no use: a drug of this list is
itself and nothing else, so that a sibling is not taken for what a document speaks of.
"""

import bz2
import pickle
import re
from collections.abc import Set
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path

from ingest.embed import common_words

_PACKAGE = "drug_named_entity_recognition"
_FILE = "drug_ner_dictionary.pkl.bz2"
_SUFFIX = re.compile(
    r"-[a-z]{4}$"
)  # four letters without meaning: FDA, naming of biologicals, 2017
_ASIDE = re.compile(r"\s*\([^)]*\)")
_NAME = re.compile(r"[a-z][a-z0-9-]*(?: [a-z0-9-]+){0,2}")
_MIN_CHARS = 5  # a shorter name is a word or an abbreviation of something else too often
# Roots of names that are chemical descriptions and no names that a person writes.
_CHEMICAL = re.compile(r"\d.*\d|^[a-z]-|acid[e]?s?$|ium$|hydrochlor|chlorhydr|sulfat|phosphat")


class _Plain(pickle.Unpickler):
    """Reads strings, numbers and containers; refuses everything that could run."""

    def find_class(self, module: str, name: str) -> object:
        raise pickle.UnpicklingError(f"{module}.{name} is no plain value")


@lru_cache(maxsize=1)
def drug_names() -> dict[str, tuple[str, ...]]:
    """Generic name in lower case to its other names and brands; {} where the list is missing.

    Drugs that no patient leaflet describes have no other names here.
    """
    tables = _tables()
    data, variants = (
        tables.get("drug_canonical_to_data", {}),
        tables.get("drug_variant_to_canonical", {}),
    )
    found: dict[str, list[str]] = {}
    everyday = common_words()  # "silver" and "honey" are words before they are drugs
    described = {name for name, row in data.items() if "medline_plus_id" in row}
    for name, row in data.items():
        bare = _bare(name)
        if name in described or ("drugbank_id" in row and _is_word(bare) and bare not in everyday):
            found.setdefault(bare, [])
    for variant, names in variants.items():
        kept = [name for name in names if name in described]
        if len({_bare(name) for name in kept}) == 1 and _is_other(variant, everyday):
            found[_bare(kept[0])].append(variant)
    return {
        name: tuple(dict.fromkeys(v for v in others if v != name))
        for name, others in found.items()
        if _is_name(name)
    }


@lru_cache(maxsize=1)
def _all_names() -> frozenset[str]:
    return frozenset(name for drug, others in drug_names().items() for name in (drug, *others))


def is_drug(name: str) -> bool:
    """Whether a name is the generic name or a brand of a drug of the list, in any case."""
    return name.lower() in _all_names()


def drug_list() -> Path | None:
    """The installed file; None where there is none."""
    spec = find_spec(_PACKAGE)
    path = Path(spec.origin).parent / _FILE if spec and spec.origin else None
    return path if path and path.is_file() else None


def _tables() -> dict[str, dict[str, dict[str, object]]]:
    path = drug_list()
    if path is None:
        return {}
    with bz2.open(path) as file:
        tables: dict[str, dict[str, dict[str, object]]] = _Plain(file).load()
    return tables


def _bare(name: str) -> str:
    """A generic name without its aside and without the suffix of a biological."""
    return _SUFFIX.sub("", _ASIDE.sub("", name)).strip()


def _is_word(name: str) -> bool:
    return name.isalpha() and name.isascii() and len(name) > _MIN_CHARS


def _is_name(name: str) -> bool:
    return len(name) >= _MIN_CHARS and _NAME.fullmatch(name) is not None


def _is_other(name: str, everyday: Set[str]) -> bool:
    """Whether another name is one that an English text holds: no chemistry, no Latin."""
    return (
        _is_name(name)
        and name not in everyday
        and not (" " in name and _CHEMICAL.search(name))
        and not name.endswith(("um", "ina", "ine hydrochloride"))
    )
