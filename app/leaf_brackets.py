"""Brackets in a criterion: references, lengths of time, and the same said in other words."""

import re

from ingest.lexis import STOP_WORDS, words
from ingest.terms import Terms

REFERENCE = re.compile(
    r"\((?:see|refer to|table|appendix|section|note)\b[^)]*\)|\[[^\]]*\]", re.IGNORECASE
)
# "7% (53 mmol/mol)", "20 pack-years (a pack of 20 ...)": the brackets say the same in other words.
_GLOSS = re.compile(
    r"(\d[^().;]{0,40})(\((?![^()]*(?:[<>≥≤]|at least|more|less|above|below))[^()]*\d[^()]*\))"
)
# "a risk of 2% or more (score of 3 or more)": a number and another one that says the same.
EQUAL = re.compile(
    r"^(?P<front>[^()]*\d[^()]*)\((?P<inner>(?!(?:and|or|with|if|unless|except|within|for|in|at|"
    r"not|no|measured|on|after|before)\b)[A-Za-z][^()]*\d[^()]*)\)(?P<rest>[^()]*)$",
    re.IGNORECASE,
)
# "stage 3 (full thickness tissue loss)", "class III (symptoms at rest)": what the stage means
_STAGE_GLOSS = re.compile(
    r"(?P<stage>\b(?:stage|grade|class|type|category|level|group|wagner|NYHA|ASA|Rutherford)\s+"
    r"(?:\d|[IVX]+)[a-d]?)(?P<gloss>\s*\((?!(?:or|and|if|unless|with|without|not|e\.?g|such|"
    r"including|except)\b)[^()\d<>≥≤]*\))",
    re.IGNORECASE,
)
_LENGTH_IN_BRACKETS = re.compile(
    r"\(((?:at least|a minimum of|minimum of|minimum|≥)?\s*\d+[\s-]*(?:days?|weeks?|months?|years?)"
    r"(?: or (?:more|longer))?)\)",
    re.IGNORECASE,
)


# in brackets "at least 30 days without signs of healing": a length and what it was without
_LENGTH_WITHOUT = re.compile(
    r"\(((?:at least|a minimum of|minimum of|≥)\s*\d+[\s-]*(?:days?|weeks?|"
    r"months?)\s+(?:without|with no)"
    r"\b[^()]*)\)",
    re.IGNORECASE,
)
# "four (4) weeks": the digit says the same
_IN_DIGITS = re.compile(
    r"\b(?P<word>one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|eighteen|"
    r"twenty(?:-four)?|thirty(?:-six)?|sixty|ninety)(?P<digit>\s*\(\d+\))",
    re.IGNORECASE,
)
# "within 12 months before the first dose": what the drug is asked for has not begun
_BEFORE_IT = re.compile(
    r"(?P<within>\bwithin (?:the )?(?:past |last |previous |prior )?[\w-]+(?:\s*\(\d+\)\s*)?\s+"
    r"(?:days?|weeks?|months?|years?))\s+(?:before|prior to|preceding|of)\s+(?:the\s+)?(?:first|"
    r"initial|start\w*|initiat\w*|beginning|request\w*|treatment|therapy|bariatric|elective|"
    r"planned|proposed|surgery|procedure|order\w*|"
    r"(?<!of )(?:[\w-]+\s+)?(?:implantation|insertion|placement|transplantation))"
    r"(?:\s+(?:of\s+)?(?:the\s+)?(?:first\s+|initial\s+)?(?:fill|dose|infusion|"
    r"injection|treatment|therapy|drug|surgery|procedure|request|consultation|visit|device|order))*"
    r"(?=\W*$)",
    re.IGNORECASE,
)
# "Class I or Class III antiarrhythmic drug": each is a class of its own
_CLASSES = re.compile(
    r"\bclass\s+(?P<one>[IVX]+[abc]?)\s+or\s+(?:class\s+)?(?P<two>[IVX]+[abc]?)\s+"
    r"(?P<noun>(?:[a-z-]+\s+)?(?:drugs?|agents?|medications?|antiarrhythmics?)\b)",
    re.IGNORECASE,
)
_CONSECUTIVE = re.compile(
    r"\b(\d+)\s+(?:consecutive|continuous|full|calendar)\s+(?=(?:days?|weeks?|months?|years?|"
    r"hours?)\b)",
    re.IGNORECASE,
)
# What makes no difference: "with or without chemotherapy", "(not required for children)".
_NO_MATTER = re.compile(
    r",?\s*\b(?:with or without|regardless of|irrespective of|whether or not)\b"
    r"(?:(?!\b(?:by|according to|per|as defined) )[^.;,()])*|"
    r"\s+(?:at|of) any (?:age|stage|severity|grade)\b|"
    r"\((?:not (?:required|applicable|necessary|needed)|does not apply|waived|exempt)\b[^()]*\)|"
    # by whom it is found: who tells it has it from there
    r"\s+as (?:determined|judged|deemed|assessed) by (?:the|their|his|her|an?) "
    r"[^.;,()]{3,60}?(?=\s+\(e\.g|$)|"
    # an insulin regimen, and in brackets which insulins this includes
    r"(?<=insulin)\s+regimens?\b|\((?:this|which) includes\b[^()]*\)|"
    # in brackets why it is asked for: "(increased risk of resistance)", at the end
    r"(?<=[a-z])\s*\((?:increased|higher|greater|elevated) (?:risk|rate|likelihood) of "
    r"[^()]*\)(?=\W*$)",
    re.IGNORECASE,
)
# "Fracture onset more than 12 weeks ago": when it was
_ONSET = re.compile(
    r"(?<=[a-z])\s+onset(?=\s+(?:was\s+)?(?:no )?(?:more|less|over|within)\b)", re.I
)
# "Lasting 12 weeks or longer", of a condition that the list above it defines
_LASTING = re.compile(r"^\W*lasting\s+(?=(?:(?:for\s+)?(?:at least|more than|over)\s+)?\d)", re.I)


