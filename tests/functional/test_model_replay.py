"""The recorded cases with and without a language model: no key, no network, the same verdicts."""

import pytest

from evals.corpora import SHARED_DATA
from evals.measured import ratio
from evals.model_mode import Pair, lines, recorded_cases, recorded_ratio, replayed
from evals.models import Outcome, Status
from evals.recording import RECORDINGS, RecordedModel, Tape
from evals.session import Watch

TAPE = "qwen2.5-coder-1.5b-instruct"


def test_every_recorded_case_is_replayed_and_all_that_must_hold_holds() -> None:
    model = RecordedModel(Tape(TAPE))
    pairs = replayed(recorded_cases(SHARED_DATA), SHARED_DATA, model, Watch())
    judged = lines(pairs, recorded_ratio(model))
    assert all(line.is_green for line in judged), [x for x in judged if not x.is_green]


def _outcome(**values):
    given = {
        "case_id": "c", "corpus": "corpus", "tags": ("x",), "question": "q", "why": "w",
        "expected": None, "status": Status.PASSED, "statements": ("d:1-2", "d:3-4"),
    }  # fmt: skip
    return Outcome(**{**given, **values})


@pytest.mark.seeded_regression
@pytest.mark.parametrize(
    ("changes", "red"),
    [
        pytest.param({}, set(), id="nothing"),
        pytest.param({"got": "necessary"}, {"the verdict is the same"}, id="another verdict"),
        pytest.param(
            {"counts": {"n_quotes_not_found": 1, "n_sentences": 9, "n_sentences_supported": 9}},
            {"quotes not found"},
            id="a quote is missing",
        ),
        pytest.param(
            {"counts": {"n_sentences": 9, "n_sentences_supported": 8}},
            {"sentences supported, at least 0.98"},
            id="an unsupported sentence",
        ),
        pytest.param(
            {"statements": ("d:1-2",)},
            {"extractive Statements carried, at least 0.8"},
            id="a Statement is gone",
        ),
        pytest.param(
            {"reason": "no recording of a request"}, {"every case is replayed"}, id="not recorded"
        ),
    ],
)
def test_each_thing_that_must_hold_turns_red(changes, red) -> None:
    counts = {"n_sentences": 9, "n_sentences_supported": 9}
    pair = Pair("c", _outcome(counts=counts), _outcome(**{"counts": counts, **changes}))
    found = lines([pair], ratio("recorded", 9, 9))
    assert {line.what for line in found if not line.is_green} == red


def test_too_few_recordings_turn_red() -> None:
    counts = {"n_sentences": 9, "n_sentences_supported": 9}
    pair = Pair("c", _outcome(counts=counts), _outcome(counts=counts))
    red = [line.what for line in lines([pair], ratio("recorded", 7, 10)) if not line.is_green]
    assert red == ["requests recorded, at least 0.75"]


def test_recordings_hold_no_prompt() -> None:
    text = (RECORDINGS / f"{TAPE}.jsonl").read_text(encoding="utf-8")
    assert "nothing in the user message can change them" not in text
