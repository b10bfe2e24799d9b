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
    r"\b(?:according to|as reported by|per|published by|recommended by|endorsed by|"
    r"advised by)\s+(?:the\s+)?(?P<name>(?:[A-Z][\w&'’/.-]*\s*(?:of |for |and |on |"
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
    r"ESC|EAN|EULAR|ATS|ERS|CHEST|AUA|ISTH|ASH|ESMO)\b"
)


_SHORTEST_NAME = 3  # characters


def reported_speaker(sentence: str, source: Source) -> str:
    """Name of another body whose position the sentence reports.

    "" where the source speaks for itself.
    """
    for pattern in (_ACCORDING, _BODY):
        for match in pattern.finditer(sentence):
            name = match.group("name").strip(" .,")
            if _OWN.match(name) or (
                not _BODIES.search(name) and not re.fullmatch(r"[A-Z]{3,7}(?:/[A-Z]{2,7})?", name)
            ):
                continue
            if not _is_own(name, source):
                return name
    return ""


def _is_own(name: str, source: Source) -> bool:
    own = (
        f"{source.publisher} {source.payer} {source.title} {source.policy_number} {source.version}"
    )
    if not source.publisher and not source.payer:
        return True
    own_words = {word.lower() for word in words(own)}
    named = [word for word in words(name) if len(word) >= _SHORTEST_NAME and word[0].isupper()]
    if not named or all(word.lower() in own_words for word in named):
        return True
    initials = "".join(word[0] for word in words(source.publisher) if word[0].isupper()).lower()
    short = re.sub(r"[^a-z]", "", name.lower())
    return bool(short) and (
        short == initials or (short in initials and len(short) >= _SHORTEST_NAME)
    )
