"""What payers print around their positions: fields, remarks on lists, histories, what is left."""

import pytest

from ingest.describe import describe
from ingest.describe_subjects import infer_subject
from ingest.readers import read_document
from ingest.statements.whole_names import with_whole_name
from tests.said import AGAINST, FOR, POLICY, positions, rows, said


@pytest.mark.parametrize(
    ("text", "title", "subject"),
    [
        pytest.param(
            "Northfield Insurance Company\n\nCoverage Policy Number ........ NP0042\n"
            "Policy Title .................. Gout Agents - Velora\n"
            "                                Step Therapy Policy\n\nREVIEW DATE: 01/05/2026\n\n"
            "OVERVIEW\n\nVelora is covered for gout.\n",
            "Gout Agents - Velora Step Therapy Policy",
            "Velora",
            id="dots lead to the title, which goes on below",
        ),
        pytest.param(
            "SUBJECT: National Coverage Determination (NCD 30.9)\n\nTitle: Ankle Braces\n\nAnkle "
            "braces are covered.\n",
            "Ankle Braces",
            "Ankle Braces",
            id="a field that holds a series alone",
        ),
        pytest.param(
            "Policy Title: Ankle Braces\n\nEffective 1/1/2026\n\nAnkle braces are covered.\n",
            "Ankle Braces",
            "Ankle Braces",
            id="a field below is no part of a title",
        ),
    ],
)
def test_labelled_titles(tmp_path, text, title, subject) -> None:
    path = tmp_path / "policy.txt"
    path.write_text(text, encoding="utf-8")
    source = describe(read_document(path, tmp_path))
    assert (source.title, source.subject) == (title, subject)


def test_a_remark_on_a_list_is_no_condition() -> None:
    found = said(
        POLICY,
        "Velora is considered unproven for the following (this list will be revised as data are "
        "published):\n\n1. Gout. One small trial exists.\n2. Use together with Adlora.\n",
        subject="Velora",
    )
    assert rows(found) == [(AGAINST, "Velora", "Gout"), (AGAINST, "Velora", "")]
    assert positions(found)[1].criteria is not None


@pytest.mark.parametrize(
    "table",
    [
        "| Date | Reason | Action |\n|---|---|---|\n| 8/2019 | Revision | Braces for gout added to "
        "investigational |\n",
        "| Type of Revision | Summary of Changes | Review Date |\n|---|---|---|\n| Annual | Velora "
        "for gout is no longer covered | 12/10/2025 |\n",
    ],
)
def test_a_history_of_changes_takes_no_position(table: str) -> None:
    assert said(POLICY, f"## Update information\n\n{table}", subject="Velora") == ()


def test_a_row_that_names_a_thing_beside_a_date_is_no_history() -> None:
    table = (
        "| Service | Coverage | Effective |\n|---|---|---|\n| Braces | Not covered | 1/1/2026 |\n"
    )
    assert [s.direction for s in said(POLICY, f"## Policy\n\n{table}", subject="")] == [AGAINST]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "Velora is not covered for gout, nor for ankle sprain.",
            [(AGAINST, "Velora", "gout"), (AGAINST, "Velora", "ankle sprain")],
            id="nor for",
        ),
        pytest.param(
            "Velora is covered for gout that is not tophaceous.",
            [(FOR, "Velora", "gout")],
            id="no nor",
        ),
        pytest.param(
            "Velora is not covered for gout, for ankle sprain, or for sciatica.",
            [(AGAINST, "Velora", "gout | ankle sprain | sciatica")],
            id="a list with for before each",
        ),
    ],
)
def test_what_is_refused_for_several(text: str, expected: object) -> None:
    assert rows(said(POLICY, f"# Velora\n\n{text}\n", subject="Velora")) == expected


LID = """## Coverage

Surgery of the nail is covered when the nail is painful.

{left}
"""


@pytest.mark.parametrize(
    ("left", "verdict"),
    [
        (
            "This policy does not address correction of onychomycosis or paronychia.",
            "not_addressed",
        ),
        ("Payment rules are told in another manual.", "conditional"),
    ],
)
def test_what_a_policy_does_not_address(corpus, left, verdict) -> None:
    corpus.policy("nails", LID.format(left=left))
    assert corpus.ask("Is surgery of the nail covered for paronychia?").verdict == verdict


