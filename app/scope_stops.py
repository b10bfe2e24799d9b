"""Where the reach of a cue ends, and which part of a sentence asks; data for `app.scope`."""

import re

from app.scope_cues import Scope

# "Should a woman without a family history of stroke be screened": "be" goes on about the woman
_ASKED_OF_WHOM = (
    "".join(
        rf"(?<!\b{word} )"
        for word in (
            *("to", "not", "cannot", "can't", "couldn't", "shouldn't", "won't", "can", "could"),
            *("may", "might", "must", "shall", "should", "will", "would", "never", "also", "still"),
            *("longer", "yet", "they", "there", "it", "which", "that", "and", "or"),
        )
    )
    + r"be(?= (?:\w+ly )?\w+(?:ed|en|ven)\b)"
)
# Where the reach of a cue ends, apart from the end of its sentence.
_STOP_WORDS = (
    r"[;:•]|\b(?:but|however|although|though|except|yet|who|whose|which|that (?:has|is|was)|"
    r"now|currently|presents?|presenting|despite|"
    r"because|since|while|whereas|instead|still|he|she|they|patient|is asking|has|had|"
    r"requests?|aged|" + _ASKED_OF_WHOM + r")\b|(?<=\s)[-–—](?=\s)|\?"
)
HARD_STOPS = re.compile(
    _STOP_WORDS + r"|\b(?:(?<!associated )with|after|failed|tried|is|are|was|were|on)\b",
    re.IGNORECASE,
)
STOPS: dict[Scope, re.Pattern[str]] = {
    Scope.DENIED: re.compile(
        rf"{_STOP_WORDS}|\b(?:(?<!associated )(?<!consistent )(?<!combination )(?<!compatible "
        r")with|after|(?<!not )(?<!ver )(?<!n't )(?<!yet )(?:failed|failing|tried)|plus|have|"
        r"is|are|was|were|on|for(?= (?:\d|\w+ (?:weeks|months|years))))\b|,",
        re.IGNORECASE,
    ),
    Scope.POSSIBLE: re.compile(
        rf"{_STOP_WORDS}|\b(?:with|after|failed|is|are|was|were)\b|,", re.IGNORECASE
    ),
    Scope.PLANNED: re.compile(
        rf"{_STOP_WORDS}|\b(?:with|after|failed|for|in)\b|,|\bif\b", re.IGNORECASE
    ),
    Scope.FAMILY: re.compile(
        r"[;•]|\b(?:but|he|she|patient|who|now|currently|presents?|requests?)\b|,\s*(?=(?:he|"
        r"she|patient|bmi|ahi|failed|has|had|on|no|not|never|non-?smoker|"
        r"(?:ex-|former |current )?smok|tried|presents|and (?:she|he|the patient))\b)|\?",
        re.IGNORECASE,
    ),
    Scope.RESOLVED: re.compile(rf"{_STOP_WORDS}|\b(?:with|and)\b|,", re.IGNORECASE),
    Scope.UNCLEAR: re.compile(rf"{_STOP_WORDS}|,", re.IGNORECASE),
    Scope.ASKED: re.compile(r"$"),
}
# In notes the next sentence begins with a small letter: "MI 2 y ago. smoking no."
_FULL_STOP = r"(?<![ .(]\w)(?<!\bvs)(?<!\bdr)(?<!\bst)(?<!\bapprox)\.\s"
BACK_STOPS = re.compile(
    rf"{_FULL_STOP}|"
    r"[;,•]|\b(?:but|and|or|with|who|however|although|shows?|showed|for|has|had|now|from|by)\b|"
    r":(?=\s*\w+\s)",
    re.IGNORECASE,
)
# "no fever, chills or cough", "denies fever, chills and cough": the commas of a list do not end a
# denial.
# An item tells of nothing by a verb: "without benefit, endoscopy showed no mass or other growth".
_PART = (
    r"(?:(?!\b(?:show(?:s|ed|n)?|reveal(?:s|ed)?|demonstrate[sd]?|found|confirm(?:s|ed)?|denies|no|"
    r"not)\b)[^,;.:?]){1,45}"
)
OR_LIST = re.compile(
    rf"\s*(?:{_PART},\s*){{0,6}}?(?:{_PART}?\s)?(?:or|nor)\s+[^,;.:?]{{1,45}}", re.IGNORECASE
)
AND_LIST = re.compile(
    rf"\s*(?:{_PART},\s*){{0,6}}?(?:{_PART}?\s)?(?:and|or|nor)\s+[^,;.:?]{{1,45}}", re.IGNORECASE
)
# "Denies asthma, heart failure.": short names up to the end of the sentence, none with a verb
_WORD = (
    r"(?!(?:has|have|had|is|are|was|were|takes?|taking|on|but|reports?|with|for|since|who|now|wants?|"
    r"needs?|requests?|asks?|asking|tried|failed|positive|endorses?|x|still)\b)[A-Za-z'/()-]+"
)
_ITEM = rf"{_WORD}(?:\s+{_WORD}){{0,3}}\s*"
BARE_LIST = re.compile(rf"\s*(?:{_ITEM},\s*)+{_ITEM}(?=\s*(?:[.;?]|$))", re.IGNORECASE)
LISTING = re.compile(
    r"\b(?:den(?:y|ies|ied|ying)|negative for|neg for|(?:free|clear) of|stopped|ceased)$",
    re.IGNORECASE,
)

