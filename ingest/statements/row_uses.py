"""The uses in a cell of a table: "A with B; C; D after E", each with what is asked for."""

import re
from dataclasses import dataclass

from ingest.lexis import words
from ingest.statements.phrases import clean
from ingest.statements.slots import parse_population
from ingest.statements.subject import looks_like_condition

_PARTS = re.compile(r";\s*(?:(?:and/or|or|and)\b:?\s*)?|\s*\n\s*(?:[•*-]\s*)?", re.IGNORECASE)
_COMMAS = re.compile(r"[;,]\s*(?:(?:and/or|or|and)\b\s*)?|\s+or\s+", re.IGNORECASE)
_FRONT = re.compile(
    r"\s*(?:[•*-]\s*|\(?(?:\d{1,2}|(?-i:[a-z]))[.)]\s+)?(?:(?:or|and)\b[\s:,]*)?"
    r"(?:(?:treatment|management|therapy) (?:of|for) |(?:suspected|known|possible|proven) )?",
    re.IGNORECASE,
)
# What is asked for begins behind the name of a condition
_BEHIND = re.compile(
    r"\s*(?:,|:|(?=[<>≥≤(])|(?<=\s)(?=(?:grade|stage|class)\s*[<>≥≤\dIVX])|(?<=\s)(?=(?:with|when|"
    r"if|after|before|within|on|who|whose|where|not|that|despite|refractory|unable|requiring|"
    r"without|confirmed|documented|proven|resistant|failing|failed|unresponsive|reaching|"
    r"persisting|of (?:less|more|at least)|at age|lasting|only|provided|unless|until|as|plus)\b)|"
    r"(?<=\s)and\b)\s*",
    re.IGNORECASE,
)
_LIMITS = re.compile(
    r"\b(?:order|supply|authori[sz]ation|approval|course)s? (?:stops?|ends?|limited|expires?)\b|"
    r"^\W*(?:otherwise|use |max(?:imum)?\b|up to\b|limit(?:ed)? to \d)",
    re.IGNORECASE,
)
_NOT_FOR = re.compile(
    r"(?:^|(?<=[.;])\s*|(?<=\))\s+)(?:not (?:for|approved for|covered for|indicated (?:for|in)|"
    r"to be used (?:for|in)|recommended (?:for|in))|do not use (?:for|in)|exclu(?:ded|des|sions?)|"
    r"contra-?indicated(?: in)?)\s*:?\s+",
    re.IGNORECASE,
)
_SENTENCE = re.compile(r"(?<=[a-z0-9)/%])\.\s+(?=[A-Z])")
# What says when or how far, and no condition
_ONLY_WHEN = re.compile(
    r"(?:only\s+)?(?=(?:when|if|where|once|after|stage|grade|class|ages?|aged|up to)\b)",
    re.IGNORECASE,
)
# "stress, urge or mixed incontinence": kinds of one condition
_KINDS = re.compile(r"[\w-]+(?:, [\w-]+)*,? (?:or|and) (?:[\w-]+ ){1,3}[\w-]+", re.IGNORECASE)
_EXAMPLES = re.compile(r"\W*(?:including|for example|e\.g\.|such as|i\.e\.)", re.IGNORECASE)
_PURPOSE = re.compile(
    r"(?:(?:primary|secondary|routine|long-term) )*(?:prophyla\w+|prevention|screening|empiric\w*|"
    r"maintenance|surveillance|monitoring)\b",
    re.IGNORECASE,
)
# "Before drug X", "Drug X in breast cancer": when, and for what only behind "in" or "for"
_WHEN = re.compile(r"(?:before|after|during|prior to|at|while|selecting|choosing|starting)\b", re.I)
_IN_WHAT = re.compile(r"^(?P<when>.+?)\s+(?:in|for)\s+(?P<what>\S.*)$", re.IGNORECASE)
_PEOPLE_IN = re.compile(r"^(?P<what>.+?)\s+(?=in (?:adults|children|patients|members|women|men)\b)")


# "Granulomatosis with polyangiitis (GPA)": the short form is of the whole name
_WITH_SHORT = re.compile(
    r"[^,;:()\d<>≥≤]+ with [^,;:()\d<>≥≤]+\((?=[^()]*[A-Z]{2})[A-Za-z-]{2,8}\)"
)


@dataclass(frozen=True, slots=True)
class Use:
    """One use of a thing.

    Attributes:
        groups: Phrases of its condition.
        populations: For whom.
        criteria: The place of what is asked for, in the document's text.
        narrows: Whether that narrows the condition, and does not only say when.
    """

    groups: tuple[tuple[str, ...], ...]
    populations: tuple[str, ...]
    criteria: tuple[int, int] | None
    narrows: bool = True


