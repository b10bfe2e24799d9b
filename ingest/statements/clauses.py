"""Sentences of a block taken apart into clauses, each with its cue.

A clause ends at its own grade ("X should be offered (Level A) and Y considered (Level B), for Z"),
else where the next one starts with its own cue. What stands before the first or behind the last
holds for all.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import pairwise

from ingest.lexis import words
from ingest.sentences import sentence_spans
from ingest.statements.bare_advice import bare_advice, without_nouns
from ingest.statements.clause import Clause
from ingest.statements.cues import BEFORE, CueMatch
from ingest.statements.denied import as_said
from ingest.statements.graded_clauses import again, by_grades, front_shared, stands_alone
from ingest.statements.neither import read_as_said, refused
from ingest.statements.refused_people import each_refused
from ingest.statements.second_verdicts import (
    bare_refusal,
    bracketed,
    conceded,
    one_done_one_not,
    second_verdict,
    tailed,
)
from ingest.statements.subject import looks_like_condition, looks_like_intervention

Find = Callable[[str], tuple[CueMatch, ...]]
Found = tuple[Clause, CueMatch]

_CLAUSE_BREAK = re.compile(
    r";\s+|,?\s+\b(?:but|however|whereas|while)\b,?\s+|,\s+and\s+(?=(?:we|do not|should not)\b)|"
    r"\s+and\s+(?=we (?:recommend|suggest|advise)\b)",
    re.IGNORECASE,
)
_SECTION = re.compile(
    r"^\W*(?:(?:results?|conclusions?|recommendations?|summary|key (?:points?|messages?)|"
    r"guideline|statements?|findings)(?:,? (?:and|/) |\s*)?)+:\s+",
    re.IGNORECASE,
)
_LABEL = re.compile(r"^\s*(?P<label>[A-Z][\w'’/ -]{1,48}?(?:\s*\([^()]{1,20}\))?):\s+(?=[A-Z(])")
_N_WORDS_OF_LABEL = 6
# "MS-25.3: Osteoarthritis.": the title of a numbered criterion, run in; what follows is on it
_CODED_TITLE = re.compile(
    r"[A-Z]{1,5}[-. ]?\d{1,3}(?:\.\d{1,2})+[:.]?\s+(?P<what>[A-Z][\w'’/-]*(?: [\w'’/-]+){0,5})\."
)


# "(Hearing aids for members under 18 are covered.)": brackets around a whole sentence
_IN_BRACKETS = re.compile(r"\s*\((?P<what>[^()]+(?:\([^()]*\)[^()]*)*)\)?[.;]?\s*")


def clauses(text: str, offset: int, find: Find, abbreviations: dict[str, str]) -> Iterator[Found]:
    """Clauses with a cue, in reading order.

    Args:
        text: A block's text.
        offset: Its place in the document's text.
        find: Cues of a sentence that take a position there.
        abbreviations: As the document defines them, for labels.
    """
    topic = ""
    for span in sentence_spans(text):
        inside = _IN_BRACKETS.fullmatch(text, *span)
        start, end = inside.span("what") if inside else span
        sentence = text[start:end]
        titled = _CODED_TITLE.fullmatch(sentence.strip())
        if titled and not looks_like_intervention(titled["what"]):
            topic = titled["what"].strip()
            continue
        skip = _label_end(sentence)
        if skip:
            named = _topic(sentence[:skip], abbreviations)
            topic = named or topic
            skip = skip if named else 0
        for whole, cue in _told(sentence[skip:], offset + start + skip, find):
            for clause, match in each_refused(whole, cue):
                yield replace(clause, topic=topic) if topic else clause, match


# "X is not covered for gout, nor for any other use that is not listed": two refusals
_NOR = re.compile(
    r"^(?P<main>(?!.*\bneither\b).*\b(?:not|non-?\w+|never|cannot)\b.*?),?\s+nor\s+"
    r"(?=(?:for|in|as|when|if|to)\s)",
    re.IGNORECASE | re.DOTALL,
)


def _told(sentence: str, offset: int, find: Find) -> Iterator[Found]:
    """Clauses of a sentence; behind "nor" the predicate before it is said again."""
    nor = _NOR.match(sentence)
    if nor is None:
        yield from _as_meant(sentence, offset, find)
        return
    found = list(_as_meant(nor["main"], offset, find))
    yield from found
    if found and found[-1][1].cue.side == BEFORE:
        clause, match = found[-1]
        whole, at = (offset, offset + len(sentence)), nor.end()
        again = Clause(sentence[at:], offset + at, whole=whole, subject=clause.text[: match.start])
        yield again, CueMatch(match.cue, 0, 0)


def _as_meant(sentence: str, offset: int, find: Find) -> Iterator[Found]:
    """Clauses of a sentence; what "neither A nor B" or "no child" refuses is refused."""
    plain, word = read_as_said(sentence) or (sentence, None)
    for clause, match in _with_exception(plain, offset, find):
        told = refused(match, word) if word else match
        if told:
            yield clause, as_said(clause.text, told)


# "we suggest against A, with the exception of patients with B, for whom we suggest A"
_FOR_WHOM = re.compile(
    r"^(?P<main>(?P<front>(?:for|in|among)\s[^,]+,)?.*?\b(?:with the exception of|except(?: for|"
    r" in)?|"
    r"other than)\s+(?P<who>[^.;]+?)),?\s+(?:for|in) whom\s+(?P<rest>.+)$",
    re.IGNORECASE | re.DOTALL,
)


def excepted_apart(sentence: str) -> tuple[str, tuple[int, tuple[str, ...]] | None]:
    """A sentence up to what it says of those whom it excepts, and where and for whom that is."""
    found = _FOR_WHOM.match(sentence)
    if found is None:
        return sentence, None
    shared = tuple(filter(None, (found["front"], f"for {found['who']}")))
    return found["main"], (found.start("rest"), shared)


def _with_exception(sentence: str, offset: int, find: Find) -> Iterator[Found]:
    """Clauses of a sentence; what it says of those whom it excepts is a clause of its own."""
    main, rest = excepted_apart(sentence)
    told = find(sentence[rest[0] :]) if rest else ()
    if rest is None or not told:
        yield from _of_sentence(sentence, offset, find)
        return
    yield from _of_sentence(main, offset, find)
    at, shared = rest
    whole = (offset, offset + len(sentence))
    yield Clause(sentence[at:], offset + at, whole=whole, shared=shared), told[0]


def _label_end(sentence: str) -> int:
    section = _SECTION.match(sentence)
    at = section.end() if section else 0
    label = _LABEL.match(sentence[at:])
    return at + label.end() if label and len(words(label["label"])) <= _N_WORDS_OF_LABEL else at


def _topic(front: str, abbreviations: dict[str, str]) -> str:
    """The condition that a label names, "" where it is none."""
    label = _SECTION.sub("", front).strip(" :\n")
    bare = re.sub(r"\s*\([^()]*\)\s*$", "", label).strip()
    long = abbreviations.get(bare, bare)
    return bare if looks_like_condition(long) else ""


def _of_sentence(sentence: str, offset: int, find: Find) -> Iterator[Found]:
    bare = bare_refusal(sentence, offset, find, None) or bare_advice(sentence, offset, find)
    matches = without_nouns(sentence, find(sentence))
    if bare or not matches:
        yield from bare
        return
    apart = conceded(sentence, offset, find) or _two_verdicts(sentence, offset, matches, find)
    apart = apart or again(Clause(sentence, offset), matches[0])
    apart = apart or second_verdict(sentence, offset, matches, find)
    apart = apart or one_done_one_not(sentence, offset, matches, find)
    apart = apart or tailed(sentence, offset, matches, find)
    if apart := apart or bracketed(sentence, offset, matches, find):
        yield from apart
        return
    graded = by_grades(sentence, offset, matches, find)
    if graded:
        yield from graded
    elif len(matches) > 1:
        yield from _split(sentence, offset, matches, find)
    else:
        yield Clause(sentence, offset), matches[0]


# "X is strongly recommended for A and conditionally recommended against in B" (ACR's form)
_HOW = r"(?:strongly|conditionally|weakly)\s+(?:not\s+)?(?:recommended|suggested)"
_SECOND_VERDICT = re.compile(
    rf"(?:,\s*|\s+)(?:and|but|while|whereas)\s+(?={_HOW}\b)", re.IGNORECASE
)
_WHOSE = re.compile(rf"^(?:is|are)\s+{_HOW}", re.IGNORECASE)
_BE = "is "


def _two_verdicts(
    sentence: str, offset: int, matches: tuple[CueMatch, ...], find: Find
) -> list[Found]:
    """Clauses of one subject with several verdicts, each for its own people; [] of any other."""
    first = matches[0]
    if not _WHOSE.match(sentence[first.start :]):
        return []
    cuts = list(_SECOND_VERDICT.finditer(sentence, first.end))
    bounds = [*(cut.end() for cut in cuts), len(sentence)]
    if not cuts:
        return []
    whole = (offset, offset + len(sentence))
    found = [(Clause(sentence[: cuts[0].start()], offset, whole=whole), first)]
    for start, end in pairwise(bounds):
        text = sentence[start:end]
        told = find(f"X {_BE}{text}")
        if not told:
            return []
        clause = Clause(text, offset + start, whole=whole, subject=sentence[: first.start])
        found.append((clause, CueMatch(told[0].cue, 0, told[0].end - len(f"X {_BE}"))))
    return found


def _split(
    sentence: str, offset: int, matches: tuple[CueMatch, ...], find: Find
) -> Iterator[Found]:
    """A sentence with several cues.

    Clause by clause where each has its own, else the first cue takes it.
    """
    breaks = [m.span() for m in _CLAUSE_BREAK.finditer(sentence)]
    parts = zip((0, *(b for _, b in breaks)), (*(a for a, _ in breaks), len(sentence)), strict=True)
    found = [
        (Clause(sentence[a:b].rstrip(" ;,"), offset + a), find(sentence[a:b]))
        for a, b in parts
        if b > a
    ]
    if sum(1 for _, told in found if told) > 1:
        shared = front_shared(sentence, matches[0])
        for at, (clause, told) in enumerate(found):
            if told and at and shared and stands_alone(clause.text, told[0]):
                whole = (offset, offset + len(sentence))
                yield replace(clause, shared=shared, whole=whole), told[0]
            elif told:
                yield clause, told[0]
    else:
        yield Clause(sentence, offset), matches[0]
