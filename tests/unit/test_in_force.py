"""Which Sources are in force and what replaces what (DESIGN.md section 5, rules 2 and 3)."""

from dataclasses import replace
from datetime import date

import pytest

from app.in_force import amended, families, level, replaced_by_update, standings
from ingest.models import Source, SourceKind
from ingest.statements.models import Basis, Direction, Quote, Statement

TODAY = date(2026, 11, 23)


def policy(doc_id: str, **keys: object) -> Source:
    """A policy of Example Health on one subject; each test changes what it is about."""
    values: dict[str, object] = {
        "title": f"Policy {doc_id}",
        "kind": SourceKind.COVERAGE_POLICY,
        "publisher": "Example Health",
        "payer": "Example Health",
        **keys,
    }
    return Source(doc_id=doc_id, **values)  # type: ignore[arg-type]  # as each test gives them


def library(*sources: Source) -> dict[str, Source]:
    return {source.doc_id: source for source in sources}


def status(*sources: Source, as_of: date = TODAY) -> dict[str, str]:
    return {doc_id: s.status for doc_id, s in standings(library(*sources), as_of).items()}


# --- dates --------------------------------------------------------------------------------------

DATES = [
    pytest.param("2026-01-01", None, "2026-11-23", "in_force", id="after its first day"),
    pytest.param("2026-11-23", None, "2026-11-23", "in_force", id="on its first day"),
    pytest.param(
        "2026-11-24", None, "2026-11-23", "not_yet_in_force", id="the day before its first"
    ),
    pytest.param("2026-01-01", "2026-11-24", "2026-11-23", "in_force", id="on its last day"),
    pytest.param(
        "2026-01-01", "2026-11-23", "2026-11-23", "ended", id="on the first day after its end"
    ),
    pytest.param(None, "2026-11-23", "2026-11-23", "ended", id="ended though it has no first day"),
    pytest.param(None, None, "2026-11-23", "undated", id="without dates"),
]


@pytest.mark.parametrize(("effective", "end", "as_of", "expected"), DATES)
def test_a_source_is_in_force_from_its_first_day_until_before_its_end(
    effective, end, as_of, expected
) -> None:
    source = policy(
        "one",
        effective_date=date.fromisoformat(effective) if effective else None,
        end_date=date.fromisoformat(end) if end else None,
    )
    standing = standings(library(source), date.fromisoformat(as_of))["one"]
    assert standing.status == expected
    assert standing.decides is (expected in {"in_force", "undated"})
    assert bool(standing.why) is not standing.decides


def test_what_is_not_in_force_says_since_or_until_when() -> None:
    found = standings(
        library(
            policy("late", effective_date=date(2027, 1, 1)),
            policy("old", effective_date=date(2020, 1, 1), end_date=date(2024, 2, 29)),
        ),
        TODAY,
    )
    assert "2027-01-01" in found["late"].why
    assert "2024-02-29" in found["old"].why


@pytest.mark.parametrize(
    ("year", "expected"),
    [
        pytest.param(2025, "in_force", id="a year that is over"),
        pytest.param(2026, "in_force", id="the year that runs"),
        pytest.param(2027, "not_yet_in_force", id="a year to come"),
    ],
)
def test_a_year_stands_in_for_a_missing_date(year, expected) -> None:
    assert status(policy("one", year=year))["one"] == expected


def test_an_effective_date_goes_before_a_year_of_print() -> None:
    assert status(policy("one", year=2027, effective_date=date(2026, 10, 1)))["one"] == "in_force"


# --- replaced -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "named",
    [
        pytest.param("old", id="by id"),
        pytest.param("MED 12.3", id="by policy number"),
        pytest.param("med 12.3", id="by policy number in another case"),
        pytest.param("Spine surgery", id="by title"),
    ],
)
def test_a_stated_replacement_ends_the_older_source(named) -> None:
    old = policy(
        "old",
        title="Spine surgery",
        policy_number="MED 12.3",
        effective_date=date(2023, 1, 1),
    )
    new = policy("new", effective_date=date(2026, 1, 1), supersedes=(named,))
    found = standings(library(old, new), TODAY)
    assert (found["old"].status, found["new"].status) == ("superseded", "in_force")
    assert not found["old"].inferred
    assert new.title in found["old"].why
    assert "2026-01-01" in found["old"].why


