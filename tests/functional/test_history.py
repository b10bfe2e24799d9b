"""The history: kept over a restart, for its owner alone, without a word of the case materials."""

import logging
import re
from datetime import date

import pytest

from app.access import GUEST, Action, Role, User
from app.case import CaseFile, read_brought
from app.history import History
from app.kept import for_history
from app.models import Answer, SectionName
from app.pipeline import open_pipeline
from app.records import audit_verify, open_records
from ingest.build import build
from ingest.errors import AccessError, QuestionError
from ingest.settings import Settings

ANN = User(user_id="ann", name="Ann", roles=frozenset({Role.CLINICIAN}))
BEN = User(user_id="ben", name="Ben", roles=frozenset(Role) - {Role.GUEST})
HASH = re.compile(r"\[not kept: file [0-9a-f]{12}(?:, p\. \d+)?\]")


@pytest.fixture
def history(some_settings):
    records = open_records(some_settings)
    yield History(records)
    records.close()


@pytest.fixture
def library(surfaces):
    return surfaces.StubPipeline()


@pytest.fixture
def brought(surfaces):
    return read_brought([CaseFile("clinical-note.md", surfaces.NOTE.encode())], [], "")


def ask(history, surfaces, library, user=ANN, **changes):
    answer = surfaces.rich_answer(**{"id": "q1", **changes})
    return history.keep(user, answer, library=library)


def reopened(history, settings, request):
    """As after a restart of the server."""
    history.records.close()
    records = open_records(settings)
    request.addfinalizer(records.close)
    return History(records)


def test_a_conversation_survives_a_restart(
    history, record_settings, request, surfaces, library
) -> None:
    first = ask(history, surfaces, library)
    answer = surfaces.rich_answer(id="q2", question="And now?")
    assert history.keep(ANN, answer, conversation_id=first, library=library) == first
    again = reopened(history, record_settings, request)
    (listed,) = again.conversations(ANN)
    assert (listed.conversation_id, listed.n_turns) == (first, 2)
    assert surfaces.QUESTION.startswith(listed.title.rstrip("…"))
    _, turns = again.open(ANN, first)
    assert [turn.answer for turn in turns] == [surfaces.rich_answer(), answer]
    assert {p.passage_id for p in turns[0].passages} >= {"example-policy#s1:2"}


@pytest.mark.usefixtures("record_settings")  # on both databases
def test_the_last_used_comes_first(history, surfaces, library) -> None:
    first = ask(history, surfaces, library)
    second = ask(history, surfaces, library, id="q2")
    assert [c.conversation_id for c in history.conversations(ANN)] == [second, first]
    history.keep(ANN, surfaces.rich_answer(id="q3"), conversation_id=first, library=library)
    assert [c.conversation_id for c in history.conversations(ANN)] == [first, second]


@pytest.mark.usefixtures("record_settings")  # on both databases
@pytest.mark.parametrize(
    ("search", "found"),
    [
        ("", 2),
        ("EXAMPLEMAB", 2),
        ("zebra", 1),
        ("sample zebra", 1),
        ("zebra nothing", 0),
        ("100% zebra_x", 1),
        ("_", 1),
        ("%", 1),
        ("50%", 0),
        ("Ünal", 1),
        ("ünal", 1),
        ("'; DROP TABLE turns; --", 0),
    ],
)
def test_a_search_finds_all_its_words(history, surfaces, library, search, found) -> None:
    ask(history, surfaces, library)
    ask(history, surfaces, library, id="q2", question="A 100% zebra_x of Ünal?")
    assert len(history.conversations(ANN, search)) == found


@pytest.mark.usefixtures("record_settings")  # on both databases
def test_a_conversation_is_renamed(history, surfaces, library) -> None:
    place = ask(history, surfaces, library)
    history.rename(ANN, place, "  A  new name ")
    assert history.conversations(ANN)[0].title == "A new name"
    with pytest.raises(QuestionError, match="the title is empty"):
        history.rename(ANN, place, " \n ")
    history.rename(ANN, place, "x" * 500)
    assert len(history.conversations(ANN)[0].title) == 80


