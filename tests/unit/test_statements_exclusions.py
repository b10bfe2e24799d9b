"""Lists of exclusions, and criteria that say that none of them may be there."""

import pytest

from ingest.statements.models import Criterion, Join, Statement
from tests.said import AGAINST, FOR, GUIDELINE, POLICY, said

LIST = "\n- Active infection\n- Pregnancy\n"
NEEDED = "# Velora\n\n## Coverage criteria\n\nVelora is medically necessary when all are met:\n\n"


def made(text: str) -> tuple[Statement, ...]:
    return said(POLICY, text, subject="Velora")


def tree(node: Criterion | None) -> str:
    """A tree in one line."""
    if node is None or node.join is Join.LEAF:
        return node.text if node else ""
    return f"{node.join.value}({', '.join(tree(child) for child in node.children)})"


@pytest.mark.parametrize(
    ("criterion", "line"),
    [
        ("None of the exclusions apply", "Exclusions:\n"),
        ("None of the exclusions below applies", "Exclusion criteria (Velora is not covered):\n"),
        ("No contraindication listed below", "### Contraindications\n"),
        ("The member has no contraindications", "Contraindications:\n"),
        (
            "The member has none of the exclusions listed below",
            "Velora is not covered when any of the following is present:\n",
        ),
    ],
)
def test_none_of_the_exclusions(criterion: str, line: str) -> None:
    needed, refused = made(f"{NEEDED}1. Gout\n2. {criterion}\n\n{line}{LIST}")
    assert needed.direction is FOR
    assert tree(needed.criteria) == "all_of(Gout, none_of(Active infection, Pregnancy))"
    assert refused.direction is AGAINST
    assert tree(refused.criteria) == "any_of(Active infection, Pregnancy)"


def test_a_list_of_something_else_is_not_pointed_to() -> None:
    needed, _ = made(
        f"{NEEDED}1. Gout\n2. No contraindications\n\nVelora is not covered with any of the "
        f"following present:\n{LIST}"
    )
    assert tree(needed.criteria) == "all_of(Gout, No contraindications)"


@pytest.mark.parametrize(
    ("lead", "expected"),
    [
        (
            "Velora is medically necessary unless any of the following is present:",
            [(FOR, "none_of(Active infection, Pregnancy)")],
        ),
        (
            "Velora is covered except when all of the following are present:",
            [(FOR, "none_of(all_of(Active infection, Pregnancy))")],
        ),
        (
            "Velora is not medically necessary unless any of the following is present:",
            [
                (AGAINST, "none_of(Active infection, Pregnancy)"),
                (FOR, "any_of(Active infection, Pregnancy)"),
            ],
        ),
        (
            "Velora is contraindicated in any of the following:",
            [(AGAINST, "any_of(Active infection, Pregnancy)")],
        ),
        (
            "Velora is not covered when none of the following is present:",
            [(AGAINST, "none_of(Active infection, Pregnancy)")],
        ),
    ],
)
def test_lists_of_exceptions(lead: str, expected: list[tuple[object, str]]) -> None:
    found = made(f"# Velora\n\n{lead}\n{LIST}")
    assert [(s.direction, tree(s.criteria)) for s in found] == expected


def test_not_necessary_when_none_of_the_criteria_is_met() -> None:
    _, refused = made(
        f"{NEEDED}1. Gout\n2. Fever\n\nVelora is not medically necessary when none of the criteria "
        "above is met.\n"
    )
    assert (refused.direction, refused.criteria, refused.catch_all) == (AGAINST, None, True)


def test_a_guideline_has_no_lists_of_exclusions() -> None:
    assert said(GUIDELINE, f"# Velora\n\n## Contraindications\n{LIST}", subject="Velora") == ()


ABOVE = (
    "# Vein procedures\n\n## Coverage criteria\n\nVelora ablation is medically necessary for "
    "reflux."
    "\n\nMaruna stripping is medically necessary for reflux.\n\n## Limitations\n\n"
    "The following are considered not medically necessary:\n\n1. Cosmetic Velora ablation.\n"
)


def test_what_is_refused_of_all_that_stands_above() -> None:
    item = (
        "2. Any of the above procedures within 3 months of a deep vein thrombosis or of delivery."
    )
    last = said(POLICY, f"{ABOVE}{item}\n", subject="Vein procedures")[-1]
    assert last.direction is AGAINST
    assert {"Velora ablation", "Maruna stripping"} <= set(last.interventions)
    assert tree(last.criteria) == (
        "any_of(within 3 months of a deep vein thrombosis, within 3 months of delivery)"
    )


