"""A system of the body is a class of the diagnoses of its chapter, and of no other."""

import pytest

from app.body_systems import is_of_system
from ingest.lexis import key_stems


@pytest.mark.parametrize(
    ("phrase", "code", "expected"),
    [
        ("musculoskeletal indications", "M77.1", True),
        ("neurological disorders", "G20", True),
        ("dermatologic conditions", "L50.1", True),
        ("respiratory conditions", "J45.-", True),
        ("musculoskeletal indications", "G20", False),
        ("neurological disorders", "M77.1", False),
        ("acute respiratory failure", "J45.-", False),
        ("all indications", "M77.1", False),
    ],
)
def test_systems(phrase: str, code: str, *, expected: bool) -> None:
    assert is_of_system(key_stems(phrase), {code}) is expected