CAPSULES = """## Policy

Wireless capsule endoscopy of the colon is considered medically necessary when colonoscopy was
incomplete.

## Coding

When services may be Medically Necessary when criteria are met:

| CPT | |
|---|---|
| 91113 | Capsule endoscopy, colon |

When services are Not Medically Necessary:

| CPT | |
|---|---|
| 91111 | Capsule endoscopy, esophagus |
"""


@pytest.mark.parametrize(
    ("question", "verdict"),
    [
        ("Is 91111 covered for esophageal varices?", "not_necessary"),
        ("Is 91113 covered for a colon polyp?", "conditional"),
    ],
)
def test_a_code_that_a_list_refuses_goes_before_what_is_said_of_its_class(
    corpus, question, verdict
) -> None:
    corpus.policy("capsules", CAPSULES)
    assert corpus.ask(question).verdict == verdict


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "Authorization will be denied for: food allergy; gout; ankle sprain.",
            [
                (AGAINST, "Velora", "food allergy"),
                (AGAINST, "Velora", "gout"),
                (AGAINST, "Velora", "ankle sprain"),
            ],
            id="what is denied is what the document is about",
        ),
        pytest.param(
            "Velora is contraindicated, and considered not medically necessary, in patients with "
            "coagulopathy.",
            [(AGAINST, "Velora", "coagulopathy")],
            id="two predicates before the people",
        ),
        pytest.param(
            "Velora may be a covered item for a member with gout.",
            [(FOR, "Velora", "gout")],
            id="a covered item",
        ),
        pytest.param(
            "Velora is not covered for other uses. Examples of what is not covered:\n\n- Gout\n"
            "- Sciatica\n",
            [(AGAINST, "Velora", ""), (AGAINST, "Velora", "Gout"), (AGAINST, "Velora", "Sciatica")],
            id="examples of what is not covered",
        ),
        pytest.param(
            "Velora is covered as an adjunct to spinal fusion in members at high risk of failure, "
            "defined as any one of the following:\n\n- smoking\n- diabetes\n",
            [(FOR, "Velora", "spinal fusion & failure")],
            id="an adjunct to an operation, and a risk that is defined",
        ),
        pytest.param(
            "Velora is covered as an adjunct to diet for obesity.",
            [(FOR, "Velora", "obesity")],
            id="an adjunct to a diet",
        ),
    ],
)
def test_payers_sentences(text: str, expected: object) -> None:
    assert rows(said(POLICY, f"## Policy\n\n{text}\n", subject="Velora")) == expected


@pytest.mark.parametrize(
    "heading",
    ["4.0 EXCLUSIONS", "III. Indications for which coverage is NOT authorized:"],
)
def test_numbered_headings_that_refuse(heading: str) -> None:
    text = f"# Manual\n\n## {heading}\n\n- Boot camps\n- Aversion therapy for gout\n"
    found = said(POLICY, text)
    assert [(s.direction, s.interventions[0]) for s in found] == [
        (AGAINST, "Boot camps"),
        (AGAINST, "Aversion therapy"),
    ]


@pytest.mark.parametrize(
    ("heading", "named"),
    [
        (
            "Therapeutic epidural steroid injection, initial",
            "Therapeutic epidural steroid injection",
        ),
        ("Clinical indications", "initial injection"),
    ],
)
def test_an_injection_in_short_is_that_of_its_heading(heading: str, named: str) -> None:
    text = (
        f"# Pain\n\n## {heading}\n\nAn initial injection is considered medically necessary when "
        "ALL of the following are present:\n\n- leg pain\n- weakness\n"
    )
    assert said(POLICY, text)[0].interventions[0] == named


def test_the_title_of_a_sheet_stands_above_its_headings(tmp_path) -> None:
    path = tmp_path / "policy.md"
    text = (
        "Clinical Policy: Velorumab-abcd (Velora)\n\nReference Number: XY.42\n\n# Description\n\n"
        "A drug.\n\n# FDA Approved Indication(s)\n\nIt is indicated for gout.\n\n# Policy/Criteria"
        "\n\nVelora is medically necessary when age is over 18.\n"
    )
    path.write_text(text, encoding="utf-8")
    assert describe(read_document(path, tmp_path)).title == "Velorumab-abcd (Velora)"


