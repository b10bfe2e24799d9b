"""How the items of a list are joined by what stands between them, and mixed lists in the app."""

import pytest

from app.mixed_lists import both_readings
from ingest.statements.models import Criterion, Join
from tests.said import POLICY, said

HEAD = "# Foobar Health Plan: Medical policy 3\n\nVelora is covered for gout if:\n\n"


def tree(node: Criterion | None) -> str:
    if node is None:
        return ""
    if not node.children:
        return node.text
    mark = "" if node.parsed else "?"
    return f"{mark}{node.join.value}({', '.join(map(tree, node.children))})"


def read(*lines: str) -> str:
    (one,) = said(POLICY, HEAD + "\n".join(lines) + "\n")
    return tree(one.criteria)


@pytest.mark.parametrize(
    ("lines", "told"),
    [
        pytest.param(
            ("[ ] Age is 18 or more, and", "[ ] Tophi, and either", "[ ] Stones, or", "[ ] Fever"),
            "all_of(Age is 18 or more, Tophi, any_of(Stones, Fever))",
            id="and either",
        ),
        pytest.param(
            ("☐ Tophi; AND ONE OF", "☐ Stones", "☐ Fever; OR", "☐ Chills"),
            "all_of(Tophi, any_of(Stones, Fever, Chills))",
            id="and one of, a box without a word behind it",
        ),
        pytest.param(
            ("- Tophi; or both", "- Stones; and", "- Fever"),
            "any_of(Tophi, all_of(Stones, Fever))",
            id="or both",
        ),
        pytest.param(
            ("- Either tophi, or", "- Stones, and", "- Fever"),
            "all_of(any_of(tophi, Stones), Fever)",
            id="either at the start",
        ),
        pytest.param(
            ("☑ Tophi", "☐ Stones", "☐ Fever"),
            "all_of(Tophi, Stones, Fever)",
            id="a box that is ticked is one like the others",
        ),
        pytest.param(
            ("[ ] Tophi, or", "[ ] Stones, and", "[ ] Fever"),
            "?any_of(Tophi, all_of(Stones, Fever))",
            id="nothing says what binds tighter",
        ),
        pytest.param(
            ("- Tophi, or", "- Stones, or", "- Fever"),
            "any_of(Tophi, Stones, Fever)",
            id="no group",
        ),
    ],
)
def test_joins(lines: tuple[str, ...], told: str) -> None:
    assert read(*lines) == told


def leaf(text: str) -> Criterion:
    return Criterion(join=Join.LEAF, text=text)


def test_both_readings_of_a_mixed_list() -> None:
    run = Criterion(join=Join.ALL_OF, text="", children=(leaf("B"), leaf("C")))
    mixed = Criterion(join=Join.ANY_OF, text="", children=(leaf("A"), run), parsed=False)
    assert [tree(way) for way in both_readings(mixed)] == [
        "any_of(A, all_of(B, C))",
        "all_of(any_of(A, B), C)",
    ]


def test_what_is_no_mixed_list_has_no_readings() -> None:
    plain = Criterion(join=Join.ALL_OF, text="", children=(leaf("A"), leaf("B")), parsed=False)
    assert both_readings(plain) == ()
    assert both_readings(leaf("A")) == ()
