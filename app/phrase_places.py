"""Where a text names what is wanted, what it says there, and which places belong together."""

import re
from dataclasses import dataclass

from app.fact_models import QUESTION, Reading
from app.measures import measure_name, norm_set
from app.phrase_index import IndexedText
from app.phrase_words import EMPTY, FOLLOWERS, HEAD_CHANGERS, OPTIONAL, Atom, Phrase
from app.scope import Token
from app.scope_cues import Scope
from app.word_families import FRAMES, KINDS, OPPOSITES, satisfying

_VERB_LIKE = re.compile(r"(?:ed|ing|ly)$")
_CROSSING = re.compile(r"[.;?!\n•]|\b(?:but|who|whose|plus|then|however)\b", re.IGNORECASE)
_AFTER_COMMA = re.compile(
    r"\s*(?:confirmed|documented|proven|diagnosed|demonstrated|seen|shown|on|by|per|with|as|"
    r"which|now|since|type|stage|grade|in|of)\b",
    re.IGNORECASE,
)
# Two subjects of one verb: "a cane or walker does not help".
_SUBJECTS = re.compile(
    r"(?:\w+\s+){1,3}(?:and|or)\s+(?:\w+\s+){1,3}?(?:is|are|was|were|does|do|did|has|have|had|can|"
    r"cannot|could|failed|gave|\w{3,}ed)\b",
    re.IGNORECASE,
)
_BLOCKING = Scope.POSSIBLE | Scope.PLANNED | Scope.UNCLEAR
# Prefixes that deny a word ("nondiagnostic", "untaped").
_DENYING = ("non", "un")
# Words before the letter of a class.
_RANKED = norm_set("class grade stage type group level category pugh score or to")
_YEARS_AGO = re.compile(
    r"[^.;,]{0,12}?\b(?:\d+|two|three|four|five|six|ten|several|many)\s*(?:years?|yrs?|y) ago\b",
    re.IGNORECASE,
)
SEVERITY_NORMS = norm_set("mild moderate severe moderately severely profound marked file")
_MIN_PREFIXED = 4  # letters of a word that such a prefix stands before


@dataclass(frozen=True, slots=True)
class Asked:
    """What is known of the question while a phrase is looked for.

    Attributes:
        interventions: Concepts that are asked about: naming them in the question states nothing.
        of_use: True where the phrase says how the asked treatment is to be used: then what the
            question asks for, and what is planned, states it.
        window_days: How far back a denial must look at least; None where it must deny for good.
        subject: Normal forms of the words of the asked conditions: "nonspecific pain" states that
            the pain is nonspecific.
        own: Normal forms of the words of the asked interventions, which a name may
            leave out: where a breast reduction is asked for, hypertrophy is one of the breast.
        unable: True where the phrase is of what cannot be done: who cannot climb stairs cannot do
            an activity, and who can walk may still be unable to do another one.
    """

    interventions: frozenset[str] = frozenset()
    of_use: bool = False
    window_days: float | None = None
    subject: frozenset[str] = frozenset()
    own: frozenset[str] = frozenset()
    unable: bool = False


@dataclass(frozen=True, slots=True)
class Place:
    """Where one atom of a phrase is named.

    Attributes:
        first: Its first token.
        after: The token after its last one.
        scope: What the text says of it there, apart from what the phrase says as well.
        opposite: True where the text names the contrary ("low" for "high").
        member: True where it names a kind of what is wanted ("stairs" for an activity).
        kind: Kind of the concept, "" for words.
    """

    first: int
    after: int
    scope: Scope
    opposite: bool = False
    member: bool = False
    kind: str = ""

    @property
    def denied(self) -> bool:
        """Whether the text denies it there."""
        return bool(self.scope & Scope.DENIED) is not self.opposite


