"""How severe a condition is by the number of its scale."""

import pytest

from tests.leaves import MET, NOT_MET, OPEN, finding_of


@pytest.mark.parametrize(
    ("criterion", "case"),
    [
        ("Moderate to severe plaque psoriasis", "plaque psoriasis since 2012"),
        ("Moderate to severe plaque psoriasis", "plaque psoriasis, PASI 3 on Humira"),
        ("Moderate to severe plaque psoriasis", "plaque psoriasis, DAS28 6.0"),
        ("Moderate to severe plaque psoriasis", "plaque psoriasis, her father had a PASI of 20"),
        ("Moderately to severely active Crohn's disease", "Crohn's, CDAI to be scored next week"),
    ],
)
def test_no_number_or_that_of_another_scale_or_person_tells_no_severity(
    criterion: str, case: str
) -> None:
    assert finding_of(criterion, case).state is OPEN


@pytest.mark.parametrize(
    ("criterion", "case", "state"),
    [
        ("Moderate to severe plaque psoriasis", "psoriasis, PASI 14. Only topicals", MET),
        ("Moderately to severely active Crohn's disease", "Crohn's ileocolonic, CDAI 310", MET),
        ("Severe alopecia areata", "alopecia areata SALT 72, 2.5 yrs", MET),
        ("Severe alopecia areata", "alopecia areata SALT 30", NOT_MET),
        ("Severe alopecia areata", "severe alopecia areata", MET),
    ],
)
def test_the_number_of_a_scale_tells_the_severity(criterion, case, state) -> None:
    assert finding_of(criterion, case).state is state


def test_the_number_is_quoted() -> None:
    node = finding_of("Severe alopecia areata", "alopecia areata SALT 72, 2.5 yrs")
    assert [fact.quote for fact in node.facts] == ["alopecia areata", "SALT 72"]
