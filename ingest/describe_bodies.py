"""Bodies that publish guidelines and policies, by the names that they print. Data, no code."""

import re

PUBLISHERS: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern), name)
    for pattern, name in (
        (r"\bVA/DoD\b|\bVA[ _]DoD\b|Department of Veterans Affairs", "VA/DoD"),
        (
            r"U\.?S\.? Preventive Services Task Force|\bUSPSTF\b",
            "U.S. Preventive Services Task Force",
        ),
        (
            r"Centers for Medicare (?:&|and) Medicaid Services|\bNational Coverage "
            r"Determination\b|\bNCD \d"
            r"|\bLocal Coverage Determination\b|\bLCD\b.{0,12}\bL\d{5}|^(?:NCD|LCD) *[-–:] ",
            "Centers for Medicare & Medicaid Services",
        ),
        (
            r"National Institute for Health and (?:Care|Clinical) Excellence|\bNICE guideline\b"
            r"|\bNICE technology appraisal\b",
            "National Institute for Health and Care Excellence",
        ),
        (r"\bAetna\b", "Aetna"),
        (r"\bUnited ?[Hh]ealthcare\b|\bUHC\b", "UnitedHealthcare"),
        (r"\b(?:Evernorth|Cigna)\b", "Cigna"),
        (r"\bCarelon\b", "Carelon Medical Benefits Management"),
        (r"\beviCore\b|\bEVICORE\b", "eviCore healthcare"),
        (r"\b(?:Anthem|Elevance)\b", "Anthem"),
        (r"\bHumana\b", "Humana"),
        (r"\bMolina\b", "Molina Healthcare"),
        (r"\bCentene\b", "Centene"),
        (r"\bHealth Net\b", "Health Net"),
        (r"\bKaiser Permanente\b", "Kaiser Permanente"),
        (r"\bTRICARE\b", "TRICARE"),
        (
            r"\bACC/AHA\b|\bAHA/ACC\b|\bAmerican College of Cardiology\b",
            "American College of Cardiology/American Heart Association",
        ),
        (r"\bAmerican Heart Association\b", "American Heart Association"),
        (r"\bAmerican Academy of Neurology\b|\bAAN\b", "American Academy of Neurology"),
        (
            r"\bInfectious Diseases Society of America\b|\bIDSA\b",
            "Infectious Diseases Society of America",
        ),
        (r"\bKDIGO\b", "Kidney Disease: Improving Global Outcomes"),
        (r"\bAmerican Diabetes Association\b", "American Diabetes Association"),
        (r"\bAmerican College of Rheumatology\b", "American College of Rheumatology"),
        (r"\bAmerican College of Physicians\b", "American College of Physicians"),
        (r"\bWorld Health Organization\b", "World Health Organization"),
        (
            r"\bScottish Intercollegiate Guidelines Network\b",
            "Scottish Intercollegiate Guidelines Network",
        ),
        (
            r"\bBlue Cross (?:and|&) Blue Shield(?: of [A-Z]\w+(?: [A-Z]\w+)?)?|\bBlue Cross Blue "
            r"Shield\b|\bBCBS\b",
            "Blue Cross Blue Shield",
        ),
    )
)

_NAME_WORD = r"(?:[A-Z][\w&.'’-]*|of|for|the|and|&|in)"
GENERIC_PUBLISHER = re.compile(
    rf"\b[A-Z][\w&.'’-]*(?:[ \t]+{_NAME_WORD}){{0,6}}?[ \t]+(?:Health Plans?|Health Insurance"
    rf"|Insurance(?: Company)?|Healthcare"
    r"|Health Care|Health System|Society|College|Association|Academy|Institute|Foundation|Task "
    r"Force|Consortium|Federation|Alliance"
    r"|Network|Collaborative|Coalition|Council)\b(?:[ \t]+(?:of|for|on)(?:[ \t]+(?:the[ "
    r"\t]+)?[A-Z]\w+(?:,?[ \t]+(?:and[ \t]+)?[A-Z]\w+){0,4}))?"
)

# The plans of one family name that are payers of their own, each with its region.
REGIONAL = re.compile(
    r"\b(?:Blue Cross(?:(?: and| &)? Blue Shield)?|Blue Shield) of (?:the )?"
    r"[A-Z][a-z]+(?: [A-Z][a-z]+){0,2}"
)

# The name of a payer that stands alone where a title is expected.
PAYER_ALONE = re.compile(
    r"(?:Blue Cross(?: (?:and|&) | )?(?:Blue Shield)?|Blue Shield|BCBS\w*)(?: of(?: "
    r"[A-Z]\w+){1,3})?(?:\s*\([^()]*\))?"
    r"|(?:Aetna|Cigna|United ?[Hh]ealthcare|Anthem|Humana|Medicare|Medicaid)"
    r"(?: Health ?[Cc]are)?\W*"
)

PAYERS: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern), name)
    for pattern, name in (
        (r"\bAetna\b", "Aetna"),
        (r"\bUnited ?[Hh]ealthcare\b|\bUHC\b", "UnitedHealthcare"),
        (r"\b(?:Evernorth|Cigna)\b", "Cigna"),
        (r"\bCarelon\b", "Carelon Medical Benefits Management"),
        (r"\beviCore\b|\bEVICORE\b", "eviCore healthcare"),
        (r"\b(?:Anthem|Elevance)\b", "Anthem"),
        (r"\bHumana\b", "Humana"),
        (r"\bMolina\b", "Molina Healthcare"),
        (r"\bCentene\b", "Centene"),
        (r"\bHealth Net\b", "Health Net"),
        (r"\bKaiser Permanente\b", "Kaiser Permanente"),
        (r"\bTRICARE\b", "TRICARE"),
        (r"\bBlue Cross\b|\bBCBS\b", "Blue Cross Blue Shield"),
        (
            r"\bMedicare\b(?! Advantage\b)|\bNational Coverage Determination\b"
            r"|\bLocal Coverage Determination\b",
            "Medicare",
        ),
    )
)
