"""An encoder around another one: same name, same width, fewer texts to encode."""

from ingest.embed import Encoder


class WrappedEncoder:
    """Says of itself what the encoder inside says; how texts are encoded is up to its kinds."""

    def __init__(self, encoder: Encoder) -> None:
        self._encoder = encoder

    @property
    def name(self) -> str:
        return self._encoder.name

    @property
    def revision(self) -> str:
        return self._encoder.revision

    @property
    def dim(self) -> int:
        return self._encoder.dim
