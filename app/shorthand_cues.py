"""How notes in shorthand say right beside a treatment what came of it.

"MTX 15 mg x 5 mo - nausea", "tamsulosin 8 wk no help", "light therapy: never". Sources: phrases of
clinic notes, of callers and of prior-authorisation forms. Data for `app.shorthand_trials`: what
stands behind a treatment is read word by word from its end, so that a cue belongs to it.
"""

import re

from app.trial_cues import CONTRAINDICATED, CURRENT, FAILED, INTOLERANT, RESPONDED, TRIED

# What else a status says: who failed a drug has tried it.
IMPLIES = {
    FAILED: {FAILED, TRIED},
    INTOLERANT: {INTOLERANT, TRIED},
    RESPONDED: {RESPONDED, TRIED, CURRENT},
    CURRENT: {CURRENT, TRIED},
    TRIED: {TRIED},
    CONTRAINDICATED: {CONTRAINDICATED},
}
NUMBER = (
    r"(?:\d+(?:[.,]\d+)?|½|half an?|an?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|"
    r"twelve|fourteen|sixteen|eighteen|twenty|several|few)"
)
SPAN = (
    rf"{NUMBER}(?:\s*(?:-|–|to)\s*\d+)?[-\s]?(?:full |whole |solid |straight |"
    r"consecutive |long )?(?:days?|weeks?|wks?|wk|"
    r"months?|mos?|years?|yrs?)"
)
_DOSE = (
    r"\d+(?:[.,]\d+)?(?:\s*[/-]\s*\d+(?:[.,]\d+)?)?\s*(?:mg|mcg|µg|g|ml|units?|u|iu|%|x|×|tabs?|"
    r"pills?|puffs?|sp)?(?:/(?:kg|d|day|wk|week|m2|mo|month|kg/d(?:ay)?))*"
)
# Words that stand between a treatment and what came of it, and say nothing of it.
FILL = re.compile(
    rf"(?:\s+|[,:(=/+&→–—~>-]+|×|\.\.\.?|(?:{SPAN}|{_DOSE}|q\s?\d+\s?[hdwm]\w*|q\w{{1,3}}|bid|tid|"
    r"qd|qod|b\.i\.d\.|daily|weekly|monthly|nightly|yearly|twice|once|(?:a|per|each|every) "
    r"(?:day|week|month|night)|prn|eow|po|sc|sq|iv|im|oral|topical|oint(?:ment)?|cream|gel|foam|"
    r"lotion|pills?|tabs?|tablets?|shots?|injections?|drops?|patch(?:es)?|spray|inhaler|er|xr|sr|"
    r"lai|lar|generic|brand|max(?:ed|imum)?(?: out)?|full|doses?|high|low|adequate|up to|at|for|"
    r"x|over|of|about|almost|only|just|cycles?|sessions?|courses?|rounds?|times|tx|trials?|"
    r"therapy|treatments?|was|were|is|it|they|she|he|i|and|but|then|with|w/|had|has|have|gave|"
    r"got|caused|causing|made|makes|led to|him|her|them|me|us|which|that|to|last (?:year|month|"
    r"spring|summer|fall|winter)|(?:in |from |since |until |ended (?:in )?)?(?:19|"
    r"20)\d\d(?:\s*(?:-|–|to)\s*(?:19|20)?\d\d)?|(?:from |since |in )?(?:jan|feb|mar|apr|may|jun|"
    r"jul|aug|sept?|oct|nov|dec)[a-z]*(?: (?:to|until) (?:jan|feb|mar|apr|may|jun|jul|aug|sept?|"
    r"oct|nov|dec)[a-z]*)?|both|all|each|also|really|again|now|very|too much|too|bad|severe|"
    r"terrible|awful|intolerable|significant|stopped|quit|off|d/c['’]?d?|discontinued|dropped|"
    r"held|after|because(?: of)?|due to|d/t|2/2|for)(?![\w]))",
    re.IGNORECASE,
)
# Names of drugs as notes cut them short, each with the name of the substance.
SHORT_NAMES = {
    "doxy": "doxycycline",
    "mino": "minocycline",
    "clinda": "clindamycin",
    "azithro": "azithromycin",
    "erythro": "erythromycin",
    "cipro": "ciprofloxacin",
    "gaba": "gabapentin",
    "csa": "cyclosporine",
    "aza": "azathioprine",
    "6-mp": "mercaptopurine",
    "ssz": "sulfasalazine",
    "hcq": "hydroxychloroquine",
    "mmf": "mycophenolate",
    "pred": "prednisone",
    "amitrip": "amitriptyline",
    "nortrip": "nortriptyline",
    "vpa": "valproate",
    "ltg": "lamotrigine",
    "lev": "levetiracetam",
    "cbz": "carbamazepine",
    "oxc": "oxcarbazepine",
    "tpm": "topiramate",
    "atorva": "atorvastatin",
    "rosuva": "rosuvastatin",
    "simva": "simvastatin",
    "prava": "pravastatin",
    "omep": "omeprazole",
    "panto": "pantoprazole",
    "metop": "metoprolol",
    "cryo": "cryotherapy",
    "b6": "pyridoxine",
}
STOPPED = re.compile(r"\b(?:stopped|quit|off|d/c['’]?d?|discontinued|dropped)(?!\w)", re.IGNORECASE)
SHARED = re.compile(r"\b(?:both|all|none|neither|nothing|each)\b", re.IGNORECASE)
_GOOD = (
    r"(?:help|relief|benefit|effect|change|improvement|response|good|better|luck|go|use|success|"
    r"difference|avail|control|gain|clearing|clearance|healing|remission|results?)"
)
_NOT = r"(?:not|n['’]?t)"
_WORSE = (
    r"nausea\w*|vomit\w*|threw up|diarrh?o?ea|constipat\w*|dizz\w*|faint\w*|tremors?|burn(?:s|ed|"
    r"ing)|itch\w*|cough\w*|sedat\w*|drows\w*|somnolen\w*|sleepy|groggy|foggy|fatigue\w*|tired|"
    r"insomnia|(?:\d+ ?(?:lbs?|kg|pounds) )?(?:weight )?gain(?:ed)?|edema|bruis\w*|bleed\w*|gi "
    r"(?:upset|bleed\w*|intoleran\w*)|stomach (?:upset|aches?|pain|cramps?|bleed\w*)|upset "
    r"stomach|myalgias?|muscle (?:aches?|pains?|cramps?)|lfts?|transaminit\w*|elevated (?:lfts?|"
    r"alt|ast|liver \w+)|hepatotox\w*|hepatitis|pancreatitis|(?:leuko|neutro|cyto|pancyto|"
    r"thrombocyto)penia|depress(?:ion|ed)|suicidal\w*|palpitations?|tachycardia|bradycardia|"
    r"hypotens\w*|bp drop\w*|low bp|hypoglyc\w*|photosensitiv\w*|flu[- ]?like|raw|tics|agitat\w*|"
    r"irritab\w*|hallucinat\w*|confus\w*|dry mouth|blurr\w*|hair loss|(?:mouth|oral) (?:sores|"
    r"ulcers)|heartburn|sick|(?:cr|creatinine) (?:up|rose|rise)|nightmares|hearing (?:fell|loss)|"
    r"reflux|swelling|headaches?|rash\w*|hives|urticaria|anaphyla\w*|angioedema|(?:allergic |"
    r"infusion |injection[- ]site |bad )*reactions?|serum sickness|side[- ]?effects?|ses?|aes?|"
    r"adverse|toxicity"
)
REACTION = re.compile(rf"(?:{_WORSE})(?!\w)", re.IGNORECASE)
_ALLERGIC = (
    r"(?:hives|rash\w*|anaphyla\w*|angioedema|vomit\w*|nausea|diarrh?o?ea|(?:allergic |infusion |"
    r"bad )*reactions?|allerg(?:y|ic)|side[- ]?effects?)"
)


