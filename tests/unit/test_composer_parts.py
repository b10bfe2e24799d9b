"""The parts of the composer that are pure: sentences out of a stream, cues, forms, recordings."""

import time

import pytest

from app.composer.cues import direction_of, other_limit, strange_number, stronger, swapped
from app.composer.shapes import Conclusion, Written, parsed
from app.composer.stream import SentenceStream
from app.llm_models import Ask, Budget, Control
from app.names import short_name
from evals.recording import RecordedModel, Recording, Tape
from ingest.errors import CaseFileError, ModelReplyError
from ingest.statements.models import Direction

FOR, AGAINST, DOUBT = Direction.FOR, Direction.AGAINST, Direction.INSUFFICIENT
REPLY = (
    '{"sentences": [{"ids": ["S1"], "quotes": ["a {b} c"], "text": "One \\"[x]\\"."}, '
    '{"ids": ["S2"], "quotes": [], "text": "Two."}]}'
)


@pytest.mark.parametrize("size", [1, 2, 7, 1000])
def test_each_sentence_comes_once_when_it_is_whole(size) -> None:
    stream = SentenceStream()
    found = [
        (at, s.text)
        for at in range(0, len(REPLY), size)
        for s in stream.feed(REPLY[at : at + size])
    ]
    assert [text for _, text in found] == ['One "[x]".', "Two."]
    if size == 1:
        assert found[0][0] == REPLY.index("}, {")


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("", id="nothing"),
        pytest.param("no JSON at all", id="words"),
        pytest.param('{"sentences": {"ids": 1}}', id="no list"),
        pytest.param('{"sentences": [{"ids": ["S1"]}]}', id="a field is missing"),
        pytest.param('{"sentences": [{"ids": ["S1"], "quotes": [], "te', id="cut off"),
    ],
)
def test_what_is_no_sentence_gives_none(text) -> None:
    assert SentenceStream().feed(text) == []


def test_a_fence_is_taken_off_and_another_form_is_an_error_without_its_words() -> None:
    assert parsed(Conclusion, '```json\n{"verdict": "necessary"}\n```').verdict == "necessary"
    for text in ("Ms Quill", '{"verdict": "approve"}', '{"verdict": "necessary", "x": "Quill"}'):
        with pytest.raises(ModelReplyError) as caught:
            parsed(Conclusion, text)
        assert "Quill" not in str(caught.value)
        assert caught.value.__cause__ is None
    with pytest.raises(ModelReplyError):
        parsed(Written, "[]")


@pytest.mark.parametrize(
    ("text", "direction"),
    [
        pytest.param("We recommend walking for fatigue.", FOR, id="for"),
        pytest.param("We recommend against walking.", AGAINST, id="against"),
        pytest.param("Walking is not recommended.", AGAINST, id="not recommended"),
        pytest.param("Aetna considers it experimental.", AGAINST, id="experimental"),
        pytest.param("It is not considered experimental.", FOR, id="double negation"),
        pytest.param("There is insufficient evidence for or against it.", DOUBT, id="doubt"),
        pytest.param("Do not offer walking.", AGAINST, id="do not offer"),
        pytest.param("The nerve has five branches.", None, id="neither"),
    ],
)
def test_direction(text, direction) -> None:
    assert direction_of(text) is direction


@pytest.mark.parametrize(
    ("text", "evidence", "other"),
    [
        pytest.param("X is covered.", "X is covered only if tried.", True, id="only is lost"),
        pytest.param("X is covered if tried.", "X is covered.", True, id="if is added"),
        pytest.param("X as long-term care", "X as short-term care", True, id="short and long"),
        pytest.param("X for acute pain", "X for chronic pain", True, id="acute and chronic"),
        pytest.param("X at least 18", "X under 18", True, id="above and below"),
        pytest.param("X for some", "X for certain patients", False, id="the same kind"),
        pytest.param("X is covered when tried.", "X is covered if tried.", False, id="if and when"),
    ],
)
def test_limits(text, evidence, other) -> None:
    assert other_limit(text, evidence) is other


