"""The sample data: invented clusters in several states, taken in as any other interchange file is."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING
from uuid import UUID

from eucles_desk.errors import StorageError, UsageError

if TYPE_CHECKING:
    from pathlib import Path

    from eucles_desk.services.desk import Desk
    from eucles_desk.services.file_ports import EvidenceFiles

FOLDER = "sample"
EVIDENCE_FOLDER = "evidence"


def make(folder: Path, desk: Desk, evidence: EvidenceFiles) -> tuple[UUID, ...]:
    """Store the samples with their evidence files; return the ids of their assessments.

    A sample that is here already is left as it is, also when the user has worked on it.
    """
    files = sorted(folder.glob("*.json"))
    made: list[UUID] = []
    for file in files:
        try:
            made.append(_make_one(file, desk, evidence))
        except StorageError as error:
            if not made:
                raise
            raise StorageError(
                "Only {done} of {all} samples are stored. Make room on the disk, then write them again.",
                done=len(made),
                all=len(files),
            ) from error
    return tuple(made)


def _make_one(file: Path, desk: Desk, evidence: EvidenceFiles) -> UUID:
    content = file.read_bytes()
    document = json.loads(content)
    assessment = UUID(document["assessment"]["id"])
    try:
        return desk.load(assessment).id
    except UsageError:
        pass  # it is not here yet
    for piece in document.get("evidence", ()):
        if "sha256" in piece and not evidence.holds(piece["sha256"]):
            evidence.add_content((file.parent / EVIDENCE_FOLDER / piece["file_name"]).read_bytes())
    return desk.take_in(content, file.name).id
