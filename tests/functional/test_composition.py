"""How an Answer reads: each over a corpus that its test writes, drugs and illnesses invented."""

import io
import re

import pytest
from rich.console import Console

from app.models import SectionName
from app.render.outline import outline
from app.render.profiles import profile_named
from app.render.terminal import print_answer
from app.render.told import why_lines

COVERED = "Nortaxine is considered medically necessary for Marlow syndrome."
REFUSED = "Nortaxine is considered experimental, investigational or unproven for Marlow syndrome."
CLOSED = "Nortaxine is considered unproven for all other indications."
PLAIN = "Is nortaxine medically necessary for Marlow syndrome?"
LIST = """Nortaxine is considered medically necessary for the following conditions when the policy's
own criteria, which are not printed here, are met:

- Trent disease
- Severn fever
- Refractory Tyne ataxia
"""


def page(*parts, title="Nortaxine"):
    return "\n\n".join([f"# {title}", "## Recommendations and coverage", *parts])


def criteria(lead, *items):
    return "\n".join([lead, "", *(f"- {item}" for item in items)])


def printed(answer, profile="", width=100):
    console = Console(file=io.StringIO(), width=width, markup=False, highlight=False, record=True)
    print_answer(console, answer, profile)
    return console.export_text()


def flat(text):
    return re.sub(r"[\s│╭╮╰╯─•]+", " ", text)


def sentences(answer):
    """Every sentence of the sections and every quote of the table, as a reader meets them."""
    view = outline(answer, profile_named(""))
    claims = [c for s in view.sections if not s.numbered for g in s.groups for c in g.claims]
    return [claim.text for claim in claims if not claim.items] + [
        quote.words.strip('"') for row in view.positions for quote in row.quotes
    ]


# --- headline -------------------------------------------------------------------------------------


def test_pairs_of_one_verdict_share_one_sentence(corpus) -> None:
    corpus.policy("amber", page(REFUSED, CLOSED), payer="Amber Mutual")
    asked = corpus.ask("Is nortaxine medically necessary for Marlow syndrome and Trent disease?")
    assert asked.answer.headline == (
        "Nortaxine for Marlow syndrome and Trent disease is considered unproven or investigational "
        "by Amber Mutual."
    )


def test_who_speaks_for_some_of_the_conditions_alone_is_named_with_them(corpus) -> None:
    corpus.policy("amber", page(REFUSED, CLOSED), payer="Amber Mutual")
    corpus.policy("cobalt", page(REFUSED), payer="Cobalt Benefits")
    headline = corpus.ask(
        "Is nortaxine medically necessary for Marlow syndrome and Trent disease?"
    ).answer.headline
    assert "Amber Mutual and Cobalt Benefits (for Marlow syndrome)" in headline


def test_support_without_and_with_open_criteria_is_told_apart(corpus) -> None:
    corpus.guideline(
        "college",
        page("- Recommendation 1: We recommend nortaxine for Marlow syndrome. (Strong for)"),
        publisher="Northern College (NCX)",
    )
    corpus.policy(
        "amber",
        page(criteria(f"{COVERED[:-1]} when ALL are met:", "A biopsy was done.", "Age 18 or over")),
        payer="Amber Mutual",
    )
    assert corpus.ask(PLAIN).answer.headline == (
        "Nortaxine for Marlow syndrome is recommended by NCX (Strong for), and medically necessary "
        "per Amber Mutual only if criteria are met that are not settled here."
    )


