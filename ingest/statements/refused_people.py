"""Whom a refusal names one after the other: "not in adults over 75, in A or in those who take B".

Each of them is refused on its own. Read as one phrase they were asked for all together, so that
the advice held nobody back.
"""

import re
from collections.abc import Iterator
from dataclasses import replace

from ingest.lexis import words
from ingest.statements.clause import Clause
from ingest.statements.cues import Cue, CueMatch
from ingest.statements.measures import is_criterion
from ingest.statements.models import Basis, Direction, Statement
from ingest.statements.slot_patterns import PEOPLE
from ingest.statements.subject import looks_like_condition

Found = tuple[Clause, CueMatch]

# How whom or when it is refused begins; "in the first trimester" is when.
_PLACED = (
    rf"(?:(?:in|to|for|among|by)\s+(?:the\s+|any\s+)?{PEOPLE}\b|during\s|if\s|when\s|"
    r"in (?:the )?(?:presence|setting|first|second|third|pregnan\w+|breast-?feeding|lactation)\b)"
)
_GIVEN = r"(?:together|concomitantly|concurrently|simultaneously|in combination|along)\s+with\s"
_ALSO = (
    rf"(?:(?:with|who|whose|taking|receiving|using|aged?|younger than|older than)\s|{_GIVEN}|"
    r"(?:over|under|above|below|within|(?:more|less) than) \d|"
    r"at (?:an? )?(?:high|higher|increased|low)\b|living (?:alone|in|with)\b|on (?!the|a)(?=\w))"
)
# "contraindicated in active liver disease and in women who are pregnant"
_FIRST = re.compile(
    rf"\b{_PLACED}|(?<=contraindicated )in\s(?=[^.;]{{3,80}}?\b(?:and|or) in {PEOPLE}\s)",
    re.IGNORECASE,
)
_CUT = re.compile(
    rf"(?:,\s*(?:(?P<after>or|nor|and)\s+)?|\s+(?P<word>or|nor|and)\s+)"
    rf"(?:(?P<placed>(?=(?:if|when)\s|(?P<whom>{_PLACED})))|(?=(?P<also>{_ALSO})))",
    re.IGNORECASE,
)
_WHO = re.compile(rf"^\w+\s+(?:the\s+|any\s+)?(?P<who>{PEOPLE})\b", re.IGNORECASE)
# "taken with B": B is what they take
_WITH = re.compile(
    rf"\s*(?:(?:{_GIVEN})|with\s)(?!(?:caution|care|food|meals?|water|"
    r"(?:an? |the )?(?:view|intent|aim|goal|purpose))\b)",
    re.IGNORECASE,
)
_OR_WITH = re.compile(r"\b(?:or|nor) with\s+", re.IGNORECASE)
_DRUG_VERB = re.compile(
    r"\b(?:given|taken|used?|prescribed?|administer(?:ed)?|combined?|co-?administ\w+|"
    r"co-?prescribed?)$",
    re.IGNORECASE,
)
# what they take is asked as a criterion: "in patients on X"
_TAKING = re.compile(
    rf"\w+\s+(?:the\s+|any\s+)?{PEOPLE}\s+(?:(?:who|that) are )?(?:currently |already )?"
    r"(?:taking|receiving|using|on|treated with)\s+(?!dialysis|[\w-]*therapy|treatment\b)"
    r"(?P<what>[^,;:.]+)$",
    re.IGNORECASE,
)
# "do not start X during a flare": who has one is meant
_DURING = re.compile(
    r"during\s+(?:an?\s+|the\s+|any\s+)?(?P<what>(?:[\w-]+\s+){0,4}?(?:flares?|flare-ups?|attacks?|"
    r"exacerbations?|episodes?|crisis|relapses?|infections?|illness(?:es)?)(?:\s+of\s+[\w -]+)?)$",
    re.IGNORECASE,
)
_HAVE = re.compile(rf"^\w+\s+(?:the\s+|any\s+)?{PEOPLE}\s+with\s+", re.IGNORECASE)
# but not "a gestational age of 29 weeks, 0 days or greater"
_ITEM = re.compile(
    r"(?<!\d weeks),\s*(?:or\s+)?|"
    r"\s+or\s+(?!(?:more|less|above|below|older|over|higher|greater|lower|younger|longer)\b)"
)
_N_WORDS_OF_ITEM = 9
_NO_ITEM = re.compile(r"\b(?:who|which|that|and|is|are|has|have)\b", re.IGNORECASE)
_STOP = re.compile(
    r"[\s,;]*(?:(?P<but>\b(?:unless|except)\b)|\b(?:but|because|until|as (?:it|this|they)|due to|"
    r"(?:in|for) whom|and (?:is|are|should|must|may))\b|;|"
    r"\s[\[(](?:[A-Z0-9]|level|class|grade|strong|weak|condit))",
    re.IGNORECASE,
)


_RELATIVE = re.compile(r"\bor with [^,;.]*\b(?:that|which) (?:is|are|has|have)\b", re.IGNORECASE)


def each_refused(clause: Clause, match: CueMatch) -> Iterator[Found]:
    """A refusal once for each kind of people that it names; any other clause as it is."""
    against = match.cue.direction is Direction.AGAINST
    # a payer's "A or with B that is not treated" is two cases of one refusal (`second_cases`)
    whole = match.cue.basis is Basis.COVERAGE and _RELATIVE.search(clause.text, match.end)
    found = _apart(clause, match.end) if against and not whole else []
    for part in found or [clause]:
        yield part, match


