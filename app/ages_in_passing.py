"""Ages as people write them in passing: "I'm 41", "my wife (39, MS)", "OAB, 59, leaks".

Read only where no age is stated in full. First what is said of a person; failing that, the one
number that stands alone between two stops.
"""

import re
from collections.abc import Iterator

from app.measures import measure_name
from app.quantities import NUMBER_WORD, NUMBER_WORDS, TIME_DAYS, time_unit

_WORDS = NUMBER_WORD
# Not an age: a number with a unit, a share, a date, a height, a count of something.
_NO_UNIT = (
    r"(?![\w.]*\d|\s*(?:[%'’\"″×]|[-–/]\s*\d|x\b|[xX]\d)|[-\s]*(?:weeks?|wks?|w(?!/|\s+\d)|months?|mos?|days?|"
    r"d|hours?|hrs?|h|min(?:ute)?s?|lbs?|kgs?|kilos?|pounds?|stones?|feet|foot|ft|in|inch(?:es)?|"
    r"cm|mm|mg|percent|per|times|points?|miles?|of|out|units?|or|to|more|less|pills?|shots?|"
    r"doses?|packs?|at (?:rest|night)|years?\s+(?!old|of age)\w+|yrs\s+(?!old|of age)\w+)\b)"
)
_HALF = r"(?:\s*½|\s+1/2)?"
_AGE = rf"(?P<n>[1-9]\d?|10\d){_HALF}"
_AGE_OR_WORD = rf"(?P<n>[1-9]\d?|10\d|(?:{_WORDS})\b){_HALF}"
_YEARS = r"(?:\s*-?(?:year|yr|y)\b)?"
_KIN = (
    r"(?:husband|wife|spouse|partner|father|dad|daddy|mother|mum|mom|mam|son|daughter|sister|"
    r"sis|brother|bro|uncle|aunt(?:ie)?|nephew|niece|grand(?:father|mother|pa|ma|dad|mum|mom|son|"
    r"daughter)|gran|nan|cousin|kid|kiddo|child|toddler|baby|boy|girl|teen(?:ager)?|(?:father|"
    r"mother)[- ]in[- ]law)"
)
_PERSON = (
    r"(?:(?-i:[Pp]t)|patient|member|client|enrollee|beneficiary|insured|wom[ae]n|(?!(?-i:MEN))m[ae]n|lady|"
    r"gentleman)"
)
# "Mr B 71", "Ms. T., 39", "Mrs Banerjee 66"
_TITLED = r"(?:Mrs?|Ms|Miss|Mx)\.?\s+[A-Z][\w'’-]*\.?"
_ENDS = r"(?=\s*(?:[,;.?!)&+]|$)|\s+[A-Za-z(])"

