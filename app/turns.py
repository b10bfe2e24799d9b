"""Whose turn it is to compute: a few at once, and first come, first served."""

import threading
from collections import deque
from types import TracebackType


class Turns:
    """A context that so many threads may be in; the others wait in the order in which they came.

    Python runs one thread at a time. Twenty questions that share it in slices all end last; one
    after the other, the first ends first and the last no later.
    """

    def __init__(self, n: int) -> None:
        """So many at once."""
        self._lock = threading.Lock()
        self._n_free = n
        self._waiting: deque[threading.Lock] = deque()

    def __enter__(self) -> None:
        """Wait until it is this thread's turn."""
        with self._lock:
            if self._n_free:
                self._n_free -= 1
                return
            ticket = threading.Lock()
            ticket.acquire()
            self._waiting.append(ticket)
        ticket.acquire()

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Hand the turn to who has waited longest."""
        with self._lock:
            if self._waiting:
                self._waiting.popleft().release()
            else:
                self._n_free += 1

    @property
    def n_waiting(self) -> int:
        """How many threads wait."""
        return len(self._waiting)
