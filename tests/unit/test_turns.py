"""Turns: never more at once than may be, in the order of asking, and nobody is left waiting."""

import threading

import pytest

from app.turns import Turns

PATIENCE_S = 20


class Readers:
    """Threads that take turns, each holding on until it is told to go."""

    def __init__(self, turns: Turns) -> None:
        self._turns = turns
        self._threads: list[threading.Thread] = []
        self.go: dict[int, threading.Event] = {}
        self.begun: list[int] = []
        self.changed = threading.Condition()

    def ask(self, number: int) -> None:
        self.go[number] = threading.Event()
        thread = threading.Thread(target=self._work, args=(number,), daemon=True)
        thread.start()
        self._threads.append(thread)

    def _work(self, number: int) -> None:
        with self._turns.taken():
            with self.changed:
                self.begun.append(number)
                self.changed.notify_all()
            assert self.go[number].wait(PATIENCE_S)

    def wait_for(self, n_begun: int) -> list[int]:
        with self.changed:
            assert self.changed.wait_for(lambda: len(self.begun) >= n_begun, PATIENCE_S)
            return list(self.begun)

    def end(self) -> None:
        for event in self.go.values():
            event.set()
        for thread in self._threads:
            thread.join(PATIENCE_S)
            assert not thread.is_alive()


def waiting(turns: Turns) -> int:
    return len(turns._waiting)  # noqa: SLF001 - so that the test knows who has queued


def ask_in_order(readers: Readers, turns: Turns, numbers: range, at_once: int) -> None:
    for number in numbers:
        readers.ask(number)
        if number < at_once:
            readers.wait_for(number + 1)
        else:
            poll = threading.Event()
            for _ in range(2000):
                if waiting(turns) == number - at_once + 1:
                    break
                poll.wait(0.01)
            assert waiting(turns) == number - at_once + 1


def test_who_comes_first_is_served_first_and_never_more_than_two_at_once() -> None:
    turns = Turns(2)
    readers = Readers(turns)
    ask_in_order(readers, turns, range(6), 2)
    assert readers.begun == [0, 1]
    for done in range(4):
        readers.go[done].set()
        assert readers.wait_for(done + 3) == list(range(done + 3))
        assert len(readers.begun) == done + 3
    readers.end()
    assert waiting(turns) == 0


def test_an_error_gives_the_turn_on() -> None:
    turns = Turns(1)
    with pytest.raises(ValueError, match="wrong"), turns.taken():
        raise ValueError("wrong")
    with turns.taken():
        pass


def test_who_waits_for_a_server_lets_others_work() -> None:
    turns = Turns(1)
    readers = Readers(turns)
    with turns.taken():
        readers.ask(0)
        with turns.given_back():
            assert readers.wait_for(1) == [0]
            readers.end()
    with turns.taken():
        pass


def test_without_a_limit_nobody_waits() -> None:
    turns = Turns(None)
    readers = Readers(turns)
    for number in range(5):
        readers.ask(number)
    assert sorted(readers.wait_for(5)) == [0, 1, 2, 3, 4]
    readers.end()
