"""Every digest of corpus/: its front matter, its codes and addresses, and what is read of it.

The documents are read as a build reads them, learned reader included, and without an index.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from itertools import combinations
from pathlib import Path
from urllib.parse import urlsplit

import pytest
import simple_icd_10_cm
import yaml

from ingest.codes import spot_codes
from ingest.embed.tagger import open_tagger
from ingest.lexis import key_stems
from ingest.scan import scan
from ingest.settings import PROJECT_ROOT
from ingest.statements.marked import Understood, marked_statements
from ingest.statements.models import Basis, Direction, Statement
from ingest.terms import Terms
from ingest.terms_file import load_terms
from ingest.workers import Parsed, ParseLimits, parse

CORPUS = PROJECT_ROOT / "corpus"
PATHS = sorted(
    p for kind in ("guidelines", "policies", "research") for p in CORPUS.glob(f"{kind}/*.md")
)
KINDS = {"guidelines": "guideline", "policies": "coverage_policy", "research": "research"}
LIMITS = ParseLimits(timeout_s=60, memory_bytes=10**10, max_file_bytes=10**7)

ALWAYS = {"id", "title", "publisher", "kind", "url", "licence", "digest", "subject"}
ALWAYS |= {"checked_against", "checked_on", "review_status"}
WHERE_PRINTED = {"year", "version", "policy_number", "payer", "jurisdiction", "effective_date"}
WHERE_PRINTED |= {"end_date", "supersedes", "amends", "companion_of", "last_reviewed"}
POLICY_NUMBER = re.compile(r"[A-Z]+ ?[\d.]+[A-Z]?")
LEAVES_OUT = "## What this digest leaves out"
MAX_WORDS = 1_200  # of a policy or a paper; a guideline with many recommendations may be longer
ENOUGH = 3

# Documents of which fewer Statements than ENOUGH are read: why, and how many at least.
ONE_DECISION = "it decides one thing, or says yes and no to one"
SEEN_IN_PART = "only a part of it, or a report of it, could be read"
ONE_RESULT = "an abstract with a result or two"
NO_ADVICE = "it reports or explains, and advises on no treatment of its own"
FEWER_BY_REASON = {
    ONE_DECISION: {
        "nice-ipg542-rtms": 1,
        "cms-ncd-150-10-lumbar-artificial-disc": 2,
        "cms-ncd-190-11-home-inr": 2,
        "cms-ncd-20-40-renal-denervation": 2,
    },
    SEEN_IN_PART: {
        "aaaai-2017-immunoglobulin": 0,
        "uk-dh-2008-immunoglobulin": 1,
        "bcbsms-nusinersen-spinraza": 1,
        "bcbsnd-esketamine-spravato": 2,
        "bcbsnd-immune-globulin-therapy": 1,
        "bcbsnd-ocrelizumab-2020": 2,
    },
    ONE_RESULT: {
        "rowe-1997-gammaglobulin-adolescents": 1,
    },
    NO_ADVICE: {
        "iom-mecfs-2015": 1,
        "bassi-2008-cfs-pathogenesis": 0,
        "bateman-2021-mecfs-essentials": 2,
        "patarca-2001-cytokines-cfs": 0,
    },
}
FEWER = {doc_id: n for few in FEWER_BY_REASON.values() for doc_id, n in few.items()}


@dataclass(frozen=True)
class Read:
    """A digest as a build holds it."""

    text: str
    statements: tuple[Statement, ...]


def front_of(path: Path) -> dict:
    return yaml.safe_load(path.read_text(encoding="utf-8").split("---\n")[1])


def body_of(path: Path) -> str:
    return path.read_text(encoding="utf-8").split("---\n", 2)[2]


FRONTS = {path.stem: front_of(path) for path in PATHS}
NUMBERS = {front.get("policy_number") for front in FRONTS.values()}


def understood(folder: Path) -> Iterator[tuple[str, Read]]:
    """Every document of a folder, by id, as it would be published."""
    for file in scan([folder], max_file_bytes=LIMITS.max_file_bytes):
        outcome = parse(file, LIMITS)
        assert isinstance(outcome, Parsed), outcome
        parts = outcome.document, outcome.source, outcome.passages
        found = marked_statements(Understood(*parts, outcome.statements), open_tagger().sentences)
        yield outcome.document.doc_id, Read(outcome.document.text, found)


@pytest.fixture(scope="module")
def read() -> dict[str, Read]:
    return dict(understood(CORPUS))


@pytest.fixture(scope="module")
def terms() -> Terms:
    return load_terms(CORPUS / "terms")


# --- front matter and text ------------------------------------------------------------------------


@pytest.mark.parametrize("path", PATHS, ids=lambda path: path.stem)
def test_the_front_matter_is_complete(path: Path) -> None:
    front = front_of(path)
    assert set(front) >= ALWAYS
    assert set(front) <= ALWAYS | WHERE_PRINTED
    assert front["id"] == path.stem
    assert front["kind"] == KINDS[path.parent.name]
    assert ("payer" in front) == (front["kind"] == "coverage_policy")
    assert front["digest"] is True
    assert front["checked_against"] in {"full_text", "excerpt", "abstract"}
    assert all(str(front[key]).strip() for key in front)
    dates = [front[k] for k in ("checked_on", "effective_date", "end_date") if k in front]
    assert all(isinstance(d, date) and not isinstance(d, datetime) for d in dates)
    if "end_date" in front and "effective_date" in front:
        assert front["effective_date"] < front["end_date"]
    assert 1950 <= front.get("year", 2000) <= front["checked_on"].year
    # Approval needs a date, and none is claimed without it (corpus/README.md).
    assert front["review_status"] in {"submitted", "approved"}
    assert (front["review_status"] == "approved") == ("last_reviewed" in front)
    for key in ("supersedes", "amends", "companion_of"):
        if key in front:
            target = str(front[key]).partition("#")[0]
            assert target in FRONTS or target in NUMBERS or POLICY_NUMBER.fullmatch(target)


@pytest.mark.parametrize("path", PATHS, ids=lambda path: path.stem)
def test_addresses_are_well_formed(path: Path) -> None:
    found = [FRONTS[path.stem]["url"], *re.findall(r"https?://[^\s)>\]]+", body_of(path))]
    for url in found:
        parts = urlsplit(url)
        assert parts.scheme == "https", url
        assert re.fullmatch(r"[a-z0-9-]+(\.[a-z0-9-]+)+", parts.netloc), url
        assert not re.search(r"\s|[<>\"{}|\\^`]", url), url


@pytest.mark.parametrize("path", PATHS, ids=lambda path: path.stem)
def test_a_digest_says_what_it_leaves_out_and_claims_no_page_that_was_not_seen(path: Path) -> None:
    body, front = body_of(path), FRONTS[path.stem]
    assert body.count(LEAVES_OUT) == 1
    assert not body.partition(LEAVES_OUT)[2].count("\n## ")
    if front["kind"] != "guideline":
        assert len(body.split()) <= MAX_WORDS
    if front["checked_against"] != "full_text":
        assert not re.search(r"\((?:[^()]*, )?(?:page|p\.) \d", body)


@pytest.mark.parametrize("path", PATHS, ids=lambda path: path.stem)
def test_every_diagnosis_code_exists_in_icd10cm(path: Path) -> None:
    codes = {m.code for m in spot_codes(body_of(path)) if m.system == "icd10cm"}
    assert sorted(c for c in codes if not simple_icd_10_cm.is_valid_item(c)) == []


def test_a_code_that_does_not_exist_would_be_seen() -> None:
    (mention,) = spot_codes("| R53.87 | no such code |")
    assert not simple_icd_10_cm.is_valid_item(mention.code)


def test_every_alias_resolves_to_its_own_concept(terms: Terms) -> None:
    """Ambiguous ones need their context and are asked apart."""
    lost = [
        (concept.concept_id, name)
        for concept in terms.concepts.values()
        for name in concept.names
        if name not in concept.ambiguous
        and concept.concept_id not in {m.concept_id for m in terms.spot(name, kind=concept.kind)}
    ]
    assert lost == []


# --- what is read of it ---------------------------------------------------------------------------


@pytest.mark.parametrize("doc_id", sorted(FRONTS))
def test_a_document_yields_statements(read: dict[str, Read], doc_id: str) -> None:
    found = read[doc_id].statements
    assert len(found) >= FEWER.get(doc_id, ENOUGH)
    assert len(found) < ENOUGH or doc_id not in FEWER, "no exception is needed any more"
    for statement in found:
        quote = statement.quote
        assert read[doc_id].text[quote.char_start : quote.char_end] == quote.text


def test_what_a_digest_leaves_out_is_no_statement(read: dict[str, Read]) -> None:
    last = LEAVES_OUT.removeprefix("## ")
    after = {
        doc_id: [
            statement.quote.text
            for statement in document.statements
            if statement.quote.char_start > document.text.find(last) >= 0
        ]
        for doc_id, document in read.items()
    }
    assert {doc_id: quotes for doc_id, quotes in after.items() if quotes} == {}


def test_exceptions_are_of_documents_that_exist() -> None:
    assert set(FEWER) <= set(FRONTS)


def test_the_readme_says_how_many_exceptions_there_are() -> None:
    readme = (CORPUS / "README.md").read_text(encoding="utf-8")
    assert re.findall(r"Of (\d+) fewer are read", readme) == [str(len(FEWER))]


def test_what_was_seen_in_part_says_so() -> None:
    for doc_id in FEWER_BY_REASON[SEEN_IN_PART]:
        assert FRONTS[doc_id]["checked_against"] != "full_text"


@pytest.mark.parametrize("doc_id", sorted(FRONTS))
def test_no_statement_contradicts_another_of_its_document(
    read: dict[str, Read], terms: Terms, doc_id: str
) -> None:
    assert contradictions(read[doc_id].statements, terms) == []


CONTRADICTORY = """---
title: Nortaxine
kind: guideline
publisher: Society of Examples
---