def places_of(item: IndexedText, atom: Atom, phrase: Phrase, asked: Asked) -> list[Place]:
    """Where an atom is stated or denied of the patient, now; in the order of the text."""
    reading = item.reading
    found: list[Place] = []
    known: set[int] = set()
    for concept in atom.concepts & item.mentions.keys():
        for m in item.mentions[concept]:
            known.update(range(m.first, m.after))
            scope = _scope_of_name(reading, m.first, m.after) & ~atom.modal
            named = m.concept_id in asked.interventions and reading.source == QUESTION
            had_none = bool(scope & Scope.DENIED) and not scope & Scope.ASKED
            if asked.of_use or not named or had_none or m.kind == "condition":
                found.append(Place(m.first, m.after, scope, kind=m.kind))
    for first, after, opposite in (*_spelled(item, atom, known), *_contrary(item, atom)):
        scope = reading.token_scope(first, after) & ~atom.modal
        member = not opposite and reading.tokens[first].norm in KINDS.get(atom.word, ())
        found.append(Place(first, after, scope, opposite, member))
    if not found and atom.concepts and (rest := atom.parts - asked.own) and rest != atom.parts:
        for first in (i for part in rest for i in item.words.get(part, ())):
            if len(rest) == 1 and not _is_part_of_other(reading, first, atom):
                scope = reading.token_scope(first, first + 1) & ~atom.modal
                found.append(Place(first, first + 1, scope))
    counted = (
        place
        for place in found
        if _counts(place, phrase, asked) and not (phrase.current and _is_past(reading, place))
    )
    return sorted(counted, key=lambda place: place.first)  # a set of concepts has no order


# "dupilumab-naive": the one name before it was never had, and "HIV treatment naive" is HIV
_NAIVE = re.compile(r"[ -]na[iï]ve\b", re.IGNORECASE)


def _scope_of_name(reading: Reading, first: int, after: int) -> Scope:
    """What is said of a name: what it excludes itself denies nothing ("non-small cell cancer")."""
    if _NAIVE.match(reading.text, reading.tokens[after - 1].end):
        return Scope.DENIED
    own = any(token.cue & Scope.DENIED for token in reading.tokens[first:after])
    return reading.token_scope(first, first + 1 if own else after)


def _is_part_of_other(reading: Reading, first: int, atom: Atom) -> bool:
    """Whether a word belongs to the name of something else ("hypertrophy of the prostate")."""
    token = reading.tokens[first]
    near = reading.tokens[max(0, first - 2) : first + 3]
    return any(
        t.segment == token.segment
        and t is not token
        and not t.stop
        and t.norm not in atom.parts | EMPTY | FRAMES
        and t.norm not in SEVERITY_NORMS
        for t in near
    )


def _is_past(reading: Reading, place: Place) -> bool:
    """Whether a text says beside a name that it was years ago, or is over."""
    start, end = reading.tokens[place.first].start, reading.tokens[place.after - 1].end
    # what lasts for life has no "history of": "history of heart failure, on furosemide"
    ends = _CAN_END.search(reading.text[start:end])
    before = ends and _PAST_BEFORE.search(reading.text[max(0, start - _BESIDE) : start])
    behind = _YEARS_AGO.match(reading.text, end) or _OVER.match(reading.text, end)
    return bool(before or behind)


_CAN_END = re.compile(
    r"\b(?:cancers?|carcinoma|malignan\w+|tumou?rs?|lymphoma|leuk[ae]*mia|melanoma|sarcoma|myeloma|"
    r"infections?|tuberculosis|hepatitis|sepsis|pneumonia|cellulitis|osteomyelitis|abscess|ulcers?|"
    r"bleed\w*|ha?emorrhage|fractures?|abuse|misuse|use disorder|dependence|suicid\w+|pregnan\w+|"
    r"episodes?|attacks?|flares?)\b",
    re.IGNORECASE,
)
# "history of breast cancer", "previous infection": whether it is there now is not said
_PAST_BEFORE = re.compile(
    r"\b(?:history of|h/o|hx of|prior|past|previous|former|remote)\s+(?:an?\s+)?(?:[\w-]+\s+)?$",
    re.IGNORECASE,
)
_OVER = re.compile(
    r"(?:\s+(?:survivor|survivorship)\b|,?\s+(?:(?:and|is|was|has been|now|currently)\s+)*"
    r"(?:in (?:[\w-]+ )?remission|remitted|resolved|cured|healed|sober|"
    r"(?:successfully )?treated (?:in (?:19|20)\d\d|(?:\w+ )?years? ago)|last (?:year|spring|"
    r"summer|fall|winter)|in (?:19|20)\d\d)\b)",
    re.IGNORECASE,
)
_BESIDE = 40  # characters


