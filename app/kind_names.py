"""Forms of one disease, and diagnoses, that exclude each other: data for `exclusive_kinds`.

What one patient can have at once (two sleep apnoeas, two ulcers, two dementias) is no row here:
a false refusal is worse than an open criterion.

Sources: the definitions of the forms in ICD-10-CM (Excludes1 notes), ICHD-3, the 2017 ILAE
classification, the McDonald criteria, the DSM-5-TR and the WHO classification of tumours.
"""

import re

Row = tuple[re.Pattern[str], ...]


def _kinds(*patterns: str) -> Row:
    """One row: each pattern is a kind that excludes the others."""
    return tuple(re.compile(rf"(?<![\w-])(?:{p})(?![\w]|-(?!\s))", re.IGNORECASE) for p in patterns)


_EF = r"(?:(?:LV)?EF|ejection fraction)(?: (?:of|is|was|now|down to))?[ :=]*"
_BIG_CELL = r"NSCLC|non-?small[- ]cell(?: lung (?:cancer|carcinoma))?|lung adeno\w*"

EXCLUSIVE: tuple[Row, ...] = (
    _kinds(
        r"type (?:1|I|one) diabetes(?: mellitus)?|T1DM?|DM ?1|type (?:1|one) diabetic",
        r"type (?:2|II|two) diabetes(?: mellitus)?|T2DM?|DM ?2|type (?:2|two)(?: "
        r"diabetic)?(?=[,.;]|$"
        r"| diab| since| dm)",
        r"prediabetes",
        r"gestational diabetes(?: mellitus)?|GDM|gestational DM",
    ),
    _kinds(r"ha?emophilia A", r"ha?emophilia B"),
    _kinds(r"Crohn['’]?s?(?: disease)?", r"ulcerative colitis|UC"),
    _kinds(r"narcolepsy(?: type [12])?(?: with cataplexy)?", r"idiopathic hypersomnia"),
    _kinds(
        r"primary[- ]progressive(?: multiple sclerosis| MS)?|PPMS",
        r"relapsing(?:[- ]remitting)?(?: form of)? (?:multiple sclerosis|MS)|RRMS|"
        r"relapsing-remitting|"
        r"MS (?:since \d{4}, )?\(?relapsing",
        r"secondary[- ]progressive(?: multiple sclerosis| MS)?|SPMS",
    ),
    _kinds(
        rf"HFrEF|reduced ejection fraction|{_EF}(?:1\d|2\d|3\d|40)(?=\W)(?! ?-)",
        rf"HFpEF|preserved ejection fraction|{_EF}(?:5[05-9]|6\d|7\d)(?=\W)(?! ?-)",
    ),
    _kinds(r"chronic migraines?", r"episodic migraines?"),
    _kinds(
        r"compensated(?: liver)? (?:cirrhosis|disease)|cirrhosis,? compensated|F4 compensated|"
        r"child(?:[- ]?pugh)?(?: class)? A\d?",
        r"decompensated(?: liver)? (?:cirrhosis|disease)|cirrhosis,? decompensated|"
        r"child(?:[- ]?pugh)?(?: class)? [BC]\d?",
    ),
    _kinds(
        _BIG_CELL, r"(?<!non)(?<!non-)(?<!non )small[- ]cell(?: lung (?:cancer|carcinoma))?|SCLC"
    ),
    _kinds(
        r"ankylosing spondylitis|(?<!non-)(?<!non)radiographic axial spondyloarthritis|AS(?=,)",
        r"non-?radiographic axial spondyloarthritis|nr-?axSpA",
    ),
    _kinds(
        r"IBS-?C|irritable bowel syndrome with constipation",
        r"IBS-?D|irritable bowel syndrome with diarrh?ea",
    ),
    _kinds(
        r"bipolar(?: (?:affective )?(?:disorder|disease|mania|depression))?(?:,? (?:type "
        r")?(?:1|2|I|II))?"
        r"(?: (?:disorder|mania|depression))?",
        r"schizophrenia",
        r"major depress\w+(?: disorder)?|MDD|unipolar depression",
    ),
    _kinds(
        r"chronic lymphocytic leuk\w+|CLL",
        r"mantle[- ]cell(?: lymphoma)?|MCL",
        r"follicular lymphoma",
        r"diffuse large B[- ]cell lymphoma|DLBCL",
        r"Hodgkin(?:['’]?s)?(?: lymphoma| disease)?",
        r"multiple myeloma|myeloma",
        r"acute myeloid leuk\w+|AML",
        r"chronic myel\w+ leuk\w+|CML",
    ),
    _kinds(
        r"singleton(?: (?:pregnancy|gestation))?",
        r"twins?(?: (?:pregnancy|gestation))?|triplets?|multiple gestation",
    ),
    _kinds(r"homozygous", r"heterozygous"),
    _kinds(r"iron[- ]deficiency(?: an[a]?emia)?|ida", r"iron overload|h[a]?emochromatosis"),
    _kinds(
        r"adult rheumatoid arthritis|rheumatoid arthritis|seropositive RA",
        r"(?:poly\w+ )?juvenile (?:idiopathic )?arthritis|JIA",
        r"psoriatic arthritis|PsA",
        r"(?:radiographic |non-?radiographic )?axial spondyloarthritis",
    ),
    _kinds(
        r"spinal muscular atrophy(?: type \d)?|SMA(?: type)?(?= ?\d)",
        r"Duchenne(?: muscular dystrophy)?|DMD",
        r"amyotrophic lateral sclerosis|ALS",
    ),
    _kinds(
        r"(?<!non)(?<!non-)classic(?:al)? (?:CAH|congenital adrenal hyperplasia)|salt[- ]wast\w+",
        r"non-?classic(?:al)? (?:CAH|congenital adrenal hyperplasia)",
    ),
    _kinds(r"pre-?menopausal", r"post-?menopausal"),
    _kinds(
        r"generali[sz]ed myasthenia(?: gravis)?|gMG|myasthenia gravis,? gen\w*|MGFA "
        r"(?:class )?(?:II|III|"
        r"IV)[ab]?",
        r"(?:purely )?ocular myasthenia(?: gravis)?(?: only)?|MGFA (?:class )?I(?![IV])",
    ),
    _kinds(r"newly diagnosed", r"relapsed(?:(?: or |/)refractory)?|R/R"),
    _kinds(
        r"metastatic|stage (?:IV|4)[ab]?",
        r"early[- ]stage|early (?:invasive )?\w+ (?:cancer|carcinoma)|stage (?:I|1)[ab]?(?![IV\d])",
        r"extensive[- ]stage",
        r"limited[- ]stage",
    ),
    _kinds(
        r"paroxysmal nocturnal h[a]?emoglobinuria|PNH",
        r"atypical h[a]?emolytic uremic syndrome|aHUS",
    ),
    _kinds(r"dermatomyositis|JDM", r"inclusion body myositis"),
    _kinds(
        r"(?<!non-)cystic fibrosis|(?<!non-)(?<!non )CF",
        r"non-?(?:CF|cystic fibrosis) bronchiectasis|bronchiectasis non-?CF",
    ),
    _kinds(r"anorexia(?: nervosa)?", r"bulimia(?: nervosa)?", r"binge[- ]eating(?: disorder)?"),
    _kinds(r"hyperthyroid(?:ism)?", r"hypothyroid(?:ism)?"),
    _kinds(r"immune thrombocytopenia|ITP", r"thrombotic thrombocytopenic purpura|TTP"),
    _kinds(r"h[a]?emophilia(?: [AB])?", r"von Willebrand(?: disease)?|VWD"),
    _kinds(r"hereditary angioedema|HAE", r"acquired angioedema"),
    _kinds(r"central precocious puberty|CPP", r"peripheral precocious puberty"),
    _kinds(r"(?:ATTR|transthyretin)(?:[- ]\w+)?(?: amyloid\w*)?", r"AL amyloid\w*"),
    _kinds(
        r"homozygous familial hypercholesterol\w+|HoFH",
        r"heterozygous familial hypercholesterol\w+|HeFH",
    ),
    _kinds(
        r"(?<!non)(?<!non-)isch[a]?emic cardiomyopathy|ICM",
        r"non-?isch[a]?emic (?:dilated )?"
        r"cardiomyopathy|NICM|idiopathic dilated cardiomyopathy",
    ),
    _kinds(
        r"(?<!non)(?<!non-)obstructive (?:hypertrophic cardiomyopathy|HCM)|oHCM|HOCM",
        r"non-?obstructive (?:hypertrophic cardiomyopathy|HCM)",
    ),
    _kinds(r"open[- ]angle glaucoma|POAG", r"angle[- ]closure glaucoma"),
    _kinds(
        r"polyarticular(?: JIA| juvenile idiopathic arthritis)?|pJIA",
        r"systemic (?:JIA|juvenile "
        r"idiopathic arthritis)|sJIA",
    ),
    _kinds(r"infantile[- ]onset Pompe(?: disease)?", r"late[- ]onset Pompe(?: disease)?"),
    _kinds(r"central diabetes insipidus", r"nephrogenic diabetes insipidus"),
    _kinds(
        r"clear[- ]cell(?: renal cell carcinoma| RCC)?", r"papillary(?: renal cell carcinoma| RCC)"
    ),
    _kinds(r"nephropathic cystinosis|cystinosis,? nephropathic", r"ocular cystinosis"),
)