def _compiled(rows: tuple[tuple[str, str], ...]) -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple(
        (status, re.compile(rf"(?:{pattern})(?!\w)", re.IGNORECASE)) for status, pattern in rows
    )


# "the scores did not budge", "A1c never went under 9"
_UNMOVED = (
    r"(?:changed|made|helped) nothing|made no (?:real |big )?difference|to no avail|(?:(?:his|her|"
    r"the|my) )?(?:scores?|pain|symptoms?|\w+ count|a1c|ldl|rash|skin|joints?|labs?|numbers?) "
    rf"(?:(?:did|has|have|had)\s?{_NOT} (?:budged?|moved?|changed?|fall|fallen|dropped|come down)|"
    r"never (?:budged|moved|changed|went (?:under|below|down)|got (?:under|below|better)|came "
    r"down|dropped|fell))"
)
# "five months, still scaly"; who is still on it, or still at work, says nothing of it
_STILL = (
    r"(?:(?:the |his |her |my |both )?[a-z]+ )?still (?:stiff|swollen|painful|sore|hurt\w*|red|"
    r"itch\w*|flar\w*|drain\w*|ooz\w*|bleed\w*|high|elevated|uncontrolled)|"
    r"still (?!on\b|tak|us(?:es|ing)|smok|want|need|work|help|do(?:es|ing)\b|under|the|pend|wait|"
    r"await|refus|live|go|active in|there|ok|fine|good|well|stable|effective|controlled|cover|"
    r"an?\b|not|no\b|young|employ|running|getting (?:it|them)|due|to\b)[\w./-]+"
)


