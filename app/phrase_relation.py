"""Whether a phrase of the question and a phrase of a document mean the same, a class and its member, or nothing alike.

Phrases only, never whole sentences (DESIGN.md section 5, rule 1). In order: codes, names that the terms know, the words
themselves, and last the similarity of the two phrases under the encoder.
"""

import re
from collections.abc import Callable, Mapping, Set
from dataclasses import dataclass
from enum import IntEnum

from ingest.codes import matches as code_matches
from ingest.codes import spot_codes
from ingest.lexis import content_stems, head_stem, is_generic, key_stems, squash, stem
from ingest.terms import Terms

# Cosine of two phrases from which they count as one under all-MiniLM-L6-v2: see docs/verdicts.md for the curve.
MIN_PHRASE_SIMILARITY = 0.80


class Relation(IntEnum):
    """How a document's phrase relates to the asked one; higher is closer."""

    NONE = 0
    NARROWER = 1  # the document speaks of a form or member of what is asked
    BROADER = 2  # the document speaks of the class or the general condition: it applies
    SAME = 3


@dataclass(frozen=True, slots=True)
class Spoken:
    """A phrase prepared for comparison.

    Attributes:
        text: As printed.
        stems: Stems that give it its identity.
        head: Stem of its head noun.
        concepts: Concepts that it names.
        rest: Identity stems that no named concept accounts for.
        whole: Whether a concept's name is the whole phrase.
        codes: Codes of the phrase and of its concepts.
        kind: "intervention" or "condition".
    """

    text: str
    stems: frozenset[str]
    head: str
    concepts: frozenset[str] = frozenset()
    rest: frozenset[str] = frozenset()
    whole: bool = False
    codes: frozenset[str] = frozenset()
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Match:
    """A relation with the way by which it was found ("code", "name", "class", "words", "similarity")."""

    relation: Relation
    method: str = ""
    score: float = 0.0


NO_MATCH = Match(Relation.NONE)


def _stems(words_: str) -> frozenset[str]:
    return frozenset(stem(word) for word in words_.split())


# Words that exclude each other: two phrases that hold different words of one line speak of different things.
CONTRASTS = tuple(
    tuple(_stems(word) for word in line)
    for line in (
        (
            "oral by-mouth",
            "intravenous iv infusion",
            "topical cream gel patch",
            "subcutaneous",
            "intramuscular",
            "intranasal nasal",
            "epidural",
            "intraarticular",
            "inhaled",
        ),
        ("acute", "chronic longstanding"),
        ("episodic", "chronic"),
        ("short brief", "long"),
        (
            "hip",
            "knee",
            "shoulder",
            "hand",
            "wrist",
            "elbow",
            "foot",
            "ankle",
            "neck cervical",
            "lumbar back",
            "thoracic",
            "spine",
        ),
        ("constipation", "diarrhea diarrhoea"),
        ("relapsing remitting", "progressive"),
        ("primary", "secondary"),
        ("mild", "severe"),
        ("preserved", "reduced"),
        ("male men man", "female women woman"),
        ("pediatric children child adolescent", "adult"),
        ("ischemic", "hemorrhagic"),
        ("unipolar", "bipolar"),
        ("individual", "group"),
        ("cluster", "migraine", "tension"),
        ("unattended home", "laboratory lab attended"),
        ("first", "second", "third"),
        (
            "stimulation",
            "ablation",
            "injection",
            "surgery",
            "fusion",
            "screening",
            "diet",
            "exercise",
            "education",
        ),
    )
)
_TYPE = re.compile(
    r"\b(?:type|stage|grade|class|phase)\s+([ivx\d]+[ab]?)\b|\b([td])([12])d?m?\b", re.IGNORECASE
)


