"""HTML: what a browser shows of the document; the rest is left out, and hidden text is flagged."""

import pytest

from ingest.readers import read_document


def read(tmp_path, body, head=""):
    path = tmp_path / "doc.html"
    path.write_text(f"<html><head>{head}</head><body>{body}</body></html>", encoding="utf-8")
    return read_document(path, tmp_path)


def test_page_furniture_is_left_out(tmp_path):
    document = read(
        tmp_path,
        '<div id="cookie-banner">We use cookies</div><nav>Home</nav><header><a>Logo</a></header>'
        '<div class="content"><h1>Policy</h1><p>Text.</p><script>x()</script></div><footer>(c)</'
        "footer>",
        "<title>Policy | Acme</title><style>p{}</style>",
    )
    assert document.text == "Policy\n\nText."
    assert document.file_title == "Policy | Acme"


@pytest.mark.attack
@pytest.mark.parametrize(
    "tag",
    [
        pytest.param('<span style="display:none">X</span>', id="display none"),
        pytest.param("<p hidden>X</p>", id="hidden attribute"),
        pytest.param('<div aria-hidden="true">X</div>', id="hidden from readers aloud"),
        pytest.param('<p style="color:#fff">X</p>', id="white on white"),
        pytest.param('<p style="font-size:0px">X</p>', id="no size"),
        pytest.param('<p style="position:absolute;left:-9999px">X</p>', id="off the page"),
    ],
)
def test_hidden_text_is_left_out_and_flagged(tmp_path, tag):
    document = read(tmp_path, f"<p>seen</p>{tag}")
    assert document.text == "seen"
    assert [(flag.kind, flag.detail) for flag in document.flags] == [
        ("hidden_text", "left out, not visible: X")
    ]


def test_white_type_on_a_dark_ground_is_read(tmp_path):
    document = read(tmp_path, '<div style="background:#003"><p style="color:white">seen</p></div>')
    assert document.text == "seen"


def test_nested_lists_with_lead_in(tmp_path):
    document = read(
        tmp_path,
        "<p>Covered when any of the following<sup>1</sup> is met:</p>"
        '<ol><li>First:<ol type="a"><li>IgG low; '
        "<em>and</em></li><li>Poor<p>more</p></li></ol></li>"
        "<li>BMI &gt; 30 kg/m<sup>2</sup></li></ol>",
    )
    assert document.text.splitlines() == [
        "Covered when any of the following is met:",
        "",
        "1. First:",
        "a. IgG low; and",
        "b. Poor more",
        "2. BMI > 30 kg/m2",
    ]
    assert [(b.level, b.lead_in) for b in document.blocks[1:]] == [(1, 0), (2, 1), (2, 1), (1, 0)]


def test_typed_bullets_after_line_breaks_are_items(tmp_path):
    document = read(tmp_path, "<p>Experimental:<br>• CFS<br>• Fibromyalgia</p>")
    assert [(b.kind.value, b.lead_in) for b in document.blocks] == [
        ("paragraph", None),
        ("list_item", 0),
        ("list_item", 0),
    ]


def test_a_numbered_paragraph_leads_in_the_list_below_it(tmp_path):
    document = read(
        tmp_path,
        "<p>1.4.1 Offer it when all apply: [2024]</p><ul><li>severe</li><li>no response</li></ul>"
        "<p>1.4.2 Consider another.</p><p>Not for:</p><ul><li>children</li></ul>"
        "<ul><li>a list of its own</li></ul>",
    )
    assert [(b.kind.value, b.level, b.lead_in) for b in document.blocks] == [
        ("list_item", 1, None),
        ("list_item", 2, 0),
        ("list_item", 2, 0),
        ("list_item", 1, None),
        ("paragraph", 0, None),
        ("list_item", 1, 4),
        ("list_item", 1, 4),
    ]


