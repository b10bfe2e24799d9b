"""What the question was taken to mean, correctable in one click, and why the verdict is so."""

import re

import streamlit as st

from app.models import Answer
from app.render.outline import Outline
from app.render.safe import html_text, markdown_text
from app.ui.session import ask_next, key

# ICD-10-CM: a letter, a digit, a letter or digit, then up to four more after the point (CMS, 2025).
_CODE = re.compile(r"\b[A-TV-Z]\d[0-9A-Z](?:\.[0-9A-Z]{1,4})?\b")


def understood_html(view: Outline) -> str:
    """Intervention, condition, codes, payer, facts, readings and doubts."""
    rows = "".join(f"<dt>{name}</dt><dd>{html_text(words)}</dd>" for name, words in view.understood)
    return f'<section class="gq-part gq-understood"><h3>Understood as</h3><dl>{rows}</dl></section>'


def why_html(view: Outline) -> str:
    """The rule that fired, and how many sources decide."""
    items = "".join(f"<li>{html_text(line)}</li>" for line in view.why)
    return f'<section class="gq-part"><h3>Why this verdict</h3><ul>{items}</ul></section>'


def corrections(answer: Answer) -> tuple[tuple[str, str, str], ...]:
    """(code asked about, code that may be meant, the question with the latter) for each doubt."""
    asked = answer.understood.codes
    found = []
    for doubt in answer.understood.doubts:
        named = dict.fromkeys(_CODE.findall(doubt))
        ours = [code for code in named if code in asked and code in answer.question]
        others = [code for code in named if code not in asked]
        found += [
            (mine, other, answer.question.replace(mine, other)) for mine in ours for other in others
        ]
    return tuple(found)


def narrower(answer: Answer) -> tuple[tuple[str, str], ...]:
    """(condition, the question on it alone) where a question was taken to be on several."""
    meant = answer.understood
    named = [c for c in meant.conditions if not _CODE.fullmatch(c)]
    if len(meant.interventions) != 1 or len(named) < _SEVERAL or meant.intent != "verdict":
        return ()
    payer = f" by {meant.payer}" if meant.payer else ""
    asked = "covered" if meant.payer else "medically necessary"
    return tuple(
        (name, f"Is {meant.interventions[0]} {asked}{payer} for {name}?") for name in named
    )


_SEVERAL = 2


def show_corrections(answer: Answer, number: int) -> None:
    """A button for each other reading, and the question to edit, in a row."""
    with st.container(horizontal=True, key=key(f"corrections-{number}")):
        for mine, other, question in corrections(answer):
            st.button(
                f"Ask about {markdown_text(other)} instead of {markdown_text(mine)}",
                key=key(f"correct-{number}-{mine}-{other}"),
                on_click=ask_next,
                args=(question,),
            )
        for name, question in narrower(answer):
            st.button(
                f"Only for {markdown_text(name)}",
                key=key(f"only-{number}-{name}"),
                on_click=ask_next,
                args=(question,),
            )
        with (
            st.popover("Change the question", icon=":material/edit:"),
            st.form(key(f"change-{number}"), border=False),
        ):
            place = key(f"changed-{number}")
            st.text_area(
                "The question, as it should have been understood", value=answer.question, key=place
            )
            st.form_submit_button(
                "Ask again", key=key(f"again-{number}"), on_click=_ask_changed, args=(place,)
            )


def _ask_changed(place: str) -> None:
    # Read here: arguments of a callback are those of the last run, before the box was changed.
    ask_next(st.session_state[place])
