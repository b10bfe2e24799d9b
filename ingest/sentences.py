"""Sentence ends in clinical prose, with exact offsets.

No model, no dictionary beyond the abbreviations below.
"""

import re

# Abbreviations after which a stop ends no sentence. Compared in lower case without the last stop.
_ABBREVIATIONS = frozenset(
    [
        "e.g",
        "i.e",
        "vs",
        "etc",
        "al",
        "fig",
        "figs",
        "no",
        "nos",
        "ref",
        "refs",
        "dr",
        "mr",
        "mrs",
        "ms",
        "prof",
        "st",
        "vol",
        "ed",
        "eds",
        "approx",
        "ca",
        "cf",
        "dept",
        "inc",
        "ltd",
        "corp",
        "co",
        "u.s",
        "u.k",
        "ph.d",
        "m.d",
        "d.o",
        "p.o",
        "b.i.d",
        "t.i.d",
        "q.i.d",
        "a.k.a",
        "jan",
        "feb",
        "mar",
        "apr",
        "jun",
        "jul",
        "aug",
        "sep",
        "sept",
        "oct",
        "nov",
        "dec",
        "wk",
        "wks",
        "yr",
        "yrs",
        "mo",
        "hr",
        "hrs",
        "min",
        "max",
        "avg",
        "incl",
        "excl",
        "resp",
        "viz",
        "sec",
        "pt",
        "pts",
        "rec",
        "recs",
        "spp",
        "sp",
        "var",
        "subsp",
        "p",
        "pp",
        "ch",
        "para",
        "art",
        "tab",
    ]
)
_NEVER_LAST = frozenset(
    [
        "e.g",
        "i.e",
        "vs",
        "cf",
        "fig",
        "figs",
        "ref",
        "refs",
        "dr",
        "mr",
        "mrs",
        "ms",
        "prof",
        "approx",
        "ca",
        "viz",
        "resp",
        "pp",
    ]
)
_BEFORE_NUMBER = frozenset(["no", "nos", "p", "ch", "vol", "ed", "art", "tab", "sec"])
# "... in pregnancy. [Grade C] Warfarin ...": a grade in brackets belongs to what it stands behind
_GRADE_BEHIND = (
    r"(?:\s*[\[(](?:(?:Grade|Level|Class|Evidence) )?(?:[A-D]|GPP|[1-4][A-D+-]{0,2})[\])])"
)
# From the first of several stops alone, and without a way back: linear in dot leaders too
_STOP = re.compile(
    rf"(?<![.!?])[.!?]++[\"'”’)\]]*+(?:\(\d[\d,\s–-]*\)|\[\d[\d,\s–-]*\]|{_GRADE_BEHIND})?(?=\s+\S)"
)
_WORD_BREAK = re.compile(r"[\s(\[“\"/]")
# "29. We recommend": the number of an item that was run on belongs to what follows.
_ITEM_NUMBER = re.compile(r"(?:^|[.!?:;]\s+)\d{1,3}$")
_WINDOW = 40
_AHEAD = 40  # characters in which a name shows itself
# "U.S. Food and Drug Administration": the name of a body goes on behind its country
_COUNTRIES = frozenset(["u.s", "u.k"])
_NAME = re.compile(r"[A-Z]\w+(?: (?:and|of|for))? [A-Z]\w")
# "the following: a. First thing b. Second thing": the letter of an item that was run on
_ITEM_LETTER = re.compile(
    r"(?:^|(?<!vitamin)(?<!hepatitis)(?<!type)(?<!group)(?<!class)(?<!grade)(?<!stage)(?<!protein)"
    r"(?<!factor)\s)[a-h]$"
)
_JOINT = re.compile(r"(?:AND|OR) (?=[a-z])")  # "has gout. AND has failed diet": one list goes on
_SMALL_FIRST = re.compile(r"[a-z]{1,2}[A-Z]{2}")  # "rTMS is covered.": a name that begins small
# "a clearance below 35 mL/min. Oral drugs": a unit behind its number ends a sentence as a word does
_UNIT = re.compile(r"(?:/|\d[\s-]?)(?:min|sec|hrs?|yrs?|wks?|mo)$", re.IGNORECASE)
_INITIAL = re.compile(r"(?:^|[\s(])[A-Z]$")


def sentence_spans(text: str) -> list[tuple[int, int]]:
    """(start, end) of each sentence; between them lies white space only."""
    spans: list[tuple[int, int]] = []
    start = 0
    for match in _STOP.finditer(text):
        following = match.end()
        while text[following].isspace():
            following += 1
        before = text[max(start, match.start() - _WINDOW) : match.start()]
        if _ends_sentence(before, text[match.start()], text[following : following + _AHEAD]):
            spans.append((start, match.end()))
            start = following
    if start < len(text):
        spans.append((start, len(text)))
    return spans


def _ends_sentence(before: str, stop: str, after: str) -> bool:
    """True where a sentence ends between `before` and `after`."""
    small = after[0].islower() and not _SMALL_FIRST.match(after)
    if small or after[0] in ",;:%)" or _JOINT.match(after):
        return False
    if stop != ".":
        return True
    word = _WORD_BREAK.split(before)[-1].lower()
    if word in _BEFORE_NUMBER:
        return not after[0].isdigit()
    item = _ITEM_NUMBER.search(before) or _ITEM_LETTER.search(before)
    if word in _NEVER_LAST or _INITIAL.search(before) or item:
        return False
    if word in _COUNTRIES and _NAME.match(after):
        return False
    # "in the U.S. The trial": after such a stop only a capitalised word opens a sentence.
    unit = _UNIT.search(before) and after[0].isupper()
    return bool(unit) or word not in _ABBREVIATIONS or ("." in word and after[:2].istitle())
