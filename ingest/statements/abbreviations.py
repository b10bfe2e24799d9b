"""Abbreviations as the document itself defines them: "intravenous immune globulin (IVIG)".

Source: Schwartz and Hearst, "A simple algorithm for identifying abbreviation definitions in
    biomedical text", PSB 2003.
"""

import re
from collections.abc import Iterable, Mapping

_BRACKET = re.compile(r"\(([A-Za-z][A-Za-z0-9/&-]{1,10})(?:;[^)]*)?\)")


# "bacteria without symptoms (asymptomatic bacteriuria, ASB)": both in the bracket
_BOTH = re.compile(r"\((?P<long>[A-Za-z][^(),;]{5,80}),\s+(?P<short>[A-Z][A-Za-z0-9/-]{1,9})\)")
_INNER = re.compile(r"\s*\([A-Z][A-Za-z0-9-]{1,9}\)")
_LONG_ONE = 4  # letters; so many are not found by chance at the starts of words
_LONGEST = 200  # characters; a phrase written out beyond that is no phrase


def definitions(text: str) -> dict[str, str]:
    """Abbreviation to long form, the first definition of each.

    Abbreviations have two to ten characters and a capital.
    """
    found: dict[str, str] = {}
    for match in _BRACKET.finditer(text):
        short = (
            match.group(1).removesuffix("s") if match.group(1)[:-1].isupper() else match.group(1)
        )
        if not any(ch.isupper() for ch in short) or short in found:
            continue
        before = text[max(0, match.start() - 140) : match.start()].rsplit("\n", maxsplit=1)[-1]
        before = _INNER.sub("", before)  # "bowel syndrome (IBS) with constipation (IBS-C)"
        long = _long_form(short, re.split(r"[.;:(]\s", before)[-1].strip())
        if long:
            found[short] = long
    for match in _BOTH.finditer(text):
        long = _long_form(match["short"], match["long"])
        if long == match["long"].strip():
            found.setdefault(match["short"], long)
    return found


_SMALL = frozenset(["of", "and", "the", "in", "for", "with", "or", "to", "a", "on", "by"])


def by_initials(phrases: Iterable[str], text: str, known: Mapping[str, str]) -> dict[str, str]:
    """Abbreviations that a text uses without saying so: "ET" below the heading "Essential tremor".

    Args:
        phrases: What the document or a part of it is about.
        text: Its text.
        known: Abbreviations that it does define.
    """
    found: dict[str, str] = {}
    for phrase in phrases:
        told = [word for word in re.findall(r"[^\W\d_]+", phrase) if word.lower() not in _SMALL]
        short = "".join(word[0] for word in told).upper()
        used = len(told) > 1 and re.search(rf"(?<![\w-]){re.escape(short)}(?![\w-])", text)
        if used and short not in known:
            found.setdefault(short, phrase)
    return found


_WORD = re.compile(r"[^\W_]+")
_ARTICLES = frozenset(["the", "a", "an"])


def _by_each_word(letters: list[str], before: str) -> str:
    """The last words of a text where each begins with its letter, articles aside; "" for others.

    "preterm prelabour rupture of membranes" is P-PROM, of which the letters are found without its
    first word too.
    """
    told = [m for m in _WORD.finditer(before) if m.group().lower() not in _ARTICLES]
    last = told[-len(letters) :]
    each = [m.group()[0].lower() for m in last] == letters
    return before[last[0].start() :].strip() if each and len(letters) >= _LONG_ONE else ""


_LAST_WORD = re.compile(r"[^\W_]+[\s-]+$")


def _with_doubled(letters: list[str], before: str, start: int) -> int:
    """Where a long form begins whose first two letters are one: "sudden sensory loss" is SSL.

    Both are found in its second word too.
    """
    above = _LAST_WORD.search(before, 0, start)
    doubled = above is not None and letters[:1] == letters[1:2] == [above.group()[0].lower()]
    return above.start() if above and doubled else start


def _long_form(short: str, before: str) -> str:
    """The shortest run of words at the end of `before` that holds the letters of `short` in order.

    The first at a word start.
    """
    letters = [ch.lower() for ch in short if ch.isalnum()]
    if whole := _by_each_word(letters, before):
        return whole
    at = len(before) - 1
    for index in range(len(letters) - 1, -1, -1):
        while at >= 0 and (
            before[at].lower() != letters[index]
            or (index == 0 and at > 0 and before[at - 1].isalnum())
        ):
            at -= 1
        if at < 0:
            return ""
        at -= 1
    start = _with_doubled(letters, before, at + 1)
    long = before[start:].strip()
    initials = sum(part[:1].lower() in letters for part in re.split(r"[\s/-]+", long))
    if short.isupper() and len(letters) >= _LONG_ONE and 2 * initials <= len(letters):
        return ""  # "Breast Imaging (BSGI)": chance letters inside of few words
    n_words = len(long.split())
    if (
        (n_words == 1 and "-" not in long)
        or n_words > min(len(letters) + 5, 2 * len(letters))
        or len(long) <= len(short)
    ):
        return ""
    return long


def expand(phrase: str, table: dict[str, str]) -> str:
    """A phrase with its abbreviations written out; "" where it holds none."""
    expanded = phrase
    for short, long in table.items():
        bracket = rf"\s*\({re.escape(short)}(?:s)?\)"
        if re.search(bracket, expanded):
            expanded = re.sub(bracket, "", expanded)
            continue
        if re.search(rf"(?<![\w-]){re.escape(short)}(?:s)?(?![\w-])", expanded):
            expanded = re.sub(
                rf"(?<![\w-]){re.escape(short)}(?:s)?(?![\w-])", long.replace("\\", " "), expanded
            )
    return expanded if expanded != phrase and len(expanded) < _LONGEST else ""


_IN_BRACKETS = re.compile(r"(?P<long>.*\S)\s+\((?P<short>[A-Z][\w-]{1,7})\)")


def own_short_name(phrase: str, table: dict[str, str]) -> str:
    """The abbreviation in a name's bracket: PAN of "popliteal aneurysm (PAN)"; "" without one.

    "screening for popliteal aneurysm (PAN)" is not called so.
    """
    found = _IN_BRACKETS.fullmatch(phrase)
    long = table.get(found["short"], "") if found else ""
    return found["short"] if found and long.lower() == found["long"].lower() else ""
