"""Plain text: headings and lists by how lines look."""

import pytest

from ingest.readers import read_document


def read(tmp_path, text):
    path = tmp_path / "doc.txt"
    path.write_bytes(text.encode("utf-8") if isinstance(text, str) else text)
    return read_document(path, tmp_path)


def kinds(document):
    return [(b.kind.value, b.level, document.block_text(b)) for b in document.blocks]


@pytest.mark.parametrize(
    ("text", "level"),
    [
        pytest.param("=== indication ===", 2, id="framed"),
        pytest.param("COVERAGE CRITERIA", 2, id="capitals"),
        pytest.param("2.1 Coverage criteria", 3, id="numbered"),
    ],
)
def test_headings(tmp_path, text, level):
    document = read(tmp_path, f"A first paragraph, with a stop.\n\n{text}\n\nBody text.\n")
    assert document.blocks[1].kind.value == "heading"
    assert document.blocks[1].level == level
    assert document.blocks[2].heading == 1


def test_lists_and_wrapped_lines(tmp_path):
    document = read(
        tmp_path,
        "Title of it\n\nCovered when any of the following are met:\n"
        "  1. first\n     wrapped\n     a. inner\n  2. second\n\nAfter.\n",
    )
    assert [(b.level, b.marker, b.lead_in) for b in document.blocks[2:5]] == [
        (1, "1.", 1),
        (2, "a.", 2),
        (1, "2.", 1),
    ]
    assert kinds(document)[2][2] == "1. first wrapped"
    assert kinds(document)[-1] == ("paragraph", 0, "After.")


def test_a_masthead_keeps_its_lines(tmp_path):
    document = read(tmp_path, "Policy Number: 12\nEffective Date: 01/01/2025\nPayer: Acme Plan\n")
    assert len(document.blocks) == 3


def test_old_encodings_are_read(tmp_path):
    assert read(tmp_path, "caf\u00e9 \u201cx\u201d.".encode("cp1252")).text == "café “x”."
    assert read(tmp_path, "\ufeffplain.".encode("utf-16")).text == "plain."


def test_a_sentence_beside_the_markers_is_no_part_of_the_last_item(tmp_path):
    document = read(
        tmp_path,
        "Criteria:\n  1. First thing; AND\n  2. Second thing that\n     goes on.\n"
        "  Current smokers are not eligible.\n",
    )
    assert kinds(document)[-2:] == [
        ("list_item", 1, "2. Second thing that goes on."),
        ("paragraph", 0, "Current smokers are not eligible."),
    ]


def test_a_title_right_above_its_paragraph_is_no_part_of_it(tmp_path) -> None:
    text = (
        "Sleep Apnea\n\nSurgical Treatment\nThe following surgical procedures are proven and "
        "medically necessary for\ntreating adults.\n\nA Line of Names\nWhich Goes On Here\n"
    )
    found = [row[2] for row in kinds(read(tmp_path, text))]
    assert found[1] == "Surgical Treatment"
    assert found[2].startswith("The following surgical procedures")
    assert found[3:] == ["A Line of Names", "Which Goes On Here"]  # broken there on purpose


def test_each_row_of_class_and_level_stands_for_itself(tmp_path) -> None:
    text = (
        "COR   LOE    Recommendations\n1     A      1. In patients with gout, rest is useful\n"
        "to improve symptoms.\n2b    B-NR   2. In gout, ice may be useful.\n"
    )
    assert [row[2].split()[0] for row in kinds(read(tmp_path, text))] == ["COR", "1", "2b"]


LCD = (
    "MEDICARE DATABASE\nLocal Coverage Determination (LCD)\nFoobar Injections\nL00001\n\n"
    "Coverage Guidance\nCoverage Indications, Limitations, and/or Medical Necessity\n\n"
    "Foobars block nerves. This LCD states the conditions that were reviewed.\n\n"
    "A. Covered indications\n\n1. Cervical dystonia in a patient aged 16 years or older.\n\n"
    "C. Limitations. The following are not covered\n\n- Tension-type headache.\n\n"
    "Summary of Evidence\nThe PREEMPT trials randomized 1,384 adults to foobar or placebo.\n\n"
    "ICD-10-CM Codes that Support Medical Necessity\n\nGroup 1 (J0585 with 64615)\n"
    "G43.701  Chronic migraine\nG43.709  Chronic migraine, other\n\n"
    "ICD-10-CM Codes that DO NOT Support Medical Necessity\nGroup 2\nG25.0    Tremor\n"
    "G44.209  Headache\n"
)


