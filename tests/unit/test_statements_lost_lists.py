"""Lead-ins whose list is elsewhere, joints and feet between items, verdicts that stand for none."""

from collections.abc import Callable
from pathlib import Path

import pytest

from ingest.chunk import chunk_document
from ingest.models import Source, SourceKind
from ingest.readers import read_document
from ingest.statements.extract import extract_statements
from ingest.statements.may_speak import may_speak
from ingest.statements.models import Criterion, Direction, Join, Statement

FOR, AGAINST = Direction.FOR, Direction.AGAINST
Say = Callable[..., tuple[Statement, ...]]


@pytest.fixture(scope="module")
def say(tmp_path_factory: pytest.TempPathFactory) -> Say:
    folder = tmp_path_factory.mktemp("lost")

    def statements(
        text: str, *, subject: str = "", name: str = "a.md", kind: str = "coverage_policy"
    ) -> tuple[Statement, ...]:
        path = Path(folder) / name
        path.write_text(text, encoding="utf-8")
        document = read_document(path, folder)
        source = Source(
            doc_id=document.doc_id,
            title="A",
            kind=SourceKind(kind),
            publisher="Northfield",
            subject=subject,
        )
        return extract_statements(document, source, chunk_document(document))

    return statements


def leaves(tree: Criterion | None) -> list[str]:
    return [leaf.text for leaf in tree.leaves()] if tree else []


def test_a_verdict_above_the_next_lead_in_refuses_nothing_itself(say: Say) -> None:
    found = say(
        "# Policy\n\nInvestigational and Not Medically Necessary:\n\n"
        "The following are considered investigational and not medically necessary:\n\n"
        "- Laser acupuncture for gout\n- Moxibustion for sciatica\n",
        subject="Acupuncture",
    )
    assert [(s.direction, s.conditions) for s in found] == [
        (AGAINST, ("gout",)),
        (AGAINST, ("sciatica",)),
    ]


def test_what_is_not_covered_for_a_list_that_was_not_read_is_not_refused_as_such(say: Say) -> None:
    assert not say("Ozone therapy is considered not medically necessary for:\n", subject="Ozone")


def test_a_refusal_that_names_its_condition_stands_with_its_colon(say: Say) -> None:
    (found,) = say("Ozone therapy is considered not medically necessary for gout:\n")
    assert (found.direction, found.conditions) == (AGAINST, ("gout",))


def test_joints_and_feet_between_items_are_no_indications(say: Say) -> None:
    found = say(
        "# Foobarin\n\n## Medically Necessary\n\nGout\n\n-AND-\n\nNorthfield Policy 12 Page 1 of 4"
        "\n\nSciatica\n",
        subject="Foobarin",
    )
    assert [s.conditions for s in found] == [("Gout",), ("Sciatica",)]


def test_full_stops_in_front_of_lines_are_bullets(say: Say) -> None:
    (found,) = say(
        "Foobar therapy is considered medically necessary when ALL of the following are met:\n\n"
        "  . The member is 18 or older\n  . Two other drugs have failed.\n",
        name="a.txt",
    )
    assert leaves(found.criteria) == ["The member is 18 or older", "Two other drugs have failed"]


def test_leaders_of_dots_are_no_bullets(say: Say) -> None:
    assert not say("Overview . . . . . 1\n. . . . 2\n", name="b.txt", subject="Foobarin")


def test_performed_alone_or_with_another_is_no_criterion(say: Say) -> None:
    (found,) = say(
        "The following spinal procedures for back pain, when performed alone or in conjunction "
        "with another spinal procedure, are considered unproven: coblation (e.g., Foobra); "
        "laser discectomy, including but not limited to the endoscopic form; and oxygen injection."
    )
    assert found.criteria is None
    assert {"laser discectomy", "oxygen injection"} < set(found.interventions)


def test_performed_by_whom_stays_a_criterion(say: Say) -> None:
    (found,) = say("Coblation is covered for back pain when performed by a spine surgeon.")
    assert leaves(found.criteria) == ["performed by a spine surgeon"]


