"""Tables of plain text whose columns are ruled by dashes or by a frame."""

from pathlib import Path

import pytest

from ingest.readers import read_document

SIMPLE = """SUMMARY

Population        Recommendation                            Grade
----------------  ----------------------------------------  -----
Community-        The panel recommends against the use of     D
dwelling          iron supplements for the prevention
adults            of fatigue.

Pregnant          The panel concludes that the evidence       I
persons           is insufficient.

WHO IS MEANT

This applies to adults.
"""

DENSE = """FORMULARY

Drug          Restricted to        Not for
============  ===================  ============
Ertapenem     ESBL producers       Pseudomonas
Linezolid     VRE, or MRSA         Line
              pneumonia            prophylaxis
Colistin      Consultant only      First line
"""

FRAMED = """LIST

+-----------+----------------+
| Device    | Status         |
+===========+================+
| Pump      | Covered when   |
|           | A1c is above 8 |
+-----------+----------------+
| Sensor    | Not covered    |
+-----------+----------------+
"""

ONE_RULE = """LIST

Preferred (no PA)             Non-preferred (PA required)
------------------------------------------------------------
vancomycin capsule            Dificid tab
metronidazole tablet          Firvanq solution
------------------------------------------------------------

TEXT
"""


NUMBERED = """RECOMMENDATIONS

The strength stands behind each.

Topic         #   Recommendation               Strength
----------------------------------------------------------
Drugs         9.  We recommend offering        Strong for
                  velora for gout.
             10.  We suggest against belora    Weak against
                  (see 9. above).
----------------------------------------------------------
"""


def _rows(tmp_path: Path, text: str) -> list[str]:
    path = tmp_path / "a.txt"
    path.write_text(text, encoding="utf-8")
    document = read_document(path, tmp_path)
    return [
        document.text[b.char_start : b.char_end]
        for b in document.blocks
        if b.kind.value == "table_row"
    ]


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        (
            SIMPLE,
            [
                "Population | Recommendation | Grade",
                "Community-dwelling adults | The panel recommends against the use of iron "
                "supplements for the prevention of fatigue. | D",
                "Pregnant persons | The panel concludes that the evidence is insufficient. | I",
            ],
        ),
        (
            DENSE,
            [
                "Drug | Restricted to | Not for",
                "Ertapenem | ESBL producers | Pseudomonas",
                "Linezolid | VRE, or MRSA pneumonia | Line prophylaxis",
                "Colistin | Consultant only | First line",
            ],
        ),
        (
            FRAMED,
            ["Device | Status", "Pump | Covered when A1c is above 8", "Sensor | Not covered"],
        ),
        (
            "LIST\n\nThe list.\n\n"
            "Drug (brand)          Tier  Limits   Notes\n"
            "---------------------------------------------\n"
            "velora (Belora) tab    2    QL       60 a month\n"
            "zelora pen             3    PA, QL   2 pens\n",
            [
                "Drug (brand) | Tier | Limits | Notes",
                "velora (Belora) tab | 2 | QL | 60 a month",
                "zelora pen | 3 | PA, QL | 2 pens",
            ],
        ),
        (
            NUMBERED,
            [
                "Topic | # | Recommendation | Strength",
                "Drugs | 9. | We recommend offering velora for gout. | Strong for",
                " | 10. | We suggest against belora (see 9. above). | Weak against",
            ],
        ),
        (
            ONE_RULE,
            [
                "Preferred (no PA) | Non-preferred (PA required)",
                "vancomycin capsule | Dificid tab",
                "metronidazole tablet | Firvanq solution",
            ],
        ),
        (
            "LIST\n\nThe list.\n\n"
            "Service                        Use\n"
            "-----------------------------  --------------------\n"
            "Autologous fibrin glue         Rotator cuff tear,\n"
            "  (0232T)                      tennis elbow\n"
            "Ozone                          Any\n",
            [
                "Service | Use",
                "Autologous fibrin glue (0232T) | Rotator cuff tear, tennis elbow",
                "Ozone | Any",
            ],
        ),
        (
            "LIST\n\nThe list.\n\n"
            "Status of service            Funded / Not funded\n"
            "----------------------------------------------------\n"
            "Braces, aged under 18        Funded\n"
            "Storage of eggs before\n"
            "chemotherapy                 Funded, up to 10 years\n"
            "Massage                      Not funded\n",
            [
                "Status of service | Funded / Not funded",
                "Braces, aged under 18 | Funded",
                "Storage of eggs before chemotherapy | Funded, up to 10 years",
                "Massage | Not funded",
            ],
        ),
        (
            "LIST\n\nThe list.\n\n"
            "Service                     Funded / Not funded\n"
            "----------------------------------------------------\n"
            "IVF, woman aged under 40          Funded - 2 cycles\n"
            "IVF, woman aged over 43           Not funded\n",
            [
                "Service | Funded / Not funded",
                "IVF, woman aged under 40 | Funded - 2 cycles",
                "IVF, woman aged over 43 | Not funded",
            ],
        ),
    ],
)
def test_each_row_is_read_with_all_its_lines(tmp_path, text, rows) -> None:
    assert _rows(tmp_path, text) == rows


