"""Titles and kinds of publications that do not say them plainly."""

import pytest

from ingest.describe import describe
from ingest.models import SourceKind
from ingest.readers import read_document

GUIDELINE, POLICY, RESEARCH = (
    SourceKind.GUIDELINE,
    SourceKind.COVERAGE_POLICY,
    SourceKind.RESEARCH,
)


def described(tmp_path, name, text):
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return describe(read_document(path, tmp_path))


@pytest.mark.parametrize(
    ("name", "text", "title"),
    [
        pytest.param(
            "page.html",
            "<html><head><title>1 Recommendations | Tirzepatide for asthma | Guidance | "
            "NICE</title></head><body><h1>Tirzepatide for asthma</h1><h2>1 Recommendations</h2>"
            "<p>1.1 Tirzepatide is recommended.</p></body></html>",
            "Tirzepatide for asthma | Guidance | NICE",
            id="the name of a page's section in front of its title",
        ),
        pytest.param(
            "list.txt",
            "DAKOTA MEDICAID PREFERRED DRUG LIST      Eff. 10/01/2026\n\nGOUT AGENTS\n"
            "PREFERRED            NON-PREFERRED\nvelorin              BARFOXIN\n",
            "DAKOTA MEDICAID PREFERRED DRUG LIST | Eff. 10/01/2026",
            id="a preferred drug list, and no class of it",
        ),
        pytest.param(
            "imaging.txt",
            "NORTHFIELD IMAGING GUIDELINES   V2\n\nLS-4: Legs\nMRI is not recommended.\n",
            "NORTHFIELD IMAGING GUIDELINES V2",
            id="a section by its letters is no title",
        ),
        pytest.param(
            "abstract.txt",
            "Practice guideline: rizatriptan for the treatment of cluster headache and "
            "hemicrania\n\nReport of a subcommittee.\n\nMETHODS\n\nWe searched.\n\nRESULTS\n\n"
            "Rizatriptan should be offered.\n\nGLOSSARY\n\nCH, cluster headache.\n",
            "Practice guideline: rizatriptan for the treatment of cluster headache and hemicrania",
            id="sections of an abstract are no title",
        ),
        pytest.param(
            "summary.txt",
            "Guideline Title\n\nEvidence-based guideline: surgery for carpal tunnel syndrome.\n\n"
            "Bibliographic Source(s)\n\n  * Ahn B. Surgery. 2012.\n\nGuideline Status\n\nNew.\n",
            "Evidence-based guideline: surgery for carpal tunnel syndrome.",
            id="a field called title",
        ),
        pytest.param(
            "statement.txt",
            "Screening for hearing loss: recommendation statement.\n\nBibliographic Source(s)\n\n"
            "  * Panel. Screening. 2014.\n\nGuideline Status\n\nCurrent.\n",
            "Screening for hearing loss: recommendation statement.",
            id="fields of a summary are no title",
        ),
        pytest.param(
            "journal.txt",
            "                       Foot Sci J. 2018;7:e41-e97\n\nCLINICAL PRACTICE GUIDELINE\n\n"
            "2018 FSC Guideline for the Management of Patients With "
            "Flat Feet\n\nPublished: 2018\n",
            "2018 FSC Guideline for the Management of Patients With Flat Feet",
            id="where a journal prints it is no title",
        ),
        pytest.param(
            "plan.txt",
            "Blue Cross of Dakota\n\nMP 7.01.26 Dry Needling\n\nDescription\n\nA needle.\n",
            "MP 7.01.26 Dry Needling",
            id="the payer's name alone is no title",
        ),
        pytest.param(
            "appraisal.txt",
            "NICE technology appraisal guidance\nIssued: March 2008\n\nInhaled insulin for the "
            "treatment of diabetes (TA139)\n\n1 Guidance\n\n1.1 Inhaled insulin is not "
            "recommended.\n",
            "Inhaled insulin for the treatment of diabetes (TA139)",
            id="a numbered section is no title",
        ),
        pytest.param(
            "plain.md",
            "# Glossary of Headache Medicine\n\nA book of words.\n",
            "Glossary of Headache Medicine",
            id="a title that contains the name of a section is one",
        ),
        pytest.param(
            "policy.md",
            "# Blue Light Therapy for Acne\n\nBlue light is investigational.\n",
            "Blue Light Therapy for Acne",
            id="a title that begins like a payer is one",
        ),
    ],
)
def test_titles(tmp_path, name, text, title):
    assert described(tmp_path, name, text).title == title


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        pytest.param(
            "# Inhaled insulin for diabetes (TA139)\n\nTechnology appraisal guidance\n\n"
            "1.1 Inhaled insulin is recommended as an option.\n",
            GUIDELINE,
            id="a technology appraisal",
        ),
        pytest.param(
            "# Zinc for the Prevention of Colds: Panel Recommendation Statement\n\n## METHODS\n\n"
            "A systematic review.\n\n## POPULATION\n\nAdults.\n\n## RECOMMENDATION\n\nThe panel "
            "concludes that the evidence is insufficient.\n",
            GUIDELINE,
            id="a recommendation statement with the sections of an abstract",
        ),
        pytest.param(
            "# Northfield Imaging Guidelines\n\nV1.0. Effective 06/01/2025\n\n## MR-1 Knee\n\n"
            "MRI of the knee is medically necessary for ANY of the following:\n\n- locking\n",
            POLICY,
            id="guidelines that speak of medical necessity are a payer's",
        ),
        pytest.param(
            "# Acme Pharmacy Solutions\n\n# Prior Authorization Guideline: Foobrix (foobarin)\n\n"
            "Guideline for gout. May be granted when all are met.\n",
            POLICY,
            id="a guideline of prior authorization is a payer's",
        ),
        pytest.param(
            "# Zinc for colds: a randomised trial\n\n## METHODS\n\nPatients were randomised.\n\n"
            "## RESULTS\n\nNo difference (p = 0.4).\n\n## CONCLUSION\n\nZinc did not help. The "
            "guideline panel may note this.\n",
            RESEARCH,
            id="a trial that mentions a guideline",
        ),
        pytest.param(
            "# Guideline for Gout\n\n## Recommendations\n\n1. We recommend colchicine.\n\n"
            "2. We suggest steroids. Payers may ask for proof of medical necessity.\n",
            GUIDELINE,
            id="a guideline that mentions medical necessity",
        ),
    ],
)
def test_kinds(tmp_path, text, kind):
    assert described(tmp_path, "doc.md", text).kind is kind


