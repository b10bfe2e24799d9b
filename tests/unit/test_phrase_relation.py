"""Whether two phrases mean one thing, a class and its member, or two things.

DESIGN.md section 5, rule 1. The terms are the test's own: no alias of the corpus decides here.
"""

import pytest

from app.phrase_models import Match, Relation, best
from app.phrase_parts import at_another_site, named_part, turned, with_region
from app.phrase_relation import MIN_PHRASE_SIMILARITY, PhraseMatcher
from ingest.lexis import head_stem, key_stems
from ingest.terms import Concept, Terms

SAME, BROADER, NARROWER, NONE = (
    Relation.SAME,
    Relation.BROADER,
    Relation.NARROWER,
    Relation.NONE,
)


def drug(name: str, *aliases: str, broader: tuple[str, ...] = (), codes: tuple[str, ...] = ()):
    return Concept(
        concept_id=name.lower().replace(" ", "-"),
        kind="intervention",
        name=name,
        names=(name, *aliases),
        broader=broader,
        codes=codes,
    )


def illness(name: str, *aliases: str, broader: tuple[str, ...] = (), codes: tuple[str, ...] = ()):
    return Concept(
        concept_id=name.lower().replace(" ", "-"),
        kind="condition",
        name=name,
        names=(name, *aliases),
        broader=broader,
        codes=codes,
    )


CONCEPTS = (
    drug("immune globulin", "IVIG", "intravenous immune globulin", codes=("J1459", "J1561")),
    drug("stimulant", "psychostimulant"),
    drug("antidepressant"),
    drug("SSRI", "selective serotonin reuptake inhibitor", broader=("antidepressant",)),
    drug("methylphenidate", "Ritalin", broader=("stimulant",)),
    drug("sertraline", "Zoloft", broader=("ssri",)),
    drug("venlafaxine", broader=("antidepressant",)),
    drug("biologic"),
    drug("monoclonal antibody", broader=("biologic",)),
    drug("rituximab", "Rituxan", broader=("monoclonal-antibody",)),
    drug("adalimumab", "Humira", broader=("monoclonal-antibody",)),
    drug("statin", "HMG-CoA reductase inhibitor"),
    drug("atorvastatin", broader=("statin",)),
    drug("rosuvastatin", broader=("statin",)),
    drug("ACE inhibitor"),
    drug("lisinopril", broader=("ace-inhibitor",)),
    drug("enalapril", broader=("ace-inhibitor",)),
    drug("ketamine"),
    illness("diabetes mellitus", "diabetes"),
    illness(
        "type 1 diabetes mellitus",
        "type 1 diabetes",
        "T1DM",
        broader=("diabetes-mellitus",),
        codes=("E10.-",),
    ),
    illness(
        "type 2 diabetes mellitus",
        "type 2 diabetes",
        "T2DM",
        broader=("diabetes-mellitus",),
        codes=("E11.-",),
    ),
    illness("migraine", codes=("G43.-",)),
    illness("chronic migraine", broader=("migraine",), codes=("G43.7-",)),
    illness("fatigue", codes=("R53.83",)),
    illness("ME/CFS", "chronic fatigue syndrome", "myalgic encephalomyelitis", codes=("G93.32",)),
    illness("low back pain", "lumbago"),
)
TERMS = Terms({concept.concept_id: concept for concept in CONCEPTS})
# Interventions that the documents of this test name: their heads tell one thing from another.
HEADS = frozenset(
    head_stem(text)
    for text in ("vitamin D testing", "nerve stimulation", "patient education", "lumbar fusion")
)


def compare(asked: str, spoken: str, kind: str = "intervention", **options) -> Match:
    matcher = PhraseMatcher(TERMS, HEADS, options.pop("similarity", None))
    return matcher.match(matcher.prepare(asked, kind), matcher.prepare(spoken, kind), **options)


# --- the same -----------------------------------------------------------------------------------

ONE_THING = [
    ("intervention", "fizzolam", "fizzolam"),
    ("intervention", "Fizzolam", "fizzolam"),
    ("intervention", "fizzolam therapy", "fizzolam"),
    ("intervention", "treatment with fizzolam", "fizzolam"),
    ("intervention", "spinal traction tables", "spinal traction table"),
    ("intervention", "IVIG", "intravenous immune globulin"),
    ("intervention", "IVIG", "intravenous immune globulin (IVIG)"),
    ("intervention", "Ritalin", "methylphenidate"),
    ("intervention", "SSRIs", "selective serotonin reuptake inhibitors"),
    ("condition", "quibble syndrome", "quibble syndrome"),
    ("condition", "chronic fatigue syndrome", "myalgic encephalomyelitis"),
    ("condition", "T2DM", "type 2 diabetes mellitus"),
    ("condition", "patients with lumbago", "low back pain"),
]