def test_numbers_tell_the_rows_where_no_rule_shows_the_columns(tmp_path) -> None:
    bare = "\n".join(line for line in NUMBERED.splitlines() if not line.startswith("---"))
    assert _rows(tmp_path, f"{bare}\n\nThe end.\n") == _rows(tmp_path, NUMBERED)


def test_a_number_in_running_text_makes_no_table(tmp_path) -> None:
    text = "Scope   Of   Use\n12.   Members of 12 or older may have it.\nOr of 9.   Nobody else.\n"
    assert not any("| 12." in row for row in _rows(tmp_path, f"TITLE\n\nText.\n\n{text}"))


@pytest.mark.parametrize(
    "text",
    [
        "Title of it\n-----------\n\nText under a heading that is underlined.\n",
        "A sentence stands here.\n\n-----  -----\n\nAnother sentence.\n",
        "------------------------------\nSUMMARY OF RECOMMENDATIONS\n"
        "------------------------------\n\nThe panel recommends rest.\n",
    ],
)
def test_what_is_no_table_is_none(tmp_path, text) -> None:
    assert not any("|" in row for row in _rows(tmp_path, text)[1:])


def test_words_that_cross_the_columns_are_no_row(tmp_path) -> None:
    text = "Ruled\n\nOne  two\n---  ---\nSentences run over the columns of that rule.\n"
    assert not any("Sentences" in row for row in _rows(tmp_path, text))


def test_what_follows_the_table_is_read_as_before(tmp_path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(SIMPLE, encoding="utf-8")
    document = read_document(path, tmp_path)
    last = [document.text[b.char_start : b.char_end] for b in document.blocks][-2:]
    assert last == ["WHO IS MEANT", "This applies to adults."]


def test_the_rule_below_a_cover_makes_no_table(tmp_path) -> None:
    text = (
        "LAKE IMAGING PARTNERS            Effective 01/01/2026\n"
        "Clinical guideline               Version 4\n"
        "-----------------------------------------------------\n\n"
        "1. TOE MRI\n\nToe MRI is medically necessary for fracture.\n"
    )
    path = tmp_path / "a.txt"
    path.write_text(text, encoding="utf-8")
    document = read_document(path, tmp_path)
    kinds = [b.kind.value for b in document.blocks]
    assert "heading" in kinds
    assert "Toe MRI is medically" in document.text


OPPOSED = """BENEFITS

COSMETIC (not covered)        RECONSTRUCTIVE (covered)
----------------------------  ----------------------------
Dermabrasion for acne         Breast reconstruction after
Tattoo removal                mastectomy (11920)
Hair transplant of the scalp  Cleft lip repair
Ear pinning

A line below.
"""


def test_two_lists_side_by_side_are_read_each_by_itself(tmp_path) -> None:
    assert _rows(tmp_path, OPPOSED) == [
        "COSMETIC (not covered) | RECONSTRUCTIVE (covered)",
        "Dermabrasion for acne | Breast reconstruction after mastectomy (11920)",
        "Tattoo removal | Cleft lip repair",
        "Hair transplant of the scalp | ",
        "Ear pinning | ",
    ]


def test_a_sentence_right_below_two_lists_is_none_of_them(tmp_path) -> None:
    text = (
        "GOUT AGENTS\n\nPREFERRED            NON-PREFERRED\nvelorin              BARFOXIN\n"
        "zumabrin\nAll agents are given for gout after a trial of diet.\n"
    )
    assert _rows(tmp_path, text) == [
        "PREFERRED | NON-PREFERRED",
        "velorin | BARFOXIN",
        "zumabrin | ",
    ]
