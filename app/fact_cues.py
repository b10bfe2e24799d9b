"""How texts state age, sex, pregnancy, the phase of treatment and a response to it."""

import re

from app.quantities import NUMBER_WORD

PHRASE_ENDS = frozenset({"who", "with", "whose", "after", "has", "had", "have", "which"})


# One of the family who is spoken for ("my husband is 69"); whose illness is told is sorted out
# by scope.
_HE = r"(?:husband|father|dad|son|brother|uncle|grand(?:father|pa|dad|son))"
_SHE = r"(?:wife|mother|mum|mom|daughter|sister|aunt|grand(?:mother|ma|mum|daughter)|gran)"

_UNIT = r"(?P<unit>years?|yrs?|yr|months?|mos?|weeks?|wks?|days?)"


AGE = re.compile(
    rf"(?<![\w.])(?P<n>\d{{1,3}}(?:\.\d)?)(?:(?i:[\s-]*{_UNIT}[\s-]*(?:old|of age)\b)"
    r"|\s*(?i:yo|y\.o\.?|y/o)\b|\s*(?P<sex>[MF]|(?<=\d)f|(?<=[2-9]\d)m)\b(?![\w-]|\.\w))"
    r"|(?:^|(?<=[,;(] ))(?P<n6>\d{1,3})\s*(?i:y)(?=\s*[,;:.)])"
    r"|\b(?P<sex2>[MF])(?:\s|,\s*|/)(?P<n7>[1-9]\d)(?=\s*(?:[,;.]|(?i:with)\b|$))"
    r"|(?i:\bage[ds]?[\s:]*(?:of\s+|is\s+)?)(?P<n2>\d{1,3})(?!\s*(?:[-–]|to)\s*\d|\d|%|\.\d)"
    rf"(?i:\s*{_UNIT.replace('unit', 'unit2')})?"
    rf"|(?i:\b(?:he|she|patient|who|(?<!his )(?<!her )(?<!their )(?:{_HE}|{_SHE})) is )"
    r"(?P<n3>\d{1,3})"
    r"(?=\s*(?:[,.;?]|(?i:and|with)\b|$))"
    r"|(?i:\b(?:wom[ae]n|m[ae]n|boy|girl|lady|gentleman|(?:fe)?male|person|patient) (?:of )?)"
    r"(?P<n8>[1-9]\d)(?=\s*(?:[,.;?)]|(?i:and|with|without|who|on)\b|$))"
    # "a member, 39, with", "Ms. K., 44, has"
    rf"|(?i:\b(?:patient|member|wom[ae]n|m[ae]n|(?<!his )(?<!her )(?:{_HE}|{_SHE})|"
    r"(?:Mrs?|Ms)\.? [A-Z][\w-]*\.?),\s+)"
    r"(?P<n9>[1-9]\d)(?=,\s+[a-z])"
    r"|(?<![\w.])(?P<n4>\d{1,3})(?i:\s*(?:(?:years?|yrs?)(?=\s*(?:\+|(?:and|or) (?:older|over|"
    r"above)\b))"
    r"|(?=(?:and|or) older\b)))"
    r"|(?i:\b(?:adults?|patients?|people|persons?|wom[ae]n|m[ae]n|those|child(?:ren)?)\s+"
    r"(?:over|older than|above|under|younger than|at least)\s+)(?P<n5>\d{1,3})\b(?!\s*(?:%|mg|"
    r"kg|days|weeks))"
    r"|(?i:\bin (?:his|her|their) (?:early |mid |mid-|late )?)(?P<decade>[1-9]0)s\b",
)


# "a seven-year-old boy", "eleven months old"
AGE_IN_WORDS = re.compile(
    rf"\b(?P<n>{NUMBER_WORD})[\s-]+"
    r"(?P<unit>weeks?|months?|years?)"
    r"[\s-]+(?:old|of age)\b",
    re.IGNORECASE,
)


AGE_OF_EVENT = re.compile(
    r"\b(?:at|since|from|onset|by|until|diagnosed|prior to|before|after|bone|skeletal|mental|"
    r"developmental|gestational)\s*(?:the\s+|an?\s+)?$",
    re.IGNORECASE,
)


# "a 4-week-old osteoporotic fracture": how old an injury is, or a device
OF_A_THING = re.compile(
    r"\s+(?:(?!(?:(?:wo)?m[ae]n|(?:fe)?males?|girls?|boys?|child|patients?|pts?|persons?|adults?|people|"
    r"members?|with|who|has|had|and|having|without|after|needs?|on|in)\b)[\w-]+\s+){0,3}?(?:fractures?|injur(?:y|ies)|tears?|wounds?|ulcers?|lesions?|scars?|"
    r"ruptures?|sprains?|strains?|infarcts?|strokes?|clots?|thromb\w+|stents?|grafts?|devices?|"
    r"pumps?|implants?|generators?|batter(?:y|ies)|scans?|mris?|x-?rays?|films?|reports?|results?|"
    r"wheelchairs?|machines?|units?)\b",
    re.IGNORECASE,
)


