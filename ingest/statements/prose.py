"""Statements of headings, paragraphs and lists: own cue, lead-in, or heading, in that order."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from ingest.lexis import is_generic, words
from ingest.models import BlockKind, SourceKind
from ingest.sentences import sentence_spans
from ingest.statements import draft
from ingest.statements.criteria import join_of, tree_of_clause, tree_of_items
from ingest.statements.cues import AFTER, Cue, CueMatch, CueTable
from ingest.statements.draft import Clause, Ground
from ingest.statements.families import COVERAGE_TABLE, GUIDELINE_TABLE, RESEARCH_TABLE
from ingest.statements.models import Criterion, Direction, Join, Quote, Statement
from ingest.statements.phrases import clean
from ingest.statements.roles import HeadingCue, Role, heading_cue, is_background, look_like_criteria, phase_of, role_of
from ingest.statements.slots import Slots, interventions_of, parse_object, parse_population
from ingest.statements.speaker import reported_speaker

_CLAUSE_BREAK = re.compile(r";\s+|,?\s+\b(?:but|however|whereas|while)\b,?\s+|,\s+and\s+(?=(?:we|do not|should not)\b)", re.IGNORECASE)
_WHEN = re.compile(r"\b(?:when|if|provided(?: that)?|only if|only when|as long as|for (?:members|patients|individuals|adults) who|who|unless|in (?:members|patients|individuals|adults) who|and all of)\b", re.IGNORECASE)


@dataclass
class Walk:
    """A pass over the blocks of one document; remembers which list items were used up as criteria or conditions."""

    ground: Ground
    consumed: set[int] = field(default_factory=set)

    @property
    def table(self) -> CueTable:
        """The cues that count in this kind of document."""
        kind = self.ground.context.source.kind
        if kind is SourceKind.COVERAGE_POLICY:
            return COVERAGE_TABLE
        return RESEARCH_TABLE if kind is SourceKind.RESEARCH else GUIDELINE_TABLE

    def run(self) -> Iterator[Statement]:
        """Every Statement of the prose, in reading order."""
        context = self.ground.context
        for index, block in enumerate(context.document.blocks):
            if block.kind is BlockKind.TABLE_ROW or index in self.consumed:
                continue
            if block.kind is BlockKind.HEADING and len(words(context.text(index))) < 7:
                continue
            headings = [context.text(at) for at in context.heading_chain(index)]
            if context.source.kind is not SourceKind.RESEARCH and is_background(headings):
                continue
            yield from self.block(index)

    def block(self, index: int) -> Iterator[Statement]:
        """Statements of one block and of the items that it leads in."""
        context = self.ground.context
        block, text = context.block(index), context.text(index)
        skip = len(block.marker) if block.marker and text.startswith(block.marker) else 0
        clauses = list(self._clauses(text[skip:], block.char_start + skip))
        items = self._children(index)
        found = False
        for position, (clause, match) in enumerate(clauses):
            last = position == len(clauses) - 1
            if last and items and self._leads_in(clause, match, items):
                yield from self._lead(index, clause, match, items)
            else:
                yield from self._sentence(index, clause, match, items if last else [])
            found = True
        if not found:
            yield from self._inherited(index, text, items)

    def _children(self, index: int) -> list[int]:
        """List items that a block leads in and that no Statement has used up; table rows have their own reader."""
        context = self.ground.context
        return [i for i in context.children.get(index, ()) if i not in self.consumed and context.block(i).kind is not BlockKind.TABLE_ROW]

    def _clauses(self, text: str, offset: int) -> Iterator[tuple[Clause, CueMatch]]:
        for start, end in sentence_spans(text):
            sentence = text[start:end]
            matches = self.table.find(sentence)
            if len(matches) > 1:
                yield from self._split(sentence, offset + start)
            elif matches:
                yield Clause(sentence, offset + start), matches[0]

    def _split(self, sentence: str, offset: int) -> Iterator[tuple[Clause, CueMatch]]:
        """A sentence with several cues: clause by clause where each has its own, else the first cue takes it."""
        cuts = [0, *(m.end() for m in _CLAUSE_BREAK.finditer(sentence)), len(sentence)]
        parts = [(a, b) for a, b in zip(cuts, cuts[1:], strict=False) if b > a]
        found = [(Clause(sentence[a:b].rstrip(" ;,"), offset + a), self.table.find(sentence[a:b])) for a, b in parts]
        if sum(1 for _, matches in found if matches) > 1:
            yield from ((clause, matches[0]) for clause, matches in found if matches)
        else:
            yield Clause(sentence, offset), self.table.find(sentence)[0]

    def _leads_in(self, clause: Clause, match: CueMatch, items: list[int]) -> bool:
        tail = clause.text[match.end :]
        return clause.text.rstrip().endswith((":", "-", "–")) or join_of(clause.text) is not None or "following" in tail.lower() or "following" in clause.text[: match.start].lower()

    def _sentence(self, index: int, clause: Clause, match: CueMatch, items: list[int]) -> Iterator[Statement]:
        """A sentence with its own cue that stands alone."""
        ground, context = self.ground, self.ground.context
        grade = draft.grade_in(clause.text) or self._grade_after(index, clause)
        slots = draft.slots_of(clause, match, grade if grade and grade.end <= len(clause.text) else None)
        catch_all = draft.is_catch_all(clause.text)
        speaker = reported_speaker(clause.text[: match.end], context.source)
        heading = draft.heading_phrase(ground, index)
        groups, leads = self._heading_groups(heading, slots)
        criteria = self._clause_criteria(clause, slots)
        cue = _graded(match.cue, grade.label if grade else "")
        phase = phase_of(clause.text) or self._phase(index)
        if _no_statement(slots, clause, catch_all, ground):
            return
        yield draft.make(
            ground, cue=cue, slots=slots, quote=context.quote(clause.start, clause.start + len(clause.text)), grade=grade, leads=leads,
            criteria=criteria, phase=phase if ground.is_policy else "", catch_all=catch_all, speaker=speaker,
            number_text=context.text(index), inherited_groups=groups, inherited_interventions=self._lead_interventions(index),
        )

    def _grade_after(self, index: int, clause: Clause) -> "draft.Grade | None":
        """A grade in brackets that stands after the sentence in the same block."""
        block = self.ground.context.block(index)
        rest = self.ground.context.document.text[clause.start + len(clause.text) : block.char_end]
        match = re.match(r"[\s.]*[(\[][^()\[\]]{1,160}[)\]]", rest)
        return draft.grade_in(match.group(0)) if match else None

    def _heading_groups(self, heading: tuple[str, int] | None, slots: Slots) -> tuple[tuple[tuple[str, ...], ...], list[Quote]]:
        """Condition that a heading gives to a sentence without one."""
        if heading is None or slots.groups:
            return (), []
        subject = self.ground.subject
        text, at = heading
        if self.ground.is_policy or not subject.conditions or draft.narrower_than_subject(text, subject):
            described = parse_object(text)
            phrases = (clean(text), *(p for p in (*described.conditions,) if p))
            return ((tuple(dict.fromkeys(p for p in phrases if p)),), [self.ground.context.quote_block(at)])
        return (), []

    def _clause_criteria(self, clause: Clause, slots: Slots) -> Criterion | None:
        """Criteria inside the sentence itself."""
        parts = [self._locate(clause, text) for text in slots.criteria if words(text)]
        trees = [tree_of_clause(self.ground.context, a, b) for a, b in parts if b > a]
        if not trees:
            return None
        return trees[0] if len(trees) == 1 else Criterion(join=Join.ALL_OF, text="", children=tuple(trees))

    def _locate(self, clause: Clause, text: str) -> tuple[int, int]:
        at = clause.text.find(text)
        return (clause.start + at, clause.start + at + len(text)) if at >= 0 else (0, 0)

    def _lead_interventions(self, index: int) -> tuple[str, ...]:
        """Intervention that a lead-in names for an item that names none."""
        for at in self.ground.context.lead_chain(index):
            matches = self.table.find(self.ground.context.text(at))
            if matches:
                slots = draft.slots_of(Clause(self.ground.context.text(at), 0), matches[0], None)
                if slots.interventions and not any("following" in p.lower() for p in slots.interventions):
                    return slots.interventions
        return ()

    def _phase(self, index: int) -> str:
        for at in (*self.ground.context.lead_chain(index), *self.ground.context.heading_chain(index)):
            if phase := phase_of(self.ground.context.text(at)):
                return phase
        return ""

    def _lead(self, index: int, clause: Clause, match: CueMatch, items: list[int]) -> Iterator[Statement]:
        """A sentence with a cue that leads in a list: its items are conditions, interventions or criteria."""
        ground, context = self.ground, self.ground.context
        grade = draft.grade_in(clause.text) or draft.grade_in(context.text(items[-1]))
        slots = _without_following(draft.slots_of(clause, match, None))
        heading = draft.heading_phrase(ground, index)
        groups, leads = self._heading_groups(heading, slots)
        texts = [context.text(i) for i in items]
        has_condition = bool(slots.groups or (groups and ground.is_policy))
        has_intervention = bool(slots.interventions) or (ground.is_policy and bool(ground.subject.interventions))
        role = role_of(clause.text, has_condition=has_condition, has_intervention=has_intervention, items=texts)
        lead = Lead(match.cue, slots, context.quote(clause.start, clause.start + len(clause.text)), grade, groups, tuple(leads), self._phase(index) or phase_of(clause.text), reported_speaker(clause.text[: match.end], context.source), context.text(index))
        if role is Role.CRITERIA:
            yield self._criteria_statement(index, clause, items, lead)
        else:
            for item in items:
                yield from self._item(item, lead, role)

    def _criteria_statement(self, index: int, clause: Clause, items: list[int], lead: "Lead") -> Statement:
        tree = tree_of_items(self.ground.context, index, items, clause.text)
        self._consume(items)
        slots = lead.slots
        groups = lead.groups or self._diagnosis_groups(tree, slots)
        return draft.make(
            self.ground, cue=_graded(lead.cue, lead.grade.label if lead.grade else ""), slots=slots, quote=lead.quote, grade=lead.grade, leads=lead.leads, criteria=tree,
            phase=lead.phase if self.ground.is_policy else "", catch_all=draft.is_catch_all(clause.text), speaker=lead.speaker, number_text=lead.block_text, inherited_groups=groups,
            inherited_interventions=self._lead_interventions(index),
        )

    def _diagnosis_groups(self, tree: Criterion, slots: Slots) -> tuple[tuple[str, ...], ...]:
        """Conditions that the criteria themselves name ("diagnosis of obstructive sleep apnea")."""
        if slots.groups or self.ground.subject.conditions:
            return ()
        found = [clean(m.group("what")) for leaf in tree.leaves() if (m := _DIAGNOSIS.search(leaf.text))]
        return (tuple(dict.fromkeys(p for p in found if p)),) if any(found) else ()

    def _consume(self, items: list[int]) -> None:
        for item in items:
            self.consumed.add(item)
            self._consume(list(self.ground.context.children.get(item, ())))

    def _item(self, item: int, lead: "Lead", role: Role) -> Iterator[Statement]:
        """One list item under a lead-in that gives it direction."""
        context = self.ground.context
        text, block = context.text(item), context.block(item)
        own = list(self._clauses(text, block.char_start))
        if own and own[0][1].cue.side == AFTER or own and not _is_name(text):
            self.consumed.add(item)
            yield from self.block(item)
            return
        children = self._children(item)
        self._consume([item])
        yield self._item_statement(item, text, children, lead, role)

    def _item_statement(self, item: int, text: str, children: list[int], lead: "Lead", role: Role) -> Statement:
        context, block = self.ground.context, self.ground.context.block(item)
        grade = draft.grade_in(text) or lead.grade
        body = text[: grade.start] if grade and grade is not lead.grade else text
        name = draft._FRONT_NOISE.sub("", body).strip()  # noqa: SLF001
        slots = _name_slots(name, role, lead)
        tree = tree_of_items(context, item, children, text) if children else self._clause_criteria(Clause(text, block.char_start), slots)
        lead_groups = lead.slots.groups or lead.groups
        if role is Role.CONDITIONS:
            merged = Slots(
                interventions=lead.slots.interventions, aims=slots.aims, people=slots.people, populations=(*lead.slots.populations, *slots.populations), criteria=slots.criteria,
                exceptions=(*lead.slots.exceptions, *slots.exceptions), comparator=lead.slots.comparator, qualifier=lead.slots.qualifier, line=lead.slots.line,
            )
        else:
            merged = Slots(
                interventions=slots.interventions, people=slots.groups or lead_groups, populations=(*lead.slots.populations, *slots.populations), criteria=slots.criteria,
                exceptions=slots.exceptions, comparator=slots.comparator, qualifier=slots.qualifier or lead.slots.qualifier, line=lead.slots.line,
            )
        return draft.make(
            self.ground, cue=_graded(lead.cue, grade.label if grade else ""), slots=merged, quote=context.quote_block(item), grade=grade, leads=(lead.quote, *lead.leads), criteria=tree,
            phase=(phase_of(text) or lead.phase) if self.ground.is_policy else "", catch_all=draft.is_catch_all(text), speaker=lead.speaker,
            number_text=text if draft.number_of(text) and "." in draft.number_of(text) else lead.block_text, inherited_groups=lead_groups,
        )

    def _inherited(self, index: int, text: str, items: list[int]) -> Iterator[Statement]:
        """A block without a cue of its own, under a heading that gives direction (coverage policies)."""
        context = self.ground.context
        if not self.ground.is_policy or self.ground.context.block(index).lead_in is not None and not items:
            found = self._from_heading(index) if self.ground.is_policy and context.block(index).kind is BlockKind.LIST_ITEM else None
            if found is None or self._lead_has_cue(index):
                return
        found = self._from_heading(index)
        if found is None:
            return
        cue, leads, groups = found
        block = context.block(index)
        lead = Lead(cue, Slots(), leads[0], None, groups, tuple(leads[1:]), self._phase(index), "", "")
        if items and (join_of(text) is not None or text.rstrip().endswith(":")):
            yield from self._headed_list(index, text, items, lead)
        elif block.kind is BlockKind.LIST_ITEM:
            yield from self._headed_item(index, lead)
        elif len(words(text)) <= 30 and not text.rstrip().endswith(":") and not items:
            yield self._item_statement(index, text, [], lead, Role.INTERVENTIONS if not self.ground.subject.interventions else Role.CONDITIONS)

    def _lead_has_cue(self, index: int) -> bool:
        return any(self.table.find(self.ground.context.text(at)) for at in self.ground.context.lead_chain(index))

    def _headed_list(self, index: int, text: str, items: list[int], lead: "Lead") -> Iterator[Statement]:
        context = self.ground.context
        described = parse_population(text) if re.match(r"\s*(?:for|in|among)\b", text, re.IGNORECASE) else _name_slots(text.rstrip(":"), Role.CONDITIONS, lead)
        slots = Slots(people=described.groups if not is_generic(text) and not re.match(r"\s*(?:all|any|one|each|both|either|at least|the following|initial|continu|criteria|when|requests?|documentation|authori|approval|coverage|member|patient|individual)", text, re.IGNORECASE) else ())
        role = role_of(text, has_condition=bool(slots.groups or lead.groups), has_intervention=True, items=[context.text(i) for i in items])
        whole = Lead(lead.cue, slots, context.quote_block(index), None, lead.groups, (lead.quote, *lead.leads), phase_of(text) or lead.phase, "", text)
        if role is Role.CRITERIA:
            yield self._criteria_statement(index, Clause(text, context.block(index).char_start), items, whole)
        else:
            for item in items:
                yield from self._item(item, whole, role)

    def _headed_item(self, index: int, lead: "Lead") -> Iterator[Statement]:
        """Items directly under a heading: criteria together where they read as criteria, else one name each."""
        context = self.ground.context
        siblings = [i for i in context.under_heading.get(context.block(index).heading or -1, ()) if context.block(i).kind is BlockKind.LIST_ITEM and context.block(i).lead_in == context.block(index).lead_in and i not in self.consumed]
        if lead.cue.direction is Direction.FOR and look_like_criteria([context.text(i) for i in siblings]) and not any(self.table.find(context.text(i)) for i in siblings) and lead.groups:
            tree = tree_of_items(context, None, siblings, lead.quote.text)
            self._consume(siblings)
            yield draft.make(self.ground, cue=lead.cue, slots=Slots(), quote=lead.quote, leads=lead.leads, criteria=tree, phase=lead.phase, inherited_groups=lead.groups)
            return
        role = Role.CONDITIONS if self.ground.subject.interventions and not lead.slots.groups else Role.INTERVENTIONS
        yield from self._item(index, lead, role)

    def _from_heading(self, index: int) -> tuple[Cue, list[Quote], tuple[tuple[str, ...], ...]] | None:
        """Direction from the nearest heading that has one; headings between it and the block name the condition."""
        context = self.ground.context
        names: list[int] = []
        for at in context.heading_chain(index):
            heading = context.text(at)
            cue = heading_cue(heading)
            if cue is not None and context.block(at).level > 0:
                named = [clean(re.sub(r"^\W*(?:[\dIVX]+(?:\.\d+)*[.)]\s+|[A-Z][.)]\s+)?", "", context.text(i))) for i in names]
                groups = tuple((name,) for name in named[:1])
                return _heading_as_cue(cue), [context.quote_block(i) for i in (*names[:1], at)], groups
            if not draft.is_generic_heading(heading):
                names.append(at)
        return None


@dataclass(frozen=True)
class Lead:
    """A lead-in with what it hands down."""

    cue: Cue
    slots: Slots
    quote: Quote
    grade: "draft.Grade | None"
    groups: tuple[tuple[str, ...], ...]
    leads: tuple[Quote, ...]
    phase: str
    speaker: str
    block_text: str


_DIAGNOSIS = re.compile(r"\bdiagnos(?:is of|ed with|is:)\s+(?:an? )?(?:documented |confirmed |established |clinical |definite )*(?:diagnosis of )?(?P<what>[a-z][\w '’/-]{3,60}?)(?=$|[,.;(]|\s+(?:as|by|with|that|which|and|confirmed|documented|based|defined)\b)", re.IGNORECASE)


def _is_name(text: str) -> bool:
    return len(words(text)) <= 12


def _graded(cue: Cue, label: str) -> Cue:
    """The printed grade has the last word on direction where it gives one ("Weak against")."""
    direction = draft.direction_of_grade(label) if label else None
    if direction is None or direction is cue.direction:
        return cue
    from dataclasses import replace  # noqa: PLC0415

    return replace(cue, direction=direction)


def _heading_as_cue(cue: HeadingCue) -> Cue:
    return Cue("heading", cue.direction, cue.basis, AFTER, r"$^", "", "Heading of a coverage policy")


def _without_following(slots: Slots) -> Slots:
    def keep(phrases: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(p for p in phrases if "following" not in p.lower() and not re.fullmatch(r"(?:any|all|one|each)(?: (?:one )?of)?(?: these)?", p, re.IGNORECASE))

    from dataclasses import replace  # noqa: PLC0415

    return replace(slots, interventions=keep(slots.interventions), aims=tuple(kept for group in slots.aims if (kept := keep(group))), people=tuple(kept for group in slots.people if (kept := keep(group))), criteria=tuple(c for c in slots.criteria if "following" not in c.lower()))


def _name_slots(name: str, role: Role, lead: Lead) -> Slots:
    """Slots of a list item that names a condition or an intervention, perhaps with "for", "when" or "in patients"."""
    bare = re.sub(r"[:;.,]\s*(?:and|or)?\s*$", "", name).strip()
    head, _, tail = bare.partition(":")
    if tail and len(words(head)) <= 12:
        bare = head
    if role is Role.CONDITIONS:
        with_dash = re.split(r"\s+[–—-]\s+", bare)[0]
        slots = parse_population(with_dash)
        return slots if slots.groups else Slots(people=((clean(with_dash),),) if clean(with_dash) else ())
    return parse_object(bare) if parse_object(bare).interventions else Slots(interventions=interventions_of(bare))


def _no_statement(slots: Slots, clause: Clause, catch_all: bool, ground: Ground) -> bool:
    """Sentences that say nothing on an intervention: no slot filled and no subject to stand in."""
    if catch_all or slots.interventions:
        return False
    return not ground.subject.interventions or not (slots.groups or ground.is_policy) or len(words(clause.text)) < 4
