"""The payer or publisher that a question names: only its Sources decide.

DESIGN.md section 5, rule 3.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from app.frames import KNOWN_PAYERS, PAYER_VERB
from app.payer_names import Named
from ingest.embed import common_words
from ingest.lexis import words
from ingest.models import Source, SourceKind


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


_MAX_EXACT_CHARS = 5  # a name this short counts only as it is written


def cut_payer(sentence: str, named: Sequence[Named], payer: str, whole: str = "") -> Cut:
    """The sentence without the payer or publisher that it names; an explicit `payer` wins.

    A publisher given as the payer ("American Academy of Dermatology") is asked as a publisher.

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
    given = next((n for n in named if n.name.lower() == payer.lower()), None) if payer else None
    body = given or (None if payer else body)
    if payer and given is None:
        return Cut(rest, payer=payer, places=places)
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


_KNOWN = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, KNOWN_PAYERS))})(?!\w)")
# One body under several names.
_ONE_NAME = {"uhc": "unitedhealthcare", "united healthcare": "unitedhealthcare", "cms": "medicare"}


def _one_name(payer: str) -> str:
    return _ONE_NAME.get(payer.lower(), payer.lower())


def _elsewhere(whole: str, named: Sequence[Named]) -> tuple[Named | None, str]:
    """The one payer that the rest of a text names; none where it names several, or an old one."""
    found: dict[str, tuple[Named, str]] = {}
    for name in named:
        for match in _occurrences(whole, name.name) if name.is_payer else ():
            if not _NOT_ASKED.search(whole[: match.start()]):
                found.setdefault(name.body, (name, match.group()))
    if found:
        return next(iter(found.values())) if len(found) == 1 else (None, "")
    known = {m.group() for m in _KNOWN.finditer(whole) if not _NOT_ASKED.search(whole[: m.start()])}
    return None, known.pop() if len({_one_name(k) for k in known}) == 1 else ""


def _occurrences(text: str, name: str) -> list[re.Match[str]]:
    return list(_pattern(name).finditer(text))


# A word of English names a plan ("Anchor" for Anchor Health) where it is written as a name within
# a sentence ("covered by Anchor?"), or is followed by what only plans have ("Anchor: ...").
_AS_A_NAME = (
    r"(?:(?<=[a-z0-9,)/] )|^(?={0}(?::|['’]s\b| (?:member|patient|plan|policy|review|claim|PA"
    r"|covers?|pays?|wants?|requires?|approves?)\b))){0}(?![\w-]| [A-Z][a-z])"
)


@lru_cache(maxsize=10_000)  # of every payer and publisher, once: each question looks for them all
def _pattern(name: str) -> re.Pattern[str]:
    if not name.isupper() and name.lower() in common_words():
        return re.compile(_AS_A_NAME.format(re.escape(name)))
    exact = name.isupper() or len(name) <= _MAX_EXACT_CHARS
    if len(name) >= _MAX_EXACT_CHARS and name.lower() not in common_words():
        exact = False  # typed small ("uspstf"); "nice" and "acs" are read as they are written
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
        return None, _OWNED.sub("", surface)
    return None, ""


# "Acme's LCD", "Acme's policy": the plan, and what of it is asked.
_OWNED = re.compile(r"(?:'s|’s)(?:\s+\S+)*$")


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


_OF_ITS = (
    r"(?:guidelines?|guidance|polic(?:y|ies)|criteria|rules|plan|insurance|coverage|LCDs?|NCDs?"
    r"|(?:local |national )?coverage determination|commercial(?: plan)?|members?|recommendations?)"
)


def _without(sentence: str, surface: str) -> str:
    name = re.escape(surface)
    for pattern in (
        (
            rf"\b(?:according to|per|under|by|with|through|from|in)\s+(?:the\s+)?{name}(?:'s"
            rf"|’s)?(?:\s+(?:\w+\s+)?{_OF_ITS})?"
        ),
        (
            rf"\b(?P<aux>does|do|will|would|did|is|are)\s+(?:the\s+)?{name}(?:'s|’s)?(?:\s+"
            rf"(?:\w+\s+)?{_OF_ITS})?\s+(?:currently |still |ever )?(?:cover"
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


# Contractors write the local determinations of Medicare.
_MEDICARE = {"medicare", "centers for medicare & medicaid services", "cms"}


def _named_for(doc_id: str, payer: str) -> bool:
    """Whether a file that states no publisher is named for a payer ("acme-MED-83", Acme Health)."""
    first = re.split(r"[\W_]", doc_id)[0].lower()
    own = words(payer)[:1]
    return len(first) > _MIN_FILE_CHARS and bool(own) and own[0].lower() == first


_MIN_FILE_CHARS = 3


_INITIALS = re.compile(r"\(([A-Z][\w/&-]+)\)")
_MOST = 0.75  # of the words of the shorter name: a body is renamed by a word


def published_by(source: Source, publisher: str) -> bool:
    """Whether the named body wrote a Source: alone, with others, or under a former name.

    A guideline of several bodies is each one's ("(ACR/VF)"); the same initials and nearly the same
    words are one body renamed ("Clinical Excellence (NICE)", "Care Excellence (NICE)"), other
    words another body ("American College of Radiology (ACR)").

    Args:
        source: The Source.
        publisher: As its Sources spell the body that the question names.
    """
    own = source.publisher
    if own == publisher:
        return True
    bare = _INITIALS.sub("", publisher).strip()
    if not bare or not own:
        return False
    if bare in [part.strip() for part in re.split(r"[,;/]", _INITIALS.sub("", own))]:
        return True
    asked, theirs = _initials(publisher), _initials(own)
    if asked and asked < theirs:
        return bare in own
    left, right = _capital(bare), _capital(_INITIALS.sub("", own))
    return (
        bool(asked) and asked == theirs and len(left & right) >= _MOST * min(len(left), len(right))
    )


def _capital(name: str) -> set[str]:
    return {word for word in words(name) if word[0].isupper()}


def _initials(body: str) -> set[str]:
    return {part for group in _INITIALS.findall(body) for part in group.split("/")}


def speaks_for(source: Source, payer: str, head: str = "") -> bool:
    """Whether a Source is a policy of the named payer.

    Args:
        source: The Source.
        payer: As the question names it.
        head: Text of the first page, by which a policy is known that states no publisher.
    """
    own = {_one_name(name) for name in (source.payer, source.publisher) if name}
    low = _one_name(payer)
    if source.kind is not SourceKind.COVERAGE_POLICY:
        return False
    # no body is known, or one that was read off a cover, which prints more names than one; or it is
    # the one for which a contractor speaks that the first page names
    doubtful = "payer" in source.inferred
    nameless = (doubtful or not own - _MEDICARE) and low not in _MEDICARE
    told = re.search(rf"\b{re.escape(low)}\b", head.lower()) is not None
    if nameless and (told or ((doubtful or not own) and _named_for(source.doc_id, payer))):
        return True
    return any(
        low == name
        or (_FAMILY.fullmatch(low) and _FAMILY.search(name))
        or re.search(rf"\b{re.escape(low)}\b", name)
        or re.search(rf"\b{re.escape(name)}\b", low)
        for name in own
    )
