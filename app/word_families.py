"""Words of general clinical English that say the same, say a part of it, or say the contrary.

Knowledge of the language, never of a disease or a drug: those stand in the terms. A wanted word is
satisfied by a word of its family, by one of its kinds ("stairs" are an activity), and contradicted
by its opposite. Sources: WordNet 3.1 (synonyms, antonyms), ICF (activities), ConText's lists.
"""

from app.measures import norm, norm_set

# Each row: words of one meaning, where a criterion and a clinic note choose differently.
_SAME = (
    "evaluation evaluated eval assessment assessed examination examined exam workup reviewed",
    "interfere interferes interference limits limited limiting impairs impaired impairment "
    "restricts restricted hinders hampers disrupts affects affected compromises obstructs "
    "obstructed obstruction blocks blocked prevents prevented precludes",
    "prevents precludes prevented precluded",
    "resolved resolves resolve helps help helped corrected corrects correct relieved relieves "
    "relieve overcome compensates compensated",
    "clearance cleared clears clear",
    "psychological psychologist psychiatric psychiatrist psych mentalhealth behavioralhealth "
    "mental psychosocial",
    "home house residence",
    "reduction reduced reduces decrease decreased decreases decline declined lowered drop dropped "
    "fell fall fallen lessened diminished",
    "relief improvement improved improves improving benefit better response responded",
    "worsening worsened worse progression progressed progressing progressive deterioration "
    "deteriorated declining",
    "increase increased increases rise rose raised elevated elevation high higher",
    "low lower decreased reduced deficient deficiency subnormal",
    "superior upper",
    "adequate sufficient enough satisfactory appropriate suitable proper",
    "insufficient inadequate poor",
    "complaint complains complained complaining reports reported",
    "change changes changed alter alters altered modify modifies guide guides influence",
    "guide guides choose choice select selection direct directs inform informs",
    "variant mutation mutated mutations",
    "radiograph radiographs radiographic radiography xray xrays film films",
    "persist persistent persists persisted persisting continues continued ongoing unremitting "
    "still remains remaining",
    "remain remains remained stays still persists persistent persisting",
    "significant marked substantial considerable pronounced",
    "stable steady unchanged",
    "recurrent recurring relapsing relapses relapsed repeated",
    "acute sudden",
    "intractable refractory resistant unresponsive",
    "injury trauma traumatic injured",
    "removal removed excision excised resection resected",
    "baby infant newborn",
    "sleepiness drowsiness somnolence",
    "tired fatigue fatigued tiredness",
    "swelling edema swollen",
    "ulcer ulceration sore ulcers",
    "wound wounds",
    "implant implanted implantation device",
    "screening screen screened",
    "overhanging overhang overhangs touching resting",
    "rest resting",
    "healing healed heal heals",
    "ambulatory walks walking walk ambulates ambulate ambulation",
    "disability disabled disabling handicap",
    "drive driving",
    "adherence adherent adhere adheres compliance compliant comply complies reliable reliably",
    "outdoors outdoor outside",
    "panniculus pannus",
    "tibia tibial",
    "fibula fibular",
    "femur femoral",
    "humerus humeral",
    "radius radial",
    "ulna ulnar",
    "clavicle clavicular",
    "kidney kidneys renal",
    "liver hepatic",
    "heart cardiac",
    "lung lungs pulmonary",
    "pubis pubic",
    "immobilized immobilised immobilization immobilisation cast casted splint splinted",
    "lids lid eyelid eyelids",
    "kids child children",
    "hospitalized hospitalised admitted inpatient inpatients hospitalization admission ward "
    "medsurg",
    "stolen theft",
    "lost loss",
    "damage damaged",
    "gene genes",
    "diameter size measures measuring measured width length",
    "confirmed confirmation proven verified established documented diagnosed",
    "participate participates participated participation participating",
    "mobility mobile",
    "carrier carries carrying",
    "caregiver caregivers carer carers",
    "disabling incapacitating",
    "suitable candidate",
    "photograph photographs photographic photography photo photos",
    "both bilateral bilaterally",
    "impairment loss",
    "maximum maximal maximally max highest",
    "metastatic metastasis metastases mets metastasized metastasised",
    "flare flares flareup flareups exacerbation exacerbations",
    "assistance help assist",
    "fluoroscopic fluoroscopy fluoro fluoroscopically",
    "guidance guided",
    "dilated dilation dilatation dilates",
    "metal metallic",
)
# A wanted word (first) is satisfied by each of its kinds (the rest), not the other way round.
_KINDS = (
    "symptomatic symptom symptoms",
    "activity walking walk stairs climbing climb work working job school standing stand sitting "
    "lifting bending dressing bathing bathe toileting toilet feeding eating cooking housework "
    "driving drive reading sleep function functioning functional adl adls mobility transfers "
    "exercise sports",
    "symptoms pain sleepiness fatigue snoring cough dyspnea breathlessness nausea vomiting itching "
    "pruritus dizziness weakness numbness headache diarrhea constipation swelling insomnia "
    "wheezing "
    "tremor spasticity",
    "functional activity walking walk stairs climbing work working job school driving drive "
    "reading "
    "function adl adls",
    "imaging mri ct radiograph ultrasound xray pet radiographs scan",
    "radiographic xray radiograph radiographs film",
    "ultrasound duplex doppler sonogram sonography ultrasonography",
    "study test testing panel",
    "electrodiagnostic emg ncs conduction electromyography",
    "lowerextremity lowerextremities lowerlimb lowerlimbs leg legs foot feet toe toes ankle ankles "
    "heel heels calf calves plantar forefoot midfoot hindfoot metatarsal malleolus malleolar shin "
    "shins thigh thighs knee knees",
    "upperextremity upperextremities upperlimb upperlimbs arm arms hand hands wrist wrists finger "
    "fingers elbow elbows shoulder",
    "limb leg legs arm arms hand hands foot feet extremity extremities",
    "extremity leg legs arm arms hand hands foot feet limb limbs",
    "wound ulcer ulceration sore ulcers",
    "ventricular ventricle lv rv",
    "hospitalized icu ccu micu sicu",
    "critical icu ccu micu sicu intubated ventilated",
    "critically icu ccu micu sicu intubated ventilated",
    "ill icu ccu micu sicu intubated ventilated",
    "regular regularly daily weekly scheduled program programme",
    "apnea event events",
    "apneas event events",
)
# Opposites; each pair works both ways.
_OPPOSITES = (
    ("high", "low"),
    ("increased", "decreased"),
    ("positive", "negative"),
    ("normal", "abnormal"),
    ("high", "normal"),
    ("elevated", "normal"),
    ("normal", "deficient"),
    ("effective", "ineffective"),
    ("complete", "partial"),
    ("full", "partial"),
    ("adequate", "inadequate"),
    ("sufficient", "insufficient"),
    ("controlled", "uncontrolled"),
    ("stable", "unstable"),
    ("resectable", "unresectable"),
    ("symptomatic", "asymptomatic"),
    ("dependent", "independent"),
    ("active", "inactive"),
    ("shortterm", "longterm"),
    ("shortterm", "maintenance"),
    ("homozygous", "heterozygous"),
    ("benign", "malignant"),
    ("healed", "unhealed"),
    ("healed", "open"),
    ("outdoor", "indoor"),
    ("nonspecific", "specific"),
    ("open", "closed"),
    ("deficient", "proficient"),
    ("deficient", "sufficient"),
    ("successful", "unsuccessful"),
    ("eligible", "ineligible"),
    ("reversible", "irreversible"),
    ("operable", "inoperable"),
    ("bilateral", "unilateral"),
    ("clean", "infected"),
)

