"""The body that a cover names: by a label, or on a line of its own that ends like a body's name."""

import re
from collections.abc import Iterator, Sequence

_N_LINES = 14  # of a cover that name who publishes it
_N_WORDS = 8
_LABELLED = re.compile(
    r"^(?:publisher|published by|issued by|issuing (?:body|organi[sz]ation)|payer|payor|"
    r"health plan|organi[sz]ation|policy owner|sponsor(?:ing organi[sz]ation)?)[ \t]*[:|][ \t]*"
    r"(?P<name>[A-Z][^\n|]{2,80})$",
    re.IGNORECASE | re.MULTILINE,
)
_NAME = re.compile(r"(?:the )?[A-Z][\w&.'’-]*(?: (?:of|for|the|and|&|in|on|[A-Z][\w&.'’-]*)){1,7}")
_INITIALS = re.compile(r"\s*\([A-Z]{2,8}\)|\s*\([^()]*\)$")  # within the name, or behind it
# Last words of the names of payers, and of bodies that write guidelines.
_PAYER_TAIL = re.compile(
    r"(?:\b(?:Health|Health ?[Cc]are|Cooperative|Mutual|Plans?|Insurance|Assurance|HMO|PBM|"
    r"Rx|Blues?|Blue (?:Cross|Shield)|Benefits?(?: (?:Management|Administrators?|Services))?|"
    r"Administrators?|Medicaid|PPO|EPO|ICB|Integrated Care Board|Health Authority)"
    r"|\bMedical Assistance(?: Program(?:me)?)?"
    r"|\b(?:Health|Medicaid|Benefits?|Insurance|Care)\b.*\b(?:Program(?:me)?|Agency|Services|"
    r"Partners|Network|Trust|Group|Alliance))$"
)
_BODY_TAIL = re.compile(
    r"\b(?:Panel|Organi[sz]ation|Board|Committee|Union|League|Commission|Initiative|Agency|"
    r"Authority|Ministry|Departments?|Services?|Forum|Collaboration|Conference|Registry|Outcomes|"
    r"Office|Centre|Center|Program(?:me)?|Group|Network)$"
)
_BEGINS_LIKE_ONE = re.compile(
    r"(?:.* )?(?:Department|Ministry|Agency|Office|Board|Division|Institute|Committee|Council|"
    r"Cent(?:re|er)|Panel|Commission|Task Force) (?:of|for|on) "
)
# Headings and boxes of a cover end like names and are none.
_NO_BODY = re.compile(
    r"\b(?:polic(?:y|ies)|guidelines?|criteria|bulletin|manual|statement|coverage|recommendations?|"
    r"management of|treatment|screening|therapy|commercial|individual|contents|effective|review|"
    r"lines? of business|last|version|document|title|appendix)\b",
    re.IGNORECASE,
)
_SEPARATOR = re.compile(r"\s+[|–—-]\s+|\s*[,;]\s+|\n")


def labelled_body(head: str) -> str:
    """The name behind a label ("Publisher: State Medicaid Program"); "" without one."""
    found = _LABELLED.search(head)
    return " ".join(found.group("name").split()).strip(" .") if found else ""


# "Society for Infection Practice and Medicine (SIPM)", on a line or at its start.
_WITH_INITIALS = re.compile(
    r"(?:^|\n|\b(?:of|by|from) the |[—–-] )"
    r"(?P<name>(?:[A-Z][\w&.'’-]*)(?:[ \t]+(?:of|for|the|and|&|in|on|"
    r"[A-Z][\w&.'’-]*)){1,10})[ \t]+\((?P<initials>[A-Z][A-Z/&-]{1,8})\)"
)
_BODY_WORD = re.compile(
    r"\b(?:society|societies|college|academy|association|institute|foundation|task force|"
    r"federation|alliance|network|collaborat\w+|council|consortium|panel|organi[sz]ation|board|"
    r"committee|union|"
    r"league|commission|initiative|agency|authority|ministry|department|forum|conference|registry|"
    r"office|cent(?:re|er)|program(?:me)?|group)\b",
    re.IGNORECASE,
)


def body_with_initials(cover: str) -> str:
    """The first body on a cover that is followed by the initials of its own name; "" for none."""
    for match in _WITH_INITIALS.finditer(cover):
        name = " ".join(match.group("name").split())
        if _BODY_WORD.search(name) and is_initials(match.group("initials"), name):
            return f"{name} ({match.group('initials')})"
    return ""