# "a score of 6 on a 10-point scale", "2 SD below the mean for age and sex": how it is counted
_SCALE = re.compile(
    r"\s+on (?:an?|the) (?:(?:0|1)\s*(?:-|–|to)\s*(?:10|100)|\d+[- ]point|"
    r"(?:visual analog(?:ue)?|numeric(?:al)?(?: rating)?|VAS|NRS|Likert))[\w -]*?scale\b|"
    r"\s+on (?:an?|the) (?:0|1)\s*(?:-|–|to)\s*10\b|"
    r"\s+(?:of|at|with|for) (?:an? )?(?:adequate|sufficient|appropriate|therapeutic) "
    r"dos(?:e|es|age|ing) and duration\b|"
    r"(?<=[cm]m) in (?:(?:greatest|maximum|maximal|largest) )?(?:diameter|dimension|size|length|"
    r"width)\b|"
    r"(?<=mean|rmal) (?:adjusted )?for (?:the patient's )?(?:age|sex|gender)"
    r"(?:,? (?:and|or) (?:age|sex|gender|height|race))*\b",
    re.IGNORECASE,
)
# "after at least 4 weeks of use": how long it was had
_AFTER_USE = re.compile(
    r"\bafter(?=\s+(?:at least\s+|a minimum of\s+)?\d+\s+\w+\s+of (?:use|treatment|therapy|it)\b)"
    r"(?P<length>\s+(?:at least\s+|a minimum of\s+)?\d+\s+\w+)\s+of (?:use|treatment|therapy|it)\b",
    re.IGNORECASE,
)
# "is nonspecific: it has no identifiable cause": what follows says the same again
_EXPLAINED = re.compile(r"(?<=[a-z])(?:,? in that|:) it (?:has|is|does)\b[^.;]*$", re.IGNORECASE)
# "reflux of the vein to be treated of 0.5 seconds": what is to be treated is what was measured
_TO_BE_TREATED = re.compile(
    r"\s+(?:of|in|at) the (?:[\w-]+\s+){1,3}(?:to be|being)\s+(?:treated|implanted|operated|"
    r"ablated|injected|replaced|repaired)(?=\s+of\s+(?:at least\s+|more than\s+)?\d)",
    re.IGNORECASE,
)
# "no more than 4 sessions, including the session requested": how they are counted
_COUNTED_WITH = re.compile(
    r",?\s*\bincluding (?:the|this) (?:current |requested |present )?(?:session|request|procedure|"
    r"injection|treatment|dose|course)s?(?: (?:being )?requested)?\b",
    re.IGNORECASE,
)
_SEVERITIES = re.compile(r"\b(mild|moderate) or (?=(?:moderate|severe)\b)", re.IGNORECASE)
# "between 0.8 cm and 4 cm": one range, its unit told once
_TWO_UNITS = re.compile(
    r"\b(?P<low>(?:between|from)\s+\d+(?:\.\d+)?)(?P<unit>\s*(?!to\b)[a-zA-Z%]+(?:/\w+)?)"
    r"(?=\s+(?:and|to)\s+\d+(?:\.\d+)?(?P=unit)\b)",
)
_NEGATED_EXAMPLES = re.compile(
    r"\s*\((?:e\.g\.?|for example|such as)[^()]*\d[^()]*\)|"
    r",\s*(?:e\.g\.,?|for example,?|such as)\s[^,;()]*\d[^,;()]*,?",
    re.IGNORECASE,
)
_NEGATED = re.compile(
    r"^\W*(?:there (?:is|are|must be) )?(?:no|not|without|absence of)\b", re.IGNORECASE
)


