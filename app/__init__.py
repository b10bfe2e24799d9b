"""Answers: from a question and a snapshot to a verdict with cited passages."""
