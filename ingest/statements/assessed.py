"""What is done with people to learn how they are: assessed with a tool, watched, referred."""

import re

from ingest.statements.slot_patterns import PEOPLE
from ingest.statements.subject import looks_like_condition

# Who is to do what is recommended.
ACTORS = (
    r"(?:(?:primary[- ]care|health ?care|treating|attending|general|mental health)\s+)*"
    r"(?:clinicians|providers|physicians|practitioners|doctors|GPs|nurses|midwives|surgeons|"
    r"professionals|[a-z]{4,}(?:ologists|iatricians|iatrists))"
)
_NO_LINK = r"(?!(?:for|to|in|with|of|among|and|or|on|by|from)\b)"
KIND_OF = rf"(?:the\s+)?(?:{_NO_LINK}[\w/-]+\s+){{0,3}}?{PEOPLE}\b"

# "assess women with a family history of X, or who have Y, with a brief tool": done with the tool
_BY_TOOL = re.compile(
    rf"^\s*(?:assess|evaluat|examin|monitor|follow|screen|test)(?:e|ing)?\s+(?P<who>(?:all\s+)?"
    rf"{KIND_OF}(?:\s+(?!for\b)[^:;]*?)?)(?:,\s+(?:with|using|by)|\s+using|\s+by means of|"
    r"(?<!\bwho)(?<=\w)\s+with(?=\s+(?:an?|the)\s+(?:[\w-]+\s+){0,5}?(?:tools?|tests?|scales?|scores?|"
    r"questionnaires?|instruments?|inventor(?:y|ies)|indexes|index|calculators?|models?|surveys?|"
    r"checklists?|algorithms?|assessments?|examinations?)\W*$))\s+(?:an?\s+|the\s+)?"
    r"(?P<rest>(?:(?!\b(?:with|using)\b)[^,:;])+)$",
    re.IGNORECASE | re.DOTALL,
)
# "monitor patients with cirrhosis with ultrasound"
_WATCHED = re.compile(
    rf"^\s*(?:monitor|follow|screen|test)(?:ing)?\s+(?P<who>(?:all\s+)?{KIND_OF}\s+with\s+[^,:;]+?)"
    r"\s+with\s+(?:an?\s+|the\s+)?(?P<rest>[^,:;]+)$",
    re.IGNORECASE | re.DOTALL,
)
# "assess all inpatients for pressure ulcers"
_ASSESS_FOR = re.compile(
    rf"^\s*(?:assess|evaluat)(?:e|ing)?\s+(?P<who>(?:all\s+)?{KIND_OF}(?:\s+(?!for\b)[^,:;]+?)?)"
    r"\s+for\s+(?P<what>\w.+)$",
    re.IGNORECASE | re.DOTALL,
)
# "refer adults with obesity to a behavioral programme": that is what they are to have
_REFER = re.compile(
    rf"^\s*refer(?:ring)?\s+(?P<who>(?:all\s+)?{KIND_OF}(?:\s+(?!(?:to|for)\b)[^:;]*?)?)"
    r"\s+(?:to|for)\s+(?P<rest>\w.+)$",
    re.IGNORECASE | re.DOTALL,
)
_HOW_OFTEN = re.compile(r"\s+(?:annually|yearly|regularly|periodically|routinely)$", re.IGNORECASE)
# "an appropriate brief risk assessment tool": what it does is the assessment
_TOOL = re.compile(
    r"^(?:(?:appropriate|suitable|validated|standardi[sz]ed|brief|short)\s+)+|"
    r"(?:(?<=assessment)|(?<=screening))\s+(?:tools?|instruments?|questionnaires?|scales?)\W*$",
    re.IGNORECASE,
)
_IS_CARE = re.compile(
    r"^(?:[\w-]+(?:,? (?:and )?|/)){0,6}?(?:interventions?|programmes?|programs?|therap(?:y|ies)|"
    r"counsel+ing|rehabilitation|training|treatments?|surgery|education|exercise|support)\b",
    re.IGNORECASE,
)


def assessed_people(text: str) -> tuple[str, str] | None:
    """Who is assessed, watched or referred, and by or to what; None of any other object."""
    watched = _WATCHED.match(text)
    if watched and looks_like_condition(watched["rest"]):
        watched = None
    if by_tool := watched or _BY_TOOL.match(text):
        return _HOW_OFTEN.sub("", by_tool["who"]), _TOOL.sub("", by_tool["rest"])
    if assessed := _ASSESS_FOR.match(text):
        return assessed["who"], f"screening for {assessed['what']}"
    if referred := _REFER.match(text):
        care = _IS_CARE.match(referred["rest"])
        return referred["who"], f"{'' if care else 'referral to '}{referred['rest']}"
    return None
