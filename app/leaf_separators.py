"""What parts a criterion into what must hold together and what may stand for another."""

import re

OR_WHO = re.compile(
    r"\s*,?\s+or\s+(?:one|those|someone|anyone|patients?|persons?|people|individuals?)\s+"
    r"(?:who|with)\s+(?:has|have|had)?\b",
    re.IGNORECASE,
)
CONJUNCT = re.compile(
    r"\s*,?\s+(?:(?<!\bassociated )(?<!\bcombination )(?<!\btreated )(?<!\bconsistent "
    r")(?<!\bcompatible )(?<!\binterferes )(?<!\binterfere )(?<!\bcompared )(?<!\bdiagnosed "
    r")(?<!\bpatients )(?<!\brelative )(?<!\brelatives )(?<!\bpatient )"
    r"(?<!\baccordance )(?<!\bconjunction )(?<!\bconcurrently )(?<!\bcomply "
    r")(?<!\bcontact )(?<!\bdifficulty )(?<!\btrouble )(?<!\binterference )(?<!\bproblems )"
    r"(?<!\bcompliance )(?<!\badherence )(?<!\bindividuals )with(?! evidence "
    r"development)|who (?:has|have|had|is|are)|accompanied by|in addition to|plus|along with|"
    r"as well as|and(?: also|(?=\s+an?\s))|together with|in the presence of|"
    r"as (?:evidenced|demonstrated|documented|confirmed|shown|determined|measured|defined) "
    r"(?:by|on)|defined (?:as|by)|(?:documented|confirmed|verified|evidenced|proven|"
    r"demonstrated) (?:by|on|with|through)|"
    r"characteri[sz]ed by|(?=without\b)|(?=not (?:treated|on|receiving|requiring|undergoing)\b))"
    r"(?:\b|(?=without))\s*|\s*;\s*",
    re.IGNORECASE,
)
DEFINED = re.compile(r"defined|evidenced|measured|characteri", re.IGNORECASE)
OR = re.compile(
    r"\s*,?\s+(?:and/or|or)\s+(?!(?:more|greater|higher|older|less|fewer|lower|younger|above|"
    r"below|over|under|equal|longer|better|worse)\b)",
    re.IGNORECASE,
)
# What is left of a connective where a number or a treatment was cut out beside it.
LOOSE_ENDS = re.compile(
    r"^(?:and|or|but|of|to|for|in|on|with|by|at|from|that|than|an?|is|are|has|have|had|who)\b\s*|"
    r"\s*\b(?:and|or|of|to|for|in|on|with|by|at|from|the|an?|is|are|has|have|had)$",
    re.IGNORECASE,
)
