"""Lists of noun phrases taken apart: "A, B, or C", "A or B of the C", "oral or topical D"."""

import re

from ingest.lexis import is_generic, words
from ingest.statements.beside import one_beside
from ingest.statements.cleaning import clean
from ingest.statements.coordinated_degrees import with_degree, without_range

_SPLIT = re.compile(
    r"\s*[•;]\s*|,\s*(?:and/or|and|or)\s+|\s+(?:and/or|or)\s+|\s*,\s+|\s+and\s+(?!/)", re.IGNORECASE
)
# In "A, B and C, or D" the last "or" joins the members and "and" stands inside of one.
_SPLIT_OR = re.compile(
    r"\s*[•;]\s*|,\s*(?:and/or|or)\s+|\s+(?:and/or|or)\s+|\s*,\s+", re.IGNORECASE
)
_COMMA_OR = re.compile(r",\s+(?:or|and/or)\s", re.IGNORECASE)

# What holds together: words that join two things of one phrase are no joints of a list there.
_SET_PHRASES = (
    r"head and neck|foot and mouth|hand and foot|trial and error|signs and symptoms|nausea and "
    r"vomiting|glucosamine and chondroitin|acceptance and commitment|safe and effective|rest and "
    r"\w+|wear and tear|activities of|range of \w+ and|mind and body|risks and benefits|"
    r"benefits and harms|time and money|black and white|drug and alcohol|ear,? nose,? and throat|"
    r"maternal and child|one and a half|research and development|mineral and bone|"
    r"hand,? foot,? and mouth|sensory and motor|motor and sensory|skin and soft[- ]tissue|"
    r"bone and joint|incision and drainage|dilation and (?:curettage|evaluation)|irrigation and "
    r"debridement"
)
_PARTS_OF_BODY = r"(?:head|neck|chest|abdomen|pelvis|brain|skull|ears?)"
_WHOLE = re.compile(
    rf"\b(?:{_SET_PHRASES})\b|\bwith(?:out)? (?:or|and) with(?:out)?\b|\bbetween\s[^,;]+|"
    rf"\bboth\s[^,;]+|\bplus\s[^,;]+|\bof (?:the )?{_PARTS_OF_BODY}(?:,| and)\s.*$",
    re.IGNORECASE,
)
_TOGETHER = re.compile(
    r"\b(?:combination|combinations|mixture|series|sequence)(?: therapy)? of\b.*?(?=,\s+or\b|$)",
    re.IGNORECASE,
)
# "cross-linking using riboflavin and UVA": two short names are the means of one thing
_WITH = re.compile(
    r"\bwith\s[^,;]*|\busing\s[\w-]+(?: [\w-]+)? and (?!(?:an?|the)\b)[^,;]*", re.IGNORECASE
)
_WITHOUT = re.compile(r"\b(?:with or )?without\s[^,;]*", re.IGNORECASE)
# "Support and Recovery Program", "Eye Movement Desensitization and Reprocessing"
_NAME = re.compile(
    r"\b[A-Z][\w-]+(?: [A-Z][\w-]+)* and (?:[A-Z][\w-]+ )*(?:[A-Z][\w-]*(?:Program|Programme|Model|"
    r"Scale|Test|Inventory|Index|Questionnaire|Interview|Protocol|Procedure|Checklist|Reprocessing|"
    r"System)|"
    r"(?:Program|Model|Scale|Test|Inventory|Index|model|program|system|test|scale)\b)"
)
_MASKS = (("\x01", ","), ("\x02", " or "), ("\x03", " and "), ("\x04", ";"), ("\x05", " OR "))


# "pre- and post-test counseling": the first half-word lacks what the second ends in
_HALF_WORD = re.compile(r"\b(\w+)- (and/or|and|or|to) (\w+)-(\w+)")
_INCLUDING = re.compile(r"^(?:including|such as) (?=\w)", re.IGNORECASE)


