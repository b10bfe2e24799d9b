"""A worker that answers, and all the ways in which it does not: then the question stays here."""

import logging
import threading
import time
from contextlib import closing
from datetime import date
from multiprocessing import Pipe

import pytest

from app import answer_workers
from app.answer_process import serve
from app.answer_workers import AnswerWorkers, Asked, Worker, n_most
from app.composer.events import Stage, Told, Watch
from app.models import Answer
from app.warm_up import QUESTIONS
from ingest.errors import IndexDamagedError

PATIENT = "Mr Marlow, 54, asks for nortaxine"
ASKED = Asked(PATIENT, "Amber Health", date(2026, 1, 2), (), 7, "the-id")
PATIENCE_S = 20


class Process:
    """The process of a worker whose life is a thread of this one."""

    pid = 4711

    def __init__(self) -> None:
        self.killed = 0

    def kill(self) -> None:
        self.killed += 1

    def join(self, timeout=None) -> None:
        assert timeout is not None


class Pipeline:
    """Says what it was asked; fails as it is told."""

    def __init__(self, fault: Exception | None = None, answer: object = None) -> None:
        self.fault = fault
        self.given = answer
        self.asked: list[tuple] = []

    def answer(self, text, *, watch=None, question_id="", **more):
        self.asked.append((text, question_id, more))
        if text in QUESTIONS:
            return None
        watch.tell(Told(Stage.SEARCHING))
        watch.tell(Told(Stage.READING, 3))
        if self.fault is not None:
            raise self.fault
        return self.given or Answer(id=question_id, question=text)


class LocalError(Exception):
    """Cannot be pickled, and could not be made again of its words."""

    def __init__(self, *, what: str) -> None:
        super().__init__(lambda: what)


@pytest.fixture
def hired():
    """Makes a worker of a pipeline; None for one that hangs."""
    ends = []

    def hire(pipeline: Pipeline | None, patience_s: float = PATIENCE_S) -> Worker:
        ours, theirs = Pipe()
        ends.extend([ours, theirs])
        worker = Worker(Process(), ours, patience_s)
        if pipeline is not None:
            threading.Thread(target=serve, args=(theirs, pipeline), daemon=True).start()
            assert worker.is_ready(PATIENCE_S)
        return worker

    hire.ends = ends
    yield hire
    for end in ends:
        end.close()


def lines(caplog) -> list[str]:
    return [record.getMessage() for record in caplog.records]


# --- where no answer comes -----------------------------------------------------------------------


@pytest.mark.parametrize(
    "fault",
    [
        IndexDamagedError(f"a message with {PATIENT}"),
        LocalError(what=PATIENT),
        MemoryError(),
    ],
    ids=["an error of ours", "one that cannot be pickled", "one of Python's"],
)
def test_an_error_there_is_no_answer_and_the_worker_stays(hired, fault, caplog) -> None:
    worker = hired(Pipeline(fault))
    for _ in range(2):
        assert worker.answer(ASKED, Watch()) is None
        assert worker.is_there
    assert lines(caplog) == [f"answer worker 4711 met {type(fault).__name__}"] * 2


def test_an_answer_that_cannot_be_pickled_is_none(hired, caplog) -> None:
    worker = hired(Pipeline(answer=lambda: PATIENT))
    assert worker.answer(ASKED, Watch()) is None
    assert worker.is_there
    assert "Marlow" not in caplog.text


def test_a_worker_that_died_costs_no_answer(hired, caplog) -> None:
    worker = hired(None)
    hired.ends[1].close()
    assert worker.answer(ASKED, Watch()) is None
    assert not worker.is_there
    assert len(lines(caplog)) == 1
    assert "Marlow" not in caplog.text


def test_a_worker_that_dies_while_it_answers_costs_no_answer(hired) -> None:
    worker = hired(None)
    death = threading.Timer(0.2, hired.ends[1].close)
    death.start()
    assert worker.answer(ASKED, Watch()) is None
    assert not worker.is_there
    death.join(PATIENCE_S)


def test_a_worker_that_hangs_is_ended_in_bounded_time(hired, caplog) -> None:
    worker = hired(None, patience_s=0.2)
    start = time.monotonic()
    assert worker.answer(ASKED, Watch()) is None
    assert time.monotonic() - start < 5
    assert not worker.is_there
    assert worker._process.killed == 1  # noqa: SLF001 - the test's own
    assert lines(caplog) == [
        "answer worker 4711 gave no answer within 0.2 s: its question is answered here"
    ]


def test_what_is_no_message_of_a_worker_ends_it(hired) -> None:
    worker = hired(None)
    hired.ends[1].send_bytes(b"\x80\x04no pickle")
    assert worker.answer(ASKED, Watch()) is None
    assert not worker.is_there


def test_a_question_that_would_not_fit_is_not_sent(hired) -> None:
    pipeline = Pipeline()
    worker = hired(pipeline)
    long = Asked("a " * 40_000, "", date(2026, 1, 2), (), None, "")
    assert worker.answer(long, Watch()) is None
    assert worker.is_there
    assert worker.answer(ASKED, Watch()) is not None
    assert pipeline.asked[-1][0] == PATIENT
    assert long.text not in [text for text, *_ in pipeline.asked]


def test_a_reader_who_goes_away_ends_the_worker_that_still_writes_to_him(hired) -> None:
    def gone(_told: Told) -> None:
        raise KeyboardInterrupt

    worker = hired(Pipeline())
    with pytest.raises(KeyboardInterrupt):
        worker.answer(ASKED, Watch(gone))
    assert not worker.is_there