@pytest.mark.parametrize(
    ("text", "subject"),
    [
        pytest.param(
            "<title>Toe Care - Medicare Coverage Library</title><h1>Toe Care</h1><p>Medical "
            "policy. Toe care is considered medically necessary for corns.</p>",
            "Toe Care",
            id="the name of a site behind the title",
        ),
        pytest.param(
            "<h1>Acme Health Plan - Medical Policy: Toe Surgery</h1><p>Toe surgery is considered "
            "medically necessary for corns.</p>",
            "Toe Surgery",
            id="payer and series before the title",
        ),
        pytest.param(
            "<h1>Acme Health Plan: Medical Policy POD-22</h1><h2>Toe Ablation</h2><p>Toe ablation "
            "is considered medically necessary for corns.</p>",
            "Toe Ablation",
            id="payer, series and number alone",
        ),
    ],
)
def test_subject_of_a_policy(tmp_path, text, subject) -> None:
    assert described(tmp_path, "policy.html", text).subject == subject


@pytest.mark.parametrize(
    ("text", "payer"),
    [
        pytest.param(
            "OKLAHOMA HEALTH CARE AUTHORITY\nSOONERCARE PHARMACY PROGRAM\nPRIOR AUTHORIZATION "
            "CRITERIA - GOUT\n\nMember must have coverage. Not medically necessary.\n",
            "Oklahoma Health Care Authority (Soonercare)",
            id="a state agency and its programme",
        ),
        pytest.param(
            "Carelon Medical Benefits Management\nCoverage Policy: Imaging\n\nAdministered for "
            "health plans including Anthem. Considered medically necessary.\n",
            "Carelon Medical Benefits Management",
            id="a manager of benefits, not the plan that it works for",
        ),
    ],
)
def test_payers_on_covers(tmp_path, text, payer):
    assert described(tmp_path, "policy.txt", text).payer == payer


