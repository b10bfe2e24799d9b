"""Screening and testing: what is looked for, by what means, and the object of a bare service."""

import re
from collections.abc import Sequence

from ingest.lexis import key_stems, words
from ingest.statements.done_to import ROUND_ABOUT

_SCREENED = re.compile(r"^(?:[\w-]+ ){0,2}screening for (?P<what>[^,;()]+)$", re.IGNORECASE)


def screened_for(interventions: Sequence[str]) -> str:
    """What "screening for X" looks for, where the sentence names no other condition."""
    found = _SCREENED.match(interventions[0]) if interventions else None
    return ROUND_ABOUT.sub("", _MEANS.split(found.group("what"))[0].strip()) if found else ""


def without_means(
    interventions: tuple[str, ...], groups: tuple[tuple[str, ...], ...]
) -> tuple[tuple[str, ...], ...]:
    """What is screened for, without the means ("abdominal aneurysm with ultrasonography")."""
    if not interventions or not _SCREENS.search(interventions[0]):
        return groups
    return tuple(
        tuple(dict.fromkeys(_MEANS.split(phrase)[0] for phrase in group)) for group in groups
    )


_SCREENS = re.compile(r"\b(?:screening|testing)\b", re.IGNORECASE)
_MEANS = re.compile(r"\s+(?:with|using|by)\s+")
_SERVICE = re.compile(
    r"^(?:(?:[\w-]+ ){0,2}(?:screening|testing|counsel(?:l)?ing|education|evaluation|"
    r"referral|assessment|monitoring|examination|imaging|surgery|treatment|treating))"
    r"$",
    re.IGNORECASE,
)


_N_WORDS_OF_SERVICE = 2


# "one ultrasound examination to screen for an aneurysm": that is a screening, and by what means
_TO_SCREEN = re.compile(r"\bto screen (?:[\w-]+ ){0,3}?for\b", re.IGNORECASE)


def is_said_by_purpose(phrase: str, text: str) -> bool:
    """Whether a screening was named for its purpose: "an examination to screen for X"."""
    return bool(_SCREENED.match(phrase) and _TO_SCREEN.search(text)) and phrase not in text


def named_service(
    interventions: tuple[str, ...], groups: tuple[tuple[str, ...], ...], text: str = ""
) -> tuple[str, ...]:
    """A bare "screening" takes its object with it: "screening for lung cancer".

    Args:
        interventions: Of the Statement.
        groups: Its conditions.
        text: The sentence.
    """
    if groups and groups[0] and interventions and _TO_SCREEN.search(text):
        screens = any(_SCREENS.search(name) for name in interventions)
        return interventions if screens else (f"screening for {groups[0][-1]}", *interventions)
    if groups and groups[0] and interventions and _BARE_SCREENING.fullmatch(interventions[0]):
        what = "testing" if "testing" in interventions[0].lower() else "screening"
        return (f"{what} for {groups[0][-1]}", *interventions)
    if (
        len(interventions) == 1
        and groups
        and groups[0]
        and _SERVICE.match(interventions[0])
        and len(words(interventions[0])) <= _N_WORDS_OF_SERVICE
    ):
        return (f"{interventions[0]} for {groups[0][-1]}", *interventions)
    return interventions


# A bare "screening and treatment" in people with Y: what is looked for is what the document is on
_BARE_SCREENING = re.compile(
    r"(?:(?:routine|regular|universal|periodic) )?(?:screening|testing)"
    r"(?: (?:and|or|and/or) (?:against )?(?:treatment|treating|screening|testing))*",
    re.IGNORECASE,
)


def of_own_test(named: tuple[str, ...], subject: tuple[str, ...]) -> tuple[str, ...]:
    """What a policy on one test calls "screening" and no more is screening by that test."""
    bare = bool(named) and all(_BARE_SCREENING.fullmatch(name) for name in named)
    return tuple(f"screening with {name}" for name in subject) if bare and subject else named


def with_object(
    groups: tuple[tuple[str, ...], ...], interventions: Sequence[str], subject: tuple[str, ...]
) -> tuple[tuple[str, ...], ...]:
    """Groups of a bare screening with the document's subject, where they name none of its words."""
    bare = bool(interventions) and all(_BARE_SCREENING.fullmatch(name) for name in interventions)
    if not (bare and groups and subject):
        return groups
    own = {stem for condition in subject for stem in key_stems(condition)}
    told = any(own & key_stems(phrase) for group in groups for phrase in group)
    return groups if told else (subject, *groups)  # who has the last is told, or stays open
