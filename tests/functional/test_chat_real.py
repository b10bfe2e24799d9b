"""The chat page over a real index: every mark of a real Answer opens the passage of its quote."""

import html
import re
from datetime import date
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

import app.ui.service
from app.case import CaseFile
from app.composer.events import Stage, Watch
from app.pipeline import open_pipeline
from app.render.safe import visible_block
from ingest.build import build
from ingest.errors import CitationError
from ingest.settings import Settings

PAGE = Path(__file__).resolve().parents[2] / "app" / "ui" / "start.py"
HEAD = "---\ntitle: {title}\npublisher: {publisher}\nkind: {kind}\nyear: 2025\n---\n\n# {title}\n\n"
POLICY = """## Coverage

Nortaxine is considered medically necessary for Marlow syndrome when ALL of these are met:

- The patient is 18 years of age or older.
- The diagnosis was confirmed by a nerve conduction study.

Nortaxine is considered experimental, investigational or unproven for all other indications.
"""
GUIDELINE = """## Recommendations

- Recommendation 1 (page 12): We suggest nortaxine for adults with Marlow syndrome. (Weak for)
- Recommendation 2 (page 14): We recommend against stimulants in Marlow syndrome. (Strong against)
"""
NOTE = b"Clinic note\n\nThe patient is 42 years old. Marlow syndrome. Nortaxine is requested.\n"
QUESTION = "Is nortaxine medically necessary for Marlow syndrome?"


@pytest.fixture(scope="module")
def pipeline(tmp_path_factory):
    folder = tmp_path_factory.mktemp("chat")
    documents, index = folder / "documents", folder / "index"
    documents.mkdir()
    for name, kind, publisher, text in (
        ("policy", "coverage_policy", "Example Health", POLICY),
        ("guideline", "guideline", "Example Society", GUIDELINE),
    ):
        head = HEAD.format(title=f"Nortaxine, {name}", publisher=publisher, kind=kind)
        (documents / f"{name}.md").write_text(head + text, encoding="utf-8")
    settings = Settings(index_dir=index)
    assert not build([documents], index, settings).failed
    return open_pipeline(settings, index_dir=index)


@pytest.fixture
def page(pipeline, monkeypatch):
    monkeypatch.setattr(app.ui.service, "open_page_pipeline", lambda _settings: pipeline)
    app.ui.service.shared_pipeline.clear()
    yield AppTest.from_file(str(PAGE), default_timeout=120).run()
    app.ui.service.shared_pipeline.clear()


def ask(at, question):
    at.chat_input[0].set_value(question)
    at.run()
    assert not at.exception
    assert not at.error
    return at.session_state["turns"][-1].answer


def shown(at) -> str:
    return "\n".join(element.proto.body for element in at.get("html"))


def test_each_mark_opens_the_passage_of_its_quote(page) -> None:
    answer = ask(page, QUESTION)
    assert answer.claims
    opened = {
        html.unescape(quote) for quote in re.findall(r"<mark>(.*?)</mark>", shown(page), re.S)
    }
    for claim in answer.claims:
        for citation in claim.citations:
            assert visible_block(citation.quote) in opened
    assert "no longer in the index" not in shown(page)


def test_case_materials_open_from_this_session_and_lie_in_no_index(page, pipeline) -> None:
    page.file_uploader[0].set_value([("note.txt", NOTE, "text/plain")])
    page.run()
    answer = ask(page, QUESTION)
    assert "note.txt" in {
        citation.doc_id.removeprefix("case:")
        for claim in answer.claims
        for citation in claim.citations
    } | {row.fact_source.removeprefix("case:") for row in answer.criteria}
    assert "no longer in the index" not in shown(page)
    with pytest.raises(CitationError):
        pipeline.source("case:note.txt")


@pytest.mark.parametrize("is_policy", [False, True])
def test_files_that_were_read_beforehand_change_no_answer(pipeline, is_policy) -> None:
    files = [CaseFile("note.txt", NOTE), CaseFile("policy.txt", POLICY.encode())]
    case, policy = ([], files) if is_policy else (files, [])
    day, told = date(2026, 11, 28), []
    brought = pipeline.read_files(case, policy, as_of=day, watch=Watch(told.append))
    assert [(t.stage, t.n) for t in told] == [
        (Stage.UNDERSTANDING, n) for n in range(1, told[0].of + 1)
    ]
    for question in (QUESTION, "Are stimulants recommended for Marlow syndrome?", QUESTION):
        options = {"case": case, "policy": policy, "as_of": day, "question_id": "a"}
        plain = pipeline.answer(question, **options)
        again = pipeline.answer(question, brought=brought, **options)
        assert again.model_dump(exclude={"timings_s"}) == plain.model_dump(exclude={"timings_s"})


def test_a_follow_up_keeps_the_topic(page) -> None:
    ask(page, QUESTION)
    answer = ask(page, "And for Trent disease?")
    assert any("nortaxine" in name.lower() for name in answer.understood.interventions)
    assert answer.verdict == "not_necessary"