@pytest.mark.parametrize(("kind", "asked", "spoken"), ONE_THING, ids=str)
def test_one_thing_under_two_wordings(kind, asked, spoken) -> None:
    assert compare(asked, spoken, kind).relation is SAME
    assert compare(spoken, asked, kind).relation is SAME


# --- class and member ---------------------------------------------------------------------------

MEMBERS = [
    ("intervention", "methylphenidate", "stimulants"),
    ("intervention", "Ritalin", "psychostimulants"),
    ("intervention", "sertraline", "SSRIs"),
    ("intervention", "sertraline", "antidepressants"),
    ("intervention", "atorvastatin", "statins"),
    ("intervention", "rituximab", "monoclonal antibodies"),
    ("intervention", "rituximab", "biologics"),
    ("condition", "type 2 diabetes", "diabetes"),
    ("condition", "chronic migraine", "migraine"),
]


@pytest.mark.parametrize(("kind", "member", "group"), MEMBERS, ids=str)
def test_class_and_member(kind, member, group) -> None:
    assert compare(member, group, kind).relation is BROADER, "the class covers its member"
    assert compare(group, member, kind).relation is NARROWER, "the member is less than its class"


TWO_MEMBERS = [
    ("intervention", "sertraline", "venlafaxine"),
    ("intervention", "rituximab", "adalimumab"),
    ("intervention", "atorvastatin", "rosuvastatin"),
    ("intervention", "lisinopril", "enalapril"),
    ("intervention", "foozumab", "barzumab"),
    ("intervention", "foozumab", "rituximab"),
    ("intervention", "foovastatin", "barvastatin"),
    ("condition", "type 1 diabetes", "type 2 diabetes"),
]


@pytest.mark.parametrize(("kind", "left", "right"), TWO_MEMBERS, ids=str)
def test_two_members_of_one_class_are_two_things(kind, left, right) -> None:
    assert compare(left, right, kind).relation is NONE
    assert compare(right, left, kind).relation is NONE


@pytest.mark.parametrize(
    ("unknown", "group"),
    [
        ("foozumab", "monoclonal antibodies"),
        ("foovastatin", "statins"),
        ("foopril", "ACE inhibitors"),
    ],
)
def test_the_ending_of_a_name_gives_an_unknown_drug_its_class(unknown, group) -> None:
    assert compare(unknown, group).relation is BROADER
    assert compare(group, unknown).relation is not SAME


# --- words that exclude each other ---------------------------------------------------------------

CONTRASTS = [
    ("intervention", "oral ketamine", "intravenous ketamine"),
    ("intervention", "oral fizzolam", "fizzolam infusion"),
    ("intervention", "intranasal ketamine", "IV ketamine"),
    ("intervention", "topical fizzolam", "subcutaneous fizzolam"),
    ("intervention", "knee arthroscopy", "hip arthroscopy"),
    ("intervention", "lumbar fusion", "cervical fusion"),
    ("intervention", "individual therapy", "group therapy"),
    ("intervention", "home sleep testing", "laboratory sleep testing"),
    ("condition", "type 1 diabetes", "type 2 diabetes"),
    ("condition", "T1DM", "type 2 diabetes mellitus"),
    ("condition", "stage III quibble syndrome", "stage IV quibble syndrome"),
    ("condition", "acute low back pain", "chronic low back pain"),
    ("condition", "chronic migraine", "episodic migraine"),
    ("condition", "primary quibble syndrome", "secondary quibble syndrome"),
    ("condition", "quibble failure with preserved output", "quibble failure with reduced output"),
    ("condition", "ischemic stroke", "hemorrhagic stroke"),
    ("condition", "opioid-induced constipation", "opioid-induced diarrhea"),
]


@pytest.mark.parametrize(("kind", "left", "right"), CONTRASTS, ids=str)
def test_words_that_exclude_each_other_are_two_things(kind, left, right) -> None:
    assert compare(left, right, kind).relation is NONE
    assert compare(right, left, kind).relation is NONE


