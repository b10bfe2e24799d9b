"""What a page is told while an Answer is made; sentences only after their checks."""

import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum


class Stage(StrEnum):
    """Where an Answer is."""

    FILES = "files"
    UNDERSTANDING = "understanding"
    SEARCHING = "searching"
    CASE = "case"
    READING = "reading"
    WRITING = "writing"
    CHECKING = "checking"


@dataclass(frozen=True, slots=True)
class Told:
    """One thing to show.

    Attributes:
        stage: Where the Answer is.
        n: Page or step of the files, passages that are read, or sentences that have passed.
        of: Out of so many; 0 where that is not known.
        sentence: A sentence that has passed its checks; "" for a mere change of stage.
        name: Of the file that is read; "" for another stage.
        passages: Ids of those that are read, the nearest to the question first.
    """

    stage: Stage
    n: int = 0
    of: int = 0
    sentence: str = ""
    name: str = ""
    passages: tuple[str, ...] = ()


def _silent(_told: Told) -> None:
    """Show nothing."""


@dataclass(frozen=True, slots=True)
class Watch:
    """Who looks on, and may stop it.

    Attributes:
        tell: Called in the thread that asked, and in no other.
        stop: Set to have the Answer at once, in its sources' words where nothing else is ready.
    """

    tell: Callable[[Told], None] = _silent
    stop: threading.Event = field(default_factory=threading.Event)
