"""What guidelines offer: the Statements from which alternatives are taken."""

from dataclasses import replace

import pytest

from app.offered import offered
from ingest.models import Source, SourceKind
from ingest.statements.models import Basis, Direction, Quote, Statement


def statement(doc_id: str = "guide", text: str = "We suggest teledermatology.") -> Statement:
    quote = Quote(
        doc_id=doc_id, passage_id="", char_start=0, char_end=len(text), page=None, text=text
    )
    return Statement(
        statement_id=doc_id,
        doc_id=doc_id,
        direction=Direction.FOR,
        basis=Basis.RECOMMENDATION,
        quote=quote,
        interventions=("teledermatology",),
        conditions=("eczema",),
        condition_groups=(("eczema",),),
    )


def source(doc_id: str, kind: SourceKind) -> Source:
    return Source(doc_id=doc_id, title=doc_id, publisher="Society", kind=kind)


SOURCES = {
    "guide": source("guide", SourceKind.GUIDELINE),
    "payer": source("payer", SourceKind.COVERAGE_POLICY),
}


def found(*statements: Statement, known: bool = False) -> tuple[Statement, ...]:
    return offered(statements, SOURCES, lambda _name: known)


def test_advice_of_guidelines_is_offered_in_order() -> None:
    first, second = statement(), replace(statement(), statement_id="2")
    assert found(first, statement("payer"), second) == (first, second)


@pytest.mark.parametrize(
    "changes",
    [
        {"basis": Basis.FINDING},
        {"basis": Basis.CODE_LIST},
        {"catch_all": True},
        {"speaker": "Another society"},
        {"condition_groups": ()},
        {"interventions": ()},
    ],
)
def test_what_is_no_advice_of_its_own_on_a_pair_is_not_offered(changes) -> None:
    assert found(replace(statement(), **changes)) == ()


def test_a_sentence_without_a_word_of_advice_needs_a_grade_or_a_known_treatment() -> None:
    plain = statement(text="Teledermatology reaches remote places.")
    assert found(plain) == ()
    assert found(plain, known=True) == (plain,)
    assert found(replace(plain, grade="Weak for")) != ()
    assert found(replace(plain, recommendation="7")) != ()
