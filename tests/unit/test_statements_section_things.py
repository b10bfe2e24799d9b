"""Manuals whose sections are each about a thing of their own; documents on one thing come first."""

import pytest

from ingest.statements.models import Criterion, Statement
from tests.said import AGAINST, FOR, GUIDELINE, INSUFFICIENT, POLICY, parts, positions, said

OTHER = "\n\n## 9. Ozone injection (J9999)\n\nNot covered in the home: no data.\n"


def leaves(tree: Criterion | None) -> list[str]:
    """Texts of the leaves of a tree."""
    return [leaf.text for leaf in tree.leaves()] if tree else []


def manual(section: str, *, subject: str = "Advanced Services") -> list[Statement]:
    """Statements of a section of a manual that has another section, whose own are left out."""
    found = said(POLICY, f"# Manual of Criteria\n\n{section}{OTHER}", subject=subject)
    return [s for s in found if "Ozone injection" not in s.interventions]


def test_a_policy_on_one_thing_is_no_manual() -> None:
    text = "# Velora\n\n## Methotrexate\n\nALL: age 18 or older; trial of methotrexate.\n"
    assert positions(said(POLICY, text, subject="Velora (osteolimab)")) == []


def test_a_guideline_is_no_manual() -> None:
    text = "# Toes\n\n## 1. Toe splint (L9999)\n\nALL: age 18 or older; toe pain.\n" + OTHER
    assert positions(said(GUIDELINE, text, subject="toe pain")) == []


@pytest.mark.parametrize(
    "section",
    [
        pytest.param(
            "## Toe splint (L9998)\n\nA splint that is strapped to a toe.", id="describes"
        ),
        pytest.param(
            "## Description\n\nToe splint (L9998): strapped to the toe for 6 weeks.",
            id="a background",
        ),
        pytest.param(
            "## Documentation\n\nUsage log for the toe splint (L9998): at least 4 hours a day.",
            id="what is to be sent in",
        ),
        pytest.param(
            "## Toe splint (L9998)\n\n### Exclusions\n\nAny of:\n\n- gout\n- diabetes with ulcers",
            id="a list under a heading that refuses",
        ),
    ],
)
def test_sections_that_cover_nothing(section: str) -> None:
    assert [s for s in manual(section) if s.direction is FOR] == []


@pytest.mark.parametrize(
    ("section", "names", "asked"),
    [
        pytest.param(
            "## 2.1 Toe splint (L9998)\n\nALL: age 18 or older; toe pain; rest for 6 weeks.",
            ("Toe splint",),
            ["age 18 or older", "toe pain", "rest for 6 weeks"],
            id="all, in one line",
        ),
        pytest.param(
            "## 4. Residential toe care (H9998)\n\nAdmission requires ALL of:\n\n1. toe pain\n"
            "2. no safe home",
            ("Residential toe care",),
            ["toe pain", "no safe home"],
            id="admission requires",
        ),
        pytest.param(
            "## A2. Acute gout - Velora (osteolimab)\n\nPrescribed by a rheumatologist, AND ONE "
            "of:\n\n- uric acid above 9 mg/dL\n- tophi",
            ("Velora", "osteolimab"),
            ["Prescribed by a rheumatologist", "uric acid above 9 mg/dL", "tophi"],
            id="something in front of the list",
        ),
        pytest.param(
            "## Toes\n\n3.2 Toe rehabilitation (97999): up to 12 visits; any one of:\n\n"
            "- toe fracture in the past month\n- toe surgery in the past month",
            ("Toe rehabilitation",),
            ["toe fracture in the past month", "toe surgery in the past month"],
            id="the name in front of a colon",
        ),
    ],
)
def test_criteria_under_the_name_of_a_thing(
    section: str, names: tuple[str, ...], asked: list[str]
) -> None:
    (one,) = manual(section)
    assert one.direction is FOR
    assert set(names) <= set(one.interventions)
    assert leaves(one.criteria) == asked


