"""Two verdicts on one thing in one sentence: "X is covered for A but is not covered for B".

The second one has no subject of its own, or a pronoun: it is about what the first was about. Read
as one clause it was lost, and its condition was taken for one of the first. It refuses, or allows
what the first refuses ("not in routine, but may be considered in those who ...").
"""

import re
from collections.abc import Callable, Iterator

from ingest.statements.clause import Clause
from ingest.statements.cues import CueMatch
from ingest.statements.models import Direction
from ingest.statements.slot_patterns import PEOPLE
from ingest.statements.slots import parse_population
from ingest.statements.subject import looks_like_condition

Find = Callable[[str], tuple[CueMatch, ...]]
Found = tuple[Clause, CueMatch]

_BE = r"(?:is|are|was|were|should|must|may|can|will|has|have)"
_NO = r"(?:\s+(?:also|generally|routinely))?(?:\s+(?:not|never)\b|not\b)"
_REFUSES = (
    rf"(?P<verb>{_BE}{_NO}|(?:is|are) (?:contraindicated|excluded)\b|"
    r"should be (?:avoided|withheld)\b)|"
    r"(?P<order>(?:do not|don't|never|avoid)\b)|"
    r"(?P<advice>(?:recommend|suggest|advise)s? against\b)"
)
_ALLOWS = (
    r"(?:(?:may|can|could|might|should)(?: still| only)? be (?:considered|used|offered|given|"
    r"continued|prescribed|recommended|started)|(?:is|are)(?: only)? (?:recommended|indicated))\b"
)
_GAP = r"(?P<gap>(?:;\s*|,?\s+)(?:(?:but|and|however|although|whereas|yet)\b,?\s+)?)(?<=[\s;])"
_SECOND = re.compile(rf"{_GAP}(?:{_REFUSES})", re.IGNORECASE)
# Behind a refusal, which a thing is and no person: "must not be given with X", "may be used in X"
_AGAIN = re.compile(
    rf"{_GAP}(?P<verb>(?:should|must|may|can) (?:not|never) be (?:used|started|prescribed|taken|"
    rf"administered|combined|offered|given(?= (?:to|in|together|with|during|if|when)\b))|should be "
    rf"(?:avoided|withheld)|(?:is|are) contraindicated|{_ALLOWS})"
    r"(?=(?: only)? (?:in|for|to|with|during|if|when|together|concomitantly|as|after)\b)"
    r"(?P<order>(?!))?(?P<advice>(?!))?",
    re.IGNORECASE,
)
# Behind these the sentence speaks of people or of a case, and what follows may be said of them.
_OF_SOMEBODY = re.compile(
    r"\b(?:who|whom|whose|that|which|when|if|unless|until|provided|because(?! of\b)|since|"
    r"whether|where)\b",
    re.IGNORECASE,
)
_IT, _WE = "it ", "We "


def second_verdict(
    sentence: str, offset: int, matches: tuple[CueMatch, ...], find: Find
) -> list[Found]:
    """Clauses of a sentence whose second verdict is on what the first is about; [] of others.

    Args:
        sentence: Its words.
        offset: Its place in the document's text.
        matches: Its cues.
        find: Cues of a part that takes a position.
    """
    first = matches[0]
    refused = first.cue.direction is Direction.AGAINST
    if first.cue.direction is Direction.INSUFFICIENT:
        return []
    for cut in (_AGAIN if refused else _SECOND).finditer(sentence, first.end):
        at = cut.end("gap")
        left, right = sentence[: cut.start()].rstrip(" ,;"), sentence[at:]
        joined = re.search(r"[;,\w]", cut["gap"])
        if not joined or _of_somebody(left, first.end, cut) or not (told := find(left)):
            continue
        for match, subject in _readings(right, cut, find):
            if match.cue.direction is Direction.FOR and not refused:
                continue
            again = Clause(
                right, offset + at, whole=(offset, offset + len(sentence)), subject=subject
            )
            return [(Clause(left, offset), told[0]), (again, match)]
    return []


# "Although X is not recommended for A, it is recommended for B"
_CONCEDES = re.compile(r"\W*(?:although|though|even though|while|whereas)\s+", re.IGNORECASE)
_THEN = re.compile(
    rf",\s*(?P<it>(?:it|they|this|these)\s+(?=(?:{_BE}|could|might|remains?)\b))?", re.IGNORECASE
)


