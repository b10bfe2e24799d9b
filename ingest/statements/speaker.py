"""Who speaks.

What a text reports of another body is a finding, not its own position (DESIGN.md section 5, rule
3).
"""

import re

from ingest.lexis import words
from ingest.models import Source

_BODY = re.compile(
    r"(?:^|\b(?:the|by|of|from|to)\s+|[.;,]\s*)(?P<name>(?:[A-Z][\w&'’.-]*(?:\s+(?:of|"
    r"for|and|on|the|&)\s+|\s+)){0,8}[A-Z][\w&'’/-]*)"
    r"(?:\s*\((?P<short>[A-Z][A-Za-z/-]+)\))?(?:['’]s)?\s+(?:(?:19|20)\d\d\s+)"
    r"?(?:(?:clinical |practice |guidelines?|policy|panel|committee|task force|"
    r"statement|consensus|updated?|recommendations?)\s*)*(?:\((?:19|20)\d\d\)\s*)"
    r"?(?:also |strongly |currently |now |has |have |had )?(?:recommend|suggest|"
    r"consider|conclude|advise|state|endorse|issued|published|does not recommend|"
    r"note[sd]?|found|support|categori[sz]e|rate[sd]?|classif)",
)
_ACCORDING = re.compile(
    r"\b(?i:according to|as reported by|per|published by|recommended by|endorsed by|"
    r"advised by)\s+(?i:the\s+)?(?P<name>(?:[A-Z][\w&'’/.-]*\s*(?:of |for |and |on |"
    r"the )*){1,9})"
)
_OWN = re.compile(
    r"^(?:we|this|the (?:work ?group|panel|committee|task force|guideline|plan|policy|"
    r"health plan|company|authors)|work ?group|clinicians?|physicians?|providers?|"
    r"patients?|recommendation|medicare|medicaid|coverage|treatment|therapy)\b",
    re.IGNORECASE,
)
_BODIES = re.compile(
    r"\b(?:Academy|Association|College|Society|Institute|Foundation|Federation|"
    r"Organi[sz]ation|Task Force|Network|Administration|Centers?|Agency|Council|"
    r"Alliance|Board|Collaboration|Cochrane|Panel|Committee|Department|Ministry|"
    r"Health|Plan|Group|Forum|Consortium|Union|Clinic|FDA|NICE|AAN|USPSTF|ACC|AHA|"
    r"IDSA|KDIGO|NCCN|ASCO|CDC|WHO|EMA|ACP|AAP|ACOG|ACR|ADA|AGA|AASM|CMS|GOLD|GINA|"
    r"VA|DoD|ESC|EAN|EULAR|ATS|ERS|CHEST|AUA|ISTH|ASH|ESMO)\b"
)


# "used according to FDA-labeled indications" tells how, and reports nobody
_LABEL = re.compile(
    r"\s*(?:\([A-Z]+\))?[\s-]*(?:labell?ed|approved|cleared|labell?ing|labels?|"
    r"indications?|instructions)\b"
    r"|(?<=labeled)|(?<=labelled)|(?<=approved)|(?<=labeling)",
    re.IGNORECASE,
)
_SHORTEST_NAME = 3  # characters


def reported_speaker(sentence: str, source: Source) -> str:
    """Name of another body whose position the sentence reports.

    "" where the source speaks for itself.
    """
    for pattern in (_ACCORDING, _BODY):
        for match in pattern.finditer(sentence):
            said_by = match.group("name").strip(" .,")
            name = said_by.removeprefix("The ")
            if (
                _OWN.match(said_by)
                or _LABEL.match(sentence, match.end("name"))
                or (
                    not _BODIES.search(name)
                    and not re.fullmatch(r"[A-Z]{3,7}(?:/[A-Z]{2,7})?", name)
                )
            ):
                continue
            if not _is_own(name, source):
                return said_by
    return ""


_DOTTED = re.compile(r"\b(?:[A-Z]\.){2,}")
_INITIALS = re.compile(r"[A-Z]{2,4}$")  # "US", "UK", "ACC": all its letters are initials


def _is_own(name: str, source: Source) -> bool:
    if not source.publisher and not source.payer:
        return True
    publisher = _undotted(source.publisher)
    own = (
        f"{publisher} {_undotted(source.payer)} {_undotted(source.title)} {source.policy_number} "
        f"{source.version}"
    )
    own_words = {word.lower() for word in words(own)}
    named = [
        word for word in words(_undotted(name)) if len(word) >= _SHORTEST_NAME and word[0].isupper()
    ]
    if not named and _BODIES.search(name):  # "the VA": a body of two letters
        named = words(_undotted(name))
    if not named or all(word.lower() in own_words for word in named):
        return True
    short = re.sub(r"[^a-z]", "", name.lower())
    return bool(short) and any(
        short == initials or (short in initials and len(short) >= _SHORTEST_NAME)
        for initials in (_initials(publisher), _initials(_undotted(source.payer)))
    )


def _undotted(name: str) -> str:
    """A name without the full stops of its initials ("U.S." is "US")."""
    return _DOTTED.sub(lambda m: m.group(0).replace(".", ""), name)


def _initials(name: str) -> str:
    return "".join(
        word if _INITIALS.match(word) else word[0] for word in words(name) if word[0].isupper()
    ).lower()
