"""Replies of a language model on file, by hash of model, prompt and schema.

A replay asks nobody. Instructions or a schema that no recording was made with fail the case by
name. A passage that was not recorded, because a document or a rule has changed since, is counted
and stays in its source's words; the gate allows few of them. Recording asks the configured server
for what is missing alone, so that a small change costs a few requests.
"""

import threading
from collections.abc import Callable, Iterable
from pathlib import Path

from pydantic import BaseModel, ConfigDict, ValidationError

from app.llm_models import Ask, ChatModel, Control, Reply
from ingest.errors import CaseFileError, ModelReplyError

RECORDINGS = Path(__file__).resolve().parent / "recordings"


class Recording(BaseModel):
    """One reply.

    Attributes:
        key: `Ask.key` of the request.
        prompt: `Ask.prompt_key` of it.
        task: What was asked for.
        reply: What the model said.
        n_tokens_in: Of the prompt.
        n_tokens_out: Of the reply.
        took_s: On the machine that recorded it.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    key: str
    prompt: str
    task: str
    reply: str
    n_tokens_in: int
    n_tokens_out: int
    took_s: float


class Tape:
    """The recordings of one model, a line each; safe in threads."""

    def __init__(self, model: str, folder: Path = RECORDINGS) -> None:
        """Read what there is.

        Raises:
            CaseFileError: A line is no recording.
        """
        self.model = model
        self.path = folder / f"{model}.jsonl"
        self._lock = threading.Lock()
        self._by_key: dict[str, Recording] = {}
        self.used: set[str] = set()
        lines = self.path.read_text(encoding="utf-8").splitlines() if self.path.is_file() else []
        for number, line in enumerate(lines, start=1):
            try:
                row = Recording.model_validate_json(line)
            except ValidationError as error:
                raise CaseFileError(f"{self.path.name}:{number} is no recording") from error
            self._by_key[row.key] = row

    def knows(self, prompt: str) -> bool:
        """Whether anything was recorded with these instructions and this schema."""
        with self._lock:
            return any(row.prompt == prompt for row in self._by_key.values())

    def find(self, key: str) -> Recording | None:
        """The recording of a request; None where there is none."""
        with self._lock:
            self.used.add(key)
            return self._by_key.get(key)

    def add(self, row: Recording) -> None:
        """Keep a reply, on disk at once: a recording may be interrupted."""
        with self._lock:
            self._by_key[row.key] = row
            self.path.parent.mkdir(parents=True, exist_ok=True)
            with self.path.open("a", encoding="utf-8") as out:
                out.write(row.model_dump_json() + "\n")

    def rows(self) -> tuple[Recording, ...]:
        """What was used so far, in the order of the keys."""
        with self._lock:
            return tuple(self._by_key[key] for key in sorted(self.used & self._by_key.keys()))

    def tidy(self) -> int:
        """Write what was used, in the order of the keys; the number of what was dropped."""
        with self._lock:
            kept = sorted(self.used & self._by_key.keys())
            n_dropped = len(self._by_key) - len(kept)
            _write(self.path, (self._by_key[key] for key in kept))
            self._by_key = {key: self._by_key[key] for key in kept}
            return n_dropped


def _write(path: Path, rows: Iterable[Recording]) -> None:
    text = "".join(row.model_dump_json() + "\n" for row in rows)
    path.write_text(text, encoding="utf-8")


class RecordedModel:
    """A model whose replies come from a tape; what is missing is asked of `inner`, or fails."""

    host = "127.0.0.1"
    takes_case_text = True

    def __init__(self, tape: Tape, inner: ChatModel | None = None) -> None:
        self._tape = tape
        self._inner = inner
        self.n_asked = 0
        self.missing: list[str] = []

    @property
    def name(self) -> str:
        return self._tape.model

    def reply(self, ask: Ask, control: Control, on_text: Callable[[str], None]) -> Reply:
        """The recorded reply, in one piece.

        Raises:
            CaseFileError: The instructions or the schema have changed, and there is nobody to ask.
            ModelReplyError: This passage was not recorded.
        """
        key = ask.key(self._tape.model)
        row = self._tape.find(key)
        self.n_asked += 1
        if row is None and self._inner is None:
            self.missing.append(key)
            if not self._tape.knows(ask.prompt_key(self._tape.model)):
                raise CaseFileError(
                    f"no recording with the present prompt for {ask.task!r}: run `make record`"
                )
            raise ModelReplyError(f"{ask.task} {key} is not recorded: run `make record`")
        if row is None:
            row = self._record(ask, key, control)
        else:
            control.budget.reserve(ask)
            control.budget.spend(ask, row.n_tokens_in, row.n_tokens_out)
        on_text(row.reply)
        return Reply(
            text=row.reply,
            n_tokens_in=row.n_tokens_in,
            n_tokens_out=row.n_tokens_out,
            took_s=row.took_s,
        )

    def _record(self, ask: Ask, key: str, control: Control) -> Recording:
        """Ask the server; a reply that is cut off or refused is not kept."""
        if self._inner is None:
            raise CaseFileError("nobody to record from")
        said = self._inner.reply(ask, control, lambda _piece: None)
        row = Recording(
            key=key,
            prompt=ask.prompt_key(self._tape.model),
            task=ask.task,
            reply=said.text,
            n_tokens_in=said.n_tokens_in,
            n_tokens_out=said.n_tokens_out,
            took_s=round(said.took_s, 2),
        )
        self._tape.add(row)
        return row
