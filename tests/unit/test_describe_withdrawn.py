"""What a publication says of its own end, and of the edition that it replaces."""

from datetime import date

import pytest

from ingest.describe_withdrawn import replaced_editions, withdrawn_on


@pytest.mark.parametrize(
    ("cover", "day"),
    [
        ("Gout\n\nARCHIVED. Replaced by the statement of 3 May 2021.", date(2021, 5, 3)),
        ("This guideline has been withdrawn. It was replaced in June 2022.", date(2022, 6, 1)),
        ("*WITHDRAWN*\n\nGuideline on gout", date(2015, 1, 1)),
        ("This statement is out of date.", date(2015, 1, 1)),
        ("Home\nArchived\nTopics\nGuideline on gout", None),
        ("This guideline has been reviewed and is current.", None),
        ("Drugs withdrawn from the market are left out of this guideline.", None),
    ],
)
def test_a_publication_may_say_that_it_has_ended(cover: str, day: date | None) -> None:
    assert withdrawn_on(cover, 2014) == day


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("This recommendation replaces the 2012 NCPC statement on falls.", ("2012",)),
        ("This guideline updates and supersedes the society's earlier version of 2009.", ("2009",)),
        ("This focused update replaces Recommendation 2.1 of the 2019 guideline.", ()),
        ("Velora replaces the 2012 product.", ()),
        (
            'This guideline supersedes the 2017 guideline "Treatment of Gout", which ended.',
            ("Treatment of Gout", "2017"),
        ),
        ('This guideline replaces drugs that are "not preferred by the plan".', ()),
    ],
)
def test_the_edition_that_it_replaces(text: str, years: tuple[str, ...]) -> None:
    assert replaced_editions(text) == years
