"""Whose turn it is, and where: answers are worked on in the order in which they were asked."""

import threading
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Generic, Protocol, TypeVar

# Answers of one process share one interpreter, and only their passes through the encoder run beside
# it: more than two at once get in each other's way, and the unlucky ones wait twice as long as the
# others (docs/speed.md).
AT_ONCE = 2


class Helper(Protocol):
    """What answers outside of this process."""

    @property
    def is_there(self) -> bool:
        """Whether it can be asked again."""
        ...


T = TypeVar("T", bound=Helper)


def _nobody_comes() -> None:
    """More is asked than is worked on, and nobody is there to be fetched."""


class _Asker(Generic[T]):
    """Who waits for a turn; `helper` is set where it is to be elsewhere."""

    def __init__(self, *, may_leave: bool) -> None:
        self.may_leave = may_leave
        self.helper: T | None = None
        self.turn = threading.Lock()
        self.turn.acquire()  # until it is handed over


class Turns(Generic[T]):
    """So many at once; who comes first is served first, who comes back goes behind the others.

    A plain semaphore goes to whoever grabs it, and that is mostly the thread that has just let go.
    Who comes while nobody is at work here is served here. Only where somebody is does a helper take
    a turn. With helpers who may leave is served here one at a time, for each has a core of its own;
    further turns here are left to those who must stay.
    """

    def __init__(self, at_once: int | None, crowded: Callable[[], None] = _nobody_comes) -> None:
        """Begin with nobody at work, and no helper.

        Args:
            at_once: How many; None for as many as come, e.g. where answers wait for a server.
            crowded: Called by who has to wait, and might have had a helper. It must not wait.
        """
        self._at_once = at_once
        self._crowded = crowded
        self._mutex = threading.Lock()
        self._waiting: deque[_Asker[T]] = deque()
        self._n_here = 0
        self._n_helpers = 0
        self._free: list[T] = []

    @contextmanager
    def taken(self, *, may_leave: bool = False) -> Iterator[T | None]:
        """Work, once it is one's turn: by the helper that is handed out, here where it is None.

        A helper that is not there any more at the end is not handed out again.

        Args:
            may_leave: Whether a helper may do it.
        """
        helper = self._take(may_leave=may_leave)
        try:
            yield helper
        finally:
            self._give(helper)

    @contextmanager
    def given_back(self) -> Iterator[None]:
        """Within a turn here: let others work meanwhile, and wait for another turn then."""
        self._give(None)
        try:
            yield
        finally:
            self._take(may_leave=False)

    def add(self, helper: T) -> None:
        """From now on this one may be handed out."""
        with self._mutex:
            self._n_helpers += 1
            self._free.append(helper)
            self._seat_waiting()

    def _take(self, *, may_leave: bool) -> T | None:
        if self._at_once is None:
            return None
        asker = _Asker[T](may_leave=may_leave)
        with self._mutex:
            must_wait = not self._seated(asker)
            if must_wait:
                self._waiting.append(asker)
        if must_wait and may_leave:
            self._crowded()
        asker.turn.acquire()
        return asker.helper

    def _give(self, helper: T | None) -> None:
        if self._at_once is None:
            return
        with self._mutex:
            if helper is None:
                self._n_here -= 1
            elif helper.is_there:
                self._free.append(helper)
            else:
                self._n_helpers -= 1
            self._seat_waiting()

    def _seat_waiting(self) -> None:
        """Hand on what is free, first come, first served but for those who must stay."""
        for asker in list(self._waiting):
            if self._seated(asker):
                self._waiting.remove(asker)

    def _seated(self, asker: _Asker[T]) -> bool:
        if self._n_here and asker.may_leave and self._free:
            asker.helper = self._free.pop()
        elif self._n_here < self._most_here(asker):
            self._n_here += 1
        else:
            return False
        asker.turn.release()
        return True

    def _most_here(self, asker: _Asker[T]) -> int:
        return 1 if self._n_helpers and asker.may_leave else self._at_once or 1
