"""The term files in corpus/terms: shape, ids, classes, aliases and codes.

ICD-10-CM codes are looked up in simple_icd_10_cm; HCPCS and CPT codes are checked by form alone,
since CPT is licensed and no code list of it may be shipped.
"""

import importlib
import re
import tomllib
from collections import defaultdict
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from ingest.lexis import GENERIC_WORDS, STOP_WORDS, stem
from ingest.term_names import key_of
from ingest.terms import Terms
from ingest.terms_file import load_terms

TERMS_DIR = Path(__file__).parents[2] / "corpus" / "terms"
TERM_FILES = sorted(TERMS_DIR.glob("*.toml"))
REQUIRED_KEYS = {"id", "kind", "name", "aliases", "checked"}
LIST_KEYS = {"aliases", "brands", "codes", "broader", "ambiguous"}
KINDS = {"intervention", "condition"}
SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
# HCPCS level II: a letter and four digits. CPT: five digits, or four and F, T or U.
PROCEDURE_CODE = re.compile(r"[A-V]\d{4}|\d{5}|\d{4}[FTU]")
# Keeps out chapters ("4") and blocks ("D80-D89"), which are items of the classification too.
CATEGORY_OR_CODE = re.compile(r"[A-Z]\d[0-9A-Z](\.[0-9A-Z]{1,4})?")
# Words of every guideline: a one-word alias whose stem is one of theirs would be found everywhere.
COMMON_WORDS = [
    *("weak", "strong", "even", "evening", "minimal", "same", "mind", "immune", "cup", "tape"),
    *("net", "prep", "supplement", "tendon", "sinus", "tonsil", "pancreatic", "faint", "alcohol"),
    *("trap", "vascular", "ally", "avenue", "axon", "blocker", "diet", "test", "study", "risk"),
    *("benefit", "evidence", "day", "week", "month", "year", "age", "man", "woman", "child"),
    *("infant", "family", "level", "rate", "group", "first", "second", "line", "high", "low"),
    *("mild", "moderate", "severe", "acute", "chronic", "stable", "standard", "quality", "life"),
    *("work", "home", "body", "joint", "muscle", "nerve", "heart", "skin", "blood", "bone"),
    *("brain", "lung", "liver", "kidney", "injection", "oral", "topical", "code", "coverage"),
]
# Abbreviations up to this length are matched as capitals, so that "TENS" is not the number.
MAX_CASED_ABBREVIATION = 4

Concept = dict[str, Any]


def concepts_of(path: Path) -> list[Concept]:
    concepts: list[Concept] = tomllib.loads(path.read_text(encoding="utf-8"))["concept"]
    return concepts


ALL_CONCEPTS = [concept for path in TERM_FILES for concept in concepts_of(path)]


def is_cased(phrase: str) -> bool:
    """Whether the phrase is an abbreviation that is matched as capitals only."""
    return phrase.isupper() and len(phrase) <= MAX_CASED_ABBREVIATION


def matching_form(phrase: str) -> str:
    """The phrase as it is compared."""
    return phrase if is_cased(phrase) else phrase.casefold()


@pytest.fixture(scope="module")
def icd10cm() -> ModuleType:
    return importlib.import_module("simple_icd_10_cm")


def is_icd10cm(code: str, icd10cm: ModuleType) -> bool:
    """A whole category is written "G43.-" or "G43.7-", a single code without the dash."""
    stem = code.removesuffix("-").removesuffix(".")
    if not CATEGORY_OR_CODE.fullmatch(stem) or not icd10cm.is_valid_item(stem):
        return False
    return code.endswith("-") == bool(icd10cm.get_children(stem))


# What is spoken of most in prior authorization, and what the term files must hold of it at least.
N_DRUGS, N_PROCEDURES, N_CONDITIONS, N_J_CODES = 500, 150, 200, 400
PROCEDURE_FILES = ("surgery-procedures", "tests-imaging", "devices-services")
# How an entry was checked begins with one of these. The first two name a list that was looked up;
# "common" says openly that the name was not.
HOWS = ("ICD-10-CM look-up", "WHO INN stem book", "VA/DoD", "common ")
# How its codes were checked: what they mean, that they exist, or not at all.
HOWS_OF_CODES = (
    "J codes compared with an HCPCS list of 2020",
    "compared with an HCPCS list of 2023",
    "compared with an HCPCS list of 2026",
    "compared with a Medicare fee schedule of 2012",
    "named on lists of payers",
    "named on pages about the code",
    "in a Medicare code list, meaning general knowledge",
    "codes general knowledge",
)


