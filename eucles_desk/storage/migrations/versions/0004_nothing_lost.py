"""The history becomes a chain in which no entry can be changed or taken out unnoticed."""

import secrets

import sqlalchemy as sa
from alembic import op

from eucles_desk.storage.chain import COLUMNS, SALT_BYTES, Row, chained

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

BATCH = 1_000
_OLD = 'assessment_id, at, group_id, mode, message, "values", merge_key, seat_id, changes'


def upgrade() -> None:
    op.rename_table("history", "history_before")
    op.execute("DROP INDEX IF EXISTS ix_history_assessment_id_seq")
    op.create_table(
        "history",
        sa.Column("seq", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("assessment_id", sa.Uuid(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("group_id", sa.Uuid(), nullable=False),
        sa.Column("mode", sa.String(length=10), nullable=False),
        sa.Column("message", sa.Text(), nullable=False),
        sa.Column("values", sa.JSON(), nullable=False),
        sa.Column("merge_key", sa.Text(), nullable=False),
        sa.Column("seat_id", sa.Uuid(), nullable=True),
        sa.Column("changes", sa.JSON(), nullable=False),
        sa.Column("erased", sa.Boolean(), nullable=False),
        sa.Column("salt", sa.LargeBinary(), nullable=True),
        sa.Column("payload_hash", sa.LargeBinary(), nullable=False),
        sa.Column("hash", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_history")),
    )
    _chain(op.get_bind())
    op.drop_table("history_before")
    op.create_index("ix_history_assessment_id_seq", "history", ["assessment_id", "seq"])


def _chain(connection: sa.Connection) -> None:
    """Take the entries over as they lie in the database, numbered without gaps, and tie them to each other."""
    found = connection.exec_driver_sql(f"SELECT {_OLD} FROM history_before ORDER BY seq")  # noqa: S608  # no user text
    plain = (Row(0, *tuple(row), 0, secrets.token_bytes(SALT_BYTES), b"", b"") for row in found)  # type: ignore[call-arg]
    marks = ", ".join("?" * len(Row._fields))
    statement = f"INSERT INTO history ({COLUMNS}) VALUES ({marks})"  # noqa: S608  # no user text
    batch: list[tuple[object, ...]] = []
    for row in chained(plain):
        batch.append(tuple(row))
        if len(batch) == BATCH:
            connection.exec_driver_sql(statement, batch)
            batch.clear()
    if batch:
        connection.exec_driver_sql(statement, batch)
