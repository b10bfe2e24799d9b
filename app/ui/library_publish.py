"""Reading the corpus anew, what that would change, publishing, and going back."""

from collections.abc import Sequence

import streamlit as st

from app.impact import ImpactReport, QuestionImpact, SavedQuestion
from app.impact_questions import questions_of_history, questions_of_lines
from app.librarian import Librarian
from app.render.safe import html_text, markdown_text
from app.render.words import VERDICTS
from app.ui.case_upload import Upload
from app.ui.service import shared_records, shared_settings
from app.ui.visitor import current_user
from ingest.build import Step
from ingest.difference import DocumentDifference
from ingest.errors import StorageError
from ingest.report import BuildReport

_MARKS = {
    "text_changed": "its words were edited",
    "document_removed": "its document is gone",
    "text_added": "its words are new",
    "document_added": "its document is new",
}
_COUNTS = {
    "other_verdict": "With another verdict",
    "lost_citation": "Without a citation that they had",
    "gained_citation": "With a citation more",
    "changed_quotes": "With a quote whose words were edited",
    "errors": "Failing in one of the two",
}
_DONE = "library-done"
N_SHOWN = 50
N_NAMED = 8  # ids that fit a line
MAX_QUESTIONS_MIB = 5


def show_publish(librarian: Librarian) -> None:
    """Step by step: read anew, compare, publish; or go back."""
    user = current_user()
    st.html(f'<p class="gq-muted">Published: {html_text(librarian.current())}</p>')
    if done := st.session_state.pop(_DONE, ""):
        st.success(markdown_text(done))
    if st.button("Read the corpus anew", key="library-stage"):
        _stage(librarian)
    staged = librarian.staged(user)
    if staged:
        st.html(f"<p>Not published yet: <strong>{html_text(staged)}</strong></p>")
        _show_staged(librarian, staged)
    else:
        st.html('<p class="gq-caution">Nothing waits to be published.</p>')
    if before := librarian.before(user):
        _show_way_back(librarian, before)


def _say(done: str) -> None:
    """Tell it on the next run, which shows what is published now."""
    st.session_state[_DONE] = done
    st.rerun()


def _show_way_back(librarian: Librarian, before: str) -> None:
    """Going back takes effect at once and for everybody, so it is asked twice."""
    with st.expander("Go back to the index before"):
        _show_changes(librarian, before, "See what going back changes", place="back")
        st.write(markdown_text(f"Publish {before} again? Readers are answered from it at once."))
        if st.button("Publish it again", key="library-back"):
            _say(f"Published again: {librarian.roll_back(current_user())}.")


def _stage(librarian: Librarian) -> None:
    with st.status("Reading the corpus", expanded=True) as status:
        told = st.empty()

        def progress(step: Step) -> None:
            done = f": {step.n_done} of {step.n_total}" if step.n_total else ""
            told.caption(markdown_text(f"{step.stage}{done} {step.document}"))

        report = librarian.stage(current_user(), progress)
        status.update(label="Read", state="complete", expanded=False)
    st.session_state["library-report"] = _told(report)


def _told(report: BuildReport) -> str:
    """What a build did, as HTML."""
    rows = [
        f"{len(ids)} {words}: {', '.join(ids[:N_NAMED])}{' ...' if len(ids) > N_NAMED else ''}"
        for ids, words in (
            (report.added, "added"),
            (report.changed, "changed"),
            (report.removed, "removed"),
        )
        if ids
    ]
    rows += [f"could not be read: {item.path}: {item.why}" for item in report.failed]
    rows += [f"a correction does not fit any more: {c.why}" for c in report.stale_corrections]
    items = "".join(f"<li>{html_text(row)}</li>" for row in rows or ["nothing has changed"])
    return _part("What was read", f"<ul>{items}</ul>")


def _show_staged(librarian: Librarian, staged: str) -> None:
    user = current_user()
    if told := st.session_state.get("library-report"):
        st.html(told)
    _show_changes(librarian, staged, "See what it changes", place="staged")
    if st.button("Publish it", key="library-publish", type="primary"):
        librarian.publish(user, staged)
        st.session_state.pop("library-report", None)
        _say("Published: the next question is answered from it.")


