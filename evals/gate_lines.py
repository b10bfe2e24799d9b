"""What the gate says: a line for each thing that it looked at, and one verdict."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Literal


class State(StrEnum):
    """How one line of the gate stands; what could not be judged here is absent, and said."""

    GREEN = "green"
    RED = "red"
    ABSENT = "absent"


@dataclass(frozen=True, slots=True, kw_only=True)
class GateLine:
    """One thing that the gate looked at.

    Attributes:
        what: The threshold, or what the cases are compared with.
        state: How it stands.
        detail: The value, or the reason.
        case_ids: Cases that it is about; held-out ones are never named.
        turned_wrong: Whether the named cases are worse than they were.
    """

    what: str
    state: State
    detail: str
    case_ids: tuple[str, ...] = ()
    turned_wrong: bool = False


@dataclass(frozen=True, slots=True)
class GateResult:
    """All lines; the exit code of the command is `exit_code`, and it prints `summary`.

    Attributes:
        lines: In the order in which they are shown.
        asked: How many cases were asked, where that was a selection; None for a whole run.
        n_absent: Cases whose documents are not on this machine.
        n: All cases of the run.
    """

    lines: tuple[GateLine, ...]
    asked: int | None = None
    n_absent: int = 0
    n: int = 0

    @property
    def verdict(self) -> Literal["green", "red"]:
        return "red" if any(line.state is State.RED for line in self.lines) else "green"

    @property
    def exit_code(self) -> int:
        return 0 if self.verdict == "green" else 1

    @property
    def summary(self) -> str:
        """The verdict, and in the same line how much of the evals it is not about."""
        limits = []
        if self.asked is not None:
            limits.append(f"A SELECTION of {self.asked:,} cases, which is not the whole gate")
        if self.n_absent:
            limits.append(
                f"{self.n_absent:,} of {self.n:,} cases NOT ASKED: "
                "their documents are not on this machine"
            )
        return "; ".join([self.verdict, *limits])
