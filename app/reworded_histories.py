"""Criteria that tell a history, a number or a coverage rule in a way of their own: data.

Read by `app.reworded`.
"""

import re

from app.reworded_absence import Wording

_LENGTH = r"(?:\d+|one|two|three|four|six|twelve)?\s*(?:days?|weeks?|months?|years?)"
_BMI = r"(?:body mass index(?: \(BMI\))?|BMI)"
_KG = r"(?: ?kg/m ?(?:2|²|\^2))?"
_MORE = r"(?:≥|>=|>|at least|greater than(?: or equal to)?|over|above|of(?: at least)?)"
_UPWARD = r"(?: or (?:more|greater|higher|above|over))?"

WORDINGS: tuple[Wording, ...] = (
    (
        re.compile(r"\b(?P<in>within|in|during) the preceding\b", re.I),
        lambda m: f"{m['in']} the past",
    ),
    # "has not had a myocardial infarction or stroke within the past year"
    (
        re.compile(
            r"^\W*(?:the )?(?:(?:patient|member|individual|beneficiary|person) )?(?:has|have"
            r"|had) not "
            r"(?:had|experienced|suffered) (?:an? |any )?(?P<what>[a-z][a-z ,/'-]{2,80}?) "
            rf"(?P<when>(?:with)?in the (?:past|last|previous|prior) {_LENGTH})\W*$",
            re.IGNORECASE,
        ),
        lambda m: f"no {m['what']} {m['when']}",
    ),
    # "an FDA approved diagnosis of hypertension or heart failure"
    (
        re.compile(
            r"\b(?:an? )?FDA[- ]approved (?P<what>diagnosis|indication) of\b", re.IGNORECASE
        ),
        lambda _: "diagnosis of",
    ),
    # "a psychotherapy known to be effective in the treatment of depression"
    (
        re.compile(
            r"(?<=therapy) (?:known|shown|proven) to be effective (?:in|for) [\w\s-]{3,60}$", re.I
        ),
        lambda _: "",
    ),
    # "contraindications to or experience adverse effects of bisphosphonates"
    (
        re.compile(
            r"^\W*(?:who )?(?:have|has) (?:an? )?contraindications? to,? or (?:have |has )?(?:"
            r"experienced?s? )?(?:adverse|side) effects (?:of|from|to|with) ",
            re.IGNORECASE,
        ),
        lambda _: "contraindication or intolerance to ",
    ),
    # "Foobarin is not covered for members older than 20 years of age"
    (
        re.compile(
            r"^\W*[^.;,]{2,60}? (?:is|are) not (?:covered|approved|authori[sz]ed|payable) (?:for"
            r"|in) "
            r"(?:members|patients|individuals|children|adults|persons|people) "
            r"(?P<who>(?:older|younger) than \d+ (?:years|months)(?: of age| old)?)\W*$",
            re.IGNORECASE,
        ),
        lambda m: f"not {m['who']}",
    ),
    # "a 3 consecutive month trial of methotrexate"
    (
        re.compile(
            r"(?:(?:≥|>=|at least) ?)?\b(?P<n>\d+)[ -](?:consecutive )?(?P<unit>day|week|month)"
            r"(?= trial\b)",
            re.IGNORECASE,
        ),
        lambda m: f"{m['n']}-{m['unit']}",
    ),
    (
        re.compile(
            r"(?P<lead>\bunless |\bor )(?:clinically )?significant (?:adverse|side) effects are "
            r"experienced\b",
            re.IGNORECASE,
        ),
        lambda m: f"{m['lead']}not tolerated",
    ),
    (re.compile(r"\s+at up to maximally indicated doses?\b", re.IGNORECASE), lambda _: ""),
    # "BMI of 40 or more, or BMI of 35 or more with diabetes": the first one alone is enough
    (
        re.compile(
            rf"^(?P<one>\W*(?:an? )?{_BMI} {_MORE} ?\d+(?:\.\d+)?{_KG}{_UPWARD}),? or (?:an? )?"
            rf"(?:{_BMI} )?(?P<two>{_MORE} ?\d+(?:\.\d+)?{_KG}{_UPWARD}) (?:with|and|in the "
            rf"presence "
            r"of|plus) (?P<what>[^\d;]{3,120})$",
            re.IGNORECASE,
        ),
        lambda m: f"{m['one']} or one with BMI {m['two']} with {m['what']}",
    ),
    # "BMI of 27 or more in the presence of at least one comorbidity"
    (
        re.compile(
            rf"(?P<n>\d{_KG}{_UPWARD}) in the presence of (?=at least one |one or more )", re.I
        ),
        lambda m: f"{m['n']} with ",
    ),
    (re.compile(r"^\W*(?:the )?most recent (?=\w)", re.IGNORECASE), lambda _: ""),
)
