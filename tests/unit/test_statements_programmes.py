"""Layouts of payers and programmes that hide their positions: columns, steps, boxes, titles."""

import pytest

from ingest.statements.models import Criterion, Join, Statement
from tests.said import AGAINST, FOR, GUIDELINE, POLICY, positions, rows, said
from tests.small_corpus import SmallCorpus
from tests.unit.test_statements_tables import table


def tree(node: Criterion | None) -> str:
    """A tree in one line."""
    if node is None or node.join is Join.LEAF:
        return node.text if node else ""
    return f"{node.join.value}({', '.join(tree(child) for child in node.children)})"


def told(found: tuple[Statement, ...]) -> list[tuple[str, str, str, str]]:
    """Direction, first thing, conditions and criteria of each Statement."""
    return [
        (s.direction.value, s.interventions[0], " & ".join(s.conditions), tree(s.criteria))
        for s in positions(found)
    ]


def test_columns_that_are_directions() -> None:
    text = table(
        "Covered | Not covered",
        "Cataract surgery | LASIK",
        "Wound pumps after skin grafts | Hypnosis for weight loss",
        " | Massage",
    )
    assert told(said(POLICY, f"# Benefits\n\n{text}\n")) == [
        ("for", "Cataract surgery", "", ""),
        ("against", "LASIK", "", ""),
        ("for", "Wound pumps", "", "skin grafts"),
        ("against", "Hypnosis", "weight loss", ""),
        ("against", "Massage", "", ""),
    ]


def test_signs_below_two_titles_are_no_names() -> None:
    text = table("Service | Covered | Not covered", "Massage | | ✓", "Dialysis | ✓ | ")
    assert "✓" not in {s.quote.text for s in said(POLICY, f"# Benefits\n\n{text}\n")}


PREFERRED = table("Preferred | Non-preferred", "velorin | barfoxin", "zumabrin | ")


def test_a_preferred_drug_list_with_what_it_asks_for() -> None:
    asked = "Non-preferred agents: approvable if the member has failed two preferred agents."
    found = told(said(POLICY, f"# Drug list\n\n## Gout agents\n\n{PREFERRED}\n\n{asked}\n"))
    assert found == [
        ("for", "velorin", "Gout", ""),
        ("for", "barfoxin", "Gout", "the member has failed two preferred agents"),
        ("for", "zumabrin", "Gout", ""),
    ]


def test_what_all_of_a_class_is_asked_for() -> None:
    asked = "PA criteria, all agents: trial of a generic AND age 18 or older."
    found = told(said(POLICY, f"# Drug list\n\n## Gout agents\n\n{PREFERRED}\n\n{asked}\n"))
    assert {row[3] for row in found} == {"all_of(trial of a generic, age 18 or older)"}


def test_a_drug_that_is_not_preferred_is_left_open_where_nothing_is_asked() -> None:
    found = told(said(POLICY, f"# Drug list\n\n## Gout agents\n\n{PREFERRED}\n"))
    assert [row[1] for row in found] == ["velorin", "zumabrin"]


DIAGNOSES = table(
    "ICD-10-CM | Description | Coverage",
    "E55.9 | Vitamin D deficiency | Covered",
    "R53.83 | Fatigue | Not covered",
)


def test_a_table_of_diagnoses_is_about_the_service_above_it() -> None:
    text = f"# Laboratory policy: Hormones\n\nCPT 84443 (thyrotropin)\n\n{DIAGNOSES}\n"
    found = said(POLICY, text, subject="Hormones")
    assert [(s.direction, s.interventions[:2], s.conditions, s.codes) for s in found] == [
        (FOR, ("thyrotropin", "CPT 84443"), ("Vitamin D deficiency",), ("84443",)),
        (FOR, ("thyrotropin", "CPT 84443"), (), ("E55.9",)),
        (AGAINST, ("thyrotropin", "CPT 84443"), ("Fatigue",), ("84443",)),
        (AGAINST, ("thyrotropin", "CPT 84443"), (), ("R53.83",)),
    ]


def test_a_table_of_diagnoses_without_a_caption_is_about_the_document() -> None:
    found = said(POLICY, f"# Policy\n\nReviewed 2026.\n\n{DIAGNOSES}\n", subject="Thyrotropin test")
    assert {s.interventions[0] for s in found} == {"Thyrotropin test"}


def test_a_later_step_after_the_first() -> None:
    text = table(
        "Class | Step 1 | Step 2 | Limit",
        "Gout | allopurinol, 60 days | Velora (velorin) | 30 tablets",
        "Statins | simvastatin | Barfox (barfoxin) | 30 tablets",
    )
    assert told(said(POLICY, f"# Step therapy\n\n{text}\n")) == [
        ("for", "Velora (velorin)", "Gout", "trial of allopurinol, 60 days"),
        ("for", "Barfox (barfoxin)", "", "trial of simvastatin"),
    ]


