"""Sentences that hold several recommendations, each with its own grade."""

import pytest

from tests.said import AGAINST, FOR, GUIDELINE, INSUFFICIENT, positions, rows, said


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "Primidone and propranolol are established as effective and should be offered (Level "
            "A), and zonisamide and topiramate are probably effective and should be considered "
            "(Level B), for limb tremor.",
            [
                (FOR, "Primidone | propranolol", "limb tremor", "Level A"),
                (FOR, "zonisamide | topiramate", "limb tremor", "Level B"),
            ],
            id="two subjects with a condition behind both",
        ),
        pytest.param(
            "Clozapine is established as effective and should be offered to increase free days "
            "(Level A) and is probably effective and should be considered to improve quality of "
            "life (Level B) in essential tremor.",
            [
                (FOR, "Clozapine", "essential tremor", "Level A"),
            ],
            id="one subject with two predicates for one condition",
        ),
        pytest.param(
            "Isoniazid is established as ineffective and should not be offered for head tremor "
            "(Level A) and is probably ineffective for voice tremor (Level B).",
            [
                (AGAINST, "Isoniazid", "head tremor", "Level A"),
                (AGAINST, "Isoniazid", "voice tremor", "Level B"),
            ],
            id="one subject with two refusals",
        ),
        pytest.param(
            "When drugs are unwanted, clinicians should consider prescribing wrist weights (Level "
            "B) and may consider prescribing vibration or relaxation (Level C).",
            [
                (FOR, "wrist weights", "Tremor", "Level B"),
                (FOR, "vibration | relaxation", "Tremor", "Level C"),
            ],
            id="one clinician with two verbs",
        ),
        pytest.param(
            "For voice tremor, clinicians should consider prescribing primidone (Level A), or "
            "sotalol, alprazolam, or atenolol (Level B).",
            [
                (FOR, "primidone", "voice tremor", "Level A"),
                (FOR, "sotalol | alprazolam | atenolol", "voice tremor", "Level B"),
            ],
            id="one verb with two lists",
        ),
        pytest.param(
            "Strong evidence supports primidone, sotalol, and atenolol use (Level A); moderate "
            "evidence supports gabapentin and IV phenobarbital use (Level B).",
            [
                (FOR, "primidone | sotalol | atenolol", "Tremor", "Level A"),
                (FOR, "gabapentin | IV phenobarbital", "Tremor", "Level B"),
            ],
            id="evidence supports X; evidence supports Y",
        ),
        pytest.param(
            "Primidone is recommended (1A).",
            [(FOR, "Primidone", "Tremor", "1A")],
            id="one recommendation stays one",
        ),
    ],
)
def test_each_grade_makes_a_statement(text: str, expected: list[tuple[object, ...]]) -> None:
    found = positions(said(GUIDELINE, text, subject="Tremor"))
    got = [(*row, s.grade) for row, s in zip(rows(found), found, strict=True)]
    assert got == expected


def test_a_label_is_the_condition_of_the_sentences_behind_it() -> None:
    found = said(
        GUIDELINE,
        "Results and recommendations: Blepharospasm: Zinc is probably effective and should be "
        "considered (Level B). Copper is possibly effective and may be considered (Level C). HFS: "
        "Iron should be offered (Level A), and zinc should be considered (Level B). Headache: Data "
        "are insufficient for zinc (Level U).\n\n## Glossary\n\nhemifacial spasm (HFS)\n",
        subject="movement disorders",
    )
    got = [(s.direction, s.interventions[0], s.condition_groups[0][0]) for s in positions(found)]
    assert got == [
        (FOR, "Zinc", "Blepharospasm"),
        (FOR, "Copper", "Blepharospasm"),
        (FOR, "Iron", "HFS"),
        (FOR, "zinc", "HFS"),
        (INSUFFICIENT, "zinc", "Headache"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("Remarks: Zinc should be offered for tremor.", id="remarks are no condition"),
        pytest.param(
            "Recommendation: Zinc should be offered for tremor.", id="recommendation is none"
        ),
        pytest.param("Zinc: Zinc should be offered for tremor.", id="the thing itself is none"),
    ],
)
def test_a_label_that_is_no_condition(text: str) -> None:
    assert rows(said(GUIDELINE, text)) == [(FOR, "Zinc", "tremor")]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(
            "The studies were rated (Class I) and the evidence was strong (Class II).",
            id="classes of studies are no grades of advice",
        ),
        pytest.param(
            "Few comparisons exist to suggest agents preferentially.", id="to suggest in passing"
        ),
        pytest.param(
            "Risks of augmentation with agonists should be considered.",
            id="a risk that should be considered is no treatment",
        ),
        pytest.param(
            "Patients offered zinc should be counseled that a benefit was not established.",
            id="counselling that something is so",
        ),
        pytest.param(
            "Strong evidence supports a role of genes in tremor.", id="evidence without a grade"
        ),
        pytest.param("Zinc is effective in tremor.", id="effective without a grade"),
    ],
)
def test_passing_remarks_beside_graded_advice(text: str) -> None:
    graded = "We recommend primidone for tremor (Level A)."
    found = positions(said(GUIDELINE, f"{graded}\n\n{text}\n", subject="Tremor"))
    assert [s.interventions[0] for s in found] == ["primidone"]


@pytest.mark.parametrize(
    ("text", "interventions"),
    [
        pytest.param(
            "There is insufficient evidence to recommend for or against any pharmacotherapy for "
            "tremor.",
            ("pharmacotherapy",),
            id="a bare class of treatment",
        ),
        pytest.param(
            "Clinicians should consider prescribing medication for tremor (Level B).",
            ("medication",),
            id="a bare medication",
        ),
    ],
)
def test_bare_classes(text: str, interventions: tuple[str, ...]) -> None:
    found = positions(said(GUIDELINE, text))
    assert tuple(p for s in found for p in s.interventions) == interventions
