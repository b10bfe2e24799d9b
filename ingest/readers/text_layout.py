"""How the lines of a plain text file were set: where they wrap, which are titles."""

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise, takewhile

from ingest.readers.markers import is_label_line, split_marker

_SHARE_WRAPPED = 0.1  # of the long lines that go on: so many begin small in a file that wraps
_LONG = 40
_FITS = 0.9  # of the width: what would have fitted was broken on purpose
_MIN_TITLE_CHARS = 5  # less is a value: "N/A", "None"
_MAX_TITLE_CHARS = 90
_MAX_TITLE_WORDS = 12
_N_WORDS_OF_PLAIN_TITLE = 8
_MIN_SENTENCE_CHARS = 40
_SMALL = re.compile(
    r"an?|and|and/or|are|as|at|by|do|for|from|if|in|is|not|of|on|or|per|that|the|to|under|versus|"
    r"vs|when|who|with",
    re.IGNORECASE,
)
# "Group 1 (J0001 with 60001)", "List A", "Chapter 2: Drug treatment": a part by its number
_PART = re.compile(
    r"(?P<kind>chapter|section|part|module|appendix|group|list|table)\s+"
    r"(?:\d{1,2}(?:\.\d+)*|[A-Z]|[IVX]{1,5})\b(?:\s*[:.(–—-].*)?",
    re.IGNORECASE,
)
_WIDE_PARTS = frozenset(["chapter", "section", "part", "module", "appendix"])
_LEADERS = re.compile(r"\.{4,}\s*\d*\s*$|(?:\s\.){4,}")  # a line of a table of contents
IN_BRACKETS = re.compile(r"\s*\([^()]*\)")
_ORDINAL = re.compile(r"\d{1,2}\.\s+(?=[A-Z])")
_DATED = re.compile(r"\d{4}|\d/\d")


def wrap_width(lines: Sequence[str]) -> int:
    """The width at which a file breaks its lines; 0 where each paragraph is one line.

    A file that wraps goes on in the middle of sentences, so that lines begin with a small letter.
    """
    pairs = [
        (one.rstrip(), other.strip())
        for one, other in pairwise(lines)
        if one.strip() and other.strip()
    ]
    soft = [len(one) for one, other in pairs if _goes_on(other)]
    long = [one for one, _ in pairs if len(one) >= _LONG]
    if not soft or len(soft) < _SHARE_WRAPPED * len(long):
        return 0
    return max(soft)


def _goes_on(line: str) -> bool:
    return line[:1].islower() and split_marker(line) is None


def is_broken(line: str, following: str, width: int) -> bool:
    """Whether a line ends where its writer ended it, and the next begins anew."""
    below = following.strip()
    if _goes_on(below) or _LEADERS.search(line) or _LEADERS.search(below):
        return False
    first = below.split(maxsplit=1)[0] if below else ""
    return not width or len(line.rstrip()) + 1 + len(first) <= _FITS * width


# "a gestational age of", "(Evidence Quality: B;": what ends there goes on
_HANGS = re.compile(
    r"\b(?:of|the|an?|for|to|with|in|by|from|at|than|as|at least|the (?:first|last|next))\s*$",
    re.IGNORECASE,
)
_MAX_IN_BRACKETS = 200  # characters; a longer one was never closed


def hangs(lines: Sequence[str], following: str) -> bool:
    """Whether open lines end inside a bracket or a phrase, so that the next one goes on.

    Also where a bracket follows that tells the grade of a sentence without its stop.
    """
    told = " ".join(lines[-8:])
    opened = told.rfind("(")
    inside = opened > told.rfind(")") and len(told) - opened <= _MAX_IN_BRACKETS
    graded = _GRADES.match(following.strip()) and told[-1:].isalnum()
    return bool(inside or _HANGS.search(told) or graded)


_GRADES = re.compile(
    r"\((?:evidence|quality|grade|strong|weak|moderate|conditional|strength|level|class)\b", re.I
)


_DATE_LABEL = re.compile(
    r"(?:published|issued|updated|date|effective|approved|reviewed|adopted|"
    r"last (?:review|updat)\w*|next review)\b[^.:]{0,20}:\s[^:]{0,30}\b\d{4}\W*$",
    re.IGNORECASE,
)


def is_dated(line: str) -> bool:
    """Whether a line right below a title tells a date: "Published: 11 September 2024"."""
    return _DATE_LABEL.match(line.strip()) is not None


# "LS-4.1: Sciatica": a section by the letters and number of a manager of benefits
_CODED = re.compile(r"[A-Z]{1,5}-\d+(?P<sub>(?:\.\d+)*)\s*[:.]\s+[A-Z][^.;:?!]{2,80}")


def coded_level(line: str) -> int:
    """Level of a heading that begins with its code; 0 for other lines."""
    found = _CODED.fullmatch(line)
    return 2 + found["sub"].count(".") if found else 0