def refused_in_cell(cell: str) -> tuple[str, list[tuple[int, str]]]:
    """A cell up to its "Not for:", and what stands behind each, with its place."""
    found = list(_NOT_FOR.finditer(cell))
    if not found:
        return cell, []
    ends = [m.start() for m in found[1:]] + [len(cell)]
    behind = []
    for match, end in zip(found, ends, strict=True):
        text = cell[match.end() : end]
        behind.append((match.end(), _SENTENCE.split(text)[0]))
    return cell[: found[0].start()].rstrip(), behind


# "Failure, intolerance, or contraindication of X" is asked for, and no disease
_ASKED = re.compile(
    r"\W*(?:(?:documented|prior|previous|adequate|inadequate|insufficient)\s+)*(?:failure(?! to "
    r"thrive)|intolerance|contra-?indication|inadequate|insufficient|trials?|"
    r"no response|responses?)"
    r"(?=\W|$)",
    re.IGNORECASE,
)


# "Contracture of 30 degrees or more": how much of it, and no use beside others
_DEGREE = re.compile(
    r"\bof (?:at least |more than |over |above )?\d[\d.,]* ?(?:degrees?|%|mm|cm|kg|g|mg|points?)?"
    r"(?: or (?:more|greater|higher|less|lower))?(?=\W|$)",
    re.IGNORECASE,
)


def names_conditions(cell: str, *, is_uses: bool) -> bool:
    """Whether the parts of a cell are what a thing is for, and no criteria of one use."""
    parts = [p for p in _PARTS.split(cell) if words(p) and not _ASKED.match(p)]
    parts = parts if is_uses else [p for p in parts if not _DEGREE.search(p)]
    return is_uses or any(looks_like_condition(_head(_bare(p)[1])[0]) for p in parts)


def uses_of(cell: str, start: int, *, commas: bool = False) -> list[Use]:
    """Every use of a cell that starts at `start` of the document's text."""
    found: list[Use] = []
    pattern = _COMMAS if commas else _PARTS
    at = 0
    for match in [*pattern.finditer(cell), None]:
        end = match.start() if match else len(cell)
        if (use := _use(cell[at:end], start + at)) is not None:
            found.append(use)
        at = match.end() if match else end
    return found


def setting_of(cell: str, start: int) -> list[Use]:
    """What a column of settings says a row is for: conditions, or only when ("Before drug X").

    Alternatives each make a use of their own; people behind a moment belong to it.
    """
    if _WHEN.match(cell) or (_IN_WHAT.match(cell) and not looks_like_condition(_head(cell)[0])):
        found = _IN_WHAT.match(cell)
        if found and looks_like_condition(found["what"]):
            when = (start, start + found.end("when"))
            return [Use(((clean(found["what"]),),), (), when, narrows=False)]
        if _WHEN.match(cell):
            return [Use((), (), (start, start + len(cell.rstrip(" .;"))))]
    return uses_of(cell, start)


def _bare(part: str) -> tuple[int, str]:
    front = _FRONT.match(part)
    skip = front.end() if front else 0
    return skip, _SENTENCE.split(part[skip:])[0].rstrip(" .;,")


def _head(text: str) -> tuple[str, int]:
    """The condition in front of a part, and where what is asked for begins."""
    if _KINDS.fullmatch(text) and looks_like_condition(text.rsplit(",", 1)[-1]):
        first = text.split(",", 1)[0]
        if "," in text and len(words(first)) == 1 and not looks_like_condition(first):
            return text, len(text)
    if _WITH_SHORT.fullmatch(text):
        return text, len(text)
    rest = _BEHIND.search(text, 1)
    name = text[: rest.start()] if rest else text
    return name.strip(), rest.end() if rest else len(text)


def _use(part: str, start: int) -> Use | None:
    skip, text = _bare(part)
    if not words(text) or _LIMITS.search(text):
        return None
    if only := _ONLY_WHEN.match(text):
        at = start + skip + only.end()
        return Use((), (), (at, start + skip + len(text)))
    name, behind = _head(text)
    if not words(name):
        name, behind = text, len(text)
    who = _PEOPLE_IN.match(name)
    told = parse_population(name[who.end() :]) if who else None
    plain = clean(who["what"] if who else name)
    whole = _PURPOSE.match(plain)  # "prophylaxis of X" is not X
    groups = () if whole else parse_population(f"for {plain}").groups
    asked = text[behind:].strip(" .;,")
    asked = "" if _EXAMPLES.match(asked) else asked
    place = text.find(asked, behind) if words(asked) else -1
    at = start + skip + place
    return Use(
        groups or ((plain,),),
        told.populations if told else (),
        (at, at + len(asked)) if place >= 0 else None,
    )
