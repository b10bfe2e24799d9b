"""A wanted phrase taken apart into the concepts and words that a case must state."""

import re
from dataclasses import dataclass, replace

from app.alias_limits import limits_of
from app.close_kin import CLOSE
from app.degrees import SEVERITIES, degrees_of
from app.measures import norm, norm_set, word_set
from app.scope import Token, tokens_of
from app.scope_cues import Scope
from app.word_families import FRAMES
from ingest.lexis import STOP_WORDS, words
from ingest.terms import Mention, Terms

# Words of a criterion that name no fact of the case: who, the paperwork, and verbs of being and
# showing.
EMPTY = norm_set(
    "patient member individual person people professional professionals beneficiary enrollee "
    "recipient customer "
    "subject veteran adult adults woman women man men female females male males "
    "documented documentation document documents documenting medical record records chart "
    "note notes evidence evidenced "
    "shown show shows showing demonstrated demonstrates demonstrating demonstrate presence "
    "present presents exists exist "
    "following listed below above least one criteria criterion must clinical clinically "
    "diagnosis diagnosed diagnose "
    "confirmed confirm confirms confirmation established known verified proven proved physician "
    "practitioner provider prescriber clinician "
    "treating attending requesting required requires require history been being due "
    "currently current patient's member's "
    "there this following submitted information including include includes included "
    "considered determined determination "
    "met meet meets involving involves associated affecting affects experiencing suffering "
    "suffers having does did any other active ongoing sign signs finding findings both "
    "concurrent concomitant coexisting co-existing comorbid underlying prior previous previously "
    "far yet now today still ever date "
    "already service services formal formally certify certifies certified attests attested "
    "duration engage engaged engages estimated"
)

OPTIONAL = norm_set(
    "disease disorder syndrome condition involvement symptom symptoms illness gene genes "
    "therapy treatment drug drugs medication medications test testing"
)

# Said of the time or the manner of what is wanted; a case that leaves it out states the same.
_MODAL = Scope.PLANNED | Scope.POSSIBLE | Scope.RESOLVED

_AUXILIARIES = word_set("is are was were has have had can could must will does did")
_PREPOSITIONS = word_set(
    "of with without for in by from to using via at on that which who after before during"
)

LINK = re.compile(
    r"\b(?:associated with|due to|related to|caused by|secondary to|because of)\b", re.IGNORECASE
)
_HISTORY = re.compile(r"\b(?:history of|prior|previous|previously|past|ever)\b", re.IGNORECASE)
_CURRENT = re.compile(r"\b(?:current(?:ly)?|active|at present|now|ongoing)\b", re.IGNORECASE)
_FAMILY = re.compile(
    r"\b(?:family history|first-degree|familial|relatives?|parent|sibling)\b", re.IGNORECASE
)

# "the child" is just the patient; "children" says who.
_THE_PERSON = re.compile(
    r"\b(?:the|this|such|each)\s+(?:child|infant|adult|adolescent|woman|man|girl|boy)\b(?!-)",
    re.IGNORECASE,
)

_RELATED = norm_set(
    "family familial relative first second third degree parent sibling close blood one more"
)

# After one of these the words before it name something else: "migraine prevention" states no
# migraine today.
HEAD_CHANGERS = norm_set(
    "screening prevention prophylaxis management education risk test testing medication "
    "medications drug specialist clinic score scale program relief free vaccine vaccination "
    "evaluation assessment counseling referral prophylactic preventive probability likelihood "
    "suspicion precautions unit center device study studies trial team"
)
# Words that need an object to say anything: "has failed" of what?
STATUS_ONLY = norm_set(
    "failed fails failure contraindicated contraindication refractory relapsing relapsed "
    "ineffective intolerant intolerable unsuccessful treatment therapy treated trial unsuitable "
    "stable needed necessary appropriate tolerated persistent severe available done completed "
    "tried medically"
)
# "pregnancy test negative" denies the pregnancy; "no pregnancy test" denies the test.
TEST_WORDS = norm_set("test tests screen screening result results urine serum")
FOLLOWERS = word_set(
    "needs wants requests asks recommends prescribes orders says notes reports supports agrees "
    "refers despite since severe moderate mild x refractory present per bad worse better last "
    "this next today yesterday twice once daily weekly monthly nightly did does had has have was "
    "were gave made showed shows fails fail helps help took takes began begins now still again "
    "already later earlier ago positive negative normal abnormal pos neg ok fine until before "
    "after plus w because due when while both every each several many two three four five six"
)


