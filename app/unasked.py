"""What is typed and asks nothing that could be looked up: a greeting, another language.

Both lists are closed and lean to "it asks": a text is turned away only where every word of it is
courtesy, or where words of another language stand in it and no English one that joins words.
"""

import re

EXAMPLE = 'for example "Is IVIG medically necessary for CIDP?"'
_WORD = re.compile(r"[^\W\d_]+")
_COURTESY_WORDS = (
    "hello hi hey hallo greetings morning afternoon evening thanks thank thx ty cheers great "
    "perfect nice cool wonderful excellent ok okay alright bye goodbye test testing yes no"
)
_COURTESY = frozenset(_COURTESY_WORDS.split())
_BESIDE_WORDS = (
    "good day dear there you all very much so a lot many that this it is was were helps helped "
    "helpful fine please see later"
)
_BESIDE = _COURTESY | frozenset(_BESIDE_WORDS.split())
_ENGLISH_WORDS = (
    "is are was the of for with to and or does do should what which when how can has have "
    "not covered medically necessary patient treatment recommended if from who"
)
_ENGLISH = frozenset(_ENGLISH_WORDS.split())
# Words that join others, by language; none of them is an English word, a drug or an abbreviation.
_FOREIGN_WORDS = (
    "ist sind der das dem den ein eine einer einen bei für mit nicht und oder wird werden "
    "kann hat zur zum vom welche wie ob el los las una unas para con del por qué cuál "
    "está son puede tiene necesario le les une est pour avec dans du aux qui quel quelle "
    "sur pas sont peut il lo gli della delle è che sono può cosa quale os uma é com não "
    "qual são pode tem het een voor met niet wordt zijn kan jest czy dla nie jak är för "
    "och inte"
)
_FOREIGN = frozenset(_FOREIGN_WORDS.split())
_MIN_FOREIGN = 2
_MIN_LETTERS = 6
_LATIN_OR_GREEK = re.compile(r"[A-Za-z\u00c0-\u024f\u0370-\u03ff]")


def refusal(text: str) -> str:
    """Why a text is no question to look up, with what to do; "" where it is one."""
    words = [word.casefold() for word in _WORD.findall(text)]
    if any(word in _COURTESY for word in words) and all(word in _BESIDE for word in words):
        return f"that asks for nothing to look up: name a treatment and a condition, {EXAMPLE}"
    foreign = {word for word in words if word in _FOREIGN - _ENGLISH}
    if _is_other_script(words) or (
        len(foreign) >= _MIN_FOREIGN and not any(word in _ENGLISH for word in words)
    ):
        return f"questions are read in English alone: ask in English, {EXAMPLE}"
    return ""


def _is_other_script(words: list[str]) -> bool:
    """Whether most letters are of a script that English and its formulas do not use."""
    letters = "".join(words)
    n_known = len(_LATIN_OR_GREEK.findall(letters))
    return len(letters) >= _MIN_LETTERS and n_known < len(letters) / 2