def test_deleted_text_is_gone_from_the_file_and_the_audit_stays_green(
    sqlite_settings, surfaces, library
) -> None:
    history = History(open_records(sqlite_settings))
    secret = "The zebra of the deleted question"  # noqa: S105 - words of a question
    place = ask(history, surfaces, library, question=secret)
    assert b"zebra of the deleted" in everything_on_disk(sqlite_settings)
    history.delete(ANN, place)
    assert history.conversations(ANN) == ()
    assert b"zebra of the deleted" not in everything_on_disk(sqlite_settings)
    assert audit_verify(sqlite_settings, None).faults == ()


def test_a_kept_answer_that_somebody_rewrote_is_found(history, record_settings, surfaces, library):
    ask(history, surfaces, library)
    with history.records.database.writing() as connection:
        connection.exec_driver_sql(
            "UPDATE turns SET answer = replace(answer, 'not_necessary', 'necessary')"
        )
    assert "q1 is not the one that the chain has signed" in " ".join(
        audit_verify(record_settings, None).faults
    )


def everything_on_disk(settings) -> bytes:
    return b"".join(path.read_bytes() for path in settings.records_dir.iterdir())


# --- whose it is ----------------------------------------------------------------------------------

USES = {
    Action.OWN_READ: lambda history, user, place: history.open(user, place),
    Action.OWN_EXPORT: lambda history, user, place: history.open(user, place, Action.OWN_EXPORT),
    Action.OWN_RENAME: lambda history, user, place: history.rename(user, place, "x"),
    Action.OWN_DELETE: lambda history, user, place: history.delete(user, place),
}


@pytest.mark.parametrize("action", USES)
@pytest.mark.parametrize("user", [BEN, GUEST, None], ids=["all roles", "a guest", "nobody"])
def test_nobody_else_reaches_a_conversation(history, surfaces, library, action, user) -> None:
    place = ask(history, surfaces, library)
    with pytest.raises(AccessError):
        USES[action](history, user, place)
    assert history.conversations(ANN)[0].n_turns == 1


@pytest.mark.parametrize("action", USES)
@pytest.mark.parametrize("role", sorted(set(Role) - {Role.GUEST}))
def test_each_role_reaches_its_own(history, surfaces, library, action, role) -> None:
    user = User(user_id="eve", name="Eve", roles=frozenset({role}))
    USES[action](history, user, ask(history, surfaces, library, user))


@pytest.mark.parametrize("action", USES)
def test_what_is_not_there_and_what_is_anothers_look_the_same(
    history, surfaces, library, action
) -> None:
    place = ask(history, surfaces, library)
    with pytest.raises(AccessError) as anothers:
        USES[action](history, BEN, place)
    with pytest.raises(AccessError) as missing:
        USES[action](history, BEN, "0" * 32)
    assert str(anothers.value) == str(missing.value)


def test_an_answer_is_not_added_to_anothers_conversation(history, surfaces, library) -> None:
    place = ask(history, surfaces, library)
    answer = surfaces.rich_answer(id="q2")
    with pytest.raises(AccessError):
        history.keep(BEN, answer, conversation_id=place, library=library)
    assert history.conversations(ANN)[0].n_turns == 1


@pytest.mark.usefixtures("record_settings")  # on both databases
def test_a_list_holds_ones_own_alone(history, surfaces, library) -> None:
    ask(history, surfaces, library)
    assert history.conversations(BEN) == ()
    for user in (GUEST, None):
        with pytest.raises(AccessError):
            history.conversations(user)


# --- what is not kept -----------------------------------------------------------------------------


def test_a_guest_leaves_no_text_and_is_in_the_chain(sqlite_settings, surfaces, library) -> None:
    history = History(open_records(sqlite_settings))
    assert ask(history, surfaces, library, GUEST) == ""
    assert b"examplemab" not in everything_on_disk(sqlite_settings)
    assert audit_verify(sqlite_settings, None).head.count == 1


