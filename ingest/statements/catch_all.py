"""Catch-alls: sentences that speak of everything that their source does not name."""

import re
from collections.abc import Sequence

from ingest.lexis import is_generic
from ingest.statements.phrases import clean

_ALL_OTHER = re.compile(
    r"\ball (?:those|(?:[\w-]+ ){0,3}?codes|diagnos[ei]s) (?:that are )?not (?:listed|included|"
    r"specified)\b|"
    r"\ban? (?:\w+ )?(?:indication|use|condition|diagnosis|code) (?:that|which) (?:is|are) not "
    r"(?:listed|named|specified|included)\b|"
    r"\b(?:or|and) other (?:indications|conditions|uses|diagnoses)\b(?! (?:of|in|with|such|like))|"
    r"\bfor (?:an?|any|every) (?:indication|use|condition|diagnosis) other than\b|"
    r"\b(?:all|any)(?: of the)? other (?:\w+ ){0,3}?(?:indications?|uses?|conditions?|"
    r"diagnos[ei]s|purposes?|situations?|disorders?|applications?|circumstances|"
    r"reasons|cases)|\b(?:all|any) (?:\w+ )?(?:indications?|uses?|conditions?|"
    r"diagnos[ei]s|purposes?)(?: for [^.;]{2,60}?)?,? (?:not (?:listed|mentioned|"
    r"specified|addressed|described|included|meeting)|other than|outside|except|that "
    r"(?:is|are) not|which (?:is|are) not)|\bfor (?:all|any) (?:other|non-listed|"
    r"unlisted)\b(?! [\w-]+ (?:types?|forms?|kinds?|variants?|subtypes?)\b)|"
    r"\bfor (?:any )?(?:circumstances|situations|indications|uses|conditions|diagnoses),? (?:that "
    r"are |which are )?not (?:listed|specified|included|named|addressed|described)\b|"
    r"\bnot (?:listed|specified|addressed|otherwise (?:listed|specified)) "
    r"(?:above|below|in (?:this (?:policy|document|bulletin|section)|the (?:above )?criteria)|"
    r"as covered)|\bother than (?:those|the)(?: \w+)* "
    r"(?:listed|above|specified|named)",
    re.IGNORECASE,
)


# "for all indications", with nothing behind it that restricts them
_ALL = re.compile(
    r"\bfor (?:all|any) (?:other )?(?:indications?|uses?|conditions?|diagnos[ei]s|purposes?)"
    r"(?=\s*(?:$|[.,;:()]|(?:due|because|as|since|including|and (?:is|are))\b))",
    re.IGNORECASE,
)
_ALL_OTHER_THINGS = re.compile(
    r"^\W*all other (?!indications?|uses?|conditions?|diagnos)", re.IGNORECASE
)


def is_catch_all(text: str) -> bool:
    """Whether a sentence speaks of everything that its source does not name.

    "all other indications", "for all indications", "all other sessions at a hospital".
    """
    return bool(_ALL_OTHER.search(text) or _ALL.search(text) or _ALL_OTHER_THINGS.search(text))


def speaks_of_all(text: str) -> bool:
    """Whether the only closing words of a sentence are "for all indications"."""
    return _ALL.search(text) is not None and _ALL_OTHER.search(text) is None


_EXAMPLES = re.compile(
    r"\bfor (?:all|any) (?:indications?|uses?|conditions?|diagnos[ei]s|purposes?)\s*,?\s*\(?"
    r"(?:including|such as|e\.?g\.?)",
    re.IGNORECASE,
)


def gives_examples(text: str) -> bool:
    """Whether what stands behind "for all indications" are only examples of them."""
    return _EXAMPLES.search(text) is not None


_INDICATIONS_OF = re.compile(
    r"\b(?:indications?|uses?|conditions?|diagnos[ei]s|purposes?|applications?)"
    r"\s+(?:for|of)\s+(?P<what>[^,.;]{3,80}?)(?=\s+(?:not|outside|other|that|which|"
    r"are|is|remain|except|beyond)\b|[,.;])",
    re.IGNORECASE,
)
_FOR_ALL_OTHER = re.compile(
    r"^(?P<what>.{3,120}?)\s+(?:is|are|remains?)\s.*\b(?:all|any) other\b",
    re.IGNORECASE | re.DOTALL,
)


# "the use of any foobarin for all other indications": what is used
_CUT_OFF = re.compile(r"\s+for (?:all|any)(?: other)?$", re.IGNORECASE)


def of_catch_all(text: str, spoken: tuple[str, ...]) -> tuple[str, ...]:
    """Intervention of a catch-all.

    "all other indications for X", or "X is unproven for all other indications".
    """
    spoken = tuple(_CUT_OFF.sub("", phrase) for phrase in spoken)
    if found := _INDICATIONS_OF.search(text):
        named = clean(found.group("what"))
        return (named,) if named and not is_generic(named) else ()
    kept = tuple(
        p
        for p in spoken
        if not _ALL_OTHER.search(p)
        and not re.match(r"(?:all|any|other)\b(?! other)|.*\bindications?\b", p, re.IGNORECASE)
    )
    return (
        kept
        if kept
        and (
            _FOR_ALL_OTHER.search(text)
            or _ALL_OTHER_THINGS.search(text)
            or re.search(r"\b(?:for|or|and) (?:all|any|an? \w+ other)\b", text, re.IGNORECASE)
        )
        else ()
    )


