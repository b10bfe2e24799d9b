"""The asker's files with all that hangs on them alone, so that a question need not wait for it.

Sixty pages take some seconds to read and to understand, and a question on them is still being typed
meanwhile. The Answers are the same without it: each step is what the first question would do.
"""

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from functools import partial

from app.analysis import Knowledge
from app.case import Brought, CaseFile, read_brought
from app.composer.events import Stage, Told, Watch
from app.gather import with_brought
from app.phrase_match import index_of, shorthand_of
from app.stated_numbers import numbers_of
from ingest.terms import Terms


class Dropped(Exception):  # noqa: N818 - nothing went wrong
    """Nobody wants the files any more."""


def read_ready(  # noqa: PLR0913, PLR0917 - what a question brings, and who looks on
    case: Sequence[CaseFile],
    policy: Sequence[CaseFile],
    payer: str,
    day: date,
    knowledge: Knowledge,
    watch: Watch,
) -> Brought:
    """Read the files, and make of them what every question makes.

    Args:
        case: Case materials.
        policy: Files that the asker names as the payer's policy.
        payer: Whose these are.
        day: Date of service.
        knowledge: Of the published Snapshot.
        watch: Told page by page, then step by step; its stop ends the reading.

    Raises:
        Dropped: It was stopped.
    """
    brought = read_brought(case, policy, payer, partial(_page, watch))
    steps = list(_steps(brought, day, knowledge))
    for number, step in enumerate(steps, start=1):
        _go_on(watch, Told(Stage.UNDERSTANDING, number, len(steps)))
        step()
    return brought


def _steps(brought: Brought, day: date, knowledge: Knowledge) -> Iterator[Callable[[], object]]:
    yield lambda: with_brought(knowledge, brought).matcher
    if brought.texts:
        yield lambda: brought.read_on(day)
        for number in range(len(brought.texts)):
            yield partial(_index, brought, number, day, knowledge.terms)
        yield lambda: brought.said


def _index(brought: Brought, number: int, day: date, terms: Terms) -> None:
    reading = brought.read_on(day)[number].reading
    index_of(reading, terms)
    shorthand_of(reading, terms)
    numbers_of(reading, terms)


def _page(watch: Watch, name: str, page: int, n_pages: int) -> None:
    _go_on(watch, Told(Stage.FILES, page, n_pages, name=name))


def _go_on(watch: Watch, told: Told) -> None:
    if watch.stop.is_set():
        raise Dropped
    watch.tell(told)
