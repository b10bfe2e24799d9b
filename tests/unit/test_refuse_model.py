"""Baseline and gate take no answers that a model wrote, whatever the log's head says."""

from types import SimpleNamespace
from typing import Any

import pytest

from evals.composers import refuse_model
from ingest.errors import CaseFileError


def run(head: str, own: str = "extractive", spent: object = None) -> Any:
    return SimpleNamespace(composer=head, outcomes=(SimpleNamespace(composer=own, spent=spent),))


@pytest.mark.parametrize("log", [run("model"), run("extractive", own="model"), run("", spent=1)])
def test_a_log_in_which_a_model_took_part_is_refused(log: Any) -> None:
    with pytest.raises(CaseFileError, match="a model wrote"):
        refuse_model(log)


@pytest.mark.parametrize("log", [run("extractive"), run("", own="")])
def test_a_log_without_one_is_taken(log: Any) -> None:
    refuse_model(log)