def test_what_names_its_own_thing_is_none_of_what_stands_above() -> None:
    item = "2. Sclerotherapy within 3 months of delivery."
    last = said(POLICY, f"{ABOVE}{item}\n", subject="Vein procedures")[-1]
    assert "Velora ablation" not in last.interventions


def test_people_of_an_age_in_a_list_are_no_disease() -> None:
    text = (
        "# Velora\n\nVelora is considered investigational in all other situations, including:\n\n"
        "- Patulous tubes;\n- Individuals younger than 18 years of age;\n- Adults with asthma\n"
    )
    found = {s.quote.text: s for s in made(text) if not s.catch_all}
    young = found["- Individuals younger than 18 years of age;"]
    assert (young.conditions, young.population) == ((), "younger than 18 years of age")
    assert found["- Adults with asthma"].conditions == ("asthma",)


NOT_COVERED = "# Benefit booklet\n\n## Exclusions\n\nThe following are not covered:\n\n"


def booklet(item: str) -> list[tuple[str, tuple[str, ...], tuple[str, ...]]]:
    """Direction, conditions and criteria of each Statement of one excluded item."""
    return [
        (
            s.direction.value,
            s.conditions,
            tuple(leaf.text for leaf in s.criteria.leaves()) if s.criteria else (),
        )
        for s in said(POLICY, f"{NOT_COVERED}- {item}\n- Massage therapy\n", subject="")
        if "Massage" not in s.quote.text
    ]


@pytest.mark.parametrize(
    ("item", "given_for", "asked"),
    [
        ("Biofeedback, except for urinary incontinence", ("urinary incontinence",), ()),
        ("Hypnosis (except for chronic pain)", ("chronic pain",), ()),
        ("Hypnosis, other than for chronic pain", ("chronic pain",), ()),
        ("Hypnosis, apart from chronic pain", ("chronic pain",), ()),
        ("Hypnosis, save for chronic pain", ("chronic pain",), ()),
        ("Hypnosis, with the sole exception of chronic pain", ("chronic pain",), ()),
        ("Hypnosis, excluding treatment of chronic pain", ("chronic pain",), ()),
        ("Blood testing, apart from tests for lead poisoning", ("lead poisoning",), ()),
        ("Hypnosis for any condition other than chronic pain", ("chronic pain",), ()),
        ("Hypnosis, except in an approved study", (), ("an approved study",)),
        (
            "Special footwear, except footwear for leprosy due to nerve damage",
            ("leprosy",),
            ("due to nerve damage",),
        ),
        ("Hypnosis, except for chronic pain, up to 6 visits per year", ("chronic pain",), ()),
        ("Eye prostheses, except one every 5 years for anophthalmia", ("anophthalmia",), ()),
        ("Compression sleeves, unless you have lymphedema", (), ("you have lymphedema",)),
        (
            "Scalp cooling caps, except for hair loss due to chemotherapy",
            ("hair loss",),
            ("due to chemotherapy",),
        ),
    ],
)
def test_an_excluded_item_is_given_to_whom_it_excepts(
    item: str, given_for: tuple[str, ...], asked: tuple[str, ...]
) -> None:
    refused, given = booklet(item)
    assert refused[0] == "against"
    assert given == ("for", given_for, asked)


def test_an_excluded_item_excepts_a_thing_of_its_kind() -> None:
    text = f"{NOT_COVERED}- Blood testing, except lead testing in children with pica.\n"
    refused, given = said(POLICY, text, subject="")
    assert (refused.direction, refused.interventions) == (AGAINST, ("Blood testing",))
    assert (given.direction, given.interventions) == (FOR, ("lead testing",))


def test_an_item_refuses_what_stands_behind_its_not_for() -> None:
    text = "The following are covered:\n\n- Hypnosis for chronic pain, not for insomnia.\n- Yoga.\n"
    given, refused, _ = said(POLICY, text, subject="")
    assert (given.direction, given.condition_groups) == (FOR, (("chronic pain",),))
    assert (refused.direction, refused.condition_groups) == (AGAINST, (("insomnia",),))


def test_a_cell_of_a_table_excepts() -> None:
    text = (
        "# Services\n\n| Service | Determination |\n|---|---|\n"
        "| Hypnosis | Not covered, except for chronic pain |\n| Yoga | Not covered |\n"
    )
    refused, given, other = said(POLICY, text, subject="")
    assert (refused.direction, refused.exceptions) == (AGAINST, ("chronic pain",))
    assert (given.direction, given.condition_groups) == (FOR, (("chronic pain",),))
    assert (other.direction, other.exceptions) == (AGAINST, ())