def test_there_are_enough_drugs_procedures_and_conditions() -> None:
    treatments = [c for c in ALL_CONCEPTS if c["kind"] == "intervention"]
    drugs = [c for c in treatments if c.get("brands") and c.get("broader")]
    procedures = [
        concept
        for path in TERM_FILES
        if path.stem.removeprefix("interventions-") in PROCEDURE_FILES
        for concept in concepts_of(path)
    ]
    conditions = [c for c in ALL_CONCEPTS if c["kind"] == "condition" and c.get("codes")]
    j_codes = {code for c in treatments for code in c.get("codes", []) if code.startswith("J")}
    assert len({c["id"] for c in drugs}) >= N_DRUGS
    assert len({c["id"] for c in procedures}) >= N_PROCEDURES
    assert len({c["id"] for c in conditions}) >= N_CONDITIONS
    assert len(j_codes) >= N_J_CODES


def test_an_entry_says_how_it_was_checked() -> None:
    wrong = [c["id"] for c in ALL_CONCEPTS if not c["checked"].startswith(HOWS)]
    assert wrong == []


def test_a_treatment_with_codes_says_how_they_were_checked() -> None:
    silent, strange = [], []
    for concept in ALL_CONCEPTS:
        if concept["kind"] != "intervention" or not concept.get("codes"):
            continue
        if not any(how in concept["checked"] for how in HOWS_OF_CODES):
            silent.append(concept["id"])
        named = PROCEDURE_CODE.findall(concept["checked"])
        strange += [(concept["id"], code) for code in set(named) - set(concept["codes"])]
    assert silent == []
    assert strange == []


def test_a_condition_with_codes_was_looked_up_in_the_code_set() -> None:
    wrong = [
        concept["id"]
        for concept in ALL_CONCEPTS
        if concept["kind"] == "condition" and concept.get("codes")
        if not concept["checked"].startswith("ICD-10-CM look-up")
    ]
    assert wrong == []


def test_there_are_term_files() -> None:
    assert any(path.name.startswith("interventions-") for path in TERM_FILES)
    assert any(path.name.startswith("conditions-") for path in TERM_FILES)
    assert any(path.name == "classes.toml" for path in TERM_FILES)


@pytest.mark.parametrize("path", TERM_FILES, ids=lambda path: path.stem)
def test_every_concept_has_the_documented_shape(path: Path) -> None:
    wrong = []
    for concept in concepts_of(path):
        texts = [concept.get("name"), concept.get("checked")]
        lists = [concept.get(key, []) for key in LIST_KEYS]
        if (
            not set(concept) >= REQUIRED_KEYS
            or not set(concept) <= REQUIRED_KEYS | LIST_KEYS
            or concept["kind"] not in KINDS
            or not SLUG.fullmatch(concept["id"])
            or not all(isinstance(text, str) and text.strip() for text in texts)
            or not all(isinstance(item, str) and item.strip() for row in lists for item in row)
        ):
            wrong.append(concept.get("id", concept))
    assert wrong == []


def test_ids_are_unique_over_all_files() -> None:
    ids = [concept["id"] for concept in ALL_CONCEPTS]
    assert sorted({one for one in ids if ids.count(one) > 1}) == []


def test_every_broader_id_exists_and_is_of_the_same_kind() -> None:
    kinds = {concept["id"]: concept["kind"] for concept in ALL_CONCEPTS}
    wrong = [
        (concept["id"], broader)
        for concept in ALL_CONCEPTS
        for broader in concept.get("broader", [])
        if kinds.get(broader) != concept["kind"]
    ]
    assert wrong == []


def test_no_concept_is_its_own_ancestor() -> None:
    parents = {concept["id"]: concept.get("broader", []) for concept in ALL_CONCEPTS}
    circular = []
    for start, direct in parents.items():
        seen: set[str] = set()
        waiting = list(direct)
        while waiting:
            current = waiting.pop()
            if current not in seen:
                seen.add(current)
                waiting.extend(parents.get(current, []))
        if start in seen:
            circular.append(start)
    assert circular == []


def test_an_ambiguous_alias_is_also_listed_as_alias() -> None:
    wrong = [
        (concept["id"], phrase)
        for concept in ALL_CONCEPTS
        for phrase in concept.get("ambiguous", [])
        if phrase not in concept["aliases"]
    ]
    assert wrong == []


