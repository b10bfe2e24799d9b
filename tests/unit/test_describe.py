"""Sources: what front matter states, checked; what the text gives away, marked as inferred."""

from datetime import date

import pytest

from ingest.describe import check_unique, describe, parse_date
from ingest.describe_speaker import speaker_of
from ingest.describe_subjects import infer_subject
from ingest.errors import CorpusError
from ingest.models import SourceKind
from ingest.readers import read_document

POLICY, GUIDELINE, RESEARCH = (
    SourceKind.COVERAGE_POLICY,
    SourceKind.GUIDELINE,
    SourceKind.RESEARCH,
)


def described(tmp_path, text, name="doc.md"):
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return describe(read_document(path, tmp_path))


FRONT = """---
id: acme-ivig-2025
title: Immune globulin
publisher: Acme Health Plan
kind: coverage_policy
year: 2025
version: 2.10
policy_number: 0206
payer: Acme
effective_date: 2025-01-01
end_date: 12/31/2026
supersedes: [acme-ivig-2023, MP-045]
amends: acme#3
digest: true
checked_against: excerpt
checked_on: 2026-11-23
url: https://example.org/p
licence: ours
subject: immune globulin
---
# Immune globulin

Text of 1999.
"""


def test_front_matter_is_taken_as_stated(tmp_path):
    source = described(tmp_path, FRONT)
    assert (source.doc_id, source.kind, source.payer) == ("acme-ivig-2025", POLICY, "Acme")
    assert (source.effective_date, source.end_date) == (date(2025, 1, 1), date(2026, 12, 31))
    assert (source.policy_number, source.version) == ("0206", "2.10")
    assert source.supersedes == ("acme-ivig-2023", "MP-045")
    assert source.amends == ("acme#3",)
    assert source.inferred == ()


@pytest.mark.parametrize(
    ("key", "value"),
    [
        pytest.param("kind", "leaflet", id="unknown kind"),
        pytest.param("year", "soon", id="year is no year"),
        pytest.param(
            "effective_date", "01.02.2025", id="date in a form that could be read two ways"
        ),
        pytest.param("digest", "maybe", id="neither true nor false"),
        pytest.param("url", "example.org", id="no web address"),
        pytest.param("title", "[a, b]", id="title is a list"),
        pytest.param("checked_against", "memory", id="unknown check"),
    ],
)
def test_a_wrong_value_names_file_and_key(tmp_path, key, value):
    with pytest.raises(CorpusError, match=rf"doc\.md: {key}: must"):
        described(tmp_path, f"---\n{key}: {value}\n---\n# T\n\nText.\n")


def test_an_end_before_the_beginning_is_an_error(tmp_path):
    with pytest.raises(CorpusError, match="end_date"):
        described(tmp_path, FRONT.replace("12/31/2026", "2024-01-01"))


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        pytest.param("2025-03-04", date(2025, 3, 4), id="ISO"),
        pytest.param("03/04/2025", date(2025, 3, 4), id="month first"),
        pytest.param(2025, date(2025, 1, 1), id="year"),
        pytest.param(date(2025, 3, 4), date(2025, 3, 4), id="as YAML reads it"),
    ],
)
def test_dates(value, expected):
    assert parse_date(value) == expected


