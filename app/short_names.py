"""A treatment asked for by its name, and had by a name that means something else elsewhere ("PT").

That the short name means the treatment follows from what is said of it: it was had for so long, or
failed.
"""

from app.findings_base import MET, Desk, Settled
from app.stated_trials import all_stated
from app.treatment_kinds import concepts_of, key_of
from app.trial_cues import TRIED


def had_by_short_name(text: str, desk: Desk) -> Settled | None:
    """MET where a history of treatment names by a short form what a phrase asks for."""
    goals = {m.concept_id for m in desk.terms.spot(text) if m.kind == "intervention"}
    if len(goals) != 1 or not _is_name(text, desk):
        return None
    goals |= {member for goal in goals for member in desk.terms.descendants(goal)}
    for stated in all_stated(desk):
        name = stated.item.name.strip().lower()
        if stated.trial.denied or TRIED not in stated.statuses:
            continue
        if goals.intersection(desk.terms.by_ambiguous_name.get(name, ())):
            return Settled(MET, (stated.fact,))
    return None


def _is_name(text: str, desk: Desk) -> bool:
    """Whether a phrase is the name of the treatment and nothing else."""
    named = {part for m in desk.terms.spot(text) for part in key_of(m.surface)}
    return bool(concepts_of(text, desk)) and key_of(text) <= named
