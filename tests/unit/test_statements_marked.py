"""What the tagger adds to Statements: phrases, positions in new words, and what it must not add."""

import pytest

from ingest.chunk import chunk_document
from ingest.describe import describe
from ingest.embed.tagger import SentenceReading, Span
from ingest.readers import read_document
from ingest.statements.extract import extract_statements
from ingest.statements.marked import MARKED, Understood, marked_statements
from ingest.statements.may_speak import may_speak
from ingest.statements.models import Direction

FRONT = "---\ntitle: Velotrexin\nkind: coverage_policy\npayer: Example Plan\n---\n\n"


@pytest.fixture
def understood(tmp_path):
    def make(text: str) -> Understood:
        path = tmp_path / "policy.md"
        path.write_text(f"{FRONT}# Velotrexin\n\n{text}", encoding="utf-8")
        document = read_document(path, tmp_path)
        source, passages = describe(document), chunk_document(document)
        found = extract_statements(document, source, passages)
        return Understood(document, source, passages, found)

    return make


def reader(mark: str, share: float, **marked: str):
    """A tagger that marks these words wherever they stand, and is so sure of one direction."""

    def read(texts):
        rest = (1 - share) / 3
        marks = {m: share if m == mark else rest for m in "+-?0"}
        return [
            SentenceReading(
                tuple(
                    Span(at, at + len(words), kind)
                    for kind, words in marked.items()
                    if (at := text.find(words)) >= 0
                ),
                marks,
            )
            for text in texts
        ]

    return read


NEW = "Velotrexin has earned a firm place in the care of gout and may be given there.\n"


def test_a_position_in_new_words_is_made_where_the_tagger_is_sure(understood) -> None:
    read = understood(NEW)
    assert read.statements == ()
    (made,) = marked_statements(read, reader("+", 0.99, I="Velotrexin", C="gout"))
    assert made.direction is Direction.FOR
    assert made.interventions == ("Velotrexin",)
    assert made.conditions == ("gout",)
    assert made.flags == (MARKED,)
    text = read.document.text
    assert text[made.quote.char_start : made.quote.char_end] == made.quote.text


@pytest.mark.parametrize(
    ("text", "read"),
    [
        pytest.param(NEW, reader("+", 0.9, I="Velotrexin", C="gout"), id="not sure enough"),
        pytest.param(NEW, reader("0", 0.99, I="Velotrexin", C="gout"), id="no position"),
        pytest.param(NEW, reader("+", 0.99, C="gout"), id="no intervention"),
        pytest.param(
            "Velotrexin has earned a firm place and may be given, says the Board.\n",
            reader("+", 0.99, I="Velotrexin", S="the Board"),
            id="another body's position",
        ),
        pytest.param(
            "This page does not say whether velotrexin may be given for gout.\n",
            reader("-", 0.99, I="velotrexin", C="gout"),
            id="a sentence about the document",
        ),
        pytest.param(
            "This policy does not address velotrexin for gout.\n",
            reader("-", 0.99, I="velotrexin", C="gout"),
            id="left to others",
        ),
    ],
)
def test_nothing_is_made_where_anything_is_in_doubt(understood, text, read) -> None:
    assert marked_statements(understood(text), read) == ()


def test_criteria_are_no_positions_of_their_own(understood) -> None:
    read = understood(
        "Velotrexin is considered medically necessary for gout when ALL of the following are met:\n"
        "\n- Allopurinol has been given and should have been tolerated\n- Age 18 years or older\n"
    )
    assert len(read.statements) == 1
    found = marked_statements(read, reader("+", 0.99, I="Allopurinol", C="gout"))
    assert [s.direction for s in found] == [Direction.FOR]
    assert found[0].criteria == read.statements[0].criteria


def test_a_cut_phrase_stays_where_a_mark_touches_it_and_goes_where_none_does(understood) -> None:
    read = understood("Velotrexin is considered investigational for gout and nothing else.\n")
    (plain,) = read.statements
    (kept,) = marked_statements(read, reader("-", 0.99, I="Velotrexin", C="gout"))
    assert kept.direction is plain.direction is Direction.AGAINST
    assert kept.interventions == ("Velotrexin",)
    assert "gout" in kept.conditions
    assert marked_statements(read, reader("-", 0.99)) == read.statements


def test_of_two_things_that_are_combined_neither_is_named_alone(understood) -> None:
    read = understood("Velotrexin combined with morlide is considered unproven for gout.\n")
    (made,) = marked_statements(read, reader("-", 0.99, I="Velotrexin", C="gout"))
    assert made.interventions == ("Velotrexin combined with morlide",)


def test_the_noun_use_is_no_imperative(understood) -> None:
    assert understood("- use is stopped if benefit is not shown;\n").statements == ()


def test_a_cue_without_a_position_goes(understood) -> None:
    read = understood("The record must show that velotrexin is medically necessary for gout.\n")
    sure, unsure = reader("0", 0.995, I="velotrexin"), reader("0", 0.98, I="velotrexin")
    assert len(marked_statements(read, unsure)) == len(read.statements)
    assert marked_statements(read, sure) == ()


