"""The tables of what belongs to the days on site and to the assessor's own desk."""

from __future__ import annotations

from sqlalchemy import JSON, Boolean, Column, Integer, String, Table, Text

from eucles_desk.storage.columns import assessment_id, metadata

self_judgement = Table(
    "self_judgement",
    metadata,
    assessment_id(),
    Column("criterion", String(50), primary_key=True),
    Column("position", Integer, nullable=False),
    Column("level", Integer),
    Column("not_applicable", Boolean, nullable=False),
    Column("comment", Text, nullable=False),
    Column("extra", JSON(none_as_null=True)),
)

agenda = Table(
    "agenda",
    metadata,
    assessment_id(),
    Column("frame", String(20), nullable=False),
    Column("starts", JSON, nullable=False),
    Column("minutes", JSON, nullable=False),
    Column("done", JSON, nullable=False),
    Column("extra", JSON(none_as_null=True)),
)

accepted_finding = Table(
    "accepted_finding",
    metadata,
    assessment_id(),
    Column("kind", String(50), primary_key=True),
    Column("place", Text, primary_key=True),
    Column("detail", Text, primary_key=True),
    Column("position", Integer, nullable=False),
    Column("reason", Text, nullable=False),
    Column("extra", JSON(none_as_null=True)),
)

private_note = Table(
    "private_note",
    metadata,
    assessment_id(),
    Column("criterion", String(50), primary_key=True),
    Column("position", Integer, nullable=False),
    Column("text", Text, nullable=False),
)
