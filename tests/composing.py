"""A small published index, and scripted models over it: what the tests of the composer share."""

import json
import threading
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

TODAY = date(2026, 11, 23)
QUESTION = "Is nortaxine medically necessary for Marlow syndrome?"

GUIDELINE = """
# Recommendations

We suggest offering nortaxine for adults with Marlow syndrome after two other drugs have failed.

We recommend against velimab for Marlow syndrome.

We suggest graded walking for adults with Marlow syndrome.
"""

POLICY = """
# Nortaxine

## Criteria

Nortaxine 20 mg daily is considered medically necessary for Marlow syndrome when ALL of the \
following criteria are met:

- Age 18 years or older
- Failure of two other drugs
- A serum marlin level below 4 mg/L

## Exclusions

Nortaxine is considered experimental for Tessel disease.
"""


def write_corpus(corpus: Any) -> None:
    """The documents of these tests."""
    corpus.guideline("marlow-guideline", GUIDELINE)
    corpus.policy("nortaxine-policy", POLICY)


def wait_for_threads() -> None:
    """Until the requests that an answer did not wait for have ended: they hold connections."""
    for thread in threading.enumerate():
        if thread.name == "composer":
            thread.join(30)


@dataclass(frozen=True)
class Seen:
    """One request as a scripted model sees it."""

    system: str
    data: dict[str, Any]
    task: str

    @property
    def items(self) -> list[dict[str, str]]:
        """Passages, or what is to be repaired."""
        return self.data.get("passages", [])


def seen(heard: Any) -> Seen:
    system, user = (m["content"] for m in heard.json["messages"])
    return Seen(system, json.loads(user), heard.schema)


def sentence(item: dict[str, str], text: str, *quotes: str) -> dict[str, Any]:
    return {"ids": [item["id"]], "quotes": list(quotes) or [first_words(item)], "text": text}


def first_words(item: dict[str, str]) -> str:
    """Five words of the passage, as an honest model would quote."""
    return " ".join(item["text"].split(": ")[-1].split()[:5])


def honest(item: dict[str, str]) -> dict[str, Any]:
    """The passage's own words behind three of another's: a sentence that passes."""
    body = item["text"].rstrip(".").replace(": ", ", ")
    return sentence(item, f"It states that {body[0].lower()}{body[1:]}.")


def written(sentences: list[dict[str, Any]]) -> str:
    return json.dumps({"sentences": sentences})


OTHER_REPLIES = {
    "conclusion": '{"verdict": "necessary"}',
    "readings": '{"readings": []}',
    "standalone": '{"question": ""}',
}


def says(write: Callable[[dict[str, str]], dict[str, Any]]) -> Callable[[Any], str]:
    """A model that writes one sentence a passage in this way, and is plain otherwise."""

    def text(heard: Any) -> str:
        request = seen(heard)
        if request.task != "sentences":
            return OTHER_REPLIES[request.task]
        return written([write(item) for item in request.items])

    return text
