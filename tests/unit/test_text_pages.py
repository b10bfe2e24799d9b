"""Lines that run on the pages of a plain text; what is text stays, and comes first."""

import pytest

from ingest.readers.text_pages import without_running

FOOT = ["", "Acme Medical Policy          Page {} of 3", "Property of Acme, 2026.", ""]


def pages(*parts: list[str]) -> list[str]:
    lines: list[str] = []
    for number, part in enumerate(parts, start=1):
        lines += part + [line.format(number) for line in FOOT]
    return lines


@pytest.mark.parametrize(
    "lines",
    [
        ["Foobarin is covered.", "", "See page 2 of 3.", "", "See page 3 of 3."],
        ["One page", "", "Acme Medical Policy   Page 1 of 1", "", "Text."],
        ["Property of Acme", "", "Text.", "", "Property of Acme"],
    ],
)
def test_without_two_numbered_pages_nothing_runs(lines: list[str]) -> None:
    assert without_running(lines) == (lines, ())


def test_what_runs_goes_and_what_stands_beside_one_foot_alone_stays() -> None:
    lines = pages(["- a pump", "- a brace"], ["- a cast"])
    lines.insert(lines.index("Property of Acme, 2026."), "A sentence of the text.")
    kept, running = without_running(lines)
    assert [line for line in kept if line] == [
        "- a pump",
        "- a brace",
        "A sentence of the text.",
        "- a cast",
    ]
    assert "Property of Acme, 2026." in running


def test_a_sentence_goes_on_over_the_page() -> None:
    kept, _ = without_running(pages(["Foobarin is covered for"], ["gout alone."]))
    assert kept[:2] == ["Foobarin is covered for", "gout alone."]
