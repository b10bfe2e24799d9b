"""Tables of recommendations as publishers lay them out; tables that recommend nothing come "
"first."""

import pytest

from tests.said import AGAINST, FOR, GUIDELINE, INSUFFICIENT, POLICY, Row, positions, rows, said


def table(*lines: str) -> str:
    """A Markdown table whose first line is its header."""
    head, *body = lines
    rule = "|".join("---" for _ in head.split(" | "))
    return "\n".join([f"| {head} |", f"|{rule}|", *(f"| {line} |" for line in body)])


ACC = (
    "Recommendations for Angina | Recommendations for Angina | Recommendations for Angina",
    "COR | LOE | Recommendations",
)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(table(*ACC), id="a title and a header without a recommendation"),
        pytest.param(
            table("Class | Meaning", "1 | is recommended", "3 | should not be performed"),
            id="a legend of classes",
        ),
        pytest.param(
            table(
                "Study type | Studies | Risk of bias",
                "Randomized | 2 | High",
                "Single-arm | 9 | Serious",
            ),
            id="a table of studies",
        ),
        pytest.param(
            table("Abbreviation | Meaning", "A | adrenaline", "BB | beta blocker"),
            id="a table of abbreviations",
        ),
        pytest.param(
            table(
                "Outcome | Ozone (n = 20) | Sham (n = 20)",
                "Pain, change | -1.3 | -0.9",
                "Rescue drug should be used, % | 44 | 46",
            ),
            id="a table of outcomes",
        ),
    ],
)
def test_tables_without_a_recommendation(text: str) -> None:
    assert positions(said(GUIDELINE, f"# Angina\n\n{text}\n", subject="angina")) == []


@pytest.mark.parametrize(
    ("line", "row", "grade"),
    [
        pytest.param(
            "1 | A | 1. In adults with angina, nitrate dosing once daily rather than twice daily "
            "is beneficial to improve adherence. 1-3",
            (FOR, "nitrate dosing once daily", "angina"),
            "Class 1",
            id="is beneficial to improve",
        ),
        pytest.param(
            "1 | B-R | 2. In adults with angina, the use of a pill box to reduce errors rather "
            "than loose pills is effective to improve adherence.",
            (FOR, "pill box", "angina"),
            "Class 1",
            id="the use of X rather than Y is effective",
        ),
        pytest.param(
            "2a | B-NR | 3. In adults with angina, use of reminder calls can be useful to improve "
            "adherence.",
            (FOR, "reminder calls", "angina"),
            "Class 2a",
            id="can be useful",
        ),
        pytest.param(
            "1 | A | 4. For people with angina who are breastfeeding, metoprolol and propranolol "
            "are preferred agents to treat angina.",
            (FOR, "metoprolol | propranolol", "angina"),
            "Class 1",
            id="are preferred agents",
        ),
        pytest.param(
            "2b | B-R | 5. In patients with angina scheduled for surgery, withdrawal of ivabradine "
            "may be considered to prevent bradycardia.",
            (FOR, "withdrawal of ivabradine", "bradycardia & angina"),
            "Class 2b",
            id="may be considered to prevent",
        ),
        pytest.param(
            "3: Harm | B-NR | 6. In patients with angina, abrupt withdrawal of bisoprolol may "
            "result in rebound ischemia and is potentially harmful.",
            (AGAINST, "abrupt withdrawal of bisoprolol", "angina"),
            "Class 3: Harm",
            id="may result in and is potentially harmful",
        ),
        pytest.param(
            "3: Harm | A | 7. In patients with angina undergoing stenting, raising heart rate "
            ">90 bpm within 24 hours can worsen outcome.",
            (AGAINST, "raising heart rate >90 bpm within 24 hours", "angina"),
            "Class 3: Harm",
            id="a class of harm with a predicate that says what happens",
        ),
        pytest.param(
            "3: No Benefit | A | 8. In patients with angina, starting antioxidants within 48 hours "
            "is not effective to prevent infarction.",
            (AGAINST, "antioxidants within 48 hours", "infarction & angina"),
            "Class 3: No Benefit",
            id="is not effective to prevent",
        ),
        pytest.param(
            "3: Harm | C-LD | 9. Individuals with angina who become pregnant should not be treated "
            "with nicorandil, ACE inhibitors, or ivabradine to avoid harm.",
            (AGAINST, "nicorandil | ACE inhibitors | ivabradine", "angina"),
            "Class 3: Harm",
            id="people should not be treated with",
        ),
        pytest.param(
            "1 | B-R | 10. Pregnant patients with angina should receive aspirin to reduce the risk "
            "of preeclampsia.",
            (FOR, "aspirin", "preeclampsia & angina"),
            "Class 1",
            id="people should receive",
        ),
        pytest.param(
            "2b | B-R | 11. The usefulness of acupuncture is uncertain in patients with angina.",
            (FOR, "acupuncture", "angina"),
            "Class 2b",
            id="the usefulness of X is uncertain",
        ),
        pytest.param(
            "3: Harm | B-R | 12. For patients with angina scheduled for surgery, nicorandil should "
            "not be started on the day of surgery because of increased risk.",
            (AGAINST, "nicorandil", "angina"),
            "Class 3: Harm",
            id="should not be started on a day",
        ),
    ],
)
def test_class_and_level_under_a_title(line: str, row: Row, grade: str) -> None:
    found = said(GUIDELINE, f"# Angina\n\n{table(*ACC, line)}\n", subject="angina")
    assert rows(found) == [row]
    assert positions(found)[0].grade == grade


