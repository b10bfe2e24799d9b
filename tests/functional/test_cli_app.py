"""`guideline-qa` over a pipeline that gives the hand-built Answer: options, errors, exit codes."""

import json
import subprocess
import sys
import time
from datetime import date

import pytest
from typer.testing import CliRunner

import app.cli
from ingest.errors import GuidelineError, IndexMissingError


@pytest.fixture
def stub(surfaces, monkeypatch):
    pipeline = surfaces.StubPipeline()
    monkeypatch.setattr(app.cli, "open_answerer", lambda _settings, _index: pipeline)
    return pipeline


def run(*arguments):
    return CliRunner().invoke(app.cli.cli, list(arguments))


def test_help_is_quick_and_names_both_commands() -> None:
    begin = time.perf_counter()
    program = [sys.executable, "-m", "app.cli", "--help"]
    shown = subprocess.run(program, capture_output=True, text=True, check=True).stdout  # noqa: S603
    took = time.perf_counter() - begin
    assert "ask" in shown
    assert "batch" in shown
    assert took < 3  # under 0.5 s alone; this machine may be busy


def test_help_loads_nothing_heavy() -> None:
    code = (
        "import sys, app.cli; "
        "heavy = {'torch', 'chromadb', 'llama_index', 'streamlit', 'pydantic', 'pypdf'}; "
        "print(sorted(heavy & set(sys.modules)))"
    )
    program = [sys.executable, "-c", code]
    shown = subprocess.run(program, capture_output=True, text=True, check=True)  # noqa: S603
    assert shown.stdout.strip() == "[]"


def test_ask_prints_the_answer(stub) -> None:
    result = run("ask", "Is examplemab necessary?")
    assert result.exit_code == 0
    assert "✖ Not necessary" in result.stdout
    assert stub.asked[0][1]["k"] is None


@pytest.mark.usefixtures("stub")
def test_ask_as_json_is_the_answer() -> None:
    result = run("ask", "Is examplemab necessary?", "--json")
    assert json.loads(result.stdout)["verdict"] == "not_necessary"


@pytest.mark.usefixtures("stub")
def test_ask_as_markdown() -> None:
    assert "### References" in run("ask", "Is it?", "--markdown").stdout


def test_every_option_reaches_the_pipeline(stub, tmp_path) -> None:
    note, letter, rules = (tmp_path / name for name in ("note.txt", "letter.md", "policy.md"))
    for path in (note, letter, rules):
        path.write_text(path.name)
    result = run(
        "ask", "Is it?", "--payer", "Example Health", "--as-of", "2025-06-01", "--k", "5",
        "--case", str(note), "--case", str(letter), "--policy", str(rules), "--profile", "patient",
    )  # fmt: skip
    assert result.exit_code == 0
    options = stub.asked[0][1]
    assert options["payer"] == "Example Health"
    assert options["as_of"] == date(2025, 6, 1)
    assert options["k"] == 5
    assert [(file.name, file.data) for file in options["case"]] == [
        ("note.txt", b"note.txt"),
        ("letter.md", b"letter.md"),
    ]
    assert [file.name for file in options["policy"]] == ["policy.md"]
    assert "In plain words" in result.stdout


@pytest.mark.usefixtures("stub")
def test_a_criterion_that_the_answer_does_not_have_is_said() -> None:
    result = run("ask", "Is it?", "--met", "foo bar")
    assert result.exit_code == 0
    assert 'no criterion of this answer reads "foo bar"' in result.stderr


@pytest.mark.usefixtures("stub")
def test_a_criterion_cannot_be_met_and_not_met(exits) -> None:
    code, said = exits("ask", "Is it?", "--met", "Foo bar", "--not-met", "foo  bar")
    assert code == 3
    assert "met and not met" in said


