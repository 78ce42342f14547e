"""A report cites nothing that was changed since it came in."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from pathlib import Path
from uuid import uuid4

import pytest
from support.gold import LEAD, assessment
from support.sources import PathSource

from eucles_desk.assessment.evidence import Citation, Evidence, EvidenceKind
from eucles_desk.assessment.values import Assessment, Judgement
from eucles_desk.errors import ReportError
from eucles_desk.services.file_ports import Source
from eucles_desk.services.proving import Proving, cited_files

CONTENT = b"forty-two contacts"
SHA256 = hashlib.sha256(CONTENT).hexdigest()
PIECE = Evidence(uuid4(), "Contact log", EvidenceKind.DOCUMENT, SHA256, "log.pdf", len(CONTENT))
OLD = "b" * 64
CITING = replace(
    assessment(),
    evidence=(PIECE, Evidence(uuid4(), "Plan", EvidenceKind.DOCUMENT, "c" * 64, "plan.pdf", 4)),
    judgements=(
        Judgement(LEAD.id, "1.1", citations=(Citation(PIECE.id, 1), Citation(PIECE.id, 2), Citation(uuid4()))),
        Judgement(LEAD.id, "1.2", citations=(Citation(PIECE.id, sha256=OLD),)),
    ),
)


class Files:
    """Stored files, and how often each was read."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.read = folder, list[str]()

    def stored(self, sha256: str) -> Source | None:
        read, path = self.read, self.folder / sha256

        class Counted(PathSource):
            def copy(self, write: object) -> None:
                read.append(sha256)
                super().copy(write)  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]

        return Counted(path, sha256) if path.exists() else None


@pytest.fixture
def files(tmp_path: Path) -> Files:
    (tmp_path / SHA256).write_bytes(CONTENT)
    return Files(tmp_path)


def never() -> bool:
    return False


def test_files_that_are_cited_are_proven_each_once_also_in_earlier_versions() -> None:
    assert [(file.sha256, file.title) for file in cited_files(CITING)] == [
        (SHA256, "Contact log"),
        (OLD, "Contact log"),
    ]


def test_whole_and_missing_files_are_no_obstacle_and_are_read_once(files: Files) -> None:
    prove = Proving(files.stored)
    prove(CITING, never)
    prove(CITING, never)
    assert files.read == [SHA256]


def test_a_changed_file_is_named_until_it_is_put_right(files: Files) -> None:
    prove = Proving(files.stored)
    prove(CITING, never)
    (files.folder / SHA256).write_bytes(b"forty-one contacts!")
    for _ in range(2):
        with pytest.raises(
            ReportError, match=r"^“Contact log” was changed or damaged on disk .* no report can cite it"
        ):
            prove(CITING, never)
    (files.folder / SHA256).write_bytes(CONTENT)
    prove(CITING, never)


def test_a_file_that_cannot_be_read_is_named(files: Files) -> None:
    (files.folder / SHA256).unlink()
    (files.folder / SHA256).mkdir()
    with pytest.raises(ReportError, match=r"^“Contact log” cannot be read from the disk"):
        Proving(files.stored)(CITING, never)


def test_what_nothing_cites_or_what_is_cancelled_is_not_read(files: Files) -> None:
    prove = Proving(files.stored)
    uncited: Assessment = replace(CITING, judgements=())
    prove(uncited, never)
    assert files.read == []
    (files.folder / SHA256).write_bytes(b"changed")
    prove(CITING, lambda: True)