# Ages that a word stands for, in years; 18 and 1 as in ICD-10-CM and CMS manuals, the newborn's 28
# days as in ICH E11.
AGE_WORDS: tuple[tuple[re.Pattern[str], float, float], ...] = tuple(
    (re.compile(rf"\b(?:{pattern})\b(?!-onset)", re.IGNORECASE), low, high)
    for pattern, low, high in (
        (r"newborns?|neonates?|neonatal", 0, 28 / 365),
        (r"infants?|bab(?:y|ies)", 0, 1),
        (r"toddlers?", 1, 3.99),
        (r"adolescents?|teen(?:agers?|aged?|s)?", 10, 17.99),
        (
            r"child(?![- ](?:(?-i:[ABC])\b|pugh|turcotte))|children|boys?|girls?|pa?ediatric",
            0,
            17.99,
        ),
        # 65: as in a criterion (`findings_ages`)
        (
            r"(?:older|elderly|aged) (?:adults?|people|persons?|individuals?|patients?|wom[ae]n|"
            r"m[ae]n|lady|gentleman)|(?:the )?elderly|seniors?(?= (?:citizens?|people|adults?|"
            r"patients?)|\W*$|\W+(?:who|with|at|in|living|over|to|and|should)\b)|pensioners?",
            65,
            120,
        ),
        (r"adults?|wom[ae]n|m[ae]n|senior", 18, 120),
    )
)


PREVIOUSLY = re.compile(r"\b(?:as an?|when an?|since|during)\s*$", re.IGNORECASE)


SEXES = (
    ("female", r"\b(?:wom[ae]n|females?|girls?|lady)\b"),
    ("male", r"\b(?:m[ae]n|males?|boys?|gentleman)\b"),
)


PRONOUNS = (("female", r"\b(?:she|her)\b"), ("male", r"\b(?:he|his|him)\b"))
SPOKEN_FOR = (("female", rf"\bmy (?:[\w-]+ )*?{_SHE}\b"), ("male", rf"\bmy (?:[\w-]+ )*?{_HE}\b"))


PREGNANT = re.compile(
    r"\b(?:pregnan(?:t|cy)|gravid|gestation|trimester|postpartum|"
    r"(?:pre|ante)natal (?:visits?|care|clinics?|appointments?|booking|check-?ups?)|"
    r"expectant mothers?|expecting (?:a baby|twins))\b",
    re.IGNORECASE,
)


# Only words that speak of the request itself: "currently on metformin" tells nothing of the drug
# that is asked about.
PHASES: tuple[tuple[str, re.Pattern[str]], ...] = (
    (
        "continued",
        re.compile(
            r"\b(?:re-?auth(?:ori[sz]ation)?|re-?cert(?:ification)?|renewals?|renew|continuation|"
            r"continued (?:therapy|"
            r"treatment|use|coverage)|"
            r"(?:can|may|should|to) (?:\w+ )?(?:continue|stay on|remain on)|"
            r"should (?:[\w-]+ ){1,4}be (?:continued|kept going))\b",
            re.IGNORECASE,
        ),
    ),
    (
        "initial",
        re.compile(
            r"\b(?:initial (?:therapy|treatment|request|authori[sz]ation|course|approval)|new "
            r"start|starting|"
            r"to (?:start|initiate|begin)|initiation)\b",
            re.IGNORECASE,
        ),
    ),
)


CLAIM = re.compile(
    r"\b(?:meets?|met|satisf(?:y|ies)|fulfil?ls?)\b[^.;?]{0,30}\b(?:criteria|requirements|"
    r"policy)\b",
    re.IGNORECASE,
)


NO_RESPONSE = re.compile(
    r"\b(?:no|without|lack of|not had)\s+(?:any |clinical |significant |meaningful |documented "
    r"|sustained )*"
    r"(?:improvement|response|benefit)\b(?!\s+(?:to|from|on|with|after)\b)",
    re.IGNORECASE,
)


RESPONDING = re.compile(
    r"\b(?:respond(?:ing|ed|s)(?: (?:very )?well)?|(?:has |have |is |was )?improv(?:ed|ing)|"
    r"doing well|(?:is |are |was |were |much |clearly |markedly |feels? )better(?! than| toler)|"
    r"\w+ better(?=\s*(?:[,.;]|$))|"
    r"with (?:a )?(?:good|excellent|great|clear|marked|documented|sustained) "
    r"(?:clinical )?(?:response|benefit|effect|improvement|relief)|"
    r"(?:good|excellent|great|positive|documented|marked|clear|significant|substantial|dramatic|"
    r"sustained) (?:clinical )?(?:response|improvement|benefit))\b",
    re.IGNORECASE,
)
