"""Two things of which a sentence speaks together alone: "combining A with B" is neither A nor B."""

import re
from dataclasses import replace

from ingest.statements.models import Basis, Criterion, Direction, Join, Statement

# "that X not be combined with Y"
_TOGETHER = re.compile(
    r"^(?P<one>[^,;]+?)\s+(?:(?:should|must|not)\s+)*be\s+(?:combined|co-?administered|"
    r"used together|(?:used|given|taken) in combination)\s+with\s+(?=\w)",
    re.IGNORECASE,
)
# "giving A and B at the same time"
_AT_ONCE = re.compile(
    r"^(?P<verb>\s*(?:giving|using|prescribing|taking|administering|offering)\s+)(?:an?\s+|the\s+)?"
    r"(?P<one>[\w-]+(?:\s+(?!and\b)[\w-]+){0,4})\s+and\s+(?P<other>(?:[\w-]+\s+){1,5}?)"
    r"(?:at (?:the same time|once)|together|simultaneously|concurrently|concomitantly|"
    r"in combination)(?=\W|$)",
    re.IGNORECASE,
)


def combined_with(text: str) -> str:
    """What "A not be combined with B" speaks of: "combination of A with B"; "" of any other."""
    found = _TOGETHER.match(text)
    if found is None:
        return ""
    one = re.sub(r"^(?:an?|the)\s+", "", found["one"], flags=re.IGNORECASE)
    return f"combination of {one} with {text[found.end() :]}"


def given_at_once(text: str) -> str:
    """A text in which two things that are given at once are their combination."""
    return _AT_ONCE.sub(r"\g<verb>combination of \g<one> with \g<other>", text)


_WITH = re.compile(r"^(?:combination|conjunction) with\b", re.IGNORECASE)


def beside_another(statement: Statement) -> Statement:
    """A payer's position on a use beside something else: a criterion, and no condition.

    "X is not medically necessary in combination with another biologic" refuses who takes one.
    """
    if joint_use := _JOINT_USE.match(statement.quote.text):
        return _beside(statement, joint_use)
    if for_use := _lost_use(statement):
        return _beside(statement, for_use)
    groups = statement.condition_groups
    joint = [max((p for p in g if _WITH.match(p)), key=len) for g in groups if _WITH.match(g[0])]
    told = [f"in {phrase}" for phrase in joint if f"in {phrase}" in statement.quote.text]
    if statement.basis is not Basis.COVERAGE or not told or len(told) < len(joint):
        return statement
    leaves = [Criterion(join=Join.LEAF, text=text, quote=statement.quote) for text in told]
    parts = (*((statement.criteria,) if statement.criteria else ()), *leaves)
    kept = tuple(g for g in groups if not _WITH.match(g[0]))
    return replace(
        statement,
        condition_groups=kept,
        subject_stands_in=statement.subject_stands_in or not kept,
        conditions=tuple(dict.fromkeys(p for g in kept for p in g)),
        criteria=Criterion(join=Join.ALL_OF, text="", children=parts)
        if len(parts) > 1
        else parts[0],
    )


# "Combined use of A and a B for the prevention of migraine is considered not medically necessary"
_JOINT_USE = re.compile(
    r"^\W*(?:the\s+)?(?P<front>(?:combined|concurrent|concomitant|simultaneous)\s+use\s+of\s+"
    r"(?P<one>[\w-]+(?:\s[\w-]+)?(?:\s\([\w-]+\))?)\s+(?:and|with)\s+"
    r"(?P<other>(?:(?!\bfor\b|\b(?:is|are)\b)[^.;])+?))\s+(?:for\s[^.;]+?\s)?(?:is|are)\b",
    re.IGNORECASE,
)


# "will not be authorized for use in combination with A"
_FOR_USE = re.compile(
    r"^\W*(?:the\s+)?(?:(?:use|coverage)\s+of\s+)?"
    r"(?P<one>[\w-]+(?:\s(?!(?:will|is|are|shall|may)\b)[\w-]+)?)\s[^.;]*?\bnot\b[^.;]*?"
    r"\bfor (?P<front>(?:concurrent |concomitant |combined )?use (?:(?:in (?:combination|"
    r"conjunction)|together|concurrently|concomitantly|simultaneously) )?with [^.;]+?)\W*$",
    re.IGNORECASE,
)


def _lost_use(statement: Statement) -> re.Match[str] | None:
    """The use beside something else that a refusal names at its end, where it holds nothing."""
    bare = statement.criteria is None and statement.subject_stands_in
    names = [name.lower() for name in statement.interventions]
    found = _FOR_USE.match(statement.quote.text) if bare else None
    return found if found and any(found["one"].lower() in name for name in names) else None


def _beside(statement: Statement, found: re.Match[str]) -> Statement:
    """A payer's refusal of the first of two treatments for who takes the other one."""
    if statement.basis is not Basis.COVERAGE or statement.direction is not Direction.AGAINST:
        return statement
    leaf = Criterion(join=Join.LEAF, text=found["front"], quote=statement.quote)
    parts = (*((statement.criteria,) if statement.criteria else ()), leaf)
    return replace(
        statement,
        interventions=(found["one"],),
        criteria=Criterion(join=Join.ALL_OF, text="", children=parts) if len(parts) > 1 else leaf,
    )


def is_demanded(phrase: str, demanded: str) -> bool:
    """Whether a phrase is part of a criterion and no disease: a value, a drug beside the own.

    "Patients with proteinuria above 1 g a day" have no disease beside that of the title.
    """
    beside = "in combination with" in demanded or "in conjunction with" in demanded
    return phrase in demanded and (beside or any(ch.isdigit() for ch in phrase))