NEVER_HAD = "never had"
# Behind the treatment and its fill words; the first that fits counts.
BEHIND = _compiled(
    (
        (
            NEVER_HAD,
            r"never(?: (?:been )?(?:tried|used|had|taken|placed|done|begun|started|given|"
            r"prescribed))|never(?=\s*(?:[,.;)(]|$|because|cause))|(?:has |have |was |were |had "
            rf")?{_NOT} (?:yet )?(?:been )?(?:tried|used|begun|started|taken|done|had|given|"
            r"attempted)(?: yet)?|(?:has|have|had)n['’]?t (?:been )?(?:tried|used|started)|"
            r"(?:neither|none)(?: yet| so far)?(?=\s*(?:[,.;)]|$))|untried|na[iï]ve",
        ),
        (
            CONTRAINDICATED,
            r"contraindicated|not an option|unsafe|(?:can['’]?t|cannot|can not) be (?:used|given|"
            r"taken)",
        ),
        (
            FAILED,
            rf"no (?:real |much |lasting |sustained |significant |adequate |sig )?{_GOOD}|nope|"
            rf"nothing|(?:without|w/o|w/out) (?:any |much |real |adequate |lasting )?{_GOOD}|"
            rf"(?:did|does|do|has|have|had|was|were)\s?{_NOT} (?:really |even )?(?:help\w*|"
            r"work\w*|do (?:much|anything|a thing)|respon\w+|enough|effective|improve\w*|make "
            rf"(?:a|any) difference|touch it|hold)|{_NOT} (?:enough|better|effective|controlled|"
            r"helpful|work(?:ed|ing)|help(?:ed|ing)|respon\w+)|(?:never|neither|none)(?: of "
            r"(?:them|these))? (?:really )?(?:helped|worked|held)|(?:did|does|do|done) "
            r"(?:nothing|little|squat|zip|zilch)|inadequate\w*|insufficient\w*|ineffective\w*|"
            r"useless|hopeless|pointless|worthless|unsuccessful\w*|unhelpful|poor(?:ly)?(?! tol)|"
            r"partial(?:ly)?(?! (?:onset|seiz))|minimal|suboptimal|fail(?:ed|s|ure)?|"
            r"uncontrolled|refractory|(?:primary |secondary )?non-?respon\w+|(?:slight|little|"
            r"temporary|short-lived|brief|limited|some) (?:relief|help|benefit|improvement|"
            r"effect)(?: only)?|(?:lost|losing) (?:it|response|effect|efficacy|its (?:effect|"
            r"punch))|loss of (?:response|effect|efficacy)|(?:wore|worn) off|(?:stopped|quit) "
            r"working|gave up|waned|flar(?:ed|es|ing)|relapse[ds]?|recurred|came back|"
            rf"progress(?:ed|ion)|pd|unchanged|breakthrough\w*|{_UNMOVED}|{_STILL}",
        ),
        (
            INTOLERANT,
            r"(?:(?:gave|gives|giving) (?:him|her|me|them|us|pt)|caus(?:ed|es|ing)|made "
            r"(?:him|her|me|them)) "
            r"(?!no\b|some|relief|good|better|little|minimal|great|a (?:bit|little|lot)|"
            r"feel better|any)\w+|"
            rf"{_WORSE}|{_NOT} tolerat\w*|(?:could|can|did|does)\s?{_NOT} (?:tolerate|take it|"
            r"stand|stay awake)|cant (?:tolerate|stand|stay awake)|intoleran\w*|poorly tolerated|"
            r"unable to tolerate|allerg(?:y|ic)|hurt(?:s)?",
        ),
        (
            RESPONDED,
            r"work(?:ed|ing|s)(?: (?:well|great))?|help(?:ed|ing|s) (?:a lot|well|greatly|lots)|"
            r"doing (?:well|great|better)|(?:good|great|excellent|complete|full) (?:response|"
            r"effect|relief|control|results?)|well controlled|cleared",
        ),
        (
            TRIED,
            r"(?:been )?(?:tried|used|given|trialed|trialled|completed|finished|done|attempted)",
        ),
    )
)
_FRONT = (
    r"(?:\s+(?:an?|the|his|her|their|my|any|all|both|some|of|on|to|with|w/|prior|previous|"
    r"adequate|full|oral|topical|iv|trials?|courses?|rounds?|cycles?|sessions?|doses?|"
    r"max(?:imum)?|high|low|dose|daily|weekly|monthly|other|first|1st|line|also|both|generic|"
    r"brand|use|therapy|treatment))*[\s:]*$"
)