_INCLUDED = re.compile(
    r"\b(?:including|such as)(?: but not limited to|, but not limited to,?)"
    r"?:?\s+(?P<what>[^.;]{3,300})$",
    re.IGNORECASE,
)
# Examples behind a colon, between semicolons: a catch-all names each of them
_INCLUDED_LIST = re.compile(
    r"\b(?:including|such as),?(?: but not limited to,?)?(?: (?:any of )?the following"
    r"(?: [\w-]+){0,2})?:\s+(?P<what>[^:]{3,1500};[^:]+)$",
    re.IGNORECASE,
)
_BESIDE = re.compile(
    r"\b(?:for|in)\s+(?P<what>(?!any\b|all\b)[^.;:]{2,120}?),?\s+(?:or|and)"
    r"\s+(?:for\s+)?(?:(?:any|all) other|other (?:indications|conditions|uses))\b",
    re.IGNORECASE,
)
_UNMET = re.compile(
    r"^(?:the |all |any (?:of the )?|these |above |listed |medical necessity |"
    r"coverage |applicable |policy )*(?:criteria|requirements?|conditions?|"
    r"indications?)(?: (?:above|listed|outlined|specified|described|stated|noted|in "
    r"this policy|for [\w ]+?))* (?:is|are|have|has) not (?:been )?(?:met|satisfied|"
    r"fulfilled)\b.{0,30}$"
    r"|^none of (?:the |these |those )?(?:above |listed |medical necessity |coverage )*(?:criteria|"
    r"conditions?|requirements?|indications?)(?: (?:above|listed|below|outlined))* (?:is|are|has "
    r"been|have been) (?:met|satisfied|fulfilled|present)$"
    r"|^(?:not meeting|(?:do|does) not meet) (?:the |any of the |all of the |all )"
    r"?(?:above |listed |medical necessity |policy )*criteria(?: (?:above|listed "
    r"above|(?:in|of|under) (?:this policy|(?:section|part|table|paragraph) [\w.]+)))?$",
    re.IGNORECASE,
)


def included_in_catch_all(text: str) -> str:
    """What a catch-all names by the way ("all other indications, including X").

    "" where it names nothing.
    """
    told = _ALL_OTHER.search(text)
    bare = text.strip(" .")
    found = _INCLUDED_LIST.search(bare, told.end()) if told else None
    if told and not found:
        found = _INCLUDED.search(bare, told.end())
    if found and found["what"].startswith(("but ", "but,", "as ", "when ", "if ", "where ")):
        return ""  # "including but not limited to:" leads in a list
    beside = _BESIDE.search(text)
    if found or beside is None:
        return _VERDICT.split(found.group("what"), maxsplit=1)[0].strip() if found else ""
    return beside.group("what").strip()


# "for any other use, including A, is considered experimental": the verdict is no use
_VERDICT = re.compile(
    r",?\s+(?:is|are|will be)\s+(?:considered|deemed|regarded|not|experimental|investigational|"
    r"unproven|excluded|denied|cosmetic)\b",
    re.IGNORECASE,
)


_ELSEWHERE = re.compile(
    r"^(?:is|are) not (?:\w+ )?(?:listed|mentioned|specified|addressed|described|"
    r"included|named|covered)\b",
    re.IGNORECASE,
)


def says_not_listed(criterion: str) -> bool:
    """Whether a criterion only repeats that its sentence is a catch-all.

    "any use that is not listed above".
    """
    return _ELSEWHERE.match(criterion) is not None


_AND_ALL_OTHER = re.compile(r",?\s+(?:and|or)\s+(?:for\s+)?(?:all|any) other\b.*$", re.IGNORECASE)


def says_criteria_unmet(criterion: str) -> bool:
    """Whether a criterion only says that those above are not met.

    Such a sentence closes its source like a catch-all.
    """
    bare = _AND_ALL_OTHER.sub("", criterion.strip(" .,;:"))
    return _UNMET.match(bare) is not None


_MET = re.compile(
    r"^(?:(?:all|each|any|both)(?: of)? )?(?:(?:the|these|those|above|following|listed|specified|"
    r"preceding|medical necessity|coverage|applicable|policy) )*(?:criteria|requirements?|"
    r"conditions?|"
    r"indications?)(?: (?:above|listed|outlined|specified|described|stated|noted|in this policy))* "
    r"(?:is|are|has been|have been) (?:met|satisfied|fulfilled)$",
    re.IGNORECASE,
)


def says_criteria_met(exception: str) -> bool:
    """Whether an exception only says that the criteria told elsewhere are met."""
    return _MET.match(exception.strip(" .,;:")) is not None


_NOT_THEM = re.compile(r"(?:do|does) not meet (?:all of )?(?:them|these|those)", re.IGNORECASE)


def points_to_criteria(exceptions: Sequence[str], criteria: Sequence[str]) -> bool:
    """Whether a refusal only points to criteria told elsewhere.

    "Unless these are met", "what does not meet them".
    """
    met = bool(exceptions) and all(says_criteria_met(exception) for exception in exceptions)
    return met or any(_NOT_THEM.fullmatch(criterion) for criterion in criteria)
