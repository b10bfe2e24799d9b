"""Complaints in lay words, how long they last, and what "is it recommended" points back to."""

import pytest

from app.lay_complaints import complaint_in, complaint_read
from app.told_degrees import degrees_told
from ingest.lexis import stem
from tests.unit.test_marked import TODAY, pairs, read


@pytest.mark.parametrize(
    ("text", "condition"),
    [
        ("My lower back is killing me, what about zinc?", "low back pain"),
        ("his neck locked up on Monday", "neck pain"),
        ("She threw out her back lifting a box.", "back pain"),
        ("a gel over the sore lumbar area", "low back pain"),
        ("both knees ache after stairs", "knee pain"),
        ("I can't fall asleep and want zinc", "insomnia"),
        ("a man who hasn't been able to sleep well", "insomnia"),
        ("pills to lose weight", "obesity"),
        ("wants to keep the pounds off", "obesity"),
        ("his back is straight and the knees are normal", ""),
        ("no sore neck, wants zinc", ""),
        ("15 lb unexplained weight loss", ""),
        ("my knee hurts and I can't sleep", ""),  # two: which one is asked about is not told
    ],
)
def test_complaints(text: str, condition: str) -> None:
    found = complaint_in(text)
    assert (found.condition if found else "") == condition
    assert found is None or found.said in text


def test_the_answer_says_what_a_complaint_was_taken_as() -> None:
    text = "My lower back is killing me, what about zinc?"
    said = '"lower back is killing" was taken as low back pain'
    assert complaint_read(text, ["low back pain"]) == (said,)
    assert complaint_read(text, ["gout"]) == ()
    assert complaint_read("I can't sleep: zinc for insomnia?", ["insomnia"]) == ()


@pytest.mark.parametrize(
    ("text", "degree"),
    [
        ("low back pain for two years", "chronic"),
        ("pain since 2019", "chronic"),
        ("pain since 2026", ""),  # as of November 2026: it may be of last week
        ("backache > 6 mo", "chronic"),
        ("pain that is now in its second year", "chronic"),
        ("eight months of lumbar pain", "chronic"),
        ("threw out his back two days ago", "acute"),
        ("locked up over the weekend", "acute"),
        ("neck pain for six weeks", ""),
        ("pain for 0 days", ""),
        ("on zinc for eight months", ""),
        ("failed 12 weeks of therapy", ""),
        ("tried zinc two days ago", ""),
        ("operated on five years ago", ""),
    ],
)
def test_how_long_it_has_lasted(text: str, degree: str) -> None:
    assert degrees_told(text, TODAY) == (frozenset({stem(degree)}) if degree else frozenset())


def test_a_complaint_is_asked_for_where_no_condition_is_named() -> None:
    question = read("My lower back is killing me. {I:velotrexin}?")
    told = [(r.interventions[0].text, t.condition.text) for r in question.others for t in r.targets]
    assert ("velotrexin", "low back pain") in told
    assert ("velotrexin", "gout") in pairs(
        read("My lower back hurts. {I:velotrexin} for {C:gout}?")
    )


@pytest.mark.parametrize(
    ("line", "thing"),
    [
        ("I was offered metformin. Is it recommended for {C:gout}?", "metformin"),
        ("I was offered metformin or zinc. Is it recommended for {C:gout}?", ""),
    ],
)
def test_what_a_pronoun_points_back_to(line: str, thing: str) -> None:
    question = read(line)
    readings = [question.interventions, *(r.interventions for r in question.others)]
    named = {p.text for phrases in readings for p in phrases}
    assert (thing in named) if thing else named != {"metformin", "zinc"}