@pytest.mark.parametrize(
    ("title", "subject"),
    [
        ("Clinical Appropriateness Guidelines: Musculoskeletal", ""),
        (
            "Clinical Appropriateness Guidelines: Musculoskeletal Ultrasound",
            "Musculoskeletal Ultrasound",
        ),
    ],
)
def test_a_field_of_medicine_is_no_service(title: str, subject: str) -> None:
    assert infer_subject(title, POLICY) == subject


AGES = """## Policy

Residential treatment is covered for beneficiaries under 21 years of age{only}.
"""


@pytest.mark.parametrize(("only", "verdict"), [(" only", "not_necessary"), ("", "not_addressed")])
def test_what_is_covered_for_some_people_only(corpus, only, verdict) -> None:
    corpus.policy("residential", AGES.format(only=only))
    question = "Is residential treatment covered for a 31-year-old with PTSD?"
    assert corpus.ask(question).verdict == verdict


SCREENED = """## Policy

Capsule endoscopy is considered not medically necessary in the following circumstances:

- Colorectal cancer screening
"""


@pytest.mark.parametrize(
    ("question", "verdict"),
    [
        ("Is capsule endoscopy covered for routine bowel cancer screening?", "not_necessary"),
        ("Is capsule endoscopy covered for colorectal cancer?", "not_addressed"),
    ],
)
def test_a_device_refused_for_screening(corpus, question, verdict) -> None:
    corpus.policy("capsule", SCREENED)
    assert corpus.ask(question).verdict == verdict


DRUGS = """# Northfield Health

## 2026 Drug List (Formulary)

| Drug (brand) | Tier | Limits | Notes |
|---|---|---|---|
| apixaban (Eliquis) tablet | 2 | QL | 60 tablets per 30 days |
| evolocumab (Repatha) pen | 4 | PA, QL | 2 pens per 28 days |
| semaglutide (Ozempic) pen | 2 | PA | 1 pen per 28 days |
| semaglutide (Wegovy) pen | NF | | weight loss drugs are excluded |
| suvorexant (Belsomra) tablet | 3 | ST | ST: eszopiclone AND trazodone. |
"""


@pytest.mark.parametrize(
    ("question", "verdict"),
    [
        ("Does Northfield cover Eliquis for atrial fibrillation?", "necessary"),
        ("Does Northfield cover Repatha for high cholesterol?", "conditional"),
        ("Does Northfield cover Wegovy for weight loss?", "not_necessary"),
        ("Is Belsomra covered for insomnia?", "conditional"),
        ("Insomnia, failed trazodone and eszopiclone. Is Belsomra covered?", "necessary"),
        ("Is zolpidem covered for insomnia?", "not_addressed"),
    ],
)
def test_a_list_of_drugs(corpus, question, verdict) -> None:
    corpus.policy("drugs", DRUGS)
    assert corpus.ask(question).verdict == verdict


def test_a_table_of_another_document_has_no_tiers() -> None:
    text = "## Policy\n\n| Service | Level | Notes |\n|---|---|---|\n| Home visits | 2 | daily |\n"
    assert said(POLICY, f"# Home care\n\n{text}", subject="home care") == ()


def test_a_day_of_a_change_is_not_that_of_the_document(tmp_path) -> None:
    path = tmp_path / "policy.md"
    text = "# Ankle Braces\n\n{}Ankle braces are covered.\n\n{}"
    change = "Effective January 1, 2027: ankle braces move to tier 3.\n"
    path.write_text(text.format("", change), encoding="utf-8")
    assert describe(read_document(path, tmp_path)).effective_date is None
    path.write_text(text.format("Effective January 1, 2026\n\n", change), encoding="utf-8")
    assert str(describe(read_document(path, tmp_path)).effective_date) == "2026-01-01"