def test_code_table_with_captions_inside(tmp_path):
    document = read(
        tmp_path,
        "<table><tr><th>Code</th><th>Description</th></tr>"
        "<tr><td colspan=2>CPT codes covered if selection criteria are met:</td></tr>"
        "<tr><td>J1459</td><td>Privigen</td></tr>"
        "<tr><td colspan=2>ICD-10 codes not covered:</td></tr>"
        "<tr><td rowspan=2>R53</td><td>a</td></tr><tr><td>b</td></tr></table>",
    )
    rows = [(b.cells, b.lead_in, b.header) for b in document.blocks if b.table is not None]
    header = ("Code", "Description")
    assert rows == [
        (header, 0, header),
        (("J1459", "Privigen"), 0, header),
        (("R53", "a"), 3, header),
        (("R53", "b"), 3, header),
    ]


def test_layout_tables_are_read_as_text(tmp_path):
    document = read(tmp_path, "<table><tr><td><h2>Part</h2><p>Text.</p></td></tr></table>")
    assert [b.kind.value for b in document.blocks] == ["heading", "paragraph"]


@pytest.mark.attack
@pytest.mark.parametrize(
    "body",
    [
        pytest.param("<ul><li>a" * 2000, id="lists"),
        pytest.param("<ul>" * 2000 + "<li>a", id="lists straight in lists"),
        pytest.param("<table><tr><td>" * 600 + "a", id="tables"),
        pytest.param("<div>" * 3000 + "a", id="boxes"),
    ],
)
def test_deep_nesting_is_read_to_the_end(tmp_path, body):
    assert "a" in read(tmp_path, body).text


def test_the_name_of_a_group_of_columns_stands_before_each_of_their_names(tmp_path):
    document = read(
        tmp_path,
        '<table><tr><th rowspan="2">Indication</th><th colspan="2">Dose</th></tr>'
        "<tr><th>Loading</th><th>Later</th></tr>"
        "<tr><td>CIDP</td><td>2 g</td><td>1 g</td></tr>"
        '<tr><td colspan="2">MMN</td><td>1 g</td></tr>'
        "</table>",
    )
    header = ("Indication", "Dose Loading", "Dose Later")
    assert [(b.cells, b.header) for b in document.blocks] == [
        (header, header),
        (("CIDP", "2 g", "1 g"), header),
        (("MMN", "", "1 g"), header),
    ]


def test_a_table_with_a_small_one_inside_keeps_its_rows(tmp_path):
    document = read(
        tmp_path,
        "<table><tr><th>Drug</th><th>Criteria</th></tr><tr><td>Foobarimab</td><td>Adult"
        "<table><tr><td>10 mg</td><td>daily</td></tr></table></td></tr></table>"
        "<table><tr><td><table><tr><th>Code</th><th>Name</th></tr><tr><td>R53.82</td>"
        "<td>Fatigue</td></tr></table></td></tr></table>",
    )
    assert [b.cells for b in document.blocks if b.cells] == [
        ("Drug", "Criteria"),
        ("Foobarimab", "Adult 10 mg daily"),
        ("Code", "Name"),
        ("R53.82", "Fatigue"),
    ]


def test_an_item_that_begins_with_a_heading_is_a_section(tmp_path):
    document = read(
        tmp_path,
        '<h2>Policy</h2><ol type="I"><li><h4>Medical Necessity</h4><p>Acme considers the '
        'following interventions medically necessary:</p><ol type="A"><li>Zinc for tinnitus</li>'
        "</ol></li><li><h4>Cosmetic</h4><p>Acme considers copper cosmetic.</p></li></ol>",
    )
    found = [(b.kind.value, document.block_text(b)) for b in document.blocks]
    assert found == [
        ("heading", "Policy"),
        ("heading", "Medical Necessity"),
        ("paragraph", "Acme considers the following interventions medically necessary:"),
        ("list_item", "A. Zinc for tinnitus"),
        ("heading", "Cosmetic"),
        ("paragraph", "Acme considers copper cosmetic."),
    ]


def test_a_term_leads_in_what_is_said_of_it(tmp_path):
    document = read(
        tmp_path,
        "<h2>Uses</h2><dl><div><dt>Cervical dystonia</dt><dd>Covered.</dd></div><dt>Tremor</dt>"
        "<dd>Not covered when:<ul><li>mild</li></ul></dd><dd>Else covered.</dd></dl><p>After.</p>",
    )
    shown = [(b.kind.value, b.level, b.lead_in, document.block_text(b)) for b in document.blocks]
    assert shown == [
        ("heading", 2, None, "Uses"),
        ("paragraph", 0, None, "Cervical dystonia"),
        ("list_item", 1, 1, "• Covered."),
        ("paragraph", 0, None, "Tremor"),
        ("list_item", 1, 3, "• Not covered when:"),
        ("list_item", 2, 4, "• mild"),
        ("list_item", 1, 3, "• Else covered."),
        ("paragraph", 0, None, "After."),
    ]


