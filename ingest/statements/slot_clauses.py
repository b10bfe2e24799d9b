"""Who / when / if / unless clauses: cut off the sentence.

What they say goes to criteria and exceptions.
"""

import re

from ingest.lexis import words
from ingest.statements.exception_words import bracketed_exception, runs_on
from ingest.statements.phrases import clean
from ingest.statements.slot_parts import Parts
from ingest.statements.slot_patterns import CLAUSE, MARKERS, PEOPLE, STUDY

# "X, except Y, for Z": behind the comma the sentence goes on; otherwise an exception runs to its
# end.
_GOES_ON = re.compile(r",\s+(?:for|in|among|to|when|is|are|as|and (?:is|are))\b|;", re.IGNORECASE)
# "other than those listed above" names nothing
_BACK_REFERENCE = re.compile(
    r"^(?:as |those |the |what |uses |indications |conditions |criteria |any )*(?:is |are )?"
    r"(?:(?:specifically |otherwise |explicitly )?(?:listed|described|noted|specified|"
    r"stated|outlined|defined|indicated|mentioned|named|above|below|approved)\b|"
    r"indications? (?:listed|above))",
    re.IGNORECASE,
)
_EVENT = frozenset({"after", "following", "once"})
# "after failure of two drugs" is a criterion however short it is; "pain after knee replacement"
# is a condition.
_STATE_OF_TREATMENT = re.compile(
    r"\W*(?:an? |the |at least |two |three |one |\d)*(?:fail|trial|inadequate|"
    r"insufficient|adequate|unsuccessful|complet|confirm|discuss|exclu|\d|shared|"
    r"informed|consult|assess|evaluat|optimi|other|standard|conservative|first|"
    r"initial)",
    re.IGNORECASE,
)
_N_WORDS_OF_EVENT = 5


# "removal of spider veins, which is cosmetic": the verdict once more, behind a comma
_ONCE_MORE = re.compile(
    r"(?:is|are|was|were)\s+(?:always |generally |purely |primarily )?(?:(?:considered|regarded as|"
    r"deemed)\s+(?:to be )?)?(?:purely |primarily )?(?:cosmetic|experimental|investigational|"
    r"unproven|not (?:medically )?(?:necessary|proven|covered|established))"
    r"(?:\s+(?:in nature|procedures?|services?))?",
    re.IGNORECASE,
)
_USED = re.compile(
    r"(?:it is |they are )?(?:used|performed|given|administered|prescribed|ordered|"
    r"provided|offered|done)\b",
    re.IGNORECASE,
)
# Who is meant, not when: "should not be used during pregnancy"
WHILE_IN = re.compile(
    r"\bduring (?=(?:pregnancy|lactation|breast-?feeding|the (?:first|second|third) trimester)\b)",
    re.IGNORECASE,
)


# "adults with gout and one or more tophi, joint damage, or two flares a year"
_ONE_OF = re.compile(
    r",?\s+and (?P<what>(?:(?:one|two|1|2) or more|at least (?:one|two|1|2))\b"
    r"(?:(?! (?:in|for|among) )[^;:]){0,200}\bor\s(?:(?! (?:in|for|among) )[^;:,]){1,100})$",
    re.IGNORECASE,
)


def _without_list(text: str, parts: Parts) -> str:
    listed = _ONE_OF.search(text)
    if listed is None or not re.search(rf"\b{PEOPLE}\b", text[: listed.start()], re.IGNORECASE):
        return text
    parts.criteria.append(listed["what"].strip(" ,.;:"))
    return text[: listed.start()]


def _without_bracketed(text: str, parts: Parts) -> str:
    """A text without the first exception in brackets, where no clause stands in front of it."""
    for match in CLAUSE.finditer(text):
        if inside := bracketed_exception(text, match.start("unless")):
            _keep_exception(text, inside["word"].lower(), inside["what"].strip(" ,.;:"), parts)
            return text[: inside.start()] + text[inside.end() :]
        if not match.group("unless"):
            break
    return text