def split_list(phrase: str) -> list[str]:
    """Members of a coordinated phrase ("A, B, or C"); one element where there is none.

    A member that lacks what it shares with the others gets it: "oral or intramuscular
    corticosteroids" gives "oral corticosteroids".
    """
    if beside := one_beside(phrase):
        return [f"{beside[0]} {other}" for other in split_list(beside[1])]
    masked = _masked(_HALF_WORD.sub(r"\1-\4 \2 \3-\4", clean(phrase)))
    pattern = _SPLIT_OR if _COMMA_OR.search(masked) else _SPLIT
    pieces = [
        _INCLUDING.sub("", p)
        for piece in pattern.split(masked)
        for p in _by_slash(clean(_unmasked(piece)))
    ]
    pieces = [
        piece
        for piece in pieces
        if piece and not re.fullmatch(r"(?:etc|including|e\.?g|i\.?e)\.?", piece)
    ]
    if len(pieces) <= 1 or any(_is_no_member(piece) for piece in pieces):
        return [clean(phrase)]
    return _shared(pieces)


_DEPENDENT = re.compile(
    r"(?:with|without|of|for|in(?! (?:vitro|vivo|situ)\b)|by|to|from|as|it|they)\b", re.IGNORECASE
)
# Kinds of treatment that say something although they name nothing
_KIND = re.compile(
    r"(?:\w+ )?(?:pharmacotherap(?:y|ies)|medications?|drugs?|supplements)", re.IGNORECASE
)


def _is_no_member(piece: str) -> bool:
    return bool(_DEPENDENT.match(piece)) or (is_generic(piece) and not _KIND.fullmatch(piece))


def _masked(phrase: str) -> str:
    text = re.sub(r"\([^()]*\)|\[[^\][]*\]", lambda m: _hide(m.group(0), all_of=True), phrase)
    text = _TOGETHER.sub(lambda m: _hide(m.group(0), all_of=True), text)
    for pattern in (_WHOLE, _WITHOUT):
        text = pattern.sub(lambda m: _hide(m.group(0), all_of=True), text)
    text = _NAME.sub(lambda m: _hide(m.group(0)), text)
    return _WITH.sub(lambda m: _hide(m.group(0)), text)


def _hide(text: str, *, all_of: bool = False) -> str:
    """Text whose joints are masked: " and " alone, or every joint."""
    for mask, joint in _MASKS:
        if all_of or joint == " and ":
            text = text.replace(joint, mask)
    return text


def _unmasked(text: str) -> str:
    for mask, joint in _MASKS:
        text = text.replace(mask, joint)
    return text


def _by_slash(piece: str) -> list[str]:
    """Names of several words with one head ("Kinesio taping/McConnell taping")."""
    parts = piece.split("/")
    several = len(parts) > 1 and all(len(words(part)) > 1 for part in parts[:2])
    heads = {_head(part) for part in parts if words(part)}
    return [clean(part) for part in parts] if several and len(heads) == 1 else [piece]


def _head(part: str) -> str:
    front = re.split(r"\s+(?:with|of|for|in)\b", part.strip())[0]
    named = words(front)
    return named[-1].lower() if named else ""


def _shared(pieces: list[str]) -> list[str]:
    """Members with what they share: the noun behind, the action in front, the place at the end."""
    found = [_with_head(i, pieces) for i in range(len(pieces))]
    found = [_with_action(i, piece, pieces) for i, piece in enumerate(found)]
    found = with_degree(found, pieces)
    found = [_with_joint(piece, pieces) for piece in found]
    return [_with_place(piece, pieces) for piece in found]