@pytest.mark.parametrize(
    ("text", "title"),
    [
        pytest.param(
            "KDIGO CLINICAL PRACTICE GUIDELINE\n\nON THE MANAGEMENT OF GOUT\n\nWe recommend X.\n",
            "KDIGO CLINICAL PRACTICE GUIDELINE ON THE MANAGEMENT OF GOUT",
            id="a title over two lines",
        ),
        pytest.param(
            "# Acme Pharmacy Solutions\n\n# Prior Authorization Guideline: Foobrix (foobarin)\n\n"
            "Covered when all are met.\n",
            "Prior Authorization Guideline: Foobrix (foobarin)",
            id="below the payer's name, behind the series",
        ),
        pytest.param(
            "# College of Foot Surgeons (CFS) Management of Bunions: Practice Guideline\n\n"
            "Adopted by the CFS Board, March 14, 2025\n\n## Summary\n\nSplints are recommended.\n",
            "College of Foot Surgeons (CFS) Management of Bunions: Practice Guideline",
            id="behind the body's name, on one line",
        ),
        pytest.param(
            "Cigna Healthcare\nCOVERAGE POLICY\n\nGene Assays for Gout\n\nCOVERAGE POLICY\n\n"
            "1. Assays for decisions\n\nConsidered medically necessary.\n",
            "Gene Assays for Gout",
            id="neither the series nor a chapter",
        ),
    ],
)
def test_titles_that_stand_apart(tmp_path, text, title):
    name = "doc.md" if text.startswith("#") else "doc.txt"
    assert described(tmp_path, name, text).title == title


@pytest.mark.parametrize(
    ("name", "text", "subject"),
    [
        pytest.param(
            "ncd.html",
            "<html><body><h1>National Coverage Determination (NCD)</h1><h2>Home Zinc Baths</h2>"
            "<p>240.8</p><p>Tracking Information</p><p>Version 3.</p></body></html>",
            "Home Zinc Baths",
            id="a section of the masthead",
        ),
        pytest.param(
            "plan.html",
            "<html><body><h1>Northfield Healthcare</h1><h1>Commercial and Individual Exchange "
            "Medical Policy</h1><h1>Ankle Procedures</h1><p>Policy Number: 2025T0001A</p>"
            "<p>Ankle fusion is proven and medically necessary.</p></body></html>",
            "Ankle Procedures",
            id="for which plans",
        ),
        pytest.param(
            "society.txt",
            "CLINICAL PRACTICE GUIDELINE                 Guidance for the Clinician in Rendering "
            "Pediatric Care\n\nGout and Sprains in Children\n\nKey Action Statement 1. Clinicians "
            "should not use zinc (Evidence Quality: B; Strong Recommendation).\n",
            "Gout and Sprains in Children",
            id="for whom it is written",
        ),
        pytest.param(
            "site.html",
            "<html><head><title>Ankle Imaging - Clinical Review Criteria - Northfield Permanente"
            "</title></head><body><h1>Clinical Review Criteria<br>Ankle Imaging</h1>"
            "<p>Ankle MRI is covered for sprains. These criteria are of Northfield Permanente.</p>"
            "</body></html>",
            "Ankle Imaging",
            id="the site behind",
        ),
    ],
)
def test_a_subject_is_no_part_of_the_cover(tmp_path, name, text, subject) -> None:
    assert described(tmp_path, name, text).subject == subject


@pytest.mark.parametrize(
    ("text", "title"),
    [
        pytest.param(
            "                 NCRS GUIDELINE\n\nClinical Practice Guideline for the Management of "
            "Gout\nby the North Coast Rheumatology Society\n\nA. Author\n\nWe recommend zinc.\n",
            "Clinical Practice Guideline for the Management of Gout by the North Coast "
            "Rheumatology Society",
            id="initials of the body and the series above the title",
        ),
        pytest.param(
            "COPD GUIDELINE\n\nWe recommend zinc for all adults with the disease.\n",
            "COPD GUIDELINE",
            id="no other line is a title",
        ),
    ],
)
def test_initials_above_a_title(tmp_path, text, title) -> None:
    assert described(tmp_path, "cover.txt", text).title == title


