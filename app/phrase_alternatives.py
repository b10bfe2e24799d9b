"""Phrases that are joined by "or" and "and", each made whole with what it shares with the others.

"A heart or heart-lung transplant" are a heart transplant and a heart-lung transplant; "limb or
life is threatened" shares its verb, "toileting or bathing in the home" its place. What a member
shares cannot always be told: then it has a strict reading and a loose one.
"""

import re
from dataclasses import dataclass

from app.measures import word_set
from ingest.lexis import STOP_WORDS, words
from ingest.statements.models import Join
from ingest.statements.phrases import split_list
from ingest.terms import Terms

_PREPOSITIONS = word_set(
    "of to for in on at with by from during after before within due despite through via without "
    "following because as"
)
_PLACES = word_set("in on at during within before after per despite by")
_AUXILIARIES = word_set(
    "is are was were be been has have had can cannot could does do did must should will would may "
    "that which who"
)
_ARTICLES = word_set("a an the any no")
# Nouns that are nothing without what they are of: "signs or symptoms of infection".
_RELATIONAL = word_set(
    "sign signs symptom symptoms evidence history presence diagnosis risk loss failure intolerance "
    "contraindication contraindications lack absence suspicion intolerances"
)
# Verbs after which examples stand: what is before them is shared by the examples.
_BEFORE_EXAMPLES = re.compile(
    r"^.*\b(?:prevents?|interferes? with|limits?|causes?|requires?|includes?|involves?|affects?|"
    r"shows?|has|have|had|due to|despite|absence of|without|no)\s+(?=\S)",
    re.IGNORECASE,
)
_STANDS_ALONE = re.compile(
    r"(?:tion|sion|ment|ness|ity|sis|itis|[a-z]ia|oma|pathy|algia|ing|ure|ance|ence|"
    r"[^sui]s|ics)$",
    re.IGNORECASE,
)
# "ocular or periocular infection": adjectives of one noun
_ADJECTIVE = re.compile(r"(?:[ai]r|[aeiu]al|ic|ous|ive|ary|ory|ent|ant)$", re.IGNORECASE)
_CONJUNCTION = re.compile(
    r"(?P<comma>,)?\s+(?P<word>and/or|or|nor|and)\s+(?!(?:more|greater|higher|older|less|fewer|"
    r"lower|younger|above|below|over|under|equal|longer|better|worse)\b)",
    re.IGNORECASE,
)
_COMMA = re.compile(r"\s*,\s+(?:(?:and/or|and|or)\s+)?")
_EXAMPLES = re.compile(
    r",?\s*\(?\s*\b(?:such as|e\.g\.?|for example|including but not limited to|including|i\.e\.?)"
    r"\s*,?\s*(?P<list>[^()]*)\)?",
    re.IGNORECASE,
)
_BRACKETS = re.compile(r"\((?P<inner>[^()]*)\)")
# In brackets: a short form, or a condition on what is before it.
_NO_EXAMPLE = re.compile(
    r"^\W*(?:[A-Z][A-Za-z0-9/-]{1,9}|(?:if|unless|not|except|within|with|without|when|where|at|on|"
    r"by|or|and|per|as|which|that|who|must|in|for|from|to|after|before|during|due|secondary|"
    r"(?:document|confirm|demonstrat|verifi|evidenc|support|measur|establish|diagnos|assess|determin|"
    r"obtain|requir|record|report|perform|verif|detect)\w*ed|shown|seen|proven|see)\b.*)\W*$"
)
_DENIAL = re.compile(r"\b(?:no|not|without|absence|never)\b", re.IGNORECASE)
# "in or near the head": the nearer of two places
_TWO_PLACES = re.compile(
    r"\b(?P<one>in|on|at|before|within|during|of)\s+or\s+(?:near|around|on|after|at|adjacent to|"
    r"close to|during|within|below|beneath|above|beyond)\b(?=\s+(?:the|an?|his|her|\w+)\b)",
    re.IGNORECASE,
)
# What the first member may still lend to all of a long list.
_DEGREES = word_set(
    "mild moderate severe marked significant persistent chronic acute recurrent progressive "
    "refractory uncontrolled active"
)
_LONG_LIST = 4
_N_MEMBERS = 12  # a longer list is a catalogue and is read as it stands