def contradict(left: Spoken, right: Spoken) -> bool:
    """Whether two phrases hold words that exclude each other ("oral" and "intravenous", "type 1" and "type 2")."""
    for line in CONTRASTS:
        ours = [i for i, options in enumerate(line) if left.stems & options]
        theirs = [i for i, options in enumerate(line) if right.stems & options]
        if ours and theirs and not set(ours) & set(theirs):
            return True
    types = [
        {next(g for g in m.groups()[::-1] if g).lower() for m in _TYPE.finditer(p.text)}
        for p in (left, right)
    ]
    return bool(types[0] and types[1] and not types[0] & types[1])


class PhraseMatcher:
    """Compares phrases; remembers what it has prepared.

    Args:
        terms: Aliases and classes.
        heads: Head stems that occur in the documents' phrases; a phrase with another of these heads is another thing.
        similarity: Cosine of two phrases, None where no encoder is at hand.
    """

    def __init__(
        self,
        terms: Terms,
        heads: Set[str] = frozenset(),
        similarity: Callable[[str, str], float] | None = None,
    ) -> None:
        self.terms = terms
        self._heads = heads
        self._similarity = similarity
        self._prepared: dict[tuple[str, str], Spoken] = {}
        self._lineage: dict[str, frozenset[str]] = {}

    def prepare(
        self,
        text: str,
        kind: str,
        concepts: frozenset[str] = frozenset(),
        codes: tuple[str, ...] = (),
    ) -> Spoken:
        """A phrase of a given kind ("intervention" or "condition") ready for comparison."""
        key = (text, kind)
        if not concepts and not codes and key in self._prepared:
            return self._prepared[key]
        mentions = [m for m in self.terms.spot(text) if m.kind == kind]
        whole = self.terms.of_phrase(text, kind)
        stems = key_stems(text)
        covered = frozenset(s for m in mentions for s in content_stems(m.surface))
        named = frozenset(m.concept_id for m in mentions) | whole | concepts
        printed = (
            frozenset(m.code for m in spot_codes(f"code {text}") if m.system != "icd10cm")
            if kind == "intervention"
            else frozenset()
        )
        named = (
            self._most_specific(named) | self._by_form(text, named)
            if kind == "intervention"
            else self._most_specific(named)
        )
        own = printed | frozenset(
            code
            for concept in (whole or concepts or (named if stems <= covered else frozenset()))
            for code in self._codes(concept)
        )
        rest = frozenset() if whole else stems - covered
        spoken = Spoken(
            text,
            stems,
            head_stem(text),
            named,
            rest,
            bool(whole) or (bool(named) and stems <= covered),
            own | frozenset(codes),
            kind,
        )
        if not concepts and not codes:
            self._prepared[key] = spoken
        return spoken

    def _most_specific(self, named: frozenset[str]) -> frozenset[str]:
        """Without concepts that are mere classes of others in the phrase ("CMI with ME/CFS symptoms" is about ME/CFS)."""
        classes = {a for c in named for a in self._ancestors(c)}
        return frozenset(c for c in named if c not in classes) or named

    def _by_form(self, text: str, named: frozenset[str]) -> frozenset[str]:
        """Classes that the form of a name gives a drug that no table knows (WHO INN stems)."""
        if any(self._ancestors(c) for c in named):
            return self._forms(text) if any(c for c in named) else frozenset()
        return self._forms(text)

    def _forms(self, text: str) -> frozenset[str]:
        found = {
            cid
            for word in text.lower().split()
            for ending, cid in _INN_CLASSES
            if word.strip("(),.").endswith(ending) and len(word) > len(ending) + 2
        }
        return frozenset(c for c in found if c in self.terms.concepts)

    def _codes(self, concept_id: str) -> tuple[str, ...]:
        concept = self.terms.concepts.get(concept_id)
        return concept.codes if concept else ()

    def _ancestors(self, concept_id: str) -> frozenset[str]:
        if concept_id not in self._lineage:
            self._lineage[concept_id] = self.terms.ancestors(concept_id)
        return self._lineage[concept_id]

    def match(self, asked: Spoken, spoken: Spoken, *, likeness: bool = False) -> Match:
        """How `spoken` (the document) relates to `asked` (the question); likeness only where it is asked for."""
        if squash(asked.text) == squash(spoken.text):
            return Match(Relation.SAME, "words", 1.0)
        if found := self._by_code(asked, spoken):
            return found
        if contradict(asked, spoken):
            return NO_MATCH
        named = self._by_name(asked, spoken)
        if named.relation is not Relation.NONE:
            return named
        worded = self._by_words(asked, spoken)
        if worded.relation is not Relation.NONE:
            return worded
        return self._by_similarity(asked, spoken) if likeness else NO_MATCH

    def _by_code(self, asked: Spoken, spoken: Spoken) -> Match | None:
        """Codes of the question against codes of the document's concept."""
        asked_codes = [c for c in asked.codes if c in asked.text.upper()] or (
            list(asked.codes) if not asked.concepts else []
        )
        for code in asked_codes:
            for spec in spoken.codes:
                if code_matches(code, spec) and (
                    spoken.whole or not spoken.rest or code in spoken.text
                ):
                    exact = code == spec or spec.endswith(".-") and asked.codes
                    return Match(Relation.SAME if exact else Relation.BROADER, "code", 1.0)
        return None

    def _by_name(self, asked: Spoken, spoken: Spoken) -> Match:
        if not asked.concepts or not spoken.concepts:
            return NO_MATCH
        relation, method = Relation.NONE, ""
        for ours in asked.concepts:
            for theirs in spoken.concepts:
                if ours == theirs:
                    relation, method = max((relation, method), (Relation.SAME, "name"))
                elif theirs in self._ancestors(ours):
                    relation, method = max((relation, method), (Relation.BROADER, "class"))
                elif ours in self._ancestors(theirs):
                    relation, method = max(
                        (relation, method), (self._member(asked, ours, theirs, spoken), "class")
                    )
        if relation is Relation.NONE:
            return NO_MATCH
        return self._with_rest(asked, spoken, relation, method)

    def _member(self, asked: Spoken, ours: str, theirs: str, spoken: Spoken) -> Relation:
        """The document names a member of the asked class: the same where the question's further words say just that.

        "chronic LBP" is chronic low back pain; "Inspire surgery" is more than any surgery, and not every surgery.
        """
        general = frozenset(s for name in self.terms.concepts[ours].names for s in key_stems(name))
        for name in self.terms.concepts[theirs].names:
            special = key_stems(name) - general
            if special and special <= asked.rest | asked.stems:
                return Relation.SAME
        return Relation.NARROWER if asked.rest <= spoken.stems else Relation.NONE

    def _with_rest(self, asked: Spoken, spoken: Spoken, relation: Relation, method: str) -> Match:
        """Words beside the names: what the document adds makes it narrower, another head makes it another thing."""
        extra = (
            spoken.rest
            - asked.stems
            - (_after_of(spoken.text) if spoken.kind == "intervention" else frozenset())
        )
        extra = frozenset(word for word in extra if not word.isdigit())
        if extra and not spoken.whole:
            if (
                spoken.head in extra
                and spoken.head in self._heads
                and not asked.whole
                and asked.head != spoken.head
            ):
                return NO_MATCH
            if spoken.head in extra and not any(
                spoken.head in key_stems(name)
                for c in spoken.concepts & asked.concepts
                for name in self.terms.concepts[c].names
            ):
                return (
                    NO_MATCH
                    if len(extra) > 1
                    or asked.whole
                    and relation is not Relation.NARROWER
                    and spoken.head in self._heads
                    else Match(Relation.NARROWER, method, 0.8)
                )
            return Match(Relation.NARROWER, method, 0.8)
        more = asked.rest - spoken.stems
        if relation is Relation.SAME and more and not spoken.rest:
            return Match(Relation.BROADER, method, 1 - len(more) / len(asked.stems | more))
        return Match(relation, method, 1.0)

    def _by_words(self, asked: Spoken, spoken: Spoken) -> Match:
        ours, theirs = asked.stems, spoken.stems
        if not ours or not theirs:
            return NO_MATCH
        if asked.whole and spoken.whole:
            return NO_MATCH  # both are known under a name, and the names differ
        if ours == theirs:
            return Match(Relation.SAME, "words", 1.0)
        if theirs < ours:
            foreign_head = (
                asked.head not in theirs
                and asked.head in self._heads
                and not is_generic(asked.head)
            )
            return (
                NO_MATCH
                if foreign_head
                else Match(Relation.BROADER, "words", len(theirs) / len(ours))
            )
        if ours < theirs and (spoken.head in ours or asked.head == spoken.head):
            return Match(Relation.NARROWER, "words", len(ours) / len(theirs))
        shared = len(ours & theirs)
        if (
            shared >= 2
            and shared / len(ours) >= 0.66
            and shared / len(theirs) >= 0.66
            and asked.head == spoken.head
        ):
            return Match(Relation.NARROWER, "words", shared / max(len(ours), len(theirs)))
        return NO_MATCH

    def _by_similarity(self, asked: Spoken, spoken: Spoken) -> Match:
        if (
            self._similarity is None
            or asked.whole
            and spoken.whole
            or self._name_guard(asked, spoken)
        ):
            return NO_MATCH
        cosine = self._similarity(asked.text, spoken.text)
        return (
            Match(Relation.SAME, "similarity", cosine)
            if cosine >= MIN_PHRASE_SIMILARITY
            else NO_MATCH
        )

    def _name_guard(self, asked: Spoken, spoken: Spoken) -> bool:
        """Proper names (drugs, genes) are near to each other in the encoder's space and are still different things."""
        ours, theirs = asked.stems - spoken.stems, spoken.stems - asked.stems
        return any(_NAME_LIKE.search(word) for word in ours | theirs) or bool(
            asked.concepts and spoken.concepts and not asked.concepts & spoken.concepts
        )


