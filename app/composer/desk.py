"""Where the pipeline hands over to the composer: what is opened once, and what one Answer gets."""

import time
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from app.answering import ModelInfo
from app.composer.answer import Composer
from app.composer.checks import Checker
from app.composer.events import Watch
from app.composer.readings import standalone
from app.llm import open_model
from app.llm_models import Budget, ChatModel, Control, Prices
from app.material import Material
from app.models import Answer
from app.question_models import Question
from ingest.egress import is_local
from ingest.embed import open_entailment
from ingest.errors import ModelError

if TYPE_CHECKING:
    from app.opened import Opened
    from ingest.settings import Settings

_FOLLOW_UP_SHARE = 0.25  # of the time of an Answer; the rules can do without it


class ComposerDesk:
    """A configured model with all that its sentences are checked with; safe in threads."""

    def __init__(self, settings: "Settings", model: ChatModel) -> None:
        """Load what is configured.

        Raises:
            SettingsError: The model of inference does not load.
        """
        self._settings = settings
        self.model = model
        self._entailment = open_entailment(settings.entailment_model)

    @property
    def info(self) -> ModelInfo:
        """What a page tells of the model beforehand."""
        model = self.model
        return ModelInfo(model.name, model.host, is_local(model.host), model.takes_case_text)

    def control(self, watch: Watch) -> Control:
        """Time and budget of one Answer, from now on."""
        settings = self._settings
        prices = Prices(
            per_million_in=settings.llm_price_in, per_million_out=settings.llm_price_out
        )
        budget = Budget(settings.llm_token_budget, settings.llm_cost_budget, prices)
        return Control(time.monotonic() + settings.llm_answer_timeout_s, budget, watch.stop)

    def standalone(self, text: str, history: Sequence[Answer], control: Control) -> str:
        """A follow-up with what it leaves out; "" where the model does not help."""
        share = Control(
            time.monotonic() + control.left_s * _FOLLOW_UP_SHARE, control.budget, control.stop
        )
        try:
            return standalone(text, history, self.model, share)
        except ModelError:
            return ""  # the rules keep the topic as far as they can

    def filled_in(
        self,
        question: Question,
        heard: Question,
        history: Sequence[Answer],
        at: "Opened",
        control: Control,
    ) -> Question:
        """A follow-up that the rules could not complete, with what the model takes from before.

        Args:
            question: As the rules have completed it.
            heard: As it was asked.
            history: Answers of this conversation, oldest first.
            at: The Snapshot, which reads the filled-in question anew.
            control: Time, budget, stop.
        """
        if not history or (question.interventions and question.targets):
            return question
        text = self.standalone(heard.text, history, control)
        if not text:
            return question
        filled = at.understand(text, as_of=heard.as_of, payer=heard.payer, named=at.named)
        if not (filled.interventions and filled.targets):
            return question
        reading = f"as a follow-up, filled in from the conversation: {text}"
        return replace(filled, text=question.text, readings=(*filled.readings, reading))

    def compose(
        self, answer: Answer, material: Material, at: "Opened", control: Control, watch: Watch
    ) -> Answer:
        """The Answer in the model's words, as far as they pass."""
        encode = at.similarity.encoder.encode
        local = self._settings.embed_base_url is None
        checker = Checker(at.terms, encode, encode if local else None, self._entailment)
        settings = self._settings
        composer = Composer(self.model, checker, settings.llm_statements, settings.llm_parallel)
        return composer.compose(answer, material, control, watch)


def open_desk(settings: "Settings", model: ChatModel | None) -> ComposerDesk | None:
    """The desk of a model, or of the configured one; None where there is neither.

    Raises:
        EgressError: The configured server's host is not allowed by name.
        SettingsError: A configured model of inference does not load.
    """
    opened = model or open_model(settings)
    return ComposerDesk(settings, opened) if opened is not None else None
