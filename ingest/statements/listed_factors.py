"""Lists of what raises a risk, brings on or follows a disease: to be asked about, not given."""

import re
from dataclasses import replace

from ingest.statements.assessed import ACTORS
from ingest.statements.clause import Clause
from ingest.statements.cues import AFTER, BEFORE, CueMatch
from ingest.statements.models import Direction
from ingest.statements.phrases import clean

_FACTORS = (
    r"(?:(?:(?:other|possible|potential|modifiable|reversible|main|major|relevant|common|known|"
    r"lifestyle|clinical|individual|cardiovascular|associated|underlying|secondary) ){0,2}"
    r"(?:(?:risk|predisposing|precipitating|causative|contributing|contributory|aggravating|"
    r"trigger|modifiable|provoking|confounding) factors?(?! (?:management|control|modification|"
    r"reduction|assessment))|factors (?=(?:that|which|associated|contributing|known)\b)|"
    r"triggers?|causes?|precipitants?|culprits?|"
    r"complications?|red flags?|warning signs?|(?:adverse|side) (?:effects?|events?|reactions?))\b|"
    r"(?:medicines?|medications?|drugs?|substances?|agents?)"
    r"(?= (?:that|which) (?:can |may |might |could )?(?:cause|worsen|trigger|precipitate|provoke|"
    r"exacerbate|aggravate|induce|raise|increase)\b))"
)
_LOOKED_AT = (
    r"(?:assess|evaluat|consider|screen|identify|review|monitor|check|look|ask|inquir|enquir|"
    r"discuss|recogni[sz]|document|record|search|watch|explor|be aware)(?:e|ing|y)?"
    r"(?: (?:for|about|of))?"
)
_LIST = r"(?::|,? (?:such as|including|e\.g\.,?|for example,?)) "
# "assess and consider the following risk factors", and a list of them
_EXAMINED = re.compile(
    rf"\s*(?:{ACTORS} )?(?:(?:for|about|of) |{_LOOKED_AT}(?:,? (?:and|or) {_LOOKED_AT})* )?"
    rf"(?:(?:all|any|the|these) )*(?:following )?(?P<thing>{_FACTORS}[^:;.]{{0,160}}?){_LIST}",
    re.IGNORECASE,
)
# "modification of the following risk factors"
_FOLLOWING = re.compile(
    rf"\s*(?:(?!\b(?:with|without|who|whose|if|when|in|for|having|has|have)\b)[^:;.]){{0,60}}"
    rf"\bfollowing (?P<thing>{_FACTORS}[^:;.]{{0,160}}?): ",
    re.IGNORECASE,
)
_IN_ORDER = re.compile(r",? in (?:order|sequence)\b.*$", re.IGNORECASE | re.DOTALL)
# "should be considered a risk factor for X"
_CALLED = re.compile(
    rf"\s*(?:as |to be )?(?:an?|one|part|among)(?: of)?(?: the)? {_FACTORS}", re.IGNORECASE
)


_LISTS = re.compile(
    rf"\bfollowing {_FACTORS}[^:;.]{{0,160}}:|\b{_LOOKED_AT} (?:(?:all|any|the|these) )?{_FACTORS}"
    rf"[^:;.]{{0,160}}?{_LIST}",
    re.IGNORECASE,
)


def lists_factors(sentence: str) -> bool:
    """Whether a sentence lists factors that are to be asked about."""
    return _LISTS.search(sentence) is not None


def without_factors(clause: Clause, match: CueMatch) -> tuple[Clause, str]:
    """The sentence up to its list of factors, and what is advised on them; "" of any other."""
    if match.cue.direction is not Direction.FOR or match.cue.side != AFTER:
        return clause, ""
    front, behind = clause.text[: match.end], clause.text[match.end :]
    if found := _EXAMINED.match(behind) or _FOLLOWING.match(behind):
        thing = clean(_IN_ORDER.sub("", found["thing"]))
        return replace(clause, text=f"{front} {thing}"), thing
    return clause, ""


def calls_factor(clause: Clause, match: CueMatch) -> bool:
    """Whether a sentence calls its subject a risk factor or a cause of something."""
    return match.cue.side == BEFORE and _CALLED.match(clause.text, match.end) is not None