def test_headings_that_only_their_capitals_mark(tmp_path) -> None:
    document = read(tmp_path, LCD)
    headings = [row[1:] for row in kinds(document) if row[0] == "heading"]
    assert headings == [
        (1, "MEDICARE DATABASE"),
        (3, "Coverage Guidance"),
        (3, "Coverage Indications, Limitations, and/or Medical Necessity"),
        (3, "Summary of Evidence"),
        (3, "ICD-10-CM Codes that Support Medical Necessity"),
        (4, "Group 1 (J0585 with 64615)"),
        (3, "ICD-10-CM Codes that DO NOT Support Medical Necessity"),
        (4, "Group 2"),
    ]
    last = document.blocks[-1]
    assert last.cells == ("G44.209", "Headache")
    above = document.blocks[last.heading]
    assert document.block_text(above) == "Group 2"
    assert "DO NOT" in document.block_text(document.blocks[above.heading])


def test_names_that_nothing_marks_are_no_headings(tmp_path) -> None:
    text = "Plan\n\nThese are covered:\n\nN/A\n\nAlpha\n\nBetas\n\nGamma delta\n\nOmega\n\nEnd.\n"
    found = [row[2] for row in kinds(read(tmp_path, text)) if row[0] == "heading"]
    assert found == ["Plan"]


def test_each_line_of_a_file_that_does_not_wrap_stands_for_itself(tmp_path) -> None:
    text = (
        "SUMMARY\n\nChapter 1: Assessment of lipid status\n"
        "1.1: In adults with newly identified CKD, we recommend a lipid profile. (1C)\n"
        "1.2: In adults with CKD, follow-up is not required for most patients. (Not Graded)\n\n"
        "1. Cervical dystonia\nSeven studies showed benefit.\n"
        "Recommendation 1: It should be offered (Level A).\n"
    )
    assert [row[::2] for row in kinds(read(tmp_path, text))][1:] == [
        ("heading", "Chapter 1: Assessment of lipid status"),
        (
            "paragraph",
            "1.1: In adults with newly identified CKD, we recommend a lipid profile. (1C)",
        ),
        (
            "paragraph",
            "1.2: In adults with CKD, follow-up is not required for most patients. (Not Graded)",
        ),
        ("heading", "1. Cervical dystonia"),
        ("paragraph", "Seven studies showed benefit."),
        ("paragraph", "Recommendation 1: It should be offered (Level A)."),
    ]


def test_columns_are_rows_of_a_table(tmp_path) -> None:
    text = (
        "DRUG NAME         Foobarix (foobar) pen\nEFFECTIVE DATE    02/15/2025\n\n"
        "SUMMARY TABLE\nCondition           Level   Action\nCervical dystonia   A       "
        "Should offer\nTics                U       No recommendation, because the\n"
        "                            trials were small\n\n"
        "CODES\nICD-10   L20.0         Eczema\nICD-10   J45.40-J45.52 Asthma\n"
    )
    rows = [b for b in read(tmp_path, text).blocks if b.kind.value == "table_row"]
    assert [b.cells for b in rows] == [
        ("DRUG NAME", "Foobarix (foobar) pen"),
        ("EFFECTIVE DATE", "02/15/2025"),
        ("Condition", "Level", "Action"),
        ("Cervical dystonia", "A", "Should offer"),
        ("Tics", "U", "No recommendation, because the trials were small"),
        ("ICD-10", "L20.0", "Eczema"),
        ("ICD-10", "J45.40-J45.52", "Asthma"),
    ]
    assert [b.header for b in rows[:2]] == [(), ()]  # a masthead has no header
    assert rows[3].header == ("Condition", "Level", "Action")


def test_boxes_and_numbers_of_a_criteria_sheet_are_items(tmp_path) -> None:
    text = (
        "LIST\nAll must be checked:\n [ ] A1  Age 18 or older\n [ ] A2  Fever, or\n"
        "         chills\n\n"
        "REFUSED\n  D1  Hay fever\n  D2  Eczema\n"
    )
    items = [b for b in read(tmp_path, text).blocks if b.kind.value == "list_item"]
    assert [b.marker for b in items] == ["[ ] A1", "[ ] A2", "D1", "D2"]
    rows = "LIST\nNo.  Advice           Grade\nR1   Offer foobar     1B\nR2   Avoid barfoo     2C\n"
    assert not [b for b in read(tmp_path, rows).blocks if b.kind.value == "list_item"]