@pytest.mark.parametrize("how", ["it ends", "it takes too long"])
def test_a_worker_that_does_not_start_is_not_ready(hired, how) -> None:
    worker = hired(None)
    if how == "it ends":
        hired.ends[1].close()
    assert not worker.is_ready(0.1)


# --- where one comes -----------------------------------------------------------------------------


def test_the_question_arrives_as_it_was_asked_and_the_answer_comes_back(hired) -> None:
    pipeline, told = Pipeline(), []
    worker = hired(pipeline)
    before = threading.get_ident()

    def tell(item: Told) -> None:
        assert threading.get_ident() == before  # in the thread that asked, and in no other
        told.append(item)

    answer = worker.answer(ASKED, Watch(tell))
    assert answer == Answer(id="the-id", question=PATIENT)
    assert told == [Told(Stage.READING, 3)]  # that it searches was told before
    assert pipeline.asked[-1] == (
        PATIENT,
        "the-id",
        {"payer": "Amber Health", "as_of": date(2026, 1, 2), "history": (), "k": 7},
    )
    assert [text for text, *_ in pipeline.asked[:2]] == list(QUESTIONS)


# --- how many ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("wanted", "cores", "expected"),
    [
        pytest.param(None, 1, 0, id="one core has nothing to share"),
        pytest.param(None, 2, 1, id="one core is this process's own"),
        pytest.param(None, 64, 7, id="unasked they do not fill the memory"),
        pytest.param(0, 8, 0, id="switched off"),
        pytest.param(12, 8, 12, id="set"),
    ],
)
def test_how_many_there_may_be(monkeypatch, wanted, cores, expected) -> None:
    monkeypatch.setattr(answer_workers.os, "cpu_count", lambda: cores)
    monkeypatch.setattr(
        answer_workers.os, "sched_getaffinity", lambda _: set(range(cores)), raising=False
    )
    assert n_most(wanted) == expected


class Office:
    """Starts workers that were made beforehand, when it is allowed to."""

    def __init__(self, hired, n: int, n_most: int, rest_s: float = 0.0) -> None:
        self.made = [hired(Pipeline()) for _ in range(n)]
        self.left = list(self.made)
        self.open = threading.Event()
        self.started = 0
        self.workers = AnswerWorkers(self._start, n_most, 2, rest_s)

    def _start(self) -> Worker:
        self.started += 1
        assert self.open.wait(PATIENCE_S)
        if not self.left:
            raise TimeoutError
        return self.left.pop(0)

    def settle(self) -> None:
        """Until whoever is on the way is there, or is not."""
        self.open.set()
        thread = self.workers._starting  # noqa: SLF001 - or the test would poll
        if thread is not None:
            thread.join(PATIENCE_S)


def test_one_starts_at_a_time_and_no_more_than_may_be(hired) -> None:
    office = Office(hired, 3, n_most=2)
    for _ in range(5):
        office.workers.want()
    assert office.started == 1
    for expected in (1, 2, 2):
        office.settle()
        assert office.started == expected
        office.workers.want()
    office.settle()
    assert office.started == 2


def test_switched_off_none_starts(hired) -> None:
    office = Office(hired, 1, n_most=0)
    office.workers.want()
    assert office.started == 0
    assert office.workers.turns._n_helpers == 0  # noqa: SLF001


def test_who_has_to_wait_fetches_one_and_is_its_first(hired) -> None:
    office = Office(hired, 1, n_most=1)
    turns, found = office.workers.turns, []

    def ask() -> None:
        with turns.taken(may_leave=True) as helper:
            found.append(helper)

    with turns.taken(may_leave=True), turns.taken(may_leave=True):
        assert office.started == 0  # one reader starts nothing, nor do two
        third = threading.Thread(target=ask, daemon=True)
        third.start()
        office.open.set()
        third.join(PATIENCE_S)
    assert found == office.made
    assert office.started == 1


def test_a_lost_one_is_replaced_after_a_rest(hired) -> None:
    office = Office(hired, 2, n_most=1, rest_s=0.3)
    office.workers.want()
    office.settle()
    office.made[0].lose("was killed by the test")
    office.workers.want()
    assert office.started == 1
    time.sleep(0.4)
    office.workers.want()
    office.settle()
    assert office.started == 2


def test_one_that_could_not_start_is_one_line_and_a_rest(hired, caplog) -> None:
    office = Office(hired, 0, n_most=1, rest_s=60)
    office.workers.want()
    office.settle()
    assert lines(caplog) == ["no answer worker could be started: TimeoutError"]
    office.workers.want()
    assert office.started == 1


def test_where_no_thread_can_be_started_it_is_answered_here(hired, monkeypatch) -> None:
    def refuse(_self) -> None:
        raise RuntimeError("can't start new thread")

    office = Office(hired, 1, n_most=1)
    with monkeypatch.context() as patch:
        patch.setattr(threading.Thread, "start", refuse)
        office.workers.want()
    office.workers.want()
    office.settle()
    assert office.started == 1


def test_closed_all_are_ended_and_none_starts(hired) -> None:
    office = Office(hired, 1, n_most=1)
    with closing(office.workers):
        office.workers.want()
        office.settle()
    assert not office.made[0].is_there
    office.workers.want()
    assert office.started == 1


@pytest.fixture(autouse=True)
def _all_levels(caplog):
    caplog.set_level(logging.DEBUG)
