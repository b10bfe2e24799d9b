"""Criteria that say in a way of their own that something is absent or was looked at: data.

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
)
