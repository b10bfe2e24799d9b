"""What tests are called, in criteria and in notes, and what each tells of.

Data for `findings_examinations`: general vocabulary of laboratories and clinics. Reference ranges:
MedlinePlus, Medical Encyclopedia (adults; TSH 0.4 to 4.5 mIU/L, potassium 3.5 to 5.2 mmol/L,
calcium 8.5 to 10.5 mg/dL, phosphorus 2.5 to 4.5 mg/dL).
"""

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Examination:
    """One test or examination.

    Attributes:
        wanted: What a criterion calls it, or the finding that it shows when it is not normal.
        noted: What a note calls it.
        shows: What it excludes when it is negative or normal, by its names in a criterion; None
            where nothing is concluded from it.
        proves: True where it also proves that when it is positive.
        low: Lower end of its reference range; None where none is used.
        high: Upper end.
    """

    wanted: re.Pattern[str]
    noted: re.Pattern[str]
    shows: re.Pattern[str] | None = None
    low: float | None = None
    high: float | None = None
    proves: bool = False


def _row(  # noqa: PLR0913 - a row of the table
    wanted: str,
    noted: str,
    shows: str = "",
    low: float | None = None,
    high: float | None = None,
    *,
    proves: bool = False,
) -> Examination:
    def of(pattern: str) -> re.Pattern[str]:
        return re.compile(rf"(?<![\w-])(?:{pattern})(?!\w)", re.IGNORECASE)

    return Examination(of(wanted), of(noted), of(shows) if shows else None, low, high, proves)


_ANTIBODIES = r"(?:[ -](?:anti)?bod(?:y|ies)|[ -]antibod(?:y|ies)|[ -]abs?)?"

