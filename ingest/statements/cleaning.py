"""One noun phrase: determiners, dangling prepositions, footnote marks and cross-references off."""

import re

_FRONT = re.compile(
    r"^(?:(?:the|an?|any|all|either|both|other|such|some|its|their|use of|using|"
    r"offering|adult|known|certain|following|one or more of(?: the)?|"
    r"at least one)\s+)"
    r"+",
    re.IGNORECASE,
)
# "type A", "vitamin A" end in a letter, "severe AS" in an abbreviation, not in a determiner
_BACK = re.compile(
    r"(?:\s+(?:(?i:and|or|and/or|the|an|of|with|for|in|to|by|that|which|is|are|be|"
    r"both|either|also|when|if|only)|[Aa]s|a))+$"
)
_SEE = re.compile(
    r"\((?:see|refer to|as defined|table|appendix|section|sidebar|module|knowledge gap|ungraded|"
    r"not graded)[^)]*\)|"
    # how the criteria below a condition are joined: "Osteoporosis (must meet all):"
    r"\((?:must (?:meet|satisfy|have)|meets|all of|any of|one of|(?:all|any|one|both) "
    r"(?:required|must be met))\b[^)]*\)|"
    r"\[(?:see|refer)[^\]]*\]",
    re.IGNORECASE,
)
# "preopera- tively": a word that a line's end cut in two; "short- and long-term" is none
_CUT_WORD = re.compile(r"(?<=[a-z]{3})- (?!(?:and|or|to|versus|vs)\b)(?=[a-z]{3})")
# "adults a": a footnote's letter; in "vitamin d" it is the name
_FOOTNOTE = re.compile(
    r"(?<=[a-z])(?<!vitamin)(?<!hepatitis)(?<!type)(?<!group)(?<!class)(?<!stage)(?<!grade)"
    r"(?<!level)(?<!protein)(?<!factor)\s+[a-z]$"
)
# "a U.S. Food and Drug Administration (FDA)-approved implant": of which kind nobody doubts
_APPROVED = re.compile(
    r"\b(?:U\.?\s?S\.?\s+)?Food and Drug Administration\s*(?:\([A-Z.]+\)\s*)?[-\u2010-\u2015 ]\s?"
    r"(?:approved|cleared)\s+(?=[A-Za-z])"
    r"(?!(?:indications?|uses?|labell?(?:ing|ed)?|dos\w+|diagnos\w+|conditions?|age)\b)",
    re.IGNORECASE,
)
_EDGES = " ,.;:•–—-\"'“”"


def clean(phrase: str) -> str:
    """A phrase without determiners in front, dangling prepositions behind.

    Footnote marks and cross-references.
    """
    text = _APPROVED.sub("", _SEE.sub(" ", phrase))
    text = _CUT_WORD.sub("", re.sub(r"\s+", " ", text)).strip(_EDGES)
    text = _FOOTNOTE.sub("", text)
    previous = ""
    while previous != text:
        previous = text
        text = _BACK.sub("", _FRONT.sub("", text)).strip(_EDGES)
    if text.count('"') % 2:
        text = text.replace('"', "")
    if text.count("(") > text.count(")"):
        text = (
            text[: text.rfind("(")].strip(" ,;:") if text.rfind("(") > 0 else text.replace("(", "")
        )
    if text.count(")") > text.count("("):
        text = text.replace(")", "", 1).strip()
    return text


def parenthetical(phrase: str) -> tuple[str, tuple[str, ...]]:
    """A phrase without its brackets, and what the brackets hold ("immune globulin (IVIG)" gives.

    "immune globulin", ("IVIG",)).
    """
    inner = tuple(clean(match) for match in re.findall(r"\(([^()]*)\)", phrase))
    return clean(re.sub(r"\([^()]*\)", " ", phrase)), tuple(part for part in inner if part)


# "Tumor Necrosis Factor (TNF) Inhibitors": in short the target, which is not the drug.
_OF_TARGET = re.compile(
    r"\((?P<target>[A-Z][\w/-]{1,11})\)\s+(?P<what>(?:receptor\s+)?(?:(?:ant)?agonist|inhibitor|"
    r"blocker|modulator|antibod(?=y|ies)|analog(?:ue)?)(?:s|y|ies)?)(?=\W|$)",
    re.IGNORECASE,
)


def short_names(phrase: str) -> tuple[str, ...]:
    """What the brackets of a phrase hold; of the target of a drug with what the drug does to it."""
    told = {m["target"]: f"{m['target']} {m['what']}" for m in _OF_TARGET.finditer(phrase)}
    return tuple(told.get(part, part) for part in parenthetical(phrase)[1])
