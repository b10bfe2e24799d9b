"""Tables that rate procedures for a variant: its names, and what was found in its people."""

from ingest.statements.appropriateness import is_rated_row
from tests.said import AGAINST, FOR, GUIDELINE, said


def variant(heading: str) -> tuple[object, ...]:
    """Direction, conditions and population of the one row below a variant's heading."""
    table = (
        "| Procedure | Score | Category |\n|---|---|---|\n"
        "| MRI head | 2 | Usually not appropriate |\n"
    )
    (found,) = said(GUIDELINE, f"# Headache\n\n## Variant 2: {heading}\n\n{table}")
    return found.direction, found.conditions, found.population


def test_alternatives_and_what_was_found_in_the_people() -> None:
    way, conditions, population = variant(
        "Migraine or tension-type headache, normal neurologic examination. Initial imaging."
    )
    assert way is AGAINST
    assert conditions[:2] == ("Migraine", "tension-type headache")
    assert population == "normal neurologic examination"


def test_a_name_in_quotation_marks_is_one_more_name() -> None:
    _, conditions, _ = variant('Sudden severe ("thunderclap") headache. Initial imaging.')
    assert conditions[:2] == ("thunderclap headache", "Sudden severe headache")


def test_one_condition_stays_whole() -> None:
    _, conditions, population = variant("New headache with swelling of the disc. Initial imaging.")
    assert (conditions, population) == (("New headache with swelling of the disc",), "")
    _, conditions, _ = variant("Pain in the hip or groin, worse at night. Initial imaging.")
    assert conditions == ("Pain in the hip or groin, worse at night",)


def test_a_row_that_rates() -> None:
    assert is_rated_row("MRI head | 2 | Usually not appropriate")
    assert not is_rated_row("MRI head is usually appropriate")
    assert not is_rated_row("Velora | 2 | Recommended")


def test_a_rated_row_is_for_or_against() -> None:
    table = (
        "| Procedure | Rating |\n|---|---|\n| CT head | Usually appropriate |\n"
        "| Skull film | Usually not appropriate |\n"
    )
    found = said(GUIDELINE, f"# Headache\n\n## Variant 1: Sudden headache.\n\n{table}")
    assert [s.direction for s in found] == [FOR, AGAINST]
