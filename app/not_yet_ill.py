"""What is given to those who do not have a disease yet says nothing to one who has it.

"Metformin to reduce the risk of progression to type 2 diabetes" is no advice in type 2 diabetes,
nor a statin "for the primary prevention of cardiovascular disease" one after an infarction. Source:
CDC, "Prevention" in Picture of America (2017): primary prevention comes before the disease.
"""

import re

from app.aims import aim_of
from app.phrase_models import Match, Relation
from app.question_models import Question, Target
from ingest.lexis import key_stems
from ingest.statements.models import Statement

_PRIMARY = re.compile(r"\bprimary (?:prevention|prophylaxis) (?:of|against)\s+", re.IGNORECASE)
_ONSET = re.compile(
    r"\b(?:(?:progress(?:ion|ing)?|conver(?:sion|ting)|transition)(?: from [\w -]{3,60}?)? to|"
    r"(?:(?:the )?(?:development|onset) of|developing)(?= [^.;]*$))\s+",
    re.IGNORECASE,
)
_N_WORDS = 8  # behind the aim, within which the disease is named
# Of one who is well and asks what keeps it off
_WELL = re.compile(
    r"\b(?:risks?|prevent\w*|prophyla\w+|delay\w*|progress\w*|healthy|avoid|develop\w*|onset|"
    r"ward(?:ing)? off|keep(?:ing)? from|lower\w* the chance|never had)\b",
    re.IGNORECASE,
)
_HAS_HAD = re.compile(
    r"\b(?:secondary prevention|prevent(?:ing)? (?:another|a (?:second|further|new))|recurren\w+|"
    r"(?:prior|previous|earlier|known|established|history of(?: an?)?|after (?:an?|his|her|my|the)|"
    r"had (?:an?|his|her))\s+(?:\w+\s+)?$)",
    re.IGNORECASE,
)
_REACH = 40  # characters before the disease in which it is said that it was had


def is_before_disease(
    statement: Statement, question: Question, target: Target | None, match: Match
) -> bool:
    """Whether a Statement is of people without the disease, and the question of one with it.

    Args:
        statement: The Statement.
        question: As asked; one about preventing, or about a risk, asks for those without it.
        target: The asked condition.
        match: How it fits the Statement's: a form of it (an infarction) is had, where the whole
            group ("cardiovascular disease") may be meant as what is to be kept off.
    """
    if target is None or match.relation is Relation.NONE:
        return False
    quote = statement.quote.text
    had = _has_had(question.text, target)
    if not had and (_WELL.search(question.text) or aim_of(question.text) == "prevention"):
        return False
    if _names_all(statement, _PRIMARY, quote):
        return had or match.relation is not Relation.SAME
    return _names_all(statement, _ONSET, quote)


def _has_had(question: str, target: Target) -> bool:
    at = question.lower().find(target.condition.text.lower())
    before = question[max(0, at - _REACH) : at] if at >= 0 else ""
    return _HAS_HAD.search(before) is not None or "secondary prevention" in question.lower()


def _names_all(statement: Statement, aim: re.Pattern[str], quote: str) -> bool:
    """Whether every condition of a Statement stands behind its aim, and nowhere before."""
    found = aim.search(quote)
    if found is None or not statement.condition_groups:
        return False
    behind = key_stems(" ".join(quote[found.end() :].split()[:_N_WORDS]))
    before = key_stems(quote[: found.start()])
    named = [text for group in statement.condition_groups for text in group]
    return all(_is_behind(text, aim, behind, before) for text in named)


def _is_behind(
    text: str, aim: re.Pattern[str], behind: frozenset[str], before: frozenset[str]
) -> bool:
    inner = aim.search(text)
    own = key_stems(text[inner.end() :] if inner else text)
    return bool(own & behind) and (inner is not None or not own <= before)