@pytest.mark.parametrize(
    ("text", "told"),
    [
        pytest.param(
            "Medically necessary: suspected toe fracture after trauma; OR toe pain after 6 weeks "
            "of rest. Not medically necessary: gout.",
            [
                (FOR, ("toe fracture",), ["after trauma"]),
                (FOR, ("toe pain",), ["after 6 weeks of rest"]),
                (AGAINST, ("gout",), []),
            ],
            id="uses behind a colon",
        ),
        pytest.param(
            "Covered for members with toe pain. One per year.",
            [(FOR, ("toe pain",), [])],
            id="covered for whom",
        ),
        pytest.param(
            "Covered when both are met: (1) toe pain for 3 months; and (2) failed rest.",
            [(FOR, (), ["toe pain for 3 months", "failed rest"])],
            id="covered when",
        ),
        pytest.param(
            "Covered for members with excess callus and difficulty in walking.",
            [(FOR, ("excess callus",), ["difficulty in walking"])],
            id="covered for whom, with something beside",
        ),
        pytest.param(
            "Not covered in members with gout, active infection, or pregnancy.",
            [(AGAINST, ("gout", "active infection", "pregnancy"), [])],
            id="not covered in whom",
        ),
        pytest.param(
            "Not supported as first-line treatment.",
            [(AGAINST, (), ["as first-line treatment"])],
            id="not supported as",
        ),
        pytest.param(
            "- Gout, warts: unproven and not medically necessary.",
            [(AGAINST, ("Gout", "warts"), [])],
            id="conditions in front of a verdict",
        ),
        pytest.param(
            "- Plantar fasciitis: the evidence is insufficient to reach a conclusion.",
            [(INSUFFICIENT, ("Plantar fasciitis",), [])],
            id="too little evidence for a condition",
        ),
    ],
)
def test_verdicts_that_leave_out_the_thing(
    text: str, told: list[tuple[object, tuple[str, ...], list[str]]]
) -> None:
    found = manual(f"## 3.1 Toe MRI (79998, 79999)\n\n{text}")
    assert [(s.direction, parts(s.conditions), leaves(s.criteria)) for s in found] == [
        (way, list(conditions), asked) for way, conditions, asked in told
    ]
    assert {s.interventions for s in found} == {("Toe MRI",)}
    assert {s.codes for s in found} == {("79998", "79999")}


def test_a_heading_says_for_what() -> None:
    (one,) = manual(
        "## 4.1 ULTRASOUND OF TOES (79998) FOR TOE ARTHRITIS\n\nConsidered unproven and not "
        "medically necessary as a test for toe arthritis."
    )
    assert (one.direction, one.conditions) == (AGAINST, ("TOE ARTHRITIS",))
    assert one.interventions == ("ULTRASOUND OF TOES",)


def test_a_course_is_of_the_thing_of_its_section() -> None:
    (one,) = manual(
        "## 4. Toe stimulation (TS; CPT 90999)\n\n### 4.1 Toe neuropathy\n\nInitial course (36 "
        "sessions) is medically necessary when ALL of:\n\n- age 18 or older\n- toe pain for 90 days"
    )
    assert one.interventions[:2] == ("Toe stimulation", "TS")
    assert one.conditions == ("Toe neuropathy",)


def test_what_a_thing_in_front_of_a_colon_is_for() -> None:
    found = manual(
        "## Toes\n\n3.4 Toe rehabilitation (97999): toe neuropathy; toe fracture not responding "
        "to rest. Not medically necessary: gout."
    )
    assert [(s.direction, s.conditions, leaves(s.criteria)) for s in found] == [
        (FOR, ("toe neuropathy",), []),
        (FOR, ("toe fracture",), ["not responding to rest"]),
        (AGAINST, ("gout",), []),
    ]


def test_groups_in_a_list_of_which_one_is_enough() -> None:
    (one,) = manual(
        "## 2.1 Toe MRI (79998)\n\nMedically necessary in ANY of these:\n\n- toe pain at night\n"
        "- Red flags:\n  - known cancer\n  - fever with toe pain"
    )
    assert one.criteria is not None
    assert [c.join.value for c in one.criteria.children][-1] == "any_of"


@pytest.mark.parametrize("use", ["use", "indication"])
def test_what_is_not_a_covered_use(use: str) -> None:
    (one,) = said(POLICY, f"# Velora\n\nGout is not a covered {use}.\n", subject="Velora")
    assert (one.direction, one.interventions, one.conditions) == (AGAINST, ("Velora",), ("Gout",))


def test_numbered_lines_over_deeper_text_are_headings_of_a_text() -> None:
    text = (
        "LAKE IMAGING\n\n2  TOES\n2.1  MRI TOE (79998)\n     Medically necessary: toe fracture;\n"
        "     toe pain.\n2.2  ToeScan (fooflupane, 79997)\n     Medically necessary: toe palsy.\n"
        "2.3  MRI FOOT (79996)\n     Not medically necessary: gout.\n"
    )
    found = said(POLICY, text, suffix=".txt", subject="Imaging")
    assert [(s.direction, s.interventions[0], s.conditions[0]) for s in found] == [
        (FOR, "MRI TOE", "toe fracture"),
        (FOR, "MRI TOE", "toe pain"),
        (FOR, "ToeScan", "toe palsy"),
        (AGAINST, "MRI FOOT", "gout"),
    ]


def test_data_that_are_limited_restrict_nothing() -> None:
    text = "# Velora\n\nPublished data are limited to small trials in gout.\n"
    assert positions(said(POLICY, text, subject="Velora")) == []
