"""The markers of a sentence walked through; what follows each is a condition, a criterion, ..."""

import re

from ingest.lexis import is_generic, words
from ingest.statements.done_to import ROUND_ABOUT
from ingest.statements.measures import COUNT, DATED, is_criterion
from ingest.statements.phrases import NAMED_MEMBERS, clean, split_list
from ingest.statements.slot_clauses import BESIDE
from ingest.statements.slot_parts import AT_RISK, CASES, DESCRIBED, NOT_ON, SOME, Parts, cut_beside
from ingest.statements.slot_patterns import (
    AIM_VERB,
    DURATION,
    HOW_OFTEN,
    MARKERS,
    NOTHING,
    PEOPLE,
    PEOPLE_FRONT,
    PLACE,
    STATE,
    STUDY,
    says_who,
)
from ingest.statements.subject import with_alternatives

_PAIR = 2
# "for" goes with it
_PLANNED = re.compile(r"\b(?:scheduled|listed|planned|booked|waiting|risk factors?|risk)\s+$")
_WITH = re.compile(
    r"^(?:who (?:have|has)|with(?: (?:a|an))?(?: (?:confirmed |known |established |"
    r"suspected |a |an )*(?:diagnosis|history) of)?|having|diagnosed with|suffering "
    r"from|experiencing|at (?:high |increased )?risk (?:of|for)|suspected of(?: "
    r"having)?|(?:admitted|hospitali[sz]ed)(?: to (?:the )?hospital)? (?:with|for|because of)|"
    r"without|on|undergoing|receiving|reporting|presenting with)\s+",
    re.IGNORECASE,
)
_AT_MORE_RISK = re.compile(r"at (?:high|increased) risk\b")
_AGED = re.compile(
    r"^(?P<age>(?:and (?:adolescents|young people|children|adults|older adults)\b\s*)"
    r"?(?:(?:age[ds]?|under|over|younger than|older than|below|above|between|up to|at "
    r"least|\d+)\b[^,;]*?|of (?:all|any|childbearing|reproductive) (?:ages?|potential)"
    r"\b[^,;]*?)?)"
    r"\s*\b(?P<have>(?:with(?!\s+or\s+without)|who (?:have|has)|having|diagnosed with)\s.+)$",
    re.IGNORECASE,
)


def fill(rest: str, parts: Parts) -> None:
    """Walk the markers of `rest` and sort what follows each into conditions and populations."""
    markers = [
        m
        for m in MARKERS.finditer(rest)
        if m.lastgroup != "of"
        and rest.count("(", 0, m.start()) <= rest.count(")", 0, m.start())
        and not (m.lastgroup == "for" and _PLANNED.search(rest, 0, m.start()))
    ]
    if rest and (first := MARKERS.match(rest)) and first.lastgroup == "of":
        _fill_condition(
            rest[first.end() : markers[0].start() if markers else len(rest)].strip(" ,.;:"),
            "of",
            parts,
        )
    joined = False
    for index, marker in enumerate(markers):
        end = markers[index + 1].start() if index + 1 < len(markers) else len(rest)
        body = rest[marker.end() : end].strip(" ,.;:")
        before = (len(parts.aims), len(parts.people))
        if marker.lastgroup == "people":
            _fill_people(marker.group(0), body, parts)
        elif body:
            if "screening" in marker.group(0).lower() and PEOPLE_FRONT.match(body):
                parts.aims.append((f"screening of {clean(body)}",))
            _fill_condition(body, marker.lastgroup or "", parts)
        if joined:
            _merge(parts, before)
        joined = _goes_on(markers, index, rest)


def _goes_on(markers: list[re.Match[str]], index: int, rest: str) -> bool:
    """Whether the next marker goes on with an alternative: "for A, for B, or for C"."""
    if not _alike(markers, index):
        return False
    body = rest[markers[index].end() : markers[index + 1].start()].rstrip()
    joined = re.search(r"\b(?:and|or|and/or)$", body, re.IGNORECASE) is not None
    return joined or (body.endswith(",") and _goes_on(markers, index + 1, rest))


def _alike(markers: list[re.Match[str]], index: int) -> bool:
    """Whether the next marker goes on in the same way ("for A and for B")."""
    if index + 1 >= len(markers):
        return False
    here, following = markers[index].lastgroup, markers[index + 1].lastgroup
    return here == following or {here, following} <= {"for", "aim", "toverb"}


