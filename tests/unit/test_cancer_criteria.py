"""Spread of a cancer, trials that failed or were not tolerated, smoking that goes on."""

import pytest

from tests.leaves import MET, NOT_MET, OPEN, state_of

NO_SPREAD = "No evidence of distant metastasis"


@pytest.mark.parametrize(
    ("criterion", "case", "state"),
    [
        (NO_SPREAD, "CT shows no mets", MET),
        (NO_SPREAD, "non-metastatic disease", MET),
        (NO_SPREAD, "bone mets at L2", NOT_MET),
        (NO_SPREAD, "stage IV colon cancer", NOT_MET),
        (NO_SPREAD, "staging CT is pending", OPEN),
        ("Documented trial of CPAP with failure or intolerance", "CPAP failed", MET),
        ("Documented trial of CPAP with failure or intolerance", "could not tolerate CPAP", MET),
        ("Documented trial of CPAP with failure or intolerance", "CPAP since May", OPEN),
        ("continue to smoke", "still smokes a pack a day", MET),
        ("continue to smoke", "quit smoking 3 years ago", NOT_MET),
        ("maximally tolerated statin", "on max tolerated rosuvastatin", MET),
        ("maximally tolerated statin", "on rosuvastatin 5 mg", OPEN),
        ("two or more exacerbations in the past 12 months", "3 flare-ups this year", MET),
        ("failed at least 6 weeks of conservative therapy", "PT for 8 weeks failed", MET),
        ("failed at least 6 weeks of conservative therapy", "PT for 2 weeks failed", NOT_MET),
        ("failed at least 6 weeks of conservative therapy", "8 weeks of antibiotics failed", OPEN),
    ],
)
def test_as_stories_tell_it(criterion: str, case: str, state) -> None:  # type: ignore[no-untyped-def]
    assert state_of(criterion, case) is state