def test_steps_of_a_procedure_are_no_drugs() -> None:
    text = table("Step | What to do", "Step 1 | Fax the form", "Step 2 | Wait 5 days")
    assert positions(said(POLICY, f"# How to appeal\n\n{text}\n")) == []


FORM = """# Application for subsidy by special authority

Velorin

**Initial application - gout**

Prerequisites (tick boxes where appropriate)

- [ ] Serum urate above 480 and
  - [ ] Two attacks in a year or
  - [ ] Tophi and
  - [ ] Age over 40 or
  - [ ] Kidney stones
"""


def test_boxes_of_an_application() -> None:
    (made,) = positions(said(POLICY, FORM, subject="Velorin"))
    assert (made.direction, made.interventions, made.conditions) == (FOR, ("Velorin",), ("gout",))
    assert tree(made.criteria) == (
        "all_of(all_of(Serum urate above 480, all_of(any_of(Two attacks in a year, Tophi), "
        "any_of(Age over 40, Kidney stones))))"
    )
    assert made.phase == "initial"


def test_boxes_of_another_form_are_no_application() -> None:
    text = "# Registration\n\nVelorin\n\nPlease tick:\n\n- [ ] I am a nurse\n- [ ] I am a doctor\n"
    assert positions(said(POLICY, text, subject="Velorin")) == []


USES = table("Service | Use", "Ozone injection (J3490) | Gout, back pain", "Hair test | Any")


def test_things_and_uses_below_a_sentence_that_refuses_them() -> None:
    lead = "The plan considers the services in the left column investigational for these uses."
    found = said(POLICY, f"# Unproven services\n\n{lead}\n\n{USES}\n")
    refused = {(s.interventions[0], s.conditions) for s in found if s.basis.value == "coverage"}
    assert refused == {
        ("Ozone injection (J3490)", ("Gout",)),
        ("Ozone injection (J3490)", ("back pain",)),
        ("Hair test", ()),
    }


def test_things_and_uses_without_a_position() -> None:
    found = said(POLICY, f"# Services\n\nThe table lists services and their uses.\n\n{USES}\n")
    assert positions(found) == []


@pytest.mark.parametrize(
    ("cell", "asked"),
    [
        (
            "Age 18 or older; severe disease; used with velorin",
            "all_of(Age 18 or older, severe disease, used with velorin)",
        ),
        ("Failed a statin; or LDL above 190", "any_of(Failed a statin, LDL above 190)"),
    ],
)
def test_criteria_of_a_cell_are_all_asked_for(cell: str, asked: str) -> None:
    text = table("Indication | Criteria", f"Gout | {cell}")
    (made,) = said(POLICY, f"# Velora\n\n## Coverage criteria\n\n{text}\n", subject="Velora")
    assert tree(made.criteria) == asked


def test_lists_in_a_row_with_its_position_stay_in_it() -> None:
    text = table(
        "Condition | Status | Requirements",
        "Gout | Medically necessary | - tophi, and<br>- two attacks in a year",
        "Autism | Investigational | None",
    )
    found = said(POLICY, f"# Velora\n\n{text}\n", subject="Velora")
    assert told(found) == [
        ("for", "Velora", "Gout", "all_of(tophi, two attacks in a year)"),
        ("against", "Velora", "Autism", ""),
    ]


MANUAL = """# Provider manual

7.1 Sealants (D1351) are a benefit for members under 18.

7.2 {title}
 * Clear aligners
 * Teeth whitening
"""


def test_a_numbered_title_gives_its_items_their_direction() -> None:
    found = rows(said(POLICY, MANUAL.format(title="Not benefits")))
    assert (AGAINST, "Clear aligners", "") in found
    assert (AGAINST, "Teeth whitening", "") in found


def test_a_numbered_title_of_something_else_gives_none() -> None:
    found = rows(said(POLICY, MANUAL.format(title="Documentation")))
    assert not [row for row in found if row[1] == "Clear aligners"]


def test_names_in_bold_head_what_follows_on_their_line() -> None:
    text = (
        "# Equipment manual\n\n**§ 6.1 Stair lifts (E0171)**  Non-reimbursable.\n\n"
        "**§ 6.2 Gait trainers (E8000)**  Reimbursable for members with cerebral palsy.\n"
    )
    found = rows(said(POLICY, text))
    assert found == [(AGAINST, "Stair lifts", ""), (FOR, "Gait trainers", "cerebral palsy")]


