"""Criteria said in a way of their own, put in the words in which numbers and degrees are read."""

import re

from app.leaf_brackets import WAY
from app.reworded_absence import WORDINGS as OF_ABSENCE
from app.reworded_absence import Wording
from app.reworded_histories import WORDINGS as OF_HISTORIES
from app.reworded_lengths import WORDINGS as OF_LENGTHS
from app.reworded_trials import WORDINGS as OF_TRIALS

_ORDINALS = (
    "first",
    "second",
    "third",
    "fourth",
    "fifth",
    "sixth",
    "seventh",
    "eighth",
    "ninth",
    "tenth",
    "eleventh",
    "twelfth",
)
_NTH = rf"(?P<nth>{'|'.join(_ORDINALS)}|\d{{1,2}}(?:st|nd|rd|th))"
_WHOSE = r"(?:his|her|their|the(?: child's)?)"
_UNIT = r"(?:hours?|hrs?|h|days?|weeks?|months?)"


def _years(match: re.Match[str]) -> str:
    nth = match["nth"].lower()
    return str(_ORDINALS.index(nth) + 1) if nth in _ORDINALS else re.sub(r"\D", "", nth)


_WORDINGS: tuple[Wording, ...] = (
    *OF_ABSENCE,
    *OF_HISTORIES,
    *OF_LENGTHS,
    # "relapsing and remitting": one course
    (re.compile(r"\brelapsing(?: and |/)remitting\b", re.I), lambda _: "relapsing-remitting"),
    # "symptoms neither improve or get worse"
    (
        re.compile(r"\b(?P<one>neither (?:(?!\b(?:n?or|and)\b)[^.;,])+)\bor\b", re.IGNORECASE),
        lambda m: f"{m['one']}nor",
    ),
    # "is swollen or red for 2 months or longer": each of them so long
    (
        re.compile(
            rf"\b(?P<be>is|are|was|were|has been|have been|remains?) (?!{WAY} or {WAY}\b)"
            r"(?P<one>[\w-]+) or "
            r"(?P<two>[\w-]+(?: and [\w-]+)?) (?P<long>for (?:at least |more than |longer than |"
            rf"over |a minimum of |≥ ?)?\d+ (?:{_UNIT}|years?)(?: or (?:longer|more))?)(?!\w)",
            re.IGNORECASE,
        ),
        lambda m: f"{m['be']} {m['one']} {m['long']} or {m['two']} {m['long']}",
    ),
    # "during the first trimester of pregnancy"
    (
        re.compile(
            r"^\W*during (?=(?:pregnancy|the (?:first|second|third) trimester)\b)", re.IGNORECASE
        ),
        lambda _: "in ",
    ),
    # "the vein to be treated has a diameter of 4.5 mm": whose diameter it is
    (
        re.compile(
            r"\b(?P<what>[a-z][\w-]*(?: [a-z][\w-]*)?)(?: (?:to be|being) treated)? (?:has|have) "
            r"(?:an? )?(?:maxim(?:um|al) )?(?P<size>diameter|length|width|thickness|depth)s?"
            r"(?= (?:of|greater|more|less|at least|above|over|below)\b)",
            re.IGNORECASE,
        ),
        lambda m: f"{m['what']} {m['size']}",
    ),
    # "is not taking another CGRP antagonist concurrently"
    (
        re.compile(
            r"\b(?:is|are|will) not (?:be )?(?:currently )?(?:receiving|taking|using|on|treated "
            r"with) (?P<what>(?:an(?:other)?|any(?: other)?|other) [^.;,]+?) (?:concurrently|"
            r"concomitantly|simultaneously|at the same time|in combination)(?=\W*$)",
            re.IGNORECASE,
        ),
        lambda m: f"is not used in combination with {m['what']}",
    ),
    *OF_TRIALS,
    # "has fallen by 40%": so much at least
    (
        re.compile(
            r"\b(?P<fell>fallen|dropped|decreased|reduced|declined|improved|increased|risen|reduction|"
            r"decrease|improvement|increase)(?P<what>(?: (?:in|of) [\w -]{2,40}?)?) by "
            r"(?P<n>\d+(?:\.\d+)? ?(?:%|percent))(?! (?:or (?:less|fewer)|at most))",
            re.IGNORECASE,
        ),
        lambda m: f"{m['fell']}{m['what']} by at least {m['n']}",
    ),
    # "several adequate trials": more than two
    (
        re.compile(r"\bseveral (?=(?:\w+ )?(?:trials?|courses?|attempts?|treatments?)\b)", re.I),
        lambda _: "at least three ",
    ),
    # "At least one comorbidity. Diabetes is such a comorbidity (services from 2009 on)": an example
    (
        re.compile(r"(?<=\w)[.;] (?P<what>[A-Z][\w ,-]{2,60}) (?:is|are) such an? [^.;]*$"),
        lambda m: f", such as {m['what'][0].lower()}{m['what'][1:]}",
    ),
    # "deemed unable to take A": who has a contraindication to it, or does not tolerate it
    (
        re.compile(
            r"\b(?:(?:is|are|was|were|deemed|judged|considered) )*(?:unable to|not able to|cannot) "
            r"(?:take|use|receive) (?:(?:long|short)-term )?(?!(?:it|them|this|that)\b)(?=[a-z])"
            r"(?![^.;]*\b(?:concomitant|concurrent|together|in combination|simultaneous))",
            re.IGNORECASE,
        ),
        lambda _: "contraindication or intolerance to ",
    ),
    # "is suitable for A": nothing speaks against it
    (
        re.compile(
            r"^\W*(?:the (?:patient|member) )?(?:(?:is|are) )?suitable for "
            r"(?!(?:short|long)-term\b|temporary\b)(?=[a-z][\w -]{2,40}$)",
            re.IGNORECASE,
        ),
        lambda _: "no contraindication to ",
    ),
    # "has not already received 12 doses": the word adds nothing to the denial
    (re.compile(r"(?<=\bnot )(?:already|yet|ever)\s+", re.IGNORECASE), lambda _: ""),
    # "the child has had their second birthday"
    (
        re.compile(
            rf"\b(?:has|have) (?:had|reached|passed) {_WHOSE} {_NTH} birthday\b", re.IGNORECASE
        ),
        lambda m: f"is at least {_years(m)} years of age",
    ),
    (
        re.compile(
            rf"\b(?:(?:is|are) )?(?:before|until|up to) {_WHOSE} {_NTH} birthday\b", re.IGNORECASE
        ),
        lambda m: f"is younger than {_years(m)} years of age",
    ),
    # "the tumor expresses PD-L1 with a combined positive score of 10"
    (
        re.compile(
            r"^\W*(?:(?:the|their|patient['’]s) )?tumou?rs? (?:expresse?s?|has|have|with) PD-?L1"
            r"(?: expression)?,? (?:with|by|and) (?:an? )?(?=(?:combined positive|tumou?r "
            r"proportion) score|CPS|TPS)",
            re.IGNORECASE,
        ),
        lambda _: "PD-L1 ",
    ),
    # "no concurrent use of another biologic"
    (
        re.compile(
            r"^\W*no (?:concurrent|concomitant|simultaneous) (?:use|treatment|therapy) (?:of|"
            r"with) ",
            re.IGNORECASE,
        ),
        lambda _: "not used in combination with ",
    ),
    # "methotrexate (e.g., ...) used for 3 months": the length goes to the treatment
    (
        re.compile(
            r"(?P<such>\s\((?:e\.g\.,?|such as|for example,?|i\.e\.,?)[^()]*\))\s+(?P<so>used|"
            r"taken|"
            r"given|tried) (?P<n>for (?:at least |a minimum of )?\d+ (?:days|weeks|months))\b",
            re.IGNORECASE,
        ),
        lambda m: f" {m['so']} {m['n']}{m['such']}",
    ),
    # "signs or symptoms of lung cancer": one of them is named for both
    (re.compile(r"\bsigns (?:or|and/or) symptoms (?=of\b)", re.IGNORECASE), lambda _: "symptoms "),
    # "presenting within 72 hours of symptom onset": so long at most are the symptoms there
    (
        re.compile(
            rf"^\W*(?:(?:who )?(?:presents?|presenting|seen|starts?|started|begun|given|treated) )?"
            rf"within (?P<n>(?:the first )?\d+(?:\.\d+)? {_UNIT}) (?:of|after|from) (?:the )?"
            r"(?:onset(?: of (?:the )?(?:symptoms?|illness))?|(?:symptoms?|illness) onset)\W*$",
            re.IGNORECASE,
        ),
        lambda m: f"symptoms for at most {m['n'].removeprefix('the first ')}",
    ),
    # "the weight loss is the result of bariatric surgery": that it was had
    (
        re.compile(
            r"^\W*(?P<if>(?:if|when)\s+)?(?:the |their )?weight loss (?:is|was|has been|occurred) "
            r"(?:the result of|due to|secondary to|achieved (?:by|through|with|after)|after|"
            r"following) (?P<what>[^.;,]+?)\W*$",
            re.IGNORECASE,
        ),
        lambda m: f"{m['if'] or ''}has had {m['what']}",
    ),
    # "the wound has failed to show healing"
    (
        re.compile(
            r"\b(?:(?:has|have|had) failed|fail(?:s|ed)?) to (?:show|demonstrate|exhibit|display)"
            r"(?: any| an?)?\b",
            re.IGNORECASE,
        ),
        lambda _: "shows no",
    ),
    # "can adhere to immobilization", "a moderate use disorder under DSM-5"
    (
        re.compile(
            r"\b(?:can|could|will be able to)(?= (?:adhere|comply|cooperate|participate|take "
            r"part|follow|(?:use|operate) the)\b)",
            re.IGNORECASE,
        ),
        lambda _: "is able to",
    ),
    (
        re.compile(
            r",?\s*\b(?:under|per|according to|as defined (?:by|in)|(?:that )?meets?(?: the)?) "
            r"(?:the )?"
            r"(?:DSM|ICD)[- ]?\w*(?:-TR)?(?: criteria)?",
            re.IGNORECASE,
        ),
        lambda _: "",
    ),
    # "For continuation of therapy, documentation of ...": a label, and no treatment that was had
    (
        re.compile(
            r"^\W*for (?:initial|continu\w+|renewals?|"
            r"re-?authori[sz]ation)\b[^.:;,]{0,40}[,:]\s+(?=\w)",
            re.IGNORECASE,
        ),
        lambda _: "",
    ),
    # "dependence on oxygen"
    (
        re.compile(r"^\W*(?:has )?(?:an? )?dependen(?:ce|cy) (?:on|upon)\b", re.IGNORECASE),
        lambda _: "is dependent on",
    ),
    # "has failed over at least 2 months of use": for so long
    (
        re.compile(
            r"\b(?:over|for|after) (?P<n>(?:at least|a minimum of|≥|>=) ?\d+ (?:days|weeks|months))"
            r"(?: of (?:consistent |regular |continuous )?use)?\b(?! of)",
            re.IGNORECASE,
        ),
        lambda m: f"for {m['n']}",
    ),
    # "hangs at or below the level of the pubis": what lies below it is enough
    (
        re.compile(
            r"\b(?:at|to) or (?P<way>below|above|beyond)(?: the level of)?(?= (?:the |his |her "
            r")?[a-z])",
            re.IGNORECASE,
        ),
        lambda m: m["way"],
    ),
    # "during pregnancy", "a previous episode of pancreatitis": what they have or had
    (
        re.compile(
            r"^\W*(?:during|while|in) (?=(?:pregnancy|lactation|breast-?feeding)\W*$)",
            re.IGNORECASE,
        ),
        lambda _: "",
    ),
    (
        re.compile(
            r"^\W*(?:an? )?(?:previous|prior|past) (?:episodes?|attacks?|bouts?) of (?=[a-z])",
            re.IGNORECASE,
        ),
        lambda _: "history of ",
    ),
    # "documented trial of CPAP with failure or intolerance"
    (
        re.compile(
            r"^\W*(?:documented )?(?:an? )?(?:adequate )?trial of (?P<what>[a-z][\w /-]{1,60}?) "
            r"with (?P<so>(?:treatment )?failure or intolerance|intolerance or failure|inadequate "
            r"response or intolerance)\W*$",
            re.IGNORECASE,
        ),
        lambda m: f"{m['so']} of {m['what']}",
    ),
    # "the eczema is moderate or severe"
    (
        re.compile(
            r"^\W*(?:the )?(?P<what>[a-z][\w -]{2,60}?) (?:is|are|must be) "
            r"(?P<degree>(?:mild|moderate|severe)(?: (?:or|to) (?:moderate|severe))?)\W*$",
            re.IGNORECASE,
        ),
        lambda m: f"{m['degree']} {m['what']}",
    ),
)


def reworded(text: str) -> str:
    """A criterion in common words; as it is where it is said in them."""
    for pattern, plain in _WORDINGS:
        text = pattern.sub(plain, text)
    return text