def cut_clauses(text: str, parts: Parts) -> str:
    """Cut who / when / unless clauses off the end; what they say goes to `parts`."""
    text = _without_list(_without_bracketed(text, parts), parts)
    for match in CLAUSE.finditer(text):
        depth = text.count("(", 0, match.start()) - text.count(")", 0, match.start())
        if depth > 0 or match.start() < len("for"):
            continue
        front, tail = text[: match.start()], text[match.end() :].strip(" ,.;:")
        if match.group("unless"):
            return _cut_exception(front, match.group("unless").lower(), tail, parts)
        if match.group("state"):
            return _cut_state(front, match.group("state"), tail, parts)
        if match.group("who"):
            if match.group().startswith(",") and _ONCE_MORE.fullmatch(tail):
                return front
            return _cut_who(front, match.group("who"), tail, parts)
        word = (match.group("crit") or "").lower()
        if _is_no_clause(front, word, tail):
            continue
        return _cut_criterion(front, word, tail, parts)
    return text


_LISTED = re.compile(r"\b(?:the|these|any)\s*$", re.IGNORECASE)  # "the following"


def _is_no_clause(front: str, word: str, tail: str) -> bool:
    """Rule.

    "where", "after", "following", "once" that belong to a phrase ("once daily", "the following",
    "pain after surgery").
    """
    if word not in {"where", *_EVENT}:
        return False
    if word == "following" and _LISTED.search(front):
        return True
    if len(words(tail)) <= 1 or (
        word == "once" and re.match(r"(?:daily|weekly|monthly|a |every|per)\b", tail, re.IGNORECASE)
    ):
        return True
    if word == "following":
        return bool(
            re.match(r"\W*(?:for|criteria|indications|conditions|three|two)\b", tail, re.IGNORECASE)
        )
    markers = list(MARKERS.finditer(front))
    if word != "after" or not markers or not words(front[markers[-1].end() :]):
        return False
    return len(words(tail)) <= _N_WORDS_OF_EVENT and not _STATE_OF_TREATMENT.match(tail)


# "when gout is the primary diagnosis": what the patient has
_DIAGNOSED = re.compile(
    r"(?:the )?(?P<what>[^,;:]{3,60}?) is the (?:primary|main|principal|underlying|sole|only|known|"
    r"confirmed|likely|leading) (?:diagnosis|disease|condition|disorder|problem)",
    re.IGNORECASE,
)


def _cut_criterion(front: str, word: str, tail: str, parts: Parts) -> str:
    nested = Parts()
    kept = (
        cut_clauses(tail, nested)
        if re.search(r"\b(?:unless|except)\b", tail, re.IGNORECASE)
        else tail
    )
    rest = ""
    splits = word in _EVENT or _USED.match(kept)
    marker = next(
        (
            m
            for m in MARKERS.finditer(kept)
            if (splits and m.lastgroup in {"people", "aim"})
            or (m.lastgroup == "aim" and kept[: m.start()].endswith(", "))
        ),
        None,
    )
    if marker and words(kept[: marker.start()]):
        kept, rest = kept[: marker.start()], kept[marker.start() :]
    told = kept.strip(" ,.;:")
    if diagnosis := _DIAGNOSED.fullmatch(told):
        parts.people.append((clean(diagnosis["what"]),))
    elif not _USED.fullmatch(told):  # "when performed (alone or with another)" leaves nothing out
        parts.criteria.append(told)
    parts.exceptions.extend(nested.exceptions)
    return cut_clauses(f"{front} {rest}", parts) if rest else front


_AFTER_EXCEPTION = frozenset({"aim", "people", "for", "in"})
# "treated with tablets other than velora": who takes velora is not meant
_TREATED_WITH = re.compile(
    r"\b(?:treated with|receiving|taking|using|on)\s+(?:[\w-]+\s+){1,4}$", re.IGNORECASE
)


