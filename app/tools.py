"""What answers need besides a Snapshot: encoder, reranker, servers. Loaded once, for all."""

import threading
from contextlib import suppress
from functools import cached_property
from typing import TYPE_CHECKING

from ingest.errors import GuidelineError
from ingest.index import Snapshot

if TYPE_CHECKING:
    from app.composer.desk import ComposerDesk
    from app.llm_models import ChatModel
    from app.retrieve import Retriever
    from ingest.embed import Encoder, Reranker
    from ingest.index.server import ChromaServer
    from ingest.settings import Settings


class Tools:
    """Opened when first needed, except what is configured and may be wrong; safe in threads."""

    def __init__(
        self,
        settings: "Settings",
        *,
        encoder: "Encoder | None" = None,
        model: "ChatModel | None" = None,
    ) -> None:
        """Check what is configured.

        Args:
            settings: Name encoder, reranker, server and language model.
            encoder: Instead of the one that the settings name.
            model: A language model instead of the one that the settings name.

        Raises:
            SettingsError: A reranker or a model of inference that is configured does not load, or
                the server's address is none.
            EgressError: The host of the configured model server is not allowed by name.
        """
        self._settings = settings
        self._given = encoder
        self._lock = threading.RLock()
        self._warming: threading.Thread | None = None
        self.server = self._open_server()
        self.reranker = self._open_reranker()
        self.desk = self._open_desk(model)

    def encoder_for(self, snapshot: Snapshot) -> "Encoder":
        """The encoder of the settings.

        Raises:
            IndexMismatchError: The Snapshot was built with another one.
        """
        with self._lock:
            encoder = self._encoder
        snapshot.check_encoder(encoder)
        return encoder

    def warm(self) -> None:
        """Load the encoder in a thread, once, while the question is read: loading takes seconds.

        One that was given, or that a server runs, is left alone. What goes wrong is told where the
        encoder is used.
        """
        if self._given is not None or self._settings.embed_base_url is not None:
            return
        with self._lock:
            if self._warming is not None:
                return
            self._warming = threading.Thread(target=self._warm, daemon=True, name="warm-encoder")
            self._warming.start()

    def _warm(self) -> None:
        with suppress(GuidelineError), self._lock:
            self._encoder.encode(["warm"])

    @cached_property
    def _encoder(self) -> "Encoder":
        from ingest.embed import encoder_of  # noqa: PLC0415 - loads the model's libraries

        return self._given or encoder_of(self._settings)

    def retriever_for(self, snapshot: Snapshot) -> "Retriever":
        """Passages by meaning and words, as the settings have it."""
        from app.retrieve import Retriever  # noqa: PLC0415 - loads the stores and their libraries

        return Retriever(
            snapshot,
            self.encoder_for(snapshot),
            server=self.server,
            reranker=self.reranker,
        )

    def close(self) -> None:
        """Free the connections to a server; a later question opens new ones."""
        if self.server is not None:
            self.server.close()

    def _open_desk(self, model: "ChatModel | None") -> "ComposerDesk | None":
        """The composer's desk; None, and nothing loaded, where no model is configured."""
        if model is None and self._settings.llm_base_url is None:
            return None
        from app.composer.desk import open_desk  # noqa: PLC0415 - few configure a model

        return open_desk(self._settings, model)

    def _open_server(self) -> "ChromaServer | None":
        url = self._settings.chroma_url
        if url is None:
            return None
        from ingest.index.server import ChromaServer  # noqa: PLC0415 - few have a server

        return ChromaServer(url, timeout_s=self._settings.chroma_timeout_s)

    def _open_reranker(self) -> "Reranker | None":
        if self._settings.reranker is None:
            return None
        from ingest.embed import open_reranker  # noqa: PLC0415 - few have one

        return open_reranker(self._settings.reranker)