def _before(rows: tuple[tuple[str, str], ...]) -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple(
        (status, re.compile(rf"(?<![\w-])(?:{pattern}){_FRONT}", re.IGNORECASE))
        for status, pattern in rows
    )


_HAD = (
    r"(?:yet|ever|been|had|tried|used|uses|took|takes|take|taken|any|prior|previous|on|received|"
    r"begun|started|given)"
)
# Right before the treatment; the first that fits counts.
BEFORE = _before(
    (
        (
            "",
            r"(?:not|n['’]?t|no longer) (?:currently |presently |now )?(?:on|taking|using)|no "
            r"(?:contraindication|allerg\w+|need|reaction|response|benefit|relief) \w*|(?:not|no) "
            r"other|(?:no|without|den(?:y|ies|ied)|lacks?|n['’]t have) (?:(?:an?|any|known|"
            r"significant|absolute|relative|medical|clear|obvious|documented|true|reported) ){1,2}"
            r"(?:contraindications?|allerg\w+) \w*",
        ),
        (CONTRAINDICATED, r"(?:says?|said|advis\w+) no"),
        (
            NEVER_HAD,
            rf"never(?: {_HAD})*|(?:has|have|had)\s?{_NOT}(?: {_HAD})+|(?:has|have)n['’]?t(?: "
            rf"{_HAD})+|{_NOT} (?:yet )?(?:tried|had|used|taken|received|begun|started|been "
            r"on)(?: any)?|no(?: (?:prior|previous))?",
        ),
        (
            FAILED,
            r"fail(?:ed|s|ing|ure of|ure to)|refractory to|resistant to|(?:did|does|do) not "
            r"respond to|(?:no|poor|partial|inadequate|insufficient|minimal) (?:response|relief|"
            r"benefit|improvement|effect) (?:to|from|with|on)|non-?responder to|uncontrolled on|"
            r"not controlled (?:on|with)|progress(?:ed|ion|ing) (?:on|after|through)|relapsed "
            r"(?:on|after)|flar(?:ed|es) on",
        ),
        (
            CONTRAINDICATED,
            r"(?:can['’]?t|cannot|can not|unable to) (?:take|have|use|be given)|contraindication "
            r"to",
        ),
        (
            INTOLERANT,
            rf"intoleran(?:t|ce) (?:of|to)|(?:could|can|did)\s?{_NOT} tolerate|cant tolerate|"
            rf"{_ALLERGIC} (?:w/|with|on|from|after|to|due to)",
        ),
        (
            TRIED,
            r"tried|trialed|trialled|after|s/p|status post|prior|previous(?:ly)?|past|did|done|"
            r"used|took|been on|was on|received|given|has had|['’]s had|have had|had|finished|"
            r"completed|underwent|stopped|quit|came off|off",
        ),
        (
            CURRENT,
            r"(?:is |was |now |currently |remains |maintained |stays |stable )*on|now|takes?|"
            r"taking|using|uses|currently|continues?(?: on)?",
        ),
    )
)
# A heading that governs the treatments of its sentence.
HEADING = re.compile(
    r"\b(?P<tried>tried(?: (?:and|&) failed| so far)?|failed|prior(?: (?:meds?|treatments?|tx|"
    r"therap(?:y|ies)|rx|agents?))?|previous(?: (?:meds?|treatments?|tx|therap(?:y|ies)|rx))?|"
    r"past (?:meds?|treatments?|tx|trials?)|(?:tx|treatment|medication|med) (?:hx|history)|hx of|"
    r"trials?)\s*(?::|=|->|–|- )",
    re.IGNORECASE,
)
# What is asked for, planned, advised or demanded is not what was had.
PLAN = re.compile(
    r"(?:\b(?:want(?:s|ed|ing)?|need(?:s|ed)?|ask(?:s|ed|ing)?(?: for| about)?|request(?:s|ed|"
    r"ing)?|requires?|must|should|will|would|start(?:ing)?|begin(?:ning)?|propos\w+|seek\w*|"
    r"plan(?:s|ned|ning)?|pa for|auth for|appeal(?:ing)? for|order(?:s|ed|ing)?|recommend\w*|"
    r"suggest\w*|consider\w*|switch(?:ing)? to|chang\w+ to|instead of|rather than|or|versus|vs|"
    r"before|prefer\w*|policy|insurer|insurance|formulary|denied|denial|reject\w+|approv\w+|"
    r"cover\w*|like to|hop\w+|rx'?d?|prescrib\w+|candidate for|refus\w+|declin\w+|offered|"
    r"avoid\w*|if|unless|whether|can (?:i|we|he|she)|how about|thinking of|interested in|try|"
    r"combin\w+ with|add(?:ing)?|to use|to give|likes?)\b)[^.;?!]{0,60}$",
    re.IGNORECASE,
)
# Behind a treatment that is named and was not had.
NOT_HAD = re.compile(
    r"\s*(?:(?:was|is|were|has been|had been)\s+)?(?:declined|refused|rejected|not (?:yet "
    r")?(?:been )?(?:begun|started|tried|"
    r"planned|given)|(?:\w+ )?says no|vs\.?\s|versus\b|=\s*plan|preferred|he['’]s too|"
    r"she['’]s too|too young|\?)",
    re.IGNORECASE,
)
# Of what came of a treatment, what may be an allergy.
ALLERGIC = re.compile(
    r"allerg|hypersens|hives|urticari|rash|anaphyla|angioedema|swell|swollen|(?<!no "
    r")reaction|itch|SJS",
    re.IGNORECASE,
)
