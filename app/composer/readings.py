"""What else a model reads: a follow-up made standalone, facts for criteria, its own verdict.

None of it decides. A follow-up is only filled in with words of the conversation; a criterion that
the rules leave open stays open, and is shown with the words that may settle it; the verdict is
compared.
"""

import json
from collections.abc import Iterator, Sequence

from app.composer.prompts import CONCLUDE, LEAVES, STANDALONE
from app.composer.shapes import Conclusion, LeafReading, LeafReadings, Standalone, parsed
from app.composer.tasks import Put, Result, Task
from app.draft import Shelf
from app.fact_models import CaseText
from app.llm_models import Ask, ChatModel, Control
from app.models import Answer, Claim, CriterionRow, FindingState, SectionName
from ingest.lexis import STOP_WORDS, content_stems, words
from ingest.models import Passage
from ingest.statements.addressed import speaks_to_software
from ingest.statements.models import Quote

CONCLUSION, READINGS = "conclusion", "readings"
_MAX_POSITIONS = 6
_MAX_POSITION_CHARS = 240
_MAX_LEAVES = 6
_MAX_NOTES_CHARS = 4_000
_MAX_QUESTION_CHARS = 500
_MAX_LABEL_CHARS = 90
_MIN_QUOTE_WORDS = 2


def _nothing(_piece: str) -> None:
    """These replies are looked at when they are whole."""


# --- follow-up ------------------------------------------------------------------------------------


def standalone(question: str, history: Sequence[Answer], model: ChatModel, control: Control) -> str:
    """The question with what it leaves out, in words of the conversation; "" where that fails.

    Raises:
        ModelError: There is no usable reply.
    """
    before = [answer.question for answer in history[-3:] if answer.error is None]
    if not before or speaks_to_software(question):
        return ""
    ask = Ask(
        task="standalone",
        system=STANDALONE,
        data=json.dumps({"before": before, "question": question}, ensure_ascii=False),
        shape=Standalone,
        max_tokens=120,
    )
    found = parsed(Standalone, model.reply(ask, control, _nothing).text).question.strip()
    return found if _only_filled_in(found, question, before) else ""


def _only_filled_in(found: str, question: str, before: Sequence[str]) -> bool:
    """Whether a question holds all of the one asked, and beyond it only words said before.

    A number or a code that nobody has said would be a fact that a model has made up.
    """
    said = content_stems(" ".join([question, *before]))
    kept = content_stems(question) - content_stems("and what about how also then so ok okay")
    stems = content_stems(found)
    added = {w for w in words(found) if w.lower() not in STOP_WORDS}
    return (
        len(found) <= _MAX_QUESTION_CHARS
        and bool(added)
        and stems <= said
        and kept <= stems
        and not speaks_to_software(found)
    )


# --- facts of the case ----------------------------------------------------------------------------


def leaves_task(
    criteria: Sequence[CriterionRow], texts: Sequence[CaseText], model: ChatModel, control: Control
) -> Task | None:
    """Looks for words of the case materials that speak to criteria which the rules leave open."""
    rows = [row for row in criteria if row.finding is FindingState.UNKNOWN][:_MAX_LEAVES]
    notes = [
        {"file": f"N{n}", "text": text.text[:_MAX_NOTES_CHARS]}
        for n, text in enumerate(texts, start=1)
    ]
    if not rows or not notes:
        return None
    asked = [{"id": f"C{n}", "text": row.text} for n, row in enumerate(rows, start=1)]
    ask = Ask(
        task="readings",
        system=LEAVES,
        data=json.dumps({"criteria": asked, "notes": notes}, ensure_ascii=False),
        shape=LeafReadings,
        max_tokens=80 * len(rows),
        case_text=True,
    )

    def run(put: Put) -> None:
        found = parsed(LeafReadings, model.reply(ask, control, _nothing).text).readings
        by_id = {f"C{n}": row for n, row in enumerate(rows, start=1)}
        read = [(by_id[r.id], r) for r in found if r.id in by_id and r.finding != "unknown"]

        def apply(result: Result) -> None:
            result.extra[READINGS] = read

        put(apply)

    return run


def reading_claims(
    read: Sequence[tuple[CriterionRow, LeafReading]],
    texts: Sequence[CaseText],
    passages: Sequence[Passage],
    shelf: Shelf,
) -> Iterator[Claim]:
    """The words that may settle an open criterion, quoted; what is not found verbatim is dropped.

    The sentence is the quote itself: what it means for the criterion is for the reader to say.
    """
    for row, reading in read:
        quote = _located(reading.quote.strip(), texts, passages)
        if quote is None or speaks_to_software(quote.text):
            continue
        short = row.text if len(row.text) <= _MAX_LABEL_CHARS else row.text[:_MAX_LABEL_CHARS] + "…"
        yield Claim(
            text=" ".join(quote.text.split()),
            section=SectionName.CASE,
            citations=(shelf.cite(quote),),
            label=f"may speak to the open criterion “{short}” (not counted)",
        )


def _located(words_: str, texts: Sequence[CaseText], passages: Sequence[Passage]) -> Quote | None:
    """Where words stand in the case materials, character for character; None where they do not."""
    if len(words(words_)) < _MIN_QUOTE_WORDS:
        return None
    for text in texts:
        at = text.text.find(words_)
        if at < 0:
            continue
        own = [p for p in passages if p.doc_id.startswith(f"case:{text.name}")]
        passage = next((p for p in own if p.char_start <= at < p.char_end), None)
        if passage is not None:
            return Quote(
                doc_id=passage.doc_id,
                passage_id=passage.passage_id,
                char_start=at,
                char_end=at + len(words_),
                page=passage.page,
                text=words_,
            )
    return None


# --- its own verdict ------------------------------------------------------------------------------


def conclusion_task(answer: Answer, model: ChatModel, control: Control) -> Task | None:
    """Asks what the model would conclude; None where there is no verdict to compare with."""
    rows = [
        row
        for row in answer.positions
        if row.quote and not row.doc_id.startswith("case:") and not speaks_to_software(row.quote)
    ]
    if answer.verdict is None or not rows:
        return None
    positions = [
        {
            "source": row.publisher or row.title,
            "kind": row.kind,
            "text": " ".join(row.quote.split()),
        }
        for row in rows[:_MAX_POSITIONS]
    ]
    data = {
        "treatment": "; ".join(answer.understood.interventions),
        "condition": "; ".join(answer.understood.conditions),
        "positions": positions,
    }
    ask = Ask(
        task="conclusion",
        system=CONCLUDE,
        data=json.dumps(data, ensure_ascii=False),
        shape=Conclusion,
        max_tokens=20,
    )

    def run(put: Put) -> None:
        found = parsed(Conclusion, model.reply(ask, control, _nothing).text).verdict

        def apply(result: Result) -> None:
            result.extra[CONCLUSION] = found

        put(apply)

    return run
