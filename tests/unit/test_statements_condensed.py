"""Guidelines in short: items without a subject, cases in front of a colon, branches, titles."""

import pytest

from ingest.describe_editions import body_behind, with_topic, without_edition
from ingest.describe_subjects import infer_subject
from ingest.statements.criteria_split import split_clause
from ingest.statements.models import Basis, Join, Statement
from tests.said import AGAINST, FOR, GUIDELINE, POLICY, as_document, rows, said


def leaves(statement: Statement) -> list[str]:
    return [leaf.text for leaf in statement.criteria.leaves()] if statement.criteria else []


@pytest.mark.parametrize(
    "item",
    [
        "NOT recommended in patients with asthma.",
        "**Contraindicated** in patients with asthma.",
        "Avoid in patients with asthma.",
        "Should not be used in patients with asthma.",
        "It is not recommended in patients with asthma.",
    ],
)
def test_an_item_without_a_subject_is_on_what_the_one_before_it_names(item: str) -> None:
    text = "# Guide\n\n### Topiramate\n\n- **Topiramate** is suggested for migraine.\n- " + item
    assert rows(said(GUIDELINE, text))[-1] == (AGAINST, "Topiramate", "asthma")


@pytest.mark.parametrize(
    ("above", "thing"),
    [
        ("### Topiramate", "Topiramate"),
        ("### Topiramate (oral)\n\n#### Cautions", "Topiramate"),
        ("## Nerve stimulation", "Nerve stimulation"),
        ("## Drugs\n\n- Topiramate\n  - 25 mg daily", "Topiramate"),
    ],
)
def test_else_on_what_the_item_or_the_heading_above_names(above: str, thing: str) -> None:
    text = f"# Migraine\n\n{above}\n\n  - Contraindicated in patients with asthma.\n"
    assert rows(said(GUIDELINE, text)) == [(AGAINST, thing, "asthma")]


def test_an_item_that_allows_without_a_subject() -> None:
    text = "# Guide\n\n## Nerve stimulation\n\n- May be considered in patients with migraine.\n"
    assert rows(said(GUIDELINE, text)) == [(FOR, "Nerve stimulation", "migraine")]


def test_a_heading_that_names_no_thing_gives_none() -> None:
    text = "# Guide\n\n## Asthma\n\n- Contraindicated in patients with gout.\n"
    assert rows(said(GUIDELINE, text)) == []


@pytest.mark.parametrize(
    ("item", "direction", "condition", "asked"),
    [
        ("**First attack only:** Conditionally recommended **against** starting foobarin", AGAINST,
         "Gout", ["First attack only"]),
        ("**Two attacks a year:** Conditionally recommended to initiate foobarin", FOR, "Gout",
         ["Two attacks a year"]),
        ("**Hyperuricemia** (no attack yet): Recommended against foobarin", AGAINST,
         "Hyperuricemia", []),
        ("Adults with asthma: Suggest against foobarin", AGAINST, "asthma", []),
        ("Suggest against foobarin", AGAINST, "Gout", []),
    ],
)  # fmt: skip
def test_a_case_in_front_of_a_recommendation(item, direction, condition, asked) -> None:
    (found,) = said(GUIDELINE, f"# Gout\n\n- {item} (Conditional, Low)\n", subject="Gout")
    assert (found.direction, found.interventions, found.conditions) == (
        direction,
        ("foobarin",),
        (condition,),
    )
    assert leaves(found) == asked


_ALGORITHM = """# Gout

```
Patient with gout
  --> Tophi, stones, OR >= 2 attacks a year?
      --> YES --> Recommended to start foobarin
      --> NO --> Suggest against foobarin
  --> Severe renal impairment?
      --> YES --> Use barfoxat --> transition to foobarin
              Bazolin generally avoided
  --> Active hepatitis?
      --> YES --> Use barfoxat; bazolin NOT recommended
```
"""


def test_the_branches_of_an_algorithm_hold_for_their_case() -> None:
    found = said(GUIDELINE, _ALGORITHM, subject="Gout")
    told = [(s.direction, s.interventions, leaves(s)) for s in found]
    first = ["Tophi", "stones", ">= 2 attacks a year"]
    assert told == [
        (FOR, ("foobarin",), first),
        (AGAINST, ("foobarin",), first),
        (FOR, ("barfoxat",), ["Severe renal impairment"]),
        (AGAINST, ("Bazolin",), ["Severe renal impairment"]),
        (FOR, ("barfoxat",), ["Active hepatitis"]),
        (AGAINST, ("bazolin",), ["Active hepatitis"]),
    ]
    assert found[1].criteria is not None
    assert found[1].criteria.join is Join.NONE_OF


