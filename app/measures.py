"""What a number measures.

Names and abbreviations of clinical measures, and words compared in one normal form.

The table only adds knowledge: a measure that is not in it is compared by the words beside its
number.
"""

import re
from dataclasses import dataclass
from functools import lru_cache

from ingest.lexis import STOP_WORDS, stem, words

# Names of one and the same measure. Sources: the expansions that guidelines and policies print
# beside the abbreviation
# (LOINC long common names; AASM scoring manual for AHI, RDI and REI; GOLD and ATS/ERS for
# spirometry; ACC/AHA for LVEF).
_NAMES: dict[str, tuple[str, ...]] = {
    "bmi": ("BMI", "body mass index"),
    "ahi": ("AHI", "apnea-hypopnea index", "apnoea-hypopnoea index", "apnea/hypopnea index"),
    "rdi": ("RDI", "respiratory disturbance index"),
    "rei": ("REI", "respiratory event index"),
    "lvef": ("LVEF", "left ventricular ejection fraction", "ejection fraction", "EF", "LV EF"),
    "hba1c": (
        "HbA1c",
        "A1c",
        "Hgb A1c",
        "HgbA1c",
        "Hb A1c",
        "hemoglobin A1c",
        "haemoglobin A1c",
        "glycated hemoglobin",
        "glycosylated hemoglobin",
        "glycated haemoglobin",
    ),
    "egfr": ("eGFR", "GFR", "estimated glomerular filtration rate", "glomerular filtration rate"),
    "crcl": ("CrCl", "creatinine clearance"),
    "fev1/fvc": ("FEV1/FVC", "FEV1/FVC ratio"),
    "fev1": (
        "FEV1",
        "forced expiratory volume in 1 second",
        "forced expiratory volume in one second",
    ),
    "fvc": ("FVC", "forced vital capacity"),
    "dlco": ("DLCO", "diffusing capacity"),
    "igg": ("IgG", "immunoglobulin G", "serum IgG"),
    "iga": ("IgA", "immunoglobulin A"),
    "ige": ("IgE", "immunoglobulin E"),
    "platelets": ("platelet count", "platelets", "plt"),
    "hemoglobin": ("hemoglobin", "haemoglobin", "Hb", "Hgb"),
    "hematocrit": ("hematocrit", "haematocrit", "Hct"),
    "anc": ("ANC", "absolute neutrophil count", "neutrophil count"),
    "eosinophils": ("eosinophil count", "eosinophils", "blood eosinophils", "eos", "AEC"),
    "t-score": ("T-score", "T score"),
    "z-score": ("Z-score", "Z score"),
    "frax": ("FRAX",),
    "bsa": ("BSA", "body surface area"),
    "pasi": ("PASI", "psoriasis area and severity index"),
    "easi": ("EASI", "eczema area and severity index"),
    "iga-score": ("investigator global assessment", "investigator's global assessment", "vIGA"),
    "phq-9": ("PHQ-9", "PHQ9", "patient health questionnaire"),
    "gad-7": ("GAD-7", "GAD7"),
    "madrs": ("MADRS",),
    "ham-d": ("HAM-D", "HAMD", "HDRS", "Hamilton depression"),
    "y-bocs": ("Y-BOCS", "YBOCS"),
    "epworth": ("Epworth", "ESS", "Epworth sleepiness scale"),
    "isi": ("ISI", "insomnia severity index"),
    "systolic": ("systolic", "SBP", "systolic blood pressure"),
    "diastolic": ("diastolic", "DBP", "diastolic blood pressure"),
    "ldl": (
        "LDL",
        "LDL-C",
        "LDL cholesterol",
        "low-density lipoprotein",
        "low-density lipoprotein cholesterol",
    ),
    "triglycerides": ("triglycerides", "triglyceride"),
    "spo2": (
        "SpO2",
        "SaO2",
        "O2 sat",
        "O2 saturation",
        "oxygen saturation",
        "arterial oxygen saturation",
        "saturation",
        "sat",
    ),
    "pao2": ("PaO2", "PO2", "arterial PO2", "arterial oxygen tension"),
    "paco2": ("PaCO2", "PCO2", "arterial PCO2"),
    "ferritin": ("ferritin", "serum ferritin"),
    "tsat": ("TSAT", "transferrin saturation"),
    "crp": ("CRP", "hs-CRP", "C-reactive protein"),
    "esr": ("ESR", "erythrocyte sedimentation rate", "sed rate"),
    "tsh": ("TSH", "thyroid-stimulating hormone", "thyroid stimulating hormone"),
    "psa": ("PSA", "prostate-specific antigen", "prostate specific antigen"),
    "qtc": ("QTc", "corrected QT"),
    "qrs": ("QRS", "QRS duration"),
    "edss": ("EDSS", "expanded disability status scale"),
    "das28": ("DAS28", "DAS-28", "disease activity score"),
    "cdai": ("CDAI",),
    "basdai": ("BASDAI",),
    "mmse": ("MMSE", "mini-mental state", "mini-mental state examination", "mini mental state"),
    "moca": ("MoCA", "Montreal cognitive assessment"),
    "6mwd": (
        "6MWD",
        "6MWT",
        "six-minute walk",
        "6-minute walk",
        "six minute walk",
        "6 minute walk",
    ),
    "nyha": ("NYHA", "New York Heart Association"),
    "ecog": ("ECOG", "ECOG performance status"),
    "vas": ("VAS", "visual analog scale", "visual analogue scale"),
    "nrs": ("NRS", "numeric rating scale", "numerical rating scale"),
    "odi": ("ODI", "Oswestry disability index", "Oswestry"),
    "ndi": ("NDI", "neck disability index"),
    "cobb": ("Cobb", "Cobb angle"),
    "meld": ("MELD",),
    "creatinine": ("creatinine", "serum creatinine", "SCr"),
    "vitamin-d": ("25-hydroxyvitamin D", "25-OH vitamin D", "vitamin D"),
    "uacr": ("UACR", "urine albumin-to-creatinine ratio", "albumin-to-creatinine ratio"),
    "inr": ("INR", "international normalized ratio"),
    "uric-acid": ("uric acid", "serum urate", "urate"),
    "testosterone": ("testosterone", "total testosterone", "serum testosterone"),
    "c-peptide": ("C-peptide",),
    "cha2ds2-vasc": ("CHA2DS2-VASc", "CHADS-VASc", "CHA2DS2VASc"),
    "ipss": ("IPSS", "international prostate symptom score", "AUA symptom score"),
}