def test_no_likeness_bridges_a_contrast() -> None:
    alike = compare("oral fizzolam", "topical fizzolam", likeness=True, similarity=always)
    assert alike.relation is NONE


# --- words --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "longer", "shorter"),
    [
        pytest.param(
            "intervention", "robotic spinal traction", "spinal traction", id="a form of a therapy"
        ),
        pytest.param(
            "condition",
            "refractory quibble syndrome",
            "quibble syndrome",
            id="a form of an illness",
        ),
        pytest.param(
            "condition", "chronic low back pain", "low back pain", id="a form of a named illness"
        ),
    ],
)
def test_more_words_make_a_phrase_narrower(kind, longer, shorter) -> None:
    assert compare(longer, shorter, kind).relation is BROADER
    assert compare(shorter, longer, kind).relation is NARROWER


@pytest.mark.parametrize(
    ("kind", "left", "right"),
    [
        ("intervention", "fizzolam", "quuxidone"),
        ("intervention", "spinal traction", "spinal injection"),
        ("intervention", "phrenic stimulation", "stimulants"),
        ("intervention", "nerve stimulation", "nerve block"),
        ("condition", "quibble syndrome", "frobnic syndrome"),
        ("condition", "kidney stones", "kidney failure"),
        ("condition", "fatigue", "chronic fatigue syndrome"),
    ],
    ids=str,
)
def test_phrases_that_share_little_are_two_things(kind, left, right) -> None:
    assert compare(left, right, kind).relation is not SAME
    assert compare(right, left, kind).relation is not SAME
    assert BROADER not in {compare(left, right, kind).relation, compare(right, left, kind).relation}


@pytest.mark.parametrize(
    ("asked", "spoken"),
    [
        ("vitamin D testing", "vitamin D"),
        ("vitamin D", "vitamin D testing"),
        ("patient education on fizzolam", "fizzolam"),
        ("fizzolam education", "fizzolam"),
    ],
)
def test_another_head_is_another_thing(asked, spoken) -> None:
    assert compare(asked, spoken).relation is NONE


# --- codes --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "code", "phrase", "relation"),
    [
        pytest.param("intervention", "J1459", "immune globulin", SAME, id="a code of the drug"),
        pytest.param(
            "intervention", "J9999", "immune globulin", NONE, id="a code of something else"
        ),
        pytest.param(
            "condition", "G93.32", "chronic fatigue syndrome", SAME, id="a code of the illness"
        ),
        pytest.param(
            "condition", "R53.83", "chronic fatigue syndrome", NONE, id="a code of another illness"
        ),
    ],
)
def test_a_code_stands_for_what_the_terms_know_under_it(kind, code, phrase, relation) -> None:
    matcher = PhraseMatcher(TERMS, HEADS)
    asked = matcher.prepare(code, kind, codes=(code,))
    assert matcher.match(asked, matcher.prepare(phrase, kind)).relation is relation


@pytest.mark.parametrize(
    ("code", "phrase", "speaks"),
    [
        ("E11.9", "type 2 diabetes", True),
        ("E10.9", "type 2 diabetes", False),
        ("G43.709", "migraine", True),
        ("G43.709", "chronic migraine", True),
        ("G43.909", "chronic migraine", False),
    ],
)
def test_a_category_of_codes_covers_the_codes_beneath_it(code, phrase, speaks) -> None:
    matcher = PhraseMatcher(TERMS, HEADS)
    asked = matcher.prepare(code, "condition", codes=(code,))
    found = matcher.match(asked, matcher.prepare(phrase, "condition"))
    assert (found.relation is not NONE) is speaks


# --- likeness -----------------------------------------------------------------------------------


def always(_asked: str, _spoken: str) -> float:
    return 0.99


def never_called(asked: str, spoken: str) -> float:
    raise AssertionError(f"likeness of {asked!r} and {spoken!r} was not asked for")


def test_likeness_is_looked_at_only_where_it_is_asked_for() -> None:
    assert compare("sound bath", "gong immersion", similarity=never_called).relation is NONE


def test_likeness_is_not_needed_where_the_words_agree() -> None:
    found = compare("sound bath", "sound baths", likeness=True, similarity=never_called)
    assert found.relation is SAME


