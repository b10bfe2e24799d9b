"""Criteria on treatments that were tried, or that are not to be taken, in the common words."""

import re

from app.reworded_absence import Wording

_UNIT = r"(?:days?|weeks?|months?|years?)"

WORDINGS: tuple[Wording, ...] = (
    # "an inadequate clinical response of at least 120 days with metformin"
    (
        re.compile(
            r"\b(?P<so>(?:inadequate|insufficient|suboptimal|unsatisfactory) (?:clinical )?"
            r"response|(?:treatment |therapeutic |clinical )?failure)s? (?:of|after|over) "
            rf"(?P<n>(?:at least |a minimum of )?\d+ (?:consecutive )?{_UNIT}) (?:with|to|of|on) "
            r"(?P<what>(?!therapy\b|treatment\b|use\b|an?\b[^,;]{0,20}trial)[^,;]+)",
            re.IGNORECASE,
        ),
        lambda m: f"{m['so']} to {m['what'].rstrip()} for {m['n']}",
    ),
    # "the purpose is weight loss": for which it is asked
    (
        re.compile(
            r"^\W*(?:when |if )?(?:the |its |their )?(?:sole |primary |main )?(?:purpose|goal|aim|"
            r"intent)(?: of (?:the )?(?:treatment|therapy|use|request|drug))? is (?:the |to )?"
            r"(?=[a-z])",
            re.IGNORECASE,
        ),
        lambda _: "",
    ),
    # "must not be taking a DPP-4 inhibitor (sitagliptin) at the same time"
    (
        re.compile(
            r"(?P<no>\b(?:must|should|may|shall|will|is|are) not (?:be )?(?:currently )?"
            r"(?:receiving|taking|using|on|treated with) (?:[^.;,()]|\([^()]*\))+?) (?:concurrently|concomitantly|"
            r"simultaneously|at the same time)(?=\W*$)",
            re.IGNORECASE,
        ),
        lambda m: m["no"],
    ),
)
