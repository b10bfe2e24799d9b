"""What settles a criterion that its words leave open: how the story tells the same thing."""

from app.common_criteria import settle_common
from app.event_windows import settle_event_window
from app.exclusive_kinds import settle_late_cancer
from app.family_history import settle_history, settle_several
from app.findings_base import Desk, Settled
from app.findings_changed import settle_changed
from app.findings_declined import settle_declined
from app.findings_origin import settle_origin
from app.findings_risk import settle_risk
from app.findings_symptoms import settle_symptoms
from app.no_reason_against import settle_no_reason
from app.running_lengths import settle_running_length
from app.told_states import settle_state
from app.weight_lost import settle_steady_weight, settle_weight_lost


def settle_told(text: str, desk: Desk) -> Settled | None:
    """How the story tells a stage, a risk, a time, a state or a refusal; None for others."""
    return (
        settle_late_cancer(text, desk)
        or settle_risk(text, desk)
        or settle_event_window(text, desk)
        or settle_state(text, desk)
        or settle_declined(text, desk)
        or settle_origin(text, desk)
        or settle_common(text, desk)
        or settle_history(text, desk)
        or settle_several(text, desk)
        or settle_symptoms(text, desk)
        or settle_changed(text, desk)
        or settle_weight_lost(text, desk)
        or settle_steady_weight(text, desk)
        or settle_running_length(text, desk)
        or settle_no_reason(text, desk)
    )