_ADJECTIVE = re.compile(
    r"(?:ic|ac|al|ive|ous|ar|ary|ed|oral|topical|able|ible|(?<!m)ent|(?<!pl)(?<!inf)ant|ular|term|line|"
    r"based|"
    r"first|second|third|initial|subsequent|acute|chronic|severe|mild|moderate|early|late|"
    r"stable|radiofrequency|laser|microwave|open|type \d|hip|knee|ankle|hand|foot|"
    r"wrist|elbow|shoulder|trunk|limb|scalp|neck|spine|breast|colon|lung)$",
    re.IGNORECASE,
)
# Nouns that stand before a head noun; they are no adjectives of the head itself ("heart failure")
_PART = re.compile(
    r"(?:heart|kidney|liver|pancreas|bone|eye|skin|nerve|tendon|muscle|bladder|prostate|"
    r"\w+-(?:dose|"
    r"based|test|gene|exome|genome|term|line|level|risk|grade|release|acting|led|site|limb|threshold|"
    r"intensity|flow|volume|wide|specific|related|induced|associated|guided|assisted|delivered))$",
    re.IGNORECASE,
)
_SIDE = re.compile(r"(?:upper|lower|left|right|proximal|distal|anterior|posterior)$", re.IGNORECASE)
# "acute or subacute vertebral fracture": all behind the second is said of both
_DEGREE = re.compile(
    r"(?:(?:sub|hyper)?acute|chronic|mild|moderate|severe|recurrent|persistent|episodic)\b",
    re.IGNORECASE,
)
_GRADED = re.compile(
    r"(?P<kind>stage|grade|type|class|phase)\s+(?P<n>[IVX]+|\d+)[a-c]?$", re.IGNORECASE
)
_NUMERAL = re.compile(r"(?:[IVX]+|\d+)[a-c]?$")
_N_WORDS_OF_MODIFIER = 2


def _with_head(at: int, pieces: list[str]) -> str:
    """A bare adjective gets the noun of the next member.

    "short-term, or intermittent weight loss" gives "short-term weight loss".
    """
    piece = pieces[at]
    graded = next((m for p in pieces[:at] if (m := _GRADED.search(p))), None)
    if graded and _NUMERAL.match(piece.split()[0]):
        return f"{graded['kind']} {piece}"
    own = piece.split()
    part = len(own) == 1 and _PART.match(own[0])
    modifies = _ADJECTIVE.search(own[-1]) or part or _SIDE.match(own[-1])
    # "facet-mediated cervical" of "... or lumbar pain", "moderate to severe cardiac"
    short = len(without_range(piece).split()) <= _N_WORDS_OF_MODIFIER
    if at + 1 < len(pieces) and len(own) == 1 and (tested := _TESTED.search(pieces[-1])):
        return f"{piece} {tested['head']}"
    if not (_GRADED.match(piece) or (modifies and short)):
        return piece
    for following in pieces[at + 1 :]:
        degree = _DEGREE.fullmatch(piece) and _DEGREE.match(following)
        noun = _noun_of(following, side=bool(degree or _SIDE.match(own[-1])))
        if noun:
            return f"{piece} {noun}"
    return piece


# "calcium or iron testing": both are tested
_TESTED = re.compile(
    r"^\S+(?: \S+)?\s(?P<head>testing|tests?|genotyping|assays?|panels?|levels?|measurements?)$",
    re.IGNORECASE,
)
_BEHIND = re.compile(r"\s+(?:as|for|in|during|at)\s.*$", re.IGNORECASE | re.DOTALL)
_N_WORDS_OF_PAIR = 2


def _noun_of(member: str, *, side: bool) -> str:
    """The head noun of a member without its own adjectives; "" where it has none to share."""
    tail = re.sub(r"\([^()]*\)", " ", _BEHIND.sub("", member)).split()
    if tail and len(tail[-1]) == 1:  # "vitamin D"
        return ""
    noun = tail
    while len(noun) > 1 and _strips(noun[0], side=side):
        noun = noun[1:]
        if side:
            break
    if len(tail) <= 1 or _ADJECTIVE.search(noun[-1]) or len(noun) == len(tail) > _N_WORDS_OF_PAIR:
        return noun[-1] if len(tail) > 1 and not _ADJECTIVE.search(noun[-1]) else ""
    return " ".join(noun if len(noun) < len(tail) else noun[-1:])