def _show_changes(librarian: Librarian, other: str, label: str, *, place: str) -> None:
    """What publishing another Snapshot changes, a newer one or the one before, when asked for."""
    user = current_user()
    file = st.file_uploader(
        "Questions to try beside those of the history (one JSON object a line)",
        type=["jsonl"],
        key=f"library-questions-{place}",
        max_upload_size=MAX_QUESTIONS_MIB,
    )
    kept = f"library-impact-{librarian.current()}-{other}"
    if st.button(label, key=f"library-compare-{place}"):
        with st.spinner("Asking both"):
            difference = librarian.changes(user, other)
            report = librarian.impact(user, other, _questions(file))
        st.session_state[kept] = (_difference(difference.statements), report)
    if kept in st.session_state:
        told, report = st.session_state[kept]
        st.html(told)
        st.html(_impact(report))


def _questions(file: Upload | None) -> list[SavedQuestion]:
    """Those of the history, and those of a file."""
    settings = shared_settings()
    found: list[SavedQuestion] = []
    try:
        with shared_records().reading() as at:
            found += questions_of_history(at.conversations.every_turn())
    except StorageError as error:
        st.warning(markdown_text(f"The history is left out: {error}"))
    if file is not None:
        found += questions_of_lines(
            file.getvalue().split(b"\n"),
            origin="questions",
            folder=settings.corpus_dir,
            max_bytes=settings.max_file_bytes,
        )
    return found


def _difference(documents: Sequence[DocumentDifference]) -> str:
    told = "".join(_document(item) for item in documents) or "<p>Every statement stays.</p>"
    return _part("What is understood otherwise", told)


def _document(item: DocumentDifference) -> str:
    """How many statements come and go, and behind that which."""
    lines = [*(f"goes: {line}" for line in item.lost), *(f"comes: {line}" for line in item.gained)]
    rows = "".join(f"<li>{html_text(line)}</li>" for line in lines[:N_SHOWN])
    more = len(lines) - N_SHOWN
    rest = f"<li>not listed here: {more}</li>" if more > 0 else ""
    return (
        f'<details class="gq-change"><summary>{html_text(item.doc_id)}: statements that come: '
        f"{len(item.gained)}, that go: {len(item.lost)}</summary><ul>{rows}{rest}</ul></details>"
    )


def _part(title: str, shown: str) -> str:
    return f'<section class="gq-part"><h2 class="gq-title">{title}</h2>{shown}</section>'


def _impact(report: ImpactReport) -> str:
    """Counts, then every question that may be shown."""
    counts = "".join(
        f"<li>{words}: {n}</li>" for name, words in _COUNTS.items() if (n := report.counts[name])
    )
    private = (
        f"<li>With case materials or facts of a patient, not shown: {report.n_private}, of which "
        f"changed: {report.n_private_changed}, with another verdict: "
        f"{report.n_private_other_verdict}</li>"
        if report.n_private
        else ""
    )
    rows = "".join(_change(item) for item in report.changes[:N_SHOWN])
    more = len(report.changes) - N_SHOWN
    rest = f"<p>Changed and not listed here: {more}.</p>" if more > 0 else ""
    asked = f"<p>Questions asked: {report.n_asked}. Answers that change: {len(report.changes)}.</p>"
    return _part("What it changes", f"{asked}<ul>{counts}{private}</ul>{rows}{rest}")


def _change(item: QuestionImpact) -> str:
    before, after = VERDICTS[item.verdict_before].word, VERDICTS[item.verdict_after].word
    verdict = (
        f"<strong>{html_text(before)} becomes {html_text(after)}</strong>"
        if item.other_verdict
        else html_text(before)
    )
    quotes = "".join(
        f"<li>{sign} {html_text(change.doc_id)}: “{html_text(change.quote)}”"
        f"{f' ({_MARKS[change.why]})' if change.why in _MARKS else ''}</li>"
        for sign, changes in (("goes:", item.lost), ("comes:", item.gained))
        for change in changes
    )
    error = f"<p>{html_text(item.error)}</p>" if item.error else ""
    return (
        f'<details class="gq-change"><summary>{html_text(item.question)}: {verdict}</summary>'
        f"<ul>{quotes}</ul>{error}</details>"
    )
