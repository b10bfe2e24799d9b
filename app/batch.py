"""Many questions, one a line of JSON: a line that fails becomes an Answer with `error`."""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from app.answering import Answerer
from app.case_input import brought
from app.models import Answer
from ingest.errors import GuidelineError, QuestionError

if TYPE_CHECKING:
    from app.case import CaseFile

# What a bug raises on one odd line. Named one by one: interrupts and exits still end the batch, and
# the report carries the kind alone, because a message could hold the question's words.
LINE_FAULTS = (
    ArithmeticError,
    AssertionError,
    AttributeError,
    LookupError,
    OSError,
    RuntimeError,
    TypeError,
    ValueError,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class BatchLine:
    """One line of the file, read and checked."""

    question: str
    payer: str
    as_of: date | None
    case: tuple["CaseFile", ...]
    policy: tuple["CaseFile", ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Batch:
    """What answers, and what every line shares.

    Attributes:
        pipeline: What answers.
        folder: Where relative names of case and policy files are looked up.
        max_bytes: A larger case or policy file is refused.
        k: Passages to retrieve, None for the setting.
    """

    pipeline: Answerer
    folder: Path
    max_bytes: int
    k: int | None = None

    def answers(self, lines: Iterable[bytes]) -> Iterator[Answer]:
        """One Answer for each line that is not blank, in order."""
        for number, raw in enumerate(lines, start=1):
            if raw.strip():
                yield self._answer(raw, number)

    def _answer(self, raw: bytes, number: int) -> Answer:
        line_id, question = f"line-{number}", ""
        try:
            row = read_row(raw)
            line_id = text_of(row.get("id")) or line_id
            question = text_of(row.get("question"))
            line = read_line(row, folder=self.folder, max_bytes=self.max_bytes)
            return self.pipeline.answer(
                line.question,
                payer=line.payer,
                as_of=line.as_of,
                case=line.case,
                policy=line.policy,
                k=self.k,
                question_id=line_id,
            )
        except GuidelineError as error:
            return Answer(id=line_id, question=question, error=str(error))
        except LINE_FAULTS as error:
            fault = f"internal error ({type(error).__name__}) at line {number}: please report it"
            return Answer(id=line_id, question=question, error=fault)


def read_line(row: Mapping[str, object], *, folder: Path, max_bytes: int) -> BatchLine:
    """One line, checked, with the files that it names.

    Raises:
        QuestionError: It holds no question, or something that is not what its key says.
        CorpusError: A file that it names cannot be read.
    """
    if not isinstance(row.get("question"), str):
        raise QuestionError("no question: give it as text under the key 'question'")
    if not isinstance(row.get("payer") or "", str):
        raise QuestionError("the payer is not text: give its name")
    return BatchLine(
        question=text_of(row["question"]),
        payer=text_of(row.get("payer")),
        as_of=_date_of(row.get("as_of")),
        case=brought(row.get("case"), "case", folder, max_bytes=max_bytes),
        policy=brought(row.get("policy"), "policy", folder, max_bytes=max_bytes),
    )


def read_row(raw: bytes) -> Mapping[str, object]:
    """A line of the file as an object.

    Raises:
        QuestionError: It is none.
    """
    try:
        row = json.loads(raw.decode("utf-8-sig"))
    except UnicodeDecodeError:
        raise QuestionError("not UTF-8: save the file as UTF-8") from None
    except (ValueError, RecursionError) as error:
        reason = error.msg if isinstance(error, json.JSONDecodeError) else "it cannot be read"
        raise QuestionError(f"not a line of JSON ({reason}): one object a line") from None
    if not isinstance(row, dict):
        raise QuestionError('not an object: write {"id": ..., "question": ...} on each line')
    return row


def text_of(value: object) -> str:
    """Text or a number as text, else ""; halves of surrogate pairs, which no file holds, as "?"."""
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return ""
    return str(value).encode("utf-8", "replace").decode("utf-8")


def _date_of(value: object) -> date | None:
    if value in (None, ""):
        return None
    try:
        return date.fromisoformat(str(value))
    except ValueError:
        raise QuestionError("as_of is not a date: write it as 2026-01-31") from None
