"""Words as matching sees them: tokens, stems, stop words, heads of noun phrases.

Owner of PyStemmer. Matching works on *phrases* and never on whole sentences (DESIGN.md section 5,
rule 1), so everything here is small and exact.
"""

import re
from functools import lru_cache

import Stemmer

_TOKEN = re.compile(r"[A-Za-z0-9]+(?:[./'’-][A-Za-z0-9]+)*|[α-ωΑ-Ω]")
_DIGIT = re.compile(r"\d")
_JOINED = re.compile(r"[-/]")
_MAX_CODE_CHARS = 9  # a longer token with a digit in it is several words ("COVID-19-related")
_STEMMER = Stemmer.Stemmer("english")

_STOP_WORDS = (
    "a an and any are as at be been being both but by can could did do does done either for from "
    "had has have he her his how i if in into is it its may me might my no nor not of on or other "
    "our she should so some such than that the their them then there these they this those to "
    "under up upon us versus via vs was we were what when where which while who whom whose why "
    "will with within without would you your 's also per about"
)
STOP_WORDS = frozenset(_STOP_WORDS.split())

# Words that carry no identity of an intervention or a condition: "CPAP therapy" is CPAP, "patients
# with migraine disorder" migraine.
_GENERIC_WORDS = (
    "therapy therapies treatment treatments treating treat intervention interventions management "
    "managing manage use using used usage offer offering offered provide providing provided "
    "initiate initiating initiation add adding addition prescribe prescribing administration "
    "administering administer perform performing performed routine routinely patient patients "
    "people person persons individual individuals adult adults member members beneficiary "
    "beneficiaries client clients veteran veterans disorder disorders disease diseases condition "
    "conditions syndrome syndromes symptom symptoms medication medications drug drugs medicine "
    "medicines agent agents product products option options approach approaches modality "
    "modalities technique techniques service services care clinical purpose purposes indication "
    "indications diagnosis diagnosed confirmed established known current appropriate effective "
    "form forms type types kind kinds program programs programme course trial delivery delivered "
    "consider considering considered specific certain various available alone only regimen "
    "regimens based including include includes relief relieve control improve improving "
    "improvement reduce reducing reduction prevent preventing prevention preventive prophylaxis "
    "prophylactic procedure procedures system systems device devices supplementation supplement "
    "supplements dose doses dosing health medical given get give take taking start starting one "
    "ones following experiencing suffering presenting have having human pharmacologic "
    "pharmacological pharmacotherapy consistent suggestive compatible picture presentation "
    "requested tablet tablets capsule capsules pill pills standalone monotherapy fda approved"
)
GENERIC_WORDS = frozenset(_GENERIC_WORDS.split())


# Everyday word to clinical word, where both name one thing in a phrase: organs and their Latin
# adjectives, ways of giving.
_EVERYDAY = {
    "ear": "auricular",
    "stomach": "gastric",
    "kidney": "renal",
    "kidneys": "renal",
    "heart": "cardiac",
    "lung": "pulmonary",
    "lungs": "pulmonary",
    "liver": "hepatic",
    "eye": "ocular",
    "eyes": "ocular",
    "skin": "cutaneous",
    "nose": "nasal",
    "pregnant": "pregnancy",
    "tooth": "dental",
    "teeth": "dental",
    "eyelids": "eyelid",
    "lids": "eyelid",
    "lid": "eyelid",
    "shot": "injection",
    "shots": "injection",
    "jab": "injection",
    "web": "internet",
    "online": "internet",
    "bracing": "brace",
    "braces": "brace",
    "kids": "children",
    "kid": "child",
    "nighttime": "nocturnal",
    "orthopaedic": "orthopedic",
    "oesophageal": "esophageal",
    "anaemia": "anemia",
    "tumour": "tumor",
    "behavioural": "behavioral",
    "paediatric": "pediatric",
    "haemorrhage": "hemorrhage",
    "oedema": "edema",
    "salt": "sodium",
    "sugar": "glucose",
    "sugars": "glucose",
    "carb": "carbohydrate",
    "carbs": "carbohydrate",
    "o2": "oxygen",
    "pharmd": "pharmacist",
    "belly": "abdominal",
    "tummy": "abdominal",
    "lose": "loss",
    "losing": "loss",
    "questionnaire": "question",
    "questionnaires": "question",
    "nutritionist": "dietitian",
    "dietician": "dietitian",
    "quitting": "cessation",
    "womb": "uterine",
    "clot": "thrombosis",
    "clots": "thrombosis",
    "blister": "bullous",
    "childbirth": "obstetric",
    "newborn": "neonatal",
    "newborns": "neonatal",
    "meds": "medication",
    "foetal": "fetal",
    "diarrhoea": "diarrhea",
    "leukaemia": "leukemia",
    "haemoglobin": "hemoglobin",
    "ischaemic": "ischemic",
    "gynaecological": "gynecological",
    "programme": "program",
    "programmes": "program",
    "fibre": "fiber",
    "poisoning": "intoxication",
    "aluminium": "aluminum",
    "sulphate": "sulfate",
    "sulphur": "sulfur",
    "tumours": "tumor",
    "litre": "liter",
    "colour": "color",
    "labour": "labor",
    "grey": "gray",
    "mould": "mold",
    "ageing": "aging",
}


