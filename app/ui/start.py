"""Where the pages start: who is there, which pages he may open, and then the page itself.

`streamlit run app/ui/start.py` runs this file at every click; each page is a script of its own
beside it, which draws itself when it is run as `__main__`.
"""

from dataclasses import dataclass
from pathlib import Path

import streamlit as st

from app.access import Action, User, may
from app.render.safe import html_text, markdown_text
from app.ui.case_panel import show_case_panel
from app.ui.focus import follow_popovers
from app.ui.keeping import resume
from app.ui.visitor import claims, current_user
from ingest.errors import GuidelineError

HERE = Path(__file__).parent
STYLE = HERE / "style.css"
TITLE = "Guideline questions"


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """One page: script, name in the menu, address, what it takes to open, and how wide it is.

    Attributes:
        script: File beside this one.
        title: In the menu.
        address: Its path.
        needs: What somebody must be allowed to do.
        wide: Whether it takes the whole width of the window.
        hidden: Whether it is opened by a link, and not from the menu.
        also: Other paths that lead to it: what people type.
    """

    script: str
    title: str
    address: str
    needs: Action
    wide: bool = False
    hidden: bool = False
    also: tuple[str, ...] = ()


PLACES = (
    # The first page is Streamlit's own for the bare address, and has no path beside it.
    Place(
        script="chat.py",
        title="Ask",
        address="start",
        needs=Action.ASK,
        also=("ask", "chat", "question", "questions", "home", "index"),
    ),
    Place(
        script="history_page.py",
        title="History",
        address="history",
        needs=Action.OPEN_HISTORY,
        also=("conversations",),
    ),
    Place(
        script="review_page.py",
        title="Review",
        address="review",
        needs=Action.OPEN_REVIEW,
        wide=True,  # sentences and passages stand side by side
        also=("reviews", "queue"),
    ),
    Place(
        script="library_page.py",
        title="Library",
        address="library",
        needs=Action.OPEN_LIBRARY,
        wide=True,
        also=("documents", "publish"),
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
    pages = [(place, _page(place)) for place in places]
    others = [_lead_to(page, path) for place, page in pages for path in place.also]
    chosen = st.navigation([*(page for _, page in pages), *others])
    wide = any(place.wide and place.title == chosen.title for place in places)
    # No icon: a named one would be fetched from a host on the network.
    st.set_page_config(
        page_title=f"{chosen.title} · {TITLE}", layout="wide" if wide else "centered"
    )
    st.html(STYLE)
    if wide:
        st.html('<span class="gq-wide"></span>')
    follow_popovers()
    show_who(user)
    # By its path, the first page's "": the words of a menu may change.
    asks = not chosen.url_path
    if asks:
        resume()  # before the panel, which it may empty
    show_case_panel(is_shown=asks)
    chosen.run()


def _page(place: Place) -> st.Page:
    return st.Page(
        HERE / place.script,
        title=place.title,
        url_path=place.address,
        visibility="hidden" if place.hidden else "visible",
    )


def _lead_to(page: st.Page, path: str) -> st.Page:
    """Another path of a page: it goes on there, with all that stands behind the path."""

    def go_on() -> None:
        st.switch_page(page, query_params=st.query_params.to_dict())

    return st.Page(go_on, title=page.title, url_path=path, visibility="hidden")


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
