"""Grades as printed.

Found, cut from the sentence and kept word for word, never converted (DESIGN.md section 2).
"""

import re
from dataclasses import dataclass

_STRENGTH = r"(?:strong|weak|conditional|moderate|neither)"
_GRADE_PATTERNS = (
    # VA/DoD: "(Weak for | Reviewed, New-added)"; GRADE: "strong recommendation, moderate-quality
    # evidence"
    rf"{_STRENGTH}(?:ly)?[ -](?:for|against|recommendation(?: (?:for|against|in "
    rf"favou?r))?)(?: nor against)?(?:[;,|] [^()]*)?",
    r"neither for nor against(?:[;,|] [^()]*)?",
    rf"{_STRENGTH} recommendation[,;:] [^()]*",
    r"(?:strong|weak|conditional)$",
    # summaries print abbreviations: "Moderate, C, M", "C, R", "I, A"
    r"(?:very low|low|moderate|high)\s*,\s*(?-i:[SCW])\b[^()]*",
    r"(?-i:[A-DX]\s*,\s*(?:SR?|R|O|NR?)\b)",
    r"(?-i:(?:I{1,3}|II[ab])\s*,\s*[ABC])\b",
    r"(?-i:I{1,3}(?:-[1-3])?\s*[;,]\s*[12])$",  # EASL: "(II-2;1)"
    r"no recommendation(?:[;,|] [^()]*)?",
    r"(?:(?:low|very low|moderate|high)[- ](?:quality|certainty)(?: of)? evidence)(?:[;,] [^()]*)?",
    # KDIGO "1B", "2D", "Not Graded"; CHEST "Grade 1A"
    r"(?:grade )?[12][A-D]\b(?:[;,] [^()]*)?",
    r"level [12](?:\s*[,;]\s*[A-D])?\b",
    r"(?:un|not )graded(?: [^()]{0,40})?|grade (?:was |is )?not (?:seen|stated|given|printed)",
    # ACC/AHA: "Class 2a, Level of Evidence B-R", "COR 1, LOE A", "Class III: No Benefit"
    r"(?:class|cor)(?: of recommendation)?[: ]*(?:1|2a|2b|2|3|iii|iia|iib|ii|i)"
    r"\b(?:[:,;] ?(?:no benefit|harm))?(?:[;,. ]+(?:level(?: of evidence)?|loe)[: "
    r"]*[ABC](?:-[A-Z]{1,2})?)?",
    # AAN: "Level A"; USPSTF: "Grade B", "B recommendation", "I statement"; SIGN "Grade D"
    r"(?:level|grade|recommendation level|category)[: ]+(?:[ABCDUI]|I{1,3}|IV)(?:[ab])"
    r"?\b(?:[;,] [^()]*)?",
    r"[ABCDI] (?:recommendation|statement)|grade[: ]+[ABCDI]",
    # IDSA in short: "(strong, moderate-quality)", "(conditional; very low)", "(knowledge gap)"
    r"(?:strong|weak|conditional)\s*[,;|/]\s*(?:very low|low|moderate|high)\b[^()]*|knowledge gap",
    # Endocrine Society: "(1|⊕⊕○○)"
    r"[12]\s*[|,;]?\s*[⊕⨁][⊕⨁⊙○◯]*",
    r"evidence(?: (?:level|category|grade))?[: ]+[A-D]$",
    # NICE and others print the year of the recommendation: not a grade, but it stands in the same
    # place
    r"\[(?:19|20)[0-9]{2}(?:, amended (?:19|20)[0-9]{2})?\]",
)
_N_PLAIN = 15  # so many of them count without brackets, at the end or start of a sentence
_GRADE = re.compile("|".join(f"(?:{p})" for p in _GRADE_PATTERNS), re.IGNORECASE)
_BRACKET = re.compile(r"[(\[]([^()\[\]]{1,160})[)\]]")
_TRAILING = re.compile(
    rf"(?:[.;:–—-]\s*)((?:{'|'.join(_GRADE_PATTERNS[:_N_PLAIN])})\.?)\s*$", re.IGNORECASE
)
_LEADING = re.compile(
    rf"^\s*((?:{'|'.join(_GRADE_PATTERNS[:_N_PLAIN])})\s*[.:–—-])\s+", re.IGNORECASE
)
# "Grade A Tonsillectomy is recommended": a label in bold that lost its mark
_LABEL = re.compile(
    r"^\W*(?P<label>(?i:(?:strong|weak|conditional) recommendation(?-i:(?: for| against)?)|"
    r"(?:grade|level) (?-i:[A-C])|expert (?:agreement|opinion|consensus)|"
    r"good practice (?:point|statement)|consensus(?:-based)? recommendation))\s+(?=[A-Z][\w-]*\s)"
)
# "COR 1, LOE B-NR. In patients with ...": a block in which grades stand as sentences in front
_ALONE = rf"(?:{'|'.join(_GRADE_PATTERNS[:_N_PLAIN])})\s*[.:]"
_FIRST = re.compile(rf"^\W*(?P<grade>{_ALONE})\s", re.IGNORECASE)
_IN_FRONT = re.compile(rf"(?:^|[.;]\s)\W*(?P<grade>{_ALONE})\s*$", re.IGNORECASE)
# ASCO prints named fields in the bracket: type, quality of the evidence, strength.
_NAMED = re.compile(
    r"\bstrength(?: of (?:the )?recommendation)?\s*[:=]\s*(?P<strength>[\w ]{1,30}?)"
    r"\s*(?=$|[;,.)|])",
    re.IGNORECASE,
)
_NAMED_QUALITY = re.compile(
    r"\b(?:evidence quality|quality(?: of (?:the )?evidence)?|certainty(?: of (?:the )"
    r"?evidence)?|level of evidence|confidence)\s*[:=]\s*(?P<certainty>[\w -]{1,30}?)"
    r"\s*(?=$|[;,.)|])",
    re.IGNORECASE,
)
# The AAP prints the evidence first: "(Evidence Quality: B; Strong Recommendation)"
_EVIDENCE_FIRST = re.compile(
    r"(?:aggregate )?evidence quality\s*[:=]\s*(?P<certainty>[\w -]{1,30}?)\s*[;,]\s*"
    r"(?P<strength>(?:(?:strong|moderate|weak) )?recommendation|option)$",
    re.IGNORECASE,
)
# GINA and GOLD print the evidence alone: "(Evidence A)"
_EVIDENCE = re.compile(r"evidence(?: (?:level|category|grade))?[: ]+([A-D])", re.IGNORECASE)
_CERTAINTY = re.compile(
    r"(very low|low|moderate|high)[- ](?:quality|certainty)|^(?:strong|weak|conditional)\W+"
    r"(very low|low|moderate|high)\b|(?:loe|level of evidence)"
    r"[: ]*([ABC](?:-[A-Z]{1,2})?)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Grade:
    """A printed grade.

    Attributes:
        label: As printed, trimmed of the category after "|" ("Weak for").
        certainty: As printed, "" where there is none.
        start: Offset in the sentence at which the grade and its bracket start.
        end: Offset after them.
    """

    label: str
    certainty: str
    start: int
    end: int


_OUTSIDE = 10**9  # behind any sentence


def grade_apart(label: str, certainty: str = "") -> Grade:
    """A grade that is printed outside the sentence: in another cell, as a heading of its column."""
    return Grade(label, certainty, _OUTSIDE, _OUTSIDE)


def find_grade(sentence: str) -> Grade | None:
    """The grade printed in a sentence: in brackets, else at its very end or start.

    None where there is none.
    """
    for match in reversed(list(_BRACKET.finditer(sentence))):
        inner = match.group(1).strip()
        if _GRADE.match(inner) and not inner.startswith("["):
            return _grade(inner, match.start(), match.end())
        if first := _EVIDENCE_FIRST.fullmatch(inner):
            return Grade(first["strength"], first["certainty"], match.start(), match.end())
        named = _NAMED.search(inner)
        if named:
            quality = _NAMED_QUALITY.search(inner)
            return Grade(
                named.group("strength").strip(),
                quality.group("certainty").strip() if quality else "",
                match.start(),
                match.end(),
            )
    trailing = _TRAILING.search(sentence)
    if trailing:
        return _grade(trailing.group(1), trailing.start(), trailing.end())
    leading = _LEADING.search(sentence)
    if leading:
        return _grade(leading.group(1).rstrip(" .:–—-"), leading.start(), leading.end())
    label = _LABEL.match(sentence)
    return _grade(label["label"], label.start(), label.end()) if label else None


# ACR writes the strength into the verb: "is conditionally recommended against"
_IN_WORDS = re.compile(
    r"\b(?P<how>strongly|conditionally) (?P<verb>recommended|suggested)(?P<against> against)?\b",
    re.IGNORECASE,
)


def grade_in_words(predicate: str) -> Grade | None:
    """The strength that a predicate tells in its adverb; None where it tells none."""
    found = _IN_WORDS.search(predicate)
    return grade_apart(found.group().capitalize()) if found else None


def is_in_words(label: str) -> bool:
    """Whether a grade is no more than the words of a predicate."""
    return _IN_WORDS.fullmatch(label) is not None


# "2a  B-NR  1. In patients ...": the columns of ACC/AHA's tables in plain text
_COLUMNS = re.compile(
    r"^\s*(?P<class>1|2a|2b|3:? ?(?:harm|no benefit)|I|IIa|IIb|III:? ?(?:harm|no benefit))\s+"
    r"(?P<level>A|B-N?R|C-(?:LD|EO))\s+(?=(?:\d{1,2}\.\s+)?\w)",
    re.IGNORECASE,
)


def grade_in_columns(block: str) -> Grade | None:
    """Class and level that stand in front of a recommendation, as columns; None for any other."""
    found = _COLUMNS.match(block)
    return Grade(found["class"], found["level"], 0, 0) if found else None


def grade_in_front(front: str) -> Grade | None:
    """The grade that is the sentence before, in a block that starts with one; else None.

    Args:
        front: The block up to the sentence that is asked about.
    """
    found = _IN_FRONT.search(front) if _FIRST.match(f"{front} ") else None
    return _grade(found["grade"].rstrip(" .:"), 0, 0) if found else None


def without_columns(block: str) -> str:
    """A recommendation without the columns of class and level in front of it."""
    found = _COLUMNS.match(block)
    return block[found.end() :] if found else block


def grade_spans(sentence: str) -> list[tuple[int, int]]:
    """Places of the grades in brackets, in reading order; years are none."""
    return [
        (match.start(), match.end())
        for match in _BRACKET.finditer(sentence)
        if _GRADE.match(match.group(1).strip())
    ]


_LONGEST_CELL = 80  # characters
# What a vote came to, in statements by consensus (Delphi; AWMF's "strong consensus")
_CONSENSUS = re.compile(
    r"(?:(?:strong|full|unanimous|no|without) )?consensus"
    r"(?: (?:was )?(?:not )?(?:reached|achieved))?",
    re.IGNORECASE,
)


def grade_of_cell(cell: str) -> str:
    """A table cell as a grade label, "" where it is none."""
    text = cell.strip()
    if re.fullmatch(
        r"(?:1|2a|2b|3|I|IIa|IIb|III|[ABCDIU])(?:[:,.; -]+(?:no benefit|harm|"
        r"[ABC](?:-[A-Z]{1,2})?))?",
        text,
        re.IGNORECASE,
    ):
        return text
    if _CONSENSUS.fullmatch(text):
        return text
    found = _GRADE.match(text)
    return _label(text) if found and len(text) <= _LONGEST_CELL else ""


def _grade(inner: str, start: int, end: int) -> Grade:
    if level := _EVIDENCE.fullmatch(inner):
        return Grade("", level[1], start, end)
    certainty = _CERTAINTY.search(inner)
    return Grade(
        _label(inner), next(filter(None, certainty.groups()), "") if certainty else "", start, end
    )


def _label(text: str) -> str:
    return re.split(r"\s*\|\s*", text.strip().rstrip("."))[0].strip()