def test_labels_in_bold_part_a_paragraph() -> None:
    text = (
        "# Velora\n\n**Exclusions:** active infection. **Not covered:** gout; autism. "
        "**Length of approval:** 6 months.\n"
    )
    found = said(POLICY, text, subject="Velora")
    assert {(s.direction, s.conditions) for s in found} >= {(AGAINST, ("gout",))}


@pytest.mark.parametrize(
    ("answer", "way"),
    [("It is not.", AGAINST), ("You cannot.", AGAINST), ("You can.", FOR), ("Yes.", FOR)],
)
def test_an_answer_below_its_question(answer: str, way: object) -> None:
    text = f"# Bulletin\n\nQ: Can we bill music therapy for gout?\n\nA: {answer}\n"
    assert rows(said(POLICY, text)) == [(way, "music therapy", "gout")]


def test_an_answer_that_says_neither() -> None:
    text = "# Bulletin\n\nQ: Can we bill music therapy for gout?\n\nA: It is on page 7.\n"
    assert rows(said(POLICY, text)) == []


SECTIONS = """# Commissioning policies 2026

| Procedure | Commissioning position |
|---|---|
| Toe straightening | Restricted (criteria below) |
| Ear piercing | Not commissioned |
| Vasectomy | Commissioned |

### Toe straightening

Will be funded when

1. walking is painful; OR
2. the skin has broken.
"""


def test_a_section_of_the_name_of_a_row_says_when_it_is_funded() -> None:
    found = told(said(POLICY, SECTIONS))
    assert ("for", "Toe straightening", "", "any_of(walking is painful, the skin has broken)") in (
        found
    )


def test_a_board_that_will_fund() -> None:
    text = "# Policy\n\nThe board will fund toe straightening when walking is painful.\n"
    assert told(said(POLICY, text)) == [("for", "toe straightening", "", "walking is painful")]
    research = "# Policy\n\nThe board will fund research on toes.\n"
    assert positions(said(POLICY, research)) == []


def test_columns_of_two_times_that_differ_decide_nothing() -> None:
    text = table(
        "Service | Until 30 June | From 1 July",
        "Ozone | Not covered | Covered",
        "Laser | Covered | Covered",
    )
    assert [s.interventions[0] for s in said(POLICY, f"# Changes\n\n{text}\n")] == ["Laser"]


def test_a_strength_behind_the_way_of_a_recommendation() -> None:
    text = table("Intervention | Strength | Certainty", "Velorin | Against, conditional | Low")
    (made,) = said(GUIDELINE, f"# Gout\n\n{text}\n", subject="Gout")
    assert (made.direction, made.interventions) == (AGAINST, ("Velorin",))


@pytest.mark.parametrize(
    ("line", "drug"),
    [
        ("Omalizumab (Xolair) J2357 - rev. 02/2026", "Omalizumab"),
        ("ALLOPURINOL 100 mg tablet", "ALLOPURINOL"),
        ("Requests are reviewed in 5 days", ""),
    ],
)
def test_the_drug_of_a_form_stands_below_its_title(line: str, drug: str) -> None:
    text = f"Office-administered drugs criteria\n\n{line}\n\nNot covered: asthma.\n"
    (made,) = said(POLICY, text, subject="Office-administered drugs criteria")
    assert made.interventions[:1] == ((drug,) if drug else ("asthma",))


