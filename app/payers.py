"""The payer or publisher that a question names: only its Sources decide.

DESIGN.md section 5, rule 3.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from app.frames import KNOWN_PAYERS, PAYER_VERB
from app.plan_names import blue_names
from ingest.describe_cover import is_initials
from ingest.embed import common_words
from ingest.lexis import words
from ingest.models import Source, SourceKind


@dataclass(frozen=True, slots=True)
class Named:
    """A payer or publisher of the Snapshot under one of its names."""

    name: str
    body: str
    is_payer: bool


@dataclass(frozen=True, slots=True)
class Cut:
    """A sentence without its payer, and whom it named.

    Attributes:
        rest: The sentence without the name.
        payer: The payer, as its Sources spell it where there are any.
        publisher: The publisher of a guideline, the same.
        places: Where the whole text names it: (start, end) of each.
    """

    rest: str
    payer: str = ""
    publisher: str = ""
    places: tuple[tuple[int, int], ...] = ()


_MIN_NAME_CHARS = 3
_MIN_INITIALS = 3
_N_WORDS_SHORT = 2  # of a longer name, by which people shorten it
_MAX_EXACT_CHARS = 5  # a name this short counts only as it is written
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
            (source.publisher, source.kind is SourceKind.COVERAGE_POLICY and not source.payer),
        ):
            own = () if is_payer or not body else _initials_in(source.title, body)
            for name in (*_names(body, short=is_payer), *own):
                found.setdefault((name.lower(), body), Named(name, body, is_payer))
    return tuple(sorted(found.values(), key=lambda n: -len(n.name)))


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


def _names(body: str, *, short: bool) -> list[str]:
    if not body:
        return []
    bare = re.sub(r"\s*\([^)]*\)", "", body).strip()
    land = _OF_LAND.sub("", bare)
    names = [
        body,
        bare,
        land,
        *re.findall(r"\(([A-Za-z][\w/&-]+)\)", body),
        *[
            part.strip()
            for part in re.split(r"[,;/]| and the ", bare)
            if len(part.strip()) > _MIN_NAME_CHARS
        ],
    ]
    capital = [w for w in words(bare) if w[0].isupper()]
    if len(capital) >= _MIN_INITIALS:
        names.append("".join(w[0] for w in capital))
    significant = [w for w in words(land) if w.lower() not in _SMALL | _COMMON]
    if short and len(capital) > _N_WORDS_SHORT:
        names.append(" ".join(words(bare)[:_N_WORDS_SHORT]))
        names.append(f"{capital[0]} {capital[-1]}")  # "Acme Medicaid" for Acme State Medicaid
    if (
        short
        and significant
        and len(significant[0]) > _MIN_NAME_CHARS
        and len(capital) > 1
        and significant[0].lower() not in common_words()
    ):
        names.append(significant[0])
    names += blue_names(bare)
    return [
        n for n in dict.fromkeys(names) if len(n) >= _MIN_NAME_CHARS and n.lower() not in _COMMON
    ]


def cut_payer(sentence: str, named: Sequence[Named], payer: str, whole: str = "") -> Cut:
    """The sentence without the payer or publisher that it names; an explicit `payer` wins.

    Args:
        sentence: The sentence that asks.
        named: Payers and publishers of the Snapshot.
        payer: Named beside the question.
        whole: The whole text: a plan may be named in another sentence ("68F, Acme Health. ...").
    """
    body, surface = _found(sentence, named)
    rest = _without(sentence, surface) if surface else sentence
    if not surface and whole != sentence:
        body, surface = _elsewhere(whole, named)
    names = [surface] if surface else []
    asked = _canonical(payer, named) or (body and body.body)
    names += [n.name for n in named if n.body == asked]
    places = tuple(sorted({m.span() for name in names for m in _occurrences(whole, name)}))
    if payer:
        return Cut(rest, payer=_canonical(payer, named), places=places)
    if body is not None:
        return Cut(
            rest,
            payer=body.body if body.is_payer else "",
            publisher="" if body.is_payer else body.body,
            places=places,
        )
    return Cut(rest, payer=surface, places=places)


# A plan that a person had, or that has answered already, is not the one that is asked.
_NOT_ASKED = re.compile(
    r"\b(?:previous(?:ly)?|former(?:ly)?|old|prior|past|last|earlier|other|used to (?:have|be)|"
    r"switch\w* from|chang\w* from|mov\w* from|left|was (?:on|with|under)|unlike|before)\W+"
    r"(?:\w+\W+){0,3}$",
    re.IGNORECASE,
)


def _elsewhere(whole: str, named: Sequence[Named]) -> tuple[Named | None, str]:
    """The one payer that the rest of a text names; none where it names several, or an old one."""
    found: dict[str, tuple[Named, str]] = {}
    for name in named:
        for match in _occurrences(whole, name.name) if name.is_payer else ():
            if not _NOT_ASKED.search(whole[: match.start()]):
                found.setdefault(name.body, (name, match.group()))
    return next(iter(found.values())) if len(found) == 1 else (None, "")


def _occurrences(text: str, name: str) -> list[re.Match[str]]:
    return list(_pattern(name).finditer(text))


@lru_cache(maxsize=10_000)  # of every payer and publisher, once: each question looks for them all
def _pattern(name: str) -> re.Pattern[str]:
    exact = name.isupper() or len(name) <= _MAX_EXACT_CHARS
    return re.compile(
        rf"(?<![\w-]){_spelled(name)}(?![\w-])", re.NOFLAG if exact else re.IGNORECASE
    )


def _spelled(name: str) -> str:
    """A pattern for a name, its words written together or apart ("BeaconRx", "Beacon Rx")."""
    parts = re.split(r"[\s-]+|(?<=[a-z])(?=[A-Z])", name)
    return r"[\s-]*".join(re.escape(part) for part in parts)


def _found(sentence: str, named: Sequence[Named]) -> tuple[Named | None, str]:
    for name in named:
        if matches := _occurrences(sentence, name.name):
            return name, matches[0].group()
    for known in KNOWN_PAYERS:
        if match := re.search(rf"(?<!\w){re.escape(known)}(?!\w)", sentence, re.IGNORECASE):
            return None, match.group()
    if (
        (match := PAYER_VERB.search(sentence))
        and (surface := next((g for g in match.groupdict().values() if g), ""))
        and _is_body(surface, before_verb=bool(match.group("before")))
    ):
        return None, surface
    return None, ""


def _is_body(surface: str, *, before_verb: bool) -> bool:
    """Whether capitalised words are a body: by a word like "Health", or as subject of a verb."""
    if re.search(
        r"\b(?:Health|Plan|Insurance|Care|Mutual|Blue|Shield|Medicaid|Medicare|Benefits?"
        r"|Alliance|Assurance|HMO|PPO|Group|Society|Academy|College|Association|Institute)\b",
        surface,
    ):
        return True
    return (
        before_verb
        and len(words(surface)) >= 1
        and surface[0].isupper()
        and not re.search(r"\d", surface)
        and len(words(surface)) > 1
    )


def _canonical(payer: str, named: Sequence[Named]) -> str:
    return next((n.body for n in named if n.name.lower() == payer.lower()), payer)


def _without(sentence: str, surface: str) -> str:
    name = re.escape(surface)
    for pattern in (
        (
            rf"\b(?:according to|per|under|by|with|through|from|in)\s+(?:the\s+)?{name}(?:'s"
            r"|’s)?(?:\s+(?:\w+\s+)?(?:guidelines?|guidance|polic(?:y|ies)|criteria|rules"
            r"|plan|insurance|coverage|commercial(?: plan)?|members?|recommendations?))?"
        ),
        (
            rf"\b(?P<aux>does|do|will|would|did|is|are)\s+(?:the\s+)?{name}(?:\s+"
            r"(?:guidelines?|policy|plan|insurance))?\s+(?:currently |still |ever )?(?:cover"
            r"|pay for|approve|consider|reimburse|authorize|deem|recommend|suggest|support"
            r"|advise|say(?: about)?|allow|endorse|view|regard|require(?: for)?)s?"
        ),
        (
            rf"(?:the\s+)?{name}(?:'s|’s)?(?:\s+(?:guidelines?|policy|plan|insurance"
            r"|coverage(?: of)?|members?|patients?|beneficiar(?:y|ies)))?(?:\s+(?:position"
            r"|recommendation|stance|criteria|view|say|recommend|cover)s?\s+(?:on|for|about"
            r"|of))?"
        ),
    ):
        shorter = re.sub(pattern, " ", sentence, count=1, flags=re.IGNORECASE)
        if shorter != sentence:
            return re.sub(r"\s+", " ", shorter).strip()
    return sentence


# Many plans share these names; a question that names no region may mean any of them.
_FAMILY = re.compile(r"blue cross(?:(?: and| &)? blue shield)?|bcbs|blue shield", re.IGNORECASE)


def speaks_for(source: Source, payer: str, head: str = "") -> bool:
    """Whether a Source is a policy of the named payer.

    Args:
        source: The Source.
        payer: As the question names it.
        head: Text of the first page, by which a policy is known that states no publisher.
    """
    own = {name.lower() for name in (source.payer, source.publisher) if name}
    low = payer.lower()
    if not own and source.kind is SourceKind.COVERAGE_POLICY:
        return re.search(rf"\b{re.escape(low)}\b", head.lower()) is not None
    return source.kind is SourceKind.COVERAGE_POLICY and any(
        low == name
        or (_FAMILY.fullmatch(low) and _FAMILY.search(name))
        or re.search(rf"\b{re.escape(low)}\b", name)
        or re.search(rf"\b{re.escape(name)}\b", low)
        for name in own
    )