def test_an_end_that_two_predicates_share_stands_behind_both(corpus) -> None:
    corpus.guideline(
        "college",
        page("- Recommendation 1: We recommend nortaxine for Marlow syndrome. (Strong for)"),
        publisher="Northern College (NCX)",
    )
    rest = ("A biopsy was done.", "Age 18 or over")
    necessary = page(criteria(f"{COVERED[:-1]} when ALL are met:", *rest))
    covered = page(criteria("Nortaxine is covered for Marlow syndrome when ALL are met:", *rest))
    corpus.policy("amber", necessary, payer="Amber Mutual")
    corpus.policy("cobalt", covered, payer="Cobalt Benefits")
    assert corpus.ask(PLAIN).answer.headline == (
        "Nortaxine for Marlow syndrome is recommended by NCX (Strong for); and medically necessary "
        "per Amber Mutual, and covered by Cobalt Benefits, only if criteria are met that are not "
        "settled here."
    )


def test_a_policy_without_a_name_is_called_by_its_file(corpus) -> None:
    corpus.policy("amber", page(REFUSED), payer="Amber Mutual")
    answer = corpus.ask(PLAIN, policy={"plan.txt": f"{COVERED}\n"}).answer
    assert answer.headline == (
        "It depends on the payer: nortaxine for Marlow syndrome is medically necessary per your "
        "policy “plan.txt”; but considered unproven or investigational by Amber Mutual."
    )
    assert "plan.txt" in {row.title for row in answer.positions}


def test_nothing_that_speaks_is_said_once(corpus) -> None:
    corpus.policy("amber", page(COVERED), payer="Amber Mutual")
    answer = corpus.ask("Is quellipram medically necessary for Trent disease?").answer
    assert why_lines(answer) == (
        "No source in force here speaks to quellipram for Trent disease. That says nothing about "
        "whether it is appropriate.",
    )


def test_a_conflict_says_to_what_the_advice_against_is_limited(corpus) -> None:
    corpus.guideline(
        "college",
        page("- Recommendation 1: We recommend nortaxine for Marlow syndrome. (Strong for)"),
        publisher="Northern College (NCX)",
    )
    corpus.guideline(
        "academy",
        page("- We recommend against routine nortaxine for patients with Marlow syndrome."),
        publisher="Southern Academy (SAX)",
    )
    asked = corpus.ask(PLAIN)
    assert asked.verdict == "conflicting"
    assert "The advice against it is limited: routine use." in asked.answer.headline


def test_steps_are_told_to_patients_in_plain_words(corpus) -> None:
    corpus.policy(
        "amber",
        page(criteria(f"{COVERED[:-1]} when ALL are met:", "A biopsy was done.", "Age 18 or over")),
        payer="Amber Mutual",
    )
    answer = corpus.ask(PLAIN).answer
    told = {name: flat(printed(answer, name)) for name in ("", "patient")}
    assert "Settle what Amber Mutual asks for" in told[""]
    assert "Find out first, because Amber Mutual asks for it" in told["patient"]
    assert "If all of that is so, supported by Amber Mutual" in told["patient"]
    assert "Settle what" not in told["patient"]


def test_an_unmet_criterion_is_given_as_the_reason(corpus) -> None:
    corpus.policy(
        "amber",
        page(criteria(f"{COVERED[:-1]} when ALL are met:", "Age 18 years or older", "Biopsy done")),
        payer="Amber Mutual",
    )
    asked = corpus.ask("Is nortaxine covered for a 9-year-old with Marlow syndrome?")
    assert asked.verdict == "not_necessary"
    assert "not covered by Amber Mutual, because a criterion is not met" in asked.answer.headline
    row = asked.position("amber")
    assert row.unmet is not None
    assert "18 years or older" in row.unmet.quote
    assert asked.answer.missing == (), "an unmet criterion settles it: nothing else is missing"
    assert 'Not met: "- Age 18 years or older"' not in flat(printed(asked.answer))
    assert 'Not met: "Age 18 years or older"' in flat(printed(asked.answer))


def test_a_plural_takes_are() -> None:
    from app.names import is_plural  # noqa: PLC0415

    assert is_plural("stimulants")
    assert is_plural("injections of steroids")
    assert not any(map(is_plural, ("plasma exchange", "diagnosis", "J1459", "NSAIDS", "stress")))


