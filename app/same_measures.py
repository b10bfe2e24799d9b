"""Whether a stated measure is the wanted one: its name, its words, or the same change."""

import re

from app.measures import MeasureName, measure_name, norm_set, norms
from app.phrase_words import EMPTY, OPTIONAL
from app.word_families import FRAMES, same, satisfying
from ingest.lexis import STOP_WORDS

_ABBREVIATED = re.compile(
    r"(?P<long>(?:[A-Za-z][\w'-]*[\s-]+){1,7}?)\((?P<short>[A-Z][\w-]{1,9})\)"
)
_BRACKETED = re.compile(r"\((?P<short>[A-Z][\w-]{1,9})\)")
# A share "of the total", or of a measure that stands next: "25% of the AHI" is no AHI.
_OF_TOTAL = re.compile(r"of (?:the |all |its )?(?:total|overall|whole|all)\b", re.IGNORECASE)
_OF = re.compile(
    r"of (?:the |his |her |their )?(?P<next>(?!(?:predicted|normal)\b)[^,;.]{2,40})", re.IGNORECASE
)
# A relief of pain, an improvement of a score and a reduction of seizures are changes of one kind.
_CHANGES = same("reduct") | same("relief") | frozenset(norms("loss lost help helped helps"))
_RELIEF = norm_set("relief relieved relieves")
_PAIN = norm_set("pain painful")
_OTHER_COMPLAINTS = norm_set(
    "itch itching pruritus nausea dyspnea breathlessness cough spasms spasm spasticity reflux "
    "heartburn headache migraine congestion dizziness vertigo anxiety depression stiffness "
    "numbness constipation bloating urgency leakage incontinence tinnitus sweating flushes"
)
# "The last one helped 70 %": what helped was said before.
_BACKWARDS = norm_set(
    "one it that this them which last first second third prior previous earlier about injection "
    "block dose round shot procedure time gave given provided produced brought yielded"
)
_MONTHS = norm_set(
    "january february march april may june july august september october november december"
)
# Words that a note leaves out beside the name of what is measured ("post-void residual 60 mL").
_WEAK = norm_set("volume concentration titer tissue response lymph")
_HALF = 0.5
# "30 right-sided attacks", where unilateral ones are counted.
_UNILATERAL, _SIDE, _SIDES = norm_set("unilateral"), norm_set("sided"), norm_set("right left one")
_SCALE = norm_set("grade class stage type rating functional status total overall symptoms")
# "Absolute eosinophil count": how a known measure is counted; a share of it has another unit.
_COUNTED = norm_set("absolute")
_ANY_SCALE = norm_set(
    "standardized standard validated rating scale scales score scores instrument questionnaire "
    "tool measure inventory symptom symptoms severity"
)
# Who is measured is told apart ("3 or more in women").
_PEOPLE = norm_set(
    "men women man woman males females adults children adolescents boys girls patients people"
)


def plain_name(text: str) -> MeasureName:
    """What a criterion measures; an abbreviation that it explains stands for its words.

    "Handicapping Labio-Lingual Deviation (HLD) Index" is the HLD.
    """
    ids: set[str] = set()
    bare = text
    for match in _BRACKETED.finditer(text):
        # a known scale in brackets: what is before it is its name
        if told := measure_name(match.group("short")).ids:
            return MeasureName(told, frozenset())
    for match in _ABBREVIATED.finditer(text):
        long = re.split(r"[\s-]+", match.group("long").strip())
        initials = [word[0].lower() for word in long if word.lower() not in STOP_WORDS]
        short = [c for c in match.group("short").lower() if c.isalpha()]
        behind = [word[0].lower() for word in text[match.end() :].split()[:1]]
        if _stands_for(short, initials) or _stands_for(short, [*initials, *behind]):
            ids |= {f"~{match.group('short').lower()}", *measure_name(match.group("short")).ids}
            bare = bare.replace(match.group(), " ")
    named = measure_name(bare)
    own = named.stems - FRAMES - _PEOPLE
    own = (own - EMPTY) or own
    stems = (own - OPTIONAL) or own
    if named.ids:
        stems -= _SCALE if is_change(named) else _SCALE | _COUNTED
    return MeasureName(named.ids | ids, frozenset() if ids else stems)


def _stands_for(short: list[str], initials: list[str]) -> bool:
    """Whether letters are initials of the last words, of which one may be left out."""
    for n in (len(short), len(short) + 1):
        last = initials[-n:]
        left = iter(last)
        if len(last) == n and last[0] == short[0] and all(letter in left for letter in short):
            return True
    return False


def is_change(name: MeasureName) -> bool:
    """Whether a reduction, a relief or an improvement is measured."""
    return bool(name.stems & _CHANGES)


def is_part(after: str) -> bool:
    """Whether what follows a share says that it is one of all there is, or of a measure."""
    of = _OF.match(after)
    return _OF_TOTAL.match(after) is not None or bool(of and measure_name(of["next"]).ids)


def changes_in(name: MeasureName) -> frozenset[str]:
    """The words of a measure that say it is a change."""
    return name.stems & _CHANGES


def same_measure(wanted: MeasureName, stated: MeasureName, *, is_time: bool = False) -> bool:
    """Whether a stated measure is the wanted one.

    One of its names, and every further word of it ("residual"). A length of time may stand beside
    another measure ("NYHA class III on therapy for 4 months").
    """
    if not wanted:
        return False
    if wanted.stems >= _UNILATERAL and stated.stems >= _SIDE and _SIDES & stated.stems:
        wanted = MeasureName(wanted.ids, wanted.stems - _UNILATERAL)
    if is_change(wanted):
        return is_change(stated) and _same_object(wanted, stated)
    if wanted.ids:
        short = any(i[1:] in stated.stems for i in wanted.ids if i.startswith("~"))
        return (short or bool(wanted.ids & stated.ids)) and _all_in(wanted.stems, stated.stems)
    stems = (wanted.stems - _WEAK) or wanted.stems
    return _all_in(stems, stated.stems) and (is_time or not stated.ids)


_HEARING = norm_set(
    "hearing loss impairment threshold thresholds pure tone average audiogram audiometry ear ears "
    "right left both bilateral unilateral either worse better conductive sensorineural mixed shows"
)


def is_of_hearing(name: MeasureName) -> bool:
    """Whether nothing beside a number of decibels says that it measures more than the hearing."""
    told = {stem for stem in name.stems if stem[0] not in "=<"}  # names of concepts beside them
    return not name.ids and told <= _HEARING


def _all_in(wanted: frozenset[str], stated: frozenset[str]) -> bool:
    return all(satisfying(word) & stated for word in wanted)


def _same_object(wanted: MeasureName, stated: MeasureName) -> bool:
    """Whether two changes are of one thing: most of its words are shared, or a measure's name.

    "70% relief" is relief of pain, where no other complaint is named.
    """
    words = wanted.stems - _CHANGES
    told = stated.stems - _CHANGES
    relieved = bool(stated.stems & _RELIEF) and not stated.ids and not told & _OTHER_COMPLAINTS
    if relieved and _PAIN & words:
        return True
    if told and not stated.ids and told <= _BACKWARDS | _MONTHS:
        return True
    if stated.ids and words and words <= _ANY_SCALE:  # "reduced by half on a validated scale"
        return True
    shared = [word for word in words if same(word) & stated.stems]
    named = bool(wanted.ids & stated.ids)
    if wanted.ids and stated.ids and not named:
        return False
    if not words:
        return named or not wanted.ids
    return named or len(shared) / len(words) >= _HALF
