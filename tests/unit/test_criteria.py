"""Criteria trees: how lead-ins join, how lists nest, how sentences come apart.

And that every leaf is quoted.
"""

import pytest

from ingest.chunk import chunk_document
from ingest.describe import describe
from ingest.models import BlockKind
from ingest.readers import read_bytes
from ingest.statements.context import Context
from ingest.statements.criteria import join_of, tree_of_clause, tree_of_items
from ingest.statements.criteria_split import own_end, split_clause
from ingest.statements.criteria_void import asks_nothing, without_void
from ingest.statements.models import Criterion, Join

ALL, ANY, NONE, SOME = Join.ALL_OF, Join.ANY_OF, Join.NONE_OF, Join.AT_LEAST


@pytest.mark.parametrize(
    ("lead", "expected"),
    [
        ("Velora is not covered for members with:", (Join.ANY_OF, 0)),
        ("Do not give live vaccines to people who have:", (Join.ANY_OF, 0)),
        ("Coverage is denied when:", (Join.ANY_OF, 0)),
        ("A pump is covered when gravity is not enough because of any of these:", (Join.ANY_OF, 0)),
        ("The pain is not explained by any of the following:", (Join.NONE_OF, 0)),
        ("Velora is not covered unless the member has:", None),
        ("Velora is covered for members with:", None),
        ("The member is not covered when both:", (Join.ALL_OF, 0)),
        pytest.param(
            "for adults with asthma when:", None, id="a lead-in that names no join says nothing"
        ),
        pytest.param(
            "failure of at least 6 weeks of therapy:", None, id="a length is no count of items"
        ),
        pytest.param("are considered unproven for", None, id="a plain sentence says nothing"),
        pytest.param(
            "when ALL of the following criteria are met:", (ALL, 0), id="all of the following"
        ),
        pytest.param("when all criteria are met:", (ALL, 0), id="all criteria"),
        pytest.param("Both of the following:", (ALL, 0), id="both of the following"),
        pytest.param(
            "in whom each of the following has failed", (ALL, 0), id="each of the following"
        ),
        pytest.param(
            "all three of the following", (ALL, 0), id="all three is all, not at least three"
        ),
        pytest.param("when ANY of the following is present:", (ANY, 0), id="any of the following"),
        pytest.param("one or more of the following", (ANY, 0), id="one or more"),
        pytest.param("either of the following:", (ANY, 0), id="either"),
        pytest.param(
            "meets one (1) of the following", (ANY, 0), id="one with its digit in brackets"
        ),
        pytest.param("at least one comorbidity:", (ANY, 0), id="at least one of a countable thing"),
        pytest.param(
            "failure, intolerance or contraindication to any of the following:",
            (ANY, 0),
            id="contraindication to any is no exclusion",
        ),
        pytest.param(
            "is not medically necessary for any of the following:",
            (ANY, 0),
            id="a denied verdict is no exclusion of items",
        ),
        pytest.param(
            "if at least two of the following three criteria are met:", (SOME, 2), id="two of three"
        ),
        pytest.param("2 or more of the following", (SOME, 2), id="a digit or more"),
        pytest.param(
            "at least a 1-month trial of any 2 of the following drugs:",
            (SOME, 2),
            id="any two is two, whatever is counted before",
        ),
        pytest.param(
            "two (2) or more of the following risk factors:", (SOME, 2), id="word and digit or more"
        ),
        pytest.param("more than one of the following:", (SOME, 2), id="more than one is two"),
        pytest.param(
            "Failure of at least three medications from the following:",
            (SOME, 3),
            id="three from the following",
        ),
        pytest.param(
            "all of the following, and at least one of the following:",
            (ANY, 0),
            id="the tail of the lead-in decides",
        ),
        pytest.param("does not have any of the following:", (NONE, 0), id="does not have any"),
        pytest.param("None of the following contraindications:", (NONE, 0), id="none of"),
        pytest.param(
            "Exclusion criteria (any of the following):", (NONE, 0), id="exclusion criteria"
        ),
        pytest.param(
            "is contraindicated if any of the following is present",
            (NONE, 0),
            id="contraindicated if any",
        ),
        pytest.param(
            "Patient has no evidence of any of the following:", (NONE, 0), id="no evidence of any"
        ),
        pytest.param("all of the following have been ruled out:", (NONE, 0), id="all ruled out"),
    ],
)
def test_join_of(lead, expected) -> None:
    assert join_of(lead) == expected


def context_of(markdown: str) -> Context:
    document = read_bytes(f"# Policy\n\n{markdown}\n".encode(), "policy.md")
    return Context(document, describe(document), chunk_document(document))


