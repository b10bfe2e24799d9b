"""Where the pages start: who is there, which pages he may open, and then the page itself.

`streamlit run app/ui/start.py` runs this file at every click; each page is a script of its own
beside it, which draws itself when it is run as `__main__`.
"""

from dataclasses import dataclass
from pathlib import Path

import streamlit as st

from app.access import Action, User, may
from app.render.safe import html_text, markdown_text
from app.ui.focus import follow_popovers
from app.ui.visitor import claims, current_user
from ingest.errors import GuidelineError

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
    hidden: bool = False  # opened by a link, not from the menu


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
    Place(
        script="library_page.py",
        title="Library",
        address="library",
        needs=Action.OPEN_LIBRARY,
        wide=True,
    ),
    Place(
        script="document.py",
        title="Document",
        address="document",
        needs=Action.ASK,
        hidden=True,
    ),
    Place(
        script="editorial_policy.py",
        title="Editorial policy",
        address="editorial-policy",
        needs=Action.ASK,
        hidden=True,
    ),
)


def places_for(user: User | None) -> tuple[Place, ...]:
    """The pages that this person may open, in the order of the menu."""
    return tuple(place for place in PLACES if may(user, place.needs))


def main() -> None:
    """Draw the page that was chosen, or say why there is none."""
    try:
        user = current_user()
    except GuidelineError as error:
        _bare_page()
        st.error(markdown_text(str(error)))
        return
    places = places_for(user)
    if user is None or not places:
        show_door(user)
        return
    chosen = st.navigation(
        [
            st.Page(
                HERE / place.script,
                title=place.title,
                url_path=place.address,
                visibility="hidden" if place.hidden else "visible",
            )
            for place in places
        ]
    )
    wide = any(place.wide and place.title == chosen.title for place in places)
    # No icon: a named one would be fetched from a host on the network.
    st.set_page_config(page_title=TITLE, layout="wide" if wide else "centered")
    st.html(STYLE)
    if wide:
        st.html('<span class="gq-wide"></span>')
    follow_popovers()
    show_who(user)
    chosen.run()


def _page(place: Place) -> st.Page:
    return st.Page(HERE / place.script, title=place.title, url_path=place.address)


def show_door(user: User | None) -> None:
    """What somebody sees who may not come in: who has not logged in, or has no role here."""
    _bare_page()
    st.title(TITLE, anchor=False)
    if user is None:
        st.html('<p class="gq-lead">Log in to ask, and to see what you have asked.</p>')
        st.button("Log in", type="primary", on_click=st.login)
        return
    st.html(
        f'<p class="gq-lead">{html_text(user.name)}, you have no role here yet: ask whoever gives '
        "out the roles.</p>"
    )
    st.button("Log out", on_click=st.logout)


def show_who(user: User) -> None:
    """Name and way out of somebody who has logged in."""
    if claims() is None:
        return
    with st.sidebar:
        st.html(f'<p class="gq-muted">Logged in as {html_text(user.name)}</p>')
        st.button("Log out", on_click=st.logout)


def _bare_page() -> None:
    st.navigation([st.Page(lambda: None, title=TITLE)], position="hidden")
    st.set_page_config(page_title=TITLE, layout="centered")
    st.html(STYLE)


if __name__ == "__main__":
    main()