INFERRED = [
    pytest.param(
        "aetna.html",
        "<html><head><title>Parenteral Immunoglobulins - Medical Clinical Policy Bulletins | "
        "Aetna</title></head>"
        "<body><h1>Parenteral Immunoglobulins</h1><p>Number: 0206</p><p>Last Review "
        "03/12/2024</p><p>Effective: 06/10/1996</p>"
        "<p>Next Review: 01/09/2027</p><h2>Policy</h2><p>Aetna considers IVIG medically "
        "necessary for:</p></body></html>",
        {
            "kind": POLICY,
            "publisher": "Aetna",
            "payer": "Aetna",
            "policy_number": "CPB 0206",
            "year": 2024,
            "effective_date": date(1996, 6, 10),
            "end_date": None,
            "subject": "Parenteral Immunoglobulins",
        },
        id="clinical policy bulletin",
    ),
    pytest.param(
        "uhc.txt",
        "UnitedHealthcare Commercial Medical Benefit Drug Policy\nImmune Globulin (IVIG and "
        "SCIG)\n\nPolicy Number: 2025D0035AC\n"
        "Effective Date: January 1, 2025\n\nCOVERAGE RATIONALE\n\nImmune globulin is proven and "
        "medically necessary for CIDP.\n",
        {
            "kind": POLICY,
            "payer": "UnitedHealthcare",
            "policy_number": "2025D0035AC",
            "effective_date": date(2025, 1, 1),
            "subject": "Immune Globulin",
        },
        id="drug policy with a masthead",
    ),
    pytest.param(
        "cigna.txt",
        "Medical Coverage Policy\n\nEffective Date ........ 7/15/2024\nNext Review Date ...... "
        "7/15/2025\nCoverage Policy Number 0150\n\n"
        "Lumbar Fusion for Spinal Instability\n\nCoverage Policy\n\nLumbar fusion is considered "
        "medically necessary. Cigna companies.\n",
        {
            "title": "Lumbar Fusion for Spinal Instability",
            "payer": "Cigna",
            "policy_number": "0150",
            "effective_date": date(2024, 7, 15),
            "end_date": None,
        },
        id="series as first line",
    ),
    pytest.param(
        "anthem.txt",
        "Clinical UM Guideline\n\nSubject: Home Oxygen Therapy\nGuideline #: CG-DME-18\nPublish "
        "Date: 04/10/2024\n\n"
        "Medically Necessary:\n\nHome oxygen is medically necessary. Anthem.\n",
        {"title": "Home Oxygen Therapy", "kind": POLICY, "policy_number": "CG-DME-18"},
        id="a payer's guideline is a coverage policy",
    ),
    pytest.param(
        "acme.md",
        "# Acme Health Plan Medical Policy: Spinal Cord Stimulation\n\nPolicy Number: "
        "MP-102\nOriginal Effective Date: 03/01/2015\n"
        "This policy replaces MP-045.\nRetired: 12/31/2025\n\n## Criteria\n\nIt is considered "
        "medically necessary when\n",
        {
            "publisher": "Acme Health Plan",
            "payer": "Acme Health Plan",
            "subject": "Spinal Cord Stimulation",
            "effective_date": date(2015, 3, 1),
            "end_date": date(2025, 12, 31),
            "supersedes": ("MP-045",),
        },
        id="a plan that no list knows, retired",
    ),
    pytest.param(
        "ncd.txt",
        "National Coverage Determination (NCD) for Intravenous Immune Globulin "
        "(250.3)\n\nEffective Date of this Version: 10/1/2002\n\nText.\n",
        {"payer": "Medicare", "policy_number": "NCD 250.3", "effective_date": date(2002, 10, 1)},
        id="national determination",
    ),
    pytest.param(
        "nice.md",
        "# Myalgic encephalomyelitis: diagnosis and management\n\nNICE guideline "
        "[NG206]\nPublished: 29 October 2021\n\n1.1.1 Offer CBT.\n",
        {
            "kind": GUIDELINE,
            "policy_number": "NG206",
            "year": 2021,
            "subject": "Myalgic encephalomyelitis",
            "payer": "",
        },
        id="NICE",
    ),
    pytest.param(
        "rct.txt",
        "A placebo-controlled trial of intravenous immunoglobulin in patients with chronic "
        "fatigue syndrome\n\nAbstract\n\n"
        "Methods: 49 patients were randomized. Results: p<0.01. Conclusions: none. Am J Med 1990\n",
        {"kind": RESEARCH, "subject": "chronic fatigue syndrome", "year": 1990},
        id="trial",
    ),
    pytest.param(
        "plain.txt",
        "Some words that say nothing about themselves.\n",
        {"kind": RESEARCH, "title": "Some words that say nothing about themselves."},
        id="no sign at all: the kind that decides least",
    ),
]


