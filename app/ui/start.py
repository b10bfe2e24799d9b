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
    """One page: its script, its name in the menu and in the address, and what it takes to open."""

    script: str
    title: str
    address: str
    needs: Action


PLACES = (
    Place(script="chat.py", title="Ask", address="ask", needs=Action.ASK),
    Place(script="history_page.py", title="History", address="history", needs=Action.OPEN_HISTORY),
)


def places_for(user: User | None) -> tuple[Place, ...]:
    """The pages that this person may open, in the order of the menu."""
    return tuple(place for place in PLACES if may(user, place.needs))


def main() -> None:
    """Draw the page that was chosen."""
    # No icon: a named one would be fetched from a host on the network.
    st.set_page_config(page_title=TITLE, layout="centered")
    st.html(STYLE)
    pages = [
        st.Page(HERE / place.script, title=place.title, url_path=place.address)
        for place in places_for(current_user())
    ]
    st.navigation(pages).run()


if __name__ == "__main__":
    main()