def test_an_open_question_is_answered_with_what_is_recommended(corpus) -> None:
    corpus.guideline(
        "marlow",
        page(
            "- Recommendation 1: We recommend quellipram for Marlow syndrome. (Strong for)",
            "- Recommendation 2: We recommend against nortaxine for Marlow syndrome. "
            "(Strong against)",
        ),
    )
    answer = corpus.ask("What is recommended for Marlow syndrome?").answer
    assert answer.verdict is None
    assert answer.abstention is None
    assert answer.headline == (
        "For Marlow syndrome, guidelines here recommend quellipram and advise against nortaxine."
    )
    assert not any(note.kind == "no_intervention" for note in answer.notes)
    assert "What is recommended instead" not in printed(answer)


# --- what is understood ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("question", "facts"),
    [
        pytest.param(
            "Is IVIG medically necessary for a patient with chronic fatigue syndrome (R53.82) and "
            "generalized muscle weakness (M62.81)?",
            (),
            id="codes and conditions are no facts, and are not taken to pieces",
        ),
        pytest.param(
            "Is CPAP covered for a 54-year-old man with obstructive sleep apnea, AHI 22?",
            ("54-year-old", "man", "AHI 22"),
            id="age, sex and a measure are",
        ),
        pytest.param(
            "Is nortaxine covered for Marlow syndrome in a woman who failed methotrexate?",
            ("woman", "failed methotrexate"),
            id="so is what was tried",
        ),
    ],
)
def test_stated_facts_are_facts(corpus, question, facts) -> None:
    corpus.policy("nortaxine", page(COVERED))
    assert corpus.ask(question).answer.understood.facts == facts


# --- sections -------------------------------------------------------------------------------------


def test_covered_indications_are_one_list_each_carried_by_its_own_quote(corpus) -> None:
    corpus.policy("amber", page(REFUSED, LIST), payer="Amber Mutual")
    asked = corpus.ask(PLAIN)
    (claim,) = [c for c in asked.answer.claims if c.section is SectionName.REQUIRED]
    assert claim.text == "Trent disease; Severn fever; Refractory Tyne ataxia"
    text = asked.documents["amber"].text
    for citation in claim.citations:
        assert text[citation.char_start : citation.char_end] == citation.quote
        assert citation.about in citation.quote
    assert [c.about for c in claim.citations] == [*claim.text.split("; "), ""]
    assert asked.answer.withheld == ()


def test_what_is_asked_is_not_among_what_would_be_required(corpus) -> None:
    corpus.policy("amber", page(COVERED, LIST))
    corpus.guideline(
        "college", page("- Recommendation 1: We recommend against nortaxine for Marlow syndrome.")
    )
    asked = corpus.ask(PLAIN)
    assert asked.verdict == "conflicting"
    assert asked.said(SectionName.REQUIRED) == ""


def test_no_sentence_is_printed_twice(corpus) -> None:
    corpus.policy("amber", page(REFUSED, LIST), payer="Amber Mutual")
    corpus.guideline(
        "college",
        page(
            "- Recommendation 1: We recommend against nortaxine for Marlow syndrome. "
            "(Strong against)",
            "- Recommendation 2: We suggest quellipram for Marlow syndrome. (Weak for)",
        ),
    )
    corpus.research("trial", "# Trial\n\n## Results\n\nNortaxine was no better than placebo in "
                    "Marlow syndrome.")  # fmt: skip
    told = sentences(corpus.ask(PLAIN).answer)
    assert len(told) > 3
    assert len(told) == len(set(told)), told


def test_the_pathway_is_numbered_steps_of_names_with_their_quotes(corpus) -> None:
    corpus.policy("amber", page(REFUSED, LIST), payer="Amber Mutual")
    corpus.guideline(
        "college",
        page("- Recommendation 2: We suggest quellipram for Marlow syndrome. (Weak for)"),
    )
    answer = corpus.ask(PLAIN).answer
    steps = [(c.label, c.text) for c in answer.claims if c.section is SectionName.PATHWAY]
    assert steps == [
        ("Recommended for this condition", "quellipram"),
        (
            "Reconsider nortaxine if a covered indication is confirmed",
            "Trent disease; Severn fever; Refractory Tyne ataxia",
        ),
    ]
    assert "1. Recommended for this condition: quellipram [2]" in flat(printed(answer))


