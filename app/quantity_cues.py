"""How numbers, comparators and classes are written, and where the words that name them end."""

import re

from app.quantities import NUMBER_WORD

_WORD_NUMBER = rf"(?:{NUMBER_WORD})"


_NUM = r"(?:[-−](?=\d))?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?|(?<!\d)\.\d+"


_GREATER = (
    r"(?:greater|more|higher|older|longer|larger|later|bigger|wider|thicker|deeper|faster|heavier|"
    r"taller)"
)


LESSER = (
    "less", "fewer", "lower", "younger", "shorter", "smaller", "earlier", "narrower", "thinner",
    "shallower", "slower", "lighter",
)  # fmt: skip
_LESS = rf"(?:{'|'.join(LESSER)})"


COMPARATORS: tuple[tuple[str, str], ...] = (
    (
        ">=",
        rf"≥|>=|=>|⩾|at least|(?:a |the )?minimum(?: of)?|(?:no|not) {_LESS} than|(?:is |are "
        rf")?(?:equal to or )?{_GREATER} than or equal(?: to)?"
        rf"|equal to or {_GREATER} than|(?:above|over) or equal(?: to)?|meets or exceeds|not "
        r"below|not under|at or (?:above|over)",
    ),
    (
        "<=",
        rf"≤|<=|=<|⩽|at most|(?:a |the )?maximum(?: of)?|(?:no|not) {_GREATER} than|{_LESS} "
        rf"than or equal(?: to)?|equal to or {_LESS} than"
        r"|up to|(?:does |do |must |should |may )?not (?:to )?exceed(?:ing)?|not above|not "
        r"over|(?:below|under) or equal(?: to)?|no later than|at or (?:below|under)",
    ),
    (">", rf">|{_GREATER} than|over|above|exceed(?:s|ed|ing)?|in excess of|beyond|upwards of"),
    ("<", rf"<|{_LESS} than|under|below"),
)


PREFIX = re.compile(
    "|".join(f"(?P<p{i}>{pattern})" for i, (_, pattern) in enumerate(COMPARATORS))
    + r"|(?P<about>approximately|about|around|nearly|almost|~|≈|=)",
    re.IGNORECASE,
)


SUFFIX = re.compile(
    rf"\s*(?:,\s*)?(?:(?P<plus>\+)|\(?\s*(?:or|and)\s+(?P<word>{_GREATER}|{_LESS}|above|over|"
    r"up|upwards?|below|under|better|worse)\b(?!\s+than))",
    re.IGNORECASE,
)


WORSE = re.compile(r"\s*,?\s+or worse\b", re.IGNORECASE)


NUMBER = re.compile(
    rf"(?<![\w./−])(?<![\w]-)(?P<a>{_NUM}|\b{_WORD_NUMBER}\b(?=[\s-]|[,.;)]))"
    r"(?P<u1>\s*(?:%|percent))?(?:\s*(?:-|–|—|to|through|"
    r"and(?=\s*\d)(?<=\w))\s*(?P<b>(?:[-−](?=\d))?\d[\d,]*(?:\.\d+)?|"
    rf"(?<=to ){_WORD_NUMBER}(?=\s))(?![\w-]*/\d))?",
    re.IGNORECASE,
)


CLASS = re.compile(
    r"\b(?P<name>(?:(?:(?:[A-Z][a-z]+\s+){1,4}\([A-Z]{2,6}\)|"
    r"[A-Za-z][A-Za-z-]*)\s+)?(?:functional\s+)?(?:class|stage|grade|gmfcs "
    r"level))\s+(?P<a>[IV]{1,3}|"
    r"\d)[ABCabc]?"
    r"(?:\s*(?:(?:,\s*[IV]{1,3}\b)+(?=\s*,?\s*(?:or|and)\b)\s*)?"
    r"(?:-|–|to|,?\s*or|through|,?\s*and|,)"
    r"\s*(?:(?:class|stage)\s+)?(?P<b>[IV]{1,3}|"
    # "grade II, 6 weeks of casts": a time, no second grade
    r"\d)[ABCabc]?\b(?!\s*(?:%|(?:more |full )?(?:minutes?|hours?|days?|weeks?|months?|years?|mg|g"
    r"|ml|cm|mm|times|sessions?|visits?|courses?|episodes?|drugs?|out of)\b)))?"
    r"(?P<more>\s+or\s+(?:greater|higher|above|worse)|\s+(?:or|and)\s+(?:less|"
    r"lower|below)|\+)?",
    re.IGNORECASE,
)


