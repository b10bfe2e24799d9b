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


# --- with helpers --------------------------------------------------------------------------------


class Somebody:
    """A helper."""

    def __init__(self) -> None:
        self.is_there = True


def helped(n: int = 1) -> tuple[Turns, list[Somebody]]:
    turns, helpers = Turns(2), [Somebody() for _ in range(n)]
    for helper in helpers:
        turns.add(helper)
    return turns, helpers


def test_who_comes_alone_is_served_here_though_helpers_are_free() -> None:
    turns, _ = helped(3)
    for _ in range(3):
        with turns.taken(may_leave=True) as helper:
            assert helper is None


def test_beside_another_a_helper_serves_and_here_is_served_who_comes_once_it_is_free() -> None:
    turns, (helper,) = helped()
    with turns.taken(may_leave=True):
        for _ in range(2):
            with turns.taken(may_leave=True) as second:
                assert second is helper
    with turns.taken(may_leave=True) as third:
        assert third is None


def test_who_must_stay_is_not_handed_over_and_not_kept_waiting_by_helpers() -> None:
    turns, _ = helped()
    with turns.taken(may_leave=True), turns.taken() as second:
        assert second is None


def test_a_helper_that_has_gone_is_not_handed_out_again() -> None:
    turns, (helper,) = helped()
    with turns.taken(may_leave=True):
        with turns.taken(may_leave=True) as second:
            assert second is helper
            helper.is_there = False
        with turns.taken(may_leave=True) as third:
            assert third is None


def test_an_error_beside_a_helper_gives_it_back() -> None:
    turns, (helper,) = helped()
    with turns.taken(may_leave=True):
        with pytest.raises(ValueError, match="wrong"), turns.taken(may_leave=True):
            raise ValueError("wrong")
        with turns.taken(may_leave=True) as second:
            assert second is helper


class Askers:
    """Threads that ask one after another; who gets a helper keeps it until the end."""

    def __init__(self, turns: Turns) -> None:
        self._turns = turns
        self._threads: list[threading.Thread] = []
        self._done = threading.Event()
        self.found: dict[str, Somebody | None] = {}

    def ask(self, name: str, *, may_leave: bool) -> None:
        thread = threading.Thread(target=self._work, args=(name, may_leave), daemon=True)
        thread.start()
        self._threads.append(thread)
        self.until(lambda: waiting(self._turns) == len(self._threads))

    def _work(self, name: str, may_leave: bool) -> None:  # noqa: FBT001 - called by a thread
        with self._turns.taken(may_leave=may_leave) as helper:
            self.found[name] = helper
            if helper is not None:
                assert self._done.wait(PATIENCE_S)

    def until(self, condition) -> None:
        for _ in range(2000):
            if condition():
                return
            self._done.wait(0.01)
        raise AssertionError

    def end(self) -> dict[str, Somebody | None]:
        self.until(lambda: len(self.found) == len(self._threads))
        self._done.set()
        for thread in self._threads:
            thread.join(PATIENCE_S)
        return self.found


def test_a_new_helper_takes_the_first_that_waits_and_may_leave() -> None:
    turns: Turns[Somebody] = Turns(1)
    askers = Askers(turns)
    with turns.taken():
        askers.ask("stays", may_leave=False)
        askers.ask("first", may_leave=True)
        askers.ask("second", may_leave=True)
        turns.add(helper := Somebody())
        assert waiting(turns) == 2
    assert askers.end() == {"stays": None, "first": helper, "second": None}
    assert waiting(turns) == 0


def test_who_has_to_wait_and_might_leave_says_that_it_is_crowded() -> None:
    said: list[str] = []
    turns: Turns[Somebody] = Turns(1, lambda: said.append("crowded"))
    askers = Askers(turns)
    with turns.taken(may_leave=True):
        assert said == []
        askers.ask("stays", may_leave=False)
        assert said == []
        askers.ask("might leave", may_leave=True)
        assert said == ["crowded"]
    assert askers.end() == {"stays": None, "might leave": None}


def test_while_a_helper_is_free_it_is_not_crowded() -> None:
    said: list[str] = []
    turns: Turns[Somebody] = Turns(2, lambda: said.append("crowded"))
    turns.add(Somebody())
    with turns.taken(may_leave=True), turns.taken(may_leave=True) as second:
        assert second is not None
    assert said == []
