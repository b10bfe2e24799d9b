"""Where treatments begin, part and end in a sentence; how counts and lengths are written."""

import re

OBJECT_STOP = re.compile(
    r"[.;:?!\n](?=\s|$)|[•\])]|\s[-–—]\s|(?:\s(?:at least|more than|over|under|less than|≥|>=|"
    r">|<))?\s\d+(?:\.\d+)?\s*(?:%|hours?|hrs?|times|nights?)\b|\b(?:but|who|whose|"
    r"which|that|because|due to|owing to|since|while|when|if|unless|is|are|was|were|has|have|"
    r"had|now|currently|well|"
    r"with(?! (?:or without|a|an) (?:\w+ )?(?:trial|course))|without|in (?:the )?(?:past|last|"
    r"previous)|within|over (?:the )?(?:past|last)|during|despite|after|before|prior to|until|"
    r"secondary to|"
    r"defined (?:as|by)|as (?:documented|evidenced|demonstrated|shown|defined|confirmed|"
    r"determined|assessed|judged)|needs?|"
    r"wants?|requests?|"
    r"requesting|asks?|asking|lasting|at (?:a |the )?(?:maximum|maximally|adequate|"
    r"therapeutic)|unless|"
    r"did|does|do|can|could|should|would|resulting|given|gave|gives|provide[sd]|"
    r"produce[sd]|achieve[sd]|yield(?:s|ed)|so|then|for(?= (?:the )?(?:treatment|"
    r"management|whom))|to (?:achieve|control|manage|treat|reduce)|meets?|scheduled|planned|"
    r"plans)\b",
    re.IGNORECASE,
)


ITEM_GAP = re.compile(
    r",?\s+\(?(?:such as|including(?: but not limited to)?|e\.g\.,?|for example,?|i\.e\.,?)\s+|"
    r"\s*,\s*(?:(?:and/or|and|or|plus|then|also|&)\s+)?|\s+(?:and/or|and|or(?!\s+(?:more|"
    r"greater|longer|higher|above|equal)\b)|plus|then|followed by|as well as|&|\+)\s+|"
    r"\s*[/+(]\s*(?=[A-Za-z])|\s*;\s*|\s*:\s+(?=[A-Za-z])",
    re.IGNORECASE,
)


NOT_AN_ITEM = re.compile(
    r"^(?:each (?:for|of|lasting|tried|taken|used|given)|"
    r"no|not|non|never|is|are|has|have|had|he|she|they|we|it|there|"
    r"bmi|ahi|age|aged|a1c|"
    r"hba1c|lvef|ef|igg|egfr|phq|intoleran\w+|contraindic\w+|fail\w+|tried|could|can\w*|did|"
    r"does|"
    r"will|plan\w*|denies|without|with|severe|moderate|now|currently|still|wants?|needs?|"
    r"requests?|asks?|on|in|at|also has|persistent|presents?|\d+[- ]?(?:yo|year|y/o)|[<>≥≤]|"
    r"years?|months?|weeks?|days?)\b"
    r"|\d",
    re.IGNORECASE,
)


COUNT = re.compile(
    r"^(?:(?P<only>only|just|a single|no more than|exactly|a total of)\s+)?(?:(?P<cmp>at least|a "
    r"minimum of|"
    r"minimum of|more than|≥|>=|>)\s*)?(?:(?:an?|the|his|her|their|all|these|"
    r"those)\s+)?(?P<n>one|two|three|four|five|six|seven|eight|nine|ten|both|\d{1,2})"
    r"(?:\s*\(\d+\))?(?P<more>\s+or more|\+)?(?:\s+of)?\s+(?!(?:to|-|–)\s*\d)(?!(?:more |"
    r"consecutive |full |continuous )?(?:min|hour|day|week|wk|month|mo|year|yr|mg|g|"
    r"ml)s?\b)(?!%)",
    re.IGNORECASE,
)


FRONT = re.compile(
    r"^(?:(?:wore|worn|wearing|used|took|taken|(?:daily )?administrations? of|"
    r"an?|the|his|her|their|its|any|all|both|each|of|to|with|on|from|prior|previous|"
    r"previously|other|different|multiple|several|various|many|some|more|adequate|full|"
    r"complete|formal|lines? of|"
    r"initial|trials?|trial(?:s)? of|courses?|sessions?|use|doses?|treatment with|therapy with|"
    r"such as|including|e\.?g\.?,?|i\.?e\.?,?|at least|recent|documented|least|currently|"
    r"additional|separate|"
    r"drugs? like|following|least one|two|three|consecutive|continuous|regular)\s+)+",
    re.IGNORECASE,
)


DURATION = re.compile(
    r"(?P<cmp>at least|a minimum of|minimum of|more than|over|less than|under|only|≥|>=|>|<|"
    r"about|approximately|up to|nearly)?\s*(?:an?\s+)?(?<![qQ])(?<![qQ] "
    r")(?P<n>\d+(?:\.\d+)?|one|two|three|four|"
    r"five|six|seven|eight|nine|ten|eleven|twelve|eighteen|twenty-four|twenty|"
    r"(?<!once )(?<!twice )(?<!times )(?<!days )(?<!nights )(?<!sessions )"
    # "15 mg a week", "two doses a month": how often, and not how long
    r"(?<!mg )(?<!mcg )(?<!\dg )(?<! g )(?<!ml )(?<!iu )(?<!units )(?<!dose )(?<!doses )"
    r"(?<!tablets )(?<!pills )(?<!injections )(?<!infusions )(?<!drinks )(?<!hours )(?<!minutes )"
    r"an?(?=\s+(?:full |whole )?(?:week|month|year)\b(?! for \w)))"
    r"(?:\s*(?:-|–|to)\s*(?P<m>\d+))?\s*(?:\(\d+\)\s*)?[- ]?\s*(?:consecutive |continuous |"
    r"full |calendar )?(?P<unit>days?|weeks?|wks?|months?|mos?|years?|yrs?)\b(?P<more>\s+or "
    r"(?:more|longer|greater))?(?![\s-]+(?:old|of age|ago)\b)",
    re.IGNORECASE,
)
