"""One answer on a reviewer's desk: each sentence beside the passage that carries it."""

from collections.abc import Callable, Sequence

import streamlit as st

from app.access import Action, may
from app.kept_library import KeptLibrary
from app.models import Answer, Claim, SectionName
from app.records import Submission
from app.render.outline import Outline, outline
from app.render.safe import html_block, html_text, markdown_text
from app.render.words import SECTIONS
from app.review import NewSentence, Opened, Review, Wording
from app.ui.answer_view import answer_html
from app.ui.banner import banner_html
from app.ui.evidence import Desk
from app.ui.positions import positions_html
from app.ui.reviewing import status_words
from app.ui.session import profile
from app.ui.times import when
from app.ui.visitor import current_user
from app.wording import counted
from ingest.errors import GuidelineError

_AT_WORK = "review_sections_at_work"
N_OPEN = 8  # sentences that are all in sight; of more, one section at a time
_EVENTS = {
    "submitted": "submitted it",
    "edited": "changed the wording",
    "commented": "said",
    "approved": "approved it",
    "returned": "returned it",
    "reopened": "sent it back under review",
    "renewed": "took over the new answer",
}


# There may be forty sentences between a reviewer and his decision.
_LINKS = (
    '<nav class="gq-contents gq-desk-links" aria-label="Parts of this desk">'
    '<a href="#desk-sentences" target="_self">Sentences</a>'
    '<a href="#desk-decision" target="_self">Decision</a>'
    '<a href="#desk-events" target="_self">So far</a></nav>'
)


def show_item(review: Review, opened: Opened) -> None:
    """The whole desk: verdict, sentences with passages, decision, what happened so far."""
    item, user = opened.submission, current_user()
    if said := st.session_state.pop("review_said", ""):
        st.error(markdown_text(said))
    _show_head(opened)
    if item.checked_snapshot != review.pipeline.snapshot_id() or item.status != "approved":
        _show_outdated(review, item)
    view = outline(opened.answer, profile())
    desk = Desk(view=view, library=KeptLibrary(opened.passages.values(), review.pipeline))
    # The status stands above it, and the table is folded: the sentences come into sight at once.
    st.html(banner_html(view, desk, reviewed=False) + _folded_positions(view, desk))
    st.html(_LINKS)
    st.html('<h2 class="gq-title" id="desk-sentences">Sentences and their quotes</h2>')
    _show_sentences(review, opened, desk, edits=may(user, Action.EDIT_SUBMISSION))
    if may(user, Action.EDIT_SUBMISSION):
        _show_addition(review, opened)
    _show_decision(review, item)
    _show_events(opened)
    with st.expander("The whole answer, as others see it"):
        st.html(answer_html(opened.answer, desk.library, profile()))


def _folded_positions(view: Outline, desk: Desk) -> str:
    """The table of positions behind a line that says how many there are."""
    if not view.positions:
        return ""
    n = counted(len({row.row.doc_id for row in view.positions}), "source says", "sources say")
    return (
        f'<details class="gq-fold"><summary>What {n}</summary>'
        f"{positions_html(view, desk)}</details>"
    )


def _show_head(opened: Opened) -> None:
    item = opened.submission
    words = status_words(item.status.value, is_returned=item.is_returned)
    copied = (
        " This is a copy without the case: what settled a criterion is not shown."
        if item.is_redacted
        else ""
    )
    asked = f", date of service {html_text(item.as_of_asked)}" if item.as_of_asked else ""
    st.html(
        f'<p class="gq-asked">{html_block(opened.answer.question)}</p>'
        f'<p class="gq-status"><strong>{words}</strong>, last updated {when(item.updated_at)}'
        f"{asked}.{copied}</p>"
    )


def _show_outdated(review: Review, item: Submission) -> None:
    """What the documents give now, where that is another answer."""
    if not (reason := review.outdated(item)):
        return
    st.warning(markdown_text(f"The documents give another answer now: {reason}."))
    if not item.is_redacted and may(current_user(), Action.EDIT_SUBMISSION):
        st.button(
            "Take over the new answer",
            on_click=_do,
            args=(lambda: review.take_over(current_user(), item),),
        )


def _show_sentences(review: Review, opened: Opened, desk: Desk, *, edits: bool) -> None:
    item = opened.submission
    with st.form(f"wording-{item.submission_id}-{item.version}", border=False):
        rows: list[Wording] = []
        few = len(opened.answer.claims) <= N_OPEN
        at_work: set[str] = st.session_state.get(_AT_WORK, set())
        for title, claims in by_section(opened.answer):
            n = counted(len(claims), "sentence", "sentences")
            is_open = few or not rows or title in at_work
            with st.expander(f"{title}: {n}", expanded=is_open):
                rows += [
                    _show_sentence(
                        claim,
                        index,
                        desk,
                        place=f"{item.submission_id}-{item.version}",
                        edits=edits,
                    )
                    for index, claim in claims
                ]
        saved = st.form_submit_button("Save the wording", disabled=not edits)
    if saved:
        # Saving draws the desk anew: what was worked on stays open, above all what was refused.
        st.session_state[_AT_WORK] = sections_changed(opened.answer, rows)
        _do(lambda: review.save(current_user(), item, rows))
        st.rerun()


