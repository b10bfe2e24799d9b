"""What people call the Blue plan of a state."""

import pytest

from app.plan_names import blue_names


@pytest.mark.parametrize(
    "name",
    ["BCBSNC", "BCBS of North Carolina", "Blue Cross NC", "Blue Cross of North Carolina"],
)
def test_a_plan_has_many_names(name: str) -> None:
    assert name in blue_names("Blue Cross and Blue Shield of North Carolina")


@pytest.mark.parametrize("body", ["Aetna", "Blue Cross Blue Shield", "Acme Health of Ohio"])
def test_others_have_none(body: str) -> None:
    assert blue_names(body) == []


def test_a_shield_alone_is_no_cross() -> None:
    names = blue_names("Blue Shield of California")
    assert "Blue Shield of CA" in names
    assert not [n for n in names if "Cross" in n or "BCBS" in n]