def test_a_concept_does_not_repeat_a_phrase_in_another_case() -> None:
    wrong = []
    for concept in ALL_CONCEPTS:
        phrases = [concept["name"], *concept["aliases"], *concept.get("brands", [])]
        forms = [phrase.casefold() for phrase in phrases]
        wrong += [(concept["id"], form) for form in set(forms) if forms.count(form) > 1]
    assert wrong == []


def test_two_concepts_of_a_kind_share_a_phrase_only_where_both_mark_it_ambiguous() -> None:
    owners: dict[tuple[str, str], list[tuple[str, bool]]] = defaultdict(list)
    for concept in ALL_CONCEPTS:
        ambiguous = {matching_form(phrase) for phrase in concept.get("ambiguous", [])}
        for phrase in [concept["name"], *concept["aliases"], *concept.get("brands", [])]:
            form = matching_form(phrase)
            owners[concept["kind"], form].append((concept["id"], form in ambiguous))
    wrong = {
        form: [concept_id for concept_id, _ in claims]
        for (_, form), claims in owners.items()
        if len(claims) > 1 and not all(marked for _, marked in claims)
    }
    assert wrong == {}


def test_no_one_word_phrase_has_the_stem_of_a_common_word() -> None:
    common = {stem(word) for word in (*COMMON_WORDS, *GENERIC_WORDS, *STOP_WORDS)}
    wrong = [
        (concept["id"], phrase)
        for concept in ALL_CONCEPTS
        for phrase in [concept["name"], *concept["aliases"], *concept.get("brands", [])]
        if phrase.isalnum() and not is_cased(phrase) and stem(phrase) in common
        if not phrase.endswith("itis")  # sinusitis is not found by "sinus"
    ]
    assert wrong == []


def test_a_procedure_code_has_the_form_of_hcpcs_or_cpt_and_one_owner() -> None:
    owners: dict[str, list[str]] = defaultdict(list)
    for concept in ALL_CONCEPTS:
        if concept["kind"] == "intervention":
            for code in concept.get("codes", []):
                owners[code].append(concept["id"])
    assert [code for code in owners if not PROCEDURE_CODE.fullmatch(code)] == []
    assert {code: ids for code, ids in owners.items() if len(ids) > 1} == {}


def test_every_condition_code_exists_in_icd10cm(icd10cm: ModuleType) -> None:
    wrong = [
        (concept["id"], code)
        for concept in ALL_CONCEPTS
        if concept["kind"] == "condition"
        for code in concept.get("codes", [])
        if not is_icd10cm(code, icd10cm)
    ]
    assert wrong == []


def test_unspecified_chronic_fatigue_and_the_syndrome_are_two_concepts() -> None:
    """R53.82 excludes chronic fatigue syndrome (Excludes1 note), which is coded G93.32."""
    by_code = {code: concept for concept in ALL_CONCEPTS for code in concept.get("codes", [])}
    assert by_code["R53.82"]["id"] != by_code["G93.32"]["id"]
    assert "fatigue" in by_code["R53.82"]["broader"]
    assert "fatigue" in by_code["G93.32"]["broader"]


@pytest.fixture(scope="module")
def terms() -> Terms:
    return load_terms(TERMS_DIR)


@pytest.mark.parametrize(
    ("text", "concept_id"),
    [
        ("leaky bladder", "urinary-incontinence"),
        ("ringing in the ears", "tinnitus"),
        ("hard of hearing", "hearing-loss"),
        ("water on the knee", "knee-effusion"),
        ("lung scarring", "pulmonary-fibrosis"),
        ("raised BP", "hypertension"),
        ("low iron", "iron-deficiency"),
        ("IgAN", "iga-nephropathy"),
        ("IgAV", "iga-vasculitis"),
        ("HFmrEF", "heart-failure-with-mildly-reduced-ejection-fraction"),
        ("toenail fungus", "onychomycosis"),
        ("toe nail fungus", "onychomycosis"),
        ("the shakes", "tremor"),
        ("can't pee", "urinary-retention"),
        ("gastritis", "gastritis"),
        ("pinched nerve", "radiculopathy"),
        ("painkiller addiction", "opioid-use-disorder"),
    ],
)
def test_an_everyday_name_or_abbreviation_names_its_condition(
    terms: Terms, text: str, concept_id: str
) -> None:
    found = terms.spot(f"What helps with {text}?", kind="condition")
    assert [mention.concept_id for mention in found] == [concept_id]
    assert found[0].surface == text


