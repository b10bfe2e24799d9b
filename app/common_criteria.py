"""Criteria that many payers print in nearly the same words, and how a story tells the same.

Activities of daily life, use of a test's result, drugs and alcohol, other causes. Each row: what a
criterion says as a whole, what meets it, and what fails it.
"""

import re

from app.cancer_criteria import CANCER_ROWS
from app.coverage_criteria import COVERAGE_ROWS
from app.criterion_rows import Row, row
from app.fact_models import FactKind
from app.findings_base import MET, NOT_MET, OPEN, Desk, Settled
from app.models import FindingState
from app.scope_cues import Scope
from app.story_rows import STORY_ROWS

_LIVING = (
    r"(?:(?:basic |normal |usual |instrumental |mobility-related |age-appropriate |daily |or |and |"
    r"the |their |his |her )*(?:activities of daily living(?: \(M?R?ADLs?\))?|M?R?ADLs?|daily "
    r"activities|daily living|daily life|daily functioning))"
)
_TASK = (
    r"(?:walk\w*|climb\w*|stairs|dress\w*|bath(?:e|ing)|shower\w*|wash\w*|toilet\w*|eat(?:ing)?|"
    r"cook\w*|clean\w*|shop\w*|driv(?:e|ing)|read(?:ing)?|groom\w*|get(?:ting)? (?:dressed|out of "
    r"bed|up|to (?:the )?(?:bathroom|toilet|kitchen))|stand(?:ing)?|sit(?:ting)?|watch(?:ing)? "
    r"(?:TV|television)|housework|household chores|self-care|transfer\w*|"
    r"reach(?:ing)? overhead|carry\w*|lift\w*|bend\w*|us(?:e|ing) the (?:bathroom|toilet))"
)
_CANNOT = (
    r"(?:(?:can(?:no|['’])t|cannot|can no longer|could not|couldn['’]t|unable to|not able to|"
    r"no longer able to|inability to)\s+(?:\w+ly\s+)?(?:\w+ing\s+)?"
    rf"{_TASK}\b|"
    r"(?<!no )(?<!denies )(?<!without )(?:difficult(?:y|ies)|trouble|problems?|needs? (?:help|"
    rf"assistance)|requires (?:help|assistance)|dependent) (?:with |in |for )?(?:\w+ly )?{_TASK}\b|"
    r"(?<!not )(?<!n't )(?<!no )(?:stops?|stopped|keeps?|kept|prevents?|prevented|limits?|"
    r"limited|limiting|impairs?|impaired|"
    r"interfer(?:es|ed|ing) with|affects?)\s+(?:(?:him|her|me|them|his|the patient|pt)\s+)?"
    rf"(?:from\s+|in\s+|with\s+)?(?:{_TASK}|{_LIVING})\b|bedbound|housebound|wheelchair[- ]bound)"
)
_WHOSE = r"(?:the |an? |his |her |their |member's |patient's |patient['’]s |member['’]s )*"
_FULL = r"(?:significant(?:ly)?|substantial(?:ly)?|severe(?:ly)?|marked(?:ly)?|adversely)"
_FINE = (
    r"\b(?:(?:does not|doesn['’]t|not|no) (?:interfer\w+ with|limit\w*|affect\w*|impair\w*) "
    r"(?:his |"
    rf"her |the )?(?:{_LIVING}|function)|independent (?:in|with) (?:all )?{_LIVING}|no functional "
    r"(?:limitations?|impairment)|walks well)\b"
)
_CAUSES = (
    r"(?:(?:all )?(?:other|alternative|secondary|reversible)[\w ,/-]{0,40}?(?:causes?|etiolog(?:y|"
    r"ies)|diagnos[ei]s)(?! of (?:death|injury))"
)
_ROWS = (
    # function
    row(
        rf"(?:(?:{_WHOSE}(?:[\w-]+ ){{0,5}}?(?:pain|symptoms?|impairment|limitation|disability|"
        r"condition|deformity|dysfunction)|there is|has) )?(?:(?:with|and|that|which|causes?|"
        rf"causing|results? in|documented) )*(?:(?:{_FULL} )?functional (?:disability|impairment|"
        rf"limitations?) )?(?:(?:that|which|and) )?(?:(?:{_FULL} )?(?:interfer\w+ with|limit\w*|"
        rf"impair\w*|restrict\w*|affect\w*|prevent\w*) )(?:{_FULL} )?(?:(?:the )?(?:ability to "
        r"(?:perform|carry out|take part in|participate in|do)|performance of|participation in) )?"
        rf"(?:one or more |some )?{_LIVING}(?: in the home)?(?: (?:such as|including) [\w ,]+)?",
        _CANNOT,
        _FINE,
    ),
    # a test's result
    row(
        rf"(?:(?:reports?|has|have|describes?|documented|complains? of) )?(?:{_WHOSE}"
        r"(?:patient|member|individual) (?:reports?|has|describes?|complains? of) )?(?:an? )?"
        r"(?:(?:functional|visual|significant) )+(?:impairment|limitations?|disability|"
        r"difficult(?:y|ies)|complaints?) (?:due to|caused by|from|because of|related to) "
        r"[^,.;]{3,60}(?:,? such as [\w ,/-]+)?",
        rf"\b{_CANNOT}",
        _FINE,
    ),
    row(
        r"(?:the )?(?:(?:test|genetic|testing) )*results? (?:of (?:the )?test(?:ing)? )?(?:will|"
        r"are "
        r"expected to|is expected to|would|must|can|may) (?:directly )?(?:(?:be )?used to "
        r")?(?:guide|"
        r"impact|affect|influence|inform|change|alter|direct|determine)[\w\s,/'’-]{0,60}?(?:"
        r"treatment|management|surveillance|care|therapy|decisions?|decision[- ]making|plan)"
        r"[\w\s,/-]{0,40}",
        r"\b(?:results?|test(?:ing)?) (?:will |would |to |is going to |may )?(?:directly "
        r")?(?:(?:be )?"
        r"used (?:to|for) )?(?:guides?|guiding|decides?|determines?|changes?|alters?|affects?|"
        r"impacts?|"
        r"influences?|directs?|informs?|choose)\b|\b(?:use|need|want)s? (?:the |this )?results? "
        r"(?:to|"
        r"for)\b|\bto (?:guide|direct|decide on|choose|plan) (?:her |his |the )?(?:treatment|"
        r"surgery|"
        r"therapy|management)\b",
        r"\b(?:will not|won['’]t|would not|does not) (?:change|alter|affect|influence|impact) "
        r"(?:the |"
        r"her |his )?(?:treatment|management|care|plan|therapy)\b",
        future=True,
    ),
    # alcohol and drugs
    row(
        r"(?:(?:has|have|with) )?(?:no|absence of|free of|without|not have) (?:an? )?(?:evidence "
        r"of )?"
        r"(?:active|current|untreated|ongoing|active or untreated)? ?(?:(?:alcohol|drug|substance)"
        r"(?:,? (?:or|and|/) ?(?:alcohol|drug|substance|illicit drug))*)(?: use)? (?:use )?"
        r"(?:disorders?|abuse|misuse|dependence|addiction)(?: or (?:dependence|abuse|addiction))?",
        r"\bno (?:active |current |history of )?(?:(?:alcohol|drug|substance|drugs)(?:,? (?:or|"
        r"and|/) ?"
        r"(?:alcohol|drugs?|substance|tobacco))*)(?: (?:use|abuse|misuse))?(?: "
        r"disorders?)?(?=\s*(?:[.,;)"
        r"]|$))|\bdenies (?:any )?(?:alcohol|drug|substance|illicit)\b(?! allerg)|"
        r"\bsober (?:for|since)\b",
        r"\b(?:active|ongoing|current(?:ly)?) (?:alcohol|drug|substance|opioid|cocaine|heroin|"
        r"methamphetamine)\w*(?: use)? (?:abuse|misuse|dependence|disorder|addiction)\b|\bdrinks "
        r"heavily\b|\bstill (?:drinking|using (?:cocaine|heroin|meth\w*|drugs))\b",
        denied=True,
    ),
    # other causes
    row(
        rf"{_CAUSES}(?: (?:of|for) [\w\s,()/-]+?)? (?:(?:have|has) been |are |is |were |was )?"
        r"(?:adequately |reasonably )?(?:excluded|ruled out|eliminated))",
        r"\b(?:other|alternative|secondary|reversible|all)\b[^.;]{0,40}?\b(?:causes?|etiolog(?:y|ies)|"
        r"diagnos[ei]s)\b[^.;,]{0,25}?\b(?:excluded|ruled out|negative|eliminated|r/o)\b|\bcauses? "
        r"(?:were |are |have been )?(?:excluded|ruled out)\b|\b(?:rules?|ruled|excludes?|excluded) "
        r"(?:out )?(?:all )?(?:other|alternative|secondary) [\w ]{0,20}?(?:causes?|diagnos[ei]s|"
        r"disease)\b|\bwork-?up (?:was |is )?negative for (?:other|secondary|alternative) "
        r"causes?\b",
        denied=True,
    ),
)
_ALL = (*_ROWS, *CANCER_ROWS, *COVERAGE_ROWS, *STORY_ROWS)
_UNSAID = Scope.FAMILY | Scope.PLANNED | Scope.POSSIBLE | Scope.ASKED
_NOT_YET = re.compile(r"\b(?:not (?:yet )?(?:been )?|yet to be|never|pending)\b[^.;,]*$", re.I)


