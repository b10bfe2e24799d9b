"""Every surface renders the whole Answer, for every reader, and lets no word of a document act."""

import io
import json
import re

import pytest
from markdown_it import MarkdownIt
from rich.console import Console

from app.models import FindingState, SectionName, Verdict
from app.render import render_json, render_markdown
from app.render.abbreviations import known_abbreviations
from app.render.outline import outline
from app.render.profiles import PROFILES, Part, profile_named
from app.render.terminal import print_answer
from app.render.words import DIRECTIONS, FINDINGS, SECTIONS, VERDICTS
from ingest.errors import QuestionError

MARK = re.compile(r"\[(?:\d+|Case Materials, p\. \d+)\]")


def printed(answer, profile="", width=120) -> str:
    console = Console(
        file=io.StringIO(), width=width, markup=False, highlight=False, emoji=False, record=True
    )
    print_answer(console, answer, profile)
    return console.export_text()


def flat(text: str) -> str:
    return re.sub(r"[\s│╭╮╰╯─•]+", " ", text)


def unescaped(markdown: str) -> str:
    return re.sub(r"\\([!-/:-@\[-`{-~])", r"\1", markdown)


def test_every_verdict_has_its_own_symbol_and_word() -> None:
    assert set(VERDICTS) == {*Verdict, None}
    for looks in (VERDICTS, DIRECTIONS, FINDINGS):
        assert len({look.symbol for look in looks.values()}) == len(looks)
        assert len({look.word for look in looks.values()}) == len(looks)


def test_no_verdict_is_called_approval_denial_or_diagnosis() -> None:
    words = " ".join(f"{look.word} {look.plain}" for look in VERDICTS.values()).lower()
    assert not re.search(r"\bapprov|\bden(?:y|ied|ial)|\bdiagnos", words)


def test_every_section_has_a_title() -> None:
    assert set(SECTIONS) == set(SectionName)


@pytest.mark.parametrize("profile", PROFILES)
def test_the_whole_answer_is_printed_for_every_reader(surfaces, profile) -> None:
    answer = surfaces.rich_answer()
    plain = PROFILES[profile].plain
    for text in (flat(printed(answer, profile)), flat(unescaped(render_markdown(answer, profile)))):
        assert answer.headline in text
        assert VERDICTS[answer.verdict].word in text
        for claim in answer.claims:
            assert SECTIONS[claim.section][1 if plain else 0] in text
            assert flat(claim.text) in text or plain
        for row in answer.positions:
            assert row.title.split()[0] in text
        rules = [pair.rule for pair in answer.verdicts]
        lines = [*answer.missing, *rules, *(row.text for row in answer.criteria)]
        lines += [*answer.follow_ups, answer.snapshot, *(code.code for code in answer.codes)]
        assert [line for line in lines if flat(line) not in text] == []
        for reference in answer.references:
            assert f"[{reference.number}]" in text
            assert reference.title in text
        assert "Submitted: content is pending human review" in text
        assert answer.disclaimer in text
        assert "G93.32" in text


@pytest.mark.parametrize("profile", PROFILES)
def test_a_profile_changes_neither_verdict_nor_citations(surfaces, profile) -> None:
    answer = surfaces.rich_answer()
    view, base = outline(answer, PROFILES[profile]), outline(answer, profile_named(""))

    def cited(laid_out):
        return sorted(
            quote.citation.passage_id + quote.mark
            for section in laid_out.sections
            for group in section.groups
            for claim in group.claims
            for quote in claim.quotes
        )

    def marked(laid_out):
        claims = [c for section in laid_out.sections for g in section.groups for c in g.claims]
        return sorted((claim.marks, claim.level) for claim in claims)

    assert (view.word, view.look, view.marks) == (base.word, base.look, base.marks)
    assert cited(view) == cited(base)
    assert marked(view) == marked(base)
    marks = set(MARK.findall(unescaped(render_markdown(answer, profile))))
    assert marks == set(MARK.findall(unescaped(render_markdown(answer))))


@pytest.mark.parametrize("profile", PROFILES)
def test_every_profile_shows_every_part(profile) -> None:
    parts = PROFILES[profile].parts
    assert len(parts) == len(set(parts))
    assert set(Part) - set(parts) <= {Part.GLOSSARY}
    assert set(PROFILES[profile].section_order()) == set(SectionName)


def test_what_is_missing_is_said_once_but_to_those_who_want_a_list_of_it(surfaces) -> None:
    answer = surfaces.rich_answer()
    open_ = next(r.text for r in answer.criteria if r.finding is FindingState.UNKNOWN)
    answer = answer.model_copy(update={"missing": (f"one of: {open_}", "An old record")})
    assert outline(answer, PROFILES["physician"]).missing == ("An old record",)
    assert outline(answer, PROFILES["nurse"]).missing == answer.missing


