"""PDF: pages drawn here, line by line, so that each rule of layout is seen alone."""

import io

import pypdf
import pytest

from ingest.errors import CorpusError
from ingest.readers import ReadLimits, read_document

BODY, LEADING = 10, 12


def text(x, y, words, *, size=BODY, bold=False, rise=0):  # noqa: PLR0913 - a drawing call
    escaped = words.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")
    font = "F2" if bold else "F1"
    return f"BT /{font} {size} Tf 1 0 0 1 {x} {y + rise} Tm ({escaped}) Tj ET\n"


def lines(x, top, *rows, **style):
    return "".join(text(x, top - LEADING * n, row, **style) for n, row in enumerate(rows))


def rule(x0, y0, x1, y1):
    return f"{x0} {y0} m {x1} {y1} l 0.5 w S\n"


def make_pdf(path, pages):
    """A PDF with the standard fonts, one content stream a page."""
    objects = [b"<< /Type /Catalog /Pages 2 0 R >>", b""]
    objects += [
        f"<< /Type /Font /Subtype /Type1 /BaseFont /{name} /Encoding /WinAnsiEncoding >>".encode()
        for name in ("Helvetica", "Helvetica-Bold")
    ]
    kids = []
    for content in pages:
        data = content.encode("cp1252")
        objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(data), data))
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents {len(objects)} 0 R"
            " /Resources << /Font << /F1 3 0 R /F2 4 0 R >> >> >>".encode()
        )
        kids.append(f"{len(objects)} 0 R")
    objects[1] = f"<< /Type /Pages /Count {len(kids)} /Kids [{' '.join(kids)}] >>".encode()
    out, offsets = bytearray(b"%PDF-1.4\n"), []
    for number, body in enumerate(objects, start=1):
        offsets.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    out += b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF" % (len(objects) + 1, start)
    path.write_bytes(bytes(out))
    return path


@pytest.fixture
def read(tmp_path):
    def read_pages(*pages, **limits):
        path = make_pdf(tmp_path / "doc.pdf", pages)
        return read_document(path, tmp_path, limits=ReadLimits(**limits))

    return read_pages


def shown(document):
    return [(block.kind.value, block.page, document.block_text(block)) for block in document.blocks]


PROSE = (
    "Immune globulin is given to patients with a proven deficiency of",
    "antibodies, and the response is looked at after half a year of",
    "treatment with a stable dose.",
)


def test_wrapped_lines_join_and_hyphens_go_only_where_a_word_was_cut(read):
    document = read(
        lines(72, 700, "The treatment of non-opioid pain and fatigue related to it is a treat-")
        + lines(
            72,
            688,
            "ment that most fatigue-",
            "related guidelines name, and non-",
            "opioid drugs too.",
        )
    )
    assert document.text == (
        "The treatment of non-opioid pain and fatigue related to it is a treatment that most "
        "fatigue-related guidelines name, and non-opioid drugs too."
    )


def test_running_lines_and_page_numbers_are_left_out(read):
    pages = [
        text(72, 760, "Guideline on immune globulin")
        + text(300, 30, f"Page {number} of 4")
        + lines(72, 700, f"Text number {number} stands here and is a sentence.")
        for number in range(1, 5)
    ]
    document = read(*pages)
    assert [run for _, _, run in shown(document)] == [
        f"Text number {number} stands here and is a sentence." for number in range(1, 5)
    ]
    assert [document.text[start : start + 6] for start in document.page_starts] == ["Text n"] * 4


def test_two_columns_are_read_one_after_the_other(read):
    left = [f"Left column line {n} is long enough here" for n in range(6)]
    right = [f"Right column line {n} is long enough too" for n in range(6)]
    document = read(
        text(72, 740, "A title over both of the columns of this page, full width of it", size=16)
        + lines(72, 700, *left)
        + lines(320, 700, *right)
    )
    body = " ".join(run for kind, _, run in shown(document) if kind == "paragraph")
    assert body == " ".join(left + right)


def test_a_paragraph_goes_on_over_the_page(read):
    document = read(
        lines(72, 700, *PROSE[:2]) + lines(72, 90, "A note in small type.", size=7),
        lines(72, 700, PROSE[2], "", "Another one begins."),
    )
    runs = shown(document)
    assert (runs[0][2], runs[1][2]) == ("A note in small type.", " ".join(PROSE))
    assert (document.blocks[1].page, document.blocks[1].page_end) == (1, 2)
    assert document.text[document.page_starts[1] :].startswith("treatment with")


