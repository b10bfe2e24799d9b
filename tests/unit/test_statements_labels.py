"""Lines that are headings though nothing marks them, and headings that name the condition."""

import pytest

from tests.said import AGAINST, FOR, GUIDELINE, POLICY, Row, positions, rows, said

_BY_LETTERS = """# Gloxumab

## Initial approval criteria

### A. Uveitis

Initial therapy will be covered when all of the following are met:

- The patient is 18 years of age or older
- Trial and failure of methotrexate

B. Plaque psoriasis

Initial therapy will be covered when all of the following are met:

- The patient is 6 years of age or older
- Trial and failure of phototherapy
"""


def test_a_line_that_counts_on_from_a_heading_is_a_heading() -> None:
    found = positions(said(POLICY, _BY_LETTERS, subject="Gloxumab"))
    assert [s.condition_groups for s in found] == [(("Uveitis",),), (("Plaque psoriasis",),)]
    assert [s.criteria is not None for s in found] == [True, True]


@pytest.mark.parametrize(
    "line",
    [
        pytest.param("C. Plaque psoriasis", id="it does not count on"),
        pytest.param("B. Plaque psoriasis is a disease of the skin.", id="a sentence"),
        pytest.param("b. Plaque psoriasis", id="another style"),
    ],
)
def test_a_line_that_is_no_heading(line: str) -> None:
    found = positions(said(POLICY, _BY_LETTERS.replace("B. Plaque psoriasis", line)))
    assert ("Plaque psoriasis",) not in [group for s in found for group in s.condition_groups]


@pytest.mark.parametrize(
    ("label", "silent"),
    [
        pytest.param("Description", True, id="description"),
        pytest.param("Background", True, id="background"),
        pytest.param("Rationale", True, id="rationale"),
        pytest.param("Policy", False, id="policy"),
        pytest.param("Coverage criteria", False, id="criteria"),
        pytest.param("Descriptions vary.", False, id="a sentence is no label"),
        pytest.param("Leech therapy", False, id="a name is no label of this kind"),
    ],
)
def test_the_label_of_a_section(label: str, *, silent: bool) -> None:
    text = f"{label}\n\nLeech therapy is considered investigational for venous congestion.\n"
    assert (positions(said(POLICY, text, subject="Leech therapy")) == []) is silent


def test_a_label_ends_the_section_before_it() -> None:
    text = (
        "Description\n\nLeech therapy is considered investigational by some.\n\nPolicy\n\n"
        "Leech therapy is considered medically necessary for venous congestion.\n"
    )
    assert rows(said(POLICY, text, subject="Leech therapy")) == [
        (FOR, "Leech therapy", "venous congestion")
    ]


@pytest.mark.parametrize(
    ("heading", "list_item"),
    [
        pytest.param("B. Nationally Covered Indications", FOR, id="covered"),
        pytest.param("C. Nationally Non-Covered Indications", AGAINST, id="not covered"),
    ],
)
def test_an_outline_item_alone_is_a_heading(heading: str, list_item: object) -> None:
    text = (
        "# Leech therapy\n\n## Indications and limitations of coverage\n\nA. General\n\n"
        f"Leeches are worms.\n\n{heading}\n\n- Venous congestion\n- Gangrene\n"
    )
    found = positions(said(POLICY, text, subject="Leech therapy"))
    assert [(s.direction, s.condition_groups) for s in found] == [
        (list_item, (("Venous congestion",),)),
        (list_item, (("Gangrene",),)),
    ]


@pytest.mark.parametrize(
    ("subject", "headings", "row"),
    [
        pytest.param(
            "Lung diseases",
            "## Chapter 2: Pulmonary sarcoidosis\n\n### Recommendation 2.3.1",
            (FOR, "methotrexate", "Pulmonary sarcoidosis"),
            id="a chapter on one disease of several",
        ),
        pytest.param(
            "Lung diseases",
            "## 3. Sarcoidosis in children",
            (FOR, "methotrexate", "Sarcoidosis | Sarcoidosis in children"),
            id="whom it is for",
        ),
        pytest.param(
            "sarcoidosis",
            "## Assessing sarcoidosis",
            (FOR, "methotrexate", "sarcoidosis"),
            id="what is done with the condition",
        ),
        pytest.param(
            "sarcoidosis",
            "## Should sarcoidosis be treated?",
            (FOR, "methotrexate", "sarcoidosis"),
            id="a question names nothing",
        ),
        pytest.param(
            "sarcoidosis",
            "## Fatigue",
            (FOR, "methotrexate", "Fatigue & sarcoidosis"),
            id="what comes with the condition",
        ),
        pytest.param(
            "sarcoidosis",
            "## Diagnosis: points of practice",
            (FOR, "methotrexate", "sarcoidosis"),
            id="diagnosis is no disease",
        ),
        pytest.param(
            "sarcoidosis",
            "## Statement 4",
            (FOR, "methotrexate", "sarcoidosis"),
            id="a number names nothing",
        ),
        pytest.param(
            "sarcoidosis",
            "## Pulmonary sarcoidosis",
            (FOR, "methotrexate", "Pulmonary sarcoidosis"),
            id="a form of the condition",
        ),
    ],
)
def test_headings_that_name_the_condition(subject: str, headings: str, row: Row) -> None:
    text = f"# A guideline\n\n{headings}\n\nWe recommend methotrexate. (Level 1, B)\n"
    assert rows(said(GUIDELINE, text, subject=subject)) == [row]


