"""Items of a list that name a thing of their own, where the list is of conditions."""

import re

from ingest.drug_names import is_drug
from ingest.lexis import is_generic, key_stems, words
from ingest.statements.draft import Ground, widen
from ingest.statements.phrases import clean, parenthetical, split_list
from ingest.statements.subject import looks_like_condition

_APART = re.compile(r"\s+(?:for|in|as|to|with|when|if|during|beyond)\s+", re.IGNORECASE)
_THESE = re.compile(
    r"(?:(?:any|all|each|either|both|use)(?: one)? of )?(?:these|this|the (?:above|listed|named))"
    r"(?: [\w-]+)?(?: (?:drugs?|agents?|medications?|products?|devices?|tests?|procedures?|"
    r"services?|treatments?|therap(?:y|ies)))",
    re.IGNORECASE,
)
_FOR = re.compile(r"\sfor\s", re.IGNORECASE)
_CODED = re.compile(r"\S \([^()]*\b(?:\d{5}|\d{4}[FTU]|[A-V]\d{4})\b[^()]*\)$")
# As in "Daytime training of the tongue (FOO; HCPCS E0490) - evidence is limited".
_CODED_FRONT = re.compile(
    r"(?P<name>[A-Z][^().:;]{2,80}) \([^()]*\b(?:\d{5}|\d{4}[FTU]|[A-V]\d{4})\b[^()]*\)"
)
_N_WORDS_OF_NAME = 6


def names_own_thing(ground: Ground, item: str) -> bool:
    """Whether an item says "X for Y" or "X in men", and X is what the document is about or a drug.

    "Pain in adults" in a policy on a pump is none.
    """
    coded = _CODED_FRONT.match(item)
    if coded and not _APART.search(coded["name"]) and not looks_like_condition(coded["name"]):
        return True
    front, *rest = _APART.split(item.strip(), maxsplit=1)
    thing = clean(front)
    if not rest or is_generic(thing) or len(words(thing)) > _N_WORDS_OF_NAME:
        return False
    if _FOR.search(item) and _CODED.search(thing):
        return True  # "X (81000) for Y"
    if _FOR.search(item) and looks_like_condition(rest[0]) and not looks_like_condition(thing):
        return True
    known = [key_stems(p) for p in widen(ground.subject.interventions, ground)]
    bare, inner = parenthetical(thing)
    if looks_like_condition(bare):
        return False  # "gout (foobarin alone), when all are met"
    members = [*split_list(bare), *inner]
    return any(
        (stems := key_stems(member))
        and not looks_like_condition(member)
        and (any(stems <= own for own in known) or looks_like_drug(member))
        for member in members
    )


def names_subject(ground: Ground, name: str) -> bool:
    """Whether a name is one of what the document is about."""
    stems = key_stems(name)
    return bool(stems) and any(stems == key_stems(p) for p in ground.subject.interventions)


def without_reference(item: str) -> str:
    """An item without "any of these drugs" in front: it is about what its list is about."""
    front, *rest = _APART.split(item.strip(), maxsplit=1)
    return rest[0] if rest and _THESE.fullmatch(front.strip(" •-–—*")) else item


def looks_like_drug(name: str) -> bool:
    """Whether a name is one word and that of a drug."""
    return len(words(name)) == 1 and is_drug(name)