def _merge(parts: Parts, before: tuple[int, int]) -> None:
    """Put the groups that were just added beside the ones before them, as alternatives."""
    for groups, size in zip((parts.aims, parts.people), before, strict=True):
        if 0 < size < len(groups):
            added = groups[size:]
            del groups[size:]
            groups[-1] = tuple(
                dict.fromkeys([*groups[-1], *(phrase for group in added for phrase in group)])
            )


def _fill_people(marker: str, body: str, parts: Parts) -> None:
    body = parts.without_family(body)
    who = clean(re.sub(r"^\w+\s+(?:the\s+)?", "", marker))
    lead = clean(re.sub(r"\s*\b\w+$", "", who))
    told = (lead and not is_generic(lead)) or SOME.search(who)
    aged = _AGED.match(body)
    if aged:
        more = re.match(r"and\s+", aged.group("age"), re.IGNORECASE)
        if told and more:  # "children and young people": each of them
            who = clean(f"{who} or {aged.group('age')[more.end() :]}")
        elif age := clean(re.sub(r"^and\s+", "", aged.group("age"))):
            parts.populations.append(HOW_OFTEN.sub("", age))
        body = aged.group("have")
    if told:
        parts.populations.append(who)
    have = _WITH.match(body)
    if have:
        _fill_state(have.group().strip().lower(), body[have.end() :], parts)
    elif says_who(body):
        parts.populations.append(HOW_OFTEN.sub("", clean(re.sub(r"^(?:and|or)\s+", "", body))))


def _fill_state(word: str, phrase: str, parts: Parts) -> None:
    """What people are without, on or at risk of; else what they have."""
    done = word.startswith(("without", "on", "undergoing", "receiving"))
    if done or _AT_MORE_RISK.match(word):  # not all whom it could befall
        parts.populations.append(clean(f"{word} {phrase}"))
    if not done:
        _fill_diagnoses(phrase, parts)


_AND = re.compile(
    r",?\s+and\s+(?:with\s+)?(?=(?:an?|the|at least|no|previous|prior|concomitant|"
    r"concurrent|coexisting|comorbid|associated|established|history|high|elevated|"
    r"documented|symptomatic|significant|persistent|[A-Za-z]))",
    re.IGNORECASE,
)


def _fill_diagnoses(phrase: str, parts: Parts) -> None:
    """What people have: "A and B" both hold, "A, B, or C" are alternatives, measures criteria."""
    if BESIDE in phrase:
        for part in phrase.split(BESIDE):
            _fill_diagnoses(part.strip(), parts)
        return
    if beside := re.search(
        r",?\s+and\s+(?=(?:concurrent|concomitant|comorbid|co-?existing)\b)", phrase, re.IGNORECASE
    ):
        _fill_diagnoses(phrase[: beside.start()], parts)
        _fill_condition(phrase[beside.end() :], "people", parts)
        return
    bare = re.sub(r"\([^()]*\)", lambda m: "_" * len(m.group(0)), phrase)
    cuts = list(_AND.finditer(bare))
    listed = re.search(
        r"\bor\b|/", re.sub(r"\d[\w.%/]* or (?:more|less|greater|higher|older)", " ", bare)
    )
    told = _TOLD.split(bare)
    at_risk = len(told) > 1 and any(AT_RISK.match(part) for part in told)
    measured = at_risk or any(is_criterion(part) for part in told)
    if measured and _ANY_OF.match(bare):  # "A, a level of B, or C": any of them will do
        parts.criteria.append(phrase.strip(" ,.;:"))
        return
    if measured or (len(cuts) == 1 and not listed and "," not in bare[: cuts[0].start()]):
        separators = list(_PARTS.finditer(bare)) if measured else cuts
        starts = [0, *(m.end() for m in separators)]
        ends = [*(m.start() for m in separators), len(phrase)]
        for part in (phrase[a:b].strip() for a, b in zip(starts, ends, strict=True)):
            if at_risk and AT_RISK.match(part):
                parts.criteria.append(part)
            else:
                _fill_condition(part, "people", parts)
        return
    _fill_condition(phrase, "people", parts)


_ANY_OF = re.compile(r"(?!.*\bwith\b)[^;]*,\s+or\s")
# "29 weeks, 0 days" is one length
_TOLD = re.compile(r"(?<!\d weeks),\s+|\s+and\s+")
_PARTS = re.compile(r"(?<!\d weeks),\s+(?:and\s+)?|\s+and\s+(?!without\b)")
_REPEATED = re.compile(r"(?:[\w-]+ )?(?:recurrences?|episodes?|relapses?|attacks?) of (?P<what>.+)")