def test_two_titles_right_above_their_paragraph(tmp_path) -> None:
    text = (
        "PUMPS\n\nDescription\nA pump moves the fluid out of the limb of a person with swelling."
        "\n\nCoverage Determination\nLymphedema of the arm\n"
        "A pump is covered for the swelling of the arm of a person who has a lymphedema.\n"
    )
    headings = [row[2] for row in kinds(read(tmp_path, text)) if row[0] == "heading"]
    assert headings[2:] == ["Coverage Determination", "Lymphedema of the arm"]


def test_two_blanks_behind_a_sentence_are_no_columns(tmp_path) -> None:
    text = "It is proven.  It is used\nfor pain.  It is given\nby vein.\n"
    assert [row[0] for row in kinds(read(tmp_path, text))] == ["paragraph"]


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("REAUTHORIZATION CRITERIA (12 months)\nAsthma is better than before it was given.", 2),
        ("3.0 WHEN THE SERVICE IS COVERED\n\nIt is covered.", 2),
        ("3.1 WHEN THE SERVICE IS COVERED\nIt is covered.", 3),
    ],
)
def test_headings_in_capitals(tmp_path, text, level) -> None:
    document = read(tmp_path, f"A first paragraph, with a stop.\n\n{text}\n")
    assert (document.blocks[1].kind.value, document.blocks[1].level) == ("heading", level)


def test_a_chapter_with_a_roman_number_heads_its_numbered_sentences(tmp_path) -> None:
    text = (
        "RECOMMENDATIONS\n\nI. Children\n"
        "  1. We recommend that gout be left alone in children and that nobody look for it\n"
        "     in any of them.\n\n"
        "II. Healthy women\n"
        "  2. In women who are well, we recommend against screening for gout (strong rec-\n"
        "     ommendation, low-quality evidence).\n\n"
    )
    assert kinds(read(tmp_path, text)) == [
        ("heading", 1, "RECOMMENDATIONS"),
        ("heading", 5, "I. Children"),
        (
            "list_item",
            1,
            "1. We recommend that gout be left alone in children and that nobody look for it in "
            "any of them.",
        ),
        ("heading", 5, "II. Healthy women"),
        (
            "list_item",
            1,
            "2. In women who are well, we recommend against screening for gout (strong "
            "recommendation, low-quality evidence).",
        ),
    ]


def test_a_number_at_the_start_of_a_wrapped_line_begins_no_item(tmp_path) -> None:
    text = (
        "1. The plan covers zinc for members with gout after a trial of at least two drugs up to\n"
        "   7. In the year before the request is made, the drugs are to be named by those who\n"
        "   prescribe them.\n"
    )
    assert len(read(tmp_path, text).blocks) == 1


def test_a_compound_keeps_the_hyphen_at_which_its_line_breaks(tmp_path) -> None:
    text = (
        "Zinc is given as a low-dose tablet, and the low-\n"
        "dose tablet is bacteri-\nostatic in the opinion of all authors of this long paragraph.\n"
    )
    (block,) = read(tmp_path, text).blocks
    whole = read(tmp_path, text).text
    assert "the low-dose tablet is bacteriostatic in" in whole
    assert block.kind.value == "paragraph"


GRADED = """
1. RATE CONTROL

COR    LOE     Recommendations
1      B-R     1. Control of the pulse with zinc or a blocking anta-
               gonist is recommended.
3:     B-R     2. Copper should not be used to control the ventricu-
Harm           lar rate in patients with gout.
3:     C-LD    3. Iron is no better than zinc, an antagonist.
2a             4. Gold is reasonable.
"""


def test_a_row_of_columns_goes_on_in_several_of_them(tmp_path) -> None:
    document = read(tmp_path, f"A title of a guideline\n\nSome text.\n{GRADED}")
    cells = [b.cells for b in document.blocks if b.kind.value == "table_row"][1:]
    assert cells[:3] == [
        ("1", "B-R", "1. Control of the pulse with zinc or a blocking antagonist is recommended."),
        (
            "3: Harm",
            "B-R",
            "2. Copper should not be used to control the ventricular rate in patients with gout.",
        ),
        ("3:", "C-LD", "3. Iron is no better than zinc, an antagonist."),
    ]
    assert cells[3] == ("2a", "4. Gold is reasonable.")  # begins anew: a row of its own


