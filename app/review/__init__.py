"""Review: answers on their way from submitted to approved, and back when the documents change."""

from app.review.asker import Approved, Copy, Submitting
from app.review.desk import Review
from app.review.edit import NewSentence, Wording
from app.review.recompute import Recomputed, recompute
from app.review.story import Opened, ReviewPipeline

__all__ = [
    "Approved",
    "Copy",
    "NewSentence",
    "Opened",
    "Recomputed",
    "Review",
    "ReviewPipeline",
    "Submitting",
    "Wording",
    "recompute",
]
