"""Passages as answers: the page that is named is the one where the quoted words begin."""

from dataclasses import replace

import pytest

from app.draft import Shelf
from app.passages import (
    MAX_QUOTE_CHARS,
    about_itself,
    answer_claims,
    content_first,
    near_enough,
    results_first,
)
from app.review.edit import NewSentence, edited
from ingest.models import Hit, Passage, page_of
from tests import surfaces

FIRST = "Sleep was studied in many adults over a long time. " * 14
SECOND = "Phentermine lowers weight in adults with obesity. "
THIRD = "Cost was not studied by anybody who took part in it. " * 14
TEXT = FIRST + SECOND + THIRD
STARTS = (0, len(FIRST), len(FIRST) + len(SECOND))


def passage(text: str = TEXT, pages: tuple[int, int] = (1, 3)) -> Passage:
    return Passage(
        passage_id="g#1",
        doc_id="g",
        section="",
        heading_path=("Drugs",),
        context="",
        page=pages[0],
        page_end=pages[1],
        char_start=0,
        char_end=len(text),
        first_block=0,
        last_block=0,
        text=text,
    )


@pytest.mark.parametrize(
    ("question", "first"),
    [
        ("What did the ZORB trial find on phentermine?", ["Result", "Conclusion", "Safety"]),
        ("How was the ZORB trial of phentermine done?", ["Safety", "Result", "Conclusion"]),
    ],
)
def test_where_results_are_asked_for_they_stand_first(question: str, first: list[str]) -> None:
    told = ("Safety", "Result", "Conclusion")
    found = [replace(passage(), heading_path=("ZORB", heading)) for heading in told]
    other = replace(passage(), doc_id="h", heading_path=("BROZ", "Results"))
    ranked = results_first(question, [found[0], other, *found[1:]])
    assert [p.heading_path[-1] for p in ranked if p.doc_id == "g"] == first
    assert ranked[0].doc_id == "g"


def shelf(starts: tuple[int, ...]) -> Shelf:
    return Shelf({}, lambda _: TEXT, lambda _, offset: page_of(starts, offset))


@pytest.mark.parametrize(
    ("question", "page"),
    [("Does phentermine lower weight?", 2), ("What of the cost?", 3), ("Was sleep studied?", 1)],
)
def test_a_part_of_a_passage_is_cited_with_its_own_page(question, page) -> None:
    assert len(TEXT) > MAX_QUOTE_CHARS
    ((cited,),) = [c.citations for c in answer_claims(question, [passage()], shelf(STARTS))]
    words = set(question.casefold().rstrip("?").split())
    assert words & set(cited.quote.casefold().replace(".", "").split())
    assert (cited.page, cited.locator) == (page, f"p. {page}")


def test_a_format_without_pages_claims_none() -> None:
    (claim,) = answer_claims("Does phentermine lower weight?", [passage()], shelf(()))
    assert (claim.citations[0].page, claim.citations[0].locator) == (None, "")


@pytest.mark.parametrize(("pages", "locator"), [((4, 4), "p. 4"), ((4, 5), "pp. 4-5")])
def test_a_reviewers_quote_from_a_passage_over_two_pages_names_both(pages, locator) -> None:
    answer = surfaces.general_answer()
    doc_id = answer.references[0].doc_id
    text = "Phentermine lowers weight in adults with obesity."
    kept = replace(passage(text, pages), doc_id=doc_id)
    new = NewSentence(
        section=answer.claims[0].section, text=text, quote=text, passage_id=kept.passage_id
    )
    after, _ = edited(answer, [], [new], {kept.passage_id: kept})
    assert after.claims[-1].citations[0].locator == locator


@pytest.mark.parametrize(
    ("text", "alone"),
    [
        (
            "A trial\n\nMarlow JG, Anderson JN, et al. Journal of Trials 2018;11:28-29.",
            True,
        ),
        ("Marlow JG. Journal of Trials, January 2008, issue 1, pages 79-82.", True),
        ("In 2018 the trial of Marlow et al. found no difference between the groups.", False),
    ],
)
def test_where_a_paper_was_printed_answers_nothing(text: str, *, alone: bool) -> None:
    assert about_itself(passage(text)) is alone


@pytest.mark.parametrize(
    ("cosines", "near"),
    [
        pytest.param([], False, id="no hit"),
        pytest.param([0.1, 0.29], False, id="all by chance"),
        pytest.param([0.1, 0.3], True, id="the second is near"),
    ],
)
def test_passages_are_near_a_question_by_the_best_cosine(cosines, near) -> None:
    hits = [
        Hit(
            passage_id=f"g#{n}",
            doc_id="g",
            rank=n + 1,
            fused_score=1.0,
            cosine_similarity=cosine,
            bm25_score=9.0,
            code_score=0.0,
        )
        for n, cosine in enumerate(cosines)
    ]
    assert near_enough(hits) is near


@pytest.mark.parametrize(
    ("question", "first"),
    [
        ("How many patients responded to zinc in the trial of Marlow?", "Results"),
        ("What did Marlow find on zinc?", "Results"),
        ("Which doses of zinc were compared?", "Dose"),
        ("How was the trial of Marlow randomized?", "Design"),
    ],
)
def test_what_a_study_found_stands_before_how_it_was_made(question, first) -> None:
    made = [
        replace(passage(f"{name}\n\nZinc."), heading_path=("A trial", name))
        for name in ("Design", "Dose", "Results")
    ]
    told = content_first(question, results_first(question, made))
    assert told[0].heading_path[-1] == first
