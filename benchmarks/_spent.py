"""What a run takes: memory and time of this process and of those that it starts."""

import os
import re
import resource
import threading
import time
from pathlib import Path

POLL_S = 0.05


class Peak:
    """Resident memory of this process and of all that it started, sampled while it runs."""

    def __init__(self) -> None:
        self.all_bytes = 0
        self.own_bytes = 0
        self.children_bytes = 0
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run, daemon=True)

    def __enter__(self) -> "Peak":
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stop.set()
        self._thread.join()

    def _run(self) -> None:
        while not self._stop.wait(POLL_S):
            own = resident(os.getpid())
            self.own_bytes = max(self.own_bytes, own)
            others = sum(resident(process) for process in children(os.getpid()))
            self.children_bytes = max(self.children_bytes, others)
            self.all_bytes = max(self.all_bytes, own + others)


def resident(process: int) -> int:
    """Bytes in memory that this process alone holds, or shares in proportion (Linux)."""
    try:
        text = Path(f"/proc/{process}/smaps_rollup").read_text(encoding="utf-8")
    except OSError:
        return 0
    found = re.search(r"^Pss:\s+(\d+) kB", text, re.MULTILINE)
    return int(found.group(1)) * 1024 if found else 0


def children(process: int) -> list[int]:
    try:
        text = Path(f"/proc/{process}/task/{process}/children").read_text(encoding="utf-8")
    except OSError:
        return []
    direct = [int(item) for item in text.split()]
    return direct + [item for child in direct for item in children(child)]


class Spent:
    """Seconds since it was made, by the clock and of the processors.

    Those of other processes count if this one started them and they have ended, or live (Linux):
    the readers' fork server lives on, and its ended readers count as its own.
    """

    def __init__(self) -> None:
        self._clock, self._busy = time.perf_counter(), processor_s()
        self.clock_s = self.busy_s = 0.0

    def stop(self) -> "Spent":
        self.clock_s = time.perf_counter() - self._clock
        self.busy_s = processor_s() - self._busy
        return self


def processor_s() -> float:
    kinds = resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN
    ours = sum(use.ru_utime + use.ru_stime for use in map(resource.getrusage, kinds))
    return ours + sum(living_s(process) for process in children(os.getpid()))


def living_s(process: int) -> float:
    """Seconds of a process and of those that it has waited for: fields 14 to 17 of proc(5)."""
    try:
        text = Path(f"/proc/{process}/stat").read_text(encoding="utf-8")
    except OSError:
        return 0.0
    fields = text.rpartition(")")[2].split()  # the name in brackets may hold spaces; from field 3
    return sum(int(ticks) for ticks in fields[11:15]) / os.sysconf("SC_CLK_TCK")