def test_a_header_inside_a_table_holds_for_the_rows_below_it() -> None:
    found = said(
        GUIDELINE,
        table(
            *ACC,
            "1 | A | 1. In patients with angina, aspirin is recommended.",
            "Recommendations for Angina (Continued) | Recommendations for Angina (Continued) | "
            "Recommendations for Angina (Continued)",
            "COR | LOE | Recommendations",
            "3: No Benefit | B-R | 2. In patients with angina, vitamin E is not useful.",
        ),
    )
    assert [(s.direction, s.grade, s.certainty) for s in positions(found)] == [
        (FOR, "Class 1", "A"),
        (AGAINST, "Class 3: No Benefit", "B-R"),
    ]


@pytest.mark.parametrize(
    ("line", "row", "grade", "number"),
    [
        pytest.param(
            "1 | Safinamide must be offered as treatment for tremor. | A",
            (FOR, "Safinamide", "tremor"),
            "A",
            "1",
            id="the number in front is no class",
        ),
        pytest.param(
            "3 | Zonisamide should be offered for short-term treatment of tremor. | B",
            (FOR, "Zonisamide", "tremor"),
            "B",
            "3",
            id="the number 3 is no class of harm",
        ),
        pytest.param(
            "10 | Data are insufficient to support or refute thalamic ultrasound for tremor. | U",
            (INSUFFICIENT, "thalamic ultrasound", "tremor"),
            "U",
            "10",
            id="data are insufficient to support or refute",
        ),
        pytest.param(
            "11 | Data are insufficient to support or refute the use of zinc for tremor. | U",
            (INSUFFICIENT, "zinc", "tremor"),
            "U",
            "11",
            id="the use of is no part of the name",
        ),
    ],
)
def test_number_recommendation_level(line: str, row: Row, grade: str, number: str) -> None:
    found = said(GUIDELINE, table("No. | Recommendation | Level", line), subject="tremor")
    assert rows(found) == [row]
    assert (found[0].grade, found[0].recommendation) == (grade, number)


def test_a_number_with_a_dash_is_the_number_and_no_part_of_the_name() -> None:
    (found,) = said(
        GUIDELINE,
        table(
            "COR | LOE | Recommendation",
            "2a | B-R | 7-12. Ranolazine is reasonable in patients with angina.",
        ),
    )
    assert (found.recommendation, found.interventions) == ("7-12", ("Ranolazine",))


def test_of_a_cell_with_several_sentences_only_the_one_that_recommends_is_cut() -> None:
    (found,) = said(
        GUIDELINE,
        table(
            "Population | Recommendation | Grade",
            "Adults | The panel recommends against screening for scoliosis in the general adult "
            "population. See the section on practice for a description of adults at increased "
            "risk. | D",
        ),
    )
    assert found.interventions[0] == "screening for scoliosis"
    assert found.condition_groups == (("scoliosis",),)
    assert "section on practice" not in found.population


@pytest.mark.parametrize(
    ("header", "line", "row", "leaves"),
    [
        pytest.param(
            "Indication | Renewal is approved when",
            "Psoriasis | The area affected fell by half",
            (FOR, "Dakozumab", "Psoriasis"),
            1,
            id="the header says when it is approved",
        ),
        pytest.param(
            "Diagnosis | Covered if",
            "Uveitis | Steroids failed",
            (FOR, "Dakozumab", "Uveitis"),
            1,
            id="the header says if it is covered",
        ),
    ],
)
def test_a_header_that_says_when(header: str, line: str, row: Row, leaves: int) -> None:
    found = said(POLICY, f"## Criteria\n\n{table(header, line)}", subject="Dakozumab")
    assert rows(found) == [row]
    assert found[0].criteria is not None
    assert len(list(found[0].criteria.leaves())) == leaves


