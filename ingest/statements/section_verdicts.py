"""Verdicts that leave out what they are about, which a section names: "Covered for gout; asthma".

"Medically necessary: A after B; C" under "2.1 MRI knee (73721)", "Not supported as first-line
treatment.", and "Tinnitus, autism: unproven" with what it is for in front of a colon.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ingest.lexis import is_generic, key_stems, words
from ingest.models import BlockKind
from ingest.sentences import sentence_spans
from ingest.statements import draft
from ingest.statements.begun import phase_of
from ingest.statements.criteria import join_of, tree_of_clause
from ingest.statements.cues import AFTER, Cue
from ingest.statements.headings import heading_groups
from ingest.statements.lead_words import BREAKS_OFF
from ingest.statements.models import Basis, Direction, Statement
from ingest.statements.phrases import clean
from ingest.statements.row_uses import Use, uses_of
from ingest.statements.section_things import Thing
from ingest.statements.slot_patterns import PEOPLE
from ingest.statements.slots import Slots, parse_population
from ingest.statements.subject import looks_like_condition
from ingest.statements.walk import Walk

_REFUSED = (
    r"(?:(?:not|never) (?:considered )?(?:medically necessary|covered|approved|supported|indicated|"
    r"eligible(?: for coverage)?|appropriate|recommended|reimburs(?:ed|able)|payable|funded|"
    r"commissioned|allowed|(?:a )?(?:covered )?benefits?)|(?:experimental|investigational|"
    r"unproven|non-?(?:covered|reimbursable|payable|funded)|excluded)"
    r"(?:(?:,? (?:and|or|and/or) |, |/| / )(?:experimental|"
    r"investigational|unproven|not medically necessary|not covered))*)"
)
_OPEN = (
    r"(?:(?:the )?(?:(?:current|published|available|peer-reviewed) )*(?:evidence|data|literature) "
    r"(?:is|are|remains?) (?:too limited|insufficient|inconclusive|not sufficient|inadequate)|"
    r"insufficient (?:evidence|data))"
)
_GIVEN = (
    r"(?:medically necessary|covered|approved|approve(?! (?:for|up)\b)|approvable|supported|"
    r"indicated|eligible(?: for coverage)?|appropriate|on[- ]pathway|reimbursable|payable|funded|"
    r"commissioned|(?:a )?(?:covered )?benefit(?= (?:for|when|if|in)\b))"
)
_HEAD = re.compile(
    r"^\W*(?:(?:members?|requests?|it|this|these)\s+)?(?:(?:is|are|may be|will be|can be)\s+)?"
    r"(?:(?:considered|deemed|therefore|generally|only)\s+)*"
    rf"(?:(?P<against>{_REFUSED})|(?P<open>{_OPEN})|(?P<for>{_GIVEN}))\b(?P<only>\s+only)?",
    re.IGNORECASE,
)
_LABELLED = re.compile(r"^\W*(?P<label>[A-Z][^:;.]{2,90}?)\s*:\s+(?=\S)")
_WHAT = re.compile(
    r"\s*(?:(?:for|in)\s+(?:(?:the )?(?:treatment|management|diagnosis|evaluation) of\s+|(?:"
    r"members|patients|individuals|people|adults)\s+(?:with|who have)\s+)?|to (?:tell|distinguish|"
    r"differentiate|diagnose|detect|evaluate|assess|treat|prevent|manage|stage)\s+|:\s*(?:for\s+)?)"
    r"(?=\S)",
    re.IGNORECASE,
)
_WHEN = re.compile(
    r"\s*(?:,\s*)?(?=(?:when|if|once|on|after|before|as|with|unless|where|at|while|during|within|"
    r"provided|without)\b)",
    re.IGNORECASE,
)
_PEOPLE = re.compile(rf"\s*(?:for|in)\s+(?:[\w-]+\s+){{0,2}}?{PEOPLE}\s+(?:with|who have)\b", re.I)
_PLACE = re.compile(
    r"\s*in (?:the |an? )?(?:home|office|hospital|outpatient|inpatient|facility|clinic)\b[^:.;]*",
    re.IGNORECASE,
)
_NOTHING_MORE = re.compile(r"\W*$")
_N_WORDS_OF_LABEL = 10
_CUES = {
    way: Cue("section-verdict", way, Basis.COVERAGE, AFTER, r"$^", "", "Verdict in a section")
    for way in Direction
}


@dataclass(frozen=True, slots=True)
class Told:
    """A Statement with the place of the sentence that it is from."""

    statement: Statement
    start: int
    end: int


def section_verdicts(walk: Walk, index: int, items: list[int]) -> Iterator[Told]:
    """Statements of the sentences of a block that leave out the thing of their section."""
    context, thing = walk.ground.context, walk.things.of(index)
    block = context.block(index)
    if thing is None or block.kind is BlockKind.HEADING or not walk.ground.is_policy:
        return
    first = thing.end if thing.index == index and thing.end else block.char_start
    first = max(first, block.char_start + len(block.marker))
    text = context.document.text[first : block.char_end]
    for low, high in sentence_spans(text):
        sentence = text[low:high]
        last = high >= len(text.rstrip())
        if items and last and (sentence.rstrip().endswith(":") or BREAKS_OFF.search(sentence)):
            continue  # it leads in a list
        start = first + low
        for made in _Block(walk, index, thing).of_sentence(sentence, start):
            yield Told(made, start, start + len(sentence))


@dataclass(frozen=True, slots=True)
class _Block:
    """A block of a section, whose sentences are read one by one."""

    walk: Walk
    index: int
    thing: Thing

    def of_sentence(self, sentence: str, start: int) -> Iterator[Statement]:
        """Statements of a sentence that is a verdict, or has one behind a name and a colon."""
        span = (start, start + len(sentence))
        head = _HEAD.match(sentence)
        if head is not None:
            yield from self._verdict(head, span[0], span, Slots())
            return
        label = _LABELLED.match(sentence)
        if label is None or len(words(label["label"])) > _N_WORDS_OF_LABEL:
            return
        head = _HEAD.match(sentence[label.end() :])
        if head is not None and not is_generic(label["label"]):
            slots = _of_label(label["label"], self.thing)
            yield from self._verdict(head, start + label.end(), span, slots)

    def _verdict(
        self, head: re.Match[str], start: int, span: tuple[int, int], slots: Slots
    ) -> Iterator[Statement]:
        way = Direction.FOR if head["for"] else Direction.INSUFFICIENT
        way = Direction.AGAINST if head["against"] else way
        rest = head.string[head.end() :]
        context = self.walk.ground.context
        for use in _uses(rest, start + head.end(), way, named=bool(slots.groups)):
            tree = tree_of_clause(context, *use.criteria) if use.criteria else None
            own = Slots(
                interventions=slots.interventions,
                people=(*slots.people, *use.groups),
                populations=use.populations,
            )
            groups, leads = heading_groups(self.walk.ground, self.index, own)
            yield draft.make(
                self.walk.ground,
                draft.Found(
                    cue=_CUES[way],
                    slots=own,
                    quote=context.quote(*span),
                    leads=leads,
                    criteria=tree,
                    phase="" if tree else phase_of(context.document.text[span[0] : span[1]]),
                    inherited_groups=groups,
                ),
            )


def _of_label(label: str, thing: Thing) -> Slots:
    """What stands in front of the colon: a thing of its own, else what the section's is for."""
    own = any(key_stems(label) & key_stems(name) for name in thing.names)
    if own and not looks_like_condition(label):
        return Slots(interventions=(clean(label),))
    groups = tuple(p for use in uses_of(label, 0, commas=True) for g in use.groups for p in g)
    return Slots(people=(groups,) if groups else ())