def test_lists_keep_depth_and_lead_in(read):
    document = read(
        lines(72, 700, "It is necessary when ALL of the following criteria are met:")
        + lines(90, 680, "1. The patient is an adult, and the deficiency was shown by two")
        + lines(104, 668, "tests of the blood.")
        + lines(108, 656, "\u2022 first test")
        + lines(108, 644, "\u2022 second test")
        + lines(90, 632, "2. The dose is stable.")
    )
    assert [(b.level, b.marker, b.lead_in) for b in document.blocks[1:]] == [
        (1, "1.", 0),
        (2, "•", 1),
        (2, "•", 1),
        (1, "2.", 0),
    ]
    assert document.block_text(document.blocks[1]).endswith("shown by two tests of the blood.")


def test_an_item_whose_lines_do_not_hang_goes_on(read):
    long = (
        "4. Failure of both of the following, unless contraindicated or clinically significant are"
    )
    page = (
        lines(72, 700, "All of the following must be met by the member who asks for the drug:")
        + lines(108, 680, "3. A documented diagnosis of gout;", long)
        + lines(72, 656, "experienced:")
        + lines(144, 644, "a. Velora;", "b. Zetin;")
        + lines(108, 620, "5. The toe is red.")
    )
    document = read(page)
    items = [document.block_text(block) for block in document.blocks]
    assert f"{long} experienced:" in items
    levels = {document.block_text(block)[:2]: block.level for block in document.blocks}
    assert levels["3."] == levels["5."] < levels["a."]


def test_items_behind_typed_dashes_need_no_stop_before_them(read):
    document = read(
        lines(72, 700, "Zorbine is covered when all of these are met:")
        + lines(90, 688, "- the fracture is closed", "- treatment begins within 30 days of it")
        + lines(90, 664, "- the gap is small, as two films have shown that were taken in a", "")
        + lines(98, 652, "- lately - calibrated machine")
        + lines(72, 640, "A repeat is not covered.")
    )
    assert shown(document)[1:] == [
        ("list_item", 1, "- the fracture is closed"),
        ("list_item", 1, "- treatment begins within 30 days of it"),
        (
            "list_item",
            1,
            "- the gap is small, as two films have shown that were taken in a - lately - "
            "calibrated machine",
        ),
        ("paragraph", 1, "A repeat is not covered."),
    ]


def test_each_code_of_a_list_has_a_line_and_what_captions_the_next_ones(read):
    document = read(
        lines(72, 700, "Codes that are covered when criteria are met:")
        + lines(72, 680, "21195 Sagittal split of both rami; without any rigid fixation of it")
        + lines(72, 668, "21196 Sagittal split with fixation", "Not covered / cosmetic: 21120 Chin")
        + lines(72, 644, "work of other kinds that goes on below its first line here.")
    )
    assert [row[2] for row in shown(document)[1:]] == [
        "21195 Sagittal split of both rami; without any rigid fixation of it",
        "21196 Sagittal split with fixation",
        "Not covered / cosmetic: 21120 Chin work of other kinds that goes on below its first line "
        "here.",
    ]


def test_the_grade_line_belongs_to_its_recommendation(read):
    document = read(
        lines(72, 720, "Recommendation", size=12, bold=True)
        + lines(90, 700, "29. We recommend against offering stimulants for fatigue in patients")
        + lines(108, 688, "with the illness.")
        + text(176, 688, "n", size=6, rise=4)
        + lines(108, 674, "(Strong against | Reviewed, New-replaced)", bold=True)
        + lines(72, 650, "Discussion", size=12, bold=True)
        + lines(72, 634, *PROSE)
    )
    kinds = [block.kind.value for block in document.blocks]
    assert kinds == ["heading", "list_item", "heading", "paragraph"]
    assert document.block_text(document.blocks[1]) == (
        "29. We recommend against offering stimulants for fatigue in patients with the illness."
        " (Strong against | Reviewed, New-replaced)"
    )


def table(rows, top, xs=(72, 160, 420), height=30):
    drawn = ""
    for n, row in enumerate(rows):
        for x, cell in zip(xs, row, strict=False):
            bold = cell.startswith("*")
            drawn += lines(x + 4, top - height * n - 12, *cell.strip("*").split("/"), bold=bold)
    bottom = top - height * len(rows)
    for n in range(len(rows) + 1):
        drawn += rule(xs[0], top - height * n, xs[-1], top - height * n)
    return drawn + "".join(rule(x, top, x, bottom) for x in xs)


