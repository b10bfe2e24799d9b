"""ICD-10-CM, HCPCS and CPT codes: spotting, ranges, hierarchy.

Owner of simple-icd-10-cm (2 s to import, hence lazy). Codes are facts and are kept as printed; CPT
descriptors are licensed and are neither stored nor shown.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from types import ModuleType

# ICD-10-CM: letter, digit, digit or letter, then up to four characters after the dot (ICD-10-CM
# Official Guidelines, I.A.2).
_ICD = r"[A-TV-Z][0-9][0-9AB](?:\.[0-9A-TV-Z]{1,4})?"
_ICD_DOTTED = re.compile(rf"(?<![A-Za-z0-9.])({_ICD})(?![A-Za-z0-9])")
_ICD_LOOSE = re.compile(
    r"(?<![A-Za-z0-9.])([A-TV-Z][0-9][0-9AB][0-9]{1,2}[0-9A-Z]{0,2}"
    r"|[a-tv-z][0-9][0-9ab]\.[0-9a-z]{1,4}|[a-tv-z][0-9]{4})(?![A-Za-z0-9])"
)
_HCPCS = re.compile(r"(?<![A-Za-z0-9.])([ABCEGHJKLMPQRSTV][0-9]{4})(?![A-Za-z0-9])", re.IGNORECASE)
# Five digits are also counts ("12345 patients"), sums ("$15000"), postal codes ("MN 55435"); what
# behind a comma or a stop it is a number, unless the next code follows ("15820,15821"). A hyphen
# may lead in a modifier ("99213-25").
_CPT_CODE = r"(?:[0-9]{5}|[0-9]{4}[FTU])"
_CPT = re.compile(
    rf"(?<![A-Za-z0-9.$=])(?<!\b(?!OR)[A-Z]{{2}}\s)({_CPT_CODE})(?![A-Za-z0-9%]|\.[0-9]"
    rf"|,(?!{_CPT_CODE}(?![0-9]))[0-9]|-(?![0-9]{{2}}(?![0-9])))"
    r"(?!\s*(?:mg|mcg|µg|g|kg|ml|units?|iu|cells?|copies|patients?|participants?|people|persons|"
    r"members|women|men|children|subjects?|dollars)\b)",
)
_PROCEDURES = re.compile(
    r"(?<![A-Za-z0-9.$=])([0-9]{5}|[A-V][0-9]{4})\s*(?:-|–|—|to|through|thru)\s*"
    r"([0-9]{5}|[A-V][0-9]{4})(?![A-Za-z0-9%]|[.,][0-9])"
)
# What may stand between two codes of one list; the code word stands before the first.
_NEXT_CODE = re.compile(
    r"(?:-[0-9]{2})?(?:\s*\([^()]{1,80}\))?\s*(?:[,;/&]|-|–|—|\b(?:and|or|to|through|thru)\b|\s)+\s*",
    re.IGNORECASE,
)
_RANGE = re.compile(rf"({_ICD})\s*(?:-|–|—|to|through|thru)\s*({_ICD})(?![A-Za-z0-9])")
# "J1557 for G6181": the shape is of both systems, its place is that of a diagnosis.
_FOR_WHAT = re.compile(
    r"\b(?:for|with|in|has|dx|diagnos(?:is|es|ed)(?: of| code)?)[\s:]*\Z", re.IGNORECASE
)
_CATEGORY = re.compile(
    r"(?<![A-Za-z0-9.])([A-TV-Z][0-9][0-9AB](?:\.[0-9A-Z]{0,3})?)\.?(?:-|x{1,4}(?![a-z])"
    r"|\*)(?![A-Za-z0-9])"
)

CATEGORY_CHARS = 3  # of an ICD-10-CM category ("G43")


@dataclass(frozen=True, slots=True)
class CodeMention:
    """A code in a text.

    Attributes:
        code: Upper case, with its dot: "R53.82", "J1459", "99213".
        system: "icd10cm", "hcpcs" or "cpt".
        start: Offset of its first character.
        end: Offset after its last character.
    """

    code: str
    system: str
    start: int
    end: int


def dotted(code: str) -> str:
    """An ICD-10-CM code in upper case with its dot: "r5382" becomes "R53.82"."""
    bare = code.upper().replace(".", "")
    return bare if len(bare) <= CATEGORY_CHARS else f"{bare[:3]}.{bare[3:]}"


def spot_codes(text: str, *, loose: bool = False) -> tuple[CodeMention, ...]:
    """Codes in a text; with `loose` (questions) also without dot or in lower case.

    A three-character ICD-10-CM category in prose ("B12", "A1C") counts only if it exists as a
    category and is written with a code word beside it, for vitamin B12 is no diagnosis.
    """
    found: dict[tuple[int, int], CodeMention] = {}
    for match in _ICD_DOTTED.finditer(text):
        if "." in match.group(1) or _code_word_near(text, match.start(), match.end()):
            found[match.span()] = CodeMention(match.group(1), "icd10cm", *match.span())
    if loose:
        found.update(_loose_icd(text))
    for mention in _hcpcs(text, loose=loose):
        span = mention.start, mention.end
        if span not in found or mention.system == "icd10cm":
            found[span] = mention
    for mention in _cpt(text, [m.end for m in found.values() if m.system == "hcpcs"]):
        found.setdefault((mention.start, mention.end), mention)
    return tuple(found[span] for span in sorted(found))


def _cpt(text: str, ends: list[int]) -> Iterator[CodeMention]:
    """Codes of CPT beside a code word, and those that go on with a list of codes.

    Args:
        text: Any text.
        ends: Where the codes of HCPCS end.
    """
    ends = list(ends)
    marks = [*_CPT.finditer(text), *_PROCEDURES.finditer(text)]
    spans = {(m.start(n), m.end(n)) for m in marks for n in range(1, m.re.groups + 1)}
    for start, end in sorted(spans):
        before = max((e for e in ends if e <= start), default=None)
        goes_on = before is not None and _NEXT_CODE.fullmatch(text, before, start)
        if text[start].isdigit() and (goes_on or _code_word_near(text, start, end)):
            ends.append(end)
            yield CodeMention(text[start:end], "cpt", start, end)


def _loose_icd(text: str) -> dict[tuple[int, int], CodeMention]:
    """ICD-10-CM codes without dot or in lower case, by their spans."""
    return {
        match.span(): CodeMention(dotted(match.group(1)), "icd10cm", *match.span())
        for match in _ICD_LOOSE.finditer(text)
        if is_icd(dotted(match.group(1))) and not _HCPCS.fullmatch(match.group(1))
    }


def _hcpcs(text: str, *, loose: bool) -> Iterator[CodeMention]:
    """Codes of the shape of HCPCS; in a question those that only ICD-10-CM knows are its own."""
    for match in _HCPCS.finditer(text):
        code = match.group(1)
        led_in = _FOR_WHAT.search(text, 0, match.start()) is not None
        if loose and (_looks_like_icd(code) or (led_in and is_icd(dotted(code)))):
            yield CodeMention(dotted(code), "icd10cm", *match.span())
        elif loose or code[0].isupper():
            yield CodeMention(code.upper(), "hcpcs", *match.span())


def _looks_like_icd(code: str) -> bool:
    # "R5382" and "J1459" have one shape; J, E and G codes of HCPCS win unless only ICD-10-CM knows
    # the code.
    return (
        code[0].upper() in "ABCEGHKLMPQRSTV"
        and code[0].upper() not in "J"
        and is_icd(dotted(code))
        and code[0].upper() not in "EGLAQ"
    )


def _code_word_near(text: str, start: int, end: int) -> bool:
    window = text[max(0, start - 40) : start] + " " + text[end : end + 12]
    return (
        re.search(
            r"\b(?:icd(?:-?10)?(?:-cm)?|codes?|dx|diagnosis|cpt|hcpcs|procedure)\b",
            window,
            re.IGNORECASE,
        )
        is not None
    )


def code_specs(text: str) -> tuple[str, ...]:
    """Codes, ranges ("D80.0-D80.7") and categories ("G43.-") of a list, as specs for `matches`."""
    specs: list[str] = []
    rest = text
    for match in _RANGE.finditer(text):
        specs.append(f"{match.group(1)}-{match.group(2)}")
        rest = rest.replace(match.group(0), " ")
    for match in _PROCEDURES.finditer(rest):
        specs.append(f"{match.group(1)}-{match.group(2)}")
        rest = rest.replace(match.group(0), " ")
    for match in _CATEGORY.finditer(rest):
        specs.append(f"{match.group(1).rstrip('.')}.-")
        rest = rest.replace(match.group(0), " ")
    specs.extend(match.group(1) for match in _ICD_DOTTED.finditer(rest))
    specs.extend(match.group(1) for match in _HCPCS.finditer(rest) if match.group(1)[0].isupper())
    specs.extend(match.group(1) for match in _CPT.finditer(rest))
    return tuple(dict.fromkeys(specs))


def matches(code: str, spec: str) -> bool:
    """Whether `code` is named by a spec: itself, inside a range, or under a category.

    A list that names "D80" names the category and thereby its members; a list that names "D80.1"
    does not name "D80".
    """
    code, spec = code.upper(), spec.upper()
    if spec.endswith(".-"):
        return code.replace(".", "").startswith(spec[:-2].replace(".", ""))
    if spec.endswith("-"):
        return code.replace(".", "").startswith(spec.rstrip("-").replace(".", ""))
    low, dash, high = spec.partition("-")
    if dash:
        bare = code.replace(".", "")
        low, high = low.replace(".", ""), high.replace(".", "")
        return low <= bare and (bare <= high or bare.startswith(high))
    if code == spec:
        return True
    return len(spec) == CATEGORY_CHARS and code.startswith(f"{spec}.")


_MAY_BE_ICD = re.compile(r"[A-Za-z]?\d")  # codes, blocks and chapters; "IVIG" is none


@lru_cache(maxsize=1)
def _icd() -> ModuleType:
    import simple_icd_10_cm  # noqa: PLC0415 - 2 s and 190 MB

    package: ModuleType = simple_icd_10_cm  # it ships no types
    return package


@lru_cache(maxsize=4096)
def is_icd(code: str) -> bool:
    """Whether a code (or category) exists in ICD-10-CM."""
    # no word of a question loads the whole classification
    return bool(_MAY_BE_ICD.match(code)) and bool(_icd().is_valid_item(code))


@lru_cache(maxsize=4096)
def description(code: str) -> str:
    """Descriptor of an ICD-10-CM code (public domain), "" where it does not exist."""
    return str(_icd().get_description(code)) if is_icd(code) else ""


@lru_cache(maxsize=4096)
def excludes1(code: str) -> tuple[str, ...]:
    """Excludes1 notes of a code and its parents: what it may not be used for."""
    if not is_icd(code):
        return ()
    notes: list[str] = list(_icd().get_excludes1(code))
    for parent in _icd().get_ancestors(code):
        if len(parent) >= CATEGORY_CHARS and "-" not in parent:
            notes.extend(_icd().get_excludes1(parent))
    return tuple(dict.fromkeys(str(note) for note in notes))