@pytest.fixture
def exits(monkeypatch, capsys):
    """Exit code and standard error of `main()` with these arguments."""

    def call(*arguments):
        monkeypatch.setattr(sys, "argv", ["guideline-qa", *arguments])
        with pytest.raises(SystemExit) as stop:
            app.cli.main()
        return stop.value.code or 0, capsys.readouterr().err

    return call


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        pytest.param(("ask", "  "), 3, "question is empty", id="an empty question"),
        pytest.param(("ask", "q", "--profile", "wizard"), 3, "no profile", id="no such profile"),
        pytest.param(("ask", "q", "--json", "--markdown"), 3, "exclude", id="two formats"),
        pytest.param(
            ("ask", "q", "--case", "gone.pdf"), 10, "gone.pdf does not exist", id="no file"
        ),
        pytest.param(("ask", "q", "--case", "."), 10, "is not a file", id="a folder"),
        pytest.param(("batch", "gone.jsonl"), 10, "gone.jsonl cannot be read", id="no questions"),
        pytest.param(("ask", "q", "--as-of", "yesterday"), 2, "as-of", id="no date"),
        pytest.param(("ask", "q", "--k", "0"), 2, "--k", id="k out of range"),
        pytest.param(("ask",), 2, "Missing argument 'question'", id="no question"),
        pytest.param(("nope",), 2, "No such command", id="no such command"),
    ],
)
@pytest.mark.usefixtures("stub")
def test_bad_input_is_one_line_and_an_exit_code(exits, arguments, code, words) -> None:
    found, err = exits(*arguments)
    assert found == code
    assert words in err
    assert "Traceback" not in err
    assert err.startswith("error: ")
    assert err.count("\n") == 1


@pytest.mark.usefixtures("stub")
def test_a_large_case_file_is_refused_unread(exits, tmp_path) -> None:
    large = tmp_path / "large.pdf"
    with large.open("wb") as stream:
        stream.truncate(300 * 1024 * 1024)
    code, err = exits("ask", "q", "--case", str(large))
    assert code == 10
    assert "300 MiB" in err


@pytest.mark.parametrize("kind", [GuidelineError, *GuidelineError.__subclasses__()])
def test_each_error_gives_its_exit_code(monkeypatch, exits, kind) -> None:
    def fail(_settings, _index):
        raise kind("no snapshot at \x1b[31m there: build one\nnow")

    monkeypatch.setattr(app.cli, "open_answerer", fail)
    code, err = exits("ask", "q")
    assert code == kind.exit_code
    assert err == "error: no snapshot at [U+001B][31m there: build one now\n"


# --- batch ----------------------------------------------------------------------------------------


def batch(tmp_path, *lines, options=()):
    path = tmp_path / "questions.jsonl"
    path.write_bytes(b"\n".join(x if isinstance(x, bytes) else x.encode() for x in lines))
    result = run("batch", str(path), *options)
    assert result.exit_code == 0, result.output
    return [json.loads(line) for line in result.stdout.splitlines()]


@pytest.mark.usefixtures("stub")
def test_batch_answers_each_line_in_order(tmp_path) -> None:
    answers = batch(
        tmp_path,
        json.dumps({"id": "a", "question": "Is it?", "unknown": [1]}),
        "",
        json.dumps({"id": 7, "question": "Is quux?"}),
    )
    assert [(a["id"], a["verdict"], a["error"]) for a in answers] == [
        ("a", "not_necessary", None),
        ("7", "not_addressed", None),
    ]


def test_batch_loads_once(surfaces, monkeypatch, tmp_path) -> None:
    opened = []

    def open_answerer(_settings, index):
        opened.append(index)
        return surfaces.StubPipeline()

    monkeypatch.setattr(app.cli, "open_answerer", open_answerer)
    line = json.dumps({"question": "Is it?"})
    assert len(batch(tmp_path, line, line, line, options=("--index", str(tmp_path)))) == 3
    assert opened == [tmp_path]


