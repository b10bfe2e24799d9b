"""Words of a text with what is said of them.

Stated, denied, possible, planned, of a relative, over, or only asked about.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from app.ahead import Ahead, asking_tail
from app.measures import norm
from app.scope_cues import BACKWARD, CUES, Scope
from app.scope_stops import (
    AND_LIST,
    ASKING,
    ASKING_ENDS,
    BACK_STOPS,
    BARE_LIST,
    CLAUSE,
    HARD_STOPS,
    LISTING,
    OR_LIST,
    STOPS,
)
from app.stretches import stretches
from ingest.lexis import STOP_WORDS

# Words that are one in meaning are one token, whether they are written with a hyphen or not.
_COMPOUND = (
    r"short[- ]term|long[- ]term|x[- ]rays?|mental[- ]health|behaviou?ral[- ]health|"
    r"non-?(?:drug|surgical|pharmacologic\w*|invasive|operative|steroidal|opioid|biologic|"
    r"biological)|"
    r"(?:bi|mono|multi|hyper|hypo|micro|poly|peri)-[a-z]{4,}|"
    r"(?:lower|upper)[- ](?:extremit(?:y|ies)|limbs?)|"
    r"activities of daily living|end[- ]stage|first[- ]line|second[- ]line|add[- ]on"
)
# "HLA-B27+", "AChR +": positive; "3+" counts, and "salt + water" adds.
_PLUS = (
    r"(?:(?<=[A-Za-z])|(?<=[A-Za-z]\d)|(?<=[A-Za-z]\d\d)|(?<=[A-Z] ))\+(?=\s*(?:[,.;)/&]|$)|"
    r"\s(?!\s*[\w]+\s*\+))"
)
_WORD = re.compile(rf"\b(?i:{_COMPOUND})\b|[A-Za-z0-9]+(?:'[a-z]+)?|{_PLUS}")
_JOINED = {"activitiesofdailyliving": "activities", "+": "positive"}
# Words within one segment belong to one noun phrase or clause; these end it.
# "no DVT no PAD" are two phrases.
_SEGMENT = re.compile(
    r"[,;:.()?!\[\]\n•]|\s[-–—]\s|\b(?:and|or|but|plus|nor)\b|\s(?=no\s)", re.IGNORECASE
)
_HEADINGS: tuple[tuple[Scope, re.Pattern[str]], ...] = tuple(
    (scope, re.compile(pattern, re.IGNORECASE))
    for scope, pattern in (
        (Scope.FAMILY, r"^\W*(?:family (?:history|hx)|fhx?)\b\W*"),
        (
            Scope.PLANNED,
            r"^\W*(?:plan|plan of care|recommendations?|orders|next steps|proposed "
            r"treatment)\s*(?::|$)",
        ),
        (
            Scope.DENIED,
            r"^.*\b(?:not show|not document(?:ed)?|missing|not done|not found|denies|"
            r"negatives)\W*$",
        ),
    )
)
# "no close relatives with ovarian cancer" denies the cancer of them
_KIN = re.compile(
    r"\s*(?:[\w-]+\s+){0,3}?(?:relatives?|family members?|parents?|siblings?|sisters?|"
    r"brothers?)\s*|\s*(?:else\s+)?in (?:the|his|her|their|my) family\s*",
    re.IGNORECASE,
)
_WITH = frozenset({"with", "has", "had", "have"})
_HAD = re.compile(r"(?:\s+(?:had|ever|have|been)\b)*", re.IGNORECASE)  # "nobody has ever had it"
_LINE = re.compile(r"[^\n]+")
# "not treated with insulin", "not relieved by rest": what the verb needs is denied with it.
_GOES_ON = re.compile(r"\s*(?:\w+ly\s+)?\w+(?:ed|en|taken|given)\s*", re.IGNORECASE)
_IS_HEADING = re.compile(r"^(?:#{1,6}\s.*|[A-Z][^.?!]{2,50}:\s*)$")
# "non-valvular atrial fibrillation": the prefix denies its own word, and not the fibrillation.
_PREFIXED = re.compile(r"non-\w+", re.IGNORECASE)
# "EGFR negative lung cancer": the marker is negative, and the cancer is there
_MARKER = re.compile(r"\b(?:(?=\w*[A-Z]\w*[A-Z0-9])[\w/]+|[Tt]riple)[ -]?$")
_BACK_REACH = 60  # characters: a cue behind its phrase reaches no further back


@dataclass(frozen=True, slots=True)
class Token:
    """One word.

    Attributes:
        start: Offset of its first character.
        end: Offset after its last one.
        norm: Normal form (`app.measures.norm`).
        stop: True for a stop word.
        scope: What is said of it.
        sentence: Ordinal of its sentence.
        segment: Ordinal of its phrase; matches do not run over a segment's end.
        cue: What the cue does to which it belongs ("no", "denies"); STATED, which is false, where
            it belongs to none. A cue that denies carries no content.
    """

    start: int
    end: int
    norm: str
    stop: bool
    scope: Scope
    sentence: int
    segment: int
    cue: Scope


@dataclass(frozen=True, slots=True)
class Span:
    """`text[start:end]` with a scope."""

    start: int
    end: int
    scope: Scope


def tokens_of(text: str, *, is_question: bool) -> tuple[Token, ...]:
    """The words of a text, in order, each with its scope.

    Args:
        text: Question or case material.
        is_question: True for the question: what it asks about is not stated, and "if" introduces
            facts.
    """
    found: list[Token] = []
    segment = 0
    for number, (start, end, inherited) in enumerate(_sentences(text, is_question=is_question)):
        spans, cues = scopes_in(text, start, end, is_question=is_question)
        stops = [m.start() for m in _SEGMENT.finditer(text, start, end)]
        segment += 1
        for match in _WORD.finditer(text, start, end):
            while stops and stops[0] < match.start():
                stops.pop(0)
                segment += 1
            scope = _scope_at(match.start(), spans, inherited)
            found.append(_token(match, scope, cues, (number, segment)))
    return tuple(found)


def _scope_at(at: int, spans: list[Span], inherited: Scope) -> Scope:
    scope = inherited
    for span in spans:
        if span.start <= at < span.end:
            scope |= span.scope
    return scope


def _token(match: re.Match[str], scope: Scope, cues: list[Span], place: tuple[int, int]) -> Token:
    """The token of a word; `place` is its sentence and its segment."""
    word = match.group().lower()
    cue = _scope_at(match.start(), cues, Scope.STATED)
    if re.search(r"[- +]", word):
        joined = re.sub(r"[- ]", "", word)
        word = _JOINED.get(joined, joined)
    return Token(match.start(), match.end(), norm(word), word in STOP_WORDS, scope, *place, cue)


def _sentences(text: str, *, is_question: bool) -> Iterator[tuple[int, int, Scope]]:
    """Sentences with the scope that their heading gives them."""
    section = Scope.STATED
    for line in _LINE.finditer(text):
        own = Scope.STATED
        if not is_question:
            heading = next((s for s, p in _HEADINGS if p.search(line.group())), None)
            if _IS_HEADING.match(line.group().strip()):
                section = heading or Scope.STATED
            own = section | (heading or Scope.STATED)
        for start, end in stretches(line.group()):
            yield line.start() + start, line.start() + end, own


def scopes_in(
    text: str, start: int, end: int, *, is_question: bool
) -> tuple[list[Span], list[Span]]:
    """Spans of a sentence with their scope, and the cues themselves with what they do."""
    spans: list[Span] = []
    taken: list[Span] = []
    ahead = Ahead(text)
    for cue in CUES:
        for match in cue.pattern.finditer(text, start, end):
            if any(t.start < match.end() and match.start() < t.end for t in taken):
                continue
            taken.append(Span(*match.span(), cue.scope))
            if is_question and cue.scope is Scope.FAMILY and _is_spoken_for(match, text):
                continue
            if cue.side == BACKWARD:
                spans.append(_backward(text, match, (start, end), cue.scope))
            else:
                spans.extend(_forward(ahead, match, (start, end), cue.scope))
    if clause := CLAUSE.search(text, start, end):
        spans.append(Span(clause.end(), end, Scope.UNCLEAR))
    if is_question:
        spans.extend(_asked(text, start, end))
    return spans, taken


# "My husband is 69. Should he ...": who asks is not the one whom it is about.
_MINE = re.compile(r"my\b", re.IGNORECASE)
_ASKER = re.compile(
    r"\b(?:I|me|myself)\b(?!\s+(?:give|let|bring|get (?:him|her|them)|ask|worry|wonder|think))"
)


def _is_spoken_for(match: re.Match[str], text: str) -> bool:
    """Whether "my <relative>" is the patient: nobody asks for themselves beside."""
    return _MINE.match(match.group()) is not None and not _ASKER.search(text)


def _forward(
    ahead: Ahead, match: re.Match[str], bounds: tuple[int, int], scope: Scope
) -> list[Span]:
    text, begin = ahead.text, match.end()
    bounds = (bounds[0], _bracket_end(text, begin, bounds))
    stop = ahead.search(STOPS[scope], begin, bounds[1])
    from_ = begin
    if scope is Scope.DENIED and stop and _is_no_stop(text, begin, stop):
        from_ = stop.end() if not text[begin : stop.start()].strip() else begin
        more = _HAD.match(text, stop.end(), bounds[1])
        stop = ahead.search(STOPS[scope], more.end() if more else stop.end(), bounds[1])
    end = stop.start() if stop else bounds[1]
    if prefixed := _PREFIXED.match(text, match.start(), end):
        return [Span(begin, prefixed.end(), scope)]
    is_result = match.group().lower() == "negative"
    if is_result and (marker := _MARKER.search(text, bounds[0], match.start())):
        return [Span(*marker.span(), scope)]
    if scope is not Scope.DENIED:
        return [Span(begin, end, scope)]
    listing = AND_LIST if LISTING.search(match.group()) else OR_LIST
    hard = ahead.search(HARD_STOPS, from_, bounds[1])
    listed = listing.match(text, from_, hard.start() if hard else bounds[1])
    if listed is None and (listing is AND_LIST or _begins_sentence(text, match)):
        bare = BARE_LIST.match(text, from_, bounds[1])
        # "No A, B, C." lists what is not there; "No relief, gout" is of two things
        listed = bare if bare and (listing is AND_LIST or bare.group().count(",") > 1) else None
    if listed and listed.end() >= end:
        return [Span(begin, listed.end(), scope)]
    cut = _unclear_from(text, begin, end)
    if cut is None:
        return [Span(begin, end, scope)]
    return [Span(begin, cut, scope), Span(cut, end, Scope.UNCLEAR)]


def _begins_sentence(text: str, match: re.Match[str]) -> bool:
    """Whether a "no" is the first word of a sentence."""
    before = text[: match.start()].rstrip()
    return match.group().lower() == "no" and (not before or before[-1] in ".;?!")


def _bracket_end(text: str, at: int, bounds: tuple[int, int]) -> int:
    """Where a cue in brackets ends at the latest: "rosuvastatin (will stay on it) plus ezetimibe".

    "6 weeks" behind them is not planned with it.
    """
    inside = text.count("(", bounds[0], at) > text.count(")", bounds[0], at)
    close = text.find(")", at, bounds[1]) if inside else -1
    return close if close >= 0 else bounds[1]


def _is_no_stop(text: str, begin: int, stop: re.Match[str]) -> bool:
    """Whether a denial goes on over what ends it elsewhere: "not currently pregnant"."""
    right_behind = not text[begin : stop.start()].strip()
    now = right_behind and stop.group().lower() in {"currently", "now", "yet", "on"}
    kin = stop.group().lower() in _WITH and _KIN.fullmatch(text, begin, stop.start())
    return now or bool(kin) or _GOES_ON.fullmatch(text, begin, stop.start()) is not None


def _unclear_from(text: str, begin: int, end: int) -> int | None:
    """Where a denial becomes uncertain ("no diabetes and hypertension")."""
    joined = re.search(r"\s+and\s+", text[begin:end])
    return begin + joined.start() if joined else None


def _backward(text: str, match: re.Match[str], bounds: tuple[int, int], scope: Scope) -> Span:
    low = max(bounds[0], match.start() - _BACK_REACH)
    stops = list(BACK_STOPS.finditer(text, low, match.start()))
    while stops and _is_list_and(text, stops[-1], match.start()):
        stops.pop()
    return Span(stops[-1].end() if stops else low, match.start(), scope)


def _is_list_and(text: str, stop: re.Match[str], end: int) -> bool:
    """Whether a plural verb denies both members ("EMG and biopsy have not been done")."""
    plural = re.match(r"\s*(?:have|are|were)\b", text[end : end + 8], re.IGNORECASE)
    return stop.group().lower() in {"and", "or"} and plural is not None


def _asked(text: str, start: int, end: int) -> Iterator[Span]:
    for match in ASKING.finditer(text, start, end):
        stop = ASKING_ENDS.search(text, match.end(), end)
        yield Span(match.start(), stop.start() if stop else end, Scope.ASKED)
    if tail := asking_tail(text, start, end):
        stop = ASKING_ENDS.search(text, tail.start(), end)
        yield Span(tail.start(), stop.start() if stop else end, Scope.ASKED)
