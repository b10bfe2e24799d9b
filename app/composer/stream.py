"""Sentences out of a JSON reply that is still coming in, each as soon as it is whole."""

import json

from pydantic import ValidationError

from app.composer.shapes import WrittenSentence

_LIST = '"sentences"'
_DECODER = json.JSONDecoder()


class SentenceStream:
    """Fed with pieces of a reply; gives each sentence once, when its last brace has come."""

    def __init__(self) -> None:
        self._text = ""
        self._at = -1  # behind the bracket that opens the list; -1 before it has come

    def feed(self, piece: str) -> list[WrittenSentence]:
        """The sentences that this piece completes; what has another form is left out."""
        self._text += piece
        if self._at < 0:
            name = self._text.find(_LIST)
            bracket = self._text.find("[", name) if name >= 0 else -1
            if bracket < 0:
                return []
            self._at = bracket + 1
        found = []
        while (start := self._text.find("{", self._at)) >= 0:
            try:
                value, self._at = _DECODER.raw_decode(self._text, start)
            except json.JSONDecodeError:
                break  # its end has not come yet
            try:
                found.append(WrittenSentence.model_validate(value))
            except ValidationError:
                continue
        return found
