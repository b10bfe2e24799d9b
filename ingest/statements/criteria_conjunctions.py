"""Where "and", "or" and commas part whole criteria, and how tightly each of them binds."""

import re
from dataclasses import dataclass

from ingest.statements.criteria_patterns import (
    ADDITION,
    ASIDE,
    BARE_STATUS,
    CLAUSE_START,
    COMPARE,
    COURSE_OF,
    FINITE,
    INFINITIVE,
    INFINITIVE_END,
    LASTING,
    MEASURED,
    MEMBER,
    NAME_END,
    NAME_GOES_ON,
    OPEN_END,
    PREDICATE,
    RELATIONAL_END,
    SEPARATOR,
    STANDS,
    STARTER,
    SUBJECT,
    TAIL,
    WITH_LIST,
)
from ingest.statements.models import Join

# Binding, tightest first: alternatives on one measure, then without comma, then with; AND before OR
# in each.
N_LEVELS = 5


@dataclass(frozen=True, slots=True)
class Separator:
    """A conjunction between two criteria.

    Attributes:
        join: ALL_OF for "and", ANY_OF for "or" and "and/or".
        level: How tightly it binds, from 0 (tightest) to N_LEVELS - 1.
    """

    join: Join
    level: int


_IS_OR = re.compile(r"\W*or\W*", re.IGNORECASE)
_STATUS_TO = re.compile(
    r"\W*or\s+(?:(?:an?|documented|known|severe|medical)\s+)*(?:contraindications?|intolerance|"
    r"hypersensitivity|allergy|adverse (?:reaction|effect|event)s?)\s+(?:to|with|from|of)\b",
    re.IGNORECASE,
)


def conjuncts(
    text: str, mask: str, start: int, end: int
) -> tuple[list[tuple[int, int]], list[Separator]]:
    """Spans of the criteria in `text[start:end]` and what stands between each two.

    One span where it is one criterion.

    Args:
        text: The whole clause.
        mask: The same with brackets blanked out; same length.
        start: Offset of the first character.
        end: Offset after the last one.
    """
    matches = list(SEPARATOR.finditer(mask, start, end))
    spans: list[tuple[int, int]] = []
    kept: list[re.Match[str]] = []
    at, shares = start, False
    for index, match in enumerate(matches):
        following = matches[index + 1].start() if index + 1 < len(matches) else end
        bare = _lacks_object(mask[match.end() : following])
        # "A, or an intolerance or contraindication to B": the two share B, and part before them
        shared = bare and _IS_OR.fullmatch(match.group()) and _STATUS_TO.match(mask[following:end])
        if (shared or not (bare or shares)) and _parts(mask, at, match, end):
            spans.append((at, match.start()))
            kept.append(match)
            at, shares = match.end(), bool(shared)
        else:
            shares = False
    spans.append((at, end))
    return spans, _levels(text, spans, kept)


_AND_EITHER = re.compile(r",?\s+and\s+either\s+(?!of\b)", re.IGNORECASE)
_AND_MORE = re.compile(r",\s+and\s+", re.IGNORECASE)
_OR = re.compile(r"\b(?:or|either)\s+", re.IGNORECASE)


def and_either(mask: str, start: int, end: int) -> list[tuple[int, int]]:
    """The spans of A, of "B or C", and of what follows, in "A and either B or C, and D".

    Empty where it is not said; a choice before it makes another structure, left as it is read.
    """
    found = list(_AND_EITHER.finditer(mask, start, end))
    if len(found) != 1 or not _OR.search(mask, found[0].end(), end):
        return []
    before = _OR.finditer(mask, start, found[0].start())
    if any(not TAIL.match(mask, m.end()) for m in before):
        return []
    more = _AND_MORE.search(mask, found[0].end(), end)
    own = [(start, found[0].start()), (found[0].end(), more.start() if more else end)]
    return [*own, (more.end(), end)] if more else own


def fill_gaps(said: list[str]) -> list[str]:
    """A bare separator takes the conjunction that follows it ("A; B; or C").

    At the end the one before.
    """
    filled = list(said)
    for index in range(len(filled) - 2, -1, -1):
        filled[index] = filled[index] or filled[index + 1]
    for index in range(1, len(filled)):
        filled[index] = filled[index] or filled[index - 1]
    return filled


