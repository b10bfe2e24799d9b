"""Titles below the name of who publishes; other headings of a first page come first."""

import pytest

from ingest.describe import describe
from ingest.readers import read_document


def described(tmp_path, name, text):
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return describe(read_document(path, tmp_path))


@pytest.mark.parametrize(
    ("text", "title"),
    [
        pytest.param(
            "# Foot Care\n\n## Introduction\n\nText.\n\n# Background\n\nText.\n",
            "Foot Care",
            id="a chapter behind text is no title",
        ),
        pytest.param(
            "# Foot Care\n\n## Summary\n\n# Methods\n\nText.\n\n# Results\n\nText.\n",
            "Foot Care",
            id="chapters of one level are no titles",
        ),
        pytest.param(
            "# Foot Care\n\n## For members\n\n# Criteria\n\nText.\n",
            "Foot Care",
            id="the name of a section is no title",
        ),
        pytest.param(
            "# LAKE SCRIPT PARTNERS\n\n## Drug Utilization Policy\n\n# Velora (osteolimab)\n\n"
            "Policy ID 7.\n",
            "Velora (osteolimab)",
            id="a drug below who publishes and the series",
        ),
        pytest.param(
            "# Harbor Medicare Advantage\n\n## Medical Coverage Policy\n\n# Bed Alarms\n\nText.\n",
            "Bed Alarms",
            id="a device below them",
        ),
    ],
)
def test_a_title_below_the_letterhead(tmp_path, text, title):
    assert described(tmp_path, "cover.md", text).title == title


def test_a_letterhead_publishes_and_a_medicare_advantage_plan_is_no_medicare(tmp_path):
    text = "# Harbor Medicare Advantage\n\n## Medical Coverage Policy\n\n# Bed Alarms\n\nText.\n"
    source = described(tmp_path, "cover.md", text)
    assert (source.publisher, source.payer) == ("Harbor Medicare Advantage",) * 2


@pytest.mark.parametrize(
    "title",
    [
        "Pharmacy Prior Authorization Criteria: Velora",
        "Treatment Pathway: Velora",
        "Utilization Management Guidelines - Velora",
    ],
)
def test_the_subject_behind_the_name_of_a_series(tmp_path, title):
    text = f"# {title}\n\nVelora is covered when the member has gout.\n"
    assert "Velora" in described(tmp_path, "coverage_policy.md", text).subject
