"""One Answer on the page: the parts in the reader's order."""

from collections.abc import Callable
from functools import partial

import streamlit as st

from app.answering import Library
from app.models import Answer
from app.render.export import FORMATS, export
from app.render.outline import Outline, outline
from app.render.profiles import Part, Profile
from app.render.safe import html_block, markdown_text
from app.render.told import ON_FILES
from app.ui.banner import banner_html
from app.ui.case_pages import show_case_pages
from app.ui.contents import contents_html
from app.ui.criteria import codes_html, criteria_html, missing_html
from app.ui.evidence import Desk
from app.ui.feedback import show_feedback
from app.ui.foot import glossary_html, notes_html, references_html, status_html
from app.ui.positions import positions_html
from app.ui.sections import sections_html
from app.ui.session import Turn, ask_next, key
from app.ui.settle import show_settle
from app.ui.understood import show_corrections, understood_html, why_html

BANNER = "banner"
_SHOWN_CHARS = 600  # of a question that could not be answered
TITLE = "Answer"  # of the file that an answer is saved as

_PARTS: dict[Part, Callable[[Outline, Desk], str]] = {
    Part.UNDERSTOOD: lambda view, _desk: understood_html(view),
    Part.WHY: lambda view, _desk: why_html(view),
    Part.POSITIONS: positions_html,
    Part.CRITERIA: criteria_html,
    Part.MISSING: lambda view, _desk: missing_html(view),
    Part.CODES: lambda view, _desk: codes_html(view),
    Part.SECTIONS: sections_html,
    Part.NOTES: lambda view, _desk: notes_html(view),
    Part.GLOSSARY: lambda view, _desk: glossary_html(view),
    Part.REFERENCES: references_html,
    Part.STATUS: lambda view, _desk: status_html(view),
}


# What can be done with a part of the last Answer, right below it.
_BELOW: dict[Part, Callable[[Answer, int], None]] = {
    Part.UNDERSTOOD: show_corrections,
    Part.CRITERIA: show_settle,
}


def show_turn(turn: Turn, number: int, *, library: Library, reader: Profile, is_last: bool) -> None:
    """A question and its Answer; only the last one can be corrected and followed up."""
    st.html(
        f'<p class="gq-asked"><span class="gq-sr">You asked: </span>{html_block(_asked(turn))}</p>'
    )
    if turn.answer is None:
        st.error(markdown_text(turn.error))
        return
    for note in turn.answer.notes:
        if note.kind in ON_FILES:  # before the verdict: it was given without that file
            st.warning(markdown_text(note.text))
    view = outline(turn.answer, reader)
    desk = Desk(view=view, library=library, brought=turn.brought, number=number)
    st.html(_cached(turn, reader, BANNER, partial(_head, view, desk)))
    for part in view.parts:
        if part is Part.FOLLOW_UPS:
            if is_last:
                _show_follow_ups(turn.answer, number)
            continue
        st.html(_cached(turn, reader, part, partial(_PARTS[part], view, desk)))
        if is_last and part in _BELOW:
            _BELOW[part](turn.answer, number)
    show_case_pages(turn, number)
    with st.container(horizontal=True, key=key(f"tools-{number}")):
        _show_export(turn.answer, reader, number)
        show_feedback(turn, number)


def _asked(turn: Turn) -> str:
    """The question; of a letter that was pasted, and could not be one, its beginning."""
    asked = turn.question
    is_letter = turn.answer is None and len(asked) > _SHOWN_CHARS
    return f"{asked[:_SHOWN_CHARS]}…" if is_letter else asked


def _head(view: Outline, desk: Desk) -> str:
    return banner_html(view, desk) + contents_html(view, desk)


def answer_html(answer: Answer, library: Library, reader: Profile) -> str:
    """A whole Answer to be looked at, without anything to click but its marks."""
    view = outline(answer, reader)
    desk = Desk(view=view, library=library)
    parts = (_PARTS[part](view, desk) for part in view.parts if part in _PARTS)
    return banner_html(view, desk) + "".join(parts)


def _cached(turn: Turn, reader: Profile, part: str, make: Callable[[], str]) -> str:
    """The HTML of a part, made once for each reader: the page runs again at every click."""
    place = (reader.name, part)
    if place not in turn.pages:
        turn.pages[place] = make()
    return turn.pages[place]


def _show_follow_ups(answer: Answer, number: int) -> None:
    st.html('<h3 class="gq-title">Questions to go on with</h3>')
    for index, question in enumerate(answer.follow_ups):
        st.button(
            markdown_text(question),
            key=key(f"follow-{number}-{index}"),
            on_click=ask_next,
            args=(question,),
        )


def _show_export(answer: Answer, reader: Profile, number: int) -> None:
    """The Answer to take away, as its asker sees it, whole."""
    with st.popover("Save this answer", icon=":material/download:"):
        for form in FORMATS:
            st.download_button(
                form.label,
                data=partial(export, TITLE, [answer], form, reader),
                file_name=f"answer.{form.suffix}",
                mime=form.mime,
                key=key(f"save-{form.suffix}-{number}"),
                on_click="ignore",
            )