@pytest.mark.parametrize(
    ("spoken", "named"),
    [
        ("electrical stimulation", "electrical stimulation | Electrical Bone Growth Stimulation"),
        (
            "Noninvasive stimulation",
            "Noninvasive stimulation | Noninvasive Electrical Bone Growth Stimulation",
        ),
        ("Ultrasound stimulation", "Ultrasound stimulation"),
        ("Electrical testing", "Electrical testing"),
    ],
)
def test_a_thing_named_in_short(spoken: str, named: str) -> None:
    subject = ("Electrical Bone Growth Stimulation of the Spine", "Spine")
    assert " | ".join(with_whole_name((spoken,), subject)) == named


def test_no_renewal_is_refused_to_who_goes_on() -> None:
    text = "## II. Continued Therapy\n\n### A. Gout\n\n1. Re-authorization is not permitted.\n"
    (found,) = said(POLICY, f"# Velora\n\n{text}", subject="Velora")
    assert (found.direction, found.interventions, found.phase) == (
        AGAINST,
        ("Velora",),
        "continued",
    )
    assert found.conditions == ("Gout",)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "MS-25.3: Osteoarthritis. MRI of the knee is medically necessary following an x-ray.",
            [(FOR, "MRI", "Osteoarthritis")],
            id="a title with its number",
        ),
        pytest.param(
            "Osteoarthritis is common. MRI of the knee is covered.",
            [(FOR, "MRI", "knee")],
            id="a sentence",
        ),
    ],
)
def test_titles_run_in(text: str, expected: object) -> None:
    found = said(POLICY, f"# Imaging\n\n## Knee\n\n{text}\n", subject="Imaging")
    assert [(d, i, c.split(" & ")[0]) for d, i, c in rows(found)] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "**Are copper bracelets covered for gout?** No.",
            [(AGAINST, "copper bracelets", "gout")],
            id="a question and no",
        ),
        pytest.param(
            "**Are foot braces covered?** Yes, with prior authorization, for members with gout.",
            [(FOR, "foot braces", "gout")],
            id="yes, for some",
        ),
        pytest.param(
            "**Are foot braces covered?** Yes. Foot braces are covered for gout.",
            [(FOR, "Foot braces", "gout")],
            id="the next sentence says it",
        ),
        pytest.param("### Is zinc covered?\n\nNo.", [(AGAINST, "zinc", "")], id="a heading asks"),
        pytest.param("**Who is covered?** No one under 18.", [], id="another question"),
        pytest.param(
            "Zinc is not routinely commissioned for gout.", [(AGAINST, "Zinc", "gout")], id="NHS"
        ),
        pytest.param(
            "Surgery of the toe will only be funded where there is severe pain.",
            [(FOR, "Surgery of the toe", "")],
            id="funded where",
        ),
        pytest.param("The trial of zinc is funded in part by a maker.", [], id="who paid for it"),
        pytest.param(
            "Zinc does not meet the Northfield medical technology assessment criteria for:\n\n"
            "- gout\n- sciatica\n",
            [(AGAINST, "Zinc", "gout"), (AGAINST, "Zinc", "sciatica")],
            id="technology assessment",
        ),
    ],
)
def test_guides_and_commissioners(text: str, expected: object) -> None:
    assert rows(said(POLICY, f"# Guide\n\n## Services\n\n{text}\n")) == expected


def test_what_ends_a_treatment_is_no_reason_to_start_it() -> None:
    text = "## Discontinuation Criteria\n\n- No better after 6 months\n"
    assert said(POLICY, f"# Velora\n\n{text}", subject="Velora") == ()


def test_all_answers_must_be_yes() -> None:
    text = (
        "## Inclusion Criteria\n\nThe answers to ALL of the following must be fulfilled in order "
        "to meet criteria.\n\n- [ ] Two attacks of gout\n- [ ] Age 18 or older\n"
    )
    (found,) = said(POLICY, f"# Velora\n\n{text}", subject="Velora")
    assert found.direction is FOR
    assert found.criteria is not None
    assert len(found.criteria.children) == 2


