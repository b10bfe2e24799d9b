"""Which chapters of a document hold no position, whatever their sentences sound like."""

import re
from collections.abc import Sequence

from ingest.statements.legends import is_legend_heading
from ingest.statements.roles import heading_cue

_NUMBER = r"^\W*(?:(?:[\dIVX]+|[A-Za-z])[.)]\s*|[\dIVX.]+\s+)*"
_BACKGROUND = re.compile(
    # "history and laboratory tests", "introduction of solid food", "methods of contraception" and
    # "background therapy" are of the patient
    _NUMBER + r"(?:background(?! (?:therap|treatment|medication|pain|insulin|retinopathy))|"
    r"introduction(?! of\b)|history(?! (?:and|or) (?:physical|laborator|lab\b|exam|clinical|"
    r"initial|assess|imag|investigat|test|work)|[- ]taking)|"
    r"(?:overview|analysis) of (?:the )?evidence|"
    r"references?|bibliography|rationale|evidence (?:review|summary|base|to "
    r"decision)|summary of evidence|supporting evidence|description(?! information)(?: of "
    r"(?:services|"
    r"procedure))?|discussion(?! with\b)|clinical evidence|literature(?: review)?|(?:policy |"
    r"coverage |revision |document )history|what this digest leaves out|scope(?:\b.*)?|"
    r"definitions?|disclaimer|acknowledg\w+|other organi[sz]ations|professional "
    r"societ\w+.*|recommendations? (?:of|by|from) other\w*.*|"
    r"position statements.*|related (?:policies|documents).*|research "
    r"(?:priorities|recommendations|gaps).*|methods?(?! (?:of|for)\b)|methodology|appendix.*|"
    r"conflicts? of interest.*|abbreviations|glossary|regulatory.*|"
    r"fda(?!.approved indications?\W*$).*|u\.s\. food "
    r"and drug.*|areas for further study.*|knowledge gaps.*|general information|key "
    r"messages.*|authors?(?:hip)?|participants.*)\b",
    re.IGNORECASE,
)
# A guideline tells of itself: how it was made, by whom, what is not known. Full of the words of
# positions ("a strong recommendation is made when ...", "reviews without trials were excluded").
_OF_ITSELF = re.compile(
    _NUMBER + r"(?:what(?:[’']s| is| has| have)? (?:new|changed)\b|about this\b"
    r"|highlight(?:s|ed features) (?:of|in) this\b"
    r"|qualifying statements?\b"
    # by whom
    r"|(?:guideline )?(?:development )?work(?:ing)? group\b"
    r"|guideline (?:development )?(?:team|panel)\b"
    r"|(?:(?:management|declarations?|disclosures?) of )?(?:potential |actual |or |competing )*"
    r"(?:conflicts? of |competing )interests?|(?:external |peer )+review\b|(?:.* )?focus groups?\b"
    # how
    r"|(?:summary of )?(?:(?:guideline|evidence|systematic|literature|consensus|search) ?)?"
    r"(?:review |synthesis |search )?(?:development ?)?(?:methods(?: and .*)?$|methodology\b)"
    r"|summary of guideline ?development|conducting (?:the|a) (?:systematic|evidence|literature)"
    r"|(?:.* )?criteria for (?:study inclusion|inclusion in)\b|study (?:selection|eligibility)\b"
    r"|key questions?\b|evidence quality and\b|recommendation categor|determining recommendation"
    r"|(?:grading|categori[sz]ing|categori[sz]ation of|reconciling|developing|formulating)\b"
    r".*\brecommendations?\b"
    # what is not known
    r"|(?:recommendation-specific )?research needs\b|(?:future|further|recommended) research\b"
    r"|evidence gaps\b)",
    re.IGNORECASE,
)
_SCOPE = re.compile(r"^(?:\W*[\dIVX.]*\s*)scope\b", re.IGNORECASE)
_RECOMMENDATIONS = re.compile(
    r"\b(?:recommendations?|policy|criteria|coverage|position|indications?)\b", re.IGNORECASE
)


def is_background(headings: Sequence[str]) -> bool:
    """Whether the innermost telling heading is background, evidence, or of the document itself.

    Findings at most, never a position.

    Args:
        headings: The innermost first.
    """
    for at, heading in enumerate(headings):
        if at and _SCOPE.match(heading):
            continue  # it is a paragraph at the head of a policy, whose titles follow under it
        if _BACKGROUND.search(heading) or _OF_ITSELF.search(heading) or is_legend_heading(heading):
            return True
        if _RECOMMENDATIONS.search(heading) or heading_cue(heading) is not None:
            return False
    return False