_WHOLE = re.compile(r"(?P<front>[^,;()]+),\s+or\s+(?P<back>[^,;()]+)", re.IGNORECASE)
_DENIES = re.compile(
    r"\b(?:no|not|without|never|absen\w+|den\w+|free|negative|neither|un\w+|cannot|lack)\b", re.I
)


@dataclass(frozen=True, slots=True)
class Member:
    """One member of a coordination: as little as it can mean (`strict`), and as much (`loose`)."""

    strict: str
    loose: str


@dataclass(frozen=True, slots=True)
class Coordination:
    """Members that are joined: ANY_OF for "or", ALL_OF for "and"."""

    join: Join
    members: tuple[Member, ...]


def readings(text: str, terms: Terms) -> list[Coordination]:
    """How the "or" and "and" of a phrase may be read; [] where it holds none.

    Where both stand, the one behind a comma binds looser; without comma both readings are given.
    """
    text = _TWO_PLACES.sub(lambda m: m.group("one"), text)
    found = list(_CONJUNCTION.finditer(text))
    if not found:
        return []
    if (apart := _two_whole(text, terms)) and len(found) == 1:
        return [Coordination(Join.ANY_OF, apart)]
    kinds = {_kind(m) for m in found}
    if len(kinds) == 1:
        told = [_coordination(text, kinds.pop(), terms)]
    else:
        commas = {_kind(m) for m in found if m.group("comma")}
        told = [
            _coordination(text, kind, terms) for kind in (commas if len(commas) == 1 else kinds)
        ]
    return [c for c in told if c is not None]


def _two_whole(text: str, terms: Terms) -> tuple[Member, ...]:
    """Two alternatives behind a comma that share no word: each names all that it asks for.

    "Ulcer of the foot, or osteomyelitis of the ankle"; () for others.
    """
    match = _WHOLE.fullmatch(text)
    told = match.groups() if match and not _DENIES.search(match["front"]) else ()
    whole = all(
        len([w for w in words(piece) if w.lower() not in STOP_WORDS]) > 1
        or terms.spot(piece, kind="condition")
        for piece in told
    )
    return tuple(Member(piece, piece) for piece in told) if whole else ()


def _kind(match: re.Match[str]) -> Join:
    return Join.ALL_OF if match.group("word").lower() == "and" else Join.ANY_OF


def _coordination(text: str, join: Join, terms: Terms) -> Coordination | None:
    pieces = _pieces(text, join)
    if not 1 < len(pieces) <= _N_MEMBERS:
        return None
    return Coordination(join, tuple(_members(pieces, terms)))


def _pieces(text: str, join: Join) -> list[str]:
    """The text at its conjunctions of one kind, and at the commas of the list before them."""
    cuts = [m.span() for m in _CONJUNCTION.finditer(text) if _kind(m) is join]
    both = len({_kind(m) for m in _CONJUNCTION.finditer(text)}) > 1
    if not both:
        cuts += [m.span() for m in _COMMA.finditer(text, 0, cuts[-1][0])]
    bounds = [0, *(edge for cut in sorted(set(cuts)) for edge in cut), len(text)]
    pieces = [text[bounds[i] : bounds[i + 1]].strip(" ,") for i in range(0, len(bounds), 2)]
    return [piece for piece in pieces if piece]


def _members(pieces: list[str], terms: Terms) -> list[Member]:
    first, last = pieces[0].split(), pieces[-1].split()
    start, parallel = _start_of_first(first, last)
    end = len(last) if parallel else _end_of_last(last)
    prefix, own, tail = first[:start], first[start:], last[end:]
    shared = _shared_tail(first, own, tail)
    bare = [w for w in own if w.lower() not in _ARTICLES]
    adjectives = bool(bare) and _ADJECTIVE.search(bare[-1]) and _ADJECTIVE.search(last[0])
    head = (
        last[1:end]
        if (len(bare) == 1 or adjectives) and end > 1 and not _stands_alone(bare[0], terms)
        else []
    )
    if head and last[0].lower() in _ARTICLES | _PREPOSITIONS | _AUXILIARIES:
        head = []
    mods = (
        bare[:-1] if (end == 1 or adjectives) and not parallel and not _is_name(bare, terms) else []
    )
    if _of_whole_phrases(pieces):
        mods = [word for word in mods if word.lower() in _DEGREES]
    whole = " ".join([*prefix, *own, *head, *shared])
    found = [Member(whole, whole)]
    for index, piece in enumerate(pieces[1:], 1):
        rest = shared if index < len(pieces) - 1 else []
        loose = " ".join([*prefix, piece, *rest])
        strict = " ".join([*prefix, *mods, piece, *rest]) if mods else loose
        found.append(Member(strict, loose))
    return found


