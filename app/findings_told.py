"""What settles a criterion that its words leave open: how the story tells the same thing."""

from app.event_windows import settle_event_window
from app.exclusive_kinds import settle_late_cancer
from app.findings_base import Desk, Settled
from app.findings_risk import settle_risk


def settle_told(text: str, desk: Desk) -> Settled | None:
    """A late stage of a cancer, a raised risk, a time since an event; None for other criteria."""
    return (
        settle_late_cancer(text, desk) or settle_risk(text, desk) or settle_event_window(text, desk)
    )
