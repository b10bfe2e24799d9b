"""Marks of a question that its own words put right."""

import pytest

from app.mark_repairs import repaired
from ingest.embed.tagger import Span


def marks(text: str, *found: tuple[str, str]) -> list[tuple[str, str]]:
    """The marks of a text, put right; each (words, kind)."""
    spans = [Span(text.index(w), text.index(w) + len(w), kind) for w, kind in found]
    return [(text[s.start : s.end], s.kind) for s in repaired(text, spans)]


def test_what_a_plan_is_asked_to_cover_is_no_payer() -> None:
    text = "He has sleep apnea. Would the plan cover Inspire?"
    assert marks(text, ("Inspire", "Y")) == [("Inspire", "I")]
    named = "Does Acme cover CPAP?"
    assert marks(named, ("Acme", "Y"), ("CPAP", "I")) == [("Acme", "Y"), ("CPAP", "I")]


def test_what_is_denied_is_no_aim() -> None:
    text = "has no osteoporosis, vitamin D?"
    assert marks(text, ("no osteoporosis", "C"), ("vitamin D", "I"))[0] == ("no osteoporosis", "P")


@pytest.mark.parametrize(
    ("text", "kind"),
    [("calcitriol in CKD, PTH mildly up", "F"), ("calcitriol in CKD, PTH after a fall", "C")],
)
def test_a_laboratory_value_is_no_condition(text, kind) -> None:
    assert marks(text, ("calcitriol", "I"), ("PTH", "C"))[-1] == ("PTH", kind)


def test_whether_it_is_dialysed_belongs_to_a_kidney_disease() -> None:
    text = "calcitriol in CKD G3b not on dialysis"
    found = marks(text, ("calcitriol", "I"), ("CKD G3b", "C"), ("not on dialysis", "H"))
    assert found[1:] == [("CKD G3b not on dialysis", "C")]


def test_a_note_of_facts_ends_with_what_it_asks_for() -> None:
    text = "L ear normal, age 50 - CI?"
    assert marks(text, ("age 50 - CI", "F")) == [("age 50", "F"), ("CI", "I")]
    assert marks("OSA, AHI 30 - covered?", ("AHI 30", "F")) == [("AHI 30", "F")]


@pytest.mark.parametrize(
    ("text", "aim"),
    [
        ("should she take vitamin D so she doesn't fall?", "fall"),
        ("could a brace keep him from falling?", "falling"),
    ],
)
def test_what_shall_not_happen_is_the_aim(text, aim) -> None:
    assert (aim, "C") in marks(text)


def test_a_story_ends_with_what_it_asks_for() -> None:
    text = "Has never taken an anticholinergic. Bladder Botox?"
    assert marks(text, ("anticholinergic", "I"), ("Bladder Botox", "I")) == [
        ("anticholinergic", "H"),
        ("Bladder Botox", "I"),
    ]
    # what points back, and what asks before, leaves the marks as they are
    both = "On an anticholinergic. Botox with it?"
    assert ("anticholinergic", "I") in marks(both, ("anticholinergic", "I"), ("Botox", "I"))
    two = "Anticholinergic ok? Botox ok?"
    assert ("Anticholinergic", "I") in marks(two, ("Anticholinergic", "I"), ("Botox", "I"))


def test_what_is_decided_by_a_thing_is_not_asked_for() -> None:
    text = "Oncotype to decide on chemo in breast cancer"
    assert marks(text, ("Oncotype", "I"), ("chemo", "I"))[-1] == ("chemo", "F")
    either = "to decide on Botox or surgery"
    assert marks(either, ("Botox", "I"), ("surgery", "I")) == [("Botox", "I"), ("surgery", "I")]


def test_how_often_is_no_part_of_the_name() -> None:
    text = "Is a chest film every six months recommended?"
    assert marks(text, ("chest film every six months", "I")) == [("chest film", "I")]
    assert marks("Each-day inhaler?", ("Each-day inhaler", "I")) == [("Each-day inhaler", "I")]


def test_what_explains_a_condition_in_brackets_is_no_thing() -> None:
    text = "Brace after ACDF (cervical fusion)"
    found = marks(text, ("Brace", "I"), ("ACDF", "C"), ("cervical fusion", "I"))
    assert found[1:] == [("ACDF", "C"), ("cervical fusion", "C")]
    other = "Brace for gout, cervical fusion"
    found = marks(other, ("Brace", "I"), ("gout", "C"), ("cervical fusion", "I"))
    assert found[-1] == ("cervical fusion", "I")


def test_an_organ_that_is_gone_is_no_condition() -> None:
    text = "IBS-D, gallbladder removed in 2019"
    found = marks(text, ("IBS-D", "C"), ("gallbladder", "C"))
    assert found == [("IBS-D", "C"), ("gallbladder", "F")]
    assert marks("Gallbladder stones", ("Gallbladder", "C")) == [("Gallbladder", "C")]


@pytest.mark.parametrize(
    ("text", "found", "kind"),
    [
        ("Resistant to bladder drill, velora. Zandrix?", ("Resistant to bladder drill", "I"), "H"),
        ("Trial phase: 65% better. Zandrix?", ("Trial phase", "I"), "F"),
        ("Trial phase: 65 days. Zandrix?", ("Trial phase", "I"), "I"),
        ("Acme Health, hip plate, 61F gout. Covered?", ("hip plate", "H"), "I"),
        ("Acme Health, prior plate, 61F gout. Covered?", ("prior plate", "H"), "H"),
    ],
)
def test_what_a_note_tells_of_a_treatment(text, found, kind) -> None:
    assert marks(text, found)[0] == (found[0], kind)


@pytest.mark.parametrize(
    ("text", "thing"),
    [
        ("BMI 41. Surgeon wants a sleeve. I see no dietitian note. Covered?", "sleeve"),
        ("Cardiology is requesting velora device for AF. ok?", "velora device"),
        ("She wants to go home. ok?", ""),
    ],
)
def test_what_somebody_wants_is_asked_for_where_nothing_else_is(text, thing) -> None:
    found = marks(text)
    assert found == ([(thing, "I")] if thing else [])
    assert marks(f"Zandrix? {text}", ("Zandrix", "I"))[0] == ("Zandrix", "I")
