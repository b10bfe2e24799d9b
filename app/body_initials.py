"""Initials under which people name a publisher or payer that a Source spells out.

Sources: what the bodies call themselves (nice.org.uk, kdigo.org, goldcopd.org, ginasthma.org,
cdc.gov, eular.org, chestnet.org, uspreventiveservicestaskforce.org); contractors of Medicare.
"""

import re

from ingest.lexis import words

# Names that are not the first letters of the words.
_OWN_NAMES: tuple[tuple[str, tuple[str, ...]], ...] = (
    (r"National Institute for (?:Health and )?(?:Care|Clinical) Excellence", ("NICE",)),
    (r"Global Initiative for Chronic Obstructive Lung Disease", ("GOLD",)),
    (r"Global Initiative for Asthma", ("GINA",)),
    (r"Centers for Disease Control and Prevention", ("CDC",)),
    (r"European (?:League|Alliance)\b.*\bRheumat\w+", ("EULAR",)),
    (r"American College of Chest Physicians", ("CHEST",)),
    (r"European Society (?:for|of) Pa?ediatric Gastroenterology\b.*", ("ESPGHAN",)),
    (r"VA/DoD", ("DoD", "DoD/VA", "Veterans Affairs")),
    (r"United ?Health(?:care| ?Care)?", ("UHC", "United")),
    (r"Centers for Medicare (?:&|and) Medicaid Services", ("CMS",)),
)
_LEGAL = re.compile(
    r"[,\s]+(?:Inc|LLC|L\.L\.C|Ltd|Corp(?:oration)?|Co|Insurance Corporation|Foundation|"
    r"Board(?: of Directors)?)\.?$",
    re.IGNORECASE,
)
_FOUNDATION = re.compile(r"\bFoundation\.?$")
_DOTTED = re.compile(r"\b(?:[A-Z]\.){2,}")
_MIN_INITIALS = 3


def initials_of(body: str) -> tuple[str, ...]:
    """Each set of initials by which a body may be called, the whole's first; () of short names.

    "U.S. Preventive Services Task Force" is the USPSTF, a body of two names is called by each
    ("ACC/AHA", "ACC", "AHA"), what is joined by a hyphen by both parts ("AAO-HNS").
    """
    bare = _LEGAL.sub("", _DOTTED.sub(lambda m: m.group().replace(".", ""), body)).strip()
    own = [name for pattern, names in _OWN_NAMES if re.match(pattern, bare) for name in names]
    parts = [_letters(part) for part in bare.split("/")]
    halves = [_letters(half) for half in re.split(r"[-–—]", bare)]
    whole = "".join(parts) if len(parts) == 1 else ""
    found = [whole, *own]
    if len(parts) > 1 and all(len(part) >= _MIN_INITIALS for part in parts):
        found += ["/".join(parts), "/".join(reversed(parts)), *parts]
    if len(halves) > 1 and all(len(half) >= _MIN_INITIALS for half in halves):
        both = "-".join(halves)
        found += [both, f"{both}F" if _FOUNDATION.search(body) else ""]
    return tuple(name for name in dict.fromkeys(found) if len(name) > 1)


def _letters(name: str) -> str:
    """First letters of its capitalised words, all of a word in capitals at its front ("US")."""
    capital = [word for word in words(name) if word[0].isupper()]
    if len(capital) < _MIN_INITIALS:
        return ""
    first = capital[0] if capital[0] == "US" else capital[0][0]
    return first + "".join(word[0] for word in capital[1:])
