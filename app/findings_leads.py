"""What a lead-in gives to the criteria under it."""

import re

from app.findings_marks import Inherited
from app.leaf_clauses import wanted_trials
from app.measures import NO_MEASURE, MeasureName, measure_name
from ingest.statements.criteria_joins import join_span

# "preventive drugs from at least two of the following": the items say which drugs.
_KINDS = re.compile(
    r"\b(?:drugs?|medications?|agents?|treatments?|therap(?:y|ies)|class(?:es)?|products?|"
    r"preventives?|modalit(?:y|ies)|options?|measures?|alternatives?)\b",
    re.IGNORECASE,
)
# "Failure of PAP, shown by either of the following": the items say what it is, not of what
_SHOWN_BY = re.compile(
    r"\b(?:shown|defined|demonstrated|evidenced|documented|indicated|characteri[sz]ed|manifested|"
    r"proven|supported|confirmed)\s+(?:by|as)\b|\bmeaning\b|\bthat is\b",
    re.IGNORECASE,
)
_GAP_WORDS = 6  # between "failure of" and "of the following" stand no more
_LEAD_WORDS = 14  # a longer lead-in is a sentence of its own and names no measure for its items


def given_by(lead: str, inherited: Inherited) -> Inherited:
    """What a lead-in gives to its items.

    The measure it names, and "failure of" before "at least two of the following".
    """
    found = join_span(lead)
    front = lead[: found[2]] if found else lead
    prefix = inherited.prefix if not lead.strip() else ""
    for trial in wanted_trials(lead):
        gap = lead[trial.cue_end : found[2]] if found and found[2] >= trial.cue_end else None
        if (
            gap is not None
            and len(gap.split()) <= _GAP_WORDS
            and not re.search(r"[;.]|\b(?:and|when|if)\b", gap)
            and not _SHOWN_BY.search(gap)
        ):
            prefix = lead[trial.cue_start : trial.cue_end]
            if not _KINDS.search(gap):
                prefix += gap.rstrip(" ,:")
    measure = inherited.measure if not lead.strip() else NO_MEASURE
    if len(front.split()) <= _LEAD_WORDS and (named := measure_name(front)).ids:
        measure = MeasureName(named.ids, frozenset())
    return Inherited(measure, _plain(prefix))


def _plain(prefix: str) -> str:
    """The words without a dangling count ("inadequate response to at least")."""
    return re.sub(
        r"\s+(?:at least|a minimum of|any|all|each|one|two|either|both)$",
        "",
        prefix.strip(),
        flags=re.IGNORECASE,
    )
