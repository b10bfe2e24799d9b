"""Forms of one disease, and diagnoses, that exclude each other: who has one has not the other.

A criterion that names one of them fails where the case states another and not this one; it is met
where it names nothing else and the case states it.
"""

import re
from collections.abc import Iterator

from app.fact_models import UNSAID, Fact, FactKind, Reading
from app.findings_base import MET, NOT_MET, Desk, Settled
from app.kind_names import EXCLUSIVE
from app.measures import norm_set, norms
from app.phrase_words import EMPTY, OPTIONAL
from app.scope_cues import Scope

_NOT_PLAIN = re.compile(
    r"\b(?:no|not|without|or|nor|other than|absence|absent|excluded|ruled out|except|unless|"
    r"history|"
    r"prior|previous|family|relatives?|mother|father|risk|versus|rather than|if|negative|free of|"
    r"denies|never|both|either|any|all|such as|e\.g|including)\b|/",
    re.IGNORECASE,
)
_SAYS_MORE = norm_set("active ongoing currently")
_NO_FORM = re.compile(r"[ -]*(?:policy|criteria|claim|screening|rule[sd]? out|\?)", re.IGNORECASE)


def settle_kind(text: str, desk: Desk) -> Settled | None:
    """The finding of a criterion that names one of several kinds; None where it is open."""
    bare = re.sub(r"\([^)]*\)", " ", text)
    if _NOT_PLAIN.search(bare):
        return None
    for row in EXCLUSIVE:
        wanted = [(k, m) for k in row if (m := k.search(bare))]
        if len(wanted) != 1 or sum(k.search(text) is not None for k in row) > 1:
            continue  # "a relapsing form (relapsing-remitting or active secondary progressive)"
        kind, match = wanted[0]
        own = list(_stated(kind, desk))
        others = [fact for k in row if k is not kind for fact in _stated(k, desk)]
        if others and not own and not _mentioned(kind, desk):
            return Settled(NOT_MET, (others[0],))
        if own and not others and bare == text and _is_all(text, match):
            return Settled(MET, (own[0],))
    return None


# Late forms of a cancer, and what tells that it came back. Stage I is none of the first. Source:
# AJCC Cancer Staging Manual, 8th edition (T1 or T2, no node, no metastasis, for most sites).
_LATE = (
    r"(?:(?:advanced )?stages? (?:III|IV|3|4)[abc]?(?: or (?:III|IV|3|4)[abc]?)?"
    r"|metastatic|advanced)"
)
_BACK = r"(?:recurrent|relapsed|refractory)"
_LATE_LIST = re.compile(
    rf"\W*(?:(?:the )?(?:patient|member|individual) )?(?:(?:has|have|with) )?(?:{_LATE}|{_BACK})"
    rf"(?:(?:,\s*(?:or )?|\s+or |/)(?:{_LATE}|{_BACK}))+\s+(?:\w+ )?(?:cancers?|carcinomas?|"
    r"tumou?rs?|malignanc(?:y|ies)|neoplasms?|disease)\W*",
    re.IGNORECASE,
)
_STAGE_ONE = re.compile(r"\bstage (?:I|1)[abc]?\b(?![-/]| (?:or|to)\b)", re.IGNORECASE)
_IS_LATE = re.compile(rf"\b{_LATE}\b", re.IGNORECASE)
_CAME_BACK = re.compile(rf"\b{_BACK}\b", re.IGNORECASE)


def settle_late_cancer(text: str, desk: Desk) -> Settled | None:
    """A list of late forms of a cancer, beside a case of stage I; None where it stays open.

    Whether it came back must be denied in the case, where the list asks for that too.
    """
    if not _LATE_LIST.fullmatch(text) or _mentioned(_IS_LATE, desk):
        return None
    facts = list(_stated(_STAGE_ONE, desk))[:1]
    if facts and _CAME_BACK.search(text):
        denied = list(_denied(_CAME_BACK, desk))[:1]
        facts = [] if not denied or _mentioned(_CAME_BACK, desk) else [*facts, *denied]
    return Settled(NOT_MET, tuple(facts)) if facts else None


def _denied(kind: re.Pattern[str], desk: Desk) -> Iterator[Fact]:
    for reading in desk.facts.readings:
        for match in kind.finditer(reading.text):
            if reading.scope_at(*match.span()) & Scope.DENIED:
                yield reading.fact(FactKind.FINDING, *match.span(), name=match.group())


def _is_all(text: str, match: re.Match[str]) -> bool:
    """Whether a criterion names nothing beside a kind."""
    rest = set(norms(f"{text[: match.start()]} {text[match.end() :]}"))
    return not rest - (EMPTY - _SAYS_MORE) - OPTIONAL


def _mentioned(kind: re.Pattern[str], desk: Desk) -> bool:
    """Whether a kind is named at all in the case and not denied: perhaps, or in the past."""
    return desk.facts.first_said(kind, "mentioned", Scope.DENIED | Scope.FAMILY) is not None


def _stated(kind: re.Pattern[str], desk: Desk) -> Iterator[Fact]:
    for reading in desk.facts.readings:
        yield from _stated_in(kind, reading)


def _stated_in(kind: re.Pattern[str], reading: Reading) -> Iterator[Fact]:
    for match in reading.said(kind, UNSAID | Scope.RESOLVED):
        if not _NO_FORM.match(reading.text, match.end()):
            yield reading.fact(FactKind.FINDING, *match.span(), name=match.group())