def _lacks_object(piece: str) -> bool:
    """True for "intolerance" alone.

    "has tried" in "has tried and failed X" takes its object from what follows.
    """
    return BARE_STATUS.match(piece) is not None and OPEN_END.search(piece) is None


def _parts(mask: str, at: int, match: re.Match[str], end: int) -> bool:
    """True where both sides of a conjunction stand as criteria of their own."""
    left, right = mask[at : match.start()], mask[match.end() : end]
    either = "or" in (match.group("conj") or "").lower().split("/")
    if (
        TAIL.match(right)
        or _IS_WRITTEN.match(right)
        or ADDITION.match(right)
        or (OPEN_END.search(left) and not _HAS_FAILED.search(left))
        or BARE_STATUS.match(left)
        or _HANGS.search(left)
        or _SHARES_OBJECT.search(left)
        or (_ONE_WORD_OF_REST.search(left) and _VERB_FOLLOWS.search(right))
        # "A or another drug was ineffective"
        or (_ANOTHER.match(right) and not FINITE.search(left))
        or (either and (_NEITHER.search(left) or (_DEGREE.search(left) and _NONE.match(right))))
    ):
        return False
    if re.search(r"\bbetween\b[^,;]*$", left, re.IGNORECASE) and " and " not in left.lower():
        return False
    if PREDICATE.match(right) and not FINITE.search(ASIDE.sub("", left)):
        # "gabapentin, and an antidepressant, have failed": the verb is of both; and in "the
        # patient, who has asthma, is stable" the first one is the aside's.
        return False
    if (
        RELATIONAL_END.search(left)
        or (
            match.group("comma") is None and INFINITIVE_END.search(left) and INFINITIVE.match(right)
        )
        or _shares_length(left, right, either=either)
        or (either and _is_member(left, right))
    ):
        return False
    one_number = either and _NAMES_MEASURE.search(left) and MEASURED.match(right)
    if one_number or (NAME_END.search(left) and NAME_GOES_ON.match(right)):
        return False  # "an AHI or RDI of 30"; "Psoriasis Area and Severity Index"
    starts = STARTER.match(right) or (FINITE.search(left) and CLAUSE_START.match(right))
    listed = either or match.group("list") is not None
    stands = STANDS.search(left) and not (listed and _is_bare_subject(right))
    return bool(stands) and starts is not None


def _is_bare_subject(right: str) -> bool:
    """Whether a subject without a verb begins: one of "fracture, tumor or infection"."""
    said = STANDS.search(right) or FINITE.search(right)
    return _BARE_SUBJECT.match(right) is not None and said is None


_NAMES_MEASURE = re.compile(
    r"(?:\b(?:with|of|has|have|by|and|an?|the|either)\s+|^\W*)(?:an?\s+|the\s+)?"
    r"(?:[A-Z]{2,}[\w-]*|[a-z]+ (?:score|index))\s*$"
)
_BARE_SUBJECT = re.compile(rf"(?:(?:the|an?|any)\s+)*{SUBJECT}", re.IGNORECASE)
# "two trials have failed and ...": who "has failed" needs an object, what has failed does not
_HAS_FAILED = re.compile(
    r"\b(?:trials?|drugs?|agents?|medications?|medicines|treatments?|therap(?:y|ies)|measures|"
    r"management|care|surgery|courses?|exercise|options)(?:\s+of\s+[\w-]+)?(?:\s+\([^()]*\))?\s+"
    r"(?:has|have|had)\s+"
    r"(?:(?:all|both|each)\s+)?failed\W*$",
    re.IGNORECASE,
)
# "a visit has taken place and is documented in the chart": of one visit
_IS_WRITTEN = re.compile(
    r"\W*(?:(?:is|are|was|were|has been|have been|must be) )?(?:clearly |fully )?(?:documented|"
    r"recorded|"
    r"charted)(?: (?:in|within) (?:the |a )?[\w' ]{0,40})?\W*$|"
    # "a reason, even when one is obvious, must be given": the verb of what stands before the aside
    r"\W*(?:must|should|shall) (?:also )?be (?:given|provided|submitted|stated|supplied)\b",
    re.IGNORECASE,
)
# "failure of, or intolerance or contraindication to, X": the three share X
_SHARES_OBJECT = re.compile(
    r"\b(?:of|to|with),?\s+(?:or|and|and/or)\s+(?:(?:an?|documented)\s+)*(?:intolerance|failure|"
    r"contraindications?|inadequate response|trial|hypersensitivity)\W*$",
    re.IGNORECASE,
)
_HANGS = re.compile(r"\w-\s*$")
# "mostly obstructive: central and mixed apneas make up less than 25%": of both kinds together
_ONE_WORD_OF_REST = re.compile(r":\s*(?:[a-z-]+\s+){0,2}[a-z-]+\s*$")
_VERB_FOLLOWS = re.compile(
    rf"{FINITE.pattern}|\b(?:make|account|comprise|constitute|number|total|remain|exceed)\b",
    re.IGNORECASE,
)
_NEITHER = re.compile(r"\bneither\b(?:(?!\b(?:n?or|and)\b)[^,;])*$", re.IGNORECASE)
_DEGREE = re.compile(
    r"\b(?:limited|little|minimal|poor|inadequate|insufficient|partial)\s*$", re.IGNORECASE
)
_NONE = re.compile(r"\W*no\b", re.IGNORECASE)  # "limited or no benefit" is one
_ANOTHER = re.compile(r"\W*(?:an)?other\b", re.IGNORECASE)
_IN_WHAT = re.compile(r"\bin\s+(?:the\s+)?[a-z-]+\s*$", re.IGNORECASE)


