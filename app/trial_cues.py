"""How clinicians and payers say that a treatment was tried, failed, was not tolerated, or may not be given.

Sources: standing phrases of payers' policies ("inadequate response, intolerance or contraindication to"), of clinic notes and of
prior-authorisation forms. Data: each row is a status, the side on which the treatment stands, and a pattern.
"""

import re

TRIED, FAILED, INTOLERANT, CONTRAINDICATED, CURRENT, RESPONDED = (
    "tried",
    "failed",
    "intolerant",
    "contraindicated",
    "current",
    "responded",
)
AFTER, BEFORE = "after", "before"

_POOR = (
    r"(?:inadequate(?:ly)?|insufficient(?:ly)?|suboptimal|sub-optimal|poor|partial|incomplete|no|lack of(?: an?)?|without(?: (?:any|adequate|sufficient))?|unsatisfactory|"
    r"minimal|limited|little|loss of|lost|not (?:had )?(?:an )?(?:adequate|sufficient)|less than adequate|failed to achieve(?: an?)?(?: adequate)?|lack of)"
)
_EFFECT = r"(?:(?:clinical |therapeutic |symptom |pain |seizure |disease |sustained |significant |adequate |lasting |durable )*(?:responses?|relief|improvement|benefits?|control|effect|efficacy|effectiveness|success|symptom control|help))"
_TO = r"(?:\s+(?:to|from|with|on|of|after|despite|following|using))"
_NOT = r"(?:not|n['’]t)"
_OFTEN = r"(?:\s+(?:an?|the|adequate|documented|previous|prior|at least one|formal|sufficient|initial|conventional(?= trial)))*"