@pytest.mark.parametrize(
    "heading",
    ["Description Information", "Item/Service Description", "Tracking Information"],
)
def test_fields_of_a_policy_name_no_condition(heading: str) -> None:
    text = f"# A\n\n## {heading}\n\nLeech therapy is covered.\n"
    (found,) = positions(said(POLICY, text, subject="Leech therapy"))
    assert found.condition_groups == ()


def test_rules_under_circumstances_are_criteria() -> None:
    text = (
        "Leech therapy is covered for venous congestion under the following circumstances:\n\n"
        "- Leeches must be obtained from an accredited breeder\n"
        "- A bleed must be looked for daily\n- Haemoglobin should be known\n"
    )
    (found,) = positions(said(POLICY, text))
    assert found.condition_groups == (("venous congestion",),)
    assert found.criteria is not None
    assert len(found.criteria.children) == 3


@pytest.mark.parametrize(
    "quantity",
    ["Up to 12 visits in 90 days", "Up to 20 sessions per year", "A maximum of 3 treatments"],
)
def test_a_quantity_is_no_name_of_a_service(quantity: str) -> None:
    text = f"{quantity} are covered for venous congestion."
    (found,) = positions(said(POLICY, text, subject="Leech therapy"))
    assert found.interventions == ("Leech therapy",)


def test_a_quantity_of_a_service_is_the_service() -> None:
    text = "Up to 12 sessions of cupping are covered for venous congestion."
    (found,) = positions(said(POLICY, text, subject="Leech therapy"))
    assert "cupping" in found.interventions


_VISITS = """Leech therapy is covered for venous congestion when all of the following are met:

- The flap was raised within 14 days
- An additional 6 sessions will be covered for patients who improve
- {limit}
- There is no arterial insufficiency
"""


@pytest.mark.parametrize(
    ("item", "is_criterion"),
    [
        pytest.param("No more than 20 sessions may be administered annually", False, id="number"),
        pytest.param("Treatment must be stopped if the flap does not improve", False, id="stop"),
        pytest.param("No more than 2 grafts have failed", True, id="what has happened"),
        pytest.param("Treatment with heparin has failed", True, id="a treatment that failed"),
        pytest.param("Up to 3 fingers are involved", True, id="how much is involved"),
    ],
)
def test_limits_of_use_are_no_criteria(item: str, *, is_criterion: bool) -> None:
    found = positions(said(POLICY, _VISITS.format(limit=item), subject="Leech therapy"))
    tree = found[0].criteria
    assert tree is not None
    leaves = [leaf.text for leaf in tree.leaves()]
    assert (item in leaves) is is_criterion
    assert not [leaf for leaf in leaves if "additional" in leaf]
    assert [s.phase for s in found[1:]] == ["continued"]


@pytest.mark.parametrize(
    "text",
    [
        "Physician assistants and nurse practitioners may furnish leech therapy if they meet all "
        "state requirements.",
        "Physical therapists may provide leech therapy if they have:\n\n- a degree in leeches\n"
        "- a licence\n",
        "Physical therapists may provide leech therapy when they are licensed.",
    ],
)
def test_who_may_furnish_a_service_is_no_position(text: str) -> None:
    for heading in ("", "## Covered indications\n\n"):
        assert positions(said(POLICY, heading + text, subject="Leech therapy")) == []


def test_a_bare_verdict_over_its_paragraph_is_a_heading_and_no_refusal() -> None:
    text = (
        "# Jaw surgery\n\nJaw surgery is covered for a skeletal deformity.\n\n"
        "Experimental, Investigational or Unproven\n\n"
        "Ultrasound for healing and printed splints are each considered experimental.\n"
    )
    refused = [s for s in said(POLICY, text, subject="Jaw surgery") if s.direction is AGAINST]
    assert refused
    assert all("Jaw surgery" not in s.interventions for s in refused)