def test_none_over_another_is_no_position() -> None:
    text = "# Gout\n\nThe panel does not suggest one colchicine regimen over another.\n"
    assert rows(said(GUIDELINE, text, subject="Gout")) == []


def test_what_is_only_preferred_over_delay_says_when() -> None:
    text = "# Gout\n\nStarting foobarin during an attack is recommended over delaying it.\n"
    (found,) = said(GUIDELINE, text, subject="Gout")
    assert found.basis is Basis.FINDING


def test_a_list_with_its_last_word_in_capitals() -> None:
    text = "CKD stage >= 3, urate > 9 mg/dL, OR stones"
    found = split_clause(text)
    assert found.join is Join.ANY_OF
    assert [text[c.start : c.end] for c in found.children] == [
        "CKD stage >= 3",
        "urate > 9 mg/dL",
        "stones",
    ]


@pytest.mark.parametrize(
    ("title", "body", "bare"),
    [
        ("Urticaria — EAACI 2022", "EAACI", "Urticaria"),
        ("Chest Pain in Adults - ACC/AHA 2021", "ACC/AHA", "Chest Pain in Adults"),
        ("Migraine — Northern Headache Society 2020", "Northern Headache Society", "Migraine"),
        ("Screening — HIV 2020", "", "Screening — HIV 2020"),
        ("Asthma - Treatment 2020", "", "Asthma - Treatment 2020"),
    ],
)
def test_who_wrote_it_stands_behind_a_title(title: str, body: str, bare: str) -> None:
    assert (body_behind(title), without_edition(title)) == (body, bare)
    if body:
        assert infer_subject(title, GUIDELINE) == bare.removesuffix(" in Adults")


_PAGE = (
    "<h1>Guide</h1><b>Hip fracture</b><ul><li>Offer foobarin</li></ul>"
    "<b>Stroke </b><br /><ul><li>Do not offer foobarin</li></ul>"
    "<p>Choose <b>any</b></p><ul><li>A</li></ul>"
)


def test_bold_words_above_a_list_of_a_page_head_it() -> None:
    document, _ = as_document(GUIDELINE, _PAGE, suffix=".html")
    heads = [document.block_text(b) for b in document.blocks if b.kind.value == "heading"]
    assert heads == ["Guide", "Hip fracture", "Stroke"]


def test_a_policy_names_its_things_itself() -> None:
    text = "# Policy\n\n### Topiramate\n\n- May be considered in patients with migraine.\n"
    assert all(s.interventions != ("Topiramate",) for s in said(POLICY, text, subject="Gout"))


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("Following a second attack, the panel suggests foobarin.", ["a second attack"]),
        ("Following failure of barfoxat, foobarin is recommended.", ["failure of barfoxat"]),
        ("Following a review of the evidence, we recommend foobarin.", []),
        ("We recommend foobarin for biopsy-proven hepatitis.", ["biopsy-proven hepatitis"]),
        ("If a stone is suspected:\n\n- We recommend foobarin.", ["a stone is suspected"]),
        ("In the absence of fever:\n\n- We recommend foobarin.", ["fever"]),
        ("When prescribing barfoxat:\n\n- We recommend foobarin.", []),
    ],
)
def test_what_stands_in_front_is_asked_for(text: str, asked: list[str]) -> None:
    (found,) = said(GUIDELINE, f"# Gout\n\n{text}\n", subject="Gout")
    assert found.direction is FOR
    assert leaves(found) == asked


@pytest.mark.parametrize(
    "text",
    [
        "Do not offer foobarin to patients who are admitted for stroke.",
        "Do not offer foobarin to patients admitted with stroke.",
        "Foobarin in patients with stroke should be delayed to a later time or until recovery.",
    ],
)
def test_whom_a_refusal_names(text: str) -> None:
    (row,) = rows(said(GUIDELINE, f"# Guide\n\n- {text}\n"))
    assert (row[0], row[1].lower(), row[2]) == (AGAINST, "foobarin", "stroke")


def test_people_that_are_included_narrow_nothing() -> None:
    text = "# Guide\n\nWe suggest foobarin for gout, including patients with diabetes.\n"
    assert rows(said(GUIDELINE, text)) == [(FOR, "foobarin", "gout")]