def shape(tree: Criterion):
    """A tree as nested tuples; a leaf is its text."""
    if tree.join is Join.LEAF:
        return tree.text if tree.parsed else ("?", tree.text)
    name = f"{tree.join.value}{tree.n or ''}" + ("" if tree.parsed else "?")
    return (name, *(shape(child) for child in tree.children))


def clause(text: str):
    context = context_of(text)
    start = context.document.text.index(text)
    return shape(tree_of_clause(context, start, start + len(text)))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "hypertension or type 2 diabetes",
            "hypertension or type 2 diabetes",
            id="members of a phrase stay one leaf",
        ),
        pytest.param(
            "inadequate response, intolerance, or contraindication to methotrexate",
            "inadequate response, intolerance, or contraindication to methotrexate",
            id="statuses that share a drug stay one leaf",
        ),
        pytest.param(
            "documented failure of or intolerance to metformin",
            "documented failure of or intolerance to metformin",
            id="a shared object is not torn off",
        ),
        pytest.param(
            "age between 18 and 65 years", "age between 18 and 65 years", id="between holds its and"
        ),
        pytest.param(
            "BMI of 40 or greater",
            "BMI of 40 or greater",
            id="or greater is the tail of a threshold",
        ),
        pytest.param(
            "other treatments have failed or are contraindicated",
            "other treatments have failed or are contraindicated",
            id="a second verb without its subject stays with the first",
        ),
        pytest.param(
            "AHI of 5 to 14 with insomnia, hypertension, or history of stroke",
            "AHI of 5 to 14 with insomnia, hypertension, or history of stroke",
            id="the last member of what with governs is no alternative of its own",
        ),
        pytest.param(
            "failed conservative therapy for at least 6 weeks; imaging confirms stenosis",
            ("?", "failed conservative therapy for at least 6 weeks; imaging confirms stenosis"),
            id="semicolons without and/or cannot be told apart",
        ),
        pytest.param(
            "the patient is 18 years of age or older and has tried and failed two triptans",
            (
                "all_of",
                "the patient is 18 years of age or older",
                "has tried and failed two triptans",
            ),
            id="and between two whole criteria",
        ),
        pytest.param(
            "BMI >= 40, or BMI >= 35 with at least one comorbidity, and documented failure of "
            "a 3-month programme",
            (
                "all_of",
                ("any_of", "BMI >= 40", "BMI >= 35 with at least one comorbidity"),
                "documented failure of a 3-month programme",
            ),
            id="alternatives on one measure bind tighter than and",
        ),
        pytest.param(
            "AHI is 15 or more, or the patient is sleepy and has hypertension",
            (
                "any_of",
                "AHI is 15 or more",
                ("all_of", "the patient is sleepy", "has hypertension"),
            ),
            id="and binds tighter than or",
        ),
        pytest.param(
            "AHI ≥ 15, or 5 to 14 events per hour with symptoms",
            ("any_of", "AHI ≥ 15", "5 to 14 events per hour with symptoms"),
            id="a second range without its measure",
        ),
        pytest.param(
            "(1) age 18 or older; (2) failure of two drugs; and (3) no contraindication to MRI",
            ("all_of", "age 18 or older", "failure of two drugs", "no contraindication to MRI"),
            id="enumeration by numbers",
        ),
        pytest.param(
            "any of the following: (a) LVEF below 35% (b) syncope is present",
            ("any_of", "LVEF below 35%", "syncope is present"),
            id="enumeration by letters, joined by its lead-in",
        ),
        pytest.param(
            "documented failure of metformin; or HbA1c above 9%",
            ("any_of", "documented failure of metformin", "HbA1c above 9%"),
            id="semicolon with or",
        ),
        pytest.param(
            "BMI of 35 or greater with at least one of the following: hypertension, diabetes, "
            "or sleep apnea, and documented failure of diet",
            (
                "all_of",
                (
                    "all_of",
                    "BMI of 35 or greater",
                    ("any_of", "hypertension", "diabetes", "sleep apnea"),
                ),
                "documented failure of diet",
            ),
            id="a list inside a sentence, with what goes before and after it",
        ),
        pytest.param(
            "biopsy-proven disease unless the patient is pregnant",
            ("all_of", "biopsy-proven disease", ("none_of", "the patient is pregnant")),
            id="unless is an exclusion",
        ),
        pytest.param(
            "has at least two of the following: fever, weight loss, night sweats",
            ("at_least2", "fever", "weight loss", "night sweats"),
            id="at least two of an inline list",
        ),
        pytest.param(
            "adults over 75, for whom it is not considered medically necessary",
            "adults over 75",
            id="the verdict once more",
        ),
        pytest.param(
            "it is needed because the patient is not able to swallow",
            "it is needed because the patient is not able to swallow",
            id="a reason is no verdict",
        ),
    ],
)
def test_tree_of_clause(text, expected) -> None:
    assert clause(text) == expected