# Nortaxine

## Recommendations

- We recommend nortaxine for chronic migraine. (Strong for)
- We recommend against nortaxine for chronic migraine. (Strong against)
"""


def test_a_contradiction_would_be_seen(terms: Terms, tmp_path: Path) -> None:
    (tmp_path / "nortaxine.md").write_text(CONTRADICTORY, encoding="utf-8")
    ((_, document),) = understood(tmp_path)
    assert len(contradictions(document.statements, terms)) == 1


def contradictions(statements: tuple[Statement, ...], terms: Terms) -> list[tuple[str, str]]:
    """Quotes that say opposite things of one intervention and one condition without any limit."""
    plain = [
        s for s in statements if s.basis is not Basis.FINDING and not s.speaker and not limits(s)
    ]
    return [
        (one.quote.text, other.quote.text)
        for one, other in combinations(plain, 2)
        if {one.direction, other.direction} == {Direction.FOR, Direction.AGAINST}
        and things(one.interventions, terms, "intervention")
        & things(other.interventions, terms, "intervention")
        and stems_of(one.conditions) == stems_of(other.conditions)
    ]


def limits(statement: Statement) -> bool:
    """Whether it speaks of a part of the cases only."""
    return bool(
        statement.criteria
        or statement.exceptions
        or statement.qualifier
        or statement.comparator
        or statement.phase
        or statement.line
        or statement.catch_all
        or statement.population
        or statement.benefit_only
    )


def things(phrases: tuple[str, ...], terms: Terms, kind: str) -> set[object]:
    """What the phrases name: sets of concepts, else their stems."""
    named = (frozenset(m.concept_id for m in terms.spot(p, kind=kind)) for p in phrases)
    return {found or key_stems(p) for found, p in zip(named, phrases, strict=True)}


def stems_of(phrases: tuple[str, ...]) -> frozenset[frozenset[str]]:
    return frozenset(key_stems(p) for p in phrases)