# "NYHA III", "Wagner IV": a known scale with its rank, without the word "class".
RANK = re.compile(
    r"\b(?P<name>[A-Z][A-Za-z-]{2,})\s+(?P<a>I{1,3}|IV|V)\b(?:\s*(?:-|–|to|or|through|and)\s*"
    r"(?P<b>I{1,3}|IV|V)\b)?(?P<more>\s+or\s+(?:greater|higher|above|worse)|\s+or\s+(?:less|lower|"
    r"below)|\+)?"
)


# A number after one of these is a name and not a measurement ("type 2 diabetes", "section 3").
NAME_BEFORE = re.compile(
    r"(?:\b(?:type|phase|factor|vitamin|figure|table|section|part|recommendations?|no\.|number|"
    r"cycle|"
    r"step|level|appendix|chapter|article|policy|icd|cpt|code|codes|group|covid|version|day|"
    r"(?<!last )(?<!this )(?<!past )week|page)s?(?:\s+\w{1,3}\b\s*"
    r"(?:,\s*(?:or|and)?|or|and))*|#|\bvolume in)\s*$",
    re.IGNORECASE,
)


ORDINAL = re.compile(
    r"(?:st|nd|rd|th)\b|\s*second\s+\(|-?(?:line|fold|view|lead|step|dimensional|vessel|level)\b",
    re.IGNORECASE,
)


YEAR = re.compile(r"(?:19|20)\d\d$")


# A code of a procedure: a number of five digits that names no measure and has no unit.
CODE = re.compile(r"\d{5}$")


STOP_BEFORE = re.compile(
    r"[.;?!\n](?=\s)|,(?=\s)|[•]|\b(?:and(?!\s+mixed\b|\s+(?-i:(?:[A-Z][\w-]*\s+){1,3}(?:Index|Scale|Score|"
    r"Questionnaire|Inventory)\b))|but|who|whose|which|while|plus(?!\s+mixed\b)|also|then|after|"
    r"before|despite|since|given|failed|"
    r"when|if|with|(?:had|has|have)(?!\s+(?:persisted|lasted|been|continued|fallen|dropped|risen|"
    r"decreased|increased|declined|improved|gone))|having|where|"
    r"because|for(?=\s+\S)(?!\s+(?:the\s+|these\s+)?(?:past|last|previous)\s*$)|"
    r"defined (?:as|by)|(?:evidenced|demonstrated|measured|shown|confirmed) "
    r"(?:by|on|as))\b|(?<![\w-])\d[\d.,]*%?(?=\s)",
    re.IGNORECASE,
)


STOP_AFTER = re.compile(
    r"[.;:?!\n,](?=\s|$)|[•()]|\b(?:(?:and|plus|or)(?!\s+mixed\b)|but|who|whose|while|also|then|before|despite|"
    r"since|given|when|if|with|without|"
    r"failed|has|have|had|because|where|within|as|during|lasting|meeting|fulfilling|"
    r"(?:in|over) the (?:past|"
    r"last|previous|prior))\b|(?<![\w-])\d(?!\d*-year)",
    re.IGNORECASE,
)


PRESSURE = re.compile(
    r"\b(?:bp|"
    r"blood "
    r"pressure|"
    r"pressure)\b[^.;,\d]{0,25}?(?P<sys>\d{2,3})\s*/\s*(?P<dia>\d{2,3})(?:\s*mm\s*hg)?",
    re.IGNORECASE,
)