def conceded(sentence: str, offset: int, find: Find) -> list[Found]:
    """Clauses of a sentence that grants something before its verdict; [] of others.

    What is granted is a verdict of its own, or only told ("although evidence is limited").
    """
    lead = _CONCEDES.match(sentence)
    for cut in reversed(list(_THEN.finditer(sentence, lead.end())) if lead else []):
        right, subject = sentence[cut.end() :], _IT if cut["it"] else ""
        second = find(subject + right)
        if lead is None or not second:
            continue
        whole, match = (offset, offset + len(sentence)), second[0]
        start, end = max(0, match.start - len(subject)), match.end - len(subject)
        again = Clause(right, offset + cut.end(), whole=whole, subject=subject)
        left = Clause(sentence[lead.end() : cut.start()], offset + lead.end())
        first = [(left, match) for match in find(left.text)[:1]]
        if subject and not first:
            return []
        return [*first, (again, CueMatch(match.cue, start, end))]
    return []


_BARE = re.compile(
    r"\s*(?P<refuses>(?:avoid|do not use|contraindicated|not (?:recommended|advised|suitable|"
    r"for use|to be used|indicated)|not)(?: routinely)?) "
    r"(?=(?:in|if|during|when|with|for)\s)(?!in (?:the )?(?:hospital|practice|isolation))",
    re.IGNORECASE,
)
_BRACKET = re.compile(r"\s*[(\[](?P<told>[^()\[\]]+)[)\]][\s.]*$")
_AVOIDED = "It should be avoided "


def bare_refusal(text: str, offset: int, find: Find, whole: tuple[int, int] | None) -> list[Found]:
    """The clause of "Contraindicated in pregnancy.", which lacks its subject and its verb."""
    bare = _BARE.match(text)
    rest = text[bare.end() :] if bare else ""
    told = (find(f"{_AVOIDED}{rest}") or find(f"It is not covered {rest}")) if bare else ()
    if (
        bare is None
        or not told
        or text.rstrip().endswith(":")
        or (whole is None and bare["refuses"].lower() == "not")
    ):
        return []
    clause = Clause(text, offset, whole=whole, subject=_IT)
    return [(clause, CueMatch(told[0].cue, 0, bare.end("refuses")))]


def bracketed(sentence: str, offset: int, matches: tuple[CueMatch, ...], find: Find) -> list[Found]:
    """Clauses of "X is recommended for A (not in pregnancy)"; [] of others."""
    bracket = _BRACKET.search(sentence, matches[0].end)
    if bracket is None or matches[0].cue.direction is not Direction.FOR:
        return []
    whole, at = (offset, offset + len(sentence)), bracket.start("told")
    second = bare_refusal(bracket["told"], offset + at, find, whole)
    first = find(sentence[: bracket.start()])
    if not second or not first:
        return []
    return [(Clause(sentence[: bracket.start()], offset, whole=whole), first[0]), *second]


# "X is covered for A, not for B", "offer X to people with A, but not to people with B"
_TAIL = re.compile(
    rf"(?:,\s+(?:(?:but|and|though|although|yet)\s+)?|\s+but\s+)(?P<told>not\s+(?:(?:for|in|during|to(?=\s+{PEOPLE}\b))"
    r"\s+|(?=[\w-]+(?: [\w-]+){0,3}[\s.]*$))(?!(?:more|longer|less|fewer|up|use|order|combination|"
    r"place|addition|general|all|every|any|the (?:same|purpose|sole))\b)[^.;()]+?)[\s.]*$",
    re.IGNORECASE,
)
_FOR_WHAT = re.compile(r"\s(?:for|to|in)\s.+", re.IGNORECASE | re.DOTALL)
# "not fibromyalgia": a name without a word before it
_NAMED = re.compile(r"not\s+(?!(?:for|in|to|during)\s)[\w-]+(?: [\w-]+){0,3}", re.IGNORECASE)
_WAYS = ("It is not covered ", _AVOIDED)


