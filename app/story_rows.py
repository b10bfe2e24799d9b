"""Criteria of devices, surgery and pain in standing words, and how a story tells the same. Data."""

from app.criterion_rows import Row, row

_PERSON = (
    r"(?:(?:the )?(?:beneficiary|patient|member|individual)(?:,? (?:and/or|or|and) (?:the )?"
    r"caregiver)?)"
)
_CANNOT = r"(?:cannot|can['’]?t|can not|(?:is |are )?(?:unable|not able) to|could not|couldn['’]?t)"
_VISIT = r"(?:evaluations?|eval|visits?|exam(?:ination)?s?|encounters?|assessments?|appointments?)"
_FACE = r"(?:in[- ]person|face[- ]to[- ]face|F2F|office|clinic)"
_SLEEP_TEST = r"(?:home )?(?:sleep (?:test|study)|polysomno\w+|PSG|HSAT)"
_SCORED = (
    r"\bpain\b(?: (?:score|level|intensity|rating|scale|VAS|NRS|is|was|of|at|now|currently|rated|"
    r"about|persistently|constant|worst|average))*[:=]? ?"
)
_OF_TEN = (
    r"(?:\.\d)? ?(?:/|out of|of) ?10\b(?![^.?]{0,40}\b(?:now|down to|today|currently) (?:at )?\d)"
)
_NOT_WORSE = r"(?![^?]{0,120}(?<!\d)(?:[4-9]|10)(?:\.\d)? ?(?:/|out of|of) ?10)"
_LASTS = (
    r"(?=[^?]{0,120}\b(?:weeks?|wks?|months?|mos?|years?|yrs?|failed|despite|persist\w*|still|"
    r"chronic)\b)"
)
_OF_PAIN = r"(?:(?:radicular|back|neck|leg|limb|joint|knee|hip|shoulder|the|axial|or|and) )*pain"
_MIDDLE = (
    r"(?:(?:is|that is|of|with|which is|rated(?: as)?|at least|in|an?) )*"
    r"moderate(?:[ -]to[ -]|[- ]or[- ]|/)severe(?: (?:in )?(?:intensity|severity))?"
)
_SEVERE = r"(?:(?:is|that is|of|with) )*severe(?: (?:in )?(?:intensity|severity))?"
_WEAKER = r"(?:progressive|worsening|increasing)"
_WEAK = r"(?:(?:motor |muscle |limb |leg |lower extremity )*weakness|motor deficits?)"
_PANNUS = (
    r"(?:panniculus|pannus|abdominal apron|apron|overhang|(?:hanging |overhanging )?skin fold)"
)
_PUBIS = (
    r"(?:(?:the )?(?:level of )?(?:the |his |her )?(?:symphysis )?"
    r"pub(?:is|ic(?: bone| symphysis)?))"
)

