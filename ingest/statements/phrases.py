"""Noun phrases of a document: cleaned, and lists of them taken apart."""

import re

from ingest.lexis import is_generic, words

_FRONT = re.compile(
    r"^(?:(?:the|an?|any|all|either|both|other|such|some|its|their|use of|using|"
    r"offering|adult|known|certain|following|one or more of(?: the)?|at least one)\s+)"
    r"+",
    re.IGNORECASE,
)
_BACK = re.compile(
    r"(?:\s+(?:and|or|and/or|the|an?|of|with|for|in|to|by|as|that|which|is|are|be|"
    r"both|either|also|when|if|only))+$",
    re.IGNORECASE,
)
_FOOTNOTE = re.compile(
    r"(?<=[a-z.)])\s+[a-z]$|\[\d+(?:[,–-]\s*\d+)*\]|(?<=[a-z])\d{1,2}(?=[,.;\s]|$)"
    r"(?<!q10)(?<!b2)(?<!b6)(?<!b12)",
    re.IGNORECASE,
)
_SEE = re.compile(
    r"\((?:see|refer to|as defined|table|appendix|section|sidebar|module)[^)]*\)|"
    r"\[(?:see|refer)[^\]]*\]",
    re.IGNORECASE,
)
_SPLIT = re.compile(
    r"\s*[•;]\s*|,\s*(?:and/or|and|or)\s+|\s+(?:and/or|or)\s+|\s*,\s+|\s+and\s+(?!/)"
)
_NO_SPLIT_AND = re.compile(
    r"\bwith(?:out)? [^,]{2,60} and\b|without [^,]{2,80} or\b|\b(?:combination of|"
    r"between|plus|both|glucosamine and|head and neck|foot and mouth|trial and error|"
    r"range of|nausea and vomiting|signs and symptoms|activities|safe and|rest and)\b",
    re.IGNORECASE,
)


def clean(phrase: str) -> str:
    """A phrase without determiners in front, dangling prepositions behind.

    Footnote marks and cross-references.
    """
    text = _SEE.sub(" ", phrase)
    text = re.sub(r"\s+", " ", text).strip(" ,.;:•–—-\"'“”")
    text = re.sub(r"(?<=[a-z])\s+[a-z]$", "", text)
    previous = ""
    while previous != text:
        previous = text
        text = _BACK.sub("", _FRONT.sub("", text)).strip(" ,.;:•–—-\"'“”")
    if text.count("(") > text.count(")"):
        text = (
            text[: text.rfind("(")].strip(" ,;:") if text.rfind("(") > 0 else text.replace("(", "")
        )
    if text.count(")") > text.count("("):
        text = text.replace(")", "", 1).strip()
    return text


_DEPENDENT = re.compile(r"(?:with|without|of|for|in|by|to|from|as|it|they)\b", re.IGNORECASE)
NAMED_MEMBERS = re.compile(
    r"^(?P<head>[^()]{3,}?),\s+(?:including|such as|e\.g\.,?|for example,?)"
    r"\s+(?P<members>[^()]+(?:\([^()]*\))?)$",
    re.IGNORECASE,
)


def split_list(phrase: str) -> list[str]:
    """Members of a coordinated phrase ("A, B, or C"); one element where there is none.

    A member that lacks the shared head noun gets it: "oral or intramuscular corticosteroids" gives
    "oral corticosteroids".
    """
    guarded = _guard_brackets(phrase)
    if _NO_SPLIT_AND.search(guarded):
        return [clean(phrase)]
    pieces = [clean(_unguard(piece)) for piece in _SPLIT.split(guarded)]
    pieces = [
        piece
        for piece in pieces
        if piece and not re.fullmatch(r"(?:etc|including|e\.?g|i\.?e)\.?", piece)
    ]
    if len(pieces) <= 1:
        return [clean(phrase)]
    if any(is_generic(piece) or _DEPENDENT.match(piece) for piece in pieces):
        return [clean(phrase)]
    return [_with_head(piece, pieces) for piece in pieces]


_ADJECTIVE = re.compile(
    r"(?:ic|al|ive|ous|ar|ary|ed|oral|topical|able|ible|ent|ant|ular|term|line|based|"
    r"acute|chronic|severe|mild|moderate|early|late|type \d|hip|knee|ankle|hand|foot|"
    r"wrist|elbow|shoulder|trunk|limb|scalp|neck|spine|breast|colon|lung)$",
    re.IGNORECASE,
)


_N_WORDS_OF_MODIFIER = 2


def _with_head(piece: str, pieces: list[str]) -> str:
    """A bare adjective gets the noun of the next member.

    "short-term, or intermittent weight loss" gives "short-term weight loss".
    """
    own = words(piece)
    if len(own) > _N_WORDS_OF_MODIFIER or not own or not _ADJECTIVE.search(own[-1]):
        return piece
    for following in pieces[pieces.index(piece) + 1 :]:
        tail = words(re.sub(r"\([^()]*\)", " ", following))
        noun = tail
        while len(noun) > 1 and _ADJECTIVE.search(noun[0]):
            noun = noun[1:]
        if len(tail) > 1 and not _ADJECTIVE.search(noun[-1]):
            return f"{piece} {' '.join(noun if len(noun) < len(tail) else noun[-1:])}"
    return piece


def _guard_brackets(phrase: str) -> str:
    return re.sub(
        r"\([^()]*\)",
        lambda m: (
            m.group(0)
            .replace(",", "\x01")
            .replace(" or ", "\x02")
            .replace(" and ", "\x03")
            .replace(";", "\x04")
        ),
        phrase,
    )


def _unguard(piece: str) -> str:
    return (
        piece.replace("\x01", ",")
        .replace("\x02", " or ")
        .replace("\x03", " and ")
        .replace("\x04", ";")
    )


def parenthetical(phrase: str) -> tuple[str, tuple[str, ...]]:
    """A phrase without its brackets, and what the brackets hold ("immune globulin (IVIG)" gives.

    "immune globulin", ("IVIG",)).
    """
    inner = tuple(clean(match) for match in re.findall(r"\(([^()]*)\)", phrase))
    return clean(re.sub(r"\([^()]*\)", " ", phrase)), tuple(part for part in inner if part)
