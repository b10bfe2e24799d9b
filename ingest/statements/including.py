"""Words that announce examples, behind a sentence that stands without them."""

import re

_INCLUDING = re.compile(
    r"(?P<cut>[\s,(]*\b(?:including|includes?|such as|for example|e\.g\.)\b(?:,? (?:but|and) "
    r"(?:(?:is|are|"
    r"may|shall|not) )*(?:be )?(?:not )?limited to)?,?(?:\s+(?:(?:the )?(?P<aim>treatment|"
    r"management|"
    r"prevention|diagnosis) of )?(?:(?:any|either|both|all|one) of )?(?:the "
    r")?(?:following)?(?:\s+[\w-]+){0,3}?)?(?:\s*\([^()]*\))?\s*:?\s*)$",
    re.IGNORECASE,
)
# Examples announced in the midst: X for any other use, including the following, is not covered
_WITHIN = re.compile(
    r",?\s*\(?(?:including|such as)(?:,? but not limited to)?,? (?:any of )?the following"
    r"(?: [\w-]+){0,2}?\)?,?(?=\s+(?:is|are|will be|may be)\b[^.:]*:\s*$)",
    re.IGNORECASE,
)
# Its use in the following situations, or imaging for these: what "this includes"
_THIS_INCLUDES = re.compile(
    r"^\W*(?:this|these|such|those|examples|exclusions?|non-?coverage)\b[^.:]{0,40}?\binclud(?:es?|"
    r"ing)"
    r"\b[^.]*:\s*$",
    re.IGNORECASE,
)

# "for the following (criteria will be updated as new data are published):" tells of the list itself
_OF_THE_LIST = re.compile(
    r"\s*\((?=[^()]*\b(?:lists?|inclusive|exhaustive|complete|updat\w+|revis\w+|"
    r"for which see|see (?:the )?(?:next|following|separate|section|below|also))\b)[^()]*\)"
    r"(?=\s*:\s*$)",
    re.IGNORECASE,
)


# "at high risk of failure, defined as any one of the following:" asks for one of them
_DEFINED_BY = re.compile(
    r",?\s+(?:which (?:is|are) )?defined (?:as|by)\s+(?=(?:having )?(?:any|one|all|either|both|"
    r"each|at least \w+|two|three)\b[^:.;]*:\s*$)",
    re.IGNORECASE,
)


def without_remark(sentence: str) -> str:
    """A lead-in without a bracketed remark on its list, and with "when" for "defined as"."""
    return _DEFINED_BY.sub(" when ", _OF_THE_LIST.sub("", sentence))


def without_including(sentence: str) -> str:
    """A lead-in without the words that announce examples of what it says."""
    found = _INCLUDING.search(_REASON.sub("", sentence))
    if found and found.start("cut") > 0:
        return sentence[: found.start("cut")]
    within = _WITHIN.search(sentence)
    return f"{sentence[: within.start()]}{sentence[within.end() :]}" if within else sentence


# A reason behind the words that lead in: "..., because research in these conditions is lacking:"
_REASON = re.compile(
    r",? (?:because|since|due to|given that|as (?:there|their|its|the))\b[^.:]*(?=:\s*$)",
    re.IGNORECASE,
)


def announces_examples(sentence: str) -> bool:
    """Whether a lead-in ends in "including (but not limited to) the following:"."""
    return without_including(sentence) != sentence


def goes_on_with_examples(sentence: str) -> bool:
    """Whether a sentence only announces examples of what the one before it says."""
    return _THIS_INCLUDES.match(sentence) is not None
