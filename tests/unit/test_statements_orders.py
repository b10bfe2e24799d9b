"""Items below "Do" and "Do not" on lines of their own."""

from pathlib import Path

from ingest.models import BlockKind
from ingest.readers import read_document
from ingest.statements.models import Direction, Statement
from tests.small_corpus import SmallCorpus

TEXT = """# Care of stomas: practice standard

**Everyday care**
Do
- Use a barrier ring for uneven skin around a stoma.
- Measure the stoma each month.
Do not
- Use alcohol wipes on the skin around a stoma.
- Avoid bathing with a stoma.

## Don't

- Use talcum powder around a stoma.
"""


def statements(folder: Path, text: str = TEXT) -> dict[str, Statement]:
    corpus = SmallCorpus(folder)
    corpus.guideline("doc", text, title="Care of stomas")
    return {s.quote.text.split(" on ")[0].split(" around ")[0]: s for s in corpus.statements}


def test_an_order_on_a_line_of_its_own_ends_the_item_above_it(tmp_path: Path) -> None:
    path = tmp_path / "doc.md"
    path.write_text(TEXT, encoding="utf-8")
    document = read_document(path, tmp_path)
    alone = [document.block_text(b) for b in document.blocks if b.kind is BlockKind.PARAGRAPH]
    assert alone[-2:] == ["Do", "Do not"]


def test_what_is_ordered_below_do_not_is_advised_against_with_both_quotes(tmp_path: Path) -> None:
    found = statements(tmp_path)
    assert found["- Use a barrier ring for uneven skin".removeprefix("- ")].direction is (
        Direction.FOR
    )
    refused = found["Use alcohol wipes"]
    assert refused.direction is Direction.AGAINST
    assert "Do not" in [quote.text for quote in refused.lead_quotes]
    assert found["Use talcum powder"].direction is Direction.AGAINST


def test_what_is_refused_below_do_not_is_not_turned_into_advice(tmp_path: Path) -> None:
    below = [s for name, s in statements(tmp_path).items() if "bathing" in name]
    assert all(s.direction is not Direction.FOR for s in below)


def test_a_sentence_that_only_begins_so_forbids_nothing_below_it(tmp_path: Path) -> None:
    text = "# Stomas\n\nDo not wait with these:\n\n- Use a barrier ring for skin round a stoma.\n"
    assert all(s.direction is Direction.FOR for s in statements(tmp_path, text).values())


ACTS = """# Leg ulcers

## 1.1 History and laboratory tests

1.1.1 Carry out a full blood count for all people with leg ulcers.

1.1.2 Do not routinely take a swab in people with leg ulcers.

1.1.3 Do not measure zinc levels in people with leg ulcers.

1.1.4 Test for sickle cell disease in people with leg ulcers.

1.1.5 Arrange Doppler assessment for people with leg ulcers.

Test results are filed in the record of people with leg ulcers.
"""


def test_what_is_to_be_done_in_a_laboratory_is_a_recommendation(tmp_path: Path) -> None:
    corpus = SmallCorpus(tmp_path)
    corpus.guideline("doc", ACTS, title="Leg ulcers")
    assert [(s.direction, s.interventions[0]) for s in corpus.statements] == [
        (Direction.FOR, "full blood count"),
        (Direction.AGAINST, "swab"),
        (Direction.AGAINST, "zinc levels"),
        (Direction.FOR, "testing for sickle cell disease"),
        (Direction.FOR, "Doppler assessment for leg ulcers"),
    ]


GIVEN = """# Gout: management

1.1 Offer women with chronic kidney disease allopurinol.

1.2 Do not give children zincol cream for psoriasis.

1.3 Offer people with diabetes metformin if targets are not met.

1.4 Offer patients an exercise programme for heart failure.

1.5 Offer adults with gout who smoke counselling.
"""


def test_who_is_offered_a_thing_may_stand_before_it(tmp_path: Path) -> None:
    corpus = SmallCorpus(tmp_path)
    corpus.guideline("doc", GIVEN, title="Management of gout")
    told = [(s.interventions[0], s.conditions, s.population) for s in corpus.statements]
    assert told[:4] == [
        ("allopurinol", ("chronic kidney disease",), "women"),
        ("zincol cream", ("psoriasis",), "children"),
        ("metformin", ("diabetes",), ""),
        ("exercise programme", ("heart failure",), ""),
    ]
    assert all("who smoke counselling" not in thing for thing, *_ in told)


def test_what_is_to_be_discussed_is_open_and_no_grade_is_lent_to_it(tmp_path: Path) -> None:
    corpus = SmallCorpus(tmp_path)
    corpus.guideline(
        "doc", "# Gout\n\n1.1 Discuss allopurinol with people with gout.\n", title="Gout"
    )
    (statement,) = corpus.statements
    assert (
        statement.grade == "Discuss"
    )  # its own word: "Consider" is a strength that is not printed
    assert corpus.ask("Is allopurinol recommended for gout?").verdict == "conditional"