def test_text_can_be_switched_off(sqlite_settings, surfaces, library) -> None:
    settings = sqlite_settings.model_copy(update={"keep_text": False})
    history = History(open_records(settings))
    assert ask(history, surfaces, library) == ""
    assert history.conversations(ANN) == ()
    assert b"examplemab" not in everything_on_disk(settings)
    assert audit_verify(settings, None).head.count == 1


@pytest.mark.usefixtures("record_settings")  # on both databases
def test_the_audit_entry_names_who_when_snapshot_documents_composer_and_verdict(
    history, surfaces, library
) -> None:
    with history.records.reading() as at:
        before = at.audit
    assert before is not None
    ask(history, surfaces, library)
    with history.records.database.reading() as connection:
        row = connection.exec_driver_sql("SELECT * FROM audit").mappings().one()
    assert (row["event"], row["user_id"], row["subject_id"]) == ("answered", "ann", "q1")
    assert (row["snapshot"], row["composer"]) == ("s-0123456789ab", "extractive")
    assert row["verdict"] == "not_necessary"
    assert "example-policy" in row["documents"]
    assert row["at"].startswith(str(date.today().year))  # noqa: DTZ011 - the year alone
    assert "examplemab" not in " ".join(map(str, row.values()))


def test_quotes_of_the_case_become_file_hash_and_page(surfaces, brought) -> None:
    kept = for_history(surfaces.rich_answer(), brought)
    text = kept.model_dump_json()
    for words in (
        "Natural killer cells were low",
        "30 g daily for 5 days",
        "not done",
        "clinical-note",
    ):
        assert words not in text.replace(surfaces.QUESTION, "")
    in_case = [c for c in kept.claims if c.section is SectionName.CASE]
    assert len(in_case) == 2
    assert all(HASH.fullmatch(claim.text) for claim in in_case)
    assert all(HASH.fullmatch(claim.citations[0].quote) for claim in in_case)
    assert in_case[0].citations[0].page == 2
    assert kept.verdict == surfaces.rich_answer().verdict
    public = [c for c in kept.claims if c.section is not SectionName.CASE]
    assert public == [c for c in surfaces.claims() if c.section is not SectionName.CASE]


def test_an_answer_without_files_is_kept_as_it_is(surfaces) -> None:
    answer = surfaces.rich_answer()
    assert for_history(answer, None) is answer


HEAD = "---\ntitle: {title}\npublisher: {publisher}\nkind: {kind}\nyear: 2025\n---\n\n# {title}\n\n"
POLICY = (
    "Nortaxine is considered medically necessary for Marlow syndrome when ALL of these are met:\n\n"
    "- The patient is 18 years of age or older.\n"
    "- The diagnosis was confirmed by a nerve conduction study.\n"
)
NOTE = (
    "Clinic note of Zacharias Quillfeather\n\nZacharias Quillfeather is 42 years old and lives in "
    "Elmsworth. Marlow syndrome. Nerve conduction study: positive for the Elmsworth pattern. "
    "Nortaxine 30 g daily is requested by Dr Brambleby.\n"
)
OWN_POLICY = (
    "---\ntitle: Plan document of Yarrowgate Mutual\npublisher: Yarrowgate Mutual\n---\n\n"
    "# Plan document of Yarrowgate Mutual\n\nUnder the vinegarfield program, nortaxine "
    "is considered experimental and investigational for Marlow syndrome.\n\nTillowmab is "
    "considered medically necessary for Marlow syndrome.\n"
)
SECRETS = (
    "Quillfeather", "Elmsworth", "Brambleby", "30 g daily", "Yarrowgate", "vinegarfield",
    "Tillowmab", "qf-note", "plan-of-quillfeather",
)  # fmt: skip


