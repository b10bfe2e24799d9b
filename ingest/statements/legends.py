"""Legends: what the grades of a guideline mean. They hold its standing words and no position.

ACC/AHA, USPSTF, AAN, KDIGO and most societies print one ("Class 2a | is reasonable; can be useful",
"D | The USPSTF recommends against the service.").
"""

import re
from collections.abc import Sequence

_OF_WHAT = r"(?:recommendations?|evidence|obligation|proof|certainty|quality|confidence|benefits?)"
_RATING = (
    r"(?:class(?:es|ifications?)?|grad(?:es?|ings?)|levels?|strengths?|categor(?:y|ies)|ratings?|"
    r"certainty|quality|definitions?|hierarchy|interpretations?|explanations?|implications?|"
    r"key (?:to|of)|schemes?|systems?|scales?)"
)
_HEADING = re.compile(
    r"^\W*(?:(?:table|box|figure|appendix)\s+\w+[.:]?\s+)?(?:[\dIVX.]+\s+)?(?:applying\s+|(?:the\s+)?"
    r"\w{2,8}\s+)?"
    rf"(?:nomenclature\b.*|what (?:the|our|these) \w+ means?\W*|"
    rf"(?:(?:recommendation|evidence|grade)s?\s+)?{_RATING}(?:\s+(?:of|for|to|and|the|used|in|"
    rf"our|{_RATING}|{_OF_WHAT}|grades?|levels?|\(\w+\)))*)\W*$",
    re.IGNORECASE,
)
_GRADES = re.compile(
    r"^(?:class|cor|loe|grade|level|strength|rating|certainty|category|symbol|code|letter)\b",
    re.IGNORECASE,
)
_MEANS = re.compile(
    r"^(?:meanings?|definitions?|interpretations?|"
    r"implications?\b(?! for (?:\w+ )?(?:practice|research)\b).*|explanations?|wordings?|verbs?|"
    r"language|terminology|(?:suggested |recommended |standard )?(?:phras\w+|wordings?|language)"
    r"(?:\s.*)?|suggestions? for practice)$",
    re.IGNORECASE,
)


_FRAME = re.compile(
    r"^(?:patients?|populations?|individuals|interventions?|comparators?|comparisons?|outcomes?)"
    r"(?: of interest| measures?)?$",
    re.IGNORECASE,
)
_MIN_FRAME = 3  # of its four columns

# "8/2019 | Revision | Cervical fusion added to investigational": what was changed in the text
_DATE_ALONE = re.compile(
    r"\W*(?:(?:\d{1,2}[/.-]){1,2}(?:\d{2}|\d{4})|\d{4}-\d{2}(?:-\d{2})?|"
    r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.? (?:\d{1,2}, )?\d{4})\W*",
    re.IGNORECASE,
)
_CHANGES = re.compile(
    r"(?:summary of |description of |type of )?(?:(?:policy|document) )?(?:changes?|revisions?|"
    r"updates?)(?: (?:made|history|summary|type|description))?|actions?(?: taken)?",
    re.IGNORECASE,
)


def is_history(cells: Sequence[str], header: Sequence[str]) -> bool:
    """Whether a row of a table tells when the text was changed, and how.

    Its first cell is a date and nothing else, or one column is named for changes and another cell
    is a date.
    """
    dated = [_DATE_ALONE.fullmatch(cell) is not None for cell in cells]
    named = any(_CHANGES.fullmatch(title.strip()) for title in header)
    return bool(dated) and (dated[0] or (named and any(dated)))


def is_legend_heading(heading: str) -> bool:
    """Whether a heading announces what grades mean ("Class of Recommendation and Level of ...")."""
    return bool(_HEADING.match(heading) and re.search(r"\w+\s+\w+|nomencl", heading, re.IGNORECASE))


def is_legend(header: Sequence[str]) -> bool:
    """Whether the columns of a table are grades and what they mean, or the frame of a review.

    A review's frame tells what was compared in whom, and takes no position: PICO, after Richardson
    et al., ACP Journal Club 1995; Blue Cross policies open with one.
    """
    titles = [title.strip() for title in header]
    return sum(_FRAME.match(title) is not None for title in titles) >= _MIN_FRAME or (
        bool(titles)
        and _GRADES.match(titles[0]) is not None
        and any(_MEANS.match(title) for title in titles[1:])
    )
