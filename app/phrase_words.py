"""A wanted phrase taken apart into the concepts and words that a case must state."""

import re
from dataclasses import dataclass

from app.measures import norm, norm_set, word_set
from ingest.lexis import STOP_WORDS, words
from ingest.terms import Mention, Terms

# Words of a criterion that name no fact of the case: who, the paperwork, and verbs of being and
# showing.
EMPTY = norm_set(
    "patient member individual person people beneficiary enrollee recipient customer "
    "subject participant veteran adult adults woman women man men female females male "
    "males "
    "documented documentation document documents documenting medical record records chart "
    "note notes evidence evidenced "
    "shown show shows showing demonstrated demonstrates demonstrating demonstrate presence "
    "present presents exists exist "
    "following listed below above least one criteria criterion must clinical clinically "
    "diagnosis diagnosed diagnose "
    "confirmed confirm confirms confirmation established known verified physician "
    "practitioner provider prescriber clinician "
    "treating attending requesting required requires require history been being due "
    "currently current patient's member's "
    "there this following submitted information including include includes included "
    "considered determined determination "
    "met meet meets involving involves associated affecting affects experiencing suffering "
    "suffers having does did any other active ongoing sign signs finding findings both "
    "prior previous previously"
)


OPTIONAL = norm_set("disease disorder syndrome condition symptom symptoms illness")


SEVERITIES = {"mild": 1, "moderate": 2, "moderately": 2, "severe": 3, "severely": 3, "profound": 4}


_PREPOSITIONS = word_set(
    "of with without for in by from to using via at on that which who after before during"
)


LINK = re.compile(
    r"\b(?:associated with|due to|related to|caused by|secondary to|because of)\b", re.IGNORECASE
)
_HISTORY = re.compile(r"\b(?:history of|prior|previous|previously|past|ever)\b", re.IGNORECASE)


_FAMILY = re.compile(
    r"\b(?:family history|first-degree|familial|relatives?|parent|sibling)\b", re.IGNORECASE
)


_RELATED = norm_set("family familial relative first degree parent sibling")


# After one of these the words before it name something else: "migraine prevention" states no
# migraine today.
HEAD_CHANGERS = norm_set(
    "screening prevention prophylaxis management education risk test testing medication "
    "medications drug specialist clinic "
    "score scale program relief free vaccine vaccination evaluation assessment counseling "
    "referral prophylactic preventive "
    "precautions unit center device study studies trial team"
)
# Words that need an object to say anything: "has failed" of what?
STATUS_ONLY = norm_set(
    "failed fails failure contraindicated contraindication refractory relapsing relapsed "
    "ineffective intolerant intolerable "
    "unsuccessful treatment therapy treated trial unsuitable stable needed necessary "
    "appropriate tolerated persistent "
    "severe available done completed tried medically"
)
# "pregnancy test negative" denies the pregnancy; "no pregnancy test" denies the test.
TEST_WORDS = norm_set("test tests screen screening result results urine serum")
FOLLOWERS = word_set(
    "needs wants requests asks recommends prescribes orders says notes reports supports agrees "
    "refers despite since severe "
    "moderate mild x refractory present per bad worse better"
)


@dataclass(frozen=True, slots=True)
class Atom:
    """One thing that a phrase names: a concept with its members, or a word.

    Attributes:
        concepts: Concept ids that satisfy it (the concept and its members); empty for a word.
        broader: Concept ids whose denial denies it (the concept and its classes).
        word: Normal form; for a concept its words joined.
        parts: Normal forms of its words.
    """

    concepts: frozenset[str]
    broader: frozenset[str]
    word: str
    parts: frozenset[str]


@dataclass(frozen=True, slots=True)
class Phrase:
    """A wanted phrase, taken apart.

    Attributes:
        atoms: What it names; all must be stated.
        severities: Severities that are wanted; empty where any will do.
        family: True where a relative is meant.
        history: True where what is over counts as well.
        head: Normal form of its head noun.
        linked: True where a link is meant ("associated with pregnancy").
        optional: Words like "disease" that a statement may leave out.
    """

    atoms: tuple[Atom, ...]
    severities: frozenset[int]
    family: bool
    history: bool
    head: str
    optional: frozenset[str] = frozenset()
    linked: bool = False

    def __bool__(self) -> bool:
        return bool(self.atoms)


