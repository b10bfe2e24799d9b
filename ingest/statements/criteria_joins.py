"""What a lead-in says about the items below it: all, any, at least n, or none of them."""

import re

from ingest.statements.models import Join

_COUNTING = "zero one two three four five six seven eight nine ten eleven twelve"
NUMBER_WORDS = {word: value for value, word in enumerate(_COUNTING.split())}
_N = rf"(?:{'|'.join(NUMBER_WORDS)}|\d{{1,2}})(?:\s*\(\d{{1,2}}\))?"
_ONE = r"(?:one|1)(?:\s*\((?:1|one)\))?"
_THING = (
    r"(?:following|below|criteria|criterion|conditions?|requirements?|indications?|features|these|"
    r"those|listed|items|findings|apply)"
)
_OF_THEM = rf"(?:\s+of)?(?:\s+(?:the|these|those|its))?(?:\s+[\w-]+){{0,3}}?\s+{_THING}\b"
# A count that is not followed by "of the following" counts only with a noun that items can be.
_ITEMS = (
    r"(?:\s+[\w-]+){0,3}?\s+(?:risk factors?|comorbidit(?:y|ies)|criteri(?:a|on)|conditions?|"
    r"red flags?|"
    r"signs?|"
    r"symptoms?|features?|findings?|complications?)\s*(?:\([^)]*\))?"
    r"(?:\s+(?:for|of) [\w -]{3,40}?)?(?:\s+(?:is|are|has been|have been)\s+(?:present|documented|"
    r"identified|met)(?:\s+(?:in|for) [\w -]{3,40})?)?\s*:?\s*$"
)
_TREATMENTS = (
    r"(?:\s+(?!(?:days?|weeks?|months?|years?|of)\b)[\w-]+){0,3}?\s+(?:drugs?|medications?|agents?|"
    r"class(?:es)?|preventives?|products?|treatments?|therap(?:y|ies)|alternatives?)\b[^:;]*:\s*$"
)
# "is not medically necessary for any of the following": there the "not" negates the coverage.
_VERDICT = (
    r"necessary|covered|recommended|indicated|approved|appropriate|eligible|proven|reimburs\w+|"
    r"considered|limited"
)

# (join, fixed n, pattern): of all that fit, the one that starts last decides, for it governs the
# list.
_JOINS: tuple[tuple[Join, int, re.Pattern[str]], ...] = tuple(
    (join, n, re.compile(pattern, re.IGNORECASE))
    for join, n, pattern in (
        (Join.NONE_OF, 0, r"\b(?:none|neither)\s+of\b.*"),
        (
            Join.NONE_OF,
            0,
            # what is "not satisfactory because of any of these" needs one of them
            rf"\b(?:not|cannot|n't)\b(?:(?!\b(?:{_VERDICT}|because|due|owing|since)\b)[^.;:])"
            r"{0,60}?\b(?:any|either)\b.*",
        ),
        (
            Join.NONE_OF,
            0,
            r"\b(?:without|absence of|free (?:of|from)|no (?:known |current |prior |active "
            r")*(?:evidence|"
            r"history|signs?|presence|documentation|contraindications?)?(?:\s+(?:of|for|to))?)\s*"
            r"(?:any|all|one or more|either|at least one)?(?:\s+of)?(?:\s+the)?\s+following\b.*",
        ),
        (Join.NONE_OF, 0, r"\b(?:must|may|should|can|do|does) ?not (?:have|have had|show)\W*$"),
        (Join.NONE_OF, 0, r"^\W*(?:absolute |relative )?(?:exclusions?|contraindications)\b.*"),
        (Join.NONE_OF, 0, r"\b(?:contraindicated|excluded)\b[^.;:]*\b(?:if|when|in|with|for)\b.*"),
        (
            Join.NONE_OF,
            0,
            rf"\ball{_OF_THEM}[^.;:]*\b(?:absent|ruled out|excluded)\b.*",
        ),
        (Join.ALL_OF, 0, rf"\b(?:all|each|every one|both){_OF_THEM}"),
        (Join.ALL_OF, 0, rf"\b(?:all|both)\s+(?:{_N}\s+)?(?:of\b|the\b|criteria\b|these\b)"),
        (Join.ALL_OF, 0, r"\beach of\b"),
        (Join.ALL_OF, 0, r"\[(?:all|both)(?: required)?\]\s*:?\s*$"),  # on a form with boxes
        (Join.ANY_OF, 0, r"\[(?:at least |any )?(?:one|any)(?: or more)?\]\s*:?\s*$"),
        (Join.ALL_OF, 0, r"\b(?:all|both)(?:\s+of(?:\s+the)?)?\s*:?\s*$"),
        (
            Join.ANY_OF,
            0,
            rf"\b(?:at least\s+|a minimum of\s+|any\s+|either\s+|only\s+)?"
            rf"(?:{_ONE}(?!-)|any(?!\s+(?:{_N})\s+of\b)|either)"
            rf"(?:\s+or\s+(?:more|both))?{_OF_THEM}",
        ),
        (Join.ANY_OF, 0, rf"\b(?:{_ONE}\s+or\s+(?:more|both)|at least\s+{_ONE})\s+(?:of\b|from\b)"),
        (Join.ANY_OF, 0, rf"\bat least\s+{_ONE}{_ITEMS}"),
        (Join.ANY_OF, 0, r"\bany (?:one )?of\b"),
        (Join.ANY_OF, 0, rf"[≥]\s*1{_OF_THEM}"),
        (Join.ANY_OF, 0, r"\b(?:any|either)\s*:?\s*$"),
        (Join.ANY_OF, 0, rf"\b(?:at least\s+)?{_ONE}(?:\s+or\s+more)?\s+of\s*:?\s*$"),
        (Join.AT_LEAST, 0, rf"\b(?:at least\s+)?(?P<n>{_N})(?:\s+or\s+more)?\s+of\s*:?\s*$"),
        (
            Join.AT_LEAST,
            0,
            rf"(?:\b(?:at least|a minimum of|minimum of|any|only)\s+|(?:≥|>=)\s*)?\b(?P<n>{_N})"
            rf"(?:\s+or\s+more)?(?:\s+(?:separate|different|major|minor))?\s+"
            rf"(?:(?!(?:all|any|both|each|either|when|if|where|with|and|or|to)\b)[\w-]+\s+){{0,4}}?"
            rf"(?:of|from|among)\b(?:\s+(?:the|these|"
            rf"those))?(?:\s+[\w-]+){{0,3}}?"
            rf"\s+{_THING}\b",
        ),
        (Join.AT_LEAST, 0, rf"\b(?P<n>{_N})\s+or\s+more(?:\s+of)?(?:\s+the)?\s+{_THING}\b"),
        (Join.AT_LEAST, 0, rf"\bat least\s+(?P<n>{_N}){_ITEMS}"),
        (Join.AT_LEAST, 2, rf"\bmore than one{_OF_THEM}"),
        # The patient has tried at least two standard preventives, each for 8 weeks:
        (Join.ANY_OF, 0, rf"\b(?:tried|trial of|failed|failure of) at least\s+{_ONE}{_TREATMENTS}"),
        (
            Join.AT_LEAST,
            0,
            rf"\b(?:tried|trials? of|failed|failure of)\s+(?:at least\s+)?(?P<n>{_N}){_TREATMENTS}",
        ),
    )
)


