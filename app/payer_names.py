"""Every name under which a question may call a payer or publisher of the Snapshot."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from app.body_initials import initials_of
from app.plan_names import blue_names
from ingest.describe_cover import is_initials
from ingest.lexis import words
from ingest.models import Source, SourceKind
from ingest.terms import Terms


@dataclass(frozen=True, slots=True)
class Named:
    """A payer or publisher of the Snapshot under one of its names."""

    name: str
    body: str
    is_payer: bool


_MIN_NAME_CHARS = 3
_MIN_INITIALS = 3
_N_WORDS_SHORT = 2  # of a longer name, by which people shorten it
_SMALL = {"of", "and", "the", "for", "on", "in", "&", "inc", "llc", "plan", "plans"}
_COMMON = {
    "health",
    "national",
    "american",
    "clinical",
    "practice",
    "guideline",
    "society",
    "college",
    "medical",
    "department",
    "institute",
    "academy",
    "association",
    "plan",
    "insurance",
}


def names_of_sources(sources: Sequence[Source]) -> tuple[Named, ...]:
    """Every name of a payer or publisher: full, in brackets, initials, short form."""
    found: dict[tuple[str, str], Named] = {}
    for source in sources:
        if source.kind not in {SourceKind.GUIDELINE, SourceKind.COVERAGE_POLICY}:
            continue  # journals are named for what they are about
        for body, is_payer in (
            (source.payer, True),
            (source.publisher, _pays(source)),
        ):
            own = () if is_payer or not body else _initials_in(source.title, body)
            for name in (*_names(body, short=is_payer), *own):
                found.setdefault((name.lower(), body), Named(name, body, is_payer))
    for named in _by_first_word([n.body for n in found.values() if not n.is_payer]):
        found.setdefault((named.name.lower(), named.body), named)
    return tuple(sorted(found.values(), key=lambda n: (-len(n.name), len(n.body))))


_INITIALS = re.compile(r"[A-Z]{3,6}")


def without_conditions(named: Sequence[Named], terms: Terms) -> tuple[Named, ...]:
    """Names but for initials of publishers that are a disease: "OSA" is no Surgeons' Academy."""
    return tuple(
        n
        for n in named
        if n.is_payer
        or n.name == n.body
        or not _INITIALS.fullmatch(n.name)
        or not terms.of_phrase(n.name, "condition")
    )


def _by_first_word(bodies: Sequence[str]) -> Iterator[Named]:
    """The guideline of a body by its first word ("the Ontario guideline"), if it is the only one.

    A word that many bodies begin with ("American", "National") names none.
    """
    firsts: dict[str, set[str]] = {}
    for body in bodies:
        first = next(iter(words(body)), "")
        if first[:1].isupper() and len(first) > _MIN_NAME_CHARS and first.lower() not in _COMMON:
            firsts.setdefault(first, set()).add(body)
    for first, own in firsts.items():
        for body in own if len(own) == 1 else ():
            yield from (Named(f"{first} {kind}", body, is_payer=False) for kind in _GUIDELINES)


_GUIDELINES = ("guideline", "guidelines", "guidance")


def _pays(source: Source) -> bool:
    """Whether a publisher decides for its payer, or is one, as Medicare's contractors do."""
    agency = source.payer == "Medicare" and _CENTERS.match(source.publisher) is not None
    return source.kind is SourceKind.COVERAGE_POLICY and not agency


_CENTERS = re.compile(r"Centers for Medicare\b")
_INITIALS_IN_TITLE = re.compile(r"\b[A-Z][A-Za-z]*[A-Z][A-Za-z]*\b")


def _initials_in(title: str, body: str) -> list[str]:
    """The initials by which a guideline's title calls its own body ("GKD 2023 Guideline")."""
    found = dict.fromkeys(_INITIALS_IN_TITLE.findall(title))
    return [
        part
        for part in found
        if len(part) >= _MIN_NAME_CHARS and part.isupper() and is_initials(part, body)
    ]


_OF_LAND = re.compile(r"^(?:the )?(?:State|Commonwealth|County|City|Province) of ", re.IGNORECASE)


# What a body is called in brackets, and was or is called besides: "IOM, now Academy of X"
_IN_BRACKETS = re.compile(
    r"\(([A-Za-z][\w/&-]+)(?:[,;] (?:now|formerly|previously|also|since \d{4})"
    r"(?: called| known as)? (?:the )?([^(),;]+))?\)"
)


def _names(body: str, *, short: bool) -> list[str]:
    if not body:
        return []
    bare = re.sub(r"\s*\([^)]*\)", "", body).strip()
    land = _OF_LAND.sub("", bare)
    names = [
        body,
        bare,
        land,
        *(name for names in _IN_BRACKETS.findall(body) for name in names if name),
        *[
            part.strip()
            for part in re.split(r"[,;/]| and the ", bare)
            if len(part.strip()) > _MIN_NAME_CHARS
        ],
    ]
    capital = [w for w in words(bare) if w[0].isupper()]
    names += initials_of(bare)
    significant = [w for w in words(land) if w.lower() not in _SMALL | _COMMON]
    if short and len(capital) > _N_WORDS_SHORT:
        names.append(" ".join(words(bare)[:_N_WORDS_SHORT]))
        names.append(f"{capital[0]} {capital[-1]}")  # "Acme Medicaid" for Acme State Medicaid
    if short and significant and len(significant[0]) > _MIN_NAME_CHARS and len(capital) > 1:
        names.append(significant[0])
    names += blue_names(bare)
    return [
        n for n in dict.fromkeys(names) if len(n) >= _MIN_NAME_CHARS and n.lower() not in _COMMON
    ]