_MIN_BRITISH = 5
# British spelling of Greek roots ("haemodialysis", "oesophagus", "orthopaedic") and of "-ize".
_BRITISH = re.compile(
    r"a(?=e(?:m|t(?:io|ic)|sth|c[ao]|di[ac]))|o(?=e(?:soph|dem|str))|is(?=(?:e|ed|ing|ation)$)"
)


@lru_cache(maxsize=200_000)
def stem(word: str) -> str:
    """Stem of one word: codes come back in lower case, everyday words as their clinical one."""
    plain = word.lower().replace("’", "'").removesuffix("'s")
    plain = _EVERYDAY.get(plain, plain)
    if len(plain) > _MIN_BRITISH:
        plain = _BRITISH.sub(lambda m: m.group()[1:] if m.group()[0] in "ao" else "iz", plain)
    if any(ch.isdigit() for ch in plain):
        return plain
    return str(_STEMMER.stemWord(plain))


# Written together by some and apart by others: "shockwave" is a shock wave.
_COMPOUND_WORDS = (
    "shock+wave shock+waves cross+linking cross+linked cross+link hand+held foot+drop hammer+toe "
    "flat+foot mouth+guard night+guard bed+wetting nose+bleed nose+bleeds ear+wax micro+needling "
    "toe+nail finger+nail under+arm"
)
_COMPOUNDS = {word.replace("+", ""): word.split("+") for word in _COMPOUND_WORDS.split()}


def parts_of(word: str) -> list[str]:
    """The words of one that is also written apart ("toenail"), as printed; of another itself."""
    parts = _COMPOUNDS.get(word.lower())
    return [word[: len(parts[0])], word[len(parts[0]) :]] if parts else [word]


def words(text: str) -> list[str]:
    """Word tokens in order, as printed; "non-invasive" is two, "R53.82" and "IL-6" one each."""
    found: list[str] = []
    for match in _TOKEN.finditer(text):
        token = match.group()
        # Nearly every token is letters alone; this function is asked a thousand times a question.
        if token.isalpha():
            found.extend(_COMPOUNDS.get(token.lower()) or (token,))
        elif len(token) <= _MAX_CODE_CHARS and _DIGIT.search(token):
            found.append(token)
        else:
            found.extend(part for part in _JOINED.split(token) if part)
    return found


@lru_cache(maxsize=4096)  # quotes and names, the same from question to question
def content_stems(text: str) -> frozenset[str]:
    """Stems of the words of `text` that are not stop words."""
    return frozenset(stem(word) for word in words(text) if word.lower() not in STOP_WORDS)


@lru_cache(maxsize=20_000)  # phrases of documents, the same from question to question
def key_stems(text: str) -> frozenset[str]:
    """Stems that give a phrase its identity: without the generic ones unless no other is left."""
    kept = frozenset(
        stem(w)
        for w in words(text)
        if w.lower() not in STOP_WORDS and w.lower() not in GENERIC_WORDS
    )
    # "dietary supplements" are no "dietary approach": there the general word tells what it is
    return content_stems(text) if kept <= _OF_FOOD else kept


_OF_FOOD = frozenset(map(stem, ("dietary", "diet", "nutritional", "nutrition")))
_GENERIC_STEMS = frozenset(stem(word) for word in GENERIC_WORDS)


def is_generic(text: str) -> bool:
    """Whether a phrase consists of generic and stop words alone."""
    return all(w.lower() in STOP_WORDS or stem(w) in _GENERIC_STEMS for w in words(text))


_HEAD_END = re.compile(
    r"\b(?:of|with|without|for|in|by|from|to|using|via|at|on|that|which|who|after|before"
    r"|during)\b|[(,;:]",
    re.IGNORECASE,
)


# "moderate to severe X", "persistent, bothersome X": what stands before the name ends no name.
_DEGREES = re.compile(
    r"^(?:(?:mild|moderate|moderately|low|intermediate|early|acute)[ -]to[ -](?=\w)"
    r"|(?:[A-Za-z-]+(?:ent|some|ic|al|ive|ous|ed|ing|ate|ere|ary|ute|ild|able|ant), )+(?=\w))",
    re.IGNORECASE,
)


def head_stem(phrase: str) -> str:
    """Stem of the head noun: the last content word before a preposition or bracket, else ""."""
    phrase = _DEGREES.sub("", phrase)
    cut = _HEAD_END.search(phrase)
    front = phrase[: cut.start()] if cut and cut.start() > 0 else phrase
    content = [w for w in words(front) if w.lower() not in STOP_WORDS]
    if not content:
        content = [w for w in words(phrase) if w.lower() not in STOP_WORDS]
    specific = [w for w in content if w.lower() not in GENERIC_WORDS]
    chosen = specific or content
    return stem(chosen[-1]) if chosen else ""


def squash(text: str) -> str:
    """Lower case, single spaces, no punctuation at the ends: the key by which phrases are equal."""
    return re.sub(r"\s+", " ", text).strip(" .,;:()[]\"'“”’").lower()
