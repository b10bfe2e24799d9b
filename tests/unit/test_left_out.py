"""What a policy leaves to another is not refused by what it says of everything else."""

import pytest

POLICY = """## Description

This document addresses sleep tests. {left}

## Policy

Home sleep tests are considered medically necessary for sleep apnea when snoring is present.

Home sleep tests are considered not medically necessary when criteria above are not met.
"""


@pytest.mark.parametrize(
    ("left", "verdict"),
    [
        ("Home sleep tests for narcolepsy are addressed elsewhere (SLP.12).", "not_addressed"),
        ("Home sleep tests for narcolepsy are addressed in a separate policy.", "not_addressed"),
        ("Narcolepsy is outside the scope of this policy.", "not_addressed"),
        (
            "The following conditions are not addressed in this policy: insomnia, narcolepsy.",
            "not_addressed",
        ),
        (
            "These uses have not been evaluated here:\n\n- Insomnia\n- Narcolepsy\n\nSleep on.",
            "not_addressed",
        ),
        ("The following conditions are treated with tests: narcolepsy.", "not_necessary"),
        ("The following are not addressed by payers:\n\nNarcolepsy is rare.", "not_necessary"),
        ("Tests in hospitals are addressed elsewhere.", "not_necessary"),
        ("Home sleep tests for narcolepsy are common.", "not_necessary"),
    ],
)
def test_a_catch_all_leaves_what_another_document_addresses(corpus, left, verdict) -> None:
    corpus.policy("sleep", POLICY.format(left=left))
    assert corpus.ask("Is a home sleep test covered for narcolepsy?").verdict == verdict
