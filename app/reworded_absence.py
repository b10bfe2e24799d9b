"""Criteria that say in a way of their own that something is absent, was looked at, or where: data.

Read by `app.reworded`: "imaging has excluded a fracture" asks that imaging shows none.
"""

import re
from collections.abc import Callable

Wording = tuple[re.Pattern[str], Callable[[re.Match[str]], str]]

_PEOPLE = (
    r"(?:patients?|members?|individuals?|persons?|people|adults?|children|women|men|beneficiar\w+|"
    r"those|candidates?|services?|claims?)"
)
_LOOKED = (
    r"(?:imaging|endoscopy|[\w-]+scopy|[\w-]+graphy|[\w-]+gram|x-?rays?|radiographs?|CT|MRI|PET|"
    r"scans?|ultrasound|evaluation|work-?up|examination|assessment|biops(?:y|ies)|tests?|testing|"
    r"studies|cultures?|screening)"
)
_BY_WHOM = r"(?:\s+(?:by|on|with|through|after|following|via|using)\s+[^.;]+)?"

WORDINGS: tuple[Wording, ...] = (
    # "nasal endoscopy has excluded a mass or other obstruction"
    (
        re.compile(
            rf"\b(?P<test>(?:[\w-]+\s+){{0,3}}?{_LOOKED})\s+(?:(?:has|have|had)\s+)?(?:excludes?d?|"
            r"rule[sd]?\s+out)\s+(?:an?\s+|any\s+|the\s+presence\s+of\s+)?(?=[a-z])",
            re.IGNORECASE,
        ),
        lambda m: f"{m['test']} shows no ",
    ),
    # "a fracture has been ruled out by imaging"; whoever looked, it is not there
    (
        re.compile(
            rf"^\W*(?:the\s+presence\s+of\s+)?(?:an?\s+|the\s+|any\s+|other\s+)?(?!{_PEOPLE}\b)"
            r"(?P<what>[a-z][\w' /,()-]{2,80}?)\s+(?:has|have|had|is|are|was|were|must)\s+"
            rf"(?:be(?:en)?\s+)?(?:reasonably\s+|adequately\s+)?(?:excluded|ruled\s+out){_BY_WHOM}\W*$",
            re.IGNORECASE,
        ),
        lambda m: f"no {m['what'][0].lower()}{m['what'][1:]}",
    ),
    # "ALT and AST were measured before the start of treatment": a request tells what was measured
    (
        re.compile(
            r"\b(?P<done>(?:measured|checked|obtained|assessed|tested|determined|evaluated|performed|"
            r"documented|done|completed))\s+(?:at\s+baseline|(?:before|prior\s+to)\s+(?:the\s+)?(?:"
            r"start(?:ing)?|initiat(?:ion|ing)|beginning|commenc\w+)(?:\s+of)?(?:\s+(?:the\s+)?"
            r"(?:treatment|therapy|drug|medication))?)\W*$",
            re.IGNORECASE,
        ),
        lambda m: m["done"],
    ),
    # "does not use alcohol", "abstains from alcohol"
    (
        re.compile(
            r"^\W*(?:the\s+)?(?:(?:patient|member|individual)\s+)?(?:(?:does|do|will|must)\s+not\s+"
            r"(?:use|drink|consume|take|ingest)|abstains?\s+from|is\s+abstinent\s+from|avoids?)\s+"
            r"(?:any\s+)?alcohol(?:ic\s+beverages?)?\W*$",
            re.IGNORECASE,
        ),
        lambda _: "no alcohol",
    ),
    # "calcitriol will not be taken together with the drug", "will not take calcitriol with it"
    (
        re.compile(
            r"^\W*(?:(?:the\s+)?(?:member|patient|individual)\s+)?will\s+not\s+(?:take|use|receive)\s+"
            r"(?P<what>[^.;]{2,80}?)\s+(?:together|concurrently|concomitantly|in\s+combination|along|"
            r"simultaneously)(?:\s+with\s+[^.;,]+)?\W*$",
            re.IGNORECASE,
        ),
        lambda m: f"is not used in combination with {m['what']}",
    ),
    # "in the eye to be treated", "in the operated eye": the one that is asked for
    (
        re.compile(
            r"\s+(?:in|of|on|at)\s+the\s+(?:(?:operated|operative|affected|treated|involved|targeted|"
            r"target|index)\s+(?:eye|ear|limb|leg|arm|side|knee|hip|shoulder|joint|area|vein|segment|"
            r"level|site|breast|foot|hand|extremity)|(?:eye|ear|limb|leg|arm|side|knee|hip|shoulder|"
            r"joint|area|vein|segment|level|site|breast|foot|hand|extremity)\s+(?:to\s+be|being)\s+"
            r"(?:treated|operated(?:\s+on)?|injected|implanted))\b",
            re.IGNORECASE,
        ),
        lambda _: "",
    ),
    # "4 to 12 months of age at the time the device is started": a request is of now
    (
        re.compile(
            r"(?<=(?:age|old|ars|ths|der|ger))\s+(?:at|on)\s+the\s+(?:time|date)\s+(?:of\s+(?:the\s+)?"
            r"(?:initial\s+)?(?:request|treatment|surgery|implant\w*|procedure|start|initiation|"
            r"enrol\w*|prescription|administration|therapy)\b[^.;,]*|(?:that\s+|when\s+)?(?:the|it)\b"
            r"[^.;,]*\b(?:started|begun|initiated|performed|done|placed|given|implanted))\W*$",
            re.IGNORECASE,
        ),
        lambda _: "",
    ),
    # "x-rays of the lumbar spine" are lumbar x-rays
    (re.compile(r"\b(lumbar|thoracic|lumbosacral)\s+spine\b", re.I), lambda m: m[1]),
    # "persistent pain for at least 3 months": the length says how persistent
    (
        re.compile(
            r"^\W*persistent\s+(?!or\b|and\b)(?=[^.;]*\b(?:for|of)\s+(?:at\s+least|more\s+than|longer\s+than|over|≥)"
            r"\s*\d+\s+(?:days|weeks|months|years))",
            re.IGNORECASE,
        ),
        lambda _: "",
    ),
    # "is free of A and B": of both
    (
        re.compile(
            r"^\W*[\w\s-]{0,40}?\b(?:is|are|remains?)\s+(?:free|clear)\s+(?:of|from)\s+(?:any\s+)?"
            r"(?P<one>[^,;.()]{2,60}?)\s+(?:and|or)\s+(?P<two>[^,;.()]{2,60}?)\W*$",
            re.IGNORECASE,
        ),
        lambda m: f"no {m['one']} and no {m['two']}",
    ),
    # "(hypotonic drops may be used to reach this)": an allowance asks for nothing
    (
        re.compile(
            r"\s*\([^()]*\b(?:may|can)\s+be\s+(?:used|taken|given|substituted|accepted)\b[^()]*\)",
            re.IGNORECASE,
        ),
        lambda _: "",
    ),
)