def _spelled(item: IndexedText, atom: Atom, known: set[int]) -> list[tuple[int, int, bool]]:
    """The words of an atom, or words that satisfy them: one, or several in a row."""
    if len(atom.parts) == 1:
        (part,) = atom.parts
        forms = satisfying(part)
        if len(part) == 1:
            return [(i, i + 1, False) for i in item.words.get(part, ()) if _is_rank(item, i)]
        return [(i, i + 1, False) for f in forms for i in item.words.get(f, ()) if i not in known]
    if not atom.concepts or known:
        return []
    size = len(atom.word.split())
    tokens = item.reading.tokens
    rarest = min((item.words.get(part, ()) for part in atom.parts), key=len)
    found = []
    for index in sorted({i - k for i in rarest for k in range(size) if i >= k}):
        window = tokens[index : index + size]
        in_row = len(window) == size and window[0].segment == window[-1].segment
        if in_row and atom.parts <= {t.norm for t in window}:
            found.append((index, index + size, False))
    return found


def _is_rank(item: IndexedText, index: int) -> bool:
    """Whether a single letter names a class ("Child-Pugh C"), and is no part of a name."""
    tokens = item.reading.tokens
    return index > 0 and tokens[index - 1].norm in _RANKED


def _contrary(item: IndexedText, atom: Atom) -> list[tuple[int, int, bool]]:
    """Words that say the contrary of an atom: its opposite, or itself behind "non" or "un"."""
    if len(atom.parts) != 1:
        return []
    (part,) = atom.parts
    forms = set(OPPOSITES.get(part, ()))
    for prefix in _DENYING:
        bare = part.removeprefix(prefix)
        if bare != part and len(bare) >= _MIN_PREFIXED:
            forms.add(bare)
    found = [i for form in forms for i in item.words.get(form, ())]
    return [(i, i + 1, True) for i in (*found, *item.contrary.get(part, ()))]


def _counts(place: Place, phrase: Phrase, asked: Asked) -> bool:
    """Whether it is said of the patient, now, and is not only asked about, possible or planned."""
    scope = place.scope
    if bool(scope & Scope.FAMILY) is not phrase.family:
        return False  # nor is what the patient has a disease of the family
    if scope & Scope.RESOLVED and not phrase.history:
        return False
    if asked.of_use:
        return not scope & (Scope.POSSIBLE | Scope.UNCLEAR)
    if scope & _BLOCKING:
        return False
    return not scope & Scope.ASKED or place.kind == "condition"


def together(reading: Reading, low: int, high: int, n_atoms: int) -> bool:
    """Whether the tokens between two places speak of one thing."""
    tokens = reading.tokens
    if tokens[low].sentence != tokens[high - 1].sentence or high - low > 3 * n_atoms + 6:
        return False
    between = reading.text[tokens[low].start : tokens[high - 1].end]
    if tokens[low].segment == tokens[high - 1].segment:
        return True
    if _CROSSING.search(between):
        return False
    if re.search(r"\b(?:and|or|nor)\b", between, re.IGNORECASE):
        return _SUBJECTS.match(reading.text, tokens[low].start) is not None
    front, comma, back = between.partition(",")
    if not comma:
        return True
    return "," not in back and (len(front.split()) <= 2 or _AFTER_COMMA.match(back) is not None)  # noqa: PLR2004


def is_part(reading: Reading, phrase: Phrase, after: int, asked: Asked) -> bool:
    """True where the words only begin a longer name ("kidney" in "kidney stones")."""
    if after >= len(reading.tokens):
        return False
    following, last = reading.tokens[after], reading.tokens[after - 1]
    gap = reading.text[last.end : following.start]
    if following.segment != last.segment or gap.strip(" -"):
        return False
    wanted = {also for atom in phrase.atoms for part in atom.parts for also in satisfying(part)}
    if following.norm in HEAD_CHANGERS and following.norm not in wanted:
        return True
    named = asked.subject | asked.own
    if len(phrase.atoms) > 1 or phrase.atoms[0].concepts or following.norm in named:
        return False
    return _is_noun(reading, following)


def _is_noun(reading: Reading, token: Token) -> bool:
    """True for a word that may go on the name before it.

    Verbs, adverbs, measures and numbers do not.
    """
    word = reading.text[token.start : token.end].lower()
    empty = token.norm in FRAMES or (token.norm in EMPTY and token.norm not in OPTIONAL)
    if token.stop or empty or word[0].isdigit():
        return False
    return not (_VERB_LIKE.search(word) or word in FOLLOWERS or measure_name(word).ids)
