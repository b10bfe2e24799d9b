"""Criteria on treatments that were tried, or that are not to be taken, in the common words."""

import re

from app.reworded_absence import Wording

_UNIT = r"(?:days?|weeks?|months?|years?)"

_DOSE = re.compile(r"(?P<drug>[a-z]{5,}statin)\s+(?P<least>\d+)\s*(?:mg)?\b", re.IGNORECASE)
_HIGH = "atorvastatin 40, rosuvastatin 20"


def _doses(such: str) -> str:
    """Statins with the least dose of high intensity, those that a criterion names or all."""
    named = list(_DOSE.finditer(such)) or list(_DOSE.finditer(_HIGH))
    return " or ".join(f"{m['drug']} at least {m['least']} mg" for m in named)


WORDINGS: tuple[Wording, ...] = (
    # "an inadequate clinical response of at least 120 days with metformin"
    (
        re.compile(
            r"\b(?P<so>(?:inadequate|insufficient|suboptimal|unsatisfactory) (?:clinical )?"
            r"response|(?:treatment |therapeutic |clinical )?failure)s? (?:of|after|over) "
            rf"(?P<n>(?:at least |a minimum of )?\d+ (?:consecutive )?{_UNIT}) (?:with|to|on) "
            r"(?P<what>(?!therapy\b|treatment\b|use\b|an?\b[^,;]{0,20}trial)[^,;]+)",
            re.IGNORECASE,
        ),
        lambda m: f"{m['so']} to {m['what'].rstrip()} for {m['n']}",
    ),
    # which doses are of high intensity: AHA/ACC guideline on blood cholesterol, 2018, table 3
    (
        re.compile(
            r"\bhigh[- ]intensity statins?(?: (?:therapy|treatment))?(?:\s*\((?P<such>[^()]*)\))?"
            r"(?P<long>(?: for [^,;()]*?(?:days|weeks|months|years))?)",
            re.IGNORECASE,
        ),
        lambda m: f"{_doses(m['such'] or '')}{m['long']}",
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
    # "two drugs for gout, each taken for at least 4 weeks, have failed or were not tolerated"
    (
        re.compile(
            r"^\W*(?P<n>(?:at least )?(?:two|three|four|2|3|4)(?: or more)? (?:[a-z-]+ )?(?:drugs|"
            r"medications|medicines|agents))(?P<aim> for [a-z][\w -]{2,40}?)?(?:, each (?:taken|"
            r"used|tried|given) (?P<long>for (?:at least )?\d+ \w+),)? have failed"
            r"(?P<or> or (?:were|have) not (?:been )?tolerated)?\W*$",
            re.IGNORECASE,
        ),
        lambda m: (
            f"{'failure or intolerance' if m['or'] else 'failure'} of {m['n']}{m['aim'] or ''}"
            + (f", each {m['long']}" if m["long"] else "")
        ),
    ),
    # "Hematocrit, drawn within the last 12 months, is below 54%": the number, and how old it is
    (
        re.compile(
            r"^\W*(?P<what>[A-Za-z][\w -]{1,40}),\s+(?P<when>(?:drawn|measured|obtained|taken|"
            r"dated|"
            r"done|checked) within (?:the )?(?:last|past|previous|prior) [\w ]+?),\s+(?:is|was|of) "
            r"(?P<rest>[^,;]*\d[^,;]*)$",
            re.IGNORECASE,
        ),
        lambda m: f"{m['what']} {m['rest'].strip()}, {m['when']}",
    ),
    (
        re.compile(
            r",\s*(?:drawn|obtained|collected|taken|dated) (?=within (?:the )?(?:last |past |"
            r"previous |"
            r"prior )?[\w-]+ (?:days|weeks|months|years)\W*$)",
            re.IGNORECASE,
        ),
        lambda _: ", measured ",
    ),
    # Who "must not be taking X at the same time" must not be taking it
    (
        re.compile(
            r"(?P<no>\b(?:must|should|may|shall|will|is|are) not (?:be )?(?:currently )?"
            r"(?:receiving|taking|using|on|treated with) (?:[^.;,()]|\([^()]*\))+?) "
            r"(?:concurrently|concomitantly|simultaneously|at the same time)(?=\W*$)",
            re.IGNORECASE,
        ),
        lambda m: m["no"],
    ),
)
