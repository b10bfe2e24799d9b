"""Whether a treatment or test is ordered: "receive an order for X" against "order is in"."""

import re

from app.asked_doses import settle_dose
from app.combinations import settle_alone
from app.documented_values import settle_documented
from app.done_acts import settle_act
from app.earlier_tests import settle_untested
from app.fact_models import FactKind
from app.findings_base import MET, NOT_MET, Desk, Settled
from app.findings_examinations import settle_examination
from app.findings_prescribers import settle_prescriber
from app.findings_running import settle_running
from app.findings_wishes import settle_wish
from app.measures import norm, norm_set
from app.no_pregnancy import settle_no_pregnancy
from app.organs import settle_lost_organ
from app.scope_cues import Scope
from app.stopped import settle_stopped
from ingest.lexis import STOP_WORDS, words

_WANTED = re.compile(
    r"^\W*(?:(?:the|an?)\s+)?(?:(?:patient|member|individual|beneficiary|person)\s+)?(?:must\s+)?"
    r"(?:receives?|has|have|there is)\s+(?:an?\s+)?(?:(?:written|valid|signed|physician)\s+)*"
    r"(?:order|prescription)\b(?:\s+(?:for|to)\s+(?P<what>[^.;,]+))?\W*$",
    re.IGNORECASE,
)
_STATED = re.compile(
    r"\b(?:orders?|prescription)\b[^.;,?]{0,40}?\b(?:is in|in place|written|signed|placed|on file|"
    r"sent|given|received)\b|\b(?:has|have) (?:an? |the )?(?:written )?(?:order|prescription)\b|"
    r"\b(?:ordered|prescribed) by (?:an?|the|his|her|their|my)\b|"
    r"\b(?:doctor|physician|\w+ologist|pediatrician|pcp|np) (?:ordered|prescribed)\b",
    re.IGNORECASE,
)
_NONE = re.compile(r"\bno (?:written |signed )?(?:order|prescription)\b", re.IGNORECASE)
_GENERAL = norm_set("screening test scan device equipment item service it cancer")


def settle_order(text: str, desk: Desk) -> Settled | None:
    """The finding of a criterion that asks for an order of the asked service; None for others."""
    match = _WANTED.match(text)
    if match is None:
        return None
    what = match.group("what") or ""
    left = {norm(w) for w in words(what) if w.lower() not in STOP_WORDS} - desk.intervention_words
    left -= {norm(w) for m in desk.terms.spot(what) for w in words(m.surface)}
    if left - _GENERAL:
        return None
    for reading in desk.facts.readings:
        for state, pattern in ((NOT_MET, _NONE), (MET, _STATED)):
            for found in pattern.finditer(reading.text):
                if state is MET and reading.scope_at(*found.span()) & Scope.DENIED:
                    continue
                return Settled(
                    state, (reading.fact(FactKind.FINDING, *found.span(), name="order"),)
                )
    return None


def settle_plain(text: str, desk: Desk) -> Settled | None:
    """The finding of a criterion that asks only for an order, for more of the same, or a value."""
    for settle in (
        settle_stopped,
        settle_running,
        settle_order,
        settle_prescriber,
        settle_examination,
        settle_documented,
        settle_alone,
        settle_no_pregnancy,
        settle_lost_organ,
        settle_untested,
        settle_dose,
        settle_wish,
        settle_act,
    ):
        if found := settle(text, desk):
            return found
    return None