def tailed(sentence: str, offset: int, matches: tuple[CueMatch, ...], find: Find) -> list[Found]:
    """Clauses of "X is covered for A, not for B"; [] of others."""
    tail = _TAIL.search(sentence, matches[0].end)
    if tail is None or matches[0].cue.direction is not Direction.FOR:
        return []
    whole, at = (offset, offset + len(sentence)), tail.start("told")
    rest, no_word = tail["told"][len("not") :], _NAMED.fullmatch(tail["told"])
    if no_word and not looks_like_condition(rest):
        return []
    rest = f" for {rest.strip()}" if no_word else rest
    told = [cues[0] for way in _WAYS if (cues := find(f"{way.strip()}{rest}"))]
    told.sort(key=lambda match: match.cue.basis is not matches[0].cue.basis)
    first = find(sentence[: tail.start()])
    if not told or not first:
        return []
    # "not for women with an eGFR below 30": for what, the first part tells
    named = _FOR_WHAT.search(sentence, matches[0].end, tail.start())
    own = parse_population(rest.strip()).conditions
    shared = (named.group().strip(),) if named and not own else ()
    shared = (rest.strip(),) if no_word else shared
    again = Clause(tail["told"], offset + at, whole=whole, shared=shared, subject=_IT)
    end = len(tail["told"]) if no_word else len("not")
    return [
        (Clause(sentence[: tail.start()], offset, whole=whole), first[0]),
        (again, CueMatch(told[0].cue, 0, end)),
    ]


# "that A be used and B not be used"
_NOT_BE = re.compile(
    r",?\s+(?:and|but)\s+(?:that\s+)?(?=(?P<what>[\w-]+(?:\s+[\w-]+){0,5}?)\s+not\s+be\s+"
    r"\w+(?:ed|en|wn|ne)\b)",
    re.IGNORECASE,
)
_FRONT = re.compile(r"\W*(?:\d+[.)]\s+)?(?P<whom>(?:for|in)\s[^,;:]+),", re.IGNORECASE)


def one_done_one_not(
    sentence: str, offset: int, matches: tuple[CueMatch, ...], find: Find
) -> list[Found]:
    """Clauses of "that A be done and B not be done", advice for one and against another."""
    if matches[0].cue.direction is not Direction.FOR:
        return []
    cut = _NOT_BE.search(sentence, matches[0].end)
    left, right = (sentence[: cut.start()], sentence[cut.end() :]) if cut else ("", "")
    should = f"{cut['what']} should" if cut else ""
    told = find(f"{should}{right[len(cut['what']) :]}") if cut else ()
    first = find(left)
    if cut is None or not told or not first or told[0].cue.direction is not Direction.AGAINST:
        return []
    front = _FRONT.match(sentence)
    whom = front["whom"] if front else ""
    if not whom and (named := _FOR_WHAT.search(left, matches[0].end)):
        whom = named.group().strip()
    whole = (offset, offset + len(sentence))
    again = Clause(right, offset + cut.end(), whole=whole, shared=(whom,) if whom else ())
    at, shift = len(cut["what"]) + 1, len(" should")
    return [
        (Clause(left, offset, whole=whole), first[0]),
        (again, CueMatch(told[0].cue, at, told[0].end - shift)),
    ]


def _of_somebody(left: str, at: int, cut: re.Match[str]) -> bool:
    """Whether what follows may be said of people or of a case that the first part names."""
    if cut.re is _AGAIN and (not left[at:].strip() or re.search(r"[;,]", cut["gap"])):
        return not left[at:].strip()
    return bool(_OF_SOMEBODY.search(left, at))


def of_other_verdict(phrase: str, quote: str, direction: Direction) -> bool:
    """Whether a quote names a phrase only in its other verdict.

    A refusal in what is supported before it, and advice in the "not for B" behind it.
    """
    if direction is Direction.FOR:
        tail = _TAIL.search(quote)
        at = tail.start() if tail else len(quote)
        return phrase in quote[at:] and phrase not in quote[:at]
    cuts = [cut for cut in _SECOND.finditer(quote) if re.search(r"[;,\w]", cut["gap"])]
    return (
        bool(cuts) and phrase in quote[: cuts[0].start()] and phrase not in quote[cuts[0].end() :]
    )


def _readings(right: str, cut: re.Match[str], find: Find) -> Iterator[tuple[CueMatch, str]]:
    """The cue of a part that lacks its subject, and the subject that it is given."""
    if cut["verb"]:
        for match in find(_IT + right):
            start, end = max(0, match.start - len(_IT)), match.end - len(_IT)
            yield CueMatch(match.cue, start, end), _IT
    elif cut["order"]:
        for match in find(right[:1].upper() + right[1:]):
            yield match, ""
    else:
        for match in find(_WE + right):
            start, end = max(0, match.start - len(_WE)), match.end - len(_WE)
            yield CueMatch(match.cue, start, end), ""