def is_initials(initials: str, name: str) -> bool:
    """Whether letters are initials of a name's words, in their order ("SIPM")."""
    words = re.findall(r"[A-Za-z]+", name)
    rest = iter(word[0].upper() for word in words)
    return all(letter in rest for letter in initials.upper() if letter.isalpha())


def body_on_cover(cover: str, running: Sequence[str], title: str, *, is_policy: bool) -> str:
    """The first part of a line of the cover, or of a running header, that is a body's name.

    Args:
        cover: First characters of the text.
        running: Running headers and footers.
        title: Of the document, which names no body.
        is_policy: Whether payers are looked for, else bodies that write guidelines.
    """
    for part in _parts(cover, running):
        if part not in title and names_body(part, is_policy=is_policy):
            return written(part)
    return ""


_SMALL = {"of", "and", "for", "the", "in", "on"}


def written(name: str) -> str:
    """A name that may be printed in capitals, as it is written ("ACME HEALTH PLAN")."""
    name = " ".join(name.split())
    if not name.isupper():
        return name
    return " ".join(w.lower() if w.lower() in _SMALL else w.capitalize() for w in name.split())


def names_body(text: str, *, is_policy: bool) -> bool:
    """Whether a text is a body's name and nothing else."""
    bare = _INITIALS.sub("", written(text))
    if not _NAME.fullmatch(bare) or _NO_BODY.search(bare):
        return False
    tail = _PAYER_TAIL if is_policy else _BODY_TAIL
    return bool(tail.search(bare) or _BEGINS_LIKE_ONE.match(bare))


def body_in_title(title: str) -> str:
    """The payer that a title begins with, its series behind it ("Acme Health - Drug Policy")."""
    first = _SEPARATOR.split(title)[0].strip()  # as printed: it is cut off the title
    return first if names_body(first, is_policy=True) else ""


# The series behind a payer's name in one line with it ("Acme Mutual Policy 4.11 Chelation")
_SERIES_FRONT = re.compile(
    r"(?:(?:medical|clinical|drug|coverage|pharmacy|lab(?:oratory)?|payment|dental|provider|member|"
    r"billing|specialty|specialist|commissioning|reimbursement|benefit|state|preferred|"
    r"prior authori[sz]ation|step therapy|utili[sz]ation management) )*"
    r"(?:polic(?:y|ies)|criteria|manual|handbook|bulletin|guidelines?|formulary|drug list|schedule|"
    r"rules)\b",
    re.IGNORECASE,
)


def body_in_front(text: str) -> str:
    """The payer that a line opens with, its series right behind it; "" for none."""
    parts = _SEPARATOR.split(text[:_FRONT_CHARS])[0].split()
    for n in range(min(len(parts) - 1, _N_WORDS), 1, -1):
        name = " ".join(parts[:n])
        if _SERIES_FRONT.match(" ".join(parts[n:])) and names_body(name, is_policy=True):
            return written(name)
    return ""


_FRONT_CHARS = 160
_ENDED = re.compile(r":\s+|(?<=[a-z]{3})\.(?:\s+|$)")


def body_before_stop(title: str, cover: str) -> str:
    """The payer before a colon of the title, or before the first full stop of a cover's line.

    "Acme Health: order form", "Acme Health. Rev. 3/2026."; "" for none.
    """
    lines = [line.strip() for line in cover.splitlines() if line.strip()][:_N_LINES]
    fronts = (_ENDED.split(line)[0] for line in (title, *lines) if _ENDED.search(line))
    return next((written(name) for name in fronts if names_body(name, is_policy=True)), "")


def as_written(cover: str) -> str:
    """A cover with the lines that are printed in capitals as they are written."""
    return "\n".join(written(line) if line.isupper() else line for line in cover.splitlines())


# "Acme Health Commercial and Individual Exchange Medical Policy"
_SERIES_BEHIND = re.compile(
    r"(?: (?:Commercial|Individual|Exchange|Group|Medicare Advantage|and|&|Plans?))*"
    r" (?:Medical|Clinical|Drug|Coverage|Pharmacy|Reimbursement)(?: (?:Benefit|Coverage))* "
    r"(?:Policy|Policies|Guidelines?|Bulletins?|Criteria)$",
    re.IGNORECASE,
)


def _parts(cover: str, running: Sequence[str]) -> Iterator[str]:
    lines = [line for line in cover.splitlines() if line.strip()][:_N_LINES]
    for line in (*running, *lines):
        for part in _SEPARATOR.split(line):
            name = re.sub(r"\s+[A-Z]{1,4}[-.]?\d[\w.-]*$", "", " ".join(part.split()))
            name = _SERIES_BEHIND.sub("", name)
            if 1 < len(name.split()) <= _N_WORDS:
                yield name