_FIRST_PERSON = re.compile(rf"\b(?:i\s*['’]?\s*m|i am)(?:\s+a)?\s+{_AGE}{_NO_UNIT}{_ENDS}", re.I)
_THIRD_PERSON = re.compile(
    rf"\b(?:he|she)(?:\s+is|['’]s|s)\s+(?:only\s+|now\s+)?{_AGE}{_NO_UNIT}{_ENDS}", re.I
)
_OF_AGE = re.compile(rf"\b(?:{_PERSON}|{_KIN}) of {_AGE}{_NO_UNIT}{_ENDS}", re.IGNORECASE)
_NAMED = re.compile(rf"\b{_TITLED}(?:\s*,\s*|\s+|\s*\(\s*)(?i:{_AGE}{_YEARS}{_NO_UNIT}{_ENDS})")
_BESIDE = re.compile(
    rf"\b{_PERSON}(?:\s*,\s*|\s+|\s*\(\s*)(?:is\s+)?{_AGE}{_YEARS}{_NO_UNIT}{_ENDS}", re.IGNORECASE
)
# Of relatives: "daughter 8", "my father, Walter B., 76", "my wife (MS, progressive, 59)".
_OF_KIN = re.compile(
    rf"(?<!his )(?<!her )(?<!their )(?<!whose )\b{_KIN}(?:\s+is|\s*,|\s*\(|(?=\s))"
    rf"(?:\s*(?-i:[A-Z][\w.'’-]*\s*){{1,2}},|[^()\d]{{1,40}},(?=[^()]{{1,4}}\)))?\s*"
    rf"{_AGE_OR_WORD}{_YEARS}{_NO_UNIT}{_ENDS}",
    re.IGNORECASE,
)
# "no more colonoscopy for me at 79"
_FOR_AT = re.compile(rf"\bfor (?:me|him|her) at {_AGE}{_NO_UNIT}{_ENDS}", re.IGNORECASE)
_IN_MONTHS = re.compile(
    r"\b(?:baby|infant|boy|girl|son|daughter|child|kid|toddler)\s*[,(]?\s*(?P<n>[1-9]\d?)\s*"
    r"(?P<unit>months?|mos?|weeks?|wks?)(?=\s*[,;.)])",
    re.IGNORECASE,
)
# "29 y f", "72 y M CKD4", "59 yr woman"; "pt 60m."; and at the head of a phrase "63 yr,"
_WITH_SEX = re.compile(
    r"(?<![\w.-])(?P<n>[1-9]\d?)\s*-?(?:yrs?|y|years?)\s+(?:(?-i:[MFmf])(?=[\s,;.)]|$)|"
    r"(?:wom[ae]n|m[ae]n|(?:fe)?male|boy|girl|lady|gentleman)\b)|"
    r"\b(?:pt|patient)\s+(?P<n2>[1-9]\d)\s*[mf](?=\s*[,;.)]|$)|"
    r"(?:^|[,;:.(?!]\s+)(?P<n3>[1-9]\d?)\s*-?(?:(?:yr|y)(?=\s*[,;.)]|\s+w/)|y\s+(?=[a-z]{4}))",
    re.IGNORECASE,
)
# "diabetes since age 9, now 27"
_NOW = re.compile(rf"\bage\s+\d+[^.;]{{0,20}}\bnow\s+(?P<n>\d{{1,2}}){_NO_UNIT}(?=\s*[.,;])", re.I)
_SAID = (
    _FIRST_PERSON,
    _THIRD_PERSON,
    _OF_AGE,
    _NAMED,
    _BESIDE,
    _WITH_SEX,
    _IN_MONTHS,
    _FOR_AT,
    _NOW,
)
# Who tells of their own illness is the patient, and not the relative of whom they tell too.
_OWN = re.compile(
    r"\bI (?:have|had|take|took|get|got|wake|smoke|weigh|tried|suffer|was diagnosed)\b|"
    r"\b(?:to (?:test|screen) me|wants me)\b|\b(?:[Ss]hould|[Dd]o|[Aa]m|[Mm]ust|[Mm]ay|[Cc]ould|"
    r"[Ww]ould|[Ww]ill) I\b(?!\s+(?:give|let|bring|get (?:him|her|them)|ask|worry|do)\b)"
)
_ALONE = re.compile(
    r"(?P<before>[^.,;?!\n]*)[,;.?!]\s+(?P<n>[1-9]\d)(?:\s*(?P<sex>[mf]))?"
    r"(?=\s*[,;.](?:\s+(?P<after>\w+)|\s*$)|\s*$)",
    re.IGNORECASE,
)
_MONTH = re.compile(
    r"\b(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)\w*\.?\s*(?:\d+)?$", re.IGNORECASE
)
_TYPE = re.compile(r"\b(?:type|stage|grade|class) \d$", re.IGNORECASE)
_LONGEST = 1500  # characters: a longer text is a record with numbers of every kind
_YOUNGEST_ALONE = 18  # "35m." is a man of 35; "12m." may be twelve months


def ages_said(text: str) -> Iterator[tuple[int, int, float]]:
    """Ages that are said of a person: (start, end, years)."""
    found = [m for pattern in _SAID for m in pattern.finditer(text)]
    if not found and not _OWN.search(text):
        found = list(_OF_KIN.finditer(text))[:1]
    for match in found:
        if not is_quoted(text, match.start()):
            yield *_span(match), _years(match)


def age_alone(text: str) -> Iterator[tuple[int, int, float]]:
    """The one number that stands alone between two stops ("OAB wet, 59, leaks"); none of two."""
    if len(text) > _LONGEST:
        return
    found = [m for m in _ALONE.finditer(text) if _may_be_age(m)]
    if len(found) == 1:
        yield *_span(found[0]), float(found[0].group("n"))


def _may_be_age(match: re.Match[str]) -> bool:
    before, after = match.group("before").strip(), match.group("after") or ""
    if match.group("sex") and int(match.group("n")) < _YOUNGEST_ALONE:
        return False
    if (
        not before
        or (before[-1].isdigit() and not _TYPE.search(before))
        or after[:1].isdigit()
        or _MONTH.search(before)
    ):
        return False
    return not measure_name(" ".join(before.split()[-2:])).ids


def is_quoted(text: str, at: int) -> bool:
    """Whether a place stands in quotation marks: a letter or a rule is quoted."""
    return text.count('"', 0, at) % 2 == 1 and '"' in text[at:]


def _span(match: re.Match[str]) -> tuple[int, int]:
    return match.end() - len(match.group().lstrip(" ,;:.(?!")), match.end()


def _years(match: re.Match[str]) -> float:
    groups = match.groupdict()
    printed = next(groups[name] for name in ("n", "n2", "n3") if groups.get(name))
    value = float(NUMBER_WORDS.get(printed.lower(), 0) or printed)
    unit = time_unit(groups.get("unit") or "year")
    return value * TIME_DAYS[unit][0] / TIME_DAYS["year"][0]
