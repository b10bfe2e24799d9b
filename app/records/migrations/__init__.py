"""Migrations of the records database, run by `app.records.migrate` when it is opened."""