def test_a_catch_all_with_a_list_names_each_member(say: Say) -> None:
    found = say(
        "Pulsed laser is considered not medically necessary for ANY other indication including, "
        "but not limited to, the following conditions: post-burn pain (early or late); gout; and "
        "nerve pain associated with leprosy."
    )
    assert found[0].catch_all
    assert [(s.conditions[0], s.criteria) for s in found[1:]] == [
        ("post-burn pain (early or late)", None),
        ("gout", None),
        ("nerve pain", None),
    ]


def test_either_behind_all_of_the_following_joins_its_two_members(say: Say) -> None:
    (found,) = say(
        "Foobar surgery is considered medically necessary when ALL of the following criteria are "
        "met: EITHER BMI of 40 or more; or BMI of 35 or more."
    )
    assert found.criteria is not None
    assert found.criteria.join is Join.ANY_OF


def test_either_with_a_third_member_keeps_the_outer_join(say: Say) -> None:
    (found,) = say(
        "Foobar surgery is considered medically necessary when ALL of the following criteria are "
        "met: EITHER BMI of 40 or more; or BMI of 35 or more; and a failed diet."
    )
    assert found.criteria is not None
    assert found.criteria.join is Join.ALL_OF


def test_an_item_that_ends_in_and_above_a_list_asks_for_something_itself(say: Say) -> None:
    (found,) = say(
        "Foobarin is covered for gout when all of the following are met:\n\n"
        "- Uric acid is 8 mg/dL or higher AND\n"
        "  - Allopurinol was taken for 8 weeks\n\n    OR\n  - Allopurinol is contraindicated\n"
        "- No dialysis\n"
    )
    assert found.criteria is not None
    first = found.criteria.children[0]
    assert (first.join, [c.join for c in first.children]) == (
        Join.ALL_OF,
        [Join.LEAF, Join.ANY_OF],
    )


def test_the_requested_drug_is_the_one_that_the_policy_is_about(say: Say) -> None:
    (found,) = say(
        "The requested medication will be approved for gout when the member is an adult.",
        subject="Foobarin",
    )
    assert found.interventions == ("Foobarin",)


def test_how_long_an_approval_lasts_is_no_criterion(say: Say) -> None:
    (found,) = say(
        "Foobarin is covered for obesity: initial therapy is approved for 8 months if the member "
        "meets ALL of the following: is an adult; has failed a diet."
    )
    assert leaves(found.criteria) == ["is an adult", "has failed a diet"]
    assert found.conditions == ("obesity",)


@pytest.mark.parametrize(
    ("sentence", "direction"),
    [
        ("Lymph drainage meets the definition of medical necessity for edema.", FOR),
        ("Lymph drainage does not meet the definition of medical necessity for edema.", AGAINST),
        ("This policy provides limited coverage for lymph drainage for edema.", FOR),
        ("Lymph drainage is separately covered for edema.", FOR),
    ],
)
def test_standing_phrases_of_payers(say: Say, sentence: str, direction: Direction) -> None:
    (found,) = say(sentence)
    assert found.direction is direction
    assert found.conditions == ("edema",)


def test_what_a_policy_is_about_is_no_coverage(say: Say) -> None:
    assert not say("This policy covers the use of lymph drainage in several settings.")


def test_a_row_that_says_what_kind_of_program_it_is_covers_nothing(say: Say) -> None:
    table = "| Program | {} |\n|---|---|\n| Program | {} |\n"
    told = "Prior Authorization/Medical Necessity"
    assert not say(table.format(told, told), subject="Foobarin")


def test_the_drugs_of_a_cover_stand_in_several_rows_of_one_field(say: Say) -> None:
    found = say(
        "| DRUG CLASS | FOOBARS |\n|---|---|\n| BRAND NAME (generic) | FOOBRA (foobarin) |\n"
        "| | BAZBRA (bazarin) |\n| Status | Standard |\n\n"
        "The requested drug will be covered for gout when the member is an adult.\n",
    )
    assert {"foobarin", "bazarin"} < set(found[0].interventions)


