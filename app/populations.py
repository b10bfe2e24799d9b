"""Population phrases of Statements: their parts, and whether they leave anybody out."""

import re
from collections.abc import Sequence
from itertools import pairwise

from app.sexes import one_for_each, sex_of
from ingest.ancestry import ANCESTRY
from ingest.lexis import key_stems, squash
from ingest.models import Source, SourceKind
from ingest.statements.models import Basis, Direction, Join, Statement

RESTRICTS = re.compile(
    rf"\d|\b(?:{ANCESTRY}|pregnant|hospitali[sz]ed|children|women|men|adolescents?|elderly|older"
    r"|p(?:ost|re|eri)menopausal|after|selected|males?|females?|smok\w+|critically|without|on"
    r"|(?:high|increased|higher|elevated)[- ]risk"
    r"|undergoing|receiving|taking|trimesters?|pregnancy"
    r"|(?:before|prior to|beyond|within|in preparation for)\b.*)\b",
    re.IGNORECASE,
)


# "including those with X", "regardless of X": said of all, and nobody is left out.
_LEAVES_NOBODY_OUT = re.compile(
    r"^\W*(?:including|regardless of|irrespective of|with or without|whether or not)\b|"
    # whom a plan insures is everybody who asks it
    r"^\W*(?:covered|insured|enrolled|eligible) (?:persons?|people|individuals?|members?)\W*$",
    re.IGNORECASE,
)


# Where nobody speaks of a child, an adult is meant; and adults and children are everybody.
_ADULTS = re.compile(
    r"\b(?:(?:adults?|people|persons?|patients|individuals|those) )?(?:(?:of )?aged? )?"
    r"(?:1[6-9](?: years?(?: of age| old)?)? (?:and|or) (?:over|older|above|up)|"
    r"(?:over|at least) 1[6-9](?: years?(?: of age| old)?)?(?=\s*(?:$|[,;)]|with\b|who\b|in\b)))",
    re.IGNORECASE,
)
_EVERYBODY = re.compile(
    r"^\W*(?:(?:both )?(?:adults?|adolescents?|teenagers?|young people|children|infants|and|or)"
    r"[, ]*){3,}$|^\W*(?:people|patients|persons|individuals)? ?of (?:all|any) ages?\W*$",
    re.IGNORECASE,
)
# "under 21", behind "members": an age in years
_AGE_ALONE = re.compile(
    r"(?:(?:under|over|below|above|younger than|older than|up to|at least) \d{1,2}|"
    r"\d{1,2} (?:and|or) (?:over|older|above|under|younger))(?P<unit> (?:years?|months?))?",
    re.IGNORECASE,
)


# "Children (0-20)", "Adults (21+)", "Members (under 19)", as columns are titled
_IN_COLUMNS = re.compile(
    r"\b(?:adults?|children|child|members?|p(?:a)?ediatrics?|adolescents?|youth)\s*"
    r"\(\s*(?:ages?d?\s+)?(?:(?P<low>\d{1,2})\s*(?:-|–|to)\s*(?P<high>\d{1,3})|(?P<open>\d{1,2})\s*"
    r"(?:\+|(?:and|or|&) (?:over|older|above|up))|(?P<under>(?:under|below|over|above|up to) "
    r"\d{1,2}))(?:\s*(?:years?|yrs?)(?: (?:of age|old))?)?\s*\)",
    re.IGNORECASE,
)


def _age_of_column(found: re.Match[str]) -> str:
    if found["under"]:
        return f"{found['under']} years of age"
    if found["open"]:
        return f"{found['open']} years of age or older"
    return f"aged {found['low']} to {found['high']} years"


def _is_everybody(part: str) -> bool:
    """Whether a part names adults and children and no one apart."""
    found = _EVERYBODY.match(part)
    told = part.lower()
    return bool(found) and ("age" in told or ("adult" in told and "child" in told))


def parts_of(population: str) -> list[str]:
    """What a population phrase asks for, part by part."""
    population = _ADULTS.sub("adults", _IN_COLUMNS.sub(_age_of_column, population))
    parts = [
        p
        for p in population.split(";")
        if p.strip() and not (_LEAVES_NOBODY_OUT.match(p) or _is_everybody(p))
    ]
    return [_aged(part) for part in parts]


def _aged(part: str) -> str:
    """A part that is a bare number of years, said to be an age."""
    alone = _AGE_ALONE.fullmatch(part.strip())
    if alone is None:
        return part
    return f"{part.rstrip()} of age" if alone["unit"] else f"{part.rstrip()} years of age"