@pytest.mark.parametrize(
    ("name", "text", "title", "subject"),
    [
        pytest.param(
            "article.txt",
            "ORIGINAL ARTICLE\n\nGuideline summary: Treatment of tennis elbow\n\nABSTRACT\n\nA.\n",
            "Guideline summary: Treatment of tennis elbow",
            "tennis elbow",
            id="a kind of article in front",
        ),
        pytest.param(
            "journal.txt",
            "Ann Foot Care, May 2024, 12(3):101-119\n\nClinical Practice Guideline: UPDATE\n\n"
            "Management of Plantar Fasciitis in Runners\n\nThis guideline is for clinicians.\n",
            "Management of Plantar Fasciitis in Runners",
            "Plantar Fasciitis in Runners",
            id="a journal's line and a series in front",
        ),
        pytest.param(
            "number.txt",
            "ABCD guideline NG98\n\nGout in adults: assessment and management\n\n"
            "This guideline covers gout. We recommend rest.\n",
            "Gout in adults: assessment and management",
            "Gout",
            id="a series with its number in front",
        ),
        pytest.param(
            "hearing.md",
            "# Final Recommendation Statement: Hearing Loss: Screening\n\nThe panel recommends.\n",
            "Final Recommendation Statement: Hearing Loss: Screening",
            "Hearing Loss",
            id="what is done behind the condition",
        ),
        pytest.param(
            "body.md",
            "# Treatment of Gout in Men: A Society of Joint Care (SJC) Practice Guideline\n\nA.\n",
            "Treatment of Gout in Men: A Society of Joint Care (SJC) Practice Guideline",
            "Gout in Men",
            id="a body with its initials behind",
        ),
        pytest.param(
            "kept.txt",
            "Gout: An Overview 2024\n\nSome text on treatment with a guideline.\n",
            "Gout: An Overview 2024",
            None,
            id="a line with a year is a title",
        ),
    ],
)
def test_what_stands_in_front_of_a_title(tmp_path, name, text, title, subject) -> None:
    source = described(tmp_path, name, text)
    assert source.title == title
    assert subject is None or source.subject == subject


@pytest.mark.parametrize(
    ("text", "amends"),
    [
        (
            "This focused update replaces Recommendations 2.1 and 4.3 of the guideline published "
            "in May 2019. We recommend rest.",
            ("2019#2.1", "2019#4.3"),
        ),
        (
            "This document supersedes Sections 4.1 (Drug Therapy, 2 parts) and 6 (Surgery) of the "
            "2018 FSC guideline, and adds Section 8. We recommend rest.",
            ("2018#section 4.1", "2018#section 6"),
        ),
        ("This guideline replaces the 2019 guideline. We recommend rest.", ()),
        ("A later update replaces Recommendation 2.1 of the 2019 guideline. We recommend.", ()),
    ],
)
def test_which_recommendations_an_update_says_that_it_replaces(tmp_path, text, amends) -> None:
    front = "# Management of Gout: Focused Update of a Clinical Practice Guideline\n\n"
    assert described(tmp_path, "update.md", front + text).amends == amends


@pytest.mark.parametrize(
    ("head", "title"),
    [
        (
            "ICG\nInstitute for Care of Gout\n\nGout: assessment and management\n\n",
            "Gout: assessment and management",
        ),
        (
            "Example Library\nExample Database of Systematic Reviews\n\n[Intervention Review]\n"
            "Velora for chronic gout\n\n",
            "Velora for chronic gout",
        ),
        (
            "Final Recommendation Statement\n\nGout: Screening\n\n",
            "Gout: Screening",
        ),
        ("GOUT\nInstitute for Care\n\nOffer Velora.\n\n", "GOUT"),
    ],
)
def test_initials_and_the_place_of_reviews_are_no_title(tmp_path, head: str, title: str) -> None:
    path = tmp_path / "gout.txt"
    path.write_text(f"{head}We recommend Velora for gout.\n")
    assert describe(read_document(path, tmp_path)).title == title