def _of_whole_phrases(pieces: list[str]) -> bool:
    """Whether a long list has members with words of their own, and lends them none of the first.

    "Impaired cognition, mood disorder, insomnia, hypertension": no hypertension is impaired.
    """
    return len(pieces) >= _LONG_LIST and any(
        len(piece.split()) > 1 and piece.split()[1].lower() not in _PREPOSITIONS
        for piece in pieces[1:]
    )


def _start_of_first(first: list[str], last: list[str]) -> tuple[int, bool]:
    """Where the first member begins in its piece; whether the last one begins as it does."""
    front = last[0].lower()
    lower = [w.lower().strip(",") for w in first]
    if front in _PREPOSITIONS and front in lower:
        return len(lower) - 1 - lower[::-1].index(front), True
    if front in _AUXILIARIES:
        told = [i for i, w in enumerate(lower) if w in _AUXILIARIES]
        return (told[0] if told else 0), True
    told = [
        i
        for i, w in enumerate(lower[:-1])
        if w in _PREPOSITIONS or w in _AUXILIARIES or w in {"not", "no", "any"}
    ]
    return (told[-1] + 1 if told else 0), False


def _end_of_last(last: list[str]) -> int:
    """Where the last member ends and what all share may begin."""
    return next(
        (
            i
            for i, w in enumerate(last)
            if i and (w.lower() in _PREPOSITIONS or w.lower() in _AUXILIARIES)
        ),
        len(last),
    )


def _shared_tail(first: list[str], own: list[str], tail: list[str]) -> list[str]:
    """What stands behind the last member and belongs to all of them."""
    if not tail:
        return []
    front = tail[0].lower()
    if front in _AUXILIARIES:
        return [] if any(w.lower() in _AUXILIARIES for w in first) else tail
    relational = bool(own) and own[-1].lower().strip(",") in _RELATIONAL
    in_place = front in _PLACES and not any(w.lower() in _PLACES for w in own)
    return tail if relational or in_place else []


def _stands_alone(word: str, terms: Terms) -> bool:
    return bool(terms.spot(word)) or _STANDS_ALONE.search(word) is not None


def _is_name(words_: list[str], terms: Terms) -> bool:
    """Whether words are one known name, whose first words belong to no other member."""
    text = " ".join(words_)
    return any(m.end - m.start == len(text) for m in terms.spot(text))


_TROUBLE = re.compile(
    r"\W*(?P<trouble>(?:difficult(?:y|ies)|trouble|problems?|inability)\s+(?:(?:with|in|to)\s+)?)\w",
    re.IGNORECASE,
)


def _each_with_trouble(pieces: list[str]) -> list[str]:
    """Examples of one trouble: "difficulty reading or driving" is difficulty driving too."""
    match = _TROUBLE.match(pieces[0]) if pieces else None
    if match is None:
        return pieces
    return [
        piece if " " in piece.strip() or not piece else f"{match['trouble']}{piece}"
        for piece in pieces
    ]


def without_examples(text: str) -> tuple[str, list[str]]:
    """A phrase without its examples, and the phrase with each example in place of the general."""
    found: list[str] = []
    for match in _EXAMPLES.finditer(text):
        front = _BEFORE_EXAMPLES.match(text[: match.start()])
        before, after = (front.group() if front else ""), text[match.end() :]
        pieces = _each_with_trouble(split_list(match.group("list")))
        found += [f"{before}{piece}{after}" for piece in pieces if piece]
    bare = _EXAMPLES.sub(" ", text)
    for match in _BRACKETS.finditer(bare):
        inner = match.group("inner")
        if _DENIAL.search(inner):
            found.append(inner)
        elif not _NO_EXAMPLE.match(inner):
            found.extend(piece for piece in split_list(inner) if piece)
    bare = re.sub(r"\s+", " ", _BRACKETS.sub(" ", bare)).strip(" ,.;:")
    return bare, found
