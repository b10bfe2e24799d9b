"""Sentences of corpus/ drawn at random, to be compared with their primary sources once more.

Usage: python scripts/spot_sample.py [SEED]     (the record of one sample: docs/spot-check.md)
"""

import random
import re
import sys
from pathlib import Path

CORPUS = Path(__file__).resolve().parents[1] / "corpus"
N_SENTENCES = 40
MIN_WORDS = 8
SEED = 20261128

_MARKER = re.compile(r"^(?:[-*]|\d+\.)\s+")
_END = re.compile(r"(?<=[.!?])\s+(?=[A-Z])")


def sentences(folder: Path) -> list[tuple[str, str]]:
    """Document and sentence, in the order of files; without tables and what a digest leaves out."""
    found = []
    for kind in ("guidelines", "policies", "research"):
        for path in sorted((folder / kind).glob("*.md")):
            body = path.read_text(encoding="utf-8").split("---\n", 2)[2]
            for line in body.partition("## What this digest leaves out")[0].splitlines():
                if line.strip() and not line.strip().startswith(("#", "|")):
                    pieces = _END.split(_MARKER.sub("", line.strip()))
                    found += [(path.stem, s) for s in pieces if len(s.split()) >= MIN_WORDS]
    return found


def main() -> None:
    """Print the sample of the seed that was given, else of today's."""
    seed = int(sys.argv[1]) if len(sys.argv) > 1 else SEED
    drawn = random.Random(seed).sample(sentences(CORPUS), N_SENTENCES)  # noqa: S311 - no secret
    for number, (document, sentence) in enumerate(drawn, 1):
        print(f"{number:2} {document}: {sentence}")  # noqa: T201 - its purpose


if __name__ == "__main__":
    main()