# (status, side, pattern): the treatment stands AFTER or BEFORE the words.
_ROWS: tuple[tuple[str, str, str], ...] = (
    (FAILED, AFTER, rf"{_POOR}\s+{_EFFECT}{_TO}"),
    (FAILED, AFTER, rf"(?:did|does|do|has|have|had|is|are|was|were)\s*{_NOT}(?:\s+\w+ly)?\s+(?:been )?(?:respon(?:d(?:ed|ing)?|sive)|improv(?:e|ed|ing)|benefit(?:ed|t?ing)?)\s+(?:to|with|on|after|from)"),
    (FAILED, AFTER, rf"{_NOT}\s+(?:adequately |well |sufficiently |fully )?(?:controlled|managed|relieved|responsive|responding|responded)\s+(?:on|with|by|despite|to|after)"),
    (FAILED, AFTER, r"(?:un|poorly |inadequately |insufficiently )controlled (?:on|with|by|despite)"),
    (FAILED, AFTER, r"(?:un|non-?)respons(?:ive|e) to|non-?responders? to|no better (?:on|with|after)|un(?:changed|relieved) (?:by|with|on|after|despite)"),
    (FAILED, AFTER, r"refractory to|resistan(?:t|ce) to|relapsed? (?:on|after|despite)|progress(?:ed|ion|ing) (?:on|despite|after|following)|flare[sd]? (?:on|despite)"),
    (FAILED, AFTER, r"(?:persist(?:s|ed|ent|ing|ence)?|continu\w+|ongoing|still|remain\w*)(?:\s+\w+){0,4}?\s+despite|despite|in spite of"),
    (FAILED, AFTER, rf"fail(?:ed|ing|s|ures?)?(?:\s+(?:to (?:tolerate and )?(?:adequately )?respond(?: adequately)? to|to improve (?:with|on|after)|of|with|on|after|to|an|a|adequate|trials? of|treatment with|therapy with)(?=\s))*(?=\s)"),
    (FAILED, AFTER, r"unsuccessful(?:ly)? (?:trials? of|treatment with|treated with|tried|attempts? at|with)|ineffective(?:ness)? of|lack of efficacy of"),
    (FAILED, AFTER, r"(?:tried|took|used)(?=[^.;]{0,60}\bwithout (?:any |much |adequate |sufficient |significant )?(?:relief|benefit|success|improvement|response|effect|control)\b)"),
    (FAILED, BEFORE, rf"{_POOR}\s+{_EFFECT}(?=\s*(?:,|/|;|and/or|and|or)\s*(?:(?:an?|or|and|documented|has|is|clinical\w*|significant)\s+)*(?:intoler|contraindic|fail|inability|unable|hypersens|side|adverse))"),
    (INTOLERANT, BEFORE, r"(?:intolerances?|inability to tolerate|adverse (?:effects?|events?|reactions?)|hypersensitivity|allergy)(?=\s*(?:,|/|;|and/or|and|or)\s*(?:(?:an?|or|and|to|documented|has|is|clinical\w*|significant|have)\s+)*(?:contraindic|fail|inadequ|insuffic|lack|hypersens|adverse|allerg|intoler))"),
    (FAILED, BEFORE, rf"(?:(?:has|have|had|also|both|all|each)\s+)*failed(?=\s*(?:[.,;?)]|$|\band\b|\bfor\b|\bafter\b|\bto (?:help|work|control|relieve|provide)\b|\bor\b))"),
    (FAILED, BEFORE, r"(?:(?:was|were|is|are|has been|have been|proved|proven)\s+)(?:all |both )?(?:ineffective|unsuccessful|inadequate|not (?:effective|helpful|successful|enough|sufficient|beneficial)|of no (?:benefit|help)|insufficient|exhausted)"),
    (FAILED, BEFORE, rf"(?:did|do|does|has|have|had)\s*{_NOT}\s+(?:\w+ly )?(?:help(?:ed)?|work(?:ed)?|control(?:led)?|relieved?|improved?|provided?|been (?:effective|helpful|successful))(?:[^,.;?]{{0,40}})"),
    (FAILED, BEFORE, r"(?:with(?:out)?|gave|giving|provided|providing|yielded|brought|offered)\s+(?:any |only |much |adequate |sufficient |significant |lasting |clinical |no |minimal |little |partial |limited |inadequate |insufficient |poor |temporary |short-lived |incomplete )*(?:relief|benefit|success|improvement|response|effect|control|help)"),
    (FAILED, BEFORE, r"(?:therapy |treatment )?failures?(?! of| to)|[ -](?:refractory|resistant)|non-?responders?"),
    (TRIED, AFTER, rf"(?:tried|trialed|trialled|tries|trying|trials?{_TO}|trials?(?= and fail)|attempted)(?:\s+(?:of|and))*(?=\s)"),
    (TRIED, AFTER, r"(?:complet(?:ed|ion of|ing|es)|under(?:went|gone|going)|participat(?:ed|ion|ing) in|(?:has |have |had )?(?:been )?treat(?:ed|ment) with|enrolled in|attended|has done|have done|s/p|status post|(?:has |have )?had(?= (?:an? )?(?:\w+ ){0,2}?\w*(?:ectomy|plasty|otomy|ostomy|scopy|graft|transplant|transplantation|surgery|blocks?|injections?|ablation|resection|bypass|fusion|replacement|implant)\b)|previously (?:on|took|used|received|tried)|(?:has |have |had )(?:previously )?(?:received|used|taken)|received|took|(?:prior|previous|past) (?:use of|treatment with|therapy with|trials? of|exposure to|treatments?|therap(?:y|ies)|courses? of)|exposure to)"),
    (TRIED, AFTER, r"(?:has|have|had)\s*(?:not|n['’]t|never) (?:yet )?(?:had|been (?:on|given|treated with))"),
    (TRIED, AFTER, r"after(?= (?:a |an |\d|two|three|four|six|eight|twelve|trial|[a-z]))(?:\s+(?:a|an|adequate)?\s*(?:trials? of|courses? of))?"),
    (TRIED, BEFORE, r"(?:(?:has|have|had|was|were)(?:\s+(?:already|previously|all|both|each))*\s+(?:not |never )?(?:yet )?(?:been )?)(?:tried|trialed|completed|attempted|used|undertaken|done|performed)|trial(?:s)?(?! of| and| with)"),
    (INTOLERANT, AFTER, rf"(?:intoleran(?:t|ces?)(?:\s+(?:of|to|for))|(?:could|can|did|does|do|was|is|were)(?:\s*{_NOT}|not)(?: \w+)? tolerate|unable to tolerate|not able to tolerate|inability to tolerate|hypersensitiv(?:e|ity) to|allerg(?:ic|y) to|poorly tolerate[sd]?)"),
    (INTOLERANT, AFTER, r"(?:(?:intolerable |significant |unacceptable |severe |bothersome )*(?:side[- ]effects?|adverse (?:effects?|events?|reactions?)|toxicity))(?: to| from| with| on| of)"),
    (INTOLERANT, AFTER, r"(?:stopped|discontinued|quit|came off|unable to continue|withdr(?:ew|awn) from)(?=[^.;]{1,60}\b(?:side[- ]effects?|adverse|intoleran\w+|could not tolerate|toxicity)\b)"),
    (INTOLERANT, BEFORE, rf"(?:(?:was|were|is|are|has been|have been)\s*)?(?:{_NOT} (?:well )?tolerated|poorly tolerated|stopped (?:because of|due to|for|owing to) [^.;,]{{0,30}}?(?:side[- ]effects?|adverse \w+|intolerance|toxicity)|(?:was |were )?discontinued (?:because of|due to|for|owing to) [^.;,]{{0,30}}?(?:side[- ]effects?|adverse \w+|intolerance|toxicity))|[ -]intoleran(?:t|ces?)(?! of| to)"),
    (CONTRAINDICATED, AFTER, rf"(?:contraindications?(?:\s+(?:to|for))|contraindicat(?:ed|es)(?=\s+(?:to|for))(?:\s+(?:to|for))|{_NOT} (?:a |an )?(?:suitable |good |appropriate |surgical )?candidates? for|poor candidates? for|can ?{_NOT}? ?(?:take|use|have|receive|undergo)(?<!can take)(?<!can use)(?<!can have)(?<!can receive)(?<!can undergo)|unable to (?:take|use|undergo|receive)|ineligible for|not eligible for|precluded from|unsuitable for)"),
    (CONTRAINDICATED, AFTER, rf"{_NOT}(?: an?)?(?: good| suitable| appropriate)*(?=\s+\w+ candidate\b)"),
    (CONTRAINDICATED, BEFORE, r"(?:(?:is|are|was|were|be)\s+)?(?:medically |otherwise |clinically )?contraindicated(?! for| to)|contraindications?(?! to| for)"),
    (RESPONDED, AFTER, r"(?:has |have |had )?(?:responded|responds|responding)(?: well| favou?rably| adequately| positively)? (?:to|on|with)|(?:good|excellent|adequate|positive|clinical|favou?rable|complete|documented|sustained|beneficial|objective|great|satisfactory|continued|meaningful|significant|marked)(?: (?:clinical|therapeutic|positive|documented|objective))* (?:response|improvement|benefit|relief) (?:to|with|on|from|after)|improv(?:ed|ing|ement) (?:on|with|after|since)|benefit(?:s|ed|t?ing)? from|(?<!not )(?<!un)(?<!ately )(?:well[- ])?controlled (?:on|with|by)|doing well (?:on|with)"),
    (CURRENT, AFTER, r"(?:currently|presently|now|already|still)\s+(?:on|taking|using|receiving|treated with|uses|takes)|(?:is|are|been|remains?|maintained|stable|established)\s+(?:on|taking|using|receiving)|continu(?:es|ing|ed|ation of)(?: on| with)?|(?:taking|receiving)|started(?: on)?|takes|uses|on(?= (?:a )?(?:stable|maximally|maximum|background|daily|chronic|long-term|high-dose|low-dose))"),
    (TRIED, AFTER, r"[a-z]*na[iï]ve to|(?<=never )(?:taken|used|had|received)"),
    (TRIED, BEFORE, r"[ -]na[iï]ve"),
)
TRIGGERS: tuple[tuple[str, str, re.Pattern[str]], ...] = tuple(
    (status, side, re.compile(r"(?:(?<![\w-])|(?=[ -]))(?:" + pattern + r")(?!\w)", re.IGNORECASE)) for status, side, pattern in _ROWS
)
# These triggers are denials of their own; the others are denied by a "not" or "never" before them.
NEVER = re.compile(r"na[iï]ve|\b(?:has|have|had)\s*(?:not|n['’]t|never) (?:yet )?(?:had|been)\b|\b(?:not|never) (?:yet )?(?:been )?(?:tried|trialed|completed|attempted|used|undertaken|done|performed)", re.IGNORECASE)
DENIAL = re.compile(
    r"(?:\b(?:not|never|no|without|nor|neither|den(?:y|ies|ied)|has yet to|yet to)|n['’]t)(?:\s+(?:yet|been|had|have|a|an|any|prior|previous|previously|"
    r"first|ever|documented|formal|significant|known|evidence of|history of|record of|documentation of|be|tried (?:or|and)|failed (?:or|and)))*\s*$",
    re.IGNORECASE,
)
# "heart failure", "lactose intolerance": the word before makes it a disease and not a treatment's history.
DISEASE_BEFORE = re.compile(
    r"\b(?:heart|cardiac|ventricular|renal|kidney|respiratory|liver|hepatic|ovarian|multi-?organ|organ|marrow|graft|pump|bone marrow|intestinal|circulatory|"
    r"autonomic|adrenal|glucose|lactose|exercise|heat|cold|orthostatic|gluten|food|activity|alcohol|insulin|multi-?drug|antibiotic|drug|"
    r"congestive|systolic|diastolic)[\s-]*$",
    re.IGNORECASE,
)
STUDY_BEFORE = re.compile(r"\b(?:clinical|pivotal|controlled|randomi[sz]ed|phase \w+)[\s-]*$", re.IGNORECASE)
LINKING = re.compile(r"\s*(?:(?:,|/|;|\(|and/or|and|or|an?|the|to|of|documented|has|have|had|with|who|is|was|clinically|significant|either|prior|been|due to|because of|there is|by|at least|a minimum of|one|two|three|four|five|\d|or more|adequate|different|separate|severe|for)\s*)*", re.IGNORECASE)
OBJECT_STOP = re.compile(
    r"[.;:?!\n](?=\s|$)|[•\])]|\s[-–—]\s|(?:\s(?:at least|more than|over|under|less than|≥|>=|>|<))?\s\d+(?:\.\d+)?\s*(?:%|hours?|hrs?|times|nights?|mg|mcg|g)\b|\b(?:but|who|whose|which|that|because|due to|owing to|since|while|when|if|unless|is|are|was|were|has|have|had|now|currently|"
    r"with(?! (?:or without|a|an) (?:\w+ )?(?:trial|course))|without|in (?:the )?(?:past|last|previous)|within|over (?:the )?(?:past|last)|during|despite|after|before|prior to|until|secondary to|"
    r"as (?:documented|evidenced|demonstrated|shown|defined|confirmed)|needs?|wants?|requests?|requesting|asks?|asking|lasting|at (?:a |the )?(?:maximum|maximally|adequate|therapeutic)|unless|"
    r"did|does|do|can|could|should|would|resulting|given|so|then|for(?= (?:the )?(?:treatment|management|whom))|to (?:achieve|control|manage|treat|reduce)|meets?|scheduled|planned|plans)\b",
    re.IGNORECASE,
)
ITEM_GAP = re.compile(r",?\s+(?:such as|including(?: but not limited to)?|e\.g\.,?|for example,?|i\.e\.,?)\s+|\s*,\s*(?:(?:and/or|and|or|plus|then|also|&)\s+)?|\s+(?:and/or|and|or(?!\s+(?:more|greater|longer|equal)\b)|plus|then|followed by|as well as|&|\+)\s+|\s*[/+(]\s*(?=[A-Za-z])|\s*;\s*", re.IGNORECASE)
NOT_AN_ITEM = re.compile(
    r"^(?:no|not|non|never|is|are|has|have|had|he|she|they|we|it|there|bmi|ahi|age|aged|a1c|hba1c|lvef|ef|igg|egfr|phq|intoleran\w+|contraindic\w+|fail\w+|tried|could|can\w*|did|does|"
    r"will|plan\w*|denies|without|with|severe|moderate|now|currently|still|wants?|needs?|requests?|asks?|on|in|at|also has|persistent|presents?|\d+[- ]?(?:yo|year|y/o)|[<>≥≤]|years?|months?|weeks?|days?)\b"
    r"|\d",
    re.IGNORECASE,
)
COUNT = re.compile(
    r"^(?:(?P<only>only|just|a single|no more than)\s+)?(?:(?P<cmp>at least|a minimum of|minimum of|more than|≥|>=|>)\s*)?(?:(?:an?|the|his|her|their|all|these|those)\s+)?(?P<n>one|two|three|four|five|six|seven|eight|nine|ten|both|\d{1,2})"
    r"(?:\s*\(\d+\))?(?P<more>\s+or more|\+)?(?:\s+of)?\s+(?!(?:to|-|–)\s*\d)(?!(?:more |consecutive |full |continuous )?(?:min|hour|day|week|wk|month|mo|year|yr|mg|g|ml)s?\b)(?!%)",
    re.IGNORECASE,
)
FRONT = re.compile(
    r"^(?:(?:an?|the|his|her|their|its|any|all|both|each|of|to|with|on|from|prior|previous|previously|other|different|multiple|several|various|many|some|more|adequate|full|complete|formal|"
    r"initial|trials?|trial(?:s)? of|courses?|sessions?|use|doses?|treatment with|therapy with|such as|including|e\.?g\.?,?|i\.?e\.?,?|at least|recent|documented|least|currently|additional|separate|"
    r"drugs? like|following|least one|two|three|consecutive|continuous|regular)\s+)+",
    re.IGNORECASE,
)
DURATION = re.compile(
    r"(?P<cmp>at least|a minimum of|minimum of|more than|over|less than|under|only|≥|>=|>|<|about|approximately|up to|nearly)?\s*(?:an?\s+)?(?P<n>\d+(?:\.\d+)?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|eighteen|twenty-four|twenty)"
    r"(?:\s*(?:-|–|to)\s*(?P<m>\d+))?\s*(?:\(\d+\)\s*)?[- ]?\s*(?:consecutive |continuous |full |calendar )?(?P<unit>days?|weeks?|wks?|months?|mos?|years?|yrs?)\b(?P<more>\s+or (?:more|longer|greater))?(?!\s+(?:old|of age|ago))",
    re.IGNORECASE,
)
