"""`guideline-evals run --composer`: who writes, and what it took, in the log and in what is shown.

Against a scripted server on loopback; no model is needed.
"""

import importlib.util
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from evals.cli import cli, main
from evals.measures import OF_A_MODEL, measure_all
from evals.run import read_run
from ingest.errors import CaseFileError

_SPEC = importlib.util.spec_from_file_location(
    "composing", Path(__file__).resolve().parents[1] / "composing.py"
)
composing = importlib.util.module_from_spec(_SPEC)
_SPEC.loader.exec_module(composing)

MODEL = "scripted-2026-11-30"
CASES = "ref-i*"


@pytest.fixture
def ran(corpus_index, tmp_path, monkeypatch):
    """Runs the cases and reads the log."""
    monkeypatch.setattr("evals.session.RUNS_DIR", tmp_path)

    def run(*options):
        log = tmp_path / "log.json"
        arguments = ["run", "--corpus", "corpus", "--cases", CASES, "--jobs", "1"]
        place = ["--index", str(corpus_index), "--log", str(log)]
        result = CliRunner().invoke(cli, [*arguments, *place, *options])
        composing.wait_for_threads()
        assert result.exit_code == 0, result.output
        return read_run(log), result.output, log

    return run


@pytest.fixture
def configured(model_server, monkeypatch):
    """A server that writes honest sentences, and the settings that name it."""
    honest = composing.says(composing.honest)
    with model_server(lambda heard, _n: model_server.Reply(honest(heard))) as server:
        monkeypatch.setenv("GUIDELINE_QA_LLM_BASE_URL", server.url)
        monkeypatch.setenv("GUIDELINE_QA_LLM_MODEL", MODEL)
        yield server


def _measured(run):
    return {measure.name: measure for measure in measure_all(run.outcomes)}


def test_with_a_model_the_log_names_it_and_counts_what_it_took(
    ran, configured, monkeypatch
) -> None:
    monkeypatch.setenv("GUIDELINE_QA_LLM_PRICE_IN", "2")
    monkeypatch.setenv("GUIDELINE_QA_LLM_PRICE_OUT", "8")
    run, shown, _ = ran("--composer", "model")
    assert (run.composer, run.model) == ("model", MODEL)
    assert f"composer: model {MODEL}" in shown
    assert any(outcome.composer == MODEL for outcome in run.outcomes)
    found = _measured(run)
    n_in, n_out, cost = (found[name].value for name in ("tokens_in", "tokens_out", "cost"))
    assert n_in
    assert n_out
    assert cost == pytest.approx((2 * n_in + 8 * n_out) / 1e6)
    assert found["model_errors"].value == 0
    assert found["latency_p50_s"].value
    assert configured.heard


def test_without_prices_the_cost_is_unmeasured_and_the_verdicts_are_the_same(
    ran, configured
) -> None:
    spoken, shown, log = ran("--composer", "model")
    assert _measured(spoken)["tokens_in"].value
    assert _measured(spoken)["cost"].value is None
    assert "cost" in shown
    n_heard = len(configured.heard)
    with pytest.raises(CaseFileError, match="a model wrote answers"):
        CliRunner().invoke(
            cli, ["baseline", "--write", "--from-log", str(log)], catch_exceptions=False
        )
    plain, shown, _ = ran()
    assert len(configured.heard) == n_heard, "extractive asks no server, though one is configured"
    assert (plain.composer, plain.model) == ("extractive", "")
    assert "composer: extractive" in shown
    assert not _measured(plain).keys() & OF_A_MODEL
    assert [o.got for o in plain.outcomes] == [o.got for o in spoken.outcomes]


def test_a_server_that_fails_is_counted(ran, configured, model_server) -> None:
    configured.script = lambda _heard, _n: model_server.Reply(status=401)
    run, _, _ = ran("--composer", "model")
    assert _measured(run)["model_errors"].value


@pytest.mark.parametrize(
    ("settings", "says_why"),
    [
        pytest.param({}, "no model server: set GUIDELINE_QA_LLM_BASE_URL", id="none configured"),
        pytest.param(
            {"LLM_BASE_URL": "https://models.example.org/v1", "LLM_MODEL": MODEL},
            "models.example.org",
            id="a host that is not allowed",
        ),
    ],
)
def test_what_cannot_be_asked_ends_in_one_line_before_anything_is_built(
    monkeypatch, capsys, settings, says_why
) -> None:
    for name, value in settings.items():
        monkeypatch.setenv(f"GUIDELINE_QA_{name}", value)
    monkeypatch.setattr("evals.indexes.build_index", lambda *_a, **_k: pytest.fail("built"))
    arguments = ["guideline-evals", "run", "--corpus", "corpus", "--composer", "model"]
    monkeypatch.setattr(sys, "argv", arguments)
    with pytest.raises(SystemExit) as ended:
        main()
    assert ended.value.code
    lines = capsys.readouterr().err.strip().splitlines()
    assert len(lines) == 1
    assert lines[0].startswith("error: ")
    assert says_why in lines[0]
