"""A title cut down to what the document is about: no series, number, body, year or form of text."""

import re

from ingest.lexis import words
from ingest.models import Source, SourceKind

# What a document is called by, before its subject: "Billing and Coding: X", "Medical Policy
# 7.01.55: X", "Final recommendation statement: X".
_SERIES = re.compile(
    r"^(?:(?:article|LCD|NCD|CPB)\s*[:–—-]\s*)?(?:(?-i:[A-Z]{2,6}(?:/[A-Z]{2,6})*)\s+)?"
    r"(?:billing and coding|"
    r"(?:recommendation|(?:practice |clinical )?guideline (?:update )?summary)(?=\s*:)|"
    r"(?:(?:medical|"
    r"clinical|drug|pharmacy|payment|coverage|reimbursement|um|utilization management|behavioral|"
    r"prior authori[sz]ation|pre-?authori[sz]ation|step therapy|medication|"
    r"local|national|practice|final|draft|updated)\s+)"
    r"*(?:policy|policies|guidelines?|bulletin|determination|article|recommendation "
    r"statement|criteria)(?:\s*\((?:NCD|LCD)\))?(?:\s+(?:number\s+|no\.?\s+|#\s*)"
    r"?[\w.-]*\d[\w.-]*)?)\s*(?::|\s[–—-]\s)\s*",
    re.IGNORECASE,
)
# "MED.00007", "CG-SURG-131", "2.01.26", "MP-114" in front; a drug's name has no stop or dash before
# its digits and stands alone.
_NUMBER = re.compile(
    r"^(?:[A-Z]{2,5}(?:[-.][A-Z]{2,5})*(?:[- .]\d[\d.]*|\d[\d.]+)(?:-\d+)*|"
    r"\d+(?:\.\d+)+)\s*[:–-]?\s+(?=[A-Z])"
)
# "ESSENTIAL DRUGS - Chapter 6 Infections of the Skin"
_CHAPTER = re.compile(
    r"^(?:[\w ]{2,30}\s[–—-]\s|[\w ]{2,30},\s)?chapter \d{1,2}\s*[:.–—-]?\s+(?=[A-Z])",
    re.IGNORECASE,
)
# "Hyperbaric Oxygen Therapy 20.29", "Allergy Testing L36241", "X - A57719"
_NUMBER_BEHIND = re.compile(r"\s*[–—-]?\s+(?:\d{1,3}(?:\.\d{1,3})+|[LA]\d{5})\s*$")
_TAIL = re.compile(
    r"\s*(?:[:–—(|-]\s*)?(?:(?:clinical|medical|coverage|reimbursement|drug|pharmacy|"
    r"payment)\s+)*(?:practice )?(?:guidelines?|policy|policies|recommendations? "
    r"statement|recommendations?|bulletin|guidance|(?:diagnosis|evaluation|assessment) and "
    r"(?:management|treatment)|"
    r"management|update|summary|statement|(?:prior authori[sz]ation )?criteria|determination|"
    r"standards? of care|prior authori[sz]ation(?:\s*/\s*(?:notification|medical necessity))?|"
    r"step therapy|quantity limits?)"
    r"(?:\s*\([^)]*\))?\s*$",
    re.IGNORECASE,
)
_DESIGN = re.compile(
    r"\s*:\s*(?:an?|the|results|findings|randomi[sz]ed|double|placebo|systematic|meta|"
    r"prospective|retrospective|cohort|protocol|evidence)\b.*$",
    re.IGNORECASE | re.DOTALL,
)
_RESULT = re.compile(
    r"\s+(?:significantly\s+)?(?:improves?|reduces?|does not|increases?|lowers?|"
    r"prevents?|relieves?|is effective|is associated)\s+.*?(?=\s+(?:in|for|among)\s)",
    re.IGNORECASE,
)
# Pieces of a web page's title that name the page or the site
_PAGE = re.compile(
    r"(?:\d+(?:\.\d+)*\s+)?(?:recommendations?|guidance|overview|summary|introduction|tools? and "
    r"resources|history|evidence|home)|[A-Z]{2,6}",
    re.IGNORECASE,
)
# A body, a manual, a digest or a slogan, and no subject
_NO_SUBJECT = re.compile(
    r"^(?:the )?(?:state|department|ministry|office|division|county|commonwealth|"
    r"bureau|board) of\b|^(?:blue cross|blue shield)\b|\b(?:coverage |provider |benefits? |policy )"
    r"(?:manual|handbook)\b|\b(?:manual|handbook|newsletter|health ?plans?|insurance|"
    r"health ?care|healthcare|website|home ?page|formulary|your health|better health)"
    r"$|^(?:the )?(?:[\w ]+: )?compendium of\b|^[A-Z] (?:to|through|[–—-]) [A-Z]\b(?!\s+[a-z])"
    r"|^(?:welcome|about us|our |formulary )\b|\bdrug list\b|"
    r"\b(?:policy|policies) (?:updates?|changes)\b|"
    r"\b(?:medical|coverage|clinical|commissioning) policies\b|"
    r"\bthings\b[\w ,]*\b(?:should|to) \w+$|"
    # what a plan hands to its members: the whole of what it covers, or of what it does not
    r"\b(?:certificate|evidence) of coverage\b|\bsummary plan description\b|"
    r"\bschedule of benefits\b|\b(?:member|enrollee|benefits?) (?:booklet|guide)\b|"
    r"\b(?:plan|benefit|general) (?:exclusions|limitations)\b|"
    r"\b(?:exclusions and limitations|limitations and exclusions)\b|^\W*(?:what (?:is|we do) not|"
    r"(?:services|items) (?:that )?(?:are )?not) cover(?:ed)?$|^exclusions$|"
    # forms and lists of a programme of drugs, and parts of a manual
    r"\bpharmaceutical (?:benefits? )?scheme\b|\bspecial authority\b|"
    r"^(?:initial|renewal|continuing) applications?\b|"
    r"^(?:[^:]* [–—-] )?\W*(?:(?:physician|provider|clinician|office)[- ]administered |specialty )?"
    r"(?:drugs?|medications?)(?: list)?$|"
    r"^[\d. ]*(?:definitions?|purpose|scope|background|introduction|general|overview|benefits?|"
    r"(?:(?:non-?\s?|not )?(?:covered|excluded) (?:services?|benefits?|items?|expenses?|uses)|"
    # whose health, and nothing that they have
    r"(?:(?:wom[ae]n|m[ae]n|child(?:ren)?|girls?|boys?|adolescents?|maternal|newborns?|older "
    r"(?:people|adults))(?:['’]s|s['’])?,?(?: and| or)? )+(?:(?:sexual|reproductive)(?: and)? )*"
    r"health|"
    r"(?:[\w-]+: )?(?:(?:general|plan|benefit|policy|standard) )?"
    r"(?:exclusions?|limitations?)(?: (?:and|&) (?:exclusions?|limitations?))?))$",
    re.IGNORECASE,
)


