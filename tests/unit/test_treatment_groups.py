"""Which drugs a group by purpose holds, and where its name is no group."""

from pathlib import Path

import pytest

from app.treatment_groups import members_of
from ingest.terms import Terms
from ingest.terms_file import load_terms


@pytest.fixture(scope="module")
def terms() -> Terms:
    return load_terms(Path(__file__).parents[2] / "corpus" / "terms")


@pytest.mark.parametrize(
    ("goal", "asked", "drug"),
    [
        ("immunosuppressive medication", [], "dupilumab"),
        ("immunosuppressive medication", [], "prednisone"),
        ("potent immunosuppressants", [], "adalimumab"),
        ("a controller medication", ["asthma"], "albuterol"),
        ("the pump controller", ["diabetes"], "montelukast"),
    ],
)
def test_a_group_does_not_hold(terms: Terms, goal: str, asked: list[str], drug: str) -> None:
    assert drug not in members_of(goal, asked, terms)


@pytest.mark.parametrize(
    ("goal", "asked", "drug"),
    [
        ("currently taking immunosuppressive medication", [], "adalimumab"),
        ("an immunosuppressant", [], "tofacitinib"),
        ("immunosuppressants", [], "rituximab"),
        ("an asthma controller", [], "montelukast"),
        ("one controller medication", ["asthma"], "budesonide-formoterol"),
    ],
)
def test_a_group_holds(terms: Terms, goal: str, asked: list[str], drug: str) -> None:
    assert drug in members_of(goal, asked, terms)


@pytest.mark.parametrize(
    ("goal", "asked", "drug"),
    [
        ("conservative treatment", ["fecal incontinence"], "loperamide"),
        ("conservative treatment", ["urge incontinence"], "bladder-training"),
        ("conservative therapy", ["varicose veins"], "compression-stockings"),
        ("overactive bladder medication", [], "mirabegron"),
        ("an OAB drug", [], "tolterodine"),
    ],
)
def test_a_group_holds_by_what_is_asked(
    terms: Terms, goal: str, asked: list[str], drug: str
) -> None:
    assert drug in members_of(goal, asked, terms)
    assert drug not in members_of(goal, ["migraine"], terms) or not asked