def test_a_title_in_quotes_may_leave_the_year_of_its_edition_out() -> None:
    old = policy("old", title="Treatment of Viral Gout: 2017", year=2017, publisher="A Society")
    new = policy("new", year=2025, publisher="", supersedes=("Treatment of viral gout",))
    assert status(old, new) == {"old": "superseded", "new": "in_force"}
    short = policy("new", year=2025, publisher="", supersedes=("Gout 2017",))
    assert status(replace(old, title="Gout: 2017"), short)["old"] == "in_force"


def test_a_replacement_counts_from_its_own_first_day() -> None:
    pair = (
        policy("old", effective_date=date(2023, 1, 1)),
        policy("new", effective_date=date(2026, 12, 1), supersedes=("old",)),
    )
    before = status(*pair, as_of=date(2026, 11, 30))
    assert before == {"old": "in_force", "new": "not_yet_in_force"}
    after = status(*pair, as_of=date(2026, 12, 1))
    assert after == {"old": "superseded", "new": "in_force"}


def test_a_number_of_another_publisher_is_not_replaced() -> None:
    other = policy("other", publisher="Another Plan", policy_number="12.3", year=2020)
    new = policy("new", effective_date=date(2026, 1, 1), supersedes=("12.3",))
    assert status(other, new)["other"] == "in_force"


def test_a_source_that_names_its_own_number_does_not_replace_itself() -> None:
    new = policy("new", policy_number="12.3", year=2026, supersedes=("12.3", "new"))
    assert status(new) == {"new": "in_force"}


def test_a_replacement_that_is_not_here_changes_nothing() -> None:
    assert status(policy("new", year=2026, supersedes=("nowhere",))) == {"new": "in_force"}


def test_a_chain_of_editions_leaves_the_last_one() -> None:
    found = status(
        policy("first", year=2019),
        policy("second", year=2022, supersedes=("first",)),
        policy("third", year=2025, supersedes=("second",)),
    )
    assert found == {"first": "superseded", "second": "superseded", "third": "in_force"}


# --- replaced, by inference ---------------------------------------------------------------------

EDITIONS = [
    pytest.param({"policy_number": "12.3"}, {"policy_number": "12.3"}, id="same number"),
    pytest.param(
        {"policy_number": "CPB 0417"},
        {"policy_number": "cpb 0417"},
        id="same number in another case",
    ),
    pytest.param({"title": "Care of back pain"}, {"title": "Care of back pain"}, id="same title"),
    pytest.param(
        {"title": "Care of back pain (2019)"},
        {"title": "Care of back pain (2025)"},
        id="same title but for the year",
    ),
    pytest.param(
        {"title": "Care of back pain, version 2.0"},
        {"title": "Care of back pain, version 3.0"},
        id="same title but for the version",
    ),
]


@pytest.mark.parametrize(("old", "new"), EDITIONS)
def test_a_later_edition_of_the_same_document_replaces_it_and_is_marked_inferred(old, new) -> None:
    found = standings(
        library(
            policy("old", effective_date=date(2019, 5, 1), **old),
            policy("new", effective_date=date(2025, 5, 1), **new),
        ),
        TODAY,
    )
    assert (found["old"].status, found["old"].inferred) == ("superseded", True)
    assert (found["new"].status, found["new"].inferred) == ("in_force", False)


NOT_EDITIONS = [
    pytest.param({"publisher": "Another Plan"}, id="another publisher"),
    pytest.param({"payer": "Example Health Medicaid"}, id="another payer"),
    pytest.param({"jurisdiction": "Columbria"}, id="another jurisdiction"),
    pytest.param({"kind": SourceKind.GUIDELINE}, id="another kind"),
    pytest.param({"policy_number": "99.9"}, id="another number"),
    pytest.param({"amends": ("old",)}, id="a focused update"),
    pytest.param({"companion_of": "old"}, id="its companion article"),
    pytest.param({"effective_date": None}, id="no date"),
    pytest.param({"effective_date": date(2019, 5, 1)}, id="the same date"),
    pytest.param({"effective_date": date(2027, 5, 1)}, id="a date to come"),
]