# Stems of nonproprietary names, after the WHO's INN stem book (2024), and gene-like tokens with digits.
_NAME_LIKE = re.compile(
    r"(?:mab|nib|pril|sartan|olol|statin|gliptin|gliflozin|glutid|tid|triptan|gepant|azol|azepam|pram|oxetin|tryptylin|triptylin|cillin|mycin|floxacin|vir|xaban|parin|setron|prazol|tidin|dipin|semid|thiazid|zosin|formin|glitazon|cept|kinra|ast|lukast|tropium|terol|son|solon|barbital|caine|dronat|fibrat|gabalin|gabapentin|lamin|line|pine|peridol|idon|rubicin|platin|taxel|poetin|grastim|stim|ximab|zumab|umab|ase|in)$|\d",
)


def _after_of(text: str) -> frozenset[str]:
    """Stems after "of the": a part of the body that adds nothing to a name ("stimulation of the brain")."""
    tail = re.search(r"\bof the (\w+)$", text)
    return key_stems(tail.group(1)) if tail else frozenset()


# Ending of a nonproprietary name to the id of its class in the terms. Source: WHO, INN stem book, 2024.
_INN_CLASSES = (
    ("mab", "monoclonal-antibody"),
    ("pril", "ace-inhibitor"),
    ("sartan", "angiotensin-receptor-blocker"),
    ("olol", "beta-blocker"),
    ("statin", "statin"),
    ("gliptin", "dpp-4-inhibitor"),
    ("gliflozin", "sglt2-inhibitor"),
    ("triptan", "triptan"),
    ("gepant", "gepant"),
    ("prazole", "proton-pump-inhibitor"),
    ("azepam", "benzodiazepine"),
)


def best(matches: Mapping[str, Match] | list[Match]) -> Match:
    """The closest of several matches; NO_MATCH for none."""
    found = list(matches.values()) if isinstance(matches, Mapping) else matches
    return max(found, key=lambda m: (m.relation, m.score), default=NO_MATCH)