def phrase_of(text: str, terms: Terms) -> Phrase:
    """The atoms of a phrase, without the words that name no fact."""
    bare = re.sub(r"['’]s\b", " ", text)
    severities = frozenset(SEVERITIES[w.lower()] for w in words(bare) if w.lower() in SEVERITIES)
    if re.search(r"\bmild\W+to\W+severe\b", bare, re.IGNORECASE):
        severities = frozenset({1, 2, 3})
    atoms: list[Atom] = []
    at = 0
    for mention in terms.spot(bare):
        if mention.start < at:
            if atoms and atoms[-1].concepts:
                atoms[-1] = _widened(atoms[-1], mention.concept_id, terms)
            continue
        atoms.extend(_words(bare[at : mention.start]))
        atoms.append(_concept_atom(*_plain_concept(mention, terms), terms))
        at = mention.end
    atoms.extend(_words(bare[at:]))
    family = _FAMILY.search(text) is not None
    all_ = [a for a in atoms if not (family and a.word in _RELATED)]
    kept = _without_optional(all_)
    return Phrase(
        tuple(dict.fromkeys(kept)),
        severities,
        family,
        _HISTORY.search(text) is not None,
        _head(bare),
        frozenset(atom.word for atom in all_ if atom not in kept),
        LINK.search(text) is not None,
    )


def _head(text: str) -> str:
    """Normal form of the last word that matters before the first preposition."""
    told = [w for w in words(text) if norm(w) not in EMPTY or w.lower() in _PREPOSITIONS]
    while told and told[0].lower() in STOP_WORDS:
        told.pop(0)
    front: list[str] = []
    for word in told:
        if word.lower() in _PREPOSITIONS:
            break
        front.append(norm(word))
    kept = [n for n in front if n not in OPTIONAL] or front
    return kept[-1] if kept else ""


def _words(text: str) -> list[Atom]:
    return [
        Atom(frozenset(), frozenset(), norm(w), frozenset({norm(w)}))
        for w in words(text)
        if w.lower() not in STOP_WORDS
        and w.lower() not in SEVERITIES
        and norm(w) not in EMPTY
        and w.lower() != "to"
    ]


def _plain_concept(mention: Mention, terms: Terms) -> tuple[str, str]:
    """Concept and words of a mention, its severity left out ("severe asthma" is asthma).

    The severity is compared apart, unless it is part of another name (SCID).
    """
    first, _, rest = mention.surface.partition(" ")
    if first.lower() in SEVERITIES:
        for concept_id in terms.of_phrase(rest):
            if concept_id in terms.ancestors(mention.concept_id):
                return concept_id, rest
    return mention.concept_id, mention.surface


def _concept_atom(concept_id: str, surface: str, terms: Terms) -> Atom:
    return Atom(
        frozenset({concept_id}) | terms.descendants(concept_id),
        frozenset({concept_id}) | terms.ancestors(concept_id),
        " ".join(norm(w) for w in words(surface)),
        frozenset(norm(w) for w in words(surface) if w.lower() not in STOP_WORDS),
    )


def _widened(atom: Atom, concept_id: str, terms: Terms) -> Atom:
    """An atom whose surface names two concepts is satisfied by either."""
    return Atom(
        atom.concepts | {concept_id} | terms.descendants(concept_id),
        atom.broader | {concept_id} | terms.ancestors(concept_id),
        atom.word,
        atom.parts,
    )


def _without_optional(atoms: list[Atom]) -> list[Atom]:
    """Drop words like "disease" where a name is left ("migraine disorder")."""
    kept = [a for a in atoms if a.concepts or a.word not in OPTIONAL]
    return kept if any(a.concepts for a in kept) or len(kept) > 1 else atoms