def restricts(population: str) -> bool:
    """Whether a population phrase narrows who is meant ("65 years and over") beyond "patients"."""
    parts = parts_of(population)
    if one_for_each(parts):  # limits for men and for women: everybody
        parts = [part for part in parts if not sex_of(part)]
    return any(RESTRICTS.search(part) for part in parts)


# Who lives at home says so to nobody; who lives in an institution is told.
_AT_HOME = re.compile(r"\b(?:community[- ]dwelling|non-?institutionali[sz]ed)\b,? ?", re.IGNORECASE)
_IN_AN_INSTITUTION = re.compile(
    r"\b(?:nursing home|care home|long[- ]term care|skilled nursing|SNF|institutionali[sz]ed)\b"
)


# Who is screened has no symptoms; a question that says so, or asks of screening, is of them.
_ASYMPTOMATIC = re.compile(r"\basymptomatic\b,? ?", re.IGNORECASE)
_SCREENED = re.compile(
    r"\basymptomatic\b|\b(?:no|without) symptoms\b|\bscreen(?:ed|ing)?\b", re.IGNORECASE
)
_ILL = re.compile(r"(?<!a)symptomatic\b|\bsymptoms of\b", re.IGNORECASE)


def told_population(population: str, question: str) -> str | None:
    """A population without what nobody says of himself; None where the question denies it."""
    if _SCREENED.search(question) and not _ILL.search(question):
        population = _ASYMPTOMATIC.sub("", population)
    told = _AT_HOME.sub("", population)
    if told != population and _IN_AN_INSTITUTION.search(question):
        return None
    told = _AFRICAN.sub("Black", told) if _BLACK.search(question) else told
    if _MAY_CONCEIVE.search(question) and not _CANNOT_CONCEIVE.search(question):
        told = _CHILDBEARING.sub("", told)
    taken = [key_stems(m["what"]) for m in _PEOPLE_ON.finditer(question)]
    return ";".join(part for part in told.split(";") if not _takes(part, taken))


# A woman of 15 to 44, or one who speaks of contraception, may become pregnant (WHO, 2006)
_CHILDBEARING = re.compile(
    r"(?<!\bnot )\b(?:of|with) (?:child-?bearing|reproductive) (?:age|potential)\b", re.IGNORECASE
)
_CANNOT_CONCEIVE = re.compile(
    r"\bpost-?menopaus\w+|\bhysterectomy\b|\bsterili[sz]\w+|\bafter (?:the )?menopause\b",
    re.IGNORECASE,
)
_MAY_CONCEIVE = re.compile(
    r"\bcontracepti(?:on|ves?)\b|\b(?:wom[ae]n|female|girl|she)\b(?: (?:is|was|of|aged|age))*,? "
    r"(?:1[5-9]|[23]\d|4[0-4])(?:[- ]?(?:years?(?! ago)|yrs?|yo\b|y/o)|\b(?=\s*[,.;:]))|"
    r"\b(?:1[5-9]|[23]\d|4[0-4])[- ]?(?:years?[- ]old|yrs?[- ]old|yo|y/o|F\b)"
    r"[- ]*(?:wom[ae]n|female|girl|F\b)",
    re.IGNORECASE,
)


_ON = r"(?:on|receiving|taking|using|(?:being )?treated with|given|undergoing)"
# "... in patients on antibiotics?": said of those whom the question is about
_PEOPLE_ON = re.compile(
    r"\b(?:(?:while|whilst|when) (?:(?:s?he|they|we|i|(?:my|the|his|her) \w+)"
    r"(?:['\u2019](?:s|re|m)| is| are| am) )?|(?:in|for|among) (?:[\w-]+ )?(?:patients?|people|"
    r"persons?|adults?|children|infants?|"
    rf"individuals|wom[ae]n|m[ae]n|someone|those|anyone) (?:who (?:are|is) )?){_ON} "
    r"(?P<what>[\w -]{3,60})",
    re.IGNORECASE,
)
_TAKES = re.compile(rf"^\W*{_ON}\s+(?P<what>.+)$", re.IGNORECASE)


def _takes(part: str, taken: Sequence[frozenset[str]]) -> bool:
    """Whether a part of a population is what the asked people are said to be given."""
    found = _TAKES.match(part)
    wanted = key_stems(found["what"]) if found else frozenset()
    return bool(wanted) and any(wanted <= own for own in taken)


# One group of OMB Statistical Policy Directive 15 (2024): "Black or African American".
_AFRICAN = re.compile(r"\bAfrican[- ]Americans?\b", re.IGNORECASE)
_BLACK = re.compile(
    r"\b[Bb]lack (?:\w+ )?(?:m[ae]n|wom[ae]n|males?|females?|patients?|pts?|veterans?|vets?|"
    r"adults?|people|persons?|gentleman|lady|guy)\b|\b(?:is|am|are|identif\w+ as) Black\b"
)


