"""A thing named in short in the policy on it: "noninvasive stimulation" of bone growth."""

import re
from collections.abc import Sequence

from ingest.lexis import head_stem, key_stems, words

_BEHIND = re.compile(
    r"\s+(?:of|for|in|with|to|as|by)\s.*$|\s*\([^()]*\)", re.IGNORECASE | re.DOTALL
)
_HOW = re.compile(
    r"^(?P<how>(?:(?:non-?invasive|semi-?invasive|invasive|implant(?:able|ed)|external|internal|"
    r"transcutaneous|percutaneous|temporary|permanent)\s+(?:or\s+|and\s+)?)*)(?P<what>\S.*)$",
    re.IGNORECASE | re.DOTALL,
)
_N_WORDS_OF_NAME = 3  # a subject of so many words or more is shortened below its title
_N_WORDS_OF_SHORT = 2


def with_whole_name(spoken: tuple[str, ...], subject: Sequence[str]) -> tuple[str, ...]:
    """A payer's name of a thing, and where it is in short, what its document calls it in whole.

    Args:
        spoken: What a sentence names.
        subject: What the document is about.
    """
    whole = _BEHIND.sub("", subject[0]).strip() if subject else ""
    if len(words(whole)) < _N_WORDS_OF_NAME or len(spoken) != 1:
        return spoken
    found = _HOW.match(spoken[0])
    short = found["what"] if found else ""
    own = key_stems(short)
    is_short = own and own < key_stems(whole) and len(words(short)) <= _N_WORDS_OF_SHORT
    if found is None or not is_short or head_stem(short) != head_stem(whole):
        return spoken
    return (spoken[0], f"{found['how']}{whole}")
