"""What a document is about, as its title says it; a title that names nothing comes first."""

import pytest

from ingest.models import Source, SourceKind
from ingest.statements.subject import Subject, subject_of

GUIDELINE, POLICY, RESEARCH = SourceKind.GUIDELINE, SourceKind.COVERAGE_POLICY, SourceKind.RESEARCH


def of(title: str, kind: SourceKind, **fields: str) -> Subject:
    return subject_of(Source(doc_id="d", title=title, kind=kind, **fields))


@pytest.mark.parametrize(
    ("title", "kind", "fields"),
    [
        pytest.param(
            "Dakota Medicaid Coverage Manual, Part 9: Vision and Hearing",
            POLICY,
            {},
            id="a part of a manual",
        ),
        pytest.param(
            "Blue Cross of Dakota (BCD): Medical Policies, May 2019", POLICY, {}, id="a digest"
        ),
        pytest.param("Dakota Pharmaceutical Benefits Scheme", POLICY, {}, id="a scheme"),
        pytest.param("Initial application - gout", POLICY, {}, id="an application"),
        pytest.param("Office-administered drugs criteria", POLICY, {}, id="a list of drugs"),
        pytest.param(
            "Northfield Health Plan - Medical Policy Updates - May 2019",
            POLICY,
            {"publisher": "Northfield Health Plan", "subject": "Northfield Health Plan"},
            id="a digest of updates whose payer was taken for its subject",
        ),
        pytest.param("Formulary Exclusions 2026", POLICY, {}, id="a formulary"),
    ],
)
def test_titles_without_a_subject(title: str, kind: SourceKind, fields: dict[str, str]) -> None:
    assert of(title, kind, **fields) == Subject()


@pytest.mark.parametrize(
    ("title", "kind", "subject"),
    [
        pytest.param(
            "CG-MED-77 Gait Analysis",
            POLICY,
            Subject(("Gait Analysis",), ()),
            id="a policy number of letters and digits in front",
        ),
        pytest.param(
            "NATIONAL FORMULARY - Chapter 4 Infections of the Skin",
            GUIDELINE,
            Subject((), ("Infections of the Skin",)),
            id="a chapter of a book in front",
        ),
        pytest.param(
            "Stop Malaria Initiative: Key Points",
            GUIDELINE,
            Subject((), ("Malaria",)),
            id="a campaign is named for what it is against",
        ),
        pytest.param(
            "Article - Billing and Coding: Nerve Blocks (A51234)",
            POLICY,
            Subject(("Nerve Blocks",), ()),
            id="article, billing and coding, number",
        ),
        pytest.param(
            "Ajovy (fremanezumab) Prior Authorization Criteria",
            POLICY,
            Subject(("Ajovy", "fremanezumab"), ()),
            id="prior authorization criteria is no part of the drug",
        ),
        pytest.param(
            "Growth Hormone - Prior Authorization/Medical Necessity",
            POLICY,
            Subject(("Growth Hormone",), ()),
            id="a programme behind a dash",
        ),
        pytest.param(
            "Nail Fungus Treatments for Onychomycosis",
            POLICY,
            Subject(("Nail Fungus Treatments",), ("Onychomycosis",)),
            id="X for Y, where X ends in treatments",
        ),
        pytest.param(
            "Onychomycosis Treatments",
            POLICY,
            Subject(("Onychomycosis Treatments",), ("Onychomycosis",)),
            id="treatments of a condition",
        ),
        pytest.param(
            "Gynecomastia Surgery",
            POLICY,
            Subject(("Gynecomastia Surgery",), ()),
            id="surgery whose first word is no diagnosis by its form",
        ),
        pytest.param(
            "Insulin Pumps for Managing Gestational Diabetes",
            POLICY,
            Subject(("Insulin Pumps",), ("Gestational Diabetes",)),
            id="managing is no part of the condition",
        ),
        pytest.param(
            "Artificial Disc for the Cervical Spine",
            POLICY,
            Subject(("Artificial Disc for the Cervical Spine", "Artificial Disc"), ()),
            id="a part of the body is no condition",
        ),
        pytest.param(
            "Ozone for Muscular and Skeletal Conditions",
            POLICY,
            Subject(
                ("Ozone",),
                (
                    "Muscular Conditions",
                    "Skeletal Conditions",
                    "Muscular and Skeletal Conditions",
                ),
            ),
            id="a shared head of a list of conditions",
        ),
        pytest.param(
            "Sleep Apnea Diagnosis and Treatment Guidelines",
            POLICY,
            Subject((), ("Sleep Apnea",)),
            id="diagnosis and treatment behind a condition",
        ),
        pytest.param(
            "Final recommendation statement: hearing loss in older adults: screening.",
            GUIDELINE,
            Subject(("screening for hearing loss",), ("hearing loss",)),
            id="a final statement, a topic, people, screening",
        ),
        pytest.param(
            "Recommendation: Scoliosis: Screening",
            GUIDELINE,
            Subject(("screening for Scoliosis",), ("Scoliosis",)),
            id="a label before the topic",
        ),
        pytest.param(
            "Fracture Prevention in Postmenopausal Women: Preventive Medication",
            GUIDELINE,
            Subject((), ("Fracture",)),
            id="prevention of a condition in people",
        ),
        pytest.param(
            "Clinical Practice Guideline for Immunization of Adults With Chronic Kidney Disease "
            "Who Receive Dialysis",
            GUIDELINE,
            Subject(("Immunization",), ("Chronic Kidney Disease",)),
            id="who clauses are no part of the condition",
        ),
        pytest.param(
            "Practice guideline summary: Botulinum toxin for the treatment of spasticity, "
            "dystonia, "
            "and headache",
            GUIDELINE,
            Subject(
                ("Botulinum toxin",),
                ("spasticity", "dystonia", "headache", "spasticity, dystonia, and headache"),
            ),
            id="X for the treatment of several conditions",
        ),
        pytest.param(
            "Recommendations | Gout: assessment and management | Guidance | NBCS",
            GUIDELINE,
            Subject((), ("Gout",)),
            id="the pieces of a web page's title",
        ),
        pytest.param(
            "COPD Exacerbation Guideline",
            GUIDELINE,
            Subject((), ("COPD Exacerbation",)),
            id="an abbreviation of a disease stays",
        ),
    ],
)
def test_subjects_of_titles_as_they_are(title: str, kind: SourceKind, subject: Subject) -> None:
    assert of(title, kind) == subject


