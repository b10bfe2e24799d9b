"""Evidence of a neighbour says nothing: another place, an earlier time, a pair, a state."""

from typing import Any

import pytest

from app.body_places import of_another_place, regions
from app.condition_fit import Fit
from app.models import SectionName
from app.question_models import Phrase, Target
from app.unsaid_pregnancy import states_pregnancy
from ingest.statements.acts_on import acted_on
from ingest.statements.beside import is_beside, one_beside
from ingest.statements.models import Basis, Direction, Quote, Statement
from ingest.statements.phrases import split_list
from ingest.statements.slots import parse_object
from tests.said import POLICY, said

_SPINE = """
# Policy

Spinal MRI is considered medically necessary when ANY of the following criteria is met:

- Suspected compression of the spinal cord
- Rapidly progressing neurological deficit
"""
_PREVENTION = """
# Recommendations

1. We suggest metformin for adults with prediabetes to reduce the risk of progression to type 2 \
diabetes (weak).

2. We recommend a statin for the primary prevention of cardiovascular disease (strong).

3. We recommend methotrexate for rheumatoid arthritis (strong).

4. In a person with a venous leg ulcer, do not use enzymatic debridement as opposed to standard \
care, i.e. sharp debridement (weak).

5. We recommend sharp debridement of a venous leg ulcer, taking contraindications such as severe \
ischemia into account (strong).
"""


@pytest.fixture
def told(corpus: Any) -> Any:
    corpus.policy("spine", _SPINE, title="Imaging of the Spine", payer="Acme")
    corpus.guideline("mixed", _PREVENTION, title="Guideline on care in the community")
    return corpus


@pytest.mark.parametrize(
    ("question", "verdict"),
    [
        ("Is MRI covered by Acme for knee pain?", "not_addressed"),
        ("Is MRI covered by Acme for abdominal pain?", "not_addressed"),
        ("Is MRI covered by Acme for low back pain?", "conditional"),
        ("Is metformin recommended for type 2 diabetes?", "not_addressed"),
        ("Is metformin recommended for prediabetes?", "necessary"),
        ("Is a statin recommended after a heart attack?", "not_addressed"),
        ("Should she take a statin to prevent a heart attack?", "necessary"),
        ("Is methotrexate recommended for rheumatoid arthritis?", "necessary"),
        ("Is methotrexate recommended for rheumatoid arthritis in pregnancy?", "conditional"),
        ("Is methotrexate recommended for RA in a woman who is not pregnant?", "necessary"),
        ("Is enzymatic debridement recommended for a venous leg ulcer?", "not_necessary"),
        ("Is sharp debridement recommended for a venous leg ulcer?", "necessary"),
    ],
)
def test_a_neighbour_does_not_decide(told: Any, question: str, verdict: str) -> None:
    assert told.ask(question).verdict == verdict


def test_a_pregnancy_in_the_case_materials_counts(told: Any) -> None:
    question = "Is methotrexate recommended for rheumatoid arthritis?"
    note = "31-year-old woman with rheumatoid arthritis, 14 weeks pregnant."
    assert told.ask(question, case={"note.md": note}).verdict == "conditional"
    assert (
        told.ask(question, case={"note.md": note.replace("14 weeks", "not")}).verdict == "necessary"
    )


def test_the_headline_says_that_pregnancy_is_not_spoken_of(told: Any) -> None:
    asked = told.ask("Is methotrexate recommended for rheumatoid arthritis in pregnancy?")
    assert "says nothing of pregnancy" in asked.answer.headline
    assert asked.rule.startswith("pregnancy-unsaid")
    steps = asked.said(SectionName.PATHWAY)
    assert "[Supported, with nothing said of pregnancy, by" in steps
    assert "Where that is met" not in steps


