"""An optional model of natural language inference; if it is named, it must load."""

from typing import Protocol

import numpy as np

from ingest.embed.encoder import local_folder, stay_offline
from ingest.errors import SettingsError

_LABELS = 3  # entailment, neutral, contradiction


class Entailment(Protocol):
    """What tells whether a sentence follows from a text."""

    def entails(self, text: str, sentence: str) -> bool:
        """Whether entailment is the likeliest of the three labels."""
        ...


class CrossEntailment:
    """A cross-encoder of sentence-transformers with the three labels of inference."""

    def __init__(self, name: str) -> None:
        """Load it.

        Raises:
            SettingsError: It is not on this machine, or has no label "entailment".
        """
        folder = local_folder(name, "cross-encoder")
        stay_offline()
        from sentence_transformers import CrossEncoder  # noqa: PLC0415 - 7 s

        try:
            self._model = CrossEncoder(str(folder), device="cpu", local_files_only=True)
        except (OSError, ValueError, KeyError) as error:
            raise SettingsError(f"entailment model {name!r} cannot be loaded: {error}") from error
        labels = {str(v).lower(): int(k) for k, v in self._model.config.id2label.items()}
        if "entailment" not in labels or len(labels) != _LABELS:
            raise SettingsError(
                f"{name!r} is no model of inference: it has no label 'entailment' among three"
            )
        self._entailment = labels["entailment"]

    def entails(self, text: str, sentence: str) -> bool:
        scores = np.asarray(self._model.predict([(text, sentence)], show_progress_bar=False))
        return int(scores[0].argmax()) == self._entailment


def open_entailment(name: str | None) -> Entailment | None:
    """The model of that name; None where none is configured.

    Raises:
        SettingsError: It is configured and does not load; it is never left out in silence.
    """
    return CrossEntailment(name) if name else None
