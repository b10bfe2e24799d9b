"""Letters of other scripts that print like Latin ones, inside words of Latin text.

"Febuxostat is not recommended", the "o" Cyrillic, is read by a person as "not", and by no list of
words. Source: Unicode Technical Standard 39, confusables.txt: letters alike in nearly every font. A
Greek letter that stands for itself ("IFN" and alpha, a mu before "g") is none of them.
"""

import re

from ingest.models import Flag

_CYRILLIC = dict(
    zip(
        "\u0430\u0441\u0435\u0456\u0458\u043e\u0440\u0455\u0445\u0443\u04bb\u0501\u051b\u051d"
        "\u04cf\u043a\u0410\u0412\u0415\u0405\u0406\u0408\u041a\u041c\u041d\u041e\u0420\u0421"
        "\u0422\u0423\u0425\u050c\u051a\u051c",
        "aceijopsxyhdqwlkABESIJKMHOPCTYXGQW",
        strict=True,
    )
)
_GREEK = dict(
    zip(
        "\u03bf\u0391\u0392\u0395\u0396\u0397\u0399\u039a\u039c\u039d\u039f\u03a1\u03a4\u03a5\u03a7",
        "oABEZHIKMNOPTYX",
        strict=True,
    )
)
_LATIN_OF = {**_CYRILLIC, **_GREEK}
_TABLE = str.maketrans(_LATIN_OF)
_KNOWN = "".join(_LATIN_OF)
_WORD = re.compile(rf"(?<![^\W\d_])[A-Za-z{_KNOWN}]{{2,}}(?![^\W\d_])")
_OTHER = re.compile(f"[{_KNOWN}]")
_LATIN = re.compile(r"[A-Za-z]")
_FOREIGN = re.compile(r"[^\W\d_a-zA-Z\u00c0-\u024f]")
_DETAIL_LENGTH = 200


def mixed_words(text: str) -> tuple[re.Match[str], ...]:
    """Words with look-alike letters in a text of Latin letters, in order.

    A word of look-alikes alone counts as well, but in a text of another script.
    """
    if text.isascii() or not _OTHER.search(text):
        return ()
    is_latin = len(_LATIN.findall(text)) > len(_FOREIGN.findall(text))
    return tuple(
        word
        for word in _WORD.finditer(text)
        if _OTHER.search(word.group()) and (is_latin or _LATIN.search(word.group()))
    )


def plain_letters(text: str) -> str:
    """A text as it is read: look-alike letters of such words are Latin. Offsets stay."""
    parts: list[str] = []
    last = 0
    for word in mixed_words(text):
        parts += (text[last : word.start()], word.group().translate(_TABLE))
        last = word.end()
    return "".join([*parts, text[last:]]) if parts else text


def look_alike_flags(text: str) -> tuple[Flag, ...]:
    """One flag for a document with such words, which names the first of them."""
    found = [f'"{w.group()}" ({w.group().translate(_TABLE)})' for w in mixed_words(text)]
    if not found:
        return ()
    named = f"letters of another script that look Latin, in {len(found)} words: "
    return (Flag(kind="look_alike", detail=f"{named}{', '.join(found)}"[:_DETAIL_LENGTH]),)
