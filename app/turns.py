"""Whose turn it is: answers of one process are worked on in the order in which they were asked."""

import threading
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager

# Answers share one interpreter, and only their passes through the encoder run beside it: more than
# two at once get in each other's way, and the unlucky ones wait twice as long as the others
# (docs/speed.md).
AT_ONCE = 2


class Turns:
    """So many at once; who comes first is served first, who comes back goes behind the others.

    A plain semaphore goes to whoever grabs it, and that is mostly the thread that has just let go.
    """

    def __init__(self, at_once: int | None) -> None:
        """Begin with nobody at work.

        Args:
            at_once: How many; None for as many as come, e.g. where answers wait for a server.
        """
        self._free = at_once
        self._mutex = threading.Lock()
        self._waiting: deque[threading.Lock] = deque()

    @contextmanager
    def taken(self) -> Iterator[None]:
        """Work, once it is one's turn."""
        self._take()
        try:
            yield
        finally:
            self._give()

    @contextmanager
    def given_back(self) -> Iterator[None]:
        """Within a turn: let others work meanwhile, and wait for another turn then."""
        self._give()
        try:
            yield
        finally:
            self._take()

    def _take(self) -> None:
        if self._free is None:
            return
        with self._mutex:
            if self._free:
                self._free -= 1
                return
            turn = threading.Lock()
            turn.acquire()
            self._waiting.append(turn)
        turn.acquire()  # until it is handed over

    def _give(self) -> None:
        if self._free is None:
            return
        with self._mutex:
            if self._waiting:
                self._waiting.popleft().release()
            else:
                self._free += 1