def _strips(word: str, *, side: bool) -> bool:
    if side:
        return (_SIDE.match(word) or _DEGREE.fullmatch(word)) is not None
    compound = "-" in word
    return bool(_ADJECTIVE.search(word) or _NUMERAL.match(word) or compound)


# "valve repair or replacement": the second member lacks what is repaired
_ACTION = re.compile(
    r"(?:repair|replacement|removal|revision|reconstruction|resection|implantation|transplantation|"
    r"insertion|injection|ablation|fusion|excision|biopsy)s?$",
    re.IGNORECASE,
)
# "arthroscopic lavage or debridement": both are done in that way
_APPROACH = re.compile(
    r"(?:arthro|endo|laparo|thoraco|hystero|broncho|cysto)scopic ", re.IGNORECASE
)
_PROCEDURE = re.compile(r"(?:ment|tion|age|ectomy|plasty|tomy|[lr]ysis|sion)$", re.IGNORECASE)
# "withdrawal of A or B": the action is done to both
_ACTION_OF = re.compile(
    r"^(?P<head>(?:[\w-]+ ){0,3}?(?:discontinuation|withdrawal|cessation|initiation|implantation|"
    r"administration|removal|injection|insertion|infusion|application|reduction|addition|use) of )"
    r"(?=\w)",
    re.IGNORECASE,
)
# "laser ablation of the great vein or small vein": it is done to the small one too
_DONE_TO = re.compile(
    r"^(?P<head>(?:[\w-]+ ){0,2}?(?:ablation|resection|repair|embolization|sclerotherapy|biopsy|"
    r"excision|stimulation|implantation|removal) of (?:the )?)(?=\w)",
    re.IGNORECASE,
)
_N_WORDS_OF_OBJECT = 3


def _with_action(at: int, piece: str, pieces: list[str]) -> str:
    """A bare action gets the object of the member before it, a bare object the action before."""
    if at == 0:
        return piece
    before = pieces[at - 1].split()
    way = _APPROACH.match(pieces[0])
    if way and len(words(piece)) == 1 and _PROCEDURE.search(piece):
        return f"{way.group()}{piece}"
    if len(words(piece)) == 1 and _ACTION.match(piece):
        joined = len(before) > 1 and _ACTION.match(before[-1])
        return f"{' '.join(before[:-1])} {piece}" if joined else piece
    action = _ACTION_OF.match(pieces[0]) or _DONE_TO.match(pieces[at - 1])
    plain = re.sub(r"\([^()]*\)", " ", piece)
    bare = " of " not in piece and len(words(plain)) <= _N_WORDS_OF_OBJECT
    return f"{action['head']}{piece}" if action and bare else piece


_JOINT = r"(?:hips?|knees?|shoulders?|hands?|feet|foot|wrists?|elbows?|ankles?|spine|back)"
_OF_JOINT = re.compile(rf"^(?P<head>.+ of (?:the )?){_JOINT}$", re.IGNORECASE)


def _with_joint(piece: str, pieces: list[str]) -> str:
    """A bare joint gets the disease of the member before it ("arthritis of the hip or knee")."""
    told = _OF_JOINT.match(pieces[0])
    bare = told and re.fullmatch(_JOINT, piece, re.IGNORECASE)
    return f"{told['head']}{piece}" if told and bare else piece


_PLACE = re.compile(r"\s+of (?:the )?[a-z][\w -]+$")
_IMAGE = re.compile(
    r"(?:[A-Z]{2,4}|ultrasound|imaging|radiograph\w*|X-rays?|angiography|arthroscopy|biops(?:y|"
    r"ies)|"
    r"scans?)$",
    re.IGNORECASE,
)


def _with_place(piece: str, pieces: list[str]) -> str:
    """An image that lacks its place gets it ("MRI and CT of the wrist")."""
    place = _PLACE.search(pieces[-1])
    if place is None or piece == pieces[-1] or not _IMAGE.fullmatch(piece):
        return piece
    return piece + place.group(0)
