"""Advice whose thing stands in the heading or the item above it."""

import pytest

from tests.said import AGAINST, FOR, GUIDELINE, Row, rows, said


def told(text: str) -> list[Row]:
    return rows(said(GUIDELINE, f"# Nordland guideline in short\n\n## Metoprolol\n\n- {text}\n"))


@pytest.mark.parametrize(
    ("text", "row"),
    [
        ("Use in heart failure", (FOR, "Metoprolol", "heart failure")),
        ("Consider in atrial fibrillation", (FOR, "Metoprolol", "atrial fibrillation")),
        ("May be considered for gout", (FOR, "Metoprolol", "gout")),
        ("**Indication:** atrial fibrillation", (FOR, "Metoprolol", "atrial fibrillation")),
        ("**Avoid:** heart failure", (AGAINST, "Metoprolol", "heart failure")),
        ("Contraindication: severe asthma", (AGAINST, "Metoprolol", "severe asthma")),
    ],
)
def test_the_thing_is_named_above(text: str, row: Row) -> None:
    assert told(text) == [row]


@pytest.mark.parametrize(
    "text", ["Use in children is experimental.", "Use in pregnancy has not been studied."]
)
def test_a_noun_advises_nothing(text: str) -> None:
    assert all(row[0] is not FOR for row in told(text))


def test_an_item_is_not_on_the_thing_of_the_item_before_it() -> None:
    text = (
        "Nordland Heart Council\nClinical Practice Guideline: Lipids\n2023\n\n"
        "4. Niacin\n   a. Niacin is not recommended for reducing cardiovascular risk.\n"
        "5. Fibrates\n   a. Recommended for pancreatitis prevention in severe gout.\n"
    )
    found = [s for s in said(GUIDELINE, text, suffix=".txt") if s.direction is FOR]
    assert all("Niacin" not in s.interventions for s in found)


def test_a_list_that_stands_alone_advises_among_graded_advice() -> None:
    text = (
        "# Nordland guideline\n\n## Drugs\n\n"
        + "".join(f"- We recommend drug{c}in for gout. (Strong)\n" for c in "abcd")
        + "\n## Oxygen\n\n- Long-term oxygen is recommended in lung fibrosis.\n"
        + "\n## Heparin\n\nMany were asked. Heparin is recommended in lung fibrosis.\n"
    )
    found = {(s.interventions[0], s.basis.value) for s in said(GUIDELINE, text) if s.interventions}
    assert ("Long-term oxygen", "recommendation") in found
    assert ("Heparin", "finding") in found
