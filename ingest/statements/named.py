"""Interventions by name: without what they are used as, for whom, how long and what for."""

import re
from collections.abc import Iterable, Sequence

from ingest.lexis import is_generic, words
from ingest.statements.phrases import clean
from ingest.statements.slot_patterns import PEOPLE

_PURPOSE = re.compile(
    r"\s+(?:to|in order to|specifically to)\s+(?:avoid|ensure|minimi[sz]e|support|assist|"
    r"facilitate|"
    r"enhance|guide|inform|identify|determine|differentiate|increase|maximi[sz]e|optimi[sz]e|"
    r"significantly|achieve|maintain|improve|reduce|lower|help|restore|provide)\b.*$",
    re.IGNORECASE,
)
_TAILS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"\s+as\s+(?:an? |the )?(?:monotherapy|sole (?:agent|treatment|therapy)|first-line|"
        r"second-line|"
        r"add-on|adjunct(?:ive)?|initial|preferred|primary|maintenance|technique|means|"
        r"method)\b.*$",
        r"\s+(?:not )?(?:be|being)\s+(?:considered|used|given|offered|the|started|continued)\b.*$",
        r"\s+given the (?:potential|risk|lack)\b.*$",
        r"\s+(?:where|when)\s+(?:available|possible|appropriate)$",
        r"\s+(?:using|with) (?:one|any) of the (?:[\w-]+ ){0,2}(?:identified|listed|"
        r"described)\b.*$",
        rf"\s+to (?:all |any |most |the )?(?:[\w-]+ ){{0,3}}?{PEOPLE}\b.*$",
        r"\s+for (?:at least |up to |about |approximately )?\d+(?:\s*(?:to|or|-|–)\s*\d+)? "
        r"(?:minutes?|hours?|days?|weeks?|months?|years?)\b.*$",
        r"\s+(?:before|prior to)(?:,| )\s*.*$",
        r"\s+by (?:an? |the )?(?:health ?care |qualified |licensed |trained |treating |ordering )"
        r"+(?:provider|professional|physician|clinician|therapist|practitioner)s?\b.*$",
        r",?\s+with or without\s.*$",
        r",?\s+(?:in|at|during) (?:one|an?|the same|a single|any one) (?:treatment )?(?:session|"
        r"visit|day|"
        r"sitting|encounter)$",
        r",?\s+(?:also|more commonly|commonly|previously|otherwise) (?:known|called|referred to) "
        r"as\b.*$",
        r"\s+regardless of\b.*$",
        r"\s+at the same time (?:as|with)\b.*$",
    )
)
_LISTED = re.compile(
    r",?\s+(?:listed|identified|described|specified|noted|mentioned|outlined)"
    r"(?:\s+(?:in|below|above)\b.*)?$",
    re.IGNORECASE,
)
_USE = re.compile(
    r"^(?:the )?(?:routine |regular )?(?:use|usage|administration) of\s+", re.IGNORECASE
)
_BE = re.compile(
    r"^for\s+(?=\w)|^(?:be|being)\s+(?:with\s+|of\s+)?(?:either\s+)?(?:an?\s+)?", re.IGNORECASE
)
_USED = re.compile(r"(?<=\w)\s+use$", re.IGNORECASE)
_BY_CODE = re.compile(r"^(?:HCPCS|CPT)(?: codes?)? [A-Z]?\d{4}[A-Z]?\s+(?=\w)")
# "treatment with X", "trial period of X": X
_GENERIC_OF = re.compile(
    r"^(?:(?:an? |the )?(?:(?:initial|maintenance|medical|adjunctive|continued|repeat|further|"
    r"combined|"
    r"drug|active|pharmacologic(?:al)?|temporary)\s+)*(?:(?:treatment/management|"
    r"treatment|therapy|management)\s+with|(?:courses?|trial(?: period)?|period|application|"
    r"initiation|"
    r"provision)\s+(?:with|of))\s+)"
    r"(?:an? |the )?(?=\w)",
    re.IGNORECASE,
)
# "up to 12 sessions of X per year": X; a bare quantity names nothing
_QUANTITY = re.compile(
    r"^(?:(?:up to|(?:an? )?(?:maximum|total|minimum) of|at least|at most|an additional|additional|"
    r"the first|initial)\s+)+\d+\s+(?:visits?|sessions?|treatments?|injections?|courses?|units?|"
    r"doses?|hours?|times)\b(?:\s+of\s+(?=\w)|"
    r"(?:\s+(?:in|per|within|each|every|over)\s+(?:an? |any |the )?(?:\d+[- ])?\w+)?$)",
    re.IGNORECASE,
)
_DONE_TO = re.compile(
    r"^(?:[\w-]+ ){0,2}?(?:implantation|insertion|placement) of (?:an? |the )?(?P<what>\w.*)$",
    re.IGNORECASE,
)
# "X prophylaxis with Y" names both; of "X with Y" in general Y is a part
_PROPHYLAXIS = re.compile(
    r"^(?P<what>.*\b(?:chemo)?prophylaxis)\b.*?\s+with\s+(?P<with>[^,;]+?)(?:\s+(?:for|against|"
    r"in)\s.*)?$",
    re.IGNORECASE,
)
_SCREENED = re.compile(
    rf"^(?P<service>screening|testing)\s+(?:all |any |the )?(?:[\w-]+ ){{0,3}}?{PEOPLE}$",
    re.IGNORECASE,
)
# "behavioral, dietary, and physical activity components": adjectives that are left of such a list
_MANNER = re.compile(
    r"(?:(?:behaviou?ral|dietary|nutritional|physical|psychological|psychosocial|social|"
    r"educational|cognitive|medical|surgical|procedural|pharmaco(?:logic(?:al)?|therapeutic)|"
    r"non-?pharmacologic(?:al)?|conservative|topical|systemic|oral|intravenous|parenteral|"
    r"hormonal|mechanical|manual|supportive|preventive|and|or)[, ]*)+",
    re.IGNORECASE,
)
_ODD = re.compile(
    r"(?:listed|either|both|be|it|they|this|these|that|more|neither|none|services?|items?|coverage|approval)",
    re.IGNORECASE,
)


