"""What processes that this one starts have in common."""

import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import ModuleType

_MAIN = "__main__"
_starting = threading.RLock()


@contextmanager
def plain_main() -> Iterator[None]:
    """An empty main module while a process starts; one starts at a time.

    A new process first runs the main module of the one that starts it. Under Streamlit that is a
    page, which must not run again in a reader; none that we start needs any.
    """
    with _starting:  # or another thread would take the empty one for the main module
        main = sys.modules[_MAIN]
        sys.modules[_MAIN] = ModuleType(_MAIN)
        try:
            yield
        finally:
            sys.modules[_MAIN] = main