def _shares_length(left: str, right: str, *, either: bool) -> bool:
    """Whether both sides lasted as long: "symptoms of neck or back pain for at least 6 months".

    Also "a trial of diet and exercise for at least 3 months".
    """
    if LASTING.match(right) is None:
        return False
    if either and _IN_WHAT.search(left):  # "relief of 50% in pain or function for 3 months"
        return True
    if re.search(r"\d", left):
        return False
    return COURSE_OF.search(left) is not None or (either and not FINITE.search(left))


# "a decrease in attacks, hospital stays, or use of steroids": in each of them
_CHANGE_IN = re.compile(
    r"\b(?:decreas|reduc|improv|increas|declin|worsen|chang|stabili[sz]|lessen)\w*\s+(?:in|of)\s+"
    r"(?:(?!\b(?:and|or)\b)[^;,]|,(?!\s*(?:an?|the)\s))*$",
    re.IGNORECASE,
)
_USE_OF = re.compile(
    r"(?:the\s+)?(?:(?:[\w-]+\s+){0,2}(?:use|uses|doses?|need|requirements?|symptoms?)"
    r"(?:\s+(?:of|for)\b|\W*$))",
    re.IGNORECASE,
)


def _is_member(left: str, right: str) -> bool:
    """Whether the right side is the last member of what "with" or a change governs."""
    changed = _CHANGE_IN.search(left) is not None and _USE_OF.match(right) is not None
    return changed or (WITH_LIST.search(left) is not None and MEMBER.match(right) is not None)


def _levels(text: str, spans: list[tuple[int, int]], kept: list[re.Match[str]]) -> list[Separator]:
    words = [(match.group("conj") or "").lower() for match in kept]
    for index in range(len(words) - 2, -1, -1):
        words[index] = words[index] or words[index + 1]
    found: list[Separator] = []
    for index, (word, match) in enumerate(zip(words, kept, strict=True)):
        either = "or" in word.split("/")
        join = Join.ANY_OF if either else Join.ALL_OF
        commas = match.group("comma") is not None or match.group("list") is not None
        level = 1 + 2 * commas + either
        if either and _same_measure(text[slice(*spans[index])], text[slice(*spans[index + 1])]):
            level = 0
        found.append(Separator(join, level))
    return found


def _same_measure(left: str, right: str) -> bool:
    """True for "BMI >= 40" and "BMI >= 35 ...".

    Or where the right side leaves the name out (">= 35 ...").
    """
    one, other = MEASURED.match(left), MEASURED.match(right)
    if one and re.match(rf"\W*(?:{COMPARE}|\d)", right, re.IGNORECASE):
        return True
    return bool(one and other and one.group(1).lower() == other.group(1).lower())