@pytest.mark.parametrize(
    ("cosine", "relation"),
    [
        pytest.param(MIN_PHRASE_SIMILARITY, SAME, id="at the threshold"),
        pytest.param(MIN_PHRASE_SIMILARITY - 0.01, NONE, id="below the threshold"),
    ],
)
def test_likeness_counts_from_a_threshold_on(cosine, relation) -> None:
    found = compare("sound bath", "gong immersion", likeness=True, similarity=lambda _a, _b: cosine)
    assert found.relation is relation
    if relation is SAME:
        assert (found.method, found.score) == ("similarity", cosine)


def test_without_an_encoder_there_is_no_likeness() -> None:
    assert compare("sound bath", "gong immersion", likeness=True).relation is NONE


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("foozumab", "barzumab"),
        ("fizzopril", "quuxopril"),
        ("BRCA1 testing", "BRCA2 testing"),
        ("rituximab", "adalimumab"),
        ("methylphenidate", "sertraline"),
    ],
)
def test_names_that_look_alike_are_not_alike(left, right) -> None:
    found = compare(left, right, likeness=True, similarity=always)
    assert found.relation is NONE


# --- best ---------------------------------------------------------------------------------------


def test_the_closest_of_several_matches_is_taken() -> None:
    near, far = Match(SAME, "name", 0.9), Match(BROADER, "class", 1.0)
    assert best([far, near]) is near
    assert best({"a": far, "b": near}) is near
    assert best([]).relation is NONE


def test_a_matcher_gives_the_same_answer_twice() -> None:
    matcher = PhraseMatcher(TERMS, HEADS)
    asked, spoken = matcher.prepare("sertraline", "intervention"), "antidepressants"
    first = matcher.match(asked, matcher.prepare(spoken, "intervention"))
    assert matcher.match(asked, matcher.prepare(spoken, "intervention")) == first


@pytest.mark.parametrize(
    ("text", "other"),
    [
        ("disorders of the temporomandibular joint (TMJ)", "temporomandibular joint disorder"),
        ("Cancer of the prostate", "prostate cancer"),
        ("pain of the jaw", ""),
        ("history of cancer", ""),
    ],
)
def test_a_disease_and_its_place_may_be_turned(text: str, other: str) -> None:
    assert turned(text).lower() == other


def test_where_care_is_given_is_no_form_of_a_disease() -> None:
    assert named_part("gastroparesis outside clinical trials") == "gastroparesis"
    assert named_part("gastroparesis outside the stomach") == "gastroparesis outside the stomach"


def test_a_class_at_another_site_is_another_thing() -> None:
    sacral = "radiofrequency denervation of the sacroiliac joint"
    assert at_another_site(sacral, key_stems("sacroiliac joint"))
    assert not at_another_site("denervation of the facet joint", key_stems("joint"))
    assert not at_another_site("high-intensity statin", key_stems("high intensity"))


def test_the_letter_of_a_list_names_nothing() -> None:
    assert named_part("F. Corneal cross-linking") == "Corneal cross-linking"
    assert named_part("C. difficile infection") == "C. difficile infection"


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("L4-5 fusion", "lumbar fusion"),
        ("C5-C6 fusion (cervical)", " fusion (cervical)"),
        ("C1 esterase inhibitor", "C1 esterase inhibitor"),
        ("T1 lesion", "T1 lesion"),
    ],
)
def test_levels_of_the_spine_are_its_regions(text: str, named: str) -> None:
    assert with_region(text) == named


def test_chronic_adds_nothing_to_what_is_chronic_by_nature() -> None:
    terms = known("osteoarthritis", "pancreatitis")
    assert relation_of(terms, "osteoarthritis", "chronic osteoarthritis") is Relation.SAME
    assert relation_of(terms, "pancreatitis", "chronic pancreatitis") is Relation.NARROWER


def test_a_complaint_of_one_disease_is_not_that_of_another() -> None:
    terms = known("tremor", "gout", "lupus")
    assert relation_of(terms, "tremor in gout", "hand tremor in lupus") is Relation.NONE
    assert relation_of(terms, "tremor", "hand tremor") is Relation.NARROWER


def known(*names: str) -> Terms:
    return Terms({name: illness(name) for name in names})


def relation_of(terms: Terms, asked: str, spoken: str) -> Relation:
    matcher = PhraseMatcher(terms)
    return matcher.match(
        matcher.prepare(asked, "condition"), matcher.prepare(spoken, "condition")
    ).relation
