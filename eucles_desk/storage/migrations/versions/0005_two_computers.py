"""Seals, approvals, the decision, appeals and corrections; what this computer keeps of the exchange with others."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("seat", sa.Column("key", sa.Text(), nullable=False, server_default=""))
    _verdict()
    _exchange()


def _of_assessment(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["assessment_id"],
        ["assessment.id"],
        name=op.f(f"fk_{table}_assessment_id"),
        initially="DEFERRED",
        deferrable=True,
    )


def _create(table: str, keys: list[str], *columns: sa.Column[object]) -> None:
    """Create a table of parts of an assessment."""
    first = sa.Column("assessment_id", sa.Uuid(), nullable=False)
    key = sa.PrimaryKeyConstraint("assessment_id", *keys, name=op.f(f"pk_{table}"))
    op.create_table(table, first, *columns, _of_assessment(table), key)


def _uuid(name: str) -> sa.Column[object]:
    return sa.Column(name, sa.Uuid(), nullable=False)


def _number(name: str) -> sa.Column[object]:
    return sa.Column(name, sa.Integer(), nullable=False)


def _text(name: str, length: int | None = None) -> sa.Column[object]:
    return sa.Column(name, sa.String(length=length) if length else sa.Text(), nullable=False)


def _bytes(name: str) -> sa.Column[object]:
    return sa.Column(name, sa.LargeBinary(), nullable=False)


def _extra() -> sa.Column[object]:
    return sa.Column("extra", sa.JSON(none_as_null=True), nullable=True)


def _verdict() -> None:
    _create(
        "seal", ["seat_id"],
        _uuid("seat_id"), _number("position"), _text("code", 40), _text("sealed_at", 40), _text("salt", 64), _extra(),
    )  # fmt: skip
    _create(
        "approval", ["seat_id"],
        _uuid("seat_id"), _number("position"), _text("digest", 64), _text("approved_at", 40), _extra(),
    )  # fmt: skip
    _create(
        "decision", [],
        sa.Column("ruling", sa.String(length=30), nullable=True),
        _text("number"), _text("day", 10), sa.Column("conditions", sa.JSON(), nullable=False), _text("reason"),
        _extra(),
    )  # fmt: skip
    _create(
        "appeal", ["id"],
        _uuid("id"), _number("position"), _text("day", 10), _text("grounds"),
        sa.Column("outcome", sa.String(length=20), nullable=True),
        _text("decided_on", 10), _text("reply"), _extra(),
    )  # fmt: skip
    _create(
        "correction", ["id"],
        _uuid("id"), _number("position"), _number("version"), _text("day", 10), _text("reason"), _extra(),
    )  # fmt: skip


def _exchange() -> None:
    _create("held_seat", ["seat_id"], _uuid("seat_id"))
    _create("seat_box", ["seat_id"], _uuid("seat_id"), _bytes("content"))
    _create("merge_state", [], _number("folded_to"), _bytes("content"))
    _create("merge_undo", ["group_id"], _uuid("group_id"), _bytes("content"))
    op.create_table(
        "exchanged",
        _uuid("id"), _text("direction", 3), _uuid("assessment_id"), _text("purpose", 20),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        _text("author_key"), _text("author_name"),
        sa.Column("history", sa.LargeBinary(), nullable=True),
        sa.Column("unknown", sa.LargeBinary(), nullable=True),
        sa.PrimaryKeyConstraint("id", "direction", name=op.f("pk_exchanged")),
    )  # fmt: skip
    op.create_table(
        "expert",
        _uuid("id"), _text("name"), _text("organisation"), _text("country", 10), _text("grade", 30),
        sa.Column("languages", sa.JSON(), nullable=False), _text("key"),
        sa.Column("facts", sa.JSON(), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        _extra(),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_expert")),
    )  # fmt: skip
