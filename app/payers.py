"""The payer or publisher that a question names: only its Sources decide.

DESIGN.md section 5, rule 3.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from app.frames import KNOWN_PAYERS, PAYER_VERB
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
    """A sentence without its payer, and whom it named."""

    rest: str
    payer: str = ""
    publisher: str = ""


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
            for name in _names(body, short=is_payer):
                found.setdefault((name.lower(), body), Named(name, body, is_payer))
    return tuple(sorted(found.values(), key=lambda n: -len(n.name)))


def _names(body: str, *, short: bool) -> list[str]:
    if not body:
        return []
    bare = re.sub(r"\s*\([^)]*\)", "", body).strip()
    names = [
        body,
        bare,
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
    significant = [w for w in words(bare) if w.lower() not in _SMALL | _COMMON]
    if short and len(capital) > _N_WORDS_SHORT:
        names.append(" ".join(words(bare)[:_N_WORDS_SHORT]))
    if (
        short
        and significant
        and len(significant[0]) > _MIN_NAME_CHARS
        and len(capital) > 1
        and significant[0].lower() not in common_words()
    ):
        names.append(significant[0])
    return [
        n for n in dict.fromkeys(names) if len(n) >= _MIN_NAME_CHARS and n.lower() not in _COMMON
    ]


def cut_payer(sentence: str, named: Sequence[Named], payer: str) -> Cut:
    """The sentence without the payer or publisher that it names; an explicit `payer` wins."""
    body, surface = _found(sentence, named)
    rest = _without(sentence, surface) if surface else sentence
    if payer:
        return Cut(rest, payer=_canonical(payer, named))
    if body is not None:
        return Cut(
            rest,
            payer=body.body if body.is_payer else "",
            publisher="" if body.is_payer else body.body,
        )
    return Cut(rest, payer=surface)


def _spelled(name: str) -> str:
    """A pattern for a name, its words written together or apart ("BeaconRx", "Beacon Rx")."""
    parts = re.split(r"[\s-]+|(?<=[a-z])(?=[A-Z])", name)
    return r"[\s-]*".join(re.escape(part) for part in parts)


def _found(sentence: str, named: Sequence[Named]) -> tuple[Named | None, str]:
    for name in named:
        exact = name.name.isupper() or len(name.name) <= _MAX_EXACT_CHARS
        match = re.search(
            rf"(?<![\w-]){_spelled(name.name)}(?![\w-])", sentence, 0 if exact else re.IGNORECASE
        )
        if match:
            return name, match.group()
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