_NOT_YET = r"(?!\b(?:unless|until|except|all|both|each|and)\b)"
# "is not covered for members with:", "do not use in patients who have:": each of them refuses.
_REFUSES = re.compile(
    rf"\b(?:(?:not|never|n't)\b(?:{_NOT_YET}[^.;:])*?\b(?:{_VERDICT}|us(?:e|ed|ing)|given?|"
    r"offer(?:ed)?|start(?:ed)?|prescribed?|performed|authori[sz]ed|undergo|receive)\b|"
    r"(?:den(?:y|ied)|refused?|declined?|withh(?:old|eld)|avoid(?:ed)?)\b)"
    rf"(?:{_NOT_YET}[^.;:])*?\b(?:with|has|have|who|if|when|where|in|member|patient|individual|"
    r"there is)\W*$",
    re.IGNORECASE,
)


def number_of(printed: str) -> int:
    """Value of "two", "2" or "two (2)"."""
    word = printed.partition("(")[0].strip().lower()
    return NUMBER_WORDS.get(word, 0) or (int(word) if word.isdigit() else 0)


def join_span(lead: str) -> tuple[Join, int, int] | None:
    """How a lead-in joins its items: (join, n, offset at which the phrase that says so starts)."""
    found: list[tuple[int, int, Join, int]] = []
    for join, fixed, pattern in _JOINS:
        for match in pattern.finditer(lead):
            n = fixed
            if join is Join.AT_LEAST and not fixed:
                n = number_of(match.group("n"))
                if re.search(r"\ball\s+$", lead[: match.start()], re.IGNORECASE):
                    continue
            found.append((match.start(), match.end(), join, n))
    outer = [
        row
        for row in found
        if not any(
            other[0] <= row[0] and row[1] <= other[1] and other[:2] != row[:2] for other in found
        )
    ]
    if not outer:
        refuses = _REFUSES.search(lead)
        return (Join.ANY_OF, 0, refuses.start()) if refuses else None
    start, _, join, n = max(outer, key=lambda row: (row[0], row[2] is Join.NONE_OF, row[1]))
    return _plain(join, n, start)


def _plain(join: Join, n: int, start: int) -> tuple[Join, int, int]:
    if join is Join.AT_LEAST and n <= 1:
        return Join.ANY_OF, 0, start
    return join, n, start


def join_of(lead: str) -> tuple[Join, int] | None:
    """How a lead-in joins its items; None where it does not say.

    Args:
        lead: The lead-in as printed ("... when at least two of the following are met:").

    Returns:
        The join, and for AT_LEAST how many (from 2), else 0.
    """
    found = join_span(lead)
    return found[:2] if found else None


def connector_before(text: str, offsets: list[int]) -> Join:
    """ALL_OF or ANY_OF as the words before the marks say; LEAF where none or both are said."""
    ends = [re.search(r"\b(and/or|and|or)\W*$", text[:at], re.IGNORECASE) for at in offsets]
    said = {"or" if "or" in m.group(1).lower() else "and" for m in ends if m}
    if said == {"or"}:
        return Join.ANY_OF
    return Join.ALL_OF if said == {"and"} else Join.LEAF


def either_join(listed: str) -> tuple[Join, int] | None:
    """ANY_OF where every semicolon of a list that begins with "either" is followed by "or"."""
    said = {word.lower() for word in re.findall(r";\s*(\w+)", listed)}
    return (Join.ANY_OF, 0) if said == {"or"} else None


_BOX = re.compile(r"\[[ xX_]?\].*|[☐☑☒□]")


def is_box(marker: str) -> bool:
    """Whether the mark of an item is a box to be ticked, as on a form."""
    return _BOX.fullmatch(marker) is not None
