"""Codes of CPT in lists, ranges and beside modifiers; and numbers of five digits that are none."""

import pytest

from app.question_codes import with_dots
from ingest.codes import code_specs, matches, spot_codes


def _cpt(text: str) -> list[str]:
    return [m.code for m in spot_codes(text) if m.system == "cpt"]


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("Nail surgery (CPT 11730, 11750) is covered.", ["11730", "11750"]),
        ("Report CPT 11730,11750 once.", ["11730", "11750"]),
        ("The procedure is CPT 11730.", ["11730"]),
        ("CPT 99213-25 is paid.", ["99213"]),
        (
            "CPT codes 11719 (trimming), 11720 (up to five), 11721 (six or more) or 11755",
            ["11719", "11720", "11721", "11755"],
        ),
        ("CPT 97110-97112", ["97110", "97112"]),
        ("HCPCS G0127, 11719 and 0042T", ["11719", "0042T"]),
    ],
)
def test_every_code_of_a_list_is_read(text: str, codes: list[str]) -> None:
    assert _cpt(text) == codes


@pytest.mark.parametrize(
    "text",
    [
        "The registry held 12345 patients.",
        "CPT data of 10,000 visits",
        "a sum of 12345.50 by code",
        "The code of the postal office is Example, MN 55435",
        "Procedure cost: $15000 in all",
        "of 48210, 51230 and 60001 visits nothing is known",
        "procedure volume 12,345,678",
    ],
)
def test_a_number_of_five_digits_is_no_code(text: str) -> None:
    assert _cpt(text) == []


def test_a_range_of_procedures_holds_what_lies_between() -> None:
    specs = code_specs("97110-97124, J7318 through J7322, 20610")
    assert specs == ("97110-97124", "J7318-J7322", "20610")
    assert matches("97112", specs[0])
    assert matches("J7320", specs[1])
    assert not matches("97140", specs[0])


@pytest.mark.parametrize(
    ("text", "read", "changes"),
    [
        pytest.param("IVIG for R5382", "IVIG for R53.82", (("R5382", "R53.82"),), id="no dot"),
        pytest.param(
            "J1557 for G6181: covered?",
            "J1557 for G61.81: covered?",
            (("G6181", "G61.81"),),
            id="the shape of HCPCS in the place of a diagnosis",
        ),
        pytest.param("coverage for E0601", "coverage for E0601", (), id="HCPCS behind 'for'"),
        pytest.param("J1459 for G61.81", "J1459 for G61.81", (), id="nothing to mend"),
    ],
)
def test_codes_get_their_dots(text: str, read: str, changes: tuple[tuple[str, str], ...]) -> None:
    assert with_dots(text) == (read, changes)
