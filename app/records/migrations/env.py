"""Alembic's way in: runs on the connection that `app.records.migrate` hands over."""

from alembic import context

from app.records.schema import metadata

context.configure(connection=context.config.attributes["connection"], target_metadata=metadata)
with context.begin_transaction():
    context.run_migrations()
