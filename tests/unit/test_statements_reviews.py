"""Systematic reviews: authors' conclusions and the wordings of certainty are findings."""

import pytest

REVIEW = """## Plain language summary

We searched for trials in adults with neck pain. We included 21 studies.

## Authors' conclusions

### Implications for practice

{}

### Implications for research

Trials of laser acupuncture are needed.
"""


@pytest.mark.parametrize(
    ("conclusion", "question", "verdict"),
    [
        (
            "Graded exercise probably reduces pain and is supported as a first treatment.",
            "Is graded exercise necessary for neck pain?",
            "necessary",
        ),
        (
            "The evidence does not support bespoke pillows over ready-made pillows.",
            "Are bespoke pillows medically necessary for neck pain?",
            "not_necessary",
        ),
        (
            "Therapeutic ultrasound makes little or no difference and its use is not supported.",
            "Therapeutic ultrasound for neck pain?",
            "not_necessary",
        ),
        (
            "The evidence is insufficient to draw conclusions on cupping and dry needling.",
            "Is cupping medically necessary for neck pain?",
            "insufficient_evidence",
        ),
        (
            "We are uncertain about the effects of kinesio tape.",
            "Is kinesio tape medically necessary for neck pain?",
            "insufficient_evidence",
        ),
        (
            "Pending research, clinicians would be justified in offering a course of massage.",
            "Is massage medically necessary for neck pain?",
            "necessary",
        ),
        (
            "Nobody is justified in offering a course of massage.",
            "Is massage medically necessary for neck pain?",
            "not_addressed",
        ),
        (
            "Stretching is the mainstay of treatment for neck pain.",
            "Is stretching medically necessary for neck pain?",
            "necessary",
        ),
        (
            "Stretching is no longer the mainstay of treatment for neck pain.",
            "Is stretching medically necessary for neck pain?",
            "not_addressed",
        ),
        (
            "Yoga improved pain scores significantly in neck pain.",
            "Is yoga medically necessary for neck pain?",
            "necessary",
        ),
        # what research asks for next is no position
        (
            "Graded exercise probably reduces pain.",
            "Is laser acupuncture medically necessary for neck pain?",
            "not_addressed",
        ),
    ],
)
def test_a_review_concludes(corpus, conclusion, question, verdict) -> None:
    corpus.research(
        "neck-review", REVIEW.format(conclusion), title="Treatments for neck pain in adults"
    )
    assert corpus.ask(question).verdict == verdict


def test_a_review_gives_way_to_a_guideline(corpus) -> None:
    corpus.research(
        "neck-review",
        REVIEW.format("The evidence does not support bespoke pillows."),
        title="Treatments for neck pain in adults",
    )
    corpus.guideline("neck", "We recommend bespoke pillows for neck pain (strong).")
    assert corpus.ask("Are bespoke pillows necessary for neck pain?").verdict == "necessary"