def test_open_criteria_are_the_first_step(corpus) -> None:
    corpus.policy(
        "amber",
        page(criteria(f"{COVERED[:-1]} when ALL are met:", "A biopsy was done.", "Age 18 or over")),
        payer="Amber Mutual",
    )
    answer = corpus.ask(PLAIN).answer
    steps = [c.label for c in answer.claims if c.section is SectionName.PATHWAY]
    assert steps == [
        "Settle what Amber Mutual asks for",
        "Where that is met, supported by Amber Mutual",
    ]


def test_alternatives_among_the_missing_are_one_line(corpus) -> None:
    body = """Nortaxine is considered medically necessary for Marlow syndrome when ALL are met:

- Age 18 years or older
- ANY of the following:
  - A positive skin biopsy
  - A positive nerve biopsy
"""
    corpus.policy("amber", page(body))
    missing = corpus.ask("Is nortaxine covered for a 40-year-old with Marlow syndrome?")
    assert missing.answer.missing == ("one of: A positive skin biopsy; A positive nerve biopsy",)


def test_old_documents_are_no_pitfall(corpus) -> None:
    corpus.guideline("new", page("- Recommendation 1: We suggest nortaxine for Marlow syndrome."))
    corpus.guideline(
        "old",
        page("- Recommendation 4: We recommend against nortaxine for Marlow syndrome."),
        end_date="2020-01-01",
    )
    asked = corpus.ask(PLAIN)
    assert asked.said(SectionName.PITFALLS) == ""
    assert asked.position("old").why_not == "ended on 2020-01-01"


def test_evidence_elsewhere_is_a_line_a_source_and_grade(corpus) -> None:
    corpus.guideline(
        "others",
        page(
            *(
                f"- Recommendation {n}: We suggest nortaxine for {name}. (Weak for)"
                for n, name in enumerate(("Trent disease", "Severn fever", "Tyne ataxia"), start=1)
            )
        ),
    )
    corpus.policy("amber", page(REFUSED))
    asked = corpus.ask(PLAIN)
    told = asked.said(SectionName.OTHER_CONDITIONS).splitlines()
    assert told == ["[Recommended in (Weak for)] Trent disease; Severn fever; Tyne ataxia"]


# --- the case -------------------------------------------------------------------------------------

NOTE = """# Clinic note

## Results

| Test | Result |
|---|---|
| Marker alpha cells | Low: below the reference range |
| Antibody screen | Pending |
| Potassium | Normal |

## Plan

1. Request nortaxine 30 mg daily.
"""
LETTER = """# Letter

## Reasons

1. The plan's policy considers nortaxine unproven for Marlow syndrome.

## What the records do not show

- A nerve biopsy.
"""


def test_the_case_is_told_by_file_and_heading_without_its_header_rows(corpus) -> None:
    corpus.policy("amber", page(REFUSED))
    asked = corpus.ask(PLAIN, case={"note.md": NOTE, "letter.md": LETTER})
    told = asked.said(SectionName.CASE)
    for line in (
        "[Results] Marker alpha cells: Low: below the reference range",
        "[Results] Antibody screen: Pending",
        "[Plan] Request nortaxine 30 mg daily.",
        "[What the records do not show] A nerve biopsy.",
    ):
        assert line in told
    assert "Test: Result" not in told
    assert "Potassium" not in told


