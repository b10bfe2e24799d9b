"""Where the passages of a new Snapshot lie in Chroma: in its folder, or on a server."""

from contextlib import closing
from pathlib import Path

from ingest.embed import FloatArray
from ingest.index.collection import write_embedded
from ingest.index.folder import IndexFolder
from ingest.index.manifest import read_manifest
from ingest.index.server import ChromaServer
from ingest.index.snapshot import CHROMA, STORE
from ingest.store import StoreReader


class ChromaPlace:
    """Writes the collection of a Snapshot; on a server it also removes what no Snapshot needs.

    Collections that this index made are listed in `<index>/collections` before they are written, so
    that those of a killed build are found, and those of another index on the same server are not
    touched.
    """

    def __init__(self, folder: IndexFolder, url: str | None, timeout_s: float = 10.0) -> None:
        self._folder = folder
        self._server = ChromaServer(url, timeout_s=timeout_s) if url else None

    def write(self, staged: Path, vectors: FloatArray, snapshot_id: str) -> str:
        """Write the passages of the store that lies in `staged`; returns the collection's name.

        The name is "" where they lie in the folder.
        """
        with closing(StoreReader(staged / STORE)) as store:
            if self._server is None:
                write_embedded(staged / CHROMA, store.iter_passages(), store.sources(), vectors)
                return ""
            name = f"s-{snapshot_id}"
            self._remember([*self._made(), name])
            self._server.write(name, store.iter_passages(), store.sources(), vectors)
            return name

    def tidy(self) -> None:
        """Remove the collections of snapshots that are not kept, and of builds that were killed."""
        if self._server is None:
            return
        kept = (read_manifest(self._folder.snapshot(item)) for item in self._folder.ids())
        needed = {manifest.collection for manifest in kept}
        made = self._made()
        for name in made:
            if name not in needed:
                self._server.delete(name)
        self._remember([name for name in made if name in needed])

    @property
    def _list(self) -> Path:
        return self._folder.root / "collections"

    def _made(self) -> list[str]:
        return self._list.read_text(encoding="utf-8").split() if self._list.is_file() else []

    def _remember(self, names: list[str]) -> None:
        temporary = self._list.with_suffix(".new")
        temporary.write_text("".join(f"{name}\n" for name in names), encoding="utf-8")
        temporary.replace(self._list)
