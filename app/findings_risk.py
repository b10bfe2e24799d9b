"""A raised risk of an event: who had the event before is at risk of the next one.

Sources: USPSTF 2024, falls (a history of falls); NOGG 2024 (a fracture after 50); ACOG PB 222 and
CO 767 (preeclampsia, preterm birth before); ESC 2019 (venous thrombosis before).
"""

import re

from app.fact_models import FactKind
from app.findings_base import MET, Desk, Settled
from app.findings_phrases import settle_phrase
from app.scope_cues import Scope
from app.told_conditions import osteoporotic_score

_RISK = re.compile(
    r"\W*(?:(?:who )?(?:are|is|were|be|have|has)\s+)?(?:considered\s+)?(?:at\s+)?(?:an?\s+)?"
    r"(?:increased|high(?:er)?|elevated|raised|greater)\s+risk\s+(?:of|for)\s+"
    r"(?P<what>(?:further |recurrent |future |repeated )?[\w -]+?)\W*",
    re.IGNORECASE,
)
# Event, and how a story tells that it has happened
_EVENTS: tuple[tuple[re.Pattern[str], tuple[str, ...]], ...] = tuple(
    (re.compile(rf"(?:{event})", re.IGNORECASE), told)
    for event, told in (
        (
            r"(?:accidental )?falls?|falling",
            ("falls", "fell", "history of falls", "recurrent falls", "fallen"),
        ),
        (
            r"(?:(?:osteoporotic|fragility|vertebral|hip) )?fractures?",
            ("fragility fracture", "osteoporotic fracture", "vertebral fracture"),
        ),
        (r"pre-?eclampsia", ("previous preeclampsia", "history of preeclampsia")),
        (
            r"preterm (?:birth|delivery|labou?r)",
            ("previous preterm birth", "history of preterm birth"),
        ),
        (
            r"(?:deep )?(?:venous|vein) thrombo(?:sis|embolism)|VTE|DVT",
            ("history of venous thromboembolism", "history of deep vein thrombosis"),
        ),
        (r"(?:pressure (?:ulcers?|injur(?:y|ies))|bedsores?)", ("history of pressure ulcer",)),
        (r"hypoglyc(?:a)?emia", ("severe hypoglycemia", "history of hypoglycemia")),
    )
)


def settle_risk(text: str, desk: Desk) -> Settled | None:
    """MET where a raised risk of an event is asked for and the case tells such an event; else None.

    Who tells none may be at risk for other reasons: nothing follows.
    """
    asked = _RISK.fullmatch(text)
    if asked is None:
        return None
    told = next((t for event, t in _EVENTS if event.fullmatch(asked["what"].strip())), ())
    found = (settle_phrase(phrase, desk) for phrase in told)
    met = next((f for f in found if f is not None and f.state is MET), None)
    return met or (_by_density(desk) if "fracture" in asked["what"].lower() else None)


def _by_density(desk: Desk) -> Settled | None:
    """A T-score of osteoporosis is a high risk of fracture (Endocrine Society 2019)."""
    for reading in desk.facts.readings:
        score = osteoporotic_score(reading.text)
        if score and not reading.scope_at(*score.span()) & _NOT_SO:
            fact = reading.fact(FactKind.FINDING, *score.span(), name="T-score")
            return Settled(MET, (fact,))
    return None


_NOT_SO = Scope.DENIED | Scope.FAMILY | Scope.PLANNED
