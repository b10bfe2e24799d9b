"""What a question asks: interventions, conditions, codes, payer, date, intent; and how each word was taken."""

import re
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, field, replace
from datetime import date

from app.frames import ASIDES, FRONT, OPEN, PREDICATE, intent_of
from app.payers import Named, cut_payer
from app.spelling import mend
from ingest.codes import CodeMention, description, excludes1, is_icd, spot_codes
from ingest.errors import QuestionError
from ingest.lexis import STOP_WORDS, content_stems, is_generic, key_stems, squash, words
from ingest.sentences import sentence_spans
from ingest.statements.phrases import clean, parenthetical, split_list
from ingest.statements.slots import Slots, interventions_of, parse_object, parse_population
from ingest.terms import Mention, Terms

CORPUS = "~"  # front of the ids of phrases that only the Snapshot names; see `with_corpus_phrases`
MAX_CHARS = 8000  # a long clinical narrative has about 5,000; more is a file and belongs in the case materials


@dataclass(frozen=True, slots=True)
class Phrase:
    """A noun phrase of the question with what is known of it.

    Attributes:
        text: As asked (a code stands for itself).
        concepts: Ids of the concepts that it names.
        codes: Codes that it holds.
        extra: Other wordings that mean the same here (the descriptor of a code).
    """

    text: str
    concepts: frozenset[str] = frozenset()
    codes: tuple[str, ...] = ()
    extra: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Target:
    """One condition asked about, with the further conditions that it comes with ("fatigue" in "multiple sclerosis")."""

    condition: Phrase
    settings: tuple[Phrase, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A question as understood.

    Attributes:
        text: As typed.
        interventions: What is asked for; alternatives are separate pairs.
        targets: For what; each a pair with each intervention.
        story: Further conditions of the text, for a question whose own target is a mere symptom or pronoun.
        intent: "verdict", or what an open question asks for.
        payer: Payer that the question names; only its policies decide.
        publisher: Publisher that the question names; only its documents decide.
        as_of: Date on which sources must be in force.
        codes: Codes in the question.
        comparator: What the intervention is compared with.
        readings: How words and codes were taken, a line each.
        doubts: What may be meant otherwise, a line each.
        stems: Key stems of the whole text.
        content: Content stems of the whole text.
    """

    text: str
    interventions: tuple[Phrase, ...] = ()
    targets: tuple[Target, ...] = ()
    story: tuple[Target, ...] = ()
    intent: str = "verdict"
    payer: str = ""
    publisher: str = ""
    as_of: date
    codes: tuple[CodeMention, ...] = ()
    comparator: str = ""
    readings: tuple[str, ...] = ()
    doubts: tuple[str, ...] = ()
    stems: frozenset[str] = field(default=frozenset())
    content: frozenset[str] = field(default=frozenset())


def check_length(text: str) -> str:
    """The question, stripped.

    Raises:
        QuestionError: It is empty, or longer than `MAX_CHARS` characters.
    """
    stripped = text.strip()
    if not stripped or not words(stripped):
        raise QuestionError(
            'the question is empty: ask one question in words, for example "Is IVIG medically necessary for CIDP?"'
        )
    if len(stripped) > MAX_CHARS:
        raise QuestionError(
            f"the question has {len(stripped):,} characters, at most {MAX_CHARS:,} are read: ask one question and give the rest as case material (--case FILE)"
        )
    return stripped


def understand(
    text: str,
    terms: Terms,
    *,
    as_of: date,
    payer: str = "",
    named: Sequence[Named] = (),
    vocabulary: Mapping[str, int] | None = None,
    plain: Set[str] = frozenset(),
    lexicon: Terms | None = None,
) -> Question:
    """Read a question; open vocabulary first, terms and codes add to it.

    Args:
        text: As typed.
        terms: Aliases and classes.
        as_of: Where the question states no date of service.
        payer: Named beside the question; wins over one that the text names.
        named: Payers and publishers of the Snapshot.
        vocabulary: Known words, against which typing errors are mended.
        plain: Words of general English, which are right as they are.
        lexicon: Terms with the phrases of the Snapshot's own Statements beside them.

    Raises:
        QuestionError: It is empty or too long.
    """
    stripped = check_length(text)
    mended, changes = mend(stripped, vocabulary, plain) if vocabulary else (stripped, ())
    readings = [f'"{typed}" was read as "{read}"' for typed, read in changes]
    codes = spot_codes(mended, loose=True)
    asked = _question_sentence(mended)
    found = cut_payer(asked, named, payer)
    intent = intent_of(asked)
    spotter = lexicon or terms
    residual = _main(_residual(_codes_apart(found.rest, codes), intent), spotter, plain)
    slots = _slots(residual)
    mentions = _mentions(found.rest, spotter, plain)
    interventions, slots = _interventions(slots, mentions, terms, residual)
    interventions = interventions or _from_story(mended, spotter)
    targets = _targets(slots, mentions, terms, mended, found.rest, interventions, spotter)
    question = Question(
        text=stripped,
        interventions=interventions,
        targets=targets,
        intent=intent,
        payer=found.payer,
        publisher=found.publisher,
        as_of=_as_of(mended) or as_of,
        codes=codes,
        story=_story(mended, targets, interventions, spotter),
        comparator=slots.comparator,
        stems=key_stems(mended),
        content=content_stems(mended),
    )
    return _explained(_with_codes(question, terms), terms, readings)


def _mentions(text: str, spotter: Terms, plain: Set[str]) -> tuple[Mention, ...]:
    """Interventions and conditions, each kind for itself, so that neither hides the other."""
    found = [
        *spotter.spot(text, kind="intervention", common=plain),
        *spotter.spot(text, kind="condition", common=plain),
    ]
    return tuple(sorted(found, key=lambda m: (m.start, -m.end)))


def _codes_apart(text: str, codes: Sequence[CodeMention]) -> str:
    """ "82306 with diagnosis E21.4" as "82306 for E21.4": a diagnosis code is a condition however it is led in."""
    out = text
    for mention in codes:
        if mention.system == "icd10cm":
            shape = re.escape(mention.code).replace("\\.", "\\.?")
            out = re.sub(
                rf"(?:\b(?:with|for|dx|having)\s+)?(?:\b(?:the\s+)?(?:diagnosis|dx|icd(?:-?10)?(?:-cm)?|code)s?\s*(?:code|of|is)?[:\s]+)+({shape})\b",
                r"for \1",
                out,
                flags=re.IGNORECASE,
            )
    return out


_SEGMENT = re.compile(r"\s*[,;]\s+|\s*:\s+|\.\s+|\s+[–—-]+\s+")
_FACT = re.compile(
    r"(?<![\w.-])\d+(?:[.,]\d+)?(?![\w-])|\d\s*(?:%|mg|kg|mm|cm|ml|y/?o|yo|f\b|m\b|weeks?|months?|years?|days?|hours?)|\b(?:no|not|never|without|failed|failure|tried|prior|previous|history|documented|years?|months|weeks|prescribed|aged?|old|male|female|y/?o|"
    r"despite|after|only|already|improv\w*|respon\w*|tolerat\w*|intoleran\w*|graded?|score|evaluated|expected|underwent|significant|relief|last|so far|confirmed|positive|negative|elevated|stable|currently|ordered|by (?:a|his|her|the)|contraindicat\w*|candidate|interfer\w*|pain limits|taking|started|symptomatic|lives|works?|wants?|denies|reports?|has had|gave|helped|is on|was)\b",
    re.IGNORECASE,
)
_ASKS_FOR = re.compile(r"\b(?:for|in|to treat|to prevent|with)\b", re.IGNORECASE)


def _main(residual: str, terms: Terms, plain: Set[str]) -> str:
    """The part of the question that asks; segments that only state facts of the case are left to `app.facts`."""
    segments = [part.strip() for part in _SEGMENT.split(residual) if words(part)]
    kept: list[str] = []
    for segment in segments:
        front = _asking_front(segment, terms, plain, first=not kept)
        if front:
            kept.append(front)
    return ", ".join(kept) if kept else residual


def _asking_front(segment: str, terms: Terms, plain: Set[str], *, first: bool) -> str:
    """What of a segment asks: all of it, what stands before its first fact, or nothing."""
    bare = re.sub(
        r"\b[A-Z]\d[\dA-Z](?:\.\w{1,4})?\b|\b[A-Z]\d{4}\b|\b\d{5}\b",
        lambda m: "x" * len(m.group()),
        segment,
        flags=re.IGNORECASE,
    )
    mentions = _mentions(segment, terms, plain)
    if any(key_stems(segment) <= key_stems(m.surface) for m in mentions):
        return segment
    fact = _FACT.search(bare)
    if fact is None:
        return segment if first or mentions else ""
    asks = any(m.kind == "intervention" for m in mentions) and _ASKS_FOR.search(segment) is not None
    if (
        asks
        and fact.start() > 0
        and not re.match(
            r"\W*(?:no|not|failed|tried|prior|after|already)\b", segment, re.IGNORECASE
        )
    ):
        inside = any(m.start < fact.start() < m.end for m in mentions)
        return (
            segment
            if inside or not any(m.end <= fact.start() and m.kind == "condition" for m in mentions)
            else segment[: fact.start()].strip()
        )
    front = segment[: fact.start()].strip()
    return front if first and any(m.end <= fact.start() for m in mentions) else ""


def _question_sentence(text: str) -> str:
    """The sentence that asks: the last with a question mark, else the last that opens like a question, else all of it."""
    spans = list(sentence_spans(text))
    if len(spans) < 2:
        return text
    sentences = [text[a:b] for a, b in spans]
    marked = [s for s in sentences if s.rstrip().endswith("?")]
    if marked:
        best = marked[-1]
        at = sentences.index(best)
        # "Appropriate?" alone asks about the sentence before it
        return f"{sentences[at - 1].rstrip(' .')}: {best}" if at and _asks_nothing(best) else best
    asking = [
        s
        for s in sentences
        if re.search(
            r"\b(?:asks?|wants? to know|wonder\w*|question is|please advise|advise) (?:whether|if|on|about)\b",
            s,
            re.IGNORECASE,
        )
    ]
    if asking:
        return asking[-1]
    opening = [
        s
        for s in sentences
        if OPEN.match(s)
        or re.match(r"\s*(?:is|are|should|can|could|does|do|would|will|may)\b", s, re.IGNORECASE)
    ]
    return opening[-1] if opening else text


_ONLY_FRAME = frozenset(
    "medically clinically supported appropriate indicated recommended necessary covered reasonable acceptable thoughts advised justified warranted allowed guideline evidence backed good idea yes no".split()
)


def _asks_nothing(sentence: str) -> bool:
    """Whether nothing but the frame of a question is left ("Medically supported?", "Does the guideline recommend it?")."""
    left = _stripped(sentence.rstrip("?! "))
    for aside in ASIDES:
        left = aside.sub(" ", f" {left} ").strip(" ?.,")
    return (
        not words(left)
        or is_generic(left)
        or all(w.lower() in _ONLY_FRAME or w.lower() in STOP_WORDS for w in words(left))
    )


_BE_DONE = re.compile(
    r"^\s*(?:should|can|could|must|would|may)\s+(?P<who>(?:an?|my|this|the|our)\s.+?)\s+(?:(?P<screened>be screened)|be (?:treated|offered|given|referred|tested|started|put|prescribed|evaluated|imaged|managed)|take|get|receive|have|undergo|use|start|try|be on)\s+(?P<how>with |for |on |to )?(?P<rest>.+)$",
    re.IGNORECASE,
)


def _residual(sentence: str, intent: str) -> str:
    """What remains of the sentence when the frame of the question is cut away: "X for Y"."""
    text = sentence.strip().rstrip("?!. ")
    text = re.sub(r"[\"“”]", "", text)
    done = _BE_DONE.match(text)
    if done:
        how = done.group("how") or ""
        thing = (
            f"screening {how}{done.group('rest')}" if done.group("screened") else done.group("rest")
        )
        text = f"{thing} in {done.group('who')}"
    if intent != "verdict":
        text = re.sub(
            r"^\s*(?:and |so |then )?(?:what|which|how|when|who|where|why)(?:'s|\s+(?:is|are|does|do|should|can|much|many|often|long|soon|kind of|type of))*\b\s*",
            "",
            text,
            flags=re.IGNORECASE,
        )
    front = re.match(
        r"\s*(?P<front>(?:for|in|among|given|with)\s+(?:a |an |the |my |our )?.+?)[,:]\s+(?P<rest>(?:is|are|should|can|could|do|does|would|will|may|what|which|how)\b.+)$",
        text,
        re.IGNORECASE,
    )
    if front:
        return f"{_stripped(front.group('rest'))} {_as_for(front.group('front'))}"
    story = re.match(
        r"(?P<front>.{8,}?)(?:[,;:–—-]|\s+and)\s+(?P<rest>(?:is|are|should|can|could|do|does|would|will|may|what about|how about|ok to|any role)\b.+)$",
        text,
        re.IGNORECASE,
    )
    if story and not re.match(
        r"\s*(?:is|are|should|can|could|do|does|would|will|may)\b",
        story.group("front"),
        re.IGNORECASE,
    ):
        if _asks_nothing(story.group("rest")):
            return _stripped(story.group("front"))
        return f"{_stripped(story.group('rest'))} {_as_for(story.group('front'))}"
    return _stripped(text)


def _as_for(front: str) -> str:
    bare = front.strip(" ,:;")
    if re.match(r"(?:for|in|among)\b", bare, re.IGNORECASE):
        return bare
    if re.search(r"\b(?:with|who|has|patient)\b", bare, re.IGNORECASE):
        return f"in {bare}"
    return "in a patient with " + re.sub(r"^(?:given|with)\s+", "", bare, flags=re.IGNORECASE)


def _stripped(text: str) -> str:
    previous = ""
    current = text.strip()
    for aside in ASIDES:
        shorter = aside.sub(" ", current).strip(" ,:;–-")
        if len(words(shorter)) >= 1 and not is_generic(shorter):
            current = shorter
    while previous != current:
        previous = current
        for pattern in FRONT:
            shorter = pattern.sub("", current, count=1).strip(" ,:;–-")
            if words(shorter):
                current = shorter
    current = PREDICATE.sub(" ", current)
    current = re.sub(
        r"\b(?:instead|please|too|as well|at all|yet|again|still|really|actually|anyway|though|nowadays|these days|right now|today)\b",
        " ",
        current,
        flags=re.IGNORECASE,
    )
    current = re.sub(
        r"^\s*(?:to|that|of|on|it|there|him|her|them|by|for the use of)\s+",
        " ",
        current,
        flags=re.IGNORECASE,
    )
    return re.sub(r"\s+", " ", current).strip(" ,:;–-")


_COLON = re.compile(
    r"^(?P<front>(?:for|in|among)\s[^:]+|[^:,]{3,80}):\s+(?P<rest>.+)$", re.IGNORECASE
)


def _slots(residual: str) -> Slots:
    colon = _COLON.match(residual)
    if colon:
        front = parse_population(colon.group("front"))
        rest = parse_object(colon.group("rest"))
        return replace(
            rest,
            people=tuple(dict.fromkeys([*front.groups, *rest.people])),
            populations=(*front.populations, *rest.populations),
            criteria=(*front.criteria, *rest.criteria),
        )
    if re.match(r"\s*(?:for|in|among)\s", residual, re.IGNORECASE):
        comma = re.match(r"(?P<front>[^,]+),\s*(?P<rest>.+)$", residual)
        if comma:
            front, rest = parse_population(comma.group("front")), parse_object(comma.group("rest"))
            return replace(
                rest,
                people=(*front.groups, *rest.people),
                populations=(*front.populations, *rest.populations),
                criteria=(*front.criteria, *rest.criteria),
            )
        return parse_population(residual)
    return parse_object(residual)


def _phrase(text: str, mentions: Sequence[Mention], terms: Terms, kind: str) -> Phrase:
    low = text.lower()
    inside = frozenset(
        m.concept_id
        for m in (*mentions, *terms.spot(text))
        if m.kind == kind and m.surface.lower() in low and m.concept_id in terms.concepts
    ) | terms.of_phrase(text, kind)
    return Phrase(text, inside, tuple(m.code for m in spot_codes(text, loose=True)))


def _interventions(
    slots: Slots, mentions: Sequence[Mention], terms: Terms, residual: str
) -> tuple[tuple[Phrase, ...], Slots]:
    """Phrases asked for; a condition that stands in the phrase without a preposition is taken out of it."""
    named = [m for m in mentions if m.kind == "intervention"]
    spoken = [p for p in slots.interventions if not is_generic(p)]
    members = [p for p in spoken if len(split_list(p)) == 1] or spoken
    conditions = [m for m in mentions if m.kind == "condition"]
    found: list[Phrase] = []
    for text in members:
        if (
            len(members) > 1
            and any(key_stems(text) <= key_stems(m.surface) for m in conditions)
            and not any(key_stems(text) <= key_stems(m.surface) for m in named)
        ):
            slots = replace(slots, people=(*slots.people, (text,)))
            continue
        bare, slots = _without_condition(text, conditions, named, slots)
        if bare and not is_generic(bare):
            found.append(_phrase(bare, mentions, terms, "intervention"))
    clean_enough = [p for p in found if p.concepts or len(words(p.text)) <= 9]
    if not any(p.concepts for p in clean_enough):
        taken = (*slots.criteria, *slots.populations, slots.comparator)
        in_text = [
            m
            for m in named
            if m.surface.lower() in residual.lower()
            and not any(m.surface.lower() in c.lower() for c in taken)
        ]
        clean_enough = [
            *(_phrase(m.surface, mentions, terms, "intervention") for m in in_text),
            *clean_enough,
        ]
    elif "," in residual and len(words(residual)) <= 10:
        clean_enough = [
            p for p in clean_enough if p.concepts
        ]  # "Bentyl, cramps, ...": a terse list, of which the names count
    return tuple(dict.fromkeys(clean_enough)), slots


_TRIED = re.compile(
    r"\b(?:fail\w*|tried|after|on|despite|instead of|over|versus|vs\.?|rather than|tolerate|trial of|stopped|previous(?:ly)?|already|gave|taking|takes|with|plus|from)\s+(?:\w+\s+){0,2}$",
    re.IGNORECASE,
)


def _from_story(text: str, spotter: Terms) -> tuple[Phrase, ...]:
    """Interventions of a story whose question only points back ("Should we prescribe it?"); what was tried before does not count."""
    named = [
        m
        for m in spotter.spot(text)
        if m.kind == "intervention" and not _TRIED.search(text[max(0, m.start - 30) : m.start])
    ]
    last: dict[tuple[int, int], list[str]] = {}
    for mention in named:
        last.setdefault((mention.start, mention.end), []).append(mention.concept_id)
    spans = list(last)[-1:]
    return tuple(
        Phrase(text[a:b], frozenset(c for c in last[a, b] if not c.startswith(CORPUS)))
        for a, b in spans
    )


def _without_condition(
    text: str, conditions: Sequence[Mention], named: Sequence[Mention], slots: Slots
) -> tuple[str, Slots]:
    if slots.groups or any(squash(m.surface) == squash(text) for m in named):
        return text, slots
    inside = [
        m
        for m in conditions
        if re.search(rf"(?<!\w){re.escape(m.surface)}(?!\w)", text, re.IGNORECASE)
        and len(m.surface) < len(text)
    ]
    covered = [m for m in named if m.surface.lower() in text.lower()]
    inside = [
        m
        for m in inside
        if not any(m.surface.lower() in other.surface.lower() for other in covered)
    ]
    if not inside:
        return text, slots
    bare = text
    for mention in inside:
        bare = re.sub(rf"(?<!\w){re.escape(mention.surface)}(?!\w)", " ", bare, flags=re.IGNORECASE)
    bare = clean(bare)
    if not words(bare) or is_generic(bare):
        return text, slots
    return bare, replace(slots, people=tuple((m.surface,) for m in inside))


def _targets(
    slots: Slots,
    mentions: Sequence[Mention],
    terms: Terms,
    text: str,
    asked: str,
    interventions: Sequence[Phrase],
    spotter: Terms,
) -> tuple[Target, ...]:
    groups = [
        tuple(p for p in group if not is_generic(p) and not _NO_CONDITION.match(p))
        for group in slots.groups
    ]
    groups = [group for group in groups if group]
    groups.extend(
        (p,)
        for p in slots.populations
        if any(m.kind == "condition" and m.surface.lower() in p.lower() for m in mentions)
    )
    if not groups:
        taken = " ".join(p.text.lower() for p in interventions)
        spotted = _named_conditions(asked, mentions, taken) or _named_conditions(
            text, spotter.spot(text, kind="condition"), taken
        )
        spotted = (
            spotted
            or _named_conditions(asked, mentions, "")
            or _inside_names(interventions, terms)
            or _by_measure(text)
        )
        return tuple(
            dict.fromkeys(
                Target(_phrase(surface, mentions, terms, "condition")) for surface in spotted
            )
        )
    if not any(
        _phrase(p, mentions, terms, "condition").concepts for group in groups for p in group
    ):
        groups.extend((p,) for p in _by_measure(text))
    first = [p for p in groups[0] if len(split_list(p)) == 1] or list(groups[0])
    settings = tuple(_phrase(group[-1], mentions, terms, "condition") for group in groups[1:])
    return tuple(
        Target(_phrase(p, mentions, terms, "condition"), settings) for p in dict.fromkeys(first)
    )


# An age, a time, a person or how earlier treatment went: facts, not conditions.
_NO_CONDITION = re.compile(
    r"^(?:(?:the |a |an |past |first |last |next |about )*\d+(?:st|nd|rd|th)?\b(?!.*\b(?:with|who has)\b).*|(?:an? )?(?:\d+[- ]year[- ]old )?(?:man|woman|male|female|boy|girl|child|infant|adult|lady|gentleman|patient|veteran|member|teacher|person)s?|age[d]?\b.*|(?:no|not|without|failed|prior|previous|tried)\b.*|date of service.*|.*\b(?:this stage|this time|this point)|now|today|him|her|them|us|me)$",
    re.IGNORECASE,
)


_BMI = re.compile(r"\b(?:bmi|body mass index)\D{0,12}(\d{2}(?:\.\d)?)", re.IGNORECASE)


def _by_measure(text: str) -> list[str]:
    """The condition that a measure itself defines: a body mass index of 30 kg/m2 or more is obesity, from 25 overweight (WHO 2000)."""
    found = _BMI.search(text)
    if not found or float(found.group(1)) < 25:
        return []
    return ["obesity" if float(found.group(1)) >= 30 else "overweight"]


def _inside_names(interventions: Sequence[Phrase], terms: Terms) -> list[str]:
    """Conditions that the names of the asked concepts hold ("abdominal aortic aneurysm screening")."""
    names = [terms.name(c) for p in interventions for c in sorted(p.concepts)]
    return list(
        dict.fromkeys(m.surface for name in names for m in terms.spot(name, kind="condition"))
    )


# Words beside a named condition that belong to its name: where, how long, how bad.
_BESIDE = "acute chronic subacute severe mild moderate episodic refractory recurrent relapsing primary secondary knee hip shoulder lumbar cervical low lower upper bilateral left right early late type adult pediatric".split()


def _named_conditions(text: str, mentions: Sequence[Mention], taken: str) -> list[str]:
    """Conditions named in a text, with the word beside them that belongs to the name; denied ones do not count."""
    found: list[str] = []
    for mention in mentions:
        at = text.find(mention.surface)
        if (
            mention.kind != "condition"
            or at < 0
            or mention.surface.lower() in taken
            or _DENIED.search(text[max(0, at - 30) : at])
        ):
            continue
        before = re.search(r"([A-Za-z]+)\s+$", text[:at])
        after = re.match(
            r"\s+(knee|hip|shoulder|back|spine|hand)s?\b",
            text[at + len(mention.surface) :],
            re.IGNORECASE,
        )
        surface = mention.surface
        if before and before.group(1).lower() in _BESIDE:
            surface = f"{before.group(1)} {surface}"
        if after:
            surface = f"{after.group(1)} {surface}"
        found.append(surface)
    return list(dict.fromkeys(found))


def _story(
    text: str, targets: Sequence[Target], interventions: Sequence[Phrase], terms: Terms
) -> tuple[Target, ...]:
    """Conditions that the text names beside the asked ones; looked at only where the asked ones are no names and find nothing."""
    taken = " ".join(
        [*(t.condition.text.lower() for t in targets), *(p.text.lower() for p in interventions)]
    )
    return tuple(
        Target(_phrase(surface, (), terms, "condition"))
        for surface in _named_conditions(text, terms.spot(text, kind="condition"), taken)
    )


_DENIED = re.compile(
    r"\b(?:no|not|without|denies|negative for|never had|rule[sd]? out)\s+(?:\w+\s+){0,2}$",
    re.IGNORECASE,
)


def _with_codes(question: Question, terms: Terms) -> Question:
    """Codes become conditions (ICD-10-CM) and interventions (HCPCS, CPT); a code beside a name that disagrees is answered too."""
    icd = [m.code for m in question.codes if m.system == "icd10cm"]
    other = [m.code for m in question.codes if m.system != "icd10cm"]
    targets = [_coded(target, question, terms) for target in question.targets]
    flat = [t for group in targets for t in group]
    covered = {code for t in flat for code in t.condition.codes} | {
        code for t in flat for s in t.settings for code in s.codes
    }
    flat.extend(Target(_code_phrase(code, terms)) for code in icd if code not in covered)
    interventions = [
        replace(
            p, concepts=p.concepts | frozenset(c for code in p.codes for c in terms.of_code(code))
        )
        for p in question.interventions
        if not (p.codes and p.codes[0] in icd and len(words(p.text)) == 1)
    ]
    held = {code for p in interventions for code in p.codes}
    interventions.extend(
        Phrase(code, frozenset(terms.of_code(code)), (code,)) for code in other if code not in held
    )
    return replace(question, targets=_merged_targets(flat), interventions=_merged(interventions))


def _merged(phrases: Sequence[Phrase]) -> tuple[Phrase, ...]:
    """Phrases that name the same concepts are one ("Privigen (immune globulin)")."""
    kept: dict[object, Phrase] = {}
    for phrase in phrases:
        key: object = phrase.concepts or squash(phrase.text)
        if key in kept:
            kept[key] = replace(
                kept[key],
                codes=tuple(dict.fromkeys([*kept[key].codes, *phrase.codes])),
                extra=tuple(dict.fromkeys([*kept[key].extra, *phrase.extra])),
            )
        else:
            kept[key] = phrase
    return tuple(kept.values())


def _merged_targets(targets: Sequence[Target]) -> tuple[Target, ...]:
    """A condition and a code that name the same concept are one target."""
    kept: dict[object, Target] = {}
    for target in targets:
        key: object = (target.condition.concepts or squash(target.condition.text), target.settings)
        if key in kept:
            (one,) = _merged(
                [
                    kept[key].condition,
                    replace(
                        target.condition,
                        concepts=kept[key].condition.concepts,
                        text=kept[key].condition.text,
                    ),
                ]
            )
            kept[key] = replace(kept[key], condition=one)
        else:
            kept[key] = target
    return tuple(kept.values())


def _code_phrase(code: str, terms: Terms) -> Phrase:
    meaning = description(code)
    return Phrase(code, frozenset(terms.of_code(code)), (code,), (meaning,) if meaning else ())


def _coded(target: Target, question: Question, terms: Terms) -> list[Target]:
    phrase = target.condition
    codes = [
        c
        for c in phrase.codes
        if any(m.code == c and m.system == "icd10cm" for m in question.codes)
    ]
    if not codes:
        return [target]
    named = clean(
        re.sub("|".join(re.escape(m) for m in _as_written(phrase.text, codes)), " ", phrase.text)
    )
    named, _ = parenthetical(named)
    if (
        not words(named)
        or is_generic(named)
        or re.fullmatch(r"(?:icd\W*\d*|dx|code|diagnosis|codes)\W*", named, re.IGNORECASE)
    ):
        return [Target(_code_phrase(code, terms), target.settings) for code in codes]
    concepts = frozenset(c for c in phrase.concepts)
    coded = frozenset(c for code in codes for c in terms.of_code(code))
    meanings = tuple(d for code in codes if (d := description(code)))
    agree = (
        bool(concepts & coded)
        or any(
            key_stems(named) & key_stems(meaning)
            and (key_stems(named) <= key_stems(meaning) or key_stems(meaning) <= key_stems(named))
            for meaning in meanings
        )
        or not meanings
    )
    excluded = any(
        key_stems(named) <= key_stems(note) for code in codes for note in excludes1(code)
    )
    if agree and not excluded:
        return [Target(Phrase(named, concepts | coded, tuple(codes), meanings), target.settings)]
    return [
        *(Target(_code_phrase(code, terms), target.settings) for code in codes),
        Target(Phrase(named, concepts - coded or concepts), target.settings),
    ]


def _as_written(text: str, codes: Sequence[str]) -> list[str]:
    return [text[m.start : m.end] for m in spot_codes(text, loose=True) if m.code in codes]


_ISO = re.compile(r"\b(20\d\d|19\d\d)-(\d\d)-(\d\d)\b")
_US = re.compile(r"\b(\d{1,2})/(\d{1,2})/((?:19|20)\d\d)\b")
_MONTHS = (
    "january february march april may june july august september october november december".split()
)
_WORDY = re.compile(
    rf"\b({'|'.join(_MONTHS)})\s+(?:(\d{{1,2}}),?\s+)?((?:19|20)\d\d)\b", re.IGNORECASE
)
_YEAR = re.compile(
    r"\b(?:in|as of|during|back in|before)\s+((?:19|20)\d\d)\b(?! (?:guideline|edition|version))",
    re.IGNORECASE,
)


def _as_of(text: str) -> date | None:
    """Date of service that the question states; a month means its first day, a year its last."""
    if not re.search(
        r"\b(?:as of|date of service|dos|on|in|effective|back in|during|service)\b",
        text,
        re.IGNORECASE,
    ):
        return None
    try:
        if found := _ISO.search(text):
            return date(int(found[1]), int(found[2]), int(found[3]))
        if found := _US.search(text):
            return date(int(found[3]), int(found[1]), int(found[2]))
        if found := _WORDY.search(text):
            return date(int(found[3]), _MONTHS.index(found[1].lower()) + 1, int(found[2] or 1))
    except ValueError:
        return None
    found = _YEAR.search(text)
    return date(int(found[1]), 12, 31) if found else None


def _explained(question: Question, terms: Terms, readings: list[str]) -> Question:
    """What each word and code was taken to mean, and what may be meant otherwise."""
    doubts: list[str] = []
    phrases = [
        *question.interventions,
        *(t.condition for t in question.targets),
        *(s for t in question.targets for s in t.settings),
    ]
    for phrase in dict.fromkeys(phrases):
        names = [terms.name(c) for c in sorted(phrase.concepts)]
        names = [name for name in names if squash(name) != squash(phrase.text)]
        if names and phrase.text not in phrase.codes:
            readings.append(f'"{phrase.text}" was taken as {", ".join(names)}')
    for mention in question.codes:
        if mention.system != "icd10cm":
            named = ", ".join(terms.name(c) for c in terms.of_code(mention.code))
            readings.append(
                f"{mention.code}: {named or 'a procedure or supply code that our tables do not name'}"
            )
        elif not is_icd(mention.code):
            doubts.append(f"{mention.code} is not a code of ICD-10-CM: check it")
        else:
            readings.append(f"{mention.code}: {description(mention.code)}")
            doubts.extend(_excluded_hints(mention.code, question))
    return replace(
        question, readings=tuple(dict.fromkeys(readings)), doubts=tuple(dict.fromkeys(doubts))
    )


def _excluded_hints(code: str, question: Question) -> list[str]:
    """Excludes1 as a hint: the question names what its own code excludes."""
    hints: list[str] = []
    for note in excludes1(code):
        head = re.sub(r"\s*\([^)]*\)\s*$", "", note)
        if any(
            key_stems(t.condition.text) == key_stems(head)
            for t in question.targets
            if t.condition.text != code
        ):
            hints.append(f"{code} excludes {note}: both were searched; which is meant?")
    return hints


def interventions_in(text: str) -> tuple[str, ...]:
    """Intervention phrases of a bare phrase, for follow-up questions."""
    return interventions_of(text)
