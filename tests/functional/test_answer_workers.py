"""Real processes that answer beside this one: the same answers, and none lost with a process."""

import logging
import os
import signal
import subprocess
import sys
import time
from contextlib import closing, contextmanager
from datetime import date
from pathlib import Path

import pytest

from app.composer.events import Stage, Watch
from app.pipeline import CaseFile, open_pipeline
from ingest.build import build
from ingest.errors import IndexMismatchError, IndexMissingError, QuestionError
from ingest.index.folder import IndexFolder, roll_back
from ingest.settings import Settings

PATIENCE_S = 60
FIRST = "Is rituximab necessary for pemphigus vulgaris?"
NOTES = CaseFile("notes.txt", b"The patient is 54 years old and has pemphigus vulgaris.")
POLICY = CaseFile(
    "policy.md",
    b"# Nortaxine\n\n## Coverage\n\nNortaxine is considered unproven for Marlow syndrome.\n",
)
LINUX = pytest.mark.skipif(not Path("/proc/self/stat").is_file(), reason="asks Linux")


def settings_of(fakes, folder: Path, **changed) -> Settings:
    return fakes.plain_settings(folder, index_dir=folder / "index", answer_workers=1, **changed)


@pytest.fixture(scope="module")
def index(fakes, tmp_path_factory) -> Path:
    """A folder with documents and an index of them by the shipped encoder."""
    folder = tmp_path_factory.mktemp("answer-workers")
    fakes.write_policy(folder / "corpus", "rituximab")
    fakes.write_policy(folder / "corpus", "other", drug="othermab", payer="Other Plan")
    build([folder / "corpus"], folder / "index", settings_of(fakes, folder))
    return folder


@pytest.fixture(scope="module")
def pipeline(fakes, index):
    with closing(open_pipeline(settings_of(fakes, index))) as opened:
        opened._workers._rest_s = 0  # noqa: SLF001 - the tests lose some
        yield opened


def workers(pipeline) -> list:
    return [w for w in pipeline._workers._workers if w.is_there]  # noqa: SLF001


def pid(worker) -> int:
    return worker._process.pid  # noqa: SLF001


@contextmanager
def busy(pipeline):
    """Somebody is at work here, and a worker is there: the next question is his."""
    with pipeline._workers.turns.taken():  # noqa: SLF001
        for _ in range(PATIENCE_S * 20):
            pipeline._workers.want()  # noqa: SLF001
            if pipeline._workers.turns._free:  # noqa: SLF001
                break
            time.sleep(0.05)
        (worker,) = workers(pipeline)
        yield worker


@pytest.fixture
def handed(monkeypatch):
    """How many questions a worker answered."""
    from app.answer_workers import Worker  # noqa: PLC0415

    found, real = [], Worker.answer

    def answer(self, asked, watch):
        found.append(real(self, asked, watch))
        return found[-1]

    monkeypatch.setattr(Worker, "answer", answer)
    return found


def same(answer) -> dict:
    return answer.model_dump(mode="json", exclude={"timings_s"})


# --- the same answers ----------------------------------------------------------------------------

ASKED = {
    "a verdict": {"text": FIRST},
    "passages": {"text": "Which criteria must be met before rituximab is given?", "k": 3},
    "nothing is known of it": {"text": "Is zoltaril covered for Trent disease?"},
    "a payer": {"text": FIRST, "payer": "Other Plan"},
    "a day before it was in force": {"text": FIRST, "as_of": date(2020, 1, 1)},
    "a day in the question": {"text": f"{FIRST} Date of service: 2020-01-01."},
    "a follow-up": {"text": "And what would be required?", "history": True},
    "what the patient is said to have": {"text": f"A 54-year-old man has failed steroids. {FIRST}"},
}
STAYS = {
    "case materials": {"text": FIRST, "case": [NOTES]},
    "a policy": {"text": "Is nortaxine covered for Marlow syndrome?", "policy": [POLICY]},
    "a file that cannot be read": {"text": FIRST, "case": [CaseFile("a.pdf", b"no")]},
}


def ask(pipeline, asked) -> tuple[dict, list[Stage]]:
    told: list[Stage] = []
    asked = dict(asked)
    if asked.pop("history", False):
        asked["history"] = [pipeline.answer(FIRST), pipeline.answer("Is it safe?")]
    answer = pipeline.answer(
        **asked, question_id="one", watch=Watch(lambda item: told.append(item.stage))
    )
    assert answer.timings_s["total"] >= answer.timings_s["understand"] > 0
    return same(answer), told


@pytest.mark.parametrize("asked", ASKED.values(), ids=ASKED.keys())
def test_a_worker_gives_the_same_answer_and_tells_the_same(pipeline, handed, asked) -> None:
    here = ask(pipeline, asked)
    assert handed == []
    with busy(pipeline):
        assert ask(pipeline, asked) == here
    assert all(handed)
    assert handed


@pytest.mark.parametrize("asked", STAYS.values(), ids=STAYS.keys())
def test_the_askers_files_stay_here(pipeline, handed, asked) -> None:
    here = ask(pipeline, asked)
    with busy(pipeline):
        assert ask(pipeline, asked) == here
    assert handed == []


