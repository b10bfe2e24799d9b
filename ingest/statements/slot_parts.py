"""What is collected while a sentence is cut, and the forms in which people are described."""

import re
from dataclasses import dataclass, field

from ingest.statements.slot_patterns import STUDY

# "chronic kidney disease not on dialysis": what is not done is nothing that they have
NOT_ON = re.compile(
    r",?\s+(?:and\s+)?not\s+(?:currently |yet )?(?:on|receiving|taking|treated (?:with|by)|"
    r"undergoing|requiring|needing|using)\s+[^,;]+$",
    re.IGNORECASE,
)
# "patients with A and a moderate to high risk of B": B is not what they have
AT_RISK = re.compile(
    r"(?:an? |the )?(?:(?:low|moderate|intermediate|increased) to )?"
    r"(?:low|moderate|intermediate|high(?:er)?|increased|elevated) risk (?:of|for)\b",
    re.IGNORECASE,
)
# "in medically refractory cases": how they are, and no name of what they have
CASES = re.compile(
    r"(?:[\w-]+ )?(?:refractory|resistant|severe|selected|mild|moderate|complicated|difficult|"
    r"recurrent|persistent|exceptional|intractable) cases",
    re.IGNORECASE,
)
DESCRIBED = re.compile(
    r"(?P<adjective>(?:[\w -]|\([^()]*\),?|,)+?),?\s+(?P<noun>patients?|adults?|people|persons|"
    r"individuals|women|men|children|infants?|newborns?|neonates?|bab(?:y|ies))\b\s*(?P<rest>.*)$",
    re.IGNORECASE,
)

# people of one sex or age: the noun alone tells who is meant
SOME = re.compile(
    r"\b(?:wom[ae]n|m[ae]n|females?|males?|girls?|boys?|child(?:ren)?|adolescents?|infants?|"
    r"neonates?|newborns?)$",
    re.IGNORECASE,
)

# "with A, or with B": either, where neither is a number
_OR_WITH = re.compile(
    r"^(?=\D*$)(.+?),?\s+or\s+(?:with|having)\s+(?:an?\s+)?(?=\w)", re.IGNORECASE | re.DOTALL
)
# What relatives have is no disease of the patient
_OF_FAMILY = re.compile(
    r"(?:\b(?:no|without|lacks?|not have)\s+(?:an?\s+|any\s+)?(?:known\s+)?)?"
    r"personal (?:or|and/or) family history of (?:(?!,?\s+or\s+(?:with|having)\b)[^;:.])+",
    re.IGNORECASE,
)


@dataclass
class Parts:
    """Phrases by what they are; see `Slots`."""

    aims: list[tuple[str, ...]] = field(default_factory=list)
    people: list[tuple[str, ...]] = field(default_factory=list)
    populations: list[str] = field(default_factory=list)
    criteria: list[str] = field(default_factory=list)
    exceptions: list[str] = field(default_factory=list)

    def without_family(self, body: str) -> str:
        """What people have, but for what their relatives have, which is a criterion."""
        family = _OF_FAMILY.search(body)
        if family is None:
            return _OR_WITH.sub(r"\1 or ", body)
        self.criteria.append(family.group())
        return body[: family.start()]


# "tranexamic acid (within 3 hours of birth)": when, and no other name of it
_WINDOW = re.compile(
    r"\s*\((?P<when>within (?:the first )?[\d.]+ (?:minutes?|hours?|days?|weeks?|months?) "
    r"(?:of|after) [^()]{3,60})\)",
    re.IGNORECASE,
)


# "do not repeat the scan within 2 years of the last in osteoporosis": the time is what is refused
_TIME = (
    r"(?:the first )?(?:\d[\d.]*|one|two|three|six) (?:minutes?|hours?|days?|weeks?|months?|years?)"
    r"(?: have passed)? (?:of|after|from|since|before) "
    r"(?:(?!\b(?:for|in|among|to|when|if|unless|except|because)\b)[^,;:().]){3,60}?"
    r"(?=\s+(?:for|in|among|to|when|if|unless|except|because)\b|[\s.,;:]*$)"
)
_TOO_SOON = re.compile(rf"\s+(?P<when>(?:within|less than|before|sooner than) {_TIME})", re.I)
# "is not recommended more than 12 hours after symptom onset": one time, whose "after" cuts nothing
TIMED = re.compile(
    rf"\W*(?P<when>(?:(?:more|less|longer|later) than|beyond|within|after|before) {_TIME})", re.I
)


def without_time(text: str) -> tuple[str, tuple[str, ...]]:
    """What is refused without the time in which it is, and that time as a criterion."""
    found = _TOO_SOON.search(text)
    if found is None or found.start() == 0:
        return text, ()
    return text[: found.start()] + text[found.end() :], (found["when"],)


# "for Crohn's disease, not used in combination with another biologic": asked of each
NOT_TOGETHER = re.compile(
    r",\s+(?:and\s+|but\s+)?(?P<when>not\s+(?:to be\s+)?(?:used|taken|given|prescribed)\s+"
    r"(?:together|in combination|in conjunction|concurrently|concomitantly)\s+with\s+"
    r"[^.;()]+?)[\s.]*$",
    re.IGNORECASE,
)


def cut_window(text: str, parts: Parts) -> str:
    """A text without the time in which a thing is to be given, and with what it is not to be."""
    if apart := NOT_TOGETHER.search(text):
        parts.criteria.append(apart["when"])
        text = text[: apart.start()]
    found = _WINDOW.search(text)
    if found is None:
        return text
    parts.criteria.append(found["when"])
    return text[: found.start()] + text[found.end() :]


_BESIDE = re.compile(
    r"\b(?:in conjunction with|in combination with|in addition to|(?<!such )as (?!well)|"
    r"on the same (?:terms|conditions|basis|criteria)\b|"
    r"under |pursuant to |in accordance with |based on|via |by means of|"
    r"(?:only )?through (?=coverage|an?\b)|"
    r"taking into account|compared (?:with|to)|(?<!score of )at least |for at least|using |"
    r"every \d)",
    re.IGNORECASE,
)


def cut_beside(body: str) -> tuple[str, list[str]]:
    """A phrase without what stands beside it, and the study or terms it is covered under."""
    found = _BESIDE.search(body)
    if found is None:
        return body, []
    beside = body[found.start() :].strip(" ,.;:")
    bound = beside.lower().startswith(("only through", "through", "under"))
    wanted = bound and (STUDY.search(beside) or "evidence development" in beside.lower())
    wanted = wanted or beside.lower().startswith("on the same")  # as those above it: not told here
    return body[: found.start()], [beside] if wanted else []


_ACT_IN_TIME = re.compile(
    r".*\b(?:injections?|surgery|operations?|procedures?|transfusions?|infusions?|vaccinations?|"
    r"fusion|biops(?:y|ies)|radiation|stenting|treatment with [\w -]+)\b.*\s(?:with)?in (?:the )?"
    r"(?:(?:past|last|previous|prior|preceding) )?[\w-]+ (?:hours|days|weeks|months|years)",
    re.IGNORECASE,
)


def keep_acts_in_time(parts: Parts) -> None:
    """What was done to people within a time is a criterion, and no disease that they have.

    "Not necessary for an individual with a corticosteroid injection into the same knee within the
    past 3 months".
    """
    acts = [g for g in parts.people if len(g) == 1 and _ACT_IN_TIME.fullmatch(g[0])]
    for group in acts:
        parts.people.remove(group)
        parts.criteria.append(group[0])