def test_limits_in_a_table_are_no_position() -> None:
    text = table("Indication | Quantity limit | Renewal duration", "Psoriasis | 2 pens | 12 months")
    assert positions(said(POLICY, f"## Quantity Limits\n\n{text}", subject="Dakozumab")) == []


def test_a_table_of_dates_and_numbers_under_a_title_of_criteria_is_no_position() -> None:
    text = table("Drug | Form | Criteria number | Effective date", "Dakoz | Pen | TR-1 | 05/2026")
    found = said(POLICY, f"# Dakoz Prior Authorization Criteria\n\n{text}", subject="Dakoz")
    assert positions(found) == []


def test_a_table_of_recommendations_under_a_definition_recommends() -> None:
    """A PDF prints its tables where the page has room, here under the definition before them."""
    line = "Nintedanib | We recommend nintedanib for patients with IPF. | Strong, moderate"
    text = table("Intervention | Recommendation | Strength / evidence", line)
    found = positions(
        said(GUIDELINE, f"# Treatment of IPF\n\n## Definition of progression\n\n{text}\n")
    )
    assert [(s.direction, s.grade) for s in found] == [(FOR, "Strong, moderate")]


CHAPTERS = "# Guideline for Foot Disorders\n\n## 1. Acute gout\n\n"


def test_a_table_of_a_guideline_is_on_what_its_chapter_is_called() -> None:
    lines = (
        "Recommendation | Class | Level",
        "Foobarin is recommended as first-line therapy | I | A",
    )
    (found,) = said(GUIDELINE, f"{CHAPTERS}{table(*lines)}", subject="foot disorders")
    assert found.conditions == ("Acute gout",)
    (other,) = said(
        GUIDELINE,
        f"{CHAPTERS}{table(*lines)}".replace("Acute gout", "Imaging"),
        subject="foot disorders",
    )
    assert other.conditions == ("foot disorders",)


def test_a_drug_that_is_given_beside_is_no_disease() -> None:
    for line, conditions in (
        ("Foobarin is recommended with aspirin | I | A", ("Acute gout",)),
        ("Foobarin is recommended in patients with hives | I | A", ("hives",)),
    ):
        text = f"{CHAPTERS}{table('Recommendation | Class | Level', line)}"
        (found,) = said(GUIDELINE, text, subject="foot disorders")
        assert found.conditions == conditions


def test_genes_and_their_drugs_under_a_sentence_that_points_to_them() -> None:
    lead = (
        "Germline testing is considered medically necessary for the following pairs when the test "
        "has not been done before:"
    )
    rows_ = table("Gene | Drug | Criteria", "FOO1 | foobarin, barfoxat | Before start of the drug")
    (found,) = said(
        POLICY,
        f"# Germline Testing\n\n## Coverage Policy\n\n{lead}\n\n{rows_}",
        subject="germline testing",
    )
    assert (found.direction, found.interventions) == (FOR, ("FOO1 testing",))
    assert found.criteria is not None
    drugs = found.criteria.children[1]
    assert [leaf.text for leaf in drugs.children] == ["foobarin", "barfoxat"]


def test_a_table_of_regimens() -> None:
    head = "Clinical definition | Data | Recommended | Alternative | Do not use"
    line = (
        "Severe | Lactate above 2 | Foobarin 20 mg by mouth or tube plus barfoxat | Zudoxin 5 mg | "
        "Metronidazole"
    )
    text = f"# Guideline for Cholera\n\n## Treatment of adults\n\n{table(head, line)}"
    assert rows(said(GUIDELINE, text, subject="cholera")) == [
        (FOR, "Foobarin", "Severe cholera"),
        (FOR, "Zudoxin", "Severe cholera"),
        (AGAINST, "Metronidazole", "Severe cholera"),
    ]
    other = table("Study | Data | Recommended", "Smith | 20 patients | Foobarin")
    assert said(GUIDELINE, f"# Guideline for Cholera\n\n{other}", subject="cholera") == ()


def test_the_action_of_a_key_action_statement_and_not_its_name_is_read() -> None:
    found = said(
        GUIDELINE,
        "# Tinnitus\n\n"
        + table(
            "Statement | Action | Strength",
            "5. Other drugs today | Clinicians should not routinely prescribe antivirals for "
            "tinnitus. | Strong recommendation",
            "6. First steroids given | Clinicians may offer prednisone as first treatment of "
            "tinnitus within 2 weeks of onset. | Option",
        ),
        subject="tinnitus",
    )
    assert rows(found) == [(AGAINST, "antivirals", "tinnitus"), (FOR, "prednisone", "tinnitus")]
    assert found[1].criteria
    assert found[1].criteria.text == "within 2 weeks of onset"