@pytest.mark.parametrize("changed", NOT_EDITIONS)
def test_what_is_no_later_edition_replaces_nothing(changed) -> None:
    shared = {"title": "Care of back pain", "policy_number": "12.3"}
    old = policy("old", effective_date=date(2019, 5, 1), **shared)
    new = policy("new", **{"effective_date": date(2025, 5, 1), **shared, **changed})
    assert status(old, new)["old"] == "in_force"


def test_sources_without_a_publisher_are_no_editions_of_each_other() -> None:
    nobody = {"publisher": "", "payer": "", "title": "Care of back pain"}
    assert status(policy("old", year=2019, **nobody), policy("new", year=2025, **nobody)) == {
        "old": "in_force",
        "new": "in_force",
    }


def test_of_several_later_editions_the_latest_is_named() -> None:
    same = {"title": "Care of back pain"}
    found = standings(
        library(*(policy(f"y{year}", year=year, **same) for year in (2019, 2022, 2025))), TODAY
    )
    assert "2025" in found["y2019"].why


# --- focused updates ----------------------------------------------------------------------------


def statement(doc_id: str, recommendation: str) -> Statement:
    quote = Quote(
        doc_id=doc_id, passage_id=f"{doc_id}#s1:1", char_start=0, char_end=1, page=None, text="x"
    )
    return Statement(
        statement_id=f"{doc_id}!{recommendation}",
        doc_id=doc_id,
        direction=Direction.FOR,
        basis=Basis.RECOMMENDATION,
        quote=quote,
        recommendation=recommendation,
    )


def replaced(
    update: Source,
    recommendation: str,
    repeats: frozenset[str] = frozenset(),
    under: tuple[str, ...] = (),
) -> str:
    sources = library(policy("guide", year=2024), update)
    updates = amended(sources, standings(sources, TODAY))
    return replaced_by_update(
        statement("guide", recommendation), updates, {"update": repeats}, lambda _passage: under
    )


@pytest.mark.parametrize("entry", ["guide#6.3.1", "guide#rec6.3.1", "guide#rec-6.3.1"])
def test_an_update_replaces_the_recommendation_that_it_names(entry) -> None:
    update = policy("update", year=2026, amends=(entry,))
    assert replaced(update, "6.3.1") == "update"
    assert replaced(update, "6.3.10") == ""
    assert replaced(update, "") == ""


def test_an_update_that_names_several_replaces_each() -> None:
    update = policy("update", year=2026, amends=("guide#1", "guide#3"))
    assert [replaced(update, n) for n in ("1", "2", "3")] == ["update", "", "update"]


def test_an_update_that_names_none_replaces_those_whose_numbers_it_repeats() -> None:
    update = policy("update", year=2026, amends=("guide",))
    assert replaced(update, "6.3.1", frozenset({"6.3.1"})) == "update"
    assert replaced(update, "6.4.2", frozenset({"6.3.1"})) == ""
    assert replaced(update, "", frozenset({"6.3.1"})) == ""


def test_an_update_that_names_a_section_replaces_what_stands_under_it() -> None:
    update = policy("update", year=2026, amends=("guide#section 4.1",))
    assert replaced(update, "2", under=("4. Prevention", "4.1. Drug Therapy")) == "update"
    assert replaced(update, "2", under=("4.1.2 Zinc",)) == "update"
    assert replaced(update, "4.1.3") == "update"
    assert replaced(update, "2", under=("4.10 Surgery", "4 Prevention")) == ""
    alone = policy("update", year=2026, amends=("guide#section 2",))
    assert replaced(alone, "2", under=("5. Diet",)) == ""  # the number of a recommendation


def test_an_update_leaves_the_amended_document_in_force() -> None:
    found = status(policy("guide", year=2024), policy("update", year=2026, amends=("guide#1",)))
    assert found == {"guide": "in_force", "update": "in_force"}


def test_an_update_that_is_not_in_force_replaces_nothing() -> None:
    late = policy("update", effective_date=date(2027, 1, 1), amends=("guide#1",))
    assert replaced(late, "1") == ""
    over = policy(
        "update",
        effective_date=date(2025, 1, 1),
        end_date=date(2026, 1, 1),
        amends=("guide#1",),
    )
    assert replaced(over, "1") == ""


