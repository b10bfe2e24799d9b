"""What an alias says beside its concept: "nonvalvular" of "nonvalvular atrial fibrillation"."""

import re
from collections.abc import Iterable

from app.measures import norm
from ingest.lexis import content_stems
from ingest.terms import Mention, Terms

_NON = re.compile(r"\bnon-?[a-z]{4,}", re.IGNORECASE)


# Kinds that nobody means who names the disease alone. "Primary", "acute" and "chronic" are left
# out: they are what the bare name of a disease mostly stands for.
_KIND = re.compile(r"\b(?:secondary|recurrent|relapsing|congenital)\b\s*", re.IGNORECASE)


# The same, and how bad or how early it is; of a criterion degrees are compared apart.
_FORM = re.compile(
    r"\b(?:secondary|recurrent|relapsing|congenital|refractory|symptomatic|early|late"
    r"|(?:(?:mild|moderate)(?:ly)?[\s-]+(?:to[\s-]+)?)?(?:mild|moderate|severe)(?:ly)?)\b\s*",
    re.IGNORECASE,
)


def form_stems(mentions: Iterable[Mention], terms: Terms) -> frozenset[str]:
    """Stems by which printed aliases narrow their concepts: "recurrent" of "recurrent cellulitis".

    Without them each alias is still a name of its concept.
    """
    forms = (_narrowing(_FORM, m.surface, m.concept_id, terms) for m in mentions)
    return frozenset(stem for form in forms for stem in content_stems(form))


def _narrowing(words: re.Pattern[str], surface: str, concept_id: str, terms: Terms) -> str:
    """Words without which an alias is a name of its concept still; "" where its name holds some."""
    found = words.search(surface)
    if found is None or words.search(terms.name(concept_id)):
        return ""
    bare = surface[: found.start()] + surface[found.end() :]
    return found.group().strip() if concept_id in terms.of_phrase(bare) else ""


def limits_of(surface: str, concept_id: str, terms: Terms) -> tuple[str, ...]:
    """Normal forms of what a printed alias excludes and its concept's name does not.

    A case that names the concept alone states none of it: "amenorrhea" is no "secondary
    amenorrhea".
    """
    if kind := _narrowing(_KIND, surface, concept_id, terms):
        return (norm(kind),)
    match = _NON.search(surface)
    if match is None or _NON.search(terms.name(concept_id)):
        return ()
    return (norm(match.group().replace("-", "")),)