def settle_common(text: str, desk: Desk) -> Settled | None:
    """The finding of such a criterion; None where it asks for something else, or nothing tells."""
    asked = next((one for one in _ALL if one.wanted.fullmatch(text)), None)
    if asked is None:
        return None
    told = [*_stated(asked.met, MET, asked, desk)]
    told += _stated(asked.failed, NOT_MET, asked, desk) if asked.failed else []
    states = {found.state for found in told}
    return told[0] if len(states) == 1 else OPEN if told else None


def _stated(pattern: re.Pattern[str], state: FindingState, asked: Row, desk: Desk) -> list[Settled]:
    unsaid = _UNSAID & ~Scope.PLANNED if asked.future else _UNSAID
    if state is NOT_MET and asked.denied:
        unsaid |= Scope.DENIED | Scope.RESOLVED
    found = []
    for reading in desk.facts.readings:
        for match in pattern.finditer(reading.text):
            scope = reading.scope_at(*match.span())
            if match.group().lower().startswith("can"):
                scope &= ~Scope.ASKED  # "Can no longer climb stairs" asks nothing
            awaited = asked.denied and _NOT_YET.search(match.group())
            if not scope & unsaid and not awaited:
                fact = reading.fact(FactKind.FINDING, *match.span(), name="said so")
                found.append(Settled(state, (fact,)))
    return found