def items(markdown: str):
    context = context_of(markdown)
    blocks = context.document.blocks
    found = [i for i, b in enumerate(blocks) if b.kind is BlockKind.LIST_ITEM and b.level == 1]
    lead = blocks[found[0]].lead_in
    text = context.text(lead) if lead is not None else ""
    return context, tree_of_items(context, lead, found, text)


@pytest.mark.parametrize(
    ("markdown", "expected"),
    [
        pytest.param(
            "The item is covered\n\n- Obesity\n- Diabetes",
            ("all_of?", "Obesity", "Diabetes"),
            id="nothing says how items are joined",
        ),
        pytest.param(
            "X is covered when:\n\n- Obesity\n- Diabetes",
            ("all_of", "Obesity", "Diabetes"),
            id="an open lead-in means all",
        ),
        pytest.param(
            "X is covered for\n\n- Obesity; or\n- Diabetes",
            ("any_of", "Obesity", "Diabetes"),
            id="the ends of the items decide",
        ),
        pytest.param(
            "X is covered for\n\n- Obesity\n\nOR\n\n- Diabetes",
            ("any_of", "Obesity", "Diabetes"),
            id="a connector on its own line decides",
        ),
        pytest.param(
            "X if one of the following is met:\n\n- Obesity\n- Diabetes",
            ("any_of", "Obesity", "Diabetes"),
            id="the lead-in decides",
        ),
        pytest.param(
            "X if all of the following are met:\n\n- BMI of 40; or\n- BMI of 35; and\n- Failed "
            "diet",
            ("all_of", ("any_of", "BMI of 40", "BMI of 35"), "Failed diet"),
            id="or between items under an all-lead groups them",
        ),
        pytest.param(
            "X for\n\n- Obesity; or\n- Diabetes; and\n- Failed diet",
            ("any_of?", "Obesity", ("all_of", "Diabetes", "Failed diet")),
            id="mixed ends without a lead-in are not told apart",
        ),
        pytest.param(
            "X when ALL of the following are met:\n\n- Age 18 or older\n- ANY of the "
            "following:\n  - Fever\n  - Cough\n- None of the following:\n  - Pregnancy",
            ("all_of", "Age 18 or older", ("any_of", "Fever", "Cough"), ("none_of", "Pregnancy")),
            id="lists nest",
        ),
        pytest.param(
            "X when ALL of the following are met:\n\n- Age 18 or older\n- EITHER of the "
            "following:\n  - BMI of 40\n  - BMI of 35",
            ("all_of", "Age 18 or older", ("any_of", "BMI of 40", "BMI of 35")),
            id="an item that begins with either is a choice",
        ),
        pytest.param(
            "X when all of the following are met:\n\n1. BMI of 35 or greater with at least one "
            "of the following:\n   - Hypertension\n   - Diabetes\n2. Failed diet",
            (
                "all_of",
                ("all_of", "BMI of 35 or greater", ("any_of", "Hypertension", "Diabetes")),
                "Failed diet",
            ),
            id="an item may be a criterion and a lead-in",
        ),
        pytest.param(
            "X when all of the following are met:\n\n- Failure of at least two of the "
            "following:\n  - Metformin\n  - Glipizide\n  - Insulin",
            ("all_of", ("at_least2", "Metformin", "Glipizide", "Insulin")),
            id="failure of at least two is a lead-in only",
        ),
        pytest.param(
            "X when all of the following are met:\n\n- Age 18 or older and BMI of 30 or "
            "greater\n- Note: see the appendix",
            ("all_of", ("all_of", "Age 18 or older", "BMI of 30 or greater")),
            id="a note is no criterion, a compound item comes apart",
        ),
    ],
)
def test_tree_of_items(markdown, expected) -> None:
    assert shape(items(markdown)[1]) == expected


def test_every_leaf_is_quoted_where_it_stands() -> None:
    context, tree = items(
        "X when all of the following are met:\n\n1. Age 18 or older; and\n2. Any of the "
        "following:\n   a. Fever, or\n   b. AHI of 15 or more and the patient is sleepy"
    )
    leaves = list(tree.leaves())
    assert [leaf.text for leaf in leaves] == [
        "Age 18 or older",
        "Fever",
        "AHI of 15 or more",
        "the patient is sleepy",
    ]
    for leaf in leaves:
        assert leaf.quote is not None
        assert (
            context.document.text[leaf.quote.char_start : leaf.quote.char_end]
            == leaf.quote.text
            == leaf.text
        )


