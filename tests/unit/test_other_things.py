"""Refusals of other things than the document's; what refuses its own comes first."""

import pytest

from tests.said import AGAINST, FOR, POLICY, rows, said

COVERED = (
    "# Appendage Closure\n\nThe use of an FDA-approved device is considered medically necessary "
    "for atrial fibrillation when the CHA2DS2-VASc score is 3 or more.\n\n"
)


def refused(text: str) -> list[str]:
    found = said(POLICY, f"{COVERED}{text}\n", subject="Appendage Closure")
    return [name for way, name, _ in rows(found) if way is AGAINST]


@pytest.mark.parametrize(
    "text",
    [
        "Appendage closure is considered investigational for all other indications.",
        "The use of appendage closure in other conditions is considered investigational.",
    ],
)
def test_other_indications_are_of_the_same_thing(text: str) -> None:
    assert any("ppendage" in name for name in refused(text))


def test_other_devices_are_not_the_documents() -> None:
    text = "The use of other closure devices, including the Foobar system, is investigational."
    assert not any(name == "Appendage Closure" for name in refused(text))


def test_an_approved_device_is_what_the_document_is_about() -> None:
    (first, *_) = rows(said(POLICY, COVERED, subject="Appendage Closure"))
    assert first[:2] == (FOR, "Appendage Closure")