@pytest.mark.parametrize(
    ("line", "line_id", "words"),
    [
        pytest.param("{broken", "line-1", "not a line of JSON", id="no JSON"),
        pytest.param(b"\xff\xfe{", "line-1", "UTF-8", id="no UTF-8"),
        pytest.param("[1, 2]", "line-1", "not an object", id="no object"),
        pytest.param("[" * 100_000, "line-1", "not a line of JSON", id="nested too deep"),
        pytest.param('{"id": "b"}', "b", "no question", id="no question"),
        pytest.param('{"id": "b", "question": 5}', "b", "no question", id="a number"),
        pytest.param('{"id": "b", "question": " "}', "b", "is empty", id="an empty question"),
        pytest.param('{"id": "b", "question": "q", "payer": 5}', "b", "payer", id="no payer"),
        pytest.param('{"id": "b", "question": "q", "as_of": "x"}', "b", "as_of", id="no date"),
        pytest.param('{"id": "b", "question": "q", "as_of": 5}', "b", "as_of", id="a number"),
        pytest.param('{"id": "b", "question": "q", "case": 5}', "b", "case", id="no file name"),
        pytest.param('{"id": "b", "question": "q", "case": "x"}', "b", "does not", id="no file"),
        pytest.param('{"id": "b", "question": "bug"}', "b", "KeyError", id="a bug of ours"),
    ],
)  # fmt: skip
@pytest.mark.usefixtures("stub")
def test_a_bad_line_gives_an_error_and_the_others_go_on(tmp_path, line, line_id, words) -> None:
    bad, good = batch(tmp_path, line, '{"id": "good", "question": "Is it?"}')
    assert bad["id"] == line_id
    assert words in bad["error"]
    assert bad["verdict"] is None
    assert good["verdict"] == "not_necessary"


@pytest.mark.usefixtures("stub")
def test_half_a_surrogate_pair_breaks_nothing(tmp_path) -> None:
    (answer,) = batch(tmp_path, '{"id": "\\ud800", "question": "Is \\ud800 it?"}')
    assert answer["question"] == "Is ? it?"


def test_batch_reads_case_and_policy_beside_the_file(stub, tmp_path) -> None:
    for name in ("note.txt", "letter.txt", "policy.md"):
        (tmp_path / name).write_text(name)
    row = {
        "question": "Is it?",
        "case": ["note.txt", "letter.txt"],
        "policy": "policy.md",
        "payer": "Example Health",
        "as_of": "2025-06-01",
    }
    batch(tmp_path, json.dumps(row), options=("--k", "9"))
    options = stub.asked[0][1]
    assert [file.name for file in options["case"]] == ["note.txt", "letter.txt"]
    assert [file.data for file in options["policy"]] == [b"policy.md"]
    assert (options["payer"], options["as_of"], options["k"]) == (
        "Example Health", date(2025, 6, 1), 9,
    )  # fmt: skip


@pytest.mark.usefixtures("stub")
def test_batch_writes_to_a_file_and_says_nothing(tmp_path) -> None:
    out = tmp_path / "out.jsonl"
    assert batch(tmp_path, '{"question": "Is it?"}', options=("--out", str(out))) == []
    assert json.loads(out.read_text())["id"] == "line-1"


@pytest.mark.usefixtures("stub")
def test_batch_reads_standard_input() -> None:
    result = CliRunner().invoke(app.cli.cli, ["batch", "-"], input='{"id": "x", "question": "q"}\n')
    assert json.loads(result.stdout)["id"] == "x"


def test_an_index_that_is_missing_ends_the_batch_at_once(monkeypatch, exits, tmp_path) -> None:
    def fail(_settings, _index):
        raise IndexMissingError("no index there: run `make index`")

    monkeypatch.setattr(app.cli, "open_answerer", fail)
    path = tmp_path / "q.jsonl"
    path.write_text('{"question": "q"}\n')
    assert exits("batch", str(path)) == (
        11, "error: no index there: run `make index`\n",
    )  # fmt: skip
