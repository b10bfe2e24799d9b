"""What is made of a thing once, however many questions ask for it."""

from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")


class Once:
    """Keeps what was made under a name, for the last object that it was made with.

    Nothing is kept for those before: what belongs to a newly published Snapshot replaces it.
    """

    def __init__(self) -> None:
        """Nothing is made yet."""
        self._kept: dict[str, tuple[object, object]] = {}

    def of(self, name: str, key: object, build: Callable[[], T]) -> T:
        """What `build` makes; the same for as long as `key` is the same object."""
        found = self._kept.get(name)
        if found is None or found[0] is not key:
            found = self._kept[name] = (key, build())
        return found[1]  # type: ignore[return-value]  # stored by the same call
