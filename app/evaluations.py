"""Examinations that criteria want done before a treatment, as criteria and as notes name them.

Source: the baseline examinations that labels of drugs and payers' policies ask for, and the short
forms of clinic notes. Data: (name, how a criterion names it, how a case does).
"""

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Examination:
    """An examination.

    Attributes:
        name: What it is.
        wanted: How a criterion names it.
        stated: How a case names it.
    """

    name: str
    wanted: re.Pattern[str]
    stated: re.Pattern[str]


def _row(name: str, wanted: str, stated: str) -> Examination:
    def compiled(pattern: str) -> re.Pattern[str]:
        return re.compile(rf"(?<![\w-])(?:{pattern})(?![\w-])", re.IGNORECASE)

    return Examination(name, compiled(wanted), compiled(stated))


EXAMINATIONS: tuple[Examination, ...] = (
    _row(
        "tuberculosis test",
        r"(?:latent |active )?(?:tuberculosis|tb)(?: infection)?",
        r"(?:latent |blood )?(?:tb|tuberculosis)(?: (?:blood|skin))?(?: tests?| screen\w*)?|"
        r"quanti?feron(?:[- ]gold)?|qft|igra|t-?spot|ppd|tst",
    ),
    _row(
        "viral hepatitis screen",
        r"viral hepatitis|hepatitis b and (?:hepatitis )?c",
        r"hep(?:atitis)? (?:panel|screen\w*|serolog\w+|b/c|b (?:and|&) c)|viral hep\w*",
    ),
    _row(
        "hepatitis B test",
        r"hepatitis b(?: virus| surface antigen)?(?: \(HBV\))?|hbv|hbsag(?: and anti-hbc)?",
        r"hep(?:atitis)? ?(?:b|panel|screen\w*|b/c|b (?:and|&) c)(?: (?:tests?|screen\w*|"
        r"serolog\w+|panel))?|hbv|hbsag|viral hep\w*",
    ),
    _row("HIV test", r"hiv", r"hiv(?: (?:tests?|screen\w*|ab|ag/ab))?"),
    _row(
        "liver tests",
        r"liver (?:function|enzymes?|chemistr\w+|panel|function panel)|lfts?|(?:baseline "
        r")?transaminases|alt and ast|hepatic (?:function|panel)|aminotransferases|liver enzymes "
        r"and bilirubin",
        r"lfts?(?: & bili)?|alt|ast|ast/alt|alt/ast|transaminases|liver (?:tests?|enzymes?|panel|"
        r"function|labs|numbers)|hepatic (?:panel|function)|cmp",
    ),
    _row(
        "renal function",
        r"(?:renal|kidney) function|serum creatinine|creatinine(?: "
        "clearance)?|egfr",
        r"crcl|cr|creat(?:inine)?|egfr|gfr|kidney (?:function|numbers?|tests?)|renal "
        r"function|bmp|cmp",
    ),
    _row("blood count", r"complete blood count|cbc|blood counts?", r"cbc(?:/\w+)?|blood counts?"),
    _row(
        "lipids",
        r"lipids?(?: panel| profile)?|cholesterol",
        r"(?:cbc/)?lipids?(?: panel)?|cholesterol|ldl",
    ),
    _row(
        "immunoglobulins",
        r"(?:quantitative )?(?:serum )?immunoglobulins?(?: levels?)?|igg(?: levels?)?",
        r"ig[gam]?s?|immunoglobulins?",
    ),
    _row(
        "electrocardiogram",
        r"ecg|ekg|electrocardiogra\w+|qtc?(?: interval)?",
        r"ecg|ekg|qtc?|electrocardiogra\w+",
    ),
    _row("echocardiogram", r"echocardiogra\w+|echo", r"echo(?:cardiogra\w+)?|tte|tee"),
    _row("pregnancy test", r"pregnancy", r"pregnancy tests?|hcg|upt|preg tests?"),
    _row(
        "eye examination",
        r"ophthalm\w+|eye|ocular|retinal|fundus",
        r"eyes?(?: (?:exams?|oct|checks?|examination|doctor))+|ophthalm\w* (?:exams?|"
        r"eval\w*)|slit lamp|fundus|oct",
    ),
    _row(
        "psychological evaluation",
        r"psycholog\w+|mental health|psychosocial|psychiatric|behaviou?ral health",
        r"psych\w*(?: (?:eval\w*|clear\w*|assess\w*|screen\w*|passed|visit|letter))+|mental "
        r"health (?:eval\w*|clear\w*)|cleared by (?:the )?psych\w*",
    ),
    _row(
        "sleep study",
        r"polysomnogra\w+|sleep (?:study|apnea)|obstructive sleep apnea",
        r"psg|polysomno\w+|sleep (?:study|test)|hsat|hst|home (?:sleep )?test",
    ),
    _row(
        "brain MRI",
        r"(?:brain|cranial|pituitary) (?:mri|imaging)|mri of the (?:brain|head)|(?:mri|"
        r"imaging) of the pituitary",
        r"(?:brain|head|cranial|pituitary) (?:mri|scan|imaging)|mri (?:of (?:the "
        r")?)?(?:brain|head|pituitary)|mri",
    ),
    _row(
        "bone density", r"bone (?:mineral )?density|bmd|dxa", r"dxa|dexa|bmd|bone density|t-?score"
    ),
    _row("colonoscopy", r"colonoscopy", r"colonoscopy|colo|csc|c-?scope"),
    _row(
        "upper endoscopy",
        r"(?:upper )?(?:gastrointestinal )?endoscopy|egd",
        r"egd|(?:upper )?endoscopy|upper scope",
    ),
    _row(
        "drug monitoring programme",
        r"(?:prescription drug monitoring|pdmp)(?: program(?:me)?| database| \(PDMP\))?",
        r"pdmp|prescription (?:drug )?monitoring|inspect report|narx\w*",
    ),
    _row(
        "urine drug screen",
        r"urine drug|toxicology",
        r"uds|urine (?:drug|tox)\w*(?: screen\w*| test\w*)?|utox",
    ),
    _row(
        "testosterone",
        r"(?:serum |total |morning )?testosterone",
        r"testosterone|total t|t(?= \d{2,4}\b)",
    ),
    _row("prolactin", r"(?:serum )?prolactin", r"prolactin|prl"),
    _row("ferritin", r"(?:serum )?ferritin", r"ferritin"),
    _row("thyroid function", r"thyroid function|tsh", r"tsh|thyroid(?: (?:tests?|function|labs))?"),
    _row("serum calcium", r"(?:serum )?calcium", r"ca|calcium"),
    _row("urodynamics", r"urodynamics?(?: stud\w+| test\w*)?", r"urodynamics?|uds study"),
)
