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
    return frozenset(s for m in mentions for s in _form_of(m.surface, m.concept_id, terms))


def _form_of(surface: str, concept_id: str, terms: Terms) -> frozenset[str]:
    form = _FORM.search(surface)
    if form is None or _FORM.search(terms.name(concept_id)):
        return frozenset()
    bare = surface[: form.start()] + surface[form.end() :]
    same = concept_id in terms.of_phrase(bare)
    return content_stems(form.group()) if same else frozenset()


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