def _fill_condition(body: str, group: str, parts: Parts) -> None:
    """Sort a phrase behind a marker: people, place or study, criterion, or condition."""
    body = ROUND_ABOUT.sub("", body)
    if lacking := re.match(r"(?:(?P<of>(?:the )?absence of)|no|without)\s", body, re.IGNORECASE):
        kept = body if lacking["of"] else clean(body)
        (parts.criteria if lacking["of"] else parts.populations).append(kept)
        return
    if not is_criterion(body):
        body, study = cut_beside(body)
        parts.criteria.extend(study)
    cases = CASES.fullmatch(body)
    if cases or (group == "in" and PLACE.search(body)):
        parts.criteria.extend([body] if cases or STUDY.search(body) else [])
        return
    body = re.sub(r",?\s+\b(?:with or without)\b.*$", "", body)
    if _of_people(body, parts):
        return
    if beside := NOT_ON.search(body):  # it is not what they have
        parts.populations.append(clean(beside.group()))
        body = body[: beside.start()]
    phrase = clean(AIM_VERB.sub("", body.strip()))
    if is_criterion(phrase) or COUNT.match(body):
        _fill_criterion(body, phrase, group, parts)
    elif not _names_nothing(phrase, group):
        _add(phrase, group, parts)


def _names_nothing(phrase: str, group: str) -> bool:
    if not phrase or NOTHING.fullmatch(phrase) or DURATION.fullmatch(phrase):
        return True
    return is_generic(phrase) and group != "people"


def _fill_criterion(body: str, phrase: str, group: str, parts: Parts) -> None:
    """Of "two or more recurrences of X" the count is a criterion, X the condition."""
    dated = DATED.search(body)
    counted = COUNT.match(body)  # "at least one relative with X" is counted as a whole
    measured = dated or (None if counted else re.search(r"\s+with\s+(?=\S)", body, re.IGNORECASE))
    if measured and not is_criterion(clean(body[: measured.start()])):
        _fill_condition(body[: measured.start()], group, parts)
        parts.criteria.append(body[measured.end() :].strip(" ,.;:"))
        return
    parts.criteria.append(body.strip(" ,.;:"))
    counted = COUNT.match(phrase)
    rest = _REPEATED.match(phrase[counted.end() :]) if counted else None
    if rest:
        _fill_condition(rest.group("what"), group, parts)


def _of_people(body: str, parts: Parts) -> bool:
    """A body that names people itself: "adults with X", "heart failure patients"."""
    people = re.match(rf"(?:the\s+)?{PEOPLE}\b\s*(?P<rest>.*)$", body, re.IGNORECASE)
    if people:
        _fill_people(f"for {body[: people.start('rest')].strip()}", people.group("rest"), parts)
        return True
    described = DESCRIBED.match(body)
    adjective = clean(described.group("adjective")) if described else ""
    if described and (STATE.search(adjective) or not re.search(r"[,(]", adjective)):
        if STATE.search(adjective):
            parts.populations.append(f"{adjective} {described.group('noun')}")
        else:
            parts.people.append((adjective,))
        _fill_people("for patients", described.group("rest"), parts)
        return True
    return False


_OF_SYMPTOMS = re.compile(
    r"^(?:pain|symptoms)\s+(?:associated|related)\s+(?:with|to)\s+", re.IGNORECASE
)


def _add(phrase: str, group: str, parts: Parts) -> None:
    joined = re.split(
        r"\s+and\s+symptoms\s+(?:consistent with|suggestive of)\s+", phrase, maxsplit=1
    )
    if len(joined) > 1 or (group == "people" and (joined := with_alternatives(phrase))):
        for part in joined:
            _fill_condition(part, "people", parts)
        return
    kept = parts.aims if group in {"aim", "for", "against", "toverb"} else parts.people
    body = _OF_SYMPTOMS.sub("", phrase)
    if named := NAMED_MEMBERS.match(body):
        kept.append(
            tuple(
                dict.fromkeys(
                    [clean(named.group("head")), *split_list(named.group("members")), body]
                )
            )
        )
        return
    pieces = [
        re.sub(r"^symptoms (?:consistent with|suggestive of|of)\s+", "", piece)
        for piece in split_list(body)
    ]
    if (
        group == "people"
        and len(pieces) == _PAIR
        and re.search(r"\sand\s", body)
        and "," not in body
    ):
        kept.extend((piece,) for piece in pieces)  # "patients with A and B" have both
        return
    kept.append(
        tuple(dict.fromkeys([*pieces, body]))
        if len(pieces) > 1 and words(body) != words(pieces[0])
        else (body,)
    )
