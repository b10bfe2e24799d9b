"""Requests in threads of their own, and what they bring back.

They end by themselves; whoever asked waits no longer than the time that an Answer has, and what has
come until then is kept.
"""

import queue
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from app.composer.checks import Fault
from app.composer.events import Stage, Told, Watch
from app.composer.given import Given
from app.llm_models import Control
from ingest.errors import ModelError, ModelRefusedError, ModelReplyError

_POLL_S = 0.05
THREAD = "composer"  # of every thread that asks a model
# A reply without form, or a refusal, is that request's alone; a server that does it again and again
# is of no use.
_THIS_REPLY_ALONE = (ModelReplyError, ModelRefusedError)
_MAX_REPLIES_OF_NO_USE = 3


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence that has passed, over the items that it carries."""

    text: str
    items: tuple[Given, ...]
    repaired: bool = False


@dataclass(slots=True)
class Result:
    """What came of all requests of an Answer.

    Attributes:
        sentences: Those that passed.
        withheld: A reason for each sentence that was refused and not repaired.
        n_refused: Sentences that the first check refused.
        error: The first thing that went wrong with the model itself; None where nothing did.
        extra: What the other tasks gave, by their names.
    """

    sentences: list[Sentence] = field(default_factory=list)
    withheld: list[Fault] = field(default_factory=list)
    n_refused: int = 0
    error: ModelError | None = None
    extra: dict[str, object] = field(default_factory=dict)

    @property
    def n_repaired(self) -> int:
        """Sentences that passed at their second try."""
        return sum(sentence.repaired for sentence in self.sentences)


# A task puts what it finds into the result, by way of these; it runs in a thread of its own.
Put = Callable[[Callable[[Result], None]], None]
Task = Callable[[Put], None]

# What comes out of a thread: a change of the result, an error, or None at its end.
_Came = queue.Queue[Callable[[Result], None] | BaseException | None]


def run_tasks(tasks: Sequence[Task], control: Control, watch: Watch, *, parallel: int) -> Result:
    """Run tasks in threads, and gather what they put until all have ended or the time is up.

    Raises:
        GuidelineError: Something other than the model went wrong.
    """
    result = Result()
    came: _Came = queue.Queue()
    waiting = iter(tasks)
    pick = threading.Lock()
    given_up = threading.Event()

    def work() -> None:
        while not given_up.is_set():
            with pick:
                task = next(waiting, None)
            if task is None:
                break
            try:
                task(came.put)
            except Exception as error:  # noqa: BLE001 - handed to the thread that waits
                came.put(error)
        came.put(None)

    n_workers = min(parallel, len(tasks))
    for _ in range(n_workers):
        threading.Thread(target=work, name=THREAD, daemon=True).start()
    _gather(result, came, control, watch, n_workers)
    given_up.set()
    return result


def _gather(result: Result, came: _Came, control: Control, watch: Watch, n_workers: int) -> None:
    n_of_no_use = 0
    while n_workers:
        try:
            control.check()
            item = came.get(timeout=_POLL_S)
        except queue.Empty:
            continue
        except ModelError as error:
            result.error = result.error or error
            return
        if item is None:
            n_workers -= 1
        elif isinstance(item, BaseException):
            result.error = result.error or _of_model(item)
            n_of_no_use += 1
            if not isinstance(item, _THIS_REPLY_ALONE) or n_of_no_use >= _MAX_REPLIES_OF_NO_USE:
                return
        else:
            _apply(item, result, watch)


def _of_model(error: BaseException) -> ModelError:
    """The error of a model.

    Raises:
        BaseException: It is another: a bug, which is not to be hidden.
    """
    if not isinstance(error, ModelError):
        raise error
    return error


def _apply(change: Callable[[Result], None], result: Result, watch: Watch) -> None:
    before = len(result.sentences)
    change(result)
    for sentence in result.sentences[before:]:
        watch.tell(Told(Stage.CHECKING, len(result.sentences), sentence=sentence.text))
