"""What a process that serves does before it is first asked."""

from contextlib import suppress

from app.answering import Answerer
from ingest.errors import GuidelineError

# The encoder loads with the one that asks for a verdict, the passages' index with the other.
QUESTIONS = (
    "Is acupuncture covered for chronic low back pain?",
    "What is recommended for chronic low back pain?",
)


def warm_up(pipeline: Answerer) -> None:
    """Load what loads at a first question; what is wrong is told to who asks the next one."""
    with suppress(GuidelineError):
        for question in QUESTIONS:
            pipeline.answer(question)
