"""Visits, remarks, the award, earlier results, peers, declared interests, and the reports that were issued."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("seat", sa.Column("interests", sa.Text(), nullable=True))
    _create_lists()
    _create_single_parts()
    _create_reports()


def _of_assessment(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["assessment_id"],
        ["assessment.id"],
        name=op.f(f"fk_{table}_assessment_id"),
        initially="DEFERRED",
        deferrable=True,
    )


def _create_lists() -> None:
    op.create_table(
        "visit",
        sa.Column("assessment_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("day", sa.String(length=10), nullable=False),
        sa.Column("place", sa.Text(), nullable=False),
        sa.Column("extra", sa.JSON(none_as_null=True), nullable=True),
        _of_assessment("visit"),
        sa.PrimaryKeyConstraint("assessment_id", "id", name=op.f("pk_visit")),
    )
    op.create_table(
        "remark",
        sa.Column("assessment_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("criterion", sa.String(length=50), nullable=False),
        sa.Column("opinion", sa.String(length=20), nullable=True),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("disposition", sa.String(length=20), nullable=True),
        sa.Column("reply", sa.Text(), nullable=False),
        sa.Column("extra", sa.JSON(none_as_null=True), nullable=True),
        _of_assessment("remark"),
        sa.PrimaryKeyConstraint("assessment_id", "id", name=op.f("pk_remark")),
    )
    op.create_table(
        "earlier_result",
        sa.Column("assessment_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("earlier_id", sa.Uuid(), nullable=True),
        sa.Column("month", sa.String(length=7), nullable=False),
        sa.Column("label", sa.String(length=100), nullable=False),
        sa.Column("percent", sa.String(length=40), nullable=True),
        sa.Column("levels", sa.JSON(), nullable=False),
        sa.Column("extra", sa.JSON(none_as_null=True), nullable=True),
        _of_assessment("earlier_result"),
        sa.PrimaryKeyConstraint("assessment_id", "position", name=op.f("pk_earlier_result")),
    )


def _create_single_parts() -> None:
    op.create_table(
        "award",
        sa.Column("assessment_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("first", sa.String(length=7), nullable=False),
        sa.Column("last", sa.String(length=7), nullable=False),
        sa.Column("extra", sa.JSON(none_as_null=True), nullable=True),
        _of_assessment("award"),
        sa.PrimaryKeyConstraint("assessment_id", name=op.f("pk_award")),
    )
    op.create_table(
        "benchmark",
        sa.Column("assessment_id", sa.Uuid(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("peers", sa.Integer(), nullable=False),
        sa.Column("criteria", sa.JSON(), nullable=False),
        sa.Column("dimensions", sa.JSON(), nullable=False),
        sa.Column("extra", sa.JSON(none_as_null=True), nullable=True),
        _of_assessment("benchmark"),
        sa.PrimaryKeyConstraint("assessment_id", name=op.f("pk_benchmark")),
    )


def _create_reports() -> None:
    op.create_table(
        "report",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("assessment_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(length=30), nullable=False),
        sa.Column("format", sa.String(length=10), nullable=False),
        sa.Column("language", sa.String(length=20), nullable=False),
        sa.Column("made_on", sa.Date(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("program_version", sa.String(length=40), nullable=False),
        sa.Column("content_hash", sa.String(length=64), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("pages", sa.Integer(), nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        _of_assessment("report"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_report")),
        sa.UniqueConstraint("assessment_id", "sha256", name=op.f("uq_report_assessment_id_sha256")),
    )
