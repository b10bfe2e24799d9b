"""Whether a phrase of the question and one of a document mean the same, or a class and its member.

Phrases only, never whole sentences (DESIGN.md section 5, rule 1). In order: codes, names that the
terms know, the words themselves, and last the similarity of the two phrases under the encoder.
"""

from collections.abc import Callable, Set

from app import contrasts
from app.acts import by_ending
from app.alias_limits import form_stems
from app.body_systems import is_of_system
from app.goals import by_goal
from app.pairs_of_classes import by_pair
from app.phrase_models import NO_MATCH, OTHER_FORM, Match, Relation, Spoken
from app.phrase_overlap import MIN_SHARED_SHARE, by_shared_words
from app.phrase_parts import (
    added,
    after_of,
    at_another_site,
    manner_of,
    named_thing,
    names_another,
    of_other_disease,
    printed_codes,
    turned,
)
from app.question_models import Phrase
from app.screening import by_screening
from app.stages import by_stage
from ingest.codes import matches as code_matches
from ingest.lexis import content_stems, head_stem, key_stems, squash
from ingest.terms import Terms
from ingest.terms_file import DRUG

# Cosine from which two phrases count as one under all-MiniLM-L6-v2; curve: docs/verdicts.md.
MIN_PHRASE_SIMILARITY = 0.80
_MIN_SCATTERED = 3  # stems of a name that is told though its words stand apart
_MAX_PREPARED = 50_000
_Key = tuple[str, str, frozenset[str], tuple[str, ...]]  # text, kind, concepts, codes