@pytest.fixture(scope="module")
def pipeline(tmp_path_factory):
    folder = tmp_path_factory.mktemp("history")
    (folder / "documents").mkdir()
    head = HEAD.format(title="Nortaxine", publisher="Example Health", kind="coverage_policy")
    (folder / "documents" / "policy.md").write_text(head + POLICY, encoding="utf-8")
    settings = Settings(index_dir=folder / "index")
    assert not build([folder / "documents"], settings.index_dir, settings).failed
    return open_pipeline(settings)


@pytest.mark.attack
@pytest.mark.parametrize("with_policy", [False, True])
def test_no_word_of_the_files_reaches_the_disk(
    pipeline, sqlite_settings, with_policy, caplog
) -> None:
    """Over the real pipeline; every byte of every file of the records is searched."""
    case = [CaseFile("qf-note.txt", NOTE.encode())]
    policy = [CaseFile("plan-of-quillfeather.md", OWN_POLICY.encode())] if with_policy else []
    answer = pipeline.answer(
        "Is nortaxine medically necessary for Marlow syndrome?", case=case, policy=policy
    )
    shown = answer.model_dump_json()
    assert "Elmsworth" in shown
    assert ("vinegarfield" in shown) is with_policy
    assert not answer.general
    history = History(open_records(sqlite_settings))
    brought = read_brought(case, policy, "")
    place = history.keep(ANN, answer, brought=brought, library=pipeline)
    on_disk = everything_on_disk(sqlite_settings).lower()
    assert b"nortaxine" in on_disk  # the question and the corpus's own words are kept
    for word in SECRETS:
        assert word.lower().encode() not in on_disk, word
        assert word not in caplog.text
    _, (turn,) = history.open(ANN, place)
    assert turn.holds_case
    assert turn.answer.verdict == answer.verdict
    assert HASH.search(turn.answer.model_dump_json())


@pytest.mark.attack
def test_a_file_that_cannot_be_read_costs_no_answer_and_its_name_is_not_kept(
    pipeline, sqlite_settings
) -> None:
    case = [CaseFile("qf-note.txt", NOTE.encode()), CaseFile("quillfeather.pdf", b"%PDF-1.4 cut")]
    question = "Is nortaxine medically necessary for Marlow syndrome?"
    answer = pipeline.answer(question, case=case)
    assert answer.verdict == pipeline.answer(question, case=case[:1]).verdict
    (note,) = [note for note in answer.notes if note.kind == "case_unread"]
    assert note.text.startswith("quillfeather.pdf is left out: it is damaged")
    alone = pipeline.answer(question, case=case[1:])
    assert not alone.general  # its name may be somebody's
    history = History(open_records(sqlite_settings))
    for brought_files, told in ((case, answer), (case[1:], alone)):
        brought = read_brought(brought_files, [], "")
        place = history.keep(ANN, told, brought=brought, library=pipeline)
        _, (turn,) = history.open(ANN, place)
        assert "a file is left out" in turn.answer.model_dump_json()
    assert b"quillfeather" not in everything_on_disk(sqlite_settings).lower()


@pytest.mark.usefixtures("record_settings")
def test_no_log_holds_a_question_or_an_answer(some_settings, surfaces, library, caplog) -> None:
    """Not even where somebody has set the root logger to DEBUG."""
    caplog.set_level(logging.DEBUG)
    history = History(open_records(some_settings))
    place = ask(history, surfaces, library, question="A zebra in a log?")
    history.conversations(ANN, "zebra")
    history.open(ANN, place)
    history.delete(ANN, place)
    history.records.close()
    assert "zebra" not in caplog.text
    assert surfaces.CATCH_ALL not in caplog.text


def test_a_general_question_is_general_and_one_with_facts_is_not(pipeline) -> None:
    asked = "Is nortaxine medically necessary for Marlow syndrome?"
    assert pipeline.answer(asked).general
    assert not pipeline.answer(f"{asked} The patient is 42.").general
    assert not pipeline.answer("And for Trent disease?", history=[pipeline.answer(asked)]).general
    assert Answer(id="x", question=asked).general is False  # who did not look must not say so
