"""What a text denies: runs of denied words, tests that show nothing, what is negative."""

import re
from collections.abc import Iterable
from dataclasses import replace

from app.fact_models import Fact, FactKind
from app.measures import norm_set
from app.models import FindingState
from app.phrase_index import Denial, IndexedText
from app.phrase_places import Asked, places_of
from app.phrase_words import HEAD_CHANGERS, OPTIONAL, TEST_WORDS, Atom, Phrase
from app.word_families import same

MET, NOT_MET = FindingState.MET, FindingState.NOT_MET
_LACKING = norm_set(
    "difficulty difficulties trouble problem problems inability impairment limitation deficit "
    "weakness restriction"
)
_NOUNS_OF_ILLNESS = norm_set("problem problems issue issues trouble troubles")  # "no TB problem"
_OPERATIONS = norm_set("surgery procedure operation")  # "fusion surgery", "bypass procedure"
_OPERATED = re.compile(
    r"ectom|plast|otom|ostom|fusion|replac|bypass|graft|transplant|implant|ablat|amput|resect|stent"
)
_WELL = norm_set("properly well normally easily alone safely anymore far")
_LEANING = norm_set("dependence dependency dependent reliance need use")
_ADJECTIVE = ("et", "ot", "at", "it", "em", "atous")  # of -etic, -otic, -atic, -itic, -emic
_SHORTEST, _SUFFIX = 4, 2
_ENDS = re.compile(r"[.;?!\n](?=\s)")
_IS_NEGATIVE = re.compile(
    r"[\s-]*(?:(?:is|was|are|were|test(?:ed)?|status|result)\s+)*negative\b", re.IGNORECASE
)


def _heads(phrase: Phrase) -> frozenset[str]:
    """Words one of which a denial must hold; of a known name any word that tells it apart."""
    lacking = {part for atom in phrase.atoms for part in atom.parts & _LACKING}
    if lacking:  # who cannot walk has difficulty walking
        return frozenset(lacking)
    if not phrase.head:
        return frozenset()
    if phrase.head in _LEANING:  # who is not on steroids does not depend on them
        return frozenset(part for atom in phrase.atoms for part in atom.parts)
    if phrase.head in _OPERATIONS:  # who had no fusion had no fusion surgery
        operated = {part for a in phrase.atoms for part in a.parts if _OPERATED.search(part)}
        return same(phrase.head) | operated
    if phrase.head in OPTIONAL:  # "metastatic disease" is denied by "no metastases"
        return same(phrase.head) | {p for a in phrase.atoms for p in a.parts - OPTIONAL}
    named = [a.parts - OPTIONAL for a in phrase.atoms if a.concepts and phrase.head in a.parts]
    spelled = {p for a in phrase.atoms if phrase.head in a.parts for p in a.spelled - OPTIONAL}
    return same(phrase.head) | spelled | {part for parts in named for part in parts}


def _is_cause(noun: str, wanted: set[str]) -> bool:
    """Whether a noun is the one of a wanted adjective: no herpes, no herpetic keratitis.

    Both are normal forms, which cut "herpes" and "herpetic" to "herp" and "herpet".
    """
    return any(
        part != noun
        and part.endswith(_ADJECTIVE)
        and len(noun) >= _SHORTEST
        and part.startswith(noun[: max(_SHORTEST, len(noun) - 2)])
        and abs(len(part) - len(noun)) <= _SUFFIX
        for part in wanted
    )


def denials(item: IndexedText, phrase: Phrase, window_days: float | None) -> Iterable[Fact]:
    """Denied runs of words that cover the wanted phrase: none of their words says more than it."""
    wanted = {part for atom in phrase.atoms for part in atom.parts | atom.spelled}
    allowed = {also for part in wanted for also in same(part)} | phrase.optional
    # who has no depression may have been evaluated for it
    own = [a for a in phrase.atoms if phrase.head not in HEAD_CHANGERS or phrase.head in a.parts]
    broader = {concept for atom in own for concept in atom.broader}
    covered = {
        index
        for concept in broader & item.mentions.keys()
        for m in item.mentions[concept]
        for index in range(m.first, m.after)
    }
    heads = _heads(phrase)
    allowed |= _WELL if heads & _LACKING else set()
    for denial in item.denials:
        told = [row for row in denial.content if row[1] not in _NOUNS_OF_ILLNESS]
        words = allowed | TEST_WORDS if denial.is_test else allowed
        if any(
            i not in covered and norm_ not in words and not _is_cause(norm_, wanted)
            for i, norm_ in told or denial.content
        ):
            continue
        if (denial.is_link and not phrase.linked) or denial.is_family is not phrase.family:
            continue
        looks_back = denial.window_days
        if looks_back is not None and (window_days is None or looks_back < window_days):
            continue
        if heads and denial.content and not _names_one_of(heads, denial, covered, wanted):
            continue
        yield item.reading.fact(FactKind.FINDING, *denial.span, name=denial.name, negated=True)


def _names_one_of(
    heads: frozenset[str], denial: Denial, covered: set[int], wanted: set[str]
) -> bool:
    """Whether a denial names the wanted thing, a class of it, or its cause."""
    return any(
        form in heads or index in covered or _is_cause(form, wanted)
        for index, form in denial.content
    )


def nothing_shown(
    item: IndexedText, phrase: Phrase, asked: Asked
) -> Iterable[tuple[FindingState, Fact]]:
    """A test that is named, and behind it a denial of what it must not show."""
    stated = tuple(atom for atom in phrase.atoms if not atom.denied)
    denied = tuple(atom for atom in phrase.atoms if atom.denied)
    if phrase.atoms[: len(stated)] != stated or not all(atom.concepts for atom in stated):
        return
    places = [place for atom in stated for place in places_of(item, atom, phrase, asked)]
    tests = [place for place in places if place.kind == "intervention" and not place.denied]
    bare = replace(phrase, atoms=denied).affirmed()
    heads = {part for atom in denied for part in atom.parts}
    bare = replace(bare, head=phrase.head if phrase.head in heads else "")
    tokens = item.reading.tokens
    for fact in denials(item, bare, asked.window_days):
        if not bare.head:
            continue
        for place in tests:
            token = tokens[place.first]
            behind = token.start < fact.char_start
            gap = item.reading.text[token.end : fact.char_start]
            if behind and not _ENDS.search(gap):
                yield MET, fact
                return


def negative(
    item: IndexedText, named: list[Atom], phrase: Phrase, asked: Asked
) -> Iterable[tuple[FindingState, Fact]]:
    """Where what must be positive is said to be negative ("HER2 negative")."""
    places = [places_of(item, atom, phrase, asked) for atom in named]
    if not all(places):
        return
    first = places[0][0]
    tokens = item.reading.tokens
    near = [min(spots, key=lambda s: abs(s.first - first.first)) for spots in places]
    span = tokens[min(p.first for p in near)].start, tokens[max(p.after for p in near) - 1].end
    behind = _IS_NEGATIVE.match(item.reading.text, span[1])
    if behind and all(place.denied for place in near):
        yield (
            NOT_MET,
            item.reading.fact(
                FactKind.FINDING, span[0], behind.end(), name="negative", negated=True
            ),
        )