@pytest.mark.parametrize(
    ("clause", "n_leaves"),
    [
        pytest.param(
            "Lithium, and at least one antipsychotic, have failed", 1, id="a verb of both"
        ),
        pytest.param(
            "The other criteria of the plan, which are cut off here, are met",
            1,
            id="an aside parts no subject from its verb",
        ),
        pytest.param(
            "A topical retinoid or another topical agent used for 4 weeks was not tolerated",
            1,
            id="another of the same kind shares the verb",
        ),
        pytest.param(
            "Patient has tried one medium-, high- or super-high-potency topical corticosteroid",
            1,
            id="a hanging hyphen",
        ),
        pytest.param(
            "The member, who has asthma, is not a smoker",
            1,
            id="an aside about a person",
        ),
        pytest.param(
            "The body mass index is 31, which was measured twice, and has not fallen",
            2,
            id="a verb before the aside",
        ),
        pytest.param(
            "a total Hospital Anxiety and Depression Scale (HADS) of 11 or more",
            1,
            id="an and inside the name of a scale",
        ),
        pytest.param(
            "the asthma is severe, as shown by an FEV1 below 60%",
            1,
            id="what shows it goes with it",
        ),
        pytest.param(
            "the patient has failed lithium and is 18 years or older", 2, id="each has its verb"
        ),
        pytest.param(
            "The wound was debrided; infection was treated before referral",
            2,
            id="two sentences at a semicolon",
        ),
    ],
)
def test_what_shares_a_verb_or_a_name_stays_whole(clause, n_leaves) -> None:
    piece = split_clause(clause)
    assert piece.parsed
    assert len(list(_leaves(piece))) == n_leaves


def test_a_bare_list_at_semicolons_is_not_told_apart() -> None:
    assert not split_clause("tremor; rigidity; slowness of movement").parsed


def _leaves(piece):
    if not piece.children:
        yield piece
    for child in piece.children:
        yield from _leaves(child)


@pytest.mark.parametrize(
    ("text", "leaves"),
    [
        pytest.param(
            "Symptoms of shoulder, neck or back pain for at least 6 months", 1, id="length"
        ),
        pytest.param("No signs or symptoms of lung cancer", 1, id="signs of what"),
        pytest.param("a trial of diet and exercise for at least 3 months", 1, id="one course"),
        pytest.param(
            "AHI over 30 and the member cannot tolerate or has refused CPAP", 2, id="object"
        ),
        pytest.param(
            "the member is stable, has venous access, and oral therapy is not appropriate",
            3,
            id="subjects of their own",
        ),
        pytest.param(
            "The ulcer has adequate circulation, shown by an ABI of at least 0.65", 1, id="shown by"
        ),
        pytest.param(
            "20 pack-year smoking history and currently smoke", 2, id="a history that is complete"
        ),
    ],
)
def test_where_a_clause_parts(text: str, leaves: int) -> None:
    def count(piece) -> int:
        return sum(count(child) for child in piece.children) or 1

    assert count(split_clause(text)) == leaves


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "two swollen joints and either nodules or an erosion of 2 mm or larger",
            (
                "all_of",
                "two swollen joints",
                "nodules or an erosion of 2 mm or larger",
            ),
            id="and either B or C is A with one of the two",
        ),
        pytest.param(
            "age 18 or older and either psoriasis or eczema, and a failed topical steroid",
            ("all_of", "age 18 or older", "psoriasis or eczema", "a failed topical steroid"),
            id="what goes on behind a comma holds as well",
        ),
        pytest.param(
            "hypertension or gout, and either A or B",
            "hypertension or gout, and either A or B",
            id="two choices are left as they are read",
        ),
        pytest.param(
            "two trials of foobarin have failed and no psychosis is present",
            ("all_of", "two trials of foobarin have failed", "no psychosis is present"),
            id="what has failed needs no object",
        ),
        pytest.param(
            "the member has failed and did not tolerate foobarin",
            "the member has failed and did not tolerate foobarin",
            id="who has failed needs one",
        ),
        pytest.param(
            "a trial of foobarin (not required if gout is present)",
            ("any_of", "a trial of foobarin", "gout is present"),
            id="a waiver inside a sentence",
        ),
        pytest.param(
            "with prior authorization for members with gout",
            "for members with gout",
            id="how the request goes is no criterion",
        ),
    ],
)
def test_parts_of_a_clause_that_hold_together(text: str, expected) -> None:
    assert clause(text) == expected


