"""The rows that `app.impact` asks: from a file, and from the history."""

import json
from collections.abc import Iterable, Iterator
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from app.batch import read_line, read_row, text_of
from app.impact import SavedQuestion
from app.models import Answer
from ingest.errors import QuestionError

if TYPE_CHECKING:
    from app.records import KeptTurn


def questions_of_lines(
    lines: Iterable[bytes], *, origin: str, folder: Path, max_bytes: int
) -> Iterator[SavedQuestion]:
    """The questions of a file in the form of `guideline-qa batch`: one JSON object a line.

    A row with `"invented": true` (an eval case) is shown in the report whatever it states.

    Args:
        lines: Of the file.
        origin: Its name, for the report.
        folder: Where relative names of case and policy files are looked up.
        max_bytes: A larger file is refused.

    Raises:
        QuestionError: A line is no question; names its number, never its text.
        CorpusError: A file that it names cannot be read.
    """
    for number, raw in enumerate(lines, start=1):
        if not raw.strip():
            continue
        try:
            row = read_row(raw)
            line = read_line(row, folder=folder, max_bytes=max_bytes)
        except QuestionError as error:
            raise QuestionError(f"{origin}, line {number}: {error}") from error
        yield SavedQuestion(
            question_id=text_of(row.get("id")) or f"line-{number}",
            text=line.question,
            origin=origin,
            payer=line.payer,
            as_of=line.as_of,
            case=line.case,
            policy=line.policy,
            invented=row.get("invented") is True,
        )


def questions_of_history(turns: Iterable["KeptTurn"]) -> Iterator[SavedQuestion]:
    """The questions of the history, each once, whoever asked it.

    What was asked for the day itself is asked for today; another date stays. Files that were
    brought are not kept, so such a question is asked without them; it is counted alone, since its
    Answer is not general.
    """
    seen = set()
    for turn in turns:
        answer = Answer.model_validate(json.loads(turn.answer))
        day = datetime.fromisoformat(turn.asked_at).date()
        as_of = None if answer.as_of in (None, day) else answer.as_of
        key = (answer.question, answer.understood.payer, as_of, turn.holds_case)
        if key in seen:
            continue
        seen.add(key)
        yield SavedQuestion(
            question_id=turn.answer_id,
            text=answer.question,
            origin="saved",
            payer=answer.understood.payer,
            as_of=as_of,
            held_case=turn.holds_case,
        )