class PhraseMatcher:
    """Compares phrases; remembers what it has prepared.

    Args:
        terms: Aliases and classes.
        heads: Head stems that occur in the documents' phrases; a phrase with another of these heads
            is another thing.
        similarity: Cosine of two phrases, None where no encoder is at hand.
        known: One with the same terms, whose phrases need not be prepared again; it stays as it is.
    """

    def __init__(
        self,
        terms: Terms,
        heads: Set[str] = frozenset(),
        similarity: Callable[[str, str], float] | None = None,
        known: "PhraseMatcher | None" = None,
    ) -> None:
        self.terms = terms
        self._heads = heads
        self._similarity = similarity
        self.prepared: dict[_Key, Spoken] = dict(known.prepared) if known else {}
        self.lineage: dict[str, frozenset[str]] = dict(known.lineage) if known else {}
        self._scattered: dict[str, tuple[frozenset[str], ...]] = {}

    def prepare(
        self,
        text: str,
        kind: str,
        concepts: frozenset[str] = frozenset(),
        codes: tuple[str, ...] = (),
    ) -> Spoken:
        """A phrase of a given kind ("intervention" or "condition") ready for comparison."""
        key = (text, kind, concepts, codes)
        if len(self.prepared) > _MAX_PREPARED:
            self.prepared.clear()
        return self.prepared.get(key) or self.prepared.setdefault(key, self._spoken(*key))

    def _spoken(
        self, text: str, kind: str, concepts: frozenset[str], codes: tuple[str, ...]
    ) -> Spoken:
        bare = named_thing(text, kind, self.terms)
        mentions = [m for m in self.terms.spot(bare) if m.kind == kind]
        whole = self.terms.of_phrase(bare, kind) or self.terms.of_phrase(turned(bare), kind)
        stems = key_stems(bare)
        covered = frozenset(s for m in mentions for s in content_stems(m.surface))
        if kind == "condition" and (forms := form_stems(mentions, self.terms)):
            covered, whole = covered - forms, frozenset()
        spotted = frozenset(m.concept_id for m in mentions) | whole | concepts
        named, printed = self._most_specific(spotted), frozenset[str]()
        if kind == "intervention":
            for c in named:
                self.lineage[c] = self._ancestors(c) | self._by_form(self.terms.name(c))
            named = named or self._unknown_drug(text)
            printed = printed_codes(text)
        told = whole or concepts or (named if stems <= covered else frozenset())
        own = printed | frozenset(code for concept in told for code in self._codes(concept))
        rest = frozenset() if whole else stems - covered
        return Spoken(
            text,
            stems,
            head_stem(bare),
            named,
            rest,
            bool(whole) or (bool(named) and stems <= covered),
            own | {*codes},
            kind,
            squash(text),
            contrasts.sides_of(stems),
            contrasts.types_of(text),
            contrasts.negated_by_prefix(text),
            *manner_of(text, kind),
        )

    def _most_specific(self, named: frozenset[str]) -> frozenset[str]:
        """Without mere classes of others in the phrase ("CMI with ME/CFS symptoms" is ME/CFS)."""
        classes = {a for c in named for a in self._ancestors(c)}
        kept = frozenset(c for c in named if c not in classes) or named
        stems = {c: key_stems(self.terms.name(c)) for c in kept}
        # a drug of the installed list is in no class: "BCG vaccine" is no vaccine in general
        return frozenset(
            c for c in kept if not any(stems[c] < stems[d] for d in kept if d.startswith(DRUG))
        )

    def _by_form(self, text: str) -> frozenset[str]:
        """Classes that the form of a name gives a drug that no table knows (WHO INN stems)."""
        return frozenset(c for c in contrasts.classes_by_form(text) if c in self.terms.concepts)

    def _unknown_drug(self, text: str) -> frozenset[str]:
        """A concept of its own for a drug that no table knows, in the class of its name's form."""
        classes = self._by_form(text)
        if not classes:
            return frozenset()
        concept_id = f"form:{squash(text)}"
        self.lineage[concept_id] = classes | {a for c in classes for a in self._ancestors(c)}
        return frozenset({concept_id})

    def _codes(self, concept_id: str) -> tuple[str, ...]:
        return c.codes if (c := self.terms.concepts.get(concept_id)) else ()

    def _ancestors(self, concept_id: str) -> frozenset[str]:
        if concept_id not in self.lineage:
            self.lineage[concept_id] = self.terms.ancestors(concept_id)
        return self.lineage[concept_id]

    def match(self, asked: Spoken, spoken: Spoken, *, likeness: bool = False) -> Match:
        """How `spoken` (the document) relates to `asked` (the question).

        Args:
            asked: From the question.
            spoken: From the document.
            likeness: Whether the encoder may speak where words and names say nothing.
        """
        if asked.plain == spoken.plain:
            return Match(Relation.SAME, "words", 1.0)
        if found := self._by_code(asked, spoken) or by_stage(asked, spoken):
            return found
        if contrasts.contradict(asked, spoken):
            return NO_MATCH
        told = by_screening(asked, spoken, self.terms) or by_ending(asked, spoken, self)
        if told := told or by_goal(asked, spoken) or by_pair(asked, spoken, self._ancestors):
            return told
        found = self._by_name(asked, spoken)
        if found.relation is Relation.NONE:
            found = self._by_words(asked, spoken)
        if found.relation is Relation.NONE:
            found = self._by_scattered_name(asked, spoken)
        if found.relation is Relation.NONE and likeness:
            found = self._by_similarity(asked, spoken)
        return found

    def codes_of(self, asked: Spoken | Phrase) -> frozenset[str]:
        """Codes of a phrase and of its concepts."""
        return frozenset(asked.codes) | {code for c in asked.concepts for code in self._codes(c)}

    def _by_code(self, asked: Spoken, spoken: Spoken) -> Match | None:
        """Codes of the question against those of the document's concept."""
        asked_codes = [c for c in asked.codes if c in asked.text.upper()] or (
            list(asked.codes) if not asked.concepts else []
        )
        for code in asked_codes:
            for spec in spoken.codes:
                if code_matches(code, spec) and (
                    spoken.whole or not spoken.rest or code in spoken.text
                ):
                    exact = code == spec or (spec.endswith(".-") and asked.codes)
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

    def _by_scattered_name(self, asked: Spoken, spoken: Spoken) -> Match:
        """A name in scattered words: "vein ablation" is in "laser ablation of the great vein"."""
        if spoken.kind != "intervention" or spoken.concepts or len(spoken.stems) < _MIN_SCATTERED:
            return NO_MATCH
        rest = asked.rest - {code.lower() for code in asked.codes}
        told = [s for concept in asked.concepts for s in self._stems_of_names(concept)]
        held = [len(s) for s in told if s <= spoken.stems and rest <= spoken.stems]
        if not held:
            return NO_MATCH
        same = (share := max(held) / len(spoken.stems)) >= MIN_SHARED_SHARE
        return Match(Relation.SAME if same else Relation.NARROWER, "name", share)

    def _stems_of_names(self, concept_id: str) -> tuple[frozenset[str], ...]:
        """Stems of those names of a concept that are long enough to be told when scattered."""
        if concept_id not in self._scattered:
            stems = {key_stems(name) for name in self.names(concept_id)}
            self._scattered[concept_id] = tuple(s for s in stems if len(s) >= _MIN_SCATTERED)
        return self._scattered[concept_id]

    def names(self, concept_id: str) -> tuple[str, ...]:
        """Every name of a concept; () for one that the terms do not know."""
        return c.names if (c := self.terms.concepts.get(concept_id)) else ()

    def _member(self, asked: Spoken, ours: str, theirs: str, spoken: Spoken) -> Relation:
        """The document names a member of the asked class: the same where the question says so.

        "chronic LBP" is chronic low back pain; "Inspire surgery" is more than any surgery, and not
        every surgery.
        """
        general = frozenset(s for name in self.names(ours) for s in key_stems(name))
        for name in self.names(theirs):
            special = key_stems(name) - general
            if special and special <= asked.rest | asked.stems:
                return Relation.SAME
        return Relation.NARROWER if asked.rest <= spoken.stems else Relation.NONE

    def _with_rest(self, asked: Spoken, spoken: Spoken, relation: Relation, method: str) -> Match:
        """Words beside the names: what the document adds makes it narrower, or another thing."""
        behind = after_of(spoken.text) if spoken.kind == "intervention" else frozenset()
        left = spoken.rest - asked.stems - self._named_stems(asked) - behind
        adds = bool(extra := added(left, asked, spoken)) and not spoken.whole
        other_head = spoken.head in extra and self._other_head(asked, spoken, relation, extra)
        site = relation is Relation.BROADER and at_another_site(spoken.text, extra)
        if adds and (other_head or site or of_other_disease(asked, spoken, self.terms)):
            return NO_MATCH
        more = asked.rest - spoken.stems
        if adds or names_another(asked, spoken, self.terms):  # each may add to what both name
            form = adds and relation is Relation.SAME and asked.kind == "intervention"
            form = form and any(map(contrasts.sets_apart, more))  # "permanent", "oral"
            return Match(Relation.NARROWER, method, OTHER_FORM if form else 0.8)
        if relation is Relation.SAME and more and not spoken.rest:
            return Match(Relation.BROADER, method, 1 - len(more) / len(asked.stems | more))
        if relation is Relation.SAME and names_another(spoken, asked, self.terms):
            return Match(Relation.BROADER, method, 0.5)
        return Match(relation, method, 1.0)

    def _named_stems(self, asked: Spoken) -> frozenset[str]:
        """What the asked concepts are called: "Voltaren gel" is topical diclofenac."""
        named = (self.terms.concepts.get(c) for c in asked.concepts)
        return frozenset(s for concept in named if concept for s in key_stems(concept.name))

    def _other_head(
        self, asked: Spoken, spoken: Spoken, relation: Relation, extra: frozenset[str]
    ) -> bool:
        """Whether the document's own head makes its phrase another thing than the asked one."""
        known = spoken.head in self._heads
        if known and not asked.whole and asked.head != spoken.head:
            return True
        shared = spoken.concepts & asked.concepts
        if any(spoken.head in key_stems(name) for c in shared for name in self.names(c)):
            return False
        return len(extra) > 1 or (asked.whole and relation is not Relation.NARROWER and known)

    def _by_words(self, asked: Spoken, spoken: Spoken) -> Match:
        ours, theirs = asked.stems, spoken.stems
        # two that are known under names, by which they did not match, are two things
        if not ours or not theirs or (asked.whole and spoken.whole):
            return NO_MATCH
        if ours == theirs:
            return Match(Relation.SAME, "words", 1.0)
        if spoken.kind == "condition" and is_of_system(theirs, self.codes_of(asked)):
            return Match(Relation.BROADER, "class", 1.0)
        return by_shared_words(asked, spoken, self._heads)

    def _by_similarity(self, asked: Spoken, spoken: Spoken) -> Match:
        known = asked.whole and spoken.whole
        if self._similarity is None or known or contrasts.guarded(asked, spoken):
            return NO_MATCH
        cosine = self._similarity(asked.text, spoken.text)
        near = cosine >= MIN_PHRASE_SIMILARITY
        return Match(Relation.SAME, "similarity", cosine) if near else NO_MATCH