def _uses(rest: str, start: int, way: Direction, *, named: bool) -> list[Use]:
    """What a verdict is for or when it holds; [] where it says neither and is no verdict alone."""
    whole = [Use((), (), None)]
    if _NOTHING_MORE.match(rest) or _PLACE.match(rest):
        return whole
    if way is Direction.INSUFFICIENT:
        return whole if named else []
    if join_of(rest) is not None and rest.rstrip().endswith(":"):
        return []
    body = rest.rstrip(" .\n")
    if when := _WHEN.match(body):
        stop = re.search(r":\s", body) if way is Direction.AGAINST else None
        end = max(stop.start(), when.end()) if stop else len(body)
        return [Use((), (), (start + when.end(), start + end))]
    return _what_for(body, start, named=named)


def _what_for(body: str, start: int, *, named: bool) -> list[Use]:
    """What a verdict is for: people with a condition, or a list of uses."""
    whole = [Use((), (), None)]
    what = _WHAT.match(body)
    if what and ";" not in body and _PEOPLE.match(body):
        told = parse_population(body.strip())
        if len(told.groups) != 1:  # "with A and trouble with B": B is asked for beside A
            return uses_of(body[what.end() :], start + what.end())
        asked = next((c for c in told.criteria if c in body), "")
        at = start + body.find(asked)
        place = (at, at + len(asked)) if asked else None
        return [Use(told.groups, told.populations, place)]
    if named:
        return [] if what else whole
    return uses_of(body[what.end() :], start + what.end()) if what else []