def is_manner(phrase: str) -> bool:
    """Whether a phrase tells only of which kind, or how much, something is ("oral", "1 g/kg")."""
    return bool(_MANNER.fullmatch(phrase) or _AMOUNT.fullmatch(phrase.strip(" .")))


# "the dose should initially be 1 g/kg", "400 mg a day": of something that is named elsewhere
_AMOUNT = re.compile(
    r"(?:the\s+)?(?:(?:initial|starting|maintenance|total|daily|usual|maximum|loading)\s+)*"
    r"(?:dos(?:e|es|age|ages)|duration|frequency|interval|infusion rate)\s+"
    r"(?:(?:should|must|may|can|to)\s+)?(?:\w+ly\s+)?(?:be|is|are|of)\s.*\d.*|"
    r"\d[\d.,]*\s?(?:mg|g|mcg|ml|units?|iu)(?:/kg)?(?:/\w+| (?:a|per) \w+| daily| weekly)?",
    re.IGNORECASE,
)


def within(group: Sequence[str], core: str) -> tuple[str, ...]:
    """Members of a list whose words all stand in what is left of the whole list."""
    kept = {w.lower() for w in words(core)}
    return tuple(p for p in group if {w.lower() for w in words(p)} <= kept)


def named_services(phrases: Iterable[str]) -> tuple[str, ...]:
    """Interventions without what they are used as, and for; names in brackets on their own."""
    named = list(phrases)
    whole = _PURPOSE.sub("", named[-1]) if named else ""
    if len(named) > 1 and words(whole) and whole != named[-1]:
        named = [*within([_PURPOSE.sub("", p) for p in named[:-1]], whole), whole]
    found: list[str] = []
    for phrase in named:
        listed = len(named) > 1 and phrase == named[-1]
        plain = clean(phrase) if listed else _bare(phrase)
        odd = _ODD.fullmatch(plain) or _AMOUNT.fullmatch(plain.strip(" ."))
        if words(plain) and not (len(named) > 1 and is_manner(plain)) and not odd:
            found.extend([plain, _unbracketed(plain)] if listed else _with_names(plain))
    return tuple(dict.fromkeys(found))


def _cut(phrase: str) -> str:
    """A phrase without its tails; whole where nothing would be left."""
    text = _LISTED.sub("", phrase)
    for pattern in (_PURPOSE, *_TAILS):
        cut = pattern.sub("", text)
        generic = is_generic(cut) and not is_generic(text)
        if words(cut) and not generic and cut.count("(") == cut.count(")"):
            text = cut
    return clean(text)


def _bare(phrase: str) -> str:
    text = _BY_CODE.sub("", _USED.sub("", _cut(_BE.sub("", _USE.sub("", phrase)))))
    text = _QUANTITY.sub("", text)
    bare = _GENERIC_OF.sub("", text)
    screened = _SCREENED.match(text)
    if screened:
        return screened["service"]
    return clean(bare if words(bare) and not is_generic(bare) else text)


