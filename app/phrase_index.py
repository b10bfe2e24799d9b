"""The words, concepts and denials of one text of a case, looked up by word and by concept."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby

from app.fact_models import Reading
from app.measures import norm, norm_set
from app.phrase_words import EMPTY, LINK
from app.scope import Token
from app.scope_cues import Scope
from app.time_windows import WINDOW, days_of
from app.word_families import FRAMES
from ingest.embed import common_words
from ingest.terms import Terms

# Prefixes that deny a word ("nondiagnostic", "untaped").
_PREFIX = re.compile(r"(?:non-?|un)(?P<word>[a-z]{4,})", re.IGNORECASE)
# "not at increased risk for bleeding" denies a risk.
_RISK = norm_set("risk increased high higher elevated low")
_NEAR = 40  # characters: a stretch of time stands right behind what it limits


@dataclass(frozen=True, slots=True)
class Mentioned:
    """Concepts of a reading by token index.

    First token, token after the last, concept ids, kinds.
    """

    first: int
    after: int
    concept_id: str
    kind: str


@dataclass(frozen=True, slots=True)
class Denial:
    """A denied run of words.

    Attributes:
        content: Index and normal form of each word that matters; () for "no family history".
        span: Offsets of the run with the word that denies it.
        name: The run as printed.
        is_test: True where a test is said to be negative.
        is_link: True where only a link is denied ("not associated with pregnancy").
        is_family: True where it is denied of the patient's relatives.
        window_days: How far back it looks ("not in the last 40 days"); None without limit.
    """

    content: tuple[tuple[int, str], ...]
    span: tuple[int, int]
    name: str
    is_test: bool
    is_link: bool
    is_family: bool
    window_days: float | None


@dataclass(frozen=True, slots=True)
class IndexedText:
    """A text with its words by normal form, its concepts by id, and what it denies.

    `contrary` holds the words behind a denying prefix: "tape" of "untaped".
    """

    reading: Reading
    words: Mapping[str, tuple[int, ...]]
    contrary: Mapping[str, tuple[int, ...]]
    mentions: Mapping[str, tuple[Mentioned, ...]]
    denials: tuple[Denial, ...]


def indexed(reading: Reading, terms: Terms) -> IndexedText:
    by_norm: dict[str, list[int]] = {}
    for index, token in enumerate(reading.tokens):
        if not token.cue & Scope.DENIED:
            by_norm.setdefault(token.norm, []).append(index)
    by_concept: dict[str, list[Mentioned]] = {}
    for found in _mentions(reading, terms):
        by_concept.setdefault(found.concept_id, []).append(found)
    for found in _abbreviated(reading, terms, by_concept):
        by_concept.setdefault(found.concept_id, []).append(found)
    return IndexedText(
        reading,
        {norm_: tuple(rows) for norm_, rows in by_norm.items()},
        {norm_: tuple(rows) for norm_, rows in _prefixed(reading).items()},
        {concept: tuple(rows) for concept, rows in by_concept.items()},
        tuple(_denied_runs(reading)),
    )


def _prefixed(reading: Reading) -> dict[str, list[int]]:
    found: dict[str, list[int]] = {}
    for index, token in enumerate(reading.tokens):
        match = _PREFIX.match(reading.text, token.start, token.end)
        if match:
            found.setdefault(norm(match.group("word")), []).append(index)
    return found


def _mentions(reading: Reading, terms: Terms) -> Iterator[Mentioned]:
    starts = {token.start: index for index, token in enumerate(reading.tokens)}
    for mention in terms.spot(reading.text, common=common_words()):
        first = starts.get(mention.start)
        if first is None:
            continue
        after = first
        while after < len(reading.tokens) and reading.tokens[after].start < mention.end:
            after += 1
        yield Mentioned(first, after, mention.concept_id, mention.kind)


def _abbreviated(
    reading: Reading, terms: Terms, known: Mapping[str, object]
) -> Iterator[Mentioned]:
    """Conditions by an abbreviation in capitals that may mean something else elsewhere ("MI").

    Whoever looks them up wants this condition; an abbreviation of several conditions names none.
    """
    for token_index, token in enumerate(reading.tokens):
        printed = reading.text[token.start : token.end]
        denied = token.scope & Scope.DENIED and not token.stop and printed.islower()
        if not (printed.isalpha() and (printed.isupper() or denied)):
            continue  # small letters name nothing, unless it is denied: "no dm"
        meant = terms.by_abbreviation.get(printed.upper(), ())
        if denied and not meant and len(printed) <= _SHORT:
            named = {m.concept_id for m in terms.spot(printed.upper(), kind="condition")}
            meant = tuple(named)
        if len(meant) == 1 and meant[0] not in known:
            yield Mentioned(token_index, token_index + 1, meant[0], "condition")


_EMPTY = EMPTY | FRAMES | norm_set("family history relative relatives")
_HISTORY = norm("history")
_SHORT = 4  # letters: longer words in small letters are words
_ELLIPSIS = re.compile(
    r"[^.;:?!]{0,60}?\b(?:or|nor|and)\s+(?:of|in|on|at|to|for|from)$", re.IGNORECASE
)


def _front(run: list[tuple[int, Token]]) -> list[tuple[int, Token]]:
    """The words of a run before its first preposition."""
    cut = next((k for k, (_, t) in enumerate(run) if t.stop and k), len(run))
    return [row for row in run[:cut] if not row[1].stop]


def _is_adjective(reading: Reading, run: list[tuple[int, Token]]) -> bool:
    """Whether a prefix denies no more than a quality of what follows ("non-healing ulcer")."""
    index, token = run[0]
    behind = reading.tokens[index + 1 : index + 2]
    prefixed = reading.text[max(0, token.start - 4) : token.start].lower() == "non-"
    return prefixed and any(
        t.segment == token.segment and not t.stop and t.norm not in EMPTY | FRAMES for t in behind
    )


def _denied_runs(reading: Reading) -> Iterator[Denial]:
    """Runs of denied words of one segment, without cues, stop words and words that name no fact."""
    denied = [
        (i, t)
        for i, t in enumerate(reading.tokens)
        if t.scope & Scope.DENIED
        and (not t.cue or t.cue & Scope.FAMILY or (t.cue & Scope.POSSIBLE and t.norm in _RISK))
    ]
    head: list[tuple[int, Token]] = []
    for _, group in groupby(denied, key=lambda row: row[1].segment):
        run = list(group)
        gap = reading.text[head[-1][1].end : run[0][1].end] if head else ""
        elliptic = _ELLIPSIS.match(gap) is not None  # "no ulcer of the stomach or of the duodenum"
        kept = head if elliptic else []
        head = [*kept, *_front(run)]
        run = [*kept, *run]
        content = [row for row in run if not (row[1].stop or row[1].norm in _EMPTY)]
        if _is_adjective(reading, run):
            continue
        at_risk = any(t.cue & Scope.POSSIBLE and t.norm in _RISK for _, t in run)
        kin = any(
            (t.scope | t.cue) & Scope.FAMILY for _, t in run
        )  # "no family history": of anything
        all_kin = kin and any(t.norm == _HISTORY for _, t in run)
        told = content or [row for row in run if all_kin and not row[1].stop]
        if not told or (not at_risk and any(t.scope & Scope.POSSIBLE for _, t in run)):
            continue
        start, end = told[0][1].start, told[-1][1].end
        span = reading.with_cue(start, end)
        printed = reading.text[slice(*span)]
        window = WINDOW.search(reading.text, start, min(len(reading.text), end + _NEAR))
        near = window if window and window.start() <= end + 1 else None
        words = [(i, t) for i, t in content if not (near and near.start() <= t.start < near.end())]
        if words or not content:
            yield Denial(
                tuple((i, t.norm) for i, t in words),
                span,
                reading.text[start:end],
                "negative" in printed.lower(),
                LINK.search(printed) is not None,
                kin,
                days_of(near)[1] if near else None,
            )
