"""Whether a visit, an evaluation or a consent of a team took place: "psychology cleared her".

A criterion that asks for nothing but such an act is met where the case names who did it beside a
word that says it is done. What is only planned, awaited or declined settles nothing; a team that
said no fails a criterion that asks for its consent.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from app.fact_models import Fact, FactKind, Reading
from app.findings_base import MET, NOT_MET, OPEN, Desk, Settled
from app.measures import norm_set, norms
from app.models import FindingState
from app.scope_cues import Scope
from app.time_windows import WINDOW, days_of
from app.times_ago import settle_window


@dataclass(frozen=True, slots=True)
class _Act:
    """What a criterion calls those who act, what a note calls them, and how it says "done"."""

    wanted: re.Pattern[str]
    noted: re.Pattern[str]
    done: re.Pattern[str]


def _act(wanted: str, noted: str, done: str = "") -> _Act:
    def of(pattern: str) -> re.Pattern[str]:
        return re.compile(rf"(?<![\w-])(?:{pattern})(?![\w-])", re.IGNORECASE)

    return _Act(of(wanted), of(noted), of(done or _DONE))


_EVALUATED = r"eval\w*|assess\w*|clear(?:ed|s|ance)|screen\w*|consult\w*|counsell?\w+|saw|met with"
_DONE = (
    rf"{_EVALUATED}|done|complet\w+|documented|charted|seen|sees|examin(?:ed|ation)|exam|approv\w+|"
    r"agree\w*|recommend\w*|discussed|reviewed|held|today|underwent|undergone|had|attached|"
    r"on file|signed off|took place|accepted|visit|provided|did|performed"
)


# General vocabulary of clinics and of payers' forms.
_ACTS = (
    _act(
        r"shared[- ]decision[- ]?making",
        r"shared[- ]decision(?:[- ]?making)?|SDM",
    ),
    _act(
        r"(?:nutrition(?:al)?|diet(?:ary|etic)) (?:evaluation|assessment|counsell?ing|consultation|"
        r"visit)|(?:evaluation|assessment|counsell?ing|consultation) (?:by|with) (?:a |an )?"
        r"(?:registered |licensed )*(?:dieti[ct]ian|nutritionist)",
        r"dieti[ct]ians?|nutritionist|RDN?|nutrition(?:al)?",
        _EVALUATED,
    ),
    _act(r"genetics? counsell?ing", r"genetics? counsell?(?:ors?|ing)|genetics professional"),
    _act(
        r"(?:psycholog\w+|psychosocial|mental health|behaviou?ral health) (?:evaluation|"
        r"assessment|clearance)",
        r"psycholog\w+|psychosocial|psych|LCSW|mental health|behaviou?ral health",
        _EVALUATED,
    ),
    _act(
        r"(?:heart|multidisciplinary|interdisciplinary|multi-disciplinary|cleft|transplant|"
        r"tumou?r) (?:team|board|clinic)",
        r"(?:heart|multidisciplinary|interdisciplinary|multi-disciplinary|MDT|cleft|transplant|"
        r"tumou?r) ?(?:team|board|clinic|meeting)|MDT",
    ),
    _act(
        r"(?:transplant cent(?:er|re)['’]?s? |transplant |patient )?selection committee",
        r"(?:transplant |patient )?selection (?:committee|conference|meeting)|committee",
    ),
    _act(
        r"face[- ]to[- ]face (?:examination|evaluation|encounter|visit|assessment)",
        r"face[- ]to[- ]face|F2F|in[- ]person (?:visit|exam\w*|evaluation)",
    ),
    _act(
        r"(?:specialty |seating |functional |mobility )*(?:evaluation|assessment) (?:was |is |has "
        r"been )?(?:performed |conducted |completed |done )?by (?:a |an )?(?:licensed "
        r")?(?:physical "
        r"or occupational therapist|PT or OT|PT/OT|OT or PT|occupational or physical therapist)",
        r"PT|OT|OTR/L|DPT|(?:physical|occupational) therap(?:ist|y)",
        r"eval\w*|assess\w*",
    ),
    _act(
        r"(?:in[- ]person|office|clinic|outpatient|telehealth|face[- ]to[- ]face)(?:,? or "
        r"(?:in[- ]person|office|clinic|telehealth|virtual))? (?:visit|encounter|evaluation)",
        r"(?:office|clinic|telehealth|tele|video|in[- ]person|follow[- ]up) ?(?:visit|appointment)|"
        r"seen (?:in|at) (?:the |our )?(?:clinic|office)|seen by",
    ),
)
_FILLERS = norm_set(
    "evaluation assessment visit consultation counseling counselling counselor clearance approval "
    "approved examination discussion encounter interaction session meeting has have been taken "
    "took take place documented document documentation completed complete performed conducted "
    "done provided provide received obtained undergone underwent prior before surgery procedure "
    "treatment therapy test testing pretest preoperative presurgical licensed qualified certified "
    "registered board trained professional provider practitioner specialist clinician physician "
    "treating member patient individual person comprehensive formal thorough full initial written "
    "record chart medical note notes appropriate center centre mental health must required "
    "includes including dietitian nutritionist cardiac surgeon interventional cardiologist "
    "cardiologists surgeons candidate suitability suitable agree agreed agrees recommend "
    "recommends recommended confirm confirmed order ordering ordered prescription genetics "
    "genetic pre evaluate evaluated control who that their the"
)
_AGREES = re.compile(
    r"\b(?:clear(?:ed|ance)|approv\w+|agree\w*|recommend\w*|suitab\w+|accept\w*|endors\w+)\b",
    re.IGNORECASE,
)
_NOT_YET = re.compile(
    r"\b(?:pending|await\w*|scheduled|not|no|never|will|to be|needs?|refer\w*|declin\w+|refus\w+|"
    r"without|planned|upcoming|booked|next|waiting|missing|yet|only)\b|n['’]t\b",
    re.IGNORECASE,
)
_SAID_NO = re.compile(
    r"\b(?:not (?:yet )?(?:clear\w*|approv\w*|accepted|recommend\w*|suitable)|declined|turned "
    r"down|rejected|did(?: not|n['’]t) (?:clear|approve|accept|recommend|agree))\b",
    re.IGNORECASE,
)
_IMPARTIAL = re.compile(
    r",?\s*(?:and )?(?:who|that) (?:has|have|had) no financial (?:relationship|interest|ties?)"
    r"[^.;]*$",
    re.IGNORECASE,
)
_INDEPENDENT = re.compile(
    r"\bindependent\b|\bno (?:financial )?(?:ties|relationship|interest|connection)\b|"
    r"\bnot (?:employed|paid) by\b",
    re.IGNORECASE,
)
_STOPS = re.compile(r"[.;!?\n](?=\s|$)")


def settle_act(text: str, desk: Desk) -> Settled | None:
    """The finding of a criterion that asks for such an act alone; None for others."""
    impartial = _IMPARTIAL.search(text)
    bare = text[: impartial.start()] if impartial else text
    window = WINDOW.search(bare)
    bare = f"{bare[: window.start()]} " if window else bare
    act = next((a for a in _ACTS if _is_all(bare, a, desk)), None)
    if act is None:
        return None
    consent = _AGREES.search(bare) is not None
    readings = desk.facts.readings
    told = [row for reading in readings for row in _stated(reading, act, consent=consent)]
    if not told or len({state for state, _ in told}) > 1:
        return None
    state, fact = told[0]
    if state is MET and impartial and not _says(_INDEPENDENT, desk):
        return OPEN
    if state is MET and window and not settle_window(days_of(window)[1], desk, [fact]).facts:
        return OPEN
    return Settled(state, (fact,))


def _is_all(text: str, act: _Act, desk: Desk) -> bool:
    match = act.wanted.search(text)
    if match is None:
        return False
    rest = f"{text[: match.start()]} {text[match.end() :]}"
    return not set(norms(rest)) - _FILLERS - desk.condition_words - desk.intervention_words


def _says(pattern: re.Pattern[str], desk: Desk) -> bool:
    return any(pattern.search(reading.text) for reading in desk.facts.readings)


def _stated(reading: Reading, act: _Act, *, consent: bool) -> Iterator[tuple[FindingState, Fact]]:
    """What a text tells of an act: that it is done, or that consent was refused."""
    for match in act.noted.finditer(reading.text):
        low, high = _sentence(reading.text, match)
        around = reading.text[low:high]
        fact = reading.fact(FactKind.FINDING, low, high, name=match.group())
        if consent and _SAID_NO.search(around):
            yield NOT_MET, fact
            continue
        unsaid = reading.scope_at(*match.span()) & (Scope.DENIED | Scope.FAMILY | Scope.PLANNED)
        wanted = _AGREES if consent else act.done
        if (
            wanted.search(around)
            and not unsaid
            and not _NOT_YET.search(_clause(around, match, low))
        ):
            yield MET, fact


def _sentence(text: str, match: re.Match[str]) -> tuple[int, int]:
    stops = [m.end() for m in _STOPS.finditer(text, 0, match.start())]
    end = _STOPS.search(text, match.end())
    low = stops[-1] if stops else 0
    low += len(text[low:]) - len(text[low:].lstrip())
    return low, end.start() if end else len(text)


def _clause(around: str, match: re.Match[str], low: int) -> str:
    """The part between commas in which those who act are named."""
    at = match.start() - low
    start = max(around.rfind(",", 0, at), around.rfind(":", 0, at)) + 1
    end = around.find(",", at)
    return around[start : end if end >= 0 else len(around)]