# Word forms of one meaning that a stemmer keeps apart.
_FORMS: tuple[tuple[str, ...], ...] = (
    ("surgery", "surgical", "surgically", "operation", "operative"),
    ("diabetes", "diabetic"),
    ("hypertension", "hypertensive"),
    ("asthma", "asthmatic"),
    ("obesity", "obese"),
    ("pregnancy", "pregnant"),
    ("anemia", "anemic"),
    ("neuropathy", "neuropathic"),
    ("epilepsy", "epileptic"),
    ("depression", "depressive", "depressed"),
    ("anxiety", "anxious"),
    ("smoking", "smoker", "smokes", "tobacco"),
    ("intolerance", "intolerant", "intolerable"),
    ("allergy", "allergic"),
    ("cirrhosis", "cirrhotic"),
    ("insomnia", "insomniac"),
    ("psychosis", "psychotic"),
    ("suicide", "suicidal", "suicidality"),
    ("sleepiness", "sleepy", "drowsiness"),
    ("weakness", "weak"),
    ("lactation", "breastfeeding", "lactating", "nursing", "breast-feeding"),
    ("disability", "disabled", "disabling"),
    ("biopsy", "biopsied"),
    ("symptom", "symptomatic"),
    ("inflammation", "inflammatory"),
    ("radiculopathy", "radicular"),
    ("stenosis", "stenotic"),
    ("infection", "infected", "infectious"),
    ("malignancy", "cancer"),
    ("dependence", "dependent"),
    ("ambulatory", "ambulate", "ambulating", "ambulation"),
    ("neurologist", "neurology"),
    ("cardiologist", "cardiology"),
    ("rheumatologist", "rheumatology"),
    ("dermatologist", "dermatology"),
    ("oncologist", "oncology"),
    ("pulmonologist", "pulmonology"),
    ("gastroenterologist", "gastroenterology"),
    ("endocrinologist", "endocrinology"),
    ("psychiatrist", "psychiatry", "psychiatric"),
    ("psychologist", "psychology", "psychological"),
    ("immunologist", "immunology"),
    ("hematologist", "hematology"),
    ("nephrologist", "nephrology"),
    ("urologist", "urology"),
    ("allergist", "allergology"),
    ("program", "programme"),
    ("behavior", "behaviour"),
    ("tumor", "tumour"),
)
_SAME = {stem(form): stem(row[0]) for row in _FORMS for form in row}
_SHORT_WORD = 5  # characters: "aorta" keeps its vowels
_BRITISH = re.compile(r"(?<=[a-z])ae(?=[a-z])|oe(?=[dst])", re.IGNORECASE)

