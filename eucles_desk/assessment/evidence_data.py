"""Evidence and citations as plain data and back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID

from eucles_desk.assessment.evidence import Citation, Evidence, EvidenceKind, FileVersion, Interview, Note, Region
from eucles_desk.assessment.plain_data import Data, in_order, read_all, rest

if TYPE_CHECKING:
    from collections.abc import Mapping


def citation_to_data(citation: Citation) -> Data:
    """Return a citation; what is not given is absent."""
    data: Data = {"evidence": str(citation.evidence)}
    if citation.page is not None:
        data["page"] = citation.page
    if citation.note:
        data["note"] = citation.note
    if citation.region is not None:
        region = citation.region
        data["region"] = [region.left, region.top, region.width, region.height]
    if citation.quote:
        data["quote"] = citation.quote
    if citation.sha256:
        data["sha256"] = citation.sha256
    return {**data, **in_order(citation.extra)}


def citation_from_data(data: Mapping[str, Any]) -> Citation:
    """Read a citation."""
    extra = rest(data, {"evidence", "page", "note", "region", "quote", "sha256"})
    page = data.get("page")
    return Citation(
        evidence=UUID(data["evidence"]),
        page=None if page is None else int(page),
        note=data.get("note", ""),
        region=Region(*(int(edge) for edge in data["region"])) if "region" in data else None,
        quote=data.get("quote", ""),
        sha256=data.get("sha256", ""),
        extra=extra,
    )


def note_to_data(note: Note) -> Data:
    """Return a note of an interview."""
    data: Data = {"number": note.number, "text": note.text}
    if note.criteria:
        data["criteria"] = list(note.criteria)
    return {**data, **in_order(note.extra)}


def note_from_data(data: Mapping[str, Any]) -> Note:
    """Read a note of an interview."""
    extra = rest(data, {"number", "text", "criteria"})
    return Note(int(data["number"]), data.get("text", ""), tuple(data.get("criteria", ())), extra)


def interview_to_data(interview: Interview) -> Data:
    """Return what was said in an interview."""
    return {
        "role": interview.role,
        "day": interview.day,
        "start": interview.start,
        "notes": [note_to_data(note) for note in interview.notes],
        **in_order(interview.extra),
    }


def interview_from_data(data: Mapping[str, Any]) -> Interview:
    """Read what was said in an interview."""
    return Interview(
        role=data.get("role", ""),
        day=data.get("day", ""),
        start=data.get("start", ""),
        notes=read_all(data, "notes", note_from_data),
        extra=rest(data, {"role", "day", "start", "notes"}),
    )


def version_to_data(version: FileVersion) -> Data:
    """Return a file that another one has taken the place of."""
    return {
        "sha256": version.sha256,
        "file_name": version.file_name,
        "size": version.size,
        "added_at": version.added_at,
        **in_order(version.extra),
    }


def version_from_data(data: Mapping[str, Any]) -> FileVersion:
    """Read a file that another one has taken the place of."""
    return FileVersion(
        sha256=data["sha256"],
        file_name=data.get("file_name", ""),
        size=int(data.get("size", 0)),
        added_at=data.get("added_at", ""),
        extra=rest(data, {"sha256", "file_name", "size", "added_at"}),
    )


def evidence_to_data(piece: Evidence) -> Data:
    """Return a piece of evidence; what a kind does not have is absent."""
    data: Data = {"id": str(piece.id), "title": piece.title, "kind": piece.kind.value}
    optional = {
        "sha256": piece.sha256,
        "file_name": piece.file_name,
        "size": piece.size,
        "address": piece.address,
        "added_at": piece.added_at,
        "dated": piece.dated,
        "expires": piece.expires,
        "interview": interview_to_data(piece.interview) if piece.interview else None,
        "versions": [version_to_data(version) for version in piece.versions],
    }
    data.update({key: value for key, value in optional.items() if value})
    return {**data, **in_order(piece.extra)}


def evidence_from_data(data: Mapping[str, Any]) -> Evidence:
    """Read a piece of evidence."""
    known = {"id", "title", "kind", "sha256", "file_name", "size", "address", "added_at"} | {
        "dated",
        "expires",
        "interview",
        "versions",
    }
    return Evidence(
        id=UUID(data["id"]),
        title=data["title"],
        kind=EvidenceKind(data["kind"]),
        sha256=data.get("sha256", ""),
        file_name=data.get("file_name", ""),
        size=int(data.get("size", 0)),
        address=data.get("address", ""),
        added_at=data.get("added_at", ""),
        dated=data.get("dated", ""),
        expires=data.get("expires", ""),
        interview=interview_from_data(data["interview"]) if "interview" in data else None,
        versions=read_all(data, "versions", version_from_data),
        extra=rest(data, known),
    )