@pytest.mark.parametrize(
    ("question", "stated"),
    [
        ("Is A recommended for B? She is 20 weeks pregnant.", True),
        ("Is A recommended for B in pregnancy?", True),
        ("Is A recommended for B? She is not pregnant.", False),
        ("Is A recommended for B after pregnancy?", False),
        ("Is A recommended for B? Pregnancy test negative.", False),
        ("Is A recommended for B? Pregnancy: none.", False),
        ("Is A recommended for B in a woman who may become pregnant?", False),
    ],
)
def test_who_is_pregnant(question: str, *, stated: bool) -> None:
    assert states_pregnancy([question]) is stated


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("knee pain", {"knee"}),
        ("low back pain", {"spine"}),
        ("migraine", {"head"}),
        ("cervical cancer", {"pelvis"}),
        ("asthma", set()),
    ],
)
def test_regions_of_the_body(text: str, names: set[str]) -> None:
    assert regions(text) == names


def test_what_names_its_own_place_is_told_by_its_name() -> None:
    knee = Target(Phrase("knee pain"))
    statement = said(POLICY, _SPINE)[0]
    title = "Imaging of the Spine"
    assert of_another_place(statement, title, Phrase("MRI"), knee, Fit.ANY)
    assert not of_another_place(statement, title, Phrase("spinal MRI"), knee, Fit.ANY)
    assert not of_another_place(statement, title, Phrase("infliximab"), knee, Fit.ANY)
    assert not of_another_place(statement, title, Phrase("MRI"), knee, Fit.SAME)
    assert not of_another_place(statement, title, Phrase("MRI"), None, Fit.ANY)


def test_what_is_beside_one_thing_is_meant_with_it_alone() -> None:
    assert one_beside("A in combination with B, C or D") == ("A in combination with", "B, C or D")
    assert one_beside("A or B") is None
    assert split_list("X combined with B or C") == ["X combined with B", "X combined with C"]
    assert split_list("X combined with B") == ["X combined with B"]


@pytest.mark.parametrize(
    ("sentence", "criterion"),
    [
        ("Zynthra will not be approved in combination with apremilast or phototherapy.",
         "in combination with apremilast or phototherapy"),
        ("Zynthra will not be authorized for use in combination with tofacitinib.",
         "use in combination with tofacitinib"),
        ("Zynthra is not covered in combination with another biologic.",
         "in combination with another biologic"),
    ],
)  # fmt: skip
def test_a_refusal_beside_something_else_is_one_of_who_takes_it(
    sentence: str, criterion: str
) -> None:
    lead = "Zynthra is considered medically necessary for plaque psoriasis.\n\n"
    refused = said(POLICY, f"# Policy\n\n{lead}{sentence}\n")[-1]
    assert refused.direction is Direction.AGAINST
    assert refused.interventions == ("Zynthra",)
    assert [leaf.text for leaf in refused.criteria.leaves()] == [criterion]


def _speaking_of(name: str, over: str = "") -> Statement:
    quote = Quote(doc_id="a", passage_id="a#s1:1", char_start=0, char_end=1, page=None, text=name)
    return Statement(
        statement_id="a!1", doc_id="a", direction=Direction.AGAINST, basis=Basis.RECOMMENDATION,
        quote=quote, interventions=(name,), comparator=over,
    )  # fmt: skip


def test_a_name_behind_in_place_of_is_not_spoken_of() -> None:
    text = "Do not use A as opposed to usual care, i.e. B"
    compared = _speaking_of("A", over="usual care, i.e. B")
    assert is_beside("B", text, compared)
    assert not is_beside("A", text, compared)
    plain = _speaking_of("A")
    assert is_beside("D", "A is refused in combination with C or D.", plain)
    assert not is_beside("D", "When given in combination with C, D is refused.", plain)


def test_an_act_names_what_it_is_done_to() -> None:
    assert acted_on(("excision of a melanoma",)) == ("melanoma",)
    assert acted_on(("removal of the device",)) == ()
    slots = parse_object(
        "sharp debridement of a venous leg ulcer to remove slough, taking contraindications such "
        "as severe ischemia into account"
    )
    assert slots.interventions == ("sharp debridement of a venous leg ulcer",)
    assert slots.groups == (("venous leg ulcer",),)