_DEFINITION = re.compile(
    r"^(?P<front>(?:(?!\b(?:no|not|without|fewer|two|three|four|"
    r"risk)\b)[^()\d])*[A-Za-z]\s*)\((?!(?:and|or|with|without|if|unless|except|within|for|in|at|"
    r"not|no|on|after|before|such as|e\.g|i\.e|for example|including|see|excluding)\b)"
    r"(?P<inner>[^()]*\bor\b[^()]*)\)\W*$",
    re.IGNORECASE,
)
ONLY_EXAMPLES = re.compile(
    r"[\s,]*\((?:such as|e\.g\.?|for example|including)\b[^()]*\)[\s.;,]*|"
    r"[\s,]*(?:such as|e\.g\.?,?|for example,?)\s(?!at least\b)[^();]*",
    re.IGNORECASE,
)
_OR = re.compile(r"\s*(?:[,;]\s*(?:or\s+)?|\bor\b)\s*", re.IGNORECASE)
_AND_OR = re.compile(
    r"\s*(?:,\s*(?:(?:and/or|and|or)\s+)?|\b(?:and/or|and|or)\b)\s*", re.IGNORECASE
)
_PLACES = re.compile(
    r"^(?P<front>(?:(?!\b(?:no|not|without)\b)[^()\d])*?\b(?:of|in)\s+)(?:(?:the|an?)\s+)?"
    r"(?:[\w-]+\s+){1,3}\((?P<inner>(?:[\w-]+(?:\s[\w-]+)?(?:,\s*(?:and |or )?|\s+(?:and|or)\s+))"
    r"{2,}[\w-]+(?:\s[\w-]+)?)\)\W*$",
    re.IGNORECASE,
)
_FEW = 2  # words: "ischemic" alone defines nothing


def defined_by_any(text: str, terms: Terms) -> list[str]:
    """What each defines the words before a bracket: "intensive therapy (pump or three injections)".

    Empty where the bracket holds examples, a condition of its own, or mere adjectives.
    """
    if places := _PLACES.match(text):  # "nonunion of a long bone (femur, tibia and fibula)"
        named = [piece for piece in _AND_OR.split(places["inner"]) if piece]
        return [f"{places['front']}{piece}" for piece in named] if len(named) > _FEW else []
    match = _DEFINITION.match(text)
    pieces = [piece for piece in _OR.split(match.group("inner")) if piece] if match else []
    whole = all(
        terms.spot(piece) or len([w for w in words(piece) if w.lower() not in STOP_WORDS]) >= _FEW
        for piece in pieces
    )
    return pieces if whole else []


# "5.5 mm or more, measured below the junction": where a number is taken, not how large it is.
_SITE = re.compile(r",\s*(?:as\s+)?measured\s+(?:above|below)\s+the\b[^.;,\d]*", re.IGNORECASE)
_ADDITION = re.compile(
    r"(?P<front>[^()]+?)\s*\((?![^()]*\b(?:or|unless|except|includ\w+|e\.?g|i\.?e|such as|see|"
    r"that is|for example)\b)[^()]+\)\W*"
)


def front_of_addition(text: str) -> str:
    """A criterion without what it adds in brackets at its end; "" where it adds nothing.

    Who fails the front fails the whole; who meets it may still fail what is added.
    """
    match = _ADDITION.fullmatch(text.strip())
    return match["front"] if match else ""


# What would do as well stands in the brackets: "by a urologist (or a nephrologist)".
_OR_ELSE = re.compile(
    r"(?P<front>(?:(?!\b(?:no|not|none|never|without|absence)\b)[^()])+?)"
    r"\s*\((?:and/)?or\s[^()]+\)\W*",
    re.IGNORECASE,
)


def front_of_alternative(text: str) -> str:
    """A criterion without what would do as well, in brackets at its end; "" where nothing would.

    Who meets the front meets the whole; who fails it may still meet the other.
    """
    match = _OR_ELSE.fullmatch(text.strip())
    return match["front"] if match else ""


_IF_BORNE = re.compile(
    r",?\s*\b(?:if|as|when|where)\s+(?:(?:one|it|they|this)\s+(?:is|are)\s+)?"
    r"(?:(?:clinically\s+)?(?:tolerated|appropriate|feasible|available|possible))\W*$",
    re.IGNORECASE,
)