def test_a_letter_stands_among_the_positions_and_never_decides(corpus) -> None:
    corpus.policy("amber", page(COVERED), payer="Amber Mutual")
    asked = corpus.ask(PLAIN, case={"letter.md": LETTER})
    assert asked.verdict == "necessary"
    row = asked.position("case:letter.md")
    assert row.direction.value == "against"
    assert not row.decides
    assert row.why_not == "case materials never decide"
    assert row.quote in asked.documents["case:letter.md"].text


def test_a_document_that_denies_what_a_result_suggests_is_a_pitfall(corpus) -> None:
    corpus.policy("amber", page(REFUSED))
    corpus.guideline(
        "marlow",
        page(
            "- Recommendation 1: We recommend quellipram for Marlow syndrome. (Strong for)",
            "Low marker alpha cells are not among the criteria for nortaxine.",
        ),
    )
    asked = corpus.ask(PLAIN, case={"note.md": NOTE})
    assert "Low marker alpha cells are not among the criteria" in asked.said(SectionName.PITFALLS)
    plain = corpus.ask(PLAIN)
    assert "marker alpha" not in plain.said(SectionName.PITFALLS), (
        "without the case it misleads none"
    )


def test_follow_ups_name_known_conditions_and_not_the_asked_one(corpus) -> None:
    body = "Immune globulin is considered medically necessary for CIDP.\n\n" + REFUSED.replace(
        "Nortaxine", "Immune globulin"
    )
    corpus.policy("amber", page(body, title="Immune globulin"))
    asked = corpus.ask("Is IVIG covered for Marlow syndrome?")
    assert "What would be required for approval of IVIG?" in asked.answer.follow_ups
    assert any("CIDP" in question for question in asked.answer.follow_ups)
    same = corpus.ask("Is IVIG covered for chronic inflammatory demyelinating polyneuropathy?")
    assert not any("CIDP" in question for question in same.answer.follow_ups)


@pytest.mark.parametrize(
    ("policy", "kind", "said"),
    [
        pytest.param(
            "Zoltaril is considered unproven for Severn fever.",
            "policy_silent",
            "Your policy mine.md was read: 1 statement was found in it, none about nortaxine for "
            "Marlow syndrome.",
            id="of another treatment",
        ),
        pytest.param(
            "Our members are dear to us.",
            "policy_empty",
            "Your policy mine.md was read: no sentence was found in it that covers or refuses "
            "anything.",
            id="no statement at all",
        ),
    ],
)
def test_a_policy_of_the_asker_without_a_say_is_named(corpus, policy, kind, said) -> None:
    corpus.policy("amber", page(REFUSED))
    asked = corpus.ask(PLAIN, policy={"mine.md": policy})
    assert [n.text for n in asked.answer.notes if n.kind == kind] == [said]
    spoken = corpus.ask(PLAIN, policy={"mine.md": COVERED})
    assert not any(n.kind.startswith("policy_") for n in spoken.answer.notes)
    beside = corpus.ask(PLAIN, case={"mine.md": policy})
    assert not any(n.kind.startswith("policy_") for n in beside.answer.notes)


def test_the_furniture_of_a_letter_is_no_fact_and_no_sentence_of_the_case(corpus) -> None:
    corpus.policy("amber", page(REFUSED))
    letter = (
        "Example Health Plan\nPO Box 1234, Springfield, IL 62701\n\nDear Dr. Sample:\n\n"
        "The patient failed quellipram for 6 weeks. The records do not document a trial of "
        "zoltaril. You may request a copy of the criteria for nortaxine free of charge. "
        "I look forward to your prompt response.\n\nSincerely,\nMartha Medical, MD\n"
    )
    asked = corpus.ask(f"{letter}\n{PLAIN}")
    assert asked.answer.understood.facts == ("failed quellipram for 6 weeks",)
    assert asked.answer.understood.conditions == ("Marlow syndrome",)
    told = corpus.ask(PLAIN, case={"letter.txt": letter}).said(SectionName.CASE)
    assert "failed quellipram" in told
    for said in ("free of charge", "prompt response", "Sincerely", "Springfield", "Dear"):
        assert said not in told