@pytest.mark.parametrize(("name", "text", "expected"), INFERRED)
def test_what_the_text_gives_away(tmp_path, name, text, expected):
    source = described(tmp_path, text, name)
    assert {key: getattr(source, key) for key in expected} == expected
    assert {"title", "kind"} <= set(source.inferred)
    assert all(getattr(source, key) for key in source.inferred)


def test_a_digest_is_not_described_by_what_it_mentions(tmp_path):
    source = described(
        tmp_path,
        "---\ntitle: T\nkind: guideline\n---\n# T\n\nAetna said so. Effective 01/01/2020.\n",
    )
    assert (source.publisher, source.effective_date) == ("", None)


@pytest.mark.parametrize(
    ("title", "kind", "subject"),
    [
        pytest.param(
            "VA/DoD Clinical Practice Guideline for the Management of Chronic Multisymptom Illness",
            GUIDELINE,
            "Chronic Multisymptom Illness",
            id="management of",
        ),
        pytest.param(
            "VA DoD CPG for the Diagnosis and Management of Hypertension in the Primary Care "
            "Setting",
            GUIDELINE,
            "Hypertension",
            id="setting is no subject",
        ),
        pytest.param(
            "Screening for Depression in Adults: US Preventive Services Task Force "
            "Recommendation Statement",
            GUIDELINE,
            "Depression",
            id="screening for",
        ),
        pytest.param("Medical Policy: Spinal Fusion", POLICY, "Spinal Fusion", id="policy title"),
    ],
)
def test_subject(title, kind, subject):
    assert infer_subject(title, kind) == subject


def test_two_documents_with_one_id_are_an_error(tmp_path):
    for name in ("a.md", "b.md"):
        (tmp_path / name).write_text("---\nid: same\n---\n# T\n\nx\n")
    documents = [read_document(tmp_path / name, tmp_path) for name in ("a.md", "b.md")]
    check_unique(documents[:1])
    with pytest.raises(CorpusError, match=r"a\.md and b\.md both have the id 'same'"):
        check_unique(documents)


@pytest.mark.parametrize(
    ("text", "titles", "name"),
    [
        pytest.param("Acme considers foobarimab proven.\n\nAcme covers it.", "", "Acme",
                     id="who considers"),
        pytest.param("Acme considers it.", "Foobarimab | Acme Health Plan", "Acme Health Plan",
                     id="the full name stands in the title"),
        pytest.param("Health Plan of Nowhere does not cover it.", "", "Health Plan of Nowhere",
                     id="a name of several words") ,
        pytest.param("The plan considers it. Medicare covers it. We cover it.", "", "",
                     id="nobody in particular"),
        pytest.param("... or Unproven\n\nAcme considers it.", "", "Acme",
                     id="not the end of the heading above"),
    ],
)  # fmt: skip
def test_who_speaks_in_a_policy(text, titles, name):
    assert speaker_of(text, titles) == name


