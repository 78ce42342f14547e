"""Interviews, versions and dates of evidence, regions cited, work on site, own notes, the texts of files, summaries."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

RUNNING = sa.text("step NOT IN ('awarded', 'refused', 'withdrawn')")
ENDING = sa.text("step = 'awarded' AND award_last > ''")


def upgrade() -> None:
    _widen_evidence()
    _create_lists()
    _create_texts()
    _widen_summaries()
    _fill_summaries()


def _text(name: str, length: int | None = None) -> sa.Column[str]:
    return sa.Column(name, sa.String(length=length) if length else sa.Text(), nullable=False, server_default="")


def _json(name: str) -> sa.Column[object]:
    return sa.Column(name, sa.JSON(none_as_null=True), nullable=True)


def _widen_evidence() -> None:
    for column in (_text("dated", 10), _text("expires", 10), _json("interview"), _json("versions")):
        op.add_column("evidence", column)
    op.create_index(op.f("ix_evidence_sha256"), "evidence", ["sha256"], unique=False)
    for column in (_json("region"), _text("quote"), _text("sha256", 64)):
        op.add_column("citation", column)
    op.add_column("earlier_result", _json("recommendations"))


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
        "self_judgement",
        sa.Column("assessment_id", sa.Uuid(), nullable=False),
        sa.Column("criterion", sa.String(length=50), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("level", sa.Integer(), nullable=True),
        sa.Column("not_applicable", sa.Boolean(), nullable=False),
        sa.Column("comment", sa.Text(), nullable=False),
        _json("extra"),
        _of_assessment("self_judgement"),
        sa.PrimaryKeyConstraint("assessment_id", "criterion", name=op.f("pk_self_judgement")),
    )
    op.create_table(
        "agenda",
        sa.Column("assessment_id", sa.Uuid(), nullable=False),
        sa.Column("frame", sa.String(length=20), nullable=False),
        sa.Column("starts", sa.JSON(), nullable=False),
        sa.Column("minutes", sa.JSON(), nullable=False),
        sa.Column("done", sa.JSON(), nullable=False),
        _json("extra"),
        _of_assessment("agenda"),
        sa.PrimaryKeyConstraint("assessment_id", name=op.f("pk_agenda")),
    )
    op.create_table(
        "accepted_finding",
        sa.Column("assessment_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(length=50), nullable=False),
        sa.Column("place", sa.Text(), nullable=False),
        sa.Column("detail", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        _json("extra"),
        _of_assessment("accepted_finding"),
        sa.PrimaryKeyConstraint("assessment_id", "kind", "place", "detail", name=op.f("pk_accepted_finding")),
    )
    op.create_table(
        "private_note",
        sa.Column("assessment_id", sa.Uuid(), nullable=False),
        sa.Column("criterion", sa.String(length=50), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        _of_assessment("private_note"),
        sa.PrimaryKeyConstraint("assessment_id", "criterion", name=op.f("pk_private_note")),
    )


def _create_texts() -> None:
    op.create_table(
        "evidence_text",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("page", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_evidence_text")),
        sa.UniqueConstraint("sha256", "page", name=op.f("uq_evidence_text_sha256_page")),
    )
    op.create_table(
        "unread_file",
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("file_name", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("sha256", name=op.f("pk_unread_file")),
    )
    op.execute(
        "INSERT INTO unread_file (sha256, file_name) "
        "SELECT sha256, max(file_name) FROM evidence WHERE sha256 <> '' GROUP BY sha256"
    )
    op.execute(
        "CREATE VIRTUAL TABLE evidence_word USING fts5("
        "text, content = 'evidence_text', content_rowid = 'id', "
        "tokenize = 'unicode61 remove_diacritics 2', prefix = '1 2 3')"
    )


def _widen_summaries() -> None:
    op.add_column("assessment", _text("reply_due", 10))
    for name in ("flagged", "unanswered"):
        op.add_column("assessment", sa.Column(name, sa.Integer(), nullable=False, server_default="0"))
    waits = sa.Column("waits_for_expert", sa.Boolean(), nullable=False, server_default=sa.false())
    op.add_column("assessment", waits)
    op.add_column("assessment", _text("last_visit", 10))
    op.add_column("assessment", _text("award_last", 7))
    running = ["reply_due", "changed_at", "id"]
    op.create_index("ix_assessment_running", "assessment", running, sqlite_where=RUNNING, postgresql_where=RUNNING)
    ending = ["award_last", "id"]
    op.create_index("ix_assessment_ending", "assessment", ending, sqlite_where=ENDING, postgresql_where=ENDING)


def _fill_summaries() -> None:
    """Work out what lists show, as the program does with the next change.

    Only ``waits_for_expert`` is left at *no*: it hangs on the rules of the edition.
    """
    op.execute(
        "UPDATE assessment SET "
        "flagged = (SELECT count(*) FROM judgement WHERE judgement.assessment_id = assessment.id AND on_site "
        "AND seat_id = (SELECT seat.id FROM seat WHERE seat.assessment_id = assessment.id AND role = 'lead' "
        "ORDER BY position LIMIT 1)), "
        "unanswered = (SELECT count(*) FROM remark "
        "WHERE remark.assessment_id = assessment.id AND disposition IS NULL), "
        "last_visit = coalesce((SELECT max(day) FROM visit WHERE visit.assessment_id = assessment.id), ''), "
        "award_last = coalesce((SELECT last FROM award WHERE award.assessment_id = assessment.id), '')"
    )
