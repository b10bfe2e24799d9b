"""Calendar dates of a case against times of a criterion, seen from the date of service."""

from datetime import date

import pytest

from tests.leaves import MET, NOT_MET, OPEN, finding_of

DAY = date(2026, 11, 28)


@pytest.mark.parametrize(
    ("criterion", "case", "state"),
    [
        ("Quit smoking within the past 15 years or current smoker", "quit in 2015", OPEN),
        ("Current smoker or quit within the past 15 years", "stopped smoking in 1999", NOT_MET),
        ("Current smoker or quit within the past 15 years", "quit smoking in 2015", MET),
        ("No myocardial infarction within the past 12 months", "MI in June 2026", NOT_MET),
        ("No myocardial infarction within the past 12 months", "MI in 2019", OPEN),
        (
            "No stroke within the last 6 months prior to valve insertion",
            "stroke 8 weeks ago",
            NOT_MET,
        ),
        ("No stroke within the last 6 months prior to valve insertion", "stroke 8 years ago", MET),
        ("a former smoker, has quit within the past 10 years", "quit 12 years ago", NOT_MET),
        ("a former smoker, has quit within the past 10 years", "quit 3 years ago", MET),
        ("Stroke onset more than 6 weeks ago", "stroke 5 months ago", MET),
        ("Stroke onset more than 6 weeks ago", "stroke 4 days ago", NOT_MET),
        ("Lasting 8 weeks or longer", "cough for 3 months", MET),
        ("Lasting 8 weeks or longer", "cough x 10 days", NOT_MET),
        ("Lasting relief was documented", "cough for 3 months", OPEN),
        ("At least 6 months since the prior course", "prior course in March 2026", MET),
        ("At least 6 months since the last injection", "last injection 10/2026", NOT_MET),
        ("Colonoscopy within the past 10 years", "last colonoscopy 2012", NOT_MET),
        ("Colonoscopy within the past 10 years", "colonoscopy is planned in 2027", OPEN),
        ("Trial of metformin for at least 3 months", "on metformin since 2024", MET),
        ("Trial of metformin for at least 3 months", "metformin since October", OPEN),
        ("Trial of metformin for at least 3 months", "metformin 2000 mg", OPEN),
        ("Symptoms for at least 6 months", "back pain since January 2025", MET),
        ("Symptoms for at least 6 months", "back pain since a fall", OPEN),
    ],
)
def test_a_date_is_so_long_ago(criterion, case, state) -> None:
    assert finding_of(criterion, case, DAY).state is state


def test_a_duration_is_quoted_as_it_is_printed() -> None:
    case = "Adult on metformin since March 2026, A1c 9 %"
    found = finding_of("Trial of metformin for at least 3 months", case, DAY)
    assert [fact.quote for fact in found.facts] == ["metformin since March 2026"]


def test_without_a_day_a_date_tells_no_time() -> None:
    found = finding_of("Trial of metformin for at least 3 months", "on metformin since 2024")
    assert found.state is OPEN