def by_section(answer: Answer) -> list[tuple[str, list[tuple[int, Claim]]]]:
    """(title, (index, sentence)s) of each section that has some, in their order."""
    found: dict[SectionName, list[tuple[int, Claim]]] = {}
    for index, claim in enumerate(answer.claims):
        found.setdefault(claim.section, []).append((index, claim))
    return [(SECTIONS[name][0], claims) for name, claims in found.items()]


def sections_changed(answer: Answer, rows: Sequence[Wording]) -> set[str]:
    """Titles of the sections of which a sentence was reworded or is left out."""
    claims = answer.claims
    return {
        SECTIONS[claims[row.index].section][0]
        for row in rows
        if row.leave_out or row.text.strip() != claims[row.index].text.strip()
    }


def _show_sentence(claim: Claim, index: int, desk: Desk, *, place: str, edits: bool) -> Wording:
    """A sentence to the left, its quotes in their passages to the right."""
    with st.container(border=True):
        left, right = st.columns(2)
        with left:
            title = SECTIONS[claim.section][0]
            text = st.text_area(
                f"Sentence {index + 1}: {title}",
                value=claim.text,
                key=f"text-{place}-{index}",
                disabled=not edits,
                height="content",
            )
            leave_out = st.checkbox(
                f"Leave out sentence {index + 1}", key=f"out-{place}-{index}", disabled=not edits
            )
        right.html(desk.evidence_of(claim))
    return Wording(index=index, text=text, leave_out=leave_out)


def _show_addition(review: Review, opened: Opened) -> None:
    item, passages = opened.submission, opened.passages
    if not passages:
        return
    with (
        st.expander("Add a sentence"),
        st.form(f"new-{item.submission_id}-{item.version}", border=False),
    ):
        sections = [name.value for name in SectionName]
        section = st.selectbox(
            "Section", sections, format_func=lambda name: SECTIONS[SectionName(name)][0]
        )
        passage_id = st.selectbox("Passage", list(passages), format_func=_named(opened))
        quote = st.text_area("Quote, character for character from the passage")
        text = st.text_area("Sentence")
        if st.form_submit_button("Add it"):
            new = NewSentence(
                section=SectionName(section), text=text, quote=quote, passage_id=passage_id
            )
            _do(lambda: review.save(current_user(), item, [], [new]))
            st.rerun()


def _named(opened: Opened) -> Callable[[str], str]:
    numbers = {entry.doc_id: entry.number for entry in opened.answer.references}

    def name(passage_id: str) -> str:
        passage = opened.passages[passage_id]
        number = numbers.get(passage.doc_id)
        return f"[{number}] {' '.join(passage.text.split())[:90]}" if number else passage_id

    return name


def _show_decision(review: Review, item: Submission) -> None:
    st.html('<h2 class="gq-title" id="desk-decision">Decision</h2>')
    user = current_user()
    decides = may(user, Action.APPROVE)
    with st.form(f"decide-{item.submission_id}-{item.version}", border=False):
        words = st.text_area("Comment, or reason for returning it", max_chars=2000)
        with st.container(horizontal=True):
            acts = {
                "approve": st.form_submit_button("Approve", type="primary", disabled=not decides),
                "return": st.form_submit_button("Return with this reason", disabled=not decides),
                "comment": st.form_submit_button("Comment"),
            }
    if not any(acts.values()):
        return
    if acts["approve"]:
        _do(lambda: review.approve(user, item))
    elif acts["return"]:
        _do(lambda: review.send_back(user, item, words))
    else:
        _do(lambda: review.comment(user, item, words))
    st.rerun()


def _show_events(opened: Opened) -> None:
    rows = "".join(
        f"<li>{when(event.at)} · {html_text(opened.names.get(event.user_id, event.user_id))} "
        f"{_EVENTS.get(event.event, html_text(event.event))}"
        f"{': ' + html_text(event.note) if event.note else ''}</li>"
        for event in opened.events
    )
    st.html(
        f'<section class="gq-part" id="desk-events"><h2 class="gq-title">So far</h2><ul>{rows}</ul>'
        "</section>"
    )


def _do(act: Callable[[], object]) -> None:
    """Do something; what is wrong is told on the next run."""
    try:
        act()
    except GuidelineError as error:
        st.session_state["review_said"] = str(error)