def test_strength_and_order() -> None:
    assert stronger("We recommend X.", "We suggest X.")
    assert not stronger("X may be offered.", "Consider X.")
    assert not stronger(
        "X is considered medically necessary", "X is considered medically necessary"
    )
    assert swapped("Use slow drugs instead of fast ones", "Use fast drugs instead of slow drugs")
    assert not swapped("Use fast drugs rather than slow", "Use fast drugs instead of slow drugs")


@pytest.mark.parametrize(
    ("text", "evidence", "strange"),
    [
        pytest.param("X 20 mg daily", "X 20 mg daily", "", id="the dose"),
        pytest.param("X 200 mg", "X 20 mg", "200", id="another dose"),
        pytest.param("X for R53.82", "X for R53.8", "R53.82", id="another code"),
        pytest.param("X two drugs", "X 2 drugs", "", id="a number in words"),
        pytest.param("X three drugs", "X two drugs", "three", id="another in words"),
        pytest.param("X with high certainty", "X with low certainty", "high", id="a grade"),
        pytest.param("X from March 2024", "X from 2024", "march", id="a date"),
        pytest.param("X twice", "X", "twice", id="an amount"),
        pytest.param("X 1.5 g/kg", "X 1,5 g/kg", "1.5", id="a point for a comma"),
    ],
)
def test_numbers(text, evidence, strange) -> None:
    assert strange_number(text, evidence) == strange


def test_a_body_is_called_as_it_calls_itself() -> None:
    assert short_name("Department of Veterans Affairs (VA/DoD)") == "VA/DoD"
    assert short_name("Aetna") == "Aetna"
    assert short_name("Healthcare (Basel)") == "Healthcare (Basel)", "a place is no abbreviation"


# --- recordings -------------------------------------------------------------------------------


def _ask(system="s", data="d"):
    return Ask(task="conclusion", system=system, data=data, shape=Conclusion, max_tokens=5)


def _control():
    return Control(time.monotonic() + 5, Budget(10_000))


def _recorded(folder, reply="{}"):
    tape = Tape("m", folder)
    tape.add(
        Recording(
            key=_ask().key("m"),
            prompt=_ask().prompt_key("m"),
            task="conclusion",
            reply=reply,
            n_tokens_in=7,
            n_tokens_out=3,
            took_s=1.5,
        )
    )
    return tape


def test_a_recording_is_played_and_counted(tmp_path) -> None:
    _recorded(tmp_path, '{"verdict": "necessary"}')
    model, control, pieces = RecordedModel(Tape("m", tmp_path)), _control(), []
    reply = model.reply(_ask(), control, pieces.append)
    assert "".join(pieces) == reply.text == '{"verdict": "necessary"}'
    assert (control.budget.n_in, control.budget.n_out) == (7, 3)


def test_a_changed_prompt_fails_by_name_and_asks_nobody(tmp_path) -> None:
    model = RecordedModel(_recorded(tmp_path))
    with pytest.raises(CaseFileError, match=r"conclusion.*make record"):
        model.reply(_ask("another prompt"), _control(), lambda _text: None)


def test_a_changed_document_is_counted_and_no_changed_prompt(tmp_path) -> None:
    model = RecordedModel(_recorded(tmp_path))
    with pytest.raises(ModelReplyError, match="not recorded"):
        model.reply(_ask(data="another passage"), _control(), lambda _text: None)
    assert (model.n_asked, len(model.missing)) == (1, 1)


def test_what_is_missing_alone_is_asked_and_kept(tmp_path) -> None:
    inner = RecordedModel(_recorded(tmp_path / "inner"))
    tape = Tape("m", tmp_path / "outer")
    model = RecordedModel(tape, inner)
    for _ in range(2):
        model.reply(_ask(), _control(), lambda _text: None)
    inner.reply = None  # a third time nobody is asked
    model.reply(_ask(), _control(), lambda _text: None)
    assert len(tape.path.read_text(encoding="utf-8").splitlines()) == 1


def test_tidying_drops_what_nobody_asks_for(tmp_path) -> None:
    tape = _recorded(tmp_path)
    assert tape.tidy() == 1
    assert not tape.path.read_text(encoding="utf-8")
