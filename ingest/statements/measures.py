"""Phrases that count, measure or tell how treatment went: criteria, and no conditions."""

import re

# "BMI of 35 or more", "two or more recurrences of X": what is counted or measured is a criterion;
# the rest may be a condition.
_MEASURE = re.compile(
    r"[<>≥≤]|\b(?:of|score|level|least|than|above|below|over|under|between|exceeding|"
    r"index|BMI)\s+(?:or equal to\s+)?\d|\b\d[\d.,%]*\s*(?:\S+\s+)?(?:or|and)"
    r"\s+(?:more|greater|higher|less|lower|older|younger|above|below|fewer)\b|"
    r"\b\d+(?:\.\d+)?\s*(?:kg|mm|cm|mg|g/d|mL|events|pack[- ]?years?)",
    re.IGNORECASE,
)
COUNT = re.compile(
    r"^(?:(?:at least|a minimum of)\s+)?(?:one|two|three|four|five|\d+)\s+(?:or "
    r"more\s+|to \d+\s+)?(?=(?:[\w-]+\s+)?(?:recurrences?|episodes?|relapses?|"
    r"exacerbations?|attacks?)\b)|^(?:one|two|three|four|\d+) or more (?=\w)|"
    r"^(?:at least|a minimum of) (?:one|two|three|four|five|\d+) (?=[a-z])",
    re.IGNORECASE,
)
_STATUS = re.compile(
    r"^(?:an? )?(?:(?:currently|still) smok\w+|(?:have|has) quit|"
    r"contraindications?|intolerance|intolerant|inability|failure (?:of|"
    r"to|on|with)|failed (?=(?:at least|to|prior|previous|an?|two|three|one|\d|"
    r"conservative|standard|first|other)\b)|inadequate|insufficient|poor response|no "
    r"response|refractory to|expected|anticipated|life expectancy|history of (?:fail|"
    r"inadequate|intoler)|acceptable|willing\w*|no contraindications?|(?:positive|"
    r"negative|abnormal|normal|inconclusive|equivocal) (?:[\w-]+ )?(?:results?|findings?|"
    r"screens?|tests?))\b",
    re.IGNORECASE,
)


# "normal kidney function": nothing that anybody is treated for, but asked for all the same
_NORMAL = re.compile(
    r"^(?:an? )?(?:normal|preserved|intact|adequate|near-normal|unimpaired)\s+(?:[\w-]+\s+){1,3}?"
    r"(?:function|concentrations?|levels?|values?|saturation)\b",
    re.IGNORECASE,
)


# "their first flare": how often it came, of the disease that is spoken of
_FIRST = re.compile(
    r"^(?:(?:a|an|the|their|his|her) )?(?:first|second|third|single)(?:[- ]ever)? "
    r"(?:flares?|flare-ups?|attacks?|bouts?)$",
    re.IGNORECASE,
)


# "NYHA class II to III symptoms", "Child-Pugh class A": how somebody is by a scale
_SCALE = re.compile(
    r"^(?:an? )?(?:NYHA|New York Heart Association|CCS|ECOG|Child[- ]Pugh|Karnofsky|EDSS|WHO|ASA)\b"
    r"(?: functional| performance| physical| status| class| score| stage| grade)*"
    r"(?: of)?\s*(?:\d|[IVX]+\b|[A-C]\b)",
    re.IGNORECASE,
)


def is_criterion(phrase: str) -> bool:
    """Whether a phrase is a measure, a count or the state of a treatment."""
    bare = re.sub(r"\([^()]*\)", " ", phrase)
    return bool(
        _MEASURE.search(bare)
        or _STATUS.match(phrase.strip())
        or COUNT.match(phrase.strip())
        or _NORMAL.match(phrase.strip())
        or _FIRST.match(phrase.strip())
        or _SCALE.match(phrase.strip())
        or _PROVED.search(bare)
    )


# "a severe episode documented by a rating scale": how it is shown is asked for, too
_PROVED = re.compile(
    r"\w\s+(?:as )?(?:documented|demonstrated|evidenced|measured|rated|verified) "
    r"(?:by|on|with)\s+\w",
    re.IGNORECASE,
)


_COMPARED = re.compile(
    r"[<>≥≤]|\b(?:greater|less|more|higher|lower) than\b|\bbetween \d|\bor (?:more|less|greater|"
    r"higher|lower)\b",
    re.IGNORECASE,
)


def are_measures(items: list[str]) -> bool:
    """Whether all items compare with a number, and are no conditions by name."""
    return bool(items) and all(_COMPARED.search(i) and re.search(r"\d", i) for i in items)


# "diabetes diagnosed before 30", "influenza more than 48 hours after onset"
DATED = re.compile(
    r"\s+(?=(?:diagnosed|detected|beginning|starting|with onset) (?:at|before|after|by|between)\b"
    r"|(?:(?:more|less|longer|later|fewer) than|within|over|under|at least|beyond|up to) "
    r"(?:\d[\d.]*|one|two|three|six) (?:minutes?|hours?|days?|weeks?|months?|years?) "
    r"(?:after|of|from|since|before)\b)",
    re.IGNORECASE,
)
