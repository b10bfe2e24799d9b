"""Lead-ins of criteria stand above what they lead in, whichever criterion comes first."""

from app.models import CriterionRow, FindingState
from app.render.tables import criteria_groups
from tests.surfaces import rich_answer


def row(text, level, group, join="all_of"):
    return CriterionRow(
        text=text,
        finding=FindingState.UNKNOWN,
        doc_id="example-policy",
        level=level,
        group=group,
        join=join,
    )


def lines(*rows):
    answer = rich_answer().model_copy(update={"criteria": rows})
    (group,) = criteria_groups(answer, str)
    return [(line.level, line.lead or line.row.text) for line in group.lines]


def test_the_lead_in_of_all_stands_above_a_first_criterion_that_is_nested() -> None:
    assert lines(
        row("sleep test", 2, "Any of these:", "any_of"),
        row("home test", 2, "Any of these:", "any_of"),
        row("age 18", 1, "Covered when all are met:"),
    ) == [
        (0, "Covered when all are met:"),
        (1, "Any of these:"),
        (1, "sleep test"),
        (1, "home test"),
        (0, "age 18"),
    ]


def test_a_lead_in_that_comes_first_anyway_stands_once() -> None:
    assert lines(
        row("age 18", 1, "Covered when all are met:"),
        row("sleep test", 2, "Any of these:", "any_of"),
        row("BMI", 1, "Covered when all are met:"),
    ) == [
        (0, "Covered when all are met:"),
        (0, "age 18"),
        (1, "Any of these:"),
        (1, "sleep test"),
        (0, "BMI"),
    ]