def test_an_error_keeps_its_kind_and_its_words(pipeline) -> None:
    with busy(pipeline), pytest.raises(QuestionError, match="empty"):
        pipeline.answer("  ")


# --- the Snapshot that is published --------------------------------------------------------------


def test_a_worker_answers_from_what_is_published_now(fakes, index, pipeline, handed) -> None:
    """Published meanwhile, rolled back, and built so that the encoder does not fit."""
    question, settings = "Is newmab necessary for pemphigus vulgaris?", settings_of(fakes, index)
    with busy(pipeline) as worker:
        before = pipeline.answer(question)
        assert before.verdict == "not_addressed"
        fakes.write_policy(index / "corpus", "newmab", drug="newmab")
        published = build([index / "corpus"], settings.index_dir, settings)
        after = pipeline.answer(question)
        assert (after.verdict, after.snapshot) == ("conditional", published.snapshot_id)
        roll_back(IndexFolder(settings.index_dir))
        again = pipeline.answer(question, question_id=before.id)
        assert same(again) == same(before)
        assert all(handed)
        assert len(handed) == 3

        strange = fakes.HashingEncoder("another")
        build([index / "corpus"], settings.index_dir, settings, encoder=strange)
        with pytest.raises(IndexMismatchError, match="another"):
            pipeline.answer("Which criteria must be met before rituximab is given?")
        roll_back(IndexFolder(settings.index_dir))
        assert pipeline.answer(question).verdict == "not_addressed"
        assert workers(pipeline) == [worker]
        assert [answer is None for answer in handed[3:]] == [True, False]


def test_without_an_index_it_is_told_as_ever(pipeline, index) -> None:
    pointer = index / "index" / "current"
    with busy(pipeline):
        words = pointer.read_bytes()
        pointer.unlink()
        try:
            with pytest.raises(IndexMissingError, match="there is no index"):
                pipeline.answer(FIRST)
        finally:
            pointer.write_bytes(words)
        assert pipeline.answer(FIRST).verdict == "conditional"


# --- processes that are lost ---------------------------------------------------------------------


@LINUX
@pytest.mark.parametrize("sign", [signal.SIGKILL, signal.SIGSTOP], ids=["it dies", "it hangs"])
def test_a_lost_worker_costs_no_answer_and_is_replaced(pipeline, caplog, sign) -> None:
    here = same(pipeline.answer(FIRST, question_id="one"))
    with busy(pipeline) as worker:
        worker._patience_s = 0.5  # noqa: SLF001
        os.kill(pid(worker), sign)
        with caplog.at_level(logging.INFO):
            assert same(pipeline.answer(FIRST, question_id="one")) == here
        assert not worker.is_there
    assert len(caplog.records) == 1
    assert "rituximab" not in caplog.text
    assert not Path(f"/proc/{pid(worker)}").exists()
    with busy(pipeline) as fresh:
        assert pid(fresh) != pid(worker)
        assert same(pipeline.answer(FIRST, question_id="one")) == here


@LINUX
def test_a_worker_listens_nowhere_and_says_nothing_of_a_question(pipeline) -> None:
    with busy(pipeline) as worker:
        pipeline.answer(FIRST)
        folder = Path(f"/proc/{pid(worker)}")
        told = (folder / "cmdline").read_bytes() + (folder / "comm").read_bytes()
        assert b"rituximab" not in told
        assert b"pytest" not in told
        open_ends = {str(end.readlink()) for end in (folder / "fd").iterdir()}
        ours = {end.removeprefix("socket:[").rstrip("]") for end in open_ends if "socket" in end}
        for table in ("tcp", "tcp6", "udp", "udp6"):
            rows = (folder / "net" / table).read_text().splitlines()[1:]
            assert ours.isdisjoint(row.split()[9] for row in rows)


PARENT = """
import sys, time
from pathlib import Path
from app.pipeline import open_pipeline
from ingest.settings import Settings
pipeline = open_pipeline(Settings(index_dir=Path(sys.argv[1]), answer_workers=1))
pipeline._workers.want()
while not pipeline._workers._workers:
    time.sleep(0.05)
print(pipeline._workers._workers[0]._process.pid, flush=True)
time.sleep(600)
"""


@LINUX
def test_a_worker_ends_with_its_parent_that_is_killed(index) -> None:
    with subprocess.Popen(  # noqa: S603 - our own script
        [sys.executable, "-c", PARENT, index / "index"],
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])},
    ) as parent:
        worker = Path(f"/proc/{int(parent.stdout.readline())}")
        assert worker.exists()
        parent.kill()
    for _ in range(PATIENCE_S * 20):
        if not worker.exists():
            return
        time.sleep(0.05)
    pytest.fail("the worker lives on")


def test_switched_off_all_is_answered_here(fakes, index) -> None:
    off = settings_of(fakes, index).model_copy(update={"answer_workers": 0})
    with closing(open_pipeline(off)) as pipeline, pipeline._workers.turns.taken():  # noqa: SLF001
        assert pipeline.answer(FIRST).verdict == "conditional"
        assert pipeline._workers._starting is None  # noqa: SLF001
        assert workers(pipeline) == []
