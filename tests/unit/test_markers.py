"""List markers as documents print them."""

import pytest

from ingest.readers.clean import clean_text
from ingest.readers.markers import MarkerStack, follows, split_marker


@pytest.mark.parametrize(
    ("line", "marker", "value"),
    [
        pytest.param("\uf0b7 Adult", "•", 0, id="Symbol's bullet"),
        pytest.param("\uf0a7 Adult", "•", 0, id="Wingdings' square"),
        pytest.param("\uf076 Adult", "•", 0, id="Wingdings' diamonds"),
        pytest.param("\ue123 Adult", "•", 0, id="any other sign of the private area"),
        pytest.param("► Adult", "•", 0, id="an arrow head"),
        pytest.param("☐ Adult", "☐", 0, id="a box to tick"),
        pytest.param("\uf0fe Adult", "☑", 0, id="a ticked box of Wingdings"),
        pytest.param("o Adult", "•", 0, id="the letter that Courier makes a circle of"),
        pytest.param("– Adult", "–", 0, id="a dash that is typed"),
        pytest.param("1.a. Adult", "1.a.", 1, id="a number and a letter"),
        pytest.param("I.A.2. Adult", "I.A.2.", 2, id="an outline number"),
        pytest.param("A.1 Adult", "A.1", 1, id="a letter and a number"),
        pytest.param("[ ] A1  Adult", "[ ] A1", 0, id="a box with the number of its criterion"),
        pytest.param("[x] Adult", "[x]", 0, id="a ticked box"),
        pytest.param("D2  Adult", "D2", 2, id="the number of a criterion on a sheet"),
        pytest.param("a.) adult", "a.)", 1, id="a full stop and a bracket"),
        pytest.param("(iv) adult", "(iv)", 4, id="Roman in brackets"),
    ],
)
def test_what_opens_an_item(line, marker, value) -> None:
    found = split_marker(line)
    assert found is not None
    assert (found.text, found.value) == (marker, value)
    assert found.rest.casefold() == "adult"


@pytest.mark.parametrize(
    "line",
    [
        "U.S. Preventive Services Task Force",
        "e.g. Prednisone",
        "D.C. The policy",
        "M62.81 Muscle weakness",
        "B.1.1.7 variant",
        "2.5 mg a day",
        "D2 Adult",
        "B12  deficiency",
        "[1]  Smith J, et al.",
        "TNF-\uf061 inhibitors",
    ],
)
def test_what_does_not(line) -> None:
    assert split_marker(line) is None


def test_mixed_numbers_are_siblings_of_their_own_depth() -> None:
    stack = MarkerStack()
    lines = ("1. One", "1.a. One", "1.b. Two", "2. Two", "2.a. One")
    assert [stack.push(split_marker(line)) for line in lines] == [1, 2, 2, 1, 2]


def test_greek_letters_and_signs_of_the_symbol_font_are_read() -> None:
    assert clean_text("TNF-\uf061, IFN-\uf062-1a \uf0b3 2 \uf06dg, 37 \uf0b0C") == (
        "TNF-α, IFN-β-1a ≥ 2 μg, 37 °C"
    )


@pytest.mark.parametrize(
    ("before", "marker", "expected"),
    [
        ("A.", "B.", True),
        ("2)", "3)", True),
        ("A.", "C.", False),
        ("•", "•", False),
        ("1.", "B.", False),
        ("", "A.", False),
    ],
)
def test_whether_a_marker_counts_on(before: str, marker: str, *, expected: bool) -> None:
    assert follows(before, marker) is expected
