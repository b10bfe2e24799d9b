"""How clinicians and payers say that a treatment was tried, failed or may not be given.

Sources: standing phrases of payers' policies, of clinic notes and of prior-authorisation forms.
Data: each row is a status, the side on which the treatment stands, and a pattern.
"""

import re

from app.trial_cues_lay import LAY_ROWS, SOLE_ROWS, STILL_ON
from app.trial_phrases import (
    DEGREE,
    EFFECT,
    EPISODE,
    GOES_ON,
    LITTLE,
    NOT,
    POOR,
    PURPOSE,
    STOPPED_FOR,
    TO,
)

TRIED, FAILED, INTOLERANT = "tried", "failed", "intolerant"
CONTRAINDICATED, CURRENT, RESPONDED = "contraindicated", "current", "responded"
AFTER, BEFORE = "after", "before"

# (status, side, pattern): the treatment stands AFTER or BEFORE the words.
_ROWS: tuple[tuple[str, str, str], ...] = (
    (FAILED, AFTER, rf"{POOR}\s+{EFFECT}{EPISODE}?{TO}"),
    (
        FAILED,
        AFTER,
        rf"(?:did|does|do|has|have|had|is|are|was|were)\s*{NOT}(?:\s+\w+ly)?\s+(?:been "
        r")?(?:respon(?:d(?:ed|ing)?|sive)|improv(?:e|ed|ing)|benefit(?:ed|t?ing)?)\s+(?:to|"
        r"with|on|after|from)",
    ),
    (
        FAILED,
        AFTER,
        rf"{NOT}\s+(?:adequately |well |sufficiently |fully )?(?:controlled|managed|relieved|"
        r"respon(?:sive|ding|ded))\s+(?:on|with|by|despite|to|after)",
    ),
    (
        FAILED,
        AFTER,
        rf"(?:un|(?:poor|inadequate|insufficient)ly )controlled (?:on|with|by|despite)|{STILL_ON}",
    ),
    (
        FAILED,
        BEFORE,
        r"(?:(?:has |have |had )?(?:stopped|quit|ceased) working|(?:has |have |"
        r"had )?(?:lost (?:its |their )?(?:effect|efficacy)|worn off|become ineffective)|"
        r"no longer (?:works?|worked|helps?|helped|effective)|"
        r"(?:did|does|has|have)\s*(?:not|n['’]t) succeed(?:ed)?|"
        r"(?:has|have|had|was|were) (?:been )?(?:tried )?unsuccessful(?:ly)?)",
    ),
    (
        FAILED,
        AFTER,
        rf"(?:could|can|cannot|was|were)\s*{NOT}?\s*(?<!can )(?<!could )(?<!was )(?<!were )be "
        r"(?:effectively |adequately |successfully )?treated (?:effectively |adequately |"
        r"successfully )?(?:with|by)",
    ),
    (
        FAILED,
        AFTER,
        r"(?:un|non-?)respons(?:ive|e) to|non-?responders? to|no better (?:on|with|after)|"
        r"un(?:changed|relieved) (?:by|with|on|after|despite)",
    ),
    (
        FAILED,
        AFTER,
        r"refractory to|resistan(?:t|ce) to|relapsed? (?:on|after|despite)|"
        rf"{GOES_ON}|progress(?:ed|ion|"
        r"ing) (?:on|despite|after|following)|flare[sd]? (?:on|despite)",
    ),
    (
        FAILED,
        AFTER,
        r"(?:persist(?:s|ed|ent|ing|ence)?|continu\w+|ongoing|still|"
        r"remain\w*)(?:\s+\w+){0,4}?\s+despite|(?:despite|in spite of)(?:\s+(?:being\s+)?(?:on|"
        r"treated with|treatment with|therapy with|(?:the )?use of|using|taking|receiving)(?=\s))?",
    ),
    (
        FAILED,
        AFTER,
        rf"(?:fail(?:ed|ing|s)?(?! (?:back|as well|too|in this|in the (?:current|"
        rf"present)|because|due to|within|during)\b)(?! to (?:adequately |"
        rf"sufficiently )?(?:{PURPOSE})\b)|"
        r"failures?(?=\s+(?:of|to|with|on|after)\b))(?:\s+(?:to "
        r"(?:tolerate and )?(?:adequately )?respond(?: "
        r"adequately)? to|to improve (?:with|on|after)|of|with|on|after|to|an|a|adequate|"
        r"trials? of|treatment with|therapy with)(?=\s))*(?=\s)",
    ),
    (
        FAILED,
        AFTER,
        r"unsuccessful(?:ly)? (?:trials? of|treatment with|treated with|tried|attempts? at|"
        r"with)|ineffective(?:ness)? of|lack of efficacy of",
    ),
    (
        FAILED,
        AFTER,
        r"(?:tried|took|used|wore)(?=[^.;]{0,60}\bwithout (?:any |much |enough |adequate |"
        r"sufficient |significant )?(?:relief|benefit|success|improvement|response|effect|"
        r"control)\b)",
    ),
    (
        FAILED,
        BEFORE,
        rf"{POOR}\s+{EFFECT}(?=\s*(?:,|/|;|and/or|and|or)\s*(?:(?:an?|or|and|documented|has|"
        r"is|clinical\w*|significant)\s+)*(?:intoler|contraindic|fail|inability|unable|"
        r"hypersens|side|adverse))",
    ),
    (
        INTOLERANT,
        BEFORE,
        r"(?:intolerances?|inability to tolerate|adverse (?:effects?|events?|reactions?)|"
        r"hypersensitivity|allergy)(?=\s*(?:,|/|;|and/or|and|or)\s*(?:(?:an?|or|and|to|"
        r"documented|has|is|clinical\w*|significant|have)\s+)*(?:contraindic|fail|inadequ|"
        r"insuffic|lack|hypersens|adverse|allerg|intoler))",
    ),
    (
        FAILED,
        BEFORE,
        r"(?:(?:has|have|had|also|both|all|each)\s+)*failed(?=\s*(?:[.,;?)]|$|\band\b|\bfor\b|"
        r"\bas well\b|\btoo\b|\bin (?:this|the (?:current|present))\b|\bbecause\b|\bdue to\b|"
        rf"\bafter\b|\bto (?:adequately |sufficiently )?(?:help|work|{PURPOSE})\b|"
        r"\bor\b))",
    ),
    (
        FAILED,
        BEFORE,
        r"(?:(?:was|were|is|are|has been|have been|proved|proven)\s+)(?:all |both "
        r")?(?:ineffective|unsuccessful|inadequate|not (?:effective|helpful|successful|enough|"
        r"sufficient|beneficial)|of no (?:benefit|help)|insufficient|exhausted)",
    ),
    (
        FAILED,
        BEFORE,
        rf"(?:did|do|does|has|have|had)\s*{NOT}\s+(?:\w+ly )?(?:help(?:ed)?|work(?:ed)?|"
        r"control(?:led)?|relieved?|improved?|provided?|been (?:effective|helpful|"
        rf"successful))(?:[^,.;?]{{0,40}})",
    ),
    (
        FAILED,
        BEFORE,
        rf"(?:without|(?:with|gave|giving|provided|providing|yielded|brought|offered)\s+{DEGREE}"
        rf"{LITTLE})\s+{DEGREE}(?:relief|benefit|success|improvement|response|effect|efficacy|"
        r"effectiveness|control|help|healing)",
    ),
    (
        FAILED,
        BEFORE,
        r"(?:therapy |treatment )?failures?(?! of| to)|[ -](?:refractory|resistant)|"
        r"non-?responders?",
    ),
    (
        TRIED,
        AFTER,
        r"(?:tried|trialed|trialled|tries|trying|trials?\s+(?:of|with|on)|trials?(?= and fail)|"
        r"attempted)(?:\s+(?:of|and))*(?=\s)",
    ),
    (
        TRIED,
        AFTER,
        r"(?:complet(?:ed|ion of|ing|es)|under(?:went|gone|going)|participat(?:ed|ion|ing) in|"
        r"(?:has |have |had )?(?:been )?treat(?:ed|ment) with|enrolled in|attended|has done|"
        r"have done|s/p|status post|(?:has |have )?had(?= (?:an? )?(?:\w+ ){0,2}?\w*(?:ectomy|"
        r"plasty|otomy|ostomy|scopy|graft|transplant|transplantation|surgery|blocks?|"
        r"injections?|ablation|resection|bypass|fusion|replacement|implant)\b)|previously "
        r"(?:on|took|used|received|tried)|(?:has |have |had )(?:previously )?(?:received|used|"
        r"taken)|received|took|(?:prior|previous|past) (?:use of|treatment with|therapy with|"
        r"trials? of|exposure to|treatments?|therap(?:y|ies)|courses? of)|exposure to)",
    ),
    (
        TRIED,
        AFTER,
        r"(?:has|have|had)\s*(?:not|n['’]t|never) (?:yet )?(?:had|been (?:on|given|treated with))",
    ),
    (
        TRIED,
        AFTER,
        r"after(?= (?:a |an |\d|two|three|four|six|eight|twelve|trial|[a-z]))(?:\s+(?:a|an|"
        r"adequate)?\s*(?:trials? of|courses? of))?",
    ),
    (
        TRIED,
        BEFORE,
        r"(?:(?:has|have|had|was|were)(?:\s+(?:already|previously|all|both|each))*\s+(?:not |"
        r"never )?(?:yet )?(?:been )?)(?:tried|trialed|completed|attempted|used|undertaken|"
        r"done|performed)",
    ),
    (
        TRIED,
        BEFORE,
        r"tried(?=\s*(?:so far|yet|before|only|previously|[.,;)(]|$))",
    ),
    (
        INTOLERANT,
        AFTER,
        r"(?:intoleran(?:t|ces?)(?:\s+(?:of|to|for))|(?:could|can|did|does|do|was|is|"
        rf"were)(?:\s*{NOT}|not)(?: \w+)? tolerate|can['’]t(?: \w+)? tolerate|"
        r"(?:un|not )able to tolerate|inability to tolerate|hypersensitiv(?:e|ity) to|"
        r"allerg(?:ic|y) to|poorly tolerate[sd]?)",
    ),
    (
        INTOLERANT,
        AFTER,
        r"(?:(?:intolerable |significant |unacceptable |severe |bothersome )*(?:side[- "
        r"]effects?|adverse (?:effects?|events?|reactions?)|toxicity))(?: to| from| with| on| "
        r"of)",
    ),
    (
        INTOLERANT,
        AFTER,
        r"(?:stopped|discontinued|quit|came off|unable to continue|withdr(?:ew|awn) "
        r"from)(?=[^.;]{1,60}\b(?:side[- ]effects?|adverse|intoleran\w+|could not tolerate|"
        r"toxicity)\b)",
    ),
    (
        INTOLERANT,
        BEFORE,
        rf"(?:(?:was|were|is|are|has been|have been)\s*)?(?:{NOT} (?:well )?tolerated|poorly "
        rf"tolerated|{STOPPED_FOR})|[ -]intoleran(?:t|ces?)(?! of| to)",
    ),
    (
        CONTRAINDICATED,
        AFTER,
        r"(?:contraindications?(?:\s+(?:to|for))|contraindicat(?:ed|es)(?=\s+(?:to|"
        rf"for))(?:\s+(?:to|for))|{NOT} (?:a |an )?(?:suitable |good |appropriate |surgical "
        rf")?candidates? for|poor candidates? for|can ?{NOT}? ?(?:take|use|have|receive|"
        r"undergo)(?<!can take)(?<!can use)(?<!can have)(?<!can receive)(?<!can undergo)|"
        r"unable to (?:take|use|undergo|receive)|ineligible for|not eligible for|precluded "
        r"from|unsuitable for)",
    ),
    (
        CONTRAINDICATED,
        AFTER,
        rf"{NOT}(?: an?)?(?: good| suitable| appropriate)*(?=\s+\w+ candidate\b)",
    ),
    (INTOLERANT, AFTER, r"(?:is )?tolerat(?:es|ing)(?: \w+ly)?"),
    (
        CONTRAINDICATED,
        AFTER,
        r"(?:is|are|was|were) (?:an? )?(?:good |suitable |appropriate |surgical )*candidates? for",
    ),
    (
        CONTRAINDICATED,
        BEFORE,
        r"(?:(?:is|are|was|were|be)\s+)?(?:medically |otherwise |clinically "
        r")?contraindicated(?! for| to)|(?<!\bno )(?<!without )(?<!\bany )(?<!finds )(?<!found )"
        r"(?<!absolute )(?<!relative )contraindications?(?! to| for)",
    ),
    (
        RESPONDED,
        AFTER,
        r"(?:has |have |had )?(?:responded|responds|responding)(?: well| favou?rably| "
        r"adequately| positively)? (?:to|on|with)|(?:good|excellent|adequate|positive|clinical|"
        r"favou?rable|complete|documented|sustained|beneficial|objective|great|satisfactory|"
        r"continued|meaningful|significant|marked)(?: (?:clinical|therapeutic|positive|"
        r"documented|objective))* (?:response|improvement|benefit|relief) (?:to|with|on|from|"
        r"after)|improv(?:ed|ing|ement) (?:on|with|after|since)|benefit(?:s|ed|t?ing)? from|"
        r"(?<!not )(?<!un)(?<!ately )(?:well[- ])?controlled (?:on|with|by)|doing well (?:on|"
        r"with)",
    ),
    (
        RESPONDED,
        BEFORE,
        r"with (?:an? )?(?:good|excellent|great|clear|marked|full|complete) (?:effect|response|"
        r"relief|control|results?|benefit|improvement)",
    ),
    (
        RESPONDED,
        BEFORE,
        r"(?:is|was|are|were|has been|have been) (?:very |highly )?(?:effective|helpful|"
        r"successful)",
    ),
    (
        CURRENT,
        AFTER,
        r"(?:currently|presently|now|already|still)\s+(?:on|taking|using|receiving|treated "
        r"with|uses|takes)|(?:is|are|been|remains?|maintained|stable|established)\s+(?:on|"
        r"taking|using|receiving)|(?<=[,;] )on(?=\s+(?:an?\s|his\s|her\s|both\s|daily\s|oral\s|"
        r"inhaled\s)?(?!(?:exam|mri|ct|x-?ray|imaging|biopsy|average|admission|review|presentation|"
        r"day|week|polysomnogra|psg|echo|ultrasound|drug|sleep)\w*)[A-Za-z/]{3,})|continu(?:es|"
        r"ing|ed|ation of)(?: on| with)?|(?:taking|"
        r"receiving)|started(?: on)?|takes|uses|on(?= (?:a )?(?:stable|maximally|maximum|"
        r"background|daily|chronic|long-term|high-dose|low-dose))",
    ),
    (TRIED, AFTER, r"[a-z]*na[iï]ve to|(?<=never )(?:taken|used|had|received)"),
    (TRIED, BEFORE, r"[ -]na[iï]ve"),
)
TRIGGERS: tuple[tuple[str, str, re.Pattern[str]], ...] = tuple(
    (status, side, re.compile(r"(?:(?<![\w-])|(?=[ -]))(?:" + pattern + r")(?!\w)", re.IGNORECASE))
    for status, side, pattern in (*SOLE_ROWS, *_ROWS, *LAY_ROWS)
)
