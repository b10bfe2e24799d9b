"""Codes tied to the Statements on what they are for; what must not be tied comes first."""

import pytest

from ingest.statements.models import Basis, Direction
from tests.said import AGAINST, FOR, POLICY, said

TEXT = """# Toes

Toe laser ablation is covered if the toe hurts. Nail freezing is covered for warts.

Toe ablation with cold is considered investigational.

## Codes

| CPT | Description |
|---|---|
{rows}
"""


def codes(*rows: str) -> dict[str, tuple[str, ...]]:
    text = TEXT.format(rows="\n".join(f"| {row} |" for row in rows))
    found = said(POLICY, text, subject="Toe care")
    return {s.interventions[0]: s.codes for s in found if s.basis is Basis.COVERAGE}


@pytest.mark.parametrize(
    "row",
    [
        pytest.param("97110 | Exercise", id="another service"),
        pytest.param("B35.1 | Toe laser ablation", id="a diagnosis"),
        pytest.param("12345 members | Toe laser ablation", id="a count"),
    ],
)
def test_rows_that_tie_nothing(row: str) -> None:
    assert not any(codes(row).values())


def test_a_row_is_for_the_service_that_it_names() -> None:
    tied = codes("36475, 36476 | Toe ablation, laser", "17110 | Nail freezing, warts")
    assert tied["Toe laser ablation"] == ("36475", "36476")
    assert tied["Nail freezing"] == ("17110",)
    assert tied["Toe ablation with cold"] == ()


def test_a_remark_ties_a_code_to_what_is_refused() -> None:
    tied = codes("0102T | Toe ablation, cold - investigational")
    assert tied["Toe ablation with cold"] == ("0102T",)
    assert tied["Toe laser ablation"] == ()


def test_a_sentence_prints_its_own_codes() -> None:
    found = said(
        POLICY,
        "# Beds\n\nA fixed bed (E0250, E0251) is covered. A full-electric bed (E0265) is not "
        "covered.\n",
        subject="Beds",
    )
    assert [(s.direction, s.codes) for s in found] == [
        (FOR, ("E0250", "E0251")),
        (AGAINST, ("E0265",)),
    ]


def test_codes_alone_are_no_name_of_anything_else() -> None:
    (one,) = said(
        POLICY,
        "# Toe injections\n\nCPT 62320 and 62322 (without imaging guidance) will be denied as not "
        "reasonable and necessary.\n",
        subject="Toe injections",
    )
    assert one.interventions == ("CPT 62320", "CPT 62322")
    assert one.codes == ("62320", "62322")


def test_a_paragraph_of_codes_ends_where_the_next_has_a_caption() -> None:
    found = said(
        POLICY,
        "# Toe injections\n\n## Coding\n\nCPT Codes Group 1 Codes: 62321 Injection, toe 62323 "
        "Injection, nail\n\nGroup 2 Codes (not covered): 62320 Injection, sole 62322 Injection, "
        "heel\n\nICD-10-CM Codes that Support Medical Necessity: B35.1 Tinea M79.7 Pain Z00.0 "
        "Visit\n\n"
        "ICD-10-CM Codes that DO NOT Support Medical Necessity: M54.50 Back pain M54.2 Neck pain "
        "M48.061 Stenosis\n",
        subject="Toe injections",
    )
    lists = {(s.direction, s.codes) for s in found if s.basis is Basis.CODE_LIST}
    assert lists == {
        (Direction.AGAINST, ("62320", "62322")),
        (Direction.FOR, ("B35.1", "M79.7", "Z00.0")),
        (Direction.AGAINST, ("M54.50", "M54.2", "M48.061")),
    }