@pytest.mark.parametrize(
    ("sentence", "speaks"),
    [
        ("Velotrexin should be given for gout.", True),
        ("Velotrexin for gout.", False),
        ("The abstract does not single out velotrexin for use.", False),
        ("Velotrexin for children is outside the scope of this policy.", False),
        ("Film and digital skiagraphy are both effective ways of screening.", False),
        ("Skiagraphy is an effective test and should be offered.", True),
        ("In HARBOR, velotrexin did not lower the use of oxygen.", False),
    ],
)
def test_only_what_may_hold_a_position_is_read(sentence, speaks) -> None:
    assert may_speak(sentence) is speaks


def test_the_adjective_of_a_list_is_no_name_but_keeps_the_name_that_was_cut(understood) -> None:
    read = understood("Oral or nasal drops are not covered for gout.\n")
    (one,) = marked_statements(read, reader("-", 0.99, I="Oral", C="gout"))
    assert "Oral drops" in one.interventions
    assert "Oral" not in one.interventions


def test_all_members_of_a_list_in_brackets_stay_where_some_are_marked(understood) -> None:
    read = understood(
        "A calming drug (velorin, belorin or corlin) is considered investigational for gout.\n"
    )
    marked = reader("-", 0.99, I="belorin", C="gout")
    (found,) = marked_statements(read, marked)
    assert {"velorin", "belorin", "corlin"} <= set(found.interventions)


@pytest.mark.parametrize(
    "text",
    [
        "Conditional recommendations concern velotrexin and physiotherapy.",
        "We issue recommendations for velotrexin and recommendations against belotrexin.",
    ],
)
def test_a_summary_of_all_advice_is_no_advice(text) -> None:
    assert not may_speak(text)


def test_what_something_is_given_in_place_of_is_not_spoken_of(understood) -> None:
    read = understood(
        "Velotrexin is considered investigational for gout when given in place of colchicine.\n"
    )
    (found,) = marked_statements(read, reader("-", 0.99, I="colchicine", C="gout"))
    assert found.interventions == ("Velotrexin",)


def test_the_condition_of_the_document_stays_where_a_sign_alone_is_marked(tmp_path) -> None:
    path = tmp_path / "guide.md"
    path.write_text(
        "---\ntitle: Treatment of essential tremor\nkind: guideline\n---\n\n## Recommendations\n\n"
        "1. Velotrexin may be used for head tremor in essential tremor. (2B)\n",
        encoding="utf-8",
    )
    document = read_document(path, tmp_path)
    source, passages = describe(document), chunk_document(document)
    read = Understood(document, source, passages, extract_statements(document, source, passages))
    (found,) = marked_statements(read, reader("+", 0.99, I="Velotrexin", C="head tremor"))
    assert found.condition_groups == (("head tremor",), ("essential tremor",))


def guideline_on_gout(tmp_path, text: str) -> Understood:
    """A guideline of three numbered sentences or so on gout."""
    path = tmp_path / "guideline.md"
    path.write_text(f"# Guideline for the Treatment of Gout\n\n{text}", encoding="utf-8")
    document = read_document(path, tmp_path)
    source, passages = describe(document), chunk_document(document)
    return Understood(document, source, passages, extract_statements(document, source, passages))


def test_a_value_that_is_asked_for_is_no_disease_in_place_of_the_titles(tmp_path) -> None:
    text = "We recommend that all patients with urate above 6 mg/dL be treated with Velora.\n"
    read = guideline_on_gout(tmp_path, text)
    (found,) = marked_statements(read, reader("+", 0.99, I="Velora", C="urate above 6 mg/dL"))
    assert [c.lower() for c in found.conditions] == ["gout"]
    other = guideline_on_gout(tmp_path, "We recommend Velora in patients with kidney stones.\n")
    (stones,) = marked_statements(other, reader("+", 0.99, I="Velora", C="kidney stones"))
    assert stones.conditions == ("kidney stones",)


def test_what_is_done_after_an_operation_is_not_named_without_it(tmp_path) -> None:
    read = guideline_on_gout(tmp_path, "Do not offer bracing of the toe after surgery.\n")
    (found,) = marked_statements(read, reader("-", 0.99, I="bracing of the toe"))
    assert found.interventions == ("bracing of the toe after surgery",)
    plain = guideline_on_gout(tmp_path, "Do not offer bracing of the toe.\n")
    (bare,) = marked_statements(plain, reader("-", 0.99, I="bracing of the toe"))
    assert bare.interventions == ("bracing of the toe",)


def test_a_mark_on_the_letter_of_an_item_names_nothing(understood) -> None:
    read = understood("The following are not covered:\n\nC. Ozone tents\n\nD. Velvet baths\n")
    found = marked_statements(read, reader("-", 0.99, I="D"))
    assert all("D" not in s.interventions for s in found)


def test_a_mark_among_the_criteria_of_a_row_is_not_its_condition(understood) -> None:
    read = understood(
        "| Indication | Status | Requirements |\n|---|---|---|\n"
        "| Gout | Medically necessary | tophi in keeping with chalk |\n"
    )
    (made,) = marked_statements(read, reader("+", 0.99, C="keeping with chalk"))
    assert made.conditions == ("Gout",)
