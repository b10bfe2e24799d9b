"""A copy for reviewers of an answer that rests on a case: nothing of the case is in it. Pure.

Nothing is blacked out. The copy is the answer to a question that speaks of nobody, asked again
without the case; of the first answer it takes over what is no text: the verdict, and whether each
criterion is met. So there is no word of the case that a pattern could have missed.
"""

from app.models import Answer, CriterionRow, FindingState, Note, Verdict

VERDICT_NOTE = "redacted_verdict"
COPY_NOTE = "redacted_copy"
_COPY = (
    "This is a copy without the case: the question was put in general words, and the facts that "
    "settled a criterion are not shown."
)


def redacted_copy(answer: Answer, general: Answer) -> Answer:
    """The copy.

    Args:
        answer: As its asker has it, with the case.
        general: The answer to the question in general words, without the case.
    """
    found = {_place(row): row.finding for row in answer.criteria}
    notes = (Note(kind=COPY_NOTE, text=_COPY), *_on_verdict(answer, general), *general.notes)
    criteria = tuple(_criterion(row, found) for row in general.criteria)
    unknown = {row.text for row in criteria if row.finding is FindingState.UNKNOWN}
    return general.model_copy(
        update={
            "verdict": answer.verdict,
            "headline": general.headline if answer.verdict is general.verdict else "",
            "notes": notes,
            "criteria": criteria,
            "missing": tuple(line for line in general.missing if line in unknown)
            if criteria
            else general.missing,
            "follow_ups": (),
            "general": False,
        }
    )


def _place(row: CriterionRow) -> tuple[object, ...]:
    return (row.doc_id, row.group, row.level, row.text)


def _criterion(row: CriterionRow, found: dict[tuple[object, ...], FindingState]) -> CriterionRow:
    """The finding of the case, by a place in a document of the corpus that both answers name."""
    return row.model_copy(
        update={"finding": found.get(_place(row), row.finding), "quote": "", "fact_source": ""}
    )


def _on_verdict(answer: Answer, general: Answer) -> tuple[Note, ...]:
    if answer.verdict is general.verdict:
        return ()
    words = f"With the case the verdict was {_word(answer.verdict)}; in general it is "
    return (Note(kind=VERDICT_NOTE, text=f"{words}{_word(general.verdict)}."),)


def _word(verdict: Verdict | None) -> str:
    return verdict.value.replace("_", " ") if verdict else "none"