def test_the_line_that_opens_a_part_is_its_heading(tmp_path):
    document = read(
        tmp_path,
        "<h2>Policy</h2><details><summary>Dose</summary><p>One.</p><details open><summary>More"
        "</summary><p>Two.</p></details></details><details><summary><h3>Own</h3></summary>"
        "<p>Three.</p></details>",
    )
    assert [(b.level, document.block_text(b)) for b in document.blocks if b.level] == [
        (2, "Policy"),
        (3, "Dose"),
        (4, "More"),
        (3, "Own"),
    ]


def test_a_part_that_a_tab_opens_is_read_though_it_is_closed(tmp_path):
    document = read(
        tmp_path,
        '<button role="tab" aria-controls="a b">Exclusions</button>'
        '<div id="a" role="tabpanel" hidden style="display: none">Not covered.</div>'
        '<div id="b" aria-hidden="true" style="max-height:0;color:black">Nor this.</div>',
    )
    assert document.text == "Not covered.\n\nNor this."
    assert document.flags == ()


@pytest.mark.attack
@pytest.mark.parametrize(
    "body",
    [
        pytest.param(
            '<button aria-controls="a"></button><p id="a" hidden>X</p>', id="no word to click on"
        ),
        pytest.param(
            '<div hidden><a aria-controls="a">Open</a></div><p id="a" hidden>X</p>',
            id="what opens it is hidden",
        ),
        pytest.param(
            '<a aria-controls="a">Open</a><p id="a" style="color:#fff">X</p>', id="white on white"
        ),
        pytest.param(
            '<a aria-controls="a">Open</a><div id="a" hidden><p hidden>X</p></div>',
            id="hidden inside",
        ),
        pytest.param("<dl><dt hidden>X</dt></dl><p hidden>X</p>", id="a hidden term"),
    ],
)
def test_what_nobody_can_open_stays_hidden(tmp_path, body):
    assert "X" not in read(tmp_path, f"<p>seen</p>{body}").text


def test_a_bold_paragraph_is_a_title(tmp_path):
    document = read(
        tmp_path,
        "<ol type='I'><li><p><strong>Medical Necessity</strong></p><p>We consider velora medically "
        "necessary for members with gout.</p></li></ol>"
        "<p><b>Note.</b></p><p><b>Bold</b> and not</p><p><b>It goes on with:</b></p>",
    )
    headings = [document.block_text(b) for b in document.blocks if b.kind.value == "heading"]
    assert headings == ["Medical Necessity"]


def test_a_masthead_of_line_breaks_keeps_its_lines(tmp_path) -> None:
    page = (
        "<p>Policy Number: 12<br>Effective Date: 07/01/2025<br>Acme Health Medical Policy</p>"
        "<p>One line<br>goes on here.</p>"
    )
    path = tmp_path / "page.html"
    path.write_text(f"<html><body>{page}</body></html>", encoding="utf-8")
    document = read_document(path, tmp_path)
    assert [document.block_text(block) for block in document.blocks] == [
        "Policy Number: 12",
        "Effective Date: 07/01/2025",
        "Acme Health Medical Policy",
        "One line goes on here.",
    ]


def test_a_bold_line_of_an_item_heads_the_sentence_below_it(tmp_path):
    document = read(
        tmp_path,
        "<ol><li><b>Zinc Pumps</b><br>A pump is considered medically necessary when:"
        "<ul><li>Age 18</li></ul></li><li><b>Zinc</b> for gout when all are met</li></ol>",
    )
    kinds = [(str(b.kind), document.block_text(b)) for b in document.blocks]
    assert kinds[0] == ("heading", "Zinc Pumps")
    assert kinds[1] == ("paragraph", "A pump is considered medically necessary when:")
    assert kinds[-1] == ("list_item", "2. Zinc for gout when all are met")
