"""Where the pages start: who is there, which pages he may open, and then the page itself.

`streamlit run app/ui/start.py` runs this file at every click; each page is a script of its own
beside it, which draws itself when it is run as `__main__`.
"""

from dataclasses import dataclass
from pathlib import Path

import streamlit as st

from app.access import Action, User, may
from app.ui.visitor import current_user

HERE = Path(__file__).parent
STYLE = HERE / "style.css"
TITLE = "Guideline questions"


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """One page: script, name in the menu, address, what it takes to open, and how wide it is."""

    script: str
    title: str
    address: str
    needs: Action
    wide: bool = False


PLACES = (
    Place(script="chat.py", title="Ask", address="ask", needs=Action.ASK),
    Place(script="history_page.py", title="History", address="history", needs=Action.OPEN_HISTORY),
    Place(
        script="review_page.py",
        title="Review",
        address="review",
        needs=Action.OPEN_REVIEW,
        wide=True,  # sentences and passages stand side by side
    ),
)


def places_for(user: User | None) -> tuple[Place, ...]:
    """The pages that this person may open, in the order of the menu."""
    return tuple(place for place in PLACES if may(user, place.needs))


def main() -> None:
    """Draw the page that was chosen."""
    places = places_for(current_user())
    chosen = st.navigation(
        [
            st.Page(HERE / place.script, title=place.title, url_path=place.address)
            for place in places
        ]
    )
    wide = any(place.wide and place.title == chosen.title for place in places)
    # No icon: a named one would be fetched from a host on the network.
    st.set_page_config(page_title=TITLE, layout="wide" if wide else "centered")
    st.html(STYLE)
    chosen.run()


if __name__ == "__main__":
    main()