def test_chapters_by_hundreds_head_their_lists(tmp_path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(
        "MANUAL\n______________________\n300.02 COVERED SERVICES\n  A. Wound care.\n"
        "300.03 NON-COVERED SERVICES\n  A. Meal delivery.\n  B. Homemaking.\n",
        encoding="utf-8",
    )
    found = said(POLICY, path.read_text(encoding="utf-8"), suffix=".txt")
    assert rows(found) == [
        (FOR, "Wound care", ""),
        (AGAINST, "Meal delivery", ""),
        (AGAINST, "Homemaking", ""),
    ]


def test_two_groups_of_people_and_what_is_asked_of_the_second() -> None:
    text = (
        "# Policy\n\nThe plan covers velora for members with gout, and for members with asthma who "
        "take steroids daily.\n"
    )
    assert told(said(POLICY, text)) == [
        ("for", "velora", "gout", ""),
        ("for", "velora", "asthma", "take steroids daily"),
    ]


def test_what_is_asked_of_one_group_stays_with_it() -> None:
    text = "# Policy\n\nThe plan covers velora for members with gout who take steroids daily.\n"
    assert told(said(POLICY, text)) == [("for", "velora", "gout", "take steroids daily")]


def test_a_short_form_belongs_to_the_whole_name_in_a_row() -> None:
    text = table(
        "Indication | Criteria",
        "Ulceration with oedema (UWO) | Used with steroids",
        "Gout with tophi | Used with steroids",
    )
    found = told(said(POLICY, f"# Velora\n\n## Coverage criteria\n\n{text}\n", subject="Velora"))
    assert [(row[2].split(" & ")[0], row[3]) for row in found] == [
        ("Ulceration with oedema (UWO)", "Used with steroids"),
        ("Gout", "all_of(with tophi, Used with steroids)"),
    ]


def test_what_a_body_asks_for_of_all_that_it_funds() -> None:
    text = table("Service | Status", "Toe surgery | Funded", "Ear surgery | Not funded")
    rule = "The board will only fund treatment where the patient does not smoke."
    assert told(said(POLICY, f"# Statement\n\n{text}\n\n{rule}\n")) == [
        ("for", "Toe surgery", "", "the patient does not smoke"),
        ("against", "Ear surgery", "", ""),
    ]


def test_a_rule_on_one_thing_is_none_for_the_others() -> None:
    text = table("Service | Status", "Toe surgery | Funded", "Ear surgery | Not funded")
    rule = "The board will only fund nose surgery where the patient does not smoke."
    found = told(said(POLICY, f"# Statement\n\n{text}\n\n{rule}\n"))
    assert ("for", "Toe surgery", "", "") in found


def test_criteria_behind_their_label() -> None:
    text = (
        "# Velora\n\nInitial criteria: Diagnosis of gout, age 18 or older, and prescribed by a "
        "rheumatologist.\n\nRenewal criteria: Documentation of fewer attacks.\n"
    )
    first, later = said(POLICY, text, subject="Velora")
    assert (first.direction, first.phase, first.conditions) == (FOR, "initial", ("gout",))
    assert "prescribed by a rheumatologist" in tree(first.criteria)
    assert (later.phase, tree(later.criteria)) == (
        "continued",
        "Documentation of fewer attacks",
    )


def test_another_label_holds_no_criteria() -> None:
    text = "# Velora\n\nReview history: Diagnosis of gout, age 18 or older was added in 2026.\n"
    assert positions(said(POLICY, text, subject="Velora")) == []


def test_a_name_with_its_code_over_what_is_said_of_it() -> None:
    text = (
        "<h2>Transport manual</h2><h3>Air</h3><dl><dt>Fixed wing (A0430)</dt><dd>Covered if the "
        "distance is more than 100 miles.</dd><dt>Rotary wing (A0431)</dt>"
        "<dd>Not covered.</dd></dl>"
    )
    found = said(POLICY, text, suffix=".html")
    assert [(s.direction, s.interventions[0], s.codes) for s in found] == [
        (FOR, "Fixed wing", ("A0430",)),
        (AGAINST, "Rotary wing", ("A0431",)),
    ]


def test_a_group_of_codes_below_its_own_heading() -> None:
    group = (
        "**Group {n} Paragraph** The following ICD-10-CM codes support medical necessity for CPT "
        "{code}:\n\n**Group {n} Codes**\n\n"
    )
    text = (
        "# Billing: Blocks\n\n"
        + group.format(n=1, code="64405")
        + table("Code | Description", "M54.81 | Occipital neuralgia")
        + "\n\n"
        + group.format(n=2, code="64418")
        + table("Code | Description", "M75.01 | Adhesive capsulitis")
        + "\n"
    )
    found = said(POLICY, text, subject="Blocks")
    assert [(s.interventions, s.codes) for s in found if s.codes] == [
        (("CPT 64405",), ("M54.81",)),
        (("CPT 64418",), ("M75.01",)),
    ]


def test_sections_by_letters_and_number_in_a_text_file() -> None:
    text = (
        "NORTHFIELD GUIDELINES\n\nLS-4: Legs\nLS-4.1: Sciatica\n > Velora is not "
        "recommended.\nLS-4.2: Gout\n > Velora is recommended.\n"
    )
    assert rows(said(GUIDELINE, text, suffix=".txt")) == [
        (AGAINST, "Velora", "Sciatica"),
        (FOR, "Velora", "Gout"),
    ]


@pytest.mark.parametrize(
    ("listed", "asked", "verdict"),
    [
        ("velorin ER, allopurinol", "Is allopurinol covered for gout?", "not_necessary"),
        ("velorin and barfoxin guidance of allopurinol", "Is barfoxin covered for gout?", None),
    ],
)
def test_the_last_of_a_bare_list_is_a_whole_name(
    tmp_path, listed: str, asked: str, verdict: str | None
) -> None:
    corpus = SmallCorpus(tmp_path)
    corpus.policy("list", f"# Drug list\n\nExcluded from coverage: {listed} for any indication.\n")
    answer = corpus.ask(asked)
    assert (answer.verdict == verdict) if verdict else (answer.verdict != "not_necessary")