def together(parts: Sequence[str], said: str) -> list[str]:
    """Groups that hold together as one text; each for itself where a sentence joins them by "or".

    "in critically ill patients or those with myocardial infarction"
    """
    plain = squash(said)
    either = len(parts) > 1 and all(
        squash(f"{a.strip()} or {b.strip()}") in plain for a, b in pairwise(parts)
    )
    return list(parts) if either else [";".join(parts)]


# Whom a whole document is about: "Osteoporosis in postmenopausal women". Of an age it is not: a
# document on adults may have a paragraph on adolescents.
_IN_TITLE = re.compile(
    r"\b(?:in|for) (?P<who>(?:(?:adult|older|young(?:er)?|pregnant|postmenopausal|premenopausal) )*"
    r"(?:women|men|girls|boys))(?=\s*(?:$|[:.,;|(–—]|with\b))",
    re.IGNORECASE,
)


def people_of_title(title: str) -> str:
    """The people that a whole document is about, as its title says; "" where it says nothing."""
    found = _IN_TITLE.search(title)
    return found["who"].lower() if found else ""


_SEQUEL = re.compile(
    r"^\W*(?:the |an? )?(?:(?:last|final|previous|full|completed|initial)\s+)?(?:doses?|courses?|"
    r"cycles?|injections?|infusions?|end|completion|discontinuation|cessation|stopping)\s+of\b",
    re.IGNORECASE,
)


def is_sequel(statement: Statement, source: Source) -> bool:
    """Whether a guideline tells what follows another treatment: "after the last dose of X".

    It speaks of those who had that treatment, a narrower group than those who begin.
    """
    tree = statement.criteria
    return (
        source.kind is SourceKind.GUIDELINE
        and tree is not None
        and tree.join is Join.LEAF
        and _SEQUEL.match(tree.text) is not None
    )


_INCLUDES = re.compile(r"\s+including\b\s*(?P<whom>.*)", re.IGNORECASE)


def nobody_left_out(part: str, asked: Sequence[frozenset[str]]) -> bool:
    """Whether a population is everybody with what is asked, by what it is said to include."""
    found = _INCLUDES.search(part)
    if found is None:
        return False
    whom = key_stems(found["whom"])
    named = not found["whom"] or any(own <= whom for own in asked)
    return named or not RESTRICTS.search(part[: found.start()])


# "covered for beneficiaries under 21 years of age only"
_ALONE = re.compile(
    r"\b(?:only (?:for|in|to)|exclusively (?:for|in)|(?:limited|restricted) to)\b|\bonly\W*$",
    re.IGNORECASE,
)


def for_them_alone(statement: Statement, source: Source) -> bool:
    """Whether a policy covers its people and says that it covers nobody else."""
    covers = statement.direction is Direction.FOR and statement.basis is Basis.COVERAGE
    policy = source.kind is SourceKind.COVERAGE_POLICY
    return policy and covers and _ALONE.search(statement.quote.text) is not None


# "at increased risk of HIV acquisition", "of developing X": the risk of it
_BEFALLS = re.compile(
    r"(?<=risk of )(?:acquiring|developing|contracting)\s+|(?<=risk for )(?:acquiring|developing|"
    r"contracting)\s+|(?<=\w)\s+(?:acquisition|development|occurrence)\W*$",
    re.IGNORECASE,
)


def without_befalling(part: str) -> str:
    """A part of a population by the risk itself, however the text says that it befalls."""
    return _BEFALLS.sub("", part)


# Diseases of early life alone: "infants and children" with one of them are all who have it.
# Sources: ICD-10-CM chapter 16 (perinatal period), J21 and J05.0 with AAP guideline 2014
# (bronchiolitis, croup), AHA statement 2017 (Kawasaki disease), AAP guideline 2011 (febrile
# seizures).
_OF_EARLY_LIFE = re.compile(
    r"\b(?:bronchiolitis(?! obliterans)|croup|kawasaki|febrile (?:seizures?|convulsions?)|"
    r"necroti[sz]ing enterocolitis|neonatal|infantile|"
    r"(?:retinopathy|apnea|apnoea) of prematurity)\b",
    re.IGNORECASE,
)
_CHILDREN = re.compile(
    r"\W*(?:(?:infants?|(?:young )?children|neonates?|newborns?|toddlers?|and|or)\b\W*)+"
)


def all_who_have_it(population: str, conditions: Sequence[str]) -> bool:
    """Whether people are the children who alone have the disease that is asked about."""
    early = any(_OF_EARLY_LIFE.search(condition) for condition in conditions)
    return early and _CHILDREN.fullmatch(population.lower()) is not None