SAME: dict[str, frozenset[str]] = {}
for _row in _SAME:
    _set = norm_set(_row)
    for _word in _set:
        SAME[_word] = SAME.get(_word, frozenset()) | _set

KINDS: dict[str, frozenset[str]] = {}
for _row in _KINDS:
    _first, *_rest = _row.split()
    KINDS[norm(_first)] = frozenset(norm(word) for word in _rest)

OPPOSITES: dict[str, frozenset[str]] = {}
for _one, _other in _OPPOSITES:
    for _left, _right in ((norm(_one), norm(_other)), (norm(_other), norm(_one))):
        OPPOSITES[_left] = OPPOSITES.get(_left, frozenset()) | {_right}


def same(word: str) -> frozenset[str]:
    """Normal forms that say the same, itself among them."""
    return frozenset({word}) | SAME.get(word, frozenset())


def satisfying(word: str) -> frozenset[str]:
    """Normal forms that satisfy a wanted one: those that say the same, and its kinds."""
    return same(word) | KINDS.get(word, frozenset())


# Words that frame a fact and are none: verbs of being, showing, giving and doing, and what a
# criterion is written on.
FRAMES = norm_set(
    "show shows shown showed showing demonstrate demonstrates demonstrated reveal reveals revealed "
    "indicate indicates indicated find finds found finding findings give gives gave given provide "
    "provides provided providing yield yields yielded result results resulted lead leads led "
    "achieve achieves achieved obtain obtained attain attained occur occurs occurred make makes "
    "made perform performed do done undergo undergoes undergone underwent conduct conducted "
    "consume consumes consuming "
    "furnish furnished receive received have having be been expect expected note noted state "
    "stated see seen take took taken expertise experience experienced "
    "trained training qualified appropriate adequate suitable deemed judged felt considered "
    "evident consistent case time use used using uses usage identifiable specified particular "
    "respective related thereof remain remains become became defined define defines starting "
    "started start starts initiating initiation begin beginning considered recommended planned "
    "scheduled requested ordered advised wants wish wishes"
)