def test_an_exception_stays_though_another_thing_is_covered_for_the_same() -> None:
    text = (
        f"{NOT_COVERED}- Hypnosis, except for chronic pain.\n\nYoga is covered for chronic pain.\n"
    )
    found = said(POLICY, text, subject="")
    assert [(s.direction, s.interventions[0]) for s in found] == [
        (AGAINST, "Hypnosis"),
        (FOR, "Hypnosis"),
        (FOR, "Yoga"),
    ]


@pytest.mark.parametrize("item", ["Hypnosis for chronic pain", "Yoga, up to any number of visits"])
def test_an_item_without_an_exception_is_refused_alone(item: str) -> None:
    assert [way for way, _, _ in booklet(item)] == ["against"]


def test_a_remark_gives_an_amount_to_other_people() -> None:
    text = f"{NOT_COVERED}- Foot orthoses for adults. (Children: two pairs per year.)\n"
    given, refused = said(POLICY, text, subject="")
    assert (given.direction, given.population) == (FOR, "Children")
    assert (refused.direction, refused.population) == (AGAINST, "adults")


@pytest.mark.parametrize(
    ("sentence", "people"),
    [
        ("Speech therapy is not covered for adults.", "adults"),
        ("Speech therapy is not covered for adults with aphasia.", ""),
    ],
)
def test_adults_alone_are_refused(sentence: str, people: str) -> None:
    (refused,) = said(POLICY, f"# Coverage\n\n{sentence}\n", subject="")
    assert refused.population == people


def test_indications_below_the_dates_that_are_given_are_each_its_own() -> None:
    text = (
        "# Velora\n\nEffective for services performed on or after the dates given, Velora is "
        "covered for:\n\n1. Gout that has not responded to diet;\n2. Patients with asthma.\n"
    )
    assert [s.conditions for s in made(text)] == [("Gout",), ("asthma",)]


def test_boxes_in_round_brackets_are_criteria() -> None:
    items = "( ) diet has failed, and\n( ) tophi are seen\n"
    (one,) = made(f"# Velora\n\nVelora is covered for gout if:\n\n{items}")
    assert tree(one.criteria) == "all_of(diet has failed, tophi are seen)"


PLAN = "# {title}\n\nBlue Harbor Plan, certificate of coverage\n\n## A. Alternative care\n\n"
ITEMS = "1. Acupressure and rolfing.\n2. Hearing aids for adults.\n"


@pytest.mark.parametrize(
    "title", ["Section 8: Exclusions and Limitations", "What is not covered", "Exclusions"]
)
def test_a_chapter_of_a_plans_exclusions_refuses_what_it_lists(title: str) -> None:
    refused = said(POLICY, PLAN.format(title=title) + ITEMS, subject="")
    assert {s.direction for s in refused} == {AGAINST}
    assert not any(s.condition_groups for s in refused)  # "Alternative care" is no condition
    assert "rolfing" in refused[0].interventions
    assert refused[1].population == "adults"


def test_what_is_covered_is_no_chapter_of_exclusions() -> None:
    assert all(
        s.direction is not AGAINST
        for s in said(POLICY, PLAN.format(title="What is covered") + ITEMS, subject="")
    )


def test_an_exception_in_a_sentence_of_its_own() -> None:
    text = PLAN.format(title="Exclusions") + "1. Massage. Exception: for lymphedema.\n"
    refused, given = said(POLICY, text, subject="")
    assert (refused.direction, refused.condition_groups) == (AGAINST, ())
    assert (given.direction, given.conditions) == (FOR, ("lymphedema",))


def test_a_sentence_in_brackets_keeps_whom_it_is_for() -> None:
    text = "# Coverage\n\n(Insulin pumps for members under age 18 are covered.)\n"
    (given,) = said(POLICY, text, subject="")
    assert (given.interventions, given.population) == (("Insulin pumps",), "under age 18")


def test_uses_that_are_each_named_with_for() -> None:
    listed = "- A glucose sensor for gout, or for members without diabetes\n"
    text = f"# Coverage\n\nNot covered:\n\n{listed}"
    gout, others = said(POLICY, text, subject="")
    assert (gout.conditions, gout.population) == (("gout",), "")
    assert (others.conditions, others.population) == ((), "without diabetes")


@pytest.mark.parametrize(
    ("name", "things"),
    [
        ("LASIK and other surgery to correct refractive error", ["LASIK"]),
        ("In vitro fertilization, surrogacy, and egg donation", ["In vitro fertilization"]),
    ],
)
def test_things_of_an_item(name: str, things: list[str]) -> None:
    (refused,) = said(POLICY, PLAN.format(title="Exclusions") + f"1. {name}\n", subject="")
    assert set(things) <= set(refused.interventions)
    assert "surgery" not in refused.interventions