@pytest.mark.parametrize(
    ("heading", "below", "subject"),
    [
        ("Acme Permanente: Clinical Review Criteria", "Foot Bath", "Foot Bath"),
        ("Foot Baths: Clinical Review Criteria", "Summary", "Foot Baths"),
    ],
)
def test_a_payers_series_is_no_subject(tmp_path, heading, below, subject) -> None:
    path = tmp_path / "policy.md"
    text = f"# {heading}\n\n## {below}\n\nThe foot bath is medically necessary for gout.\n"
    path.write_text(text, encoding="utf-8")
    assert describe(read_document(path, tmp_path)).subject == subject


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("# Commissioning Policy: Bunions\n\nSurgery is not routinely funded.\n", POLICY),
        ("# Velora\n\nCriteria for Use\n\nPharmacy Benefits Management Services.\n", POLICY),
    ],
)
def test_kinds_of_those_who_pay_for_all(tmp_path, text, kind) -> None:
    path = tmp_path / "policy.md"
    path.write_text(text, encoding="utf-8")
    assert describe(read_document(path, tmp_path)).kind is kind


LIMITED = """## Policy

Vein ablation for varicose veins is covered for patients who have {who}.
"""


@pytest.mark.parametrize(
    ("who", "verdict"),
    [
        ("bleeding varicose veins or a venous ulcer", "conditional"),
        ("varicose veins", "necessary"),
    ],
)
def test_what_a_payer_limits_to_a_form_is_open_for_the_others(corpus, who, verdict) -> None:
    corpus.policy("veins", LIMITED.format(who=who))
    assert corpus.ask("Is vein ablation covered for varicose veins?").verdict == verdict


MEMO = """## Decision

Acupuncture for migraine becomes a covered service of the programme.

Acupuncture of any type for a condition other than migraine is not covered.
"""


@pytest.mark.parametrize(
    ("question", "verdict"),
    [
        ("Is acupuncture covered for fibromyalgia?", "not_necessary"),
        ("Is acupuncture covered for migraine?", "necessary"),
        ("Is massage covered for fibromyalgia?", "not_addressed"),
        ("Is acupuncture covered for headache?", "conditional"),
    ],
)
def test_a_condition_other_than_the_named_one(corpus, question, verdict) -> None:
    corpus.policy("acupuncture", MEMO)
    assert corpus.ask(question).verdict == verdict


def test_a_form_of_the_asked_condition_is_excepted_from_the_rest(corpus) -> None:
    corpus.policy("acupuncture", MEMO.replace("migraine", "chronic low back pain"))
    assert corpus.ask("Is acupuncture covered for low back pain?").verdict != "not_necessary"
    assert corpus.ask("Is acupuncture covered for gout?").verdict == "not_necessary"


def test_examples_at_large_are_no_criterion() -> None:
    text = "Velora is investigational for all other uses, including but not limited to gout."
    assert [s.criteria for s in said(POLICY, text)] == [None, None]


VEINS = """## Coverage

Laser ablation (36478) is considered reasonable and necessary when stockings have failed.

## ICD-10-CM codes that support medical necessity

| Code | |
|---|---|
| I83.811 | Varicose veins of right lower extremity with pain |

## ICD-10-CM codes that do NOT support medical necessity

| Code | |
|---|---|
| I83.91 | Asymptomatic varicose veins of right lower extremity |
"""


@pytest.mark.parametrize(
    ("question", "verdict"),
    [
        ("Does I83.91 support medical necessity for 36478?", "not_necessary"),
        ("Does I83.811 support medical necessity for 36478?", "conditional"),
        ("Is infliximab medically necessary for I83.91?", "not_addressed"),
    ],
)
def test_the_lists_of_a_policy_on_the_care_of_a_disease(corpus, question, verdict) -> None:
    corpus.policy("veins", VEINS, title="Treatment of varicose veins")
    assert corpus.ask(question).verdict == verdict


def test_a_verdict_told_once_more_is_no_criterion() -> None:
    text = "## Not covered\n\n- Removal of {what} cosmetic.\n"
    (again,) = said(POLICY, text.format(what="spider veins, which is considered"))
    assert again.criteria is None
    (which,) = said(POLICY, text.format(what="moles that are"))
    assert which.criteria is not None