# "Intolerance is use of less than 4 hours per night": what it is defined by is all that is asked.
_DEFINES = re.compile(
    r"^\W*(?:[\w-]+ )?(?:failure|intolerance|non-?adherence|inadequate response)\s+"
    r"(?:is defined (?:as|by)|means|is(?=\s+(?:use|an?|less than|more than|fewer "
    r"than|inability)\b))\s+",
    re.IGNORECASE,
)
# "shows no disease that could compromise the result"
_HARMFUL = re.compile(
    r"^[^.;]*\b(?:no|without|absence of|free of)\s[^.;]*?(\s+(?:that|which)\s+"
    r"(?:would|could|may|might|will)\s+(?:[\w-]+\s+)?(?:impair|interfere|affect|compromise|"
    r"preclude|contraindicate|limit|jeopardi[sz]e|hinder|confound|impact|prevent)\b[^.;]*)$",
    re.IGNORECASE,
)


def without_allowance(text: str) -> str:
    """A criterion without its last "if tolerated", or what it limits a denial by; "" without any.

    Who meets the rest meets it; who fails the rest may be one of whom it is not asked. "No disorder
    that would impair the outcome" is met by who has no disorder.
    """
    match = _IF_BORNE.search(text) or _HARMFUL.match(text)
    return text[: match.start(1) if match.re is _HARMFUL else match.start()] if match else ""


def without_glosses(text: str) -> str:
    """A criterion without references and conversions; a length of time comes out of its brackets.

    What is taken out between the first and the last word leaves blanks, so that numbers keep their
    distance.
    """
    text = _ONSET.sub(lambda m: " " * len(m.group()), _LASTING.sub("Symptoms lasting ", text))
    text = _IN_DIGITS.sub(lambda m: m["word"] + " " * len(m["digit"]), text)
    text = _BEFORE_IT.sub(lambda m: m["within"], text)
    text = _CLASSES.sub(r"class \g<one> \g<noun> or class \g<two> \g<noun>", text)
    text = _DEFINES.sub(lambda m: " " * len(m.group()), text)
    text = _NO_MATTER.sub(lambda m: " " * len(m.group()), text)
    text = _TO_BE_TREATED.sub(lambda m: " " * len(m.group()), text)
    text = _COUNTED_WITH.sub(lambda m: " " * len(m.group()), text)
    text = _STAGE_GLOSS.sub(lambda m: m["stage"] + " " * len(m["gloss"]), text)
    text = _SEVERITIES.sub(r"\1 to ", text)
    text = _AFTER_USE.sub(lambda m: f"for   {m.group('length')}", text)
    text = _SITE.sub(lambda m: " " * len(m.group()), _EXPLAINED.sub("", text))
    text = _SCALE.sub(lambda m: " " * len(m.group()), text)
    text = _TWO_UNITS.sub(lambda m: m.group("low") + " " * len(m.group("unit")), text)
    if _NEGATED.match(text):
        text = _NEGATED_EXAMPLES.sub(lambda m: " " * len(m.group()), text)
    bare = REFERENCE.sub(lambda m: " " * len(m.group()), text)
    bare = _CONSECUTIVE.sub(lambda m: m.group(1) + " ", bare)
    bare = _LENGTH_WITHOUT.sub(lambda m: f" {m.group(1)} ", bare)
    bare = _LENGTH_IN_BRACKETS.sub(lambda m: f" {m.group(1)} ", bare)
    return _GLOSS.sub(lambda m: m.group(1) + " " * len(m.group(2)), bare)


WAY = (
    r"(?:progressi(?:ve|ng)|relapsing(?:-remitting)?|worsening|fluctuating|persist(?:ent|ing)|"
    r"recurrent|recurring|constant|continuous|intermittent|episodic|stepwise)"
)
_WAYS = re.compile(
    rf"\b(?P<all>{WAY}(?:,\s+{WAY})*),?\s+or\s+(?P<last>{WAY})\b"
    r"(?=[^.;]*\d+\s+(?:days?|weeks?|months?|years?)\b)",
    re.IGNORECASE,
)


def by_course(text: str) -> list[str]:
    """The criterion for each way in which a disease goes on so long ("progressive or relapsing").

    Who has it in the one way has it in no other, so that each is a criterion of its own.
    """
    found = _WAYS.search(text)
    ways = [*re.split(r",\s+", found["all"]), found["last"]] if found else []
    return [f"{text[: found.start()]}{way}{text[found.end() :]}" for way in ways if found]