NUMBERED = """\
Topic: Pain

 4   We suggest the use of a rigid or semi-rigid    Weak for     Reviewed,
     (early) sock, rather than a soft one, to                    New-added
     promote healing.
 5   There is insufficient evidence to recommend    Neither for  Reviewed,
     for or against mirrors for limb pain.          nor against  Amended
"""


def test_rows_with_a_number_go_on_below_their_columns_without_names(tmp_path) -> None:
    document = read(tmp_path, f"A title of a guideline\n\nSome text.\n\n{NUMBERED}")
    assert [b.cells for b in document.blocks if b.kind.value == "table_row"] == [
        (
            "4",
            "We suggest the use of a rigid or semi-rigid (early) sock, rather than a soft one, "
            "to promote healing.",
            "Weak for",
            "Reviewed, New-added",
        ),
        (
            "5",
            "There is insufficient evidence to recommend for or against mirrors for limb pain.",
            "Neither for nor against",
            "Reviewed, Amended",
        ),
    ]


def test_a_row_that_leaves_a_column_out_is_a_row_of_its_own(tmp_path) -> None:
    rows = (
        "Zincol tablet          2     PA     one a day",
        "Copperin 50 mg         NF           cosmetic drugs are a benefit exclusion",
    )
    document = read(tmp_path, "A list of drugs\n\nSome text.\n\n" + "\n".join(rows) + "\n")
    cells = [b.cells for b in document.blocks if b.kind.value == "table_row"]
    assert [row[0] for row in cells] == ["Zincol tablet", "Copperin 50 mg"]


def test_a_title_in_capitals_over_two_lines(tmp_path) -> None:
    text = (
        "2024 GUIDELINE FOR THE EVALUATION AND\nMANAGEMENT OF GOUT\nSociety of Foo\n\nText here.\n"
    )
    assert kinds(read(tmp_path, text))[0][2] == (
        "2024 GUIDELINE FOR THE EVALUATION AND MANAGEMENT OF GOUT"
    )
    apart = kinds(read(tmp_path, "ACME HEALTH PLAN\nMEDICAL POLICY\n\nText here.\n"))
    assert [row[2] for row in apart[:2]] == ["ACME HEALTH PLAN", "MEDICAL POLICY"]


def test_a_date_right_below_a_title_is_no_part_of_it(tmp_path) -> None:
    cover = "SOCIETY OF FOO\nGuideline\n\nManagement of gout in adults\nPublished: 11 May 2024\n"
    wrapped = "A sentence that goes on and on until it ends at the margin of the page, and\nbelow."
    shown = [row[2] for row in kinds(read(tmp_path, f"{cover}\n{wrapped}\n"))]
    assert shown[2:4] == ["Management of gout in adults", "Published: 11 May 2024"]


def test_a_note_above_a_rule_is_no_title(tmp_path) -> None:
    text = "Text here.\n\nLevels: A (trials); B (cohorts); C (opinion)\n------------\n\nMore.\n"
    assert kinds(read(tmp_path, text))[1][0] == "paragraph"
    assert kinds(read(tmp_path, "Text.\n\nDoses\n-----\n\nMore.\n"))[1][0] == "heading"


def test_a_word_cut_before_or_is_joined_where_the_file_knows_it(tmp_path) -> None:
    text = "An inhibitor, or a zinc inhibit-\nor, and long-\nor short-acting drugs of the kind.\n"
    assert kinds(read(tmp_path, text))[0][2] == (
        "An inhibitor, or a zinc inhibitor, and long- or short-acting drugs of the kind."
    )


def test_a_first_cell_broader_than_its_column_opens_a_row(tmp_path):
    text = (
        "COR   LOE    Recommendations\n"
        "1     A      1. Drug A is recommended to improve walking in patients\n"
        "             with claudication.\n"
        "3: Harm\n"
        "      C-LD   2. Drug A should not be given to patients with heart\n"
        "             failure.\n"
        "1     A      3. Exercise is recommended for claudication.\n"
    )
    rows = [t for kind, _, t in kinds(read(tmp_path, text)) if kind == "table_row"]
    assert "3: Harm | C-LD | 2. Drug A should not be given to patients with heart failure." in rows
    assert len(rows) >= 3