# A number beside one of these is wished for, or someone's norm, and not a fact of the case.
NOT_A_FACT = re.compile(
    r"\b(?:target|goal|goals|normal(?! count)|reference|desired|ideal|expected|cut-?off|"
    r"threshold|aim|requires?|required|criteria)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class MeasureName:
    """What is measured.

    Attributes:
        ids: Measures of the table that are named; alternatives of each other.
        stems: Normal forms of the other words that matter.
    """

    ids: frozenset[str]
    stems: frozenset[str]

    def __bool__(self) -> bool:
        return bool(self.ids or self.stems)


NO_MEASURE = MeasureName(frozenset(), frozenset())


@lru_cache(maxsize=100_000)
def norm(word: str) -> str:
    """Normal form of a word: American spelling, stem, one form for "surgical" and "surgery"."""
    plain = _BRITISH.sub("e", word) if len(word) > _SHORT_WORD else word
    root = stem(plain)
    return _SAME.get(root, root)


def word_set(words_: str) -> frozenset[str]:
    """The words of a string, in lower case."""
    return frozenset(words_.lower().split())


def norm_set(words_: str) -> frozenset[str]:
    """The normal forms of the words of a string."""
    return frozenset(norm(word) for word in words_.split())


# Words beside a number that say nothing of what is measured.
_EMPTY = norm_set(
    "level levels score scores value values count counts total baseline documented measured "
    "measurement current currently patient member individual person experienced experiences "
    "achieved achieves resulted results has have had is are was were be been of at with a an "
    "the his her their in on now today latest recent serum plasma blood index scale rating "
    "result least between from to or and than equal events event points point lost loss uses "
    "used use using consistently average mean per severity class mm hg minimum maximum "
    "score's reading readings pretreatment pre-treatment initial confirmed stable repeated "
    "present lasting duration period persisting persisted persistent lasted demonstrating "
    "showing shows showed demonstrates indicating meets criteria that this who old year years "
    "woman man male female adult child yo f m presence approximately about around only just "
    "said reports reported reporting calculated estimated hour hours day days night nights "
    "week weeks month months history each any some still first"
)


def norms(text: str) -> list[str]:
    """Normal forms of the words of a text that are not stop words, in order."""
    return [norm(word) for word in words(text) if word.lower() not in STOP_WORDS]


def _key(name: str) -> str:
    return r"[\s/-]*".join(re.escape(part) for part in re.split(r"[\s/-]+", name))


_SHORT_NAME = 3  # characters: shorter names count only in capitals, save the common ones below
_TABLE = tuple(
    (
        measure,
        re.compile(
            rf"(?<![A-Za-z0-9]){_key(name)}(?![A-Za-z0-9])",
            re.IGNORECASE if len(name) > _SHORT_NAME else 0,
        ),
    )
    for measure, name in sorted(
        ((measure, name) for measure, names in _NAMES.items() for name in names),
        key=lambda row: -len(row[1]),
    )
)
_SHORT = {"bmi", "ahi", "rdi", "lvef", "hba1c", "egfr", "phq-9", "ldl", "psa", "tsh", "crp", "igg"}


def measure_name(text: str) -> MeasureName:
    """The measures and words that a phrase beside a number names."""
    ids: set[str] = set()
    rest = text
    for measure, pattern in _TABLE:
        found = pattern.search(rest)
        if found is None and measure in _SHORT:
            found = re.search(pattern.pattern, rest, re.IGNORECASE)
        if found is not None:
            ids.add(measure)
            rest = re.sub(pattern.pattern, " ", rest, flags=pattern.flags | re.IGNORECASE)
    return MeasureName(frozenset(ids), frozenset(norms(rest)) - _EMPTY)


def same_measure(wanted: MeasureName, stated: MeasureName) -> bool:
    """Whether a stated measure is the wanted one.

    One of its names, and every further word of it ("residual").
    """
    if not wanted:
        return False
    if wanted.ids:
        return bool(wanted.ids & stated.ids) and wanted.stems <= stated.stems
    return wanted.stems <= stated.stems and not stated.ids
