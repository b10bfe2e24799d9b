"""What an alias says beside its concept: "nonvalvular" of "nonvalvular atrial fibrillation"."""

import re

from app.measures import norm

_NON = re.compile(r"\bnon-?[a-z]{4,}", re.IGNORECASE)


def limits_of(surface: str, name: str) -> tuple[str, ...]:
    """Normal forms of what a printed alias excludes and its concept's name does not.

    A case that names the concept alone states none of it.
    """
    match = _NON.search(surface)
    return (norm(match.group().replace("-", "")),) if match and not _NON.search(name) else ()
