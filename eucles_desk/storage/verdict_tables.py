"""The tables of what makes one verdict of two experts' judgements, and of the exchange between their computers."""

from __future__ import annotations

from sqlalchemy import JSON, Column, Integer, LargeBinary, String, Table, Text, Uuid

from eucles_desk.storage.columns import UtcTime, assessment_id, metadata

seal = Table(
    "seal",
    metadata,
    assessment_id(),
    Column("seat_id", Uuid, primary_key=True),
    Column("position", Integer, nullable=False),
    Column("code", String(40), nullable=False),
    Column("sealed_at", String(40), nullable=False),
    Column("salt", String(64), nullable=False),
    Column("extra", JSON(none_as_null=True)),
)

approval = Table(
    "approval",
    metadata,
    assessment_id(),
    Column("seat_id", Uuid, primary_key=True),
    Column("position", Integer, nullable=False),
    Column("digest", String(64), nullable=False),
    Column("approved_at", String(40), nullable=False),
    Column("extra", JSON(none_as_null=True)),
)

decision = Table(
    "decision",
    metadata,
    assessment_id(),
    Column("ruling", String(30)),
    Column("number", Text, nullable=False),
    Column("day", String(10), nullable=False),
    Column("conditions", JSON, nullable=False),
    Column("reason", Text, nullable=False),
    Column("extra", JSON(none_as_null=True)),
)

appeal = Table(
    "appeal",
    metadata,
    assessment_id(),
    Column("id", Uuid, primary_key=True),
    Column("position", Integer, nullable=False),
    Column("day", String(10), nullable=False),
    Column("grounds", Text, nullable=False),
    Column("outcome", String(20)),
    Column("decided_on", String(10), nullable=False),
    Column("reply", Text, nullable=False),
    Column("extra", JSON(none_as_null=True)),
)

correction = Table(
    "correction",
    metadata,
    assessment_id(),
    Column("id", Uuid, primary_key=True),
    Column("position", Integer, nullable=False),
    Column("version", Integer, nullable=False),
    Column("day", String(10), nullable=False),
    Column("reason", Text, nullable=False),
    Column("extra", JSON(none_as_null=True)),
)

held_seat = Table("held_seat", metadata, assessment_id(), Column("seat_id", Uuid, primary_key=True))
"""The seats that are judged on this computer; an assessment without a row is judged here as a whole."""

seat_box = Table(
    "seat_box",
    metadata,
    assessment_id(),
    Column("seat_id", Uuid, primary_key=True),
    Column("content", LargeBinary, nullable=False),
)
"""Judgements of a seat of another computer, as they came: only their owner can open them."""

merge_state = Table(
    "merge_state",
    metadata,
    assessment_id(),
    Column("folded_to", Integer, nullable=False),
    Column("content", LargeBinary, nullable=False),
)
"""The versions of all fields of an assessment, up to an entry of the history."""

merge_undo = Table(
    "merge_undo",
    metadata,
    assessment_id(),
    Column("group_id", Uuid, primary_key=True),
    Column("content", LargeBinary, nullable=False),
)
"""The versions as they were before a merge, for taking it back."""

exchanged = Table(
    "exchanged",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("direction", String(3), primary_key=True),
    Column("assessment_id", Uuid, nullable=False),
    Column("purpose", String(20), nullable=False),
    Column("at", UtcTime, nullable=False),
    Column("author_key", Text, nullable=False),
    Column("author_name", Text, nullable=False),
    Column("history", LargeBinary),
    Column("unknown", LargeBinary),
)
"""The packages that came in and went out; one that came in brought the history of its author's copy."""

expert = Table(
    "expert",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("name", Text, nullable=False),
    Column("organisation", Text, nullable=False),
    Column("country", String(10), nullable=False),
    Column("grade", String(30), nullable=False),
    Column("languages", JSON, nullable=False),
    Column("key", Text, nullable=False),
    Column("facts", JSON, nullable=False),
    Column("changed_at", UtcTime, nullable=False),
    Column("extra", JSON(none_as_null=True)),
)
"""The register of experts."""