def test_the_name_of_the_payer_is_no_part_of_the_subject() -> None:
    found = of("Dakota Asthma Treatment Guidelines", POLICY, payer="Dakota")
    assert found == Subject(("Asthma Treatment",), ("Asthma",))


def test_the_initials_of_the_publisher_are_no_part_of_the_subject() -> None:
    found = of(
        "KHIGO Dialysis Diseases", GUIDELINE, publisher="Kidney Health: Improving Global Outcomes"
    )
    assert found == Subject((), ("Dialysis Diseases",))


@pytest.mark.parametrize(
    ("kind", "title", "interventions", "conditions"),
    [
        pytest.param(
            POLICY,
            "Toe Injections for Pain Management (L40999) - Medicare Coverage Library",
            ("Toe Injections",),
            (),
            id="a specialty, a number and a site are no condition",
        ),
        pytest.param(
            GUIDELINE,
            "ACME 2023 Clinical Practice Guideline: Toe Rot",
            (),
            ("Toe Rot",),
            id="a body's initials before its series",
        ),
        pytest.param(
            GUIDELINE,
            "Recommendation: Toe Rot to Prevent Falls: Screening",
            ("screening for Toe Rot",),
            ("Toe Rot",),
            id="what is screened for, and not why",
        ),
        pytest.param(
            POLICY,
            "Screening for Toe Rot with Low Dose Light (LDL) (310.9)",
            ("screening for Toe Rot with Low Dose Light", "Low Dose Light"),
            ("Toe Rot",),
            id="the means of screening",
        ),
        pytest.param(
            GUIDELINE, "Toe rot in under 12s", (), ("Toe rot",), id="an age is no condition"
        ),
        pytest.param(
            POLICY,
            "Evenol (romabine), Fortaro (terimab)",
            ("Evenol", "Fortaro", "Evenol, Fortaro", "romabine", "terimab"),
            (),
            id="several drugs with their generic names",
        ),
        pytest.param(
            POLICY, "PCSK9 Antibodies", ("PCSK9 Antibodies",), (), id="a name with a digit"
        ),
    ],
)
def test_subjects_of_titles(kind, title, interventions, conditions) -> None:
    source = Source(doc_id="a", title=title, kind=kind, publisher="")
    found = subject_of(source)
    assert (found.interventions, found.conditions) == (interventions, conditions)


@pytest.mark.parametrize(
    ("title", "kind", "subject"),
    [
        ("Gout in Adolescents and Adults", GUIDELINE, Subject((), ("Gout",))),
        ("Gout in Postmenopausal Women", GUIDELINE, Subject((), ("Gout",))),
        ("Zinc Therapy for Older Adults", GUIDELINE, Subject(("Zinc Therapy",), ())),
        ("Zinc Pump for Children", POLICY, Subject(("Zinc Pump",), ())),
        ("Zinc for Children with Gout", POLICY, Subject(("Zinc",), ("Gout",))),
    ],
)
def test_whom_all_of_it_is_for_is_no_condition(
    title: str, kind: SourceKind, subject: Subject
) -> None:
    assert of(title, kind) == subject


@pytest.mark.parametrize(
    ("title", "conditions"),
    [
        ("Rheumatology Assembly Guideline: gout and lupus (2023)", ("gout", "lupus")),
        ("Gout: information for clinicians", ("Gout",)),
        ("Joint Council of Ruritania: Gout and lupus", ("Gout", "lupus")),
        ("Worldwide Gout Strategy 2024 Report, key points", ("Gout",)),
        ("Liver Union hepatitis B and C guidance", ("hepatitis B", "hepatitis C")),
        ("Ministry of Health: Clinical practice guidelines, gout", ("gout",)),
        ("Gout in CKD", ("Gout in CKD", "CKD")),
        ("Heart Failure Guideline: Device Therapy", None),
        ("Board on Immunisation: Adult schedule 2024", ()),
    ],
)
def test_the_part_of_a_title_that_tells(title: str, conditions: tuple[str, ...] | None) -> None:
    found = of(title, GUIDELINE).conditions
    if conditions is None:
        assert any("Heart Failure" in name for name in found)
    else:
        assert found[: len(conditions)] == conditions
        assert bool(found) is bool(conditions)
