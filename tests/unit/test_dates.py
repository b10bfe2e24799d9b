"""The date of service of a question: said to be one, or asked of; never a date of history."""

from datetime import date

import pytest

from app.dates import date_of_service


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Inspire for OSA, date of service 05/10/2023", date(2023, 5, 10)),
        ("CPAP for OSA, AHI 18. Date of service 2023-05-10.", date(2023, 5, 10)),
        ("SCS for neuropathy, DOS 03/2024", date(2024, 3, 1)),
        ("NICE, as of 2015: graded exercise for CFS/ME?", date(2015, 12, 31)),
        ("botulinum toxin for OAB - as of june 2019", date(2019, 6, 1)),
        ("Appeal of a claim from 15 January 2026: was it medically necessary?", date(2026, 1, 15)),
        ("For a date of service of September 10, 2025, was it necessary?", date(2025, 9, 10)),
        ("Was IVIG covered for CIDP in 2019?", date(2019, 12, 31)),
        ("In March 2021, did Aetna cover Zulresso for depression?", date(2021, 3, 1)),
        ("Back in 2012, did the guideline recommend X-rays for back pain?", date(2012, 12, 31)),
    ],
)
def test_a_date_of_service_is_said_or_asked_of(text, day) -> None:
    assert date_of_service(text) == day


@pytest.mark.parametrize(
    "text",
    [
        "I am 70 and stopped smoking in 1999. Does Medicare cover the yearly lung scan?",
        "J3111, new hip fracture, had an MI in June 2026, no other bone drug",
        "61M, stent to the LAD in 2023. Repatha?",
        "Asymptomatic 35-year-old born in 1991: screen for hepatitis C?",
        "Diagnosed on 03/04/2019, on CPAP since 2020. Is a new mask covered?",
        "Was IVIG ever recommended for a man who had a stroke in 2015?",
        "What did Rowe find in 1997 on gammaglobulin?",
        "Is IVIG necessary, given that a trial found it effective in 1990?",
        "Does Aetna cover it under the 2024 policy?",
        "date of service 2023-13-40",
        "Is home oxygen covered?",
        "The scan was denied as unproven back in 2024. Is it covered under the current policy?",
    ],
)
def test_a_date_of_history_is_none(text) -> None:
    assert date_of_service(text) is None
