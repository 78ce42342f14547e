"""The sample data: invented clusters in several states, taken in as any other interchange file is."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING
from uuid import UUID

from eucles_desk.errors import UsageError

if TYPE_CHECKING:
    from pathlib import Path

    from eucles_desk.services.desk import Desk
    from eucles_desk.services.ports import EvidenceFiles

FOLDER = "sample"
EVIDENCE_FOLDER = "evidence"


def make(folder: Path, desk: Desk, evidence: EvidenceFiles) -> tuple[UUID, ...]:
    """Store the samples with their evidence files; return the ids of their assessments.

    A sample that is here already is left as it is, also when the user has worked on it.
    """
    return tuple(_make_one(file, desk, evidence) for file in sorted(folder.glob("*.json")))


def _make_one(file: Path, desk: Desk, evidence: EvidenceFiles) -> UUID:
    content = file.read_bytes()
    document = json.loads(content)
    assessment = UUID(document["assessment"]["id"])
    try:
        return desk.load(assessment).id
    except UsageError:
        pass  # it is not here yet
    for piece in document.get("evidence", ()):
        if "sha256" in piece and evidence.path(piece["sha256"]) is None:
            evidence.add_content((file.parent / EVIDENCE_FOLDER / piece["file_name"]).read_bytes())
    return desk.take_in(content, file.name).id
