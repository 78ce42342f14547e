"""The tables of the texts of stored files, and of the reports that were issued."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, Date, Integer, LargeBinary, String, Table, Text, UniqueConstraint, Uuid

from eucles_desk.storage.columns import UtcTime, metadata, of_assessment

evidence_text = Table(
    "evidence_text",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("sha256", String(64), nullable=False),
    Column("page", Integer, nullable=False),
    Column("text", Text, nullable=False),
    UniqueConstraint("sha256", "page"),
)
"""The text of each page of a stored file; page 0, without text, says that the file has been read."""

unread_file = Table(
    "unread_file",
    metadata,
    Column("sha256", String(64), primary_key=True),
    Column("file_name", Text, nullable=False),
)
"""The files of evidence that have not been read yet: to look for them among all evidence would take too long."""

report = Table(
    "report",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("assessment_id", Uuid, of_assessment(), nullable=False),
    Column("kind", String(30), nullable=False),
    Column("format", String(10), nullable=False),
    Column("language", String(20), nullable=False),
    Column("made_on", Date, nullable=False),
    Column("made_at", UtcTime, nullable=False),
    Column("program_version", String(40), nullable=False),
    Column("content_hash", String(64), nullable=False),
    Column("sha256", String(64), nullable=False),
    Column("pages", Integer, nullable=False),
    Column("size", BigInteger, nullable=False),
    Column("content", LargeBinary, nullable=False),
    UniqueConstraint("assessment_id", "sha256"),
)
