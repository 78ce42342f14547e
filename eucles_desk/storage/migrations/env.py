"""Runs migrations on the connection that :mod:`eucles_desk.storage.migrate` hands over."""

from alembic import context

from eucles_desk.storage.tables import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    render_as_batch=True,
    transactional_ddl=False,  # the caller has begun the transaction that holds every step
)
context.run_migrations()