# What says of a whole clause that it is not so, only heard, asked for or a condition.
CLAUSE = re.compile(
    r"\b(?:it(?: is|['’]s) (?:not (?:true|the case|correct)|false|untrue|unclear) (?:that|"
    r"whether|if)|"
    r"is it (?:required|necessary|needed|mandatory|enough|true) (?:that|for|to|if)|"
    r"(?:his|her|their|the|my) (?:brother|sister|mother|father|husband|wife|neighbou?r|friend|son|"
    r"daughter) (?:says|thinks|believes|claims) (?:that )?the (?:member|patient|applicant))\b|"
    r"^\W*(?:covered|approved|eligible|required|payable|ok(?:ay)?) (?:only )?(?:if|when|where)\b",
    re.IGNORECASE,
)
# The part of a sentence that asks: what is named in it is asked about and not stated.
ASKING = re.compile(
    r"(?:^|[,;–—:-]\s+|\b(?:so|then|and)\s+)(?:please\s+)?(?:is|are|was|"
    r"(?:(?<=^)|(?<=[.?!] ))(?:does|do|did|can|could)|"
    r"(?:does|do|did|can|could)(?=\s+(?:it|this|that|these|those|he|she|they|we|I|you|one|the|an?|"
    r"my|his|her|our|their|any\w*|pt|patient|medicare|medicaid|insurance|(?-i:[A-Z])\w+)\b)|"
    r"should|would|will|may|must|what|(?<!, )which|when|"
    r"(?<!, )who|how|why|any|would)\b(?!['’]t\b)(?=(?:[^?.]|\.(?=\S))*(?:\?|$))",
    re.IGNORECASE,
)
ASKING_ENDS = re.compile(
    r"\b(?:for|in|with|who|whose|after|given|if|when|despite|since|because|on|without|but|"
    r"having|aged|following|to treat|that has)\b|[,;]\s",
    re.IGNORECASE,
)
# "Inspire covered?": the last phrase of a question that has no verb in front. What stands before a
# dash or a colon tells of the patient.
ASKING_TAIL = re.compile(
    r"(?:(?!\s[-–—]\s|:\s)[^.;,?])*\b(?:covered|indicated|appropriate|necessary|necessity|reasonable|approved|"
    r"recommended|supported|candidate|qualif\w+|eligible|coverage|ok|okay|"
    r"justified)\b[^.;,?]*\?",
    re.IGNORECASE,
)