@dataclass(frozen=True, slots=True)
class Atom:
    """One thing that a phrase names: a concept with its members, or a word.

    Attributes:
        concepts: Concept ids that satisfy it (the concept and its members); empty for a word.
        broader: Concept ids whose denial denies it (the concept and its classes).
        word: Normal form; for a concept its words joined.
        parts: Normal forms of its words.
        denied: True where the phrase denies it ("gave no diagnosis").
        modal: What else the phrase says of it (planned, possible, over): a case may say it too.
        spelled: Normal forms of the words of its name, where an abbreviation is printed.
    """

    concepts: frozenset[str]
    broader: frozenset[str]
    word: str
    parts: frozenset[str]
    denied: bool = False
    modal: Scope = Scope.STATED
    spelled: frozenset[str] = frozenset()


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
        current: True where only what is there now counts ("active", "at present").
        close: True where a first-degree relative is meant.
        optional: Words like "disease" that a statement may leave out.
    """

    atoms: tuple[Atom, ...]
    severities: frozenset[int]
    family: bool
    history: bool
    head: str
    optional: frozenset[str] = frozenset()
    linked: bool = False
    current: bool = False
    close: bool = False

    def __bool__(self) -> bool:
        return bool(self.atoms)

    @property
    def concepts(self) -> frozenset[str]:
        """Concepts that satisfy any of its atoms."""
        return frozenset(concept for atom in self.atoms for concept in atom.concepts)

    @property
    def words(self) -> frozenset[str]:
        """Normal forms of the words that it names."""
        return frozenset(part for atom in self.atoms for part in atom.parts)

    @property
    def mixed(self) -> bool:
        """Whether it states one thing and denies another ("the biopsy shows no malignancy")."""
        return len({atom.denied for atom in self.atoms}) > 1

    def affirmed(self) -> "Phrase":
        """The same without its denials."""
        return replace(self, atoms=tuple(replace(a, denied=False) for a in self.atoms))


def phrase_of(text: str, terms: Terms) -> Phrase:
    """The atoms of a phrase, without the words that name no fact."""
    bare = _THE_PERSON.sub(" ", re.sub(r"['’]s\b", "  ", text))
    found = _atoms(bare, terms)
    family = _FAMILY.search(text) is not None
    all_ = [a for a in found if not (family and a.word in _RELATED)]
    kept = tuple(dict.fromkeys(_without_optional(_without_frames(all_))))
    return Phrase(
        kept,
        degrees_of(bare),
        family,
        _HISTORY.search(text) is not None,
        _head(bare, {part for atom in kept for part in atom.parts}),
        frozenset(atom.word for atom in all_ if atom not in kept),
        LINK.search(text) is not None,
        _CURRENT.search(text) is not None,
        CLOSE.search(text) is not None,
    )


def _atoms(text: str, terms: Terms) -> list[Atom]:
    """Everything that a text names, in order, each with what the text says of it."""
    tokens = tokens_of(text, is_question=False)
    starts = {token.start: index for index, token in enumerate(tokens)}
    atoms: list[Atom] = []
    at = 0
    for mention in terms.spot(text):
        if mention.start < at:
            if atoms and atoms[-1].concepts:
                atoms[-1] = _widened(atoms[-1], mention.concept_id, terms)
            continue
        first = starts.get(mention.start)
        if first is None:
            continue
        atoms.extend(_words(text, [t for t in tokens if at <= t.start < mention.start]))
        concept_id, surface = _plain_concept(mention, terms)
        own, scope = limits_of(surface, concept_id, terms), tokens[first].scope
        atoms.append(_concept_atom(concept_id, surface, terms, scope))
        atoms.extend(_word_atom(word, scope) for word in own)
        at = mention.end
    atoms.extend(_words(text, [t for t in tokens if t.start >= at]))
    return atoms


def _head(text: str, kept: set[str]) -> str:
    """Normal form of the last word that counts before the first preposition, or after it."""
    told = [(w.lower(), norm(w)) for w in words(text)]
    last = ""
    for word, form in told:
        if (word in _PREPOSITIONS or word in _AUXILIARIES) and last:
            break
        if form in kept:
            last = form
    return last


def _words(text: str, tokens: list[Token]) -> list[Atom]:
    found = []
    for token in tokens:
        word = text[token.start : token.end].lower()
        if token.stop or word in SEVERITIES or word == "to":
            continue
        if not token.cue & Scope.DENIED:
            found.append(_word_atom(token.norm, token.scope))
    return found


def _word_atom(form: str, scope: Scope) -> Atom:
    denied = bool(scope & Scope.DENIED)
    return Atom(frozenset(), frozenset(), form, frozenset({form}), denied, scope & _MODAL)


def _without_frames(atoms: list[Atom]) -> list[Atom]:
    """Drop who and what is written, and verbs of showing and doing, unless nothing else is left.

    What is denied keeps a word ("gave no diagnosis" denies a diagnosis).
    """
    facts = [a for a in atoms if a.concepts or a.word not in EMPTY]
    kept = [a for a in facts if a.concepts or a.word not in FRAMES] or facts
    if kept and not any(a.denied for a in kept):
        denied = [a for a in atoms if a.denied]
        nouns = [a for a in denied if a.word not in FRAMES] or denied
        kept = [a for a in atoms if a in kept or a in nouns]
    return kept


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


def _concept_atom(concept_id: str, surface: str, terms: Terms, scope: Scope) -> Atom:
    return Atom(
        frozenset({concept_id}) | terms.descendants(concept_id),
        frozenset({concept_id}) | terms.ancestors(concept_id),
        " ".join(norm(w) for w in words(surface)),
        _forms(surface),
        bool(scope & Scope.DENIED),
        scope & _MODAL,
        _forms(terms.name(concept_id)) if surface.isupper() else frozenset(),
    )


def _forms(name: str) -> frozenset[str]:
    return frozenset(norm(w) for w in words(name) if w.lower() not in STOP_WORDS)


def _widened(atom: Atom, concept_id: str, terms: Terms) -> Atom:
    """An atom whose surface names two concepts is satisfied by either."""
    return replace(
        atom,
        concepts=atom.concepts | {concept_id} | terms.descendants(concept_id),
        broader=atom.broader | {concept_id} | terms.ancestors(concept_id),
    )


def _without_optional(atoms: list[Atom]) -> list[Atom]:
    """Drop words like "disease" where a name is left ("migraine disorder")."""
    kept = [a for a in atoms if a.concepts or a.word not in OPTIONAL]
    return kept if any(a.concepts for a in kept) or len(kept) > 1 else atoms
