"""What is collected while a sentence is cut."""

from dataclasses import dataclass, field


@dataclass
class Parts:
    """Phrases by what they are; see `Slots`."""

    aims: list[tuple[str, ...]] = field(default_factory=list)
    people: list[tuple[str, ...]] = field(default_factory=list)
    populations: list[str] = field(default_factory=list)
    criteria: list[str] = field(default_factory=list)
    exceptions: list[str] = field(default_factory=list)