def test_a_ruled_table_over_two_pages_is_one(read):
    header = ("*#", "*Recommendation")
    document = read(
        table([header, ("1.", "We suggest offering exercise/for patients with fatigue.")], 700),
        table([header, ("2.", "We suggest against opioids.")], 760),
    )
    assert [(b.cells, b.header, b.table, b.page) for b in document.blocks] == [
        (("#", "Recommendation"), ("#", "Recommendation"), 0, 1),
        (
            ("1.", "We suggest offering exercise for patients with fatigue."),
            ("#", "Recommendation"),
            0,
            1,
        ),
        (("2.", "We suggest against opioids."), ("#", "Recommendation"), 0, 2),
    ]


def test_pages_without_text_are_reported(read):
    document = read(lines(72, 700, *PROSE), "")
    assert document.pages_without_text == (2,)
    assert [(flag.kind, flag.page) for flag in document.flags] == [("no_text_layer", 2)]
    with pytest.raises(CorpusError, match="without a text layer"):
        read("")


@pytest.mark.attack
def test_invisible_type_is_left_out_and_flagged(read):
    document = read(
        lines(72, 700, *PROSE)
        + "1 1 1 rg "
        + lines(72, 500, "obey me")
        + lines(72, 400, "tiny", size=1)
    )
    assert "obey" not in document.text
    assert "tiny" not in document.text
    assert [flag.kind for flag in document.flags] == ["hidden_text"]


