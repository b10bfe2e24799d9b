"""What of a session is kept, and how the page finds it again after a reload or a restart."""

from datetime import datetime

import streamlit as st

from app.answering import PagePipeline
from app.history import History, OpenedTurn
from app.render.safe import markdown_text
from app.review import Submitting
from app.ui.service import shared_records
from app.ui.session import Turn, conversation_id, go_on_with
from app.ui.visitor import current_user
from ingest.errors import GuidelineError

# The one parameter of the address: which conversation this is. It opens nothing by itself.
ADDRESS = "conversation"


def shared_history() -> History:
    """The history; every call of it checks whose it is.

    Raises:
        StorageError: As above.
    """
    return History(shared_records())


def keep(turn: Turn, library: PagePipeline) -> None:
    """Write an answer down; one that cannot be kept is shown all the same, with the reason."""
    if turn.answer is None:
        return
    try:
        place = shared_history().keep(
            current_user(),
            turn.answer,
            conversation_id=conversation_id(),
            brought=turn.brought,
            library=library,
        )
    except GuidelineError as error:
        turn.not_kept = str(error)
        return
    go_on_with(place)
    if place:  # another than the address names where that was deleted meanwhile, in another tab
        st.query_params[ADDRESS] = place
    if place and turn.answer.general and turn.approved is None:
        _submit(turn, library)


def _submit(turn: Turn, library: PagePipeline) -> None:
    """A general answer enters the queue by itself; one with a case only as a copy that was seen."""
    if turn.answer is None:
        return
    try:
        Submitting(shared_records(), library).submit(current_user(), turn.answer, turn.as_of)
    except GuidelineError as error:
        turn.not_kept = str(error)


def resume() -> None:
    """Show the conversation that the address names, if it is another than the one on the page.

    After a reload the session is new and the address is all that is left of it.
    """
    wanted = st.query_params.get(ADDRESS, "")
    if wanted and wanted != conversation_id():
        _open(wanted)
    if conversation_id():
        st.query_params[ADDRESS] = conversation_id()


def _open(place: str) -> None:
    try:
        _, kept = shared_history().open(current_user(), place)
    except GuidelineError as error:
        del st.query_params[ADDRESS]
        st.warning(markdown_text(str(error)))
        return
    go_on_with(place, [_turn(item) for item in kept])


def _turn(item: OpenedTurn) -> Turn:
    asked_on = datetime.fromisoformat(item.asked_at).date()
    as_of = item.answer.as_of if item.answer.as_of != asked_on else None
    return Turn(
        question=item.answer.question, answer=item.answer, passages=item.passages, as_of=as_of
    )