_BRACKET = re.compile(r"\s*\((?P<inner>[^()]{2,200})\)")
# "screening for X (Y)": Y is another name of X, and not of the service
_APART = re.compile(r"\s(?:for|with|against|in|to|from|by|via|using|after|plus)\s", re.IGNORECASE)
# "enzyme (ACE) inhibitor": the abbreviation stands for the words before it
_WITHIN = re.compile(
    r"^[^()]+\((?P<short>[A-Z][A-Za-z-]{0,2}[A-Z]+s?)\) "
    r"(?P<behind>(?!(?:and|or|with|for|using|in|plus|as|by|to|of|from|without)\b)\w.*)$"
)
# "plasma (PRP) injections": what it is given as adds nothing to the name
_KIND = re.compile(
    r"\s*(?:use|therap(?:y|ies)|treatments?|injections?|devices?|systems?|procedures?|surgery)\b",
    re.IGNORECASE,
)
_INITIALS = re.compile(r"[A-Z][A-Za-z-]{0,2}[A-Z]+s?")
_NO_NAME = re.compile(
    r"\d|\b(?:e\.?g|i\.?e|eg|ie|such|for|including|includes?|not|see|with|without|is|are|or older|"
    r"days?|in|at|by|except|using|only|more|less|per|also|known|open|approach(?:es)?|under|over|"
    r"based|level|grade|class|page|if|when|unless|any|all|both)\b",
    re.IGNORECASE,
)
_JOINED = re.compile(
    r"^(?:or|and|and/or|specifically|namely|formerly|previously)\s+", re.IGNORECASE
)
# Behind the bracket the phrase goes on: "fixation (fusion) devices"
_GOES_ON = re.compile(r"\s*(?!(?:and|or|with|for|using|in|plus|as|by|to|of|from)\b)\w")
_ROUTE = re.compile(r"(?:al|ous|ic|ar|ary|ive|ly|ed|able|oral|needed)$", re.IGNORECASE)
_N_WORDS_OF_NAME = 5


_OF = re.compile(r"\s+of (?:the )?")


def _of_whole(phrase: str, bracket: re.Match[str]) -> bool:
    """Whether a bracket names the whole that stands before it, and not its last part alone."""
    whole = phrase[: bracket.start()]
    parts = _OF.split(whole)
    initials = "".join(word[0] for word in words(parts[-1])).upper()
    if len(parts) > 1 and initials == bracket["inner"].upper():
        return False  # "ablation of the great toe vein (GTV)": the vein
    if _GOES_ON.match(phrase, bracket.end()):
        named = _INITIALS.fullmatch(bracket["inner"])
        return named is not None and _KIND.match(phrase, bracket.end()) is not None
    return not _APART.search(whole) or bracket["inner"][0] == whole[0].upper()


def _is_name(part: str) -> bool:
    """Whether what stands in brackets is another name, and no route, dose or remark."""
    named = words(part)
    return (
        0 < len(named) <= _N_WORDS_OF_NAME
        and not _NO_NAME.search(part)
        and not _ROUTE.search(named[-1])
    )


_MORE_AGENTS = re.compile(
    r"^(?P<what>\w.*?)\s+(?:and|plus|with)\s+(?:additional|other|further)\s+(?:agents?|drugs?|"
    r"medications?|treatments?|therap(?:y|ies)|measures)$",
    re.IGNORECASE,
)


def _unbracketed(phrase: str) -> str:
    return clean(_BRACKET.sub("", phrase))


def _with_names(phrase: str) -> list[str]:
    """A phrase and the names that it holds beside itself.

    In brackets, as the object of an operation, with other agents. It comes first as printed, last
    as it is said.
    """
    inner = [m["inner"] for m in _BRACKET.finditer(phrase) if _of_whole(phrase, m)]
    names = [
        clean(part)
        for text in inner
        for part in (_JOINED.sub("", p) for p in re.split(r"\s*[;,]\s*|\s+or\s+", text))
        if _is_name(part)
    ]
    if (done := _DONE_TO.match(phrase)) and not is_generic(done["what"]):
        names.append(clean(done["what"]))
    if (short := _WITHIN.match(phrase)) and not short["behind"].count("("):
        names.append(clean(f"{short['short']} {short['behind']}"))
    if more := _MORE_AGENTS.match(phrase):
        names.append(clean(more["what"]))
    if prophylaxis := _PROPHYLAXIS.match(phrase):
        names.extend([clean(prophylaxis["what"]), clean(prophylaxis["with"])])
    names = [p for p in names if words(p)]
    said = _unbracketed(phrase) if _BRACKET.search(phrase) else phrase
    return [*([phrase] if said != phrase else []), *names, said] if words(said) else [phrase]


_BARE_HEAD = re.compile(
    r"(?:other\s+)?(?:surger(?:y|ies)|procedures?|operations?|devices?|equipment|supplies|tests?)",
    re.IGNORECASE,
)
_ONCE_MORE = re.compile(
    r"\b(?:repeat(?:ed)?|serial|surveillance|follow-?up|additional)\s+$", re.IGNORECASE
)
_TO_DO = re.compile(r"\s+to\s+[a-z]{3,}")


def is_named_by_aim(text: str, start: int, end: int) -> bool:
    """Whether a mark is but the head of a thing that its aim or a word in front makes another.

    "surgery to straighten toes"; "repeat MRI to follow a known disc herniation".
    """
    if _TO_DO.match(text, end) is None:
        return False
    bare = _BARE_HEAD.fullmatch(text, start, end) is not None
    return bare or _ONCE_MORE.search(text[:start]) is not None


_COMPARED = re.compile(r"\b(?:less|more)\s+$", re.IGNORECASE)


def degree_start(text: str, start: int) -> int:
    """Where a marked name begins with the word that turns it: "less severe depression"."""
    found = _COMPARED.search(text[:start]) if text[start:].lower().startswith("severe") else None
    return found.start() if found else start