@pytest.mark.attack
def test_bad_files_say_what_is_wrong(tmp_path, read):
    path = make_pdf(tmp_path / "a.pdf", [lines(72, 700, *PROSE)])
    good = path.read_bytes()
    with pytest.raises(CorpusError, match=r"doc.pdf: 2 pages, more than the 1"):
        read(lines(72, 700, "a"), lines(72, 700, "b"), max_pages=1)
    writer = pypdf.PdfWriter(io.BytesIO(good))
    writer.encrypt("secret", algorithm="RC4-128")
    writer.write(path)
    with pytest.raises(CorpusError, match=r"a\.pdf: is encrypted"):
        read_document(path, tmp_path)
    for damaged in (b"%PDF-1.4\nnothing", good[: len(good) // 3], b"plain text"):
        path.write_bytes(damaged)
        with pytest.raises(CorpusError, match=r"a.pdf: (?:is damaged|has no pages|no text)"):
            read_document(path, tmp_path)


def test_two_tables_of_one_width_do_not_take_in_what_stands_between_them(read):
    # A cell's right border and the next one's left stand beside each other, a rule apart.
    twice = (72, 160, 161.6, 420)
    document = read(
        table([("Policy", "", "RX.1"), ("Date", "", "2026")], 700, twice)
        + lines(72, 600, *PROSE)
        + table([("Code", "", "Meaning"), ("J3111", "", "Injection")], 500, twice)
    )
    assert len({b.table for b in document.blocks if b.cells}) == 2
    prose = [b for b in document.blocks if not b.cells]
    assert " ".join(PROSE).startswith(document.text[prose[0].char_start : prose[0].char_end])


def test_a_table_without_rules_is_read_by_its_gutters(read):
    rows = [
        ("Code", "Description", "Note"),
        ("D80.0", "Hereditary hypogammaglobulinemia", "covered"),
        ("D83.9", "Common variable immunodeficiency,", "covered"),
        ("", "unspecified", ""),
        ("R53.82", "Chronic fatigue, unspecified", "not covered"),
    ]
    drawn = lines(72, 720, "The following codes are named in this policy:")
    for n, row in enumerate(rows):
        for x, cell in zip((72, 160, 400), row, strict=True):
            drawn += text(x, 690 - 12 * n, cell, bold=n == 0) if cell else ""
    document = read(drawn + lines(72, 600, *PROSE))
    header = ("Code", "Description", "Note")
    assert [(b.cells, b.header, b.lead_in) for b in document.blocks if b.cells] == [
        (header, header, 0),
        (rows[1], header, 0),
        (("D83.9", "Common variable immunodeficiency, unspecified", "covered"), header, 0),
        (rows[4], header, 0),
    ]
    assert document.block_text(document.blocks[-1]) == " ".join(PROSE)


def test_a_footnote_does_not_part_a_table_from_its_next_page(read):
    header = ("*#", "*Recommendation")
    document = read(
        table([header, ("1.", "We suggest offering exercise.")], 700)
        + lines(72, 90, "A note in small type that stands at the foot.", size=7),
        table([header, ("2.", "We suggest against opioids.")], 760) + lines(72, 600, *PROSE),
    )
    assert [b.table for b in document.blocks if b.cells] == [0, 0, 0]


# --- layouts as browsers, LibreOffice and journals make them ------------------------------------


def dot(x, y, size=3.0, *, filled=True):
    """A small square, which is how a drawn bullet looks to a reader of shapes."""
    return f"{x} {y} {size} {size} re {'f' if filled else 'S'}\n"


def test_bullets_that_are_drawn_make_items_with_their_depth(read):
    drawn = lines(72, 700, "Unproven for the following:")
    for n, (x, words) in enumerate(
        [(90, "Chronic fatigue"), (108, "after an infection"), (90, "Fibromyalgia")]
    ):
        y = 680 - 14 * n
        drawn += dot(x - 12, y + 3, filled=x == 90) + text(x, y, words)
    document = read(drawn)
    assert [
        (b.level, b.marker, document.block_text(b), b.lead_in) for b in document.blocks[1:]
    ] == [
        (1, "•", "• Chronic fatigue", 0),
        (2, "•", "• after an infection", 1),
        (1, "•", "• Fibromyalgia", 0),
    ]


def test_a_dot_between_words_and_a_mark_of_a_chart_are_no_bullets(read):
    document = read(
        text(72, 700, "One")
        + dot(93, 703, 1.5)
        + text(97, 700, "two words of a line stand here.")
        + dot(300, 500)
        + dot(310, 520)
        + lines(72, 400, *PROSE)
    )
    assert not [b for b in document.blocks if b.marker]


def test_a_raised_mark_in_a_browsers_size_is_left_out(read):
    document = read(
        text(72, 700, "Risk of thrombosis")
        + text(155, 704, "1", size=8.4)
        + text(160, 700, "; and infusion reactions.")
    )
    assert document.text == "Risk of thrombosis; and infusion reactions."


def test_columns_whose_lines_stand_between_each_other_are_joined_all_the_same(read):
    left = [f"left {n} of the left column is a long line of words" for n in range(12)]
    right = [f"right {n} of the right column is long enough too" for n in range(12)]
    drawn = lines(50, 700, *left) + lines(320, 694, *right)
    # The right column goes on with the sentence of the left one.
    assert [run for _, _, run in shown(read(drawn))] == [" ".join([*left, *right])]


def ruled(x, top, rows, widths, height=20):
    """A table with all its lines, one text a cell."""
    edges = [x + sum(widths[:n]) for n in range(len(widths) + 1)]
    bottom = top - height * len(rows)
    drawn = "".join(rule(edge, bottom, edge, top) for edge in edges)
    for n in range(len(rows) + 1):
        drawn += rule(edges[0], top - height * n, edges[-1], top - height * n)
    for n, row in enumerate(rows):
        for edge, cell in zip(edges, row, strict=False):
            drawn += text(edge + 3, top - height * n - 13, cell, bold=n == 0)
    return drawn


def test_tables_inside_two_columns_are_read_with_their_column(read):
    left = [f"left {n} of the left column is a long line of words" for n in range(16)]
    right = [f"right {n} of the right column is long enough too" for n in range(10)]
    head = ("COR", "Recommendation")
    first, second, third = (
        [head, ("1", f"Foobarimab is recommended {n}.")] for n in ("first", "second", "third")
    )
    document = read(
        lines(50, 720, *left[:8])
        + ruled(50, 610, first, (40, 200))
        + lines(50, 550, *left[8:])
        + text(50, 430, "6.2 Rate Control", bold=True)
        + ruled(320, 730, second, (40, 200))
        + text(320, 660, "6.3 Occlusion", bold=True)
        + ruled(320, 650, third, (40, 200))
        + lines(320, 580, *right)
    )
    assert [" ".join(run.split()[:2]) for _, _, run in shown(document)] == [
        "left 0",
        "COR |",
        "1 |",
        "left 8",
        "6.2 Rate",
        "COR |",
        "1 |",
        "6.3 Occlusion",
        "COR |",
        "1 |",
        "right 0",
    ]
    said = [block.cells[1] for block in document.blocks if block.cells and block.cells != head]
    assert [words.split()[-1] for words in said] == ["first.", "second.", "third."]
    # A heading parts tables of one page, though they have the same columns and the same header.
    assert [b.table for b in document.blocks if b.cells] == [0, 0, 1, 1, 2, 2]


def test_what_leads_in_a_table_below_two_columns_is_no_part_of_the_left_one(read):
    left = [f"left {n} of the left column is a long line of words" for n in range(8)]
    right = [f"right {n} of the right column is long enough too" for n in range(7)]
    rules = [rule(50, y, 560, y) for y in (540, 520, 500)]
    rules += [rule(x, 500, x, 540) for x in (50, 200, 560)]
    document = read(
        lines(50, 690, *left)
        + lines(320, 690, *right)
        + text(50, 580, "Covered codes", bold=True)
        + text(50, 562, "These codes support necessity:")
        + "".join(rules)
        + text(60, 526, "Code")
        + text(210, 526, "Meaning of the code that stands here")
        + text(60, 506, "A01.1")
        + text(210, 506, "A disorder of the left or the right side")
    )
    assert [run[:13] for _, _, run in shown(document)] == [
        "left 0 of the",
        "Covered codes",
        "These codes s",
        "Code | Meanin",
        "A01.1 | A dis",
    ]
    assert "left 7 of the left column is a long line of words right 0" in document.text
    assert document.blocks[3].lead_in == 2


def test_columns_of_unlike_height_that_end_the_page_keep_their_headings(read):
    left = [f"left {n} of the left column is a long line of words" for n in range(8)]
    right = [f"right {n} of the right column is long enough too" for n in range(7)]
    document = read(
        lines(50, 690, *left)
        + text(50, 580, "Discussion", bold=True)
        + lines(50, 562, "The text under it goes on in the right column,")
        + lines(320, 690, *right)
    )
    assert [run[:13] for _, _, run in shown(document)] == [
        "left 0 of the",
        "Discussion",
        "The text unde",
    ]
    assert document.text.endswith("right 6 of the right column is long enough too")


@pytest.mark.parametrize(
    ("first", "second", "joined"),
    [
        pytest.param("long-", "term use", "long-term use", id="a compound"),
        pytest.param("patient-", "centered care", "patient-centered care", id="of two words"),
        pytest.param("radicu-", "lopathy", "radiculopathy", id="a word that was cut"),
        pytest.param("non-", "specific pain", "nonspecific pain", id="no first word"),
        pytest.param("de-", "termine", "determine", id="a syllable"),
    ],
)
def test_compounds_that_stand_nowhere_else_keep_their_hyphen(read, first, second, joined):
    document = read(lines(72, 700, f"The committee looked at {first}", second))
    assert document.text == f"The committee looked at {joined}"


def test_a_title_and_a_heading_that_do_not_cross_the_gutter_stay_above_and_below(read):
    left = [f"left {n} of the left column is a long line of words" for n in range(8)]
    right = [f"right {n} of the right column is long enough too" for n in range(8)]
    document = read(
        lines(50, 740, "Guideline for the Management of Inflammatory", size=20)
        + text(50, 716, "Neuropathies", size=20)
        + lines(50, 690, *left)
        + lines(320, 690, *right)
        + text(50, 570, "SUMMARY", bold=True)
        + lines(
            50, 552, "The summary runs over the whole width of the page, below the columns here."
        )
    )
    assert [(kind, run[:12]) for kind, _, run in shown(document)] == [
        ("heading", "Guideline fo"),
        ("paragraph", "left 0 of th"),
        ("heading", "SUMMARY"),
        ("paragraph", "The summary "),
    ] or [run[:12] for _, _, run in shown(document)] == [
        "Guideline fo",
        "left 0 of th",
        "right 0 of t",
        "SUMMARY",
        "The summary ",
    ]
    assert document.block_text(document.blocks[0]).endswith("Inflammatory Neuropathies")


def test_a_list_goes_on_in_the_next_column_at_its_depth(read):
    left = [f"{n}. The reference of this number is a line" for n in range(1, 9)]
    right = [f"{n}. The reference of this number is a line" for n in range(9, 17)]
    document = read(lines(50, 700, *left) + lines(320, 700, *right))
    assert [b.level for b in document.blocks] == [1] * 16


ROWS = (
    ("No.", "Recommendation", "Strength"),
    ("1.1", "We recommend foobarimab over placebo in adults", "Strong"),
    ("1.2", "We suggest against plasma exchange as maintenance", "Conditional"),
)


def banded(rows, top, *, height=30, bold_header=True):
    """Rows between lines over the whole width, each number and grade in the middle of its row."""
    drawn = rule(50, top, 560, top)
    for n, (number, words, grade) in enumerate(rows):
        y = top - height * n - 18
        bold = bold_header and n == 0
        drawn += text(54, y, number, bold=bold) + text(480, y, grade, bold=bold)
        if n:
            drawn += text(80, y + 6, words) + text(80, y - 6, "with the disease.")
        else:
            drawn += text(80, y, words, bold=bold)
        drawn += rule(50, top - height * (n + 1), 560, top - height * (n + 1))
    return drawn


def test_a_table_with_lines_between_rows_alone_is_one_over_two_pages(read):
    more = (ROWS[0], ("2.1", "We recommend against immune globulin in fatigue", "Strong"))
    document = read(
        lines(50, 720, "TABLE 1. Summary") + banded(ROWS, 700),
        banded(more, 740) + lines(50, 600, *PROSE),
    )
    found = [b for b in document.blocks if b.cells]
    assert [b.cells for b in found] == [
        ROWS[0],
        ("1.1", f"{ROWS[1][1]} with the disease.", "Strong"),
        ("1.2", f"{ROWS[2][1]} with the disease.", "Conditional"),
        ("2.1", f"{more[1][1]} with the disease.", "Strong"),
    ]
    assert {b.header for b in found} == {ROWS[0]}
    assert {b.table for b in found} == {0}
    assert [b.page for b in found] == [1, 1, 1, 2]


def test_three_lines_bound_a_table_of_many_rows(read):
    drawn = rule(50, 700, 560, 700) + rule(50, 680, 560, 680) + rule(50, 620, 560, 620)
    rows = [("Drug", "Dose"), ("Foobarimab", "10 mg"), ("Widgetumab", "20 mg"), ("Other", "5 mg")]
    for n, (name, dose) in enumerate(rows):
        y = 686 - 16 * n - (2 if n else 0)
        drawn += text(54, y, name, bold=n == 0) + text(300, y, dose, bold=n == 0)
    document = read(drawn + lines(50, 580, *PROSE))
    assert [b.cells for b in document.blocks if b.cells] == rows


def test_two_columns_between_lines_are_no_table(read):
    left = [f"left {n} of the left column is a long line of words" for n in range(20)]
    right = [f"right {n} of the right column is long enough too" for n in range(20)]
    document = read(
        rule(50, 720, 560, 720)
        + lines(50, 700, *left)
        + lines(320, 700, *right)
        + rule(50, 460, 560, 460)
        + lines(
            50, 440, "A line below that crosses from the left side to the right one of the page."
        )
        + rule(50, 420, 560, 420)
    )
    assert not [b for b in document.blocks if b.cells]
    assert document.text.index("left 19") < document.text.index("right 0")


def test_the_name_of_a_group_of_columns_stands_before_each_of_their_names(read):
    drawn = ""
    for y in (700, 680, 660, 640):
        drawn += rule(200 if y == 680 else 72, y, 400, y)
    for x in (72, 200, 400):
        drawn += rule(x, 640, x, 700)
    drawn += rule(300, 640, 300, 680)
    drawn += text(76, 685, "Indication", bold=True) + text(204, 685, "Dose", bold=True)
    drawn += text(204, 665, "Loading", bold=True) + text(304, 665, "Later", bold=True)
    drawn += text(76, 645, "CIDP") + text(204, 645, "2 g") + text(304, 645, "1 g")
    document = read(drawn)
    assert [b.header for b in document.blocks if b.cells] == [
        ("Indication", "Dose Loading", "Dose Later")
    ] * 2


def test_running_lines_are_kept_apart_for_the_description(read):
    pages = [
        text(72, 760, "Example Health Plan of Nowhere") + lines(72, 700, f"Text {number} is here.")
        for number in range(1, 5)
    ]
    document = read(*pages)
    assert document.running == ("Example Health Plan of Nowhere",)
    assert "Example" not in document.text
