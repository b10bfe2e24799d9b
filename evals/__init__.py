"""Measures: cases with a known verdict, the scores over them, and the gate."""
