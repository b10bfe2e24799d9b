"""A history of treatment that a criterion names, as a run of its text with its finding."""

import re
from dataclasses import dataclass, replace

from app.dose_floors import with_dose
from app.findings_base import MET, OPEN, UNKNOWN, Desk, Settled
from app.findings_numbers import name_of
from app.findings_phrases import settle_phrase
from app.findings_trials import settle_trial, was_asked_for
from app.mark_cues import DESPITE, FULL_DOSE, PURPOSE
from app.quantity_reader import read_quantities
from app.trial_cues import CONTRAINDICATED, CURRENT, FAILED, RESPONDED, TRIED
from app.trials import Trial

# "an evaluation that shows no contraindication": the denial is of the history behind it
_NO = re.compile(
    r"\bno(?:\s+(?:absolute|relative|known|medical|clear|obvious))?\s*$", re.IGNORECASE
)
# "an absolute contraindication": how far it goes is a word of its own, which the case must say too
_DEGREE = re.compile(r"\b(?P<degree>absolute|relative)\s+$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Mark:
    """A run of a leaf that has been read as something else than a phrase, with its finding."""

    start: int
    end: int
    found: Settled
    is_number: bool = False
    is_change: bool = False
    is_response: bool = False
    is_known: bool = False  # a measure with a name of its own
    window_days: float | None = None
    allowed_days: float | None = None  # "within the past year": what is beside it says of what


def of_now(text: str, trial: Trial) -> Trial:
    """A treatment despite which a number was measured is one that goes on, as one in full dose."""
    start, end = min(trial.start, trial.cue_start), max(trial.end, trial.cue_end)
    beside = any(
        q.end <= start or q.start >= end for q in read_quantities(text) if name_of(q)[0].ids
    )
    if FULL_DOSE.match(text, trial.cue_start) or (beside and DESPITE.match(text, trial.cue_start)):
        return replace(trial, statuses=trial.statuses | {CURRENT, TRIED})
    return trial


def trial_mark(text: str, trial: Trial, desk: Desk) -> Mark | None:
    """A history of treatment; a bare "after" or "on" in a criterion is left to the phrases."""
    loose = trial.statuses <= {TRIED, CURRENT} and text[
        trial.cue_start : trial.cue_end
    ].strip().lower() in {"after", "on"}
    if loose or (not trial.items and trial.statuses != {RESPONDED}):
        return None
    start, end = min(trial.start, trial.cue_start), max(trial.end, trial.cue_end)
    if trial.denied and (front := _NO.search(text, 0, start)):
        start = front.start()
    if text.count("(", start, end) > text.count(")", start, end) and ")" in text[end:]:
        end = text.index(")", end) + 1
    if FAILED in trial.statuses and (purpose := PURPOSE.match(text, end)):
        end = purpose.end()
    found = with_dose(text[start:end], settle_trial(text, trial, desk), desk)
    plain = all(item.count in {None, 1} and not item.length for item in trial.items)
    plain = plain and not (trial.length or trial.denied)  # one that is named is not two
    if found.state is UNKNOWN and plain and trial.statuses <= {CURRENT, TRIED}:
        as_phrase = settle_phrase(text[start:end], desk)
        if as_phrase and as_phrase.state is MET and not was_asked_for(as_phrase.facts, desk):
            found = as_phrase
    if found.state is UNKNOWN and trial.statuses == {CONTRAINDICATED}:
        as_phrase = settle_phrase(f"{'no ' if trial.denied else ''}{text[start:end]}", desk)
        found = as_phrase or found
    start, found = _to_degree(text, start, trial, found, desk)
    return Mark(start, end, found, is_response=trial.statuses == {RESPONDED})


def _to_degree(
    text: str, start: int, trial: Trial, found: Settled, desk: Desk
) -> tuple[int, Settled]:
    """Where a contraindication begins with its degree, which the case must name too."""
    degree = _DEGREE.search(text, 0, start)
    if degree is None or trial.statuses != {CONTRAINDICATED}:
        return start, found
    told = any(
        re.search(rf"\b{degree['degree']}\s+{re.escape(fact.quote)}", reading.text, re.IGNORECASE)
        for fact in found.facts
        for reading in desk.facts.readings
    )
    return degree.start(), found if told or found.state is not MET else OPEN


_RELATIVE = re.compile(r"(?<!,)\s(?=(?:that|which|who)\s)", re.IGNORECASE)


def shared_relative(text: str, start: int, end: int, marks: list[Mark]) -> int | None:
    """Where a relative clause begins that is said of all alternatives; None without one.

    "Sciatica or neck pain that did not respond to 4 weeks of care": of who has sciatica too.
    """
    found = _RELATIVE.search(text, start, end)
    at = found.end() if found else end
    return at if found and all(at <= mark.start < end for mark in marks) else None