def test_patients_see_no_dose_and_plain_words(surfaces) -> None:
    text = flat(printed(surfaces.rich_answer(), "patient"))
    assert "In plain words: The sources found here do not support this treatment." in text
    assert "examplemab 30 g" not in text
    assert "Stated dose: [dose left out] for 5 days." in text
    assert "CBT: cognitive behavioral therapy" in text


def test_reviewers_meet_codes_and_criteria_first(surfaces) -> None:
    text = printed(surfaces.rich_answer(), "reviewer")
    order = [text.index(f"\n{title}") for title in ("Codes", "Criteria", "What each source says")]
    assert order == sorted(order)


def test_editors_see_ids_and_offsets(surfaces) -> None:
    assert "example-policy#s1:2, characters" in flat(printed(surfaces.rich_answer(), "editor"))


def test_an_unknown_profile_is_named_with_the_known_ones() -> None:
    with pytest.raises(QuestionError, match=r"wizard.*physician"):
        profile_named("wizard")


def test_a_digest_is_labelled_wherever_it_is_quoted(surfaces) -> None:
    text = flat(printed(surfaces.rich_answer()))
    assert "Example Society 2021, our digest" in text
    assert "(recommendation 29, p. 55) [2]" in text
    assert "Our digest, checked against the full text" in text
    assert "Example Health MP 12, our digest" not in text


def test_case_materials_are_cited_by_page(surfaces) -> None:
    text = flat(printed(surfaces.rich_answer()))
    assert "The note reports low NK cells. [Case Materials, p. 2]" in text
    assert "clinical-note.md" in text


def test_a_headline_with_its_own_marks_gets_no_others(surfaces) -> None:
    answer = surfaces.rich_answer(headline="Not necessary [3]")
    assert outline(answer, profile_named("")).marks == ()


def test_deciding_sources_stand_first_and_say_so(surfaces) -> None:
    rows = outline(surfaces.rich_answer(), profile_named("")).positions
    assert rows[0].decides == "decides"
    assert all(row.decides.startswith("shown: ") for row in rows[1:])


@pytest.mark.parametrize("width", [40, 80, 200])
def test_any_width_of_terminal_will_do(surfaces, width) -> None:
    lines = printed(surfaces.rich_answer(), width=width).splitlines()
    assert max(map(len, lines)) <= width


def test_an_answer_with_an_error_says_it(surfaces) -> None:
    answer = surfaces.empty_answer(id="x", question="q").model_copy(
        update={"error": "it broke: mend it"}
    )
    assert "it broke: mend it" in printed(answer)
    assert "it broke" in render_markdown(answer)


def test_an_answer_that_nothing_addresses_is_short_and_says_why(surfaces) -> None:
    answer = surfaces.empty_answer(id="x", question="quux?")
    text = flat(printed(answer))
    assert "∅ Not addressed" in text
    assert "No source speaks of quux." in text
    assert "References" not in text


@pytest.mark.attack
@pytest.mark.parametrize("profile", PROFILES)
def test_no_word_of_a_document_acts_in_a_terminal(surfaces, profile) -> None:
    text = printed(surfaces.hostile_answer(), profile)
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u200b\u202a-\u202e\u2066-\u2069]", text)
    assert "[bold red]rich[/bold red]" in flat(text)
    assert ":smile:" in text
    assert "[U+202E]" in text


@pytest.mark.attack
@pytest.mark.parametrize("profile", PROFILES)
def test_no_word_of_a_document_is_markdown(surfaces, profile) -> None:
    parser = MarkdownIt("gfm-like", {"linkify": False, "html": True})
    tokens = parser.parse(render_markdown(surfaces.hostile_answer(), profile))
    inline = [child.type for token in tokens for child in token.children or ()]
    kinds = {*inline, *(token.type for token in tokens)}
    assert not kinds & {"html_block", "html_inline", "image", "link_open", "code_inline", "fence"}
    table_rows = [token for token in tokens if token.type == "tr_open"]
    assert len(table_rows) == 5 + 1 + 3 + 1


@pytest.mark.attack
def test_links_go_to_web_addresses_alone(surfaces) -> None:
    text = render_markdown(surfaces.rich_answer())
    assert "(<https://example.org/policy?id=12&v=2>)" in text
    assert "javascript" not in text


def test_json_of_a_batch_is_one_ascii_line_and_loses_nothing(surfaces) -> None:
    answer = surfaces.hostile_answer().model_copy(update={"question": "a\u2028b\x85c\nd"})
    line = render_json(answer)
    assert line.isascii()
    assert len(line.splitlines()) == 1
    assert type(answer).model_validate_json(line) == answer


def test_json_for_a_reader_is_indented(surfaces) -> None:
    text = render_json(surfaces.rich_answer(), indent=2)
    assert text.startswith('{\n  "schema_version"')
    assert json.loads(text)["verdict"] == "not_necessary"


def test_abbreviations_are_spelled_out_once_and_only_where_they_stand(surfaces) -> None:
    view = outline(surfaces.rich_answer(), PROFILES["patient"])
    assert [item.short for item in view.glossary] == ["CBT", "NK", "SNRI"]
    assert all(known_abbreviations().values())
