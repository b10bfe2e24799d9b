"""How bodies and conditions are called in a line of text: short, and the same on every surface."""

import re
from collections.abc import Sequence

from app.question_models import Phrase, Target
from ingest.terms import Terms

# an abbreviation has two capitals; "(Basel)" is a place
_SHORT = re.compile(r"\((?=[^()]*[A-Z][^()]*[A-Z])([A-Z][A-Za-z]*(?:[/&-][A-Z][A-Za-z]*)*)\s*[),;]")
_BRACKETS = re.compile(r"\([^)]*\)")
_SINGULAR = ("ss", "us", "is", "as", "os")
_HEAD_END = re.compile(r"\b(?:of|with|without|for|in|by|from|to|via|at|on|that|as)\b|[(,;:]")


def short_name(name: str) -> str:
    """The abbreviation that a body prints beside its name ("... (NICE)"), else the name itself."""
    found = _SHORT.search(name)
    return found.group(1) if found else name.strip()


def publication(publisher: str, title: str, year: int | None) -> str:
    """A publication in a word or two: "VA/DoD 2021"; its title where no body is named."""
    name = short_name(publisher) or title
    return f"{name} {year}" if year else name


def condition_name(target: Target) -> str:
    """A condition as a reader wants it: a code with its meaning, a name with its code.

    "R53.82 (chronic fatigue, unspecified)", "CIDP (G61.81)", "fatigue in multiple sclerosis".
    """
    phrase = target.condition
    beside = [code for code in phrase.codes if code not in phrase.text]
    if phrase.text in phrase.codes and phrase.extra:
        beside = [f"{phrase.extra[0][:1].lower()}{phrase.extra[0][1:]}"]
    named = f"{phrase.text} ({', '.join(beside)})" if beside else phrase.text
    return " in ".join([named, *(setting.text for setting in target.settings)])


def intervention_name(phrase: Phrase, terms: Terms) -> str:
    """An intervention, a code with its meaning: "J1459 (immune globulin)"."""
    names = [terms.name(concept) for concept in sorted(phrase.concepts)]
    is_code = phrase.text in phrase.codes
    return f"{phrase.text} ({', '.join(names)})" if is_code and names else phrase.text


def offered_name(phrase: str, line: str = "") -> str:
    """What is offered, as an item of a list.

    Without a word that joined it to something else in its sentence, and without the line of
    treatment that the list is of.
    """
    bare = _JOINING.sub("", phrase)
    return re.sub(rf"\s+as\s+(?:a\s+)?{line}-line\b.*$", "", bare) if line else bare


_JOINING = re.compile(r"^(?:and/or|and|or|but|to)\s+(?=\S)")


def listed(items: Sequence[str], word: str = "and") -> str:
    """Items as "A", "A and B", "A, B and C"; by semicolons where one holds a comma of its own."""
    if len(items) <= 1:
        return "".join(items)
    if any("," in _BRACKETS.sub("", item) for item in items):
        return f"{'; '.join(items[:-1])}; {word} {items[-1]}"
    return f"{', '.join(items[:-1])} {word} {items[-1]}"


def is_plural(phrase: str) -> bool:
    """Whether a noun phrase takes "are": its head word ends in a plural s, or it joins two."""
    end = _HEAD_END.search(phrase)
    head = (phrase[: end.start()] if end and end.start() else phrase).strip()
    last = head.split()[-1] if head.split() else ""
    plural = last.endswith("s") and not last.endswith(_SINGULAR) and not last.isupper()
    return plural or re.search(r"\band\b", head) is not None
