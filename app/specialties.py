"""Specialties as criteria, notes and patients name them.

Source: the specialties and subspecialties of the American Board of Medical Specialties; the short
forms are those of clinic notes. Data: what a criterion calls the specialist, how a case does in
full words, and how in short forms that mean something else elsewhere ("neuro exam", "GI bleed").
"""

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Specialty:
    """One specialty.

    Attributes:
        name: Its specialist.
        wanted: How a criterion names it.
        full: Words of a case that name it wherever they stand.
        short: Words that name it only where they stand alone or do what a doctor does.
    """

    name: str
    wanted: re.Pattern[str]
    full: re.Pattern[str]
    short: re.Pattern[str]


def _row(name: str, wanted: str, full: str, short: str) -> Specialty:
    def compiled(pattern: str) -> re.Pattern[str]:
        return re.compile(rf"(?<![\w-])(?:{pattern})(?![\w-])", re.IGNORECASE)

    return Specialty(name, compiled(wanted), compiled(full), compiled(short))


_DOC = r"(?:doctors?|docs?|dr|physicians?|specialists?|clinic|dept|department|team|consultant)"

SPECIALTIES: tuple[Specialty, ...] = (
    _row(
        "allergist",
        r"allergists?|allergy specialist|allergist[/-]immunologists?|immunologists?|allergy",
        rf"allergists?|immunologists?|allergy (?:& immunology|{_DOC})",
        r"allergy|immunology|allergy/immunology|a/i",
    ),
    _row(
        "cardiologist",
        r"cardiologists?|electrophysiologists?|heart failure specialist|cardiology",
        rf"cardiologists?|electrophysiologists?|heart (?:failure )?{_DOC}|EP clinic",
        r"cards?|cardio|cardiology",
    ),
    _row(
        "dermatologist",
        r"dermatologists?|dermatology",
        rf"dermatologists?|(?:skin|derm) {_DOC}",
        r"derms?|dermatology|dermatologic",
    ),
    _row(
        "endocrinologist",
        r"endocrinologists?|endocrinology|diabetologist",
        rf"endocrinologists?|diabetologists?|(?:hormone|endo|endocrine|diabetes) {_DOC}|endo "
        r"fellow",
        r"endo|endocrine|endocrinology",
    ),
    _row(
        "gastroenterologist",
        r"gastroenterologists?|gastroenterology|GI specialist",
        rf"gastroenterologists?|(?:GI|gut|stomach|gastro|bowel) {_DOC}|peds? gi",
        r"gi|gastro|gastroenterology",
    ),
    _row(
        "hepatologist",
        r"hepatologists?|hepatology|liver specialist",
        rf"hepatologists?|liver {_DOC}",
        r"hepatology|hep clinic",
    ),
    _row(
        "hematologist",
        r"ha?ematologists?|ha?ematology|ha?emophilia treatment cent(?:er|re)|specialist in "
        r"(?:ha?emophilia|bleeding disorders)",
        rf"ha?ematologists?|blood {_DOC}|htc(?: director)?|ha?emophilia treatment cent(?:er|re)|"
        r"heme?[/-]onc",
        r"heme?|ha?ematology",
    ),
    _row(
        "infectious disease specialist",
        r"infectious diseases? (?:specialist|physician|doctor)s?|ID specialist|infectious "
        r"diseases?|HIV specialist",
        rf"infectious diseases? {_DOC}|ID {_DOC}|peds? ID|infectious diseases?(?= (?:fellow|"
        r"attending|consult))",
        r"id",
    ),
    _row(
        "nephrologist",
        r"nephrologists?|nephrology|kidney specialist",
        rf"nephrologists?|(?:kidney|renal) {_DOC}",
        r"nephro|nephrology|renal",
    ),
    _row(
        "neurologist",
        r"neurologists?|neurology|epileptologists?|headache specialist|epilepsy specialist|MS "
        r"specialist|movement disorders? specialist",
        rf"neurologists?|epileptologists?|headache {_DOC}|(?:brain|neuro|nerve) {_DOC}|peds? neuro",
        r"neuro|neurol|neurology",
    ),
    _row(
        "obstetrician-gynecologist",
        r"obstetrician[/ -]+gyna?ecologists?|obstetricians?|gyna?ecologists?|ob/?gyn|gyna?ecology",
        rf"obstetricians?|gyna?ecologists?|ob/?-?gyn|ob {_DOC}|women'?s health {_DOC}",
        r"gyn|gynae|ob|obgyn|gyna?ecology|obstetrics",
    ),
    _row(
        "maternal-fetal medicine specialist",
        r"maternal[- ]fetal medicine(?: specialist| physician)?|perinatologists?",
        r"mfm|maternal[- ]fetal medicine|perinatologists?|high[- ]risk (?:ob|pregnancy) doctor",
        r"perinatology",
    ),
    _row(
        "oncologist",
        r"oncologists?|oncology",
        rf"oncologists?|(?:cancer|tumou?r) {_DOC}|heme?[/-]onc|uro[- ]?onc|oncology pharmacist",
        r"onc|onco|oncology",
    ),
    _row(
        "ophthalmologist",
        r"ophthalmologists?|ophthalmology|retina(?:l)? specialist|oculoplastic surgeon|eye "
        r"specialist",
        rf"ophthalmologists?|(?:eye|retina|cornea|glaucoma) {_DOC}|oculoplastics?(?: surgeon)?",
        r"ophtho?|ophthalmology|retina",
    ),
    _row(
        "otolaryngologist",
        r"otolaryngologists?|ENT(?: specialist)?|ear,? nose,? and throat specialist",
        rf"otolaryngologists?|ent {_DOC}",
        r"ent",
    ),
    _row(
        "pain specialist",
        r"pain (?:management )?(?:specialist|physician)s?|pain medicine specialist|pain management",
        rf"pain (?:management |mgmt |medicine )?{_DOC}",
        r"pain mgmt|pain management",
    ),
    _row(
        "physiatrist",
        r"physiatrists?|PM&R(?: specialist)?|rehabilitation (?:physician|specialist)",
        rf"physiatrists?|pm&r(?: {_DOC})?|rehab {_DOC}",
        r"pm&r",
    ),
    _row(
        "psychiatrist",
        r"psychiatrists?|psychiatry|behavioral health specialist|psychiatric provider|psychiatric "
        r"nurse practitioner",
        rf"psychiatrists?|psych (?:{_DOC}|np|nurse|prescriber)",
        r"psych|psychiatry",
    ),
    _row(
        "pulmonologist",
        r"pulmonologists?|pulmonology|lung specialist|pulmonary specialist|respiratory "
        r"(?:physician|specialist)",
        rf"pulmonologists?|(?:lung|pulm|pulmonary|chest|respiratory) {_DOC}",
        r"pulm|pulmo|pulmonary|pulmonology|resp",
    ),
    _row(
        "rheumatologist",
        r"rheumatologists?|rheumatology",
        rf"rheumatologists?|(?:arthritis|joint|rheum) {_DOC}",
        r"rheum?s?|rheumatology|rheumo",
    ),
    _row(
        "sleep specialist",
        r"(?:specialist in )?sleep (?:disorders? )?(?:specialist|physician|medicine(?: "
        r"specialist)?)s?|specialist in sleep (?:disorders|medicine)|sleep disorders|"
        r"board-certified sleep physician",
        rf"sleep (?:medicine )?{_DOC}|sleep medicine",
        r"sleep",
    ),
    _row(
        "urologist",
        r"urologists?|urology|urogyna?ecologists?",
        rf"urologists?|urogyna?ecologists?|urogyn|uro[- ]?onc|(?:bladder|prostate) {_DOC}",
        r"uro|urology",
    ),
    _row(
        "geneticist",
        r"(?:medical |clinical |biochemical )?geneticists?|genetics(?: specialist)?|metabolic "
        r"(?:specialist|physician)s?|metabolic disease specialist|(?:specialist|physician) in "
        r"(?:(?:the )?(?:treatment|management) of )?(?:inherited )?(?:metabolic|lysosomal "
        r"storage) (?:disorders?|diseases?)",
        rf"geneticists?|genetics {_DOC}|metabolic {_DOC}|metabolic genetics|lysosomal {_DOC}",
        r"genetics|metabolics?",
    ),
    _row(
        "orthopedist",
        r"orthopa?edists?|orthopa?edic surgeons?|orthopa?edics?",
        rf"orthopa?edists?|orthopa?edic (?:surgeon|{_DOC})|ortho (?:surgeon|{_DOC})|bone {_DOC}",
        r"ortho|orthopa?edics",
    ),
    _row(
        "neurosurgeon",
        r"neurosurgeons?|neurosurgery",
        r"neurosurgeons?|brain surgeon|spine surgeon",
        r"nsgy|neurosurgery",
    ),
    _row(
        "pediatrician",
        r"(?:developmental )?pa?ediatricians?",
        r"pa?ediatricians?|kid'?s doctor",
        r"peds",
    ),
)
