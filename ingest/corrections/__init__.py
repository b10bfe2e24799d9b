"""What an editor puts right in the Statements of a document: TOML files beside the documents.

models   a Correction and what became of it
file     reading and writing `corrections/*.toml`
fields   what may be set, and how it is checked
apply    Statements and Corrections to Statements
"""

from ingest.corrections.apply import STALE, Corrected, apply_corrections, corrected
from ingest.corrections.file import append_correction, correction_of, read_corrections
from ingest.corrections.models import Action, Correction, Corrections, StaleCorrection

__all__ = [
    "STALE",
    "Action",
    "Corrected",
    "Correction",
    "Corrections",
    "StaleCorrection",
    "append_correction",
    "apply_corrections",
    "corrected",
    "correction_of",
    "read_corrections",
]
