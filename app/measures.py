"""What a number measures.

Names and abbreviations of clinical measures, and words compared in one normal form.

The table only adds knowledge: a measure that is not in it is compared by the words beside its
number.
"""

import re
from dataclasses import dataclass
from functools import lru_cache

from app.lab_names import ABBREVIATED, LABS
from app.measure_forms import FORMS
from app.measure_names import NAMES as SCALES
from ingest.lexis import STOP_WORDS, stem, words

NAMES = SCALES | LABS
# Short forms of notes.
_SHORTHAND = (
    ("positive", "pos", "reactive"),
    ("negative", "neg", "nonreactive"),
    ("disease", "dz"),
)
_SAME = {stem(form): stem(row[0]) for row in (*FORMS, *_SHORTHAND) for form in row}
_SHORT_WORD = 5  # characters: "aorta" keeps its vowels
_BRITISH = re.compile(r"(?<=[a-z])ae(?=[a-z])|oe(?=[dst])", re.IGNORECASE)

# A number beside one of these is wished for, or someone's norm, and not a fact of the case.
NOT_A_FACT = re.compile(
    r"\b(?:target|goal|goals|normal(?! count)|reference|desired|ideal|expected|cut-?off|"
    r"threshold|aim|requires?|required|criteria)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class MeasureName:
    """What is measured.

    Attributes:
        ids: Measures of the table that are named; alternatives of each other.
        stems: Normal forms of the other words that matter.
    """

    ids: frozenset[str]
    stems: frozenset[str]

    def __bool__(self) -> bool:
        return bool(self.ids or self.stems)


NO_MEASURE = MeasureName(frozenset(), frozenset())


# Words that a stemmer takes for others: an activity is not what is active.
_OWN_FORM = {"activity": "activity", "activities": "activity", "adls": "adl"}


@lru_cache(maxsize=100_000)
def norm(word: str) -> str:
    """Normal form of a word: American spelling, stem, one form for "surgical" and "surgery"."""
    if own := _OWN_FORM.get(word.lower()):
        return own
    plain = _BRITISH.sub("e", word) if len(word) > _SHORT_WORD else word
    root = stem(plain)
    return _SAME.get(root, root)


def word_set(words_: str) -> frozenset[str]:
    """The words of a string, in lower case."""
    return frozenset(words_.lower().split())


def norm_set(words_: str) -> frozenset[str]:
    """The normal forms of the words of a string."""
    return frozenset(norm(word) for word in words_.split())


# Words beside a number that say nothing of what is measured.
_EMPTY = norm_set(
    "level levels concentration concentrations score scores value values count counts total "
    "baseline documented measured "
    "measurement current currently patient member individual person experienced experiences "
    "achieved achieves resulted results has have had is are was were be been of at with a an "
    "the his her their in on now today latest recent serum plasma blood index scale rating "
    "result expression least between from to or and than equal events event points point lost "
    "loss uses "
    "used use using consistently average mean per severity class mm hg minimum maximum "
    "score's reading readings pretreatment pre-treatment initial confirmed stable repeated "
    "involvement involved involving affecting affected covering covers present lasting duration "
    "period persisting persisted persistent lasted demonstrating "
    "showing shows showed demonstrates indicating meets criteria that this who old year years "
    "woman man male female adult child yo f m presence approximately about around only just "
    "body predicted pred past last previous said reports reported reporting calculated estimated "
    "hour hours day days "
    "week weeks month months history each any some still first"
)


def norms(text: str) -> list[str]:
    """Normal forms of the words of a text that are not stop words, in order."""
    return [norm(word) for word in words(text) if word.lower() not in STOP_WORDS]


def _key(name: str) -> str:
    return r"[\s/-]*".join(re.escape(part) for part in re.split(r"[\s/-]+", name))


_SHORT_NAME = 3  # characters: shorter names count only in capitals, save the common ones below
_COMMON = word_set(
    "bmi ahi rdi a1c ldl psa tsh crp igg iga ige hb hgb hct plt anc esr inr bnp abi fvc bsa pta "
    "qrs odi ndi kps haq tps gfr ef ldh alt ast alp pvr ess isi phq sbp dbp po2"
)
# Words of the language, which are measures only as they are printed in the table.
_WORDS = frozenset({"salt", "gold", "dash", "caps", "audit", "mayo", "rope"})


def _squeezed(name: str) -> str:
    return re.sub(r"[\s/-]+", "", name).lower()


# An exacerbation that needs steroids is told by its course of them.
_BURSTS = re.compile(
    r"\b(?:asthma |copd |moderate |severe )*(?:exacerbations?|attacks|flares?)\s+(?:(?:that "
    r")?requir\w+|"
    r"needing|needed|treated with|w/|with)\s+(?:(?:oral|systemic|injectable|or|a|course|burst|of|"
    r"iv|"
    r"intravenous)\s+)*(?:(?:cortico)?steroids?|prednisone|pred)\b(?:\s+(?:treatment|bursts?|"
    r"courses?))?"
    r"|\b(?:oral |systemic )?(?:(?:cortico)?steroid|prednisone|pred|prednisolone|"
    r"medrol)\s+(?:bursts?|"
    r"courses?|tapers?)\b(?:\s+for\s+(?:asthma\s+)?(?:exacerbations?|attacks|flares?))?|"
    r"\b(?:bursts?|courses?) of (?:oral |systemic )?(?:(?:cortico)?steroids?|prednisone)\b",
    re.IGNORECASE,
)
_SPELT = re.compile(rf"\b(?:{'|'.join(ABBREVIATED)})\b", re.IGNORECASE)
_BY_NAME = {_squeezed(name): measure for measure, names in NAMES.items() for name in names}
_SHORT = frozenset(name for names in NAMES.values() for name in names if len(name) <= _SHORT_NAME)
_ANY_NAME = re.compile(
    r"(?<![A-Za-z0-9])(?:"
    + "|".join(sorted((_key(n) for names in NAMES.values() for n in names), key=len, reverse=True))
    + r")(?![A-Za-z0-9])",
    re.IGNORECASE,
)


def measure_name(text: str) -> MeasureName:
    """The measures and words that a phrase beside a number names."""
    ids: set[str] = set()
    rest: list[str] = []
    at = 0
    text = _SPELT.sub(lambda m: ABBREVIATED[m.group().lower()], text)
    text = _BURSTS.sub(" steroid bursts ", text)
    for match in _ANY_NAME.finditer(text):
        if _is_word(match.group()):
            continue
        ids.add(_BY_NAME[_squeezed(match.group())])
        rest.append(text[at : match.start()])
        at = match.end()
    rest.append(text[at:])
    return MeasureName(frozenset(ids), frozenset(norms(" ".join(rest))) - _EMPTY)


def _is_word(printed: str) -> bool:
    """True for "eos" or "ess" in small letters: too short to be told from a word."""
    if printed.lower() in _WORDS and printed.islower():
        return True
    short = len(printed) <= _SHORT_NAME and printed not in _SHORT
    return short and printed.lower() not in _COMMON


_SHORT_BEHIND = re.compile(r"\s*\((?P<short>[\w/-]{2,10})\)")


def without_long_names(text: str) -> str:
    """A text in which a measure is named once: "forced expiratory volume in 1 second (FEV1)"."""
    for match in reversed(list(_ANY_NAME.finditer(text))):
        behind = _SHORT_BEHIND.match(text, match.end())
        short = _BY_NAME.get(_squeezed(behind.group("short"))) if behind else None
        if behind and short == _BY_NAME[_squeezed(match.group())]:
            text = f"{text[: match.start()]}{behind.group('short')}{text[behind.end() :]}"
    return text


def ends_in_scale(front: str) -> bool:
    """Whether a known scale stands right before a number in words ("ECOG one")."""
    return bool(measure_name(" ".join(front.split()[-2:])).ids)
