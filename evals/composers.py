"""Who writes the sentences of a run: their sources alone, or the configured language model too."""

from enum import StrEnum
from typing import TYPE_CHECKING

from ingest.errors import CaseFileError, SettingsError
from ingest.settings import Settings

if TYPE_CHECKING:
    from evals.models import Run


class Composer(StrEnum):
    """Who writes."""

    EXTRACTIVE = "extractive"
    MODEL = "model"


def refuse_model(run: "Run") -> None:
    """Baseline and gate are of answers that no model wrote: by the log, and by each answer's word.

    Raises:
        CaseFileError: A model took part.
    """
    plain = {"", Composer.EXTRACTIVE.value}
    if run.composer not in plain or any(o.spent or o.composer not in plain for o in run.outcomes):
        raise CaseFileError("a model wrote answers of this run: baseline and gate are of none")


def settings_for(composer: Composer, settings: Settings) -> Settings:
    """Settings with which the product opens this composer, and no other.

    Without a model none takes part, even where the environment names one: the same cases give the
    same answers on every machine, and no text leaves it.

    Raises:
        SettingsError: A model is to write, and none is configured.
        EgressError: Its server's host is not allowed by name.
    """
    if composer is Composer.EXTRACTIVE:
        return without_model(settings)
    configured_model(settings)
    from app.llm import ServerModel  # noqa: PLC0415 - few runs have a model

    # Opened once beforehand: else each case would fail by what is wrong with the settings.
    ServerModel(settings).close()
    return settings


def without_model(settings: Settings) -> Settings:
    """The same settings with no language model."""
    return settings.model_copy(update={"llm_base_url": None, "llm_model": None})


def configured_model(settings: Settings) -> str:
    """Name of the configured model.

    Raises:
        SettingsError: There is none.
    """
    if settings.llm_base_url is None or settings.llm_model is None:
        raise SettingsError(
            "no model server: set GUIDELINE_QA_LLM_BASE_URL and GUIDELINE_QA_LLM_MODEL "
            "(docs/model.md)"
        )
    return settings.llm_model