@pytest.mark.parametrize(
    ("text", "concept_id"),
    [
        ("Rho(D) immune globulin", "rho-d-immune-globulin"),
        ("St. John's wort", "st-johns-wort"),
        ("immune globulin (IVIG)", "immune-globulin"),
    ],
)
def test_a_bracket_or_a_point_inside_a_name_does_not_end_it(
    terms: Terms, text: str, concept_id: str
) -> None:
    """Rho(D) immune globulin is not the immune globulin of policies."""
    found = {mention.concept_id for mention in terms.spot(text, kind="intervention")}
    assert concept_id in found
    assert concept_id == "immune-globulin" or "immune-globulin" not in found


@pytest.mark.parametrize(
    ("text", "concept_id"),
    [
        ("an amplification device", "hearing-aid"),
        ("vest airway clearance", "high-frequency-chest-wall-oscillation"),
        ("a power chair", "power-wheelchair"),
        ("a bed-wetting alarm", "enuresis-alarm"),
        ("a wound vac", "negative-pressure-wound-therapy"),
        ("an Inspire implant", "hypoglossal-nerve-stimulation"),
        ("lipo", "liposuction"),
        ("a lung cancer scan", "low-dose-ct"),
        ("an upper lid bleph", "upper-eyelid-blepharoplasty"),
        ("a sleep machine", "cpap"),
        ("a course of fat shots", "lipotropic-injection"),
        ("a jaw-forward mouthpiece", "mandibular-advancement-device"),
        ("burning the facet nerves", "facet-radiofrequency-ablation"),
        ("a cortisone shot in the hip", "intra-articular-corticosteroid-injection"),
        ("a dorsal column stimulator", "spinal-cord-stimulation"),
        ("taking out lower eyelid bags", "lower-eyelid-blepharoplasty"),
        ("the AirSense 11", "cpap"),
        ("an AutoSet", "auto-adjusting-positive-airway-pressure"),
        ("a LINQ", "implantable-loop-recorder"),
        ("a tongue pacemaker", "hypoglossal-nerve-stimulation"),
        ("Oncotype DX prostate", "genomic-prostate-score"),
        ("a gliflozin", "sglt2-inhibitor"),
        ("Invisalign", "clear-aligners"),
    ],
)
def test_an_everyday_name_or_a_device_names_its_intervention(
    terms: Terms, text: str, concept_id: str
) -> None:
    found = terms.spot(f"Is {text} covered?", kind="intervention")
    assert [mention.concept_id for mention in found] == [concept_id]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("V-Go", "insulin pump"),
        ("manual wheelchair", "power wheelchair"),
        ("sclerotherapy", "vein stripping"),
        ("Holter monitor", "implantable loop recorder"),
        ("Friedreich ataxia", "spinocerebellar ataxia"),
        ("Hurler syndrome", "Hunter syndrome"),
    ],
)
def test_siblings_are_two_concepts(terms: Terms, one: str, other: str) -> None:
    assert terms.of_phrase(one)
    assert terms.of_phrase(other)
    assert not terms.of_phrase(one) & terms.of_phrase(other)


# What policies decide apart, and the class that both are of.
DECIDED_APART = [
    ("upper lid blepharoplasty", "lower lid blepharoplasty", "blepharoplasty"),
    ("epi-off", "epi-on", "corneal-cross-linking"),
    ("semi-electric bed", "full electric bed", "hospital-bed"),
    ("EVLT", "ClosureFast", "varicose-vein-ablation"),
    ("vein stripping", "endovenous ablation", "varicose-vein-treatment"),
    ("UroLift", "Rezum", "bph-surgery"),
    ("cervical artificial disc", "lumbar artificial disc", "artificial-disc-replacement"),
    ("private duty nursing", "home health aide", "home-health-care"),
    ("QuantiFERON", "PPD test", "latent-tuberculosis-testing"),
    ("presumptive drug testing", "definitive drug testing", "urine-drug-test"),
    ("Prolia", "Xgeva", "denosumab"),
    ("electroacupuncture", "auricular acupuncture", "acupuncture"),
    ("copper IUD", "hormonal IUD", "intrauterine-device"),
    ("oral steroids", "IV steroids", "systemic-corticosteroid"),
    ("GnRH agonist", "GnRH antagonist", "gnrh-analog"),
    ("Lupron", "degarelix", "gnrh-analog"),
    ("oral bisphosphonate", "IV bisphosphonate", "bisphosphonate"),
    ("alendronate", "zoledronic acid", "bisphosphonate"),
    ("high-intensity statin", "moderate-intensity statin", "statin"),
    ("congenital ptosis", "acquired ptosis", "ptosis"),
    ("HeFH", "HoFH", "familial-hypercholesterolemia"),
    ("episodic cluster headache", "chronic cluster headache", "cluster-headache"),
    ("HOCM", "nonobstructive hypertrophic cardiomyopathy", "hypertrophic-cardiomyopathy"),
    ("acute GVHD", "chronic GVHD", "graft-versus-host-disease"),
    ("asymptomatic carotid stenosis", "symptomatic carotid stenosis", "carotid-stenosis"),
]