def test_an_unknown_payer_is_the_one_that_considers(tmp_path):
    source = described(
        tmp_path,
        "<title>Clinical Policy Bulletin 0777: Foobarimab | Acme Health</title><h1>Foobarimab</h1>"
        "<p>Clinical Policy Bulletin Number: 0777</p>"
        "<p>Acme considers foobarimab medically necessary for gout.</p>",
        "a.html",
    )
    assert (source.publisher, source.payer) == ("Acme Health", "Acme Health")
    assert source.title == "Clinical Policy Bulletin 0777: Foobarimab"
    assert {"publisher", "payer"} <= set(source.inferred)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        pytest.param(
            "# Clinical Policy: Adults With Bleeding\n\nApproved by the board. A randomized trial "
            "was found.\n\n## Abstract\n\nThe policy answers two critical questions.\n\n"
            "Patient management recommendations\n\nLevel B. Give Velora to adults with bleeding.\n",
            GUIDELINE,
            id="of emergency physicians",
        ),
        pytest.param(
            "# Clinical Policy: Foobarimab\n\nFoobarimab is considered medically necessary for "
            "gout.\n",
            POLICY,
            id="of a payer",
        ),
        pytest.param(
            "# Gout at home: a Delphi consensus\n\nBackground: 41 experts took part.\n\n"
            "Statement 1. Velora is recommended for gout. (Agreement 88%)\n\n"
            "Statement 2. Belora should not be used. (Agreement 91%)\n",
            GUIDELINE,
            id="agreed statements with the vote behind each",
        ),
        pytest.param(
            "# Gout at home: a Delphi study\n\nBackground: 41 experts took part.\n\nMethods: three "
            "rounds.\n\nResults: agreement was 88%.\n",
            RESEARCH,
            id="a study of a vote",
        ),
        pytest.param(
            "# Foobar Imaging Benefit Management: Knee Imaging Guidelines\n\nMRI is indicated for "
            "a locked knee. CPT 73721\n",
            POLICY,
            id="of a benefit manager",
        ),
        pytest.param(
            "# Formulary guidance: Foobar solution\n\nDrugs and Therapeutics Committee\n\n"
            "| Indication | Formulary status |\n|---|---|\n| Gout | GREEN - approved |\n",
            POLICY,
            id="of a formulary committee",
        ),
        pytest.param(
            "# Application for Subsidy by Special Authority\n\n# Foobarin\n\nPrerequisites\n",
            POLICY,
            id="a form of a schedule of medicines",
        ),
        pytest.param(
            "# Hazel State Medicaid Provider Manual\n\n7.1 Lifts are reimbursable.\n",
            POLICY,
            id="a manual of a state's programme",
        ),
        pytest.param(
            "# Drug X after expansion of Medicaid\n\nMethods\n\nA cohort study of members. "
            "There was not a benefit of drug X (hazard ratio 1.1, 95% CI 0.9 to 1.3).\n",
            RESEARCH,
            id="a study of people in such a programme",
        ),
        pytest.param(
            "# Foobar Health: order sheets\n\nVelora is covered for gout if:\n\n[ ] Age over 40\n",
            POLICY,
            id="a form whose title names no policy",
        ),
        pytest.param(
            "# Service grid\n\n| Service | Age | Use | Coverage |\n|---|---|---|---|\n"
            "| Velora | 18 or older | Gout | Covered |\n",
            POLICY,
            id="a table of what is covered",
        ),
        pytest.param(
            "# Request for prior approval\n\nTick what applies.\n\n[ ] Two attacks of gout\n",
            POLICY,
            id="a request for approval",
        ),
        pytest.param(
            "# Gout in primary care\n\nThe wound is covered with gauze. Diet is covered in part 2. "
            "Velora is recommended for gout.\n",
            GUIDELINE,
            id="a guideline that covers a topic and a wound",
        ),
        pytest.param(
            "# Drug X under public insurance\n\nMethods: a cohort study. Results: drug X is "
            "covered for few. Conclusions: more data.\n",
            RESEARCH,
            id="a study of what is covered",
        ),
    ],
)
def test_the_kind_by_the_form_of_the_text(tmp_path, text, kind) -> None:
    assert described(tmp_path, text).kind is kind


@pytest.mark.parametrize(
    ("title", "subject"),
    [
        ("Managing gout in the community: an international Delphi consensus", "gout"),
        ("Treating chronic pain in general practice", "chronic pain"),
        ("Community-acquired pneumonia", "Community-acquired pneumonia"),
    ],
)
def test_the_subject_without_where_it_is_managed(title: str, subject: str) -> None:
    assert infer_subject(title, GUIDELINE) == subject


@pytest.mark.parametrize(
    ("line", "publisher"),
    [
        (
            "A Report of the Coalition for Foot Science Joint Committee on Practice Guidelines",
            "Coalition for Foot Science",
        ),
        ("Report of the Society of Foot Surgeons", "Society of Foot Surgeons"),
    ],
)
def test_who_has_a_committee_report(tmp_path, line, publisher) -> None:
    text = f"# 2018 Guideline for the Management of Flat Feet\n\n{line}\n\nWe recommend rest.\n"
    assert described(tmp_path, text).publisher == publisher