def test_a_firm_refusal_in_a_list_is_advice_among_graded_advice() -> None:
    graded = "".join(f"\n\nWe recommend {name}mab (1B)." for name in ("foo", "bar", "baz", "qux"))
    text = (
        f"# Gout{graded}\n\n## Principles\n\n- Meperidine should be avoided due to its toxicity.\n"
    )
    found = said(GUIDELINE, text, subject="Gout")
    assert rows(found)[-1] == (AGAINST, "Meperidine", "Gout")
    told = text.replace("- Meperidine", "Meperidine")
    assert (AGAINST, "Meperidine", "Gout") not in rows(said(GUIDELINE, told, subject="Gout"))


def test_may_be_considered_leaves_it_open_beside_a_bare_grade() -> None:
    text = "# Guide\n\nFoobarin may be considered for gout (Conditional).\n"
    assert [s.grade for s in said(GUIDELINE, text)] == ["may"]


@pytest.mark.parametrize(
    ("text", "grade"),
    [
        ("it is reasonable to exclude gout using joint ultrasound before it is treated.",
         "is reasonable"),
        ("it may be reasonable to confirm gout, a crystal disease, using joint ultrasound.", "may"),
    ],
)  # fmt: skip
def test_what_is_looked_for_and_by_what(text: str, grade: str) -> None:
    (found,) = said(GUIDELINE, f"# Guide\n\nIn adults with knee pain, {text}\n")
    assert found.interventions == ("joint ultrasound",)
    assert ("gout",) in found.condition_groups
    assert found.grade == grade


@pytest.mark.parametrize(
    "item",
    [
        "Should be started at a low dose.",
        "Should be monitored with INR.",
        "Recommended for 3 months.",
        "Can be used with aspirin.",
        "May be considered safe.",
        "Should be reserved for specialists.",
        "Recommended dose: 5 mg.",
    ],
)
def test_how_a_drug_is_taken_is_no_advice_for_it(item: str) -> None:
    text = f"# Stroke prevention\n\n### Warfarin\n\n- {item}\n"
    assert rows(said(GUIDELINE, text, subject="Stroke")) == []


def test_of_which_kind_a_thing_is_to_be_is_no_advice_for_it() -> None:
    text = "# Stroke\n\n- Use stockings that provide graduated compression.\n"
    assert rows(said(GUIDELINE, text, subject="Stroke")) == []


@pytest.mark.parametrize(
    ("title", "cover", "whole"),
    [
        ("2021 · NGS", "2021 · NGS · Gout\n\nRead it.", "Gout — NGS 2021"),
        ("NGS 2021", "NGS 2021 | Gout flares\n", "Gout flares — NGS 2021"),
        ("2021 · NGS", "2021 · NGS\n\nSummary", "2021 · NGS"),
        ("Gout 2021", "Gout 2021 · NGS\n", "Gout 2021"),
    ],
)
def test_a_title_of_an_edition_alone_takes_its_topic_from_the_cover(title, cover, whole) -> None:
    assert with_topic(title, cover) == whole


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            "Suggest against velora due to modest benefit; reasonable only for patients who prefer "
            "tablets.",
            [(AGAINST, "velora", "gout")],
        ),
        ("Prioritize velora 2.4 mg over other drugs.", [(FOR, "velora 2.4 mg", "gout")]),
        (
            "Velora and belora suggested for use with a diet; avoid in heart failure.",
            [(FOR, "Velora | belora", "gout"), (AGAINST, "Velora | belora", "heart failure")],
        ),
        (
            "Use velora preferentially in patients with tophi.",
            [(FOR, "velora", "tophi")],
        ),
    ],
)
def test_more_that_is_said_in_short(text: str, found: list[object]) -> None:
    assert rows(said(GUIDELINE, f"# Guide\n\n- {text}\n", subject="gout")) == found


def test_whom_alone_a_refusal_allows_is_its_exception() -> None:
    text = "Suggest against velora; acceptable only in patients with tophi."
    (refused,) = said(GUIDELINE, f"# Guide\n\n{text}\n", subject="gout")
    assert refused.exceptions == ("in patients with tophi",)


def test_a_length_of_two_units_and_what_a_name_means_are_no_conditions() -> None:
    text = (
        "Clinicians should not give velora to infants with a gestational age of 29 weeks, 0 days "
        "or greater.\n\nClinicians should give belora to infants with heart disease or chronic "
        "lung disease defined as preterm infants <32 weeks 0 days who require oxygen.\n"
    )
    refused, advised = said(GUIDELINE, f"# Guide\n\n{text}", subject="croup")
    assert refused.criteria is not None
    assert advised.conditions[:2] == ("heart disease", "chronic lung disease")
    assert advised.population == "infants"