STORY_ROWS: tuple[Row, ...] = (
    # who was taught to use a device
    row(
        rf"(?:{_PERSON} (?:was|has been|is|were|have been) (?:instructed|trained|educated)(?: by "
        rf"the "
        r"supplier)?|(?:the )?[\w /]{3,50} (?:has|have) received (?:instruction|training|education)"
        r"(?: from the supplier(?: of the [\w ]{3,20})?)?) (?:in|on|about) (?:the )?(?:proper "
        r")?use(?: and care)? of (?:the "
        r")?[\w ]{3,30}",
        r"\b(?:supplier|DME(?: company| vendor)?|vendor|therapist|nurse|RT|educator)\b(?! "
        r"(?:will|has "
        r"not|did not|hasn|didn|never))[^.;,]{0,20}?\b(?:taught|trained|instructed|showed|shown"
        r"|educated)\b|"
        r"\b(?:was|were|been) (?:taught|trained|instructed|shown|educated) (?:by the supplier )?"
        r"(?:how to use|to use|on (?:its|the|proper)|in (?:its|the|proper))\b",
        r"\b(?:not|never|n['’]t)(?: yet)? (?:been )?(?:taught|trained|instructed|shown)\b",
    ),
    # a visit before a sleep test
    row(
        rf"{_PERSON} (?:had|has had|has|must have had|must have) an? {_FACE} (?:clinical )?{_VISIT}"
        rf"(?: (?:by|with) the treating (?:practitioner|physician|provider))? (?:before|prior "
        rf"to) the "
        rf"{_SLEEP_TEST}(?:,? to assess .{{3,60}})?",
        rf"(?<!no )(?<!without )(?<!without an )\b{_FACE} (?:clinical )?{_VISIT} (?:[\w/-]+ "
        rf"){{0,6}}?"
        rf"(?:before|prior to|ahead of|preceding) (?:the |her |his )?{_SLEEP_TEST}\b|"
        rf"\b(?<!not )(?:seen|evaluated|examined) {_FACE} [^.;]{{0,50}}?(?:before|prior to) "
        rf"(?:the |"
        rf"her |his )?{_SLEEP_TEST}\b",
        rf"\bno {_FACE} {_VISIT} (?:before|prior to|ahead of)\b",
    ),
    # pain by its number
    row(
        rf"{_OF_PAIN} {_MIDDLE}",
        rf"{_SCORED}(?:[4-9]|10){_OF_TEN}",
        rf"{_SCORED}[0-3]{_OF_TEN}{_NOT_WORSE}",
    ),
    row(
        rf"{_OF_PAIN} {_SEVERE}",
        rf"{_SCORED}(?:[7-9]|10){_OF_TEN}",
        rf"{_SCORED}[0-3]{_OF_TEN}{_NOT_WORSE}",
    ),
    row(
        rf"persistent {_OF_PAIN} {_MIDDLE}",
        rf"{_SCORED}(?:[4-9]|10){_OF_TEN}{_LASTS}",
        rf"{_SCORED}[0-3]{_OF_TEN}{_NOT_WORSE}",
    ),
    # weakness that gets worse
    row(
        rf"(?:(?:there is|presence of|evidence of) )?{_WEAKER} {_WEAK}(?: is present)?",
        rf"(?<!no )(?<!without )\b{_WEAKER} {_WEAK}\b|\bweakness (?:is |has been )?(?:getting "
        r"worse|worsening|progressing|increasing|worsened)\b",
        r"(?<!right )(?<!left )(?<!grip )(?<!leg )(?<!arm )\b(?:strength|motor exam) (?:is |was "
        r"|has "
        r"been |remains )?(?:normal|full|intact|5/5)\b(?! (?:on|in) the)(?![^?]{0,100}(?:weak"
        r"|[0-4]/5))"
        r"|\bno (?:motor |muscle )?weakness(?= on exam|\s*[.;]|$)",
    ),
    # how far a pannus hangs
    row(
        rf"(?:the )?{_PANNUS} (?:hangs|hanging|extends|falls|is) (?:at or )?below {_PUBIS}",
        rf"\b{_PANNUS}\b(?: (?:is|that|which|clearly|now))* ?(?:hangs?|hanging|extends|extending"
        rf"|falls|"
        rf"reaches|reaching)?(?: \d+ ?cm| well| down)* ?(?:to )?below {_PUBIS}\b",
        rf"\b{_PANNUS}\b[^.;,]{{0,40}}?(?:\babove {_PUBIS}|\b(?:not|n['’]t) (?:hang|reach|extend"
        rf"|fall)"
        rf"[^.;,]{{0,30}}?{_PUBIS})",
    ),
    # fluids by mouth
    row(
        rf"(?:who )?{_CANNOT} maintain (?:adequate )?(?:oral )?hydration(?: orally| by mouth)?",
        rf"\b{_CANNOT} (?:keep (?:(?:him|her|it|my|your|them)sel(?:f|ves) )?hydrated|drink "
        rf"enough|take "
        r"(?:in )?(?:enough |any )?fluids|maintain (?:oral )?(?:hydration|intake)|keep (?:down )?"
        r"(?:any )?fluids(?: down)?|feed orally)\b",
        r"\b(?:drinking|feeding|taking (?:fluids|bottles)) (?:well|normally|fine)\b|"
        r"\bwell[- ]hydrated\b",
    ),
    # who cannot leave home
    row(
        rf"(?:{_PERSON} (?:is|must be) )?(?:confined to (?:the |his |her )?home(?: \(homebound\))?|"
        r"home-?bound)(?:[:,;(] ?.{3,120})?",
        r"(?<!not )(?<!no longer )(?<!n['’]t )\b(?:home-?bound|bed-?bound|confined to (?:the "
        r"|his |her )?"
        r"(?:home|house|bed))\b|\b(?:leaves|goes out|gets out)(?: (?:home|the house|the home))? "
        r"(?:only|just) (?:for|to) (?:medical|doctor|HD|dialysis|(?:MD )?appointments?|chemo\w*"
        r"|see)\b",
        r"(?<!not )(?<!no longer )\b(?:drives|driving) (?:himself|herself|themsel\w+|daily|to)\b|"
        r"\b(?:works|working) (?:full|part)[- ]time\b(?! from home)|\bnot home-?bound\b|"
        r"\b(?:walks|goes) to the (?:shops?|store|gym|park)\b",
    ),
    # the register of controlled drugs was looked at
    row(
        r"(?:the )?(?:prescriber|provider|physician) (?:has |attests .{3,30})?(?:reviewed|checked|"
        r"queried|consulted) (?:the |their )?(?:state(?:['’]s)? )?(?:prescription (?:drug "
        r")?monitoring "
        r"program(?:me)?(?: \(?PDMP\)?)?|PDMP|PMP)(?: (?:prior to|before) .{3,40})?",
        r"\b(?:PDMP|PMP|I-?STOP)\b(?! (?:not|never|was not|has not))[^.;]{0,25}?\b(?:checked"
        r"|reviewed|"
        r"run|queried|consistent|clean|ok|appropriate)\b|\b(?:checked|reviewed|ran|queried) "
        r"(?:the |"
        r"state )?(?:PDMP|PMP)\b",
        r"\b(?:PDMP|PMP)\b (?:was |has |has been )?(?:not|never) (?:been )?(?:checked|reviewed"
        r"|run)\b",
    ),
)
