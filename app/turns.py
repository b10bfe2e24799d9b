"""Whose turn it is: answers of one process are worked on in the order in which they were asked."""

import sys
import threading
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager

# Answers share one interpreter, and only their passes through the encoder run beside it: more than
# two at once get in each other's way, and the unlucky ones wait twice as long as the others
# (docs/speed.md).
AT_ONCE = 2

# How long a thread may hold the interpreter while another waits for it, as long as several answers
# are worked on. A pass through the encoder is some 300 short calls outside of the interpreter, and
# behind the longer ones it waits so long for the other answer. One thread in the encoder beside one
# in Python, in turns: the encoder does 20 to 33 % of the work at Python's own 5 ms, 43 to 49 % at
# this, for the same work in a second of processor time (docs/speed.md).
_CHANGE_S = 0.0002


class _Changes:
    """Has threads change more often while two or more answers of this process are worked on.

    One alone is left as it was: nobody waits, and other threads of the process are none of ours.
    """

    def __init__(self) -> None:
        self._mutex = threading.Lock()
        self._n_working = 0
        self._usual_s = 0.0

    def begin(self) -> None:
        with self._mutex:
            self._n_working += 1
            if self._n_working == 2:  # noqa: PLR2004 - not alone any more
                self._usual_s = sys.getswitchinterval()
                sys.setswitchinterval(min(_CHANGE_S, self._usual_s))

    def end(self) -> None:
        with self._mutex:
            if self._n_working == 2:  # noqa: PLR2004 - alone again
                sys.setswitchinterval(self._usual_s)
            self._n_working -= 1


_changes = _Changes()  # the interval is one for the whole process, however many indexes are open


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
                _changes.begin()
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
                _changes.end()