def test_an_or_on_its_own_line_parts_the_items_around_it() -> None:
    context = context_of(
        "Approved if the criteria are met:\n\n1. gout; **AND**\n2. used alone.\n\n**OR**\n\n"
        "3. a tophus of 2 cm."
    )
    items = [i for i, b in enumerate(context.document.blocks) if b.kind is BlockKind.LIST_ITEM]
    tree = tree_of_items(context, None, items, "Approved if the criteria are met:")
    assert tree.join is ANY
    assert tree.parsed
    assert [child.join for child in tree.children] == [ALL, Join.LEAF]


@pytest.mark.parametrize(
    ("text", "void"),
    [
        ("No further criteria", True),
        ("Covered without prior authorization", True),
        ("with or without aura", True),
        ("(GPA)", True),
        ("who are", True),
        ("are at risk", False),
        ("A steroid trial is not required", True),
        ("No restrictions on joint movement were found", False),
        ("Prior authorization is required", False),
        ("no contraindication", False),
        ("Surgery is not required", False),
        ("with or without aura and at least 4 attacks a month", False),
    ],
)
def test_what_asks_for_nothing(text: str, void) -> None:
    assert asks_nothing(text) is void


def test_a_request_is_looked_at_beside_what_is_asked_for() -> None:
    def of(*texts: str) -> Criterion:
        leaves = tuple(Criterion(join=Join.LEAF, text=text) for text in texts)
        return Criterion(join=ALL, text="", children=leaves)

    both = without_void(of("prior authorization is required", "age 18 or older"))
    assert both is not None
    assert [leaf.text for leaf in both.leaves()] == ["age 18 or older"]
    alone = without_void(of("prior authorization is required"))
    assert alone is not None
    assert len(alone.children) == 1
    assert without_void(of("No further criteria")) is None


@pytest.mark.parametrize(
    ("lead", "own"),
    [
        (
            "The diagnosis is biopsy-proven and is ANY of the following:",
            "The diagnosis is biopsy-proven",
        ),
        ("Age 18 or older and has any of the following:", "Age 18 or older"),
        ("The patient has any of the following:", ""),
        ("The patient meets one of the following and is an adult:", ""),
    ],
)
def test_what_a_lead_in_asks_for_itself(lead: str, own: str) -> None:
    assert lead[: own_end(lead)] == own


@pytest.mark.parametrize(
    ("text", "join", "leaves"),
    [
        (
            "at least one risk factor for poor healing is present: diabetes, smoking or steroids",
            (ANY, 0),
            ["diabetes", "smoking", "steroids"],
        ),
        (
            "at least two symptoms are present: itch, redness or swelling, oozing",
            (SOME, 2),
            ["itch", "redness or swelling", "oozing"],
        ),
    ],
)
def test_a_count_before_a_colon_joins_the_list_behind_it(text, join, leaves) -> None:
    piece = split_clause(text)
    assert (piece.join, piece.n) == join
    assert [text[leaf.start : leaf.end] for leaf in _leaves(piece)] == leaves


def test_a_list_that_must_have_lasted_asks_for_the_time_beside_it() -> None:
    text = "Two or more of the following signs have been present for 8 weeks: itch, rash, oozing"
    piece = split_clause(text)
    listed, long = piece.children
    assert (piece.join, listed.join, listed.n) == (ALL, SOME, 2)
    assert text[long.start : long.end] == "signs have been present for 8 weeks"


@pytest.mark.parametrize(
    ("text", "n_leaves"),
    [
        ("gout, an eGFR below 30, or heart failure", 3),
        ("anxiety, depression, or both", 1),
        ("platelets of 10,000, 20,000, or 30,000", 1),
        ("gout with an eGFR below 30, stones, or tophi", 1),
    ],
)
def test_a_value_among_names_parts_a_list(text: str, n_leaves: int) -> None:
    assert len(list(_leaves(split_clause(text)))) == n_leaves


@pytest.mark.parametrize(
    ("text", "tree"),
    [
        (
            "the BMI is 40 or more, or the BMI is 35 to 39 with at least one of the following: "
            "diabetes, hypertension or apnea",
            [(ANY, 0), (ALL, 0), (ANY, 0)],
        ),
        ("at least one red flag is present: fever, or a fall between ages 60 and 80", [(ANY, 0)]),
    ],
)
def test_what_a_count_is_of(text, tree) -> None:
    piece, joins = split_clause(text), []
    while piece.children:
        joins.append((piece.join, piece.n))
        piece = piece.children[-1]
    assert joins == tree