def _apart(clause: Clause, at: int) -> list[Clause]:
    """The clause cut at each kind of people behind its cue; [] where it names one kind."""
    text = clause.text
    stop = _STOP.search(text, at)
    end = stop.start() if stop else len(text)
    first = _FIRST.search(text, at, end)
    given = _WITH.match(text, at) if _DRUG_VERB.search(text[:at]) else None
    if given and not re.match(_GIVEN, given.group().strip() + " ", re.IGNORECASE):
        beside = re.split(r",| or ", text[given.end() : end])[0]
        given = None if looks_like_condition(beside) else given  # "with active infection"
    if given:
        whom, head = [_takers(text[given.end() : end])], text[:at]
    elif first:
        said = text[first.start() : end].rstrip(" ,.")
        parts = _kinds(said) or _measured(said)
        alone = [said] if _TAKING.match(said) or _DURING.match(said) else []
        whom = [_plain(part) for part in parts or alone]
        head = text[: first.start()].rstrip(" ,")
    else:
        return []
    but = (f"for those {text[stop.start() :].strip(' ,.')}",) if stop and stop["but"] else ()
    return [
        replace(clause, text=head, whole=clause.span, shared=(*clause.shared, each, *but))
        for each in whom
    ]


def _takers(drugs: str) -> str:
    return f"in patients who take {_OR_WITH.sub('or ', drugs.strip(' ,.'))}"


def _plain(people: str) -> str:
    """A kind of people in words that tell what they take or have."""
    if taking := _TAKING.match(people):
        return _takers(taking["what"])
    during = _DURING.match(people.strip(" ,"))
    return f"in people with {during['what']}" if during else people


def _kinds(text: str) -> list[str]:
    """The kinds of people of "in A, during B or in those who take C"; [] of one alone."""
    cuts = list(_CUT.finditer(text))
    last = max((i for i, cut in enumerate(cuts) if _joins(cut)), default=-1)
    cuts = [cut for cut in cuts[: last + 1] if _joins(cut) or not (cut["after"] or cut["word"])]
    who = _WHO.match(text)
    people = who["who"] if who else "patients"
    found = [text[: cuts[0].start()]] if cuts else []
    ends = [*(cut.start() for cut in cuts[1:]), len(text)]
    for cut, end in zip(cuts, ends if cuts else [], strict=True):
        part = text[cut.end() : end].strip(" ,.")
        if given := _WITH.match(part) if re.match(_GIVEN, part, re.IGNORECASE) else None:
            found.append(_takers(part[given.end() :]))
        else:
            found.append(part if cut["placed"] is not None else f"in {people} {part}")
    return found


def _joins(cut: re.Match[str]) -> bool:
    """Whether another kind follows; "who have A and who take B" is one kind of people."""
    word = (cut["after"] or cut["word"] or "").lower()
    return word in {"or", "nor"} or (word == "and" and cut["whom"] is not None)


def _measured(text: str) -> list[str]:
    """The items of "in patients with A, B or a bilirubin above 5"; [] where none is measured."""
    have = _HAVE.match(text)
    items = _ITEM.split(text[have.end() :].strip(" ,.")) if have and " or " in text else []
    names = all(
        item and len(words(item)) <= _N_WORDS_OF_ITEM and not _NO_ITEM.search(item)
        for item in items
    )
    mixed = len({is_criterion(item) for item in items}) > 1
    return [f"{text[: have.end()]}{item}" for item in items] if have and names and mixed else []


# Where nobody speaks of a child an adult is meant, so that "adults" says nothing of a treatment
# that is given; what is refused "for adults" is refused to no child.
_ADULTS = re.compile(
    r"\b(?:for|in|to) (?:all )?(?P<who>adults?)\b"
    r"(?!,? (?:and|or|with|who|aged?|over|under|\d)\b|-)",
    re.IGNORECASE,
)


def adults_alone(cue: Cue, text: str) -> tuple[str, ...]:
    """The adults whom alone a payer refuses something ("hearing aids for adults"), else nobody."""
    refused = cue.direction is Direction.AGAINST and cue.basis is Basis.COVERAGE
    found = _ADULTS.search(text) if refused else None
    return (found["who"],) if found else ()


def narrows_a_refusal(statement: Statement, group: tuple[str, ...]) -> bool:
    """Whether a disease that no mark names limits a refusal: "not in A and B", "with A who have B".

    Without it everybody with the first one would be refused.
    """
    name = re.escape(group[0])
    quote = " ".join(statement.quote.text.split())
    who_have = re.search(rf"\bwho\s+(?:has|have)\s+(?:an?\s+)?{name}", quote, re.IGNORECASE)
    beside = re.search(rf"\b(?:and|with|in|during)\s+(?:an?\s+)?{name}", quote, re.IGNORECASE)
    told = who_have or (beside and any(looks_like_condition(p) for p in group))
    return statement.direction is Direction.AGAINST and bool(told)


def is_refused_without(mark: str, statement: Statement) -> bool:
    """Whether a refusal is of a thing that lacks something: "X without Y" says nothing on X."""
    refused = statement.direction is Direction.AGAINST
    return refused and any(p.startswith(f"{mark} without ") for p in statement.interventions)


_TOGETHER = re.compile(
    r"^\W*(?:\d{1,2}[.)]\s+)?(?:concurrent|concomitant|combined|simultaneous) "
    r"(?:use|therapy|treatment)\b",
    re.IGNORECASE,
)


def is_given_beside(mark: str, statement: Statement) -> bool:
    """Whether a mark of a refused use together is of what is given beside, and no condition."""
    quote = statement.quote.text
    _, beside, behind = quote.partition(" with ")
    return (
        bool(_TOGETHER.match(quote) and beside)
        and mark in behind
        and statement.criteria is not None
    )
