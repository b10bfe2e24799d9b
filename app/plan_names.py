"""What people call the Blue Cross and Blue Shield plan of a state."""

import re

from ingest.us_states import STATES

_BLUE = re.compile(
    r"^(?:(?P<cross>Blue Cross)(?:(?:,? and|,| &)? (?P<shield>Blue Shield))?|Blue Shield) of "
    r"(?:the )?(?P<state>.+)$",
    re.IGNORECASE,
)


def blue_names(body: str) -> list[str]:
    """What people call the Blue plan of a state: "BCBSNC", "Blue Cross NC", "BCBS of Texas"."""
    found = _BLUE.match(body)
    if not found:
        return []
    state = found["state"]
    places = [state, *(letters for name, letters in STATES if name.lower() == state.lower())]
    families = ["Blue Cross"] if found["cross"] else ["Blue Shield"]
    if found["shield"]:
        families += ["Blue Cross Blue Shield", "Blue Cross & Blue Shield", "BCBS"]
    names = [f"{family}{of}{at}" for family in families for of in (" of ", " ") for at in places]
    return [*names, *(f"BCBS{at}" for at in places[1:] if found["shield"])]