def _cut_exception(front: str, word: str, tail: str, parts: Parts) -> str:
    """Rule.

    "unless" and "except" take the sentence to its end, "other than X" ends where the next phrase
    starts.
    """
    marker = next((m for m in MARKERS.finditer(tail) if m.lastgroup in _AFTER_EXCEPTION), None)
    inner = next(
        (m for m in CLAUSE.finditer(tail) if (m.group("crit") or "").lower() not in _EVENT), None
    )
    cut = min((m.start() for m in (inner, marker) if m), default=len(tail))
    if to_its_end := runs_on(front, word, tail[:cut]):
        goes_on = _GOES_ON.search(tail)
        cut = goes_on.start() if goes_on else len(tail)
    phrase = tail[:cut].strip(" ,.;:") if to_its_end else clean(tail[:cut])
    if word.startswith("outside") and STUDY.search(phrase):
        parts.criteria.append(f"{word} {tail[:cut].strip(' ,.;:')}")
    else:
        _keep_exception(front, word, phrase, parts)
    return cut_clauses(f"{front} {tail[cut:]}", parts)


def _keep_exception(front: str, word: str, phrase: str, parts: Parts) -> None:
    if word == "other than" and _TREATED_WITH.search(front):
        parts.populations.append(f"not on {re.split(r',|;', phrase)[0]}")
    elif phrase and not _BACK_REFERENCE.match(phrase):
        parts.exceptions.append(phrase)


def _cut_state(front: str, word: str, tail: str, parts: Parts) -> str:
    """Rule: "with an inadequate response to X for Y".

    How earlier treatment went is a criterion, Y stays the condition.
    """
    if word.endswith("following"):  # what leads in a list: "with at least one of the following: A"
        parts.criteria.append(f"{word}: {tail}")
        return front
    aim = re.search(
        r"\s+for\s+(?:the\s+)?(?:pain|treatment|management|prevention|symptoms)\b",
        tail,
        re.IGNORECASE,
    )
    parts.criteria.append(f"{word} {tail[: aim.start()] if aim else tail}".strip(" ,.;:"))
    front = re.sub(r"(?:,|\band|\bor|\s)*\s*(?:\b(?:an?|the))?\s*$", "", front)
    return front + (tail[aim.start() :] if aim else "")


BESIDE = "&&&"  # stands between what people have and what they have besides
_HAS_ONE = re.compile(
    rf"\b{PEOPLE}\s+with\s[^,;]*$", re.IGNORECASE
)  # "people with A who have B" have both
_HAS = re.compile(
    r"(?:(?:have|has|are diagnosed with|suffer from|had been diagnosed with|"
    r"(?:are|is|were) (?:admitted|hospitali[sz]ed)(?: to (?:the )?hospital)? "
    r"(?:with|for|because of))\s+)"
    r"(?:(?:an? )?(?:diagnosis of )?)(?!been|had|not|no |ever|never|at least|(?:\w+ly )?\w+ed\b|"
    r"completed|failed|tried|declined|received|undergone|"
    r"(?:[\w-]+ )?contraindications? (?:to|or)\b)",
    re.IGNORECASE,
)


# "who are or are not on medication" leaves nobody out
_EITHER_WAY = re.compile(
    r"(?:is|are|have|has|do|does) or (?:is|are|have|has|do|does) not\b", re.IGNORECASE
)


def _cut_who(front: str, word: str, tail: str, parts: Parts) -> str:
    """Rule: "patients who have X" names a condition.

    Any other "who" clause restricts the population.
    """
    has = _HAS.match(tail)
    aim = re.search(r",?\s+for (?:the )?(?:treatment|management|prevention)", tail, re.IGNORECASE)
    if has and word.lower() == "who":
        joint = BESIDE if _HAS_ONE.search(front) else "with"
        return cut_clauses(f"{front} {joint} {tail[has.end() :]}", parts)
    kept = tail[: aim.start()] if aim else tail
    if _EITHER_WAY.match(kept):
        return front + (tail[aim.start() :] if aim else "")
    nested = Parts()
    if re.search(r"\b(?:unless|except)\b", kept, re.IGNORECASE):
        kept = cut_clauses(kept, nested)
        parts.exceptions.extend(nested.exceptions)
        parts.criteria.extend(nested.criteria)
    over = re.search(r",?\s+(?:rather than|instead of)\s", kept, re.IGNORECASE)
    parts.criteria.append((kept[: over.start()] if over else kept).strip(" ,.;:"))
    return front + (tail[aim.start() :] if aim else "")
