"""What tests are called, in criteria and in notes, and what each tells of: data for `test_results`.

General vocabulary of laboratories and clinics. Reference ranges: MedlinePlus, Medical Encyclopedia
(adults; TSH 0.4 to 4.5 mIU/L, potassium 3.5 to 5.2 mmol/L, calcium 8.5 to 10.5 mg/dL, phosphorus
2.5 to 4.5 mg/dL).
"""

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Test:
    """One test.

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


def _test(  # noqa: PLR0913 - a row of the table
    wanted: str,
    noted: str,
    shows: str = "",
    low: float | None = None,
    high: float | None = None,
    *,
    proves: bool = False,
) -> Test:
    def of(pattern: str) -> re.Pattern[str]:
        return re.compile(rf"(?<![\w-])(?:{pattern})(?!\w)", re.IGNORECASE)

    return Test(of(wanted), of(noted), of(shows) if shows else None, low, high, proves)


_ANTIBODIES = r"(?:[ -](?:anti)?bod(?:y|ies)|[ -]antibod(?:y|ies)|[ -]abs?)?"

TESTS: tuple[Test, ...] = (
    _test(
        r"(?:TB|tuberculosis)|IGRA|interferon[- ]gamma release assay|tuberculin skin test",
        r"TB|tuberculosis|quantiferon(?:[- ]?TB)?(?: gold)?|QFT|IGRA|T-?spot|PPD|TST|mantoux",
        r"(?:(?:latent|active) )?(?:TB|tuberculosis)(?: infection)?",
        proves=True,
    ),
    _test(
        r"hepatitis B(?: virus)?(?: surface antigen)?|HBV|HBsAg",
        r"hep(?:atitis)?[ .-]*B|HBV|HBsAg|hep(?:atitis)? panel|hep(?:atitis)? B (?:and|&|/) ?C",
        r"(?:chronic |active )?(?:hepatitis B|HBV)(?: virus)?(?: (?:co-?)?infection)?",
        proves=True,
    ),
    _test(
        r"hepatitis C(?: virus)?(?: antibody)?|HCV",
        r"hep(?:atitis)?[ .-]*C|HCV|hep(?:atitis)? panel|hep(?:atitis)? B (?:and|&|/) ?C",
        r"(?:chronic |active )?(?:hepatitis C|HCV)(?: virus)?(?: (?:co-?)?infection)?",
        proves=True,
    ),
    _test(r"viral hepatitis", r"hep(?:atitis)? panel|viral hepatitis", r"viral hepatitis"),
    _test(
        r"HIV(?:-1)?",
        r"HIV(?:-1)?(?: (?:ab|ag|test))?",
        r"HIV(?:-1)?(?: (?:co-?)?infection)?",
        proves=True,
    ),
    _test(
        r"liver (?:function(?: tests?)?|enzymes?(?: and bilirubin)?|chemistr\w+|tests?)|"
        r"(?:serum )?(?:amino)?transaminases?|aminotransferases?|LFTs?|(?:ALT|AST) and (?:ALT|AST)|"
        r"hepatic (?:function|enzymes?|panel)",
        r"LFTs?|liver (?:function(?: tests?)?|tests?|enzymes?|panel|labs?)|AST|ALT|transaminases?|"
        r"hepatic (?:function|panel)|liver",
        r"(?:(?:moderate|severe)(?: or |-to-| to )?)*(?:hepatic|liver) (?:impairment|dysfunction)",
    ),
    _test(
        r"(?:renal|kidney) function(?: tests?)?|(?:serum )?creatinine",
        r"creat(?:inine)?|e?GFR|CrCl|BUN|kidneys?|(?:renal|kidney) function",
        r"(?:(?:moderate|severe)(?: or |-to-| to )?)*(?:renal|kidney) (?:impairment|dysfunction|"
        r"insufficiency)",
    ),
    _test(
        r"thyroid(?: function)?|TSH",
        r"TSH|thyroid(?: (?:levels?|labs?|tests?|function))?|TFTs?",
        r"thyroid (?:disease|disorders?|dysfunction)|hyperthyroidism|hypothyroidism",
        0.4,
        4.5,
    ),
    _test(r"(?:serum )?potassium", r"potassium|K\+?", "", 3.5, 5.2),
    _test(r"(?:serum )?(?:phosphate|phosphorus)", r"phos(?:ph|phate|phorus)?", "", 2.5, 4.5),
    _test(r"(?:serum )?calcium", r"calcium|Ca(?= ?1?\d\.\d)", "", 8.5, 10.5),
    _test(r"complete blood count|CBC", r"CBC|blood counts?"),
    _test(r"(?:fasting )?(?:lipids?|cholesterol)(?: (?:panel|profile))?", r"lipids?|chol\w*|LDL"),
    _test(r"electrocardiogra(?:m|phy)|E[CK]G", r"E[CK]G|electrocardiogram|QTc?"),
    _test(
        r"echocardiogra(?:m|phy)|echo",
        r"echo(?:cardiogra(?:m|phy))?|TTE",
        r"structural heart disease",
    ),
    _test(
        r"(?:ophthalm\w+|eye|retinal|dilated eye) (?:exam\w*|evaluation|assessment)",
        r"(?:dilated )?(?:eyes?|retinal?|ophthal?m\w*) (?:exam\w*|check|OCT)|OCT|ophtho?",
    ),
    _test(
        r"(?:MRI of the (?:brain|head)|(?:brain|cranial|head|pituitary) (?:MRI|imaging|MR "
        r"imaging))",
        r"MRI (?:of the )?(?:brain|head|pituitary)|(?:brain|head|pituitary) (?:MRI|scan)|"
        r"(?<!\w )MRI(?! (?:of|knee|shoulder|hip|lumbar|spine|cervical|abd|pelvi|cardiac|liver))",
        r"(?:intracranial|brain|pituitary) (?:tumou?r|mass|lesion)",
    ),
    _test(
        r"bone (?:mineral )?density|BMD|DE?XA",
        r"DE?XA(?: scan)?|BMD|bone density|T[- ]?score",
    ),
    _test(
        r"(?:mental health|psycholog\w+|psychiatric|behaviou?ral health|psychosocial) "
        r"(?:evaluation|assessment|clearance|screening|examination)",
        r"psych(?:ological|ology|iatric|iatry|ologist)?(?: (?:eval\w*|assessment|clearance))?",
    ),
    _test(
        r"(?:quantitative )?(?:serum )?immunoglobulins?",
        r"I[Gg]s?|immunoglobulins?|I[Gg]G",
    ),
    _test(
        r"pregnancy test(?:ing)?|hCG",
        r"preg(?:nancy)? tests?|u?hcg|UPT",
        r"pregnan(?:cy|t)",
        proves=True,
    ),
    _test(
        r"urine (?:drug|toxicology) (?:screen(?:ing)?|tests?)|UDS|toxicology screen",
        r"UDS|urine drug (?:screen|test)|utox|tox screen",
    ),
    _test(r"(?:male partner )?semen analysis", r"semen analysis|sperm(?: count)?"),
    _test(
        r"hearing|audiogram|audiometry",
        r"hearing(?: test)?|audio(?:gram)?",
        r"hearing (?:loss|impairment)",
    ),
    _test(
        r"cervical (?:cytology|screening|cancer screening)|pap(?: (?:smear|test))?",
        r"pap(?: (?:smear|test))?|smear|cervical (?:cytology|screening)",
        r"cervical (?:dysplasia|cancer)",
    ),
    _test(r"mammogra(?:m|phy)", r"mammo(?:gram|graphy)?"),
    _test(r"colonoscopy", r"colonoscopy|colo|csc"),
    _test(
        r"chlamydia(?: and gonorrh?ea)?(?: tests?)?|gonorrh?ea",
        r"GC ?/ ?CT|CT ?/ ?GC|gonorrh?ea|chlamydia",
        r"chlamydia|gonorrh?ea",
        proves=True,
    ),
    _test(
        r"urinalysis|urine culture",
        r"UA|urinalysis|urine(?: (?:culture|dip|test))?",
        r"urinary (?:tract )?infection|UTI",
    ),
    _test(r"celiac (?:serology|panel)|tTG", r"celiac(?: \w+)?|tTG", r"celiac disease"),
    _test(
        r"coronary angiogra(?:m|phy)|cardiac catheteri[sz]ation",
        r"cath|coronary (?:angiogra(?:m|phy)|CT)|coronaries|CCTA",
        r"(?:obstructive )?coronary (?:artery )?disease",
    ),
    _test(
        r"hypercoagulab\w+ (?:panel|work-?up)",
        r"hypercoag\w*(?: (?:panel|work-?up|labs))?|thrombophilia(?: (?:panel|work-?up))?",
        r"(?:a )?hypercoagulable state|thrombophilia",
    ),
    _test(
        r"HLA[- ]?B\*?27",
        r"(?:HLA[- ]?)?B27",
    ),
    _test(
        rf"(?:anti-?)?acetylcholine receptor{_ANTIBODIES}|AChR{_ANTIBODIES}",
        rf"(?:anti-?)?acetylcholine receptor{_ANTIBODIES}|AChR{_ANTIBODIES}",
    ),
    _test(rf"(?:anti-?)?MuSK{_ANTIBODIES}", rf"(?:anti-?)?MuSK{_ANTIBODIES}"),
    _test(
        rf"(?:anti-?)?(?:AQP-?4|aquaporin-?4)(?:[- ]IgG)?{_ANTIBODIES}",
        rf"(?:anti-?)?(?:AQP-?4|aquaporin-?4)(?:[- ]IgG)?{_ANTIBODIES}",
    ),
    _test(rf"anti-?mitochondrial{_ANTIBODIES}|AMA", rf"AMA|anti-?mitochondrial{_ANTIBODIES}"),
    _test(rf"anti-?nuclear{_ANTIBODIES}|ANA", rf"ANA|anti-?nuclear{_ANTIBODIES}"),
    _test(r"rheumatoid factor|RF", r"rheumatoid factor|RF"),
    _test(
        rf"(?:anti-?)?(?:CCP|cyclic citrullinated peptide){_ANTIBODIES}|ACPA",
        rf"(?:anti-?)?CCP{_ANTIBODIES}|ACPA",
    ),
    _test(
        rf"(?:anti-)?(?:JC virus|JCV){_ANTIBODIES}",
        rf"(?:anti-)?(?:JC ?virus|JCV){_ANTIBODIES}|JC",
    ),
    _test(r"(?:fetal )?fibronectin", r"fFN|(?:fetal )?fibronectin"),
    _test(r"MDA-?5", r"(?:anti-?)?MDA-?5"),
    _test(r"tilt[- ]table test(?:ing)?", r"tilt(?:[- ]table)?(?: test)?"),
    _test(
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
    r"MLH1|MSH[26]|PMS2|PD-?L1|F508del)\b"
)
