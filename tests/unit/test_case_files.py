"""Files that are read while the question is still typed: what is told, dropped and waited for."""

import io
import threading

import pytest
from reportlab.pdfgen.canvas import Canvas

from app.analysis import Knowledge
from app.case import CaseFile, read_brought
from app.case_ready import Dropped
from app.composer.events import Stage, Told, Watch
from app.gather import with_brought
from app.ui.case_files import FileReader, Job
from app.ui.case_pages import cited_pages
from app.ui.session import CaseDetails, Turn
from app.ui.stages import in_words
from ingest.errors import IndexMissingError
from ingest.terms import Terms

NOTE = CaseFile("note.txt", b"Clinical note. Weakness of both legs for three months.")
OTHER = CaseFile("other.txt", b"Clinical note. Numbness of both hands for a year.")
WAIT_S = 10


class Slow:
    """A pipeline that reads until it may go on, and stops where it is told to."""

    def __init__(self):
        self.may_go_on = threading.Event()
        self.read, self.failure = [], None

    def read_files(self, case, policy, *, payer, as_of, watch):
        self.read.append((case, payer, as_of))
        watch.tell(Told(Stage.FILES, 2, 3, name="note.txt"))
        assert self.may_go_on.wait(WAIT_S)
        if watch.stop.is_set():
            raise Dropped
        if self.failure:
            raise self.failure
        return read_brought(case, policy, payer)


@pytest.fixture
def pipeline():
    made = Slow()
    yield made
    made.may_go_on.set()


def test_the_reading_begins_with_the_choice_and_a_question_waits_for_the_rest(pipeline) -> None:
    reader, told = FileReader(), []
    job = reader.begin(CaseDetails(case=(NOTE,)), pipeline)
    assert reader.begin(CaseDetails(case=(NOTE,)), pipeline) is job, "the page is drawn again"

    def tell(said):
        told.append(said)
        pipeline.may_go_on.set()

    brought = reader.of(CaseDetails(case=(NOTE,)), pipeline, Watch(tell))
    assert list(brought.documents) == ["case:note.txt"]
    assert [in_words(t) for t in told] == ["Reading note.txt: page 2 of 3"]
    assert len(pipeline.read) == 1


def test_without_files_nothing_is_read(pipeline) -> None:
    assert FileReader().begin(CaseDetails(payer="Example Health"), pipeline) is None
    assert FileReader().of(CaseDetails(), pipeline, Watch()) is None
    assert pipeline.read == []


def test_a_payer_is_read_with_a_policy_alone_and_another_day_anew(pipeline) -> None:
    reader = FileReader()
    job = reader.begin(CaseDetails(case=(NOTE,)), pipeline)
    assert reader.begin(CaseDetails(case=(NOTE,), payer="Example Health"), pipeline) is job
    own = CaseDetails(policy=(NOTE,))
    job = reader.begin(own, pipeline)
    assert reader.begin(CaseDetails(policy=(NOTE,), payer="Example Health"), pipeline) is not job


def test_files_that_were_changed_are_dropped_unless_a_question_waits_for_them(pipeline) -> None:
    reader = FileReader()
    first = reader.begin(CaseDetails(case=(NOTE,)), pipeline)
    second = reader.begin(CaseDetails(case=(NOTE, OTHER)), pipeline)
    assert first.watch.stop.is_set()
    second.wanted = True
    reader.drop()
    assert not second.watch.stop.is_set(), "its answer is on its way"
    pipeline.may_go_on.set()
    assert second.done.wait(WAIT_S)
    assert set(second.brought.documents) == {"case:note.txt", "case:other.txt"}
    assert first.done.wait(WAIT_S)
    assert isinstance(first.failure, Dropped)


def test_what_goes_wrong_is_told_to_who_asks_and_the_next_time_it_is_tried_again(pipeline) -> None:
    reader = FileReader()
    pipeline.failure = IndexMissingError("there is no index: build it")
    pipeline.may_go_on.set()
    with pytest.raises(IndexMissingError):
        reader.of(CaseDetails(case=(NOTE,)), pipeline, Watch())
    pipeline.failure = None
    assert reader.of(CaseDetails(case=(NOTE,)), pipeline, Watch()).documents


def test_a_job_keeps_the_last_thing_it_was_told() -> None:
    job = Job(CaseDetails())
    job.watch.tell(Told(Stage.UNDERSTANDING, 1, 4))
    job.watch.tell(Told(Stage.UNDERSTANDING, 2, 4))
    assert in_words(job.told) == "Understanding the files: step 2 of 4"


def test_of_a_session_nothing_gets_into_what_all_share() -> None:
    shared = Knowledge((), {}, Terms())
    shared.phrases.prepare("chronic cough", "condition")
    brought = read_brought([NOTE], [], "")
    own = with_brought(shared, brought)
    assert with_brought(shared, brought) is own, "made once for all questions"
    known = own.phrases.prepare("chronic cough", "condition")
    assert known is shared.phrases.prepare("chronic cough", "condition"), "taken over"
    own.phrases.prepare("weakness of both legs", "condition")
    assert not any("weakness" in key[0] for key in shared.phrases.prepared)
    assert with_brought(Knowledge((), {}, Terms()), brought) is not own, "of another Snapshot"


def test_of_two_files_of_one_name_each_page_is_of_its_own(surfaces) -> None:
    """A telephone calls every scan "document.pdf"."""
    case = [CaseFile("document.pdf", page_of(said)) for said in ("Numb hands.", "Weak legs.")]
    brought = read_brought(case, [], "")
    assert [brought.files[doc_id].data for doc_id in brought.documents] == [f.data for f in case]
    first, second = brought.documents
    answer = surfaces.rich_answer()
    cited = answer.claims[0].citations[0].model_copy(update={"page": 1})
    citations = [cited.model_copy(update={"doc_id": doc_id}) for doc_id in (second, first)]
    claim = answer.claims[0].model_copy(update={"citations": citations})
    shown = answer.model_copy(update={"claims": [claim]})
    turn = Turn(question="Which?", answer=shown, brought=brought)
    assert [file.data for file, _, _ in cited_pages(turn)] == [case[1].data, case[0].data]


def page_of(said: str) -> bytes:
    made = io.BytesIO()
    canvas = Canvas(made)
    canvas.drawString(72, 700, said)
    canvas.save()
    return made.getvalue()