@pytest.mark.parametrize(("one", "other", "general"), DECIDED_APART)
def test_what_is_decided_apart_is_two_concepts_of_one_class(
    terms: Terms, one: str, other: str, general: str
) -> None:
    """A statement about one says nothing of the other; one about the class speaks of both."""
    first, second = terms.of_phrase(one), terms.of_phrase(other)
    assert first
    assert second
    assert not first & second
    for found in (first, second):
        assert any(general in terms.ancestors(concept) for concept in found)


@pytest.mark.parametrize(
    ("code", "concept_id"),
    [
        ("15823", "upper-eyelid-blepharoplasty"),
        ("15820", "lower-eyelid-blepharoplasty"),
        ("67904", "ptosis-repair"),
        ("67900", "brow-lift"),
        ("22856", "cervical-disc-arthroplasty"),
        ("22857", "lumbar-disc-arthroplasty"),
        ("E0260", "semi-electric-hospital-bed"),
        ("29827", "rotator-cuff-repair"),
        ("29826", "subacromial-decompression"),
    ],
)
def test_a_code_names_its_own_procedure_and_not_the_class(
    terms: Terms, code: str, concept_id: str
) -> None:
    assert terms.of_code(code) == (concept_id,)


def test_a_name_in_another_spelling_belongs_to_one_concept(terms: Terms) -> None:
    """Names are found by their stems: two concepts with the same stems would be one thing."""
    owners: dict[tuple[str, str], set[str]] = defaultdict(set)
    for concept in terms.concepts.values():
        for name in set(concept.names) - concept.ambiguous:
            owners[concept.kind, key_of(name)].add(concept.concept_id)
    assert {key: ids for key, ids in owners.items() if len(ids) > 1} == {}


@pytest.mark.parametrize(
    "text",
    [
        *("wants comfort care", "we ensure access", "these findings inspire hope", "takes a pill"),
        *("it depends on age", "a boost of confidence", "the mask fits", "an ion channel"),
        *("T-score at the total hip", "normal activities as tolerated", "align the goals"),
    ],
)
def test_an_everyday_word_is_no_intervention(terms: Terms, text: str) -> None:
    assert terms.spot(text, kind="intervention") == ()


@pytest.mark.parametrize("broader", ["oral-corticosteroid", "intravenous-corticosteroid"])
def test_a_steroid_that_is_given_both_ways_is_of_both(terms: Terms, broader: str) -> None:
    assert broader in terms.ancestors("dexamethasone")
    assert broader != "oral-corticosteroid" or broader in terms.ancestors("prednisone")


@pytest.mark.parametrize(
    ("member", "broader"),
    [
        ("diabetic-foot-ulcer", "chronic-wound"),
        ("venous-leg-ulcer", "chronic-wound"),
        ("rheumatoid-arthritis", "immune-mediated-inflammatory-disease"),
        ("low-back-pain", "musculoskeletal-pain"),
        ("gout", "inflammatory-arthritis"),
        ("glioblastoma", "cancer"),
        ("pulmonary-embolism", "venous-thromboembolism"),
    ],
)
def test_a_class_of_conditions_reaches_its_members(terms: Terms, member: str, broader: str) -> None:
    assert member in terms.descendants(broader)
    assert member not in terms.ancestors(broader)


@pytest.mark.parametrize(
    "text",
    [
        *("a gastric tube", "peritoneal dialysis", "the vaginal route", "prostatic tissue"),
        *("the nervous system", "an aggressive course", "somatic cells", "double-blinded"),
        *(
            "all options are exhausted",
            "lateral decubitus",
            "pancreatic duct",
            "prostatic urethra",
            "conjunctival swab",
            "clear sinuses",
            "severe, as defined above",
            "normal activities as far as possible",
            "TAKE ONE FOR PAIN AS NEEDED",
            "HLD index of 28",
            "blood pressure 118/72",
            "a low T-score",
        ),
    ],
)
def test_an_adjective_or_a_measurement_is_no_condition(terms: Terms, text: str) -> None:
    """One-word names are found by their adjective too: "gastritis" would be "gastric"."""
    assert terms.spot(text, kind="condition") == ()