def test_a_sentence_goes_on_behind_its_stop_with_a_joint_in_capitals(say: Say) -> None:
    (found,) = say(
        "Foobar surgery is covered for gout when ALL of the following are met: uric acid is above "
        "8; diet has failed. AND the member is an adult."
    )
    assert "the member is an adult" in leaves(found.criteria)[-1]


def test_a_motive_is_a_criterion_of_what_is_refused_for_it(say: Say) -> None:
    found = say(
        "The following are considered unproven:\n\n- Early induction because of the wish of the "
        "member\n- Foetal cooling because of insufficient evidence\n"
    )
    assert [leaves(s.criteria) for s in found] == [["because of the wish of the member"], []]


def test_the_list_below_a_label_among_criteria_is_that_label(say: Say) -> None:
    found = say(
        "<p>Foobar pacing is covered for gout when all of the following conditions are met:</p>"
        "<ul><li>1. Patient Criteria</li></ul><p>The patient meets all of the following "
        "criteria:</p><ul><li>a) Is an adult</li><li>b) Has failed a diet</li></ul>",
        name="c.html",
        subject="Foobar pacing for gout",
    )
    assert all(leaves(s.criteria) == ["Is an adult", "Has failed a diet"] for s in found)
    assert {s.conditions for s in found} == {("gout",)}


def test_either_of_the_following_behind_a_catch_all_are_indications(say: Say) -> None:
    found = say(
        "Foobar pacing is considered unproven for any other indication, including EITHER of the "
        "following:\n\n- Sciatica\n- Gout\n"
    )
    assert [s.conditions for s in found if not s.catch_all] == [("Sciatica",), ("Gout",)]


def test_advice_against_the_start_is_of_the_start(say: Say) -> None:
    (start,) = say("Foobarin should not be initiated in members with gout.", kind="guideline")
    (use,) = say("Foobarin should not be used in members with gout.", kind="guideline")
    assert (start.phase, use.phase) == ("initial", "")


def test_smokers_of_an_age_are_people_and_their_pack_years_a_criterion(say: Say) -> None:
    (found,) = say(
        "Northfield considers an ultrasound of the aorta medically necessary for current or former "
        "smokers ages 65 to 75 years with a 10 pack-year history.",
        subject="Ultrasound",
    )
    assert found.population == "ages 65 to 75 years; current or former smokers"
    assert leaves(found.criteria) == ["10 pack-year history"]


def test_letters_that_announce_the_sections_below_are_no_criterion(say: Say) -> None:
    found = say(
        "Foobar plasty is covered for a fracture when either A or B is satisfied.\n\n"
        "A. Foobar plasty is covered for a recent fracture when all are met:\n\n- pain of 5 or "
        "more\n- edema on MRI\n"
    )
    assert [leaves(s.criteria) for s in found] == [["pain of 5 or more", "edema on MRI"]]


def test_the_phase_of_a_list_is_no_criterion(say: Say) -> None:
    (found,) = say(
        "Foobarin is covered for gout when all of the following criteria are met:\n\n"
        "- For initial therapy, all of the following:\n  - Is an adult\n  - Has failed a diet\n"
    )
    assert leaves(found.criteria) == ["Is an adult", "Has failed a diet"]


def test_home_use_and_the_number_of_an_lcd_are_no_conditions(say: Say) -> None:
    (found,) = say(
        "# LCD ID: L12345\n\nA foobar pump for home use is covered when the member was trained.\n",
        subject="Pumps for edema",
    )
    assert found.conditions == ("edema",)


def test_a_sentence_that_announces_sections_by_letter_does_not_speak() -> None:
    assert not may_speak("Foobar plasty is covered for a fracture when either A or B is met.")
    assert may_speak("Foobar plasty is covered for a fracture when pain or fever is present.")


@pytest.mark.parametrize("name", ["a.md", "a.txt"])
def test_a_text_may_end_with_its_lead_in(say: Say, name: str) -> None:
    text = "Plan\n\nInfliximab is medically necessary for gout when ALL of the following are met:\n"
    (found,) = say(text, name=name)
    assert found.direction is FOR
    assert found.criteria is not None  # what is asked for is not told, but something is