# --- one Source out of several documents ---------------------------------------------------------

LCD = policy("lcd", policy_number="L90001")
ARTICLE = policy("article", policy_number="A90001", companion_of="lcd")


def together(*sources: Source) -> set[frozenset[str]]:
    """The documents of each family."""
    heads = families(library(*sources))
    return {frozenset(d for d in heads if heads[d] == head) for head in heads.values()}


FAMILIES = [
    pytest.param([LCD, ARTICLE], [{"lcd", "article"}], id="an article by the id of its LCD"),
    pytest.param([ARTICLE, LCD], [{"lcd", "article"}], id="whatever the order of reading"),
    pytest.param(
        [LCD, policy("article", companion_of="l90001")],
        [{"lcd", "article"}],
        id="an article by the number of its LCD",
    ),
    pytest.param(
        [LCD, ARTICLE, policy("second", companion_of="lcd")],
        [{"lcd", "article", "second"}],
        id="two articles of one LCD",
    ),
    pytest.param(
        [LCD, ARTICLE, policy("table", companion_of="article")],
        [{"lcd", "article", "table"}],
        id="a companion of a companion",
    ),
    pytest.param(
        [policy("lcd", companion_of="article"), ARTICLE],
        [{"lcd", "article"}],
        id="each names the other",
    ),
    pytest.param([ARTICLE], [{"article"}], id="a companion that is not here"),
    pytest.param([LCD, policy("other")], [{"lcd"}, {"other"}], id="two that name nobody"),
]


@pytest.mark.parametrize(("sources", "expected"), FAMILIES)
def test_documents_that_form_one_source(sources, expected) -> None:
    assert together(*sources) == {frozenset(family) for family in expected}


LEVELS = [
    pytest.param({"policy_number": "NCD 30.97"}, "national", id="an NCD by its number"),
    pytest.param(
        {"title": "National Coverage Determination for acupuncture"},
        "national",
        id="an NCD by its title",
    ),
    pytest.param(
        {"title": "Acupuncture for back pain (NCD)"}, "national", id="an NCD by its abbreviation"
    ),
    pytest.param({"policy_number": "L90001"}, "local", id="an LCD by its number"),
    pytest.param({"policy_number": "A90001"}, "local", id="an article by its number"),
    pytest.param(
        {"title": "Local Coverage Determination: acupuncture"}, "local", id="an LCD by its title"
    ),
    pytest.param({"title": "LCD - acupuncture"}, "local", id="an LCD by its abbreviation"),
    pytest.param({"title": "Acupuncture", "policy_number": "12.3"}, "", id="a payer's own policy"),
    pytest.param(
        {"title": "Leads for LCDs of displays"}, "", id="another word that holds the letters"
    ),
]


@pytest.mark.parametrize(("keys", "expected"), LEVELS)
def test_national_and_local_determinations_are_told_apart(keys, expected) -> None:
    assert level(policy("one", **keys)) == expected


def test_an_update_may_name_the_edition_by_its_year() -> None:
    named = {"kind": SourceKind.GUIDELINE, "payer": "", "subject": "Gout"}
    update = policy("update", year=2026, amends=("2019#2.1",), **named)
    old = policy("guide", year=2019, **named)
    other = policy("other", year=2019, **{**named, "subject": "Asthma"})
    sources = library(update, old, other)
    assert amended(sources, standings(sources, TODAY)) == {"guide": {"2.1": "update"}}


def test_an_edition_told_by_its_year_is_that_of_the_body_on_the_subject() -> None:
    body = {"publisher": "Council of Care", "kind": SourceKind.GUIDELINE}
    old = policy("old", title="Prevention of Gout in Adults", year=2012, **body)
    other = policy("other", title="Screening for Anemia", year=2012, **body)
    new = policy("new", title="Gout Prevention in Adults: Diet", year=2024, **body)
    found = status(old, other, replace(new, supersedes=("2012",)))
    assert (found["old"], found["other"]) == ("superseded", "in_force")
