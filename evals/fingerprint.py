"""What an outcome depends on, as hashes: the case as a whole, the code, the settings."""

import hashlib
import json
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path

from evals.models import Case
from ingest.scan import hash_files, terms_files
from ingest.settings import PROJECT_ROOT, Settings

_PACKAGES = ("app", "ingest")
# Rules that are data, prompts and weights change an answer as a module does.
_SUFFIXES = frozenset({".py", ".toml", ".json", ".md", ".txt", ".npz", ".css", ".mako"})
_LENGTH = 16


def case_hash(case: Case) -> str:
    """Hash of all that a case asks and expects, files that come with it included.

    Where it stands in its file, why it is right and who agreed are left out: they change nothing
    of what is asked, nor of what is right.
    """
    left_out = {"file", "line", "why", "reviewed_by", "case", "policy"}
    facts = case.model_dump(mode="json", exclude=left_out)
    facts["tags"] = sorted(case.tags)
    files = {"case": hash_files(case.case), "policy": hash_files(case.policy)}
    return _hash({**facts, "files": files})


def run_fingerprint(settings: Settings, versions: dict[str, str]) -> str:
    """Hash of what all outcomes of a run depend on beside their case and the snapshot."""
    facts = settings.model_dump(mode="json")
    secrets = {name for name in facts if name.endswith(("_key", "_secret"))}
    known = {name: value for name, value in facts.items() if name not in secrets}
    terms = hash_files(terms_files(settings.terms_dir))
    return _hash({"settings": known, "versions": versions, "terms": terms, "code": code_hash()})


@lru_cache(1)
def code_hash(root: Path = PROJECT_ROOT) -> str:
    """Hash of the product and of the evals' own modules.

    `ingest.scan.code_version` covers what an index holds; an answer depends on the rest too.
    """
    files = [path for package in _PACKAGES for path in (root / package).rglob("*")]
    return hash_files(_sources([*files, *(root / "evals").glob("*.py")]))


def _sources(paths: Iterable[Path]) -> list[Path]:
    return sorted(
        path
        for path in paths
        if path.suffix in _SUFFIXES and "__pycache__" not in path.parts and path.is_file()
    )


def _hash(facts: object) -> str:
    text = json.dumps(facts, sort_keys=True, default=str)
    return hashlib.sha256(text.encode()).hexdigest()[:_LENGTH]
