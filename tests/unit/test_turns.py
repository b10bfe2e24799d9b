"""Turns: so many at once, in the order in which they came, and none is lost."""

import threading
import time

import pytest

from app.turns import Turns

LONG_S = 10.0


def waiting(turns: Turns, name: str, done: list[str]) -> threading.Thread:
    """A thread that waits for its turn, and is in the queue when this returns."""
    n_before = turns.n_waiting

    def take() -> None:
        with turns:
            done.append(name)

    thread = threading.Thread(target=take, daemon=True)
    thread.start()
    end = time.monotonic() + LONG_S
    while turns.n_waiting == n_before and time.monotonic() < end:
        time.sleep(0.001)
    return thread


def test_who_came_first_is_served_first() -> None:
    turns, done = Turns(1), []
    with turns:
        threads = [waiting(turns, name, done) for name in "abcde"]
        assert done == []
    for thread in threads:
        thread.join(LONG_S)
    assert done == list("abcde")


def test_so_many_are_in_at_once_and_no_more() -> None:
    turns, inside, most = Turns(2), [], []

    def take() -> None:
        with turns:
            inside.append(1)
            most.append(len(inside))
            time.sleep(0.01)
            inside.pop()

    threads = [threading.Thread(target=take) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(LONG_S)
    assert len(most) == 8
    assert max(most) == 2


def test_an_error_gives_the_turn_back() -> None:
    turns = Turns(1)
    with pytest.raises(ValueError, match="wrong"), turns:
        raise ValueError("wrong")
    done: list[str] = []
    waiting(turns, "next", done).join(LONG_S)
    assert done == ["next"]
