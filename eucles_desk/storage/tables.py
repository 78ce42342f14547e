"""The tables, in types that SQLite and PostgreSQL share.

Table objects, not mapped classes: values go in and come out, and importing SQLAlchemy's object mapper would cost a
tenth of a second at every start.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Column,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    LargeBinary,
    String,
    Table,
    Text,
    Uuid,
    false,
    text,
)

from eucles_desk.storage.columns import DecimalText, UtcTime, assessment_id, metadata
from eucles_desk.storage.file_tables import evidence_text, report, unread_file
from eucles_desk.storage.on_site_tables import accepted_finding, agenda, private_note, self_judgement
from eucles_desk.storage.verdict_tables import (
    appeal,
    approval,
    correction,
    decision,
    exchanged,
    expert,
    held_seat,
    merge_state,
    merge_undo,
    seal,
    seat_box,
)

__all__ = [
    "accepted_finding",
    "agenda",
    "appeal",
    "approval",
    "correction",
    "decision",
    "evidence_text",
    "exchanged",
    "expert",
    "held_seat",
    "merge_state",
    "merge_undo",
    "metadata",
    "private_note",
    "report",
    "seal",
    "seat_box",
    "self_judgement",
    "unread_file",
]

RUNNING = text("step NOT IN ('awarded', 'refused', 'withdrawn')")
"""The assessments that have not ended, as :mod:`eucles_desk.storage.lists` asks for them."""
ENDING = text("step = 'awarded' AND award_last > ''")
"""The awards that end some day."""

edition = Table(
    "edition",
    metadata,
    Column("sha256", String(64), primary_key=True),
    Column("scheme", String(100), nullable=False),
    Column("name", String(100), nullable=False),
    Column("title", JSON, nullable=False),
    Column("content", LargeBinary, nullable=False),
    Column("added_at", UtcTime, nullable=False),
)

cluster = Table(
    "cluster",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("name", Text, nullable=False),
    Column("name_folded", Text, nullable=False),
    Column("country", String(10), nullable=False),
    Column("region", String(20), nullable=False),
    Index(None, "name_folded", "id"),
)

assessment = Table(
    "assessment",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("cluster_id", Uuid, ForeignKey("cluster.id"), nullable=False),
    Column("edition_sha256", String(64), ForeignKey("edition.sha256"), nullable=False),
    Column("label", String(50), nullable=False),
    Column("kind", String(20), nullable=False),
    Column("step", String(20), nullable=False),
    Column("period_first", String(7), nullable=False),
    Column("period_last", String(7), nullable=False),
    Column("period_extra", JSON(none_as_null=True)),
    Column("earlier_benchmarking", String(7), nullable=False),
    Column("reply_due", String(10), nullable=False, server_default=""),
    Column("cluster_name", Text, nullable=False),
    Column("cluster_name_folded", Text, nullable=False),
    Column("cluster_country", String(10), nullable=False),
    Column("cluster_region", String(20), nullable=False),
    Column("cluster_extra", JSON(none_as_null=True)),
    Column("extra", JSON(none_as_null=True)),
    Column("judged", Integer, nullable=False),
    Column("criteria", Integer, nullable=False),
    Column("points", DecimalText, nullable=False),
    Column("available", DecimalText, nullable=False),
    Column("open_points", Integer, nullable=False),
    Column("next_place", Text, nullable=False),
    Column("next_point", String(50), nullable=False),
    Column("unmet_minimums", Integer, nullable=False),
    Column("flagged", Integer, nullable=False, server_default="0"),
    Column("waits_for_expert", Boolean, nullable=False, server_default=false()),
    Column("unanswered", Integer, nullable=False, server_default="0"),
    Column("last_visit", String(10), nullable=False, server_default=""),
    Column("award_last", String(7), nullable=False, server_default=""),
    Column("changed_at", UtcTime, nullable=False),
    Column("created_at", UtcTime, nullable=False),
    Index(None, "changed_at", "id"),
    Index(None, "cluster_id"),
    Index(None, "edition_sha256"),
    Index("ix_assessment_running", "reply_due", "changed_at", "id", sqlite_where=RUNNING, postgresql_where=RUNNING),
    Index("ix_assessment_ending", "award_last", "id", sqlite_where=ENDING, postgresql_where=ENDING),
)


def _judgement_key() -> tuple[Any, ...]:
    return (
        Column("assessment_id", Uuid, primary_key=True),
        Column("seat_id", Uuid, primary_key=True),
        Column("criterion", String(50), primary_key=True),
        ForeignKeyConstraint(
            ["assessment_id", "seat_id", "criterion"],
            ["judgement.assessment_id", "judgement.seat_id", "judgement.criterion"],
            deferrable=True,
            initially="DEFERRED",
        ),
    )


fact = Table(
    "fact",
    metadata,
    assessment_id(),
    Column("fact", String(100), primary_key=True),
    Column("number", DecimalText),
    Column("text", Text),
)

seat = Table(
    "seat",
    metadata,
    assessment_id(),
    Column("id", Uuid, primary_key=True),
    Column("position", Integer, nullable=False),
    Column("role", String(20), nullable=False),
    Column("name", Text, nullable=False),
    Column("organisation", Text, nullable=False),
    Column("country", String(10), nullable=False),
    Column("interests", Text),
    Column("key", Text, nullable=False, server_default=""),
    Column("extra", JSON(none_as_null=True)),
)

eligibility_answer = Table(
    "eligibility_answer",
    metadata,
    assessment_id(),
    Column("criterion", String(50), primary_key=True),
    Column("position", Integer, nullable=False),
    Column("met", Boolean),
    Column("note", Text, nullable=False),
    Column("extra", JSON(none_as_null=True)),
)

judgement = Table(
    "judgement",
    metadata,
    Column("assessment_id", Uuid, primary_key=True),
    Column("seat_id", Uuid, primary_key=True),
    Column("criterion", String(50), primary_key=True),
    Column("position", Integer, nullable=False),
    Column("level", Integer),
    Column("not_applicable", Boolean, nullable=False),
    Column("reason", Text, nullable=False),
    Column("rests_on", JSON, nullable=False),
    Column("on_site", Boolean, nullable=False),
    Column("extra", JSON(none_as_null=True)),
    ForeignKeyConstraint(
        ["assessment_id", "seat_id"], ["seat.assessment_id", "seat.id"], deferrable=True, initially="DEFERRED"
    ),
)

strength = Table(
    "strength",
    metadata,
    *_judgement_key(),
    Column("position", Integer, primary_key=True),
    Column("text", Text, nullable=False),
)

improvement = Table(
    "improvement",
    metadata,
    *_judgement_key(),
    Column("position", Integer, primary_key=True),
    Column("text", Text, nullable=False),
    Column("effect", Text, nullable=False),
    Column("addressee", Text, nullable=False),
    Column("due", String(7), nullable=False),
    Column("extra", JSON(none_as_null=True)),
)

citation = Table(
    "citation",
    metadata,
    *_judgement_key(),
    Column("position", Integer, primary_key=True),
    Column("evidence_id", Uuid, nullable=False),
    Column("page", Integer),
    Column("note", Text, nullable=False),
    Column("region", JSON(none_as_null=True)),
    Column("quote", Text, nullable=False, server_default=""),
    Column("sha256", String(64), nullable=False, server_default=""),
    Column("extra", JSON(none_as_null=True)),
    ForeignKeyConstraint(
        ["assessment_id", "evidence_id"],
        ["evidence.assessment_id", "evidence.id"],
        deferrable=True,
        initially="DEFERRED",
    ),
)

agreement = Table(
    "agreement",
    metadata,
    assessment_id(),
    Column("criterion", String(50), primary_key=True),
    Column("position", Integer, nullable=False),
    Column("level", Integer),
    Column("not_applicable", Boolean, nullable=False),
    Column("reason", Text, nullable=False),
    Column("adopted", Boolean, nullable=False),
    Column("extra", JSON(none_as_null=True)),
)

evidence = Table(
    "evidence",
    metadata,
    assessment_id(),
    Column("id", Uuid, primary_key=True),
    Column("position", Integer, nullable=False),
    Column("title", Text, nullable=False),
    Column("kind", String(20), nullable=False),
    Column("sha256", String(64), nullable=False),
    Column("file_name", Text, nullable=False),
    Column("size", BigInteger, nullable=False),
    Column("address", Text, nullable=False),
    Column("added_at", String(40), nullable=False),
    Column("dated", String(10), nullable=False, server_default=""),
    Column("expires", String(10), nullable=False, server_default=""),
    Column("interview", JSON(none_as_null=True)),
    Column("versions", JSON(none_as_null=True)),
    Column("extra", JSON(none_as_null=True)),
    Index(None, "sha256"),
)

improvement_area = Table(
    "improvement_area",
    metadata,
    assessment_id(),
    Column("id", Uuid, primary_key=True),
    Column("position", Integer, nullable=False),
    Column("criterion", String(50), nullable=False),
    Column("before", Text, nullable=False),
    Column("after", Text, nullable=False),
    Column("effect", Text, nullable=False),
    Column("verdict", String(20)),
    Column("extra", JSON(none_as_null=True)),
)

visit = Table(
    "visit",
    metadata,
    assessment_id(),
    Column("id", Uuid, primary_key=True),
    Column("position", Integer, nullable=False),
    Column("day", String(10), nullable=False),
    Column("place", Text, nullable=False),
    Column("extra", JSON(none_as_null=True)),
)

remark = Table(
    "remark",
    metadata,
    assessment_id(),
    Column("id", Uuid, primary_key=True),
    Column("position", Integer, nullable=False),
    Column("criterion", String(50), nullable=False),
    Column("opinion", String(20)),
    Column("text", Text, nullable=False),
    Column("disposition", String(20)),
    Column("reply", Text, nullable=False),
    Column("extra", JSON(none_as_null=True)),
)

award = Table(
    "award",
    metadata,
    assessment_id(),
    Column("number", Text, nullable=False),
    Column("first", String(7), nullable=False),
    Column("last", String(7), nullable=False),
    Column("extra", JSON(none_as_null=True)),
)

earlier_result = Table(
    "earlier_result",
    metadata,
    assessment_id(),
    Column("position", Integer, primary_key=True),
    Column("earlier_id", Uuid),
    Column("month", String(7), nullable=False),
    Column("label", String(100), nullable=False),
    Column("percent", DecimalText),
    Column("levels", JSON, nullable=False),
    Column("recommendations", JSON(none_as_null=True)),
    Column("extra", JSON(none_as_null=True)),
)

benchmark = Table(
    "benchmark",
    metadata,
    assessment_id(),
    Column("title", Text, nullable=False),
    Column("peers", Integer, nullable=False),
    Column("criteria", JSON, nullable=False),
    Column("dimensions", JSON, nullable=False),
    Column("extra", JSON(none_as_null=True)),
)

history = Table(
    "history",
    metadata,
    Column("seq", Integer, primary_key=True, autoincrement=True),
    Column("assessment_id", Uuid),  # no key: an assessment may be erased, and that there was one stays here
    Column("at", UtcTime, nullable=False),
    Column("group_id", Uuid, nullable=False),
    Column("mode", String(10), nullable=False),
    Column("message", Text, nullable=False),
    Column("values", JSON, nullable=False),
    Column("merge_key", Text, nullable=False),
    Column("seat_id", Uuid),
    Column("changes", JSON, nullable=False),
    Column("erased", Boolean, nullable=False),
    Column("salt", LargeBinary),
    Column("payload_hash", LargeBinary, nullable=False),
    Column("hash", LargeBinary, nullable=False),
    Index(None, "assessment_id", "seq"),
)
