"""Names of interventions: the noun phrases of a text without verbs, quantities and kinds."""

import re

from ingest.lexis import is_generic, stem, words
from ingest.statements.phrases import NAMED_MEMBERS, clean, split_list
from ingest.statements.slot_patterns import LEAD_VERBS

_QUANTITY = re.compile(
    r"\s+(?:of|for)\s+(?:up to|at least|no more than|not more than|a maximum of)"
    r"\s+\d.*$|\s+beyond\s+(?:the\s+)?(?:first|initial|\d).*$",
    re.IGNORECASE,
)
_REPORTED = re.compile(
    r"\s+(?:gave|showed|had|has|have|resulted in|led to|provided|demonstrated|"
    r"produced)$",
    re.IGNORECASE,
)
_KINDS_OF = re.compile(
    r"^(?:(?:all|any|other)\s+)?(?:types?|forms?|kinds?)\s+of\s+(?=\w)|^(?:an? )"
    r"?(?:initial )?(?:therapeutic )?trial of (?:not less than|at least|up to) \d+ "
    r"\w+ of\s+",
    re.IGNORECASE,
)


_EXAMPLES = re.compile(
    r"\s*\((?:e\.g\.,?|such as|for example,?|including)\s*(?P<members>[^()]+)\)", re.IGNORECASE
)


# "an antidepressant (amitriptyline, citalopram or sertraline)": names only, at least three.
_LISTED = re.compile(
    r"\s*\((?P<members>[A-Za-z][A-Za-z -]+(?:, (?!and |or )[A-Za-z][A-Za-z -]+)+,? (?:and|or"
    r"|and/or) [A-Za-z][A-Za-z -]+)\)"
)
_BETWEEN = re.compile(r"\s*[,;]\s*(?:(?:and/or|and|or)\s+)?|\s+(?:and/or|or)\s+|\s+and\s+(?=\w+$)")


def interventions_of(head: str) -> tuple[str, ...]:
    """Intervention phrases of the text before the first marker; examples in brackets count."""
    found = _EXAMPLES.search(head) or _LISTED.search(head)
    plain = _named(head)
    if found is None or not plain:
        return plain
    bare = head[: found.start()] + head[found.end() :]
    named = (*_named(bare), *_members(found.group("members")))
    return tuple(dict.fromkeys((*named, *plain)))


def _members(text: str) -> list[str]:
    """Members of a list in brackets, each for itself; what names nothing is left out."""
    pieces = [clean(piece) for piece in _BETWEEN.split(text)]
    return [piece for piece in pieces if words(piece) and not is_generic(piece)]


# "use X preferentially in A": how, and no part of the name
_HOW = re.compile(r"\s+(?:preferentially|cautiously|sparingly|judiciously)\s*$", re.IGNORECASE)


def _named(head: str) -> tuple[str, ...]:
    bare = clean(_REPORTED.sub("", _QUANTITY.sub("", _HOW.sub("", strip_verbs(head)))))
    if not bare or is_generic(bare):
        return ()
    if named := NAMED_MEMBERS.match(bare):
        head = clean(_KINDS_OF.sub("", named.group("head")))
        whole = [] if is_generic(head) else [head]
        return tuple(dict.fromkeys([*whole, *split_list(named.group("members")), bare]))
    bare = clean(_KINDS_OF.sub("", bare))
    pieces = split_list(bare)
    return tuple(dict.fromkeys([*pieces, bare])) if len(pieces) > 1 else (bare,)


def strip_verbs(head: str) -> str:
    """A phrase without the verbs that lead it in ("offering a trial of")."""
    previous = ""
    current = head.strip(" ,;:")
    while previous != current:
        previous = current
        stripped = LEAD_VERBS.sub("", current, count=1).strip(" ,;:")
        if (
            stripped
            and (
                not is_generic(stripped)
                or (len(words(stripped)) >= 1 and stem(words(stripped)[0]) not in {"of", "for"})
            )
            and words(stripped)
        ):
            current = stripped
    return current
