"""Things that items and sections name in policies on several things."""

from tests.said import AGAINST, FOR, POLICY, said


def things(text: str, subject: str) -> list[tuple[object, tuple[str, ...]]]:
    return [(s.direction, s.interventions) for s in said(POLICY, text, subject=subject)]


def test_what_items_open_with_is_what_they_are_on() -> None:
    text = (
        "# Wound care, urology\n\n## MEDICALLY NECESSARY\n\n- Foobar lift for gout\n\n"
        "## NOT MEDICALLY NECESSARY\n\n- Foobar lift in men with an infection\n"
    )
    assert things(text, "wound care, urology") == [
        (FOR, ("Foobar lift",)),
        (AGAINST, ("Foobar lift",)),
    ]


def test_a_section_in_parts_is_on_what_it_is_called_by() -> None:
    text = (
        "# Foobar policy 9\n\n## Baclofen pump\n\n### Medically necessary\n\n- for gout\n\n"
        "### Not medically necessary\n\n- for psoriasis\n"
    )
    assert things(text, "neuromodulation") == [
        (FOR, ("Baclofen pump",)),
        (AGAINST, ("Baclofen pump",)),
    ]


def test_what_a_policy_does_not_cover_behind_its_last_section_is_of_the_policy() -> None:
    text = (
        "# Denosumab\n\n## Xgeva\n\nXgeva is covered for gout.\n\n## Not covered\n\n- Psoriasis\n"
    )
    assert things(text, "Denosumab")[-1] == (AGAINST, ("Denosumab",))


def test_an_item_of_people_names_no_thing() -> None:
    text = "# Velora, Tarsa\n\n## NOT COVERED\n\n- Adults in hospital\n- Adults in prison\n"
    assert all("Adults" not in name for _, names in things(text, "Velora, Tarsa") for name in names)


def test_a_bare_verdict_leads_its_list() -> None:
    text = (
        "# Foobar policy\n\n## MEDICALLY NECESSARY\n\n- for gout\n\nNOT MEDICALLY NECESSARY\n\n"
        "- for psoriasis\n"
    )
    found = said(POLICY, text, subject="Velora")
    assert [(s.direction, s.conditions) for s in found] == [
        (FOR, ("gout",)),
        (AGAINST, ("psoriasis",)),
    ]
