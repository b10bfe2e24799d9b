"""The words that introduce an exception, in the sentence or in brackets.

Sources: exclusion lists of benefit booklets ("Acupuncture (except for chronic pain)", "Wigs, other
than for hair loss from chemotherapy", "save where"), guidelines ("apart from", "aside from").
"""

import re

from ingest.lexis import head_stem, is_generic, words

_BEFORE_A_USE = r"(?:only )?(?:when|if|in|for|as|where|among|during)"
_EXCEPTION_OF = r"with (?:the|an?) (?:(?:sole|only|single|one) )?exceptions? of"
# Order: a word with its preposition first, as that tells where the exception ends
EXCEPTING = (
    rf"unless|(?:except(?:ing)?|other than|apart from|aside from|(?<!to )save|excluding) "
    rf"{_BEFORE_A_USE}|{_EXCEPTION_OF}|except(?:ing)?|other than|excluding|apart from|aside from|"
    r"but not(?! (?:be )?limited)(?: (?:for|in|among)\b)?|"
    r"(?<=, )not (?:for|among|in(?! (?:combination|conjunction|addition|place|order|excess)))|"
    r"outside of"
)
# Behind these the exception runs to its end; "devices other than X for Y" goes on with Y
_RUNS_ON = re.compile(rf"unless|except.*|.* {_BEFORE_A_USE}|with .* exceptions? of", re.IGNORECASE)
_IN_BRACKETS = re.compile(
    rf"\s*\(\s*(?P<word>{EXCEPTING})\b\s*(?P<what>(?:[^()]|\([^()]*\))+)\)", re.IGNORECASE
)

# "Acupuncture. Exception: for nausea of pregnancy", as a sentence of its own behind an item
_OWN_SENTENCE = re.compile(
    r"\s*[.;,]\s*(?:the\s+)?(?:only\s+)?exceptions?\s*(?:(?:is|are)\s*:?|:)\s+(?=\S)", re.IGNORECASE
)
_WHATEVER = re.compile(r",\s*regardless\s+of\s+[^,.;]+(?=[.;]\s)", re.IGNORECASE)


def with_its_exception(name: str) -> str:
    """An item that has its exception in a sentence of its own, as one: "A, except B"."""
    return _OWN_SENTENCE.sub(", except ", _WHATEVER.sub("", name), count=1)


# "for any condition other than A in women over 65": nothing of it is said of the refusal
_ANY_USE = re.compile(
    r"\b(?:any|all|every|no)(?: other)? (?:conditions?|indications?|uses?|purposes?|reasons?|"
    r"diagnos[ei]s|circumstances?)\W*$",
    re.IGNORECASE,
)


def runs_on(front: str, word: str, phrase: str) -> bool:
    """Whether an exception goes to the end of its sentence.

    Args:
        front: What stands before it.
        word: What introduces it.
        phrase: What it names before the next preposition; "treatment" alone names nothing, and
            "tests" nothing beyond the testing that it is excepted from.
    """
    if word.startswith(("but not", "not")):
        return False
    told = words(phrase)
    again = len(told) == 1 and bool(words(front)) and head_stem(phrase) == head_stem(front)
    use = _ANY_USE.search(front)
    return _RUNS_ON.fullmatch(word) is not None or is_generic(phrase) or again or use is not None


def bracketed_exception(text: str, start: int) -> re.Match[str] | None:
    """The brackets around a word of exception that starts at an offset; None outside brackets."""
    opened = text.rfind("(", 0, start)
    found = _IN_BRACKETS.match(text, len(text[: max(opened, 0)].rstrip()))
    return found if found and found.start("word") == start else None


# "Against X; reasonable only for people who have B", said behind a refusal
_ALLOWED_ONLY = re.compile(
    r";\s+(?:(?:it is|may be|can be) )?(?:reasonable|acceptable|appropriate|considered|used|"
    r"an option) only (?P<whom>(?:for|in) [^;.]+)",
    re.IGNORECASE,
)


def allowed_only(text: str, behind: int) -> tuple[str, str] | None:
    """A refusal up to whom alone it allows, and those; None where it names nobody.

    Args:
        text: The sentence.
        behind: Where the words that refuse end.
    """
    found = _ALLOWED_ONLY.search(text, behind)
    return (text[: found.start()], found["whom"].strip()) if found else None
