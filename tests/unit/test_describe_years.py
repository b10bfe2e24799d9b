"""The year of a document itself: not of its end, nor of its next review."""

import pytest

from ingest.describe_dates import DATE_LABELS
from ingest.describe_years import year_of

NO_DATES = dict.fromkeys(DATE_LABELS)


@pytest.mark.parametrize(
    ("cover", "year"),
    [
        ("register no. 011-042, version 2, valid until 31 March 2031", None),
        ("Valid from May 2023 until April 2028", 2023),
        ("Expires: 2030. (c) 2024 Society of Foot Care", 2024),
        ("First issued 2021. Next review: May 2029", 2021),
        ("This statement is due for review in June 2030 (issued June 2025)", 2025),
        ("Review date March 2024", 2024),
    ],
)
def test_when_a_document_ends_or_is_reviewed_again_is_no_year_of_it(
    cover: str, year: int | None
) -> None:
    assert year_of("Ingrown toenails", cover, NO_DATES) == year


@pytest.mark.parametrize("cover", ["a loss at 500, 1000 and 2000 Hz", "up to 2000 mg", "2000 mL"])
def test_a_quantity_is_no_year(cover: str) -> None:
    assert year_of("Ingrown toenails", cover, NO_DATES) is None