def part_level(line: str) -> int:
    """Level of a heading that is a part and its number; 0 for other lines."""
    found = _PART.fullmatch(line)
    if found is None or len(line) > _MAX_TITLE_CHARS or line[-1] in ".;,:":
        return 0
    return 3 if found["kind"].lower() in _WIDE_PARTS else 4


def is_title(line: str) -> bool:
    """Whether a line is set as a title: each word that tells begins with a capital."""
    told = [word.strip("()\"'“”‘’,&") for word in line.split()]
    told = [word for word in told if word and not _SMALL.fullmatch(word)]
    return (
        _is_short(line)
        and bool(told)
        and all(word[:1].isupper() or not word[:1].isalpha() for word in told)
        and sum(word[:1].isalpha() for word in told) * 2 > len(told)
        and not _DATED.search(line)
    )


def is_plain_title(line: str) -> bool:
    """Whether a line may be a title in small letters: "Covered indications"."""
    short = _is_short(line) and len(line.split()) <= _N_WORDS_OF_PLAIN_TITLE
    return short and line[:1].isupper() and not any(ch.isdigit() for ch in line)


def n_titles(lines: Iterable[str]) -> int:
    """How many lines that may be titles follow each other, blank lines aside."""
    told = (line.strip() for line in lines if line.strip())
    return sum(1 for _ in takewhile(lambda t: is_plain_title(t) and not split_marker(t), told))


def is_numbered_title(line: str) -> bool:
    """Whether a line is a number and a title ("1. Cervical dystonia")."""
    found = _ORDINAL.match(line)
    return found is not None and _is_short(line) and is_plain_title(line[found.end() :])


# "II. Pregnancy" over "3. We recommend ...": the Roman number is that of a chapter
_CHAPTER = re.compile(r"[IVXL]{1,7}\.\s+(?=[A-Z])")


def heads_below(line: str, below: str, width: int) -> bool:
    """Whether a line is a numbered title right above its text ("1. Cervical dystonia")."""
    title = line.strip()
    if _heads_items(title, below):
        return True
    beside = len(below) - len(below.lstrip()) <= len(line) - len(line.lstrip())
    return (
        is_numbered_title(title)
        and beside
        and (is_sentence(below) or is_text(below))
        and is_broken(line, below, width)
    )


def _heads_items(line: str, below: str) -> bool:
    """Whether a line is a title with a Roman number, right above a numbered sentence."""
    found = _CHAPTER.match(line)
    item = _ORDINAL.match(below.strip())
    return (
        found is not None
        and item is not None
        and line[-1] not in ".;:?!"
        and len(line.split()) <= _MAX_TITLE_WORDS
        and len(below.strip()) - item.end() >= _MIN_SENTENCE_CHARS
    )


def is_shouted(line: str) -> bool:
    """Whether a line is in capitals, but for what it says in brackets."""
    bare = IN_BRACKETS.sub("", line)
    letters = [letter for letter in bare if letter.isalpha()]
    return len(letters) > 3 and bare.isupper() and line[-1] not in ".;,"  # noqa: PLR2004


_CUT = re.compile(r"(?:\b(?:AND|OR|OF|FOR|IN|ON|THE|TO|WITH|BY)|[&,/])$")


def with_whole_titles(lines: Sequence[str]) -> list[str]:
    """Lines, a title in capitals on one: "GUIDELINE FOR THE EVALUATION AND" / "CARE OF GOUT".

    The first line of a file is its title however long, others only while they stay short.
    """
    whole: list[str] = []
    begun = False  # whether a line above the last one holds text
    for line in lines:
        above, own = whole[-1].rstrip() if whole else "", line.strip()
        first = not begun
        if _CUT.search(above) and own and is_shouted(own) and is_shouted(above.strip()):
            joined = f"{above} {own}"
            if first or _is_short(joined.strip()):
                whole[-1] = joined
                continue
        begun = begun or bool(above.strip())
        whole.append(line)
    return whole


def is_underlined(title: str) -> bool:
    """Whether a line over a rule is a title, and not the last of a note that the rule closes."""
    return ";" not in title and title[-1] != "."


def is_text(line: str) -> bool:
    """Whether a line is text, however short, that may stand right below a numbered title."""
    text = line.strip()
    return text[:1].isupper() and split_marker(text) is None and text[-1] in ".:)"


def is_sentence(line: str) -> bool:
    """Whether a line is text that may stand right below its title."""
    text = line.strip()
    return (
        len(text) >= _MIN_SENTENCE_CHARS
        and text[:1].isupper()
        and split_marker(text) is None
        and not is_label_line(text)
    )


def _is_short(line: str) -> bool:
    return (
        _MIN_TITLE_CHARS <= len(line) <= _MAX_TITLE_CHARS
        and len(line.split()) <= _MAX_TITLE_WORDS
        and line[-1] not in ".;,:?!"
        and not is_label_line(line)
    )


def expanded(line: str) -> str:
    """A line without tabs: one within it parts columns however narrow it shows."""
    text = line.lstrip()
    return line[: len(line) - len(text)].expandtabs(4) + text.rstrip().replace("\t", "    ")