def names_nothing(phrase: str) -> bool:
    """Whether a title is that of a body, a manual, a digest of policies or a web site."""
    return _NO_SUBJECT.search(phrase) is not None


# "Surviving Sepsis Campaign": who writes is named for what it is against
_CAMPAIGN = re.compile(
    r"(?:surviving|stop|end|beat|defeat|fighting|preventing)\s+(?P<what>[\w -]+?)\s+(?:campaign|"
    r"initiative|strategy|project|collaborative|alliance)(?:\s*:.*)?",
    re.IGNORECASE,
)


def bare_title(text: str, source: Source) -> str:
    """A title or subject without series, number, body, year, tail and, for research, its design."""
    pieces = [piece.strip() for piece in text.split("|")]
    own = [piece for piece in pieces if words(piece) and not _PAGE.fullmatch(piece)]
    phrase = re.sub(r"\b(?:19|20)\d\d\b", " ", own[0] if own else text).strip()
    phrase = re.sub(r"\s*\((?:[A-Z]{1,4}[-.]?)?\d[\w.]*\)\s*(?:[–—-]\s.*)?$", "", phrase)
    phrase = _CHAPTER.sub("", phrase)
    phrase = _NUMBER_BEHIND.sub("", _NUMBER.sub("", _SERIES.sub("", phrase)))
    if source.kind is SourceKind.RESEARCH:
        phrase = _RESULT.sub("", _DESIGN.sub("", phrase))
    previous = ""
    while previous != phrase:
        previous, phrase = phrase, _TAIL.sub("", phrase).strip(" :–—-")
    if source.kind is SourceKind.GUIDELINE:  # of a payer's policy it is the service
        phrase = re.sub(r"(?<=\w)\s+rehabilitation$", "", phrase, flags=re.IGNORECASE)
        phrase = named["what"] if (named := _CAMPAIGN.fullmatch(phrase)) else phrase
    phrase = _without_body(phrase, source)
    return re.sub(r"^[A-Z]{2,5}(?:[- ][\d.]+|[\d.]{2,})(?:\s*[:–-]\s*|\s+|$)", "", phrase)


_ONE_WORD = re.compile(r"(?![A-Z]{2,5}$)[\w-]+")


def _without_body(phrase: str, source: Source) -> str:
    """A title without the publisher's name or initials in front of it."""
    body = words(f"{source.publisher} {source.payer}")
    known = {word.lower() for word in body if word[:1].isupper()}
    initials = "".join(word[0] for word in words(source.publisher) if word[0].isupper()).lower()
    rest = phrase.split()
    while rest and (
        rest[0].strip(".,:").lower() in known or (initials and rest[0].lower() == initials)
    ):
        rest.pop(0)
    # "Asthma" is what the International Asthma Panel writes on
    alone = not rest and len(body) > 1 and _ONE_WORD.fullmatch(phrase)
    return phrase if alone else " ".join(rest)


_ACUTE = re.compile(
    r"^(?:.*\s)?(?P<what>acute\s+(?!(?:treatment|management|therapy|care|pharmaco\w+|evaluation|and|or)"
    r"\b).+)$",
    re.IGNORECASE,
)


def acute_form(phrase: str, bare: str) -> str:
    """The disease of a title with its "acute", where that is no word of what is done; "" else."""
    found = _ACUTE.match(phrase)
    return found["what"] if found and bare and bare in found["what"] else ""
