"""What an alias says beside its concept: "nonvalvular" of "nonvalvular atrial fibrillation"."""

import re

from app.measures import norm
from ingest.terms import Terms

_NON = re.compile(r"\bnon-?[a-z]{4,}", re.IGNORECASE)


# Kinds that nobody means who names the disease alone. "Primary", "acute" and "chronic" are left
# out: they are what the bare name of a disease mostly stands for.
_KIND = re.compile(r"\b(?:secondary|recurrent|relapsing|congenital)\b\s*", re.IGNORECASE)


def limits_of(surface: str, concept_id: str, terms: Terms) -> tuple[str, ...]:
    """Normal forms of what a printed alias excludes and its concept's name does not.

    A case that names the concept alone states none of it: "amenorrhea" is no "secondary
    amenorrhea".
    """
    name = terms.name(concept_id)
    kind = _KIND.search(surface)
    if kind and not _KIND.search(name):
        bare = surface[: kind.start()] + surface[kind.end() :]
        if concept_id in terms.of_phrase(bare):
            return (norm(kind.group().strip()),)
    match = _NON.search(surface)
    return (norm(match.group().replace("-", "")),) if match and not _NON.search(name) else ()