EXAMINATIONS: tuple[Examination, ...] = (
    _row(
        r"(?:TB|tuberculosis)|IGRA|interferon[- ]gamma release assay|tuberculin skin test",
        r"TB(?: (?:skin|blood) tests?)?|tuberculosis|quantiferon(?:[- ]?TB)?(?:[- ]gold)?"
        r"(?: plus)?|QFT|IGRA|T-?spot|PPD|TST|mantoux",
        r"(?:(?:latent|active) )?(?:TB|tuberculosis)(?: infection)?",
        proves=True,
    ),
    _row(
        r"hepatitis B(?: virus)?(?: surface antigen)?|HBV|HBsAg(?: and anti-HBc)?",
        r"hep(?:atitis)?[ .-]*B|HBV|HBsAg|hep(?:atitis)? panel|hep(?:atitis)? B (?:and|&|/) ?C",
        r"(?:chronic |active )?(?:hepatitis B|HBV)(?: virus)?(?: (?:co-?)?infection)?",
        proves=True,
    ),
    _row(
        r"hepatitis C(?: virus)?(?: antibody)?|HCV",
        r"hep(?:atitis)?[ .-]*C|HCV|hep(?:atitis)? panel|hep(?:atitis)? B (?:and|&|/) ?C",
        r"(?:chronic |active )?(?:hepatitis C|HCV)(?: virus)?(?: (?:co-?)?infection)?",
        proves=True,
    ),
    _row(
        r"polysomnogra\w+|sleep (?:study|apnea)|obstructive sleep apnea",
        r"psg|polysomno\w+|sleep (?:study|test)|hsat|hst|home sleep test",
    ),
    _row(
        r"(?:prescription drug monitoring|pdmp)(?: program(?:me)?| database| \(PDMP\))?",
        r"pdmp|prescription (?:drug )?monitoring|inspect report|narx\w*",
    ),
    _row(
        r"(?:upper )?(?:gastrointestinal )?endoscopy|egd",
        r"egd|(?:upper )?endoscopy|upper scope",
    ),
    _row(r"(?:serum |total |morning )?testosterone", r"testosterone|total t|t(?= \d{2,4}\b)"),
    _row(r"(?:serum )?prolactin", r"prolactin|prl"),
    _row(r"(?:serum )?ferritin", r"ferritin"),
    _row(r"urodynamics?(?: stud\w+| test\w*)?", r"urodynamics?|uds study"),
    _row(r"viral hepatitis", r"hep(?:atitis)? panel|viral hepatitis", r"viral hepatitis"),
    _row(
        r"HIV(?:-1)?",
        r"HIV(?:-1)?(?: (?:ab|ag|test))?",
        r"HIV(?:-1)?(?: (?:co-?)?infection)?",
        proves=True,
    ),
    _row(
        r"liver (?:function(?: tests?)?|enzymes?(?: and bilirubin)?|chemistr\w+|tests?)|"
        r"(?:serum )?(?:amino)?transaminases?|aminotransferases?|LFTs?|(?:ALT|AST) and (?:ALT|AST)|"
        r"hepatic (?:function|enzymes?|panel)",
        r"LFTs?|liver (?:function(?: tests?)?|tests?|enzymes?|panel|labs?)|AST|ALT|transaminases?|"
        r"hepatic (?:function|panel)|liver",
        r"(?:(?:moderate|severe)(?: or |-to-| to )?)*(?:hepatic|liver) (?:impairment|dysfunction)",
    ),
    _row(
        r"(?:renal|kidney) function(?: tests?)?|(?:serum )?creatinine",
        r"cr|creat(?:inine)?|e?GFR|CrCl|BUN|kidneys?|(?:renal|kidney) function",
        r"(?:(?:moderate|severe)(?: or |-to-| to )?)*(?:renal|kidney) (?:impairment|dysfunction|"
        r"insufficiency)",
    ),
    _row(
        r"thyroid(?: function)?|TSH",
        r"TSH|thyroid(?: (?:levels?|labs?|tests?|function))?|TFTs?",
        r"thyroid (?:disease|disorders?|dysfunction)|hyperthyroidism|hypothyroidism",
        0.4,
        4.5,
    ),
    _row(r"(?:serum )?potassium", r"potassium|K\+?", "", 3.5, 5.2),
    _row(r"(?:serum )?(?:phosphate|phosphorus)", r"phos(?:ph|phate|phorus)?", "", 2.5, 4.5),
    _row(r"(?:serum )?calcium", r"calcium|Ca(?= ?1?\d\.\d)", "", 8.5, 10.5),
    _row(r"complete blood count|CBC", r"CBC|blood counts?"),
    _row(r"(?:fasting )?(?:lipids?|cholesterol)(?: (?:panel|profile))?", r"lipids?|chol\w*|LDL"),
    _row(r"electrocardiogra(?:m|phy)|E[CK]G", r"E[CK]G|electrocardiogram|QTc?"),
    _row(
        r"echocardiogra(?:m|phy)|echo",
        r"echo(?:cardiogra(?:m|phy))?|TTE",
        r"structural heart disease",
    ),
    _row(
        r"(?:ophthalm\w+|eye|retinal|dilated eye) (?:exam\w*|evaluation|assessment)",
        r"(?:dilated )?(?:eyes?|retinal?|ophthal?m\w*) (?:exam\w*|check|OCT)|OCT|ophtho?",
    ),
    _row(
        r"(?:MRI of the (?:brain|head)|(?:brain|cranial|head|pituitary) (?:MRI|imaging|MR "
        r"imaging))",
        r"MRI (?:of the )?(?:brain|head|pituitary)|(?:brain|head|pituitary) (?:MRI|scan)|"
        r"(?<!\w )MRI(?! (?:of|knee|shoulder|hip|lumbar|spine|cervical|abd|pelvi|cardiac|liver))",
        r"(?:intracranial|brain|pituitary) (?:tumou?r|mass|lesion)",
    ),
    _row(
        r"bone (?:mineral )?density|BMD|DE?XA",
        r"DE?XA(?: scan)?|BMD|bone density|T[- ]?score",
    ),
    _row(
        r"(?:mental health|psycholog\w+|psychiatric|behaviou?ral health|psychosocial) "
        r"(?:evaluation|assessment|clearance|screening|examination)",
        r"psych(?:ological|ology|iatric|iatry|ologist)?(?: (?:eval\w*|assessment|clearance))?",
    ),
    _row(
        r"(?:quantitative )?(?:serum )?immunoglobulins?",
        r"I[Gg]s?|immunoglobulins?|I[Gg]G",
    ),
    _row(
        r"pregnancy test(?:ing)?|hCG",
        r"preg(?:nancy)? tests?|u?hcg|UPT",
        r"pregnan(?:cy|t)",
        proves=True,
    ),
    _row(
        r"urine (?:drug|toxicology) (?:screen(?:ing)?|tests?)|UDS|toxicology screen",
        r"UDS|urine drug (?:screen|test)|utox|tox screen",
    ),
    _row(r"(?:male partner )?semen analysis", r"semen analysis|sperm(?: count)?"),
    _row(
        r"hearing|audiogram|audiometry",
        r"hearing(?: test)?|audio(?:gram)?",
        r"hearing (?:loss|impairment)",
    ),
    _row(
        r"cervical (?:cytology|screening|cancer screening)|pap(?: (?:smear|test))?",
        r"pap(?: (?:smear|test))?|smear|cervical (?:cytology|screening)",
        r"cervical (?:dysplasia|cancer)",
    ),
    _row(r"mammogra(?:m|phy)", r"mammo(?:gram|graphy)?"),
    _row(r"colonoscopy", r"colonoscopy|colo|csc"),
    _row(
        r"chlamydia(?: and gonorrh?ea)?(?: tests?)?|gonorrh?ea",
        r"GC ?/ ?CT|CT ?/ ?GC|gonorrh?ea|chlamydia",
        r"chlamydia|gonorrh?ea",
        proves=True,
    ),
    _row(
        r"urinalysis|urine culture",
        r"UA|urinalysis|urine(?: (?:culture|dip|test))?",
        r"urinary (?:tract )?infection|UTI",
    ),
    _row(r"celiac (?:serology|panel)|tTG", r"celiac(?: \w+)?|tTG", r"celiac disease"),
    _row(
        r"coronary angiogra(?:m|phy)|cardiac catheteri[sz]ation",
        r"cath|coronary (?:angiogra(?:m|phy)|CT)|coronaries|CCTA",
        r"(?:obstructive )?coronary (?:artery )?disease",
    ),
    _row(
        r"hypercoagulab\w+ (?:panel|work-?up)",
        r"hypercoag\w*(?: (?:panel|work-?up|labs))?|thrombophilia(?: (?:panel|work-?up))?",
        r"(?:a )?hypercoagulable state|thrombophilia",
    ),
    _row(
        r"HLA[- ]?B\*?27",
        r"(?:HLA[- ]?)?B27",
    ),
    _row(
        rf"(?:anti-?)?acetylcholine receptor{_ANTIBODIES}|AChR{_ANTIBODIES}",
        rf"(?:anti-?)?acetylcholine receptor{_ANTIBODIES}|AChR{_ANTIBODIES}",
    ),
    _row(rf"(?:anti-?)?MuSK{_ANTIBODIES}", rf"(?:anti-?)?MuSK{_ANTIBODIES}"),
    _row(
        rf"(?:anti-?)?(?:AQP-?4|aquaporin-?4)(?:[- ]IgG)?{_ANTIBODIES}",
        rf"(?:anti-?)?(?:AQP-?4|aquaporin-?4)(?:[- ]IgG)?{_ANTIBODIES}",
    ),
    _row(rf"anti-?mitochondrial{_ANTIBODIES}|AMA", rf"AMA|anti-?mitochondrial{_ANTIBODIES}"),
    _row(rf"anti-?nuclear{_ANTIBODIES}|ANA", rf"ANA|anti-?nuclear{_ANTIBODIES}"),
    _row(r"rheumatoid factor|RF", r"rheumatoid factor|RF"),
    _row(
        rf"(?:anti-?)?(?:CCP|cyclic citrullinated peptide){_ANTIBODIES}|ACPA",
        rf"(?:anti-?)?CCP{_ANTIBODIES}|ACPA",
    ),
    _row(
        rf"(?:anti-)?(?:JC virus|JCV){_ANTIBODIES}",
        rf"(?:anti-)?(?:JC ?virus|JCV){_ANTIBODIES}|JC",
    ),
    _row(r"(?:fetal )?fibronectin", r"fFN|(?:fetal )?fibronectin"),
    _row(r"MDA-?5", r"(?:anti-?)?MDA-?5"),
    _row(r"tilt[- ]table test(?:ing)?", r"tilt(?:[- ]table)?(?: test)?"),
    _row(
        r"cytomegalovirus|CMV",
        r"CMV(?: PCR| urine)?|cytomegalovirus",
        r"(?:congenital )?(?:cytomegalovirus|CMV)(?: infection)?",
        proves=True,
    ),
)

# Genes and proteins of tumours, and inherited ones: what is told of them is a variant, or none.
GENE = re.compile(
    r"\b(?P<gene>EGFR|ALK|ROS1|BRAF|KRAS|NRAS|HER2|ERBB2|MET|RET|NTRK[123]?|FGFR[123]|IDH[12]|"
    r"PIK3CA|ESR1|BRCA ?[12]|TP53|PALB2|FLT3|NPM1|JAK2|CALR|CFTR|SOD1|SCN1A|CTNS|HTT|GBA1?|SMN1|"
    r"MLH1|MSH[26]|PMS2|PD-?L1|F508del|ER|PR|HR|(?:[Ee]|[Oo]e)strogen receptors?|"
    r"[Pp]rogesterone receptors?|[Hh]ormone receptors?)\b"
)
